"""The site is whole or untouched, whatever ends a build: a problem, a full disk, a kill, another build."""

from __future__ import annotations

import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pytest

from affiche.cli import main
from affiche.incremental.generations import Generation
from affiche.problems import AfficheError, ContentError
from affiche.site import atomic_swap
from affiche.site.write import Output, OutputError
from tests.site.building import ROOT, SITES, build, contents, small
from tests.site.crashing import write
from tests.site.running import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EARLIER, DAY = date(2024, 6, 1), date(2026, 6, 1)
SMALLEST, BILINGUAL = SITES / "smallest" / "content", SITES / "bilingual" / "content"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was built on an earlier day, in a folder with nothing next to it."""
    return build(BILINGUAL, tmp_path / "public" / "site", EARLIER).folder


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A source that a test may spoil, and the folder beside it."""
    shutil.copytree(BILINGUAL, tmp_path / "content")
    return tmp_path / "content"


def names(folder: Path) -> list[str]:
    """Everything in a folder but the locks and the records of the last builds, which stay where they are."""
    return [inner.name for inner in folder.iterdir() if not re.fullmatch(r"\..+\.(lock|record)", inner.name)]


@contextmanager
def untouched(site: Path) -> Iterator[None]:
    """The site is byte for byte what it was, and nothing lies beside it."""
    before = contents(site)
    yield
    assert contents(site) == before
    assert names(site.parent) == [site.name]


def wrong_source(content: Path) -> None:
    (content / "site.yaml").write_text("locales: [", encoding="utf-8")


def altered_archive(content: Path) -> None:
    (content / "privacy" / "versions" / "2024-01-01" / "en.md").write_text("# Other\n", encoding="utf-8")


def failing_template(content: Path) -> None:
    _template(content, "history.html", "{{ page.nothing }}")


def unreadable_template(content: Path) -> None:
    _template(content, "history.html", "{% if %}")


def missing_template(content: Path) -> None:
    _template(content, "history.html", '{% extends "nothing.html" %}')


def two_pages_at_one_address(content: Path) -> None:
    file = content / "cookies" / "policy.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("temoins", "confidentialite"), encoding="utf-8")


def _template(content: Path, name: str, text: str) -> None:
    folder = content.parent / "templates"
    folder.mkdir()
    (folder / name).write_text(text, encoding="utf-8")


SPOILERS = [
    *(wrong_source, altered_archive, failing_template, unreadable_template, missing_template),
    two_pages_at_one_address,
]


@pytest.mark.parametrize("spoil", SPOILERS, ids=lambda spoil: spoil.__name__)
def test_a_problem_leaves_the_site_as_it_was(
    spoil: Callable[[Path], None], content: Path, site: Path
) -> None:
    spoil(content)
    with untouched(site), pytest.raises(ContentError):
        build(content, site, DAY)


