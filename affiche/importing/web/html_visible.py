"""What readers of a web page see: styles as elements, folds open, hidden text out, and addresses in the clear."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.importing.blocks import Note
from affiche.importing.web.html_repair import HEADINGS, is_block
from affiche.importing.web.style_sheets import apply_sheets, styles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

MANY_LINKS = 0.6
"""The share of words in links from which an element leads elsewhere rather than says something."""
BOLD = 600
"""The font weight from which browsers draw letters bold."""
_FAR_AWAY = re.compile(r"-\d{4,}")
"""A place beyond the edge of every screen, in whatever unit."""
_NOTHING = re.compile(r"0(?:\.0+)?(?:px|pt|em|rem|%)?(?:\s*!important)?")
_PROTECTED = re.compile(r"/cdn-cgi/l/email-protection(?:#([0-9a-fA-F]+))?$")
_OPENS = re.compile(r"accordion|collaps|toggle|expand|faq", re.IGNORECASE)
_PANEL = re.compile(r"accordion|collaps|panel|tab-?(?:pane|content)|toggle|fold|faq|answer", re.IGNORECASE)
_BOX = re.compile(r"modal|menu|dropdown|popup|nav|search|lightbox|overlay", re.IGNORECASE)
_HOLD_OPENERS = {*HEADINGS, "summary", "dt", "legend", "caption"}
_CONTROLS = ("input", "select", "textarea")


def show_as_seen(root: HtmlElement, body: HtmlElement) -> None:
    """Write the styles and roles that mean something into the elements, and decode protected addresses."""
    apply_sheets(root, body)
    _decode_addresses(body)
    _mark_by_role(body)
    _lay_out(body)
    _mark_by_style(body)
    _mark_title(body)
    _draw_boxes(body)
    for quotation in body.iter("blockquote"):
        if quotation.get("type") == "cite" or "gmail_quote" in (quotation.get("class") or ""):
            quotation.tag = "div"  # of a mail, which quotes the whole text
    for change in body.iter("del", "ins"):
        if change.get("cite", "").startswith("mailto:"):  # Word writes tracked changes so
            change.set("hidden", "") if change.tag == "del" else change.drop_tag()


def _draw_boxes(body: HtmlElement) -> None:
    """Write boxes to tick as they look, where they state something and send nothing."""
    for box in list(body.iter("input")):
        above = {each.tag for each in box.iterancestors()}
        is_stated = box.get("disabled") is not None or not (box.get("name") or "form" in above)
        if box.get("type") == "checkbox" and is_stated and above & {"td", "th", "li", "p", "dd"}:
            box.tag, box.text = "span", "☒ " if box.get("checked") is not None else "☐ "


def _mark_by_role(body: HtmlElement) -> None:
    """Let an element be what its role says it is, and a part that a script would hang into the page stand in it."""
    for element in list(body.iter("div", "p", "span", "template")):
        role, level = element.get("role"), element.get("aria-level") or "2"
        if role == "heading" and f"h{level}" in HEADINGS and not element.xpath("ancestor::h2|ancestor::h3"):
            element.tag = f"h{level}"
        elif role in _TABLE_ROLES:
            element.tag = _TABLE_ROLES[role]
        elif element.get("shadowrootmode") or element.get("shadowroot"):
            element.tag = "div"


_TABLE_ROLES = {
    "table": "table",
    "rowgroup": "tbody",
    "row": "tr",
    "cell": "td",
    "columnheader": "th",
    "rowheader": "th",
}


def _lay_out(body: HtmlElement) -> None:
    """Write as elements where a style breaks lines, or lets letters run from right to left to fool robots."""
    for element in list(body.iter("div", "p", "span", "section", "article", "td", "li", "a")):
        declared = styles(element)
        if element.tag == "span" and declared.get("display", "") in {"block", "flex", "grid", "list-item"}:
            element.tag = "div"
        if declared.get("white-space", "").startswith("pre"):
            _break_lines(element)
        if (
            declared.get("unicode-bidi", "").startswith("bidi-override")
            and declared.get("direction") == "rtl"
        ):
            element.text = (element.text or "")[::-1] if not len(element) else element.text


MOST_LINES = 5_000
"""Of an element that shows the lines of its source; a policy has some hundreds."""


def _break_lines(element: HtmlElement) -> None:
    """Put a break where a line ends in the source, as the page shows it."""
    if element.text_content().count("\n") > MOST_LINES:
        return
    for inner in list(element.iter()):
        for slot in ("text", "tail") if inner is not element else ("text",):
            first, *lines = (getattr(inner, slot) or "").split("\n")
            setattr(inner, slot, None)
            for line in reversed(lines):
                mark = inner.makeelement("br")
                mark.tail = line
                inner.insert(0, mark) if slot == "text" else inner.addnext(mark)
            setattr(inner, slot, first)


def is_hidden(element: HtmlElement) -> bool:
    """Say whether a page shows an element to nobody; a fold that readers can open is not hidden."""
    if element.get("data-panel"):
        return False
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    declared = styles(element)
    is_away = declared.get("position") in {"absolute", "fixed"} and _FAR_AWAY.match(declared.get("left", ""))
    return bool(
        is_away
        or _FAR_AWAY.match(declared.get("text-indent", ""))
        or _NOTHING.fullmatch(declared.get("font-size", "1"))
        or _is_called_hidden(element)
        or declared.get("display", "").startswith("none")
        or declared.get("visibility", "").startswith("hidden")
        or declared.get("mso-hide", "").startswith("all")
    )


def _is_called_hidden(element: HtmlElement) -> bool:
    """Whether Bootstrap hides it on every screen, whose sheet is seldom saved with a page."""
    names = (element.get("class") or "").split()
    return "d-none" in names and not any(re.fullmatch(r"d-\w\w-(?!none)\w+", name) for name in names)


def unseen(root: HtmlElement, body: HtmlElement) -> Iterator[Note]:
    """Say what a page shows by other means than its text: counters, scripts, and other pages inside it."""
    for sheet in root.iter("style"):
        if re.search(r"\bh[1-6]\s*::?before[^}]*content\s*:[^;}]*counter", sheet.text or ""):
            yield Note(
                rule="import/list",
                message="the page numbers its headings by a style sheet, and these numbers were not taken over",
                fix="write the numbers into the headings if the text refers to them",
            )
    for script in body.iter("script"):
        if "document.write" in (script.text or ""):
            yield Note(
                rule="import/address",
                message="a script of the page writes words here, such as an e-mail address, which are missing",
                fix="copy them from the page, as your browser shows it",
                line=script.sourceline or 0,
            )
    for frame in body.iter("iframe", "frame"):
        if re.match(r"(?:https?:)?//", frame.get("src") or "") and not is_hidden(frame):
            yield Note(
                rule="import/left-out",
                message=f"another page inside this one was left out: {frame.get('src')}",
                fix="if it belongs to the policy, save that page too, and import both",
                line=frame.sourceline or 0,
            )


def _decode_addresses(body: HtmlElement) -> None:
    """Write the e-mail addresses that Cloudflare hides from robots: each byte of the code is mixed with the first."""
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            continue
        link = _PROTECTED.search(element.get("href") or "")
        codes = [inner.get("data-cfemail") or "" for inner in element.iter("a", "span")] if link else []
        if link and (address := next(filter(None, map(_decoded, [link[1] or "", *codes])), "")):
            element.set("href", f"mailto:{address}")
        if address := _decoded(element.get("data-cfemail") or ""):
            element.attrib.pop("data-cfemail")
            for inner in list(element):
                element.remove(inner)
            element.text = address


def _decoded(code: str) -> str:
    try:
        key, *mixed = bytes.fromhex(code)
        address = bytes(byte ^ key for byte in mixed).decode()
    except (ValueError, TypeError):
        return ""
    return address if "@" in address and address.isprintable() else ""


def undecoded(body: HtmlElement) -> Iterator[Note]:
    """Say which addresses are missing from the page as it was saved."""
    for link in body.iter("a", "span"):
        if _PROTECTED.search(link.get("href") or "") or link.get("data-cfemail"):
            yield Note(
                rule="import/address",
                message="an e-mail address is missing here: the page hides it from robots, and its code cannot be read",
                fix="copy the address from the page, as your browser shows it",
                line=link.sourceline or 0,
            )


def _mark_by_style(body: HtmlElement) -> None:
    """Let words that a style makes bold or italic be so by an element, and the other way round."""
    for element in list(body.iter("span", "font", "b", "strong", "i", "em")):
        declared = styles(element)
        weight, slant = declared.get("font-weight", ""), declared.get("font-style", "")
        is_bold = weight.startswith("bold") or (weight[:3].isdecimal() and int(weight[:3]) >= BOLD)
        if (element.tag in {"b", "strong"} and weight and not is_bold) or (
            element.tag in {"i", "em"} and slant.startswith("normal")
        ):
            element.tag = "span"
        elif element.tag in {"span", "font"} and (is_bold or slant.startswith("italic")):
            element.tag = "strong" if is_bold else "em"
            if is_bold and slant.startswith("italic"):
                inner = element.makeelement("em")
                inner.text, element.text = element.text, None
                inner.extend(list(element))
                element.append(inner)


_TITLE = re.compile(r"(?:^|\s)(?:title|MsoTitle)(?:\s|$)")
"""What Google Docs and Word call the paragraph that holds the title."""


def _mark_title(body: HtmlElement) -> None:
    """Let the one paragraph that is called a title, before any heading, be the heading of the page."""
    titled = [element for element in body.iter("p", *HEADINGS) if element.tag != "p" or _is_title(element)]
    if titled and titled[0].tag == "p" and [element.tag for element in titled].count("p") == 1:
        titled[0].tag = "h1"


def _is_title(element: HtmlElement) -> bool:
    return bool(_TITLE.search(element.get("class") or "")) and bool(element.text_content().strip())


def without_margin_comments(body: HtmlElement) -> Iterator[str]:
    """Take away the comments that Google Docs puts below a text, and their marks; return their words."""
    for link in [one for one in body.iter("a") if _COMMENT.match(one.get("id") or "")]:
        is_mark = "ref" in (link.get("id") or "")
        holder = link.getparent()
        if is_mark or holder is None or holder.tag not in {"p", "div"}:
            holder = holder if holder is not None and holder.tag == "sup" else link
        elif (
            holder.getparent() is not None
            and holder.getparent().tag == "div"
            and len(holder.getparent()) == 1
        ):
            holder = holder.getparent()
        if not is_mark:
            yield " ".join(holder.text_content().split())
        holder.drop_tree()


_COMMENT = re.compile(r"cmnt(?:_ref)?\d+$")


def unfold(body: HtmlElement) -> None:
    """Open the folds of a page: what opens one is a heading in all but name, and what it opens is text."""
    known = {element.get("id"): element for element in body.iter() if element.get("id")}
    for opener in list(body.iter("button", "a", "div", "span", "p")):
        if opener.getparent() is None or not _is_opener(opener):
            continue
        panel = _panel(opener, known)
        if (
            panel is None
            or not _is_text(panel)
            or any(
                above.tag in {"nav", "footer", "dialog"} or above is panel for above in opener.iterancestors()
            )
        ):
            continue
        holder = next((above for above in opener.iterancestors() if above.tag in _HOLD_OPENERS), None)
        if (
            holder is not None
            and holder.tag == "dt"
            and not any(each.tag == "dd" for each in _with_parents(panel))
        ):
            continue
        panel.set("data-panel", "true")
        if holder is not None or next(opener.iter(*HEADINGS), None) is not None:
            if holder is not None and holder.tag == "dt":
                _open_list(holder.getparent())
            opener.drop_tag()
            continue
        if not _follows(opener, panel):
            tail, opener.tail = opener.tail, None
            if tail and tail.strip():
                _keep_tail(opener, tail)
            opener.getparent().remove(opener)
            opener.tail, panel.text = panel.text, None
            panel.insert(0, opener)
        opener.tag = "summary"
        opener.attrib.pop("href", None)


def _with_parents(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _keep_tail(element: HtmlElement, tail: str) -> None:
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent = element.getparent()
        parent.text = (parent.text or "") + tail


def _is_opener(element: HtmlElement) -> bool:
    toggle = element.get("data-toggle") or element.get("data-bs-toggle") or ""
    if toggle in {"modal", "dropdown", "tooltip"} or element.get("aria-haspopup"):
        return False
    in_term = element.getparent().tag == "dt" and (element.get("href") or "").startswith("#")
    return bool(
        element.tag == "button"
        or toggle
        or in_term
        or element.get("role") in {"button", "tab"}
        or element.get("aria-expanded")
        or (element.get("aria-controls") and element.tag in {"a", "span"})
        or (
            element.tag == "a"
            and _OPENS.search(element.get("class") or "")
            and (element.get("href") or "#").startswith("#")
        )
    )


def _panel(opener: HtmlElement, known: dict[str, HtmlElement]) -> HtmlElement | None:
    """Find what an opener opens: what it names, or what comes next."""
    named = [
        opener.get("aria-controls") or "",
        opener.get("data-target") or "",
        opener.get("data-bs-target") or "",
    ]
    for name in (*named, (opener.get("href") or "").partition("#")[2]):
        if name.lstrip("#") in known:
            return known[name.lstrip("#")]
    around = opener
    while around.getnext() is None and len(around.getparent()) == 1 and around.getparent().tag != "body":
        around = around.getparent()
    following = around.getnext()
    if following is None or not is_block(following) or following.tag in HEADINGS:
        return None
    says_so = _OPENS.search(opener.get("class") or "") or opener.get("aria-expanded")
    return (
        following if says_so or is_hidden(following) or _PANEL.search(following.get("class") or "") else None
    )


def _follows(opener: HtmlElement, panel: HtmlElement) -> bool:
    around = opener
    while around.getnext() is None and around.getparent() is not None and around is not panel:
        around = around.getparent()
    following = around.getnext()
    return following is not None and (following is panel or panel in list(following.iterdescendants())[:3])


def _is_text(panel: HtmlElement) -> bool:
    """Say whether a panel has something to read, and is no menu, form or window."""
    words = len(panel.text_content().split())
    linked = sum(len(link.text_content().split()) for link in panel.iter("a"))
    is_form = panel.tag in {"nav", "form"} or next(panel.iter(*_CONTROLS), None) is not None
    is_box = _BOX.search(f"{panel.get('class', '')} {panel.get('role', '')}")
    return bool(words and linked <= MANY_LINKS * words and not is_form and not is_box)


def _open_list(terms: HtmlElement) -> None:
    """Let a list of definitions that folds be sections: each term a heading, each definition its text."""
    if terms is None or terms.tag != "dl":
        return
    terms.tag = "div"
    for part in terms.iterchildren("dt", "dd"):
        if part.tag == "dd":
            part.set("data-panel", "true")
        part.tag = "summary" if part.tag == "dt" else "div"
