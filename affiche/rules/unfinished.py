"""What a draft leaves behind: words still to be filled in, and words that go out of date by themselves."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING

from affiche.localization import other_language
from affiche.patterns import lazy
from affiche.rules.prose import DIGITS, Kind, holding, just_before
from affiche.rules.rule import ADVICE, ERROR, rule
from affiche.rules.texts import Match
from affiche.rules.typography.dates import ENGLISH_MONTHS, FRENCH_MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.problems import Location
    from affiche.rules.prose import Passage
    from affiche.rules.texts import PolicyTexts, Text

_CAPITALS = "A-ZÀ-ÖØ-Þ"
_TO_FILL = (
    r"company|compan(?:y|ies)['’]s?|name|date|address|e-?mail|web ?site|url|link|phone|telephone|number|title|country|state"
    r"|province|city|jurisdiction|organi[sz]ation|business|entity|product|service|app|application|platform|domain|officer"
    r"|dpo|contact|month|months|day|days|year|years|period|amount|position|job|blank|number of \w+|location|regulator|authority"
    r"|nom|soci[eé]t[eé]|adresse|courriel|t[eé]l[eé]phone|lien|site web|num[eé]ro|pays|ville|organisme|entreprise|dur[eé]e|jours|mois|ans|titre"
    r"|nombre|montant|d[eé]lai|domaine|autorit[eé]|juridiction|plateforme|produit|responsable|pr[eé]nom|marque|si[eè]ge"
    r"|(?:dd|jj|mm)(?:[/.-](?:dd|jj|mm|yyyy|aaaa|yy|aa)){1,2}|(?:yyyy|aaaa)-mm-(?:dd|jj)"
)
_PLACEHOLDER = lazy(
    r"(?!\s)(?:\b|(?=[\W\d_]))(?:"  # none begins inside a word: without this, most of the time is lost there
    r"\[(?:DECIDE|TRANSLATE|À DÉCIDER|À TRADUIRE)[ \u00a0\u202f]?:[^\[\]]{1,500}\]"
    r"|\[(?i:insert|add|enter|specify|describe|choose|select|your|name of|ntd|nb|note(?! ?\d)|todo|tbd|tbc|tk|fixme|to be|placeholder|draft|brouillon"
    r"|ins[eé]re[rz]|ajoute[rz]|indique[rz]|pr[eé]cise[rz]|compl[eé]te[rz]|choisi[rs]\w*|d[eé]cri\w+|votre|vos|nom d[eu]|à)\b"
    r"[^\[\]\n]{0,120}\](?!\()"
    rf"|\[[{_CAPITALS}][{_CAPITALS}’'/_-]*(?:[ \u00a0][{_CAPITALS}’'/_-]+)+\]|\[(?:BLANK|NAME|VIDE)\]"
    rf"|\[(?i:(?:the |an? |our |les? |la )?(?:[\w’'-]+[ /]){{0,5}}(?:{_TO_FILL})(?: ?(?:of|de|du|des|d[’']|here|ici)(?: ?[\w’'/-]+){{0,3}})?)\](?!\()"
    r"|\[(?:…|\.{2,4}|[_ \u00a0]+|[ \u00a0]?[•●·?xX*#-]+[ \u00a0]?)\]|_{3,}|\.{6,}|…{3,}|(?<![\w.“«])(?:X{3,}|x{4,})(?![\w.”»])|\?{3,}"
    r"|\b(?i:lorem ipsum|dolor sit amet)\b|\b(?:TODO|TBD|TBC|FIXME|NTD|À COMPLÉTER|A COMPLETER|À DÉFINIR|À TRADUIRE|À VENIR|À CONFIRMER|À VALIDER|À PRÉCISER|TKTK|TBA|PLACEHOLDER)\b|\bT\.B\.[ACD]\.|\A(?:DRAFT|BROUILLON)\b(?:[ ][–—-].*)?\Z"
    r"|\((?i:to be (?:completed|confirmed|added|determined|defined|provided)|à (?:compléter|confirmer|définir|préciser|valider|déterminer))\)"
    r"|\[\d{1,3}(?:/\d{1,3})?\][ \u00a0](?:(?:business |calendar )?(?:days?|months?|years?|hours?)|jours?|mois|ans|heures?)\b"
    r"|\b(?:XX|xx|X)[ \u00a0](?i:days?|months?|years?|hours?|jours?|mois|ans|heures?)\b"
    r"|\((?i:insert|enter|add|your|ins[eé]rer|indiquer|pr[eé]ciser|compl[eé]ter)[ ](?i:name|date|address|company|your|here|link|the|le|la|votre|nom|adresse|lien)\b[^()\n]{0,60}\)"
    r"|\b(?i:(?:insert|enter|type)[ ](?:your[ ]|the[ ])?(?:text|name|date|company name|address)[ ]here|your company name|company name here|votre texte ici)\b"
    r"|\((?i:(?:your )?(?:company|business|website|app) name|name of (?:the |your )?company|nom de (?:la|votre) société|nom de (?:l|votre )[’']?entreprise)\)"
    rf"|(?<=\b(?:le|du|au|on|of|to)[ ])(?:…|\.{{3}}|_{{2}})[ ](?=(?:19|20)\d\d\b|{ENGLISH_MONTHS}|{FRENCH_MONTHS})"
    r"|(?<!\bformat )(?<!\bforme )\b(?:(?:YYYY|AAAA)[/.-]MM[/.-](?:DD|JJ)|(?:DD|JJ|MM)[/.-](?:DD|JJ|MM)[/.-](?:YYYY|AAAA|YY|AA)|00/00/0{2,4}|20(?:XX|xx|__))(?!\w)"
    r"|(?<!\w)[$€]X{1,3}\b|\bX{1,2}[ \u00a0]?%|(?<!\S)(?:NN|N|#{1,2})[ ](?:days?|months?|years?|hours?|jours?|mois|ans|heures?)\b|(?<!\d)(?:555-555-5555|123-456-7890|000-000-0000)\b"
    r"|(?<![\w#])(#{1,2})[A-Z][A-Z_]{2,}\1(?![\w#])"
    r"|(?<![\w%])%{1,2}[A-Za-z_.]{3,}%{1,2}|\[%\w+%\]|«\w+_\w+»|(?<!\w)(?:\$[A-Z_]{4,}|@@[A-Za-z_]+@@|\$\$[A-Za-z_]+\$\$)|(?<!\w)%(?:s|d|\(\w+\)s)(?!\w)"
    r")"
)
_IN_ANGLES = lazy(rf"<(?i:(?:the |an? |our |your |les? |la |votre )?(?:[\w’'-]+[ ]){{0,3}}(?:{_TO_FILL}))>")
"""Brackets that were written as signs; those of a tag are `markup/tag`."""
_OF_A_PROGRAM = lazy(
    r"Error! (?:Reference source|Bookmark|Hyperlink reference|No text of)[^.\n]{0,40}\.?|Erreur[ \u00a0\u202f]?! ?(?:Source|Signet|Référence)[^.\n]{0,40}\.?"
    r"|(?i:(?:click|tap)(?: or tap| or click)? (?:here )?to (?:enter|add) (?:text|a date)\.?|choose an item\.?|enter text here"
    r"|cliquez (?:ou appuyez )?ici pour (?:entrer|ajouter)[^.\n]{0,30}\.?|choisissez un élément\.?)"
    r"|\[(?:e-?mail|courriel)[ \u00a0](?:protected|protégée?)\]|#(?:REF|NAME|VALUE|N/A|DIV/0)[!?]|\[object Object\]"
    r"|\A(?:undefined|NaN|nan|null)\Z|\b(?:undefined|NaN|null)[ ](?:days?|months?|years?|hours?|jours?|mois|ans|undefined)\b"
    r"|\b(?:MERGEFIELD|PAGEREF|FORMTEXT|FORMCHECKBOX)\b|\bHYPERLINK[ ]\W|\b_(?:Ref|Toc)\d{6,}|\APage[ \u00a0]\d+[ ](?:of|de|sur)[ ]\d+\Z"
    r"|\A\[[a-z]\](?=[A-ZÀ-Ý])"
    r"|\A(?i:untitled document|document sans titre)\Z|(?i:back to top ↑|\bunnamed section\b|this page intentionally left blank)|\bNULL\b|data:image/"
)
_OF_PROGRAMS = (
    *("error!", "erreur", "to enter", "to add", "choose an", "enter text", "pour entrer", "pour ajouter"),
    *("choisissez", "[", "#", "undefined", "nan", "null", "field", "pageref", "formtext", "formcheckbox"),
    *("hyperlink", "_ref", "_toc", "page", "document", "back to top", "unnamed", "data:image"),
)
_IN_WORDS = lazy(r"\[(?=[^\]\n]*[ /])[^\W\d_][\w’'-]*(?:[ /:\u00a0]+[\w’'-]+){1,4}\](?![(\[:])")
"""Words in brackets are to be filled in, unless they are a note to a quotation; so are words to choose from."""
_NOTE_TO_QUOTATION = lazy(
    r"\[(?:for example|par exemple|including|y compris|see(?! comment| note)|voir(?! note)|that is|c[’']est)\b|\d"
    r"|emphas|itali|soulign|translation|traduction|omitted|omis|\bforce\b|vigueur|repeal|abrog|reprodu|\badded|ajouté|\bsic\b|\b(?:Act|Loi)\b",
    re.IGNORECASE,
)
_TYPICAL_MAIL = lazy(
    r"(?<![\w.+-])(?:x{3,}|(?:your|my|votre)[-_.]?(?:name|e?mail|nom)|name|e?mail|nom|user(?:name)?|someone|privacy)"
    r"@(?:x{3,}|(?:your|my|votre)[-_.]?(?:company|domain|organi[sz]ation|site|entreprise|domaine)|company|domain|entreprise|domaine)\.\w{2,}",
    re.IGNORECASE,
)
_MADE_UP = lazy(
    r"(?:https?://|[\w.+-]+@)?(?<![\w-])(?:[\w-]+\.)*example\.(?:com|net|org)(?![\w-]|\.\w)(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
"""RFC 2606 keeps these for examples, and nobody can have one; `.example` is left to samples that are to be published."""
_LIST_FOLLOWS = lazy(
    r"\b(?:listed below|in the (?:table|list) below|the following (?:table|list)"
    r"|lists? of [^.:]{3,80} (?:is|are|has been|have been) (?:given|provided|set out) below"
    r"|(?:énuméré|listé)e?s? ci-(?:dessous|après)|(?:le tableau|la liste) ci-(?:dessous|après))\b",
    re.IGNORECASE,
)
_LIST = lazy(r"<(?:li|tr|dt)\b|<p><strong>")
"""Paragraphs that begin in bold are a list too."""
_REFERENCE = lazy(
    r"\b(?:see|in|under|of|with|to|and|voir|à|au|aux|dans|de la|du|des|la|le|les)\s+"
    r"(?P<reference>(?:sections?|paragraphs?|clauses?|rubriques?|paragraphes?|articles?)\s+(?P<number>(?P<first>\d{1,2})(?!\d)(?:\.\d+)*)"
    r"(?:\s*(?:,|and|to|or|et|à|ou)\s*\d{1,2}(?:\.\d+)*)*)",
    re.IGNORECASE,
)
_OF_A_LAW = lazy(
    r"^[\s,]*(?:\([^)]*\)\s*)?(?:of|de|du|des|d|from)\b(?!\s+(?:this|these|the present|la présente|le présent|cette|cet|ce)\b)",
    re.IGNORECASE,
)
_IN_THIS_TEXT = lazy(
    r"^\s+(?:below|above|ci-(?:dessous|dessus|après|avant)|(?:of|de|du) (?:this|la présente|cette|cet|ce)\b)",
    re.IGNORECASE,
)
_VERSION_DATE = lazy(
    r"(?:last (?:updated?|modified|revis(?:ed|ion)|changed|reviewed)|effective(?: date| as of| from| starting| on)?|(?:revised|updated|dated|posted)(?: on| as of)?"
    r"|date d[’']entrée en vigueur|(?:en vigueur|applicable)(?: depuis| à compter du| à partir du| le| au)?"
    r"|(?:dernière )?(?:mise à jour|modification|révision|modifié|mis à jour)e?(?: le| du| :)?|date d[’']effet)"
    rf"[\s:*(]*(?:on |le |du |as of |from )?(?P<date>(?:the )?(?:\d{{1,2}}(?:er|st|nd|rd|th)?[ \u00a0])?(?:{ENGLISH_MONTHS}|{FRENCH_MONTHS})"
    r"(?:[ \u00a0]\d{1,2}(?:st|nd|rd|th)?)?[,-]?[ \u00a0]?\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})",
    re.IGNORECASE,
)
_NUMERIC_DATE = lazy(
    r"(?<![\w./-])(?P<one>0?[1-9]|[12]\d|3[01])(?:(?P<sign>[/-])(?P<two>0?[1-9]|[12]\d|3[01])(?P=sign)(?:(?:19|20)\d\d|\d\d)"
    r"|\.(?P<month>0[1-9]|1[0-2])\.(?:19|20)\d\d)(?![\w/-]|\.\d)"
)
_SAYS_OF_ITSELF = lazy(
    r"(?:[.:|]|policy|notice|statement|agreement|terms|version|politique|avis|déclaration|charte|conditions)$"
    r"|^(?:this|these|our|the|cette|la présente|notre|ces|les présentes)\b[^.,;]{3,60}\b(?:is|was|were|are|been|became|est|a été|sont|ont été)$",
    re.IGNORECASE,
)
LONGEST_DATE_LINE = 200
LONGEST_SHOWN = 80
MOST_MONTHS = 12


@rule(
    "leftovers/untranslated",
    ERROR,
    "a section in English where the text should be French, or the other way round",
    why="A copy of the source text is a good start for a translation, but readers cannot read what was left of it.",
    fix="translate it; mark words that are meant to be in another language, as in `*words*{: lang=en }`",
    example=(
        "fr.md: We keep the names of our guests for a year, and you may ask us to delete yours.",
        "fr.md: Nous gardons les noms de nos hôtes pour un an, et vous pouvez demander de supprimer le vôtre.",
    ),
    scope="text",
)
def untranslated(text: Text) -> Iterator[Match]:
    """Find sections in the other language, by their commonest words."""
    for section, passages in text.section_passages():
        guess = other_language(" ".join(passage.text for passage in passages), text.language)
        if guess:
            name = f"`{section}`" if section else "the introduction"
            yield Match(location=text.at_section(section), message=f"{name} looks {guess.name}")


@rule(
    "leftovers/placeholder",
    ERROR,
    "words still to be filled in",
    why="`[INSERT LINK]`, TODO or XXXX on a published page tells readers that nobody read it.",
    fix="fill it in, or remove it",
    example=("Write to [INSERT ADDRESS].", "Write to privacy@finch.test."),
    scope="text",
    yaml=True,
)
def placeholders(text: Text) -> Iterator[Match]:
    """Find words that were to be filled in, and what programs leave where something was."""
    found: set[Location] = set()
    for pattern, needs, message in (
        (_PLACEHOLDER, (), "is still to be filled in"),
        (_OF_A_PROGRAM, _OF_PROGRAMS, "was left by a program"),
        (_IN_WORDS, "[", "is still to be filled in"),
        (_IN_ANGLES, "<", "is still to be filled in"),
    ):
        for _, match, place in text.search(pattern, needs):
            may_be_quoted = pattern is _IN_WORDS or match[0] in {"[…]", "[...]"}
            if place in found or (may_be_quoted and _is_of_a_quotation(match)):
                continue
            if _ONE_WORD.fullmatch(match[0]) and _is_a_name(match):
                continue
            if pattern is _IN_ANGLES and place.text.startswith("<", place.column - 1 - place.cut):
                continue
            found.add(place)
            yield Match(
                location=place, message=f"“{shorten(match[0], LONGEST_SHOWN, placeholder='…')}” {message}"
            )
    for match, place in text.scan(_TYPICAL_MAIL, "@"):
        yield Match(location=place, message=f"“{match[0]}” is still to be filled in")


def _is_a_name(match: re.Match[str]) -> bool:
    """Whether a word such as TODO is what something is called: in quotation marks, or with what it is the name of."""
    before = just_before(match.string, match.start())
    return bool(
        _QUOTED_NAME.search(before)
        or _NAMED.search(before)
        or (_THE.search(before) and _NOUN.match(match.string, match.end()))
    )


_ONE_WORD = lazy(r"[A-Z]{3,}")
_QUOTED_NAME = lazy(r"(?:[“«„‘]|(?<!\w)[\"'])[ \u00a0\u202f]?\Z")
_THE = lazy(
    r"(?:\b(?:the|an?|our|your|their|this|les?|la|un|une|notre|votre|cette)[ \u00a0]|l[’'])\Z", re.IGNORECASE
)
_NOUN = lazy(
    r"[ \u00a0-](?!here\b|ici\b|days?\b|months?\b|years?\b|hours?\b|jours?\b|mois\b|ans?\b|heures?\b)[a-zà-ÿ]{3,}"
)
_NAMED = lazy(
    r"\b(?:app|application|product|service|brand|software|program|file|list|tool|game|called|named"
    r"|produit|marque|logiciel|programme|fichier|liste|outil|jeu|appelée?|nommée?|dite?)[ \u00a0]\Z"
)


def _is_of_a_quotation(match: re.Match[str]) -> bool:
    """Whether brackets are those of somebody who quotes, for words put in, left out or commented."""
    before = match.string[: match.start()]
    opened, closed = (max(map(before.rfind, marks)) for marks in ("“«„", "”»"))
    return bool(_NOTE_TO_QUOTATION.search(match[0])) or opened > closed or before.count('"') % 2 == 1


@rule(
    "leftovers/made-up-address",
    ERROR,
    "an address at example.com, example.net or example.org in site.yaml or policy.yaml",
    why="`affiche new --yes` makes such addresses up. Nobody reads e-mail there, and no link to them works.",
    fix="write the real address",
    citation="RFC 2606",
    example=("email: privacy@example.com", "email: privacy@finch.test"),
    scope="policy",
)
def made_up_addresses(policy: PolicyTexts) -> Iterator[Match]:
    """Find addresses for examples in site.yaml and policy.yaml; in a text one may explain what an address is."""
    for words in policy.yaml:
        for passage in words.passages:
            for match in _MADE_UP.finditer(words.file.text, passage.starts[0], passage.ends[-1]):
                yield Match(
                    location=words.file.at_offset(*match.span()),
                    message=f"“{match[0]}” is a made-up address, which reaches nobody",
                )


@rule(
    "leftovers/missing-list",
    ADVICE,
    "“listed below” with no list after it",
    why="The list was lost, or the words that announce it were left behind.",
    fix="add the list, or reword the sentence",
    example=(
        "## Cookies {#cookies}\n\nThe cookies are listed below.",
        "## Cookies {#cookies}\n\nThe cookies are listed below:\n\n- session",
    ),
    scope="text",
)
def missing_lists(text: Text) -> Iterator[Match]:
    """Find sentences that announce a list or a table in a section without any; nested sections are one too."""
    held = {section.id: section.html for section in text.sections if not section.sections}
    if not text.sections:
        held[""] = text.edition.introduction
    for section, passages in text.section_passages():
        if _LIST.search(held.get(section, "<li>")):
            continue
        for passage in passages:
            for match in _LIST_FOLLOWS.finditer(passage.text):
                yield text.match(
                    passage,
                    *match.span(),
                    f"“{match[0]}” announces a list or a table, but none follows in this section",
                )


@rule(
    "leftovers/numbered-reference",
    ADVICE,
    "a reference to a section by its number",
    why="The numbers change when a section is added or moved, and nobody reads all references again.",
    fix="write `[](#id)`: Affiche puts in the number and title, in each language",
    example=("## Cookies {#cookies}\n\nSee section 1.", "## Cookies {#cookies}\n\nSee [](#cookies)."),
    scope="text",
)
def numbered_references(text: Text) -> Iterator[Match]:
    """Find references by number to sections of this text."""
    most = len(text.edition.sections)
    for passage in holding(text.passages, ("section", "paragraph", "clause", "rubrique", "article")):
        if passage.kind is Kind.HEADING:
            continue
        for match in _REFERENCE.finditer(passage.text):
            rest = passage.text[match.end("reference") :]
            expected = _expected_reference(text, match["number"])
            is_there = int(match["first"]) <= most or expected != _UNKNOWN
            if match["reference"].lower().startswith("article"):
                # of a law, unless the text says that it is its own or calls its sections so
                is_there = is_there and any(
                    section.title.lower().startswith("article") for section in text.sections
                )
            if _OF_A_LAW.match(rest) or not (is_there or _IN_THIS_TEXT.match(rest)):
                continue
            wrong = "goes wrong when a section is added" if is_there else "leads nowhere here"
            yield text.match(
                passage,
                *match.span("reference"),
                f"“{match['reference']}” is a reference by number, which {wrong}",
                expected=expected,
            )


def _expected_reference(text: Text, number: str) -> str:
    """Name the section of that number: where titles have numbers typed into them, it is these that a person meant."""
    are_typed = any(section.title[:1].isdigit() for section in text.sections)
    typed = re.compile(rf"{re.escape(number)}(?!\.?\d)")
    for section in text.sections:
        if typed.match(section.title) if are_typed else section.number == number:
            return f"[](#{section.id})"
    return _UNKNOWN


_UNKNOWN = "[](#id), with the id of the section"


@rule(
    "leftovers/typed-date",
    ADVICE,
    "the date of the version, typed into the text",
    why="Every page shows the dates of its version; a typed one is forgotten at the next change.",
    fix="remove the line",
    example=("Last updated: June 1, 2026\n\nWe collect little.", "We collect little."),
    scope="text",
)
def typed_dates(text: Text) -> Iterator[Match]:
    """Find dates of the version itself, which its pages show anyway."""
    for passage in text.passages:
        if passage.kind is Kind.CELL or len(passage.text) > LONGEST_DATE_LINE:
            continue
        for match in _VERSION_DATE.finditer(passage.text):
            before = passage.text[: match.start()].rstrip(" *(:-–—")
            if before and not _SAYS_OF_ITSELF.search(before):
                continue
            yield text.match(
                passage,
                *match.span(),
                f"the date of the version is typed here: “{match['date']}”",
            )


@rule(
    "leftovers/date-elsewhere",
    ADVICE,
    "“the date is shown below”, where Affiche shows it at the top",
    why="Every page shows its dates at its top; readers who are sent to another place look in vain.",
    fix="write “at the top of this page”, or remove the sentence",
    example=(
        "The date of the newest version is posted below.",
        "The date of the newest version is posted at the top of this page.",
    ),
    scope="passage",
    needs=("date", "last "),
)
def dates_elsewhere(text: Text, passage: Passage) -> Iterator[Match]:
    """Find sentences that send readers to the date of the version where no page shows it."""
    for match in _DATE_ELSEWHERE.finditer(passage.text):
        yield text.match(passage, *match.span(), f"“{match[0]}”, and every page shows its dates at the top")


_DATE_ELSEWHERE = lazy(
    r"\b(?:date(?! of birth)|“?last (?:updated|modified|revised)”?)\b[^.;\n]{0,90}?\b(?:posted|shown|indicated|displayed|found|listed|set out|given|appears|noted|stated)"
    r" (?:below|at the (?:bottom|end|foot) of (?:this|the) (?:page|policy|notice|statement|document|agreement))\b"
    r"|\bdate\b[^.;\n]{0,90}?\b(?:indiquée|affichée|précisée|mentionnée|figure|figurant|apparaît) (?:ci-(?:dessous|après)|(?:au|en) bas de|à la fin d)",
    re.IGNORECASE,
)


@rule(
    "leftovers/numeric-date",
    ADVICE,
    "a date in numbers alone",
    why="06/03/2026 is in March for some readers and in June for others.",
    fix="write the month as a word",
    example=("from 06/03/2026", "from June 3, 2026"),
    scope="passage",
    yaml=True,
    needs=DIGITS,
)
def numeric_dates(text: Text, passage: Passage) -> Iterator[Match]:
    """Find dates in numbers alone, which some read as day and month and some as month and day."""
    for match in _NUMERIC_DATE.finditer(passage.text):
        either = (
            max(int(match["one"]), int(match["two"] or 99)) <= MOST_MONTHS and match["one"] != match["two"]
        )
        yield text.match(
            passage,
            match.start(),
            match.end(),
            f"“{match[0]}” " + ("can be read as two dates" if either else "is a date in numbers alone"),
        )
