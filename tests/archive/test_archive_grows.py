"""The archive only grows: what was published once is missed by the next build, and by whoever compares with git."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche.archive.verify import verify
from affiche.cli import main
from tests.archive.notices import NOTES, edit, edit_both, lay_out, publish, run

if TYPE_CHECKING:
    from collections.abc import Callable

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = lay_out(tmp_path_factory.mktemp("published"))
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    edit_both(content, "age")
    assert publish(content, "2026-11-02", "2026-12-24", *NOTES) == 0
    return content


@pytest.fixture
def content(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "content"))


def build(content: Path, capsys: Capture, *options: str, as_of: str = "2026-11-03") -> tuple[int, str, str]:
    out = content.parent / "site"
    return run(capsys, "build", "--source", str(content), "--out", str(out), "--as-of", as_of, *options)


def lose_everything(content: Path) -> None:
    shutil.rmtree(content / "privacy/versions")
    (content / "privacy/ledger.jsonl").unlink()


def lose_the_last(content: Path) -> None:
    shutil.rmtree(content / "privacy/versions/2026-12-24")
    ledger = content / "privacy/ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])


def lose_the_policy(content: Path) -> None:
    shutil.rmtree(content / "privacy")
    edit_site(content, "[privacy]", "[]")


def edit_site(content: Path, old: str, new: str) -> None:
    site = content / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


LOSSES: dict[Callable[[Path], None], int] = {lose_everything: 2, lose_the_last: 1, lose_the_policy: 2}


@pytest.mark.parametrize("lose", LOSSES, ids=lambda lose: lose.__name__)
def test_a_build_refuses_to_lose_what_the_site_shows(
    content: Path, capsys: Capture, lose: Callable[[Path], None]
) -> None:
    assert build(content, capsys)[0] == 0
    site = content.parent / "site"
    before = (site / "privacy/ledger.json").read_bytes()
    lose(content)
    code, _, err = build(content, capsys)
    assert code == 3
    assert err.count("as the site shows") == LOSSES[lose]
    assert "privacy 2026-12-24 was published on 2026-11-02" in err
    assert '--forget "why"' in err
    assert (site / "privacy/ledger.json").read_bytes() == before
    code, out, _ = build(content, capsys, "--forget", "It was a trial.")
    assert code == 0
    assert out.count("No longer on the site, as you asked") == LOSSES[lose]
    record = (content / "forgotten.jsonl").read_text(encoding="utf-8")
    assert record.count('"reason":"It was a trial."') == LOSSES[lose]
    assert '"policy":"privacy"' in record
    assert '"version":"2026-12-24"' in record
    assert build(content, capsys)[0] == 0


@pytest.mark.parametrize("reason", ["", " ", "\u00a0"])
def test_a_reason_without_words_is_none(content: Path, capsys: Capture, reason: str) -> None:
    assert build(content, capsys)[0] == 0
    lose_everything(content)
    code, _, err = build(content, capsys, "--forget", reason)
    assert code == 2
    assert "a reason without words is none: say why" in err
    assert not (content / "forgotten.jsonl").exists()


def test_what_is_forgotten_is_missed_on_no_other_site_and_cannot_be_altered(
    content: Path, capsys: Capture
) -> None:
    assert build(content, capsys)[0] == 0
    site = content.parent / "site"
    shutil.copytree(site, content.parent / "elsewhere")
    lose_everything(content)
    assert build(content, capsys, "--forget", "It was a trial.")[0] == 0
    shutil.rmtree(site)
    (content.parent / "elsewhere").rename(site)
    assert build(content, capsys)[0] == 0
    record = content / "forgotten.jsonl"
    lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(lines) == 2
    renamed = (lines[0].replace(f'"{key}"', '"other"') for key in json.loads(lines[0]))
    mistyped = lines[0].replace('"It was a trial."', "[]")
    for altered in (
        lines[1],
        lines[0].replace("trial", "error") + lines[1],
        *renamed,
        mistyped,
        "x\n",
        "[]\n",
    ):
        record.write_text(altered, encoding="utf-8")
        assert main(["verify", "--source", str(content)]) == 3


def test_what_is_forgotten_is_not_said_to_be_here(repository: Path, capsys: Capture) -> None:
    assert build(repository, capsys)[0] == 0
    lose_the_last(repository)
    assert build(repository, capsys, "--forget", "It was a trial.")[0] == 0
    code, out, _ = verify_git(repository, capsys)
    assert code == 0
    assert "main: all 1 entry published there is here." in out
    assert "main: 1 entry published there is no longer kept; forgotten.jsonl says why." in out


def without_ledger(site: Path) -> None:
    (site / "privacy/ledger.json").unlink()


def damaged_ledger(site: Path) -> None:
    (site / "privacy/ledger.json").write_bytes(b"\xff{")


def without_data(site: Path) -> None:
    shutil.rmtree(site / "privacy")


def without_record(site: Path) -> None:
    shutil.rmtree(site.with_name(".site.record"))


def without_pages(site: Path) -> None:
    for slug in ("en/privacy", "fr/confidentialite"):
        shutil.rmtree(site / slug)


def without_site(site: Path) -> None:
    shutil.rmtree(site)


def with_one_page(site: Path) -> None:
    """Nothing is left but a page of each version."""
    without_data(site)
    without_record(site)
    shutil.rmtree(site / "fr")
    for version in ("2026-11-01", "2026-12-24"):
        for below in (site / "en/privacy" / version).iterdir():
            if below.is_dir():
                shutil.rmtree(below)


LEFT = {
    "the data": (without_ledger, without_record, without_pages),
    "the data beside a damaged ledger": (damaged_ledger, without_record, without_pages),
    "the pages": (without_data, without_record),
    "one page of each": (with_one_page,),
    "the record": (without_data, without_pages),
    "the record without the site": (without_site,),
}


@pytest.mark.parametrize("damages", LEFT.values(), ids=LEFT)
@pytest.mark.parametrize("lose", [lose_everything, lose_the_policy], ids=lambda lose: lose.__name__)
def test_any_sign_of_a_posted_version_counts(
    content: Path, capsys: Capture, damages: tuple[Callable[[Path], None], ...], lose: Callable[[Path], None]
) -> None:
    """A ledger that is gone from the site as well hides no loss; a source that lost nothing is built as ever."""
    assert build(content, capsys)[0] == 0
    site = content.parent / "site"
    posted = (site / "privacy/ledger.json").read_bytes()
    for damage in damages:
        damage(site)
    sound = site.parent / "sound"
    for there in [*site.parent.iterdir()]:
        if there.is_dir():
            shutil.copytree(there, sound / there.name)
    lose(content)
    code, _, err = build(content, capsys)
    assert (code, "2026-11-01" in err, "2026-12-24" in err) == (3, True, True)
    assert build(content, capsys, "--forget", "It was a trial.")[0] == 0
    assert build(content, capsys)[0] == 0
    assert main(["verify", "--source", str(content)]) == 0
    assert build(sound / "content", capsys)[0] == 0
    assert (sound / "site/privacy/ledger.json").read_bytes() == posted


def test_a_withdrawal_that_only_the_data_show(content: Path, capsys: Capture) -> None:
    ledger = content / "privacy/ledger.jsonl"
    before = ledger.read_bytes()
    withdrawing = ("--reason-en", "No.", "--reason-fr", "Non.", "--as-of", "2026-11-02", "--yes")
    assert main(["withdraw", "privacy", "2026-12-24", "--source", str(content), *withdrawing]) == 0
    assert build(content, capsys)[0] == 0
    (content.parent / "site/privacy/ledger.json").unlink()
    ledger.write_bytes(before)
    code, _, err = build(content, capsys)
    assert (code, "privacy 2026-12-24 was withdrawn, as the site shows" in err) == (3, True)


def test_a_slug_that_changed_loses_nothing(content: Path, capsys: Capture) -> None:
    assert build(content, capsys)[0] == 0
    edit(content, "policy.yaml", "{en: privacy,", "{en: your-data,")
    edit(content, "policy.yaml", "promises:", "former_slugs: {en: [privacy]}\npromises:")
    assert build(content, capsys)[0] == 0
    assert (content.parent / "site/en/privacy/2026-11-01/index.html").exists()


COMMANDS = (("check",), ("status", "--as-of", "2026-11-03"), ("verify",))


@pytest.mark.parametrize("lose", [lose_the_last, lose_the_policy], ids=lambda lose: lose.__name__)
@pytest.mark.parametrize("known_by", ["the site beside it", "the site without its ledger", "the last commit"])
def test_what_is_gone_is_seen_wherever_it_is_known(
    content: Path, capsys: Capture, lose: Callable[[Path], None], known_by: str
) -> None:
    if known_by == "the last commit":
        commit(content)
    else:
        assert build(content, capsys)[0] == 0
        if known_by == "the site without its ledger":
            without_ledger(content.parent / "site")
    for command in COMMANDS:
        assert run(capsys, *command, "--source", str(content))[0] == 0
    lose(content)
    for command in COMMANDS:
        code, out, err = run(capsys, *command, "--source", str(content))
        assert (code, "privacy 2026-12-24 was published" in out + err) == (3, True), command
        assert f"{LOSSES[lose]} problem" in out + err


def test_nothing_is_published_over_a_lost_archive(content: Path, capsys: Capture) -> None:
    assert build(content, capsys)[0] == 0
    lose_everything(content)
    assert publish(content, "2026-11-03", "2026-11-03", *NOTES) == 3
    assert not (content / "privacy/ledger.jsonl").exists()


def test_the_site_of_another_source_is_left_aside(content: Path, capsys: Capture) -> None:
    assert build(content, capsys)[0] == 0
    shutil.copytree(content, other := content.parent / "other")
    lose_everything(other)
    assert run(capsys, "check", "--source", str(other))[0] == 0


def test_what_was_forgotten_is_missed_by_no_command(content: Path, capsys: Capture) -> None:
    assert build(content, capsys)[0] == 0
    commit(content)
    lose_everything(content)
    assert build(content, capsys, "--forget", "It was a trial.")[0] == 0
    for command in COMMANDS:
        assert run(capsys, *command, "--source", str(content))[0] == 0, command
    code, out, _ = run(capsys, "verify", "--source", str(content))
    assert code == 0
    assert "Nothing is published any more" in out
    assert "forgotten.jsonl" in out


def test_an_older_site_loses_nothing(content: Path, capsys: Capture) -> None:
    """A build for an earlier day shows less, and is replaced by one that shows more, and the reverse."""
    for day in ("2026-11-01", "2026-12-30", "2026-11-01"):
        assert build(content, capsys, as_of=day)[0] == 0


def test_a_site_that_is_something_else(content: Path, capsys: Capture) -> None:
    assert build(content, capsys)[0] == 0
    for text in ("no JSON", "[]", '{"lines": [1, "x"]}'):
        (content.parent / "site/privacy/ledger.json").write_text(text, encoding="utf-8")
        assert build(content, capsys)[0] == 0


def git(content: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(content.parent), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout


def commit(content: Path) -> None:
    git(content, "init", "-q", "-b", "main")
    git(content, "add", "content")
    git(content, "commit", "-qm", "Publish")


@pytest.fixture
def repository(content: Path) -> Path:
    commit(content)
    return content


def verify_git(content: Path, capsys: Capture, ref: str = "main") -> tuple[int, str, str]:
    return run(capsys, "verify", "--source", str(content), "--git", ref)


def test_everything_published_at_a_commit_is_here(repository: Path, capsys: Capture) -> None:
    code, out, _ = verify_git(repository, capsys)
    assert (code, out.splitlines()[-1]) == (0, "main: all 2 entries published there are here.")
    edit_both(repository, "shoe size")
    assert publish(repository, "2026-11-04", "2027-02-01", *NOTES) == 0
    assert verify_git(repository, capsys)[0] == 0


@pytest.mark.parametrize("lose", LOSSES, ids=lambda lose: lose.__name__)
def test_what_was_published_at_a_commit_is_missing(
    repository: Path, capsys: Capture, lose: Callable[[Path], None]
) -> None:
    lose(repository)
    code, _, err = verify_git(repository, capsys)
    assert code == 3
    assert err.count("that entry is missing here") == LOSSES[lose]
    assert "at main, privacy 2026-12-24 was published on 2026-11-02" in err
    assert "git checkout main -- " in err


def test_what_was_published_at_a_commit_was_written_anew(repository: Path, capsys: Capture) -> None:
    """With digests and ledger made to fit, only what is elsewhere can tell."""
    lose_everything(repository)
    assert publish(repository, "2026-11-01", "2026-11-01", *NOTES) == 3, "the last commit knows better"
    (repository.parent / ".git").rename(repository.parent / "git")
    assert publish(repository, "2026-11-01", "2026-11-01", *NOTES) == 0
    (repository.parent / "git").rename(repository.parent / ".git")
    verify(repository)
    code, _, err = verify_git(repository, capsys)
    assert code == 3
    assert err.count("that entry says something else here") == 1
    assert err.count("that entry is missing here") == 1


def test_a_commit_that_is_not_there(repository: Path, capsys: Capture) -> None:
    code, _, err = verify_git(repository, capsys, "origin/main")
    assert code == 2
    assert "there is no commit 'origin/main'" in err
    assert "git fetch --unshallow" in err


def on_two_branches(content: Path, first: tuple[str, str], second: tuple[str, str]) -> None:
    """Publish a version on each of two branches, and merge the second into the first."""
    git(content, "checkout", "-qb", "other")
    edit(content, "fr.md", "Votre nom", "Votre prénom")
    edit(content, "en.md", "Your name", "Your first name")
    assert publish(content, *second, *NOTES) == 0
    git(content, "add", "-A")
    git(content, "commit", "-qm", "Publish on the other")
    git(content, "checkout", "-q", "main")
    edit(content, "fr.md", "Nous prenons", "Nous, nous prenons")
    edit(content, "en.md", "We look", "We do look")
    assert publish(content, *first, *NOTES) == 0
    git(content, "add", "-A")
    git(content, "commit", "-qm", "Publish on main")
    with pytest.raises(subprocess.CalledProcessError):
        git(content, "merge", "-q", "other")


@pytest.mark.parametrize(
    ("branches", "order"),
    [
        ((("2026-11-05", "2027-03-01"), ("2026-11-06", "2027-02-01")), ["2027-03-01", "2027-02-01"]),
        ((("2026-11-06", "2027-02-01"), ("2026-11-05", "2027-03-01")), ["2027-03-01", "2027-02-01"]),
        ((("2026-11-05", "2027-02-01"), ("2026-11-05", "2027-03-01")), ["2027-02-01", "2027-03-01"]),
    ],
)
@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_two_branches_that_each_published(
    repository: Path,
    capsys: Capture,
    branches: tuple[tuple[str, str], tuple[str, str]],
    order: list[str],
    style: str,
) -> None:
    git(repository, "config", "merge.conflictStyle", style)
    on_two_branches(repository, *branches)
    code, _, err = run(capsys, "verify", "--source", str(repository))
    assert code == 3
    assert "git left the marks of a merge here" in err
    assert "1 problem." in err
    assert "run `affiche repair`" in err
    code, out, _ = run(capsys, "repair", "--source", str(repository), "--yes")
    assert code == 0
    last = order[-1]
    assert f"{last}   (follows another entry than on its branch)" in out
    assert f"{last} was written on its branch without what the entries before it changed" in out
    lines = (repository / "privacy/ledger.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["version"] for line in lines] == ["2026-11-01", "2026-12-24", *order]
    assert {name.split("/")[2] for name in verify(repository)} == {"2026-11-01", "2026-12-24", *order}
    assert verify_git(repository, capsys, "main")[0] == 0
    assert verify_git(repository, capsys, "other")[0] == 0
    assert run(capsys, "repair", "--source", str(repository))[1] == "There is nothing to repair.\n"


def test_nothing_is_repaired_without_a_yes(repository: Path, capsys: Capture) -> None:
    on_two_branches(repository, ("2026-11-05", "2027-03-01"), ("2026-11-06", "2027-02-01"))
    before = (repository / "privacy/ledger.jsonl").read_bytes()
    code, out, err = run(capsys, "repair", "--source", str(repository))
    assert code == 2
    assert "2027-02-01" in out
    assert "add --yes" in err
    assert (repository / "privacy/ledger.jsonl").read_bytes() == before


def test_both_lines_in_one_file_without_marks(repository: Path, capsys: Capture) -> None:
    """A merge driver may put both lines down, and say nothing."""
    on_two_branches(repository, ("2026-11-05", "2027-03-01"), ("2026-11-06", "2027-02-01"))
    ledger = repository / "privacy/ledger.jsonl"
    lines = [line for line in ledger.read_bytes().splitlines(keepends=True) if line.startswith(b"{")]
    ledger.write_bytes(b"".join(lines))
    err = run(capsys, "verify", "--source", str(repository))[2]
    assert "this line and another follow the same line" in err
    assert run(capsys, "repair", "--source", str(repository), "--yes")[0] == 0
    verify(repository)


def test_the_same_version_on_two_branches(repository: Path, capsys: Capture) -> None:
    on_two_branches(repository, ("2026-11-05", "2027-03-01"), ("2026-11-06", "2027-03-01"))
    code, _, err = run(capsys, "repair", "--source", str(repository), "--yes")
    assert code == 3
    assert "both branches have an entry that 2027-03-01 was published, and the two differ" in err
    assert "2027-03-01.2" in err


@pytest.mark.parametrize("number", [0, 1])
def test_an_altered_ledger_is_not_repaired(content: Path, capsys: Capture, number: int) -> None:
    """A repair is for what git does, and gives nobody a way to have an alteration blessed."""
    ledger = content / "privacy/ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    lines[number] = lines[number].replace(b'"on":"2026-11', b'"on": "2026-11')
    ledger.write_bytes(b"".join(lines))
    code, _, err = run(capsys, "repair", "--source", str(content), "--yes")
    assert code == 3
    assert "nothing can be repaired" in err
    assert ledger.read_bytes() == b"".join(lines)


def test_a_check_looks_at_the_archive_too(content: Path, capsys: Capture) -> None:
    assert run(capsys, "check", "--source", str(content))[0] == 0
    (content / "privacy/versions/2026-11-01/.en.md.swp").write_text("x", encoding="utf-8")
    code, out, _ = run(capsys, "check", "--source", str(content))
    assert code == 0
    assert ".en.md.swp: advice: this was never published" in out
    assert run(capsys, "check", "--source", str(content), "--strict")[0] == 1
    (content / "privacy/versions/2026-11-01/en.md").write_text("# Other\n", encoding="utf-8")
    code, out, _ = run(capsys, "check", "--source", str(content))
    assert code == 3
    assert "versions/2026-11-01/en.md: this published file was altered" in out
    assert run(capsys, "check", "--source", str(content), "--rule", "stale/section")[0] == 0


def test_a_link_in_place_of_the_archive_is_said(content: Path, capsys: Capture) -> None:
    versions = content / "privacy/versions"
    versions.rename(content.parent / "elsewhere")
    versions.symlink_to(content.parent / "elsewhere")
    code, out, err = run(capsys, "check", "--source", str(content))
    assert (code, "privacy/versions: this is a symbolic link" in out + err) == (3, True)
