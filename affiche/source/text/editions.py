"""A Markdown text into an edition: ids, numbers, nested sections, references filled in."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass, field, replace
from html import escape
from typing import TYPE_CHECKING

from affiche.html import ID, attribute, edit_tags
from affiche.model import REFERENCE, Edition, Section
from affiche.problems import did_you_mean, nearest, one_of
from affiche.source.data.values import SECTION_ID
from affiche.source.text.blocks import Heading, Outline, outline
from affiche.source.text.limits import find_excess, find_overlong
from affiche.source.text.markdown import AsItIs, MarkdownRenderer, TooComplexError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from affiche.problems import Location, ProblemLog
    from affiche.source.files import SourceFile, SourceFolder
    from affiche.source.text.shown_pictures import Pictures

LONGEST_MADE = 60
"""Characters of an id that is made from words and written into a file."""
SHARE_NUMBERED = 4
"""From a quarter of the headings on, typed numbers are no accident, and a second number would confuse them."""
_BRINGS_A_NUMBER = re.compile(
    r"\s*[*_]*(?:\(?\d+\\?[.):\s]|§|(?:article|section|part|partie)\s+\d|(?:[IVX]+|[A-Za-z])\\?[.)][*_]*\s)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r'<a href="#(?P<id>[^"]*)"></a>')
_EMPTY_LINK = re.compile(r"\[\]\(#(?P<id>[^)\s]*)\)")
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>\^[^\]]+)\]:.*(?:\n+(?: {4}|\t).*)*"
    r"|^ {0,3}\[(?P<link>[^\[\]]+)\]:[ ]*\S+[ ]*(?:[\"'(].*[\"')][ ]*)?$",
    re.MULTILINE,
)
_OF_THE_PAGE = re.compile(r"_(?:main|introduction|where|note|heading-.+|[0-9]{4}-.+)")
"""Ids that the pages around a text have."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What texts are read with."""

    folder: SourceFolder
    renderer: MarkdownRenderer
    root: str = ""
    """The folder that the site is served under, without a slash at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What an edition is made from."""

    locale: str
    text: str
    """With every fact put in."""
    fallback_title: str
    """For a text without a heading of level 1."""
    file: SourceFile | None = None
    """Where the text comes from, so that its sections can be pointed at."""
    source_ids: Sequence[str] = ()
    """The ids of the source locale's sections, for headings without one of their own."""
    pictures: Pictures = field(default_factory=dict)
    """The pictures beside the text, by the names of their files."""
    root: str = ""
    """The folder of the policy on the site, without a slash at its end."""


def edition(draft: Draft, renderer: MarkdownRenderer | AsItIs) -> Edition:
    """Make the edition; what is wrong with a text is `text_problems`, as a frozen text can have none.

    Raises TooComplexError where the text is nested beyond reason.
    """
    is_as_written = draft.file is not None and draft.file.text == draft.text
    if not is_as_written and find_overlong(draft.text):  # with its facts it may be longer than its file
        raise TooComplexError
    parts = draft.file.outline if draft.file and is_as_written else outline(draft.text)
    definitions = _definitions(draft.text)
    ids = section_ids(parts, draft.source_ids)
    numbers = _numbers(parts.headings)

    def render(markdown: str, anchor: str = "") -> str:
        return renderer.blocks(_with_definitions(markdown, definitions), anchor, draft.pictures, draft.root)

    sections = [
        replace(_section(heading, identifier, renderer, render), number=number, location=location)
        for heading, identifier, number, location in zip(
            parts.headings, ids, numbers, _locations(parts, draft.file), strict=True
        )
    ]
    introduction = render(parts.introduction)
    title = renderer.heading(parts.title.text)[1] if parts.title else draft.fallback_title
    introduction, sections = _fill(introduction, sections)
    introduction, sections = _with_distinct_ids(introduction, sections)
    return Edition(
        locale=draft.locale,
        title=title,
        introduction=introduction,
        sections=_nested(sections, [heading.level for heading in parts.headings]),
        markdown=draft.text,
        pictures=tuple(
            picture
            for picture in draft.pictures.values()
            if picture
            and any(f'{picture.path}"' in html for html in (introduction, *(s.html for s in sections)))
        ),
    )


