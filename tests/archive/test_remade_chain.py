"""Whoever can write the files can make every digest of an archive again: what it says must hold together all the same."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from affiche.source import digest
from tests.archive.notices import NOTES, edit_both, lay_out, publish, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Lines = list[dict[str, object]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = lay_out(tmp_path)
    for posted, effective, word in (("2026-11-01", "2026-11-01", ""), ("2026-11-02", "2026-12-24", "age")):
        if word:
            edit_both(content, word)
        assert publish(content, posted, effective, *NOTES) == 0
    return content


def remake(content: Path, change: Callable[[Lines], Lines]) -> None:
    ledger, previous, text = content / "privacy" / "ledger.jsonl", None, ""
    for entry in change([json.loads(line) for line in ledger.read_text("utf-8").splitlines()]):
        line = json.dumps(
            entry | {"previous": previous}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        previous, text = digest(line.encode()), f"{text}{line}\n"
    ledger.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: lines[::-1], "and the one of a version before it of 2026-11-02"),
        (lambda lines: [lines[0] | {"on": "2026-10-01"}, lines[1]], "and the version says 2026-11-01"),
        (lambda lines: [lines[0] | {"on": "2026-11-02"}, lines[1]], "and the version says 2026-11-01"),
        (lambda lines: [lines[0], lines[1] | {"on": "2026-11-03"}], "and the version says 2026-11-02"),
    ],
)
def test_the_days_of_a_ledger(
    content: Path, change: Callable[[Lines], Lines], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    remake(content, change)
    code, _, err = run(capsys, "verify", "--source", str(content))
    assert (code, said in err) == (3, True)


def test_an_archive_in_the_folder_of_another_policy(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(content / "privacy", content / "cookies")
    assert run(capsys, "verify", "--source", str(content))[0] == 3
    for file in ("ledger.jsonl", "versions"):
        (content / "privacy" / file).rename(content / file)
        (content / "cookies" / file).rename(content / "privacy" / file)
        (content / file).rename(content / "cookies" / file)
    code, _, err = run(capsys, "verify", "--source", str(content))
    assert code == 3
    assert err.count("this version was published as the policy 'privacy'") == 2
    shutil.rmtree(content / "cookies")
    assert run(capsys, "verify", "--source", str(content))[0] == 0


def without_policy(content: Path) -> None:
    """Make the archive one of the time before versions named their policy, with its digests."""
    digests = {}
    for version in (content / "privacy/versions").glob("*/version.yaml"):
        text = version.read_text("utf-8")
        assert text.count("policy: privacy\n") == 1
        version.write_text(text.replace("policy: privacy\n", ""), "utf-8")
        digests[version.parent.name] = digest(version.read_bytes())

    def as_they_are(line: dict[str, Any]) -> dict[str, object]:
        return line | {"files": line["files"] | {"version.yaml": digests[line["version"]]}}

    remake(content, lambda lines: [as_they_are(line) for line in lines])


@pytest.mark.parametrize("is_built", [True, False])
def test_an_archive_that_names_no_policy_and_moved(
    content: Path, capsys: pytest.CaptureFixture[str], *, is_built: bool
) -> None:
    """The files say nothing, as docs/archive.md owns; the site beside them does."""
    without_policy(content)
    site = content / "site.yaml"
    site.write_text(
        site.read_text("utf-8").replace("policies: [privacy]", "policies: [privacy, cookies]"), "utf-8"
    )
    shutil.copytree(content / "privacy", cookies := content / "cookies")
    policy = cookies / "policy.yaml"
    policy.write_text(policy.read_text("utf-8").replace("slug: {en: privacy", "slug: {en: cookies"), "utf-8")
    (cookies / "ledger.jsonl").unlink()
    shutil.rmtree(cookies / "versions")
    if is_built:
        assert run(capsys, "build", "--source", str(content), "--out", str(content.parent / "site"))[0] == 0
    for file in ("ledger.jsonl", "versions"):
        (content / "privacy" / file).rename(cookies / file)
    code, _, err = run(capsys, "verify", "--source", str(content))
    assert (code, "privacy 2026-11-01 was published" in err) == ((3, True) if is_built else (0, False))


def rewrite(content: Path, version: str, old: str, new: str) -> None:
    """Change what a version.yaml says, and make the digests again."""
    file = content / "privacy" / "versions" / version / "version.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")

    def as_it_is(line: dict[str, Any]) -> dict[str, object]:
        made = {"version.yaml": digest(file.read_bytes())} if line["version"] == version else {}
        return line | {"files": line["files"] | made}

    remake(content, lambda lines: [as_it_is(line) for line in lines])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("published: '2026-11-01'", 'published: "2026-10-01"', "and the version says 2026-10-01"),
        ("published: '2026-11-01'", "published: 2026-10-01 # earlier", "and the version says 2026-10-01"),
        ("published: '2026-11-01'", "'published': '2026-10-01'", "and the version says 2026-10-01"),
        ("published: '2026-11-01'", '"publ\\u0069shed": 2026-10-01', "and the version says 2026-10-01"),
        ("policy: privacy", 'policy:   "cookies"', "published as the policy 'cookies'"),
        ("policy: privacy", "? policy\n: cookies", "published as the policy 'cookies'"),
    ],
)
def test_what_a_version_says_in_another_form_of_yaml(
    content: Path, old: str, new: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(content, "2026-11-01", old, new)
    code, _, err = run(capsys, "verify", "--source", str(content))
    assert (code, said in err) == (3, True)


CHOICE = "choices:\n  close:\n    link:"
BAD = {
    "no title": ("title: {}", ""),
    "one title for all": ("title: Notice", ""),
    "a title in another language": ("title: {de: Datenschutz}", ""),
    "an address in one language": ("title: {fr: Avis}", f"{CHOICE} {{en: https://a.example/}}\n"),
    "an address in another language": ("title: {}", f"{CHOICE} {{de: https://a.example/}}\n"),
    "no address": ("title: {}", f"{CHOICE} {{}}\n"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_version_that_says_less_than_affiche_writes(
    content: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    title, more = BAD[name]
    text = (content / "privacy/versions/2026-11-01/version.yaml").read_text("utf-8")
    written = text[text.index("title:") : text.index("authoritative:")]
    rewrite(content, "2026-11-01", written, f"{title}\n{more}")
    build = f"build --as-of 2026-11-10 --out {content.parent / 'site'}"
    for command in (build, "check", "show privacy", "status", "diff privacy", "notice privacy 2026-11-01"):
        code, out, err = run(capsys, *command.split(), "--source", str(content))
        assert code in {0, 1}
        assert "a fault of Affiche" not in out + err
        assert code == 0 or command in {"check", "status"}, err
