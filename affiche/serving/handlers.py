"""What the server answers: pages, the page of problems, and the socket by which browsers hear of a change.

Any website that a person has open can send requests to this machine. So each request is to name the preview as its
host, which no other site can make a browser do, and a socket is to be opened by a page of the preview itself.
"""

from __future__ import annotations

import json
import mimetypes
from asyncio import timeout
from contextlib import suppress
from datetime import date
from gettext import NullTranslations
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from livereload.handlers import LiveReloadHandler
from tornado.ioloop import IOLoop
from tornado.web import HTTPError, RequestHandler

from affiche.builds import day_of
from affiche.defaults import default_folder
from affiche.localization import Localizer
from affiche.problems import Severity
from affiche.serving.bar import FOLLOWING, PROBLEMS, SCRIPT, STYLE, Bar, dressed, led, ways
from affiche.serving.mistakes import EDIT, ProblemsPage, mistakes_by_file, of_severity
from affiche.site.records import PolicyPage
from affiche.site.theme.theme import Theme

if TYPE_CHECKING:
    from asyncio import Lock
    from collections.abc import Callable, Iterable, Sequence

    from affiche.builds import Moment
    from affiche.problems import Problem
    from affiche.serving.checks import Checks
    from affiche.serving.mistakes import MistakenFile
    from affiche.serving.preview import Preview, Sight

ENGLISH = Localizer("en", NullTranslations())
"""That of the page of problems, as problems are said in English."""
OWN = Theme([default_folder("templates")])
"""The bar and the page of problems, whatever a site's own templates hold."""
MOMENT = 0.5
"""Seconds for which a page waits while the source is read: that of 180 versions takes a fifth of it."""
OWN_FILES = {STYLE: "text/css", FOLLOWING: "text/javascript"}