def test_a_full_disk_leaves_the_site_as_it_was(site: Path) -> None:
    def allow_small_files_only() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))

    with untouched(site):
        ran = subprocess.run(
            [
                sys.executable,
                ROOT / "build.py",
                "--source",
                BILINGUAL,
                "--out",
                site,
                "--as-of",
                DAY.isoformat(),
            ],
            env=environment(PYTHONDONTWRITEBYTECODE="1"),  # else what it compiles is cut off too
            preexec_fn=allow_small_files_only,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 1
        assert ran.stderr.startswith("affiche: ")
        assert "Traceback" not in ran.stderr


class Crashes:
    """The process of `crashing.py`."""

    def __init__(self, out: Path, *sites: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.site.crashing", out, *sites],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def start(self, how: str) -> int:
        assert self.process.stdin
        self.process.stdin.write(f"{how}\n")
        self.process.stdin.flush()
        return int(self._answer())

    def end(self) -> str:
        return self._answer().strip()

    def _answer(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.communicate()


def test_a_kill_at_any_moment_leaves_one_site_or_the_other(site: Path) -> None:
    sites = [small("bilingual", DAY).folder, small("smallest", DAY).folder]
    whole = [contents(site), *(contents(built) for built in sites)]
    chance = random.Random(7)
    with Crashes(site, *sites) as crashes:
        for _ in range(25):
            process = crashes.start("on")
            time.sleep(chance.uniform(0.002, 0.08))
            os.kill(process, signal.SIGKILL)
            assert crashes.end() == "killed"
            assert contents(site) in whole
    own = site.parent.parent / "own"
    shutil.copytree(SMALLEST, own)
    with untouched(build(own, site, DAY, forget="the site of another source").folder):
        pass


def test_a_kill_at_each_step_leaves_one_site_or_the_other(site: Path) -> None:
    (site / "index.html").write_text("An older site.", encoding="utf-8")
    old, new = contents(site), small("smallest", DAY).files()
    ends: list[str] = []
    with Crashes(site, small("smallest", DAY).folder) as crashes:
        while not ends or ends[-1] == "killed":
            crashes.start(str(len(ends) + 1))
            ends.append(crashes.end())
            found = contents(site)
            assert found in (old, new), f"step {len(ends)}"
    assert len(ends) > 2 * len(new)
    assert found == new
    assert names(site.parent) == ["site"]


def test_builds_at_once_all_end_well_whatever_their_environments(tmp_path: Path, site: Path) -> None:
    """A site of many files beside one of few: whoever comes last, the site is whole."""
    many, few = tmp_path / "many", tmp_path / "few"
    shutil.copytree(BILINGUAL, many)
    shutil.copytree(SMALLEST, few)
    sources = [many, few, many, few, many]
    builds = []
    for number, source in enumerate(sources):
        places = {name: tmp_path / f"{name}-{number}" for name in ("HOME", "TMPDIR")}
        for place in places.values():
            place.mkdir()
        command: list[str | Path] = [sys.executable, ROOT / "build.py", "--source", source, "--out", site]
        builds.append(
            subprocess.Popen(
                [*command, "--as-of", DAY.isoformat(), "--forget", "tests"],
                env=environment() | {name: str(place) for name, place in places.items()},
                stdout=subprocess.DEVNULL,
            )
        )
    assert [process.wait(120) for process in builds] == [0] * len(sources)
    whole = [small(name, DAY).files() for name in ("bilingual", "smallest")]
    assert contents(site) in whole
    assert names(site.parent) == ["site"]


def test_a_build_that_lost_its_files_to_another_program_says_so(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interfered() -> Iterator[Output]:
        yield Output("index.html", "text")
        yield Output("en/index.html", "text")

    def interfering(self: Generation, output: Output) -> str:
        written = write_one(self, output)
        if output.file == "en/index.html":
            (self.root / "index.html").unlink()
        return written

    write_one = Generation.write
    monkeypatch.setattr(Generation, "write", interfering)
    with untouched(site), pytest.raises(OutputError, match="another program changed"):
        write(interfered(), site, SMALLEST)


def test_what_killed_builds_left_is_cleared_away_and_nothing_else(site: Path) -> None:
    for name in (".site.building", f".site.building-{'0f' * 8}", f".site.building-{'a1' * 8}"):
        left = site.with_name(name)
        (left / "en").mkdir(parents=True)
        (left / "en" / "half.html").write_text("<p>Ha", encoding="utf-8")
    mine = {".site.building-notes", f".other.building-{'0f' * 8}", ".site.buildings"}
    for name in mine:
        site.with_name(name).mkdir()
    build(BILINGUAL, site, EARLIER)
    assert set(names(site.parent)) == {"site", *mine}


@pytest.mark.parametrize(("umask", "of_folders"), [(0o077, 0o755), (0o027, 0o755), (0o002, 0o775)])
def test_every_account_can_read_a_site_whatever_the_umask(
    umask: int, of_folders: int, tmp_path: Path
) -> None:
    before = os.umask(umask)
    try:
        site = build(SMALLEST, tmp_path / "site", DAY).folder
        rebuilt = build(SMALLEST, tmp_path / "site", DAY).folder
    finally:
        os.umask(before)
    for folder in (site, rebuilt, site / "en"):
        assert folder.stat().st_mode & 0o777 == of_folders
    assert (site / "index.html").stat().st_mode & 0o777 == of_folders & 0o666


def test_a_folder_that_affiche_did_not_write_is_refused(tmp_path: Path) -> None:
    mine = tmp_path / "site"
    mine.mkdir()
    (mine / "thesis.txt").write_text("Chapter 1", encoding="utf-8")
    with untouched(mine), pytest.raises(OutputError, match="was not written by Affiche"):
        build(SMALLEST, mine, DAY)
    (tmp_path / "file").write_text("Chapter 2", encoding="utf-8")
    with pytest.raises(OutputError, match="is a file"):
        build(SMALLEST, tmp_path / "file", DAY)
    (mine / "thesis.txt").unlink()
    assert build(SMALLEST, mine, DAY).has("/en/")


@pytest.mark.parametrize("out", ["content", "content/site", "content/privacy/versions", "."])
def test_output_and_source_never_overlap(out: str, content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(content.parent)
    (content.parent / "link").symlink_to("content")
    before = contents(content)
    for source in ("content", "link"):
        with pytest.raises(AfficheError, match="the folder of the source, "):
            build(Path(source), Path(out), DAY)
    assert contents(content) == before
    assert main(["--out", out]) == 2
    (content / "site.yaml").write_text("broken", encoding="utf-8")
    assert main(["--out", out]) == 2, "it is said at once, whatever else is wrong"


def test_a_link_to_the_output_folder_stays_a_link(tmp_path: Path, site: Path) -> None:
    link = tmp_path / "www"
    link.symlink_to(site)
    for _ in range(2):
        build(BILINGUAL, link, DAY)
        assert link.is_symlink()
        assert (site / "fr" / "index.html").is_file()
        assert names(site.parent) == ["site"]


@pytest.mark.parametrize("failing_rename", [1, 2, 3])
def test_where_folders_cannot_be_exchanged_at_once_the_next_build_makes_good(
    failing_rename: int, tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a system without an exchange there is a moment without a site: a kill there must not last."""
    rename, count = Path.rename, 0

    class KilledError(BaseException):
        pass

    def renamed(one: Path, other: Path) -> Path:
        nonlocal count
        count += 1
        if count == failing_rename:
            raise KilledError
        return rename(one, other)

    new = contents(build(BILINGUAL, tmp_path / "new", DAY).folder)
    monkeypatch.setattr(atomic_swap, "_swap_at_once", lambda *_: False)
    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(KilledError):
        build(BILINGUAL, site, DAY)
    monkeypatch.undo()
    monkeypatch.setattr(atomic_swap, "_swap_at_once", lambda *_: False)
    assert contents(build(BILINGUAL, site, DAY).folder) == new
    assert names(site.parent) == ["site"]


@pytest.mark.parametrize("file", ["../out.html", "/etc/out.html", "en/../../out.html", ""])
def test_no_page_leaves_the_output_folder(file: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="leaves the output folder"):
        write([Output(file, "text")], tmp_path / "site", SMALLEST)
    assert not names(tmp_path)
