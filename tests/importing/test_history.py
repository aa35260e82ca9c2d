"""A text through time: each change that readers could see is a version, on the day from which it applied."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from typing import TYPE_CHECKING

import pytest

from affiche import checking, pipeline
from affiche.archive.verify import verify
from affiche.importing.importer import Importer
from affiche.importing.revisions import dated_files, git_revisions
from affiche.model import Significance
from affiche.problems import ContentError, Severity
from tests.importing.content import content

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.importing.importer import ImportResult

FIRST = """# Privacy policy

Last updated: May 1, 2020

## What we collect

We collect the name and the address of everybody who orders a boat from us at the yard.

## Who receives it

The post office receives the address, and nobody receives anything else at any time.
"""
TYPOGRAPHY = FIRST.replace("We collect", "We  *collect*").replace("\n## Who", "\n\n\n## Who")
RENAMED = TYPOGRAPHY.replace("## What we collect", "## What we want to know of you").replace(
    "nobody", "no company"
)
DATED = RENAMED.replace("May 1, 2020", "June 1, 2021").replace("a boat", "a boat or a raft")
SLIP = DATED.replace("June 1, 2021", "June 1, 2099").replace("at the yard", "at our yard")


def folder(home: Path, **texts: str) -> Path:
    """Lay out dated files; `on_2020_05_01_a_en` is 2020-05-01-a.en.md."""
    place = home / "dated"
    place.mkdir()
    for name, text in texts.items():
        *day, locale = name.removeprefix("on_").split("_")
        (place / f"{'-'.join(day)}.{locale}.md").write_text(text, encoding="utf-8")
    return place


def history(home: Path, locales: str = "en", **texts: str) -> tuple[Path, ImportResult]:
    root = content(home, locales)
    importer = Importer(root, "privacy")
    return root, importer.import_history(dated_files(folder(home, **texts), importer.site.locales, None))


def test_each_change_is_a_version_on_its_day(tmp_path: Path) -> None:
    root, brought = history(
        tmp_path,
        on_2020_05_02_en=FIRST,
        on_2020_07_01_en=TYPOGRAPHY,
        on_2020_09_01_en=RENAMED,
        on_2021_05_20_en=DATED,
        on_2021_08_01_en=SLIP,
        on_2021_08_02_en=SLIP.replace("## What we want", "##  What we want"),
    )
    told = [(name, past.published.isoformat(), past.significance.value) for name, past in brought.versions]
    assert told == [
        ("2020-05-01", "2020-05-01", "major"),  # the text says so
        ("2020-07-01", "2020-07-01", "editorial"),  # no word changed, and the date did not move
        ("2020-09-01", "2020-09-01", "major"),  # words changed under a date that did not move
        ("2021-06-01", "2021-05-20", "major"),  # posted before the day that it says
        ("2021-08-01", "2021-08-01", "major"),  # the date that it says cannot be
    ]
    assert brought.unchanged == 1
    assert [p.rule for p in brought.problems if "2099" in p.message] == ["import/dates", "import/date"]
    verify(root)
    assert [p for p in checking.check(root).problems if p.severity is Severity.ERROR] == []
    pipeline.build(pipeline.Options(source=root, out=tmp_path / "site", as_of=date(2026, 1, 1)))
    assert (tmp_path / "site" / "en" / "privacy" / "2021-06-01" / "changes" / "index.html").is_file()


def test_a_renamed_section_keeps_its_id_through_all_versions(tmp_path: Path) -> None:
    root, brought = history(
        tmp_path, on_2020_05_02_en=FIRST, on_2020_09_01_en=RENAMED, on_2021_05_20_en=DATED
    )
    for _, past in brought.versions:
        assert [section.id for section in past.editions["en"].sections] == [
            "what-we-collect",
            "who-receives-it",
        ]
    assert "## What we want to know of you {#what-we-collect}" in (root / "privacy" / "en.md").read_text(
        encoding="utf-8"
    )


def test_a_change_of_the_date_alone_is_editorial(tmp_path: Path) -> None:
    _, brought = history(
        tmp_path, on_2020_05_02_en=FIRST, on_2021_06_01_en=FIRST.replace("May 1, 2020", "June 1, 2021")
    )
    assert [past.significance for _, past in brought.versions] == [Significance.MAJOR, Significance.EDITORIAL]


def test_several_on_a_day_are_numbered_or_folded(tmp_path: Path) -> None:
    texts = {"on_2022_05_02_a_en": FIRST, "on_2022_05_02_b_en": RENAMED, "on_2022_05_02_c_en": DATED}
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    undated = {
        name: text.replace("Last updated: May 1, 2020\n\n", "").replace("Last updated: June 1, 2021\n\n", "")
        for name, text in texts.items()
    }
    _, numbered = history(tmp_path / "one", **undated)
    assert [name for name, _ in numbered.versions] == ["2022-05-02", "2022-05-02.2", "2022-05-02.3"]
    states = dated_files(tmp_path / "one" / "dated", ("en",), None).folded()
    single = Importer(content(tmp_path / "two"), "privacy").import_history(states)
    assert [name for name, _ in single.versions] == ["2022-05-02"]
    ids = [[section.id for section in one.texts["en"].edition.sections] for one in (single, numbered)]
    assert ids == [["what-we-want-to-know-of-you", "who-receives-it"], ["what-we-collect", "who-receives-it"]]


FRENCH = """# Politique de confidentialité

