"""The corpus of real histories, where there is one."""

from __future__ import annotations

import json
import os
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from affiche.source import MarkdownRenderer
from affiche.source.editions import Draft, edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from affiche.model import Edition

ARCHIVE = Path(__file__).resolve().parents[3] / "shared" / "corpus.tar.xz"


def texts(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Edition]:
    """Read states of histories, each named by its history and its place in it; skip without a corpus."""
    if not (os.environ.get("AFFICHE_CORPUS") or ARCHIVE.exists()):
        pytest.skip("no corpus")
    renderer = MarkdownRenderer()
    index = json.loads(_read({"index.json"})["index.json"])
    histories = {item["id"]: item for item in index["items"]}
    paths = {key: histories[key[0]]["history"][key[1]]["file"] for key in wanted}
    found = _read(set(paths.values()))
    return {
        key: edition(
            Draft(locale=histories[key[0]]["language"], text=found[path], fallback_title="Policy"), renderer
        )
        for key, path in paths.items()
    }


def _read(paths: set[str]) -> dict[str, str]:
    """Read files of the corpus."""
    if folder := os.environ.get("AFFICHE_CORPUS"):
        raw = {path: (Path(folder) / path).read_bytes() for path in paths}
    else:
        raw = {}
        with tarfile.open(ARCHIVE) as archive:
            for member in archive:
                path = member.name.partition("/")[2]
                if path in paths and (file := archive.extractfile(member)) is not None:
                    raw[path] = file.read()
    return {path: data.decode("utf-8-sig").replace("\r\n", "\n") for path, data in raw.items()}
