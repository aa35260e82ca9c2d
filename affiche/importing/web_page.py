"""A web page into pieces: the policy is found among everything that stands around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree, html

from affiche.importing.blocks import Note, ParsedText
from affiche.importing.boilerplate import left_out
from affiche.importing.elements import BLOCKS, SILENT, WHOLE
from affiche.importing.html_blocks import Walk
from affiche.importing.outline import ABOUT
from affiche.source.markdown import TooTangledError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEEPEST = 150
"""Elements inside each other; real pages have at most some fifty."""
SENTENCE = 8
"""Words from which a block is prose."""
MOST_OF_IT = 0.9
"""The policy is in the one element inside which there is at least this share of the prose."""
SHARE_OF_MAIN = 0.5
"""A page's own `main` or `article` is believed if it has at least so much."""
MANY_LINKS = 0.6
"""The share of words in links from which a block leads elsewhere rather than says something."""
FAR = {"nav", "dialog", "noscript", "button"}
ROLES = {
    "navigation",
    "banner",
    "contentinfo",
    "search",
    "complementary",
    "dialog",
    "alertdialog",
    "menu",
    "menubar",
    "toolbar",
}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:cookie[-_]?(?:banner|bar|consent|popup|modal|message|law|overlay)|consent[-_]?(?:banner|bar|modal)|onetrust|cc-(?:window|banner)"
    r"|cookieconsent|gdpr-\w+|breadcrumbs?|fil-ariane|skip[-_]?(?:link|to|nav)\w*|navbar|nav|navigation|menu|sidebar|sidenav|site-(?:header|footer|nav)"
    r"|share|sharing|social|newsletter|subscribe|related|pagination|pager|language-(?:switch|selector)\w*|lang-switch\w*|back-to-top|search-form"
    r"|visually-hidden|visuallyhidden|sr-only|screen-reader-text|headerlink|anchor-link|print-only|toc|table-of-contents)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SMALL = re.compile(r"skip|header|anchor|screen|back|visually|sr-only", re.IGNORECASE)
"""Such names mean a link or a few words, and not only a box."""
HOLDS_BUTTON = {"h1", "h2", "h3", "h4", "h5", "h6", "summary"}
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_BEGINS = re.compile(
    r"<(?:main|article|section|header|nav|div|aside|h[1-6]|p|ul|ol|table|form|blockquote)\b", re.IGNORECASE
)
_PARTS_OF_TITLE = re.compile(r"\s+[|·–—»:-]\s+|\s*\|\s*")


def read_page(source: str, base: str = "") -> ParsedText:
    """Read a web page, or a piece of one."""
    root = _tree(source)
    body = root.find(".//body") if root.tag != "body" else root
    body = body if body is not None else root
    _refuse_depth(body)
    named = _title(root)
    base_tag = root.find(".//base")
    base = base or (base_tag.get("href", "") if base_tag is not None else "")
    notes: list[Note] = []
    _clear(body, notes)
    heading = _heading(body)
    chosen = _chosen(body)
    above = _above(heading, chosen)
    _note_rest(body, chosen, above, notes)
    text = Walk(base).text(*above, chosen)
    return ParsedText(pieces=text.pieces, title=named, notes=(*notes, *text.notes), anchors=text.anchors)


def _refuse_depth(body: HtmlElement) -> None:
    """Refuse what is nested so deep that nobody can have meant it."""
    depths = {body: 0}
    for element in body.iter():
        if element is not body:
            depths[element] = depths[element.getparent()] + 1
            if depths[element] > DEEPEST:
                error = TooTangledError()
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
    """Give the part of the page's name that says what it is about."""
    words = root.findtext(".//title") or ""
    parts = [part.strip() for part in _PARTS_OF_TITLE.split(" ".join(words.split())) if part.strip()]
    return next((part for part in parts if ABOUT.search(part)), "")


def _clear(body: HtmlElement, notes: list[Note]) -> None:
    """Take away what is no text, and what leads elsewhere or asks for something."""
    etree.strip_elements(body, *SILENT, with_tail=False)
    prose = _Prose(body)
    inside: set[HtmlElement] = set()
    gone: list[HtmlElement] = []
    for element in body.iterdescendants():
        if element.getparent() in inside:
            inside.add(element)
        elif prose.of(element) <= SHARE_OF_MAIN * prose.of(body) and (why := _furniture(element)):
            words = _words(element)
            if any(map(str.isalnum, words)):
                notes.append(left_out(words, element.sourceline or 0, why))
            inside.add(element)
            gone.append(element)
    for element in gone:
        element.drop_tree()


