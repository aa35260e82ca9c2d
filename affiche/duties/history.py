"""Which topics a new text no longer speaks of, and which it newly does: the most useful thing that phrases can tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.duties.findings import State, evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from affiche.duties.findings import PolicyText
    from affiche.duties.passages import Passage
    from affiche.duties.profiles import Topic

SAME_SENTENCE = 75
"""Of 100: a sentence of the new text this like the old one says the same in other words, so nothing was lost.

Read on steps of real histories, where sentences reworded without change of meaning were 78 or more alike.
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
        if not topic.decides:
            continue
        before, after = evidence(topic, old), evidence(topic, new)
        if before.state is State.PRESENT and after.state is not State.PRESENT and before.passage:
            if not _is_still_said(before.passage, new):
                yield TopicChange(topic=topic, is_lost=True, passage=before.passage)
        elif (
            after.state is State.PRESENT
            and before.state is not State.PRESENT
            and after.passage
            and not _is_still_said(after.passage, old)
        ):
            yield TopicChange(topic=topic, is_lost=False, passage=after.passage)


def _is_still_said(passage: Passage, text: PolicyText) -> bool:
    from rapidfuzz import fuzz

    whole = " ".join(one.words for one in text.passages)
    return fuzz.partial_ratio(passage.words, whole, score_cutoff=SAME_SENTENCE) > 0
