"""Dates as prose writes them: `June 1, 2026`, and in French `1er juin 2026` with the `er` raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from datetime import date

    from babel import Locale

NO_BREAK_SPACE = "\u00a0"


def date_text(day: date, locale: Locale) -> str:
    """Format a date as plain text, for titles, messages and feeds; a line never breaks between day and month."""
    from babel.dates import format_date

    day_of_month, *rest = format_date(day, format="long", locale=locale).split(" ")
    if locale.language == "fr" and day_of_month == "1":
        day_of_month = "1er"  # CLDR writes `1 janvier`, which French does not
    return day_of_month + NO_BREAK_SPACE + " ".join(rest)


def date_html(day: date, locale: Locale) -> Markup:
    """Format a date as a `time` element, which machines can read too."""
    words = date_text(day, locale)
    if locale.language == "fr" and words.startswith("1er"):
        words = Markup("1<sup>er</sup>") + words.removeprefix("1er")
    return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), words)
