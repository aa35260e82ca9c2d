"""What each YAML file may say: the one definition that the reader checks with.

A value that does not fit is a problem at its place, with what was expected and, where a known word is near,
what was probably meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from affiche.model import Channel, Consent, Remedy, Significance
from affiche.problems import did_you_mean, nearest, one_of
from affiche.source.values import (
    Count,
    Day,
    Digest,
    Facts,
    LanguageTag,
    Links,
    Localised,
    Mailbox,
    SectionId,
    Slug,
    Slugs,
    TimeZone,
    VersionId,
    WebAddress,
    YesNo,
    named,
)
from affiche.source.yaml_errors import LOST_SPACE

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from affiche.problems import ProblemLog
    from affiche.source.yaml import Node


class Shape(BaseModel):
    """A map with known keys only."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        use_attribute_docstrings=True,
        defer_build=True,  # made once a file of this shape is read
    )


class OrganisationShape(Shape):
    """Who publishes."""

    name: Localised
    """The full legal name; one text, or one for each locale."""
    address: Localised
    """The postal address; one text, or one for each locale."""
    email: Mailbox
    """Where readers write to."""
    url: WebAddress
    """The main website."""


class NoticesShape(Shape):
    """What every notice has in common."""

    banner_days: Count = 30
    """How many days after its effective date a version is still announced on the homepage."""
    greeting: Localised = {}
    """The first line of a message; merge fields of a mailing service pass through untouched."""
    footer: Localised = {}
    """The last lines of a message, such as how to unsubscribe; merge fields pass through untouched."""


class SiteShape(Shape):
    """The file site.yaml."""

    organisation: OrganisationShape
    base_url: WebAddress
    """Where this site is served; it may have a folder."""
    timezone: TimeZone
    """Where a day begins: a name of the time zone database."""
    locales: Annotated[list[LanguageTag], Field(min_length=1)]
    """The languages, as files and addresses name them; the first is the one written first."""
    language_tags: dict[str, LanguageTag] = {}
    """The full language tag of a locale, such as fr-CA, where it says more than its name."""
    policies: list[Slug]
    """The folders of the policies, in the order in which readers see them."""
    notices: NoticesShape = NoticesShape()
    """What every notice has in common."""


class TellShape(Shape):
    """How readers are told of a new version: a list for each significance, such as [email, homepage]."""

    major: list[Channel] = []
    """Of a version that means something else to readers."""
    editorial: list[Channel] = []
    """Of a version whose meaning is unchanged."""


class PromisesShape(Shape):
    """What a policy promises about its own changes."""

    notice_days: Count = 0
    """Full days between telling readers of a major version and its effective date."""
    before: YesNo = False
    """yes, if readers are told before a major version takes effect, with no number of days."""
    tell: TellShape = TellShape()
    """How readers are told: {major: [email, homepage], editorial: [page]}."""
    consent: Consent = Consent.NEVER
    """Before which changes readers are asked: never, new_use (of information held already) or material (any major change)."""
    archive: YesNo = False
    """yes, if earlier versions stay available."""
    review_months: Count = 0
    """The text is reviewed at least this often; 0 promises nothing."""


class ChoiceShape(Shape):
    """Something that readers can do about a change."""

    link: Links
    """Where: a web address or an e-mail address; one, or one for each locale."""
    words: Localised = {}
    """What it is called, such as “Close your account”; left out, what it is usually called."""
    until: Day | None = None
    """The last day on which it can be done."""


class PlanShape(Shape):
    """What is decided of the version being drafted."""

    effective: Day | None = None
    """The first day on which the version applies."""
    significance: Significance | None = None
    """major, if readers must be told; editorial, if the meaning is the same."""
    notes: Localised = {}
    """What changes, for readers, in a sentence or two."""
    unaffected: dict[str, list[str]] = {}
    """For each locale, the sections that need nothing although their source was changed: {fr: [retention]}."""
    choices: dict[Remedy, ChoiceShape] = {}
    """What readers can do about this version: object, withdraw, export, close or settings."""
    otherwise: Localised = {}
    """What happens if a reader does nothing, in a sentence; left out, from when the version applies."""
    consent: Localised = {}
    """How consent is asked for, where it is promised, in a sentence."""


