"""What is to be translated of a policy out to a translator, and the translation back into its text."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from affiche.confined import Root
from affiche.drafts.sections import State, compare_with, section_states, version_before
from affiche.drafts.staleness import stale_sections
from affiche.exchange import po, xliff
from affiche.exchange.braces import read_braces
from affiche.exchange.translated import take_in
from affiche.exchange.translation import Languages, Progress, sections_of
from affiche.exchange.units import read_units
from affiche.problems import ContentError, Location, Problem, ProblemLog, UnknownError, chosen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from affiche.exchange.translated import Translated
    from affiche.exchange.translation import Answer, Request, SectionText
    from affiche.model import Edition, Policy, Version
    from affiche.source import Reading, SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is to be translated of a policy into a language."""

    policy: str
    locale: str
    languages: tuple[str, str]
    """The full tags of source and translation."""
    texts: Languages
    target: str
    """The translation as it is; empty if there is none."""
    path: str
    """Its file, inside the source folder."""
    requests: tuple[Request, ...]

    @property
    def open(self) -> int:
        """How many units are not translated."""
        return sum(request.state is not Progress.DONE for request in self.requests)


def work(reading: Reading, name: str, locale: str, as_of: date) -> Work:
    """Find what is missing or out of date in a translation; what is wrong with either text must be put right first."""
    (policy,) = reading.policies([name])
    first = reading.site.source_locale
    chosen(dict.fromkeys(reading.site.locales), locale, "locale")
    if locale == first:
        raise UnknownError(
            f"{locale} is the language that is written first: translate into another one, with --to."
        )
    _refuse_mistakes(reading, policy, first, locale)
    path = policy.working_file(locale)
    before = version_before(policy, as_of)
    texts = Languages(
        source=_sections(reading, policy, first),
        target=_sections(reading, policy, locale) if path in reading.files else {},
        before=_as_translated(reading, policy, before, first, locale),
    )
    file = reading.files.get(path)
    tags = reading.site.language_tags
    return Work(
        policy=name,
        locale=locale,
        languages=(tags[first], tags[locale]),
        texts=texts,
        target=file.text if file else "",
        path=path,
        requests=tuple(texts.requests(_asked(policy, before, texts, reading.site.locales, locale))),
    )


def _refuse_mistakes(reading: Reading, policy: Policy, first: str, locale: str) -> None:
    target = [file] if (file := policy.working_file(locale)) in reading.files else []
    needed = {
        reading.folder.shown(each)
        for each in (policy.working_file(first), f"{policy.name}/policy.yaml", *target)
    }
    problems = [each for each in reading.problems_of([policy.name]) if each.location.path in needed]
    if problems:
        raise ContentError(problems)


def _sections(reading: Reading, policy: Policy, locale: str) -> dict[str, SectionText]:
    """Take a working text apart."""
    file = reading.files[policy.working_file(locale)]
    log = ProblemLog()
    braces = read_braces(file, reading.names_for(policy.name, locale), log)
    log.raise_if_any()
    edition = policy.working[locale]
    titles = {section.id: section.title for section in edition.walk()}
    return _by_id(sections_of(file.text, read_units(file.text, braces, titles), list(titles)))


def _by_id(sections: Sequence[SectionText]) -> dict[str, SectionText]:
    return {section.id: section for section in sections}


def _as_translated(
    reading: Reading, policy: Policy, before: Version | None, first: str, locale: str
) -> dict[str, SectionText]:
    """Return each section that the translation lags behind, as it was when it was translated."""
    comparisons = compare_with(before, policy.working)
    stale = stale_sections(policy, before, comparisons, first, locale)
    texts: dict[str, Mapping[str, SectionText]] = {}
    found = {}
    for identifier, since in stale.items():
        if since.id not in texts:
            file = reading.folder.read(
                f"{policy.name}/versions/{since.id}/{first}.md", what="a published text"
            )
            texts[since.id] = _frozen(file, since.editions[first]) if file else {}
        if section := texts[since.id].get(identifier):
            found[identifier] = section
    return found


def _frozen(file: SourceFile, edition: Edition) -> Mapping[str, SectionText]:
    titles = {section.id: section.title for section in edition.walk()}
    return _by_id(sections_of(file.text, read_units(file.text, (), titles), list(titles)))


def _asked(
    policy: Policy, before: Version | None, texts: Languages, locales: Sequence[str], locale: str
) -> list[str]:
    """Name the sections that are stale or missing, in the order of the source."""
    if not texts.target:
        return list(texts.source)
    plan = policy.open_plan
    states = section_states(
        policy,
        before,
        compare_with(before, policy.working),
        locales,
        unaffected=plan.unaffected if plan else {},
    )
    behind = {each.id for each in states if each.states.get(locale) in {State.STALE, State.MISSING}}
    return [identifier for identifier in texts.source if identifier in behind]


def written(asked: Work, form: str, now: datetime) -> bytes:
    """Write what is asked for as `po` or `xliff`."""
    if form == "po":
        return po.write(asked.requests, asked.policy, asked.languages, now)
    return xliff.write(asked.requests, asked.policy, asked.languages)


def answers(path: str, data: bytes) -> tuple[Answer, ...]:
    """Read a file that came back, by its name."""
    match PurePath(path).suffix.lower():
        case ".po":
            return po.read(path, data)
        case ".xlf" | ".xliff":
            return xliff.read(path, data)
        case other:
            message = f"a translation cannot be read from a file in {other or 'no form'}"
            raise ContentError(
                [
                    Problem(
                        location=Location(path=path),
                        message=message,
                        expected="a file in .po or .xlf",
                        rule="exchange/unreadable",
                    )
                ]
            )


def bring_in(source: Path, asked: Work, given: Sequence[Answer]) -> Translated:
    """Put a translation into the text, and write the file if that changes it."""
    done = take_in(asked.texts, asked.target, asked.requests, given)
    if done.text != asked.target:
        inside = Root(source)
        data = inside.read(asked.path) if inside.kind(asked.path) else b""
        inside.write(asked.path, _as_saved(done.text, data))
    return done


def _as_saved(text: str, data: bytes) -> bytes:
    """Write a text with the byte order mark and the line ends that its file had."""
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return mark + (text.replace("\n", "\r\n") if b"\r\n" in data else text).encode()
