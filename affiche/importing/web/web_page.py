"""A web page into headings and blocks: the policy is found among everything that is around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from affiche.importing.blocks import Note, ParsedText, left_out
from affiche.importing.outline import ABOUT
from affiche.importing.web.html_blocks import WHOLE, BlockReader
from affiche.importing.web.html_inline import escaped
from affiche.importing.web.html_repair import BLOCKS, HEADINGS, SILENT
from affiche.importing.web.html_visible import (
    MANY_LINKS,
    is_hidden,
    show_as_seen,
    undecoded,
    unfold,
    unseen,
    without_margin_comments,
)
from affiche.source.text.markdown import TooComplexError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEEPEST = 150
"""Elements inside each other; real pages have at most some fifty."""
MOST_ELEMENTS = 50_000
"""Of a page; the largest real ones have some thousands."""
SENTENCE = 8
"""Words from which a block is prose."""
MOST_OF_IT = 0.9
"""The policy is the one element that holds at least this share of the prose."""
SHARE_OF_MAIN = 0.5
"""A page's own `main` or `article` is believed if it has at least so much."""
ELSEWHERE = {"nav", "dialog", "noscript", "button"}
_ROLES_NAMES = "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar"
ROLES = set(_ROLES_NAMES.split())
CONTROLS = {"form", "input", "select", "textarea", "button"}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookie[-_]?(?:banner|bar|consent|popup|modal|message|law|overlay)|consent[-_]?(?:banner|bar|modal)|onetrust|cc-(?:window|banner)"
    r"|cookieconsent|gdpr-\w+|breadcrumbs?|fil-ariane|navbar|nav|navigation|menu|sidebar|sidenav|site-(?:header|footer|nav)"
    r"|share|sharing|social|newsletter|subscribe|related|pagination|pager|language-(?:switch|selector)\w*|lang-switch\w*|search-form"
    r"|toc|table-of-contents)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of what is around a text; but a section of a policy may be called “sharing” too."""
_WIDGETS = re.compile(
    r"(?:^|\s)(?:sharedaddy|jp-relatedposts|addtoany_\w+|a2a_\w+|addthis_\w+|heateor\w+|wp-block-social-links|et_social\w*)",
    re.IGNORECASE,
)
"""What plug-ins that add buttons below a text call them, in no words that a person would use for a section."""
_UNSEEN = re.compile(
    r"(?:^|[\s_-])(?:skip[-_]?(?:link|to|nav)\w*|back-to-top|visually-hidden|visuallyhidden|sr-only|screen-reader-text"
    r"|headerlink|anchor-link|print-only|gmail_attr|gmail_signature|moz-cite-prefix|moz-signature)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""Names of what a page shows to nobody, or only to those who cannot see it."""
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"<(?:main|article|section|header|nav|div|aside|h[1-6]|p|ul|ol|table|form|blockquote)\b", re.IGNORECASE
)
_PARTS_OF_TITLE = re.compile(r"\s[|·–—»:-]\s|\|")


def read_page(source: str, base: str = "") -> ParsedText:
    """Read a web page, or a piece of one; raises TooComplexError where it is nested, or has elements, beyond reason."""
    root = _tree(source)
    body = root.find(".//body") if root.tag != "body" else root
    body = body if body is not None else root
    _refuse_tangle(body)
    title = _title(root)
    base_tag = root.find(".//base")
    base = base or (base_tag.get("href", "") if base_tag is not None else "")
    notes = list(unseen(root, body))
    show_as_seen(root, body)
    etree.strip_elements(body, *SILENT - CONTROLS, with_tail=False)
    unfold(body)
    comments = without_margin_comments(body)
    notes += [left_out(words, 0, "it is a comment in the margin of the document") for words in comments]
    _drop_boilerplate(body, notes)
    etree.strip_elements(body, *SILENT, with_tail=False)
    heading = _heading(body)
    chosen = _chosen(body)
    above = _above(heading, chosen)
    _note_rest(body, chosen, above, notes)
    notes += undecoded(chosen)
    text = BlockReader(base).text(*above, chosen)
    return ParsedText(pieces=text.pieces, title=title, notes=(*notes, *text.notes), anchors=text.anchors)


