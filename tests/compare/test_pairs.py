"""What a reader should see between small invented texts: a threshold that makes any of it worse fails here."""

from __future__ import annotations

import pytest

from affiche.compare import compare
from tests.compare.apply import accept, reject
from tests.compare.pairs import FOLDER, Pair, pairs, seen

PAIRS = pairs()


def test_every_pair_is_read() -> None:
    headings = sum(text.count("```seen\n") for text in (p.read_text("utf-8") for p in FOLDER.glob("*.md")))
    assert len(PAIRS) == headings >= 60


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.name for pair in PAIRS])
def test_a_reader_sees(pair: Pair) -> None:
    assert seen(pair.old, pair.new) == pair.seen
    redline = compare(pair.old, pair.new).redline.html
    assert accept(redline) == pair.new.html
    assert reject(redline) == pair.old.html