Dernière mise à jour : 1er mai 2020

## Ce que nous recueillons

Nous recueillons le nom et l’adresse de toute personne qui commande un bateau au chantier.

## Qui les reçoit

La poste reçoit l’adresse, et personne ne reçoit rien d’autre.
"""


def test_two_languages_go_through_time_together(tmp_path: Path) -> None:
    root, brought = history(
        tmp_path,
        "en, fr",
        on_2020_04_01_fr=FRENCH.replace("1er mai 2020", "2 avril 2020"),
        on_2020_05_02_en=FIRST,
        on_2020_05_03_fr=FRENCH,
        on_2020_09_01_en=RENAMED,
    )
    assert [(name, sorted(past.editions)) for name, past in brought.versions] == [
        ("2020-05-01", ["en", "fr"]),
        ("2020-05-01.2", ["en", "fr"]),  # the French text says that it is of that day
        ("2020-09-01", ["en", "fr"]),
    ]
    for _, past in brought.versions:
        ids = {locale: [section.id for section in past.editions[locale].sections] for locale in past.editions}
        assert ids["en"] == ids["fr"]
    assert any("no text in en yet" in problem.message for problem in brought.problems)
    verify(root)


def git(place: Path, *arguments: str, day: str = "2020-05-02") -> None:
    """Run git as somebody, on a day."""
    when = f"{day}T12:00:00+00:00"
    who = {
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.com",
    }
    subprocess.run(
        ["git", "-C", place, *arguments],
        check=True,
        capture_output=True,
        env={
            "PATH": "/usr/bin:/bin:/usr/local/bin",
            "HOME": place.as_posix(),
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_DATE": when,
            **who,
        },
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository in which a text was changed, renamed, and changed again."""
    place = tmp_path / "repository"
    place.mkdir()
    git(place, "init", "-q")
    (place / "legal").mkdir()
    for name, text, day in (("privacy.md", FIRST, "2020-05-02"), ("privacy.md", RENAMED, "2020-09-01")):
        (place / "legal" / name).write_text(text, encoding="utf-8")
        git(place, "add", "-A")
        git(place, "commit", "-qm", "change", day=day)
    git(place, "mv", "legal/privacy.md", "legal/vie privée.md", day="2021-01-01")
    git(place, "commit", "-qm", "rename", day="2021-01-01")
    (place / "legal" / "vie privée.md").write_text(DATED, encoding="utf-8")
    git(place, "commit", "-qam", "change", day="2021-05-20")
    return place


def test_the_commits_of_a_file_are_followed_through_its_renaming(repository: Path, tmp_path: Path) -> None:
    root = content(tmp_path)
    importer = Importer(root, "privacy")
    states = git_revisions(repository, {"en": "legal/vie privée.md"}, importer.site.timezone)
    brought = importer.import_history(states)
    assert [name for name, _ in brought.versions] == ["2020-05-01", "2020-09-01", "2021-06-01"]
    assert brought.unchanged == 1, "the renaming changed nothing that readers see"
    verify(root)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("legal/nothing.md", "git knows no file of that name"),
        ("../secrets.md", "git knows no file of that name"),
    ],
)
def test_a_file_that_git_does_not_know_is_a_problem(
    repository: Path, tmp_path: Path, path: str, words: str
) -> None:
    importer = Importer(content(tmp_path), "privacy")
    with pytest.raises(ContentError, match=words):
        git_revisions(repository, {"en": path}, importer.site.timezone)


@pytest.fixture
def merged(tmp_path: Path) -> Path:
    """A repository in which a text was drafted on a branch, renamed there, and merged with words of the merge itself."""
    place = tmp_path / "merged"
    place.mkdir()
    git(place, "init", "-q", "-b", "main")
    text = place / "privacy.md"

    def commit(words: str, day: str) -> None:
        text.write_text(words, encoding="utf-8")
        git(place, "add", "-A")
        git(place, "commit", "-qm", "change", day=day)

    undated = FIRST.replace("Last updated: May 1, 2020\n\n", "")
    commit(undated, "2020-05-02")
    git(place, "checkout", "-qb", "draft")
    commit(undated.replace("a boat", "a raft"), "2020-06-01")
    git(place, "mv", "privacy.md", "policy.md")
    text = place / "policy.md"
    commit(undated.replace("a boat", "a canoe"), "2020-06-15")
    git(place, "checkout", "-q", "main")
    (place / "other.txt").write_text("x", encoding="utf-8")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "other", day="2020-06-20")
    git(place, "merge", "-q", "--no-ff", "--no-commit", "draft", day="2020-07-01")
    commit(undated.replace("a boat", "a canoe or a raft"), "2020-07-01")
    commit(undated.replace("a boat", "a canoe or a kayak"), "1970-01-01")
    return place


