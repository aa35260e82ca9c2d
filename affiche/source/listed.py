"""Whether site.yaml lists what there is: each name once, each policy with its folder, each folder with its policy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.problems import Location
from affiche.source.data.localised import note_unless_known
from affiche.source.data.sites import SITES, listed_anywhere
from affiche.source.ledger import LEDGER

if TYPE_CHECKING:
    from collections.abc import Collection

    from affiche.source.data.schemas import SiteShape
    from affiche.source.data.yaml import Node
    from affiche.source.files import SourceFolder


def check_lists(site: SiteShape, node: Node, whole: Node, folder: SourceFolder, drafts: SourceFolder) -> None:
    """Note a name given twice, a tag for no locale, and a policy without a folder; `whole` is site.yaml with all its sites."""
    log = folder.log
    for key, names in (("locales", site.locales), ("policies", site.policies)):
        lower = [name.lower() for name in names]
        for place, name in enumerate(lower):
            if name in lower[:place]:
                where = node.find((key, place)).location
                log.add(
                    where,
                    f"{names[place]!r} stands here a second time",
                    expected="each once",
                    rule="site/listed",
                )
    for locale in site.language_tags:
        note_unless_known(locale, site.locales, node.find(("language_tags",)).keys[locale], log)
    for place, name in enumerate(site.policies):
        if not folder.exists(name):
            log.add(
                node.find(("policies", place)).location,
                f"there is no folder {name!r}",
                expected="a folder with policy.yaml and a text for each locale",
                fix=f"make it, or take {name} from this list",
                rule="site/listed",
            )
    where = whole.keys.get(SITES) or node.find(("policies",)).location
    _check_unlisted({*site.policies, *listed_anywhere(whole)}, where, folder, drafts)


_COPY = re.compile(
    r"(?P<name>[a-z0-9-]+?)(?:[ _-]*(?:copy|copie|old|backup|bak|\(\d+\))|[ _]+\d+|~|\.\w+).*", re.IGNORECASE
)
"""How systems and people name what they copied: `privacy copy`, `privacy (1)`, `privacy.bak`."""


def _check_unlisted(
    listed: Collection[str], where: Location, folder: SourceFolder, drafts: SourceFolder
) -> None:
    """Note the folder of a policy that is not listed: above all where its pages were posted."""
    for name in folder.folders():
        is_published = folder.exists(f"{name}/{LEDGER}")
        if name in listed or not (is_published or folder.exists(f"{name}/policy.yaml")):
            continue
        copied = _COPY.fullmatch(name)
        if copied and copied["name"] in listed:
            drafts.log.add(
                Location(path=folder.shown(name)),
                f"this folder seems to be a copy of {copied['name']!r}, and nothing in it is read",
                fix=f"delete it, or move it out of {folder.root.as_posix()}",
                rule="site/listed",
            )
        elif is_published:
            folder.log.add(
                where,
                f"the policy {name!r} was published, and is not listed: its pages would be gone",
                expected="every policy that was ever published, as links to it may be anywhere",
                fix=f"list {name} again; when it no longer applies, say so in its policy.yaml: "
                "`retired:` and the first day without it",
                rule="site/lost-address",
            )
        else:
            drafts.log.add(
                where,
                f"the policy in the folder {name!r} is not listed",
                expected="every policy, in the order in which readers see them",
                fix=f"add {name} to the list, or remove its folder",
                rule="site/listed",
            )
