"""What a person names on the command line may be anything: no command waits for it, or reads it without end."""

from __future__ import annotations

import io
import json
import os
import shutil
import threading
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from affiche.archive.decision import DECISION
from affiche.cli import main
from affiche.importing.input_file import LARGEST
from affiche.problems import ArchiveError, ContentError
from affiche.proof.evidence import verify_evidence
from affiche.proof.zip import read_zip
from affiche.word.package import Package
from tests.site.building import SITES

if TYPE_CHECKING:
    from pathlib import Path

DEEP = b"[" * 200_000


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "huge").touch()
    os.truncate(tmp_path / "huge", LARGEST + 1)
    (tmp_path / "round").symlink_to("round")
    monkeypatch.chdir(tmp_path)
    return tmp_path


READ = [
    "import new FILE",
    "diff --files FILE FILE",
    "review in privacy FILE",
    "translate in privacy FILE",
    "notice privacy --sent email --file FILE",
]


@pytest.mark.parametrize("command", [*READ, "verify FILE"])
@pytest.mark.parametrize("file", ["/dev/zero", "pipe", "/dev/tty", "content"])
def test_only_files_are_read(command: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    if command.startswith("diff"):
        file = "content/" if file == "content" else file
    assert main(command.replace("FILE", file).split()) in {1, 2}
    assert "fault of Affiche" not in capsys.readouterr().err


@pytest.mark.parametrize("command", READ)
def test_none_that_is_too_large(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command.replace("FILE", "huge").split()) == 1
    assert "this file has 20,000,001 bytes" in capsys.readouterr().err


def test_nor_one_among_dated_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "dated").mkdir()
    (folder / "huge").rename(folder / "dated" / "2026-01-01.en.md")
    assert main(["import", "new", "--dated-files", "dated"]) == 1
    assert "this file has 20,000,001 bytes" in capsys.readouterr().err


WRITE = [
    "review out privacy --out FILE",
    "diff privacy --format docx --out FILE",
    "laws privacy --format csv --out FILE",
    "show privacy --evidence FILE --at 2026-11-26",
]


@pytest.mark.parametrize("command", WRITE)
@pytest.mark.parametrize("file", ["pipe", "/dev/full", "/nowhere/at/all", "round"])
def test_what_cannot_be_written_is_said(command: str, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command.replace("FILE", file).split()) in {1, 2}
    assert "fault of Affiche" not in capsys.readouterr().err


@pytest.mark.parametrize("command", WRITE)
def test_a_file_is_replaced_whole_and_where_a_link_leads(command: str, folder: Path) -> None:
    (folder / "there").mkdir()
    (folder / "there" / "file").write_text("before", "utf-8")
    (folder / "out").symlink_to("there/file")
    assert main(command.replace("FILE", "out").split()) == 0
    assert (folder / "out").is_symlink()
    assert (folder / "out").read_bytes() not in {b"", b"before"}
    assert [path.name for path in (folder / "there").iterdir()] == ["file"]


def test_what_is_written_into_a_pipe_arrives(folder: Path) -> None:
    arrived: list[bytes] = []
    reader = threading.Thread(target=lambda: arrived.append((folder / "pipe").read_bytes()))
    reader.start()
    while main(["laws", "privacy", "--format", "csv", "--out", "pipe"]):
        pass  # until somebody reads
    reader.join()
    assert arrived[0].startswith(b"\xef\xbb\xbf") or b"privacy" in arrived[0]


@pytest.mark.parametrize("out", ["/proc/site", "/proc/self/site", "/etc/passwd/site", "to-proc", "round"])
def test_a_build_where_nothing_can_be_written_ends(
    out: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "to-proc").symlink_to("/proc/site")
    assert main(["build", "--out", out]) == 2
    said = capsys.readouterr().err
    assert "nothing can be written in" in said or "leads back to itself" in said


@pytest.mark.parametrize("name", ["laws", "templates", "locales", "content/privacy/.lock"])
def test_a_link_that_leads_to_itself(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / name).symlink_to((folder / name).name)
    for command in ("build", "check", "laws", "withdraw privacy 2026-07-01 --yes --reason A"):
        main(command.split())
        assert "fault of Affiche" not in capsys.readouterr().err


def test_a_site_before_whose_files_are_none(folder: Path) -> None:
    assert main(["build"]) == 0
    ledger = folder / "site" / "privacy" / "ledger.json"
    ledger.unlink()
    os.mkfifo(ledger)
    assert main(["build"]) == 0
    assert ledger.is_file()


def test_a_lock_that_cannot_be_made_leaves_all_as_it_was(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "content" / "privacy" / ".lock").mkdir()
    assert (
        main([*["withdraw", "privacy", "2026-07-01", "--yes", "--reason", "A", "--as-of"], "2026-06-01"]) == 1
    )
    said = capsys.readouterr().err
    assert "privacy/.lock: this file, which keeps others out, cannot be made" in said
    assert "Nothing was changed." in said


# Files that nest deeper than any program reads.


def test_deep_json_is_no_file_of_ours(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = folder / "content"
    assert main(["build"]) == 0
    (content / "privacy" / DECISION).write_bytes(DEEP)
    (folder / "site" / "privacy" / "ledger.json").write_bytes(DEEP)
    assert main(["build"]) in {0, 1}
    (content / "forgotten.jsonl").write_bytes(DEEP)
    assert main(["build", "--forget", "x"]) == 3
    with pytest.raises(ArchiveError):
        verify_evidence("x.zip", {"manifest.json": DEEP, "ledger.jsonl": DEEP})
    assert "fault of Affiche" not in capsys.readouterr().err


# Zips that are damaged.


def packed(method: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("manifest.json", json.dumps({"files": {}}) * 9)
        archive.writestr("word/document.xml", "<w:document/>" * 9)
    return file.getvalue()


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_whatever_is_wrong_with_a_zip_is_a_problem(method: int, tmp_path: Path) -> None:
    whole, file = packed(method), tmp_path / "x.zip"
    for place in range(4, len(whole)):
        for value in (0, whole[place] ^ 0xFF):
            data = whole[:place] + bytes([value]) + whole[place + 1 :]
            file.write_bytes(data)
            with pytest.raises(ContentError):
                verify_evidence("x.zip", read_zip(file))
            with suppress(ContentError):
                Package("x.docx", data).xml("word/document.xml")


@pytest.mark.parametrize("key", ["header", "footer"])
@pytest.mark.parametrize("item", ["{wrods: x, link: https://x.example/}", "{words: x}", "[x]"])
def test_a_slip_in_a_list_of_links_is_told(
    key: str, item: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = folder / "content" / "site.yaml"
    site.write_text(f"{site.read_text('utf-8')}look: {{{key}: [{item}]}}\n", "utf-8")
    assert main(["check"]) == 1
    said = capsys.readouterr()
    assert "fault of Affiche" not in said.err
    assert "content/site.yaml:" in said.out + said.err
