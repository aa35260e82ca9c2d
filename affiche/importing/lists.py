"""Entries of lists in Markdown."""

from __future__ import annotations

import re

SPACED = "\n\n"


def entry(mark: str, blocks: list[str], *, loose: bool) -> str:
    """Write an entry of a list; what follows its first words is indented by four."""
    first, *rest = blocks
    begun = f"{mark} \n{indented(first)}" if is_list(first) else f"{mark} {indented(first).lstrip()}"
    return (SPACED if loose else "\n").join([begun, *map(indented, rest)])


def indented(text: str) -> str:
    """Indent every line that is not empty by four."""
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))


def is_list(block: str) -> bool:
    """Say whether a block is a list."""
    return bool(re.match(r"(?:-|\d+\.) ", block))
