"""Real policies, as they were published, can all be read; they are not part of the project, so they may be absent."""

from __future__ import annotations

import os
import re
import tarfile
from pathlib import Path

import pytest

from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFolder
from affiche.source.editions import Draft, edition

PACKED = Path(__file__).resolve().parents[3] / "shared" / "corpus.tar.xz"
EVERY = int(os.environ.get("AFFICHE_CORPUS_EVERY", "60"))
"""One text in so many is read; 1 reads them all, which takes a minute."""


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the real policies."""
    if "AFFICHE_CORPUS" in os.environ:
        return Path(os.environ["AFFICHE_CORPUS"])
    if not PACKED.is_file():
        pytest.skip("the corpus is not here")
    folder = tmp_path_factory.mktemp("corpus")
    with tarfile.open(PACKED) as packed:
        packed.extractall(folder, filter="data")
    return folder


def test_every_real_text_is_an_edition_with_unique_ids(corpus: Path) -> None:
    texts = sorted(corpus.rglob("*.md"))[::EVERY]
    assert texts
    renderer, log = MarkdownRenderer(), ProblemLog()
    for path in texts:
        file = SourceFolder(path.parent, log).read(path.name, what="a policy")
        assert file is not None, log.problems
        html = edition(Draft(locale="en", text=file.text, fallback_title="Untitled"), renderer).html
        ids = re.findall(r' id="([^"]*)"', html)
        assert len(ids) == len(set(ids)), path
