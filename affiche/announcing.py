"""Make the notice of a version, or of several, in every form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from affiche.archive.package import free_name
from affiche.archive.store import Addition, add_together
from affiche.archive.verify import verify
from affiche.compare import Comparer
from affiche.model import Channel
from affiche.notices.brief import data, markdown, slack
from affiche.notices.compose import Subject, compose
from affiche.notices.fields import merge_fields
from affiche.notices.mail import eml
from affiche.notices.record import Message
from affiche.pipeline import read, theme_of
from affiche.problems import ProblemLog, UnknownError, chosen
from affiche.serving.drafting import DRAFT, timeline_with_draft
from affiche.site.urls import Urls
from affiche.source import Entry, MarkdownRenderer, SourceFolder, digest, read_policy_ledger
from affiche.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from affiche.localization import Localizer
    from affiche.model import Policy, Site
    from affiche.site.theme.theme import Theme
    from affiche.source import Reading
    from affiche.timeline import VersionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A version that a person named."""

    policy: str
    version: str | None = None
    """None stands for the newest that was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    """What readers are told, ready to be written in any form."""

    site: Site
    subjects: tuple[tuple[Policy, VersionStatus], ...]
    """The versions, each with its policy."""
    messages: Mapping[str, Message]
    """For each file name without its ending, such as `privacy-2027-01-04.fr`, what it holds."""
    theme: Theme

    def written(self, form: str) -> dict[str, bytes]:
        """Return the files of a form, by their names."""
        write, ending = FORMS[form]
        return {f"{name}.{ending}": write(message, self.theme) for name, message in self.messages.items()}


def announce(
    source: Path,
    asked: Sequence[Asked],
    as_of: Callable[[Site], date],
    *,
    locales: Sequence[str] = (),
    together: bool,
) -> Announced:
    """Read the source and make the messages: one in each language, or all languages in one.

    Where nothing is named, they are about what was posted last.
    """
    reading, localizers = read(source, verify(source), names=[one.policy for one in asked])
    site = reading.site
    for locale in locales:
        chosen(localizers, locale, "locale")
    today = as_of(site)
    pairs = [_standing(reading, one, today) for one in asked] or _posted_last(site, today)
    notices = {
        locale: _message(site, pairs, locale, localizers)
        for locale in locales or _in_order(site)
        if locale in localizers and all(locale in standing.version.editions for _, standing in pairs)
    }
    if not notices:
        wanted = " and ".join(locales) or "any one language"
        raise UnknownError(f"not all of these versions were published in {wanted}.")
    name = "-".join(f"{policy.name}-{standing.version.id}" for policy, standing in pairs)
    messages = (
        {name: Message(notices=tuple(notice for each in notices.values() for notice in each.notices))}
        if together
        else {f"{name}.{locale}": message for locale, message in notices.items()}
    )
    return Announced(
        site=site,
        subjects=tuple(pairs),
        messages=messages,
        theme=theme_of(source),
    )


def _in_order(site: Site) -> list[str]:
    """Return the languages as a message in all of them has them: in Québec, French comes first."""
    return sorted(site.locales, key=lambda locale: site.language_tags[locale].lower() != "fr-ca")


def _posted_last(site: Site, today: date) -> list[tuple[Policy, VersionStatus]]:
    """Return the newest version of each policy that was posted on the newest day: readers get one message for all."""
    posted = [
        (policy, applying[0]) for policy in site.policies if (applying := timeline(policy, today).applying)
    ]
    if not posted:
        raise UnknownError(
            "no version is published yet; name a policy and the version 'draft' to see its notice."
        )
    day = max(standing.version.published for _, standing in posted)
    return [(policy, standing) for policy, standing in posted if standing.version.published == day]


def _standing(reading: Reading, asked: Asked, today: date) -> tuple[Policy, VersionStatus]:
    site = reading.site
    policy = chosen({policy.name: policy for policy in site.policies}, asked.policy, "policy")
    if asked.version == DRAFT:
        reading.raise_problems([policy.name])
        drafted = timeline_with_draft(policy, today, site.source_locale, (Comparer(), MarkdownRenderer()))
        if drafted.draft is None:
            raise UnknownError(f"there is no working text of {policy.name!r}.")
        return policy, drafted.draft
    known = timeline(policy, today)
    if asked.version:
        statuses = {status.version.id: status for status in known.standings}
        return policy, chosen(statuses, asked.version, "version")
    if not known.applying:
        raise UnknownError(
            f"no version of {policy.name!r} is published yet; name the version {DRAFT!r} to see its notice."
        )
    return policy, known.applying[0]


def _message(
    site: Site,
    pairs: Sequence[tuple[Policy, VersionStatus]],
    locale: str,
    localizers: Mapping[str, Localizer],
) -> Message:
    comparer = Comparer()
    subjects = []
    for policy, standing in pairs:
        old = standing.before.editions.get(locale) if standing.before else None
        subjects.append(
            Subject(
                policy=policy,
                version=standing.version,
                before=standing.before,
                comparison=comparer.compare(old, standing.version.editions[locale]) if old else None,
                withdrawal=standing.withdrawal,
            )
        )
    urls = Urls(site.base_url, localizers)
    return Message(notices=(compose(site, subjects, locale, localizers[locale], urls, is_for_editor=True),))


def _text(message: Message, theme: Theme) -> bytes:
    return theme.fill("notice.txt", message, message.notices[0].localizer).strip("\n").encode() + b"\n"


def _html(message: Message, theme: Theme) -> bytes:
    return theme.fill("notice.html", message, message.notices[0].localizer).lstrip("\n").encode()


def _eml(message: Message, theme: Theme) -> bytes:
    fields = list(merge_fields(message))
    if fields:
        raise UnknownError(
            f"{fields[0]} is a merge field, which only a mailing service fills in: use --format html and text, "
            "or take it out of site.yaml or policy.yaml."
        )
    return eml(message, _text(message, theme).decode(), _html(message, theme).decode())


FORMS: Mapping[str, tuple[Callable[[Message, Theme], bytes], str]] = {
    "eml": (_eml, "eml"),
    "html": (_html, "html"),
    "text": (_text, "txt"),
    "markdown": (lambda message, _: markdown(message).encode(), "md"),
    "slack": (lambda message, _: slack(message).encode(), "slack.txt"),
    "json": (lambda message, _: data(message).encode(), "json"),
}
"""How each form is written, and how its file ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What a person says was sent."""

    channel: Channel
    on: date
    to: str = ""
    count: int | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    """What was sent; left out, the notice as it is made now."""


def record(source: Path, announced: Announced, sending: Sending, today: date) -> list[Entry]:
    """Write into the ledger of each policy that its readers were told, and keep the message beside it."""
    names = [policy.name for policy, _ in announced.subjects]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise UnknownError(f"{twice} is named twice: record what was sent for one version at a time.")
    folder = SourceFolder(source, ProblemLog())
    files = sending.files or _as_sent(announced, sending.channel)
    entries = {
        policy.name: _entry(policy.name, standing, sending, files, (today, folder))
        for policy, standing in announced.subjects
    }
    add_together([Addition(policy=name, entry=entry, files=files) for name, entry in entries.items()], folder)
    return list(entries.values())


def _as_sent(announced: Announced, channel: Channel) -> dict[str, bytes]:
    is_completed = any(True for message in announced.messages.values() for _ in merge_fields(message))
    forms = ("eml",) if channel is Channel.EMAIL and not is_completed else ("html", "text")
    return {name: data for form in forms for name, data in announced.written(form).items()}


def _entry(
    policy: str,
    standing: VersionStatus,
    sending: Sending,
    files: Mapping[str, bytes],
    at: tuple[date, SourceFolder],
) -> Entry:
    today, folder = at
    version = standing.version
    _refuse_unlikely(standing, sending, today)
    ledger = read_policy_ledger(policy, folder)
    folder.log.raise_if_any()
    taken = {entry.notice for entry in ledger.notified}
    name = free_name(f"{version.id}.{sending.channel.value}.{sending.on}", taken)
    entry = Entry(
        event="notified",
        version=version.id,
        on=sending.on,
        files={file: digest(data) for file, data in sorted(files.items())},
        channel=sending.channel,
        notice=name,
        to=sending.to,
        count=sending.count,
        previous=ledger.head,
    )
    _refuse_twice(entry, ledger.notified)
    return entry.sealed()


def _refuse_unlikely(standing: VersionStatus, sending: Sending, today: date) -> None:
    """Refuse a message that cannot have been sent on its day."""
    version, called_off = standing.version, standing.withdrawal
    if version.id == DRAFT:
        raise UnknownError("the working text is not published, so nobody was told of it yet.")
    if not version.published <= sending.on <= today:
        raise UnknownError(
            f"{sending.on} cannot be: version {version.id} was posted on {version.published}, and today is {today}."
        )
    if called_off and sending.on < called_off.on and not sending.files:
        raise UnknownError(
            f"version {version.id} was withdrawn on {called_off.on}, and its notice says so now; "
            f"give the message that was sent on {sending.on} with --file."
        )
    if empty := next((name for name, data in sending.files.items() if not data.strip()), None):
        raise UnknownError(f"{empty} is empty, so it proves nothing; give the message as it was sent.")


def _refuse_twice(entry: Entry, notified: Sequence[Entry]) -> None:
    """Refuse to record the same once more, as a line of the ledger stays for good."""
    told = ("version", "on", "channel", "to", "count", "files")
    if any(all(getattr(entry, each) == getattr(other, each) for each in told) for other in notified):
        raise UnknownError(
            f"that is recorded already: version {entry.version}, {entry.channel}, {entry.on}, the same message; "
            "if other readers were told as well, say who with --to."
        )
