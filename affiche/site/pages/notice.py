"""What readers are told about a version, on a page devoted to it, and on the homepage of a company."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from affiche.notices.compose import Subject, compose
from affiche.site.context import has_redline
from affiche.site.records import EditionPage, Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.model import Version
    from affiche.notices.record import Notice
    from affiche.site.context import PolicyContext
    from affiche.timeline import VersionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage(EditionPage):
    """What readers are told about a version that replaces another."""

    template: ClassVar = "notice-page.html"
    notice: Notice


def routes(context: PolicyContext, standing: VersionStatus) -> Iterator[Route]:
    """Return the page of the notice; a first version changes nothing, so it has none."""
    before, version = standing.before, standing.version
    if before and has_redline(standing, context.locale):
        address = context.urls.notice(context.policy, version.id, context.locale)
        yield Route(address, partial(_page, context, before, standing))


def _page(context: PolicyContext, before: Version, standing: VersionStatus) -> NoticePage:
    build, policy, locale, version = context.build, context.policy, context.locale, standing.version
    address = partial(context.urls.notice, policy, version.id)
    subject = Subject(
        policy=policy,
        version=version,
        before=before,
        comparison=context.comparison(before, version),
        withdrawal=standing.withdrawal,
    )
    return NoticePage(
        layout=context.layout,
        title=version.editions[locale].title,
        address=address(locale),
        canonical=address(locale),
        alternates=build.alternates(
            [other for other in version.editions if other in before.editions], address
        ),
        indexed=False,
        links=context.links,
        entry=context.entry(version),
        current=context.current,
        notice=compose(build.site, [subject], locale, build.localizers[locale], context.urls),
    )
