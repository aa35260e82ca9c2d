"""What one text says in two ways: words, terms that it defines, quotation marks, and its own name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.rules.prose import Kind, holding
from affiche.rules.rule import ADVICE, rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Match, Text

    Place = tuple[Passage, int, int]

_SPELLINGS = {
    language: {
        group: lazy(rf"(?<![\w-])(?:{'|'.join(map('({})'.format, group))})s?(?![\w@-])", re.IGNORECASE)
        for group in groups
    }
    for language, groups in {
        "en": (("e-mail", "email"), ("on-line", "online"), ("off-line", "offline"), ("web site", "website")),
        "fr": (("e-mail", "email", "courriel"),),
    }.items()
}
_S_OR_Z = lazy(
    r"(?<![\w-])(?:re|un|de)?(?:anonym|author|categor|central|custom|emphas|final|initial|local|maxim|minim|monet|optim|organ|personal"
    r"|priorit|pseudonym|real|recogn|special|standard|summar|synchron|util|visual)i(?:(s)|(z))(?:e[sd]?|ing|ations?)\b"
)
_INTERNET = lazy(r"(?<=[a-zà-ÿ,] )(?:the|over|via|sur|par|d[’'])[ ]?(?:(i)|(I))nternet\b(?! [A-Z]|-)")
_NAMES = {
    "en": (
        r"[Tt]his|[Oo]ur",
        "privacy_policy|privacy_notice|privacy_statement|cookie_policy|cookie_notice|terms_of_use",
    ),
    "fr": (r"[Ll]a présente|[Cc]ette", "politique|notice|charte|déclaration"),
}
_OWN_CAPITALS = {
    language: [
        lazy(rf"\b(?:{before}) (?:({name})|({name.title().replace(' Of ', ' of ')}))\b(?! [A-Z])")
        for name in (each.replace("_", " ") for each in names.split("|"))
    ]
    for language, (before, names) in _NAMES.items()
}
"""What a text calls itself, with and without capitals."""


@rule(
    "reading/two-spellings",
    ADVICE,
    "a word that the text writes in two ways, such as e-mail and email",
    why="Readers of a legal text take two words for two things, and a search finds one of them.",
    fix="write it in one way throughout",
    example=("Our website is small. This web site is ours.", "Our website is small. This website is ours."),
    scope="text",
)
def two_spellings(text: Text) -> Iterator[Match]:
    """Find words in several spellings, each once, at the first place of the one that is used least."""
    for group, pattern in _SPELLINGS.get(text.language, {}).items():
        found = _ways(holding(text.passages, group), pattern)
        if len(found) > 1:
            *others, (rare, (first, *_)) = _by_use(found)
            usual = ", ".join(f"“{group[way - 1]}” ({len(places)})" for way, places in others)
            message = f"“{group[rare - 1]}” is written otherwise in this text too: {usual}"
            yield text.match(*first, message, expected=group[others[0][0] - 1])
    of_language = [_S_OR_Z] if text.language == "en" else []
    for pattern in (*of_language, _INTERNET, *_OWN_CAPITALS.get(text.language, ())):
        found = _ways([one for one in text.passages if one.kind is not Kind.HEADING], pattern)
        if len(found) > 1:
            one, other = (places[0] for _, places in _by_use(found))
            yield text.match(*other, f"“{_at(other)}” and “{_at(one)}” are two ways of spelling")


def _ways(passages: Sequence[Passage], pattern: re.Pattern[str]) -> dict[int, list[Place]]:
    """Give the places of each way of writing, which are the groups of the pattern, in reading order."""
    found: dict[int, list[Place]] = {}
    for passage in passages:
        for match in pattern.finditer(passage.text):
            found.setdefault(match.lastindex or 0, []).append((passage, *match.span()))
    return found


def _by_use(found: Mapping[int, list[Place]]) -> list[tuple[int, list[Place]]]:
    """Sort ways of writing by their number of places; of two with as many, the newer one is first, as groups are."""
    return sorted(found.items(), key=lambda one: (-len(one[1]), -one[0]))


def _at(place: Place) -> str:
    passage, start, end = place
    return passage.text[start:end]


_DEFINED = lazy(
    r"\((?:(?:collectively|together|hereinafter|hereafter|ci-après|désormais),? )?(?:referred to as |(?:the|our|les?|la|l[’']) ?)?"
    r"[“\"«][ \u00a0\u202f]?(?P<term>(?=[^“”\"«»\n]*[A-ZÀ-Þ])[^“”\"«»\n]{2,40}?)[ \u00a0\u202f]?[”\"»]\)"
)


@rule(
    "reading/defined-twice",
    ADVICE,
    "a term that the text defines twice, as in (“the Site”)",
    why="Two definitions say two things, or will one day, and nobody knows which one counts.",
    fix="define it where it stands first, and delete the other definition",
    example=(
        "Our rules (“Rules”) bind us. Our rules on data (“Rules”) bind you.",
        "Our rules (“Rules”) bind us. The Rules bind you.",
    ),
    scope="text",
)
def defined_twice(text: Text) -> Iterator[Match]:
    """Find the second definition of a term; each part of a text may define terms of its own in a list."""
    known: set[str] = set()
    for passage in holding(text.passages, "("):
        for match in _DEFINED.finditer(passage.text) if passage.kind is Kind.PARAGRAPH else ():
            term = match["term"].casefold()
            if term in known:
                yield text.match(passage, *match.span(), f"“{match['term']}” is defined a second time")
            known.add(term)


@rule(
    "reading/defined-term",
    ADVICE,
    "a term that was defined with capitals, written with fewer of them",
    why="Readers cannot tell whether the term is meant or the plain words, and a court may take them for two things.",
    fix="write it as it was defined, everywhere",
    example=(
        "We keep your data (“Personal Information”). Your Personal information is safe.",
        "We keep your data (“Personal Information”). Your Personal Information is safe.",
    ),
    scope="text",
    language="en",
)
def defined_terms(text: Text) -> Iterator[Match]:
    """Find each defined term that lost some of its capitals, or “you” beside “You”, once."""
    terms = {
        match["term"]
        for passage in holding(text.passages, "(")
        for match in _DEFINED.finditer(passage.text)
        if _IN_CAPITALS.fullmatch(match["term"])
    }
    for term in sorted(terms):
        first, _, rest = term.partition(" ")
        fewer = f"{first} {rest.lower()}" if rest else term.lower()
        pattern = re.compile(rf"(?<=[\w,;:] ){re.escape(fewer)}(?![\w-])")
        for place in _ways(text.passages, pattern).get(0, ())[:1]:
            message = f"“{fewer}” was defined as “{term}”, and is not always written so"
            yield text.match(*place, message, expected=term)


_IN_CAPITALS = lazy(r"You|[A-Z][a-z]+(?: [A-Z][a-z]+){1,3}")


_OF_ITSELF = {
    "en": (
        lazy(r"\b(policy|notice|statement)\b"),
        lazy(
            r"\bthis (?:privacy (policy|notice|statement)\b"
            r"|(policy|notice|statement) (?:describes|explains|discloses|covers|applies|sets out|tells|governs)\b)",
            re.IGNORECASE,
        ),
    ),
    "fr": (
        lazy(r"\b(politique|notice|déclaration|charte)\b"),
        lazy(r"\bla présente (politique|notice|déclaration|charte)\b", re.IGNORECASE),
    ),
}
"""What a title calls a text, and what a text calls itself."""


@rule(
    "reading/own-name",
    ADVICE,
    "a text that calls itself by another name than its title, such as a notice in a policy",
    why="Readers look for the other text, and a term that refers to this one refers to nothing.",
    fix="call it what its title says, or change the title",
    example=(
        "# Privacy policy\n\nThis privacy statement covers our site.",
        "# Privacy policy\n\nThis privacy policy covers our site.",
    ),
    scope="text",
)
def own_names(text: Text) -> Iterator[Match]:
    """Find the first place where a text calls itself something that is not in its title."""
    if text.language not in _OF_ITSELF:
        return
    in_title, in_text = _OF_ITSELF[text.language]
    titled = in_title.findall(text.edition.title.lower())
    for passage in text.passages if titled else ():
        for match in in_text.finditer(passage.text):
            name = match[match.lastindex or 0].lower()
            if name not in titled:
                message = f"the title says “{titled[0]}”, and the text calls itself “{name}” here"
                yield text.match(passage, *match.span(), message)
                return


_MARKS = (
    (
        lazy(r"([“”])|(?<!\d)(\")"),
        "this text has straight and curly quotation marks, and fewer of this kind",
    ),
    (
        lazy(r"(?<=[^\W\d_])(?:(’)|('))(?=[^\W\d_])"),
        "this text has straight and curly apostrophes, and fewer of this kind",
    ),
)


@rule(
    "english/mixed-marks",
    ADVICE,
    "straight and curly marks in one text",
    why="It shows where words were pasted in, and a search finds a word only in one of the two forms.",
    fix="write one kind throughout",
    example=("We’re small, and we don't sell data.", "We’re small, and we don’t sell data."),
    scope="text",
    language="en",
)
def mixed_marks(text: Text) -> Iterator[Match]:
    """Find quotation marks and apostrophes of two kinds, each once, at the first of the rarer kind."""
    for pattern, message in _MARKS:
        found = _ways(text.passages, pattern)
        if len(found) > 1:
            _, (_, places) = _by_use(found)
            yield text.match(*places[0], message)
