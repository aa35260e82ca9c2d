"""What each value of a YAML file may be: a text, a day, a number, a slug, an address, a language."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, TypeAlias
from unicodedata import combining, normalize
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from affiche.localization import is_language_tag
from affiche.problems import did_you_mean, nearest

SECTION_ID = re.compile(r"[\w:.-]+")
"""What the id of a section is made of: no space, and nothing that ends an address or an HTML attribute."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
DEVICE = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
"""Names that no folder can have on Windows; an address that answered once is kept all the same."""
_NEW_SLUG = re.compile(rf"(?!(?:{DEVICE.pattern})\s*$){SLUG.pattern}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
STATIC_FILE = re.compile(r"[A-Za-z0-9][\w.-]*")
VERSION_ID = re.compile(rf"({DAY.pattern})(?:\.([2-9]|[1-9][0-9]+))?")
MERGE_FIELD = re.compile(
    r"\{\{\{?[^{}<>\n]+\}?\}\}|\*\|[^|<>\n]+\|\*|%%[^%<>\n]+%%|\[\[[^\[\]<>\n]+\]\]|<%=?[^%<>\n]+%>|\$\{[^{}<>\n]+\}"
    r"|%[A-Z][A-Z_]+%"
)
"""What a mailing service fills in: `{{ name }}`, `*|NAME|*`, `%%name%%`, `[[name]]`, `<%= name %>`, `${name}`, `%NAME%`.

It is written into a mail as it is, so that what holds a tag is none.
"""
_YES_OR_NO = {"yes": True, "true": True, "no": False, "false": False}
_COUNT = re.compile(r"[0-9]{1,4}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_MAILBOX = re.compile(r'[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+')
_SENDER = re.compile(
    r"[A-Za-z0-9_+&'=~^!$*-]+(\.[A-Za-z0-9_+&'=~^!$*-]+)*@[^\s@<>\x22()\[\],:;\\.]+(\.[^\s@<>\x22()\[\],:;\\.]+)+"
)
"""A mailbox that every mail program writes and reads without quotes; links may lead to others, as published ones do."""
_ADDRESS = re.compile(r"https?://[^\s\x22'<>\\?#]+")


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
    if not _COUNT.fullmatch(text):
        raise _refuse(f"{text!r} is not a whole number", form)
    return int(text)


def _yes_no(value: object) -> object:
    form = "yes or no"
    text = _as_text(value, form)
    if text.lower() not in _YES_OR_NO:
        raise _refuse(f"{text!r} is neither yes nor no", form)
    return _YES_OR_NO[text.lower()]


def _link(value: object) -> object:
    """Take a web or an e-mail address; one that a mailing service completes is taken as it is written."""
    form = "an address such as https://example.com/account or privacy@example.com"
    text = _as_text(value, form)
    completed = MERGE_FIELD.sub("x", text)
    if MERGE_FIELD.match(text) or _MAILBOX.fullmatch(completed) or _is_web_address(completed):
        return text
    raise _refuse(f"{text!r} is neither a web address nor an e-mail address", form)


def _page_link(value: object) -> object:
    """Take what a page leads to: nothing completes an address there, and a mailbox is opened in a mail program."""
    form = "an address such as https://example.com/account or privacy@example.com"
    text = str(_link(value))
    if MERGE_FIELD.search(text):
        raise _refuse(f"{text!r} has a merge field, which only a mailing service fills in", form)
    return f"mailto:{text}" if _MAILBOX.fullmatch(text) else text


def _section_id(value: object) -> object:
    form = "the id of a section, such as retention"
    text = _as_text(value, form)
    if not SECTION_ID.fullmatch(text):
        raise _refuse(f"{text!r} cannot be the id of a section", form)
    return text


def _slug(value: object) -> object:
    form = "small letters a to z, digits, and single hyphens between them"
    text = _as_text(value, form)
    if not SLUG.fullmatch(text):
        raise _refuse(f"{text!r} cannot be part of an address", form)
    return text


def _new_slug(value: object) -> object:
    text = _slug(value)
    if DEVICE.fullmatch(str(text)):
        raise _refuse(f"{text!r} is a name that Windows keeps for a device", "one that a folder can have")
    return text


def _language(value: object) -> object:
    form = "a tag such as en, fr or fr-CA"
    text = _as_text(value, form)
    if not _LANGUAGE.fullmatch(text):
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
        raise _refuse(f"{text!r} is not a time zone", form, did_you_mean(_zone_near(text))) from None


def _zone_near(text: str) -> str | None:
    """Find the zone that was meant: that of a city, however it was written, or one that is spelt nearly so."""
    asked = re.sub(r"[\s_-]+", "_", "".join(c for c in normalize("NFD", text) if not combining(c))).lower()
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    cities = {zone.rpartition("/")[2].lower(): zone for zone in reversed(zones)}
    whole = {zone.lower(): zone for zone in zones}
    city = asked.rpartition("/")[2]
    return whole.get(asked) or cities.get(city) or (whole | cities).get(nearest(asked, whole | cities) or "")


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
    if not _SENDER.fullmatch(text) or not _is_domain(text.rpartition("@")[2]):
        raise _refuse(f"{text!r} is not an e-mail address", form)
    return text


def _is_domain(name: str) -> bool:
    """Tell whether mail can be sent there: a name in letters beyond ASCII has a spelling in ASCII as well."""
    try:
        return bool(name.encode("idna"))
    except UnicodeError:
        return False


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


def _colour(value: object) -> object:
    form = "a colour written as #0b4f8a"
    text = _as_text(value, form)
    if not COLOUR.fullmatch(text):
        raise _refuse(
            f"{text!r} is not such a colour", form, "put it between quotation marks: # begins a comment"
        )
    return text.lower()


def _static_file(value: object) -> object:
    form = "the name of a file in templates/static/, such as logo.svg"
    text = _as_text(value, form)
    if not STATIC_FILE.fullmatch(text):
        raise _refuse(
            f"{text!r} is no such name", form, "use letters a to z, digits, hyphens and a full stop"
        )
    return text


def _form(pattern: re.Pattern[str] | None = None, **more: Any) -> WithJsonSchema:
    """Say in JSON Schema what a text looks like; spaces around it do not count."""
    limits = {"pattern": rf"^\s*(?:{pattern.pattern})\s*$"} if pattern else {}
    return WithJsonSchema({"type": "string", **limits, **more})


_ANY_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
"""Here every value is text; an editor’s YAML takes 3.10 for a number and true for a boolean."""


def _each(form: dict[str, Any]) -> WithJsonSchema:
    """Say that there is one value for all locales, or one for each."""
    return WithJsonSchema({"anyOf": [form, {"type": "object", "additionalProperties": form}]})


Text: TypeAlias = Annotated[str, BeforeValidator(_text), WithJsonSchema(_ANY_TEXT)]
Day: TypeAlias = Annotated[date, BeforeValidator(_date), _form(DAY, examples=["2026-06-01"])]
Count: TypeAlias = Annotated[
    int, BeforeValidator(_count), _form(_COUNT, type=["integer", "string"], minimum=0, maximum=9999)
]
Slug: TypeAlias = Annotated[str, BeforeValidator(_slug), _form(SLUG)]
NewSlug: TypeAlias = Annotated[str, BeforeValidator(_new_slug), _form(_NEW_SLUG)]
LanguageTag: TypeAlias = Annotated[
    str, BeforeValidator(_language), _form(_LANGUAGE, examples=["en", "fr", "fr-CA"])
]
WebAddress: TypeAlias = Annotated[
    str, BeforeValidator(_address), _form(_ADDRESS, examples=["https://www.example.com/"])
]
Mailbox: TypeAlias = Annotated[
    str, BeforeValidator(_mailbox), _form(_SENDER, examples=["privacy@example.com"])
]
SectionId: TypeAlias = Annotated[str, BeforeValidator(_section_id), _form(SECTION_ID, examples=["retention"])]
YesNo: TypeAlias = Annotated[
    bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": [True, False, "yes", "no"]})
]
Link: TypeAlias = Annotated[str, BeforeValidator(_link), _form()]
Links: TypeAlias = Annotated[dict[str, Link], BeforeValidator(_localised), _each({"type": "string"})]
_PAGE_LINK: dict[str, Any] = {"type": "string", "not": {"pattern": MERGE_FIELD.pattern}}
PageLinks: TypeAlias = Annotated[
    dict[str, Annotated[str, BeforeValidator(_page_link), WithJsonSchema(_PAGE_LINK)]],
    BeforeValidator(_localised),
    _each(_PAGE_LINK),
]
Localised: TypeAlias = Annotated[dict[str, Text], BeforeValidator(_localised), _each(_ANY_TEXT)]
VersionId: TypeAlias = Annotated[str, BeforeValidator(_version_id), _form(VERSION_ID)]
Digest: TypeAlias = Annotated[str, Field(pattern=r"^sha256:[0-9a-f]{64}$")]
TimeZone: TypeAlias = Annotated[
    ZoneInfo, BeforeValidator(_timezone), _form(examples=["America/Toronto", "Europe/Paris"])
]
Colour: TypeAlias = Annotated[str, BeforeValidator(_colour), _form(COLOUR, examples=["#0b4f8a"])]
StaticFile: TypeAlias = Annotated[
    str, BeforeValidator(_static_file), _form(STATIC_FILE, examples=["logo.svg"])
]
Slugs: TypeAlias = Annotated[
    dict[str, NewSlug],
    BeforeValidator(_localised),
    _each({"type": "string", "pattern": rf"^\s*(?:{_NEW_SLUG.pattern})\s*$"}),
]
Facts: TypeAlias = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "additionalProperties": {"type": ["string", "number", "boolean", "array", "object"]},
        }
    ),
]
"""What may stand among them is looked at in `facts.py`."""

_KINDS = {
    "text": _text,
    "mailbox": _mailbox,
    "address": _address,
    "timezone": _timezone,
    "language": _language,
}


def read_value(kind: str, text: str) -> str:
    """Take a value as the reader of a file would; ValueError, with what was expected, if it would not."""
    try:
        return str(_KINDS[kind](text))
    except PydanticCustomError as error:
        context = error.context or {}
        fix = f"; {context['fix']}" if context["fix"] else ""
        raise ValueError(f"{context['message']}; expected: {context['expected']}{fix}") from None
