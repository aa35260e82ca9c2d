"""Every problem in its exact words, as the pages of cases beside this file show them."""

from __future__ import annotations

import itertools
import shutil
from datetime import date
from pathlib import Path

import pytest

from affiche import checking, pipeline
from affiche.problems import ContentError, Problem
from affiche.reporting.problems import problems_text
from tests.problems.cases import Case, read_cases

HERE = Path(__file__).parent
CASES = [case for page in sorted(HERE.glob("*.md")) for case in read_cases(page)]
OPTIONS = pipeline.Options(source=Path("content"), out=Path("site"), as_of=date(2026, 6, 1))


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good site, in a working directory of its own."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(HERE / "site", tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_the_good_site_is_good(site: Path) -> None:
    assert pipeline.build(OPTIONS).versions == 1
    assert (site / "site/en/privacy/index.html").is_file()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.page.stem}: {case.name}")
def test_problems_are_told_in_these_words(case: Case, site: Path, *, rewrite: bool) -> None:
    case.lay_out(site)
    problems, is_built = _of_build()
    assert is_built == (site / "site").exists()
    if case.page.stem != "theme" and "tangled" not in case.name:  # of a version, which only a build renders
        assert _of_check() == problems, "check and build say the same"
    told = problems_text(problems).rstrip() + "\n"
    if rewrite:
        page = case.page.read_text(encoding="utf-8")
        case.page.write_text(case.rewritten(page, told), encoding="utf-8")
    else:
        assert told == case.expected


def _of_build() -> tuple[tuple[Problem, ...], bool]:
    """What a build says, and whether the site was written: only what is wrong with a draft leaves it so."""
    try:
        report = pipeline.build(OPTIONS)
    except ContentError as error:
        return error.problems, False
    return ContentError(itertools.chain(*report.draft_problems.values(), report.advice)).problems, True


def _of_check() -> tuple[Problem, ...]:
    archive = checking.check_archive(OPTIONS.source)
    if archive.errors:
        return archive.problems
    try:
        return checking.check(OPTIONS.source, rules=[]).with_those_of(archive).problems
    except ContentError as error:
        return error.problems


def test_names_of_cases_differ() -> None:
    assert len({(case.page, case.name) for case in CASES}) == len(CASES)
