"""What each YAML file may say: the one definition that the reader checks with.

A value that does not fit is a problem at its place, with what was expected and, where a known word is near,
what was probably meant.
"""

from __future__ import annotations

import difflib
import re
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from affiche.language import is_language_tag
from affiche.model import Significance  # noqa: TC001 pydantic reads the annotations

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from affiche.problems import ProblemLog
    from affiche.source.yaml import Node

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
VERSION_ID = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.([2-9]|[1-9]\d+))?")


def _refuse(message: str, expected: str, fix: str = "") -> PydanticCustomError:
    return PydanticCustomError("affiche", "{message}", {"message": message, "expected": expected, "fix": fix})


def _text(value: object) -> object:
    if not isinstance(value, str) or not value.strip():
        raise _refuse("there is no text here", "a text")
    return value.strip()


def _date(value: object) -> object:
    form = "a date written as 2026-06-01"
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise _refuse(f"{_quoted(value)} is not a date", form)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _refuse(f"{value!r} is not a day of the calendar", form) from None


def _count(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,4}", value):
        raise _refuse(f"{_quoted(value)} is not a whole number", "a number such as 30")
    return int(value)


def _slug(value: object) -> object:
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise _refuse(
            f"{_quoted(value)} cannot be part of an address",
            "small letters a to z, digits, and single hyphens between them",
        )
    return value


def _language(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise _refuse(f"{_quoted(value)} is not a language tag", "a tag such as en, fr or fr-CA")
    if not is_language_tag(value):
        raise _refuse(f"the language {value!r} is not known", "a tag of the CLDR, such as en, fr or fr-CA")
    return value


def _timezone(value: object) -> object:
    form = "a name of the time zone database, such as America/Toronto"
    try:
        return ZoneInfo(str(value))
    except (ValueError, OSError, LookupError):
        raise _refuse(f"{_quoted(value)} is not a time zone", form) from None


def _address(value: object) -> object:
    parts = urlsplit(value) if isinstance(value, str) else None
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise _refuse(f"{_quoted(value)} is not a web address", "an address such as https://www.example.com/")
    if parts.query or parts.fragment:
        raise _refuse(f"{_quoted(value)} has more than a folder", "an address without ? and #")
    return value


def _mailbox(value: object) -> object:
    if not isinstance(value, str) or not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+", value):
        raise _refuse(f"{_quoted(value)} is not an e-mail address", "an address such as privacy@example.com")
    return value


def _localised(value: object) -> object:
    """Let one text stand for every locale: it is kept under the empty name."""
    return {"": value} if isinstance(value, str) else value


def _version_id(value: object) -> object:
    match = VERSION_ID.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise _refuse(
            f"{_quoted(value)} is not the id of a version", "its effective date, such as 2026-06-01"
        )
    _date(match[1])
    return value


def _quoted(value: object) -> str:
    return repr(value) if isinstance(value, str) else "a list" if isinstance(value, list) else "this"


Text: TypeAlias = Annotated[str, BeforeValidator(_text)]
Day: TypeAlias = Annotated[date, BeforeValidator(_date)]
Count: TypeAlias = Annotated[int, BeforeValidator(_count)]
Slug: TypeAlias = Annotated[str, BeforeValidator(_slug)]
LanguageTag: TypeAlias = Annotated[str, BeforeValidator(_language)]
WebAddress: TypeAlias = Annotated[str, BeforeValidator(_address)]
Mailbox: TypeAlias = Annotated[str, BeforeValidator(_mailbox)]
Localised: TypeAlias = Annotated[dict[str, Text], BeforeValidator(_localised)]
VersionId: TypeAlias = Annotated[str, BeforeValidator(_version_id)]
Digest: TypeAlias = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]


