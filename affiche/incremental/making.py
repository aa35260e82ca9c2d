"""A site from the one before: what has the same inputs is taken over, the rest is made, and the whole is exchanged."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from affiche.compare import Comparer
from affiche.incremental.exchange import exchange
from affiche.incremental.generations import two_at_one_address
from affiche.incremental.last_build import Part
from affiche.incremental.processes import can_copy, in_processes
from affiche.model import Editions
from affiche.site.context import policy_contexts
from affiche.site.kept import Kept
from affiche.site.outputs import SiteFiles
from affiche.site.pages.sitemap import ListedPage
from affiche.site.routes import policy_routes
from affiche.site.write import MARK, MARK_TEXT, Output
from affiche.source.ledger import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from affiche.incremental.exchange import Exchanged
    from affiche.incremental.fingerprints import Inputs
    from affiche.incremental.generations import Generation
    from affiche.incremental.last_build import LastBuild, Listed
    from affiche.model import Policy
    from affiche.problems import Problem
    from affiche.site.context import BuildContext
    from affiche.site.theme.theme import Theme
    from affiche.source import MarkdownRenderer
    from affiche.timeline import Timeline

SITE = ""
"""The part that is about no policy alone."""
FEW = 20
"""So few versions are made sooner than other processes have started."""


class Share(NamedTuple):
    """What one process makes at a time: a policy, or its pages in one locale."""

    timeline: Timeline
    locale: str = ""


@dataclass(frozen=True)
class Making:
    """How the files of each part of a site are made."""

    context: BuildContext
    theme: Theme
    renderer: MarkdownRenderer
    inputs: Inputs
    has_layout: bool
    jobs: int

    def inputs_of(self, each: Timeline) -> str:
        """Give the digest of what a policy is made from on the day: the day itself counts only as far as it shows."""
        layouts = self.context.layouts
        heads = {
            locale: [(listed.title, listed.current.path) for listed in layout.policies]
            for locale, layout in layouts.items()
        }
        others = [(policy.name, policy.titles, policy.slugs) for policy in self.context.site.policies]
        return self.inputs.of_policy(each.policy.name, [heads, others], standing(each))

    def site(self, target: Generation) -> tuple[Part, list[ListedPage]]:
        """Make what is about no policy alone, but for the sitemap."""
        files = SiteFiles(self.context, self.theme, self.has_layout)
        written = _written([Output(MARK, MARK_TEXT), *files.of_site()], target)
        return Part(inputs="", files=written), files.listed

    def sitemap(self, pages: Iterable[ListedPage], target: Generation) -> Mapping[str, str]:
        """Make the sitemap."""
        return _written([SiteFiles(self.context, self.theme, self.has_layout).sitemap(list(pages))], target)

    def policy(self, share: Share, target: Generation) -> Part:
        """Make a policy, and let go of its texts, so that the memory needed is that of the largest one."""
        context, each = replace(self.context, comparer=Comparer(), kept=Kept()), share.timeline
        files = SiteFiles(context, self.theme, self.has_layout, share.locale)
        written = _written(files.of_policy(each), target)
        self.theme.forget()
        forget_texts(each.policy, self.renderer)
        return Part(
            inputs=self.inputs_of(each),
            files=written,
            listed=tuple(_row(page) for page in files.listed),
            flaws=flaws_of(each.policy),
        )

    def by_language(self, each: Timeline, target: Generation) -> Part:
        """Make a policy in several processes, one for its pages in each language."""
        for version in each.policy.versions:
            deque(version.editions.values(), maxlen=0)  # read once, as pages show other languages too
        shares = [Share(each, locale) for locale in self.context.site.locales]
        parts = list(in_processes(partial(self.policy, target=target), shares, self.jobs))
        forget_texts(each.policy, self.renderer)
        routes = policy_routes(policy_contexts(self.context, each))
        order = {route.address.url: place for place, route in enumerate(routes)}
        listed = sorted((page for part in parts for page in part.listed), key=lambda page: order[page[0]])
        return replace(parts[0], files=_merged(part.files for part in parts), listed=tuple(listed))


def flaws_of(policy: Policy) -> tuple[Problem, ...]:
    """Give what was found so far that cannot be read in full of what was published."""
    return tuple(flaw for version in policy.versions for flaw in version.flaws)


def standing(each: Timeline) -> object:
    """Give as plain values how a policy stands on a day: two days with the same standing have the same pages."""
    versions = [
        (
            s.version.id,
            s.status,
            str(s.until),
            s.before and s.before.id,
            s.after and s.after.id,
            len(s.version.told),
        )
        for s in each.standings
    ]
    posted = sum(line.on <= each.as_of for line in map(entry_of, each.policy.ledger) if line)
    return versions, str(each.retired), posted


def replaced(place: Path, last: LastBuild, making: Making) -> tuple[Mapping[str, Part], Exchanged]:
    """Make the next site and let it take the place of the one before."""
    parts: dict[str, Part] = {}

    def fill(before: Generation, target: Generation) -> Mapping[str, str]:
        parts.update(_parts(last, before, target, making))
        return _merged(part.files for part in parts.values())

    return parts, exchange(place, last.site, fill)


def _parts(last: LastBuild, before: Generation, target: Generation, making: Making) -> dict[str, Part]:
    site, pages = making.site(target)
    parts: dict[str, Part] = {}
    changed = []
    for each in making.context.timelines:
        known = last.parts.get(each.policy.name)
        if known and known.inputs == making.inputs_of(each) and before.holds(known.files):
            parts[each.policy.name] = known
        else:
            changed.append(each)
    for kept in parts.values():
        target.carry(kept.files, before)
    parts |= _made(changed, target, making)
    for each in making.context.timelines:
        listed = parts[each.policy.name].listed
        pages += [ListedPage(url, others, default) for url, others, default in listed]
    parts[SITE] = replace(site, files={**site.files, **making.sitemap(pages, target)})
    return parts


def _made(changed: Sequence[Timeline], target: Generation, making: Making) -> dict[str, Part]:
    """Make policies, several at once where that pays; PDF files are shared out among processes already."""
    is_small = sum(len(each.standings) for each in changed) < FEW
    jobs = 1 if is_small or making.context.paper else making.jobs
    if len(changed) == 1 and jobs > 1 and can_copy():
        return {each.policy.name: making.by_language(each, target) for each in changed}
    made = in_processes(partial(making.policy, target=target), [Share(each) for each in changed], jobs)
    return {each.policy.name: part for each, part in zip(changed, made, strict=True)}


def _written(outputs: Iterable[Output], target: Generation) -> dict[str, str]:
    files: dict[str, str] = {}
    for output in outputs:
        if output.file in files:
            raise two_at_one_address(output.file)
        files[output.file] = target.write(output)
    return files


def _merged(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    files: dict[str, str] = {}
    for part in parts:
        for file in sorted(files.keys() & part.keys()):
            raise two_at_one_address(file)
        files.update(part)
    return files


def _row(page: ListedPage) -> Listed:
    return page.url, page.alternates, page.default


def forget_texts(policy: Policy, renderer: MarkdownRenderer) -> None:
    """Let go of the texts of a policy, so that the memory needed is that of the largest one."""
    renderer.forget()
    for version in policy.versions:
        if isinstance(version.editions, Editions):
            version.editions.forget()
