"""One language speaking: words, numbers and dates, as a template asks for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from markupsafe import Markup, escape

from affiche.language.dates import NO_BREAK_SPACE, date_html, date_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from gettext import NullTranslations


def is_language_tag(tag: str) -> bool:
    """Say whether the tag names a language whose dates and plurals are known."""
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Voice:
    """What the interface says in one language."""

    tag: str
    """The full BCP 47 tag, for `lang` and `hreflang`."""
    catalogue: NullTranslations = field(repr=False)
    tags: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """For each locale of the site its tag; where two share a language, their regions are named too."""
    _sentences: dict[str, Markup] = field(default_factory=dict, init=False, repr=False, compare=False)
    _plain: dict[str, Markup] = field(default_factory=dict, init=False, repr=False, compare=False)
    _dates: dict[dt.date, Markup] = field(default_factory=dict, init=False, repr=False, compare=False)
    _numbers: dict[int, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was said before: a page says the same dates, numbers and sentences again and again."""

    @cached_property
    def locale(self) -> Locale:
        """What CLDR knows of the language."""
        return Locale.parse(self.tag, sep="-")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for the `dir` attribute."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    @cached_property
    def name(self) -> str:
        """The language named in itself."""
        name = self.language(self.tag)
        return name[0].upper() + name[1:]

    def language(self, locale: str) -> str:
        """Name the language of a locale or tag in this one, with what tells it apart from others of the site."""
        tag = self.tags.get(locale, locale)
        named = Locale.parse(tag, sep="-")
        languages = [Locale.parse(other, sep="-").language for other in self.tags.values()]
        is_shared = languages.count(named.language) > 1
        name = named.get_display_name(self.locale) if is_shared else named.get_language_name(self.locale)
        return name or tag

    def text(self, english: str, **values: object) -> Markup:
        """Say a sentence; the values take the places of `%(name)s` in it, escaped."""
        if values:
            return self._sentence(english) % values
        known = self._plain.get(english)
        if known is None:
            known = self._plain[english] = self._sentence(english) % values
        return known

    def _sentence(self, english: str) -> Markup:
        known = self._sentences.get(english)
        if known is None:
            known = self._sentences[english] = escape(self.catalogue.gettext(english))
        return known

    def count(self, singular: str, plural: str, number: int, **values: object) -> Markup:
        """Say a sentence about a number, in the plural form that the language asks for."""
        form = self.catalogue.ngettext(singular, plural, number)
        form = form.replace(
            "%(number)s ", f"%(number)s{NO_BREAK_SPACE}"
        )  # a number stays with what it counts
        return escape(form) % {"number": self.number(number), **values}

    def address(self, english: str) -> str:
        """Give the word of an address, such as `historique` for `history`."""
        return self.catalogue.pgettext("address", english)

    def number(self, number: int) -> str:
        """Write a number with the separators of the language."""
        known = self._numbers.get(number)
        if known is None:
            from babel.numbers import format_decimal

            known = self._numbers[number] = str(format_decimal(number, locale=self.locale))
        return known

    def date(self, day: dt.date) -> Markup:
        """Write a date as a `time` element."""
        known = self._dates.get(day)
        if known is None:
            known = self._dates[day] = date_html(day, self.locale)
        return known

    def plain_date(self, day: dt.date) -> str:
        """Write a date where no element can stand."""
        return date_text(day, self.locale)
