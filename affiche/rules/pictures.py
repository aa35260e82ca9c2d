"""Pictures: each is there, says in words what it shows, and is shown in every language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from affiche.html import PICTURE
from affiche.patterns import lazy
from affiche.pictures import KINDS_IN_WORDS, MOST_BYTES, is_picture
from affiche.problems import Location, did_you_mean, nearest, one_of
from affiche.rules.markup import shortened
from affiche.rules.rule import ADVICE, ERROR, rule
from affiche.rules.texts import Match

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.model import Section
    from affiche.rules.texts import PolicyTexts, Text

_WRITTEN = lazy(
    r"!\[(?P<words>(?:[^\[\]\n]|\n(?!\n))*)\](?:\(\s*(?P<address><[^>\n]*>|[^)\s]*)[^)\n]*\)|\[(?P<label>[^\]\n]*)\])"
    r"|<img\b(?:[^>]*?src=[\"']?(?P<raw>[^\"'\s>]*))?[^>]*>",
    re.IGNORECASE,
)
BESIDE = f"a picture beside the text ({KINDS_IN_WORDS}, at most {MOST_BYTES:,} bytes): ![what it shows](its-name.svg)"


@dataclass(frozen=True, slots=True)
class _Shown:
    """A picture as it is written in a text."""

    start: int
    end: int
    address: str
    words: str
    is_html: bool


def _shown(text: Text) -> Iterator[_Shown]:
    for offset, words in text.written:
        for match in _WRITTEN.finditer(words):
            address = match["address"] or match["raw"] or ""
            if match["label"] is not None:
                address = _defined(text, match["label"] or match["words"])
            yield _Shown(
                start=offset + match.start(),
                end=offset + match.end(),
                address=address.strip("<>"),
                words=" ".join((match["words"] or "").split()),
                is_html=match["words"] is None,
            )


def _defined(text: Text, label: str) -> str:
    """Find the address that a label stands for."""
    found = re.search(
        rf"^ {{0,3}}\[{re.escape(label)}\]:\s*(\S+)", text.file.text, re.MULTILINE | re.IGNORECASE
    )
    return found[1] if found else ""


@rule(
    "markup/picture",
    ERROR,
    "a picture that cannot be shown",
    why="Readers see its alternative text instead, or nothing. Pictures are kept with each version, so they lie beside "
    "the text; one fetched from another site would change without notice, and tell that site who reads.",
    fix="save the picture in the folder of the text and write its name alone; or say in words what it shows",
    example=("![Our logo](https://finch.test/logo.png)", "[Our logo](https://finch.test/logo.png)"),
    scope="text",
    yaml=True,
)
def pictures(text: Text) -> Iterator[Match]:
    """Find pictures that are not where they are said to be."""
    headings = {heading.line for heading in text.headings}
    headings |= {title.line} if (title := text.file.outline.title) else set()
    lost = _lost(text)
    for shown in _shown(text):
        wrong = _wrong(shown, text)
        if wrong is None and text.file.line_of(shown.start) in headings:
            wrong = (
                "in this heading is shown by its words only",
                "a heading in words",
                "put it under the heading",
            )
        if wrong is None and shown.address in lost:
            wrong = (
                "is not shown",
                f"![{shown.words}]({shown.address})",
                "write its name alone between the round brackets, and a width after them: `{: width=30 }`",
            )
        if wrong:
            message, expected, fix = wrong
            yield Match(
                location=text.file.at_offset(shown.start, shown.end),
                message=f"the picture “{shortened(shown.address)}” {message}",
                expected=expected,
                fix=fix,
            )
    for _, match, place in text.search(_LEFT_PICTURE, "!"):
        yield Match(
            location=place,
            message=f"“{shortened(match[0])}” is not read as a picture",
            expected="![what it shows](its-name.svg)",
        )


def _lost(text: Text) -> set[str]:
    """Name the pictures of which the page shows fewer than the text names."""
    if not text.pictures or "{%" in text.file.text:
        return set()
    written = Counter(shown.address for shown in _shown(text) if not shown.is_html)
    html = text.edition.html
    return {
        name
        for name, times in written.items()
        if (picture := text.pictures.get(name)) and html.count(f'{picture.path}"') < times
    }


_LEFT_PICTURE = lazy(
    r"![ \u00a0]?\[[^\[\]\n]*\](?:[ \u00a0]?\([^()\n]*\))?|!\([^()\n]*\)\[[^\[\]\n]*\]|!\[\[[^\[\]\n]*\]\]"
)


def _wrong(shown: _Shown, text: Text) -> tuple[str, str, str] | None:
    """Say why a picture cannot be shown, what was expected, and what to do if it is not what the rule says."""
    address, beside = shown.address, text.pictures
    if beside is None:
        return "cannot be shown here, only in the text of a policy", "words", ""
    if address in beside:  # one that is no picture has a problem of its own
        is_html = "is written in HTML, which is not shown", f"![what it shows]({address})", ""
        return is_html if shown.is_html else None
    return _not_beside(address, beside)


def _not_beside(address: str, beside: Mapping[str, object]) -> tuple[str, str, str]:
    if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
        return "is not beside the text, but at another address", BESIDE, ""
    if "/" in address or "\\" in address:
        return "is not beside the text, but in another folder", BESIDE, ""
    if not is_picture(address):
        return (
            f"has no ending that says that it is {KINDS_IN_WORDS}",
            BESIDE,
            f"export it as {KINDS_IN_WORDS}",
        )
    near = nearest(unquote(address), beside) or next(
        (n for n in beside if n.lower() == address.lower()), None
    )
    known = one_of([*beside]) if beside else BESIDE
    return "is not in the folder of the text", known, did_you_mean(near) if near else ""


@rule(
    "markup/alternative-text",
    ERROR,
    "a picture that does not say in words what it shows",
    why="Who cannot see it reads or hears these words instead; a notice by e-mail and a comparison show them too.",
    fix="write between the square brackets what the picture tells its readers",
    citation="WCAG 2.2, 1.1.1 Non-text Content",
    example=("![](opt-out.svg)", "![California opt-out icon](opt-out.svg)"),
    scope="text",
)
def alternative_texts(text: Text) -> Iterator[Match]:
    """Find pictures without words, or whose words are the name of a file."""
    for shown in _shown(text):
        bare = shown.words.casefold().strip(".")
        stem = shown.address.rpartition(".")[0].casefold()
        if shown.is_html or (bare and bare not in {stem, shown.address.casefold(), *_SAY_NOTHING}):
            continue
        said = f"says only “{shown.words}”" if bare else "has no alternative text"
        yield Match(
            location=text.file.at_offset(shown.start, shown.end),
            message=f"the picture “{shortened(shown.address)}” {said}",
            expected=f"![what it shows]({shown.address})",
        )


_SAY_NOTHING = frozenset(
    {"image", "picture", "photo", "icon", "graphic", "alt", "alt text", "icône", "photographie"}
)


@rule(
    "structure/pictures",
    ERROR,
    "a picture that only one locale shows, or whose words were not translated",
    why="Readers of every language must find the same.",
    fix="show the picture in both languages, each time with words in the language of the text",
    example=(
        "en.md: ![Opt-out icon](opt-out.svg)\nfr.md: (no picture)",
        "fr.md: ![Icône de refus](opt-out.svg)",
    ),
    scope="translation",
)
def translated_pictures(source: Text, translation: Text) -> Iterator[Match]:
    """Compare the pictures of each section; another file may show the same in another language."""
    there = dict(_by_section(source))
    for section, own in _by_section(translation):
        others = there.get(section)
        if others is None:
            continue
        if len(own) != len(others):
            names = " and ".join(f"“{alt}”" for alt in others) or "none"
            yield Match(
                location=translation.at_section(section),
                message=f"pictures in this section: {len(own) or 'none'}; in {source.name}: {len(others) or 'none'}",
                expected=f"the pictures of {source.name}: {names}",
            )
        for words in sorted(set(own) & set(others)):
            if " " in words:
                yield Match(
                    location=translation.at_section(section),
                    message=f"the alternative text “{shortened(words)}” is that of {source.name}",
                    expected="words in the language of the text",
                )


def _by_section(text: Text) -> Iterator[tuple[str, list[str]]]:
    """Give for each section the words of its pictures."""
    yield "", [match["words"] for match in PICTURE.finditer(text.edition.introduction)]
    section: Section
    for section in text.sections:
        yield section.id, [match["words"] for match in PICTURE.finditer(section.html)]


@rule(
    "structure/unused-picture",
    ADVICE,
    "a picture that no text shows",
    why="It is not published. Perhaps its name is misspelt in the text, or the sentence that showed it was removed.",
    fix="show it with `![what it shows](its-name.svg)`, or move it out of the folder",
    example=("(logo.svg is in the folder, and no text names it)", "![Our logo](logo.svg)"),
    scope="policy",
)
def unused_pictures(policy: PolicyTexts) -> Iterator[Match]:
    """Find pictures in the folder of a policy that are not in its texts."""
    used = {shown.address for text in policy.texts.values() for shown in _shown(text)}
    folder = policy.source.file.path.rpartition("/")[0]
    for name in policy.policy.pictures:
        if name not in used:
            yield Match(location=Location(path=f"{folder}/{name}"), message="no text shows this picture")
