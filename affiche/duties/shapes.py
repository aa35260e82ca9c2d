"""The shape of the files in laws/."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from affiche.source.data.schemas import Shape
from affiche.source.data.values import Day, WebAddress, YesNo  # noqa: TC001 pydantic reads the annotations


class Read(StrEnum):
    """How surely a provision is known. What is known from memory alone is never called missing."""

    SOURCE = "source"
    SECONDARY = "secondary"
    MEMORY = "memory"


class Spoken(StrEnum):
    """The languages in which phrases are known."""

    EN = "en"
    FR = "fr"


class Words(Shape):
    """A sentence in both languages."""

    en: str
    fr: str


Citation = Annotated[
    Words, BeforeValidator(lambda value: {"en": value, "fr": value} if isinstance(value, str) else value)
]
"""How a provision is cited, in both languages; one text where they cite it alike."""


class TopicShape(Shape):
    """One topic of topics.yaml."""

    title: Words
    explanation: Words
    """What the law asks, whom it binds, what counts and what does not."""
    question: Words
    """What to ask the company where the policy is silent."""
    section: str
    """The id that a section on it usually has."""
    strong: dict[str, list[str]]
    """For each language, the phrases that meet the duty."""
    weak: dict[str, list[str]] = Field(default_factory=dict)
    """For each language, the phrases after which a person has to look."""
    near: dict[str, list[str]] = Field(default_factory=dict)
    """For each language, words one of which must be in the sentence too."""
    unless: dict[str, list[str]] = Field(default_factory=dict)
    """For each language, words with which the sentence says something else."""
    facts: list[str] = Field(default_factory=list)
    columns: list[str] = Field(default_factory=list)
    text: YesNo = True
    """no, if the text alone never decides."""
    undecided: list[Spoken] = Field(default_factory=list)
    """Languages in which the text alone does not decide."""


class DutyShape(Shape):
    """One duty of a profile."""

    topic: str
    provision: Citation
    read: Read = Read.MEMORY
    """source, if it was read in the law itself; secondary, in a trustworthy second place; else memory."""
    when: str = ""
    """The condition of conditions.yaml under which it applies."""
    title: Words | None = None


class ProfileShape(Shape):
    """A file such as eu.yaml."""

    name: Words
    short: Words
    address: WebAddress
    """Where the law can be read."""
    verified_on: Day
    """The day on which its provisions were last looked up."""
    duties: dict[str, DutyShape]


class TopicsShape(Shape):
    """The file topics.yaml."""

    conditions: dict[str, Words] = Field(default_factory=dict)
    """Yes-or-no questions about the company."""
    topics: dict[str, TopicShape]