def test_a_version_is_what_reached_the_main_line_on_the_day_it_did(merged: Path, tmp_path: Path) -> None:
    importer = Importer(content(tmp_path), "privacy")
    found = git_revisions(merged, {"en": "policy.md"}, importer.site.timezone)
    assert [each.day.isoformat() for each in found.revisions] == ["2020-05-02", "2020-07-01", "2020-07-01"]
    brought = importer.import_history(found)
    texts = [past.editions["en"].markdown for _, past in brought.versions]
    assert [name for name, _ in brought.versions] == ["2020-05-02", "2020-07-01", "2020-07-01.2"]
    assert "a boat from us" in texts[0]
    assert "a canoe or a raft from us" in texts[1], "the words of the merge itself"
    assert "a canoe or a kayak from us" in texts[2], "in the order of parents, whatever the clock said"
    assert brought.passed_over == 2


CLOCKS = {
    "one before its parent": (
        ["2020-03-01", "1970-01-01", "2020-05-01"],
        ["2020-03-01", "2020-03-01", "2020-05-01"],
    ),
    "the first one": (["1970-01-01", "2020-04-01", "2020-05-01"], ["2020-04-01", "2020-04-01", "2020-05-01"]),
    "one far ahead": (["2020-03-01", "2099-01-01", "2020-05-01"], ["2020-03-01", "2020-03-01", "2020-05-01"]),
}


@pytest.mark.parametrize("said", CLOCKS)
def test_a_clock_that_cannot_be_right_is_corrected_and_said(said: str, tmp_path: Path) -> None:
    (place := tmp_path / "clocks").mkdir()
    git(place, "init", "-q", "-b", "main")
    clocks, days = CLOCKS[said]
    for number, day in enumerate(clocks):
        (place / "p.md").write_text(f"# Privacy\n\nWe own {number} boats.\n", encoding="utf-8")
        git(place, "add", "-A")
        git(place, "commit", "-qm", "change", day=day)
    importer = Importer(content(tmp_path), "privacy")
    found = git_revisions(place, {"en": "p.md"}, importer.site.timezone)
    assert [each.day.isoformat() for each in found.revisions] == days
    (wrong,) = (clock for clock, day in zip(clocks, days, strict=True) if clock != day)
    told = [problem.message for problem in importer.import_history(found).problems]
    assert any(f"a commit says that it is of {wrong}, which cannot be" in message for message in told)


@pytest.mark.parametrize("depth", ["1", "2"])
def test_a_shallow_clone_is_refused(repository: Path, tmp_path: Path, depth: str) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", depth, f"file://{repository}", str(shallow))
    importer = Importer(content(tmp_path), "privacy")
    with pytest.raises(ContentError) as error:
        git_revisions(shallow, {"en": "legal/vie privée.md"}, importer.site.timezone)
    assert "git fetch --unshallow" in error.value.problems[0].fix


def test_nothing_published_is_ever_overwritten(tmp_path: Path) -> None:
    root, _ = history(tmp_path, on_2020_05_02_en=FIRST)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    importer = Importer(root, "privacy")
    with pytest.raises(ContentError, match="nothing that was published is ever changed"):
        importer.import_history(dated_files(tmp_path / "dated", ("en",), None))
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_a_state_that_cannot_be_read_is_left_out_and_said(tmp_path: Path) -> None:
    root = content(tmp_path)
    place = folder(tmp_path, on_2020_05_02_en=FIRST, on_2021_05_20_en=DATED)
    (place / "2020-12-01.en.md").write_bytes(b"\x00\x01\x02\x03" * 100)
    brought = Importer(root, "privacy").import_history(dated_files(place, ("en",), None))
    assert [name for name, _ in brought.versions] == ["2020-05-01", "2021-06-01"]
    assert any(
        "2020-12-01.en.md was left out: this is no text" in problem.message for problem in brought.problems
    )


def test_links_and_pipes_among_dated_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("# Secret", encoding="utf-8")
    place = tmp_path / "dated"
    place.mkdir()
    (place / "2026-01-01.en.md").write_text("# Kept", encoding="utf-8")
    (place / "2026-01-02.en.md").symlink_to(tmp_path / "secret.txt")
    os.mkfifo(place / "2026-01-03.en.md")
    (place / "2026-01-04.en.md").mkdir()
    (revision,) = dated_files(place, ("en",), None).revisions
    assert revision.texts["en"].data == b"# Kept"
