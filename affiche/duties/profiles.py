"""Law profiles, read from YAML: which duties a law sets, what each is about, and by which phrases it is found."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from affiche.defaults import default_folder, file_names, read_file
from affiche.duties.phrases import PhraseList
from affiche.duties.shapes import ProfileShape, TopicsShape
from affiche.problems import ContentError, did_you_mean, nearest, one_of
from affiche.source.data.validate import fit
from affiche.source.data.yaml import read_yaml
from affiche.source.files import SourceFolder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from affiche.duties.shapes import Read, TopicShape
    from affiche.problems import ProblemLog
    from affiche.source.data.yaml import Node
    from affiche.source.files import SourceFile

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
    provision: Mapping[str, str]
    """How it is cited, in each language."""
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
    laws: dict[str, tuple[ProfileShape, Node]] = {}
    for file in _files(folders, log):
        node, name = read_yaml(file, log), PurePath(file.path).name
        if node and name == TOPICS and (shape := fit(node, TopicsShape, log)):
            topics |= {name: _topic(name, topic) for name, topic in shape.topics.items()}
            conditions |= {name: question.model_dump() for name, question in shape.conditions.items()}
        elif node and name != TOPICS and (law := fit(node, ProfileShape, log)):
            laws[name.removesuffix(".yaml")] = law, node
    owners: dict[str, str] = {}
    for name, (law, node) in laws.items():
        _check_names(law, node, topics, conditions, log)
        _check_owners(name, law, node, owners, log)
    profiles = {name: _profile(name, law, topics, owners) for name, (law, _) in laws.items()}
    return Library(profiles=profiles, conditions=conditions)


def _files(folders: Sequence[Path], log: ProblemLog) -> Iterator[SourceFile]:
    """Read the files of these folders; in a site's own, a link is a problem, and so is one in place of the folder."""
    for folder in {os.path.realpath(path): path for path in folders}.values():
        try:
            names = [name for name in file_names(folder) if name.endswith(".yaml")]
            found = {f"{folder.name}/{name}": read_file(folder, name) for name in names}
        except ContentError as error:
            log.problems += error.problems
            continue
        inside = SourceFolder(folder.parent, log, {name: data for name, data in found.items() if data})
        read = (inside.read(name, what="the duties of a law") for name in sorted(inside.kept))
        yield from (file for file in read if file)


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
    law: ProfileShape,
    node: Node,
    topics: Mapping[str, object],
    conditions: Mapping[str, object],
    log: ProblemLog,
) -> None:
    """Note each topic or condition that a duty names and that does not exist."""
    for name, duty in law.duties.items():
        for key, word, known, kind in (
            ("topic", duty.topic, topics, "topic"),
            ("when", duty.when, conditions, "condition"),
        ):
            if word and word not in known:
                log.add(
                    node.find(("duties", name, key)).location,
                    f"the duty {name!r} names the {kind} {word!r}, which does not exist",
                    expected=one_of(known),
                    fix=did_you_mean(nearest(word, known)),
                    rule="law/profile",
                )


def _check_owners(
    identifier: str, law: ProfileShape, node: Node, owners: dict[str, str], log: ProblemLog
) -> None:
    """Note each duty whose id another law has: `law:` in policy.yaml and `affiche explain` name duties by id alone."""
    for name in law.duties:
        if (owner := owners.setdefault(name, identifier)) != identifier:
            log.add(
                node.find(("duties",)).keys[name],
                f"{owner}.yaml has a duty {name!r} already",
                expected="an id that no other law has",
                fix=f"begin the id with the name of this law, such as {identifier!r}",
                rule="law/profile",
            )


def _profile(
    identifier: str, law: ProfileShape, topics: Mapping[str, Topic], owners: Mapping[str, str]
) -> Profile:
    duties = tuple(
        Duty(
            id=name,
            topic=topics[duty.topic],
            provision=duty.provision.model_dump(),
            read=duty.read,
            when=duty.when,
            title=duty.title.model_dump() if duty.title else topics[duty.topic].title,
        )
        for name, duty in law.duties.items()
        if duty.topic in topics and owners[name] == identifier
    )
    return Profile(
        id=identifier,
        name=law.name.model_dump(),
        short=law.short.model_dump(),
        address=law.address,
        verified_on=law.verified_on,
        duties=duties,
    )
