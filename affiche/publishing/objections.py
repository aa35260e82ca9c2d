"""What stands in the way of a publication: one function for each rule, all of which are always asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.archive.read_back import read_back
from affiche.archive.store import ledger_with
from affiche.characters import UNSHOWABLE, has_words
from affiche.drafts.sections import OPENING, State, behind
from affiche.model import Consent, Significance
from affiche.problems import Location, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.model import Version
    from affiche.publishing.proposal import Proposal


def objections(proposal: Proposal) -> list[Problem]:
    """Return everything that stands in the way; what a build would refuse is looked for once all is decided."""
    found = [problem for rule in RULES for problem in rule(proposal)]
    return found or list(unreadable_once_published(proposal))


def objections_together(proposals: Sequence[Proposal]) -> list[Problem]:
    """Return everything that stands in the way of publishing several policies at once: they take effect on one day."""
    found = [problem for each in proposals for problem in objections(each)]
    for each in proposals:
        day, wanted = each.request.effective, proposals[0].request.effective
        if day and wanted and day != wanted:
            found.append(
                Problem(
                    location=each.locations.decided("effective"),
                    message=f"{each.policy.name} would take effect on {day}, and {proposals[0].policy.name} on {wanted}",
                    expected="one day for policies that are published together",
                    fix="give them the same day, or publish them one by one",
                    rule="publish/effective",
                )
            )
    return found


def is_unchanged(proposal: Proposal) -> bool:
    """Return whether a version would say what the one before it says."""
    policy, before = proposal.policy, proposal.before
    if before is None or proposal.facts or policy.working.keys() - proposal.comparisons.keys():
        return False
    if before.editions.keys() - policy.working.keys():  # nobody can say what a text that cannot be read says
        return False
    same_terms = (before.promises, before.authoritative) == (policy.promises, policy.authoritative)
    return same_terms and not any(comparison.changed for comparison in proposal.comparisons.values())


def nothing_changed(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a version that says what the one before it says."""
    if is_unchanged(proposal):
        yield Problem(
            location=proposal.locations.whole(),
            message=f"nothing changed {proposal.since}, so there is nothing to publish",
            fix="edit the text first",
            rule="publish/nothing-new",
        )


