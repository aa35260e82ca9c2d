"""Whether every address under which anything was ever posted still answers: a link, once posted, works for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.problems import Location

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from affiche.model import Policy, Version
    from affiche.problems import ProblemLog
    from affiche.source.files import SourceFolder
    from affiche.source.header import PolicyHeader

EVERY_ADDRESS = "every address that was ever posted, as links to it may stand anywhere"


def check_slugs(
    headers: Sequence[PolicyHeader], locales: Sequence[str], log_of: Callable[[str], ProblemLog]
) -> None:
    """Note, in the log of the policy, one that would have the address of another, a slug of today before a former one."""
    for locale in locales:
        first: dict[str, str] = {}
        for header, place, slug in _slugs(headers, locale):
            if slug in first:
                log_of(header.name).add(
                    header.node.find(place).location,
                    f"the policy {first[slug]!r} stands at the address /{locale}/{slug}/ already",
                    expected="a slug of its own for each policy, which no policy had before it",
                    fix="take this one out of the list" if first[slug] == header.name else "",
                    rule="site/address",
                )
            first.setdefault(slug, header.name)


def _slugs(
    headers: Sequence[PolicyHeader], locale: str
) -> Iterator[tuple[PolicyHeader, tuple[str | int, ...], str]]:
    """Give each slug of a locale with its place in policy.yaml."""
    for header in headers:
        if locale in header.slugs:
            yield header, ("slug", locale), header.slugs[locale]
    for header in headers:
        for number, slug in enumerate(header.former_slugs.get(locale, ())):
            yield header, ("former_slugs", locale, number), slug


def check_posted(
    header: PolicyHeader, versions: Sequence[Version], locales: Sequence[str], folder: SourceFolder
) -> None:
    """Note the addresses of the policy, as its versions were posted, at which nothing would stand any more."""
    _check_name(header, versions, folder)
    before = {locale: _before(header, versions, locale) for locale in locales if locale in header.slugs}
    lost = [
        f"/{locale}/{slug}/"
        for locale, slugs in before.items()
        for slug in slugs
        if slug not in header.former_slugs.get(locale, ())
    ]
    if lost:
        lines = ", ".join(f"{locale}: [{', '.join(slugs)}]" for locale, slugs in before.items() if slugs)
        folder.log.add(
            header.node.find(("slug",)).location,
            f"the policy was posted at {' and '.join(lost)}: nothing would be there any more",
            expected=EVERY_ADDRESS,
            fix=f"put the slug back; or say `former_slugs: {{{lines}}}`, and the old addresses lead to the new ones",
            rule="site/lost-address",
        )


def _before(header: PolicyHeader, versions: Sequence[Version], locale: str) -> list[str]:
    """Give the slugs of a locale before that of today, oldest first, whether they are listed or not."""
    posted = sorted(versions, key=lambda version: version.published)
    known = [*(slug for version in posted for slug in version.slugs.get(locale, ()))]
    listed = header.former_slugs.get(locale, ())
    return [slug for slug in dict.fromkeys([*known, *listed]) if slug != header.slugs[locale]]


def _check_name(header: PolicyHeader, versions: Sequence[Version], folder: SourceFolder) -> None:
    """Note a folder that was renamed: its name stands in the addresses of the policy's data."""
    version = next((version for version in versions if version.policy not in {"", header.name}), None)
    if version:
        folder.log.add(
            Location(path=folder.shown(f"{header.name}/policy.yaml")),
            f"version {version.id} was posted as the policy {version.policy!r}: "
            f"nothing would be at /{version.policy}/versions.json",
            expected=EVERY_ADDRESS,
            fix=f"name the folder {version.policy} again, as readers see its title and slug alone; "
            f"or, if this began as a copy of another policy, take ledger.jsonl and versions/ out of it",
            rule="site/lost-address",
        )


def check_locales(
    policies: Sequence[Policy], locales: Sequence[str], where: Location, log: ProblemLog
) -> None:
    """Note each locale that texts were published in and the site has no longer."""
    lost: dict[str, str] = {}
    for policy in policies:
        for version in policy.versions:
            texts = [name.removesuffix(".md") for name in version.digests if name.endswith(".md")]
            for locale in texts:
                if locale not in locales:
                    lost.setdefault(locale, f"version {version.id} of {policy.name}")
    for locale, example in lost.items():
        log.add(
            where,
            f"{example} was posted in {locale!r}, which is not listed: nothing would be under /{locale}/",
            expected=EVERY_ADDRESS,
            fix=f"list {locale} again; a fuller language tag stands in `language_tags: {{{locale}: …}}`",
            rule="site/lost-address",
        )
