"""Livereload's server, which shows the preview to this machine alone."""

from __future__ import annotations

import errno
import logging
import re
import secrets
import signal
import threading
import webbrowser
from asyncio import Lock
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from livereload import Server
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from affiche.defaults import default_folder
from affiche.problems import AfficheError, ProblemLog, chosen
from affiche.serving.bar import SCRIPT, in_short
from affiche.serving.checks import Checks
from affiche.serving.editor.facts import FactsHandler, SharedHandler
from affiche.serving.editor.facts import FileHandler as EditedFileHandler
from affiche.serving.editor.handlers import EditHandler, Editor, ListHandler, StaticHandler
from affiche.serving.editor.publish import PublishHandler
from affiche.serving.editor.texts import StateHandler, TextHandler
from affiche.serving.handlers import OWN_FILES, FileHandler, LiveHandler, PageHandler, Refusing
from affiche.serving.mistakes import EDIT
from affiche.serving.preview import Preview
from affiche.serving.sites import SitesHandler
from affiche.serving.watching import EventWatcher
from affiche.source import SourceFolder
from affiche.source.data.sites import site_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from affiche.builds import Moment
    from affiche.problems import Problem

    Hosts: TypeAlias = dict[str, frozenset[str]]
    Answering: TypeAlias = tuple[str, type[RequestHandler], dict[str, Any]]

HOST = "127.0.0.1"
_POLICY = rf"{EDIT}([^/]+)/"
EDITOR: dict[str, type[EditHandler]] = {
    EDIT: ListHandler,
    _POLICY: TextHandler,
    rf"{_POLICY}facts/": FactsHandler,
    rf"{_POLICY}shared/": SharedHandler,
    rf"{_POLICY}file/": EditedFileHandler,
    rf"{_POLICY}publish/": PublishHandler,
    rf"{_POLICY}state\.json": StateHandler,
}
"""What answers at each address of the editor."""


class ServeError(AfficheError):
    """The preview cannot be served."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a preview is asked for."""

    source: Path
    brand: str
    """Which of several sites; empty for all of them."""
    now: Callable[[], Moment]
    """Reads the clock, or gives the day that was asked for."""
    is_opened: bool
    """Whether a browser is to show it at once."""
    say: Callable[[str], None]
    is_edited: bool = False
    """Whether the working texts can be changed and published in the browser."""
    language: str = "en"
    """That of the editor's pages."""


class _Script(Refusing, LiveReloadJSHandler):  # type: ignore[misc] # livereload brings no types
    """Livereload's script, to the pages of the preview alone."""


