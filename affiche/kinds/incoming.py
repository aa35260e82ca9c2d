"""What is told of texts that come in: imported, reviewed, translated."""

from __future__ import annotations

from affiche.kinds.kind import ADVICE, ERROR, kind

kind(
    "import/unreadable",
    ERROR,
    "a file that cannot be imported",
    why="It is of another kind, damaged, locked or empty.",
    fix="save it as .docx, .html, .md or .txt",
    example=("affiche import terms terms.pages", "affiche import terms terms.docx"),
)
kind(
    "import/name",
    ERROR,
    "words that cannot be the name of a policy",
    why="The name is that of a folder, and stands in addresses.",
    fix="use lower-case letters a to z, digits and single hyphens",
    example=('affiche import "Privacy Policy" old.docx', "affiche import privacy old.docx"),
)
kind(
    "import/taken",
    ERROR,
    "a text or a history where there is one already",
    why="What is there would be lost; what was published is never changed.",
    fix="add `--replace` for a working text, or import under another name",
    example=("affiche import privacy new.docx", "affiche import privacy new.docx --replace"),
)
kind(
    "import/left-out",
    ADVICE,
    "words that were not taken over",
    why="Menus, banners and forms stand around a policy; a sentence of it may have stood among them.",
    fix="if they belong to the policy, copy them into the text",
    example=("<nav>Home Shop Privacy</nav>", "# Privacy policy"),
)
kind(
    "import/title",
    ADVICE,
    "a source without a title",
    why="Every page needs one, so one was made up.",
    fix="correct the line that begins with #, and the title in policy.yaml",
    example=("(no heading at the top)", "# Privacy policy"),
)
kind(
    "import/heading",
    ADVICE,
    "headings that were guessed, or not found",
    why="Sections are linked to, compared and translated one by one.",
    fix="begin each section with `## `, and take the signs away where there is none",
    example=("**Cookies**", "## Cookies {#cookies}"),
)
kind(
    "import/date",
    ADVICE,
    "a date that the text says of itself",
    why="The pages say both dates from the data; typed in the text, one of them will be forgotten.",
    fix="take it out of the text, and give it to `affiche publish`",
    example=("Last updated: 1 June 2026", "affiche publish privacy --effective 2026-06-01"),
)
kind(
    "import/dates",
    ADVICE,
    "a history whose days are not sure",
    why="A version is named for its day, for ever.",
    fix="compare the days with what you know before you publish",
    example=("(two revisions on one day)", "2026-06-01 and 2026-06-01.2"),
)
kind(
    "import/language",
    ADVICE,
    "a text that seems to be in another language than was said",
    why="It would stand under the wrong address, and be read aloud with the wrong voice.",
    fix="import it with `--locale` and the language that it is in",
    example=(
        "affiche import privacy politique.docx --locale en",
        "affiche import privacy politique.docx --locale fr",
    ),
)
kind(
    "import/pair",
    ADVICE,
    "a section without a counterpart in the other language",
    why="A translation is compared section by section, by their ids.",
    fix="translate it, or give its translation the same id",
    example=("## Témoins {#temoins}", "## Témoins {#cookies}"),
)
kind(
    "import/list",
    ADVICE,
    "lines that were taken for a list",
    why="Plain text does not say where a list begins and ends.",
    fix="see where it begins and ends",
    example=("We collect:\nyour name\nyour address", "We collect:\n\n- your name\n- your address"),
)
kind(
    "import/lost-list",
    ADVICE,
    "a sentence that announces a list which is not there",
    why="The list was probably lost when the text was copied.",
    fix="write the list, or end the sentence",
    example=("We share your data with:", "We share your data with:\n\n- our host"),
)
kind(
    "import/table",
    ADVICE,
    "a table whose rows do not fit its head",
    why="A cell in the wrong column says something else.",
    fix="check the table",
    example=(
        "| what | why |\n|---|---|\n| orders | delivery | 3 years |",
        "| what | why | how long |\n|---|---|---|\n| orders | delivery | 3 years |",
    ),
)
kind(
    "import/contents",
    ADVICE,
    "a typed list of contents",
    why="Every page of a policy shows one by itself, which is never out of date.",
    fix="leave it out",
    example=("1. Cookies …… 3", "## Cookies"),
)
kind(
    "import/style",
    ADVICE,
    "a style of Word that is not known here",
    why="Its paragraphs may be headings, and were taken for plain ones.",
    fix="give headings a sign # each, or the style “Heading 1” in Word",
    example=("Our Data (style “Legal Head”)", "## Our data"),
)
kind(
    "import/tracked-changes",
    ADVICE,
    "tracked changes of Word",
    why="They were taken as accepted, and nobody may have decided that.",
    fix="accept or reject them in Word, and import the file again",
    example=("We [deleted: never] sell your data.", "We never sell your data."),
)
kind(
    "import/dead-link",
    ADVICE,
    "a link to a place that is nowhere in the text",
    why="Readers who follow it stay where they are.",
    fix="write `[](#id)` with the id of the section",
    example=("see [below](#_Toc5512)", "see [](#cookies)"),
)
kind(
    "import/relative-link",
    ADVICE,
    "a link that counts from the page where the text stood",
    why="From the new page it leads elsewhere, or nowhere.",
    fix="write the whole address, or import with `--url` and the address of the old page",
    example=("[our terms](../terms.html)", "[our terms](https://www.finch.example/terms.html)"),
)
kind(
    "import/address",
    ADVICE,
    "an e-mail address that the old page hid from robots",
    why="Readers must be able to write to you.",
    fix="copy the address from the page, as your browser shows it",
    example=("[email protected]", "privacy@finch.example"),
)
kind(
    "import/placeholder",
    ADVICE,
    "words that another program filled in",
    why="Readers would see the placeholder.",
    fix="write what is meant",
    example=("{{company_name}}", "Finch & Wren Ltd"),
)
kind(
    "import/encoding",
    ADVICE,
    "a file that does not say how it is encoded",
    why="Its accents and quotation marks were guessed.",
    fix="check that they are right",
    example=("donnŽes", "données"),
)
kind(
    "exchange/unreadable",
    ERROR,
    "a Word, PO or XLIFF file that cannot be read",
    why="Nothing of it can be taken over with certainty, so nothing is.",
    fix="save it again in the program that made it",
    example=("affiche review in privacy.doc", "affiche review in privacy.docx"),
)
kind(
    "exchange/origin",
    ERROR,
    "a Word file that was written from another text",
    why="Its edits would undo what was changed since, or land in the wrong place.",
    fix="take the edits in where the file was written from, and join the two",
    example=("affiche review in yesterday.docx", "git stash\naffiche review in yesterday.docx"),
)
