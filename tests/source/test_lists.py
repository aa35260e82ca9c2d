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
