"""Several processes make what one would make, and say what one would say."""

from __future__ import annotations

import os
import shutil
import signal
from datetime import date
from typing import TYPE_CHECKING

import pytest

from affiche.incremental import making
from affiche.incremental.processes import StoppedError, in_processes
from affiche.problems import ArchiveError, ContentError, Location, Problem
from affiche.site.outputs import SiteFiles
from tests.site.building import SITES, build, contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from affiche.site.routes import PolicyRoutes
    from affiche.site.write import Output

DAY = date(2026, 6, 1)
CONTENT = SITES / "bilingual" / "content"


@pytest.fixture(autouse=True)
def _always(monkeypatch: pytest.MonkeyPatch) -> None:
    """As few versions as a test has are worth it too."""
    monkeypatch.setattr(making, "FEW", 0)


def test_the_bytes_are_those_of_one_process(tmp_path: Path) -> None:
    one, three = (build(CONTENT, tmp_path / str(jobs), DAY, jobs=jobs) for jobs in (1, 3))
    assert one.files() == three.files()
    assert one.report.files == three.report.files


@pytest.mark.parametrize("site", ["pictures", "bilingual"])
def test_one_policy_is_made_by_a_process_for_each_language(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pictures, data and former addresses once; what a sitemap lists stands where it stood."""
    content = tmp_path / "content"
    shutil.copytree(SITES / site / "content", content)
    for policy in ("cookies", "terms"):
        shutil.rmtree(content / policy, ignore_errors=True)
    site_yaml, policy_yaml = content / "site.yaml", content / "privacy/policy.yaml"
    site_yaml.write_text(site_yaml.read_text("utf-8").replace(", cookies, terms", ""), "utf-8")
    policy_yaml.write_text(f"former_slugs: {{en: [old]}}\n{policy_yaml.read_text('utf-8')}", "utf-8")
    alone = build(content, tmp_path / "alone", DAY, jobs=1)
    own, make = os.getpid(), SiteFiles.of_policy

    def elsewhere(
        self: SiteFiles, policy: PolicyRoutes, wanted: Mapping[str, str]
    ) -> Iterator[tuple[str, Output]]:
        assert os.getpid() != own
        assert self.locale
        return make(self, policy, wanted)

    monkeypatch.setattr(SiteFiles, "of_policy", elsewhere)
    apart = build(content, tmp_path / "apart", DAY, jobs=2)
    assert apart.files() == alone.files()
    assert apart.report.advice == alone.report.advice


def test_things_come_in_their_order_from_other_processes() -> None:
    made = list(in_processes(lambda thing: (thing, os.getpid()), range(40), 2))
    assert [thing for thing, _ in made] == list(range(40))
    assert os.getpid() not in {process for _, process in made}


@pytest.mark.parametrize("kind", [ContentError, ArchiveError])
def test_the_first_problem_in_their_order_is_told_whole(kind: type[ContentError]) -> None:
    def work(thing: int) -> int:
        if thing:
            raise kind(
                [
                    Problem(
                        location=Location(path=f"{thing}.md", line=3),
                        message="wrong",
                        fix="mend",
                        rule="files/missing",
                    )
                ]
            )
        return thing

    with pytest.raises(kind) as raised:
        list(in_processes(work, range(5), 3))
    assert [(p.location.path, p.location.line, p.fix) for p in raised.value.problems] == [("1.md", 3, "mend")]


def test_a_failing_template_is_told_as_by_one_process(tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "history.html").write_text("{{ page.nothing }}", encoding="utf-8")
    told = []
    for jobs in (1, 2):
        with pytest.raises(ContentError) as raised:
            build(tmp_path / "content", tmp_path / "site", DAY, jobs=jobs)
        told.append(raised.value.problems)
    assert told[0] == told[1]
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSEGV])
def test_a_process_that_is_killed_leaves_the_site_as_it_was(
    how: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(CONTENT, tmp_path / "site", DAY).folder
    before, own, make = contents(site), os.getpid(), SiteFiles.of_policy

    def killed(
        self: SiteFiles, policy: PolicyRoutes, wanted: Mapping[str, str]
    ) -> Iterator[tuple[str, Output]]:
        yield from make(self, policy, wanted)
        if os.getpid() != own:
            os.kill(os.getpid(), how)

    monkeypatch.setattr(SiteFiles, "of_policy", killed)
    with pytest.raises(StoppedError, match="--jobs 1"):
        build(CONTENT, site, DAY, full=True, jobs=2)
    assert contents(site) == before
    monkeypatch.undo()
    assert contents(build(CONTENT, site, DAY, full=True).folder) == before


def test_a_full_disk_in_another_process_leaves_the_site_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(CONTENT, tmp_path / "site", DAY).folder
    before, own, open_ = contents(site), os.getpid(), os.open

    def full(place: str, flags: int, *mode: int, **where: int) -> int:
        if os.getpid() != own and flags & os.O_CREAT:
            raise OSError(28, "No space left on device", str(place))
        return open_(place, flags, *mode, **where)

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(OSError, match="No space left"):
        build(CONTENT, site, date(2026, 7, 1), jobs=2)
    monkeypatch.undo()
    assert contents(site) == before
