"""What is built is what was verified: a published file is opened once, but a text twice, and held to its digest twice."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from affiche.archive.verify import verify
from affiche.confined import Root
from affiche.problems import ArchiveError
from tests.site.building import SAMPLE, TODAY, build


def test_a_published_file_is_opened_once_and_a_text_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: Counter[str] = Counter()
    read = Root.read

    def counted(root: Root, name: str, *most: int) -> bytes:
        opened[(root.path / name).as_posix()] += 1
        return read(root, name, *most)

    monkeypatch.setattr(Root, "read", counted)
    build(SAMPLE, tmp_path / "site", TODAY)
    published = {file.as_posix() for file in SAMPLE.glob("*/versions/*/*")}
    assert len(published) > 40
    assert {opened[file] for file in published if not file.endswith(".md")} == {1}
    assert {opened[file] for file in published if file.endswith(".md")} == {2}


def test_what_is_altered_after_it_was_verified_is_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between verifying and reading a text may become another one, which is found out when it is read."""
    content = Path(shutil.copytree(SAMPLE, tmp_path / "content"))

    def verify_and_alter(root: Path, *known: Any) -> dict[str, bytes]:
        verified = verify(root, *known)
        for file in root.glob("*/versions/*/en.md"):
            file.write_text("# Altered\n\nEverything.\n", encoding="utf-8")
        return verified

    monkeypatch.setattr("affiche.pipeline.verify", verify_and_alter)
    with pytest.raises(ArchiveError, match="this published file was altered"):
        build(content, tmp_path / "site", TODAY)
    assert not (tmp_path / "site").exists()
