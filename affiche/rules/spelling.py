"""Quotation marks, apostrophes, letters and ordinals as French writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.rules.prose import OPAQUE
from affiche.rules.rule import Slip, rewritten, swap
from affiche.rules.spacing import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage

LONGEST_SHOWN = 40

_BLANK = " \u00a0\u202f"

_APOSTROPHE = re.compile(rf"(?<=[^\W\d_])'(?=[^\W\d_]|[«“{OPAQUE}])")
_ELLIPSIS = re.compile(r"(?<![./])\.\.\.(?![./])")
_QUOTED = re.compile(r'"(?P<straight>[^"\n«»]{1,300})"|“(?P<curly>[^“”«»]{1,300})”')
_ORDINAL = re.compile(r"(?<![\w,.])(?P<number>\d{1,3}|[IVX]+)(?P<ending>[eè]re|i?[eè]me)(?P<plural>s?)\b")
_OE = re.compile(
    r"\b(?:[Mm]an|d['’])?(?P<oe>oe|OE|Oe)(?=uvr|UVR)|\b[cs](?P<oe2>oe)ur|\bn(?P<oe3>oe)ud|\bv(?P<oe4>oe)ux?\b|\bm(?P<oe5>oe)urs\b"
)
_NO_ACCENT = re.compile(
    r"\bA(?=[ \u00a0](?:propos|compter|partir|défaut|noter|savoir|tout moment|cet égard|cette fin|ces fins|ce titre|cet effet)\b)"
    r"|\bE(?=tats?\b|tats?-|tes-vous|tre\b|crivez|crire|diteur|dition|quipe|galement|lément|valuation|cole|tape|volution)"
)


def french_apostrophe(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find straight apostrophes."""
    del tag
    for match in _APOSTROPHE.finditer(passage.text):
        yield rewritten(passage, match, 0, "’", "a straight apostrophe")


def french_ellipsis(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find three full stops for one sign."""
    del tag
    for match in _ELLIPSIS.finditer(passage.text):
        yield rewritten(passage, match, 0, "…", "three full stops")


def french_quotes(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find English or straight quotation marks that stand where guillemets do."""
    del tag
    if passage.text.count('"') % 2:
        return
    for match in _QUOTED.finditer(passage.text):
        before = passage.text[: match.start()]
        if before.count("«") > before.count("»"):
            continue
        start, end = match.span()
        inner = match["straight"] or match["curly"]
        lead = len(inner) - len(inner.lstrip(_BLANK))
        trail = len(inner) - len(inner.rstrip(_BLANK))
        yield Slip(
            start=start,
            end=end,
            message="these quotation marks are not French",
            expected=f"« {inner.strip()} »" if len(inner) < LONGEST_SHOWN else "« … »",
            edits=(
                *swap(passage, start, start + 1 + lead, f"«{NO_BREAK}"),
                *swap(passage, end - 1 - trail, end, f"{NO_BREAK}»"),
            ),
        )


def french_ordinals(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find ordinals with too long an ending, such as `2ème`."""
    del tag
    for match in _ORDINAL.finditer(passage.text):
        ending = ("re" if match["ending"].endswith("re") else "e") + match["plural"]
        start, end = match.start("ending"), match.end()
        yield Slip(
            start=match.start(),
            end=end,
            message=f"“{match[0]}” has too long an ending",
            expected=match["number"] + ending,
            edits=swap(passage, start, end, ending),
        )


def french_letters(passage: Passage, tag: str) -> Iterator[Slip]:
    """Find capitals without their accent, and `oe` for `œ`."""
    del tag
    for match in _NO_ACCENT.finditer(passage.text):
        accented = {"A": "À", "E": "É"}[match[0]]
        if passage.text.startswith(("Etre", "Etes"), match.start()):
            accented = "Ê"
        yield rewritten(passage, match, 0, accented, f"“{_word(passage, match)}” lacks its accent")
    for match in _OE.finditer(passage.text):
        group = match.lastgroup or "oe"
        letter = "œ" if match[group].islower() else "Œ"
        yield rewritten(passage, match, group, letter, f"“{_word(passage, match)}” is written with œ")


def _word(passage: Passage, match: re.Match[str]) -> str:
    whole = re.compile(r"\w*").match(passage.text, match.start())
    return whole[0] if whole else match[0]
