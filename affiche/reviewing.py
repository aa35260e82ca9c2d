"""A working text out as a Word file, and back with the edits of a lawyer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.exchange.braces import read_braces
from affiche.exchange.outgoing import review_word
from affiche.exchange.units import read_units
from affiche.pipeline import read
from affiche.problems import ProblemLog, chosen

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.exchange.units import Unit
    from affiche.source import Reading, SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """A working text, taken apart."""

    file: SourceFile
    locale: str
    language: str
    units: tuple[Unit, ...]


def review_out(source: Path, policy: str, locale: str | None) -> tuple[Working, bytes]:
    """Write the working text of a policy as a Word file."""
    reading, _ = read(source)
    working = _working(reading, policy, locale or reading.site.source_locale)
    return working, review_word(working.file.text, working.units, working.language)


def _working(reading: Reading, name: str, locale: str) -> Working:
    """Take the working text apart; what is wrong with it must be put right first."""
    (policy,) = reading.policies([name])
    chosen(dict.fromkeys(reading.site.locales), locale, "locale")
    reading.raise_problems([name])
    edition = chosen(policy.working, locale, "locale")
    file = reading.files[f"{name}/{locale}.md"]
    log = ProblemLog()
    braces = read_braces(file, reading.names_for(name, locale), log)
    log.raise_if_any()
    titles = {section.id: section.title for section in edition.walk()}
    return Working(
        file=file,
        locale=locale,
        language=reading.site.language_tags[locale],
        units=read_units(file.text, braces, titles),
    )
