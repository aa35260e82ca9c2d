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


def note_mistake(error: yaml.MarkedYAMLError, file: SourceFile, log: ProblemLog) -> None:
    """Note what is wrong, where the parser gave up or where the trouble began."""
    said = f"{error.context}: {error.problem}"
    mistake = next((known for known in _MISTAKES if known.said in said), _OTHER)
    marks = [error.context_mark, error.problem_mark]
    mark = next((m for m in (marks if mistake.begins_before else reversed(marks)) if m), None)
    if mark is None:
        log.add(file.whole(), mistake.message, expected=mistake.expected)
        return
    gave_up = error.problem_mark.index if error.problem_mark else mark.index
    mistake = _looked_at(mistake, file.text, mark.index, gave_up)
    message = mistake.message.format(sign=file.text[mark.index : mark.index + 1])
    log.add(file.at_offset(mark.index), message, expected=mistake.expected, fix=mistake.fix)


def _looked_at(mistake: _Mistake, text: str, index: int, gave_up: int) -> _Mistake:
    """Tell apart, by the line itself, what the parser calls by one name."""
    before = text[text.rfind("\n", 0, index) + 1 : index]
    if text[index : index + 1] == "\t":
        return _TAB
    if mistake.said.startswith("mapping values") and ":" in before:
        return _SECOND_COLON
    if mistake.said == "did not find expected key" and before.rstrip().endswith(('"', "'")):
        return _AFTER_QUOTE
    if mistake.said == "did not find expected key" and text[index : index + 1] in set("]}"):
        return _STRAY
    if mistake.said.startswith("expected ','"):
        never_closed = _CLOSED_BY.get(text[index : index + 1], mistake)
        return _COMMA if _is_closed(text, index, gave_up) else never_closed
    return mistake


def _is_closed(text: str, opening: int, gave_up: int) -> bool:
    """Say whether the next bracket after the place where the parser gave up closes the one that was opened."""
    following = re.search(r"[\[\]{}]", text[gave_up:])
    return following is not None and text[opening] + following[0] in {"[]", "{}"}
