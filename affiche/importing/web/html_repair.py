"""HTML whose structure is only in its looks, given the structure: typed lists, links around blocks, nesting by class.

Everything here changes the tree that it is given, and loses no word of it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.html import HtmlElement

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_SILENT_NAMES = (
    "script style template noscript noframes head svg math iframe object embed audio video canvas map input "
    "select textarea datalist progress meter dialog link meta"
)
SILENT = set(_SILENT_NAMES.split())
"""Elements whose content is not text to be read."""
_BLOCKS_NAMES = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form header hgroup hr html legend li main nav ol p pre section summary table tbody thead "
    "tfoot tr td th ul caption menu"
)
BLOCKS = set(_BLOCKS_NAMES.split()) | set(HEADINGS)
PERMALINKS = {"¶", "#", "§", "🔗", "🔗️", "link"}
"""What is written in a link from a heading to itself."""
FEWEST_DASHES = 2
"""A single line that begins with a dash may be a remark or a line of a dialogue."""
_LIST_CLASS = re.compile(r"\blst-[\w-]*?-(\d+)(?:\s|$)")
"""How Google Docs says the level of a list: `lst-kix_abc-1`."""
_INDENT_CLASS = re.compile(r"\bql-indent-(\d)\b")
_WORD_LIST = re.compile(r"mso-list:\s*\w+\s+level(\d)", re.IGNORECASE)
_BULLET = re.compile(
    r"\s*(?:(?P<sure>[•·●▪◦‣○■□▶►➢➤✓✔\uf0b7\uf0a7])[\s\u00a0]*|(?P<dash>[–—*-]|o(?=[\s\u00a0]{2}))[\s\u00a0]+)(?=\S)"
)


def is_block(element: HtmlElement) -> bool:
    """Say whether an element is on lines of its own, or holds one that is."""
    if not isinstance(element.tag, str):
        return False
    return element.tag in BLOCKS or any(inner.tag in BLOCKS for inner in element.iter())


def repair(root: HtmlElement) -> None:
    """Give a tree the structure that its looks only suggest."""
    _close_terms(root)
    _split_at_gaps(root)
    _drop_permalinks(root)
    _move_links_inside(root)
    _mark_word_lists(root)
    _mark_typed_lists(root)
    _gather_marked(root)
    _nest_lists(root)


def _split_at_gaps(root: HtmlElement) -> None:
    """Make paragraphs of what empty lines part, and of the bold line above one, as old editors and mails write them."""
    for holder in [
        each for each in root.iter("p", "div", "td", "body", "font") if not any(map(is_block, each))
    ]:
        if not any(_is_gap(each) for each in holder.iter("br")):
            continue
        run = holder.makeelement("p")
        run.text, holder.text = holder.text, None
        paragraphs = [run]
        for child in list(holder):
            begins = child.tag == "br" and (_is_gap(child) or _is_bold_line(run))
            if begins and (len(run) or (run.text or "").strip()):
                run = holder.makeelement("p")
                paragraphs.append(run)
            if child.tag == "br" and not len(run) and not (run.text or "").strip():
                run.text = child.tail
                holder.remove(child)
            else:
                run.append(child)
        holder.extend(paragraphs)
        holder.tag = "div" if holder.tag in {"p", "font"} else holder.tag


def _is_gap(line_break: HtmlElement) -> bool:
    """Whether an empty line follows a break."""
    following = line_break.getnext()
    return not (line_break.tail or "").strip() and following is not None and following.tag == "br"


def _is_bold_line(run: HtmlElement) -> bool:
    is_alone = len(run) == 1 and run[0].tag in {"b", "strong"}
    return is_alone and not (run.text or "").strip() and not (run[0].tail or "").strip()


def _drop_permalinks(root: HtmlElement) -> None:
    """Take away the sign of a link from a heading to itself; its name stays, as others may lead there."""
    for link in list(root.iter("a")):
        words = "".join(link.itertext()).strip()
        if (link.get("href") or "").startswith("#") and words in PERMALINKS:
            for inner in list(link):
                link.remove(inner)
            link.text = None
        elif link.get("class") == "anchor" and link.get("href") and not re.search(r"\w", words):
            link.drop_tree()


def _move_links_inside(root: HtmlElement) -> None:
    """Let a link that holds blocks be a link inside each of them, as Markdown has no other."""
    for link in list(root.iter("a")):
        if link.get("href") and any(map(is_block, link)):
            kept = {name: link.get(name) for name in ("href", "title") if link.get(name)}
            _link_runs(link, kept)
            link.tag = "div"
            link.attrib.pop("href")


def _link_runs(element: HtmlElement, attributes: Mapping[str, str]) -> None:
    """Put each run of words and inline elements into a link of its own."""
    link = None
    if (element.text or "").strip():
        link = element.makeelement("a", attributes)
        link.text, element.text = element.text, None
        element.insert(0, link)
    for child in [child for child in element if child is not link]:
        after, child.tail = child.tail, None
        if is_block(child):
            _link_runs(child, attributes)
            link = None
        elif isinstance(child.tag, str) and child.tag not in SILENT:
            if link is None:
                link = child.makeelement("a", attributes)
                child.addprevious(link)
            link.append(child)
        if after and (after.strip() or link is not None):
            if link is None:
                link = element.makeelement("a", attributes)
                child.addnext(link)
            _append_text(link, after)


def _append_text(element: HtmlElement, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _close_terms(root: HtmlElement) -> None:
    """Let a term or definition that nobody closed end where the next one begins, as browsers do; libxml2 nests them."""
    for part in list(root.iter("dt", "dd")):
        holder = part.getparent()
        if holder is not None and holder.tag == part.tag:
            following = list(part.itersiblings())
            holder.addnext(part)
            for sibling in reversed(following):
                part.addnext(sibling)


def _mark_word_lists(root: HtmlElement) -> None:
    """Mark the paragraphs that Word saves as entries of a list: level and style in `mso-list`, the mark in a span."""
    for paragraph in list(root.iter("p")):
        level = _WORD_LIST.search(paragraph.get("style") or "")
        if not level:
            continue
        mark = ""
        for span in list(paragraph.iter("span")):
            if re.search(r"mso-list:\s*ignore", span.get("style") or "", re.IGNORECASE):
                mark = " ".join("".join(span.itertext()).split())
                span.drop_tree()
                break
        else:
            if typed := _BULLET.match("".join(paragraph.itertext())[:40]):
                _strip(paragraph, typed.end())
        if number := re.fullmatch(r"(\d{1,6})[.)]?", mark):
            _mark(paragraph, int(level[1]), "ol")
            paragraph.set("value", number[1])
        else:
            _mark(paragraph, int(level[1]), "ul")
            if re.search(r"\w", mark) and mark != "o":
                paragraph.set("data-mark", mark)


def _mark(paragraph: HtmlElement, level: int, kind: str) -> None:
    paragraph.set("data-level", str(level))
    paragraph.set("data-kind", kind)


def _mark_typed_lists(root: HtmlElement) -> None:
    """Mark the paragraphs that begin with a typed bullet, and give lines that do a paragraph each."""
    for paragraph in [each for each in root.iter("p", "div") if not any(map(is_block, each))]:
        _split_lines(paragraph)
    for parent in {each.getparent() for each in root.iter("p", "div") if each is not root}:
        for run in _runs(parent, lambda child: _bullet(child) is not None):
            signs: list[str] = []
            found = [(child, sign) for child in run if (sign := _bullet(child))]
            if len(run) < FEWEST_DASHES and any(match["dash"] for _, match in found):
                continue
            for child, match in found:
                typed = match[0].strip()
                signs = signs[: signs.index(typed) + 1] if typed in signs else [*signs, typed]
                _strip(child, match.end())
                _mark(child, len(signs), "ul")


def _bullet(element: HtmlElement) -> re.Match[str] | None:
    """Find the bullet that a paragraph begins with."""
    if element.tag not in {"p", "div"} or element.get("data-level") or any(map(is_block, element)):
        return None
    return _BULLET.match("".join(element.itertext())[:40].replace("\n", " "))


def _strip(element: HtmlElement, length: int) -> None:
    """Take so many characters off the beginning of an element's text."""
    for inner, slot in _words_in_order(element):
        words = getattr(inner, slot) or ""
        setattr(inner, slot, words[length:])
        length -= min(length, len(words))
        if not length:
            return


