"""What all tests share: one flag for every golden file, one browser, and the corpus of real policies if it is here."""

from __future__ import annotations

import os
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from affiche import messages
from tests.browser.chromium import chromium_path, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # a busy machine is no fault of the code

os.environ["AFFICHE_LANG"] = "en"  # whatever the machine speaks
# What commands of a test found out is of no use to whoever runs the tests.
_CACHE = tempfile.TemporaryDirectory(prefix="affiche-cache-")
os.environ["XDG_CACHE_HOME"] = _CACHE.name
# Where this is set, as in many containers, each process that a test starts would compile the whole package again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus.tar.xz"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write golden files anew; read the diff after")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written rather than held to."""
    return bool(request.config.getoption("rewrite"))


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    """Speak English again after a test that asked for French: a process speaks one language to its end."""
    yield
    messages.speak("en")


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of real policies that AFFICHE_CORPUS names, or unpacked once from `shared` beside the project.

    The texts belong to their authors, so none of them is kept here, and without them the test is skipped.
    """
    place = Path(os.environ.get("AFFICHE_CORPUS", CORPUS))
    if place.is_file():
        folder = tmp_path_factory.mktemp("corpus")
        with tarfile.open(place) as archive:
            archive.extractall(folder, filter="data")
        place = folder
    for index in (place / "index.json", place / "corpus" / "index.json"):
        if index.is_file():
            return index.parent
    pytest.skip("the corpus of real policies is not here: name it with AFFICHE_CORPUS")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a process: its driver cannot be started twice."""
    path = chromium_path()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("there is no Chromium here: install it, as .ci/run does")
        pytest.skip("there is no Chromium here")
    with started(path) as chromium:
        yield chromium
