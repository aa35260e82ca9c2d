"""Whatever is altered in an archive is found: every byte, every file, every line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche.archive.verify import _problems_of, verify
from affiche.cli import main
from affiche.problems import ArchiveError, ProblemLog
from affiche.source import SourceFolder
from tests.archive import notices
from tests.site.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions, of which the second is called off, so that the last line is one that no file vouches for."""
    content = notices.lay_out(tmp_path_factory.mktemp("archive"))
    assert notices.publish(content, "2026-11-01", "2026-11-01", *notices.NOTES) == 0
    notices.edit_both(content, "age")
    assert notices.publish(content, "2026-11-02", "2026-12-24", *notices.NOTES) == 0
    reasons = ["--reason", "No.", "--yes"]
    assert (
        main(
            ["withdraw", "privacy", "2026-12-24", "--source", str(content), "--as-of", "2026-11-03", *reasons]
        )
        == 0
    )
    return content


@pytest.fixture
def content(archive: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(archive, tmp_path / "content"))


def archived_files(content: Path) -> Iterator[Path]:
    yield content / "privacy/ledger.jsonl"
    yield from (path for path in (content / "privacy/versions").rglob("*") if path.is_file())


def found(content: Path) -> list[str]:
    with pytest.raises(ArchiveError) as caught:
        verify(content)
    return [
        problem.location.path.removeprefix(f"{content.as_posix()}/privacy/")
        for problem in caught.value.problems
    ]


def is_sound(content: Path) -> bool:
    """What `verify` asks of a policy, without its second look with the lock held."""
    return not _problems_of("privacy", SourceFolder(content, ProblemLog()), {}).problems


def overlooked(content: Path, path: Path, others: tuple[int, ...], start: int = 0) -> list[str]:
    """Each byte that can be another one unseen: one bit turned, or one of these in its place."""
    data, found = path.read_bytes(), []
    for place, byte in list(enumerate(data))[start:]:
        for other in {byte ^ 1, *others} - {byte}:
            path.write_bytes(data[:place] + bytes([other]) + data[place + 1 :])
            if is_sound(content):
                found.append(f"{path.name} {place}")
    path.write_bytes(data)
    return found


def test_every_byte_of_every_file(content: Path) -> None:
    assert is_sound(content)
    assert not [found for path in archived_files(content) for found in overlooked(content, path, ())]


def test_every_byte_of_a_last_line_that_publishes(content: Path) -> None:
    """No line after it holds its digest, but the version that it speaks of does."""
    ledger = content / "privacy/ledger.jsonl"
    ledger.write_bytes(b"".join(ledger.read_bytes().splitlines(keepends=True)[:2]))
    assert is_sound(content)
    start = ledger.read_bytes().index(b"\n") + 1
    assert not overlooked(content, ledger, (ord("\r"),), start)


@pytest.mark.parametrize("damage", [b"\n", b" ", b"\r\n", b"{}\n", b"\xef\xbb\xbf"])
def test_something_put_at_the_end_or_the_start_of_the_ledger(content: Path, damage: bytes) -> None:
    ledger = content / "privacy/ledger.jsonl"
    data = ledger.read_bytes()
    for altered in (data + damage, damage + data, data[:-1], b""):
        ledger.write_bytes(altered)
        assert "ledger.jsonl" in found(content)


def test_a_line_taken_out_doubled_or_moved(content: Path) -> None:
    ledger = content / "privacy/ledger.jsonl"
    first, second, third = ledger.read_bytes().splitlines(keepends=True)
    for lines in (
        [second, third],
        [first, third],
        [first, second, second, third],
        [first, second, third, third],
    ):
        ledger.write_bytes(b"".join(lines))
        assert "ledger.jsonl" in found(content)


def test_files_and_versions_missing_or_extra(content: Path) -> None:
    versions = content / "privacy/versions"
    (versions / "2026-11-01/fr.md").unlink()
    (versions / "2026-12-25").mkdir()
    assert sorted(found(content)) == ["versions/2026-11-01/fr.md", "versions/2026-12-25"]


STRAYS = (
    "2026-12-24/.fr.md.swp",
    "2026-12-24/fr.md~",
    "2026-12-24/en copy.md",
    "2026-12-24/notes.txt",
    "2026-12-24 copy",
    "2026-12-24 (1)",
    "stray.txt",
)


