"""A sample of real histories: exact, and renamed sections known as the same."""

from __future__ import annotations

from pathlib import Path

from affiche.compare import compare
from affiche.compare.sections.matching import match_sections
from affiche.compare.sections.outline import outline
from tests.compare.apply import accept, reject
from tests.compare.corpora import texts
from tests.compare.validity import faults

SAMPLE = [
    ("basecamp/privacy.en", 17),
    ("github/privacy-statement.en", 33),
    ("github/privacy-statement.en", 57),
    ("medium/rules.en", 8),
    ("medium/rules.en", 10),
    ("gc-forms/terms-of-use.fr", 10),
    ("ota-contrib/github.en", 40),
    ("ota-contrib/twitter.en", 7),
    ("ota-france/airbnb.fr", 0),
]
RENAMES = Path(__file__).with_name("renames.txt")
STRANGERS = Path(__file__).with_name("strangers.txt")


def test_real_pairs_are_exact_and_valid(corpus: Path) -> None:
    found = texts(corpus, [(name, at + step) for name, at in SAMPLE for step in (0, 1)])
    for name, at in SAMPLE:
        old, new = found[name, at], found[name, at + 1]
        redline = compare(old, new).redline.html
        assert accept(redline) == new.html, (name, at)
        assert reject(redline) == old.html, (name, at)
        assert len(faults(redline)) <= len(faults(old.html)) + len(faults(new.html)), (name, at)


def matched(corpus: Path, labels: Path) -> list[bool]:
    """Tell of each labelled pair of sections whether they are taken for one."""
    lines = [line.split() for line in labels.read_text(encoding="utf-8").splitlines()]
    assert len(lines) >= 60
    places = {(name, int(state.split("-")[0]) - 1) for name, state, _, _ in lines}
    found = texts(corpus, [(name, at + step) for name, at in places for step in (0, 1)])
    pairs = {}
    for name, at in places:
        old, new = outline(found[name, at]), outline(found[name, at + 1])
        matches = match_sections(old, new)
        pairs[name, at] = {(old[k].section.id, new[to].section.id) for to, k in matches.items()}
    return [
        (old_id, new_id) in pairs[name, int(state.split("-")[0]) - 1] for name, state, old_id, new_id in lines
    ]


def test_renamed_sections_are_recognised(corpus: Path) -> None:
    """Each line: a history, the state before, the old id, the new id; told apart by reading."""
    right = matched(corpus, RENAMES)
    assert sum(right) / len(right) >= 0.95


def test_sections_that_have_little_to_do_with_one_another_are_not_matched(corpus: Path) -> None:
    """The nearest pairs that are no renames: stock phrases, one of two that were merged, entries of a list."""
    assert sum(matched(corpus, STRANGERS)) == 0
