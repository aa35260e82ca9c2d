"""Pictures of a policy from its folder to every page: frozen with a version, shown wherever its text is, told in words."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from affiche.archive.verify import verify
from affiche.cli import main
from affiche.problems import ArchiveError
from affiche.serving.preview import Preview
from tests.archive.notices import NOTES, edit, edit_both, lay_out, publish, run
from tests.pictures import ICON, OTHER_ICON, png
from tests.site.building import Built, build

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 12, 1)
PATH = re.compile(r'<img src="(/privacy/pictures/opt-out\.[0-9a-f]{32}\.svg)"')
MAIN = "/en/privacy/"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A policy that shows an icon in both languages, not yet published."""
    content = lay_out(tmp_path)
    edit(content, "policy.yaml", "notice_days: 30", "notice_days: 0")
    (content / "privacy" / "opt-out.svg").write_bytes(ICON)
    edit(content, "en.md", "Your name.", "Your name. ![Opt-out icon](opt-out.svg){: width=60 }")
    edit(content, "fr.md", "Votre nom.", "Votre nom. ![Icône de refus](opt-out.svg)")
    return content


@pytest.fixture
def published(content: Path) -> Path:
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    return content


def site(content: Path) -> Built:
    return build(content, content.parent / "site", TODAY)


def folder(content: Path, version: str = "2026-11-01") -> Path:
    return content / "privacy" / "versions" / version


def test_a_picture_is_frozen_with_the_version_and_covered_by_the_ledger(published: Path) -> None:
    assert (folder(published) / "opt-out.svg").read_bytes() == ICON
    entry = json.loads((published / "privacy" / "ledger.jsonl").read_text(encoding="utf-8"))
    assert "opt-out.svg" in entry["files"]
    verify(published)
    (folder(published) / "opt-out.svg").write_bytes(OTHER_ICON)
    with pytest.raises(ArchiveError, match="altered"):
        verify(published)


def test_a_picture_that_no_text_shows_is_not_frozen(content: Path) -> None:
    (content / "privacy" / "logo.png").write_bytes(png())
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    assert not (folder(content) / "logo.png").exists()


def test_pages_show_it_at_an_address_of_its_own_with_its_size_and_words(published: Path) -> None:
    built = site(published)
    (path,) = set(PATH.findall(built.text(MAIN)))
    assert built.files()[path[1:]] == ICON
    assert f'<img src="{path}" alt="Opt-out icon" width="60" height="28">' in built.text(MAIN)
    assert 'alt="Icône de refus" width="30" height="14">' in built.text("/fr/confidentialite/")
    assert path in built.text(f"{MAIN}2026-11-01/en-fr/")


def test_its_address_keeps_what_it_showed_when_the_file_is_replaced(published: Path) -> None:
    (before,) = set(PATH.findall(site(published).text(MAIN)))
    (published / "privacy" / "opt-out.svg").write_bytes(OTHER_ICON)
    assert publish(published, "2026-11-10", "2026-11-20", *NOTES) == 0
    built = site(published)
    (after,) = set(PATH.findall(built.text(MAIN)))
    assert before != after
    assert (built.files()[before[1:]], built.files()[after[1:]]) == (ICON, OTHER_ICON)
    changes = built.text(f"{MAIN}2026-11-20/changes/")
    assert PATH.findall(changes) == [before, after]
    assert "Picture removed: “Opt-out icon”" in changes
    assert "Picture added: “Opt-out icon”" in changes


