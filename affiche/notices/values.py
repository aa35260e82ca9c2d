"""What only one of two whole texts states and no fact says: for the editor, who knows which of it readers should hear of.

Values, such as periods and addresses, and names of products, companies and laws; words that were exchanged for others
throughout the text are told once.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.compare.changes import Substitution
from affiche.compare.values import ValueKind, changed_values
from affiche.compare.words.words import DATE
from affiche.html import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from affiche.compare import Comparison
    from affiche.compare.values import Value
    from affiche.model import Edition

THROUGHOUT = 2
"""Words that were exchanged so many times, and of which none is left, were exchanged throughout."""
LONGEST_NAME = 6
"""Words; what is longer was reworded."""
_NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'&.-]*[\w]"
_NAME = re.compile(rf"{_NAME_WORD}(?:[ \u00a0](?:(?:of|de|du|des|and|et|&)[ \u00a0])?{_NAME_WORD})*")
FAR = 100
"""Characters beside a name in which the word before or after it is looked for."""
_BEFORE, _AFTER = re.compile(r"(\w*)\W*\Z"), re.compile(r"\A\W*(\w*)")
LOOKS_BACK = 20
"""Characters before a name in which a sentence may have ended."""
_SENTENCE_START = re.compile(r"(?:^|[.!?:;»”\n(–—]\s*|[“«]\s*)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueNews:
    """What came and went in a text beside its facts."""

    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    """Words that gave way to others wherever they stood."""


def value_news(
    old: Edition, new: Edition, comparison: Comparison, said: tuple[Sequence[str], Sequence[str]]
) -> ValueNews:
    """Compare two whole texts; what is said of each already, as its facts are, is left out."""
    before, after = _body(old), _body(new)
    values = changed_values(before, after)
    names = _names(before, after), _names(after, before)
    everywhere = (
        *_renamed(*names, plain_text(before), plain_text(after)),
        *_reworded(comparison, plain_text(after)),
    )
    said_old = _folded([*(each.old for each in everywhere), *said[0]])
    said_new = _folded([*(each.new for each in everywhere), *said[1]])
    return ValueNews(
        gone=_unsaid([*_told(values.gone), *names[0]], said_old),
        come=_unsaid([*_told(values.come), *names[1]], said_new),
        substitutions=everywhere,
    )


def _told(values: Iterable[Value]) -> Iterator[str]:
    """Leave out bare numbers, which say nothing by themselves, and what a link to an e-mail address repeats."""
    for value in values:
        if value.kind is not ValueKind.NUMBER:
            yield value.text.removeprefix("mailto:")


def _unsaid(texts: Iterable[str], said: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text.casefold() not in said))


def _body(edition: Edition) -> str:
    """Return a text without its headings, which the notice names as sections."""
    return "\n".join([edition.introduction, *(section.html for section in edition.walk())])


def _renamed(gone: Sequence[str], come: Sequence[str], before: str, after: str) -> Iterator[Substitution]:
    """Pair names that stand in the same places, most of them at least."""
    places = {name: _places(after, name) for name in come}
    for old in gone:
        around = _places(before, old)
        times = around.total()
        new = max(places, key=lambda name: (around & places[name]).total(), default="")
        if times >= THROUGHOUT and new and (around & places[new]).total() * 2 >= times:
            yield Substitution(old=old, new=new, places=times)


def _places(text: str, name: str) -> Counter[tuple[str, str]]:
    """Count the words before and after a name."""
    found = (match.span() for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    return Counter(
        (_word(_BEFORE, text[max(0, start - FAR) : start]), _word(_AFTER, text[end : end + FAR]))
        for start, end in found
    )


def _word(pattern: re.Pattern[str], beside: str) -> str:
    match = pattern.search(beside)
    return match[1].casefold() if match else ""


def _reworded(comparison: Comparison, after: str) -> Iterator[Substitution]:
    """Find other words that were exchanged in several places, and are nowhere in the new text."""
    for each in comparison.substitutions:
        is_short = max(len(each.old.split()), len(each.new.split())) <= LONGEST_NAME
        if is_short and each.old.islower() and not _has(after, each.old):
            yield each


def _has(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def _names(html: str, other: str) -> list[str]:
    """Find the names in a text that the other one does not have, each once, in order."""
    elsewhere = plain_text(other).casefold()
    found: dict[str, None] = {}
    for block in plain_text(html.replace("><", ">\n<")).split("\n"):
        line = DATE.sub("", block)
        for match in _NAME.finditer(line):
            before = line[max(0, match.start() - LOOKS_BACK) : match.start()]
            is_first = _SENTENCE_START.search(before) is not None
            is_sure = " " in match[0] or not is_first or any(map(str.isupper, match[0][1:]))
            if is_sure and match[0].casefold() not in elsewhere:
                found.setdefault(match[0])
    return list(found)


def _folded(texts: Iterable[str]) -> str:
    return "\n".join(" ".join(text.split()) for text in texts).casefold()