def _words_in_order(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    yield element, "text"
    for child in element:
        yield from _words_in_order(child)
        yield child, "tail"


def _split_lines(paragraph: HtmlElement) -> None:
    """Give each line that begins with a bullet a paragraph of its own, if there are several."""
    begins = [paragraph.text, *(line.tail for line in paragraph.iterchildren("br"))]
    if sum(_BULLET.match(words or "") is not None for words in begins) < FEWEST_DASHES:
        return
    lines = [paragraph.makeelement(paragraph.tag, dict(paragraph.attrib))]
    lines[0].text = paragraph.text
    for child in list(paragraph):
        if child.tag != "br":
            lines[-1].append(child)
        elif _bullet(lines[-1]) or _BULLET.match(child.tail or ""):
            lines.append(paragraph.makeelement(paragraph.tag))
            lines[-1].text = child.tail
        else:
            lines[-1].append(child)
    for line in lines:
        paragraph.addprevious(line)
    lines[-1].tail, paragraph.tail = paragraph.tail, None
    paragraph.getparent().remove(paragraph)


def _runs(parent: HtmlElement, belongs: Callable[[HtmlElement], object]) -> Iterator[list[HtmlElement]]:
    """Return the children in a row that belong together, with no words between them."""
    run: list[HtmlElement] = []
    for child in list(parent):
        if belongs(child):
            run.append(child)
            if not (child.tail or "").strip():
                continue
        elif not isinstance(child.tag, str):
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _gather_marked(root: HtmlElement) -> None:
    """Make lists of the paragraphs that were marked as entries, one inside the other as their levels say."""
    for parent in {each.getparent() for each in root.iter("p", "div") if each.get("data-level")}:
        for run in _runs(parent, lambda child: child.get("data-level")):
            _make_list(run)


def _make_list(run: list[HtmlElement]) -> None:
    opened: list[tuple[int, HtmlElement]] = []
    before, after = run[0].getprevious(), run[-1].tail
    parent = run[0].getparent()
    place = 0 if before is None else parent.index(before) + 1
    for item in run:
        level, kind = int(item.get("data-level") or 1), item.get("data-kind") or "ul"
        item.tail = None
        item.tag = "li"
        while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1].tag != kind)):
            opened.pop()
        if not opened or opened[-1][0] < level:
            made = item.makeelement(kind)
            if opened:
                opened[-1][1][-1].append(made)
            else:
                parent.insert(place, made)
                place += 1
            opened.append((level, made))
        opened[-1][1].append(item)
    last = parent[place - 1]
    last.tail = after


