"""The facts that changed, as sentences: “Recorded calls: kept 90 days instead of six months”.

A sentence is made of the editor's labels and the values themselves. Its patterns hold no word that would have to agree
with either, and a value follows “de” in French only where that is never “d’”.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.drafts.facts import comparable
from affiche.localization import NO_BREAK_SPACE
from affiche.notices.record import FactChange, Happening
from affiche.notices.shown import Shown, without_markup
from affiche.source.data.localised import each_in_locale

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.localization import Localizer
    from affiche.model import Edition, Fact

_FIGURES = {
    "en": "a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|forty"
    "|fifty|sixty|ninety",
    "fr": "deux|trois|quatre|cinq|six|sept|neuf|dix|douze|treize|quatorze|quinze|seize|dix-huit|vingt|trente|quarante"
    "|cinquante|soixante|cent|mille",
}
"""The numbers in letters after which a quantity follows; no French one begins with a vowel or an h."""
_NAME_OF_PLACE = "country"
"""The column that is written in brackets after the name of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactContext:
    """What sentences about facts are made with."""

    localizer: Localizer
    labels: Mapping[str, Fact]
    old: Shown
    new: Shown

    def shows(self, old: str, new: str) -> bool:
        """Return whether readers can find both values, and can find that one came or the other went.

        Where other facts take and leave the same values, as many of each may stay: then a passage that is the same but
        for the value shows it.
        """
        if not all(text.count(value) for text, value in ((self.old, old), (self.new, new)) if value):
            return False
        came = self.new.count(new) > self.old.count(new)
        went = self.old.count(old) > self.new.count(old)
        return came or went or bool(old and new and self.old.around(old) & self.new.around(new))

    def spaced(self, text: str) -> str:
        """Return words with the spaces of the language, so that no line begins with a colon."""
        if self.localizer.locale.language != "fr":
            return text
        return re.sub(r" (?=[:»])|(?<=«) ", NO_BREAK_SPACE, text)


def fact_changes(
    facts: tuple[Mapping[str, Fact], Mapping[str, Fact]],
    editions: tuple[Edition, Edition],
    labels: Mapping[str, Fact],
    localizer: Localizer,
    locales: Sequence[str],
) -> tuple[FactChange, ...]:
    """Return the facts that differ between two editions, old and new, each where both its texts show the change."""
    locale = editions[1].locale
    old, new, own = (each_in_locale(each, locale, locales) for each in (*facts, labels))
    context = FactContext(localizer=localizer, labels=own, old=Shown(editions[0]), new=Shown(editions[1]))
    return tuple(_differences("", old, new, own, context))


def _differences(
    name: str, old: Fact | None, new: Fact | None, label: Fact | None, context: FactContext
) -> Iterator[FactChange]:
    """Walk down to the facts that differ: single values, and the rows of tables."""
    if comparable(old) == comparable(new):
        return
    if _is_table(old) or _is_table(new):
        yield from _rows(name, old, new, label, context)
    elif isinstance(old, Mapping) or isinstance(new, Mapping):
        before = old if isinstance(old, Mapping) else {}
        after = new if isinstance(new, Mapping) else {}
        labels = label if isinstance(label, Mapping) else {}
        for part in dict.fromkeys([*after, *before]):
            inner = f"{name}.{part}".strip(".")
            yield from _differences(inner, before.get(part), after.get(part), labels.get(part), context)
    else:
        yield from _value(name, words_of(old), words_of(new), label, context)


def _value(name: str, old: str, new: str, label: Fact | None, context: FactContext) -> Iterator[FactChange]:
    if not context.shows(old, new):
        return
    subject = label if isinstance(label, str) else context.new.section_with(new)
    if not subject:
        return
    yield FactChange(
        name=name,
        happening=_happening(old, new),
        sentence=_sentence(context.spaced(subject), old, new, context.localizer),
        old=(old,) if old else (),
        new=(new,) if new else (),
    )


def _sentence(subject: str, old: str, new: str, localizer: Localizer) -> str:
    """Write what a subject is now, and what it was; a subject with a colon of its own goes on after it."""
    now = labelled(subject, new or old, localizer)
    if not old:  # the text may have said it before, in other words and without a fact
        return now
    if not new:
        return localizer.plain("%(now)s (no longer stated)", now=now)
    if _is_quantity(old, localizer) and _is_quantity(new, localizer):
        return localizer.plain("%(now)s instead of %(before)s", now=now, before=old)
    return localizer.plain("%(now)s (before: %(before)s)", now=now, before=old)


def labelled(subject: str, value: str, localizer: Localizer) -> str:
    """Write a value after what it is; a label with a colon of its own goes on after it."""
    if ":" in subject:
        return f"{subject} {value}"
    return localizer.plain("%(subject)s: %(value)s", subject=subject, value=value)


