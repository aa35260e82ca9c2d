"""Real texts: the seeds, and a sample of the corpus that has every form in it. `make measure-import` takes all of it.

The texts belong to their authors, so none of them is kept here, and without them the tests are skipped.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from affiche import checking
from affiche.archive.verify import verify
from affiche.importing.importer import Importer
from affiche.importing.revisions import dated_files
from affiche.problems import Severity
from bench.importing import differences
from tests.conftest import CORPUS
from tests.importing.content import bring, content

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = CORPUS.parent / "seeds"
SECTIONS = {"000": 17, "001": 12, "002": 4, "003": 23, "004": 20}
RAN_TOGETHER = {"004"}
HISTORIES = {
    "exodus/privacy": ["en", "fr"],
    "login-gov/security": ["en", "fr"],
    "gc-design-system/terms": ["en", "fr"],
    "medium/rules": ["en"],
    "ota-france/cityscoot": ["fr"],
}
REALLY_WRONG = {"structure/section-level", "markup/link"}
"""What is wrong in the texts themselves: nesting that differs between languages, links to an unfilled `{{ links.home }}`."""


@pytest.mark.parametrize("seed", SECTIONS)
def test_a_seed_comes_in_whole_and_with_its_sections(seed: str, tmp_path: Path) -> None:
    path = next(SEEDS.glob(f"{seed}_*.txt"), None)
    if path is None:
        pytest.skip("the seeds are not here")
    locale = "fr" if seed == "002" else "en"
    brought = bring(content(tmp_path, locale), path.name, path.read_bytes(), locale)
    made = brought.texts[locale]
    assert made.has_title
    assert sum(1 for _ in made.edition.walk()) == SECTIONS[seed]
    if seed not in RAN_TOGETHER:
        assert not differences(path, made.markdown, brought)["words lost"]


@pytest.mark.parametrize("name", HISTORIES)
def test_a_history_comes_in_and_stands_up_to_every_check(name: str, corpus: Path, tmp_path: Path) -> None:
    locales = HISTORIES[name]
    root = content(tmp_path, ", ".join(locales))
    folder = corpus / "histories" / name
    brought = Importer(root, "policy", "https://www.example.com/").import_history(
        dated_files(folder, locales, None)
    )
    verify(root)
    errors = {
        problem.rule or problem.message
        for problem in checking.check(root).problems
        if problem.severity is Severity.ERROR
    }
    assert errors <= REALLY_WRONG
    for locale, composed in brought.texts.items():
        newest = max(folder.glob(f"*.{locale}.*"))
        assert not differences(newest, composed.markdown, brought)["words lost"]


def test_every_pair_of_the_corpus_that_is_one_text_is_paired(corpus: Path, tmp_path: Path) -> None:
    index = json.loads((corpus / "index.json").read_text(encoding="utf-8"))
    alone = {}
    for number, pair in enumerate(index["pairs"]):
        (tmp_path / str(number)).mkdir()
        root = content(tmp_path / str(number), "en, fr")
        for locale in ("en", "fr"):
            path = corpus / pair["files"][locale]
            brought = bring(root, path.name, path.read_bytes(), locale)
        pairing = brought.texts["fr"].pairing
        assert pairing is not None
        if pairing.only_source or pairing.only_translation:
            alone[pair["id"]] = len(pairing.only_source), len(pairing.only_translation)
    assert alone == {"ota-cross/spotify": (2, 0)}, "the outline of that one differs"
