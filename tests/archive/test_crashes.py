"""A publication that is killed at any step, meets a full disk, or another one, has happened whole or not at all."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from affiche.archive.forgotten import FORGOTTEN, Missing, remember
from affiche.archive.lock import policy_lock
from affiche.archive.open import open_policy
from affiche.archive.store import add, settle
from affiche.archive.verify import verify
from affiche.cli import main
from affiche.model import Significance
from affiche.problems import ContentError, ProblemLog
from affiche.publishing.proposal import propose, publish
from affiche.publishing.request import Request
from affiche.reporting.publications import settled_text
from affiche.source import Entry, SourceFolder, read_policy_ledger
from tests.archive import notices
from tests.archive.disks import refusing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from affiche.publishing.proposal import Proposal

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes as Unix does")

STEPS = ("mkdir", "open", "write", "fsync", "rename", "replace", "unlink", "rmdir")
"""Every call of the system by which affiche/confined.py changes anything; an `open` only where it makes a file."""
OLD = "2026-11-01"
NEW = "2026-12-03"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = notices.lay_out(tmp_path)
    assert notices.publish(content, OLD, OLD, *notices.NOTES) == 0
    notices.edit_both(content, "age")
    return content


def planned(content: Path) -> Proposal:
    reading, policy = open_policy(content, "privacy")
    request = Request(
        posted=date(2026, 11, 2),
        effective=date(2026, 12, 3),
        significance=Significance.MAJOR,
        notes={"en": "Age.", "fr": "Âge."},
    )
    return propose(reading, policy, request)


def publishing(content: Path) -> Callable[[], None]:
    proposal = planned(content)
    return lambda: publish(proposal)


def withdrawing(content: Path) -> Callable[[], None]:
    folder = open_policy(content, "privacy")[0].folder
    head = read_policy_ledger("privacy", folder).head
    reasons = {"en": "No.", "fr": "Non."}
    entry = Entry(event="withdrawn", version=OLD, on=date(2026, 11, 2), reasons=reasons, previous=head)
    return lambda: add("privacy", entry.sealed(), {}, folder)


def archive_of(content: Path) -> dict[str, bytes]:
    """Everything published, and whatever lies about beside it."""
    place = content / "privacy"
    files = [place / "ledger.jsonl", *place.glob(".ledger*"), *(place / "versions").rglob("*")]
    return {file.relative_to(place).as_posix(): file.read_bytes() for file in files if file.is_file()}


def changes_something(name: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a call changes what is on the disk; reading a file opens it too."""
    return name != "open" or bool(arguments[1] & os.O_CREAT)


