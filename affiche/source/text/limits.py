"""Limits: shapes that no policy has, and over which Python-Markdown takes minutes or runs out of stack.

They are found before it begins. The bounds are some times what the texts of a hundred real policies reach.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

LONGEST_WORD = 2_500
"""Characters without a space between them; the longest known, a line of dashes in a real policy, has 1,954."""
LONGEST_LINE = 50_000
"""Characters; the longest paragraphs known have a tenth."""
LONGEST_TEXT = 1_000_000
"""Characters; the longest policy known, of 63,395 words, has four tenths of that."""
MOST_LINES_OF_TEXT, MOST_BARS = 20_000, 50_000
"""Lines, and bars between cells, of a text; the longest known have two thousand lines."""
LONGEST_GAP = 500
"""Blanks, or empty lines, in a row."""
MOST_HEADINGS = 2_000
"""Of a text; the longest known have some three hundred."""
MOST_NOTES = 2_000
"""Footnotes and addresses of links that stand on lines of their own, of a text."""
DEEPEST_QUOTE = 20
"""Quotations, or lists, opened in one line."""
LONGEST_RUN = 200
MOST_OPEN = 20
"""Brackets opened in a block, or tags in a text, and not closed."""
MOST_LEFT_OPEN = 100
"""Comments, braces or pieces of code of one kind in a text that nothing closes: each is looked for to its end."""
MOST_SIGNS = 500
"""Of one kind in a block; a table may have as many in each line."""
MOST_RULES = 50
"""Lines in a row with nothing but dashes and the like."""
MOST_LINES = 1_000
"""In a block that is not a table."""

MOST_BLOCKS = 3_000
"""Paragraphs, entries, tables and the like in a section; of the real ones, the longest has 586."""
MOST_CELLS = 10_000
"""Bars between cells in a section; the largest real tables have 370."""

_LONG_RUNS = tuple(sign * LONGEST_RUN for sign in "*_`~")
_QUOTES = re.compile(rf"^(?:[ \t]*>){{{DEEPEST_QUOTE},}}", re.MULTILINE)
_LISTS = re.compile(
    rf"^[ \t]*(?:(?:[-*+]|[0-9]{{1,9}}[.)])[ \t]+){{{DEEPEST_QUOTE},}}(?=[^\s*+-])", re.MULTILINE
)
_RULES = re.compile(rf"(?:^[ \t]*[-=*+][-=*+ \t]*\n){{{MOST_RULES}}}", re.MULTILINE)
_INDENT = re.compile(rf"^[ \t]{{{LONGEST_RUN},}}(?=\S)", re.MULTILINE)
_MIXED = re.compile(r"(?:\*+_+){4,}|(?:_+\*+){4,}")
_BRACKETS = {"[": re.compile(r"[\[\]]"), "(": re.compile(r"[()]")}
_TAGS = re.compile(r"<(?=[A-Za-z/!?])|>")
_MOST = dict.fromkeys("*_`\\&<[", MOST_SIGNS) | {"\n": MOST_LINES}
_BLOCK = re.compile(r"(?:.*\S.*(?:\n|\Z))+")
_TABLE = re.compile(r".*\n[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\||\n|\Z)|[ \t]*<table\b", re.IGNORECASE)
_WHOLE_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
"""What HTML is written with takes no longer the more there is of it, unlike a bracket that is none."""


_WORD = re.compile(r"\S+")
_TOTALS = (
    (re.compile(r"\n"), MOST_LINES_OF_TEXT, f"this text has more than {MOST_LINES_OF_TEXT:,} lines"),
    (re.compile(r"\|"), MOST_BARS, f"this text has more than {MOST_BARS:,} bars between cells"),
    (
        re.compile(r"^(?:#|[=-][=-]*[ \t]*$)", re.MULTILINE),
        MOST_HEADINGS,
        f"this text has more than {MOST_HEADINGS:,} headings",
    ),
    (
        re.compile(r"^[ \t]*\[[^\]\n]+\]:", re.MULTILINE),
        MOST_NOTES,
        f"this text has more than {MOST_NOTES:,} footnotes and addresses of links",
    ),
)
"""What a text may have so many times, and no more; each is a bar or on a line of its own."""
_LEAST_TOTAL = min(most for _, most, _ in _TOTALS)
_PAIRED = re.compile(r"\{\{|\}\}|\{%|%\}|<!--|-->|</?(?:code|kbd|pre|samp|var)\b", re.IGNORECASE)
_OPENED_BY = {"}}": "{{", "%}": "{%", "-->": "<!--"}
_GAP = re.compile(rf"[^\S\n]{{{LONGEST_GAP + 1}}}|\n{{{LONGEST_GAP + 1}}}")


def find_overlong(text: str) -> tuple[int, int, str] | None:
    """Find a word, a gap or a line that is longer than any real one, as offsets, and say what is there.

    This is asked first of all: whatever reads a text goes through each word, gap and line more than once.
    """
    if len(text) > LONGEST_TEXT:
        return LONGEST_TEXT, LONGEST_TEXT + 1, f"this text has {len(text):,} characters"
    lengths = [*map(len, text.split())]
    if max(lengths, default=0) > LONGEST_WORD:
        words = (word.span() for word in _WORD.finditer(text))
        start, end = next((start, end) for start, end in words if end - start > LONGEST_WORD)
        return start, end, f"there are {end - start:,} characters without a space here"
    blanks_to_spare = len(text) - sum(lengths) - len(lengths)
    if blanks_to_spare > LONGEST_GAP - 2 and (
        gap := _GAP.search(text)
    ):  # all but one stand between two words
        return *gap.span(), f"there are more than {LONGEST_GAP} blanks or empty lines in a row here"
    if max(map(len, lines := text.split("\n"))) > LONGEST_LINE:
        number = next(number for number, line in enumerate(lines) if len(line) > LONGEST_LINE)
        start = sum(len(line) + 1 for line in lines[:number])
        return start, start + len(lines[number]), f"this line has {len(lines[number]):,} characters"
    for sign, most, message in _TOTALS if text.count("\n") + text.count("|") >= _LEAST_TOTAL else ():
        if one_too_many := next(islice(sign.finditer(text), most, None), None):
            return *one_too_many.span(), message
    return _left_open(text)


def _left_open(text: str) -> tuple[int, int, str] | None:
    """Find the comment, the braces or the code that is one too many of those never closed: each is looked for to the end."""
    if text.count("<") + text.count("{") <= MOST_LEFT_OPEN:
        return None
    depth: Counter[str] = Counter()
    for match in _PAIRED.finditer(text):
        words = match[0].lower()
        opened = _OPENED_BY.get(words, words.replace("</", "<"))
        depth[opened] = depth[opened] + 1 if words == opened else max(0, depth[opened] - 1)
        if depth[opened] > MOST_LEFT_OPEN:
            return (
                *match.span(),
                f"more than {MOST_LEFT_OPEN} “{opened}” stand before this place, and nothing closes them",
            )
    return None


def find_excess(markdown: str) -> tuple[int, int] | None:
    """Find where a text is more tangled than any real one, as offsets."""
    for run in _LONG_RUNS:
        if (start := markdown.find(run)) >= 0:
            return start, start + LONGEST_RUN
    if shape := _shape(markdown):
        return shape.span()
    if place := _never_closed(markdown):
        return place
    if place := _too_many(markdown):
        return place
    for sign, most in _MOST.items():
        if markdown.count(sign) > most and (place := _crowd(markdown, sign, most)):
            return place
    return None


def _shape(markdown: str) -> re.Match[str] | None:
    """Look for each shape only where its sign is there at all: most texts have none of them."""
    return (
        (markdown.count(">") >= DEEPEST_QUOTE and _QUOTES.search(markdown))
        or ((" " * LONGEST_RUN in markdown or "\t\t\t\t" in markdown) and _INDENT.search(markdown))
        or ("*_" in markdown and _MIXED.search(markdown))
        or _LISTS.search(markdown)
        or (markdown.count("\n") >= MOST_RULES and _RULES.search(markdown))
        or None
    )


def _never_closed(markdown: str) -> tuple[int, int] | None:
    """Find the bracket that is one too many in its block, or the tag that is one too many in the text."""
    for sign, pair in _BRACKETS.items():
        if markdown.count(sign) > MOST_OPEN:
            start = 0
            for block in markdown.split("\n\n"):
                if block.count(sign) > MOST_OPEN and (place := _too_deep(block, sign, pair)) is not None:
                    return start + place, start + place + 1
                start += len(block) + 2
    tag = _too_deep(markdown, "<", _TAGS) if markdown.count("<") > MOST_OPEN else None
    return None if tag is None else (tag, tag + 1)


def _too_many(markdown: str) -> tuple[int, int] | None:
    """Find the block, or else the cell, that is one too many in the text."""
    if markdown.count("\n\n") > MOST_BLOCKS:
        for block in islice(_BLOCK.finditer(markdown), MOST_BLOCKS, None):
            return block.start(), block.start() + 1
    if markdown.count("|") > MOST_CELLS:
        start = next(islice(re.finditer(r"\|", markdown), MOST_CELLS, None)).start()
        return start, start + 1
    return None


def _too_deep(text: str, sign: str, pair: re.Pattern[str]) -> int | None:
    depth = 0
    for match in pair.finditer(text):
        depth = depth + 1 if match[0] == sign else max(0, depth - 1)
        if depth > MOST_OPEN:
            return match.start()
    return None


def _crowd(markdown: str, sign: str, most: int) -> tuple[int, int] | None:
    for block in _BLOCK.finditer(markdown):
        text = _WHOLE_TAG.sub("", block[0]) if sign == "<" else block[0]
        pieces = text.split("\n") if _TABLE.match(block[0]) else [text]
        if any(piece.count(sign) > most for piece in pieces):
            place = markdown.index(sign, block.start())
            return place, place + 1
    return None
