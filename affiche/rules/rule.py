"""What a rule is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, TypeAlias

from affiche.problems import Problem, Severity

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

    from affiche.problems import Location
    from affiche.rules.prose import Passage
    from affiche.rules.texts import Subject, Text


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edit:
    """Words of a file to be written in place of others; `start` and `end` count characters of the file."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place that a rule objects to."""

    location: Location
    message: str
    expected: str = ""
    fix: str = ""
    """What to do here; left out, what the rule says for every place."""
    details: tuple[str, ...] = ()
    """Lines that show more of it, such as the words that changed."""
    edits: tuple[Edit, ...] = ()
    """What mends it, where that can be told without a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A part of a passage that is written wrongly, and how it is written."""

    start: int
    end: int
    message: str
    expected: str = ""
    fix: str = ""
    """What to do here; left out, what the rule says for every place."""
    edits: tuple[Edit, ...] = ()


Seek: TypeAlias = "Callable[[Subject], Iterable[Finding]]"
SeekInText: TypeAlias = "Callable[[Text], Iterable[Finding]]"
SeekInPassage: TypeAlias = "Callable[[Passage, str], Iterable[Slip]]"
Compare: TypeAlias = "Callable[[Text, Text], Iterable[Finding]]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Something that is looked for in every policy."""

    id: str
    """Never changes, so that a person can look it up."""
    severity: Severity
    summary: str
    """What is objected to, in a few words."""
    why: str
    fix: str
    seek: Seek
    mends: SeekInText | None = None
    """What finds the places that `--fix` mends; it needs no more than the text itself."""

    def problems(self, subject: Subject) -> Iterator[Problem]:
        """Look through a policy."""
        for finding in self.seek(subject):
            yield Problem(
                location=finding.location,
                message=finding.message,
                expected=finding.expected,
                fix=finding.fix or self.fix,
                rule=self.id,
                severity=self.severity,
                details=finding.details,
            )


def in_each_text(seek: SeekInText) -> Seek:
    """Look into each text by itself."""

    @wraps(seek)
    def sought(subject: Subject) -> Iterator[Finding]:
        for text in subject.texts.values():
            yield from seek(text)

    return sought


def in_all_words(seek: SeekInText) -> Seek:
    """Look into each text, and into the words of policy.yaml."""

    @wraps(seek)
    def sought(subject: Subject) -> Iterator[Finding]:
        for text in (*subject.texts.values(), *subject.facts):
            yield from seek(text)

    return sought


def in_each_passage(seek: SeekInPassage) -> SeekInText:
    """Look into each passage of a text by itself."""

    @wraps(seek)
    def sought(text: Text) -> Iterator[Finding]:
        for passage in text.passages:
            for slip in seek(passage, text.tag):
                yield Finding(
                    location=text.at_part(passage, slip.start, slip.end),
                    message=slip.message,
                    expected=slip.expected,
                    fix=slip.fix,
                    edits=slip.edits,
                )

    return sought


def in_each_translation(compare: Compare) -> Seek:
    """Lay each translation beside the source text."""

    @wraps(compare)
    def sought(subject: Subject) -> Iterator[Finding]:
        for translation in subject.translations:
            yield from compare(subject.source, translation)

    return sought


def of_language(language: str, seek: SeekInText) -> SeekInText:
    """Look only into texts of one language."""

    @wraps(seek)
    def sought(text: Text) -> Iterator[Finding]:
        if text.language == language:
            yield from seek(text)

    return sought


def swap(passage: Passage, start: int, end: int, words: str) -> tuple[Edit, ...]:
    """Write other words for a part of a passage, around any markup that stands in it."""
    if start == end:
        place, _ = passage.span(start, end)
        return (Edit(start=place, end=place, words=words),)
    edits = [Edit(start=passage.starts[start], end=passage.ends[start], words=words)]
    for at in range(start + 1, end):
        last = edits[-1]
        if passage.starts[at] == last.end:
            edits[-1] = Edit(start=last.start, end=passage.ends[at], words=last.words)
        else:
            edits.append(Edit(start=passage.starts[at], end=passage.ends[at], words=""))
    return tuple(edits)


def rewritten(passage: Passage, match: re.Match[str], group: int | str, words: str, message: str) -> Slip:
    """Write other words for a part of what was found."""
    start, end = match.span(group)
    return Slip(start=start, end=end, message=message, expected=words, edits=swap(passage, start, end, words))
