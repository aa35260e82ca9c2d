"""Nothing outside a root is read, written or removed, whatever links are laid in it."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche import cli, pipeline
from affiche.confined import LARGEST, Kind, LinkError, RefusedError, Root
from affiche.pipeline import Options
from affiche.problems import ContentError

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights that few accounts have on Windows")

SITE = Path(__file__).parent / "problems" / "site"

LINKS = {
    "the file": ("privacy/en.md", "OUTSIDE/note.txt"),
    "its folder": ("privacy", "OUTSIDE"),
    "a folder further up": ("legal", "OUTSIDE/.."),
    "a file that is not there": ("privacy/en.md", "OUTSIDE/missing"),
    "a loop": ("privacy/en.md", "en.md"),
    "a file inside the root": ("privacy/en.md", "../site.yaml"),
}
"""For each kind, where the link is, and where it leads."""


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder that has nothing to do with the site."""
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("note.txt", "en.md", "policy.yaml", "style.css", "fr.po"):
        (outside / name).write_text(f"secret of {name}", encoding="utf-8")
    return outside


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def link(path: Path, target: str, outside: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.symlink_to(target.replace("OUTSIDE", str(outside)))


ACTS: dict[str, Callable[[Root, str], object]] = {
    "read": lambda root, name: root.read(name),
    "size": lambda root, name: root.size(name),
    "write": lambda root, name: root.write(name, b"new"),
    "create": lambda root, name: root.create(name, b"new"),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("kind", LINKS)
def test_a_link_is_never_followed(tmp_path: Path, outside: Path, kind: str, act: str) -> None:
    root = tmp_path / "content"
    (root / "privacy").mkdir(parents=True)
    (root / "site.yaml").write_text("the site", encoding="utf-8")
    place, target = LINKS[kind]
    link(root / place, target, outside)
    before, inside = contents(outside), contents(root)
    name = "legal/outside/en.md" if place == "legal" else "privacy/en.md"
    assert Root(root).kind(name) is Kind.LINK
    with pytest.raises(LinkError):
        ACTS[act](Root(root), name)
    assert contents(outside) == before
    assert contents(root) == inside
    assert not [path for path in root.rglob(".*") if not path.is_symlink()]


@pytest.mark.parametrize(
    "name", ["../outside/note.txt", "/etc/hostname", "privacy/../../outside/note.txt", "a\0b", ""]
)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, outside: Path, name: str) -> None:
    assert outside.is_dir()
    for act in ACTS.values():
        with pytest.raises(RefusedError):
            act(Root(tmp_path / "outside"), name)


def test_what_is_removed_is_the_link(tmp_path: Path, outside: Path) -> None:
    root = tmp_path / "content"
    (root / "old").mkdir(parents=True)
    (root / "file").symlink_to(outside / "note.txt")
    (root / "old" / "folder").symlink_to(outside)
    before = contents(outside)
    Root(root).remove_file("file")
    Root(root).remove_tree("old")
    assert not list(root.iterdir())
    assert contents(outside) == before


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for act in (ACTS["read"], ACTS["size"], ACTS["write"]):
        with pytest.raises(RefusedError, match="is not a file"):
            act(Root(tmp_path), "pipe")


def test_a_file_larger_than_was_asked_for_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(50_000_000_000)
    (tmp_path / "small").write_bytes(b"12345")
    root = Root(tmp_path)
    assert root.read("small", 5) == b"12345"
    for name, most in (("small", 4), ("sparse", 1_000), ("sparse", LARGEST)):
        with pytest.raises(RefusedError, match="has more than"):
            root.read(name, most)


def test_a_file_is_written_whole_and_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "en.md"
    file.write_bytes(b"old")
    file.chmod(0o640)
    Root(tmp_path).write("en.md", b"new")
    Root(tmp_path).write("fr.md", b"neuf")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["en.md", "fr.md"]


def test_the_root_itself_may_be_a_link(tmp_path: Path, outside: Path) -> None:
    (tmp_path / "content").symlink_to(outside)
    assert Root(tmp_path / "content").read("note.txt") == b"secret of note.txt"


# What a pull request can bring, through the commands.


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SITE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content"


LEFTOVERS = [
    "privacy/versions/.X.preparing",
    "privacy/versions/.2026-06-01.preparing",
    "privacy/notices/.2026-06-01.preparing",
    "privacy/.ledger.jsonl.preparing",
    "privacy/versions",
    "privacy/ledger.jsonl",
    "privacy/.lock",
    "privacy",
]
COMMANDS = [
    "build",
    "check",
    "check --fix",
    "status",
    "diff privacy",
    "verify",
    "show privacy --at 2026-11-02",
    "publish privacy --yes --significance major --effective 2027-01-01 --note-en A. --note-fr B.",
    "withdraw privacy 2026-06-01 --yes --reason-en A. --reason-fr B.",
    "import privacy new.md --locale en --replace",
]


@pytest.mark.parametrize("place", LEFTOVERS)
def test_no_command_touches_what_a_link_leads_to(content: Path, outside: Path, place: str) -> None:
    (content.parent / "new.md").write_text("# Privacy\n\nWords.\n", encoding="utf-8")
    before = contents(outside)
    for command in COMMANDS:
        for target in ("OUTSIDE", "OUTSIDE/note.txt"):
            link(content / place, target, outside)
            assert cli.main([*command.split(), "--source", "content"]) in {0, 1, 2, 3}
            assert contents(outside) == before, command


@pytest.mark.parametrize("place", ["laws", "laws/eu.yaml", "laws/topics.yaml"])
def test_no_law_is_read_through_a_link(
    content: Path, outside: Path, place: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (outside / "eu.yaml").write_text("secret: of eu.yaml\n", encoding="utf-8")
    link(content.parent / place, "OUTSIDE" if place == "laws" else "OUTSIDE/eu.yaml", outside)
    assert cli.main(["laws", "privacy"]) == 1
    said = "".join(capsys.readouterr())
    assert "is a symbolic link" in said
    assert "secret" not in said


@pytest.mark.parametrize("name", [".publishing", ".ledger.jsonl.preparing"])
def test_what_an_interrupted_publication_left_is_not_read_without_end(content: Path, name: str) -> None:
    with (content / "privacy" / name).open("wb") as file:
        file.truncate(50_000_000_000)
    (content / "privacy" / ".publishing").touch()
    for command in COMMANDS[:7]:
        assert cli.main([*command.split(), "--source", "content"]) in {0, 1}


@pytest.mark.parametrize("name", [".notes.preparing", ".2026-06-01-draft.preparing", ".X.preparing"])
def test_a_folder_of_somebody_stays(content: Path, name: str) -> None:
    notes = content / "privacy" / "versions" / name / "notes.txt"
    notes.parent.mkdir(parents=True)
    notes.write_text("mine", encoding="utf-8")
    for command in COMMANDS[:7]:
        cli.main([*command.split(), "--source", "content"])
    assert notes.read_text(encoding="utf-8") == "mine"


def test_a_folder_in_the_place_of_a_leftover_stays_and_is_told(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inner = content / "privacy" / "versions" / ".2026-12-01.preparing" / "photos" / "me.txt"
    inner.parent.mkdir(parents=True)
    inner.write_text("mine", encoding="utf-8")
    assert cli.main(["status"]) == 1
    assert "Affiche did not make it" in capsys.readouterr().err
    assert inner.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("place", ["privacy/fr.md", "privacy/policy.yaml", "site.yaml"])
@pytest.mark.parametrize("command", ["check --fix", "import privacy new.md --locale fr --replace"])
def test_what_is_mended_or_replaced_is_not_what_a_link_leads_to(
    content: Path, outside: Path, command: str, place: str
) -> None:
    (content.parent / "new.md").write_text("# Confidentialité\n\nBonjour.\n", encoding="utf-8")
    target = outside / "target"
    target.write_bytes((content / place).read_bytes() + b"\n# Voici : oui.\n")
    link(content / place, "OUTSIDE/target", outside)
    before = contents(outside)
    assert cli.main([*command.split(), "--source", "content"]) == 1
    assert contents(outside) == before


@pytest.mark.parametrize("name", [".fr.md.mended", ".fr.md.fixed", ".fr.md"])
def test_a_temporary_name_cannot_be_foreseen(content: Path, outside: Path, name: str) -> None:
    link(content / "privacy" / name, "OUTSIDE/note.txt", outside)
    text = content / "privacy" / "fr.md"
    text.write_text(f"{text.read_text(encoding='utf-8')}\nVoici : oui.\n", encoding="utf-8")
    before = contents(outside)
    cli.main(["check", "--fix"])
    assert contents(outside) == before
    assert "Voici\u00a0:" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("place", "target"),
    [
        ("templates/style.css", "OUTSIDE/style.css"),
        ("templates/version.html", "OUTSIDE/note.txt"),
        ("templates/parts", "OUTSIDE"),
        ("templates", "OUTSIDE"),
        ("locales/fr.po", "OUTSIDE/fr.po"),
        ("locales", "OUTSIDE"),
        ("templates/style.css", "style.css"),
    ],
)
def test_no_link_among_templates_and_words_is_published(
    content: Path, outside: Path, place: str, target: str
) -> None:
    link(content.parent / place, target, outside)
    if place == "templates/parts":
        (content.parent / "templates" / "footer.html").write_text(
            "{% include 'parts/note.txt' %}", encoding="utf-8"
        )
        (content.parent / "templates" / "base.html").write_text(
            "{% include 'parts/note.txt' %}", encoding="utf-8"
        )
    options = Options(source=content, out=content.parent / "site", as_of=date(2026, 11, 2))
    with pytest.raises(ContentError, match="symbolic link"):
        pipeline.build(options)
    assert not (content.parent / "site").exists()
