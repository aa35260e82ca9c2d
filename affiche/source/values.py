"""What each value of a YAML file may be: a text, a day, a number, a slug, an address, a language."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from affiche.language import is_language_tag

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
VERSION_ID = re.compile(rf"({DAY.pattern})(?:\.([2-9]|[1-9][0-9]+))?")


def _refuse(message: str, expected: str, fix: str = "") -> PydanticCustomError:
    return PydanticCustomError("affiche", "{message}", {"message": message, "expected": expected, "fix": fix})


def _as_text(value: object, form: str) -> str:
    """Take a text that is not empty; `form` says how it should look."""
    if not isinstance(value, str) or not value.strip():
        raise _refuse(named(value), form)
    return value.strip()


def named(value: object) -> str:
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


def base_address(value: str) -> str:
    """Take where a site is served, and let it end in a slash; ValueError if it is no web address."""
    return _address(value).rstrip("/") + "/"


def _address(value: object) -> str:
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
            named(value), "a text, or one for each locale, as in {en: Privacy, fr: Confidentialité}"
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


TimeZone: TypeAlias = Annotated[ZoneInfo, BeforeValidator(_timezone)]
Slugs: TypeAlias = Annotated[dict[str, Slug], BeforeValidator(_localised)]