def _furniture(element: HtmlElement) -> str:
    """Say why an element is no part of the policy, or nothing."""
    tag, in_text = (
        element.tag,
        any(ancestor.tag in {"main", "article"} for ancestor in element.iterancestors()),
    )
    has_title = element.find(".//h1") is not None
    if _leads_away(element, has_title=has_title):
        return "it leads elsewhere, or asks for something"
    if tag == "footer" or (tag == "header" and not in_text and not has_title):
        return "it stands above or below the text"
    if tag == "aside" and (not in_text or _link_share(element) > MANY_LINKS):
        return "it stands beside the text"
    return "it is hidden" if element.get("aria-hidden") == "true" and tag not in BLOCKS else ""


def _leads_away(element: HtmlElement, *, has_title: bool) -> bool:
    """Say whether an element is a menu, a banner or the like, by what it is or is called."""
    tag = element.tag
    if tag == "button" and element.getparent().tag in HOLDS_BUTTON:
        return False
    if tag in FAR or element.get("role", "") in ROLES:
        return True
    named = _NAMES.search(f"{element.get('id', '')} {element.get('class', '')}")
    if named is None or has_title:
        return False
    return tag in BLOCKS or (tag in {"a", "span"} and _SMALL.match(named[0].strip(" _-")) is not None)


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
    """Say whether headings stand beside the largest part, as they belong to the text too."""
    return any(
        child.tag in {"h1", "h2", "h3", "p", "ul", "ol"} and child.text_content().strip() for child in element
    )


def _heading(body: HtmlElement) -> HtmlElement | None:
    """Find the heading of the page that says what it is about."""
    headings = list(body.iter("h1"))
    return next(
        (heading for heading in headings if ABOUT.search(heading.text_content())),
        headings[0] if len(headings) == 1 else None,
    )


def _above(heading: HtmlElement | None, chosen: HtmlElement) -> list[HtmlElement]:
    """Give the element around a title that stands outside the text, with what stands beside the title."""
    if heading is None or any(ancestor is chosen for ancestor in heading.iterancestors()):
        return []
    around = set(chosen.iterancestors())
    while heading.getparent() not in around:
        heading = heading.getparent()
    return [heading] if heading is not chosen else []


def _note_rest(body: HtmlElement, chosen: HtmlElement, above: list[HtmlElement], notes: list[Note]) -> None:
    """Note what stands outside the part that was chosen."""
    if chosen is body:
        return
    node = chosen
    while node is not body:
        parent = node.getparent()
        for child in parent:
            if child is not node:
                words = _words(child)
                if words and child not in above:
                    notes.append(left_out(words, child.sourceline or 0, "it stands outside the text"))
        loose = " ".join(" ".join([parent.text or "", *(child.tail or "" for child in parent)]).split())
        if loose:
            notes.append(left_out(loose, parent.sourceline or 0, "it stands outside the text"))
        node = parent


class _Prose:
    """How many words of each element stand in sentences rather than in links and labels."""

    def __init__(self, body: HtmlElement) -> None:
        """Count every element once, from the innermost out."""
        self._counts: dict[HtmlElement, int] = {}
        for element in reversed(list(body.iter())):
            words, linked = _own_words(element) if element.tag in BLOCKS else (0, 0)
            own = words if words >= SENTENCE and linked <= MANY_LINKS * words else 0
            self._counts[element] = own + sum(self._counts[child] for child in element)

    def of(self, element: HtmlElement) -> int:
        """Give the words of an element."""
        return self._counts[element]


def _own_words(block: HtmlElement) -> tuple[int, int]:
    """Count the words of a block itself, and those of them that are in links."""
    words, linked = len((block.text or "").split()), 0
    for child in block:
        if isinstance(child.tag, str) and child.tag not in BLOCKS and next(child.iter(*BLOCKS), None) is None:
            inner = len(child.text_content().split())
            words += inner
            links = [child] if child.tag == "a" else child.iter("a")
            linked += sum(len(link.text_content().split()) for link in links)
        words += len((child.tail or "").split())
    return words, linked


def _words(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _link_share(element: HtmlElement) -> float:
    words = len(element.text_content().split())
    return sum(len(link.text_content().split()) for link in element.iter("a")) / words if words else 0.0
