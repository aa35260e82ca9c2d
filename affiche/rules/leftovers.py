"""What a draft leaves behind: words to be filled in, and words that go out of date by themselves."""

from __future__ import annotations

import re
from textwrap import shorten
from typing import TYPE_CHECKING

from affiche.localization import other_language
from affiche.rules.dates import ENGLISH_MONTHS, FRENCH_MONTHS
from affiche.rules.prose import Kind
from affiche.rules.rule import Finding, Slip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Subject, Text

_CAPITALS = "A-ZÀ-ÖØ-Þ"
_PLACEHOLDER = re.compile(
    r"\[(?:DECIDE|TRANSLATE|À DÉCIDER|À TRADUIRE)[ \u00a0\u202f]?:[^\[\]]{1,500}\]|"
    r"\[(?i:insert|add|enter|your|name of|ins[eé]re[rz]|ajoute[rz]|indique[rz]|compl[eé]te[rz]|votre|vos|nom d[eu])\b"
    r"[^\[\]\n]{0,60}\]"
    rf"|\[[{_CAPITALS}][{_CAPITALS}’'/_-]*(?: [{_CAPITALS}’'/_-]+)+\]"
    r"|\[(?i:company|name|date|address|e-?mail|website|url|link|phone|nom|soci[eé]t[eé]|adresse|courriel|lien)\]"
    r"|\[(?:…|\.{3}|_+|•+)\]|_{4,}|(?<![\w.])(?:X{4,}|x{4,})(?![\w.])|\b(?i:lorem ipsum)\b"
    r"|\b(?:TODO|TBD|TBC|FIXME|À COMPLÉTER|A COMPLETER|À DÉFINIR|À TRADUIRE)\b"
)
_MADE_UP = re.compile(
    r"(?:https?://|[\w.+-]+@)?(?<![\w-])(?:[\w-]+\.)*example\.(?:com|net|org)(?![\w-]|\.\w)(?:/[^\s<>\"]*)?",
    re.IGNORECASE,
)
"""RFC 2606 keeps these for examples, and nobody can have one; `.example` is left to samples that are to be published."""
_LIST_FOLLOWS = re.compile(
    r"\b(?:listed below|in the (?:table|list) below|the following (?:table|list)"
    r"|lists? of [^.:]{3,80} (?:is|are|has been|have been) (?:given|provided|set out) below"
    r"|(?:énuméré|listé)e?s? ci-(?:dessous|après)|(?:le tableau|la liste) ci-(?:dessous|après))\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"<(?:li|tr|dt)\b")
_REFERENCE = re.compile(
    r"\b(?:see|in|under|of|with|to|and|voir|à|au|aux|dans|de la|du|des|la|le|les)\s+"
    r"(?P<reference>(?:sections?|paragraphs?|clauses?|rubriques?|paragraphes?)\s+(?P<number>(?P<first>\d{1,2})(?!\d)(?:\.\d+)*)"
    r"(?:\s*(?:,|and|to|or|et|à|ou)\s*\d{1,2}(?:\.\d+)*)*)",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(
    r"^[\s,]*(?:\([^)]*\)\s*)?(?:of|de|du|des|d|from)\b(?!\s+(?:this|these|the present|la présente|le présent|cette|cet|ce)\b)",
    re.IGNORECASE,
)
_IN_THIS_TEXT = re.compile(
    r"^\s+(?:below|above|ci-(?:dessous|dessus|après|avant)|(?:of|de|du) (?:this|la présente|cette|cet|ce)\b)",
    re.IGNORECASE,
)
_VERSION_DATE = re.compile(
    r"(?:last (?:updated|modified|revised|changed)|effective(?: date| as of| from)?|(?:revised|updated|dated|posted)(?: on| as of)?"
    r"|date d[’']entrée en vigueur|(?:en vigueur|applicable)(?: depuis| à compter du| à partir du| le| au)?"
    r"|(?:dernière )?(?:mise à jour|modification|révision|modifié|mis à jour)e?(?: le| du| :)?|date d[’']effet)"
    rf"[\s:*(]*(?:on |le |du |as of |from )?(?P<date>(?:the )?(?:\d{{1,2}}(?:er|st|nd|rd|th)?[ \u00a0])?(?:{ENGLISH_MONTHS}|{FRENCH_MONTHS})"
    r"(?:[ \u00a0]\d{1,2}(?:st|nd|rd|th)?)?,?[ \u00a0]\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4})",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(
    r"(?<![\w./-])(?P<one>0?[1-9]|[12]\d|3[01])(?:(?P<sign>[/-])(?P<two>0?[1-9]|[12]\d|3[01])(?P=sign)(?:(?:19|20)\d\d|\d\d)"
    r"|\.(?P<month>0[1-9]|1[0-2])\.(?:19|20)\d\d)(?![\w/-]|\.\d)"
)
_ASKS = re.compile(
    r"\b(?:please|you|encourage\w*|advise\w*|recommend\w*|urge\w*|invit\w*|should|veuillez|vous|conseill\w*|recommand\w*)\b",
    re.IGNORECASE,
)
_CHECK_BACK = re.compile(
    r"\b(?:check|review|visit|consult|revisit|read|look at|refer to|returning to)\b[^.]{0,80}\b(?:periodically|regularly|frequently|often|from time to time|each time|every time)\b"
    r"|\b(?:periodically|regularly|frequently) (?:check|review|visit|consult|revisit|read)\b"
    r"|\b(?:consult|vérifi|visit|relire|lire|revoi|réexamin|pass)\w*\b[^.]{0,80}\b(?:régulièrement|périodiquement|fréquemment|de temps à autre|de temps en temps)\b"
    r"|\b(?:régulièrement|périodiquement) (?:consulter|vérifier|visiter|relire)\b",
    re.IGNORECASE,
)
_OF_THIS_TEXT = re.compile(
    r"\b(?:policy|notice|statement|page|terms|changes|updates|revisions|politique|avis|notice|déclaration|charte|conditions|modifications|mises à jour|changements)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"\b(?:e-?mail(?:ing)?|notif\w+|inform you|let you know|notice (?:to|on|through|via)|prominent|announce\w*|alert\w*"
    r"|courriel|mél|avis\w*rons|avertir\w*|informer\w*|préviendr\w*|annonc\w*|signaler\w*)\b",
    re.IGNORECASE,
)
LONGEST_DATE_LINE = 200
LONGEST_SHOWN = 80
MOST_MONTHS = 12

NEAR = 3
"""Passages around a promise in which another may stand."""
ASKING = 60
"""Signs before a request in which it says whom it asks."""


def untranslated(text: Text) -> Iterator[Finding]:
    """Find sections in the other language, by their commonest words."""
    for section, passages in text.section_passages():
        guess = other_language(" ".join(passage.text for passage in passages), text.language)
        if guess:
            name = f"`{section}`" if section else "the introduction"
            yield Finding(location=text.at_section(section), message=f"{name} looks {guess.name}")


def placeholders(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find words that were to be filled in."""
    del tag
    for match in _PLACEHOLDER.finditer(passage.text):
        words = shorten(match[0], LONGEST_SHOWN, placeholder="…")
        yield Slip(start=match.start(), end=match.end(), message=f"“{words}” is still to be filled in")


def made_up_addresses(subject: Subject) -> Iterator[Finding]:
    """Find addresses for examples in site.yaml and policy.yaml; in a text one may explain what an address is."""
    for words in subject.facts:
        for passage in words.passages:
            for match in _MADE_UP.finditer(words.file.text, passage.starts[0], passage.ends[-1]):
                yield Finding(
                    location=words.at(*match.span()),
                    message=f"“{match[0]}” is a made-up address, where readers will find nobody",
                )


def missing_lists(text: Text) -> Iterator[Finding]:
    """Find sentences that announce a list or a table in a section without any; nested sections are one too."""
    held = {section.id: section.html for section in text.sections if not section.sections}
    if not text.sections:
        held[""] = text.edition.introduction
    for section, passages in text.section_passages():
        if _LIST.search(held.get(section, "<li>")):
            continue
        for passage in passages:
            for match in _LIST_FOLLOWS.finditer(passage.text):
                yield Finding(
                    location=text.at_part(passage, *match.span()),
                    message=f"“{match[0]}” announces a list or a table, and none follows in the section",
                )


def numbered_references(text: Text) -> Iterator[Finding]:
    """Find references by number to sections of this text."""
    most = len(text.edition.sections)
    for passage in text.passages:
        if passage.kind is Kind.HEADING:
            continue
        for match in _REFERENCE.finditer(passage.text):
            rest = passage.text[match.end("reference") :]
            is_there = int(match["first"]) <= most
            if _OF_A_LAW.match(rest) or not (is_there or _IN_THIS_TEXT.match(rest)):
                continue
            wrong = "goes wrong when a section is added" if is_there else "leads nowhere here"
            yield Finding(
                location=text.at_part(passage, *match.span("reference")),
                message=f"“{match['reference']}” is a reference by number, which {wrong}",
                expected=_expected_reference(text, match["number"]),
            )


def _expected_reference(text: Text, number: str) -> str:
    """Name the section of that number: where titles have numbers typed into them, it is these that a person meant."""
    are_typed = any(section.title[:1].isdigit() for section in text.sections)
    typed = re.compile(rf"{re.escape(number)}(?!\.?\d)")
    for section in text.sections:
        if typed.match(section.title) if are_typed else section.number == number:
            return f"[](#{section.id})"
    return "[](#id), with the id of the section"


def typed_dates(text: Text) -> Iterator[Finding]:
    """Find dates of the version itself, which its pages show anyway."""
    for passage in text.passages:
        if passage.kind is Kind.CELL or len(passage.text) > LONGEST_DATE_LINE:
            continue
        for match in _VERSION_DATE.finditer(passage.text):
            before = passage.text[: match.start()].rstrip(" *(:-–—")
            if before and not before.endswith((".", ":", "|", "policy", "Policy", "notice", "Notice")):
                continue
            yield Finding(
                location=text.at_part(passage, *match.span()),
                message=f"the date of the version is typed here: “{match['date']}”",
            )


def numeric_dates(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find dates in numbers alone, which some read as day and month and some as month and day."""
    del tag
    for match in _NUMERIC_DATE.finditer(passage.text):
        either = (
            max(int(match["one"]), int(match["two"] or 99)) <= MOST_MONTHS and match["one"] != match["two"]
        )
        yield Slip(
            start=match.start(),
            end=match.end(),
            message=f"“{match[0]}” "
            + ("can be read as two dates" if either else "is a date in numbers alone"),
        )


def check_back(subject: Subject) -> Iterator[Finding]:
    """Find a request to check the page again where nothing else is promised."""
    if subject.policy.promises.notice_days:
        return
    for text in subject.texts.values():
        for at, passage in enumerate(text.passages):
            match = _CHECK_BACK.search(passage.text)
            if match is None or not _OF_THIS_TEXT.search(match[0]):
                continue
            if not _ASKS.search(passage.text[max(0, match.start() - ASKING) : match.end()]):
                continue
            around = text.passages[max(0, at - NEAR) : at + NEAR + 1]
            if not any(_NOTICE.search(other.text) for other in around):
                yield Finding(
                    location=text.at_part(passage, *match.span()),
                    message="readers are asked to look for changes themselves, and nothing else is promised",
                )
