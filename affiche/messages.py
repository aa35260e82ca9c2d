"""What Affiche says to editors, in their language.

Messages are written in English where they arise, with what they are about in place, and know no language. Where one
is shown, it is found again by its words in a catalogue of patterns (`locales/messages/TAG.po`), in which `{name}`
stands for what was put in. One that no pattern knows is shown in English; a test keeps that from happening.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING

from affiche.defaults import default_folder, read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NO_BREAK_SPACE = "\u00a0"
FOLDER = "messages"
_PLACE = re.compile(r"\{([a-z_]\w*)\}")
_COUNTED = re.compile(r"(?P<number>\d[\d,]*) (?P<noun>[^\d\W][\w’ -]*)")
_FEWEST = 6
"""Letters that a pattern must have to be looked for in what was put into another one."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A message with places for what is put in, and its translation."""

    english: str
    translation: str
    anchor: str
    """The longest part without a place, by which most texts are told to be others."""
    weight: int
    """How many of its characters are its own."""

    @classmethod
    def of(cls, english: str, translation: str) -> _Pattern:
        own = _PLACE.split(english)[::2]
        return cls(english, translation, max(own, key=len), sum(map(len, own)))

    def match(self, text: str) -> re.Match[str] | None:
        return _compiled(self.english).fullmatch(text) if self.anchor in text else None


@cache
def _compiled(english: str) -> re.Pattern[str]:
    """Turn a pattern into a regular expression; a name that comes twice stands for the same words."""
    parts = _PLACE.split(english)
    seen: set[str] = set()
    pattern = ""
    for number, part in enumerate(parts):
        if number % 2 == 0:
            pattern += re.escape(part)
        elif part in seen:
            pattern += f"(?P={part})"
        else:
            seen.add(part)
            pattern += f"(?P<{part}>.*?)"
    return re.compile(pattern, re.DOTALL)


@dataclass(frozen=True)
class Messages:
    """Finds the translation of what is shown."""

    exact: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[_Pattern, ...] = ()
    nouns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each noun that is counted, in either number, its singular and plural."""

    @cached_property
    def _is_english(self) -> bool:
        return not self.exact

    def shown(self, text: str) -> str:
        """Translate a message; one that is not known stays as it is."""
        return text if self._is_english or not text else self._whole(text) or text

    def lines(self, text: str) -> str:
        """Translate a text of several messages, each on a line of its own, or over as many lines as it has."""
        if self._is_english:
            return text
        whole = self._whole(text)
        if whole is not None:
            return whole
        return "\n".join(self._line(line) for line in text.split("\n"))

    def _line(self, line: str) -> str:
        words = line.strip(" ")
        indent = line[: len(line) - len(line.lstrip(" "))]
        return self._whole(line) or (indent + self.shown(words) if words else line)

    def _whole(self, text: str, fewest: int = 0) -> str | None:
        if text in self.exact:
            return self.exact[text]
        for pattern in self.patterns:
            if pattern.weight < fewest:
                break
            if match := pattern.match(text):
                return self._filled(pattern.translation, match.groupdict())
        return None

    def _filled(self, translation: str, given: Mapping[str, str]) -> str:
        values = {name: self._value(name, words) for name, words in given.items()}
        return _PLACE.sub(lambda place: values.get(place[1], place[0]), translation)

    def _value(self, name: str, words: str) -> str:
        """Translate what was put in, where that is words of Affiche and not of the source."""
        if not any(map(str.isalpha, words)):
            return words
        if (match := _COUNTED.fullmatch(words)) and match["noun"] in self.nouns:
            return self._counted(match["number"], match["noun"])
        if name.startswith(("listed", "one_of")):
            return self._listed(words)
        return self._whole(words, _FEWEST) or words

    def _counted(self, number: str, noun: str) -> str:
        singular, plural = self.nouns[noun]
        is_one = int(number.replace(",", "")) < 2  # noqa: PLR2004 French counts none as one
        return f"{number.replace(',', NO_BREAK_SPACE)}{NO_BREAK_SPACE}{singular if is_one else plural}"

    def _listed(self, words: str) -> str:
        for english in (" and ", " or "):
            rest, joint, last = words.rpartition(english)
            if joint:
                return f"{rest}{self.exact.get(english, english)}{last}"
        return words


_speaking = Messages()


def speak(language: str) -> None:
    """Show messages in a language from now on; one without a catalogue is English."""
    global _speaking  # noqa: PLW0603 a process speaks one language, as with gettext
    _speaking = read_messages(language)


def shown(text: str) -> str:
    """Translate one message into the language that this process speaks."""
    return _speaking.shown(text)


def shown_lines(text: str) -> str:
    """Translate a text of several lines."""
    return _speaking.lines(text)


def read_messages(language: str) -> Messages:
    """Read the catalogue of a language."""
    data = read_file(default_folder("locales"), f"{FOLDER}/{language.partition('-')[0]}.po")
    if data is None:
        return Messages()
    from babel.messages.pofile import read_po

    catalogue = read_po(io.BytesIO(data))
    exact: dict[str, str] = {}
    nouns: dict[str, Sequence[str]] = {}
    for message in catalogue:
        if isinstance(message.id, tuple) and message.string:
            nouns |= dict.fromkeys(message.id, message.string)
        elif message.id and message.string and not message.fuzzy:
            exact[str(message.id)] = str(message.string)
    return Messages(exact=exact, patterns=_heaviest_first(exact.items()), nouns=nouns)


def _heaviest_first(messages: Iterable[tuple[str, str]]) -> tuple[_Pattern, ...]:
    patterns = [_Pattern.of(english, words) for english, words in messages if _PLACE.search(english)]
    return tuple(sorted(patterns, key=lambda pattern: -pattern.weight))
