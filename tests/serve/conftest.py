"""A source of one's own for each test, a preview of it, and a window of a real browser that shows it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.serve.previewing import PATIENCE, Previewed, previewed
from tests.site.building import SAMPLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the sample's source."""
    shutil.copytree(SAMPLE, tmp_path / "content")
    return tmp_path


@pytest.fixture
def preview(folder: Path) -> Iterator[Previewed]:
    with previewed(folder) as running:
        yield running


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Previewed]:
    """A preview for all tests that leave its source as they found it."""
    folder = tmp_path_factory.mktemp("lasting")
    shutil.copytree(SAMPLE, folder / "content")
    with previewed(folder) as running:
        yield running


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """A window that nothing outside this machine is asked from."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert not [url for url in asked if not url.startswith(("http://127.0.0.1:", "data:"))]
