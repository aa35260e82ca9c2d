"""What a notice says: frozen records that every form of it is made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.model import Consent, Significance
from affiche.notices.plain import plain

if TYPE_CHECKING:
    from datetime import date

    from affiche.localization import Localizer
    from affiche.model import Remedy
    from affiche.notices.values import ValueNews


class Happening(StrEnum):
    """What happened to a fact or a section."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    PICTURED = "pictured"
    """Another picture stands among the same words."""
    PICTURE_ADDED = "picture added"
    PICTURE_REMOVED = "picture removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact that readers of the new text see otherwise, as a sentence."""

    name: str
    """Its name among the facts, such as `retention.calls`."""
    happening: Happening
    sentence: str
    old: tuple[str, ...] = ()
    """The values that went, as the old text shows them."""
    new: tuple[str, ...] = ()
    """The values that came, as the new text shows them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """A section that reads otherwise, with its permanent address."""

    id: str
    """Empty for the title and the introduction."""
    number: str
    title: str
    happening: Happening
    url: str
    """In the new text; of a section that was removed, in the old one."""

    @property
    def name(self) -> str:
        """The number and the title."""
        return f"{self.number}. {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something that a reader can do."""

    remedy: Remedy
    words: str
    link: str
    """A web address, or an e-mail address as `mailto:…`."""
    until: date | None

    @property
    def address(self) -> str:
        """The link as a reader would read it aloud."""
        return self.link.removeprefix("mailto:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Where a reader finds more; None where there is no such page."""

    text: str
    comparison: str | None
    old_text: str | None
    notice: str | None
    history: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What a notice says about one policy."""

    policy: str
    """The name of the policy."""
    title: str
    version: str
    """The id of the version; `draft` in a rehearsal."""
    effective: date
    published: date
    significance: Significance
    replaces: date | None
    """From when the version applied that it replaces."""
    withdrawn: date | None
    """On which day it was withdrawn."""
    reason: str
    """Why it was withdrawn, in an editor's words."""
    note: str
    """A person's words on what changed, as clean HTML."""
    facts: tuple[FactChange, ...]
    values: ValueNews
    """What only one of both texts states and no fact says: for the editor."""
    sections: tuple[SectionChange, ...]
    options: tuple[Option, ...]
    otherwise: str
    """What happens if a reader does nothing, in an editor's words; empty if only the day is to be said."""
    asked: str
    """How consent is asked for, in an editor's words."""
    consent: Consent
    """For which changes the version in force promises to ask first."""
    links: Links

    @property
    def note_text(self) -> str:
        """The note as plain text."""
        return plain(self.note)

    @property
    def is_first(self) -> bool:
        """Whether there was no version before."""
        return self.replaces is None

    @property
    def applies_until_then(self) -> date | None:
        """From when the version applies that applies until then; None if another still comes before it."""
        is_in_force = self.replaces is not None and self.replaces <= self.published < self.effective
        return self.replaces if is_in_force and not self.withdrawn else None

    @property
    def is_correction(self) -> bool:
        """Whether its meaning is that of the version before."""
        return self.significance is Significance.EDITORIAL and not self.withdrawn

    @property
    def asks_something(self) -> bool:
        """Whether readers have something to do, or to know about doing nothing."""
        is_change = self.significance is Significance.MAJOR and not self.is_first
        return not self.withdrawn and (bool(self.options) or is_change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes."""

    name: str
    address: str
    email: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What readers of one language are told, about one policy or several."""

    locale: str
    localizer: Localizer
    sender: Sender
    subject: str
    announcements: tuple[Announcement, ...]
    greeting: str
    footer: str

    @property
    def tag(self) -> str:
        """The full language tag."""
        return self.localizer.tag

    @property
    def is_joint(self) -> bool:
        """Whether it is about several policies, so that each needs its title."""
        return len(self.announcements) > 1

    def word(self, happening: Happening) -> str:
        """Say what happened to a section."""
        return {
            Happening.ADDED: self.localizer.plain("new section"),
            Happening.REMOVED: self.localizer.plain("section removed"),
            Happening.CHANGED: self.localizer.plain("wording changed"),
            Happening.RENAMED: self.localizer.plain("new heading"),
            Happening.MOVED: self.localizer.plain("section moved"),
            Happening.PICTURED: self.localizer.plain("picture changed"),
            Happening.PICTURE_ADDED: self.localizer.plain("picture added"),
            Happening.PICTURE_REMOVED: self.localizer.plain("picture removed"),
        }[happening]

    def otherwise(self, about: Announcement) -> str:
        """Say what happens if a reader does nothing; where all waits for consent, how that is asked for says it."""
        day = self.localizer.plain_date(about.effective)
        usual = self.localizer.plain("If you do nothing, the new version applies from %(day)s.", day=day)
        asked = about.asked
        if not asked and about.consent is not Consent.NEVER:
            asked = self.localizer.plain("Nothing that needs your consent begins before you give it.")
        waits = about.consent is Consent.MATERIAL and about.asked
        return f"{about.otherwise or ('' if waits else usual)} {asked}".strip()

    @property
    def effective(self) -> date:
        """The first day on which any of it applies."""
        return min(announcement.effective for announcement in self.announcements)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A notice in one language, or in several one after the other, as a template is given it."""

    notices: tuple[Notice, ...]

    @property
    def subject(self) -> str:
        """The subjects of all languages."""
        return " | ".join(notice.subject for notice in self.notices)

    @property
    def sender(self) -> Sender:
        """Who writes, in the first language."""
        return self.notices[0].sender

    @property
    def tag(self) -> str:
        """The full tag of the first language."""
        return self.notices[0].tag
