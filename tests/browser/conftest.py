"""One browser and one set of servers for all tests of this folder.

Where there is no Chromium these tests skip on a person's machine and fail where CI is set in the environment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.sites import all_served
from tests.browser.visiting import NARROW, WIDE, Visit, visiting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def homes() -> Iterator[Mapping[str, str]]:
    """Where each site is served."""
    with all_served() as addresses:
        yield addresses


@pytest.fixture(scope="module")
def visit(browser: Browser, homes: Mapping[str, str]) -> Iterator[Visit]:
    """A reader of the sample with a narrow screen and without JavaScript, in one window for all tests of a file."""
    with visiting(browser, homes["sample"], width=NARROW, has_scripts=False) as reader:
        yield reader


@pytest.fixture(scope="module")
def page(browser: Browser, homes: Mapping[str, str]) -> Iterator[Page]:
    """One window for all tests of a file, with scripts so that a test can ask; a page itself has none."""
    with visiting(browser, *homes.values(), width=WIDE, has_scripts=True) as reader:
        yield reader.page
