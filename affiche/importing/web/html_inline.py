"""Words, inline elements and tables of HTML into Markdown that Affiche reads back as the same."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urljoin, urlsplit

import nh3

from affiche.model import REFERENCE
from affiche.source.text.markdown import ATTRIBUTES, SCHEMES, TAGS
from affiche.source.text.raw_html import with_links

if TYPE_CHECKING:
    from lxml.html import HtmlElement

STRONG, STRONG_END, EM, EM_END, BREAK = "\ue000\ue001\ue002\ue003\ue004"
"""Private characters stand for marks until a paragraph is complete; in a text they are only pictures of a font."""
_PICTURES = re.compile(r"[\ue000-\uf8ff\ufffe\uffff\0-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\ufeff\u00ad]")
_SPACES = re.compile(r"[ \t\n\r]+")
_TABULATED = re.compile(r"^(\W?[\w.]{1,8}[.)])[ \u00a0]{2,}")
"""A number with the fixed spaces by which Word sets it apart from its heading."""
_HOST = re.compile(r"^\w+\s*://[^/]*")
_LINE_ENDS = re.compile(r"[ \t]*[\t\n\r]+[ \t]*")
"""What a browser drops from an address; a space in its path is a part of it."""
_SPACE_AT_EDGE = re.compile(
    rf"([{STRONG}{EM}])([ \u00a0]++)|(?<![ \u00a0])([ \u00a0]++)([{STRONG_END}{EM_END}])"
)
_EMPTY = re.compile(rf"{STRONG}([ {BREAK}]*){STRONG_END}|{EM}([ {BREAK}]*){EM_END}")
_ADJACENT = re.compile(rf"{STRONG_END}( *){STRONG}|{EM_END}( *){EM}")
_MARKS_AND_BREAKS = re.compile(rf"([{STRONG}{STRONG_END}{EM}{EM_END}{BREAK}])")
_SPECIAL = re.compile(
    r"(?P<foreign>\*(?=\[[^\[\]]+\]:)|\[(?=\^))|\\(?=[\\`*_{}\[\]()>#+.!|-])|[`*]|(?<!\w)_|_(?!\w)"
    r"|\[(?=[^\[\]]*\]\()|<(?=[A-Za-z/!?])|&(?=#\w|\w+;)|\{(?=[{%])|!(?=\[)|~(?=~)"
)
_AS_ENTITY = {"<": "&lt;", "&": "&amp;", "{": "&#123;", "~": "&#126;", "\\": "&#92;"}
"""References stand where a backslash would be read in another way, and where `check` shall still find marks of other
programs, as a backslash says that somebody means them."""
_LINE_START = re.compile(
    r"(?P<mark>[#>]|[-+](?=\s|$)|[-=]{2,}$|---|\[(?=(?:\\.|[^\]\\])+\]:))|(?P<number>\d+)(?=\.(?:\s|$))"
    r"|(?P<entity>:(?=\s)|~(?=~~)|\||\{)"
)
_FOOTNOTE_MARK = re.compile(r"\[\^[^\]]+\]")
KEPT = {"sub", "sup", "u", "s", "del", "ins", "abbr", "kbd", "var", "samp", "small", "mark"}
"""Elements that Markdown has no mark for; they stay as tags."""
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_REDIRECTS = {
    "www.google.com": ("/url", "q", "url"),
    "safelinks.protection.outlook.com": ("/", "url"),
    "l.facebook.com": ("/l.php", "u"),
    "slack-redir.net": ("/link", "url"),
}
"""Hosts that other programs put before a link, with the path and the parameters that hold where it leads."""
_URLDEFENSE = re.compile(r"https://urldefense\.com/v3/__(?P<address>.+?)__;")
_MARKS = {"strong": (STRONG, STRONG_END), "b": (STRONG, STRONG_END), "em": (EM, EM_END), "i": (EM, EM_END)}


def escaped(text: str) -> str:
    """Escape every character that Markdown would read as a mark."""
    text = _PICTURES.sub("", text)
    return _SPECIAL.sub(_as_character, text)


def _as_character(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};" if sign["foreign"] else _AS_ENTITY.get(sign[0], f"\\{sign[0]}")


def at_line_start(line: str) -> str:
    """Keep the first character of a line from opening a heading, a list or a quotation."""
    match = _LINE_START.match(line)
    if match is None:
        return line
    if match["number"]:
        return f"{match['number']}\\{line[match.end() :]}"
    if match["entity"]:
        return f"&#{ord(line[0])};{line[1:]}"
    return f"\\{line}"


def _unwrapped(href: str) -> str:
    """Return where a redirect of Google Docs, Outlook and the like leads; other addresses stay as they are."""
    try:
        parts = urlsplit(href)
        query = parse_qs(parts.query)
    except ValueError:
        return href
    for host, (path, *names) in _REDIRECTS.items():
        if (parts.netloc == host or parts.netloc.endswith(f".{host}")) and parts.path.startswith(path):
            found = next((query[name][0] for name in names if name in query), href)
            return found if found.startswith(("http://", "https://", "mailto:")) else href
    defended = _URLDEFENSE.match(href)
    return defended["address"] if defended else href


class Inline:
    """Writes the inline content of elements, its links from a base address on."""

    def __init__(self, base: str = "") -> None:
        """Remember the address against which relative links are resolved, if it is known."""
        self._base = base
        self.pictures: list[str] = []
        """The addresses of the pictures whose descriptions were written."""

    def paragraph(self, *parts: str) -> str:
        """Finish the words of a paragraph; a line that was broken on purpose ends in two spaces."""
        lines = self._finished("".join(parts)).split(BREAK)
        return "  \n".join(at_line_start(line.strip(" ")) for line in lines if line.strip())

    def one_line(self, *parts: str, break_sign: str = " ") -> str:
        """Finish words that must stand on one line, as in a heading or a cell."""
        lines = [line.strip(" ") for line in self._finished("".join(parts)).split(BREAK)]
        return _TABULATED.sub(r"\1 ", break_sign.join(line for line in lines if line))

    def content(self, element: HtmlElement) -> str:
        """Write the content of an element, unfinished."""
        return escaped(element.text or "") + "".join(
            self.element(child) + escaped(child.tail or "") for child in element
        )

    def element(self, element: HtmlElement) -> str:
        """Write an inline element, unfinished."""
        tag = element.tag
        if not isinstance(tag, str):
            return ""
        match tag:
            case "br":
                return BREAK
            case "a":
                return self._link(element)
            case "img":
                return self._described(element)
            case "code" | "tt":
                return _code("".join(element.itertext()))
            case _:
                return self._marked(tag, self.content(element), element.get("lang", ""))

    def _described(self, picture: HtmlElement) -> str:
        """Write what describes a picture, and keep its address in mind unless it only counts readers."""
        if picture.get("width") != "1":
            self.pictures.append(picture.get("src") or "")
        return escaped(f" {picture.get('alt', '').strip()} ")

    @staticmethod
    def _marked(tag: str, content: str, language: str) -> str:
        """Put the marks of an element around its content, or its tags where Markdown has no mark for it."""
        is_foreign = bool(_LANGUAGE.fullmatch(language) and content.strip())
        if is_foreign and tag not in _MARKS:
            named = tag if tag in KEPT else "span"
            return f'<{named} lang="{language}">{content}</{named}>'
        if tag in _MARKS:
            begin, end = _MARKS[tag]
            if is_foreign:
                return f"{begin}{content.strip()}{end}{{: lang={language} }}"
            return f"{begin}{content}{end}" if begin not in content else content
        if tag in {"div", "p"}:
            return f"{BREAK}{content}{BREAK}"
        if tag == "q":
            return f"“{content}”"
        is_kept = tag in KEPT and content.strip() and not _FOOTNOTE_MARK.fullmatch(content.strip())
        return f"<{tag}>{content}</{tag}>" if is_kept else content

    def address(self, href: str) -> str:
        """Return where a link leads, past any redirect; nothing where no page may lead."""
        href = _unwrapped(_HOST.sub(lambda host: _SPACES.sub("", host[0]), _LINE_ENDS.sub("", href.strip())))
        scheme, colon, _ = href.partition(":")
        if colon and not any(mark in scheme for mark in "/?#"):
            if scheme.lower() not in SCHEMES:
                return ""
        elif self._base and href and not href.startswith("#"):
            try:
                href = urljoin(self._base, href)
            except ValueError:
                return ""
        escaped = href.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C")
        return re.sub(r"\{(?=[{%])", "%7B", escaped)

    def _link(self, element: HtmlElement) -> str:
        content = self.content(element)
        if not any(map(str.isalnum, content)):  # it shows a sign alone, and says in words what that means
            content = escaped(element.get("aria-label") or "") or content
        label = element.get("href", "").rpartition(":")[2].lstrip("#") if is_footnote_mark(element) else ""
        if label:
            return f"[^{label}]"
        address = self.address(element.get("href") or "")
        if element.get("class") == REFERENCE:
            return f"[]({address})"
        words = content.strip(f" \n\t\u00a0{BREAK}")
        if not address or not words:
            return content
        before = content[: len(content) - len(content.lstrip())]
        after = content[len(content.rstrip()) :]
        title = (element.get("title") or "").strip()
        if with_links(words) == f'<a href="{address}">{words}</a>':
            return f"{' ' if before else ''}{words}{' ' if after else ''}"
        named = f' "{escaped(title)}"' if title and '"' not in title and title != words else ""
        words = re.sub(r"\\?([\[\]])", lambda sign: f"&#{ord(sign[1])};", words.replace(BREAK, " "))
        return f"{' ' if before else ''}[{words}]({address}{named}){' ' if after else ''}"

    def _finished(self, text: str) -> str:
        """Tidy spaces, and put the marks in."""
        text = _SPACES.sub(" ", text)
        before = ""
        while text != before:
            before = text
            text = _ADJACENT.sub(lambda match: match[1] or match[2] or "", text)
            text = _EMPTY.sub(lambda match: match[1] or match[2] or "", text)
            text = _SPACE_AT_EDGE.sub(lambda m: m[2] + m[1] if m[1] else m[4] + m[3], text)
        text = _closed_at_breaks(text)
        text = re.sub(r" *" + BREAK + r" *", BREAK, text)
        for sign, mark in ((STRONG, "**"), (STRONG_END, "**"), (EM, "*"), (EM_END, "*")):
            text = text.replace(sign, mark)
        return text


def is_footnote_mark(element: HtmlElement) -> bool:
    """Say whether a link is the raised number of a footnote."""
    href = element.get("href") or ""
    return href.startswith("#fn:") or bool(re.match(r"#(?:footnote|endnote)-\d+$", href))


def _closed_at_breaks(text: str) -> str:
    """Close every mark before a break and open it again after, as none reaches across lines."""
    ends = {STRONG: STRONG_END, EM: EM_END}
    parts: list[str] = []
    opened: list[str] = []
    for part in _MARKS_AND_BREAKS.split(text):
        if part == BREAK:
            parts += [*(ends[mark] for mark in reversed(opened)), BREAK, *opened]
            continue
        if part in ends:
            opened.append(part)
        elif part in ends.values() and opened:
            opened.pop()
        parts.append(part)
    return "".join(parts)


def _code(words: str) -> str:
    words = _SPACES.sub(" ", words).strip()
    is_simple = not any(sign in words for sign in ("`", "{{", "{%", "\\", "|"))
    return f"`{words}`" if words and is_simple else f"<code>{escaped(words)}</code>" if words else ""


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
    if any(_is_beyond(cell) for cells in rows for cell in cells):
        return _as_tags(element)
    caption = element.find("caption")
    above = f"{inline.paragraph(inline.content(caption))}\n\n" if caption is not None else ""
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
