"""Small whole sites: what every page says, as files that a person can read.

`tests/sites/NAME/content` is the source. Each `tests/sites/NAME/expected/DAY.txt` is everything that the site of
that day says; it is rewritten by `pytest --rewrite` and reviewed as a diff.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.site.building import SITES, Built, select, small
from tests.site.readable import readable

if TYPE_CHECKING:
    from pathlib import Path

GOLDEN = sorted(SITES.glob("*/expected/*.txt"))


def written(site: Built) -> str:
    """Everything that a site says."""
    pages = [f"{_rule(address)}{_said(site, address)}" for address, _ in site.pages()]
    others = [
        f"/{file}"
        for file in sorted(site.files())
        if not file.endswith((".html", ".css", ".svg", ".png")) and file[0] != "."
    ]
    return "\n".join(pages + [f"{_rule(address)}{site.text(address)}" for address in others])


def _rule(address: str) -> str:
    return f"{'=' * 20} {address}\n"


def _said(site: Built, address: str) -> str:
    page = site.page(address)
    (title,), (main,) = select(page, "//head/title/text()"), select(page, "//main")
    return f"<{title}>\n{readable(main)}"


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda path: f"{path.parts[-3]}, {path.stem}")
def test_a_small_site_says_what_it_said(golden: Path, *, rewrite: bool) -> None:
    site = small(golden.parts[-3], date.fromisoformat(golden.stem))
    if rewrite:
        golden.write_text(written(site), encoding="utf-8")
    assert written(site) == golden.read_text(encoding="utf-8")
