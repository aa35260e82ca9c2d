"""What is still due of telling readers, and what was done, for an editor and for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from affiche.reporting.phrases import counted, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from affiche.model import Channel, Told
    from affiche.notices.record import Announcement, Notice
    from affiche.publishing.telling import Telling

_WAYS = {
    "email": "by e-mail",
    "homepage": "on the homepage",
    "app": "in the app",
    "page": "on the page of the policy",
    "feed": "in the feed",
    "post": "by letter",
}


def telling_lines(telling: Telling, as_of: date) -> Iterator[str]:
    """Say of a version how readers were told, and what is due by which day."""
    version = telling.version
    if telling.due and telling.by and version.effective > as_of:
        late = " (that day is past)" if telling.is_missed(as_of) else ""
        yield f"{version.id}: due by {telling.by}{_why(telling)}{late}: {_ways(telling.due)}"
    for told in telling.told:
        yield f"{version.id}: told on {told.on} {_WAYS[told.channel.value]}{_to(told)}"
    for told in telling.late:
        left = f"{counted(telling.clear_days, 'full day')} of notice"
        yield f"{version.id}: {told.channel.value} was used on {told.on}, after {telling.by}{_why(telling)}; that leaves {left}"


def values_text(notices: Sequence[Notice]) -> str:
    """Tell the editor what only one of both texts states and the notice does not say; empty where that is nothing."""
    lines = [line for notice in notices for about in notice.announcements for line in _values(notice, about)]
    head = "For you, and not in the notice: what came and went that no fact says. Put what readers should hear of into the change note."
    return "\n".join([head, *lines]) if lines else ""


def _values(notice: Notice, about: Announcement) -> Iterator[str]:
    where, values = f"{about.policy} {about.version} ({notice.locale})", about.values
    for each in values.substitutions:
        yield f"  {where}: “{each.old}” became “{each.new}” throughout, in {each.places} places"
    if values.gone:
        yield f"  {where}: only in the old text: {', '.join(values.gone)}"
    if values.come:
        yield f"  {where}: only in the new text: {', '.join(values.come)}"


def missed(telling: Telling) -> str:
    """Warn of a day that has passed, and say what to do."""
    version = telling.version
    policy = f"{version.policy or 'POLICY'} {version.id}"
    return (
        f"readers were promised to be told of version {version.id} {_ways(telling.due)} by {telling.by}"
        f"{_why(telling)}, and the ledger has no such notice. If it was sent, record it: "
        f"affiche notice {policy} --sent {telling.due[0].value} --on DAY."
    )


def due_text(telling: Telling, versions: str) -> str:
    """Say, after a version is published, what is left to be done; `versions` is as `affiche notice` is given them."""
    if not telling.due or not telling.by:
        return ""
    return (
        f"Readers are promised to be told {_ways(telling.due)}, by {telling.by}{_why(telling)}: "
        f"affiche notice {versions} --format eml --out outbox"
    )


def telling_data(telling: Telling) -> dict[str, Any]:
    """Return the same for a program."""
    return {
        "version": telling.version.id,
        "due": [channel.value for channel in telling.due],
        "by": telling.by.isoformat() if telling.by else None,
        "notice_days": telling.notice_days,
        "clear_days": telling.clear_days,
        "told": [
            {"channel": told.channel.value, "on": told.on.isoformat(), "to": told.to, "count": told.count}
            for told in telling.told
        ],
    }


def _why(telling: Telling) -> str:
    if not telling.notice_days:
        return ""
    return f", {counted(telling.notice_days, 'full day')} before {telling.version.effective}"


def _ways(channels: Sequence[Channel]) -> str:
    return listed([_WAYS[channel.value] for channel in channels])


def _to(told: Told) -> str:
    count = f", {told.count:,}" if told.count is not None else ""
    return f" ({told.to}{count})" if told.to else f" ({count.removeprefix(', ')})" if count else ""
