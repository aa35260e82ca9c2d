"""Broken YAML in the words of the person who wrote it: what the parser stumbled over, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

    from affiche.problems import ProblemLog
    from affiche.source.files import SourceFile

QUOTE = 'put the text between quotation marks, as in `title: "Privacy: our policy"`'
_ALIKE = "`key: value` on each line, and the keys that belong together indented alike"


@dataclass(frozen=True, slots=True)
class _Mistake:
    """A mistake, and what the parser says when it meets it."""

    said: str
    message: str
    """`{sign}` stands for the character at the place."""
    expected: str = ""
    fix: str = ""
    begins_before: bool = False
    """Whether the place to show is where the broken text began, rather than where the parser gave up."""


_TAB = _Mistake("", "there is a tab here", expected="spaces", fix="indent with spaces")
_SECOND_COLON = _Mistake("", "there is a second colon in this line", expected="one `key: value`", fix=QUOTE)
_AFTER_QUOTE = _Mistake(
    "", "something follows the closing quotation mark", expected="the end of the line", fix=QUOTE
)
_APOSTROPHE = _Mistake(
    "",
    "an apostrophe ends a text between single quotation marks, so the rest belongs to nothing",
    expected="double quotation marks around a text with an apostrophe",
    fix='write it as in "l\'accès", or with a typographic apostrophe: ’',
)
_STRAY = _Mistake("", "this bracket closes none that was opened", fix="take it away")
_COMMA = _Mistake(
    "",
    "a comma is missing between the values in this bracket",
    expected="such as [en, fr] or {en: Privacy, fr: Confidentialité}",
)
_CLOSED_BY = {
    "[": _Mistake("", "this bracket is never closed", expected="] after the last value, as in [en, fr]"),
    "{": _Mistake(
        "",
        "this bracket is never closed",
        expected="} after the last value, as in {en: Privacy, fr: Confidentialité}",
    ),
}
_OTHER = _Mistake("", "this cannot be read as YAML", expected=_ALIKE)
_MISTAKES = (
    _Mistake("mapping values are not allowed", "this line does not fit those above it", expected=_ALIKE),
    _Mistake("did not find expected key", "this line does not fit those above it", expected=_ALIKE),
    _Mistake("'-' indicator", "this line does not fit the list above it", expected=_ALIKE),
    _Mistake("end of stream", "this quotation mark is never closed", fix="close it", begins_before=True),
    _Mistake("expected ',' or", "this bracket is never closed", begins_before=True),
    _Mistake(
        "could not find expected ':'",
        "this line has no colon with a space after it",
        expected="`key: value`, or `- value` in a list",
        begins_before=True,
    ),
    _Mistake(
        "sequence entries are not allowed",
        "a list cannot begin on the line of its key",
        expected="the key alone on its line, and each `- value` on a line below it",
    ),
    _Mistake(
        "escape",
        "a backslash between double quotation marks begins a special sign, and this is none",
        fix="use single quotation marks, or write the backslash twice",
    ),
    *(
        _Mistake(said, "a value cannot begin with {sign}", expected="a text", fix=QUOTE, begins_before=True)
        for said in ("start any token", "scanning an a", "block scalar", "node content")
    ),
)


CONSEQUENCES = {
    _OTHER.message,
    "this line does not fit those above it",
    "this line does not fit the list above it",
}
"""What is said where a parser knows no more than that something is wrong."""
_LOST_SPACE = re.compile(r"[ \t]*(?:- )?(?P<key>[A-Za-z_][\w-]*)(?P<at>:)(?=[^\s/:])")
_LOST_COLON = re.compile(r"[ \t]*(?:- )?(?P<key>[A-Za-z_][\w-]*)(?P<at>[ \t]+)[{\[]")
LOST_SPACE = "there is no space after the colon"


def note_mistake(error: yaml.MarkedYAMLError, file: SourceFile, log: ProblemLog) -> None:
    """Note what is wrong, where the parser gave up or where the trouble began."""
    said = f"{error.context}: {error.problem}"
    mistake = next((known for known in _MISTAKES if known.said in said), _OTHER)
    marks = [error.context_mark, error.problem_mark]
    mark = next((m for m in (marks if mistake.begins_before else reversed(marks)) if m), None)
    if mark is None:
        log.add(file.whole(), mistake.message, expected=mistake.expected, rule="yaml/syntax")
        return
    gave_up = error.problem_mark.index if error.problem_mark else mark.index
    if _note_lost(file, mark.index, gave_up, log):
        return
    mistake = _looked_at(mistake, file.text, mark.index, gave_up)
    message = mistake.message.format(sign=file.text[mark.index : mark.index + 1])
    index = gave_up if mistake is _APOSTROPHE else mark.index
    log.add(file.at_offset(index), message, expected=mistake.expected, fix=mistake.fix, rule="yaml/syntax")


def _note_lost(file: SourceFile, index: int, gave_up: int, log: ProblemLog) -> bool:
    """Note a key without its colon, or without the space after it: a parser gives up only on a line below."""
    last = file.line_of(min(gave_up, len(file.text)))
    first = max(1, min(file.line_of(index), last - 2))
    for number in range(last, first - 1, -1):
        line = file.lines[number - 1]
        if match := _LOST_SPACE.match(line):
            where = file.at(number, match.start("key") + 1, len(match["key"]) + 1)
            written = f"{match['key']}: {line[match.end() :].strip()}"
            log.add(where, LOST_SPACE, expected=f"`{written}`", fix="add the space", rule="yaml/syntax")
            return True
        if match := _LOST_COLON.match(line):
            where = file.at(number, match.start("key") + 1, len(match["key"]))
            message = f"there is no colon after {match['key']!r}"
            log.add(
                where,
                message,
                expected=f"`{match['key']}: {line[match.end() - 1 :].strip()}`",
                fix="add the colon",
                rule="yaml/syntax",
            )
            return True
    return False


def _looked_at(mistake: _Mistake, text: str, index: int, gave_up: int) -> _Mistake:
    """Tell apart, by the line itself, what the parser calls by one name."""
    before = text[text.rfind("\n", 0, index) + 1 : index]
    if text[index : index + 1] == "\t":
        return _TAB
    if mistake.said.startswith("mapping values") and ":" in before:
        return _SECOND_COLON
    if mistake.said == "did not find expected key":
        return _after_a_value(mistake, before.rstrip(), text[index : index + 1])
    if mistake.said.startswith("expected ','"):
        if text[gave_up - 1 : gave_up] == "'":
            return _APOSTROPHE
        never_closed = _CLOSED_BY.get(text[index : index + 1], mistake)
        return _COMMA if _is_closed(text, index, gave_up) else never_closed
    return mistake


def _after_a_value(mistake: _Mistake, before: str, sign: str) -> _Mistake:
    if before.endswith("'"):
        return _APOSTROPHE
    if before.endswith('"'):
        return _AFTER_QUOTE
    return _STRAY if sign in {"]", "}"} else mistake


def _is_closed(text: str, opening: int, gave_up: int) -> bool:
    """Say whether the next bracket after the place where the parser gave up closes the one that was opened."""
    following = re.search(r"[\[\]{}]", text[gave_up:])
    return following is not None and text[opening] + following[0] in {"[]", "{}"}
