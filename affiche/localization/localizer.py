"""Words, numbers and dates of the interface in one language, as templates ask for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from affiche.localization.dates import NO_BREAK_SPACE, date_html, date_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence
    from gettext import NullTranslations

_NARROW_SPACE = "\u202f"
_HIGH_SIGN = re.compile(r"(?<=[^\s;!?])(?=[;!?])|^(?=;)")
"""A place before a semicolon, question mark or exclamation mark, where the catalogue has no space."""


def is_language_tag(tag: str) -> bool:
    """Return whether CLDR knows the dates and plurals of the language of a tag."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def in_a_row(words: Sequence[str], tag: str) -> str:
    """Join words as a language lists them: “by e-mail, on our homepage and on this page”."""
    if len(words) <= 1:
        return "".join(words)
    from babel.lists import format_list

    return str(format_list(words, locale=Locale.parse(tag, sep="-")))


@dataclass(frozen=True)
class Localizer:
    """Translates interface words and formats numbers and dates in one language."""

    tag: str
    """The full BCP 47 tag, for `lang` and `hreflang`."""
    catalogue: NullTranslations = field(repr=False)
    tags: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """The tag of each locale of the site; where two share a language, their names include the region."""
    _sentences: dict[str, Markup] = field(default_factory=dict, init=False, repr=False, compare=False)
    _plain: dict[str, Markup] = field(default_factory=dict, init=False, repr=False, compare=False)
    _counted: dict[tuple[str, int], Markup] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _dates: dict[dt.date, Markup] = field(default_factory=dict, init=False, repr=False, compare=False)
    _plain_dates: dict[dt.date, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _numbers: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Caches: pages repeat the same dates, numbers and sentences thousands of times."""

    @cached_property
    def locale(self) -> Locale:
        """The CLDR data of the language."""
        return Locale.parse(self.tag, sep="-")

    @property
    def _spaces_high_signs(self) -> bool:
        """Whether a narrow space stands before `;`, `!` and `?`: in French, except as Québec sets it."""
        return self.locale.language == "fr" and self.locale.territory != "CA"

    def _spaced(self, words: str) -> str:
        """Space a sentence of the catalogue, which is written as Québec does, as the country of the reader does."""
        return _HIGH_SIGN.sub(_NARROW_SPACE, words) if self._spaces_high_signs else words

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for the `dir` attribute."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    @cached_property
    def name(self) -> str:
        """The name of the language in the language itself, with a capital."""
        name = self.language(self.tag)
        return name[0].upper() + name[1:]

    def language(self, locale: str) -> str:
        """Name another language in this one, with its region where the site has two locales of that language."""
        tag = self.tags.get(locale, locale)
        named = Locale.parse(tag, sep="-")
        languages = [Locale.parse(other, sep="-").language for other in self.tags.values()]
        is_shared = languages.count(named.language) > 1
        name = named.get_display_name(self.locale) if is_shared else named.get_language_name(self.locale)
        return name or tag

    def text(self, english: str, **values: object) -> Markup:
        """Translate a sentence and put the values, escaped, in place of each `%(name)s`."""
        if values:
            return self._sentence(english) % values
        known = self._plain.get(english)
        if known is None:
            known = self._plain[english] = self._sentence(english) % values
        return known

    def knows(self, english: str) -> bool:
        """Return whether the catalogue has a translation of a sentence, be it the same words."""
        return english in getattr(
            self.catalogue, "_catalog", {}
        )  # gettext asks nobody whether it knows a text

    def plain(self, english: str, **values: object) -> str:
        """Translate a sentence for plain text, in which nothing is escaped."""
        return str(self.text(english, **values).unescape())

    def _sentence(self, english: str) -> Markup:
        known = self._sentences.get(english)
        if known is None:
            known = self._sentences[english] = escape(self._spaced(self.catalogue.gettext(english)))
        return known

    def count(self, singular: str, plural: str, number: int, **values: object) -> Markup:
        """Translate a sentence about a number, in the plural form that the language uses for it."""
        known = None if values else self._counted.get((singular, number))
        if known is None:
            form = self._spaced(self.catalogue.ngettext(singular, plural, number))
            # A line must not break between a number and what it counts.
            form = form.replace("%(number)s ", f"%(number)s{NO_BREAK_SPACE}")
            known = escape(form) % {"number": self.number(number), **values}
            if not values:
                self._counted[singular, number] = known
        return known

    def address(self, english: str) -> str:
        """Translate a word used in addresses, such as `history` into `historique`."""
        return self.catalogue.pgettext("address", english)

    def listed(self, words: Sequence[str]) -> str:
        """Name several things in a row, the last after “and”."""
        return in_a_row(words, self.tag)

    def number(self, number: int) -> str:
        """Format a number with the separators of the language."""
        known = self._numbers.get(number)
        if known is None:
            from babel.numbers import format_decimal

            known = self._numbers[number] = str(format_decimal(number, locale=self.locale))
        return known

    def date(self, day: dt.date) -> Markup:
        """Format a date as a `time` element."""
        known = self._dates.get(day)
        if known is None:
            known = self._dates[day] = date_html(day, self.locale)
        return known

    def plain_date(self, day: dt.date) -> str:
        """Format a date where HTML elements are not allowed, such as a title."""
        known = self._plain_dates.get(day)
        if known is None:
            known = self._plain_dates[day] = date_text(day, self.locale)
        return known
