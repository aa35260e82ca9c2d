"""A list begins where a reader sees one, also right under a paragraph."""

from __future__ import annotations

import pytest

from affiche.source import MarkdownRenderer


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("We may:\n- suspend\n- close", "<p>We may:</p>\n<ul>\n<li>suspend</li>\n<li>close</li>\n</ul>"),
        ("First\n1. one\n2. two", "<p>First</p>\n<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("We opened in\n2019. It rained.", "<p>We opened in\n2019. It rained.</p>"),
        ("A rule - not\na list", "<p>A rule - not\na list</p>"),
        (
            "- one\n- two\n    - nested",
            "<ul>\n<li>one</li>\n<li>two<ul>\n<li>nested</li>\n</ul>\n</li>\n</ul>",
        ),
        ("    code\n    - code", "<pre><code>code\n- code\n</code></pre>"),
    ],
)
def test_a_list_may_follow_its_paragraph_at_once(markdown: str, html: str) -> None:
    assert MarkdownRenderer().blocks(markdown) == html


@pytest.mark.parametrize("inner", ["  - b\n  - c", "   - b\n   - c", "    - b\n    - c"])
def test_a_list_may_be_nested_by_two_spaces(inner: str) -> None:
    html = "<ul>\n<li>a<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d</li>\n</ul>"
    assert MarkdownRenderer().blocks(f"- a\n{inner}\n- d") == html


def test_a_list_in_a_numbered_list_stands_under_its_words() -> None:
    assert "<li>a<ul>\n<li>b</li>\n</ul>" in MarkdownRenderer().blocks("1. a\n   - b\n2. c")


def test_three_levels_by_two_spaces_each() -> None:
    assert MarkdownRenderer().blocks("- a\n  - b\n    - c").count("<ul>") == 3
