"""What two texts begin and end with alike: found letter by letter, so that it need not be split into words."""

from __future__ import annotations

import re

SURE = re.compile(r"(?<=[a-z]{4}) (?=[a-z])")
"""A space that surely parts two words: what stands beside one in a date has a digit, or is shorter."""
REACH = 60
"""How far from the first letter that differs such a space is looked for."""
MOSTLY = 0.7
"""Two texts with this share of their letters at common ends are one text that was changed."""


def common_ends(old: str, new: str) -> tuple[int, int]:
    """Count the letters that two texts begin and end with alike, none counted twice."""
    limit = min(len(old), len(new))
    head = _common(old, new, limit)
    return head, _common(old[::-1], new[::-1], limit - head)


def mostly_alike(old: str, new: str) -> bool:
    """Tell whether two texts are the same but for a part in between."""
    shorter, longer = sorted((len(old), len(new)))
    return shorter >= MOSTLY * longer and sum(common_ends(old, new)) >= MOSTLY * longer


def plain_ends(old: str, new: str) -> tuple[int, int]:
    """Count the letters at both ends that hold no tag and can be cut off without parting a word, date or number."""
    head, tail = common_ends(old, new)
    tag = old.find("<", 0, head)
    upto = head if tag < 0 else tag
    spaces = [match.start() for match in SURE.finditer(old, max(0, upto - REACH), upto)]
    begin = max(len(old) - tail, old.rfind(">") + 1)
    after = [match.start() for match in SURE.finditer(old, begin, begin + REACH)]
    # A whole word is left before the end, as it stands between the last change and nothing else.
    return spaces[-1] if spaces else 0, len(old) - after[1] if len(after) > 1 else 0


def _common(old: str, new: str, limit: int) -> int:
    """Count the letters that two texts begin with alike, by halves."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
