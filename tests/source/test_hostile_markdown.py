"""Whatever a text holds, nothing in it runs, loads or styles, and nothing takes long."""

from __future__ import annotations

import re
import time
from contextlib import suppress

import pytest

from affiche.html import plain_text
from affiche.source import MarkdownRenderer
from affiche.source.text.markdown import TooComplexError

HOSTILE = [
    "<script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<p onclick='alert(1)'>x</p>",
    "<p style='background:url(//evil.example)'>x</p>",
    "<style>p{background:url(//evil.example)}</style>",
    "<iframe src=https://evil.example></iframe>",
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<form action=https://evil.example><input><button>x</button></form>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt&colon;alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href='&#1;javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x]( javascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](//evil.example/x)",
    "[x](\\\\evil.example)",
    "<javascript:alert(1)>",
    "![x](https://evil.example/track.png)",
    "![x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n\n[x]",
    "<object data=x></object><embed src=x>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<link rel=stylesheet href=https://evil.example>",
    "<video src=x onerror=alert(1)></video>",
    "<details ontoggle=alert(1) open>x</details>",
    "x {: onclick=alert(1) style=color:red }",
    "[x](https://a.example){: target=_blank onmouseover=alert(1) }",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "`</code><script>alert(1)</script>`",
    "<noscript><p title='</noscript><script>alert(1)</script>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<p id='x' class='footnote evil'>x</p>",
]
ACTIVE = re.compile(
    r"<(?:script|style|iframe|svg|math|form|input|button|object|embed|base|meta|link|video|img|textarea|noscript)\b"
    r"|<[^>]*\s(?:on\w+|style|src|target)\s*="
    r"|<[^>]*\shref=[\"'](?:[^\"':/?#]*(?<!http)(?<!https)(?<!mailto)(?<!tel):|//|\\\\)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_active_survives(text: str) -> None:
    renderer = MarkdownRenderer()
    for html in (renderer.blocks(text), renderer.heading(text.partition("\n")[0])[0]):
        assert not ACTIVE.search(html), html


MANY = [
    *(
        "a|b\n-|-\nc|d\n\n",
        "|a\n|-\n\n",
        "a\n: b\n\n",
        "a\n\n:   b\n\n    c\n    :   d\n\n",
        "a[^1]\n\n[^1]: x\n\n",
    ),
    *("a\n\n", "> a\n\n", "> - a\n\n", "- a\n\n", "    a\n\nb\n\n", "a\n-\n\n", "- a|b\n  -|-\n  c|d\n"),
]


@pytest.mark.parametrize("part", MANY)
def test_thousands_of_small_parts_are_refused_before_they_are_rendered(part: str) -> None:
    text = (part * 65_536)[:65_536]
    with pytest.raises(TooComplexError):
        MarkdownRenderer().blocks(text)


@pytest.mark.parametrize("part", MANY)
def test_some_hundreds_of_them_are_rendered(part: str) -> None:
    assert MarkdownRenderer().blocks(part * 300)


SLOW = [
    *(
        "[",
        "![",
        "[a](",
        "[a][",
        "[^",
        "[`",
        "*[a",
        "*",
        "**",
        "_",
        "*_",
        "*__",
        "`",
        "~",
        "<",
        "<a ",
        "<br",
        "<pre",
    ),
    *(
        "<script",
        "<![CDATA[",
        '<a href="',
        "<http://a",
        "<mailto:",
        "&",
        "\\",
        "> ",
        ">",
        "-\n",
        "---\n",
        "1. ",
        "- ",
    ),
    *("<div>", "(", "[a](<", "[a](b (", "***a", "**_a", "`a``", "    ", "\t", "# ", "\n"),
]


@pytest.mark.parametrize("sign", SLOW)
def test_nothing_takes_long(sign: str) -> None:
    started = time.process_time()
    with suppress(TooComplexError):
        MarkdownRenderer().blocks((sign * 50_000)[:50_000] + "x")
    assert time.process_time() - started < 3


@pytest.mark.parametrize("cell", ["<td>{}</td>", "<td><p>{}</p></td>", "<td>\n<em>{}</em>\n</td>\n"])
def test_a_long_table_in_html_is_read_like_its_markdown_twin(cell: str) -> None:
    """However many its rows: what takes long is a bracket that is no tag."""
    rows = [f"<tr>{cell.format(f'What {at}')}{cell.format(f'Why {at}')}</tr>" for at in range(250)]
    html = "<table>\n" + "\n".join(rows) + "\n</table>"
    twin = "| | |\n|---|---|\n" + "\n".join(f"| What {at} | Why {at} |" for at in range(250))
    read, wanted = (MarkdownRenderer().blocks(text).replace("><", "> <") for text in (html, twin))
    assert plain_text(read).split() == plain_text(wanted).split()
