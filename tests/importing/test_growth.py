"""A file that is some things again and again costs what its length costs, in every form that is brought in."""

from __future__ import annotations

import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.problems import ContentError
from bench.growth import in_xml
from tests.importing.content import bring, content
from tests.importing.words import paragraph, table, word_file
from tests.source.test_growth import SECONDS, SIZE, steps

SIGNS = st.sampled_from(
    [*"a1.,;:!?-–—*_`~#|[](){}<>&\"'\\/=+@% \n\t\u00a0", "(a) ", "1. ", "• ", "\n\n", "A B"]
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<a href='b'>",
        "</a>",
        "<ul><li>",
        "</ul>",
        "<table><tr><td>",
        "</table>",
        "<h2>",
        "<br>",
        "<div class='nav'>",
        "</div>",
        "<b>",
        "</b>",
        "<!-- -->",
        "<!--",
        "&amp;",
        "&#",
        "<span hidden>",
        "<ol type=a>",
    ]
)
PARTS = st.sampled_from(
    [
        paragraph("We keep it."),
        paragraph("Kept", style="Heading1"),
        paragraph("Kept", bold=True),
        paragraph("Kept", bullet=True),
        paragraph("Kept", bullet=True, depth=1),
        paragraph(""),
        table(("a", "b"), ("c", "")),
        "<w:p><w:r><w:br/><w:tab/></w:r></w:p>",
    ]
)


def some(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(parts, min_size=1, max_size=5).map("".join)


FORMS = {
    "txt": some(SIGNS),
    "md": some(SIGNS),
    "html": some(SIGNS | TAGS),
    "docx": some(PARTS) | some(SIGNS).map(lambda words: paragraph(in_xml(words))),
}


def read(form: str, unit: str, size: int) -> None:
    """Bring a file in, or have it refused."""
    text = unit * (size // len(unit))
    data = word_file(text) if form == "docx" else f"<p>{text}" if form == "html" else f"# A\n\n{text}"
    with tempfile.TemporaryDirectory() as folder, suppress(ContentError):
        bring(content(Path(folder)), f"a.{form}", data)


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None, derandomize=True, max_examples=8, database=None)
@given(data=st.data())
def test_what_is_brought_in_costs_what_its_length_costs(form: str, data: st.DataObject) -> None:
    unit = data.draw(FORMS[form])
    counted = [steps(lambda: read(form, unit, size)) for size in (1_000, 6_000, 12_000)][1:]  # noqa: B023
    assert counted[1] < counted[0] * 2.5 + 10_000, unit
    started = time.process_time()
    read(form, unit, SIZE)
    assert time.process_time() - started < SECONDS, unit
