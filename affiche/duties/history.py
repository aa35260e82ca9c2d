"""Which topics a new text no longer speaks of, and which it newly does: the most useful thing that phrases can tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.duties.findings import State, evidence
from affiche.duties.phrases import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from affiche.duties.findings import PolicyText
    from affiche.duties.passages import Passage
    from affiche.duties.profiles import Topic

SAME_SENTENCE = 75
"""Of 100: a sentence of the new text this like the old one says the same in other words, so nothing was lost.

Read on steps of real histories, where sentences reworded without change of meaning were 78 or more alike.
"""
SAME_HINT = 60
"""Of 100, in any order of words: a new sentence this like the old one, with a weak phrase, may say it in words not known.

Read on the same steps: rewordings that no phrase knows were 65 or more alike, other hints 56 or less.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicChange:
    """A topic that one of two texts speaks of and the other does not."""

    topic: Topic
    is_lost: bool
    passage: Passage
    """The sentence that is gone, or that is new."""


def topic_changes(topics: Iterable[Topic], old: PolicyText, new: PolicyText) -> Iterator[TopicChange]:
    """Compare what two texts of one language speak of; of an empty text there is nothing to say."""
    for topic in topics if old.language == new.language and new.passages else ():
        if new.language not in topic.decides:
            continue
        before, after = evidence(topic, old), evidence(topic, new)
        is_lost = before.state is State.PRESENT
        if is_lost is (after.state is State.PRESENT):
            continue
        with_it, without = (old, new) if is_lost else (new, old)
        shown = (before if is_lost else after).passage
        if shown and not _is_said(shown, without) and not _may_say(topic, shown, without, besides=with_it):
            yield TopicChange(topic=topic, is_lost=is_lost, passage=shown)


def _is_said(passage: Passage, text: PolicyText) -> bool:
    from rapidfuzz import fuzz

    whole = " ".join(one.words for one in text.passages)
    return fuzz.partial_ratio(passage.words, whole, score_cutoff=SAME_SENTENCE) > 0


def _may_say(topic: Topic, shown: Passage, text: PolicyText, *, besides: PolicyText) -> bool:
    """Return whether a sentence that only this text has hints at a topic and is much like the one that shows it."""
    from rapidfuzz import fuzz

    weak = topic.weak.get(text.language, NOTHING)
    known = {one.words for one in besides.passages}
    return any(
        fuzz.token_sort_ratio(shown.words, one.words, score_cutoff=SAME_HINT) > 0
        for one in text.passages
        if one.words not in known and weak.is_in(one.words)
    )
