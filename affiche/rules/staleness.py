"""Sections whose source was changed since the newest published version, and whose translation was not."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from affiche.compare import Comparer, Kind
from affiche.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from affiche.compare import Change, Comparison
    from affiche.model import Edition, Version
    from affiche.rules.texts import Subject

MOST_LINES = 12
CONTEXT = 70

_PIECE = re.compile(
    r"<(?:p|li|td|th|dt|dd|h[1-6]|summary|caption|pre)\b[^>]*>.*?(?=<(?:/?(?:p|li|td|th|dt|dd|h[1-6]|ul|ol|pre)\b))",
    re.DOTALL,
)
_WHOLE = re.compile(r'<\w+[^>]*data-change="(?P<what>added|removed)"[^>]*>')
_MARKS = (
    (re.compile(r"<del\b[^>]*>(\s*)(.*?)(\s*)</del>", re.DOTALL), r"\1[-\2-]\3"),
    (re.compile(r"<ins\b[^>]*>(\s*)(.*?)(\s*)</ins>", re.DOTALL), r"\1{+\2+}\3"),
)
_TAG = re.compile(r"<[^>]*>")


def stale_translations(subject: Subject) -> Iterator[Finding]:
    """Find stale sections, each with the change of its source."""
    version = subject.policy.newest
    source = subject.source
    if version is None or source.locale not in version.editions:
        return
    comparer = Comparer()
    changed = comparer.compare(version.editions[source.locale], source.edition)
    for text in subject.translations:
        if text.locale not in version.editions:
            continue
        for section in stale_sections(version, source.edition, text.edition, comparer):
            name = f"`{section}`" if section else "title and introduction"
            yield Finding(
                location=text.at_section(section),
                message=f"{name}: {source.name} changed since {version.id}, and {text.name} did not",
                details=tuple(f"{source.name}: {line}" for line in _shown(changed, section)),
            )


def stale_sections(
    version: Version, source: Edition, translation: Edition, comparer: Comparer | None = None
) -> tuple[str, ...]:
    """Name the sections whose source has other words than in a version while the translation has the same.

    "" stands for title and introduction. Sections that only one of the two has are not named, nor those in which
    only capitals, punctuation or spaces were corrected.
    """
    comparer = comparer or Comparer()
    changed = _touched(comparer.compare(version.editions[source.locale], source), old=False)
    changed = {
        section: change
        for section, change in changed.items()
        if not change.words or not _is_correction(change)
    }
    if not changed:
        return ()
    followed = _touched(comparer.compare(version.editions[translation.locale], translation), old=True)
    there = {"", *(section.id for section in translation.walk())}
    return tuple(section for section in changed if section in there and section not in followed)


def _is_correction(change: Change) -> bool:
    """Tell a change of capitals, punctuation or spaces alone, which concerns one language."""
    old, new = (_letters(words) for words in zip(*((one.old, one.new) for one in change.words), strict=True))
    return old == new


def _letters(words: Iterable[str]) -> str:
    return "".join(sign for sign in "".join(words).casefold() if sign.isalnum())


def _touched(comparison: Comparison, *, old: bool) -> Mapping[str, Change]:
    """Give the sections with other words; `old` adds the ids that they had and the sections they came from."""
    touched: dict[str, Change] = {}
    for change in comparison.changes:
        if not change.words and not change.kinds & {Kind.ADDED, Kind.REMOVED}:
            continue
        places = [change.new] if not old else [change.new, change.old, *change.others]
        if change.new is None and change.old is None:
            touched[""] = change
        for place in places:
            if place is not None:
                touched.setdefault(place.id, change)
    return touched


def _shown(comparison: Comparison, section: str) -> Iterator[str]:
    """Write what changed in a section as lines of words, [-taken away-] and {+put in+}."""
    redline = comparison.redline
    html = redline.title + redline.introduction
    if section:
        html = next((part.heading + part.body for part in redline.walk() if part.id == section), "")
    lines = [line for piece in _PIECE.findall(html + "<p") if (line := _line(piece))]
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        yield f"… and {len(lines) - MOST_LINES} more places"


def _line(piece: str) -> str:
    """Write one block with its changes marked, or nothing where it has none."""
    whole = _WHOLE.match(piece)
    for pattern, mark in _MARKS:
        piece = pattern.sub(mark, piece)
    text = " ".join(unescape(_TAG.sub("", piece)).split())
    if whole:
        return f"{{+{text}+}}" if whole["what"] == "added" else f"[-{text}-]"
    marks = [match.span() for match in re.finditer(r"\[-.*?-\]|\{\+.*?\+\}", text)]
    if not marks:
        return ""
    begin, end = max(0, marks[0][0] - CONTEXT), min(len(text), marks[-1][1] + CONTEXT)
    begin = text.rfind(" ", 0, begin) + 1 if begin else 0
    end += len(text[end:].partition(" ")[0])
    return f"{'… ' if begin else ''}{text[begin:end]}{' …' if end < len(text) else ''}"
