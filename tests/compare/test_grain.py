"""Both languages of a redline are marked alike, as coarsely as the coarser, and still hold both texts exactly."""

from __future__ import annotations

import pytest

from affiche.compare import compare
from affiche.compare.grain import Grain, coarsened, grain, with_same_grain
from affiche.html import parse
from tests.compare.apply import accept, reject
from tests.compare.pairs import Pair, pairs


def swap(old: str, new: str) -> str:
    return f'<del data-change="removed">{old}</del><ins data-change="added">{new}</ins>'


FINE = f"<p>We keep it for {swap('six', 'nine')} months. Then it goes.</p>"
SENTENCE = f"<p>{swap('Nous gardons tout cela pendant six mois.', 'La durée de conservation est de neuf mois.')} Rien après.</p>"
WHOLE = f"<p>{swap('Nous gardons tout.', 'La durée est de neuf mois.')}</p>"
REPLACED = (
    '<p data-change="removed"><del data-change="removed">Tout.</del></p>\n'
    '<p data-change="added"><ins data-change="added">Rien.</ins></p>'
)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (FINE, Grain.WORD),
        (SENTENCE, Grain.SENTENCE),
        (WHOLE, Grain.WHOLE),
        (REPLACED, Grain.WHOLE),
        ("<p>We keep it.</p>", Grain.NONE),
        ('<p data-change="added"><ins data-change="added">One more.</ins></p>', Grain.NONE),
        ('<p>Mail<ins data-change="punctuation">.</ins></p>', Grain.NONE),
    ],
)
def test_the_grain_is_read_from_the_marks(html: str, expected: Grain) -> None:
    assert grain(html) is expected


@pytest.mark.parametrize("coarse", [WHOLE, REPLACED])
def test_beside_a_paragraph_that_was_replaced_the_other_language_is_marked_as_a_whole(coarse: str) -> None:
    whole = f"<p>{swap('We keep it for six months. Then it goes.', 'We keep it for nine months. Then it goes.')}</p>"
    assert with_same_grain(FINE, coarse) == (whole, coarse)
    assert with_same_grain(coarse, FINE) == (coarse, whole)


def test_beside_a_sentence_that_was_replaced_the_changed_sentence_is_marked_whole() -> None:
    sentence = f"<p>{swap('We keep it for six months.', 'We keep it for nine months.')} Then it goes.</p>"
    assert with_same_grain(FINE, SENTENCE) == (sentence, SENTENCE)


@pytest.mark.parametrize("other", [FINE, "<p>Rien.</p>", f"{WHOLE}\n<p>Et voilà.</p>"])
def test_what_has_no_coarser_counterpart_stays_as_it_is(other: str) -> None:
    assert with_same_grain(FINE, other) == (FINE, other)


def test_cells_are_as_fine_as_the_cells_across() -> None:
    fine, coarse = (html.replace("<p>", "<td>").replace("</p>", "</td>") for html in (FINE, WHOLE))
    one, other = with_same_grain(f"{fine}{fine}", f"{coarse}{fine}")
    assert [grain(cell.raw) for cell in parse(one).blocks] == [Grain.WHOLE, Grain.WORD]
    assert other == f"{coarse}{fine}"


def test_an_ampersand_ends_no_sentence() -> None:
    html = f"<p>Terms &amp; conditions {swap('of', 'for')} sale. More.</p>"
    text = "Terms &amp; conditions {} sale."
    assert coarsened(html, Grain.SENTENCE) == f"<p>{swap(text.format('of'), text.format('for'))} More.</p>"


@pytest.mark.parametrize("to", [Grain.SENTENCE, Grain.WHOLE])
@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: pair.name)
def test_coarser_marks_hold_both_texts_tag_for_tag(pair: Pair, to: Grain) -> None:
    redline = compare(pair.old, pair.new).redline
    for section in redline.walk():
        assert accept(coarsened(section.body, to)) == accept(section.body)
        if not redline.moves:
            assert reject(coarsened(section.body, to)) == reject(section.body)
