"""What the preview shows: the last good state of the source, and what is wrong with it now."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urljoin

from affiche.archive.verify import verify
from affiche.compare import Comparer
from affiche.look import STATIC
from affiche.pipeline import read, theme_of
from affiche.problems import ContentError, Location, Problem
from affiche.serving.drafting import timeline_with_draft
from affiche.site.context import BuildContext
from affiche.site.outputs import pictures, policy_data, site_data
from affiche.site.rebase_links import rebase_links
from affiche.site.routes import Routes, sitemap
from affiche.site.theme.theme import fingerprinted
from affiche.site.urls import ICON, STYLE, Urls
from affiche.source import LEDGER, VERSIONS, MarkdownRenderer, Memory

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from pathlib import Path

    from affiche.localization import Localizer
    from affiche.site.pages.sitemap import Sitemap
    from affiche.site.records import Page
    from affiche.site.theme.theme import Theme
    from affiche.source import Reading

    Content: TypeAlias = Page | Sitemap | str | bytes
    Making: TypeAlias = Callable[[], Content]

DAYS = 4
"""So many as-of dates are kept at once."""
READINGS = 50
"""After so many, what was rendered and compared is forgotten, most of it being of sentences half written."""
PAGES = 64
"""So many pages are kept as they last were, for the day when a template fails."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What was last made for an address without a mistake: a page, or a file, of which a picture is bytes."""

    text: str | bytes
    page: Page | Sitemap | None
    """The record behind it; a file that is no page has none."""
    number: int
    """That of the state shown when it was made."""


class Snapshot:
    """A source as it was read without a mistake; its pages are made when somebody looks at them."""

    def __init__(
        self,
        reading: Reading,
        localizers: Mapping[str, Localizer],
        theme: Theme,
        made_with: tuple[Comparer, MarkdownRenderer],
    ) -> None:
        """Keep what pages are made from."""
        self.reading, self.localizers, self.theme = reading, localizers, theme
        self.site = reading.site
        self.urls = Urls(self.site.base_url, localizers)
        self._style = fingerprinted(self.urls.named(STYLE).href, theme.style(self.site.look))
        self._made_with = made_with
        self._days: dict[date, tuple[Mapping[str, Making], Routes]] = {}
        self._at_work = Lock()

    def find(self, path: str, day: date) -> Making | None:
        """Say how to make what stands at a path on a day, if anything does."""
        known = self._days.get(day) or self._on(day)
        with self._at_work:
            self._days[day] = files, routes = known
            if len(self._days) > DAYS:
                del self._days[next(iter(self._days))]
        if path in files:
            return files[path]
        route = routes.at(path)
        return route.build if route else None

    def _on(self, day: date) -> tuple[Mapping[str, Making], Routes]:
        """Say how to make each file on a day, and what pages there are."""
        timelines = [
            timeline_with_draft(policy, day, self.site.source_locale, self._made_with)
            for policy in self.site.policies
        ]
        context = BuildContext(
            site=self.site,
            timelines=[each for each in timelines if each.standings or each.draft],
            localizers=self.localizers,
            urls=self.urls,
            style=self._style,
            comparer=self._made_with[0],
            static=self.theme.static_addresses(self.urls),
        )
        files: dict[str, Making] = {
            self.urls.named(STYLE).href: partial(self.theme.style, self.site.look),
            self.urls.named(ICON).href: partial(self.theme.read, ICON),
            **{
                self.urls.named(f"{STATIC}/{name}").href: partial(self.theme.static.__getitem__, name)
                for name in self.theme.static
            },
            **{address.href: make for address, make in site_data(context, self.theme)},
            **{
                address.href: make
                for each in context.timelines
                for address, make in policy_data(context, each)
            },
            **{
                address.href: partial(getattr, picture, "data")
                for each in context.timelines
                for address, picture in pictures(context, each).items()
            },
            self.urls.named("sitemap.xml").href: partial(sitemap, context),
        }
        return files, Routes(context)

    def is_like(self, other: Snapshot | None) -> bool:
        """Say whether every page would be the same."""
        return (
            other is not None
            and (self.site, self.localizers) == (other.site, other.localizers)
            and self.theme is other.theme
        )


