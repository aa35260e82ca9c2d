"""Lists: how their entries are counted, and how they are written in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A"}
STYLES |= {"lower-roman": "i", "upper-roman": "I"}
"""CSS names of counters, and the `type` attribute that says the same in HTML."""
LETTERS = 26
LARGEST_LETTERED = 999
"""Nobody counts further in letters."""
ROMAN = {100: "c", 90: "xc", 50: "l", 40: "xl", 10: "x", 9: "ix", 5: "v", 4: "iv", 1: "i"}
LETTERS_KEPT = "Markdown numbers lists 1, 2, 3, so the letters of this list are now part of its text"
NUMBERS_KEPT = "the numbers of this list do not go up by one, so they are now part of its text"
UPDATE = "if you add or remove an entry, update these marks and the references to them"
BLANK_LINE = "\n\n"
_STYLED = re.compile(rf"list-style(?:-type)?\s*:[^;]*?\b({'|'.join(STYLES)})\b", re.IGNORECASE)
_NUMBER = re.compile(r"-?[0-9]{1,9}")


def counted(number: int, kind: str) -> str:
    """Count as HTML does: `a`, `A`, `i` or `I`."""
    lower = _roman(number) if kind in "iI" else _letters(number)
    return lower.upper() if kind.isupper() else lower


def _letters(number: int) -> str:
    before, last = divmod(number - 1, LETTERS)
    return (_letters(before) if before else "") + chr(ord("a") + last)


def _roman(number: int) -> str:
    result = ""
    for value, sign in ROMAN.items():
        times, number = divmod(number, value)
        result += sign * times
    return result


def marks(element: HtmlElement, items: Sequence[HtmlElement]) -> tuple[list[str], list[str]]:
    """Return for each item of an HTML list its Markdown marker, and the words to put before its text.

    Words are needed where Markdown cannot count as the page does: letters, gaps, and numbers that go down.
    """
    typed = [item.get("data-mark") or "" for item in items]
    if element.tag != "ol":
        return ["-"] * len(items), typed
    numbers = _numbers(element, items)
    before, kind, after = _counter(element)
    if kind:
        shown = [f"{before}{counted(n, kind)}{after}" if 0 < n <= LARGEST_LETTERED else "" for n in numbers]
    elif numbers[:1] < [0] or any(n != numbers[0] + place for place, n in enumerate(numbers)):
        shown = [f"{n}\\." for n in numbers]
    else:
        shown = [""] * len(items)
    words = [own or counter for own, counter in zip(typed, shown, strict=True)]
    return ["-" if word else f"{n}." for word, n in zip(words, numbers, strict=True)], words


def _numbers(element: HtmlElement, items: Sequence[HtmlElement]) -> list[int]:
    """Count the items as a browser does, with `start`, `reversed` and `value`."""
    step = -1 if element.get("reversed") is not None else 1
    number = _integer(element.get("start"), len(items) if step < 0 else 1)
    numbers = []
    for item in items:
        number = _integer(item.get("value"), number)
        numbers.append(number)
        number += step
    return numbers


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and _NUMBER.fullmatch(text) else default


def _counter(element: HtmlElement) -> tuple[str, str, str]:
    """Return what stands before the counter, its kind (empty for plain numbers), and what stands after it."""
    before, kind, after = (element.get("data-counter") or "||").split("|")
    if kind in STYLES:
        return before, STYLES[kind], after
    styled = _STYLED.findall(element.get("style") or "")
    named = STYLES[styled[-1].lower()] if styled else element.get("type") or ""
    return "", named if named in {"a", "A", "i", "I"} else "", ")"


def list_item(marker: str, blocks: Sequence[str], *, loose: bool) -> str:
    """Write an entry of a list; what follows its first block is indented by four."""
    first, *rest = blocks
    begun = f"{marker} \n{indented(first)}" if is_list(first) else f"{marker} {indented(first).lstrip()}"
    return (BLANK_LINE if loose else "\n").join([begun, *map(indented, rest)])


def indented(text: str) -> str:
    """Indent every line that is not empty by four."""
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def is_list(block: str) -> bool:
    """Say whether a block is a list."""
    return bool(re.match(r"(?:-|\d+\.) ", block))
