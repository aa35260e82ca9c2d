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
from affiche.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NO_BREAK_SPACE = "\u00a0"
FOLDER = "messages"
_PLACE = lazy(r"\{([a-z_]\w*)\}")
_COUNTED = lazy(r"(?P<number>\d[\d,]*) (?P<noun>[^\d\W][\w’ -]*)")
_GROUPED = lazy(r"\d{1,3}(?:,\d{3})+")
_JOINT = lazy(r"(, | and | or )")
_NAME = lazy(r"[\w./:@#*{}\[\]-]+|'[^']*'|“[^”]*”|`[^`]*`")
"""One of several things that are named in a row: a key, a file, a tag, or something between quotation marks."""
_NAMING = ("listed", "one_of", "join", "names", "others", "languages")
"""How the places begin in which such names stand."""
_ADDED = r"(?:[,;:]| \(| until )"
"""How what is added to a value begins."""
_COLUMNS = lazy(r"( {2,})")
_AT_PLACE = lazy(r"\S+\.md:\d+: ")
"""How a line begins that says something of a line of a text."""
_OF_THE_SOURCE = lazy(r"[-+~] ")
"""How the lines begin that a comparison takes from the texts."""
_ADDITION = lazy(_ADDED)
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
        if self.anchor not in text:
            return None
        found = (compiled.fullmatch(text) for compiled in _compiled(self.english))
        return next((match for match in found if match), None)


@cache
def _compiled(english: str) -> tuple[re.Pattern[str], ...]:
    """Turn a pattern into regular expressions; a name that comes twice stands for the same words.

    Where a place follows another, nothing stands between them that would tell where it begins: a mark does, as in
    `by {day}{why}`, or else anything.
    """
    parts = _PLACE.split(english)
    pattern, simple, seen = "", "", set[str]()
    for number, part in enumerate(parts):
        if number % 2 == 0:
            words = added = re.escape(part)
        elif part in seen:
            words = added = f"(?P={part})"
        else:
            seen.add(part)
            words = f"(?P<{part}>.*?)"
            added = f"(?P<{part}>(?:{_ADDED}.*?)?)" if number > 1 and not parts[number - 1] else words
        pattern, simple = pattern + added, simple + words
    return tuple(re.compile(one, re.DOTALL) for one in dict.fromkeys((pattern, simple)))


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
        if self._is_english or not text:
            return text
        in_a_row = self._series(text, are_names=True) if " or " in text else None
        return in_a_row or self._whole(text) or text

    def lines(self, text: str) -> str:
        """Translate a text of several messages, each on a line of its own."""
        if self._is_english:
            return text
        return "\n".join(self._line(line) for line in text.split("\n"))

    def _line(self, line: str) -> str:
        words = line.strip(" ")
        indent = line[: len(line) - len(line.lstrip(" "))]
        if placed := _AT_PLACE.match(words):
            return indent + placed[0] + self._remark(words[placed.end() :])
        aligned = (one for one in self._of_lines if "  " in words and "  " in one.english)
        return indent + (self._found(words, aligned) or self._columns(words))

    def _remark(self, words: str) -> str:
        """Translate what is said of a place, and of a thing that is named there first."""
        name, colon, said = words.partition(": ")
        return self._whole(words) or (f"{name}{colon}{self._whole(said) or said}" if colon else words)

    def _columns(self, words: str) -> str:
        """Translate each column, and keep where the next one begins."""
        *columns, last = _COLUMNS.split(words)
        line = ""
        for column, gap in zip(columns[::2], columns[1::2], strict=True):
            line += self._cell(column).ljust(len(column) + len(gap) - 2) + "  "
        return line + self._cell(last)

    def _cell(self, words: str) -> str:
        """Translate a line, or a part that stands in a column of its own."""
        is_of_the_source = not words.strip() or _OF_THE_SOURCE.match(words)
        return words if is_of_the_source else self._found(words, self._of_lines) or words

    @cached_property
    def _of_lines(self) -> list[_Pattern]:
        """The patterns by which a line is known; one that begins with a place could be a line of the source."""
        return [one for one in self.patterns if one.weight >= _FEWEST * (2 if one.english[0] in "{“" else 1)]

    def _whole(self, text: str, fewest: int = 0) -> str | None:
        return self._found(text, (one for one in self.patterns if one.weight >= fewest))

    def _found(self, text: str, patterns: Iterable[_Pattern]) -> str | None:
        if text in self.exact:
            return self.exact[text]
        for pattern in patterns:
            if match := pattern.match(text):
                return self._filled(pattern, match.groupdict())
        return None

    def _filled(self, pattern: _Pattern, given: Mapping[str, str]) -> str:
        """Put in what was put into the English; what stands there between quotation marks is of the source."""
        values = {
            name: words if f"“{{{name}}}”" in pattern.english else self._value(name, words)
            for name, words in given.items()
        }
        return _PLACE.sub(lambda place: values.get(place[1], place[0]), pattern.translation)

    def _value(self, name: str, words: str) -> str:
        """Translate what was put in, where that is words of Affiche and not of the source."""
        if _GROUPED.fullmatch(words):
            return words.replace(",", NO_BREAK_SPACE)
        if not any(map(str.isalpha, words)):
            return words
        bare = words.lstrip(" ")
        are_names = name.startswith(_NAMING) or " or " in words
        if _ADDITION.match(bare):
            said = self._whole(bare, _FEWEST) or self._series(bare, are_names=are_names)
        else:
            in_a_row = None if bare in self.exact else self._series(bare, are_names=are_names)
            said = in_a_row or self._counted(bare) or self._whole(bare, _FEWEST)
        said = said or bare
        return words[: len(words) - len(bare)] + said

    def _counted(self, words: str) -> str | None:
        match = _COUNTED.fullmatch(words)
        if not match or match["noun"] not in self.nouns:
            return None
        singular, plural = self.nouns[match["noun"]]
        number = match["number"]
        is_one = int(number.replace(",", "")) < 2  # noqa: PLR2004 French counts none as one
        return f"{number.replace(',', NO_BREAK_SPACE)}{NO_BREAK_SPACE}{singular if is_one else plural}"

    def _series(self, words: str, *, are_names: bool) -> str | None:
        """Translate several things in a row, such as `a, b and c`, if each is known or may be a name."""
        pieces = _JOINT.split(words)
        said = [
            self.exact.get(piece, piece)
            if _JOINT.fullmatch(piece)
            else self._member(piece, are_names=are_names)
            for piece in pieces
        ]
        return None if len(said) == 1 or None in said else "".join(map(str, said))

    def _member(self, words: str, *, are_names: bool) -> str | None:
        is_quoted = words.startswith("“")
        if not words or (are_names and _NAME.fullmatch(words) and not is_quoted):
            return words
        return self._counted(words) or self._whole(words, 0 if is_quoted else _FEWEST)


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
