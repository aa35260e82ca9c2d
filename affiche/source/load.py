"""The folder content/ into a Site: every file read once, every problem noted."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from affiche.model import NoticeSettings, Organisation, Policy, Site
from affiche.problems import ContentError
from affiche.source.addresses import check_locales, check_posted, check_slugs
from affiche.source.ledger import LEDGER, read_policy_ledger
from affiche.source.localised import for_each_locale, note_unless_known
from affiche.source.shapes import SiteShape, fit
from affiche.source.values import base_address
from affiche.source.versions import read_versions
from affiche.source.working import Surroundings, check_unaffected, read_head, read_working_text, unread_texts
from affiche.source.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.model import Edition, Version
    from affiche.problems import ProblemLog
    from affiche.source.files import SourceFolder
    from affiche.source.markdown import MarkdownRenderer
    from affiche.source.working import Head
    from affiche.source.yaml import Node


def load(folder: SourceFolder, renderer: MarkdownRenderer) -> Site:
    """Read everything under content/.

    Problems are noted in the folder's log, so that the caller can add its own before it raises them. Where
    site.yaml itself cannot be used there is no site to give: ContentError, with the problems of the policies too.
    """
    file = folder.read("site.yaml", what="the organisation, the locales and the policies of the site")
    node = read_yaml(file, folder.log) if file else None
    shape = fit(node, SiteShape, folder.log) if node else None
    if shape is None or node is None:
        _policies(_as_the_folders_show(folder), folder, renderer)
        raise ContentError(folder.log.problems)
    around = _surroundings(shape)
    _check_lists(shape, node, folder)
    own, locales, log = node.find(("organisation",)), around.locales, folder.log
    policies = _policies(around, folder, renderer)
    check_locales(policies, locales, node.find(("locales",)).location, log)
    return Site(
        organisation=Organisation(
            name=for_each_locale(shape.organisation.name, locales, own.find(("name",)), log),
            address=for_each_locale(shape.organisation.address, locales, own.find(("address",)), log),
            email=shape.organisation.email,
            url=shape.organisation.url,
        ),
        base_url=base_address(shape.base_url),
        timezone=shape.timezone,
        locales=locales,
        language_tags={locale: shape.language_tags.get(locale, locale) for locale in locales},
        policies=policies,
        notices=NoticeSettings(
            banner_days=shape.notices.banner_days,
            greeting=_spread(shape.notices.greeting, locales, node.find(("notices", "greeting")), log),
            footer=_spread(shape.notices.footer, locales, node.find(("notices", "footer")), log),
        ),
    )


def _spread(
    values: Mapping[str, str], locales: Sequence[str], node: Node, log: ProblemLog
) -> Mapping[str, str]:
    return for_each_locale(values, locales, node, log) if values else {}


def _surroundings(site: SiteShape) -> Surroundings:
    """Take what the texts of all policies share; a name given twice counts once."""
    organisation = site.organisation
    locales = tuple({locale.lower(): locale for locale in reversed(site.locales)}.values())[::-1]
    return Surroundings(
        locales=locales,
        policies=tuple(dict.fromkeys(site.policies)),
        path=urlsplit(site.base_url).path.rstrip("/"),
        organisation={
            locale: {
                "name": organisation.name.get(locale) or organisation.name.get("", ""),
                "address": organisation.address.get(locale) or organisation.address.get("", ""),
                "email": organisation.email,
                "url": organisation.url,
            }
            for locale in locales
        },
    )


def _as_the_folders_show(folder: SourceFolder) -> Surroundings:
    """Guess what a broken site.yaml would say, so that it does not hide the problems of the policies."""
    policies = tuple(name for name in folder.folders() if folder.exists(f"{name}/policy.yaml"))
    texts = {file for name in policies for file in folder.files(name) if file.endswith(".md")}
    locales = tuple(sorted(file.removesuffix(".md") for file in texts))
    nobody = {"name": "", "address": "", "email": "", "url": ""}
    return Surroundings(
        locales=locales, policies=policies, path="", organisation=dict.fromkeys(locales, nobody)
    )


def _policies(around: Surroundings, folder: SourceFolder, renderer: MarkdownRenderer) -> tuple[Policy, ...]:
    present = [name for name in around.policies if folder.exists(name)]
    heads = {name: head for name in present if (head := read_head(name, around.locales, folder))}
    check_slugs(list(heads.values()), around.locales, folder.log)
    working = {name: read_working_text(name, heads, around, folder, renderer) for name in present}
    return tuple(_policy(head, working[head.name], folder, renderer, around) for head in heads.values())


def _policy(
    head: Head,
    working: Mapping[str, Edition],
    folder: SourceFolder,
    renderer: MarkdownRenderer,
    around: Surroundings,
) -> Policy:
    check_unaffected(head, working, around.locales, folder.log)
    ledger, versions = folder.memory.recall(
        ("archive", head.name),
        around.locales,
        lambda: _archive(head.name, around.locales, folder, renderer),
        folder.log,
    )
    _check_retired(head, versions, folder.log)
    check_posted(head, versions, around.locales, folder)
    return Policy(
        name=head.name,
        titles=head.titles,
        slugs=head.slugs,
        former_slugs=head.former_slugs,
        former_ids=head.former_ids,
        authoritative=head.authoritative,
        promises=head.promises,
        facts=head.facts,
        labels=head.labels,
        recourse=head.recourse,
        working=working,
        plan=head.plan,
        versions=versions,
        ledger=ledger,
        retired=head.retired,
        laws=head.laws,
        unread=unread_texts(head.name, around.locales, folder),
    )


def _archive(
    name: str, locales: Sequence[str], folder: SourceFolder, renderer: MarkdownRenderer
) -> tuple[tuple[str, ...], tuple[Version, ...]]:
    """Read what was published of a policy: the lines of its ledger, and its versions."""
    ledger = read_policy_ledger(name, folder)
    lines = tuple(entry.line() for entry in ledger.entries)
    return lines, read_versions(name, ledger, locales, folder, renderer)


def _check_retired(head: Head, versions: Sequence[Version], log: ProblemLog) -> None:
    """Note a version that would take effect only once the policy is retired: its readers were told otherwise."""
    for version in versions:
        if head.retired and version.withdrawal is None and version.effective >= head.retired:
            log.add(
                head.node.find(("retired",)).location,
                f"version {version.id} takes effect on {version.effective}, and the policy is retired by then",
                expected="a day after the last version took effect",
                fix=f"choose a later day, or withdraw {version.id} first if it is upcoming",
            )


def _check_lists(site: SiteShape, node: Node, folder: SourceFolder) -> None:
    """Note a name given twice, a tag for no locale, and a policy without a folder."""
    log = folder.log
    for key, names in (("locales", site.locales), ("policies", site.policies)):
        lower = [name.lower() for name in names]
        for place, name in enumerate(lower):
            if name in lower[:place]:
                where = node.find((key, place)).location
                log.add(where, f"{names[place]!r} stands here a second time", expected="each once")
    for locale in site.language_tags:
        note_unless_known(locale, site.locales, node.find(("language_tags",)).keys[locale], log)
    for place, name in enumerate(site.policies):
        if not folder.exists(name):
            log.add(
                node.find(("policies", place)).location,
                f"there is no folder {name!r}",
                expected="a folder with policy.yaml and a text for each locale",
                fix=f"make it, or take {name} from this list",
            )
    _check_unlisted(site, node, folder)


def _check_unlisted(site: SiteShape, node: Node, folder: SourceFolder) -> None:
    """Note the folder of a policy that is not listed: above all where its pages were posted."""
    log = folder.log
    for name in folder.folders():
        if name in site.policies:
            continue
        if folder.exists(f"{name}/{LEDGER}"):
            log.add(
                node.find(("policies",)).location,
                f"the policy {name!r} was published, and is not listed: its pages would be gone",
                expected="every policy that was ever published, as links to it may stand anywhere",
                fix=f"list {name} again; when it no longer applies, say so in its policy.yaml: "
                "`retired:` and the first day without it",
            )
        elif folder.exists(f"{name}/policy.yaml"):
            log.add(
                node.find(("policies",)).location,
                f"the policy in the folder {name!r} is not listed",
                expected="every policy, in the order in which readers see them",
                fix=f"add {name} to the list, or take its folder away",
            )
