"""Paragraphs that Word numbers one by one, put together into the lists that they look like."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from affiche.word.numbering import Label


@dataclass(slots=True)
class _List:
    """A list that may go on."""

    depth: int
    is_bullet: bool
    start: int
    is_plain: bool
    items: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    next_number: int = 0

    def html(self) -> str:
        """Write it; a label that Markdown cannot count is kept with its item."""
        items = "".join(
            f'<li data-mark="{escape(label)}">{item}</li>' if label else f"<li>{item}</li>"
            for label, item in zip(self.labels, self.items, strict=True)
        )
        if self.is_bullet:
            return f"<ul>{items}</ul>"
        return f'<ol start="{self.start}">{items}</ol>'


class ListWriter:
    """Collects blocks in order, and joins the items of a list that follow one another."""

    def __init__(self) -> None:
        """Start with no block."""
        self._blocks: list[str] = []
        self._open: list[_List] = []

    def block(self, html: str) -> None:
        """Add a paragraph, heading or table, which ends any list."""
        self._close()
        self._blocks.append(html)

    def item(self, label: Label, html: str) -> None:
        """Add a paragraph that has a number or a bullet."""
        while self._open and self._open[-1].depth > label.depth:
            self._fold()
        current = self._open[-1] if self._open else None
        if current and current.depth == label.depth and not _goes_on(current, label):
            self._fold()
            current = None
        if current is None or current.depth < label.depth:
            current = _List(label.depth, label.is_bullet, label.number, label.is_plain)
            self._open.append(current)
        current.items.append(html)
        current.labels.append("" if label.is_plain or label.is_bullet else label.text)
        current.next_number = label.number + 1

    def html(self) -> str:
        """Return everything."""
        self._close()
        return "".join(self._blocks)

    def _close(self) -> None:
        while self._open:
            self._fold()

    def _fold(self) -> None:
        """End the innermost list, which is part of the last item of the one around it."""
        done = self._open.pop()
        if self._open:
            self._open[-1].items[-1] += done.html()
        else:
            self._blocks.append(done.html())


def _goes_on(current: _List, label: Label) -> bool:
    """Return whether a paragraph is the next item of a list: of the same kind, and counted on."""
    if current.is_bullet or label.is_bullet:
        return current.is_bullet and label.is_bullet
    return current.is_plain == label.is_plain and (not label.is_plain or label.number == current.next_number)
