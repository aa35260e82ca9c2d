"""What came back from a lawyer or a translator, and what a person has to do about the rest."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from affiche.exchange.merge import Remark, What
from affiche.exchange.units import Part
from affiche.reporting.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.exchange.merge import Merged
    from affiche.exchange.translated import Translated
    from affiche.source import SourceFile
    from affiche.translating import Work

_LONGEST = 80
_FORMATS = {
    "highlight": "highlighting",
    "u": "underlining",
    "strike": "struck-through words",
    "dstrike": "struck-through words",
    "caps": "words in capitals by format",
    "smallCaps": "small capitals",
    "footnote": "a footnote of Word",
    "endnote": "an endnote of Word",
}
_NOTES = {"footnote", "endnote"}
"""Formats with words of their own, all of which are said."""
_HEADS = {
    What.COMMENT: "Comments",
    What.PROPOSED: "Tracked changes that were not taken",
    What.LOCKED: "Not taken over, as it is locked: a fact is changed under `facts:`, a reference at the heading it leads to",
    What.TAKEN_OUT: "Taken out with the words around it",
    What.SHAPE: "Not taken over: for you to do in the file",
}


def reviewed_text(file: SourceFile, merged: Merged, left_out: Sequence[str]) -> str:
    """Say it for a person; `left_out` is what Word has and Markdown has not, such as `highlight: the words`."""
    return "\n".join([*_edits(file, merged), *_remarks(file, merged), *_left_out(left_out)])


def _edits(file: SourceFile, merged: Merged) -> Iterator[str]:
    path = file.path
    if not merged.edits:
        yield f"{path}: nothing was edited."
        return
    lines = unified_diff(
        file.text.splitlines(),
        merged.text.splitlines(),
        f"{path} (before)",
        f"{path} (after)",
        n=0,
        lineterm="",
    )
    yield from lines
    yield ""
    yield f"{path}: {counted(len(merged.edits), 'edit')}."


def _remarks(file: SourceFile, merged: Merged) -> Iterator[str]:
    """Say each kind of remark under a head of its own, in the order of the text."""
    for what, head in _HEADS.items():
        found = [remark for remark in merged.remarks if remark.what is what]
        if found:
            yield f"\n{head}:"
            yield from (f"  {_place(file, remark)}: {_said(remark)}" for remark in found)


def _left_out(left_out: Sequence[str]) -> Iterator[str]:
    if left_out:
        yield "\nLeft out, as Markdown has no mark for it:"
        for each in left_out:
            name, _, words = each.partition(": ")
            what = _FORMATS.get(name, name)
            yield (
                f"  {what}, which says “{words.strip()}”"
                if name in _NOTES
                else f"  {what}, first at “{_short(words)}”"
            )


def _place(file: SourceFile, remark: Remark) -> str:
    return f"{file.path}:{file.line_of(min(remark.start, len(file.text) - 1))}"


def _said(remark: Remark) -> str:
    before, after = _short(remark.before), _short(remark.after)
    match remark.what:
        case What.COMMENT:
            return f"{remark.name or 'Somebody'}: {remark.after}" + (f" (at “{before}”)" if before else "")
        case What.PROPOSED:
            return _changed(before, after)
        case What.LOCKED:
            return f"{remark.name}: {_changed(before, after)}"
        case What.TAKEN_OUT:
            return f"{remark.name}" + (f", now “{after}”" if after else "")
        case What.SHAPE:
            return _reshaped(after, *remark.kinds) if remark.kinds else _changed(before, after)


def _reshaped(words: str, was: tuple[Part, int], became: tuple[Part, int]) -> str:
    before, after = _kind(*was), _kind(*became)
    if was[0] is Part.HEADING:
        return (
            f"“{words}” was {before}, and became {after}; it stays a heading, as the address of its section "
            "would be lost"
        )
    return f"“{words}” was {before}, and became {after}"


def _kind(part: Part, level: int) -> str:
    match part:
        case Part.HEADING:
            return f"a heading of level {level}"
        case Part.ITEM:
            return f"an item of level {level + 1}"
        case Part.CELL:
            return "a cell"
        case Part.PARAGRAPH:
            return "a paragraph"


def _changed(before: str, after: str) -> str:
    if before and after:
        return f"“{before}” became “{after}”"
    return f"“{before}” was taken out" if before else f"“{after}” was put in"


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


def sent_text(asked: Work, file: str) -> str:
    """Say what a file asks for, and what to do when it is back."""
    done = len(asked.requests) - asked.open
    already = f"; {done} more came along, translated" if done else ""
    sections = len({request.id.rpartition("/")[0] for request in asked.requests})
    return (
        f"Wrote {file}: {counted(asked.open, 'text')} to translate in {counted(sections, 'section')}{already}.\n"
        f"When it is back: affiche translate in {asked.policy} {file}"
    )


def taken_text(asked: Work, done: Translated) -> str:
    """Say which sections were written, and what was left with the reason."""
    names = [f"#{each}" if each else "title and introduction" for each in done.sections]
    lines = [f"Wrote {asked.path}: {', '.join(names)}." if names else f"{asked.path} is as it was."]
    if done.left:
        lines += ["", f"Left as they were, {counted(len(done.left), 'text')}:"]
        lines += [f"  {each.id:<20} {each.why}" for each in done.left]
    return "\n".join(lines)
