"""Every published file is opened once in a build, so that what is built is what was verified."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.archive.verify import verify
from affiche.confined import Root
from tests.site.building import SAMPLE, TODAY, build

if TYPE_CHECKING:
    import pytest


def test_a_published_file_is_opened_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: Counter[str] = Counter()
    read = Root.read

    def counted(root: Root, name: str) -> bytes:
        opened[(root.path / name).as_posix()] += 1
        return read(root, name)

    monkeypatch.setattr(Root, "read", counted)
    build(SAMPLE, tmp_path / "site", TODAY)
    published = {file.as_posix() for file in SAMPLE.glob("*/versions/*/*")}
    assert len(published) > 40
    assert {opened[file] for file in published} == {1}


def test_what_is_altered_after_it_was_verified_is_not_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between verifying and reading there is no moment in which a file could be another one."""
    content = Path(shutil.copytree(SAMPLE, tmp_path / "content"))

    def verify_and_alter(root: Path) -> dict[str, bytes]:
        verified = verify(root)
        for file in root.glob("*/versions/*/en.md"):
            file.write_text("# Altered\n\nEverything.\n", encoding="utf-8")
        return verified

    monkeypatch.setattr("affiche.pipeline.verify", verify_and_alter)
    site = build(content, tmp_path / "site", TODAY)
    assert "Everything." not in "".join(site.main(address) for address in ("/en/privacy/", "/en/cookies/"))
