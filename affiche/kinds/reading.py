"""What is wrong with a source: its files, YAML, site, texts and facts."""

from __future__ import annotations

from affiche.kinds.kind import ERROR, kind

kind(
    "files/missing",
    ERROR,
    "a file that is needed and is not there",
    why="A site is made from these files, and none can be guessed.",
    fix="put the file there, or take away what names it",
    example=(
        "policies: [privacy]          # and no content/privacy/policy.yaml",
        "policies: [privacy]          # content/privacy/policy.yaml, en.md, fr.md",
    ),
)
kind(
    "files/unreadable",
    ERROR,
    "a file that the computer does not let Affiche read",
    why="It may be a folder of that name, or a file that belongs to somebody else.",
    fix="look at what stands there, and give yourself the right to read it",
    example=("-rw------- root  content/privacy/en.md", "-rw-r--r-- you   content/privacy/en.md"),
)
kind(
    "files/named",
    ERROR,
    "a file named in a command that cannot be taken",
    why="A pipe, a device or a file without end would never be read to its end.",
    fix="name a file, of a size that a text can have",
    example=("affiche import terms /dev/zero", "affiche import terms terms.docx"),
)
kind(
    "files/size",
    ERROR,
    "a file larger than any text",
    why="Something else was probably saved under its name, and reading it would stop everything else.",
    fix="look at what the file holds; a picture belongs beside the text, in a file of its own",
    example=("![Our office](data:image/png;base64,iVBORw0KGgo…)", "![Our office](office.png)"),
)
kind(
    "files/encoding",
    ERROR,
    "a file that is not saved as UTF-8",
    why="Its accents and quotation marks would come out as other signs.",
    fix="in your editor, save it again with the encoding UTF-8",
    example=("Politique de confidentialit?", "Politique de confidentialité"),
)
kind(
    "files/kind",
    ERROR,
    "a document of another program, such as Word, under the name of a text",
    why="Renaming a document does not make a text of it.",
    fix="bring its words in with `affiche import`",
    example=("mv policy.docx content/privacy/en.md", "affiche import privacy policy.docx"),
)
kind(
    "files/empty",
    ERROR,
    "a file without any words",
    why="Readers would get an empty page.",
    fix="write what it should hold, or remove it and what names it",
    example=("# (en.md holds nothing)", "# Privacy policy"),
)
kind(
    "files/character",
    ERROR,
    "a character that no page can show",
    why="It is invisible in most editors, and comes with text copied from other programs.",
    fix="type the words around it again",
    example=("We keep[U+0007] your orders.", "We keep your orders."),
)
kind(
    "files/overlong",
    ERROR,
    "a word, a gap or a line longer than any real one",
    why="Something was pasted by mistake, and comparing it word for word would take for ever.",
    fix="remove what was pasted, or break it up",
    example=("See aGVsbG8gd29ybGQgaGVsbG8gd29ybGQ… (4,000 signs)", "See our list of partners."),
)
kind(
    "files/link",
    ERROR,
    "a symbolic link where a file or folder is expected",
    why="It could lead to anything on the computer that builds the site, and put it on a page.",
    fix="put the file itself there",
    example=("ln -s ../../terms.md content/terms/en.md", "cp ../../terms.md content/terms/en.md"),
)
kind(
    "yaml/syntax",
    ERROR,
    "a line that cannot be read as YAML",
    why="A colon, quotation mark or bracket too many or too few changes what all lines after it mean.",
    fix="write `key: value` on each line, with quotation marks around a value that holds a colon",
    example=("title: Privacy: our policy", 'title: "Privacy: our policy"'),
)
kind(
    "yaml/unknown-key",
    ERROR,
    "a key that nothing reads",
    why="A misspelt key would be passed over in silence, and what it says would never reach readers.",
    fix="take the spelling from docs/source.md, or remove the key",
    example=("authoritive: [en]", "authoritative: [en]"),
)
kind(
    "yaml/missing-key",
    ERROR,
    "a key without which a page could not be made",
    why="Each policy needs at least a title and an address in every language.",
    fix="add the key",
    example=(
        "title: {en: Cookie policy, fr: Politique relative aux témoins}",
        "title: {en: Cookie policy, fr: Politique relative aux témoins}\nslug: {en: cookies, fr: temoins}",
    ),
)
kind(
    "yaml/repeated-key",
    ERROR,
    "a key that stands twice in one place",
    why="Only one of the two values could be used, and nobody would see which.",
    fix="take one of the two away",
    example=("timezone: America/Toronto\ntimezone: Europe/Paris", "timezone: America/Toronto"),
)
kind(
    "yaml/value",
    ERROR,
    "a value that the key cannot have",
    why="A date that no calendar has, or a word that is no choice, would decide something other than what was meant.",
    fix="write what is expected there",
    example=("effective: 1 June 2027", "effective: 2027-06-01"),
)
kind(
    "yaml/cut",
    ERROR,
    "a value that ends earlier than it seems to",
    why="In YAML a comma between braces, or a # after a space, ends the value: readers would miss the rest.",
    fix="put quotation marks around the value",
    example=("title: {en: Privacy, cookies and you}", 'title: {en: "Privacy, cookies and you"}'),
)
kind(
    "yaml/quotes",
    ERROR,
    "quotation marks that readers would see around a value",
    why="Only straight quotation marks are part of YAML; curly ones are part of the words.",
    fix="use straight quotation marks, or none",
    example=("title: “Privacy policy”", 'title: "Privacy policy"'),
)
kind(
    "yaml/locale",
    ERROR,
    "words that lack a language of the site, or that are given for another one",
    why="Every language that site.yaml lists gets a page, and each page needs its words.",
    fix="give the words in each language of `locales`, and in no other",
    example=("title: {en: Privacy policy}", "title: {en: Privacy policy, fr: Politique de confidentialité}"),
)
kind(
    "site/listed",
    ERROR,
    "policies and languages that site.yaml lists and the folders do not have, or the reverse",
    why="What is not listed is not on the site, and what is listed has a page that readers expect.",
    fix="make the folder or the text, or correct the list",
    example=("policies: [privacy, cookeis]", "policies: [privacy, cookies]"),
)
kind(
    "site/address",
    ERROR,
    "two pages at one address, or an address outside the site",
    why="One of the two would take the place of the other.",
    fix="give one of them another slug",
    example=(
        "slug: {en: legal}             # of privacy and of terms",
        "slug: {en: legal-terms}       # of terms",
    ),
)
kind(
    "site/lost-address",
    ERROR,
    "an address that was posted and would be gone",
    why="Contracts, e-mails and search engines lead there, and must do so for ever.",
    fix="put back what was there; an old slug goes into `former_slugs`, and a policy that ended into `retired`",
    example=("slug: {en: data-privacy}", "slug: {en: data-privacy}\nformer_slugs: {en: [privacy]}"),
)
kind(
    "site/several",
    ERROR,
    "several sites in one site.yaml that get in each other’s way",
    why="Each site has its own address and its own policies; what they share is written once, beside them.",
    fix="put under each name in `sites` what is that site’s own: see docs/sites.md",
    example=(
        "base_url: https://legal.finch.example\nsites:\n  finch: {policies: [privacy]}",
        "sites:\n  finch: {base_url: https://legal.finch.example, policies: [privacy]}",
    ),
)
kind(
    "site/shared-text",
    ERROR,
    "a policy that takes its text from a folder which cannot give it",
    why="A text that several policies share lies in a folder of its own, so that no policy changes another by accident.",
    fix="put the texts into a folder without policy.yaml, and name it with `text:` in each policy",
    example=(
        "text: privacy                 # a policy of its own",
        "text: shared-privacy          # holds en.md and fr.md, and nothing else",
    ),
)
kind(
    "text/braces",
    ERROR,
    "words between braces that cannot be put into the text",
    why="A name that no fact has would leave a hole in the sentence that readers get.",
    fix="name a fact of policy.yaml or facts.yaml, as in `{{ facts.contact.email }}`",
    example=("Write to {{ facts.contact.mail }}.", "Write to {{ facts.contact.email }}."),
)
kind(
    "text/reference",
    ERROR,
    "a reference to a section that is not there",
    why="Readers who follow it stay where they are.",
    fix="use the id that stands after the heading of the section",
    example=("See [](#cookie).\n\n## Cookies {#cookies}", "See [](#cookies).\n\n## Cookies {#cookies}"),
)
kind(
    "text/section-id",
    ERROR,
    "an id that no section can have, or that two have",
    why="A section is linked to, translated and compared by its id, so each needs one of its own.",
    fix="write letters, digits and hyphens after the heading, and nothing that another section has",
    example=("## Your rights {#your rights}", "## Your rights {#rights}"),
)
kind(
    "text/tangled",
    ERROR,
    "marks nested so deeply that the text cannot be rendered",
    why="No person writes this by hand; it comes from a program, or from a key that stayed down.",
    fix="write the passage more simply",
    example=("> > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > > words", "> words"),
)
kind(
    "text/picture",
    ERROR,
    "a picture that cannot be shown",
    why="It is of a kind that browsers do not show, or holds something that a page must not run.",
    fix="save it as SVG, PNG, JPEG, WebP, AVIF or GIF",
    example=("![Our offices](offices.tiff)", "![Our offices](offices.png)"),
)
kind(
    "facts/shape",
    ERROR,
    "a fact that is neither a text, a list, a table nor keys with values",
    why="A table that lacks its columns or rows cannot be put into a text.",
    fix="give a table `columns` with their headings, and `rows` with a value for each",
    example=(
        "recipients:\n  rows: [Merle Noir inc.]",
        "recipients:\n  columns: {name: {en: Name, fr: Nom}}\n  rows: [{name: Merle Noir inc.}]",
    ),
)
kind(
    "facts/row-id",
    ERROR,
    "an id that two rows of a table have",
    why="Rows are compared by their ids: of two alike, nobody could say which one changed.",
    fix="give one of the rows another id",
    example=(
        "- {id: host, name: Merle}\n- {id: host, name: Pinson}",
        "- {id: host, name: Merle}\n- {id: mail, name: Pinson}",
    ),
)
kind(
    "facts/column",
    ERROR,
    "a row that lacks a column of its table, or has one too many",
    why="Readers would see an empty cell, or nothing of what was written.",
    fix="give each row a value for each of `columns`",
    example=(
        "columns: {name: Name, country: Country}\nrows: [{name: Merle}]",
        "columns: {name: Name, country: Country}\nrows: [{name: Merle, country: Canada}]",
    ),
)
kind(
    "facts/unknown",
    ERROR,
    "a fact that is named and does not exist",
    why="A label or a choice for a fact that is not there does nothing.",
    fix="correct the name, or remove what names it",
    example=("own_facts: [contcat]", "own_facts: [contact]"),
)
