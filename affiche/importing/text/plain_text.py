"""Plain text into pieces: what lost its form is given one again, and every guess is noted."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from affiche.importing.blocks import Block, Heading, Note, ParsedText
from affiche.importing.outline import ABOUT
from affiche.importing.text.plain_lines import (
    LONGEST_TITLE,
    SENTENCE,
    Line,
    parted,
    read_lines,
    with_listed_headings,
    without_furniture,
)
from affiche.importing.text.stated_date import states_date
from affiche.importing.web.html_inline import at_line_start, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_HEADING = 12
"""Words."""
LONGEST_ADDRESS = 5
"""Lines of a postal address."""
LONGEST_CELL = 90
"""Characters of a line that may be a heading or the entry of a list."""
FEWEST = 3
"""So many short lines one after the other are a list and not headings."""
_BULLET = re.compile(
    r"(?:(?P<sign>[•·●▪◦‣*–—-]|o(?=\s\s))|(?P<letter>\(?[a-z]{1,3}[.)])|(?P<number>\(?\d{1,2}[.)]))\s+(?P<words>.+)"
)
_NUMBERED = re.compile(
    r"(?:(?:section|article|part|partie)\s+)?(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]+)[.):]?\s+\S",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<label>[A-ZÀ-Ý][^.:;?!]{2,80}?)[ \u00a0\u202f]?:[ \u00a0]\S")
_ANNOUNCES = re.compile(r"\b(?:following|below|suivant(?:e|s|es)?|ci-(?:dessous|après))\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"https?://|www\.|@|\{ ?at ?\}|\bat\} |^[+(]?\d[\d\s().-]{6,}$|^(?:tel|t[ée]l|fax|phone|e-?mail|courriel)\b",
    re.IGNORECASE,
)
_REACH = re.compile(
    r"\b(?:contact|reach (?:us|out)|write to us|get in touch|nous (?:joindre|contacter|écrire)|coordonnées)\b",
    re.IGNORECASE,
)
_ENDS = (".", ",", ";", ":", "!", "…")


def read_plain(text: str) -> ParsedText:
    """Read a plain text."""
    lines, notes = without_furniture(read_lines(text))
    maker = _Maker(with_listed_headings(parted(lines)))
    return ParsedText(pieces=tuple(maker.pieces()), notes=(*notes, *maker.notes))


class _Maker:
    """Tells line by line what each is, looking at its neighbours."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._blocks = len({line.block for line in lines})
        self.notes: list[Note] = []
        self._made: list[Heading | Block] = []

    def pieces(self) -> list[Heading | Block]:
        at = self._title()
        while at < len(self._lines):
            at = (
                self._heading(at)
                or self._marked_list(at)
                or self._short_lines(at)
                or self._labelled_list(at)
                or self._announced_list(at)
                or self._paragraph(at)
            )
        return self._made

    def _title(self) -> int:
        """Take the first line for the title if it is about a policy."""
        first = self._lines[0] if self._lines else None
        if first is None or not ABOUT.search(first.text) or len(first.text.split()) > LONGEST_TITLE:
            return 0
        if not (self._is_short(first) or first.depth):
            return 0
        self._made.append(Heading(level=1, text=escaped(first.text), line=first.number))
        return 1

    def _heading(self, at: int) -> int:
        """Take a line for a heading: parted from its text, or short with a text under it."""
        line = self._lines[at]
        run = self._run(at)
        is_one = line.depth or (len(run) in range(1, FEWEST) and self._has_text(at + len(run)))
        is_of_contact = len(run) > 1 and _REACH.search(line.text)
        if not is_of_contact and (not is_one or (self._block_of_short(at) and not line.depth)):
            return 0
        number = _NUMBERED.match(line.text)
        level = line.depth or (2 + number["number"].count(".") if number else 2)
        self._made.append(
            Heading(
                level=max(2, level),
                text=escaped(line.text),
                line=line.number,
                guessed="" if line.why == "underlined" else line.why or "short",
            )
        )
        return at + 1

    def _marked_list(self, at: int) -> int:
        """Take lines that begin with a sign or a number for a list."""
        entries: list[str] = []
        end = at
        first = _BULLET.fullmatch(self._lines[at].text)
        while (
            first
            and end < len(self._lines)
            and not self._lines[end].depth
            and (match := _BULLET.fullmatch(self._lines[end].text))
            and bool(match["number"]) == bool(first["number"])
        ):
            mark = f"{len(entries) + 1}." if match["number"] else "-"
            letter = f"{match['letter']} " if match["letter"] else ""
            entries.append(f"{mark} {letter}{at_line_start(escaped(match['words']))}")
            end += 1
        if first is None or (len(entries) == 1 and not first["sign"]):
            return 0
        self._add("\n".join(entries), at)
        return end

    def _short_lines(self, at: int) -> int:
        """Take short lines one after the other for a list, or for the lines of an address."""
        run = self._run(at) or self._block_of_short(at)
        contact = self._contact(at) or self._address(run, at)
        if contact:
            self._add("  \n".join(at_line_start(escaped(line.text)) for line in contact), at)
            return at + len(contact)
        if len(run) < FEWEST:
            return 0
        if self._has_text(at + len(run)):
            run = run[:-1]
        self._add_list(
            [[line.text] for line in run], at, "several short lines in a row were taken for a list"
        )
        return at + len(run)

    def _labelled_list(self, at: int) -> int:
        """Take paragraphs that begin with a label and a colon for a list; one without, between two, goes with the first."""
        entries: list[list[str]] = []
        end = at
        while end < len(self._lines):
            if self._is_labelled(end):
                entries.append([self._lines[end].text])
            elif entries and self._is_labelled(end + 1) and not self._is_apart(end):
                entries[-1].append(self._lines[end].text)
            else:
                break
            end += 1
        if len(entries) < 2:  # noqa: PLR2004 - a list
            return 0
        self._add_list(entries, at, "paragraphs that begin with a label were taken for a list")
        return end

    def _announced_list(self, at: int) -> int:
        """Take what follows a colon for a list: lines that stand together, or paragraphs that begin alike."""
        if at == 0 or not self._lines[at - 1].text.endswith(":"):
            return 0
        together = self._together(at)
        if len(together) > 1:
            self._add_list(
                [[line.text] for line in together], at, "the lines after a colon were taken for a list"
            )
            return at + len(together)
        return self._alike(at) if _ANNOUNCES.search(self._lines[at - 1].text) else 0

    def _together(self, at: int) -> list[Line]:
        """Give the lines without an empty one between them, up to the next heading."""
        end = at
        if self._blocks <= FEWEST:
            return []
        while end < len(self._lines) and self._lines[end].block == self._lines[at].block:
            if self._lines[end].depth or (end > at and self._run(end) and self._has_text(end + 1)):
                break
            end += 1
        return list(self._lines[at:end])

    def _alike(self, at: int) -> int:
        end = at
        while end < len(self._lines) and not self._lines[end].depth and not self._run(end):
            end += 1
        texts = [line.text for line in self._lines[at:end]]
        openings = [text.split(maxsplit=1)[0] for text in texts]
        common = max(set(openings), key=openings.count) if openings else ""
        if openings.count(common) < 2 or openings[0] != common:  # noqa: PLR2004 - alike
            return 0
        entries: list[list[str]] = []
        for text, opening in zip(texts, openings, strict=True):
            if opening == common or not re.search(r"[.!?]\s+[A-ZÀ-Ý]", text.rstrip(".")):
                entries.append([text])
            else:
                entries[-1].append(text)
        self._add_list(entries, at, "the paragraphs after “following” or “below” were taken for a list")
        return end

    def _paragraph(self, at: int) -> int:
        line = self._lines[at]
        self._add(at_line_start(escaped(line.text)), at)
        if line.why == "unplaced":
            self.notes.append(
                Note(
                    rule="import/contents",
                    message=f"this stands in a list of contents, and no part of the text was found for it: “{line.text}”",
                    fix="make it the heading of the part that it is about, with ## before it; or delete it",
                    words=escaped(line.text),
                    line=line.number,
                )
            )
        following = self._lines[at + 1] if at + 1 < len(self._lines) else None
        is_list_next = (
            following is not None
            and not following.depth
            and (bool(_BULLET.match(following.text)) or line.text.endswith(":"))
        )
        if line.text.endswith((",", ":")) and not is_list_next:
            self.notes.append(
                Note(
                    rule="import/lost-list",
                    message="this sentence announces something that is not in the source, probably a list",
                    fix="write the list, or end the sentence",
                    words=escaped(line.text)[-60:],
                    line=line.number,
                )
            )
        return at + 1

    def _run(self, at: int) -> list[Line]:
        """Give the short lines from here on that could be headings."""
        end = at
        while end < len(self._lines) and self._is_short(self._lines[end]):
            end += 1
        return list(self._lines[at:end])

    def _block_of_short(self, at: int) -> list[Line]:
        """Give the lines from here on that stand together without an empty line, if all are short and none leads or is an entry."""
        number = self._lines[at].block
        here = takewhile(
            lambda line: line.block == number, map(self._lines.__getitem__, range(at, len(self._lines)))
        )
        block = [line for line in here if not line.depth]
        short = all(len(line.text.split()) <= LONGEST_HEADING for line in block)
        is_told = any(line.text.endswith(":") or _BULLET.match(line.text) for line in block)
        return block if short and not is_told and len(block) >= FEWEST and self._blocks > FEWEST else []

    def _contact(self, at: int) -> list[Line]:
        """Give the lines of an address for letters, calls or clicks after a sentence that announces it."""
        end = at
        while (
            end < len(self._lines)
            and len(self._lines[end].text.split()) < LONGEST_HEADING
            and not self._lines[end].depth
        ):
            if _CONTACT.search(self._lines[end].text) is None:
                break
            end += 1
        return list(self._lines[at:end])

    def _address(self, run: Sequence[Line], at: int) -> list[Line]:
        """Give the lines of a postal address together with those for calls or clicks under them."""
        contact = self._contact(at + len(run)) if 0 < len(run) <= LONGEST_ADDRESS else []
        is_one = contact and contact[0].block == run[0].block and any(map(_has_digit, run))
        return [*run, *contact] if is_one else []

    @staticmethod
    def _is_short(line: Line) -> bool:
        text = line.text
        return (
            not line.depth
            and len(text) <= LONGEST_CELL
            and len(text.split()) <= LONGEST_HEADING
            and not text.endswith(_ENDS)
            and (text[:1].isupper() or text[:1].isdigit() or text[:1] in '“"«')
            and not _CONTACT.search(text)
            and not states_date(text)
            and bool(re.search(r"[^\W\d_]{2}", text))
        )

    def _has_text(self, at: int) -> bool:
        """Say whether prose begins here."""
        if at >= len(self._lines):
            return False
        line = self._lines[at]
        text = line.text
        return not line.depth and (
            len(text.split()) >= SENTENCE or text.endswith(_ENDS) or bool(_BULLET.match(text))
        )

    def _is_labelled(self, at: int) -> bool:
        return (
            at < len(self._lines) and not self._lines[at].depth and bool(_LABEL.match(self._lines[at].text))
        )

    def _is_apart(self, at: int) -> bool:
        """Say whether a line cannot go on with the entry before it: a heading, or a sentence that announces what follows."""
        line = self._lines[at]
        return bool(
            line.depth
            or self._run(at)
            or _ANNOUNCES.search(line.text[-80:])
            or _ANNOUNCES.search(line.text[:40])
        )

    def _add(self, text: str, at: int) -> None:
        self._made.append(Block(text=text, line=self._lines[at].number))

    def _add_list(self, entries: list[list[str]], at: int, why: str) -> None:
        is_loose = any(len(entry) > 1 for entry in entries)
        written = [
            "\n\n".join(
                [
                    f"- {at_line_start(escaped(first))}",
                    *(f"    {at_line_start(escaped(text))}" for text in rest),
                ]
            )
            for first, *rest in entries
        ]
        self._add(("\n\n" if is_loose else "\n").join(written), at)
        first = written[0].partition("\n")[0]
        self.notes.append(
            Note(
                rule="import/list",
                message=why,
                fix="see where it begins and ends",
                words=first,
                line=self._lines[at].number,
            )
        )


def _has_digit(line: Line) -> bool:
    return any(map(str.isdigit, line.text))
