"""Every threshold of the comparison, and what it was read from.

Corpus: 2,000 consecutive versions of published policies in English and French. Judged: pairs of sections, or of
blocks, that a person read and called one or not one (tests/compare/renames.txt, strangers.txt).
"""

from __future__ import annotations

# Sections that are one. Read from 90 judged renames, of which 88 are found, and 67 judged strangers, of which none is.

TELLING = 8
"""A text of so many words, found once on each side, is one section whatever its heading."""
SAME_NAME = 0.1
"""Two sections with the same id, or heading, are one when at least this share of their words is common,"""
GROWN = 0.5
"""or this share of the words of the shorter one: the rest of a section may have come from elsewhere."""
BRIEF = 12
"""So they are where one of them has fewer words."""
SECTION_ALIKE = 0.34
"""Two sections with different ids and headings are one renamed section when their similarity is at least this"""
KINDRED = 0.14
"""and their headings are so much alike;"""
TWIN = 0.7
"""or when so much of their texts is common, whatever their headings."""
SECTION_ALONE = 0.25
"""Less is enough for two that are alone between the same two neighbours:"""
NAMED = 0.4
"""this similarity, with headings so much alike;"""
TOLD = 0.4
"""or texts with so much in common."""
HEADING_WITHIN = 0.8
"""The similarity of a heading and a longer one that has all of its words."""
HEADING_WEIGHT = 0.3
"""How much the headings count in the similarity of two sections; the text under them is the rest."""
HEADING_COUNTS = 12
"""In a text of fewer words the heading counts as much as the text."""

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
"""A block of which this share is in a longer one is like it,"""
SHORTEST_WITHIN = 6
"""if it has at least so many words."""

# Blocks laid out again: a paragraph split in two, a list made of sentences. Read from how many words the corpus marks
# beyond the fewest possible (95th percentile).

RELAID = 0.7
"""A run of blocks is laid out again, rather than replaced, when this share of its words is common."""
RELAID_ITEMS = 0.8
"""A list or table is, across its items, when this share is."""
RELAID_SPARES = 0.3
"""It also is when that spares this share of the marks that pairing its blocks would take,"""
RELAID_SPARES_WORDS = 6
"""and at least so many words."""
REGION_SPARES = 0.5
"""A whole run of sections is laid out again when that spares this share of the marks,"""
REGION_SPARES_WORDS = 20
"""and at least so many words."""

# Blocks that moved. Read from moves of the corpus judged by hand.

MOVED_WORDS = 6
"""A shorter block is told as removed and added rather than moved."""
MOVED_ALIKE = 0.75
"""A block that moved and was changed still has this share of its words."""

# Words that are read as one change. Read from islands of marks in the corpus, and by eye: joining more swallowed whole
# clauses that had stayed.

SHORT_WORD = 4
"""A word of at most so many letters (the, with, pour) between two replacements is read with both."""

# How fine words are marked. Read by eye on redlines of the corpus, and bounded by how many words more are marked.

STAYED = 0.5
"""A sentence with several changes is marked word by word where this share of its words stayed;"""
STAYED_BETWEEN_MANY = 0.7
"""with many changes, this share. Any other is marked whole, old before new."""
FEW_CHANGES = 2
"""So many changes are not yet many,"""
WORDS_A_CHANGE = 12
"""nor are more of them where there are so many words to each."""

TOLD_ONCE = 4
"""The same replacement in so many places is told once, and only dotted in the text."""

# What bounds the cost. Read from running times; no result of the corpus depends on them.

EXACT_CELLS = 25_000_000
"""Up to this product of lengths an alignment is minimal; it takes some milliseconds and megabytes."""
WINDOW = 2_000
"""How many elements of each side are aligned at a time beyond that."""
FEW_PAIRS = 300
"""Up to this many pairs of blocks are all weighed; beyond, only those that share rare words."""