def die_at(step: int, halfway: str) -> None:
    """Let this process be killed in place of one of its steps; of a `write`, some of it is done."""
    count = 0

    def watched(name: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal count
            count += changes_something(name, arguments)
            if count == step:
                with suppress(OSError):
                    if name == "write" and halfway == "halfway":
                        original(arguments[0], bytes(arguments[1])[:7])
                    elif halfway == "done":
                        original(*arguments, **options)
                os.kill(os.getpid(), signal.SIGKILL)
            return original(*arguments, **options)

        return call

    for name in STEPS:
        setattr(os, name, watched(name, getattr(os, name)))


def was_killed(act: Callable[[], object], step: int, halfway: str) -> bool:
    """Run in a process of its own, which dies at a step; say whether it had so many."""
    process = os.fork()
    if process == 0:
        with suppress(BaseException):
            die_at(step, halfway)
            act()
            os._exit(0)
        os._exit(1)
    status = os.waitpid(process, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def every_step(content: Path, act: Callable[[], None], halfway: str) -> Iterator[dict[str, bytes]]:
    """Kill at each step in turn, and give what was there right after, and again after the next command."""
    before = archive_of(content)
    for step in range(1, 200):
        if not was_killed(act, step, halfway):
            return
        yield archive_of(content)
        for path in sorted((content / "privacy").rglob("*"), reverse=True):
            name = path.relative_to(content / "privacy").as_posix()
            if (
                name.startswith(("versions/", ".ledger"))
                and name not in before
                and path != content / "privacy/versions" / OLD
            ):
                path.unlink() if path.is_file() else path.rmdir()
        (content / "privacy/ledger.jsonl").write_bytes(before["ledger.jsonl"])
    pytest.fail("more than 200 steps")


@pytest.mark.parametrize("halfway", ["before", "halfway", "done"])
@pytest.mark.parametrize("make", [publishing, withdrawing])
def test_killed_at_any_step(content: Path, make: Callable[[Path], Callable[[], None]], halfway: str) -> None:
    act, before = make(content), archive_of(content)
    said, steps = set(), 0
    for left in every_step(content, act, halfway):
        steps += 1
        is_decided = left["ledger.jsonl"] != before["ledger.jsonl"]
        assert all(left[name] == data for name, data in before.items() if name != "ledger.jsonl")
        assert left["ledger.jsonl"].startswith(before["ledger.jsonl"])
        said.add(next_command(content))
        after = archive_of(content)
        assert after["ledger.jsonl"] == left["ledger.jsonl"]
        assert (f"versions/{NEW}/en.md" in after) == (is_decided and make is publishing)
        assert not [name for name in after if name.startswith(".") or "/." in name]
    assert steps > (20 if make is publishing else 5)
    if make is publishing:
        undecided = "before it was decided. Nothing was published; what it left was cleared away."
        decided = "at its last step. It is published, and its folder is in place now."
        interrupted = f"Publishing privacy {NEW} was interrupted"
        assert said == {"", f"{interrupted} {undecided}", f"{interrupted} {decided}"}


def test_the_clearing_away_can_be_killed_too(content: Path) -> None:
    act = publishing(content)
    assert was_killed(act, 18, "before")
    left = archive_of(content)
    assert len(left) > 5
    for step in range(1, 10):
        was_killed(partial(next_command, content), step, "done")
    next_command(content)
    assert len(archive_of(content)) == 5


def next_command(content: Path) -> str:
    """What every command does first, and what it says."""
    settled = settle(SourceFolder(content, ProblemLog()))
    verify(content)
    return settled_text(settled)


@pytest.mark.parametrize("step", range(1, 12))
def test_a_refusal_that_came_too_late_is_not_told_as_nothing(
    content: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], step: int
) -> None:
    with refusing(monkeypatch, step, ("fsync", "rename", "replace")):
        code = notices.publish(content, "2026-11-02", NEW, *notices.NOTES)
    said = capsys.readouterr().err
    is_published = NEW in SourceFolder(content, ProblemLog()).files("privacy/versions")
    assert code == int("the disk refused" in said)
    assert ("published all the same" in said) == (bool(code) and is_published)
    assert ("Nothing was changed." in said) == (not is_published)


@pytest.mark.parametrize("step", range(1, 40))
def test_a_disk_that_refuses_any_step(content: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    """No room, an error of the hardware: it is said whether this was before or after the decision."""
    act, before = publishing(content), archive_of(content)

    with refusing(monkeypatch, step, ("mkdir", "write", "fsync", "rename", "replace")):
        try:
            act()
        except ContentError as error:
            message = error.problems[0].message
            assert "No space left on device" in message
            is_published = "published all the same" in message
        else:
            is_published = True  # filelock gets by without what was refused to it
    verify(content)
    assert (archive_of(content) == before) != is_published


def test_a_full_disk(content: Path) -> None:
    """The limit that the system sets to the size of a file lets the ledger, and nothing after it, be half written."""
    before = archive_of(content)
    largest = len(before["ledger.jsonl"]) + 100
    arguments = ["publish", "privacy", "--source", str(content), "--as-of", "2026-11-02", "--effective", NEW]
    arguments += ["--significance", "major", "--yes", *notices.NOTES]
    done = subprocess.run(
        [sys.executable, "-m", "affiche", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},  # else what it compiles is cut off too
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest)),
    )
    assert done.returncode == 1
    assert "the disk refused: File too large; nothing was published" in done.stderr
    assert archive_of(content) == before


def forgetting(content: Path) -> Callable[[], None]:
    folder = SourceFolder(content, ProblemLog())
    entries = read_policy_ledger("privacy", folder).entries
    lost = [Missing("privacy", entry.event, entry.version, entry) for entry in entries]
    return lambda: remember(lost, "It was a trial.", date(2026, 11, 2), folder)


def record_of(content: Path) -> bytes:
    record = content / FORGOTTEN
    return record.read_bytes() if record.exists() else b""


