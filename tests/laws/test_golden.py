"""What `affiche laws` finds in whole policies: the starter in full, and five real ones, of whose texts nothing is kept."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from affiche.cli import main
from tests.conftest import CORPUS

GOLDEN = Path(__file__).parent
SEEDS = Path(os.environ.get("AFFICHE_SEEDS", CORPUS.parent / "seeds"))
LANGUAGES = {"000": "en", "001": "en", "002": "fr", "003": "en", "004": "en"}
LAWS = ("--law", "eu", "--law", "ca-qc", "--law", "us-ca")
SITE = """organisation: {{name: Tern, address: 1 Tern Street, email: privacy@tern.test, url: https://www.tern.test/}}
base_url: https://legal.tern.test/
timezone: America/Toronto
locales: [{locale}]
policies: [privacy]
"""


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_report_of_the_starter(
    *,
    lang: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    rewrite: bool,
) -> None:
    assert main(["new", str(tmp_path / "site"), "--yes"]) == 0
    monkeypatch.chdir(tmp_path / "site")
    capsys.readouterr()
    assert main(["laws", *LAWS, "--lang", lang, "--as-of", "2026-11-26"]) == 0
    said = capsys.readouterr().out
    golden = GOLDEN / f"starter.{lang}.txt"
    if rewrite:
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


@pytest.mark.parametrize("seed", sorted(LANGUAGES))
def test_what_is_found_in_a_real_policy(
    *,
    seed: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    rewrite: bool,
) -> None:
    """Each finding is kept as its state, the line, and the SHA-256 of the sentence."""
    path = next(SEEDS.glob(f"{seed}_*.txt"), None)
    if path is None:
        pytest.skip("the five policies are not here: name their folder with AFFICHE_SEEDS")
    locale = LANGUAGES[seed]
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text(SITE.format(locale=locale), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["import", "privacy", str(path), "--locale", locale]) == 0
    capsys.readouterr()
    assert main(["laws", "privacy", *LAWS, "--format", "json", "--as-of", "2026-11-26"]) == 0
    lines = [
        "\t".join(map(str, (one["duty"], one["state"], one["line"] or "-", _digest(one["sentence"]))))
        for one in json.loads(capsys.readouterr().out)["findings"]
    ]
    said = "\n".join([f"# {hashlib.sha256(path.read_bytes()).hexdigest()}", *lines, ""])
    golden = GOLDEN / "seeds" / f"{seed}.tsv"
    if rewrite:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")


def _digest(sentence: str) -> str:
    return hashlib.sha256(sentence.encode()).hexdigest()[:12] if sentence else "-"


def test_an_import_suggests_the_promises_that_the_text_makes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yaml").write_text(SITE.format(locale="en"), "utf-8")
    words = "# Privacy\n\n## Changes\n\nWe will e-mail you 15 days before a change takes effect.\n"
    (tmp_path / "policy.md").write_text(words, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["import", "privacy", "policy.md", "--locale", "en"]) == 0
    said = "".join(capsys.readouterr())
    assert "`notice_days: 15` under `promises`" in said
    assert "`tell: {major: [email]}` under `promises`" in said


def test_a_profile_of_ones_own_that_is_old_is_used_and_said_to_be_old(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    (content / "privacy").mkdir(parents=True)
    (content / "site.yaml").write_text(SITE.format(locale="en"), "utf-8")
    (content / "privacy" / "policy.yaml").write_text(
        "title: Privacy\nslug: privacy\nlaws: [us-co]\n", "utf-8"
    )
    (content / "privacy" / "en.md").write_text("# Privacy\n\n## Trees {#trees}\n\nWe like trees.\n", "utf-8")
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "us-co.yaml").write_text(
        "name: {en: Colorado Privacy Act, fr: Loi du Colorado}\nshort: {en: CO, fr: CO}\n"
        "address: https://coag.gov/\nverified_on: 2025-01-01\n"
        "duties:\n  us-co-1: {topic: complaint, provision: 'Rule 6.03', read: source}\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    assert main(["laws", "--as-of", "2026-01-01"]) == 0
    said = capsys.readouterr().out
    assert "Colorado Privacy Act" in said
    assert "more than a year ago" not in said
    assert "add to en.md, in a new section: [DECIDE: To which authority can readers complain?]" in said
    assert main(["laws", "--as-of", "2026-01-02"]) == 0
    assert "last looked up on 2025-01-01, more than a year ago" in capsys.readouterr().out
