"""What a text can say of changes to itself, and how a sentence that says it is recognised in one language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.duties.phrases import Cue, PhraseList
from affiche.model import Channel

if TYPE_CHECKING:
    from collections.abc import Mapping


class Saying(StrEnum):
    """Something that a text says of its own changes."""

    NO_NOTICE = "no_notice"
    """Nobody is told."""
    NO_ADVANCE_NOTICE = "no_advance_notice"
    """Nobody is told before."""
    ON_POSTING = "on_posting"
    """A change takes effect at the moment it is posted."""
    BY_USE = "by_use"
    """Whoever goes on using the service has accepted."""
    CHECK_BACK = "check_back"
    """Readers are asked to look for changes themselves."""
    BEFORE = "before"
    """Readers are told before, with no number of days."""
    DAYS = "notice_days"
    EMAIL = "email"
    HOMEPAGE = "homepage"
    APP = "app"
    PAGE = "page"
    FEED = "feed"
    POST = "post"
    CONSENT = "consent"
    ARCHIVE = "archive"
    REVIEW = "review_months"


CHANNELS = tuple(Saying(channel) for channel in Channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeCue(Cue):
    """How something said of changes is recognised in one language."""

    anywhere: bool = False
    """Whether a sentence counts outside of what the text says of its changes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """The words of one language in what a text says of its own changes."""

    heading: PhraseList
    """A heading over it."""
    other_heading: PhraseList
    """A heading over changes of something else."""
    of_changes: PhraseList
    """A sentence on changes to the text itself, wherever it is."""
    of_something_else: PhraseList
    """A sentence on a change of the company, of the service, or of what readers set or gave."""
    cues: Mapping[Saying, ChangeCue]


def listed(text: str) -> PhraseList:
    """Read phrases, one a line."""
    return PhraseList(tuple(line.strip() for line in text.strip().splitlines()))
