"""A reader in the browser, to whom nothing may go wrong."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page, Request

NARROW, WIDE = 320, 1280
"""The widths of a small phone and of a desktop, in CSS pixels."""


class Visit:
    """A page of the browser, with everything that went wrong on it; a breach of the policy sent is among that."""

    def __init__(self, page: Page, homes: Sequence[str]) -> None:
        self.page, self.homes, self.home = page, homes, homes[0]
        self.faults: list[str] = []
        page.on("console", lambda message: self.faults.append(f"{page.url}: {message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("requestfailed", self._note_failure)
        page.on("request", lambda request: self._note_stranger(request.url))

    def _note_failure(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # as when the reader goes on before the icon has come
            self.faults.append(f"{self.page.url}: {request.url}: {request.failure}")

    def _note_stranger(self, address: str) -> None:
        if not address.startswith((*self.homes, "data:")):
            self.faults.append(f"{self.page.url}: asked {address}")

    def open(self, address: str) -> int:
        answer = self.page.goto(self.home + address)
        assert answer
        return answer.status

    @property
    def address(self) -> str:
        """Where the browser is, as an address of the site."""
        return self.page.url.removeprefix(self.home)


@contextmanager
def visiting(browser: Browser, *homes: str, width: int, has_scripts: bool) -> Iterator[Visit]:
    """Open one window for some sites, and look at the end whether anything went wrong in it."""
    context = browser.new_context(
        java_script_enabled=has_scripts, viewport={"width": width, "height": 800 if width > 600 else 640}
    )
    context.set_default_timeout(20_000)
    visit = Visit(context.new_page(), homes)
    yield visit
    context.close()
    assert not visit.faults


def show(page: Page, width: int, **media: Any) -> None:
    """Set the window and what its reader prefers."""
    page.set_viewport_size({"width": width, "height": 800})
    plain: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
    page.emulate_media(**(plain | media))