class PolicyShape(Shape):
    """The file policy.yaml."""

    title: Localised
    """What the policy is called; one text, or one for each locale."""
    slug: Slugs
    """The policy’s part of its address, in each locale."""
    former_slugs: dict[str, list[Slug]] = {}
    """For each locale, the slugs that the policy had before, oldest first; their addresses lead to those of today."""
    former_ids: dict[SectionId, SectionId | None] = {}
    """For each id that a section had before, the one it has now; nothing, if the section ended."""
    authoritative: list[str] = []
    """The locales whose text has legal force; left out, all of them."""
    promises: PromisesShape = PromisesShape()
    """What the policy promises about its own changes."""
    facts: Facts = {}
    """What the text names as {{ facts.… }} and {{ table("…") }}."""
    labels: Facts = {}
    """What each fact is called in a notice, such as {retention: {calls: {en: "Recorded calls: kept", fr: …}}}."""
    choices: dict[Remedy, ChoiceShape] = {}
    """What readers can do about any new version, where `next:` says nothing else."""
    next: PlanShape | None = None
    """The version being drafted, as far as it is decided."""
    retired: Day | None = None
    """The first day on which the policy no longer applies; all that was published stays at its address."""
    laws: list[str] = []
    """The laws that `affiche laws` holds the policy against, such as eu, ca-qc and us-ca."""
    answers: dict[str, YesNo] = {}
    """Answers to the yes-or-no questions of `affiche laws`, such as sells: no."""
    law: dict[str, str] = {}
    """Duties that the editor says are met, each with the section that meets it: {eu-13-2-d: "#rights"}."""


class PostedShape(Shape):
    """Those keys of policy.yaml on which the pages of a published policy depend, each by itself."""

    title: Localised = {}
    slug: Slugs = {}
    former_slugs: dict[str, list[Slug]] = {}
    retired: Day | None = None


class VersionShape(Shape):
    """The file version.yaml, written when a version is published."""

    version: VersionId
    """Its id: the effective date; a second version of that day ends in .2."""
    policy: Slug | None = None
    """The folder of its policy, which stands in the addresses of its data."""
    slugs: dict[str, list[Slug]] = {}
    """For each locale, the slugs whose addresses answered on that day, that of the day last."""
    effective: Day
    """The first day on which it applies."""
    published: Day
    """The day on which it was first posted."""
    significance: Significance
    title: Localised
    """What the policy was called."""
    authoritative: list[str] = []
    """The locales whose text had legal force."""
    promises: PromisesShape = PromisesShape()
    notes: Localised = {}
    """What changed, for readers."""
    stale: dict[str, list[str]] = {}
    """For each locale, the sections that were published behind the source locale; "" is title and introduction."""
    unaffected: dict[str, list[str]] = {}
    """For each locale, the sections that needed nothing although their source was changed."""
    reasons: Localised = {}
    """Why something unusual was right, for readers."""
    former_ids: dict[SectionId, SectionId | None] = {}
    """For each id that a section had in an earlier version, the section to which it leads; nothing, if it ended."""
    choices: dict[Remedy, ChoiceShape] = {}
    """What readers could do about it."""
    otherwise: Localised = {}
    """What happened if a reader did nothing."""
    consent: Localised = {}
    """How consent was asked for."""
    digests: dict[str, Digest]
    """For each file of the version, its SHA-256."""


AnyShape = TypeVar("AnyShape", bound=Shape)


