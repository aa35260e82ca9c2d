"""Tables of HTML as Markdown, or as plain tags where Markdown has no form for them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import nh3

from affiche.source.markdown import ATTRIBUTES, TAGS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from affiche.importing.html_inline import Inline

_ALIGN = re.compile(r"(?:text-align:\s*|align-)(left|center|right)")
_RULES = {"left": ":---", "center": ":---:", "right": "---:", "": "---"}
_NOT_IN_CELLS = ("ul", "ol", "dl", "table", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6")


def is_layout(element: HtmlElement) -> bool:
    """Say whether a table is there for the layout of the page only."""
    rows = _rows(element)
    if element.get("role") in {"presentation", "none"}:
        return True
    is_bare = next(element.iter("th"), None) is None
    return is_bare and (len(rows) == 1 or all(len(_cells(row)) == 1 for row in rows))


def table(element: HtmlElement, inline: Inline) -> str:
    """Write a table; the first row is its head."""
    rows = [cells for row in _rows(element) if (cells := _cells(row))]
    if not rows:
        return ""
    caption = element.find("caption")
    above = f"{inline.paragraph(inline.content(caption))}\n\n" if caption is not None else ""
    if any(_is_beyond(cell) for cells in rows for cell in cells):
        return above + _as_tags(element)
    width = max(map(len, rows))
    lines = [[_cell(cell, inline) for cell in cells] + [""] * (width - len(cells)) for cells in rows]
    rules = [_RULES[_alignment(cell)] for cell in rows[0]] + ["---"] * (width - len(rows[0]))
    return above + "\n".join(f"| {' | '.join(cells)} |" for cells in (lines[0], rules, *lines[1:]))


def _rows(element: HtmlElement) -> list[HtmlElement]:
    """Give the rows that are the table's own."""
    return [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _is_beyond(cell: HtmlElement) -> bool:
    """Say whether Markdown has no form for a cell."""
    spans = cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1"
    return spans or next(cell.iter(*_NOT_IN_CELLS), None) is not None


def _cell(cell: HtmlElement, inline: Inline) -> str:
    parts = []
    run = [inline.content(cell)] if not any(child.tag in {"p", "div"} for child in cell) else []
    if not run:
        loose = cell.makeelement("span")
        loose.text = cell.text
        parts.append(inline.one_line(inline.content(loose), break_sign="<br>"))
        for child in cell:
            words = [inline.element(child) if child.tag not in {"p", "div"} else inline.content(child)]
            after = child.makeelement("span")
            after.text = child.tail
            parts.append(inline.one_line(*words, inline.content(after), break_sign="<br>"))
    else:
        parts.append(inline.one_line(*run, break_sign="<br>"))
    return re.sub(r"(?<!\\)\|", r"\\|", "<br>".join(part for part in parts if part))


def _alignment(cell: HtmlElement) -> str:
    match = _ALIGN.search(
        f"{cell.get('style', '')} {cell.get('class', '')} text-align: {cell.get('align', '')}"
    )
    return match[1] if match else ""


def _as_tags(element: HtmlElement) -> str:
    """Write a table as cleaned tags, a row of source for each block inside it."""
    from lxml import etree

    html = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    allowed = {name: values - {"class", "id"} for name, values in ATTRIBUTES.items()}
    clean = nh3.clean(html, tags=TAGS - {"div", "span", "section"}, attributes=allowed, link_rel=None)
    clean = re.sub(r"\s+", " ", clean).replace("{{", "&#123;{").replace("{%", "&#123;%")
    return (
        re.sub(r"\s*(</?(?:table|thead|tbody|tr|th|td|caption|ul|ol|li)\b[^>]*>)\s*", r"\1", clean)
        .replace("<tr", "\n<tr")
        .replace("</table>", "\n</table>")
    )