def _locations(parts: Outline, file: SourceFile | None) -> Sequence[Location | None]:
    """Point at each heading as it was written; where facts put in headings of their own, nobody can say."""
    written = file.outline.headings if file else ()
    if file is None or len(written) != len(parts.headings):
        return [None] * len(parts.headings)
    return [file.at(heading.line, 1, len(file.lines[heading.line - 1])) for heading in written]


def section_ids(parts: Outline, source_ids: Sequence[str]) -> list[str]:
    """Give each heading its id: as written, else as in the source locale, else from its words.

    An id that is taken already gets a number, so that a page never has one twice.
    """
    inherited = source_ids if len(source_ids) == len(parts.headings) else ()
    own = [_own_id(heading) for heading in parts.headings]
    kept = set(own)
    given: dict[str, None] = {}
    counts: dict[str, Iterator[int]] = {}
    for index, heading in enumerate(parts.headings):
        identifier = own[index]
        if not identifier or identifier in given:
            wanted = identifier or (inherited[index] if inherited else id_from_words(heading.text))
            numbers = counts.setdefault(wanted, itertools.count(2))
            free = itertools.chain(
                [wanted] if wanted not in given else (), (f"{wanted}-{n}" for n in numbers)
            )
            identifier = next(name for name in free if name not in kept and name not in given)
        given[identifier] = None
    return list(given)


def _own_id(heading: Heading) -> str | None:
    """Give the id written at a heading, made fit for an address where it is not."""
    return heading.id if heading.id is None or is_id(heading.id) else id_from_words(heading.id)


def is_id(words: str) -> bool:
    """Return whether words can be the id of a section as they are."""
    return bool(SECTION_ID.fullmatch(words)) and not _OF_THE_PAGE.fullmatch(words)


