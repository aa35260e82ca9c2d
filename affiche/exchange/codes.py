"""What a translator must not translate in words of a text: facts, references, and the marks of Markdown."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE = re.compile(
    r"(?P<kept>\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\[\]\(#[^)\s]*\)|\[\^[^\]\n]+\])"
    r"|\]\((?:[^()\s]|\([^()]*\))*(?:[ ]+(?:\"[^\"]*\"|'[^']*'))?\)|\]\[[^\]\n]*\]|!?\[|\]"
    r"|\{:?[ ]*[#.\w][^{}\n]*\}|<!--(?:(?!<!--).)*?-->|</?[a-zA-Z][^<>]*>|&(?:#\w+|\w+);"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)|\\[!-/:-@\[-`{-~]|\*{1,3}|(?<!\w)_{1,3}|_{1,3}(?!\w)",
    re.DOTALL,
)
_SPACES = re.compile(r"\s+")
_LINE_END = re.compile(r"(?P<hard>[ ]{2,})?\n[ \t>]*")


def parts(words: str) -> Iterator[tuple[str, bool]]:
    """Part words into text and codes; each comes with whether it is a code."""
    last = 0
    for match in _CODE.finditer(words):
        if match.start() > last:
            yield words[last : match.start()], False
        yield match[0], True
        last = match.end()
    if last < len(words):
        yield words[last:], False


def is_code(words: str) -> bool:
    """Return whether there is nothing to translate, as in a cell that holds a fact alone."""
    return not any(any(map(str.isalpha, part)) for part, is_one in parts(words) if not is_one)


def lost_and_added(source: str, target: str) -> tuple[list[str], list[str]]:
    """Name the facts, references and footnotes of the source that a translation lacks, and those that it alone has."""
    asked, given = _kept(source), _kept(target)
    return sorted((asked - given).elements()), sorted((given - asked).elements())


def _kept(words: str) -> Counter[str]:
    return Counter(_SPACES.sub("", match["kept"]) for match in _CODE.finditer(words) if match["kept"])


def on_one_line(words: str) -> str:
    """Join the lines of a paragraph, which end where the editor's window did; a line end that readers see stays."""
    return _LINE_END.sub(lambda match: "  \n" if match["hard"] else " ", words)