def _nest_lists(root: HtmlElement) -> None:
    """Put lists into each other that only a class says are nested: those of Google Docs, and of Quill."""
    for each in list(root.iter("ul", "ol")):
        for item in list(each):
            indent = _INDENT_CLASS.search(item.get("class") or "")
            before = item.getprevious()
            if indent and before is not None:
                target = before
                for _ in range(int(indent[1]) - 1):
                    inner = target.find("./ol") if target.find("./ul") is None else target.find("./ul")
                    target = inner[-1] if inner is not None and len(inner) else target
                if len(target) and target[-1].tag == each.tag:
                    target[-1].append(item)
                else:
                    target.append(target.makeelement(each.tag))
                    target[-1].append(item)
    for parent in {each.getparent() for each in root.iter("ul", "ol") if each is not root}:
        for run in _runs(parent, lambda child: _level_of(child) is not None):
            _nest_run(run)


def _level_of(element: HtmlElement) -> int | None:
    if element.tag not in {"ul", "ol"}:
        return None
    level = _LIST_CLASS.search(element.get("class") or "")
    return int(level[1]) if level else None


def _nest_run(run: list[HtmlElement]) -> None:
    opened: list[tuple[int, HtmlElement]] = []
    for each in run:
        level = _level_of(each) or 0
        while opened and opened[-1][0] > level:
            opened.pop()
        if (
            opened
            and opened[-1][0] == level
            and opened[-1][1].get("class", "").split()[:2]
            and opened[-1][1].tag == each.tag
        ):
            opened[-1][1].extend(list(each))
            each.getparent().remove(each)
            continue
        if opened and opened[-1][0] == level:
            opened.pop()
        if opened and len(opened[-1][1]):
            each.tail = None
            opened[-1][1][-1].append(each)
        opened.append((level, each))
