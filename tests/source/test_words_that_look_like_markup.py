"""Words that look like markup stay words, and HTML without one of its tags harms nothing."""

from __future__ import annotations

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from affiche.compare import compare
from affiche.compare.marks import lines
from affiche.html import balanced, ids_in, parse, plain_text, with_escaped_brackets
from affiche.model import Edition
from affiche.site.theme.filters import framed, numbered, with_cards
from affiche.site.theme.redline_marks import spoken
from affiche.source.text.editions import Draft, edition, is_id
from affiche.source.text.markdown import MarkdownRenderer

RENDERER = MarkdownRenderer()
ATTRIBUTES = st.sampled_from(
    [
        'id="visitor"',
        'id="_main"',
        'id="fn:1"',
        'href="#fn:1"',
        'href="#fnref:1"',
        'class="reference"',
        'colspan="2"',
        'rowspan="2"',
        'data-change="added"',
        'data-move="1"',
        'data-old-tag="p"',
        'data-column="Why"',
        'start="x"',
    ]
)
TAGS = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<td>",
        "<main>",
        "</main>",
        "<h2>",
        "</h2>",
        '<p id="a">',
        "<ins>",
        "</head>",
        "<a name='x'>",
    ]
)
PLAIN = st.sampled_from(["words", "and", "the form", "&", '"', "é"])
WORDS = st.lists(PLAIN | ATTRIBUTES, min_size=1, max_size=8).map(lambda pieces: f"say {' '.join(pieces)} so")
CODE = st.lists(PLAIN | ATTRIBUTES | TAGS, min_size=1, max_size=6).map(" ".join)
NOTED = "Noted[^1].\n\n[^1]: A note."
QUICK = settings(max_examples=60, deadline=None, derandomize=True, database=None)


def read(markdown: str) -> Edition:
    return edition(Draft(locale="en", text=markdown, fallback_title="Untitled"), RENDERER)


def shown(html: str) -> list[str]:
    """Give each paragraph and piece of code as a browser shows it."""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return [element.text_content() for element in root.iter("p", "code")]


@given(st.lists(WORDS, min_size=1, max_size=3), CODE)
@QUICK
def test_attributes_and_tags_that_were_typed_are_read_as_words(paragraphs: list[str], code: str) -> None:
    markdown = "\n\n".join(
        ["# T", *paragraphs, f"`{code}`", "## A {#visitor}", *paragraphs, f"`{code}`", NOTED]
    )
    made = read(markdown)
    for html in (made.introduction, made.sections[0].html):
        assert [words for words in shown(html) if words in paragraphs] == paragraphs
        assert code.strip() in shown(html)
    assert 'id="fn:visitor:1"' in made.html
    ids = ids_in(made.html)
    assert len(ids) == len(set(ids))


@given(st.lists(WORDS, min_size=2, max_size=2), CODE)
@QUICK
def test_pages_and_redlines_show_them_too(paragraphs: list[str], code: str) -> None:
    old, new = (
        read(f"## A\n\n{words}\n\n`{code}`\n\n|a|b|c|\n|-|-|-|\n|`{code}`|2|3|") for words in paragraphs
    )
    redline = compare(old, new).redline
    assert redline.title_differs is False
    assert redline.moves == {}
    for html in (
        str(framed(with_cards(str(numbered(new.html, {}))), "A")),
        str(spoken(redline.html, {"added": "", "removed": ""}, {})),
    ):
        said = lxml_html.fragment_fromstring(html, create_parent="div").text_content()
        assert said.count(code.strip()) >= 2, said


@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul>",
                "<li>",
                "</li>",
                "</ul>",
                "<b>",
                "</b>",
                '<a href="#x">',
                "</a>",
                "<td>",
                "</table>",
                "words",
                "more ",
                "one",
            ]
        ),
        max_size=14,
    ),
    st.data(),
)
@settings(max_examples=300, deadline=None, derandomize=True, database=None)
def test_html_without_one_of_its_tags_is_compared_and_shown_all_the_same(
    pieces: list[str], data: st.DataObject
) -> None:
    other = data.draw(st.permutations(pieces))
    old, new = (
        Edition(locale="en", title="T", introduction="".join(each), sections=(), markdown="")
        for each in (pieces, other)
    )
    assert parse(new.introduction).raw == new.introduction
    redline = compare(old, new).redline.html
    assert list(lines(redline)) is not None
    spoken(redline, {"added": "+", "removed": "-"}, {})


@pytest.mark.parametrize(
    ("heading", "html"),
    [
        ('<h2 id="x">Rights', "Rights"),
        ("Rights</h2><p>more", "Rightsmore"),
        ("<div>Rights</div>", "Rights"),
        ("a <b lang='en'>bold", 'a <b lang="en">bold</b>'),
        ("`<h2>` in code", "<code>&lt;h2&gt;</code> in code"),
    ],
)
def test_a_heading_is_one_line_of_text_with_both_tags_of_each_element(heading: str, html: str) -> None:
    rendered, _ = RENDERER.heading(heading)
    assert rendered == html
    assert balanced(rendered)


def test_an_id_in_a_heading_stands_once_and_never_for_a_part_of_the_page() -> None:
    text = '## <span id="a">A</span> {#x}\n\n<span id="a">b</span> <span id="_main">c</span>\n\n## <b id="x">B</b> {#_heading-x}'
    made = read(f"<i id='_where'>i</i>\n\n{text}")
    assert ids_in(made.html) == ["x", "a", "heading-x"]
    assert not is_id("_main")
    assert is_id("_legal")


@pytest.mark.parametrize("attributes", ["start='x'", f"start='{'1' * 5000}'", "start='²'"])
def test_a_list_begins_with_a_number_or_has_none(attributes: str) -> None:
    assert "start" not in RENDERER.blocks(f"<ol {attributes}><li>words</li></ol>")


@pytest.mark.parametrize("value", ["<table>", "</td>", "a < b > c", "<img src=x onerror=alert(1)>"])
def test_a_bracket_in_an_attribute_is_escaped_whatever_the_sanitiser_does(value: str) -> None:
    html = f'<p>"<abbr title="{value}" lang="en">words</abbr>" <b title=">">so</b></p>'
    clean = with_escaped_brackets(html)
    assert clean.count("<") == clean.count(">") == 6
    assert nh3.clean(clean) == nh3.clean(html)
    assert plain_text(clean) == '"words" so'


@pytest.mark.parametrize("character", ["&#x1F;", "&#27;", "&#x0B;", "&#12;", "&#xFFFE;", "&#127;"])
def test_a_control_character_by_reference_reaches_no_page(character: str) -> None:
    html = RENDERER.blocks(
        f'one{character}two `{character}` [a](https://a.example/{character} "b{character}")'
    )
    assert all(c == "\n" or c.isprintable() for c in html)
    assert RENDERER.heading(f"A{character}B")[1] == "AB"
