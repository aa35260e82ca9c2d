"""What a second build does not do again, and what it does not believe."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from affiche import pipeline
from affiche.builds import Options
from affiche.incremental.last_build import Found, folder_of
from affiche.problems import ArchiveError
from affiche.site.outputs import SiteFiles
from affiche.source import versions
from tests.site.building import SITES, build, contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from affiche.model import Version
    from affiche.site.routes import PolicyRoutes
    from affiche.site.write import Output

DAY = date(2026, 6, 1)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    build(tmp_path / "content", tmp_path / "site", DAY)
    return tmp_path / "content"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The policies that were made since, at least in part."""
    made: list[str] = []
    make = SiteFiles.of_policy

    def noted(
        self: SiteFiles, policy: PolicyRoutes, wanted: Mapping[str, str]
    ) -> Iterator[tuple[str, Output]]:
        made.append(policy.timeline.policy.name)
        return make(self, policy, wanted)

    monkeypatch.setattr(SiteFiles, "of_policy", noted)
    return made


def inodes(site: Path) -> dict[str, int]:
    return {str(file.relative_to(site)): file.stat().st_ino for file in site.rglob("*")}


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as opened:
        opened.write(text)


def test_a_build_that_changes_nothing_touches_nothing(content: Path, made: list[str]) -> None:
    site = content.with_name("site")
    before = inodes(site)
    for day in (DAY, date(2026, 6, 2)):
        assert build(content, site, day).report.as_of == day
    assert (inodes(site), made) == (before, [])


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("cookies/fr.md", "\nAutre.\n", []),
        ("privacy/policy.yaml", "review_notes: x\n", ["privacy"]),
        ("terms/en.md", "\nMore.\n", []),
        ("facts.yaml", "facts: {phone: 555}\n", []),
        ("../templates/style.css", "p { color: red }", ["privacy", "cookies"]),
    ],
)
def test_only_what_has_other_inputs_is_made(
    file: str, text: str, expected: list[str], content: Path, made: list[str]
) -> None:
    (content.parent / "templates").mkdir()
    append(content / file, text)
    build(content, content.with_name("site"), DAY)
    assert made == expected


def test_a_day_on_which_a_version_takes_effect_makes_its_policy(content: Path, made: list[str]) -> None:
    build(content, content.with_name("site"), date(2026, 7, 1), forget="tests")
    assert made == ["privacy", "cookies"]


def test_a_record_from_another_machine_serves_a_site_that_came_with_it(
    content: Path, made: list[str], tmp_path: Path
) -> None:
    """A copy has other inodes and times, so that each file is read; a page that was altered on the way is made again."""
    home = tmp_path / "other"
    home.mkdir()
    for name in ("site", ".site.record"):
        shutil.copytree(content.with_name(name), home / name)
    built = build(content, home / "site", DAY)
    assert (made, contents(built.folder)) == ([], contents(content.with_name("site")))
    (home / "site" / "en" / "cookies" / "index.html").write_text("forged", encoding="utf-8")
    assert contents(build(content, home / "site", DAY).folder) == contents(content.with_name("site"))
    assert made == ["cookies"]


