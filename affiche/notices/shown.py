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
_BETWEEN_NUMBERS = re.compile(r"(?<=\d)\s+(?=\d)")
_END_OF_PASSAGE = re.compile(r"</(?:p|tr|dd|h[1-6]|pre)>|</?(?:li|ul|ol|dl|table)\b[^>]*>")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|>-])")


@dataclass(frozen=True)
class Shown:
    """The words of an edition, without markup."""

    edition: Edition = field(repr=False)

    @cached_property
    def _words(self) -> str:
        return _bare(self.edition.html)

    @cached_property
    def _sections(self) -> tuple[tuple[Section, str], ...]:
        return tuple((section, _bare(section.html)) for section in self.edition.walk())

    @cached_property
    def _passages(self) -> tuple[str, ...]:
        """The words by paragraph, item and row, so that a value is seen next to what it is said of."""
        return tuple(filter(None, map(_bare, _END_OF_PASSAGE.split(self.edition.html))))

    def count(self, value: str) -> int:
        """Return how often the words of a value are there."""
        return len(_whole(value).findall(self._words)) if value else 0

    def around(self, value: str) -> set[str]:
        """Return the passages that show a value, without it."""
        whole = _whole(value)
        return {whole.sub("", passage) for passage in self._passages if whole.search(passage)}

    def section_with(self, value: str) -> str:
        """Return the title of the one section that shows a value; empty if none does, or several do."""
        whole = _whole(value)
        titles = [section.title for section, words in self._sections if whole.search(words)]
        return titles[0] if len(titles) == 1 else ""

    def section_with_most(self, values: Iterable[str]) -> Section | None:
        """Return the first of the sections that show most of the values; None if none shows any."""
        wanted = list(map(_whole, values))
        counted = [
            (sum(bool(value.search(words)) for value in wanted), section) for section, words in self._sections
        ]
        most, section = max(counted, key=lambda each: each[0], default=(0, None))
        return section if most else None


def without_markup(text: str) -> str:
    """Return what a reader sees of a value in Markdown."""
    text = _ATTRIBUTES.sub("", _LINK.sub(r"\1", text))
    text = _TAG.sub("", _EMPHASIS.sub(r"\2", text))
    return " ".join(_ESCAPED.sub(r"\1", text).split(" "))


def _whole(value: str) -> re.Pattern[str]:
    """Match the words of a value; “6 months” is not in “16 months”."""
    bare = _bare(value, is_html=False)
    return re.compile((r"(?<!\d)(?<!\d[.,])" if bare[:1].isdigit() else "") + re.escape(bare))


def _bare(text: str, *, is_html: bool = True) -> str:
    """Return the words without spaces, which markup and typography put in and take out; numbers stay apart."""
    text = unescape(_TAG.sub(" ", text)) if is_html else text
    # A character that no text holds keeps the place between two numbers while all other white space goes.
    return re.sub(r"\s+", "", _BETWEEN_NUMBERS.sub("\0", str(comparable(text)))).replace("\0", " ")
