"""Real policies, as they were published, can all be read; they are not part of the project, so they may be absent."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFolder
from affiche.source.text.editions import Draft, edition

if TYPE_CHECKING:
    from pathlib import Path

EVERY = int(os.environ.get("AFFICHE_CORPUS_EVERY", "60"))
"""One text in so many is read; 1 reads them all, which takes a minute."""


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
