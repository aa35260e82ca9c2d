"""A built page and a Markdown text, each as the words and headings that a reader meets in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html
from markdown import Markdown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEADINGS = "descendant-or-self::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"
FURNITURE = ("number", "tools", "unseen", "fate", "legend", "away", "digest", "move")
"""The classes of what a page adds to a text: numbers, links, words for the ear, labels, what the marks mean."""
UNKNOWN_TAG = 801
"""What libxml2 says of `main`, `nav` and every other element younger than HTML 4."""
_FRONT_MATTER = re.compile(r"\A---[ ]*\n.*?\n---[ ]*\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What stands in a text."""

    headings: tuple[str, ...]
    """In order, each with its white space made plain."""
    words: tuple[str, ...]
    """All words in order, those of the headings too."""


def read_source(text: str, fallback_title: str) -> Reading:
    """Read a Markdown text rendered plainly, as a whole, by Python-Markdown alone."""
    plain = _FRONT_MATTER.sub("", text.removeprefix("\ufeff").replace("\r\n", "\n"))
    extensions = ["tables", "attr_list", "def_list", "sane_lists", "footnotes"]
    root = html.fragment_fromstring(Markdown(extensions=extensions).convert(plain), create_parent="div")
    first = next(iter(root.xpath(HEADINGS)), None)
    if first is None or first.tag != "h1":
        first = html.Element("h1")
        first.text, first.tail = fallback_title, "\n"
    root.insert(0, first)  # a picture may stand before the title; a page has its title first
    return _reading(root)


def read_page(root: html.HtmlElement) -> Reading:
    """Read the text of an edition in its page, without what the page adds to it."""
    (title,) = root.xpath("//main//h1")
    main = html.Element("div")
    main.extend([title, _text_of(root)])
    return _reading(main)


def read_redline(root: html.HtmlElement, dropped: str, title: str) -> tuple[str, ...]:
    """Give the words of a redline when everything `added`, or everything `removed`, is dropped, in any order.

    A section that moved stands at its new place, so that the order is that of the new text. The title is given,
    as a redline shows it only where it changed.
    """
    text = _text_of(root)
    if dropped == "added":
        for space in text.xpath("descendant::*[@data-old = ' ']"):
            space.text = " "
        for moved in text.xpath("descendant::*[@data-change = 'moved'][ancestor::*[@data-change = 'added']]"):
            moved.tail = "\n"
            text.append(moved)  # what moved into an added section was not added itself
    unshown = [] if text.xpath("descendant::p[@class = 'title']") else title.split()
    _drop(text, f"descendant::*[@data-change = '{dropped}']")
    _drop(
        text, f"descendant::{'ins' if dropped == 'added' else 'del'}[@data-change]"
    )  # punctuation, capitals
    return tuple(sorted([*unshown, *_words(text)]))


def _text_of(root: html.HtmlElement) -> html.HtmlElement:
    """Take the text out of a page, without what the page adds to it."""
    (text,) = root.xpath("//main//*[contains(concat(' ', @class, ' '), ' text ')]")
    for added in FURNITURE:
        _drop(text, f"descendant::*[contains(concat(' ', @class, ' '), ' {added} ')]")
    _drop(text, "descendant::details[@class = 'fold']/summary")
    _drop(text, "descendant::tr[@class = 'fold']//thead")  # said again above the rows that are folded
    return text


def html_errors(path: Path) -> Iterator[str]:
    """Say what a strict parser finds wrong: tags out of balance, ids and attributes that stand twice."""
    parser = html.HTMLParser(encoding="utf-8")
    html.document_fromstring(path.read_bytes(), parser)
    for error in parser.error_log:
        if error.type != UNKNOWN_TAG:
            yield f"{path}:{error.line}: {error.message}"


def _reading(root: html.HtmlElement) -> Reading:
    headings = tuple(" ".join(_words(heading)) for heading in root.xpath(HEADINGS))
    return Reading(headings=headings, words=tuple(_words(root)))


def _words(root: html.HtmlElement) -> list[str]:
    return re.findall(r"\w+", "".join(root.xpath("descendant::text()")))


def _drop(root: html.HtmlElement, path: str) -> None:
    for element in root.xpath(path):
        element.drop_tree()
