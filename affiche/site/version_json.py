"""The versions of a policy as data, for consent systems and anyone who keeps count: `versions.json`.

Its form is docs/versions.schema.json; other people's scripts read it, so it changes by addition only.
"""

from __future__ import annotations

import hashlib
import json
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from affiche.model import Significance
from affiche.site.context import has_redline, withdrawn_on
from affiche.timeline import Status

if TYPE_CHECKING:
    from affiche.model import Version
    from affiche.site.context import BuildContext
    from affiche.timeline import Timeline, VersionStatus

FORMAT = 1


def versions_json(build: BuildContext, policy_timeline: Timeline) -> str:
    """Write every posted version, newest first, with its dates, status, notes and addresses."""
    policy, urls = policy_timeline.policy, build.urls
    current = policy_timeline.current
    content = {
        "format": FORMAT,
        "policy": policy.name,
        "titles": {locale: policy.titles[locale] for locale in build.site.locales},
        "current": current.version.id if current else None,
        "retired": retired.isoformat() if (retired := policy_timeline.retired) else None,
        "accept_floor": accept_floor(policy_timeline),
        "revision": revision(policy_timeline),
        "addresses": {
            locale: {
                "current": urls.policy(policy, locale).url,
                "history": urls.history(policy, locale).url,
                "feed": urls.feed(policy, locale).url,
            }
            for locale in build.site.locales
        },
        "ledger": urls.ledger(policy).url,
        "versions": [_version(build, policy_timeline, standing) for standing in policy_timeline.standings],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def accept_floor(policy_timeline: Timeline) -> str | None:
    """Give the oldest version whose acceptance still holds: the last major one up to that in force."""
    applied = _applied(policy_timeline)
    major = (version for version in applied if version.significance is Significance.MAJOR)
    return next(major, applied[-1]).id if applied else None


def revision(policy_timeline: Timeline) -> int | None:
    """Count the first version and each major one after it, up to that in force: it grows when readers are to be asked anew."""
    applied = _applied(policy_timeline)
    later = sum(version.significance is Significance.MAJOR for version in applied[:-1])
    return 1 + later if applied else None


def _applied(policy_timeline: Timeline) -> list[Version]:
    """Return the versions up to that in force, newest first; none where none is in force."""
    current = policy_timeline.current
    return [
        standing.version
        for standing in policy_timeline.standings
        if current is not None
        and standing.status is not Status.WITHDRAWN
        and standing.version.order <= current.version.order
    ]


def ledger_json(policy_timeline: Timeline) -> str:
    """Write the ledger up to the as-of date, line by line as it is, so that its digests can be worked out again."""
    policy = policy_timeline.policy
    lines = list(
        takewhile(
            lambda line: json.loads(line)["on"] <= policy_timeline.as_of.isoformat(),
            policy.ledger,
        )
    )
    head = f"sha256:{hashlib.sha256(lines[-1].encode()).hexdigest()}" if lines else None
    content = {"format": FORMAT, "policy": policy.name, "head": head, "lines": lines}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def dates_json(standing: VersionStatus) -> dict[str, str | None]:
    """Return a version's id, status and dates."""
    version = standing.version
    return {
        "id": version.id,
        "status": standing.status.value,
        "significance": version.significance.value,
        "published": version.published.isoformat(),
        "effective": version.effective.isoformat(),
        "until": standing.until.isoformat() if standing.until else None,
    }


def _version(build: BuildContext, policy_timeline: Timeline, standing: VersionStatus) -> dict[str, Any]:
    version, policy, urls = standing.version, policy_timeline.policy, build.urls
    return {
        **dates_json(standing),
        "withdrawn": withdrawn.isoformat() if (withdrawn := withdrawn_on(standing)) else None,
        "predecessor": standing.before.id if standing.before else None,
        "authoritative": list(version.authoritative),
        "digests": dict(version.digests),
        "editions": {
            locale: {
                "language": build.localizers[locale].tag,
                "title": edition.title,
                "address": urls.version(policy, version.id, locale).url,
                "changes": urls.redline(policy, version.id, locale).url
                if has_redline(standing, locale)
                else None,
                "note": version.notes.get(locale) or None,
                "stale": list(version.stale.get(locale, ())),
                "reason": version.reasons.get(locale),
                "digest": version.digests[f"{locale}.md"],
            }
            for locale, edition in version.editions.items()
        },
    }
