"""Whatever is published or withdrawn, the site can be built from it: what its reader would refuse is refused before."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from affiche.archive.open import open_policy
from affiche.archive.store import add, freeze
from affiche.archive.verify import verify
from affiche.cli import main
from affiche.model import Edition, Promises, Significance, Version
from affiche.problems import ContentError, ProblemLog
from affiche.source import Entry, SourceFolder, digest, files, read_policy_ledger
from affiche.source.ledger import entry_of
from affiche.source.versions import read_version
from tests.archive.notices import FRENCH, NOTES, POLICY, edit, edit_both, lay_out, publish

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


def is_built(content: Path) -> bool:
    out = content.parent / "site"
    return main(["build", "--source", str(content), "--out", str(out), "--as-of", "2026-11-02"]) == 0


def bytes_of(content: Path) -> dict[str, bytes]:
    return {
        file.as_posix(): file.read_bytes()
        for file in content.rglob("*")
        if file.is_file() and file.name != ".lock"
    }


@pytest.mark.parametrize(
    ("title", "message"),
    [
        ("# ", "en.md:1:1: the title of this text has no words"),
        ("# ![](logo.png)", "en.md:1:1: the title of this text has no words"),
        ("# <!-- later -->", "en.md:1:1: the title of this text has no words"),
        ("# \u200b", "en.md:1:1: the title of this text has no words"),
        ("# &#8288;&nbsp;", "en.md:1:1: the title of this text has no words"),
        ("# \u3164", "en.md:1:1: the title of this text has no words"),
        ("# Priv&#11;acy", "U+000B"),
        ("# Privacy&#x7F;", "U+007F"),
        ("# Priv&#xFFFE;acy", "U+FFFE"),
    ],
)
def test_a_title_that_cannot_be_shown(
    content: Path, capsys: pytest.CaptureFixture[str], title: str, message: str
) -> None:
    edit(content, "en.md", "# Privacy", title)
    before = bytes_of(content)
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 1
    assert message in capsys.readouterr().err
    assert bytes_of(content) == before


@pytest.mark.parametrize("sign", ["&#11;", "&#x1F;", "&#xFFFF;"])
def test_a_text_that_no_feed_can_hold(content: Path, capsys: pytest.CaptureFixture[str], sign: str) -> None:
    """What is lost on the way to a page may be published, as nobody misses it; what arrives there may not."""
    edit(content, "en.md", "Your name.", f"Your name{sign}.")
    if publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0:
        assert is_built(content)
    else:
        assert "which no page can show" in capsys.readouterr().err


@pytest.mark.parametrize("strange", ["\v", "\x7f", "\ufffe"])
@pytest.mark.parametrize("option", ["--note-fr", "--reason", "--reason-fr"])
def test_a_note_or_reason_that_cannot_be_shown(
    content: Path, capsys: pytest.CaptureFixture[str], option: str, strange: str
) -> None:
    before = bytes_of(content)
    words = (*NOTES, option, f"Ce qui{strange}change.")
    assert publish(content, "2026-11-01", "2026-11-01", *words) == 1
    err = capsys.readouterr().err
    assert f"{option if option != '--reason' else '--reason-en'}" in err
    assert f"no page can show in this {option.split('-')[2]}: U+{ord(strange):04X}" in err
    assert bytes_of(content) == before


@pytest.mark.parametrize("words", [" ", "", "\t\n"])
@pytest.mark.parametrize("option", ["--reason", "--reason-fr", "--note-en"])
def test_an_empty_argument(
    content: Path, capsys: pytest.CaptureFixture[str], option: str, words: str
) -> None:
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES, option, words) == 2
    assert f"{option} is empty" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["publish", "withdraw"])
@pytest.mark.parametrize("option", ["--reason", "--reason-fr"])
def test_an_argument_in_latin_1(
    content: Path, capsys: pytest.CaptureFixture[str], command: str, option: str
) -> None:
    latin = "Corrigé.".encode("latin-1").decode("utf-8", "surrogateescape")
    assert publish(content, "2026-11-01", "2026-12-02", *NOTES) == 0
    edit_both(content, "age")
    what = ["publish", "privacy"] if command == "publish" else ["withdraw", "privacy", "2026-12-02"]
    assert main([*what, "--source", str(content), "--as-of", "2026-11-02", "--yes", option, latin]) == 2
    assert f"{option} is not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("strange", ["\v", "\x7f", "\ufffe", "\u202e"])
def test_a_withdrawal_that_cannot_be_shown(
    content: Path, capsys: pytest.CaptureFixture[str], strange: str
) -> None:
    assert publish(content, "2026-11-01", "2026-12-02", *NOTES) == 0
    before = bytes_of(content)
    arguments = ["withdraw", "privacy", "2026-12-02", "--source", str(content), "--as-of", "2026-11-02"]
    assert main([*arguments, "--yes", "--reason", f"Too{strange}early."]) == 1
    assert f"U+{ord(strange):04X}" in capsys.readouterr().err
    assert bytes_of(content) == before
    assert is_built(content)


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("[DECIDE: why]", "leftovers/placeholder"),
        ("TODO: say why", "leftovers/"),
        ("<<<<<<< HEAD", "markup/merge-mark"),
        ("We are <Company Name>.", "markup/tag"),
        ("It **was too early.", "markup/emphasis"),
        ("See { facts.x }.", "markup/brace"),
    ],
)
def test_the_reason_for_a_withdrawal_is_checked_as_a_text(
    content: Path, capsys: pytest.CaptureFixture[str], reason: str, found: str
) -> None:
    assert publish(content, "2026-11-01", "2026-12-02", *NOTES) == 0
    before = bytes_of(content)
    arguments = ["withdraw", "privacy", "2026-12-02", "--source", str(content), "--as-of", "2026-11-02"]
    assert main([*arguments, "--yes", "--reason-en", reason, "--reason-fr", "Trop tôt."]) == 1
    err = capsys.readouterr().err
    assert found in err
    assert "--reason-en:1" in err
    assert bytes_of(content) == before


@pytest.mark.parametrize("bound", [400, 700, 1000])
def test_a_text_that_grows_beyond_what_is_read(
    content: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, bound: int
) -> None:
    """With its facts put in, a text of a permitted size may have one that is not."""
    many = FRENCH + "\n{{ facts.retention.logs }}" * 12
    (content / "privacy" / "fr.md").write_text(many, encoding="utf-8")
    edit(content, "policy.yaml", "fr: six mois", f"fr: {'six mois ' * (bound // 90)}")
    monkeypatch.setattr(
        files, "LARGEST_FILE", max(bound, len(many.encode()), len(POLICY.encode()) + bound // 8)
    )
    monkeypatch.setattr("affiche.archive.read_back.LARGEST_FILE", bound)
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 1
    assert f"expected: at most {bound:,}" in capsys.readouterr().err


@pytest.mark.parametrize("title", ["", " ", "A\x7fB"])
def test_an_imported_history_is_read_before_it_is_written(content: Path, title: str) -> None:
    text = Edition(locale="en", title=title, introduction="", sections=(), markdown="Words.")
    day = date(2020, 1, 1)
    version = Version(
        id=day.isoformat(),
        policy="privacy",
        effective=day,
        published=day,
        significance=Significance.MAJOR,
        notes={},
        authoritative=("en",),
        promises=Promises(),
        facts={},
        editions={"en": text},
        digests={},
    )
    before = bytes_of(content)
    with pytest.raises(ContentError, match="once published, this could never be built"):
        freeze(version, {}, SourceFolder(content, ProblemLog()))
    assert bytes_of(content) == before


def test_every_entry_of_the_ledger_is_read_before_it_is_written(content: Path) -> None:
    assert publish(content, "2026-11-01", "2026-12-02", *NOTES) == 0
    folder = open_policy(content, "privacy")[0].folder
    head = read_policy_ledger("privacy", folder).head
    entry = Entry(
        event="withdrawn", version="2026-12-02", on=date(2026, 11, 2), reasons={"en": "A\x0bB"}, previous=head
    )
    with pytest.raises(ContentError, match="once published, this could never be built"):
        add("privacy", entry.sealed(), {}, folder)


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12) | st.text(
    "\v\x7f\ufffe& #;1-a\n", max_size=12
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=WORDS, note=WORDS, reason=WORDS)
def test_what_is_published_can_be_built(
    tmp_path_factory: pytest.TempPathFactory, title: str, note: str, reason: str
) -> None:
    content = lay_out(tmp_path_factory.mktemp("any"))
    edit(content, "en.md", "# Privacy", f"# {title}")
    words = ("--note-en", note, "--note-fr", note, "--retroactive", "--reason", reason)
    if publish(content, "2026-11-02", "2026-11-01", *words) == 0:
        assert is_built(content)


BROKEN = {
    "en: Privacy\n": "en: ''\n",
    "en: What changed.": "en: '  '",
    "fr: Ce qui change.": 'fr: "Ce \\v change."',
    "significance: major": "significance: minor",
    "review_months: '12'": "review_weeks: '50'",
}


@pytest.mark.parametrize("old", BROKEN)
def test_an_archive_that_cannot_be_read_today_is_shown_as_it_is(
    content: Path, capsys: pytest.CaptureFixture[str], old: str
) -> None:
    """As a version before this may have published it, with digests that are right."""
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    place = content / "privacy/versions/2026-11-01"
    text = (place / "version.yaml").read_text(encoding="utf-8")
    assert old in text
    (place / "version.yaml").write_text(text.replace(old, BROKEN[old]), encoding="utf-8")
    digests = {file.name: files.digest(file.read_bytes()) for file in sorted(place.iterdir())}
    entry = Entry(event="published", version="2026-11-01", on=date(2026, 11, 1), files=digests, previous=None)
    (content / "privacy/ledger.jsonl").write_text(f"{entry.line()}\n", encoding="utf-8")
    capsys.readouterr()
    assert is_built(content)
    assert "version.yaml: " in capsys.readouterr().out
    page = (content.parent / "site/en/privacy/index.html").read_text(encoding="utf-8")
    assert "We look after what you tell us." in page
    assert main(["check", "--source", str(content)]) == 0
    assert "it was published so, and is shown by its texts alone" in capsys.readouterr().out
    edit_both(content, "age")
    assert publish(content, "2026-11-02", "2026-12-24", *NOTES) == 0


OLDER = {
    "tangled": ("Your name. " + "[ " * 700, b"<pre>Your name. [ [ ["),
    "control character": ("Your\x7f name.", "Your� name.".encode()),
    "very long": ("Your name. " * 400_000, b"<pre># Privacy"),
    "one long word": ("Your " + "name" * 1_000, b"<pre># Privacy"),
}
WITHOUT_SECTIONS = {"very long", "one long word"}
"""Of which no section is known, so that all of them seem to be new."""


@pytest.mark.parametrize("kind", OLDER)
def test_what_an_older_affiche_froze_is_shown_as_it_is(
    content: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    words, shown = OLDER[kind]
    forge(content, "en.md", words)
    if kind not in WITHOUT_SECTIONS:
        assert publish(content, "2026-11-02", "2026-12-10", *NOTES) == 0
    capsys.readouterr()
    out = content.parent / "site"
    assert main(["build", "--source", str(content), "--out", str(out), "--as-of", "2026-12-20"]) == 0
    said = capsys.readouterr()
    assert "it was published so, and is shown as it is" in said.out + said.err
    page = (out / "en/privacy/2026-11-01/index.html").read_bytes()
    assert shown in page
    assert b"Logs are kept for six months." in page
    assert b"Votre nom." in (out / "fr/confidentialite/2026-11-01/index.html").read_bytes()
    verify(content)


def forge(content: Path, name: str, words: str) -> None:
    """Let the only version have other words, as if an Affiche without today's bounds had frozen them."""
    place = content / "privacy" / "versions" / "2026-11-01"
    data = (place / name).read_text(encoding="utf-8").replace("Your name.", words).encode()
    ledger = content / "privacy" / "ledger.jsonl"
    entry = entry_of(ledger.read_text(encoding="utf-8").rstrip("\n"))
    assert entry
    version = (place / "version.yaml").read_text(encoding="utf-8")
    version = version.replace(entry.files[name], digest(data))
    files = entry.files | {name: digest(data), "version.yaml": digest(version.encode())}
    (place / name).write_bytes(data)
    (place / "version.yaml").write_text(version, encoding="utf-8")
    ledger.write_text(f"{entry.model_copy(update={'files': files}).line()}\n", encoding="utf-8")


def test_what_is_published_is_read_back_once(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the confirmation; what the archive is then given is the same, byte for byte."""
    read: list[str] = []

    def counted(place: str, *others: Any) -> Version | None:
        read.append(place)
        return read_version(place, *others)

    monkeypatch.setattr("affiche.archive.read_back.read_version", counted)
    edit(content, "en.md", "Your name.", "Your name and age.")
    edit(content, "fr.md", "Votre nom.", "Votre nom et votre âge.")
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    assert read == ["privacy/versions/2026-11-01"]
