"""What a person says of the site to be started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.languages import get_official_languages

if TYPE_CHECKING:
    from collections.abc import Mapping

_SOME_YEAR = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Who publishes, where, and in which languages."""

    name: str
    address: str
    email: str
    url: str
    base_url: str
    timezone: str
    locales: tuple[str, ...]
    """The first is the source locale."""

    @property
    def language_tags(self) -> Mapping[str, str]:
        """The full tags of the locales that are languages of the country of the time zone."""
        country = get_global("zone_territories").get(self.timezone, "")
        spoken = get_official_languages(country, de_facto=True)
        return {locale: f"{locale}-{country}" for locale in self.locales if locale in spoken}

    @property
    def after_midnight(self) -> str:
        """A moment of each day, as cron writes it in UTC, that is soon after midnight in winter and in summer."""
        zone = ZoneInfo(self.timezone)
        offsets = (datetime(_SOME_YEAR, month, 1, tzinfo=zone).utcoffset() for month in (1, 7))
        # The smaller offset of winter and summer: by the other one it would still be the day before, half of the year.
        ahead = min(int(offset.total_seconds()) // 60 for offset in offsets if offset is not None)
        hour, minute = divmod((20 - ahead) % (24 * 60), 60)
        return f"{minute} {hour} * * *"
