"""Law profiles, read from YAML: which duties a law sets, what each is about, and by which phrases it is found."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from affiche.defaults import default_folder
from affiche.duties.phrases import PhraseList
from affiche.duties.shapes import ProfileShape, TopicsShape
from affiche.problems import Location, ProblemLog, did_you_mean, nearest, one_of
from affiche.source.data.validate import fit
from affiche.source.data.yaml import read_yaml
from affiche.source.files import SourceFolder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from affiche.duties.shapes import Read, TopicShape
    from affiche.source.data.validate import AnyShape

TOPICS = "topics.yaml"
MONTHS_UNTIL_OLD = 12
"""A profile is called old after a year: the laws of 2025 and 2026 changed some duty in each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What one or more laws ask a policy to speak of, and how it is found in facts and text."""

    id: str
    title: Mapping[str, str]
    explanation: Mapping[str, str]
    question: Mapping[str, str]
    """What to ask the company where a policy says nothing of it."""
    section: str
    """The id that a section on it usually has."""
    strong: Mapping[str, PhraseList]
    """For each language, phrases that meet the duty."""
    weak: Mapping[str, PhraseList]
    """Phrases after which a person has to look."""
    near: Mapping[str, PhraseList]
    """Words one of which a sentence must have too."""
    unless: Mapping[str, PhraseList]
    """Words with which a sentence says something else."""
    facts: tuple[str, ...]
    """Paths of facts whose value, shown in the text, meets the duty."""
    columns: tuple[str, ...]
    """Columns of a table of facts that, filled in and shown in the text, meet the duty."""
    decides: frozenset[str]
    """The languages in which phrases are reliable enough for the text alone to decide."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that one provision asks a policy to say."""

    id: str
    topic: Topic
    provision: str
    read: Read
    when: str
    """The condition under which it applies; empty, if always."""
    title: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The duties of one law."""

    id: str
    name: Mapping[str, str]
    short: Mapping[str, str]
    address: str
    verified_on: date
    duties: tuple[Duty, ...]

    def is_old(self, as_of: date) -> bool:
        """Return whether the provisions were last looked up more than a year before a day."""
        months = (as_of.year - self.verified_on.year) * 12 + as_of.month - self.verified_on.month
        return (months, as_of.day) > (MONTHS_UNTIL_OLD, self.verified_on.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Every profile that a site can use, its own replacing those of Affiche with the same name."""

    profiles: Mapping[str, Profile]
    conditions: Mapping[str, Mapping[str, str]]
    """For each condition, the yes-or-no question about the company, in each language."""
    duties: Mapping[str, Duty] = field(init=False)

    def __post_init__(self) -> None:
        """Index the duties by id."""
        duties = {duty.id: duty for profile in self.profiles.values() for duty in profile.duties}
        object.__setattr__(self, "duties", duties)


def library_of(source: Path, log: ProblemLog) -> Library:
    """Read the profiles that a site can use: those of Affiche, and its own over them."""
    return read_library([default_folder("laws"), source.parent / "laws"], log)


def read_library(folders: Sequence[Path], log: ProblemLog) -> Library:
    """Read every profile of these folders, later ones replacing those of the same name; note what cannot be read."""
    topics: dict[str, Topic] = {}
    conditions: dict[str, Mapping[str, str]] = {}
    profiles: dict[str, Profile] = {}
    for path in {os.path.realpath(path): path for path in folders}.values():
        folder = SourceFolder(path, log)
        names = folder.files(".")
        if TOPICS in names and (shape := _read(folder, TOPICS, TopicsShape)):
            topics |= {name: _topic(name, topic) for name, topic in shape.topics.items()}
            conditions |= {name: question.model_dump() for name, question in shape.conditions.items()}
        for name in sorted(names - {TOPICS}):
            if name.endswith(".yaml") and (law := _read(folder, name, ProfileShape)):
                where = Location(path=folder.shown(name))
                _check_names(law, topics, conditions, where, log)
                identifier = name.removesuffix(".yaml")
                profiles[identifier] = _profile(identifier, law, topics)
    return Library(profiles=profiles, conditions=conditions)


def _read(folder: SourceFolder, name: str, shape: type[AnyShape]) -> AnyShape | None:
    file = folder.read(name, what="the duties of a law")
    node = read_yaml(file, folder.log) if file else None
    return fit(node, shape, folder.log) if node else None


def _topic(name: str, shape: TopicShape) -> Topic:
    return Topic(
        id=name,
        title=shape.title.model_dump(),
        explanation=shape.explanation.model_dump(),
        question=shape.question.model_dump(),
        section=shape.section,
        strong=_lists(shape.strong),
        weak=_lists(shape.weak),
        near=_lists(shape.near),
        unless=_lists(shape.unless),
        facts=tuple(shape.facts),
        columns=tuple(shape.columns),
        decides=frozenset(shape.strong if shape.text else ()) - frozenset(shape.undecided),
    )


def _lists(phrases: Mapping[str, list[str]]) -> dict[str, PhraseList]:
    return {language: PhraseList(tuple(listed)) for language, listed in phrases.items()}


def _check_names(
    shape: ProfileShape,
    topics: Mapping[str, object],
    conditions: Mapping[str, object],
    where: Location,
    log: ProblemLog,
) -> None:
    """Note each topic or condition that a duty names and that does not exist."""
    for name, duty in shape.duties.items():
        for word, known, kind in ((duty.topic, topics, "topic"), (duty.when, conditions, "condition")):
            if word and word not in known:
                log.add(
                    where,
                    f"the duty {name!r} names the {kind} {word!r}, which does not exist",
                    expected=one_of(known),
                    fix=did_you_mean(nearest(word, known)),
                )


def _profile(identifier: str, shape: ProfileShape, topics: Mapping[str, Topic]) -> Profile:
    duties = tuple(
        Duty(
            id=name,
            topic=topics[duty.topic],
            provision=duty.provision,
            read=duty.read,
            when=duty.when,
            title=duty.title.model_dump() if duty.title else topics[duty.topic].title,
        )
        for name, duty in shape.duties.items()
        if duty.topic in topics
    )
    return Profile(
        id=identifier,
        name=shape.name.model_dump(),
        short=shape.short.model_dump(),
        address=shape.address,
        verified_on=shape.verified_on,
        duties=duties,
    )