def _is_quantity(value: str, localizer: Localizer) -> bool:
    words = _FIGURES.get(localizer.locale.language, r"(?!)")
    return bool(re.match(rf"[$€£]?\s?\d|(?:{words})\b", value, re.IGNORECASE))


def _rows(
    name: str, old: Fact | None, new: Fact | None, label: Fact | None, context: FactContext
) -> Iterator[FactChange]:
    before, after = rows_of(old), rows_of(new)
    columns = columns_of(new) or columns_of(old)
    for row in dict.fromkeys([*after, *before]):
        if row in before and row in after:
            yield from _cells(f"{name}.{row}", before[row], after[row], columns, context)
            continue
        happening = Happening.REMOVED if row in before else Happening.ADDED
        cells = before[row] if row in before else after[row]
        text, other = (context.old, context.new) if row in before else (context.new, context.old)
        values = {key: cells[key] for key in columns if cells.get(key)}
        counts = [(text.count(value), other.count(value)) for value in values.values()]
        if counts and all(here for here, _ in counts) and any(here > there for here, there in counts):
            yield FactChange(
                name=f"{name}.{row}",
                happening=happening,
                sentence=_row_sentence(values, columns, happening, label, context),
                old=tuple(values.values()) if happening is Happening.REMOVED else (),
                new=tuple(values.values()) if happening is Happening.ADDED else (),
            )


def _row_sentence(
    values: Mapping[str, str],
    columns: Mapping[str, str],
    happening: Happening,
    label: Fact | None,
    context: FactContext,
) -> str:
    """Write a whole row: what it is, its name with its country, and the rest by the headings of the columns."""
    first, *others = values
    subject = label.get(happening.value) if isinstance(label, Mapping) else None
    if not isinstance(subject, str):
        is_new, what = happening is Happening.ADDED, columns[first]
        localizer = context.localizer
        subject = (
            localizer.plain("Added: %(what)s", what=what)
            if is_new
            else localizer.plain("Removed: %(what)s", what=what)
        )
    name = values[first]
    if _NAME_OF_PLACE in others:
        others.remove(_NAME_OF_PLACE)
        name = f"{name} ({values[_NAME_OF_PLACE]})"
    if len(others) == 1:
        rest = values[others[0]]
    else:
        rest = ". ".join(
            context.localizer.plain("%(subject)s: %(value)s", subject=columns[key], value=values[key])
            for key in others
        )
    opening = (
        f"{context.spaced(subject)} – {name}"
        if ":" in subject
        else labelled(subject, name, context.localizer)
    )
    return f"{opening}. {rest}" if rest else opening


def _cells(
    name: str,
    old: Mapping[str, str],
    new: Mapping[str, str],
    columns: Mapping[str, str],
    context: FactContext,
) -> Iterator[FactChange]:
    """Write the cells of a row that differ, each after the name of the row and the heading of its column."""
    first = next(iter(columns))
    for key, heading in columns.items():
        before, after = old.get(key, ""), new.get(key, "")
        if comparable(before) == comparable(after):
            continue
        subject = heading if key == first else f"{new.get(first, '')} – {heading}"
        yield from _value(f"{name}.{key}", before, after, subject, context)


def _happening(old: str, new: str) -> Happening:
    return Happening.CHANGED if old and new else Happening.ADDED if new else Happening.REMOVED


def words_of(fact: Fact | None) -> str:
    """Return a value as a text shows it; a list is written with commas."""
    if fact is None:
        return ""
    if isinstance(fact, Mapping):
        return ", ".join(map(words_of, fact.values()))
    return without_markup(fact) if isinstance(fact, str) else ", ".join(map(words_of, fact))


def _is_table(fact: Fact | None) -> bool:
    return isinstance(fact, Mapping) and isinstance(fact.get("rows"), tuple) and "columns" in fact


def columns_of(fact: Fact | None) -> dict[str, str]:
    """Return the headings of a table by the names of its columns; nothing of what is no table."""
    columns = fact.get("columns") if isinstance(fact, Mapping) else None
    return {key: words_of(words) for key, words in columns.items()} if isinstance(columns, Mapping) else {}


def rows_of(fact: Fact | None) -> dict[str, dict[str, str]]:
    """Return the rows of a table by their ids; a row without one goes by its first cell."""
    columns, rows = columns_of(fact), fact.get("rows", ()) if isinstance(fact, Mapping) else ()
    found = {}
    for row in rows if isinstance(rows, tuple) else ():
        if isinstance(row, Mapping):
            cells = {key: words_of(row.get(key)) for key in columns}
            found[words_of(row.get("id")) or next(iter(cells.values()), "")] = cells
    return found
