"""The records that everything else is made from: a site, its policies, their versions and editions.

All are frozen. The words are those of the glossary in docs/words.md: one word for one thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING, TypeAlias, Union

from affiche.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from zoneinfo import ZoneInfo

    from affiche.pictures import Picture
    from affiche.problems import Location, Problem

Fact: TypeAlias = Union[str, tuple["Fact", ...], "Mapping[str, Fact]"]
"""A piece of structured data about a policy: text, a list, or a map (of names, or of locales)."""

DEEPEST_HEADING = 6

REFERENCE = "reference"
"""The class of a link that holds the title of a section, and before which its number is shown."""


class Significance(StrEnum):
    """How much a version means to its readers."""

    MAJOR = "major"
    """Readers must be told."""
    EDITORIAL = "editorial"
    """The meaning is unchanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading, the text under it, and the sections nested in it."""

    id: str
    """Equal in every locale and version."""
    number: str
    """Such as `4.2`; empty in an edition whose headings bring their own numbers."""
    heading: str
    """The heading as inline HTML."""
    title: str
    """The heading as plain text."""
    html: str
    """The section's own text as clean HTML, without heading and nested sections."""
    sections: tuple[Section, ...] = ()
    location: Location | None = field(default=None, compare=False, repr=False)

    def __hash__(self) -> int:
        """Tell it from most others by its text, without looking at all of it."""
        return hash(self.html)

    def walk(self) -> Iterator[Section]:
        """Give this section and every one nested in it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One version in one locale."""

    locale: str
    title: str
    introduction: str
    """The text before the first section, as clean HTML."""
    sections: tuple[Section, ...]
    markdown: str = field(repr=False)
    """The whole text, with every fact already put in."""
    pictures: tuple[Picture, ...] = ()
    """Those that it shows."""

    def walk(self) -> Iterator[Section]:
        """Give every section at any depth, in reading order."""
        for section in self.sections:
            yield from section.walk()

    @property
    def html(self) -> str:
        """The whole text as canonical HTML, which comparisons give back tag for tag."""
        return f"<h1>{escape(self.title, quote=False)}</h1>\n{self.introduction}\n" + "".join(
            section_html(section, level=2) for section in self.sections
        )


class Editions(Mapping[str, Edition]):
    """The editions of a version, each read when it is first asked for."""

    def __init__(
        self,
        locales: Sequence[str],
        read: Callable[[str, Mapping[str, Edition]], Edition],
        origin: Editions | None = None,
    ) -> None:
        """Take the locales, and how to read one beside the others; `read` says by `==` whether it gives the same."""
        self._locales, self.read, self._origin = tuple(locales), read, origin
        self._known: dict[str, Edition] = {}

    def __iter__(self) -> Iterator[str]:
        """Return the locales, without reading."""
        return iter(self._locales)

    def __len__(self) -> int:
        """Count them."""
        return len(self._locales)

    def __contains__(self, locale: object) -> bool:
        """Return whether there is an edition, without reading it."""
        return locale in self._locales

    def __getitem__(self, locale: str) -> Edition:
        """Return an edition."""
        if locale not in self._known:
            if locale not in self._locales:
                raise KeyError(locale)
            self._known[locale] = self.read(locale, self)
        return self._known[locale]

    def __eq__(self, other: object) -> bool:
        """Return whether both read the same files in the same way."""
        if isinstance(other, Editions):
            return (self._locales, self.read) == (other._locales, other.read)
        return NotImplemented

    __hash__ = None  # type: ignore[assignment] # a mapping has none

    def with_each(self, change: Callable[[Edition], Edition]) -> Editions:
        """Return the same editions, each changed when it is read."""
        return Editions(self._locales, lambda locale, _: change(self[locale]), self)

    def forget(self) -> None:
        """Let go of what was read."""
        self._known.clear()
        if self._origin is not None:
            self._origin.forget()


def section_html(section: Section, *, level: int) -> str:
    """Write one section and those nested in it as canonical HTML, its heading at the given level."""
    tag = f"h{min(level, DEEPEST_HEADING)}"
    heading = f"<{tag}>{section.heading}</{tag}>"
    nested = "".join(section_html(inner, level=level + 1) for inner in section.sections)
    return f'<section id="{section.id}">\n{heading}\n{section.html}\n{nested}</section>\n'


class Channel(StrEnum):
    """A way in which a notice reaches readers."""

    EMAIL = "email"
    HOMEPAGE = "homepage"
    APP = "app"
    PAGE = "page"
    FEED = "feed"
    POST = "post"

    @property
    def is_made_by_a_build(self) -> bool:
        """Whether posting the version uses the channel, so that nobody has to send anything."""
        return self in {Channel.PAGE, Channel.FEED}


