"""What a comparison claims of sections and passages, held against both texts.

python -m bench.claims --every 10           every tenth pair of the histories of AFFICHE_CORPUS
python -m bench.claims --show renamed       print the claims of a kind, to be read and judged
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.compare import Comparer, Kind
from affiche.compare.words.similarity import bare
from affiche.compare.words.words import without_dates
from bench.redline import add_sample, corpus, histories, is_in, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.compare import Change, Comparison
    from affiche.model import Edition

RUN = 5
"""So many words in a row are the same text and no coincidence."""
STILL_THERE = 0.5
"""A passage is still there when this share of its runs is."""
SHORTEST = 8
"""A shorter passage says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing said of one pair of texts."""

    kind: str
    wrong: bool
    text: str


def runs(texts: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Count the runs of words in a text."""
    return Counter(zip(*(texts[k:] for k in range(RUN)), strict=False))


def is_still_there(passage: Sequence[str], own: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether a text that is called removed stands in the other edition, beyond what its own repeats of it."""
    parts = runs(passage)
    elsewhere = runs(other) - (runs(own) - parts)
    return (parts & elsewhere).total() >= STILL_THERE * parts.total()


def claims(old: Edition, new: Edition, comparison: Comparison) -> Iterator[Claim]:
    """Give what a comparison says that the texts can be asked about."""
    before, after = words(old.html), words(new.html)
    for change in comparison.changes:
        yield from _heading_claims(change)
        if change.kinds & {Kind.ADDED, Kind.REMOVED}:
            yield from _coming_and_going(change, before, after, "section")
        elif change.old or change.new:
            yield from _coming_and_going(change, before, after, "passage")


def _heading_claims(change: Change) -> Iterator[Claim]:
    """Say whether a heading that is called renamed says something else."""
    if change.old and change.new and Kind.RENAMED in change.kinds:
        one, other = (bare(without_dates(place.title)) for place in (change.old, change.new))
        text = f"{change.old.title} -> {change.new.title}"
        yield Claim(kind="renamed", wrong=one == other, text=text)
    if change.old and change.new and Kind.MOVED in change.kinds:
        yield Claim(kind="moved", wrong=False, text=f"{change.old.label} -> {change.new.label}")


def _coming_and_going(
    change: Change, before: Sequence[str], after: Sequence[str], what: str
) -> Iterator[Claim]:
    """Say of each text that is called added or removed whether the other edition has it."""
    by_kind: dict[Kind, list[str]] = defaultdict(list)
    passages = [(each.kind, each.new or each.old) for each in change.words if each.kind in _SIDES]
    if what == "section":
        for kind, text in passages:
            by_kind[kind].append(text)
        passages = [(kind, " ".join(texts)) for kind, texts in by_kind.items()]
    for kind, text in passages:
        keys = words(text.replace("&", "&amp;").replace("<", "&lt;"))
        if len(keys) >= SHORTEST:
            own, other = (after, before) if kind is Kind.ADDED else (before, after)
            yield Claim(kind=f"{what} {kind.value}", wrong=is_still_there(keys, own, other), text=text[:300])


_SIDES = (Kind.ADDED, Kind.REMOVED)


def main() -> None:
    """Print how many claims of each kind are wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add_sample(parser)
    parser.add_argument("--show", help="print the claims of this kind, wrong ones marked")
    options = parser.parse_args()
    found: dict[str, list[bool]] = defaultdict(list)
    turn = 0
    with corpus() as folder:
        for name, editions in histories(folder, noise=False):
            comparer = Comparer()
            for at, (old, new) in enumerate(pairwise(editions)):
                turn += 1
                if not is_in(options, turn):
                    continue
                for claim in claims(old, new, comparer.compare(old, new)):
                    found[claim.kind].append(claim.wrong)
                    if claim.kind == options.show:
                        print(f"{'WRONG ' if claim.wrong else ''}{name} {at + 1}: {claim.text}")
    for kind, wrong in sorted(found.items()):
        print(f"{kind:<18} {sum(wrong)} of {len(wrong)} wrong")


if __name__ == "__main__":
    main()
