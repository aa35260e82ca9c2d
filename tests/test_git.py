"""Git runs no program that a repository names, whoever asks it, and nothing else runs Git."""

from __future__ import annotations

import os
import re
import subprocess
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from affiche.git import LARGEST, Git, GitError
from affiche.importing.revisions import git_revisions
from affiche.problems import AfficheError, ArchiveError, ContentError
from affiche.proof.earlier import verify_git

PACKAGE = Path(__file__).resolve().parents[1] / "affiche"
PROGRAMS = (
    *("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy"),
    *("core.alternateRefsCommand", "pager.log", "pager.show", "pager.rev-list", "pager.diff-tree"),
    *("diff.external", "diff.planted.command", "diff.planted.textconv", "diff.guitool", "sequence.editor"),
    *("filter.planted.clean", "filter.planted.smudge", "filter.planted.process", "credential.helper"),
    *("gpg.program", "gpg.ssh.program", "gpg.x509.program", "gpg.openpgp.program", "trailer.x.cmd"),
    *(
        "uploadpack.packObjectsHook",
        "remote.origin.uploadpack",
        "remote.origin.vcs",
        "interactive.diffFilter",
    ),
    *(
        "merge.planted.driver",
        "browser.planted.cmd",
        "init.templateDir",
        "http.sslKey",
        "gc.recentObjectsHook",
    ),
)
"""Settings that name a program, or hold one."""
COMMANDS = ("log", "rev-list", "rev-parse", "cat-file", "diff-tree", "ls-tree", "show")
HOOKS = ("post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc", "fsmonitor-watchman")
SIGNATURE = (
    "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEzBAABCAAdFiEEplanted\n -----END PGP SIGNATURE-----\n"
)


