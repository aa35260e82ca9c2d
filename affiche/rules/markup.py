"""What readers would see as broken: markup that Markdown did not read, links to nowhere, words that were lost.

Most rules look at the rendered page, since a brace, bar or asterisk that is still there was not read as markup,
whatever the reason. The others look at the source for what leaves no trace on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from textwrap import shorten
from typing import TYPE_CHECKING

from affiche.html import BLOCK_TAG, plain_text
from affiche.rules.prose import OPAQUE
from affiche.rules.rule import ERROR, rule
from affiche.rules.texts import Match, YamlWords
from affiche.source.text.markdown import TAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Text

LONGEST_SHOWN = 60


@rule(
    "markup/merge-mark",
    ERROR,
    "a conflict marker that git left when two edits met",
    why="Both versions of the text are on the page, with the markers between them.",
    fix="keep the right version, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    example=(
        "<<<<<<< HEAD\nWe keep it for two years.\n=======\nWe keep it for a year.\n>>>>>>> edit",
        "We keep it for a year.",
    ),
    scope="text",
    yaml=True,
)
def merge_marks(text: Text) -> Iterator[Match]:
    """Find the lines with which git marks a conflict."""
    for offset, words in text.written if isinstance(text, YamlWords) else ((0, text.file.text),):
        for match in _MERGE_MARK.finditer(words):
            if match["line"][0] == "=" and not _MERGE_START.search(words, 0, match.start()):
                continue
            start, end = match.span("line")
            yield Match(
                location=text.file.at_offset(offset + start, offset + end),
                message=f"“{shortened(match['line'])}” is a conflict marker of git",
            )


_MERGE_MARK = re.compile(r"^(?P<line>(?:<{7}|>{7}|\|{7})(?: .*)?|={7})$", re.MULTILINE)
_MERGE_START = re.compile(r"^<{7}(?: |$)", re.MULTILINE)


@rule(
    "markup/tag",
    ERROR,
    "words in angle brackets that are not HTML, or HTML that hides the words after it",
    why="A browser takes them for a tag: readers do not see the words, and sometimes not those that follow either.",
    fix="fill it in if it is a placeholder; to show the brackets themselves, write `&lt;` and `&gt;`",
    example=("Write to <Company Name>.", "Write to Finch Ltd."),
    scope="text",
    yaml=True,
)
def unknown_tags(text: Text) -> Iterator[Match]:
    """Find tags that the page cannot have."""
    closed = Counter(name.lower() for _, words in text.written for name in _CLOSING_TAG.findall(words))
    for offset, words in text.written:
        for match in _TAG.finditer(words):
            if match["end"] and f"<{match['name']}" in words:
                continue
            message = _wrong_tag(match, closed)
            if message:
                yield Match(
                    location=text.file.at_offset(offset + match.start(), offset + match.end()),
                    message=f"“{shortened(match[0])}” {message}",
                )


_TAG = re.compile(r"<(?P<end>/?)(?P<name>[^\W\d_][\w-]*)(?P<rest>(?:[^<>\"'\n]|\"[^\"]*\"|'[^']*')*)>")
_CLOSING_TAG = re.compile(r"</([A-Za-z][\w-]*)\s*>")
_ADDRESS = re.compile(r"[:@.][^\s>]")
_BARE_WORD = re.compile(r"[^\s=/\"']+(?=\s|/|$)(?!\s*=)")
_ATTRIBUTE = re.compile(r"[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)")
_VOID = {"br", "hr", "img", "wbr", "col", "input"}
_END_OPTIONAL = {"p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "colgroup", "option"}
_SWALLOWS = {
    "script",
    "style",
    "template",
    "iframe",
    "textarea",
    "title",
    "noscript",
    "object",
    "svg",
    "math",
}
_SWALLOWS |= {"select", "video", "audio", "canvas", "xmp", "plaintext", "noembed", "noframes"}
_HARMLESS = {
    "font",
    "center",
    "big",
    "strike",
    "tt",
    "main",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "h1",
}
_HARMLESS |= {
    "figure",
    "figcaption",
    "colgroup",
    "tfoot",
    "label",
    "button",
    "form",
    "nobr",
    "bdi",
    "bdo",
    "dfn",
}
_HARMLESS |= {"address", "html", "body", "head", "ins", "picture", "source", "fieldset", "legend", "hgroup"}
_INSIDE_SVG = {"path", "g", "circle", "rect", "use", "polygon", "defs", "line"}
_FLAGS = {"open", "reversed", "hidden", "disabled", "checked", "nowrap", "compact", "noshade", "download"}
_FLAGS |= {"async", "defer", "required", "readonly", "controls", "selected", "multiple", "allowfullscreen"}


def _wrong_tag(match: re.Match[str], closed: Counter[str]) -> str:
    name, rest = match["name"].lower(), match["rest"]
    if _ADDRESS.match(rest) or name in _INSIDE_SVG:
        return ""
    if name in _SWALLOWS:
        return "hides the words that follow it"
    if name not in TAGS | _HARMLESS | _VOID:
        return "is not HTML, and readers do not see it"
    bare = _BARE_WORD.findall(_ATTRIBUTE.sub("", rest).rstrip("/"))
    if any(word.lower() not in _FLAGS for word in bare):
        return "is not HTML, and readers do not see it"
    if not match["end"] and not closed[name] and name not in _VOID | _END_OPTIONAL and not rest.strip():
        return f"has no </{name}>, and readers do not see it"
    return ""


@rule(
    "markup/emphasis",
    ERROR,
    "asterisks or underscores that do not make words bold or italic",
    why="Readers see the asterisks. Markdown needs them on both sides, touching the words.",
    fix="put the same marks directly before and after the words; for an asterisk itself, write \\*",
    example=(
        "We **never share it.\n\nWe ** never ** sell it.",
        "We **never** share it.\n\nWe **never** sell it.",
    ),
    scope="text",
    yaml=True,
)
def broken_emphasis(text: Text) -> Iterator[Match]:
    """Find marks of emphasis that are still on the page."""
    for _, match, place in text.search(_LEFT_EMPHASIS):
        yield Match(location=place, message=f"readers see the marks in “{shortened(match[0])}”")
    words = "\n".join(block.text for block in text.blocks)
    for _, match, place in text.search(_LEFT_UNDERSCORE):
        if re.search(rf"(?<![\w_]){match['word'] or match['end']}(?![\w_])", words):
            yield Match(location=place, message=f"readers see the mark in “{shortened(match[0])}”")
    for offset, words in text.written:
        for match in _UNEQUAL.finditer(words):
            place = text.file.at_offset(offset + match.start(), offset + match.end())
            yield Match(location=place, message=f"“{shortened(match[0])}” begins with ** and ends with *")


_UNEQUAL = re.compile(r"(?<![*\\\w.:;!?)»”])\*\*(?![*\s<])[^*\n<]*[^*\s\\<]\*(?![*\w])")
_LEFT_EMPHASIS = re.compile(
    r"\*{2,3}[^*\n\u2028]{0,40}(?:\*{1,3})?|(?<=[ \u00a0(“«])\*(?=[^\W\d_]{2})[^*\n\u2028]{1,30}\*?"
    r"|(?<=[^\W_])(?<!\d)[ ]\*(?=[ ][^*\n\u2028]{1,60}[ ]\*(?:[ ]|$))[^*\n\u2028]{1,60}\*"
    r"|(?<![\w_])__(?=[^\W\d_])[^_\n\u2028]{0,40}\s[^_\n\u2028]{0,40}__|(?<![\w_])__?\s[^\W\d_][^_\n\u2028]{0,60}\s__?(?![\w_])"
    r"|(?<![\w_])_[^\W\d_][^_\n\u2028]{0,60}\s_(?![\w_])"
)
_LEFT_UNDERSCORE = re.compile(
    r"(?<![\w_])__?(?P<word>[^\W\d_]{3,})(?=[\s,.;:])|(?<=\s)(?P<end>[^\W\d_]{3,})_(?![\w_])"
)


@rule(
    "markup/brace",
    ERROR,
    "braces that readers would see",
    why="A fact is put in by two braces, `{{ facts.name }}`; with one, readers see its name instead of the fact.",
    fix="write `{{ facts.name }}` with two braces on each side, or remove the braces",
    example=("Write to { facts.email }.", "Write to {{ facts.email }}."),
    scope="text",
    yaml=True,
)
def braces(text: Text) -> Iterator[Match]:
    """Find braces that are still on the page."""
    for _, match, place in text.search(_BRACES):
        yield Match(location=place, message=f"readers see “{shortened(match[0])}” as it is")


_BRACES = re.compile(r"[%$#]?\{+[^{}\n]{0,80}\}*|\}+")


@rule(
    "markup/footnote",
    ERROR,
    "a footnote without its note",
    why="Readers see `[^1]`, and look for a note that does not exist.",
    fix="add a line `[^1]: the note`, or remove the reference",
    example=("We keep it for a year.[^1]", "We keep it for a year.[^1]\n\n[^1]: From your last trip."),
    scope="text",
    yaml=True,
)
def missing_notes(text: Text) -> Iterator[Match]:
    """Find references to footnotes that are still on the page."""
    for _, match, place in text.search(_LEFT_NOTE):
        yield Match(location=place, message=f"“{match[0]}” has no note")


_LEFT_NOTE = re.compile(r"\[\^[^\]\n]{1,40}\]")


@rule(
    "markup/table",
    ERROR,
    "table rows that are not read as a table",
    why="Readers see bars and dashes, all in one paragraph.",
    fix="put an empty line before the table, and a line such as `|---|---|` after its first row",
    example=(
        "| What | How long |\n| Tickets | a year |",
        "| What | How long |\n|---|---|\n| Tickets | a year |",
    ),
    scope="text",
)
def broken_tables(text: Text) -> Iterator[Match]:
    """Find rows of tables that are still on the page as words."""
    last = None
    for block, match, place in text.search(_LEFT_ROW):
        if block is not last and block.tag not in {"td", "th"}:
            yield Match(location=place, message=f"“{shortened(match[0])}” is not read as a row of a table")
        last = block


_LEFT_ROW = re.compile(
    r"^[ \t]*\|[^\n|]*\|.*$|^[^\n|]+\|[^\n]*\n[ :|-]*-{2,}[ :|-]*$|^\|?[ ]?:?-{2,}:?[ ]?\|.*$", re.MULTILINE
)


@rule(
    "markup/list",
    ERROR,
    "list items that are not read as a list",
    why="The items run together in one paragraph, or have a typed bullet that screen readers read aloud.",
    fix="begin each item with `- ` or `1. `, with an ordinary space, and put an empty line before the first",
    example=("• tickets\n• logs", "- tickets\n- logs"),
    scope="text",
)
def broken_lists(text: Text) -> Iterator[Match]:
    """Find bullets and numbers of list items that are still on the page."""
    for _, match, place in text.search(_TYPED_BULLET):
        yield Match(location=place, message=f"“{shortened(match[0])}” begins with a typed bullet")
    for block in text.blocks:
        for pattern in _RUN_TOGETHER:
            lines = list(pattern.finditer(block.text))
            if len(lines) > 1:
                yield from (
                    Match(
                        location=place, message=f"the list item “{shortened(match[0])}” runs into a paragraph"
                    )
                    for other, match, place in text.search(pattern)
                    if other is block
                )
                break


_TYPED_BULLET = re.compile(
    r"(?:^|(?<=\u2028))[ \t\u00a0]*[•·●▪◦‣∙○■□➢➤✓✔\uf0b7\uf0a7][ \t\u00a0]*[^\W_].*$|(?:^|(?<=\u2028))\*[ \t\u00a0\u202f]+[^\W_].*$",
    re.MULTILINE,
)
_RUN_TOGETHER = tuple(
    re.compile(rf"^[ \t]*{mark}[ \t\u00a0\u202f]+\S.*$", re.MULTILINE)
    for mark in (r"[-+–—o]", r"\(?\d{1,2}[.)]", r"\(?[a-z]\)", r"\(?[ivx]{1,4}\)")
)


@rule(
    "markup/syntax",
    ERROR,
    "markup of another program, which readers would see",
    why="GitHub, Word, Pandoc and others have marks that Affiche does not read.",
    fix="write it in the Markdown of docs/source.md, or remove it",
    example=(":::note\nRead this.\n:::", "> Read this."),
    scope="text",
    yaml=True,
)
def foreign_syntax(text: Text) -> Iterator[Match]:
    """Find marks of other kinds of markup that are still on the page."""
    for _, match, place in text.search(_FOREIGN):
        yield Match(location=place, message=f"readers see “{shortened(match[0])}” as it is")


_FOREIGN = re.compile(
    r"(?m)^:::[^\n\u2028]*|^!!![ ]?\w[^\n\u2028]*|^\[!\w+\]|^\[[ xX]?\][ \u00a0]\S[^\n\u2028]*|^\*\[[^\]\n]+\]:[^\n\u2028]*|~~[^~\n]{1,60}~~|==[^=\n]{1,60}=="
    r"|&(?:nbsp|amp|quot|lt|gt|eacute|egrave|agrave|rsquo|laquo|raquo|#\d{2,5});?|`[^`\n]{0,40}`?|<!--|-->"
    r"|^#{1,7}[ ]?[^\W\d_][^\n\u2028]*|^>{1,3}[ ][^\n\u2028]*|\\(?:[*_\[\]()#`<>{}|\"'.-]|n\b|par\b)|^\.\.[ ]\w+::|\[/?(?:b|i|u|url|list)\]"
    r"|\[/?[a-z]+_\w+[^\]\n]*\]|^\[{1,2}_?TOC_?\]{1,2}|<<[^<>\n]{1,60}>>",
    re.MULTILINE,
)


@rule(
    "markup/encoding",
    ERROR,
    "characters that were damaged on the way",
    why="Readers see � or Ã© where a letter was.",
    fix="copy the words again from where they are right, and save the file as UTF-8",
    example=("la vie privÃ©e", "la vie privée"),
    scope="text",
    yaml=True,
)
def damaged_characters(text: Text) -> Iterator[Match]:
    """Find characters that no text has on purpose."""
    for offset, words in text.written:
        for match in _DAMAGED.finditer(words):
            start = offset + match.start()
            place = text.file.at_offset(start, start + len(match[0]))
            yield Match(location=place, message=f"“{match[0]}” is a damaged character")


_DAMAGED = re.compile(
    r"(?<!\w)\w*(?:\ufffd|ï¿½|Ã[\u0080-\u00bf]|Â[\u00a0«»°§©®]|â€[\u0080-\u00bf™œ“”˜¦¢]|[\ue000-\uf8ff]|[\x00-\x08\x0b\x0e-\x1f\x80-\x9f])\w*"
)


@rule(
    "markup/lost-words",
    ERROR,
    "words of the text that are not on the page",
    why="The archive would hold a text that no reader was ever shown.",
    fix="look at the marks around these words: too many cells in a row, or an angle bracket that hides what follows",
    example=(
        "| Who | Where |\n|---|---|\n| Carrier | Canada | outside Québec |",
        "| Who | Where |\n|---|---|\n| Carrier | Canada, outside Québec |",
    ),
    scope="text",
)
def lost_words(text: Text) -> Iterator[Match]:
    """Find words of the source that the rendered page does not have."""
    if isinstance(text, YamlWords) or "{%" in text.file.text:
        return
    shown = _words("\n".join(_whole(text)))
    page = f" {' '.join(shown)} "
    lost = Counter(word for passage in text.passages for word in _words(passage.text)) - Counter(shown)
    for passage in text.passages:
        chunk = _lost_chunk(passage, page, lost)
        if chunk:
            words = " ".join(passage.text[slice(*chunk)].split()).strip(OPAQUE)
            yield text.match(passage, *chunk, f"“{shortened(words)}” is not on the page")
            lost -= Counter(_words(passage.text))


_WORD = re.compile(r"[^\W_]+")
_NOTE_NUMBER = re.compile(r"<sup\b[^>]*><a [^>]*footnote-ref.*?</sup>")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _whole(text: Text) -> Iterator[str]:
    """Return the rendered page as plain text, its code included."""
    html = _NOTE_NUMBER.sub(" ", text.edition.html).replace("<br>", " ")
    yield plain_text(BLOCK_TAG.sub(" ", html))
    yield from (section.title for section in text.sections)


def _lost_chunk(passage: Passage, page: str, lost: Counter[str]) -> tuple[int, int] | None:
    """Find the first words of a passage that the page does not have in a row, and that are missing from its count."""
    for part in re.finditer(rf"[^{OPAQUE}]+", passage.text):
        words = _words(part[0])
        if words and f" {' '.join(words)} " not in page and sum(lost[word] > 0 for word in set(words)):
            missing = [m for m in _WORD.finditer(passage.text, *part.span()) if lost[m[0].lower()] > 0]
            if sum(len(word[0]) for word in missing) > 1:
                return missing[0].start(), missing[-1].end()
    return None


@rule(
    "markup/yaml-value",
    ERROR,
    "a YAML value with quotation marks that readers would see, or cut off at a #",
    why="“Curly” marks are part of the value in YAML, and ` #` begins a comment: the rest of the value is lost.",
    fix='put the whole value between straight quotation marks: "…"',
    example=(
        "title: “Privacy policy”\naddress: Suite #12, Montréal",
        'title: Privacy policy\naddress: "Suite #12, Montréal"',
    ),
    scope="text",
    yaml=True,
)
def yaml_values(text: Text) -> Iterator[Match]:
    """Find values that are not what their author meant."""
    if not isinstance(text, YamlWords):
        return
    for scalar in text.scalars:
        value, place = str(scalar.value), scalar.location
        if _IN_QUOTES.fullmatch(value):
            yield Match(location=place, message=f"readers see the quotation marks in {shortened(value)}")
        cut = _CUT.match(text.file.lines[place.line - 1], place.column - 1)
        if cut and cut["value"].strip() == value:
            message = (
                f"the value ends at “{shortened(value)}”: “{shortened(cut['rest'])}” is read as a comment"
            )
            yield Match(location=place, message=message)


_IN_QUOTES = re.compile(r"[“”„\"][^“”\"]*[”“\"]|«[^«»]*»|‘[^‘’]*’|'[^']*'|\"[^\"]*|[^\"]*(?<![\d\s])\"")
_CUT = re.compile(r"(?P<value>[^\s\"'|>\[{#][^#\n]*?)[ \t]+(?P<rest>#(?:[^\s#]|[ ]?\d).*)$")


def shortened(words: str) -> str:
    """Return words at a length that fits into a message."""
    return shorten(words.replace(OPAQUE, "…"), LONGEST_SHOWN, placeholder="…")
