"""Evidence in a zip proves itself, and an SSH signature says whose ledger it is."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from affiche.problems import ArchiveError
from affiche.proof import signatures
from affiche.proof.evidence import verify_evidence
from affiche.proof.zip import read_zip, write_zip
from affiche.source import digest
from tests.archive.notices import NOTES, edit_both, lay_out, publish, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = lay_out(tmp_path)
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    edit_both(content, "age")
    assert publish(content, "2026-11-02", "2026-12-24", *NOTES) == 0
    return content


@pytest.fixture
def evidence(content: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = content.parent / "evidence.zip"
    arguments = ("show", "privacy", "--source", str(content), "--at", "2026-12-24", "--evidence", str(path))
    assert run(capsys, *arguments, "--as-of", "2027-01-01")[0] == 0
    return path


def test_what_it_holds(content: Path, evidence: Path) -> None:
    files = read_zip(evidence)
    pages = [f"{kind}/{locale}.html" for kind in ("changes", "pages") for locale in ("en", "fr")]
    frozen = [f"versions/2026-12-24/{name}" for name in ("en.md", "facts.yaml", "fr.md", "version.yaml")]
    assert list(files) == sorted([*pages, *frozen, "index.html", "ledger.jsonl", "manifest.json"])
    assert all(files[name] == (content / "privacy" / name).read_bytes() for name in frozen)
    assert all(f'href="{name}"' in files["index.html"].decode() for name in files if name != "index.html")
    assert "<ins" in files["changes/en.html"].decode()
    assert all(
        b"content=\"default-src 'none';" in data for name, data in files.items() if name.endswith(".html")
    )


def test_it_is_the_same_whenever_it_is_asked_for(
    content: Path, evidence: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = content.parent / "again.zip"
    edit_both(content, "shoe size and")
    assert publish(content, "2026-12-25", "2027-02-24", *NOTES) == 0
    arguments = ("show", "privacy", "--source", str(content), "--at", "2027-01-24", "--evidence", str(again))
    assert run(capsys, *arguments, "--as-of", "2027-03-01")[0] == 0
    assert again.read_bytes() == evidence.read_bytes()


def test_it_needs_no_archive(evidence: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "verify", str(evidence))
    assert code == 0
    assert "shows version 2026-12-24, posted on 2026-11-02" in out


def test_every_byte_of_it(evidence: Path) -> None:
    files = read_zip(evidence)
    for name, data in files.items():
        for place in range(0, len(data), 1 if name in {"ledger.jsonl", "manifest.json"} else 97):
            altered = data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]
            if name == "manifest.json" and b'"privacy' in data[place - 8 : place + 8]:
                continue  # what the policy is called proves nothing
            with pytest.raises(ArchiveError):
                verify_evidence("evidence.zip", files | {name: altered})


def test_a_text_altered_together_with_the_manifest(
    evidence: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = read_zip(evidence)
    name = "versions/2026-12-24/en.md"
    old, altered = files[name], files[name].replace(b"age", b"agf")
    manifest = files["manifest.json"].replace(digest(old).encode(), digest(altered).encode())
    write_zip(evidence, files | {name: altered, "manifest.json": manifest, "extra.txt": b""})
    code, _, err = run(capsys, "verify", str(evidence))
    assert code == 3
    assert "this is not the file that the ledger says was published" in err
    assert "extra.txt: this file is not in the manifest" in err


def test_what_is_no_zip(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing was altered; somebody took the wrong file."""
    page = tmp_path / "d.html"
    page.write_text("<p>No zip</p>", encoding="utf-8")
    code, _, err = run(capsys, "verify", str(page))
    assert code == 2
    assert "d.html is not a zip, such as `affiche show --evidence` writes" in err
    damaged = tmp_path / "evidence.zip"
    damaged.write_bytes(b"PK\x03\x04 and nothing else")
    code, _, err = run(capsys, "verify", str(damaged))
    assert code == 3
    assert "evidence.zip: cannot be read: File is not a zip file" in err


@pytest.mark.skipif(not shutil.which("ssh-keygen"), reason="needs ssh-keygen")
def test_signatures(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key, ledger = content.parent / "key", content / "privacy/ledger.jsonl"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-n", "affiche", "-f", key, ledger], check=True)
    arguments = ("verify", "--source", str(content))
    assert "privacy: signed with the key SHA256:" in run(capsys, *arguments)[1]
    signer = f"privacy@tern.example {key.with_suffix('.pub').read_text(encoding='utf-8')}"
    (content / "signers").write_text(signer, encoding="utf-8")
    assert "privacy: signed by privacy@tern.example.\n" in run(capsys, *arguments)[1]
    edit_both(content, "shoe size and")
    assert publish(content, "2026-11-03", "2027-02-24", *NOTES) == 0
    assert "the last 1 of 3 lines came after it: sign again" in run(capsys, *arguments)[1]
    ledger.with_name("ledger.jsonl.sig").write_text("no signature\n", encoding="utf-8")
    code, _, err = run(capsys, *arguments)
    assert code == 3
    assert "this signature matches neither the ledger" in err


SLOW = "#!/bin/sh\nexec sleep 60\n"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("privacy/ledger.jsonl.sig", "this is a symbolic link"),
        ("signers", "this is a symbolic link"),
        ("", "ssh-keygen did not find within 1 seconds whose signature this is"),
    ],
)
def test_a_signature_that_leads_elsewhere_or_is_never_found_out(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: str, said: str
) -> None:
    program = content.parent / "bin" / "ssh-keygen"
    program.parent.mkdir()
    program.write_text(SLOW, encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(signatures, "PATIENCE", 1.0)
    (content / "privacy/ledger.jsonl.sig").write_text("a signature\n", encoding="utf-8")
    if place:
        (content / place).unlink(missing_ok=True)
        (content / place).symlink_to("/dev/zero")
    code, _, err = run(capsys, "verify", "--source", str(content))
    assert code == 1
    assert said in err
