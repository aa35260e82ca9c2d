"""What each YAML file may say: the one definition that the reader checks with.

A value that does not fit is a problem at its place, with what was expected and, where a known word is near,
what was probably meant.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError

from affiche.language import is_language_tag
from affiche.model import Significance  # noqa: TC001 pydantic reads the annotations
from affiche.problems import did_you_mean, nearest, one_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from affiche.problems import ProblemLog
    from affiche.source.yaml import Node

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
VERSION_ID = re.compile(rf"({DAY.pattern})(?:\.([2-9]|[1-9][0-9]+))?")


def _refuse(message: str, expected: str, fix: str = "") -> PydanticCustomError:
    return PydanticCustomError("affiche", "{message}", {"message": message, "expected": expected, "fix": fix})


def _as_text(value: object, form: str) -> str:
    """Take a text that is not empty; `form` says how it should look."""
    if not isinstance(value, str) or not value.strip():
        raise _refuse(_named(value), form)
    return value.strip()


def _named(value: object) -> str:
    """Say what stands in a place where something else should."""
    if isinstance(value, str):
        return "there is a text here" if value.strip() else "there is an empty text here"
    if isinstance(value, list):
        return "there is a list here"
    return "there are keys with values here" if isinstance(value, dict) else "there is nothing here"


def _text(value: object) -> object:
    return _as_text(value, "a text")


def _date(value: object) -> object:
    form = "a date written as 2026-06-01"
    text = _as_text(value, form)
    if not DAY.fullmatch(text):
        raise _refuse(f"{text!r} is not a date", form)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _refuse(f"{text!r} is not a day of the calendar", form) from None


def _count(value: object) -> object:
    form = "a number such as 30"
    text = _as_text(value, form)
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise _refuse(f"{text!r} is not a whole number", form)
    return int(text)


def _slug(value: object) -> object:
    form = "small letters a to z, digits, and single hyphens between them"
    text = _as_text(value, form)
    if not SLUG.fullmatch(text):
        raise _refuse(f"{text!r} cannot be part of an address", form)
    return text


def _language(value: object) -> object:
    form = "a tag such as en, fr or fr-CA"
    text = _as_text(value, form)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", text):
        raise _refuse(f"{text!r} is not a language tag", form)
    if not is_language_tag(text):
        raise _refuse(f"the language {text!r} is not known", form)
    return text


def _timezone(value: object) -> object:
    form = "a name of the time zone database, such as America/Toronto"
    text = _as_text(value, form)
    try:
        return ZoneInfo(text)
    except (ValueError, OSError, LookupError):
        raise _refuse(f"{text!r} is not a time zone", form) from None


def _address(value: object) -> object:
    form = "an address such as https://www.example.com/ or https://example.com/legal/"
    text = _as_text(value, form)
    if not _is_web_address(text):
        raise _refuse(f"{text!r} is not a web address", form)
    if "?" in text or "#" in text:
        raise _refuse(f"{text!r} has a ? or # in it", form)
    return text


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        known = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
    return known and not re.search(r"[\s\"'<>\\]", text)


def _mailbox(value: object) -> object:
    form = "an address such as privacy@example.com"
    text = _as_text(value, form)
    if not re.fullmatch(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+", text):
        raise _refuse(f"{text!r} is not an e-mail address", form)
    return text


def _localised(value: object) -> object:
    """Let one text stand for every locale: it is kept under the empty name."""
    if not isinstance(value, (str, dict)):
        raise _refuse(
            _named(value), "a text, or one for each locale, as in {en: Privacy, fr: Confidentialité}"
        )
    return {"": value} if isinstance(value, str) else value


def _version_id(value: object) -> object:
    form = "its effective date, such as 2026-06-01"
    text = _as_text(value, form)
    match = VERSION_ID.fullmatch(text)
    if match is None:
        raise _refuse(f"{text!r} is not the id of a version", form)
    _date(match[1])
    return text


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


def _path(detail: ErrorDetails) -> tuple[str | int, ...]:
    """Give the keys and positions that lead to a value; pydantic names its own functions among them."""
    return tuple(step for step in detail["loc"] if not str(step).startswith("function-"))


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
    node, key = root.find(path), str(path[-1]) if path else ""
    match detail["type"]:
        case "missing":
            where = node.location if path[:-1] else replace(node.location, line=0, column=0)
            log.add(where, f"the key {key!r} is missing here", fix=f"add `{key}: …`")
        case "enum":
            words = [word.strip("'") for word in re.split(", | or ", detail["ctx"]["expected"])]
            log.add(
                node.location,
                f"{node.value!r} is not a choice for {key!r}"
                if isinstance(node.value, str)
                else _named(node.value),
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
        case other:
            log.add(node.location, _named(node.value), expected=_KINDS[other])


_KINDS = {
    "string_type": "a text",
    "dict_type": "keys with values: `key: value`, one a line, indented",
    "model_type": "keys with values: `key: value`, one a line, indented",
    "list_type": "a list, such as [one, two]",
}


def _known_keys(shape: type[Shape], path: tuple[str | int, ...]) -> list[str]:
    """Name the keys that may stand where the path leads, by following the shapes."""
    for step in path:
        annotation = shape.model_fields[str(step)].annotation
        inner = [a for a in (annotation, *getattr(annotation, "__args__", ())) if isinstance(a, type)]
        shape = next(a for a in inner if issubclass(a, Shape))
    return list(shape.model_fields)
