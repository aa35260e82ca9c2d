"""Small turns of English that the terminal texts share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def counted(number: int, noun: str, nouns: str = "") -> str:
    """Give `1 file`, `2 files`."""
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"


def listed(words: Sequence[str]) -> str:
    """Give `a, b and c`."""
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)