class Preview:
    """The source, read again at each change; a mistake in it leaves what is shown as it was.

    One thread at a time reads it. Others look at pages of the snapshot meanwhile, which stays as it is.
    """

    def __init__(self, source: Path, brand: str = "", place: str = "") -> None:
        """Read the source for the first time; of several sites, the one of that name, or the first.

        Where it is one of several that are shown, its pages stand under a `place` such as /gull.
        """
        self.source, self.brand, self.place = source, brand, place
        self.snapshot: Snapshot | None = None
        self.problems: tuple[Problem, ...] = ()
        """Why the source as it is now cannot be shown."""
        self.number = time.time_ns() // 1_000_000
        """That of the state shown, and of no state before it, even after a restart."""
        self._memory, self._made_with, self._readings = Memory(), (Comparer(), MarkdownRenderer()), 0
        self._archive_problems: tuple[Problem, ...] = ()
        self._theme = theme_of(source)
        self._last: dict[tuple[str, date], Sight] = {}
        self._at_work = Lock()
        self.refresh({source})

    @property
    def state(self) -> str:
        """What a page says that it shows; a browser that shows another state is behind."""
        return f"{self.place}{self.number}"

    def refresh(self, changed: Collection[Path]) -> bool:
        """Read what changed, and say whether anything that is shown is another than before."""
        before = self.snapshot, self.problems
        if any(path.suffix != ".po" and self._is_template(path) for path in changed):
            self._theme = theme_of(self.source)
        if not all(self._is_working(path) for path in changed):
            self._memory.forget()
            self._archive_problems = problems_of(partial(verify, self.source))
        problems = problems_of(self._read)
        self.problems = tuple(dict.fromkeys([*self._archive_problems, *problems]))
        is_other = (self.snapshot, self.problems) != before
        self.number += is_other
        return is_other

    def _read(self) -> None:
        self._readings += 1
        if self._readings % READINGS == 0:
            self._made_with = Comparer(), MarkdownRenderer()
        reading, localizers = read(
            self.source, brand=self.brand, memory=self._memory, renderer=self._made_with[1]
        )
        reading.raise_problems()
        if self.place:
            base_url = urljoin(reading.site.base_url, f"{self.place}/")
            reading = replace(reading, site=rebase_links(reading.site, base_url))
        snapshot = Snapshot(reading, localizers, self._theme, self._made_with)
        if not snapshot.is_like(self.snapshot):
            self.snapshot = snapshot

    def look(self, path: str, day: date) -> tuple[Sight | None, tuple[Problem, ...]]:
        """Give what stands at a path on a day; where that fails, as it last was, and why it fails."""
        problems = problems_of(partial(self._make, path, day))
        return self._last.get((path, day)), problems

    def has(self, path: str, day: date) -> bool:
        """Say whether anything stands at a path on a day."""
        return self.snapshot is not None and self.snapshot.find(path, day) is not None

    def _make(self, path: str, day: date) -> None:
        """Make what stands at a path, unless it was made of the state that is shown."""
        number, snapshot = self.number, self.snapshot
        make = snapshot.find(path, day) if snapshot else None
        if make is None or snapshot is None:
            self._last.pop((path, day), None)
            return
        sight = self._last.get((path, day))
        if sight is None or sight.number != number:
            made = make()
            text, page = (
                (made, None) if isinstance(made, str | bytes) else (snapshot.theme.render(made), made)
            )
            sight = Sight(text, page, number)
        with self._at_work:
            self._last.pop((path, day), None)
            self._last[path, day] = sight
            if len(self._last) > PAGES:
                del self._last[next(iter(self._last))]

    def _is_working(self, path: Path) -> bool:
        """Say whether a file is part of the working texts or templates: with it no archive and no words change."""
        if self._is_template(path):
            return path.suffix != ".po"
        source = self.source.resolve()
        inside = path.is_relative_to(source) and path != source
        return inside and path.name != LEDGER and VERSIONS not in path.relative_to(source).parts

    def _is_template(self, path: Path) -> bool:
        return not path.is_relative_to(self.source.resolve()) and path.parent.name == "templates"


def problems_of(work: Callable[[], object]) -> tuple[Problem, ...]:
    """Do something that must not end the preview, and give what went wrong, in plain words."""
    try:
        work()
    except ContentError as error:
        return error.problems
    except OSError as error:
        where = Location(path=str(error.filename or ""))
        return (
            Problem(
                location=where,
                message=f"the file cannot be read: {error.strerror or error}",
                rule="files/unreadable",
            ),
        )
    except Exception as error:  # noqa: BLE001 whatever it is, the next save may mend it
        fault = f"a fault of Affiche itself: {type(error).__name__}: {error}"
        return (Problem(location=Location(path=""), message=fault, rule="affiche/fault"),)
    return ()
