"""States of real histories as editions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from affiche.source import MarkdownRenderer
from affiche.source.text.editions import Draft, edition

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from affiche.model import Edition


def texts(corpus: Path, wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Edition]:
    """Read states of histories, each named by its history and its place in it."""
    renderer = MarkdownRenderer()
    index = json.loads((corpus / "index.json").read_text(encoding="utf-8"))
    histories = {history["id"]: history for history in index["items"]}
    return {(name, at): _edition(corpus, histories[name], at, renderer) for name, at in wanted}


def _edition(corpus: Path, history: dict[str, Any], at: int, renderer: MarkdownRenderer) -> Edition:
    text = (corpus / history["history"][at]["file"]).read_text(encoding="utf-8-sig").replace("\r\n", "\n")
    return edition(Draft(locale=history["language"], text=text, fallback_title="Policy"), renderer)