class PreviewServer(Server):  # type: ignore[misc]
    """Livereload's server with pages that are made when they are asked for."""

    def __init__(self, options: Options) -> None:
        """Read the source, which takes its time where there is much of it."""
        self._options = options
        self.previews = _previews(options)
        self._reading = Lock()
        self.checks = {preview: Checks(preview, self._tell_browsers) for preview in self.previews}
        beside = [options.source.resolve().parent / name for name in ("templates", "locales")]
        ours = [default_folder(name).resolve() for name in ("templates", "locales")]
        roots = list(dict.fromkeys([options.source.resolve(), *beside, *ours]))
        super().__init__(watcher=EventWatcher(roots, self._arrived))

    def application(self, port: int, host: str, **_: Any) -> None:
        """Listen, and say where."""
        try:
            sockets = bind_sockets(port, host)
        except OSError as error:
            is_taken = error.errno == errno.EADDRINUSE
            why = "is taken, perhaps by another preview: end that one, or" if is_taken else "cannot be used:"
            raise ServeError(f"port {port} {why} choose another port with --port {port + 1}.") from None
        port = sockets[0].getsockname()[1]
        self._loop = IOLoop.current()
        _end_at_ctrl_c(self._loop)
        hosts = {"hosts": frozenset({f"{HOST}:{port}", f"localhost:{port}"})}
        LiveReloadHandler.watcher = self.watcher
        LiveReloadHandler.live_css = False
        app = Application(
            [
                *self._editor(hosts),
                (r"/livereload", LiveHandler, {"previews": self.previews, **hosts}),
                (SCRIPT.replace(".", r"\."), _Script, hosts),
                *((re.escape(path), FileHandler, hosts) for path in OWN_FILES),
                *self._sites(hosts),
            ],
            log_function=lambda _: None,
        )
        HTTPServer(app).add_sockets(sockets)
        self._begin(f"http://{HOST}:{port}/")

    def _sites(self, hosts: Hosts) -> list[Answering]:
        """Give the pages of the site; of several, each under its name, and a page that leads to them."""
        known = {"now": self._options.now, "is_edited": self._options.is_edited, **hosts}
        pages: list[Answering] = [
            (
                rf"{preview.place}/.*|{preview.place}" if preview.place else ".*",
                PageHandler,
                {"checks": self.checks[preview], "reading": self._reading, **known},
            )
            for preview in self.previews
        ]
        return [*pages, (".*", SitesHandler, {"checks": self.checks, **hosts})]

    def _editor(self, hosts: Hosts) -> list[Answering]:
        """Give the pages of the editor, if they are asked for."""
        if not self._options.is_edited:
            return []
        options, token = self._options, secrets.token_urlsafe(32)
        editors = [
            Editor(
                preview=preview,
                checks=checks,
                now=options.now,
                language=options.language,
                say=options.say,
                token=token,
            )
            for preview, checks in self.checks.items()
        ]
        return [(path, handler, {"editors": editors, **hosts}) for path, handler in EDITOR.items()] + [
            (rf"{EDIT}static/([\w.]+)", StaticHandler, hosts)
        ]

    @property
    def _problems(self) -> list[Problem]:
        return list(dict.fromkeys(problem for preview in self.previews for problem in preview.problems))

    def _begin(self, address: str) -> None:
        self._options.say(f"Preview of {self._options.source.as_posix()}: {address} (Ctrl-C ends it)")
        for preview in self.previews if len(self.previews) > 1 else ():
            self._options.say(f"  {preview.brand}: {address}{preview.brand}/")
        if self._options.is_edited:
            address += EDIT.removeprefix("/")
            self._options.say(f"Edit and publish: {address}")
        if self._problems:
            self._options.say(f"{_now()}  {in_short(self._problems)}")
        if self._options.is_opened:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        self._check()

    def _arrived(self, paths: set[Path]) -> None:
        """Take what the watcher saw over into the thread that shows pages."""
        self._loop.add_callback(self._refresh, paths)

    async def _refresh(self, paths: set[Path]) -> None:
        """Read what changed while pages of the state before are shown."""
        async with self._reading:
            started = self._loop.time()
            is_other = [
                await self._loop.run_in_executor(None, preview.refresh, paths) for preview in self.previews
            ]
        if not any(is_other):
            return
        self._tell_browsers()
        milliseconds = round((self._loop.time() - started) * 1000)
        present = {path for path in paths if path.is_file()} or paths
        names = sorted({path.name for path in present}) or ["the source"]
        what = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
        problems = self._problems
        end = f"{in_short(problems)}; the last good page stays" if problems else f"read in {milliseconds} ms"
        self._options.say(f"{_now()}  {what}: {end}")
        self._check()

    def _check(self) -> None:
        for checks in self.checks.values():
            checks.begin()

    def _tell_browsers(self) -> None:
        LiveReloadHandler.reload_waiters("/")

    def _setup_logging(self) -> None:
        """Keep livereload and Tornado quiet: what a person is to know is said by the preview."""
        for name in ("livereload", "tornado"):
            logger = logging.getLogger(name)
            logger.addHandler(logging.NullHandler())
            logger.propagate = False


def _previews(options: Options) -> tuple[Preview, ...]:
    """Read the site that is asked for, or each of several, which then stands under its name."""
    names = site_names(SourceFolder(options.source, ProblemLog()))
    if options.brand and names:
        chosen(dict.fromkeys(names), options.brand, "site")
    if options.brand or not names[1:]:
        return (Preview(options.source, options.brand),)
    return tuple(Preview(options.source, name, f"/{name}") for name in names)


def _now() -> str:
    return f"{datetime.now().astimezone():%H:%M:%S}"


def serve(server: PreviewServer, port: int) -> None:
    """Show the preview until a person ends it."""
    with suppress(KeyboardInterrupt):
        try:
            server.serve(port=port, host=HOST)
        finally:
            server.watcher.stop()


def _end_at_ctrl_c(loop: IOLoop) -> None:
    """End the loop between two of its steps; asked again, at once.

    An interrupt that Python raises by itself may come where it is not passed on, as in the middle of a clean-up.
    """

    def end(*_: object) -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        loop.add_callback_from_signal(loop.stop)

    signal.signal(signal.SIGINT, end)