def test_what_is_wrong_with_a_draft_is_told_again_although_nothing_else_is_read(content: Path) -> None:
    site = content.with_name("site")
    append(content / "terms" / "en.md", "\n{{ facts.nothing }}\n")
    told = []
    for file in ("terms/fr.md", "cookies/fr.md", "privacy/fr.md"):
        append(content / file, "\nAutre.\n")
        told.append(build(content, site, DAY).report.draft_problems)
    assert told[0]["terms"][0].location.line
    assert told == [told[0]] * 3


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The versions that were parsed since."""
    parsed: list[str] = []
    read = versions.read_version

    def noted(place: str, *others: Any) -> Version | None:
        parsed.append(place)
        return read(place, *others)

    monkeypatch.setattr(versions, "read_version", noted)
    return parsed


def test_versions_of_a_policy_whose_archive_is_unchanged_are_not_parsed(
    content: Path, made: list[str], parsed: list[str]
) -> None:
    site = content.with_name("site")
    append(content / "privacy" / "en.md", "\nMore.\n")
    build(content, site, DAY)
    assert (made, parsed) == ([], [])
    append(content / "site.yaml", "\n# Nothing else.\n")
    report = build(content, site, DAY).report
    assert (made, parsed) == (["privacy", "cookies"], [])
    assert report == build(content, site, DAY, full=True).report
    assert parsed


def test_what_was_read_before_another_build_ended_is_read_again_if_it_changed(content: Path) -> None:
    site, day = content.parent / "another", date(2026, 6, 1)
    options = Options(source=content, out=site, as_of=day)
    pipeline.build(options, {"site.yaml": b"as it was while another build was waited for"})
    assert Found.of(options).unchanged()
    assert pipeline.build(options, {"site.yaml": (content / "site.yaml").read_bytes()}).as_of == day


@pytest.mark.parametrize(
    "spoiled",
    [
        "",
        "[]",
        '{"format":1,"policies":7}',
        '{"format":1,"policies":{"privacy":{"archive":"ARCHIVE","locales":["en"]}}}',
        '{"format":1,"policies":{"privacy":{"archive":"ARCHIVE","locales":["en"],"ledger":[],"heads":[[1]]}}}',
    ],
)
def test_what_is_damaged_of_the_versions_is_parsed_again(
    spoiled: str, content: Path, parsed: list[str]
) -> None:
    site = content.with_name("site")
    file = folder_of(site) / "heads.json"
    known = json.loads(file.read_text(encoding="utf-8").partition("\n")[2])
    text = spoiled.replace("ARCHIVE", known["policies"]["privacy"]["archive"])
    digest = hashlib.sha256(text.encode()).hexdigest()
    file.write_text(f"{digest}\n{text}", encoding="utf-8")
    append(content / "cookies" / "en.md", "\nMore.\n")
    build(content, site, DAY)
    assert any(place.startswith("privacy/") for place in parsed)


def test_a_locale_that_came_makes_versions_be_parsed_again(content: Path, parsed: list[str]) -> None:
    file = content / "site.yaml"
    text = file.read_text(encoding="utf-8").replace("locales: [en, fr]", "locales: [fr, en]")
    file.write_text(text, encoding="utf-8")
    build(content, content.with_name("site"), DAY)
    assert parsed


def test_an_archive_that_was_altered_since_is_refused(content: Path) -> None:
    site = content.with_name("site")
    before = contents(site)
    append(content / "cookies" / "versions" / "2026-07-01" / "fr.md", "\nAutre.\n")
    with pytest.raises(ArchiveError, match="altered"):
        build(content, site, DAY)
    assert contents(site) == before


@pytest.mark.parametrize("spoiled", ["", "{", "[]", "null", "0\n{}", "\0\n\0"])
def test_a_damaged_record_costs_a_whole_build_and_nothing_else(
    spoiled: str, content: Path, made: list[str]
) -> None:
    site = content.with_name("site")
    before = contents(site)
    (folder_of(site) / "build.json").write_text(spoiled, encoding="utf-8")
    assert contents(build(content, site, DAY).folder) == before
    assert made == ["privacy", "cookies"]


def test_a_record_of_another_program_is_not_believed(content: Path, made: list[str]) -> None:
    record = folder_of(content.with_name("site")) / "build.json"
    _, _, text = record.read_text(encoding="utf-8").partition("\n")
    for old, new in (('"format":2', '"format":0'), ('"inputs":"', '"inputs":"0')):
        other = text.replace(old, new)
        digest = hashlib.sha256(other.encode()).hexdigest()
        record.write_text(f"{digest}\n{other}", encoding="utf-8")
        build(content, content.with_name("site"), DAY)
    assert made == ["privacy", "cookies"] * 2


def test_nothing_is_believed_where_all_is_asked_for(content: Path, made: list[str]) -> None:
    build(content, content.with_name("site"), DAY, full=True)
    assert made == ["privacy", "cookies"]


def test_a_site_that_lost_its_versions_is_refused_also_after_a_build_that_forgot_them(content: Path) -> None:
    site = content.with_name("site")
    shutil.rmtree(content / "privacy")
    shutil.copytree(SITES / "smallest" / "content" / "privacy", content / "privacy")
    before = contents(site)
    for _ in range(2):
        with pytest.raises(Exception, match="was published on"):
            build(content, site, DAY)
    assert contents(site) == before


def test_files_that_are_equal_in_both_generations_share_their_space(content: Path) -> None:
    site = content.with_name("site")
    append(content / "cookies" / "fr.md", "\nAutre.\n")
    build(content, site, DAY)
    older = folder_of(site) / "older"
    kept = [
        name for name, inode in inodes(site).items() if inodes(older).get(name) == inode and name[-1] == "l"
    ]
    assert any(name.startswith("en/privacy/") for name in kept)
    record = json.loads((folder_of(site) / "build.json").read_text(encoding="utf-8").partition("\n")[2])
    assert set(record["site"]) == set(contents(site))