class Refusing(RequestHandler):
    """Answers those who know the preview by its own name, and nobody else."""

    def initialize(self, hosts: frozenset[str]) -> None:
        """Take the names that the preview has."""
        self.hosts = hosts

    def prepare(self) -> None:
        """Refuse a foreign name."""
        if self.request.headers.get("Host") not in self.hosts:
            raise HTTPError(403)

    def set_default_headers(self) -> None:
        """Keep nothing, and let no other site show or load what is here."""
        self.set_header("Server", "affiche")
        self.set_header("Cache-Control", "no-store")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("X-Frame-Options", "SAMEORIGIN")

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say why in a line."""
        said = {403: "This preview is for this machine alone.", 405: "This can only be read."}
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{said.get(status_code, 'This cannot be shown.')}\n")


class FileHandler(Refusing):
    """Gives the files that the pages of the preview need."""

    def get(self) -> None:
        """Answer for one of the known names."""
        self.set_header("Content-Type", f"{OWN_FILES[self.request.path]}; charset=utf-8")
        self.finish(OWN.read(self.request.path.rpartition("/")[2]))


class PageHandler(Refusing):
    """Shows what stands at an address, with the bar."""

    def initialize(  # type: ignore[override] # each handler takes what it needs
        self,
        checks: Checks,
        reading: Lock,
        now: Callable[[], Moment],
        hosts: frozenset[str],
        is_edited: bool = False,  # noqa: FBT001, FBT002 Tornado gives it by name
    ) -> None:
        """Take what is shown, what is held while the source is read, and whether it can be edited."""
        super().initialize(hosts)
        self.preview, self.checks, self._reading = checks.preview, checks, reading
        self._now, self._is_edited = now, is_edited

    def prepare(self) -> None:
        """Where the source can be edited, let no script run but the preview's own: one of a template could edit it."""
        super().prepare()
        if self._is_edited:
            own = " ".join(f"http://{self.request.headers['Host']}{script}" for script in (FOLLOWING, SCRIPT))
            self.set_header(
                "Content-Security-Policy", f"script-src {own}; object-src 'none'; base-uri 'none'"
            )

    async def get(self) -> None:
        """Answer; nothing is looked up on the disk by a name from outside."""
        path = unquote(self.request.path)
        day, complaint = self._day()
        if path == self.preview.place + PROBLEMS:
            self._show_problems()
            return
        await self._settled()
        sight, failed = await self._look(path, day)
        if sight is None and not failed and self._sent_elsewhere(path, day):
            return
        if sight and (sight.page is None or not path.endswith(("/", ".html"))):
            self._send(mimetypes.guess_type(path)[0] or "text/plain", sight.text)
            return
        problems = (*self.preview.problems, *failed)
        if sight is None and not failed:
            self.set_status(404)
            sight, failed = await self._look(self._home() + "404.html", day)
            problems += failed
        if sight is None:
            self._show_problems(problems)
            return
        if complaint:
            self.set_status(400)
        self._send_dressed(path, day, sight, problems, complaint)

    async def head(self) -> None:
        """Answer with the headers alone."""
        await self.get()

    async def _settled(self) -> None:
        """Wait a moment while the source is read, as a page of the state before would be replaced at once."""
        with suppress(TimeoutError):
            async with timeout(MOMENT), self._reading:
                pass

    async def _look(self, path: str, day: date) -> tuple[Sight | None, tuple[Problem, ...]]:
        """Make a page in a thread of its own, as a large one takes seconds; other requests are answered meanwhile."""
        return await IOLoop.current().run_in_executor(None, self.preview.look, path, day)

    def _day(self) -> tuple[date, str]:
        """Give the day to be shown, and what was asked for as one and is none."""
        asked = self.get_query_argument("as-of", "")
        site = self.preview.snapshot.site if self.preview.snapshot else None
        today = self._now()
        day = day_of(today, site.timezone) if site else date.min
        with suppress(ValueError):
            return (date.fromisoformat(asked), "") if asked else (day, "")
        return day, asked

    def _home(self) -> str:
        """Give the path under which the site stands, with a slash at its end."""
        site = self.preview.snapshot.site if self.preview.snapshot else None
        return urlsplit(site.base_url).path if site else f"{self.preview.place}/"

    def _sent_elsewhere(self, path: str, day: date) -> bool:
        """Lead to where a page is that was nearly asked for: with a slash at the end, or under the site's folder."""
        query = f"?{self.request.query}" if self.request.query else ""
        for target in (f"{path}/", self._home() if path == "/" else ""):
            if target and self.preview.has(target, day):
                self.redirect(f"{target}{query}")
                return True
        return False

    def _send_dressed(
        self, path: str, day: date, sight: Sight, problems: tuple[Problem, ...], complaint: str
    ) -> None:
        snapshot = self.preview.snapshot
        assert snapshot is not None
        asked = "" if complaint else self.get_query_argument("as-of", "")
        page = sight.page
        localizer = page.layout.localizer if page else ENGLISH
        bar = Bar(
            is_one_of_several=bool(self.preview.place),
            ways=tuple(ways(page, path, snapshot, day)),
            problems_href=self.preview.place + PROBLEMS,
            edit_href=self._edit_href(page) if self._is_edited else "",
            mistakes=self._by_file(problems),
            errors=len(of_severity(self.checks.found, Severity.ERROR)),
            advice=len(of_severity(self.checks.found, Severity.ADVICE)),
            lost=sum(change.is_lost for change in self.checks.law_changes),
            path=path,
            day=day,
            is_other_day=bool(asked),
            complaint=complaint,
        )
        assert isinstance(sight.text, str)
        html = dressed(sight.text, OWN.fill(Bar.template, bar, localizer), self.preview.state)
        self._send("text/html", led(html, snapshot.site.base_url, day.isoformat() if asked else ""))

    def _edit_href(self, page: object) -> str:
        return f"{EDIT}{page.links.policy.name}/" if isinstance(page, PolicyPage) else EDIT

    def _by_file(self, problems: Iterable[Problem]) -> tuple[MistakenFile, ...]:
        return mistakes_by_file(problems, self.preview.source, is_edited=self._is_edited)

    def _show_problems(self, problems: tuple[Problem, ...] = ()) -> None:
        page = ProblemsPage(
            home=self._home(),
            blocking=self._by_file((*self.preview.problems, *problems)),
            errors=self._by_file(of_severity(self.checks.found, Severity.ERROR)),
            advice=self._by_file(of_severity(self.checks.found, Severity.ADVICE)),
            law_changes=self.checks.law_changes,
            is_checked=self.checks.is_done,
        )
        self._send(
            "text/html", dressed(OWN.fill(ProblemsPage.template, page, ENGLISH), "", self.preview.state)
        )

    def _send(self, kind: str, content: str | bytes) -> None:
        self.set_header("Content-Type", kind if isinstance(content, bytes) else f"{kind}; charset=utf-8")
        self.finish(content)


class LiveHandler(LiveReloadHandler):  # type: ignore[misc] # livereload brings no types
    """Livereload's socket, for pages of the preview alone; a page that is behind hears so as it connects."""

    def initialize(self, previews: Sequence[Preview], hosts: frozenset[str]) -> None:
        """Take what is shown, and the names that the preview has."""
        self._previews, self._hosts = previews, hosts

    def prepare(self) -> None:
        """Refuse a foreign name, and a foreign page."""
        origin = self.request.headers.get("Origin", "")
        if self.request.headers.get("Host") not in self._hosts or not self.check_origin(origin):
            raise HTTPError(403)

    def check_origin(self, origin: str) -> bool:
        """Say whether a page of the preview asks; Tornado alone would let in one of the same host by https."""
        return origin in {f"http://{host}" for host in self._hosts}

    def on_message(self, message: str | bytes) -> None:
        """Shake hands, and let a page that says which state it shows have the newest one."""
        try:
            said = json.loads(message)
            super().on_message(message)
            states = {preview.state for preview in self._previews}
            is_behind = said["command"] == "info" and said["plugins"]["preview"]["number"] not in states
        except (ValueError, AttributeError, TypeError, LookupError, RecursionError):
            self.close()
            return
        if is_behind:
            self.send_message({"command": "reload", "path": "/", "liveCSS": False})
