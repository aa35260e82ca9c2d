"""A policy held against the laws that its editor chose, and against its version in force."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.duties.findings import Finding, PolicyText, findings
from affiche.duties.history import TopicChange, topic_changes
from affiche.duties.phrases import words_of
from affiche.patterns import lazy
from affiche.problems import did_you_mean, nearest, one_of
from affiche.source.data.localised import each_in_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from affiche.duties.passages import Passage
    from affiche.duties.profiles import Library, Profile, Topic
    from affiche.model import Edition, Fact, Policy, Site, Version
    from affiche.problems import Location, ProblemLog
    from affiche.source.data.yaml import Node
    from affiche.source.files import SourceFile

FEWEST_WORDS = 4
"""Words of a sentence that must be found in a row to say on which line it begins; fewer are found anywhere."""
MOST_NAMED = 12
"""So many names, such as those of all laws, are listed where one is mistyped; of more, the nearest is named alone."""
_TABLE = lazy(r"\{\{\s*table\(")


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What a policy says of the duties of some laws."""

    policy: Policy
    languages: Mapping[str, str]
    """For each locale, its language, such as `fr`."""
    by_law: tuple[tuple[Profile, tuple[Finding, ...]], ...]
    """For each law, what was found of its duties."""
    unanswered: Mapping[str, Mapping[str, str]]
    """For each condition that nobody has answered and that some duty depends on, its question in each language."""
    changes: Mapping[str, tuple[TopicChange, ...]]
    """For each locale, what the working text no longer speaks of, or newly does, against the version in force."""
    since: Version | None
    """That version."""


def review(
    site: Site, policy: Policy, library: Library, laws: Sequence[str], in_force: Version | None
) -> Review:
    """Look for every duty of these laws in the working text of a policy."""
    profiles = [library.profiles[name] for name in laws]
    texts = texts_of(site, policy.working, policy.facts)
    by_law = tuple(
        (profile, tuple(findings(profile.duties, texts, policy.laws.answers, policy.laws.met)))
        for profile in profiles
    )
    topics = {duty.topic.id: duty.topic for profile in profiles for duty in profile.duties}
    return Review(
        policy=policy,
        languages={locale: text.language for locale, text in texts.items()},
        by_law=by_law,
        unanswered=open_questions(policy, library, laws),
        changes=changes_since(site, in_force, texts, topics.values()) if in_force else {},
        since=in_force,
    )


def open_questions(policy: Policy, library: Library, laws: Sequence[str]) -> dict[str, Mapping[str, str]]:
    """Return the yes-or-no questions on which duties of these laws depend, and that nobody has answered."""
    needed = {duty.when for name in laws for duty in library.profiles[name].duties}
    needed -= {*policy.laws.answers}
    return {name: asked for name, asked in library.conditions.items() if name in needed}


def note_unknown_names(policy: Policy, library: Library, settings: Node, log: ProblemLog) -> None:
    """Note each law, question, duty and section that policy.yaml names and that does not exist: it would do nothing."""
    stated, sections = (
        policy.laws,
        [f"#{part.id}" for text in policy.working.values() for part in text.walk()],
    )
    laws, answers, met = (settings.find((key,)) for key in ("laws", "answers", "law"))
    named = [
        *(
            (laws.find((at,)).location, law, library.profiles, "law")
            for at, law in enumerate(stated.profiles)
        ),
        *((answers.keys[name], name, library.conditions, "question") for name in stated.answers),
        *((met.keys[duty], duty, library.duties, "duty") for duty in stated.met),
        *((met.find((duty,)).location, section, sections, "section") for duty, section in stated.met.items()),
    ]
    for where, name, known, kind in named:
        if name not in known:
            expected = one_of(known) if len(known) <= MOST_NAMED else ""
            fix = did_you_mean(nearest(name, known))
            log.add(where, f"there is no {kind} {name!r}", expected=expected, fix=fix, rule="law/name")


def texts_of(site: Site, editions: Mapping[str, Edition], facts: Mapping[str, Fact]) -> dict[str, PolicyText]:
    """Take the editions of a version apart, each with the facts as its locale has them."""
    return {
        locale: PolicyText.of(
            edition,
            site.language_tags.get(locale, locale),
            each_in_locale(facts, locale, site.locales),
        )
        for locale, edition in editions.items()
    }


def changes_since(
    site: Site, version: Version, texts: Mapping[str, PolicyText], topics: Iterable[Topic]
) -> dict[str, tuple[TopicChange, ...]]:
    """Compare the topics of each locale with those of an earlier version."""
    both = [locale for locale in texts if locale in version.editions]
    before = texts_of(site, {locale: version.editions[locale] for locale in both}, version.facts)
    wanted = tuple(topics)
    return {
        locale: tuple(topic_changes(wanted, earlier, texts[locale])) for locale, earlier in before.items()
    }


def law_changes(  # noqa: PLR0913 what is compared, on what
    site: Site,
    policy: Policy,
    library: Library,
    since: Version,
    *,
    until: Version | None = None,
    locales: Iterable[str] | None = None,
) -> dict[str, tuple[TopicChange, ...]]:
    """Compare a version, or the working text, with an earlier one on the topics of the laws that the policy names."""
    topics = topics_of(policy, library)
    if not topics:
        return {}
    editions, facts = (until.editions, until.facts) if until else (policy.working, policy.facts)
    wanted = set(editions if locales is None else locales)
    texts = texts_of(site, {locale: editions[locale] for locale in editions if locale in wanted}, facts)
    return changes_since(site, since, texts, topics)


def topics_of(policy: Policy, library: Library) -> tuple[Topic, ...]:
    """Return what the laws that a policy names are about, each topic once."""
    known = (library.profiles[law] for law in policy.laws.profiles if law in library.profiles)
    return tuple({duty.topic.id: duty.topic for profile in known for duty in profile.duties}.values())


def location_of(passage: Passage, file: SourceFile) -> Location:
    """Find the line on which a passage begins: its first words in a row, in its own section if that can be told.

    A row of a table of facts is not in the text: it is found at the line that puts the table in.
    """
    lines = [words_of(line) for line in file.lines]
    start, end = _section(passage.section, file.lines)
    words = passage.words_of_text.split()
    for length in range(min(len(words), 6), min(len(words), FEWEST_WORDS) - 1, -1):
        for first in range(len(words) - length + 1):
            sought = " ".join(words[first : first + length])
            for number in range(start, end):
                if f" {sought} " in f" {lines[number]} ":
                    return file.at(number + 1)
    table = next((number for number in range(start, end) if _TABLE.search(file.lines[number])), start)
    return file.at(table + 1)


def _section(identifier: str, lines: Sequence[str]) -> tuple[int, int]:
    """Return the first line of a section and the one after its last, counted from 0."""
    headings = [number for number, line in enumerate(lines) if line.startswith("#")]
    for number, following in pairwise([*headings, len(lines)]):
        if f"{{#{identifier}" in lines[number]:
            return number, following
    return 0, len(lines)
