"""Editions drawn at random, and edits of them: every shape of clean HTML that a text can take."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from affiche.html import ATTRIBUTES, ID
from affiche.model import Edition, Section

if TYPE_CHECKING:
    from collections.abc import Callable

TAG_ONLY = rf"</?[a-z][a-z0-9]*{ATTRIBUTES}>"
WORDS = st.sampled_from(
    [
        "we",
        "you",
        "data",
        "share",
        "keep",
        "name",
        "the",
        "of",
        "and",
        "a",
        "in",
        "may",
        "not",
        "30",
        "days",
        "1,000.50",
        "$5",
        "2024-05-01",
        "a@b.org",
        "https://x.org/?a=1&amp;b=2",
        "l’accès",
        "l'accès",
        "“quoted”",
        "café",
        "café",
        "R&amp;D",
        "&lt;b&gt;",
        "…",
        "...",
        "—",
        "--",
        ",",
        ".",
        ";",
        "(",
        ")",
        "e-mail",
        "1er",
        "May 25, 2018",
        "1er janvier 2026",
        "1&nbsp;000&nbsp;$",
    ]
)
GAPS = st.sampled_from([" ", " ", " ", " ", "\n", "&nbsp;", "  ", "", "<br>", "\u00a0", "<br>\n"])
SPLIT = re.compile(rf"({TAG_ONLY})")
STARTS = st.sampled_from(
    [
        '<a href="https://x.org/a">',
        '<a href="#b" title="a > b">',
        "<em>",
        "<strong>",
        "<code>",
        "<ins>",
        "<del>",
        "<span>",
        '<sup id="fnref:1">',
        '<abbr title="x &amp; &quot;y&quot;">',
    ]
)
SPACES = st.sampled_from(["\n", "\n", "\n", "", "\n\n", "\n  "])


def end_of(start: str) -> str:
    """Give the end tag of a start tag."""
    return f"</{start[1:-1].split(' ', maxsplit=1)[0]}>"


@st.composite
def inline(draw: st.DrawFn, depth: int = 0, *, link: bool = True) -> str:
    """Draw text with inline markup, without a link in a link."""
    parts = []
    for _ in range(draw(st.integers(0 if depth else 1, 4))):
        if depth < 2 and draw(st.integers(0, 4)) == 0:
            start = draw(STARTS.filter(lambda s: link or not s.startswith("<a ")))
            inner = draw(inline(depth + 1, link=link and not start.startswith("<a ")))
            parts.append(start + inner + end_of(start))
        else:
            parts.append(draw(WORDS))
        parts.append(draw(GAPS))
    return "".join(parts)


@st.composite
def block(draw: st.DrawFn, depth: int = 0) -> str:  # noqa: PLR0911 - one return a kind of block
    """Draw one block."""
    kind = draw(
        st.sampled_from(
            ["p", "p", "p", "ul", "ol", "table", "dl", "pre", "blockquote", "div", "hr", "h4", "text", "odd"]
        )
    )
    if depth > 1 and kind not in {"p", "pre", "hr"}:
        kind = "p"
    inner = draw(inline())
    space = draw(SPACES)
    if kind in {"ul", "ol"}:
        items = draw(st.lists(item(depth + 1), min_size=1, max_size=3))
        return f"<{kind}>{space}" + "".join(f"{i}{space}" for i in items) + f"</{kind}>"
    if kind == "table":
        width = draw(st.integers(1, 3))
        rows = [[draw(inline()) for _ in range(width)] for _ in range(draw(st.integers(1, 3)))]
        cells = "\n".join("<tr>\n" + "".join(f"<td>{c}</td>\n" for c in row) + "</tr>" for row in rows)
        head = (
            "<thead>\n<tr>\n" + f"<th>{inner}</th>\n" * width + "</tr>\n</thead>\n"
            if draw(st.booleans())
            else ""
        )
        return f"<table>\n{head}<tbody>\n{cells}\n</tbody>\n</table>"
    if kind == "dl":
        return f"<dl>{space}<dt>{inner}</dt>\n<dd>{draw(inline())}</dd>{space}</dl>"
    if kind in {"blockquote", "div"}:
        return f"<{kind}>{space}{draw(blocks(depth + 1))}{space}</{kind}>"
    if kind == "hr":
        return "<hr>"
    if kind == "text":
        return inner.strip(" \n") or "text"
    if kind == "odd":
        return f'<span lang="en"><p>{inner}</p>\n</span>'
    return f"<{kind}>{inner}</{kind}>"


@st.composite
def item(draw: st.DrawFn, depth: int) -> str:
    """Draw a list item: text, a paragraph, or text and a nested block."""
    inner = draw(inline())
    shape = draw(st.integers(0, 3))
    if shape == 1:
        inner = f"\n<p>{inner}</p>\n"
    elif shape == 2:
        inner += draw(block(depth))
    return f"<li>{inner}</li>"


@st.composite
def blocks(draw: st.DrawFn, depth: int = 0) -> str:
    """Draw a text of some blocks."""
    space = draw(SPACES)
    return space.join(draw(st.lists(block(depth), max_size=4))).strip(" \n")


@st.composite
def section(draw: st.DrawFn, depth: int = 0) -> Section:
    """Draw a section; its id is made unique later."""
    heading = draw(inline(1)) or "Heading"
    nested = draw(st.lists(section(depth + 1), max_size=2)) if depth < 2 else []
    name = draw(st.sampled_from("abcdefghij"))
    return Section(
        id=name, number="", heading=heading, title=heading, html=draw(blocks()), sections=tuple(nested)
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """Draw an edition."""
    sections = draw(st.lists(section(), max_size=4))
    title = draw(st.sampled_from(["Privacy", "Terms & conditions", "a <b> c", "Privacy policy"]))
    return edition(title, draw(blocks()), tuple(sections))


def edition(title: str, introduction: str, sections: tuple[Section, ...]) -> Edition:
    """Make an edition, each id in it unique, as the reader of sources does."""
    taken: set[str] = set()

    def distinct(match: re.Match[str]) -> str:
        if match[0] in taken:
            return ""
        taken.add(match[0])
        return match[0]

    def own(section: Section) -> Section:
        name = section.id
        while f' id="{name}"' in taken:
            name += "x"
        taken.add(f' id="{name}"')
        return replace(
            section,
            id=name,
            heading=ID.sub(distinct, section.heading),
            html=ID.sub(distinct, section.html),
            sections=tuple(own(inner) for inner in section.sections),
        )

    html = ID.sub(distinct, introduction)
    return Edition(
        locale="en", title=title, introduction=html, sections=tuple(map(own, sections)), markdown=""
    )


@st.composite
def edited(draw: st.DrawFn, old: Edition) -> Edition:
    """Draw what an editor might make of an edition: a few edits anywhere in it."""
    sections = list(old.sections)
    introduction = old.introduction
    for _ in range(draw(st.integers(0, 4))):
        sections = draw(st.sampled_from(EDITS))(draw, sections)
        if draw(st.integers(0, 4)) == 0:
            introduction = draw(text_edit(introduction))
    return edition(old.title if draw(st.booleans()) else "New title", introduction, tuple(sections))


def _reword(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    return [
        replace(s, html=draw(text_edit(s.html)), sections=tuple(_reword(draw, list(s.sections))))
        for s in sections
    ]


def _rename(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    at = draw(st.integers(0, len(sections)))
    return [
        replace(s, id=s.id + "n", heading=draw(inline(1)) or "New") if k == at else s
        for k, s in enumerate(sections)
    ]


def _shuffle(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    return list(draw(st.permutations(sections)))


def _nest(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    if len(sections) < 2:
        return sections
    at = draw(st.integers(1, len(sections) - 1))
    outer, inner = sections[at - 1], sections[at]
    return [*sections[: at - 1], replace(outer, sections=(*outer.sections, inner)), *sections[at + 1 :]]


def _lift(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    at = draw(st.integers(0, len(sections)))
    lifted: list[Section] = []
    for k, s in enumerate(sections):
        lifted += [replace(s, sections=()), *s.sections] if k == at else [s]
    return lifted


def _wrap(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    return [replace(draw(section(depth=2)), id="w", sections=tuple(sections))]


def _merge(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    if len(sections) < 2:
        return sections
    at = draw(st.integers(1, len(sections) - 1))
    one, other = sections[at - 1], sections[at]
    joined = replace(
        one, html=f"{one.html}\n{other.html}".strip("\n"), sections=(*one.sections, *other.sections)
    )
    return [*sections[: at - 1], joined, *sections[at + 1 :]]


def _insert(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    at = draw(st.integers(0, len(sections)))
    return [*sections[:at], draw(section()), *sections[at:]]


def _drop(draw: st.DrawFn, sections: list[Section]) -> list[Section]:
    at = draw(st.integers(0, len(sections)))
    return [s for k, s in enumerate(sections) if k != at]


EDITS: list[Callable[[st.DrawFn, list[Section]], list[Section]]] = [
    _reword,
    _reword,
    _rename,
    _shuffle,
    _nest,
    _lift,
    _wrap,
    _merge,
    _insert,
    _drop,
]


@st.composite
def text_edit(draw: st.DrawFn, html: str) -> str:
    """Draw an edit of a text that leaves it well formed."""
    choice = draw(st.integers(0, 6))
    if choice == 0:
        return draw(blocks())
    if choice == 1:
        return f"{html}\n{draw(block())}".strip("\n")
    if choice == 2:
        return f"{draw(block())}\n{html}".strip("\n")
    if choice == 3:
        return in_text(html, " ", "\n", 3)
    old, new = draw(
        st.sampled_from(
            [
                ("data", "information"),
                ("<em>", "<em>new "),
                ("<strong>", '<strong lang="en">'),
                ("we ", ""),
                ("</li>", " more</li>"),
                ("</p>", "</p>\n<p>Added words here.</p>"),
                ("</td>", " cell</td>"),
                ('href="#b"', 'href="#c"'),
                ("you", "they"),
                (" ", "&nbsp;"),
                ("’", "'"),
                ("the ", "<b>the</b> "),
                ("<p>", "<p>Some "),
            ]
        )
    )
    if choice == 4:
        return html.replace("<ul>", "<ol>").replace("</ul>", "</ol>")
    return in_text(html, old, new, draw(st.integers(1, 3)))


def in_text(html: str, old: str, new: str, count: int) -> str:
    """Replace something, but nothing that is a part of a tag."""
    if old.startswith(("<", "href")):
        return html.replace(old, new, count)
    return "".join(
        part if part.startswith("<") else part.replace(old, new, count) for part in SPLIT.split(html)
    )
