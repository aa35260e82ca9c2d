"""Distort each threshold of the comparison grossly, and look whether a committed pair of texts shows it.

python -m bench.thresholds    one line for each threshold; fails where nobody would notice
"""

from __future__ import annotations

import sys
from unittest.mock import patch

from affiche.compare import limits
from tests.compare.pairs import pairs, seen

COST = frozenset({"EXACT_CELLS", "WINDOW", "FEW_PAIRS", "COMMON_END_REACH"})
"""What only bounds the time that a comparison takes: no result of a text of usual length depends on these."""


def distorted(value: float) -> tuple[float, float]:
    """Give a value far too low and one far too high."""
    if isinstance(value, int):
        return 0, value * 10 + 10
    return 0.0, min(1.01, value * 3)


def main() -> None:
    """Print for each threshold how many pairs show that it is distorted, each way."""
    texts = pairs()
    unnoticed = []
    for name in sorted(vars(limits)):
        if not name.isupper() or name in COST:
            continue
        failed = []
        for value in distorted(getattr(limits, name)):
            with patch.object(limits, name, value):
                failed.append(sum(seen(pair.old, pair.new) != pair.seen for pair in texts))
        low, high = failed
        print(f"{name:<20} too low: {low:>2} pairs fail; too high: {high:>2}")
        if not (low or high):
            unnoticed.append(name)
    if unnoticed:
        sys.exit(f"no pair fails when one of these is distorted: {', '.join(unnoticed)}")


if __name__ == "__main__":
    main()
