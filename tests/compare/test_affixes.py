"""Cutting equal ends off two texts parts no word, and changes nothing of what is found in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from affiche.compare.alignment import separable_affixes
from affiche.compare.words import split

SOME = st.lists(
    st.sampled_from(
        [
            "we keep orders",
            "until 12 March 2024",
            "le 1er janvier 2025 ensuite",
            "after December 3rd, 2023 this",
            "1&nbsp;000&nbsp;€ each",
            '<a href="x">linked words here</a>',
            "see https://www.example.org/path here",
            "it&rsquo;s <em>nearly</em> always",
            "data, purposes and rights",
        ]
    ),
    max_size=8,
).map(" ".join)


@given(SOME, SOME, SOME, SOME)
def test_the_words_of_the_parts_are_those_of_the_whole(head: str, old: str, new: str, tail: str) -> None:
    texts = f"{head} {old} {tail}", f"{head} {new} {tail}"
    begin, end = separable_affixes(*texts)
    for whole in texts:
        cuts = whole[:begin], whole[begin : len(whole) - end], whole[len(whole) - end :]
        assert [key for part in cuts for key in split(part).keys] == split(whole).keys
        assert "<" not in cuts[0] + cuts[2]


def test_long_equal_ends_are_cut_off() -> None:
    ends = "many words that both have here"
    head, tail = separable_affixes(f"{ends} old {ends}", f"{ends} new {ends}")
    assert head > len("many words that both") - 1
    assert tail > len("that both have here") - 1