@pytest.mark.parametrize("earlier", [False, True], ids=["first", "further"])
@pytest.mark.parametrize("halfway", ["before", "halfway", "done"])
def test_forgetting_is_killed_at_any_step(content: Path, halfway: str, *, earlier: bool) -> None:
    """What was forgotten is recorded whole or not at all, what was recorded before stays, and nothing lies about."""
    if earlier:
        forgetting(content)()
    before, archive = record_of(content), archive_of(content)
    left = set()
    for step in range(1, 50):  # pragma: no branch
        if not was_killed(forgetting(content), step, halfway):
            break
        left.add(record_of(content).removeprefix(before).count(b"\n"))
        assert record_of(content).startswith(before)
        verify(content)
        (content / FORGOTTEN).write_bytes(before) if before else (content / FORGOTTEN).unlink(missing_ok=True)
    assert step > 4
    assert left <= {0, 1}
    assert record_of(content).count(b"\n") == 1 + earlier
    assert archive_of(content) == archive
    assert sorted(path.name for path in content.iterdir()) == [FORGOTTEN, "privacy", "site.yaml"]


@pytest.mark.parametrize("step", range(1, 8))
def test_a_disk_that_refuses_to_forget(content: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    forgetting(content)()
    before = record_of(content)

    with refusing(monkeypatch, step, ("write", "fsync", "rename", "replace")), suppress(OSError):
        forgetting(content)()
    assert record_of(content) == before or record_of(content).count(b"\n") == 2
    verify(content)
    assert sorted(path.name for path in content.iterdir()) == [FORGOTTEN, "privacy", "site.yaml"]


def test_a_full_disk_forgets_nothing(content: Path) -> None:
    """The build says that the disk refused, and the site that it would replace stays."""
    site = content.parent / "site"
    options = ["build", "--source", str(content), "--out", str(site), "--as-of", "2026-11-02", "--jobs", "1"]
    assert main(options) == 0
    posted = (site / "privacy/ledger.json").read_bytes()
    for name in ("versions/" + OLD, "versions"):
        for file in sorted((content / "privacy" / name).glob("*")):
            file.unlink()
        (content / "privacy" / name).rmdir()
    (content / "privacy/ledger.jsonl").unlink()
    done = subprocess.run(
        [sys.executable, "-m", "affiche", *options, "--forget", "It was a trial."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "File too large" in done.stderr
    assert (site / "privacy/ledger.json").read_bytes() == posted
    assert sorted(path.name for path in content.iterdir()) == ["privacy", "site.yaml"]


def test_two_at_the_same_time(content: Path) -> None:
    """Both planned the same; one of them publishes, the other is told to look again."""
    acts = [publishing(content) for _ in range(4)]

    def attempt(act: Callable[[], None]) -> str:
        try:
            act()
        except ContentError as error:
            return error.problems[0].message
        return "published"

    with ThreadPoolExecutor(4) as pool:
        said = sorted(pool.map(attempt, acts), key=len, reverse=True)
    assert said[-1] == "published"
    assert all("someone else published or withdrew" in message for message in said[:-1])
    verify(content)
    assert (content / "privacy/ledger.jsonl").read_bytes().count(b"\n") == 2


def test_a_lock_is_waited_for_and_a_dead_process_holds_none(content: Path) -> None:
    program = (
        "import sys, time; from filelock import FileLock; lock = FileLock(sys.argv[1]); lock.acquire(); "
        "print(flush=True); "
        "time.sleep(60)"
    )
    lock = content / "privacy/.lock"
    with subprocess.Popen([sys.executable, "-c", program, lock], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        folder = open_policy(content, "privacy")[0].folder
        with (
            pytest.raises(ContentError, match="someone else is publishing"),
            policy_lock("privacy", folder, 0.1),
        ):
            pass
        holder.kill()
        holder.wait()
    publishing(content)()
    verify(content)


def test_nothing_published_is_opened_for_writing(content: Path) -> None:
    """Watched from inside, in a process of its own."""
    act = publishing(content)
    published = {path.resolve() for path in (content / "privacy/versions").rglob("*")}
    published.add((content / "privacy/ledger.jsonl").resolve())
    process = os.fork()
    if process == 0:
        opened: list[str] = []
        really_open = os.open

        def watch(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
            descriptor = really_open(path, flags, *arguments, **options)
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_TRUNC | os.O_APPEND)
            if writes and Path(f"/proc/self/fd/{descriptor}").resolve() in published:
                opened.append(os.fsdecode(path))
            return descriptor

        with suppress(BaseException):
            os.open = watch
            act()
            verify(content)
            os._exit(len(opened))
        os._exit(99)
    assert os.WEXITSTATUS(os.waitpid(process, 0)[1]) == 0
    assert (content / "privacy/versions" / NEW).is_dir()
