"""What readers would see as broken: markup that Markdown did not read, links to nowhere, words that were lost.

Most rules look at the rendered page, since a brace, bar or asterisk that is still there was not read as markup,
whatever the reason. The others look at the source for what leaves no trace on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from textwrap import shorten
from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.rules.prose import OPAQUE
from affiche.rules.rule import ERROR, rule
from affiche.rules.texts import Match, YamlWords
from affiche.source.text.markdown import TAGS
from affiche.source.text.raw_html import LITERAL, marked_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

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
        if not any(mark * 7 in words for mark in "<>|="):
            continue
        begun = _MERGE_START.search(words)
        for match in _MERGE_MARK.finditer(words):
            is_underline = match["line"][0] == "=" and not words.endswith("\n\n", 0, match.start())
            if is_underline and not (begun and begun.start() < match.start()):
                continue
            start, end = match.span("line")
            yield Match(
                location=text.file.at_offset(offset + start, offset + end),
                message=f"“{shortened(match['line'])}” is a conflict marker of git",
            )


_MERGE_MARK = lazy(
    r"(?:^[ \t]*(?:>[ \t]+)*|(?<=[ \t])(?=[<>]))(?P<line>(?:<{7}|>{7}|\|{7})(?![<>|])(?:.*\S)?|={7})[ \t]*$",
    re.MULTILINE,
)
_MERGE_START = lazy(r"^[ \t>]*<{7}(?!<)", re.MULTILINE)


@rule(
    "markup/tag",
    ERROR,
    "words in angle brackets that are not HTML, or HTML that hides the words after it",
    why="Readers see the brackets; or a browser takes the words for a tag, and readers see neither them nor what follows.",
    fix="fill it in if it is a placeholder; to show the brackets themselves, write `&lt;` and `&gt;`",
    example=("Write to <Company Name>.", "Write to Finch Ltd."),
    scope="text",
    yaml=True,
)
def unknown_tags(text: Text) -> Iterator[Match]:
    """Find tags that the page cannot have, and words in brackets that are no tag."""
    closed = Counter(name.lower() for _, words in text.written for name in _CLOSING_TAG.findall(words))
    for offset, as_written in text.written:
        words = _LINK_TITLE.sub(lambda match: " " * len(match[0]), as_written)
        shown = marked_signs(words, TAGS)
        tags, opened = list(_TAG.finditer(words)), set(_OPENING_TAG.findall(words))
        found = [
            (match, _wrong_tag(match, closed, is_shown=shown[match.start()] == LITERAL))
            for match in tags
            if not (match["end"] and match["name"] in opened)
        ]
        in_tags = {place for match in tags for place in range(*match.span())}
        found += [(match, _SHOWN) for match in _BRACKETED.finditer(words) if match.start() not in in_tags]
        for match, message in found:
            if message and not _is_comparison(match):
                yield Match(
                    location=text.file.at_offset(offset + match.start(), offset + match.end()),
                    message=f"“{shortened(match[0])}” {message}",
                )


def _is_comparison(match: re.Match[str]) -> bool:
    """Whether signs compare, as in `a < b and c > d`: each has the same space on both sides, a bracket has not."""
    words, (start, end) = match.string, match.span()
    around = ((words[max(0, start - 1) : start], words[start + 1]), (words[end - 2], words[end : end + 1]))
    operands = _OPERANDS.split(match[0][1:-1])
    return (
        len(operands) > 1
        and not _TITLED.match(operands[0])
        and all(
            right.isdigit()
            or (left.isspace(), left.isalnum()) == (right.isspace(), right.isalnum()) != (False, False)
            for left, right in around
        )
    )


_OPERANDS = lazy(r"\s(?:and|or|but|et|ou|mais|if|si|when|while)\s|[,;]\s|\s*(?:&&|\|\|)\s*", re.IGNORECASE)
_TITLED = lazy(r"\s*[A-ZÀ-Ý][\w’'-]+")
_LINK_TITLE = lazy(r"(?<=\]\()(?P<address>[^()\s]*)[ ]+(?:\"[^\"\n]*\"|'[^'\n]*')(?=\))")
_SHOWN = "is not HTML, and readers see it as it is"
_TAG = lazy(r"(?<!\]\()<(?P<end>/?)(?P<name>[^\W\d_][\w-]*)(?P<rest>(?:[^<>\"'\n]|\"[^\"]*\"|'[^']*')*)>")
_BRACKETED = lazy(
    r"(?<!<)(?<!\]\()<(?![/!?])(?:(?=[\w.…•●_*?(\[$%#@])(?:[^<>=\n]|\n(?!\n)){0,80}(?<=\S)>|[ ](?=[^\W\d_a-zà-ÿ])[^<>=%\n]{1,60}[^\W\d_][ ]>"
    r"|(?<![\w<][<])(?=[^\W\d_]{3})[\w’' -]{3,40}(?![^<\n]*>))"
)
_OPENING_TAG = lazy(r"<([^\W\d_][\w-]*)")
_CLOSING_TAG = lazy(r"</([A-Za-z][\w-]*)\s*>")
_ADDRESS = lazy(r"(?:https?|mailto|tel)\Z", re.IGNORECASE)
_MAIL = lazy(r"[^\s<>@]*@[\w-]+\.\S")
_BARE_WORD = lazy(r"[^\s=/\"']+(?=\s|/|$)(?!\s*=)")
_ATTRIBUTE = lazy(r"[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"']+)")
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


def _wrong_tag(match: re.Match[str], closed: Counter[str], *, is_shown: bool) -> str:
    name, rest = match["name"].lower(), match["rest"]
    is_address = rest.startswith(":") and _ADDRESS.match(name)
    if is_address or _MAIL.match(rest) or name in _INSIDE_SVG:
        return ""
    bare = _BARE_WORD.findall(_ATTRIBUTE.sub("", rest).rstrip("/"))
    if name not in TAGS | _HARMLESS | _VOID or any(word.lower() not in _FLAGS for word in bare):
        hides = (
            "hides the words that follow it"
            if name in _SWALLOWS
            else "is not HTML, and readers do not see it"
        )
        return _SHOWN if is_shown else hides
    if not match["end"] and not closed[name] and name not in _VOID | _END_OPTIONAL and not rest.strip():
        seen = f"has no </{name}>, and readers see it as it is"
        return seen if is_shown else f"has no </{name}>, and readers do not see it"
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
    for _, match, place in text.search(_LEFT_EMPHASIS, "*_"):
        yield Match(location=place, message=f"readers see the marks in “{shortened(match[0])}”")
    words = "\n".join(block.text for block in text.blocks)
    for _, match, place in text.search(_LEFT_UNDERSCORE, "_"):
        word = match["word"] or match["end"]
        if word.lower() in _COMMON_WORDS or re.search(rf"(?<![\w_]){word}(?![\w_])", words):
            yield Match(location=place, message=f"readers see the mark in “{shortened(match[0])}”")
    for match, place in text.scan(_UNEQUAL, "*"):
        is_bold = match[0].startswith("**")
        one = f"“{shortened(match[0])}” begins with ** and ends with *"
        yield Match(
            location=place,
            message=one if is_bold else f"“{shortened(match[0])}” begins with * and ends with **",
        )


_UNEQUAL = lazy(
    r"(?<![*\\\w.:;!?)»”])\*\*(?![*\s<])[^*\n<]*[^*\s\\<]\*(?![*\w])"
    r"|(?<![*\\\w])\*(?=[^\W_]|[«“])[^*\n<]*[^*\s\\<]\*\*(?![*\w])"
)
_COMMON_WORDS = frozenset(
    {
        *(
            "we",
            "you",
            "our",
            "your",
            "the",
            "not",
            "never",
            "only",
            "all",
            "any",
            "must",
            "may",
            "will",
            "please",
        ),
        *(
            "nous",
            "vous",
            "notre",
            "votre",
            "vos",
            "les",
            "des",
            "une",
            "pas",
            "jamais",
            "doit",
            "peut",
            "seulement",
        ),
    }
)
"""Words that are no name of a cookie."""
_LEFT_EMPHASIS = lazy(
    r"(?<!\()(?<!\w(?=\*\*\)))\*{2,3}[^*\n\u2028]{0,40}(?:\*{1,3})?|(?<=[ \u00a0(“«])\*(?=[^\W\d_]{2})[^*\n\u2028]{1,30}\*?"
    r"|(?<=[^\W_]|[.,;:!?»”)])(?<!\d)[ ]\*(?=[ \u00a0\u202f][^*\n\u2028]{1,60}[ \u00a0\u202f]\*(?:[ ]|$))[^*\n\u2028]{1,60}\*"
    r"|(?<![\w_])__(?=[^\W\d_])[^_\n\u2028]{0,40}\s[^_\n\u2028]{0,40}__|(?<![\w_])__?\s[^\W\d_][^_\n\u2028]{0,60}\s__?(?![\w_])"
    r"|(?<![\w_])_[^\W\d_][^_\n\u2028]{0,60}\s_(?![\w_])"
)
_LEFT_UNDERSCORE = lazy(
    r"(?<![\w_])__?(?P<word>[^\W\d_]{2,})(?=[\s,.;:])|(?<=\s)(?P<end>[^\W\d_]{3,})_(?![\w_])"
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
    for _, match, place in text.search(_BRACES, "{}"):
        yield Match(location=place, message=f"readers see “{shortened(match[0])}” as it is")


_BRACES = lazy(r"[%$#]?\{+[^{}\n]{0,80}\}*|\}+")


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
    for _, match, place in text.search(_LEFT_NOTE, "["):
        yield Match(location=place, message=f"“{match[0]}” has no note")
    for match, place in text.scan(_EMPTY_NOTE, ("[^",)):
        yield Match(location=place, message=f"the note of “{match['mark']}” has no words")


_LEFT_NOTE = lazy(r"\[[ ]?\^[^\]\n]{1,40}\]")
_EMPTY_NOTE = lazy(r"^ {0,3}(?P<mark>\[\^[^\]\n]+\]):[ \t]*$(?!\n+(?: {4}|\t))", re.MULTILINE)


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
    for _, match, place in text.search(_FOREIGN, _OF_FOREIGN):
        if text.language == "fr" and DOUBLED_ANGLES.fullmatch(match[0]):
            continue  # a quotation, which a rule of typography mends
        yield Match(location=place, message=f"readers see “{shortened(match[0])}” as it is")
    for match, place in text.scan(_BACKSLASH, "\\"):
        yield Match(location=place, message=f"readers see “{match[0]}” as it is")


_BACKSLASH = lazy(r"(?<!\\)\\(?=\n[ \t]*(?:\n|\Z)|\Z)")
_FIELD = r"[\w-]*(?:[._][\w-]+)+"
"""A name that a program puts something in for, such as `client.name`."""
DOUBLED_ANGLES = lazy(
    rf"<<(?P<lead>[ \u00a0\u202f]+)(?!{_FIELD}[ \u00a0\u202f]*>>)[^<>{{}}\n]{{1,200}}?(?P<trail>[ \u00a0\u202f]+)>>"
)
"""How a keyboard without guillemets writes a quotation."""
_FOREIGN = lazy(
    r"(?m)^:::[^\n\u2028]*|^!!![ ]?\w[^\n\u2028]*|^\[!\w+\]|^\[[ xX]?\][ \u00a0]\S[^\n\u2028]*|^\*\[[^\]\n]+\]:[^\n\u2028]*|~~[^~\n]{1,60}~~|==(?![\s=>])[^=\n]{1,60}(?<!\s)==(?!=)"
    r"|&(?:nbsp|amp|quot|lt|gt|eacute|egrave|agrave|rsquo|laquo|raquo|#\d{2,5});?|&[A-Za-z]{3,8};|`[^`\n]{0,40}`?|<!--|(?<!\w )-->|-->(?! \w)"
    r"|^#{1,7}[ ]?[^\W\d_][^\n\u2028]*|^>{1,3}[ ][^\n\u2028]*|\\(?:[*_\[\]()#`<>{}|\"'.-]|n\b|par\b|u[0-9a-fA-F]{4})|^\\[a-z]{3,}(?:\{|$)|^\.\.[ ]\w+::"
    r"|\[/?(?:b|i|u|url|list|color|size|quote|img|center)(?:=[^\]\n]*)?\]|(?i:^\[{1,2}_?toc_?\]{1,2})|\[\[[^\[\]\n]{1,80}\]\]|\^\[[^\]\n]{1,60}\]"
    r"|\[/?[a-z]+_\w+[^\]\n]*\]|<<(?![ ]?\w+[ ](?:and|or|et|ou)[ ])[^<>\n]{1,60}>>|\^\w{1,6}\^|(?<![~\w])~\w{1,10}~(?!~)|(?<=\w)~\w{1,3}~(?!~)|\+\+\w[^+\n]{0,60}\+\+|(?<![\w:]):[a-z][a-z_+-]{2,}:(?![\w:])"
    r"|'{2,}[^'\n]{1,60}'{2,}|^h[1-6]\.(?=[ ])|^={1,6}[ ]\w[^\n\u2028]*|^<{3}[ ]|^\+{3}$|^[~`]{3,}|^@@ -\d|(?<=\w)%20(?=\w)|%C3%[0-9A-F]{2}",
    re.MULTILINE,
)
_OF_FOREIGN = (
    *"[:~=&`#>\\^",
    "!!!",
    "<!--",
    "<<",
    "++",
    "''",
    *(f"h{level}." for level in range(1, 7)),
    "..",
    "@@",
    "%20",
    "%c3",
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
    for match, place in text.scan(_DAMAGED) if _DAMAGE.search(text.file.text) else ():
        yield Match(location=place, message=f"“{match[0]}” is a damaged character")
    for _, match, place in text.search(_LOST_LETTER, "?"):
        yield Match(location=place, message=f"“{match[0]}” is a damaged character")


_LOST_LETTER = lazy(r"(?<![\w/?&=.])[^\W\d_]+\?[a-zß-ÿ]+(?![\w/=?&]|\.\w)")
_DAMAGE = lazy("[\ufffdïÃÂâÅ‚ƒ„‡ˆ\ue000-\uf8ff\\x00-\\x08\\x0b\\x0e-\\x1f\\x80-\\x9f]")
"""What stands in each damaged word."""
_DAMAGED = lazy(
    r"(?<!\w)\w*(?:\ufffd|ï¿½|Ã[\u0080-\u00bf]|Â[\u00a0«»°§©®]|â€[\u0080-\u00bf™œ“”˜¦¢]|â‚¬|Å[“’¡¾]|ï¬|ï»¿|(?<!\w)Ã (?=\w)|Â(?=[ ]?[%€;:!?»])|(?<=\w)[‚ƒ„‡ˆ](?=\w)|[\ue000-\uf8ff]|[\x00-\x08\x0b\x0e-\x1f\x80-\x9f])\w*"
)


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


_IN_QUOTES = lazy(r"[“”„\"][^“”\"]*[”“\"]|«[^«»]*»|‘[^‘’]*’|'[^']*'|\"[^\"]*|[^\"]*(?<![\d\s])\"")
_CUT = lazy(r"(?P<value>[^\s\"'|>\[{#][^#\n]*?)[ \t]+(?P<rest>#(?:[^\s#]|[ ]?\d).*)$")


def shortened(words: str) -> str:
    """Return words at a length that fits into a message."""
    return shorten(words.replace(OPAQUE, "…"), LONGEST_SHOWN, placeholder="…")