def git(place: Path, *arguments: str, data: bytes | None = None) -> str:
    who = {
        f"GIT_{role}_{part}": "a@example.com"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    env = {"PATH": os.environ["PATH"], "HOME": str(place), **who}
    done = subprocess.run(
        ["git", "-C", place, *arguments], input=data, check=True, capture_output=True, env=env
    )
    return done.stdout.decode("utf-8", "replace").strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a policy that was changed and renamed, and whose last commit says that it is signed."""
    place = tmp_path / "repository"
    policy = place / "content" / "privacy"
    policy.mkdir(parents=True)
    git(place, "init", "-q", "-b", "main")
    for name, text in (("old.md", "# One\n\nSame words, and more of them.\n"), ("en.md", "# Two\n")):
        (policy / name).write_text(text, encoding="utf-8")
        (policy / "ledger.jsonl").write_text("", encoding="utf-8")
        git(place, "add", "-A")
        git(place, "commit", "-qm", "change")
    commit = git(place, "cat-file", "commit", "HEAD")
    head, _, message = commit.partition("\n\n")
    signed = git(
        place,
        "hash-object",
        "-t",
        "commit",
        "-w",
        "--stdin",
        data=f"{head}\n{SIGNATURE}\n{message}\n".encode(),
    )
    git(place, "update-ref", "refs/heads/main", signed)
    return place


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """The file that a planted program makes."""
    return tmp_path / "ran"


@pytest.fixture
def planted(repository: Path, tmp_path: Path, ran: Path) -> Path:
    """The same repository, in which every setting, hook, alias and attribute names a program."""
    program = tmp_path / "program"
    program.write_text(f'#!/bin/sh\necho "$0 $*" >> {ran}\ncat 2>/dev/null\n', encoding="utf-8")
    program.chmod(0o755)
    config = repository / ".git" / "planted"
    for setting in PROGRAMS:
        git(repository, "config", "--file", str(config), setting, str(program))
    for command in COMMANDS:
        git(repository, "config", "--file", str(config), f"alias.{command}", f"!{program}")
    hooks = tmp_path / "hooks"
    for folder in (hooks, repository / ".git" / "hooks"):
        folder.mkdir(exist_ok=True)
        for hook in HOOKS:
            (folder / hook).symlink_to(program)
    for setting, value in {
        "log.showSignature": "true",
        "core.hooksPath": str(hooks),
        "core.attributesFile": str(repository / ".git" / "info" / "attributes"),
        "protocol.allow": "always",
        "protocol.ext.allow": "always",
        "remote.origin.url": f"ext::{program} %S",
        "remote.origin.promisor": "true",
        "extensions.partialClone": "origin",
        "diff.orderFile": "/dev/null",
        "log.showRoot": "false",
        "diff.relative": "true",
    }.items():
        git(repository, "config", "--file", str(config), setting, value)
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "attributes").write_text(
        "* diff=planted filter=planted merge=planted\n", encoding="utf-8"
    )
    with (repository / ".git" / "config").open("a", encoding="utf-8") as file:
        file.write("[core]\n\trepositoryFormatVersion = 1\n[include]\n\tpath = planted\n")
    return repository


def names(repository: Path) -> list[str]:
    found = git_revisions(repository, {"en": "content/privacy/en.md"}, ZoneInfo("UTC"))
    return [revision.texts["en"].path.partition(":")[2] for revision in found.revisions]


def test_the_plants_are_real(planted: Path, ran: Path) -> None:
    subprocess.run(["git", "-C", planted, "log", "-p", "--textconv"], capture_output=True, check=False)
    assert ran.read_text(encoding="utf-8").count("program") >= 2


def test_an_import_runs_nothing(planted: Path, ran: Path) -> None:
    assert names(planted)[-1] == "content/privacy/en.md"
    assert not ran.exists()


def test_verify_runs_nothing(planted: Path, ran: Path) -> None:
    with pytest.raises(ArchiveError, match="the ledger is cut short"):  # so it was read, and is no ledger
        verify_git(planted / "content", "main")
    assert not ran.exists()


def test_a_work_tree_elsewhere_runs_nothing(planted: Path, tmp_path: Path, ran: Path) -> None:
    git(planted, "config", "--file", str(planted / ".git" / "planted"), "core.worktree", str(tmp_path))
    assert names(planted)[-1] == "content/privacy/en.md"
    with suppress(AfficheError):
        verify_git(planted / "content", "main")
    assert not ran.exists()


def test_a_blob_that_is_only_promised_is_not_fetched(repository: Path, planted: Path, ran: Path) -> None:
    blob = Git(repository).words("ls-tree", "HEAD:content/privacy")[2]
    (planted / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(ContentError, match="git says"):
        names(planted)
    assert not ran.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GIT_DIR", "/nonexistent"),
        ("GIT_EXTERNAL_DIFF", "/bin/false"),
        ("GIT_CONFIG_PARAMETERS", "'log.showsignature=true'"),
        ("GIT_INDEX_FILE", "/nonexistent"),
        ("GIT_WORK_TREE", "/nonexistent"),
    ],
)
def test_what_a_hook_leaves_in_the_environment_is_not_heard(
    repository: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert names(repository)[-1] == "content/privacy/en.md"


@pytest.mark.parametrize(
    "name", ["--help", "-x", "main\0", "", "HEAD^{tree}", ":/nothing", "nothing", "é\udcff"]
)
def test_what_names_no_commit(repository: Path, name: str) -> None:
    assert Git(repository).commit(name) is None


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(GitError, match="git says"):
            Git(folder).commit("main")


def test_a_file_that_a_small_pack_makes_huge(repository: Path) -> None:
    with (repository / "huge").open("wb") as file:
        file.truncate(LARGEST + 1)
    git(repository, "add", "huge")
    git(repository, "commit", "-qm", "huge")
    with pytest.raises(GitError, match="more than 20,000,000 bytes"):
        Git(repository).file("HEAD", "huge")


def test_one_file_runs_git() -> None:
    runs = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if re.search(
            r"\bsubprocess\b|os\.(?:system|popen|exec|spawn)|\bPopen\b", file.read_text(encoding="utf-8")
        )
    }
    assert runs == {"git.py", "proof/signatures.py"}