class Consent(StrEnum):
    """For which changes a policy promises to ask for consent first."""

    NEVER = "never"
    NEW_USE = "new_use"  # before information that is held already is put to a new use
    MATERIAL = "material"  # before any major change applies to a reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """What a policy promises its readers about its own changes."""

    notice_days: int = 0
    """Clear days between the day readers are told of a major version and the day it takes effect."""
    review_months: int = 0
    """The text is reviewed at least this often; 0 promises nothing."""
    before: bool = False
    """Whether readers are told before a major version takes effect, with no number of days."""
    tell: Mapping[Significance, tuple[Channel, ...]] = field(default_factory=dict)
    """How readers are told of a version of each significance."""
    consent: Consent = Consent.NEVER
    archive: bool = False
    """Whether earlier versions stay available."""

    def channels(self, significance: Significance) -> tuple[Channel, ...]:
        """Return the channels that are promised for a version."""
        return self.tell.get(significance, ())


class Remedy(StrEnum):
    """Something that a reader can do about a change."""

    OBJECT = "object"
    WITHDRAW = "withdraw"
    EXPORT = "export"
    CLOSE = "close"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a reader can do about a change, where, and until when."""

    remedy: Remedy
    links: Mapping[str, str]
    """For each locale, a web or e-mail address; a merge field of a mailing service may stand in it."""
    words: Mapping[str, str] = field(default_factory=dict)
    """For each locale, what it is called; left out, what it is usually called."""
    until: date | None = None
    """The last day on which it can be done; None if there is no such day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recourse:
    """What readers can do about a version, and what happens if they do nothing."""

    choices: tuple[Choice, ...] = ()
    otherwise: Mapping[str, str] = field(default_factory=dict)
    """For each locale, what happens if a reader does nothing, in a sentence."""
    consent: Mapping[str, str] = field(default_factory=dict)
    """For each locale, how consent is asked for where it is promised, in a sentence."""

    def __bool__(self) -> bool:
        """Return whether anything is said at all."""
        return bool(self.choices or self.otherwise or self.consent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Readers were told of a version."""

    channel: Channel
    on: date
    folder: str
    """Where in the folder of the policy the message is kept."""
    to: str = ""
    """Who was told, in a few words."""
    count: int | None = None
    """How many were told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """That an upcoming version was withdrawn, and so never applies."""

    on: date
    reasons: Mapping[str, str]
    """For each locale, why, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One dated state of a policy in all its locales, as it was published."""

    id: str
    """The effective date; a second version of that day ends in `.2`."""
    effective: date
    published: date
    significance: Significance
    notes: Mapping[str, str]
    """For each locale, a person's words on what changed, as clean HTML."""
    authoritative: tuple[str, ...]
    """The locales whose text has legal force."""
    promises: Promises
    facts: Mapping[str, Fact]
    editions: Mapping[str, Edition]
    digests: Mapping[str, str]
    """For each file of the version, its SHA-256 as `sha256:…`."""
    withdrawal: Withdrawal | None = None
    stale: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each locale published behind the source locale, the sections that were; "" is title and introduction."""
    unaffected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each locale, the sections of which an editor said that they needed nothing, although their source was changed."""
    reasons: Mapping[str, str] = field(default_factory=dict)
    """For each locale, why something unusual was right: a stale section, a date gone by, facts changed quietly."""
    policy: str = ""
    """The name that its policy had when it was posted; empty in a version from before this was kept, like `slugs`."""
    slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each locale, the slugs whose addresses answered when it was posted, that of the day last."""
    former_ids: Mapping[str, str] = field(default_factory=dict)
    """For each id that a section had in an earlier version, the section to which it leads now; empty if it ended."""
    recourse: Recourse = field(default_factory=Recourse)
    """What readers could do about it, as published."""
    flaws: Sequence[Problem] = field(default=(), compare=False)
    """What of it cannot be read today, so that it is shown as it is; a text tells its own once it is read."""
    told: tuple[Told, ...] = ()
    """How and when readers were told, in that order."""

    @property
    def is_retroactive(self) -> bool:
        """Whether it was posted only after the day from which it applies."""
        return self.published > self.effective

    @property
    def order(self) -> tuple[date, int]:
        """The place of this version among those of its policy."""
        _, _, sequence = self.id.partition(".")
        return self.effective, int(sequence or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the editor has decided of the version being drafted; None is not decided yet."""

    effective: date | None = None
    significance: Significance | None = None
    notes: Mapping[str, str]
    unaffected: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each locale, the sections that need nothing although their source was changed; "" is title and introduction."""
    recourse: Recourse = field(default_factory=Recourse)


@dataclass(frozen=True, slots=True, kw_only=True)
class LawSettings:
    """The laws that an editor wants a policy held against."""

    profiles: tuple[str, ...] = ()
    """Such as `eu` and `ca-qc`."""
    answers: Mapping[str, bool] = field(default_factory=dict)
    """Answers about the company on which duties depend, such as whether it sells information."""
    met: Mapping[str, str] = field(default_factory=dict)
    """For each duty that the editor says is met, the section that meets it, such as `#rights`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The text as a work, through time and languages."""

    name: str
    """Its folder under content/."""
    text: str = ""
    """The folder of its working text and pictures; empty if that is its own."""
    titles: Mapping[str, str]
    slugs: Mapping[str, str]
    authoritative: tuple[str, ...]
    promises: Promises
    facts: Mapping[str, Fact]
    """Its own, and those of facts.yaml that its working text names."""
    working: Mapping[str, Edition]
    """The working text, for each locale, with today's facts put in."""
    plan: Plan | None
    versions: tuple[Version, ...]
    """Everything ever published, in the order of taking effect."""
    ledger: tuple[str, ...] = ()
    """The lines of its ledger as they are written, oldest first."""
    retired: date | None = None
    """The first day on which none of its versions applies any more; its pages stay."""
    former_slugs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each locale, the slugs that it had before, oldest first: their addresses still answer."""
    former_ids: Mapping[str, str] = field(default_factory=dict)
    """For each id that a section had before, the one it has now; empty if the section ended."""
    unread: tuple[str, ...] = ()
    """Texts in its folder that are named for a language which the site does not have."""
    pictures: Mapping[str, Picture | None] = field(default_factory=dict)
    """The pictures in its folder, whether shown or not; None is one that cannot be shown."""
    shared: Mapping[str, Fact] = field(default_factory=dict)
    """Those of its facts that stand in facts.yaml."""
    own_facts: tuple[str, ...] = ()
    """Facts that differ from those of other policies on purpose."""
    labels: Mapping[str, Fact] = field(default_factory=dict)
    """What each fact is called in a notice; shaped as the facts are."""
    recourse: Recourse = field(default_factory=Recourse)
    """What readers can do about any version, where that version says nothing of its own."""
    laws: LawSettings = field(default_factory=LawSettings)
    """The laws that the policy is held against."""

    def working_file(self, locale: str) -> str:
        """Name the file of its working text in a locale, inside content/."""
        return f"{self.text or self.name}/{locale}.md"

    def formerly(self, locale: str) -> tuple[Policy, ...]:
        """Give the policy as it was called under each slug that it had before in a locale, oldest first."""
        former = self.former_slugs.get(locale, ())
        return tuple(replace(self, slugs={**self.slugs, locale: slug}) for slug in former)

    def originally(self, locale: str) -> Policy:
        """Give the policy as it was called first in a locale, as far as is known."""
        posted = sorted(self.versions, key=lambda version: version.published)
        kept = (slug for version in posted for slug in version.slugs.get(locale, ()))
        first = next(kept, [*self.former_slugs.get(locale, ()), self.slugs[locale]][0])
        return replace(self, slugs={**self.slugs, locale: first})

    @property
    def open_plan(self) -> Plan | None:
        """What is decided of the next version, unless that is published already."""
        published = {version.effective for version in self.versions if version.withdrawal is None}
        return None if self.plan is None or self.plan.effective in published else self.plan

    @property
    def newest(self) -> Version | None:
        """The version that the working text is measured against: the newest that was not withdrawn."""
        return next((version for version in reversed(self.versions) if version.withdrawal is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who publishes; each value for each locale."""

    name: Mapping[str, str]
    address: Mapping[str, str]
    email: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSettings:
    """What every notice of a site has in common."""

    banner_days: int = 30
    """How many days after its effective date a version is still announced on the homepage."""
    greeting: Mapping[str, str] = field(default_factory=dict)
    """For each locale, the first line of a message."""
    footer: Mapping[str, str] = field(default_factory=dict)
    """For each locale, the last lines of a message, such as how to unsubscribe."""
    subscribe: Mapping[str, str] = field(default_factory=dict)
    """For each locale, the address at which readers ask to be told of changes by e-mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Everything that content/ says."""

    organisation: Organisation
    base_url: str
    """Where the site is served, ending in a slash."""
    timezone: ZoneInfo
    locales: tuple[str, ...]
    """The names used in files and addresses; the first is the source locale."""
    language_tags: Mapping[str, str]
    """For each locale, its full BCP 47 tag, such as `fr-CA` for `fr`."""
    policies: tuple[Policy, ...]
    notices: NoticeSettings = field(default_factory=NoticeSettings)
    look: Look = field(default_factory=Look)

    @property
    def source_locale(self) -> str:
        """The locale that is written first."""
        return self.locales[0]