class Shape(BaseModel):
    """A map with known keys only."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class OrganisationShape(Shape):
    """Who publishes."""

    name: Localised
    address: Localised
    email: Mailbox
    url: WebAddress


class SiteShape(Shape):
    """The file site.yaml."""

    organisation: OrganisationShape
    base_url: WebAddress
    timezone: Annotated[ZoneInfo, BeforeValidator(_timezone)]
    locales: Annotated[list[LanguageTag], Field(min_length=1)]
    language_tags: dict[str, LanguageTag] = {}
    policies: list[Slug]


class PromisesShape(Shape):
    """What a policy promises about its own changes."""

    notice_days: Count = 0
    review_months: Count = 0


class PlanShape(Shape):
    """What is decided of the version being drafted."""

    effective: Day | None = None
    significance: Significance | None = None
    notes: Localised = {}


class PolicyShape(Shape):
    """The file policy.yaml."""

    title: Localised
    slug: Annotated[dict[str, Slug], BeforeValidator(_localised)]
    authoritative: list[str] = []
    promises: PromisesShape = PromisesShape()
    facts: dict[str, Any] = {}
    next: PlanShape | None = None


class VersionShape(Shape):
    """The file version.yaml, written when a version is published."""

    version: VersionId
    effective: Day
    published: Day
    significance: Significance
    title: Localised
    authoritative: list[str] = []
    promises: PromisesShape = PromisesShape()
    notes: Localised = {}
    stale: dict[str, list[str]] = {}
    reasons: Localised = {}
    digests: dict[str, Digest]


AnyShape = TypeVar("AnyShape", bound=Shape)

_EXPECTED = {
    "string_type": ("there is no text here", "a text"),
    "dict_type": ("this is not a map", "`key: value` lines below the key, indented"),
    "model_type": ("this is not a map", "`key: value` lines below the key, indented"),
    "list_type": ("this is not a list", "a list such as [en, fr]"),
    "too_short": ("the list is empty", "at least one"),
    "string_pattern_mismatch": ("this is not a digest", "sha256: and 64 hexadecimal digits"),
}


def fit(node: Node, shape: type[AnyShape], log: ProblemLog) -> AnyShape | None:
    """Give the node's value in its shape, or note everything that does not fit."""
    try:
        return shape.model_validate(node.plain())
    except ValidationError as error:
        for detail in error.errors():
            _note(detail, node, shape, log)
        return None


def _note(detail: ErrorDetails, root: Node, shape: type[Shape], log: ProblemLog) -> None:
    path = tuple(
        step for step in detail["loc"] if not (isinstance(step, str) and step.startswith("function-"))
    )
    node, key = root.find(path), str(path[-1]) if path else ""
    match detail["type"]:
        case "extra_forbidden":
            known = _known_keys(shape, path[:-1])
            near = difflib.get_close_matches(key, known, n=1)
            parent = root.find(path[:-1])
            log.add(
                parent.keys.get(key, node.location),
                f"the key {key!r} is not known here",
                expected="one of " + ", ".join(known),
                fix=f"did you mean {near[0]!r}?" if near else "",
            )
        case "missing":
            log.add(node.location, f"the key {key!r} is missing", fix=f"add a line `{key}: …`")
        case "enum":
            words = detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
            near = difflib.get_close_matches(str(node.value), words, n=1)
            log.add(
                node.location,
                f"{_quoted(node.value)} is not a choice for {key!r}",
                expected="one of " + ", ".join(words),
                fix=f"did you mean {near[0]!r}?" if near else "",
            )
        case "affiche":
            context = detail["ctx"]
            log.add(node.location, context["message"], expected=context["expected"], fix=context["fix"])
        case other:
            message, expected = _EXPECTED.get(other, (detail["msg"], ""))
            log.add(node.location, message, expected=expected)


def _known_keys(shape: type[Shape], path: tuple[str | int, ...]) -> list[str]:
    """Name the keys of the map that the path leads to, by following the shapes."""
    for step in path:
        annotation = shape.model_fields[str(step)].annotation
        inner = [a for a in (annotation, *getattr(annotation, "__args__", ())) if isinstance(a, type)]
        shape = next(a for a in inner if issubclass(a, Shape))
    return list(shape.model_fields)
