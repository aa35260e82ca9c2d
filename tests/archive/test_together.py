"""Several policies published at once: on one day, all of them or none, whatever happens on the way."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from affiche.archive.decision import DECISION
from affiche.archive.open import open_policies
from affiche.archive.store import settle
from affiche.archive.verify import verify
from affiche.model import Significance
from affiche.problems import ContentError, ProblemLog
from affiche.publishing.proposal import propose, publish
from affiche.publishing.request import Request
from affiche.source import SourceFolder, read_policy_ledger
from tests.archive import notices
from tests.archive.disks import refusing
from tests.archive.notices import NOTES, edit_both, lay_out, run
from tests.archive.test_crashes import STEPS, changes_something, was_killed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAMES = ("cookies", "privacy", "terms")
NEW = "2026-12-03"
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as Unix does")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Three policies, each with a version and a draft that differs from it."""
    content = lay_out(tmp_path)
    assert notices.publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    for name in ("cookies", "terms"):
        shutil.copytree(content / "privacy", content / name)
        policy = content / name / "policy.yaml"
        text = policy.read_text(encoding="utf-8")
        policy.write_text(
            text.replace("slug: {en: privacy, fr: confidentialite}", f"slug: {{en: {name}, fr: {name}-fr}}"),
            encoding="utf-8",
        )
        shutil.rmtree(content / name / "versions")
        (content / name / "ledger.jsonl").unlink()
    site = content / "site.yaml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("[privacy]", "[privacy, terms, cookies]"), encoding="utf-8"
    )
    edit_both(content, "age")
    return content


def publishing(content: Path) -> Callable[[], None]:
    reading, policies = open_policies(content, ())
    request = Request(
        posted=date(2026, 11, 2),
        effective=date(2026, 12, 3),
        significance=Significance.MAJOR,
        notes={"en": "Age.", "fr": "Âge."},
    )
    proposals = [propose(reading, policy, request) for policy in policies]
    return lambda: publish(*proposals)


def state(content: Path) -> set[bool]:
    """Whether the new version is published, for each policy."""
    folder = SourceFolder(content, ProblemLog())
    return {NEW in read_policy_ledger(name, folder).published for name in NAMES}


def archive(content: Path) -> dict[str, bytes]:
    """Everything published, and whatever lies about."""
    working = {"policy.yaml", "en.md", "fr.md", ".lock", "site.yaml"}
    files = [file for file in content.rglob("*") if file.is_file()]
    return {
        file.relative_to(content).as_posix(): file.read_bytes()
        for file in files
        if file.name not in working or "versions" in file.parts
    }


def steps_of(content: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Count the calls of the system that a publication makes."""
    copy = content.parent / "counted"
    shutil.copytree(content, copy)
    act, count = publishing(copy), 0

    def counting(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += changes_something(name, arguments)
            return original(*arguments, **options)

        return call

    with monkeypatch.context() as patched:
        for name in STEPS:
            patched.setattr(os, name, counting(name, getattr(os, name)))
        act()
    return count


@needs_fork
@pytest.mark.parametrize("halfway", ["before", "halfway", "done"])
def test_killed_at_any_step_all_are_published_or_none(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, halfway: str
) -> None:
    kept = tmp_path / "kept"
    shutil.copytree(content, kept)
    last, found = steps_of(content, monkeypatch), set()
    for step in range(1, last + 1, 4 if halfway == "done" else 7):
        shutil.rmtree(content)
        shutil.copytree(kept, content)
        assert was_killed(publishing(content), step, halfway)
        settle(SourceFolder(content, ProblemLog()))
        assert len(state(content)) == 1
        found |= state(content)
        assert not [name for name in archive(content) if "/." in name]
        verify(content)
    assert found == {True, False}


@needs_fork
def test_a_build_finishes_what_was_decided(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decided, last = 0, steps_of(content, monkeypatch)
    for step in range(last - 30, last, 2):
        copy = content.parent / "copy" / str(step)
        shutil.copytree(content, copy)
        assert was_killed(publishing(copy), step, "done")
        was_decided = any(copy.rglob(DECISION))
        verify(copy)
        if was_decided:
            decided += 1
            assert state(copy) == {True}
            assert not any(copy.rglob(DECISION))
    assert decided > 3


@pytest.mark.parametrize("step", range(1, 80, 6))
def test_a_disk_that_refuses_any_step(content: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    act, before = publishing(content), archive(content)

    said = "published all the same"
    with refusing(monkeypatch, step, ("mkdir", "write", "fsync", "rename", "replace")):
        try:
            act()
        except ContentError as error:
            said = error.problems[0].message
            assert "No space left on device" in said
    settle(SourceFolder(content, ProblemLog()))
    assert state(content) == {"published all the same" in said}
    assert (archive(content) == before) != ("published all the same" in said)
    verify(content)


def test_one_that_cannot_be_published_keeps_the_others_back(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = archive(content)
    (content / "terms/fr.md").write_text("# Conditions\n\nPeu.\n", encoding="utf-8")
    code, _, err = run(capsys, "publish", "privacy", "terms", *given(content))
    assert code == 1
    assert "terms/fr.md" in err
    assert archive(content) == before


def given(content: Path) -> list[str]:
    options = ["--effective", NEW, "--significance", "major", "--as-of", "2026-11-02", "--yes", *NOTES]
    return ["--source", str(content), *options]


def test_the_plan_of_each_is_shown_before_one_yes(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "publish", "privacy", "terms", *given(content))
    assert code == 0
    plan, _, done = out.partition("Published privacy 2026-12-03")
    assert plan.count("takes effect   2026-12-03") == 2
    assert "Published terms 2026-12-03." in done
    assert done.count("Now commit the folder") == 1
    folder = SourceFolder(content, ProblemLog())
    assert not read_policy_ledger("cookies", folder).published


def test_all_that_changed_is_published_and_nothing_else(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "publish", "privacy", *given(content))[0] == 0
    code, out, _ = run(capsys, "publish", "--all-changed", *given(content), "--format", "json")
    assert code == 0
    assert [each["policy"] for each in json.loads(out)] == ["terms", "cookies"]
    code, out, _ = run(capsys, "publish", "--all-changed", *given(content))
    assert (code, out) == (0, "Nothing changed in any policy, so there is nothing to publish.\n")


def test_each_is_decided_by_its_own_plan_and_all_take_effect_on_one_day(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, day in (("terms", "2026-12-03"), ("cookies", "2026-12-04")):
        plan = f"next:\n  effective: {day}\n  significance: major\n  notes: {{en: For {name}., fr: Pour {name}.}}\n"
        with (content / name / "policy.yaml").open("a", encoding="utf-8") as file:
            file.write(plan)
    options = ("--source", str(content), "--as-of", "2026-11-02", "--yes")
    code, _, err = run(capsys, "publish", "terms", "cookies", *options)
    assert code == 1
    assert "cookies would take effect on 2026-12-04, and terms on 2026-12-03" in err
    code, out, _ = run(capsys, "publish", "terms", "cookies", *options, "--effective", "2026-12-04")
    assert code == 0
    assert "For terms." in out
    assert "For cookies." in out


@pytest.mark.parametrize("names", [(), ("privacy", "--all-changed")])
def test_policies_are_named_or_found(
    content: Path, names: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(capsys, "publish", *names, *given(content))
    assert code == 2
    assert "name at least one policy, or give --all-changed instead." in err
