"""What stands in the way of a publication: one function for each rule, and all of them are always asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from affiche.archive.facts import beyond_the_bar
from affiche.archive.sections import OPENING, State, behind
from affiche.model import Significance
from affiche.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from affiche.archive.case import Case
    from affiche.model import Version


def objections(case: Case) -> Iterator[Problem]:
    """Give everything that stands in the way."""
    yield from nothing_changed(case)
    yield from text_behind(case)
    yield from text_not_behind(case)
    yield from section_not_behind(case)
    yield from significance_undecided(case)
    yield from note_lacking(case)
    yield from date_undecided(case)
    yield from date_taken(case)
    yield from date_gone_by(case)
    yield from retired_by_then(case)
    yield from notice_too_short(case)
    yield from posted_out_of_turn(case)
    yield from reason_lacking(case)


def nothing_changed(case: Case) -> Iterator[Problem]:
    """Refuse a version that says what the one before it says."""
    policy, before = case.policy, case.before
    if before is None or case.facts or policy.working.keys() - case.comparisons.keys():
        return
    same_terms = (before.promises, before.authoritative) == (policy.promises, policy.authoritative)
    if same_terms and not any(comparison.changed for comparison in case.comparisons.values()):
        yield Problem(
            location=case.places.whole(),
            message=f"nothing changed {case.since}, so there is nothing to publish",
            fix="edit the text first",
        )


def text_behind(case: Case) -> Iterator[Problem]:
    """Refuse a section that was changed in the source locale and not in another, unless that is meant."""
    source = case.site.source_locale
    for locale in case.site.locales:
        if locale in case.request.stale_allowed or locale not in case.policy.working:
            continue
        for section in behind(case.sections, locale):
            name = (
                f"“{section.title}” (#{section.id})" if section.id != OPENING else "the title or introduction"
            )
            if section.states[locale] is State.MISSING:
                message = f"the section {name} is missing in {locale}"
            elif section.states[source] is State.REMOVED:
                message = f"{name} was taken out of {source} {case.since}, and not out of {locale}"
            else:
                message = f"{name} was changed in {source} {case.since}, and not in {locale}"
            named = section.id if section.id != OPENING else '""'
            unaffected = f"`unaffected: {{{locale}: [{named}]}}` under `next:` in policy.yaml"
            yield Problem(
                location=case.places.section(locale, section.id),
                message=message,
                expected=f"the same change in both languages, or word that {locale} needs none",
                fix=f"change it in {locale} too; or, if it needs nothing, write {unaffected}; or let it be late with "
                f"--allow-stale {locale} --reason-{locale} “…”, and readers of {locale} will see your reason",
            )


def text_not_behind(case: Case) -> Iterator[Problem]:
    """Refuse the word that a text may be behind, where it is not: whoever says so looked at something else."""
    for locale in sorted(case.request.stale_allowed):
        if locale in case.policy.working and not any(behind(case.sections, locale)):
            yield Problem(
                location=Location(path=f"--allow-stale {locale}"),
                message=f"nothing in {locale} is behind",
                fix=f"leave --allow-stale {locale} out",
            )


def section_not_behind(case: Case) -> Iterator[Problem]:
    """Refuse the word that a section is unaffected, where it is not behind: the text was changed since."""
    answered = {
        (locale, section.id)
        for section in case.sections
        for locale, state in section.states.items()
        if state is State.UNAFFECTED
    }
    for locale, sections in case.request.unaffected.items():
        for section in sections:
            if (locale, section) not in answered:
                yield Problem(
                    location=case.places.stated("next", "unaffected", locale),
                    message=f"nothing in {locale} is behind in `{section or 'title and introduction'}`",
                    fix=f"take {section or '“”'} out of this list",
                )


def significance_undecided(case: Case) -> Iterator[Problem]:
    """Refuse a version of which nobody has said how much it means."""
    if case.request.significance is None:
        yield Problem(
            location=case.places.decided("significance"),
            message="nobody has decided how much this version means",
            expected="major, if readers must be told; editorial, if the meaning is the same",
            fix="add --significance major (or editorial), or a line `significance:` under `next:`",
        )


def note_lacking(case: Case) -> Iterator[Problem]:
    """Refuse a major version without a note in some locale, and a note that not all readers can read."""
    notes, is_major = case.request.notes, case.request.significance is Significance.MAJOR
    if not is_major and not notes:
        return
    for locale in case.site.locales:
        if locale not in notes:
            yield Problem(
                location=case.places.decided("notes", f"--note-{locale}"),
                message=f"there is no note in {locale} that tells readers what changed",
                expected="a note in every language" + (", as the version is major" if is_major else ""),
                fix=f"add --note-{locale} “…”, or the note under `next:`, in a sentence or two",
            )


def date_undecided(case: Case) -> Iterator[Problem]:
    """Refuse a version that applies from no day."""
    if case.request.effective is None:
        day = _earliest(case)
        yield Problem(
            location=case.places.decided("effective"),
            message="nobody has decided from which day this version applies",
            expected=f"a day such as {day}, the earliest for this version",
            fix=f"add --effective {day}, or a line `effective:` under `next:`",
        )


def date_taken(case: Case) -> Iterator[Problem]:
    """Refuse the id of another version; a second one of the same day has to be asked for by its number."""
    wanted, free = case.request.wanted_id, case.next_id
    if case.request.effective is None or wanted == free:
        return
    other = next((version for version in case.policy.versions if version.id == wanted), None)
    yield Problem(
        location=case.places.decided("effective"),
        message=f"{wanted} is taken by the version posted on {other.published}{_called_off(other)}"
        if other
        else f"there is no version for {wanted} to come after",
        expected=f"another day, or {free}",
        fix=f"choose another day; or, for a version that takes the other’s place on that day, "
        f"--effective {free}"
        if other
        else f"--effective {free}",
    )


def _called_off(version: Version) -> str:
    return f" and withdrawn on {version.withdrawal.on}" if version.withdrawal else ""


_RETROACTIVE = "; or, if it is right that this applies already, add --retroactive --reason “…”"


def date_gone_by(case: Case) -> Iterator[Problem]:
    """Refuse a version that applies from before it is posted, unless that is meant; and the word where it is not so."""
    effective, posted = case.request.effective, case.request.posted
    if effective is None:
        return
    if effective >= posted and case.request.is_retroactive:
        yield Problem(
            location=Location(path="--retroactive"),
            message=f"{effective} is not before the day of posting, {posted}",
            fix="leave --retroactive out",
        )
    promised = case.notice_days and case.request.significance is Significance.MAJOR
    if effective < posted and not case.request.is_retroactive:
        yield Problem(
            location=case.places.decided("effective"),
            message=f"{effective} is before the day of posting, {posted}",
            expected="the day of posting, or a later one",
            fix="choose a later day" + ("" if promised else _RETROACTIVE),
        )


def retired_by_then(case: Case) -> Iterator[Problem]:
    """Refuse a version that would take effect only once its policy applies no more."""
    effective, retired = case.request.effective, case.policy.retired
    if effective and retired and effective >= retired:
        yield Problem(
            location=case.places.stated("retired"),
            message=f"the policy is retired on {retired}, and this version would take effect on {effective}",
            expected="a version that takes effect before that day",
            fix="take `retired:` out of policy.yaml, or give it a later day",
        )


def notice_too_short(case: Case) -> Iterator[Problem]:
    """Refuse to break the notice period that the version in force on the day of posting promises."""
    request, current = case.request, case.current
    if request.effective is None or current is None or request.significance is not Significance.MAJOR:
        return
    first = _earliest(case)
    if case.notice_days and request.effective < first:
        left = max(0, (request.effective - request.posted).days - 1)
        yield Problem(
            location=case.places.decided("effective"),
            message=f"version {current.id}, now in force, promises {case.notice_days} full days of notice, and "
            f"from {request.posted} to {request.effective} there are {left}",
            expected=f"{first} or later",
            fix=f"choose {first} or a later day",
        )


def posted_out_of_turn(case: Case) -> Iterator[Problem]:
    """Refuse to write something into the ledger as if it were older than what stands there."""
    last = case.ledger.entries[-1] if case.ledger.entries else None
    if last and case.request.posted < last.on:
        yield Problem(
            location=Location(path=f"--as-of {case.request.posted}"),
            message=f"version {last.version} was {last.event} on {last.on}, and nothing can be posted before that",
            expected=f"{last.on} or later",
            fix="leave --as-of out, to post today",
        )


def needs_reason(case: Case) -> bool:
    """Say whether anything about the version is unusual."""
    is_quiet = case.request.significance is Significance.EDITORIAL and bool(beyond_the_bar(case.facts))
    is_behind = any(any(behind(case.sections, locale)) for locale in case.site.locales)
    return is_quiet or is_behind or case.request.is_retroactive


def reason_lacking(case: Case) -> Iterator[Problem]:
    """Refuse what is unusual without a reason, which its readers will see."""
    lacking = [locale for locale in case.site.locales if locale not in case.request.reasons]
    for locale in lacking:
        if locale in case.request.stale_allowed and any(behind(case.sections, locale)):
            yield _reason(Location(path=f"--allow-stale {locale}"), "a text that is behind", [locale])
    if lacking and case.request.is_retroactive:
        yield _reason(Location(path="--retroactive"), "a version that applies from a day gone by", lacking)
    facts = beyond_the_bar(case.facts)
    if lacking and facts and case.request.significance is Significance.EDITORIAL:
        yield Problem(
            location=case.places.stated("facts", *facts[0].split(".")),
            message=f"this version is called editorial, and it changes facts: {', '.join(facts)}",
            expected=f"a major version, or a reason in {' and '.join(lacking)}",
            fix=f"make it major; or add {_option(lacking)}, which readers will see",
        )


def _reason(location: Location, what: str, locales: list[str]) -> Problem:
    return Problem(
        location=location,
        message=f"{what} needs a reason in {' and '.join(locales)}, for its readers",
        fix=f"add {_option(locales)}",
    )


def _option(locales: list[str]) -> str:
    return " ".join(f"--reason-{locale} “…”" for locale in locales)


def _earliest(case: Case) -> date:
    is_free = case.request.significance is Significance.EDITORIAL or not case.notice_days
    return case.request.posted + timedelta(days=0 if is_free else case.notice_days + 1)
