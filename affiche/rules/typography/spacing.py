"""Spaces around punctuation, as each language writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.rules.prose import DIGITS, OPAQUE, Edit, swap
from affiche.rules.rule import ADVICE, rule

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Match, Text

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_FIXED = {NO_BREAK, NARROW}
_GAP = r"[ \u00a0\u202f\u2009]*"
_WORD = rf"[\w)\]»”’%{OPAQUE}…]"
_END = r"(?=[\s*)\]»”’]|\Z)"

_COLON = lazy(rf"(?<={_WORD})(?P<gap>{_GAP}):{_END}")
_HIGH = lazy(rf"(?<={_WORD})(?P<gap>{_GAP})(?P<sign>[;?!]){_END}")
_AFTER_GUILLEMET = lazy(rf"«(?P<gap>{_GAP})(?=\S)")
_BEFORE_GUILLEMET = lazy(rf"(?<=\S)(?P<gap>{_GAP})»")
_UNIT = lazy(rf"(?<=\d)(?P<gap>{_GAP})(?P<sign>[%€$£])(?![\w$])")
_NUMBER_SIGN = lazy(
    rf"(?<![.\w])(?P<sign>[nN](?:[°º]|o(?!\d))|(?:[aA]rt|[aA]l|[pP]ar|pp?|vol|chap|fig)\.)(?P<gap>{_GAP})(?=\d)"
)
_LOW = lazy(rf"(?<={_WORD})(?P<gap>[ \u00a0\u202f]+)(?P<sign>[,.])(?:(?=\s|\Z)|(?<=,)(?=[^\W\d_]{{2}}))")
_CLOSING = lazy(r"(?<=[^\W_]|[.”’%])(?P<gap>[ \u00a0\u202f]+)(?P<sign>[)\]]|…(?=[)\]]|\Z))")
_OPENING = lazy(r"(?P<sign>[(\[])(?P<gap>[ \u00a0\u202f]+)(?=[\w“‘])")
_RUN_ON = lazy(
    r"[,;.](?:(?<=[^\W\d_]{2}[,;])(?=[^\W\d_]{2})"  # the sign first: most places are told by it alone
    r"|(?<=[a-zà-ÿœ]{3}\.)(?=(?!Com|Net|Org|Gov)[A-ZÀ-Þ][a-zà-ÿœ]*[,’' ]|(?:and|the|you|your|this|et|nous|vous|les|des|une|dans|pour)[ ]))"
)
_ENGLISH = lazy(rf"(?<={_WORD})(?P<gap>[ \u00a0\u202f]+)(?P<sign>[:;?!])(?=\s|\Z)")
_ENGLISH_PERCENT = lazy(r"(?<=\d)(?P<gap>[ \u00a0\u202f]+)(?P<sign>%)(?=[\s,.;)]|\Z)")

_SPACED_LOW = tuple(
    pair
    for gap in " \u00a0\u202f"
    for pair in (*(gap + sign for sign in ",.)]…"), *(sign + gap for sign in "(["))
)
_SPACED_HIGH = tuple(gap + sign for gap in " \u00a0\u202f" for sign in ":;?!%")

_LOW_NAMES = {
    ",": "a comma",
    ";": "a semicolon",
    ".": "a full stop",
    "…": "an ellipsis",
    "(": "an opening bracket",
    "[": "an opening bracket",
    ")": "a closing bracket",
    "]": "a closing bracket",
}
_NAMES = {
    NO_BREAK: "a non-breaking space",
    NARROW: "a narrow non-breaking space",
    "": "no space",
}


@rule(
    "french/colon",
    ADVICE,
    "a colon without its non-breaking space",
    why="A line must not begin with a colon.",
    citation="OQLF; usage in France is the same",
    example=("Les fins : trois.", "Les fins\u00a0: trois."),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=":",
)
def french_colon(text: Text, passage: Passage) -> Iterator[Match]:
    """Find colons that a line may begin with, or that touch the word before."""
    yield from _gaps(text, passage, _COLON, NO_BREAK, "before a colon")


@rule(
    "french/high-signs",
    ADVICE,
    "a semicolon, question mark or exclamation mark spaced differently from the usage of the country",
    why="In France a narrow non-breaking space comes before it; in Canada none does, or the narrow one.",
    citation="OQLF; Imprimerie nationale",
    example=("Quoi ? Oui !", "Quoi? Oui!"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=";?!",
)
def french_high_signs(text: Text, passage: Passage) -> Iterator[Match]:
    """Find semicolons, question marks and exclamation marks that are not spaced as in France or in Canada."""
    wanted = "" if text.tag.lower() == "fr-ca" else NARROW
    names = {";": "a semicolon", "?": "a question mark", "!": "an exclamation mark"}
    for match in _HIGH.finditer(passage.text):
        # a narrow space is right in Canada too, where the font has one
        allowed = {"", NARROW} if wanted == "" else _FIXED
        if match["gap"] not in allowed:
            yield gap_match(text, passage, match, wanted, f"before {names[match['sign']]}")


@rule(
    "french/guillemets",
    ADVICE,
    "guillemets without their non-breaking spaces",
    why="A line must not end with « or begin with ».",
    example=("le « Site »", "le «\u00a0Site\u00a0»"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs="«»",
)
def french_guillemets(text: Text, passage: Passage) -> Iterator[Match]:
    """Find guillemets that could break from what they enclose."""
    yield from _gaps(text, passage, _AFTER_GUILLEMET, NO_BREAK, "after «")
    yield from _gaps(text, passage, _BEFORE_GUILLEMET, NO_BREAK, "before »")


@rule(
    "french/units",
    ADVICE,
    "a percent or currency sign without its non-breaking space",
    why="French puts a space between the number and the sign, and a line must not begin with the sign.",
    example=("10 % de 5$", "10\u00a0% de 5\u00a0$"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs="%€$£",
)
def french_units(text: Text, passage: Passage) -> Iterator[Match]:
    """Find percent and currency signs without a non-breaking space before them."""
    for match in _UNIT.finditer(passage.text):
        if not is_fixed(match["gap"]):
            yield gap_match(text, passage, match, NO_BREAK, f"before {match['sign']}")


@rule(
    "french/number-sign",
    ADVICE,
    "“n°”, “art.” or “p.” without its non-breaking space",
    why="A line must not begin with the number.",
    example=("la loi n° 78-17", "la loi n°\u00a078-17"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=DIGITS,
)
def french_number_sign(text: Text, passage: Passage) -> Iterator[Match]:
    """Find `n°` that could break from its number."""
    for match in _NUMBER_SIGN.finditer(passage.text):
        if not is_fixed(match["gap"]):
            yield gap_match(text, passage, match, NO_BREAK, f"after “{match['sign']}”")


@rule(
    "french/low-signs",
    ADVICE,
    "a space before a comma or full stop, or inside a bracket",
    why="It is a typing slip, and a line could begin with the sign.",
    example=("un , deux ( trois )", "un, deux (trois)"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=_SPACED_LOW,
)
@rule(
    "english/low-signs",
    ADVICE,
    "a space before a comma or full stop, or inside a bracket",
    why="It is a typing slip, and a line could begin with the sign.",
    example=("this , that ( these )", "this, that (these)"),
    scope="passage",
    language="en",
    yaml=True,
    fixes=True,
    needs=_SPACED_LOW,
)
def low_signs(text: Text, passage: Passage) -> Iterator[Match]:
    """Find commas, full stops and brackets that do not touch their word, in English or French."""
    for pattern in (_LOW, _CLOSING):
        for match in pattern.finditer(passage.text):
            yield gap_match(text, passage, match, "", f"before {_LOW_NAMES[match['sign']]}")
    for match in _OPENING.finditer(passage.text):
        yield gap_match(text, passage, match, "", f"after {_LOW_NAMES[match['sign']]}")


@rule(
    "french/run-on",
    ADVICE,
    "no space after a comma, semicolon or full stop",
    why="Two words run together, for the eye and for a search; often a line end was lost in copying.",
    example=("les fins,voire les moyens", "les fins, voire les moyens"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
)
@rule(
    "english/run-on",
    ADVICE,
    "no space after a comma, semicolon or full stop",
    why="Two words run together, for the eye and for a search; often a line end was lost in copying.",
    example=("the uses,and the purposes", "the uses, and the purposes"),
    scope="passage",
    language="en",
    yaml=True,
    fixes=True,
)
def run_on(text: Text, passage: Passage) -> Iterator[Match]:
    """Find commas, semicolons and full stops with no space after them, in English or French."""
    for match in _RUN_ON.finditer(passage.text):
        place = passage.ends[match.end() - 1]
        yield text.match(
            passage,
            match.start(),
            match.end(),
            f"there is no space after {_LOW_NAMES[match[0]]}",
            expected="a space",
            edits=(Edit(start=place, end=place, words=" "),),
        )


@rule(
    "english/high-signs",
    ADVICE,
    "a space before a colon, semicolon, question mark, exclamation mark or percent sign",
    why="English puts none there; it is a French habit.",
    example=("Why ? About 5 %.", "Why? About 5%."),
    scope="passage",
    language="en",
    yaml=True,
    fixes=True,
    needs=_SPACED_HIGH,
)
def english_signs(text: Text, passage: Passage) -> Iterator[Match]:
    """Find punctuation spaced as in French."""
    for pattern in (_ENGLISH, _ENGLISH_PERCENT):
        for match in pattern.finditer(passage.text):
            yield gap_match(text, passage, match, "", f"before {match['sign']}")


_SLASH = lazy(
    r"(?<![\w./@:-])(?:(?!(?:at|in|of|on|see|to|under|visit|dans|de|sous|sur|voir)\b)[^\W\d_]{2,}(?P<before> /)(?=[^\W\d_]{2,}(?!/))"
    r"|[^\W\d_]{2,}(?P<after>/ )(?=[^\W\d_]{2}))"
)


@rule(
    "reading/slash",
    ADVICE,
    "a space on one side of a slash",
    why="A line may end there, and readers take the two words for two things.",
    fix="write no space, or one on each side",
    example=("Your credit/ debit card", "Your credit/debit card"),
    scope="passage",
    yaml=True,
    fixes=True,
    needs=(" /", "/ "),
)
def uneven_slashes(text: Text, passage: Passage) -> Iterator[Match]:
    """Find slashes between two words with a space before or after them; a path and the number of a part have one too."""
    for match in _SLASH.finditer(passage.text):
        following = passage.text[match.end() :].split(" ", 1)[0]
        edits = swap(passage, *match.span(match.lastgroup or 0), "/")
        shown = f"{match[0]}{following.rstrip('.,;:)')}"
        yield text.match(
            passage, *match.span(), f"“{shown}” has a space on one side of the slash", edits=edits
        )


def _gaps(text: Text, passage: Passage, pattern: re.Pattern[str], wanted: str, where: str) -> Iterator[Match]:
    for match in pattern.finditer(passage.text):
        if not is_fixed(match["gap"]):
            yield gap_match(text, passage, match, wanted, where)


def is_fixed(gap: str) -> bool:
    """Whether it is one non-breaking space, wide or narrow."""
    return gap in _FIXED


def gap_match(text: Text, passage: Passage, match: re.Match[str], wanted: str, where: str) -> Match:
    """Object to the space next to a punctuation mark, and write the right one."""
    start, end = match.span("gap")
    message = f"a line may break {where}" if wanted else f"there is a space {where}"
    if start == end:
        message = f"there is no space {where}"
    if where.startswith("after") and start == end:
        place = passage.ends[start - 1]
        edits: tuple[Edit, ...] = (Edit(start=place, end=place, words=wanted),)
    else:
        edits = swap(passage, start, end, wanted)
    return text.match(
        passage,
        match.start(),
        match.end(),
        message,
        expected=_NAMES[wanted],
        edits=edits,
    )
