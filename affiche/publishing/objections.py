"""What stands in the way of a publication: one function for each rule, and all of them are always asked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from affiche.drafts.facts import beyond_the_bar
from affiche.drafts.sections import OPENING, State, behind
from affiche.model import Significance
from affiche.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from affiche.model import Version
    from affiche.publishing.context import Context


def objections(context: Context) -> Iterator[Problem]:
    """Give everything that stands in the way."""
    yield from nothing_changed(context)
    yield from text_behind(context)
    yield from text_not_behind(context)
    yield from section_not_behind(context)
    yield from significance_undecided(context)
    yield from note_lacking(context)
    yield from date_undecided(context)
    yield from date_taken(context)
    yield from date_gone_by(context)
    yield from retired_by_then(context)
    yield from notice_too_short(context)
    yield from posted_out_of_turn(context)
    yield from reason_lacking(context)


def nothing_changed(context: Context) -> Iterator[Problem]:
    """Refuse a version that says what the one before it says."""
    policy, before = context.policy, context.before
    if before is None or context.facts or policy.working.keys() - context.comparisons.keys():
        return
    same_terms = (before.promises, before.authoritative) == (policy.promises, policy.authoritative)
    if same_terms and not any(comparison.changed for comparison in context.comparisons.values()):
        yield Problem(
            location=context.locations.whole(),
            message=f"nothing changed {context.since}, so there is nothing to publish",
            fix="edit the text first",
        )


def text_behind(context: Context) -> Iterator[Problem]:
    """Refuse a section that was changed in the source locale and not in another, unless that is meant."""
    source = context.site.source_locale
    for locale in context.site.locales:
        if locale in context.request.stale_allowed or locale not in context.policy.working:
            continue
        for section in behind(context.sections, locale):
            name = (
                f"“{section.title}” (#{section.id})" if section.id != OPENING else "the title or introduction"
            )
            if section.states[locale] is State.MISSING:
                message = f"the section {name} is missing in {locale}"
            elif section.states[source] is State.REMOVED:
                message = f"{name} was taken out of {source} {context.since}, and not out of {locale}"
            else:
                message = f"{name} was changed in {source} {context.since}, and not in {locale}"
            named = section.id if section.id != OPENING else '""'
            unaffected = f"`unaffected: {{{locale}: [{named}]}}` under `next:` in policy.yaml"
            yield Problem(
                location=context.locations.section(locale, section.id),
                message=message,
                expected=f"the same change in both languages, or word that {locale} needs none",
                fix=f"change it in {locale} too; or, if it needs nothing, write {unaffected}; or let it be late with "
                f"--allow-stale {locale} --reason-{locale} “…”, and readers of {locale} will see your reason",
            )


def text_not_behind(context: Context) -> Iterator[Problem]:
    """Refuse the word that a text may be behind, where it is not: whoever says so looked at something else."""
    for locale in sorted(context.request.stale_allowed):
        if locale in context.policy.working and not any(behind(context.sections, locale)):
            yield Problem(
                location=Location(path=f"--allow-stale {locale}"),
                message=f"nothing in {locale} is behind",
                fix=f"leave --allow-stale {locale} out",
            )


def section_not_behind(context: Context) -> Iterator[Problem]:
    """Refuse the word that a section is unaffected, where it is not behind: the text was changed since."""
    answered = {
        (locale, section.id)
        for section in context.sections
        for locale, state in section.states.items()
        if state is State.UNAFFECTED
    }
    for locale, sections in context.request.unaffected.items():
        for section in sections:
            if (locale, section) not in answered:
                yield Problem(
                    location=context.locations.stated("next", "unaffected", locale),
                    message=f"nothing in {locale} is behind in `{section or 'title and introduction'}`",
                    fix=f"take {section or '“”'} out of this list",
                )


def significance_undecided(context: Context) -> Iterator[Problem]:
    """Refuse a version of which nobody has said how much it means."""
    if context.request.significance is None:
        yield Problem(
            location=context.locations.decided("significance"),
            message="nobody has decided how much this version means",
            expected="major, if readers must be told; editorial, if the meaning is the same",
            fix="add --significance major (or editorial), or a line `significance:` under `next:`",
        )


def note_lacking(context: Context) -> Iterator[Problem]:
    """Refuse a major version without a note in some locale, and a note that not all readers can read."""
    notes, is_major = context.request.notes, context.request.significance is Significance.MAJOR
    if not is_major and not notes:
        return
    for locale in context.site.locales:
        if locale not in notes:
            yield Problem(
                location=context.locations.decided("notes", f"--note-{locale}"),
                message=f"there is no note in {locale} that tells readers what changed",
                expected="a note in every language" + (", as the version is major" if is_major else ""),
                fix=f"add --note-{locale} “…”, or the note under `next:`, in a sentence or two",
            )


def date_undecided(context: Context) -> Iterator[Problem]:
    """Refuse a version that applies from no day."""
    if context.request.effective is None:
        day = _earliest(context)
        yield Problem(
            location=context.locations.decided("effective"),
            message="nobody has decided from which day this version applies",
            expected=f"a day such as {day}, the earliest for this version",
            fix=f"add --effective {day}, or a line `effective:` under `next:`",
        )


def date_taken(context: Context) -> Iterator[Problem]:
    """Refuse the id of another version; a second one of the same day has to be asked for by its number."""
    wanted, free = context.request.wanted_id, context.next_id
    if context.request.effective is None or wanted == free:
        return
    other = next((version for version in context.policy.versions if version.id == wanted), None)
    yield Problem(
        location=context.locations.decided("effective"),
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


def date_gone_by(context: Context) -> Iterator[Problem]:
    """Refuse a version that applies from before it is posted, unless that is meant; and the word where it is not so."""
    effective, posted = context.request.effective, context.request.posted
    if effective is None:
        return
    if effective >= posted and context.request.is_retroactive:
        yield Problem(
            location=Location(path="--retroactive"),
            message=f"{effective} is not before the day of posting, {posted}",
            fix="leave --retroactive out",
        )
    promised = context.notice_days and context.request.significance is Significance.MAJOR
    if effective < posted and not context.request.is_retroactive:
        yield Problem(
            location=context.locations.decided("effective"),
            message=f"{effective} is before the day of posting, {posted}",
            expected="the day of posting, or a later one",
            fix="choose a later day" + ("" if promised else _RETROACTIVE),
        )


def retired_by_then(context: Context) -> Iterator[Problem]:
    """Refuse a version that would take effect only once its policy applies no more."""
    effective, retired = context.request.effective, context.policy.retired
    if effective and retired and effective >= retired:
        yield Problem(
            location=context.locations.stated("retired"),
            message=f"the policy is retired on {retired}, and this version would take effect on {effective}",
            expected="a version that takes effect before that day",
            fix="take `retired:` out of policy.yaml, or give it a later day",
        )


def notice_too_short(context: Context) -> Iterator[Problem]:
    """Refuse to break the notice period that the version in force on the day of posting promises."""
    request, current = context.request, context.current
    if request.effective is None or current is None or request.significance is not Significance.MAJOR:
        return
    first = _earliest(context)
    if context.notice_days and request.effective < first:
        left = max(0, (request.effective - request.posted).days - 1)
        yield Problem(
            location=context.locations.decided("effective"),
            message=f"version {current.id}, now in force, promises {context.notice_days} full days of notice, and "
            f"from {request.posted} to {request.effective} there are {left}",
            expected=f"{first} or later",
            fix=f"choose {first} or a later day",
        )


def posted_out_of_turn(context: Context) -> Iterator[Problem]:
    """Refuse to write something into the ledger as if it were older than what stands there."""
    last = context.ledger.postings[-1] if context.ledger.postings else None
    if last and context.request.posted < last.on:
        yield Problem(
            location=Location(path=f"--as-of {context.request.posted}"),
            message=f"version {last.version} was {last.event} on {last.on}, and nothing can be posted before that",
            expected=f"{last.on} or later",
            fix="leave --as-of out, to post today",
        )


def needs_reason(context: Context) -> bool:
    """Say whether anything about the version is unusual."""
    is_quiet = context.request.significance is Significance.EDITORIAL and bool(beyond_the_bar(context.facts))
    is_behind = any(any(behind(context.sections, locale)) for locale in context.site.locales)
    return is_quiet or is_behind or context.request.is_retroactive


def reason_lacking(context: Context) -> Iterator[Problem]:
    """Refuse what is unusual without a reason, which its readers will see."""
    lacking = [locale for locale in context.site.locales if locale not in context.request.reasons]
    for locale in lacking:
        if locale in context.request.stale_allowed and any(behind(context.sections, locale)):
            yield _reason(Location(path=f"--allow-stale {locale}"), "a text that is behind", [locale])
    if lacking and context.request.is_retroactive:
        yield _reason(Location(path="--retroactive"), "a version that applies from a day gone by", lacking)
    facts = beyond_the_bar(context.facts)
    if lacking and facts and context.request.significance is Significance.EDITORIAL:
        yield Problem(
            location=context.locations.stated("facts", *facts[0].split(".")),
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


def _earliest(context: Context) -> date:
    is_free = context.request.significance is Significance.EDITORIAL or not context.notice_days
    return context.request.posted + timedelta(days=0 if is_free else context.notice_days + 1)
