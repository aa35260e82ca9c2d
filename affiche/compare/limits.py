"""Every threshold of the comparison, and what it was read from.

Corpus: 2,000 consecutive versions of published policies in English and French. Judged: pairs of sections, or of
blocks, that a person read and called one or not one (tests/compare/renames.txt, strangers.txt).
"""

from __future__ import annotations

# Sections that are one. Read from 90 judged renames, of which 88 are found, and 67 judged strangers, of which none is.

BRIEF = 12
"""A text of so many words tells by itself which section it is; under a shorter one the heading counts as much."""
SECTION_ALIKE = 0.34
"""The similarity from which two sections with different ids are one renamed section, if HEADING_ALIKE holds too."""
HEADING_ALIKE = 0.14
"""The similarity that the headings of such sections must have."""
TEXT_ALIKE = 0.7
"""The share of common words from which two texts are one section, whatever their headings."""
BETWEEN_NEIGHBOURS = 0.4
"""That share for two sections that are alone between the same two neighbours."""
HEADING_WITHIN = 0.8
"""The similarity of a heading and a longer one that has all of its words."""
HEADING_WEIGHT = 0.3
"""How much the headings count in the similarity of two sections; the text under them is the rest."""

FEWEST_TWICE = 3
"""So many headings that stand twice in one text, and once in the other, show that it holds two editions."""

# Sections that were split or merged. Read from the corpus, where fewer words or a smaller share joined neighbours
# that share a stock phrase.

SPLIT_RUN = 3
"""How many words in a row show that a text comes from another."""
SPLIT_SHARE = 0.4
"""A section was split off or merged when this share of its runs of words is in its neighbour."""
CONTRIBUTES = 0.2
"""A section was merged into another when this share of either is still there."""

# Blocks that are one. Read from twenty redlines of real pairs in a browser: below these, a paragraph reads better
# replaced than changed.

BLOCK_ALIKE = 0.4
"""Two blocks are one changed block when this share of their words is common."""
BLOCK_ALONE = 0.3
"""So are they with this share where nothing else was added or removed next to them."""
BLOCK_WITHIN = 0.85
"""A block of which this share is in a longer one is like it."""

# Blocks laid out again: a paragraph split in two, a list made of sentences. Read from how many words the corpus marks
# beyond the fewest possible (95th percentile).

RELAID = 0.6
"""A run of blocks is laid out again, rather than replaced, when this share of its words is common."""
SPARES = 6
"""Laying blocks or sections out again must spare so many marked words."""

# Blocks that moved. Read from moves of the corpus judged by hand.

MOVED_RUN = 4
"""So many words in a row that are elsewhere point to where a text went, and are no coincidence."""
MOVED_WORDS = 6
"""A shorter block is told as removed and added rather than moved."""
MOVED_ALIKE = 0.75
"""A block that moved and was changed still has this share of its words."""
MOSTLY_MOVED = 0.65
"""A block whose words went into others is told as moved when more than this share is there, in runs."""

# Words that are read as one change. Read from islands of marks in the corpus, and by eye: joining more swallowed whole
# clauses that had stayed.

SHORT_WORD = 4
"""A word of at most so many letters (the, with, pour) between two replacements is read with both."""

# How fine words are marked. Read by eye on redlines of the corpus; 0.6 reads better still, but marks a third more
# words than differ in one pair of twenty.

STAYED = 0.5
"""A sentence with several changes is marked word by word where this share of its words stayed, and else whole."""
TOLD_ONCE = 4
"""The same replacement in so many places is told once, and only dotted in the text."""

# What bounds the cost. Read from running times; no result of the corpus depends on them.

EXACT_CELLS = 25_000_000
"""Up to this product of lengths an alignment is minimal; it takes some milliseconds and megabytes."""
WINDOW = 2_000
"""How many elements of each side are aligned at a time beyond that."""
FEW_PAIRS = 300
"""Up to this many pairs of blocks are all weighed; beyond, only those that share rare words."""
