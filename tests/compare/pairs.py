"""Small pairs of invented texts, each with what a reader should see between them.

A file of `pairs/` holds several. A pair is a heading of level 1 that says what matters about it, then three blocks:
the old text, the new one, and what is seen: a line for each changed section with its kinds, and below it each line
of text that has marks, `[-removed-]`, `{+added+}` and `{>moved>}`.

python -m tests.compare.pairs    writes what is seen now into the files: read the difference before it is kept
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.compare import Kind, compare
from affiche.compare.marks import lines
from affiche.source import MarkdownRenderer
from affiche.source.text.editions import Draft, edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.compare import Change, Comparison, Place
    from affiche.compare.marks import Stretch
    from affiche.model import Edition

FOLDER = Path(__file__).with_name("pairs")
PAIR = re.compile(
    r"^# (?P<name>[^\n]+)\n\n```old\n(?P<old>.*?)```\n\n```new\n(?P<new>.*?)```\n\n```seen\n(?P<seen>.*?)```\n",
    re.DOTALL | re.MULTILINE,
)
FORMS = {"": "{}", "added": "{{+{}+}}", "removed": "[-{}-]", "moved": "{{>{}>}}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts, and what a reader should see."""

    name: str
    old: Edition
    new: Edition
    seen: str


def pairs() -> list[Pair]:
    """Read all pairs."""
    renderer = MarkdownRenderer()
    return [
        Pair(
            name=f"{path.stem}: {match['name']}",
            old=_edition(match["old"], renderer),
            new=_edition(match["new"], renderer),
            seen=match["seen"],
        )
        for path in sorted(FOLDER.glob("*.md"))
        for match in PAIR.finditer(path.read_text(encoding="utf-8"))
    ]


def _edition(text: str, renderer: MarkdownRenderer) -> Edition:
    return edition(Draft(locale="en", text=text, fallback_title="Privacy"), renderer)


def seen(old: Edition, new: Edition) -> str:
    """Write what a reader sees between two texts."""
    return "".join(f"{line}\n" for line in _seen(compare(old, new))) or "nothing\n"


def _seen(comparison: Comparison) -> Iterator[str]:
    redline = comparison.redline
    for each in comparison.substitutions:
        yield f"“{each.old}” became “{each.new}” in {each.places} places"
    own = {id(section.change): section.heading + section.body for section in redline.walk()}
    for change in comparison.changes:
        is_opening = not (change.old or change.new)
        yield f"{_named(change)}: {_kinds(change)}{_where(change)}"
        html = redline.title + redline.introduction if is_opening else own.get(id(change), "")
        for line in lines(html):
            if any(stretch.mark for stretch in line):
                yield f"    {' '.join(''.join(map(_marked, line)).split())}"
    for section in redline.walk():
        if section.away:
            yield f"{section.title}: was here"
    for number, move in redline.moves.items():
        if move.is_partial:
            end = "from here" if f'"removed" data-move="{number}"' in redline.html else "to here"
            yield f"most of a passage went {end}: {_title(move.old)} → {_title(move.new)}"


def _named(change: Change) -> str:
    place = change.new or change.old
    return place.title if place else "(opening)"


def _kinds(change: Change) -> str:
    kinds = ", ".join(kind.value for kind in Kind if kind in change.kinds)
    aspects = ", ".join(sorted(change.aspects))
    return f"{kinds} ({aspects})" if aspects else kinds


def _where(change: Change) -> str:
    was = change.old and change.new and change.old.title != change.new.title
    others = ", ".join(place.title for place in change.others)
    return (f"; was {_title(change.old)}" if was else "") + (f"; with {others}" if others else "")


def _title(place: Place | None) -> str:
    return place.title if place else "(opening)"


def _marked(stretch: Stretch) -> str:
    body = stretch.text.strip()
    lead, _, trail = stretch.text.partition(body)
    return lead + FORMS[stretch.mark].format(body) + trail


def rewrite() -> None:
    """Write what is seen now into every file."""
    renderer = MarkdownRenderer()

    def current(match: re.Match[str]) -> str:
        old, new = (_edition(match[side], renderer) for side in ("old", "new"))
        start, end = match.start("seen") - match.start(), match.end("seen") - match.start()
        return match[0][:start] + seen(old, new) + match[0][end:]

    for path in sorted(FOLDER.glob("*.md")):
        path.write_text(PAIR.sub(current, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    rewrite()
