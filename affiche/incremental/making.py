"""A site from the one before: what has the same inputs is taken over, the rest is made, and the whole is exchanged."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from affiche.compare import Comparer
from affiche.incremental.exchange import exchange
from affiche.incremental.generations import two_at_one_address
from affiche.incremental.last_build import Part
from affiche.incremental.part_inputs import PartInputs
from affiche.incremental.processes import can_copy, in_processes
from affiche.model import Editions
from affiche.site.kept import Kept
from affiche.site.outputs import OWN, SiteFiles
from affiche.site.pages.sitemap import ListedPage
from affiche.site.routes import PolicyRoutes
from affiche.site.write import MARK, MARK_TEXT, Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from affiche.incremental.exchange import Exchanged
    from affiche.incremental.fingerprints import Inputs
    from affiche.incremental.generations import Generation
    from affiche.incremental.last_build import Counts, LastBuild, Listed
    from affiche.model import Policy
    from affiche.site.context import BuildContext
    from affiche.site.theme.theme import Theme
    from affiche.source import MarkdownRenderer
    from affiche.timeline import Timeline

SITE = ""
"""The part that is about no policy alone."""
FEW = 20
"""So few versions are made sooner than other processes have started."""


class Share(NamedTuple):
    """What one process makes at a time: parts of a policy, in every locale or in one."""

    timeline: Timeline
    wanted: Mapping[str, str]
    """The parts that are made, each with the digest of what it is made from."""
    words: Mapping[str, Counts]
    """How much each version changed whose pages are taken over."""
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

    def site(self, target: Generation) -> tuple[Part, list[ListedPage]]:
        """Make what is about no policy alone, but for the sitemap."""
        files = SiteFiles(self.context, self.theme, self.has_layout)
        outputs = (Output(MARK, MARK_TEXT), *files.of_site())
        written = _written(((SITE, output) for output in outputs), target)
        return Part(inputs="", files=written[SITE]), files.listed

    def sitemap(self, pages: Iterable[ListedPage], target: Generation) -> Mapping[str, str]:
        """Make the sitemap."""
        output = SiteFiles(self.context, self.theme, self.has_layout).sitemap(list(pages))
        return _written([(SITE, output)], target)[SITE]

    def parts(self, share: Share, target: Generation) -> dict[str, Part]:
        """Make parts of a policy, and let go of its texts, so that the memory needed is that of the largest policy."""
        context, timeline = replace(self.context, comparer=Comparer(), kept=Kept()), share.timeline
        policy = PolicyRoutes(context, timeline)
        for locale, of_locale in policy.contexts.items():
            of_locale.know_words({version: counts[locale] for version, counts in share.words.items()})
        files = SiteFiles(context, self.theme, self.has_layout, share.locale)
        written = _written(files.of_policy(policy, share.wanted), target)
        locales = [share.locale] if share.locale else context.site.locales
        parts = {
            OWN: Part(inputs=share.wanted[OWN], files=written[OWN], listed=tuple(map(_row, files.listed)))
        }
        for standing in timeline.standings:
            version = standing.version
            if version.id in share.wanted:
                parts[version.id] = Part(
                    inputs=share.wanted[version.id],
                    files=written[version.id],
                    flaws=tuple(version.flaws),
                    words={locale: policy.contexts[locale].words(standing) for locale in locales},
                )
        self.theme.forget()
        forget_texts(timeline.policy, self.renderer)
        return parts

    def by_language(self, share: Share, target: Generation) -> dict[str, Part]:
        """Make parts of a policy in several processes, one for its pages in each language."""
        for version in share.timeline.policy.versions:
            if version.id in share.wanted:
                deque(version.editions.values(), maxlen=0)  # read once, as pages show other languages too
        shares = [share._replace(locale=locale) for locale in self.context.site.locales]
        made = list(in_processes(partial(self.parts, target=target), shares, self.jobs))
        forget_texts(share.timeline.policy, self.renderer)
        return {part: _joined([parts[part] for parts in made]) for part in share.wanted}


def _joined(parts: Sequence[Part]) -> Part:
    """Put together what was made of a part in each language."""
    return replace(
        parts[0],
        files=_merged(part.files for part in parts),
        listed=tuple(page for part in parts for page in part.listed),
        words={locale: words for part in parts for locale, words in part.words.items()},
    )


def replaced(place: Path, last: LastBuild, making: Making) -> tuple[Mapping[str, Part], Exchanged]:
    """Make the next site and let it take the place of the one before."""
    parts: dict[str, Part] = {}

    def fill(before: Generation, target: Generation) -> Mapping[str, str]:
        parts.update(_parts(last, before, target, making))
        return _merged(part.files for part in parts.values())

    return parts, exchange(place, last.site, fill)


def _parts(last: LastBuild, before: Generation, target: Generation, making: Making) -> dict[str, Part]:
    site, pages = making.site(target)
    inputs = PartInputs(making.context, making.inputs, not making.theme.is_default)
    shares: list[Share] = []
    parts: dict[str, Part] = {}
    for each in making.context.timelines:
        wanted = inputs.of(each)
        known = {part: last.parts.get(_name(each, part)) for part in wanted}
        kept = {
            part: found
            for part, found in known.items()
            if found and found.inputs == wanted[part] and before.holds(found.files)
        }
        if len(kept) < len(wanted):  # what follows all versions is made as one, as the sitemap lists it
            kept = {part: found for part, found in kept.items() if wanted[part] != wanted[OWN]}
            lacking = {part: found for part, found in wanted.items() if part not in kept}
            shares.append(Share(each, lacking, {part: found.words for part, found in kept.items()}))
        parts |= {_name(each, part): found for part, found in kept.items()}
    for part in parts.values():
        target.carry(part.files, before)
    for share, made in zip(shares, _made(shares, target, making), strict=True):
        parts |= {_name(share.timeline, part): each for part, each in made.items()}
    for each in making.context.timelines:
        pages += [ListedPage(*listed) for listed in parts[_name(each, OWN)].listed]
    parts[SITE] = replace(site, files={**site.files, **making.sitemap(pages, target)})
    return parts


def _name(timeline: Timeline, part: str) -> str:
    return f"{timeline.policy.name}/{part}"


def _made(shares: Sequence[Share], target: Generation, making: Making) -> Iterable[dict[str, Part]]:
    """Make what is lacking, several policies at once where that pays; PDF files are shared out among processes already."""
    is_small = sum(len(share.timeline.standings) for share in shares) < FEW
    jobs = 1 if is_small or making.context.paper else making.jobs
    if len(shares) == 1 and jobs > 1 and can_copy():
        return [making.by_language(share, target) for share in shares]
    return in_processes(partial(making.parts, target=target), shares, jobs)


def _written(outputs: Iterable[tuple[str, Output]], target: Generation) -> Mapping[str, dict[str, str]]:
    """Write files, and give those of each part with their digests."""
    files: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for part, output in outputs:
        if output.file in files[part]:
            raise two_at_one_address(output.file)
        files[part][output.file] = target.write(output)
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