def test_other_words_for_the_same_picture_are_told(published: Path) -> None:
    edit(published, "en.md", "![Opt-out icon]", "![The icon to opt out]")
    edit(published, "fr.md", "![Icône de refus]", "![L’icône de refus]")
    assert publish(published, "2026-11-10", "2026-11-20", *NOTES) == 0
    changes = site(published).text(f"{MAIN}2026-11-20/changes/")
    assert "The same picture, described before as “Opt-out icon”" in changes
    assert "The same picture, now described as “The icon to opt out”" in changes


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("opt-out.svg", "other.svg", "[picture opt-out."),
        (" ![Opt-out icon](opt-out.svg){: width=60 }", "", "[-[picture opt-out."),
        ("Your name.", "Your name, ![A seal](other.svg)", "{+"),
    ],
)
def test_diff_names_pictures(
    published: Path, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (published / "privacy" / "other.svg").write_bytes(OTHER_ICON)
    edit(published, "en.md", old, new)
    _, out, _ = run(capsys, "diff", "privacy", "2026-11-01", "--source", str(published))
    assert said in " ".join(out.split())
    assert "[picture o" in out


def test_an_editorial_version_with_another_picture_needs_a_reason(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (published / "privacy" / "opt-out.svg").write_bytes(OTHER_ICON)
    options = ("--effective", "2026-11-20", "--significance", "editorial", "--as-of", "2026-11-10", "--yes")
    code, _, err = run(capsys, "publish", "privacy", "--source", str(published), *options)
    assert code == 1
    assert "the meaning may change: picture “opt-out." in err


def test_a_page_where_a_picture_or_its_words_were_exchanged_is_found(published: Path) -> None:
    built = site(published)
    out = built.folder
    page = out / "en" / "privacy" / "2026-11-01" / "index.html"
    for old, new in (
        ('alt="Opt-out icon"', 'alt="Another icon"'),
        ("/pictures/opt-out.", "/pictures/opt-in."),
    ):
        before = page.read_text(encoding="utf-8")
        assert main(["verify", "--source", str(published), "--site", str(out), "--as-of", str(TODAY)]) == 0
        page.write_text(before.replace(old, new), encoding="utf-8")
        assert main(["verify", "--source", str(published), "--site", str(out), "--as-of", str(TODAY)]) == 3
        page.write_text(before, encoding="utf-8")
    picture = out / PATH.findall(page.read_text(encoding="utf-8"))[0][1:]
    picture.write_bytes(OTHER_ICON)
    assert main(["verify", "--source", str(published), "--site", str(out), "--as-of", str(TODAY)]) == 3


def test_a_site_elsewhere_has_its_pictures_there(published: Path, tmp_path: Path) -> None:
    built = build(published, tmp_path / "there", TODAY, base_url="https://staging.test/legal/")
    assert '<img src="/legal/privacy/pictures/opt-out.' in built.text(MAIN)
    fragments = build(published, tmp_path / "fragments", TODAY, fragments=True)
    assert '<img src="/privacy/pictures/opt-out.' in fragments.text(f"{MAIN}fragment.html")
    assert any(file.startswith("privacy/pictures/") for file in fragments.files())


def test_an_archived_picture_that_is_no_picture_today_is_told_by_its_words(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("affiche.pictures.MOST_BYTES", 10)
    built = site(published)
    assert "<img" not in built.text(MAIN)
    assert "Your name. <span>Opt-out icon</span>" in built.text(MAIN)


def test_the_preview_shows_the_picture_of_the_draft(published: Path) -> None:
    (published / "privacy" / "opt-out.svg").write_bytes(OTHER_ICON)
    (published / "privacy" / "dot.png").write_bytes(png())
    edit_both(published, "age")
    edit(published, "en.md", "![Opt-out icon](opt-out.svg)", "![Opt-out icon](opt-out.svg) ![A dot](dot.png)")
    preview = Preview(published)
    assert not preview.problems
    shown, _ = preview.look("/en/privacy/draft/", TODAY)
    assert shown
    paths = re.findall(r'<img src="([^"]*)"', str(shown.text))
    found = [preview.look(path, TODAY)[0] for path in paths]
    assert [sight.text for sight in found if sight] == [OTHER_ICON, png()]


def test_a_bad_picture_stops_publishing_and_no_build(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (published / "privacy" / "opt-out.svg").write_bytes(ICON.replace(b"<rect", b"<script/><rect"))
    assert publish(published, "2026-11-10", "2026-11-20", *NOTES) == 1
    assert "privacy/opt-out.svg: this SVG picture holds <script>" in capsys.readouterr().err
    assert PATH.search(site(published).text(MAIN))


def test_a_link_is_no_picture(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    icon = content / "privacy" / "opt-out.svg"
    icon.rename(content.parent / "elsewhere.svg")
    icon.symlink_to(content.parent / "elsewhere.svg")
    assert main(["check", "--source", str(content)]) == 1
    assert "opt-out.svg: this is a symbolic link" in capsys.readouterr().out
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 1
