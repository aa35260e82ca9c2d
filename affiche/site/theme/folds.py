"""What stayed the same between two changes of a section, folded: paragraphs, items of a list, rows of a table."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from affiche.html import has_spans, parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from affiche.html import Block

_CHANGE = re.compile(r' data-[a-z-]+="[^"]*"')
FEWEST = 3
"""Fewer blocks than this are as quickly read as what would stand for them."""


def folded(html: str, words: Mapping[str, str]) -> Markup:
    """Fold each run of three or more blocks without a mark in a text around or between changes.

    `words` has a phrase for runs of "paragraphs", "passages", "items" and "rows", with "{number}" in it.
    """
    html = str(html)  # markup that is added to text would escape it
    root = parse(html)
    if root.solid:
        return Markup(html)  # noqa: S704 section HTML is sanitised
    return Markup(root.lead + "".join(_texts(root.blocks, words)))  # noqa: S704 clean before


def _texts(blocks: Iterable[Block], words: Mapping[str, str]) -> Iterator[str]:
    """Write blocks of text, those in a row that stayed behind their number."""
    for run, stayed in _runs(blocks):
        if stayed and len(run) >= FEWEST:
            what = "paragraphs" if {block.name for block in run} == {"p"} else "passages"
            yield _details(words[what], len(run), _raw(run)) + "\n"
        else:
            for block in run:
                yield (block.raw if stayed else _folded_inside(block, words)) + block.trail


def _runs(blocks: Iterable[Block]) -> Iterator[tuple[list[Block], bool]]:
    """Part blocks where marks begin and end."""
    for marked, run in groupby(blocks, lambda block: "data-change" in block.raw or "data-old" in block.raw):
        yield list(run), not marked


def _folded_inside(block: Block, words: Mapping[str, str]) -> str:
    """Write a list or table that has marks with its unmarked items or rows folded; numbers must not be lost."""
    if block.solid or block.name not in {"ul", "table"} or has_spans(block.raw):
        return block.raw
    if block.name == "ul":
        inside = "".join(_items(block, words))
        return f"{block.start}{block.lead}{inside}{block.end}"
    head = next((part.raw for part in block.blocks if part.name == "thead"), "")
    opening = f"{_CHANGE.sub('', block.start)}{head}"
    parts = (_body(part, opening, words) if part.name == "tbody" else part.raw for part in block.blocks)
    return f"{block.start}{block.lead}{''.join(map(str.__add__, parts, _trails(block)))}{block.end}"


def _trails(block: Block) -> Iterator[str]:
    """Give the white space after each block inside."""
    return (part.trail for part in block.blocks)


def _items(block: Block, words: Mapping[str, str]) -> Iterator[str]:
    """Write the items of a list, a fold among them as an item with a list of its own."""
    for run, stayed in _runs(block.blocks):
        if stayed and len(run) >= FEWEST:
            yield f'<li class="fold">{_details(words["items"], len(run), f"<ul>{_raw(run)}</ul>")}</li>\n'
        else:
            yield _raw(run)


def _body(body: Block, opening: str, words: Mapping[str, str]) -> str:
    """Write the rows of a table, a fold among them as a row with a table of its own that opens with the same heads."""
    rows = []
    for run, stayed in _runs(body.blocks):
        if stayed and len(run) >= FEWEST:
            table = f"{opening}<tbody>{_raw(run)}</tbody></table>"
            width = max(len(row.blocks) for row in run)
            cell = _details(words["rows"], len(run), table)
            rows.append(f'<tr class="fold"><td colspan="{width}">{cell}</td></tr>\n')
        else:
            rows.append(_raw(run))
    return f"{body.start}{body.lead}{''.join(rows)}{body.end}"


def _raw(run: Iterable[Block]) -> str:
    """Write blocks as they are."""
    return "".join(block.raw + block.trail for block in run)


def _details(phrase: str, number: int, html: str) -> str:
    """Write what opens to show what stayed."""
    return f'<details class="fold"><summary>{phrase.replace("{number}", str(number))}</summary>\n{html}</details>'