def test_what_is_no_part_of_the_archive_stops_nothing(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A swap file of an editor, a copy of a folder: said, and not read."""
    versions = content / "privacy/versions"
    (versions / "2026-11-01/.DS_Store").write_bytes(b"\0")
    for name in STRAYS:
        if name.startswith("2026-12-24 "):
            shutil.copytree(versions / "2026-12-24", versions / name)
        else:
            (versions / name).write_text("x", encoding="utf-8")
    code, out, _ = notices.run(capsys, "verify", "--source", str(content))
    assert code == 0
    assert [line for line in out.splitlines() if "never published" in line] == [
        f"{versions.as_posix()}/{name}: advice: this was never published, and nothing reads it [archive/stray]"
        for name in sorted(STRAYS)
    ]
    site = content.parent / "site"
    code, out, _ = notices.run(capsys, "build", "--source", str(content), "--out", str(site))
    assert (code, out.count("never published")) == (0, len(STRAYS))
    assert not [path for path in site.rglob("*") if "copy" in path.name]


@pytest.mark.parametrize(
    "name", ["ledger.jsonl", "versions/2026-11-01/fr.md", "versions/2026-12-24/version.yaml"]
)
def test_line_ends_that_git_changed(content: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    file = content / "privacy" / name
    before = file.read_bytes()
    file.write_bytes(before.replace(b"\n", b"\r\n"))
    code, _, err = notices.run(capsys, "verify", "--source", str(content))
    assert code == 3
    assert err.replace(f"{content.as_posix()}/", "").startswith(
        f"privacy/{name}: the line ends of this file were changed, probably by git; its words are as they were published [archive/line-ends]\n"
    )
    assert "`content/*/versions/** -text`" in err
    assert err.count("line ends of this file") == 1
    code, out, _ = notices.run(capsys, "repair", "--source", str(content), "--yes")
    assert code == 0
    assert f"privacy/{name} would get its line ends back" in out
    assert file.read_bytes() == before


def test_line_ends_of_many_files_are_one_problem(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [content / "privacy/ledger.jsonl", *(content / "privacy/versions").rglob("*.*")]
    files = [file for file in files if file.is_file()]
    before = [file.read_bytes() for file in files]
    for file, data in zip(files, before, strict=True):
        file.write_bytes(data.replace(b"\n", b"\r\n"))
    code, _, err = notices.run(capsys, "verify", "--source", str(content))
    assert code == 3
    assert f"the line ends of this file and {len(files) - 1} more were changed, probably by git" in err
    assert "run `affiche repair`" in err
    assert "1 problem." in err
    files[-1].write_bytes(b"Other words.\r\n")
    assert "2 problems." in notices.run(capsys, "verify", "--source", str(content))[2]
    files[-1].write_bytes(before[-1])
    assert main(["repair", "--source", str(content), "--yes"]) == 0
    assert [file.read_bytes() for file in files] == before


def test_the_exit_code_and_the_build_that_refuses(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = notices.run(capsys, "verify", "--source", str(content))
    assert code == 0
    assert "privacy: 2 versions, 8 files, as published. Ledger: sha256:" in out
    (content / "privacy/versions/2026-11-01/fr.md").write_text("# Autre\n", encoding="utf-8")
    code, _, err = notices.run(capsys, "verify", "--source", str(content))
    assert code == 3
    assert "versions/2026-11-01/fr.md: this published file was altered" in err
    site = content.parent / "site"
    code, *_ = notices.run(
        capsys, "build", "--source", str(content), "--out", str(site), "--as-of", "2026-12-01"
    )
    assert code == 3
    assert not site.exists()


@pytest.fixture
def site(content: Path) -> Path:
    site = content.parent / "site"
    assert main(["build", "--source", str(content), "--out", str(site), "--as-of", "2026-11-03"]) == 0
    return site


def test_a_posted_site(content: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("verify", "--source", str(content), "--site", str(site))
    code, out, _ = notices.run(capsys, *arguments)
    assert code == 0
    posted = (
        sum(path.is_file() for path in site.rglob("*")) - 1
    )  # but the mark that says that a build made it
    assert f"{site.as_posix()}: {posted} files, byte for byte those of this source on" in out
    ledger = site / "privacy/ledger.json"
    data = json.loads(ledger.read_bytes())
    own = (content / "privacy/ledger.jsonl").read_text(encoding="utf-8").splitlines()
    assert data["lines"] == own
    ledger.write_text(
        json.dumps(data | {"lines": [*own[:1], own[1].replace("2026-11-02", "2026-11-01")]}), encoding="utf-8"
    )
    (site / "en/privacy/2026-11-01/index.html").unlink()
    versions = site / "privacy/versions.json"
    versions.write_text(
        versions.read_text(encoding="utf-8").replace("sha256:", "sha256:0", 1), encoding="utf-8"
    )
    code, _, err = notices.run(capsys, *arguments)
    assert code == 3
    assert "ledger.json: line 2 is not the one of the archive" in err
    assert "/en/privacy/2026-11-01/: the page of a published version is not there" in err


def test_a_word_altered_on_a_page(content: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / "fr/confidentialite/2026-12-24/index.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("Votre nom et age", "Votre nom"), encoding="utf-8"
    )
    digests = site / "en/privacy/2026-11-01/index.html"
    digests.write_text(digests.read_text(encoding="utf-8").replace("sha256:", "sha256:0"), encoding="utf-8")
    code, _, err = notices.run(capsys, "verify", "--source", str(content), "--site", str(site))
    assert code == 3
    assert "2026-12-24/: the words of the section #collect are not those that were published" in err
    assert "2026-11-01/: the page does not show the digest" in err
    assert "2 problems" in err


ADDED = "<p>We sell what you tell us.</p>"


@pytest.mark.parametrize(
    ("before", "message"),
    [
        (
            '<section id="collect">',
            "there are words before those of the section #collect that were not published",
        ),
        (
            "<p>Your name and age",
            "there are words before those of the section #collect that were not published",
        ),
        (
            '<section id="retention">',
            "there are words before those of the section #retention that were not published",
        ),
        ("<p>We look after", "there are words before those of the introduction that were not published"),
        ('</div>\n<section class="proof"', "there are words after the last section that were not published"),
        (
            '<p class="tools"><a href="#retention"',
            "there are words before those of the section #retention that were not published",
        ),
    ],
)
def test_words_put_in_on_a_page(
    content: Path, site: Path, capsys: pytest.CaptureFixture[str], before: str, message: str
) -> None:
    page = site / "en/privacy/2026-12-24/index.html"
    said = page.read_text(encoding="utf-8")
    assert said.count(before) == 1
    page.write_text(said.replace(before, ADDED + before), encoding="utf-8")
    code, _, err = notices.run(capsys, "verify", "--source", str(content), "--site", str(site))
    assert code == 3
    assert message in err
    assert "1 problem" in err


def test_words_put_in_as_a_number_or_among_links(
    content: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site / "en/privacy/2026-12-24/index.html"
    said = page.read_text(encoding="utf-8")
    for added in ('<span class="number">We sell it.</span>', '<p class="tools">We sell it.</p>'):
        page.write_text(
            said.replace('<section id="retention">', added + '<section id="retention">'), encoding="utf-8"
        )
        code, *_ = notices.run(capsys, "verify", "--source", str(content), "--site", str(site))
        assert code == 3


def test_sections_that_changed_places(content: Path, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / "en/privacy/2026-12-24/index.html"
    head, collect, retention = page.read_text(encoding="utf-8").split('<section id="')
    retention, end, foot = retention.partition("</section>\n")
    page.write_text(f'{head}<section id="{retention}{end}<section id="{collect}{foot}', encoding="utf-8")
    assert notices.run(capsys, "verify", "--source", str(content), "--site", str(site))[0] == 3


def test_a_theme_of_its_own(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no element is called the text, the words are looked for in the whole page."""
    templates = content.parent / "templates"
    templates.mkdir()
    own = (ROOT / "templates/version.html").read_text(encoding="utf-8").replace('class="text"', 'class="own"')
    (templates / "version.html").write_text(own, encoding="utf-8")
    site = content.parent / "site"
    assert main(["build", "--source", str(content), "--out", str(site), "--as-of", "2026-11-03"]) == 0
    verify_it = ("verify", "--source", str(content), "--site", str(site))
    assert notices.run(capsys, *verify_it)[0] == 0
    page = site / "en/privacy/2026-12-24/index.html"
    said = page.read_text(encoding="utf-8")
    page.write_text(said.replace('<section id="retention">', ADDED), encoding="utf-8")
    assert notices.run(capsys, *verify_it)[0] == 3


def test_fragments(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They say the same words as the pages for which they stand, and are held to them as strictly."""
    site = content.parent / "site"
    arguments = ["--source", str(content), "--out", str(site), "--as-of", "2026-11-03", "--fragments"]
    assert main(["build", *arguments]) == 0
    verify_it = ("verify", "--source", str(content), "--site", str(site))
    assert notices.run(capsys, *verify_it)[0] == 0
    fragment = site / "en/privacy/2026-12-24/fragment.html"
    said = fragment.read_text(encoding="utf-8")
    fragment.write_text(said.replace('<section id="retention">', ADDED), encoding="utf-8")
    code, _, err = notices.run(capsys, *verify_it)
    assert (code, "that were not published" in err) == (3, True)
    fragment.unlink()
    code, _, err = notices.run(capsys, *verify_it)
    assert (code, "the page of a published version is not there" in err) == (3, True)


def test_a_site_that_is_something_else(
    content: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "other").mkdir()
    code, _, err = notices.run(capsys, "verify", "--source", str(content), "--site", str(tmp_path / "other"))
    assert code == 3
    assert "this is not a site that Affiche built" in err
    code, *_ = notices.run(capsys, "verify", "--source", str(content), "--site", str(tmp_path / "nowhere"))
    assert code == 2
