"""Translated words back into a text: in place where a section is built as its source is, else the section as a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from affiche.exchange.codes import lost_and_added
from affiche.exchange.translation import TITLE, Progress
from affiche.exchange.units import Part
from affiche.source.text.limits import find_excess, find_overlong

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.exchange.translation import Answer, Languages, Request, SectionText
    from affiche.exchange.units import Unit

_WITH_ID = re.compile(r"\{:?[ ]*[^{}\n]*#[^{}\n]*\}[ \t]*$")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_WHOLE = "the section is built otherwise in the source, so it is taken in once all of it is translated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A unit that was not taken in."""

    id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Translated:
    """A text with translated words in it."""

    text: str
    sections: tuple[str, ...]
    """The ids of those that were written; "" is title and introduction."""
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True, order=True)
class _Edit:
    start: int
    number: int
    """In the order of the source, for what is put in at one place."""
    end: int
    words: str
    section: str


def take_in(
    languages: Languages, target: str, requests: Sequence[Request], answers: Sequence[Answer]
) -> Translated:
    """Put the answers to these requests into a text; what cannot be taken is left as it was, with the reason."""
    given = {answer.id: answer for answer in answers}
    reasons = {request.id: _why_not(request, given.get(request.id)) for request in requests}
    words = {request.id: _words(request, given) for request in requests if not reasons[request.id]}
    edits: list[_Edit] = []
    for prefix, group in groupby(requests, lambda request: request.id.rpartition("/")[0]):
        asked = list(group)
        section = languages.source["" if prefix == TITLE else prefix]
        there = languages.target.get(section.id)
        if there is not None and there.shape == section.shape:
            edits += _in_place(there, {number: words.get(each.id, "") for number, each in enumerate(asked)})
        elif all(each.id in words for each in asked):
            whole = _whole(section, [words[each.id] for each in asked])
            placed = _placed(whole, section, languages)
            is_first = all(edit.start != placed.start for edit in edits)
            gap = _gap(target[: placed.start]) if is_first and there is None else ""
            edits.append(replace(placed, words=gap + placed.words))
        else:
            reasons |= {
                each.id: reasons[each.id] or _WHOLE for each in asked if each.state is not Progress.DONE
            }
    sections = {each or TITLE for each in languages.source}
    gone = (each for each in given if each.rpartition("/")[0] not in sections)
    reasons |= dict.fromkeys(gone, "the source has no such section")
    text = target
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.words + text[edit.end :]
    return Translated(
        text=text.rstrip("\n") + "\n" if edits else target,
        sections=tuple(dict.fromkeys(edit.section for edit in sorted(edits))),
        left=tuple(Left(id=each, why=why) for each, why in reasons.items() if why),
    )


def _words(request: Request, given: Mapping[str, Answer]) -> str:
    answer = given.get(request.id)
    return answer.target if answer else request.target


def _why_not(request: Request, answer: Answer | None) -> str:  # noqa: PLR0911 one for each reason
    """Say why an answer cannot be taken; empty if it can, or if nothing was asked."""
    if answer is None:
        return "" if request.state is Progress.DONE else "it is not in the file"
    if answer.source != request.source:
        return f"the source was changed since: it says “{request.source}” now"
    if not answer.target.strip():
        return "it is not translated"
    if answer.is_open:
        return "it is marked to be looked at again"
    if find_overlong(answer.target) or find_excess(answer.target):
        return "it is longer or more tangled than any text of a policy"
    lost, added = lost_and_added(request.source, answer.target)
    if lost:
        return f"the translation lacks {', '.join(lost)}"
    if added:
        return f"the translation has {', '.join(added)}, which the source has not"
    return ""


def _in_place(there: SectionText, words: Mapping[int, str]) -> Iterator[_Edit]:
    for number, unit in enumerate(there.units):
        new = words.get(number, "")
        if new and new != there.words(unit):
            yield _Edit(unit.start, number, unit.end, _fitting(new, unit), there.id)


def _fitting(words: str, unit: Unit) -> str:
    """Keep words from ending the line or the cell that they stand in."""
    if unit.part in {Part.HEADING, Part.CELL}:
        words = _LINE_END.sub(" ", words)
    return _BAR.sub(r"\\|", words) if unit.part is Part.CELL else words


def _whole(section: SectionText, words: Sequence[str]) -> str:
    """Write a section as the source has it, with these words in place of its own."""
    text, last = "", section.start
    for unit, new in zip(section.units, words, strict=True):
        text += section.text[last : unit.start] + _fitting(new, unit)
        last = unit.end
    lines = (text + section.text[last : section.end]).strip("\n").split("\n")
    if section.id and not _WITH_ID.search(lines[0]):
        lines[0] = f"{lines[0].rstrip()} {{#{section.id}}}"
    return "\n".join(lines)


def _placed(words: str, section: SectionText, languages: Languages) -> _Edit:
    """Find where a section goes: where it is, or else after the one that comes before it in the source."""
    order = list(languages.source)
    number = order.index(section.id)
    there = languages.target.get(section.id)
    if there is not None:
        return _Edit(there.start, number, there.end, f"{words}\n\n", section.id)
    before = (languages.target.get(each) for each in reversed(order[:number]))
    start = next((each.end for each in before if each is not None), 0)
    return _Edit(start, number, start, f"{words}\n\n", section.id)


def _gap(before: str) -> str:
    """Give the line ends that a section lacks before it."""
    return "\n" * max(0, 2 - (len(before) - len(before.rstrip("\n")))) if before else ""