def title_unusable(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a text whose title has no words, or a character that no page can show."""
    for locale, edition in proposal.policy.working.items():
        strange = UNSHOWABLE.search(edition.title)
        if strange or not has_words(edition.title):
            yield Problem(
                location=proposal.locations.title(locale),
                message=f"there is a character that no page can show in this title: U+{ord(strange[0]):04X}"
                if strange
                else "the title of this text has no words",
                expected="a first line such as `# Privacy policy`",
                fix="write the title in words; a picture cannot stand for it",
                rule="publish/words",
            )


def text_behind(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a section that was changed in the source locale and not in another, unless that is meant."""
    source = proposal.site.source_locale
    for locale in proposal.site.locales:
        if locale in proposal.request.stale_allowed or locale not in proposal.policy.working:
            continue
        for section in behind(proposal.sections, locale):
            name = (
                f"“{section.title}” (#{section.id})" if section.id != OPENING else "the title or introduction"
            )
            if section.states[locale] is State.MISSING:
                message = f"the section {name} is missing in {locale}"
            elif section.states[source] is State.REMOVED:
                message = f"{name} was removed from {source} {proposal.since}, but not from {locale}"
            else:
                message = f"{name} was changed in {source} {proposal.since}, but not in {locale}"
            named = section.id if section.id != OPENING else '""'
            unaffected = f"`unaffected: {{{locale}: [{named}]}}` under `next:` in policy.yaml"
            yield Problem(
                location=proposal.locations.section(locale, section.id),
                message=message,
                expected=f"the same change in both languages, or a statement that {locale} needs none",
                fix=f"change it in {locale} too; or, if it needs no change, add {unaffected}; or publish it as it is with "
                f"--allow-stale {locale} --reason-{locale} “…”, and readers of {locale} will see your reason",
                rule="publish/behind",
            )


def text_not_behind(proposal: Proposal) -> Iterator[Problem]:
    """Refuse `--allow-stale` for a text that is up to date: whoever added it looked at something else."""
    for locale in sorted(proposal.request.stale_allowed):
        if locale in proposal.policy.working and not any(behind(proposal.sections, locale)):
            yield Problem(
                location=Location(path=f"--allow-stale {locale}"),
                message=f"nothing in {locale} is out of date",
                fix=f"leave --allow-stale {locale} out",
                rule="publish/not-behind",
            )


def section_not_behind(proposal: Proposal) -> Iterator[Problem]:
    """Refuse `unaffected:` for a section that is up to date: the text was changed since."""
    answered = {
        (locale, section.id)
        for section in proposal.sections
        for locale, state in section.states.items()
        if state is State.UNAFFECTED
    }
    for locale, sections in proposal.request.unaffected.items():
        for section in sections:
            if (locale, section) not in answered:
                yield Problem(
                    location=proposal.locations.stated("next", "unaffected", locale),
                    message=f"nothing in {locale} is out of date in `{section or 'title and introduction'}`",
                    fix=f"remove {section or '“”'} from this list",
                    rule="publish/not-behind",
                )


def significance_undecided(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a version of which nobody has said how much it means."""
    if proposal.request.significance is None:
        yield Problem(
            location=proposal.locations.decided("significance"),
            message="no significance is set",
            expected="major, if readers must be told; editorial, if the meaning is the same",
            fix="add --significance major (or editorial), or a line `significance:` under `next:`",
            rule="publish/significance",
        )


def note_missing(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a major version without a note in some locale, and a note that not all readers can read."""
    notes, is_major = proposal.request.notes, proposal.request.significance is Significance.MAJOR
    if not is_major and not notes:
        return
    for locale in proposal.site.locales:
        if locale not in notes:
            yield Problem(
                location=proposal.locations.decided("notes", f"--note-{locale}"),
                message=f"the change note in {locale} is missing",
                expected="a note in every language" + (", as the version is major" if is_major else ""),
                fix=f"add --note-{locale} “…”, or the note under `next:`, in a sentence or two",
                rule="publish/words",
            )


def words_unshowable(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a note or reason that no page can show."""
    for option, texts in (("note", proposal.request.notes), ("reason", proposal.request.reasons)):
        for locale, text in texts.items():
            if strange := UNSHOWABLE.search(text):
                yield Problem(
                    location=proposal.locations.decided(f"{option}s", f"--{option}-{locale}"),
                    message=f"there is a character that no page can show in this {option}: U+{ord(strange[0]):04X}",
                    expected="words typed in UTF-8, without control characters",
                    fix=f"type the {option} again; what you pasted may hold characters that cannot be seen",
                    rule="publish/words",
                )


def date_undecided(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a version that applies from no day."""
    if proposal.request.effective is None:
        day = proposal.earliest
        yield Problem(
            location=proposal.locations.decided("effective"),
            message="no effective date is set",
            expected=f"a day such as {day}, the earliest for this version",
            fix=f"add --effective {day}, or a line `effective:` under `next:`",
            rule="publish/effective",
        )


def date_taken(proposal: Proposal) -> Iterator[Problem]:
    """Refuse the id of another version; a second one of the same day has to be asked for by its number."""
    if proposal.request.effective is None or proposal.request.wanted_id == proposal.next_id:
        return
    wanted, free = proposal.request.wanted_id, proposal.next_id
    other = next((version for version in proposal.policy.versions if version.id == wanted), None)
    yield Problem(
        location=proposal.locations.decided("effective"),
        message=f"{wanted} is taken by the version posted on {other.published}{_withdrawn(other)}"
        if other
        else f"there is no version for {wanted} to come after",
        expected=f"another day, or {free}",
        fix=f"choose another day; or, for a version that replaces the other on that day, --effective {free}"
        if other
        else f"--effective {free}",
        rule="publish/effective",
    )


def _withdrawn(version: Version) -> str:
    return f" and withdrawn on {version.withdrawal.on}" if version.withdrawal else ""


def date_in_the_past(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a version that applies from before it is posted, unless that is meant; and `--retroactive` for any other."""
    effective, posted = proposal.request.effective, proposal.request.posted
    if effective is None:
        return
    if effective >= posted and proposal.request.is_retroactive:
        yield Problem(
            location=Location(path="--retroactive"),
            message=f"{effective} is not before the day of posting, {posted}",
            fix="leave --retroactive out",
            rule="publish/effective",
        )
    if effective < posted and not proposal.request.is_retroactive:
        yield Problem(
            location=proposal.locations.decided("effective"),
            message=f"{effective} is before the day of posting, {posted}",
            expected="the day of posting, or a later one",
            fix="choose a later day"
            if proposal.notice_days
            else "choose a later day; or, if it is right that this applies already, add --retroactive --reason “…”",
            rule="publish/effective",
        )


def retired_by_then(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a version that would take effect only when its policy no longer applies."""
    effective, retired = proposal.request.effective, proposal.policy.retired
    if effective and retired and effective >= retired:
        yield Problem(
            location=proposal.locations.stated("retired"),
            message=f"the policy is retired on {retired}, and this version would take effect on {effective}",
            expected="a version that takes effect before that day",
            fix="remove `retired:` from policy.yaml, or give it a later day",
            rule="publish/effective",
        )


def notice_too_short(proposal: Proposal) -> Iterator[Problem]:
    """Refuse to break the longest notice that a version in force or upcoming promises."""
    request, binding, first = proposal.request, proposal.binding, proposal.earliest
    if request.effective is None or request.significance is None or binding is None:
        return
    if proposal.notice_days and request.effective < first:
        left = max(0, (request.effective - request.posted).days - 1)
        standing = "now in force" if binding.effective <= request.posted else "already posted"
        yield Problem(
            location=proposal.locations.decided("effective"),
            message=f"version {binding.id}, {standing}, promises {proposal.notice_days} full days of notice, and "
            f"from {request.posted} to {request.effective} there are {left}",
            expected=f"{first} or later",
            fix=f"choose {first} or a later day",
            rule="publish/notice",
        )


def not_told_before(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a version that applies on the day of posting, where readers were promised to be told before."""
    request = proposal.request
    is_today = request.effective == request.posted and request.significance is Significance.MAJOR
    if is_today and proposal.is_told_before and not proposal.notice_days:
        yield Problem(
            location=proposal.locations.decided("effective"),
            message="readers were promised to be told before a change applies, but this version would apply "
            f"on the day of posting, {request.posted}",
            expected=f"{proposal.earliest} or later",
            fix=f"choose {proposal.earliest} or a later day",
            rule="publish/notice",
        )


USES = ("purposes", "recipients", "transfers")
"""The facts whose change is a new use of what is held already."""


def consent_unsaid(proposal: Proposal) -> Iterator[Problem]:
    """Refuse a change for which consent is promised, unless it is said how consent is asked for."""
    if proposal.consent is Consent.NEVER or proposal.is_editorial:
        return
    uses = [name for name in proposal.facts if name.partition(".")[0] in USES]
    said = proposal.policy.plan.recourse.consent if proposal.policy.plan else {}
    if (uses or proposal.consent is Consent.MATERIAL) and not said:
        what = f"it changes {', '.join(uses)}" if uses else "it is major"
        yield Problem(
            location=proposal.locations.decided("consent"),
            message=f"readers are promised to be asked for consent to such a change: {what}",
            expected="how consent is asked for, or why none is needed, in each language",
            fix="write it under `next:` at `consent:`, in a sentence such as “We ask for your consent when you next "
            "sign in.”; readers will see it in the notice",
            rule="publish/consent",
        )


def posted_out_of_turn(proposal: Proposal) -> Iterator[Problem]:
    """Refuse an entry of the ledger that would be older than the last one."""
    last = proposal.ledger.postings[-1] if proposal.ledger.postings else None
    if last and proposal.request.posted < last.on:
        yield Problem(
            location=Location(path=f"--as-of {proposal.request.posted}"),
            message=f"version {last.version} was {last.event} on {last.on}, and nothing can be posted before that",
            expected=f"{last.on} or later",
            fix="leave --as-of out, to post today",
            rule="publish/order",
        )


def promises_changed_quietly(proposal: Proposal) -> Iterator[Problem]:
    """Refuse other promises in an editorial version: readers rely on them, whatever the reason."""
    before = proposal.before
    if before and proposal.is_editorial and before.promises != proposal.policy.promises:
        yield Problem(
            location=proposal.locations.stated("promises"),
            message=f"the promises differ from those of version {before.id}, and this version is called editorial",
            expected="a major version: what is promised to readers is never a matter of wording",
            fix="make it major; or put the promises back as they were",
            rule="publish/editorial",
        )


def reason_missing(proposal: Proposal) -> Iterator[Problem]:
    """Refuse what is unusual without a reason, which its readers will see."""
    lacking = [locale for locale in proposal.site.locales if locale not in proposal.request.reasons]
    if not lacking:
        return
    for locale in lacking:
        if locale in proposal.request.stale_allowed and any(behind(proposal.sections, locale)):
            yield _reason(Location(path=f"--allow-stale {locale}"), "a text that is behind", [locale])
    if proposal.request.is_retroactive:
        yield _reason(Location(path="--retroactive"), "a version that applies from a past day", lacking)
    if facts := proposal.quiet_facts:
        yield _not_editorial(
            proposal.locations.stated("facts", *facts[0].split(".")),
            f"this version is called editorial, and it changes facts: {', '.join(facts)}",
            lacking,
        )
    if proposal.is_force_moved:
        yield _not_editorial(
            proposal.locations.stated("authoritative"),
            "this version is called editorial, and other texts than before have legal force: "
            f"{' and '.join(proposal.policy.authoritative)}",
            lacking,
        )
    if proposal.is_editorial:
        yield from _weighty_words(proposal, lacking)


def _weighty_words(proposal: Proposal, lacking: list[str]) -> Iterator[Problem]:
    """Give one problem for each section in which a word came or went that may change the meaning."""
    for locale, changes in proposal.weighty.items():
        for change in changes:
            name = f"“{change.title}” (#{change.section})" if change.section else "the title or introduction"
            yield _not_editorial(
                proposal.locations.section(locale, change.section),
                f"this version is called editorial, and in {name} the meaning may change: {change}",
                lacking,
            )


def _not_editorial(location: Location, message: str, lacking: list[str]) -> Problem:
    return Problem(
        location=location,
        message=message,
        expected=f"a major version, or a reason in {' and '.join(lacking)}",
        fix=f"make it major; or add {_options(lacking)}, which readers will see",
        rule="publish/editorial",
    )


def _reason(location: Location, what: str, locales: list[str]) -> Problem:
    return Problem(
        location=location,
        message=f"{what} needs a reason in {' and '.join(locales)}, for its readers",
        fix=f"add {_options(locales)}",
        rule="publish/reason",
    )


def _options(locales: list[str]) -> str:
    return " ".join(f"--reason-{locale} “…”" for locale in locales)


def unreadable_once_published(proposal: Proposal) -> list[Problem]:
    """Refuse what the next build could not read or show, as nothing that was published can be corrected."""
    made, name = proposal.package, proposal.policy.name
    return read_back(
        name, made.entry, made.files, ledger_with(name, made.entry, proposal.folder), proposal.folder
    )


RULES = (
    nothing_changed,
    title_unusable,
    text_behind,
    text_not_behind,
    section_not_behind,
    significance_undecided,
    note_missing,
    words_unshowable,
    date_undecided,
    date_taken,
    date_in_the_past,
    retired_by_then,
    notice_too_short,
    not_told_before,
    consent_unsaid,
    posted_out_of_turn,
    promises_changed_quietly,
    reason_missing,
)
