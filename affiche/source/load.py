"""The folder content/ into a Site: every file read once, every problem noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.model import Organisation, Policy, Site
from affiche.problems import ContentError
from affiche.source.ledger import read_policy_ledger
from affiche.source.localised import for_each_locale
from affiche.source.shapes import SiteShape, fit
from affiche.source.versions import read_versions
from affiche.source.working import read_head, read_working_text
from affiche.source.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from affiche.problems import ProblemLog
    from affiche.source.files import SourceFolder
    from affiche.source.markdown import MarkdownRenderer
    from affiche.source.working import Head
    from affiche.source.yaml import Node


def load(folder: SourceFolder, renderer: MarkdownRenderer) -> Site:
    """Read everything under content/.

    Problems are noted in the folder's log, so that the caller can add its own before it raises them. Where
    site.yaml itself cannot be used there is nothing to give: ContentError with all that was found.
    """
    file = folder.read("site.yaml", what="the organisation, the locales and the policies of the site")
    node = read_yaml(file, folder.log) if file else None
    shape = fit(node, SiteShape, folder.log) if node else None
    if shape is None or node is None:
        raise ContentError(folder.log.problems)
    _check_lists(shape, node, folder)
    heads = [head for name in shape.policies if (head := read_head(name, shape.locales, folder))]
    _check_slugs(heads, shape.locales, folder.log)
    organisation = node.find(("organisation",))
    return Site(
        organisation=Organisation(
            name=for_each_locale(
                shape.organisation.name, shape.locales, organisation.find(("name",)), folder.log
            ),
            address=for_each_locale(
                shape.organisation.address, shape.locales, organisation.find(("address",)), folder.log
            ),
            email=shape.organisation.email,
            url=shape.organisation.url,
        ),
        base_url=shape.base_url.rstrip("/") + "/",
        timezone=shape.timezone,
        locales=tuple(shape.locales),
        language_tags={locale: shape.language_tags.get(locale, locale) for locale in shape.locales},
        policies=tuple(_policy(head, heads, shape, folder, renderer) for head in heads),
    )


def _policy(
    head: Head, heads: Sequence[Head], site: SiteShape, folder: SourceFolder, renderer: MarkdownRenderer
) -> Policy:
    ledger = read_policy_ledger(head.name, folder)
    return Policy(
        name=head.name,
        titles=head.titles,
        slugs=head.slugs,
        authoritative=head.authoritative,
        promises=head.promises,
        facts=head.facts,
        working=read_working_text(head, heads, site, folder, renderer),
        plan=head.plan,
        versions=read_versions(head.name, ledger, site.locales, folder, renderer),
        ledger=tuple(entry.line() for entry in ledger.entries),
    )


def _check_lists(site: SiteShape, node: Node, folder: SourceFolder) -> None:
    """Note a locale or policy named twice, a tag for no locale, and a policy folder that is not listed."""
    for key, names in (("locales", site.locales), ("policies", site.policies)):
        for place, name in enumerate(names):
            if name.lower() in (earlier.lower() for earlier in names[:place]):
                folder.log.add(
                    node.find((key, place)).location,
                    f"{name!r} is listed a second time",
                    expected="each once",
                )
    for locale in site.language_tags.keys() - set(site.locales):
        where = node.find(("language_tags",)).keys[locale]
        folder.log.add(
            where, f"{locale!r} is not a locale of this site", expected="one of " + ", ".join(site.locales)
        )
    for name in folder.folders():
        if folder.exists(f"{name}/policy.yaml") and name not in site.policies:
            folder.log.add(
                node.find(("policies",)).location,
                f"the policy in the folder {name!r} is not listed",
                expected="every policy, in the order in which readers see them",
                fix=f"add {name} to the list, or take its folder away",
            )


def _check_slugs(heads: Sequence[Head], locales: Sequence[str], log: ProblemLog) -> None:
    """Note two policies that would stand at one address."""
    for locale in locales:
        first: dict[str, Head] = {}
        for head in heads:
            slug = head.slugs.get(locale)
            if slug is None:
                continue
            if slug in first:
                log.add(
                    head.node.find(("slug", locale)).location,
                    f"the address /{locale}/{slug}/ is taken by the policy {first[slug].name!r}",
                    expected="a slug of its own for each policy",
                )
            first.setdefault(slug, head)
