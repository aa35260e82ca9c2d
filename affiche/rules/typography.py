"""The rules of typography and of terms, each for one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.problems import Severity
from affiche.rules import capitals, dates, figures, names, spacing, spelling
from affiche.rules.rule import Rule, in_all_words, in_each_passage, in_each_text, of_language

if TYPE_CHECKING:
    from affiche.rules.rule import SeekInPassage, SeekInText

ADVICE = Severity.ADVICE
"""A space never stops a version from being published."""


def in_french(seek: SeekInPassage) -> SeekInText:
    """Look into each passage of the French texts."""
    return of_language("fr", in_each_passage(seek))


def in_english(seek: SeekInPassage) -> SeekInText:
    """Look into each passage of the English texts."""
    return of_language("en", in_each_passage(seek))


FRENCH = (
    *(
        Rule(
            id=f"french/{name}",
            severity=ADVICE,
            summary=summary,
            why=why,
            fix="`affiche check --fix` mends it",
            seek=in_all_words(in_french(seek)),
            mends=in_french(seek),
        )
        for name, seek, summary, why in (
            (
                "colon",
                spacing.french_colon,
                "a colon without its space that does not break",
                "A line must not begin with a colon (OQLF; usage in France is the same).",
            ),
            (
                "high-signs",
                spacing.french_high_signs,
                "a semicolon, question mark or exclamation mark spaced otherwise than in the country of the text",
                "In France a narrow space that does not break stands before it, in Canada none (OQLF: or the narrow one).",
            ),
            (
                "guillemets",
                spacing.french_guillemets,
                "guillemets without their spaces that do not break",
                "A line must not end with « or begin with ».",
            ),
            (
                "quotes",
                spelling.french_quotes,
                "English or straight quotation marks",
                "French quotes with « and »; “ and ” stand around a quotation inside another.",
            ),
            (
                "units",
                spacing.french_units,
                "a percent or currency sign without its space that does not break",
                "French parts the sign from its number, and a line must not begin with it.",
            ),
            (
                "number-sign",
                spacing.french_number_sign,
                "“n°”, “art.” or “p.” without its space that does not break",
                "A line must not begin with the number.",
            ),
            (
                "low-signs",
                spacing.low_signs,
                "a space before a comma or full stop, or inside a bracket",
                "It is a slip of the keyboard, and a line could begin with the sign.",
            ),
            (
                "run-on",
                spacing.run_on,
                "no space after a comma, semicolon or full stop",
                "Two words run into one, for the eye and for a search; often a line end was lost in copying.",
            ),
            (
                "digit-groups",
                figures.french_digit_groups,
                "a number or telephone number that the end of a line may part",
                "Half of “12 000” is another number; the spaces between its groups must not break.",
            ),
            (
                "numbers",
                figures.french_numbers,
                "a number or amount in its English form",
                "In French “1,500” is one and a half. It is 1 500, 10,50 and 10 $, with spaces that do not break.",
            ),
            (
                "times",
                figures.french_times,
                "a time without its spaces that do not break",
                "French writes 17 h 05 (OQLF).",
            ),
            (
                "apostrophe",
                spelling.french_apostrophe,
                "a straight apostrophe",
                "French is set with ’, and a search finds a word only in one of the two forms.",
            ),
            (
                "ellipsis",
                spelling.french_ellipsis,
                "three full stops for one sign",
                "The sign … never breaks, and a screen reader says it right.",
            ),
            (
                "first-of-month",
                dates.french_first_of_month,
                "“1 janvier”, “02 janvier” or “2e janvier”",
                "The first of a month, and no other day, has an ending (Bureau de la traduction).",
            ),
            (
                "day-month",
                dates.french_day_and_month,
                "a day that the end of a line may part from its month",
                "A day without its month says nothing, and 1er at the end of a line is misread.",
            ),
            (
                "date-capitals",
                dates.french_date_capitals,
                "a month or weekday with a capital, a month cut short, or a comma before the year",
                "Such dates are English in form.",
            ),
            (
                "capitals",
                capitals.french_capitals,
                "a day, month or language with a capital",
                "French writes them small: le lundi, en janvier, en anglais.",
            ),
            (
                "ordinals",
                spelling.french_ordinals,
                "an ordinal such as “2ème” or “1ère”",
                "The short forms are 1er, 1re, 2e.",
            ),
            (
                "letters",
                spelling.french_letters,
                "a capital without its accent, or oe for œ",
                "Accents stand on capitals too; œ is one letter.",
            ),
        )
    ),
    Rule(
        id="french/title-case",
        severity=ADVICE,
        summary="a heading with capitals inside, as English titles have them",
        why="In French only the first word and names have a capital. What the text itself writes small is no name.",
        fix="write these words small",
        seek=in_each_text(of_language("fr", capitals.french_title_case)),
    ),
    Rule(
        id="french/terms",
        severity=ADVICE,
        summary="a term of France in a text for Canada, or the other way round",
        why="Readers and authorities of each country know the terms of its law: renseignements personnels, or données personnelles.",
        fix="use the term of the country",
        seek=in_all_words(names.terms_of_another_country),
    ),
)

ENGLISH = (
    *(
        Rule(
            id=f"english/{name}",
            severity=ADVICE,
            summary=summary,
            why=why,
            fix="`affiche check --fix` mends it",
            seek=in_all_words(in_english(seek)),
            mends=in_english(seek),
        )
        for name, seek, summary, why in (
            (
                "high-signs",
                spacing.english_signs,
                "a space before a colon, semicolon, question mark, exclamation mark or percent sign",
                "English sets them without one; here French habits slip in.",
            ),
            (
                "low-signs",
                spacing.low_signs,
                "a space before a comma or full stop, or inside a bracket",
                "It is a slip of the keyboard, and a line could begin with the sign.",
            ),
            (
                "run-on",
                spacing.run_on,
                "no space after a comma, semicolon or full stop",
                "Two words run into one, for the eye and for a search; often a line end was lost in copying.",
            ),
            (
                "numbers",
                figures.english_numbers,
                "a number or amount in its French form",
                "English writes 12,000, 2.5% and $10.50; here French habits slip in.",
            ),
            (
                "times",
                figures.english_times,
                "a time in its French form; in Canada, one such as 5pm",
                "One form for all times: 5:05 p.m. in Canada, 17:05 in Britain.",
            ),
        )
    ),
    Rule(
        id="english/dates",
        severity=ADVICE,
        summary="a date in another form than the locale’s",
        why="One form for all dates: June 1, 2026 in Canada and the United States, 1 June 2026 in Britain, and never 1st.",
        fix="write the date in the form of the locale",
        seek=in_all_words(in_english(dates.english_dates)),
    ),
)