def _refuse_tangle(body: HtmlElement) -> None:
    """Refuse what is nested so deep, or in so many elements, that nobody can have meant it."""
    depths = {body: 0}
    for count, element in enumerate(body.iter()):
        if element is not body:
            depths[element] = depths[element.getparent()] + 1
            if depths[element] > DEEPEST or count > MOST_ELEMENTS:
                error = TooComplexError()
                error.line = element.sourceline or 1
                raise error


def _tree(source: str) -> HtmlElement:
    """Parse a page; what is no HTML at all becomes a page of its own."""
    if not _BODY.search(source):
        source = _BEGINS.sub(r"<body>\g<0>", source, count=1)  # the parser would put HTML 5 into the head
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(source.encode("utf-8", "replace"), parser)
    except etree.ParserError:
        return html.document_fromstring("<body></body>")


def _title(root: HtmlElement) -> str:
    """Return the part of the page's name that says what it is about."""
    words = " ".join((root.findtext(".//title") or "").split())
    parts = [part.strip() for part in _PARTS_OF_TITLE.split(words) if part.strip()]
    return escaped(next((part for part in parts if ABOUT.search(part)), ""))


def _drop_boilerplate(body: HtmlElement, notes: list[Note]) -> None:
    """Take away what is hidden, what leads elsewhere and what asks for something, and note its words."""
    prose = _Prose(body)
    has_main = any(prose.of(main) > 0 for main in body.iter("main", "article"))
    inside: set[HtmlElement] = set()
    gone: list[HtmlElement] = []
    for element in body.iterdescendants():
        if element.getparent() in inside:
            inside.add(element)
        elif prose.of(element) <= SHARE_OF_MAIN * prose.of(body) and (
            why := _why_dropped(element, prose, has_main=has_main)
        ):
            words = _words(element)
            if any(map(str.isalnum, words)):
                notes.append(left_out(words, element.sourceline or 0, why))
            inside.add(element)
            gone.append(element)
    for element in gone:
        element.drop_tree()


def _why_dropped(element: HtmlElement, prose: _Prose, *, has_main: bool) -> str:
    """Say why an element is no part of the policy; nothing if it is."""
    tag = element.tag
    if is_hidden(element):
        return "the page hides it"
    in_text = any(ancestor.tag in {"main", "article"} for ancestor in element.iterancestors())
    has_title = element.find(".//h1") is not None
    if tag in ELSEWHERE or element.get("role", "") in ROLES:
        is_heading = tag == "button" and element.getparent().tag in {*HEADINGS, "summary", "dt"}
        return "" if is_heading else "it leads elsewhere, or asks for something"
    if not has_title and _is_named_boilerplate(element, prose, in_text=in_text or not has_main):
        return "it leads elsewhere, or asks for something"
    if tag == "footer" or (tag == "header" and not in_text and not has_title):
        return "it is above or below the text"
    if tag == "aside" and (not in_text or _link_share(element) > MANY_LINKS):
        return "it is beside the text"
    return "the page hides it" if element.get("aria-hidden") == "true" and tag not in BLOCKS else ""


def _is_named_boilerplate(element: HtmlElement, prose: _Prose, *, in_text: bool) -> bool:
    """Say whether an element is called a menu, a banner or the like, and has nothing of a text in it."""
    names = f"{element.get('id', '')} {element.get('class', '')}"
    if _UNSEEN.search(names):
        return element.tag in BLOCKS or element.tag in {"a", "span"}
    if _WIDGETS.search(names) and not prose.of(element):
        return True
    if element.tag not in BLOCKS or element.tag in HEADINGS or not _NAMES.search(names):
        return False
    is_text = prose.of(element) or next(element.iter(*HEADINGS), None) is not None
    asks = element.tag == "form" or next(element.iter(*CONTROLS), None) is not None
    return not (is_text and in_text) or asks or _link_share(element) > MANY_LINKS


