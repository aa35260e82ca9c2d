"""A source is read once, whatever the command; and of a draft that cannot be read, a build needs nothing."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from affiche import cli, pipeline
from affiche.confined import Root
from affiche.problems import ContentError
from affiche.source.text.blocks import Outline, outline

GOOD = Path(__file__).parents[1] / "problems" / "site"
DAY = "2026-06-01"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site with one policy, published in two languages."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    return Path("content")


PUBLISH = ["publish", "privacy", "--effective", "2026-07-20", "--significance", "major", "--yes"]
PUBLISH += ["--note-en", "Shorter.", "--note-fr", "Plus court."]


@pytest.mark.parametrize("command", [["check"], ["status"], ["build"], PUBLISH, ["diff", "privacy"]])
def test_each_file_is_opened_once_and_outlined_once(
    command: list[str], content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("en.md", "fr.md"):
        text = (content / "privacy" / name).read_text(encoding="utf-8")
        (content / "privacy" / name).write_text(f"{text}\nMore, and {name}.\n", encoding="utf-8")
    opened, outlined = Counter[str](), Counter[str]()
    read = Root.read

    def count_read(root: Root, name: str, *most: int) -> bytes:
        opened[(root.path / name).as_posix()] += 1
        return read(root, name, *most)

    def count_outline(text: str) -> Outline:
        outlined[text] += 1
        return outline(text)

    monkeypatch.setattr(Root, "read", count_read)
    monkeypatch.setattr("affiche.source.files.outline", count_outline)
    day = [] if command[0] in {"check", "diff"} else ["--as-of", DAY]
    assert cli.main([*command, *day]) == 0
    working = [
        content / name for name in ("site.yaml", "privacy/policy.yaml", "privacy/en.md", "privacy/fr.md")
    ]
    assert {opened[path.as_posix()] for path in working} == {1}
    assert {outlined[path.read_text(encoding="utf-8")] for path in working if path.suffix == ".md"} == {1}


BROKEN_DRAFTS = {
    "a fact misspelt": ("en.md", "facts.contact.email", "facts.contact.emial"),
    "braces that are never closed": ("en.md", "# ", "{{ facts.\n# "),
    "YAML broken under next": ("policy.yaml", None, "\nnext: {notes: [\n"),
    "an unknown key": ("policy.yaml", None, "\nunknown: 1\n"),
    "a day that is none": ("policy.yaml", None, "\nnext: {effective: 2026-02-30}\n"),
    "a quotation mark never closed": ("policy.yaml", None, '\nlabels: "a\n'),
    "a text in no UTF-8": ("fr.md", None, "\udce9"),
    "a text that is not there": ("fr.md", None, None),
    "a reference to nothing": ("en.md", None, "\n[](#nowhere)\n"),
}


@pytest.mark.parametrize("name", BROKEN_DRAFTS)
def test_a_draft_that_cannot_be_read_stops_no_build(
    name: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build", "--as-of", DAY, "--out", "good"]) == 0
    _break(content, *BROKEN_DRAFTS[name])
    capsys.readouterr()
    assert cli.main(["build", "--as-of", DAY, "--out", "site"]) == 0
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("The draft of privacy")]
    assert len(said) == 1
    assert "content/privacy/" in said[0]
    assert _tree(Path("site")) == _tree(Path("good"))
    assert cli.main(["status", "--as-of", DAY]) == 1
    assert "  draft      cannot be read: " in capsys.readouterr().out
    assert cli.main(["check"]) == 1
    assert cli.main([*PUBLISH, "--as-of", DAY]) == 1


def _break(content: Path, file: str, old: str | None, new: str | None) -> None:
    path = content / "privacy" / file
    if new is None:
        path.unlink()
        return
    text = path.read_text(encoding="utf-8")
    assert old is None or old in text
    broken = text.replace(old, new, 1) if old else text + new
    path.write_bytes(broken.encode("utf-8", "surrogateescape"))


def _tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


NEEDED = {
    "whether it is retired": "\nretired: tomorrow\n",
    "a key that was meant to retire it": "\nretird: 2026-09-01\n",
    "the addresses it had": "\nformer_slugs: {en: private\n",
}


@pytest.mark.parametrize("name", NEEDED)
def test_what_published_pages_depend_on_stops_a_build(name: str, content: Path) -> None:
    _break(content, "policy.yaml", None, NEEDED[name])
    with pytest.raises(ContentError):
        pipeline.build(pipeline.Options(source=content, out=Path("site"), as_of=date(2026, 6, 1)))
    assert not Path("site").exists()