def fit(node: Node, shape: type[AnyShape], log: ProblemLog) -> AnyShape | None:
    """Give the node's value in its shape, or note everything that does not fit."""
    try:
        return shape.model_validate(node.plain())
    except ValidationError as error:
        details = [(_path(detail), detail) for detail in error.errors()]
    missing = {path for path, detail in details if detail["type"] == "missing"}
    for path, detail in details:
        if detail["type"] == "extra_forbidden":
            missing.discard((*path[:-1], _note_unknown_key(path, node, shape, log)))
    for path, detail in details:
        if detail["type"] != "extra_forbidden" and (detail["type"] != "missing" or path in missing):
            _note(path, detail, node, log)
    return None


_OF_A_KEY = "[key]"
"""How pydantic says that it objects to a key and not to its value."""


def _path(detail: ErrorDetails) -> tuple[str | int, ...]:
    """Give the keys and positions that lead to a value; pydantic names its own functions among them."""
    return tuple(step for step in detail["loc"] if not str(step).startswith(("function-", _OF_A_KEY)))


def _note_unknown_key(
    path: tuple[str | int, ...], root: Node, shape: type[Shape], log: ProblemLog
) -> str | None:
    """Note a key that is not known, and give the one that was probably meant."""
    key, known = str(path[-1]), _known_keys(shape, path[:-1])
    near = nearest(key, known)
    log.add(
        root.find(path[:-1]).keys[key],
        f"the key {key!r} is not known here",
        expected=one_of(known),
        fix=did_you_mean(near),
    )
    return near


def _note(path: tuple[str | int, ...], detail: ErrorDetails, root: Node, log: ProblemLog) -> None:
    node, key = root.find(path), next((step for step in reversed(path) if isinstance(step, str)), "")
    match detail["type"]:
        case "missing":
            where = node.location if path[:-1] else replace(node.location, line=0, column=0)
            log.add(where, f"the key {key!r} is missing here", fix=f"add `{key}: …`")
        case "enum":
            words = [word.strip("'") for word in re.split(", | or ", detail["ctx"]["expected"])]
            if detail["loc"][-1] == _OF_A_KEY:
                where, near = root.find(path[:-1]).keys[key], nearest(key, words)
                log.add(
                    where,
                    f"the key {key!r} is not known here",
                    expected=one_of(words),
                    fix=did_you_mean(near),
                )
                return
            log.add(
                node.location,
                f"{node.value!r} is not a choice for {key!r}"
                if isinstance(node.value, str)
                else named(node.value),
                expected=one_of(words),
                fix=did_you_mean(nearest(str(node.value), words)),
            )
        case "affiche":
            context = detail["ctx"]
            log.add(node.location, context["message"], expected=context["expected"], fix=context["fix"])
        case "too_short":
            log.add(node.location, "this list is empty", expected="at least one")
        case "string_pattern_mismatch":
            log.add(node.location, "this is not a digest", expected="sha256: and 64 hexadecimal digits")
        case _ if isinstance(node.value, str) and (lost := _LOST_SPACE.match(node.value)):
            written = f"`{lost['key']}: {node.value[lost.end() :]}`"
            log.add(node.location, LOST_SPACE, expected=written, fix="add the space")
        case other:
            log.add(node.location, named(node.value), expected=_KINDS[other])


_LOST_SPACE = re.compile(r"(?P<key>[A-Za-z_][\w-]*):(?=[^\s/:])")

_KINDS = {
    "string_type": "a text",
    "dict_type": "keys with values: `key: value`, one a line, indented",
    "model_type": "keys with values: `key: value`, one a line, indented",
    "list_type": "a list, such as [one, two]",
}


def _known_keys(shape: type[Shape], path: tuple[str | int, ...]) -> list[str]:
    """Name the keys that may stand where the path leads, by following the shapes."""
    steps = iter(path)
    for step in steps:
        annotation = shape.model_fields[str(step)].annotation
        if get_origin(annotation) is dict:
            next(steps, None)  # the key of one value among several of the same shape
        inner = [a for a in (annotation, *getattr(annotation, "__args__", ())) if isinstance(a, type)]
        shape = next(a for a in inner if issubclass(a, Shape))
    return list(shape.model_fields)
