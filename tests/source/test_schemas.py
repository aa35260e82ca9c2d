"""The JSON Schemas in docs/schemas/: made from what the reader checks with, and of one mind with it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from affiche.problems import ProblemLog
from affiche.source import SourceFolder, read_yaml
from affiche.source.data.schemas import PolicyShape, Shape, SiteShape, VersionShape, json_schemas
from affiche.source.data.validate import fit
from tests.problems.cases import Case, read_cases

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "docs" / "schemas"
SHAPES: dict[str, type[Shape]] = {"site": SiteShape, "policy": PolicyShape, "version": VersionShape}
GOOD = [*ROOT.glob("content/**/*.yaml"), *ROOT.glob("tests/sites/*/content/**/*.yaml")]
GOOD += ROOT.glob("tests/problems/site/content/**/*.yaml")
BROKEN = [case for page in sorted((ROOT / "tests/problems").glob("*.md")) for case in read_cases(page)]

BEYOND_SHAPE = re.compile(r"is not a day of the calendar|is not a time zone|the language '.*' is not known")
"""What no JSON Schema can know: the calendar, the time zones, the languages."""


def validator(name: str) -> Any:
    return jsonschema.Draft202012Validator(json.loads(json_schemas()[f"{name}.schema.json"]))


def plain(file: Path) -> Any:
    """What the file says, as the reader takes it; None where it cannot be read at all."""
    log = ProblemLog()
    read = SourceFolder(file.parent, log).read(file.name, what="a file")
    node = read_yaml(read, log) if read else None
    return None if log.problems or node is None else node.plain()


@pytest.mark.parametrize("name", sorted(json_schemas()))
def test_the_schemas_in_docs_are_those_of_the_reader(name: str, *, rewrite: bool) -> None:
    if rewrite:
        PAGES.mkdir(exist_ok=True)
        (PAGES / name).write_text(json_schemas()[name], encoding="utf-8")
    assert (PAGES / name).read_text(encoding="utf-8") == json_schemas()[name]
    jsonschema.Draft202012Validator.check_schema(json.loads(json_schemas()[name]))


@pytest.mark.parametrize(
    "file", [f for f in GOOD if f.stem in SHAPES], ids=lambda f: str(f.relative_to(ROOT))
)
def test_every_good_file_is_valid(file: Path) -> None:
    said = plain(file)
    assert said
    validator(file.stem).validate(said)


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: f"{case.page.stem}: {case.name}")
def test_schema_and_reader_agree_on_every_mistake(case: Case, tmp_path: Path) -> None:
    """A file that does not fit its shape is not valid, and one that fits is: whatever else is wrong with it."""
    site = tmp_path / "site"
    shutil.copytree(ROOT / "tests/problems/site", site)
    case.lay_out(site)
    for file in site.glob("content/**/*.yaml"):
        if file.stem not in SHAPES or (said := plain(file)) is None:
            continue
        log = ProblemLog()
        node = read_yaml(SourceFolder(file.parent, log).read(file.name, what="a file"), log)  # type: ignore[arg-type]
        assert node
        fits = fit(node, SHAPES[file.stem], log) is not None
        if not any(BEYOND_SHAPE.search(problem.message) for problem in log.problems):
            assert validator(file.stem).is_valid(said) == fits, log.problems


def test_the_mistakes_are_there() -> None:
    shown = "\n".join(case.expected for case in BROKEN)
    assert all(words in shown for words in ("is not known here", "is missing here", "is not a date"))


@pytest.mark.parametrize(
    ("name", "content", "is_right"),
    [
        ("policy", {"title": 2026, "slug": "privacy", "facts": {"days": 3.1, "sold": False}}, True),
        ("policy", {"title": "Privacy", "slug": "privacy", "promises": {"notice_days": 30}}, True),
        ("policy", {"title": "Privacy", "slug": "privacy", "promises": {"notice_days": -1}}, False),
        ("policy", {"title": "Privacy", "slug": "Privacy policy"}, False),
        ("policy", {"title": "Privacy", "slug": "privacy", "next": None}, True),
        ("policy", {"title": "Privacy", "slug": "privacy", "facts": {"days": None}}, False),
    ],
)
def test_what_an_editor_takes_for_numbers_is_text_here(name: str, content: object, *, is_right: bool) -> None:
    assert validator(name).is_valid(content) == is_right
