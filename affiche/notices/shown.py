"""Whether a text shows a value, and where: a notice states nothing that its readers cannot find."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING

from affiche.drafts.facts import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from affiche.model import Edition, Section

_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}")
_EMPHASIS = re.compile(r"(?<![\w*])([*_`]{1,3})(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")


@dataclass(frozen=True)
class Shown:
    """The words of an edition, without what only makes them look."""

    edition: Edition = field(repr=False)

    @cached_property
    def _words(self) -> str:
        return _bare(self.edition.html)

    @cached_property
    def _sections(self) -> tuple[tuple[Section, str], ...]:
        return tuple((section, _bare(section.html)) for section in self.edition.walk())

    def count(self, value: str) -> int:
        """Return how often the words of a value are there."""
        return self._words.count(_bare(value, is_html=False)) if value else 0

    def section_with(self, value: str) -> str:
        """Return the title of the one section that shows a value; empty if none does, or several do."""
        bare = _bare(value, is_html=False)
        titles = [section.title for section, words in self._sections if bare in words]
        return titles[0] if len(titles) == 1 else ""

    def section_with_most(self, values: Iterable[str]) -> Section | None:
        """Return the first of the sections that show most of the values; None if none shows any."""
        wanted = [_bare(value, is_html=False) for value in values]
        counted = [(sum(value in words for value in wanted), section) for section, words in self._sections]
        most, section = max(counted, key=lambda each: each[0], default=(0, None))
        return section if most else None


def without_markup(text: str) -> str:
    """Return what a reader sees of a value in Markdown."""
    text = _ATTRIBUTES.sub("", _LINK.sub(r"\1", text))
    text = _TAG.sub("", _EMPHASIS.sub(r"\2", text))
    return " ".join(_ESCAPED.sub(r"\1", text).split(" "))


def _bare(text: str, *, is_html: bool = True) -> str:
    """Return the words without spaces, which markup and typography put in and take out."""
    text = unescape(_TAG.sub("", text)) if is_html else text
    return "".join(str(comparable(text)).split())