def id_from_words(words: str) -> str:
    """Make an id from a heading: `What we collect` gives `what-we-collect`."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\]\([^)]*\)|<[^>]*>", "", words)).casefold()
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return (
        "-".join(re.findall(r"\w+", letters.replace("_", " ").replace("'", "").replace("’", ""))) or "section"
    )


def short(identifier: str) -> str:
    """Cut a long id between two words."""
    if len(identifier) <= LONGEST_MADE:
        return identifier
    return identifier[: LONGEST_MADE + 1].rpartition("-")[0] or identifier[:LONGEST_MADE]


def _section(
    heading: Heading, identifier: str, renderer: MarkdownRenderer | AsItIs, render: Callable[[str, str], str]
) -> Section:
    html, title = renderer.heading(heading.text)
    try:
        body = render(heading.body, identifier)
    except TooComplexError as error:
        error.line = heading.line
        raise
    return Section(id=identifier, number="", heading=html, title=title, html=body)


def _numbers(headings: Sequence[Heading]) -> list[str]:
    """Number the sections `1`, `1.1`, …, unless the text numbers its headings itself, or some of them."""
    own = sum(bool(_BRINGS_A_NUMBER.match(heading.text)) for heading in headings)
    if own * 2 > len(headings) or (own > 1 and own * SHARE_NUMBERED >= len(headings)):
        return [""] * len(headings)
    numbers: list[str] = []
    levels: list[int] = []
    counts: list[int] = []
    for heading in headings:
        while levels and levels[-1] > heading.level:
            levels.pop()
            last = counts.pop()
            if not levels or levels[-1] < heading.level:
                levels.append(heading.level)
                counts.append(last)
                break
        if levels and levels[-1] == heading.level:
            counts[-1] += 1
        else:
            levels.append(heading.level)
            counts.append(1)
        numbers.append(".".join(map(str, counts)))
    return numbers


def _nested(sections: Sequence[Section], levels: Sequence[int]) -> tuple[Section, ...]:
    """Put each section into the nearest earlier one of a higher rank."""
    roots: list[Section] = []
    index = 0
    while index < len(sections):
        end = index + 1
        while end < len(sections) and levels[end] > levels[index]:
            end += 1
        inner = _nested(sections[index + 1 : end], levels[index + 1 : end])
        roots.append(replace(sections[index], sections=inner) if inner else sections[index])
        index = end
    return tuple(roots)


def _definitions(text: str) -> dict[str, str]:
    """Find the link and footnote definitions, which count for the whole text wherever they stand."""
    if "]:" not in text:
        return {}
    return {(match["label"] or match["link"]).casefold(): match[0] for match in _DEFINITION.finditer(text)}


def _with_definitions(body: str, definitions: dict[str, str]) -> str:
    """Give a section the definitions that it uses, and no others."""
    if not definitions:
        return body
    body = _DEFINITION.sub("", body)
    used: dict[str, str] = {}
    texts = [body.casefold()]
    for text in texts:  # which grows, as a note may refer to another one
        found = [label for label in definitions if label not in used and f"[{label}]" in text]
        used |= {label: definitions[label] for label in found}
        texts += [definitions[label].casefold() for label in found]
    return "\n\n".join([body, *used.values()])


def _fill(introduction: str, sections: list[Section]) -> tuple[str, list[Section]]:
    """Put the title of its section into each empty reference.

    The number is put before it where the text is shown: a section added in front must not seem to reword
    every text that refers to a later one.
    """
    titles = {section.id: escape(section.title, quote=False) for section in sections}

    def name(match: re.Match[str]) -> str:
        return (
            f'<a class="{REFERENCE}" href="#{match["id"]}">{titles.get(match["id"], "#" + match["id"])}</a>'
        )

    return _changed(introduction, sections, '"></a>', lambda html: _REFERENCE.sub(name, html))


def _with_distinct_ids(introduction: str, sections: list[Section]) -> tuple[str, list[Section]]:
    """Drop ids inside the text that stand elsewhere already, or that the page around it has."""
    taken = {section.id for section in sections}

    def first_only(tag: str) -> str:
        identifier = attribute(tag, "id")
        if identifier in taken or (identifier and _OF_THE_PAGE.fullmatch(identifier)):
            return ID.sub("", tag)
        if identifier:
            taken.add(identifier)
        return tag

    def distinct(html: str) -> str:
        return edit_tags(html, first_only)

    introduction, sections = _changed(introduction, sections, ' id="', distinct)
    return introduction, [
        replace(s, heading=distinct(s.heading)) if ' id="' in s.heading else s for s in sections
    ]


def _changed(
    introduction: str, sections: list[Section], sign: str, change: Callable[[str], str]
) -> tuple[str, list[Section]]:
    """Apply a change to each piece of HTML that shows the sign, leaving the others as they are."""
    return (
        change(introduction) if sign in introduction else introduction,
        [replace(s, html=change(s.html)) if sign in s.html else s for s in sections],
    )


def text_problems(file: SourceFile, log: ProblemLog) -> None:
    """Note an id given twice or that cannot be one, and a reference that leads nowhere."""
    parts = file.outline
    _check_ids(parts, file, log)
    known = section_ids(parts, ())
    for match in _EMPTY_LINK.finditer(file.text):
        if match["id"] not in known:
            log.add(
                file.at_offset(*match.span()),
                f"there is no section with the id {match['id']!r}",
                expected=one_of(known),
                fix=did_you_mean(nearest(match["id"], known)),
                rule="text/reference",
            )


def _check_ids(parts: Outline, file: SourceFile, log: ProblemLog) -> None:
    first: dict[str, int] = {}
    for heading in parts.headings:
        if heading.id is None:
            continue
        column = file.lines[heading.line - 1].rfind(f"#{heading.id}") + 1
        where = file.at(heading.line, column, len(heading.id) + 1)
        if not is_id(heading.id):
            log.add(
                where,
                f"{heading.id!r} cannot be an id",
                expected="letters, digits and hyphens",
                rule="text/section-id",
            )
        elif first.setdefault(heading.id, heading.line) != heading.line:
            log.add(
                where,
                f"the id {heading.id!r} is given to a second section",
                expected=f"each id once; the first is on line {first[heading.id]}",
                fix="give this section an id of its own",
                rule="text/section-id",
            )


def note_too_complex(error: TooComplexError, file: SourceFile, log: ProblemLog) -> None:
    """Note Markdown that cannot be rendered, at the signs themselves or else at its section."""
    tangle = find_excess(file.text)
    log.add(
        file.at_offset(*tangle) if tangle else file.at(error.line),
        "this cannot be rendered: more of one kind, or deeper in each other, than a text can have",
        fix="write it more simply",
        rule="text/tangled",
    )