def _chosen(body: HtmlElement) -> HtmlElement:
    """Find the smallest element that holds nearly all of the prose."""
    prose = _Prose(body)
    total = prose.of(body)
    marked = [one for one in body.iter() if one.tag in {"main", "article"} or one.get("role") == "main"]
    chosen = next((one for one in marked if prose.of(one) >= SHARE_OF_MAIN * total > 0), body)
    total = prose.of(chosen)
    while total:
        inner = [
            child for child in chosen if child.tag in BLOCKS and child.tag not in WHOLE and child.tag != "p"
        ]
        best = max(inner, key=prose.of, default=None)
        if best is None or prose.of(best) < MOST_OF_IT * total or _has_own_text(chosen):
            break
        chosen = best
    return chosen


def _has_own_text(element: HtmlElement) -> bool:
    """Say whether headings are next to the largest part, as they belong to the text too."""
    own = {"h1", "h2", "h3", "p", "ul", "ol", "summary"}
    return any(child.tag in own and child.text_content().strip() for child in element)


def _heading(body: HtmlElement) -> HtmlElement | None:
    """Find the heading of the page that says what it is about."""
    headings = list(body.iter("h1"))
    return next(
        (heading for heading in headings if ABOUT.search(heading.text_content())),
        headings[0] if len(headings) == 1 else None,
    )


def _above(heading: HtmlElement | None, chosen: HtmlElement) -> list[HtmlElement]:
    """Return the element around a title outside the text, with what is next to the title."""
    if heading is None or heading is chosen or chosen in heading.iterancestors():
        return []
    around = set(chosen.iterancestors())
    while heading.getparent() not in around:
        heading = heading.getparent()
    return [heading] if heading is not chosen else []


def _note_rest(body: HtmlElement, chosen: HtmlElement, above: list[HtmlElement], notes: list[Note]) -> None:
    """Note what is outside the part that was chosen."""
    node = chosen
    while node is not body:
        parent = node.getparent()
        for child in parent:
            words = _words(child) if child is not node and child not in above else ""
            if words:
                notes.append(left_out(words, child.sourceline or 0, "it is outside the text"))
        loose = " ".join(" ".join([parent.text or "", *(child.tail or "" for child in parent)]).split())
        if loose:
            notes.append(left_out(loose, parent.sourceline or 0, "it is outside the text"))
        node = parent


class _Prose:
    """How many words of each element are in sentences rather than in links and labels."""

    def __init__(self, body: HtmlElement) -> None:
        """Count every element once, from the innermost out."""
        self._counts: dict[HtmlElement, int] = {}
        for element in reversed(list(body.iter())):
            words, linked = _own_words(element) if element.tag in BLOCKS else (0, 0)
            own = words if words >= SENTENCE and linked <= MANY_LINKS * words else 0
            self._counts[element] = own + sum(self._counts[child] for child in element)

    def of(self, element: HtmlElement) -> int:
        """Return the number of words of an element."""
        return self._counts[element]


def _own_words(block: HtmlElement) -> tuple[int, int]:
    """Count the words of a block itself, and those of them that are in links."""
    words, linked = len((block.text or "").split()), 0
    for child in block:
        if isinstance(child.tag, str) and child.tag not in BLOCKS and next(child.iter(*BLOCKS), None) is None:
            words += len(child.text_content().split())
            links = [child] if child.tag == "a" else child.iter("a")
            linked += sum(len(link.text_content().split()) for link in links)
        words += len((child.tail or "").split())
    return words, linked


def _words(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _link_share(element: HtmlElement) -> float:
    words = len(element.text_content().split())
    return sum(len(link.text_content().split()) for link in element.iter("a")) / words if words else 0.0
