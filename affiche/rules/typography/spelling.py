"""Quotation marks, apostrophes, letters, ordinals and capitals as French writes them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.rules.markup import DOUBLED_ANGLES
from affiche.rules.prose import OPAQUE, Kind, just_before, swap
from affiche.rules.rule import ADVICE, rule
from affiche.rules.typography.dates import FRENCH_MONTHS, FRENCH_WEEKDAYS
from affiche.rules.typography.spacing import NO_BREAK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Match, Text

LONGEST_SHOWN = 40

_BLANK = " \u00a0\u202f"

_APOSTROPHE = lazy(rf"(?<=[^\W\d_])['‘](?=[^\W\d_]|[«“{OPAQUE}])")
_AFTER_ETC = lazy(r"\betc(?P<dots>\.{3}|…|\.…)", re.IGNORECASE)
_ELLIPSIS = lazy(r"(?<![./])(?<!\betc)\.\.\.(?![./])", re.IGNORECASE)
_FIRST_WORDS = "Elles?|Ils?|Nous|Vous|On|Les?|La|L|Une?|Des?|Du|Ces?|Cette|Si|Pour|En|À|Aux?|Dans|Son|Sa|Ses|Votre|Vos|Notre|Nos"
"""With which a sentence begins more often than a name."""
_ABBREVIATION = lazy(
    rf"\b(?:(?P<title>M(?:me|lle)s?|Mgr|Me|Dre?|Pre?)\.|Mr\b\.?)"
    rf"(?=[{_BLANK}]+(?!(?:{_FIRST_WORDS})\b)[A-ZÀ-Þ])"
)
_QUOTATION_MARK = lazy(r"[\"“”«»]")
_ONE_WORD = lazy(r"\S+")
_OPENS_AFTER = " \u00a0\u202f\n([«“’'—–-/"
_ORDINAL = lazy(r"(?<![\w,.])(?P<number>\d{1,3}|[IVX]+)(?P<ending>[eè]re|i?[eè]me)(?P<plural>s?)\b")
_OE = lazy(
    r"\b(?:[Mm]an|d['’])?(?P<oe>oe|OE|Oe)(?=uvr|UVR)|\b[cs](?P<oe2>oe)ur|\bn(?P<oe3>oe)ud|\bv(?P<oe4>oe)ux?\b|\bm(?P<oe5>oe)urs\b"
)
_NO_ACCENT = lazy(
    r"\bA(?=[ \u00a0](?:propos|compter|partir|défaut|noter|savoir|tout moment|cet égard|cette fin|ces fins|ce titre|cet effet)\b)"
    r"|\bE(?=tats?\b|tats?-|tant\b|tes-vous|tre\b|crivez|crire|diteur|dition|quipe|galement|lément|valuation|cole|tape|volution)"
)


@dataclass(frozen=True, slots=True)
class _Term:
    """A word that one country uses and the other does not."""

    pattern: str
    term: str
    wanted: str
    unless: str = ""
    """What the text also says where the word is right."""


_LAW_OF_QUEBEC = r"Commission d[’']accès à l[’']information|\bCAI\b|\bLoi 25\b"
_TERMS: Mapping[str, tuple[_Term, ...]] = {
    "fr-ca": (
        _Term(r"\bcookies?\b", "cookie", "témoin"),
        _Term(r"\b(?:e-)?mails?\b", "e-mail", "courriel"),
        _Term(
            r"\bdonnées (?:personnelles|à caractère personnel)\b",
            "données personnelles",
            "renseignements personnels",
        ),
        _Term(r"\bnewsletters?\b", "newsletter", "infolettre"),
        _Term(r"\bfinalités?\b", "finalité", "fin"),
        _Term(
            r"\bDPO\b|\bdélégué(?:e|\(e\))? à la protection des (?:données|renseignements)\b",
            "délégué à la protection des données",
            "responsable de la protection des renseignements personnels",
        ),
        _Term(r"\bCNIL\b", "CNIL", "Commission d’accès à l’information", _LAW_OF_QUEBEC),
        _Term(r"\bRGPD\b", "RGPD", "Loi 25", _LAW_OF_QUEBEC),
        _Term(
            r"\b(?:mis(?:es?)?|mettre|mettons|tenir|tenons|tenue?s?|garder|gardons) à date\b",
            "à date",
            "à jour",
        ),
        _Term(r"\bsmartphones?\b", "smartphone", "téléphone intelligent"),
        _Term(r"\bspams?\b", "spam", "pourriel"),
        _Term(r"\bchats?\b(?= (?:en ligne|en direct))|(?<=\bpar )chat\b", "chat", "clavardage"),
    ),
    "fr-fr": (
        _Term(r"\brenseignements personnels\b", "renseignements personnels", "données personnelles"),
        _Term(r"\btémoins? (?:de connexion|publicitaires?)\b", "témoin", "cookie"),
        _Term(r"\binfolettres?\b", "infolettre", "lettre d’information"),
        _Term(r"\bpourriels?\b", "pourriel", "courrier indésirable"),
        _Term(r"\bclavardage\b", "clavardage", "discussion en ligne"),
        _Term(r"\btéléphones? intelligents?\b", "téléphone intelligent", "smartphone"),
    ),
}


@rule(
    "french/apostrophe",
    ADVICE,
    "a straight apostrophe",
    why="French is set with ’, and a search finds a word only in one of the two forms.",
    example=("l'avis", "l’avis"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs="'‘",
)
def french_apostrophe(text: Text, passage: Passage) -> Iterator[Match]:
    """Find straight apostrophes, and opening marks in their place."""
    for match in _APOSTROPHE.finditer(passage.text):
        kind = "a straight apostrophe" if match[0] == "'" else "an opening mark as apostrophe"
        yield text.replacement(passage, match, 0, "’", kind)


@rule(
    "french/ellipsis",
    ADVICE,
    "three full stops instead of an ellipsis",
    why="The character … never breaks, and a screen reader reads it correctly.",
    example=("Voir plus...", "Voir plus…"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=("...", "etc"),
)
def french_ellipsis(text: Text, passage: Passage) -> Iterator[Match]:
    """Find three full stops that should be one character, or, after “etc”, one full stop."""
    for match in _ELLIPSIS.finditer(passage.text):
        yield text.replacement(passage, match, 0, "…", "three full stops")
    for match in _AFTER_ETC.finditer(passage.text):
        yield text.replacement(passage, match, "dots", ".", f"“{match[0]}” says twice that the list goes on")


@rule(
    "french/quotes",
    ADVICE,
    "English or straight quotation marks",
    why="French quotes with « and »; “ and ” mark a quotation inside another.",
    example=('le "Site"', "le «\u00a0Site\u00a0»"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs='"“”',
)
def french_quotes(text: Text, passage: Passage) -> Iterator[Match]:
    """Find English or straight quotation marks where French has guillemets."""
    for start, end, depth in _quotations(passage.text):
        if depth and passage.text[start] == "“":
            continue
        inner = passage.text[start + 1 : end - 1]
        lead = len(inner) - len(inner.lstrip(_BLANK))
        trail = len(inner) - len(inner.rstrip(_BLANK))
        opening, closing = ("“", "”") if depth else (f"«{NO_BREAK}", f"{NO_BREAK}»")
        shown = inner.strip() if len(inner) < LONGEST_SHOWN else "…"
        yield text.match(
            passage,
            start,
            end,
            "these quotation marks are not French",
            expected=f"“{shown}”" if depth else f"« {shown} »",
            edits=(
                *swap(passage, start, start + 1 + lead, opening),
                *swap(passage, end - 1 - trail, end, closing),
            ),
        )


@rule(
    "french/angles",
    ADVICE,
    "<< and >> instead of guillemets",
    why="Only « and » are quotation marks; << and >> are signs of mathematics and of programs.",
    example=("le << Site >>", "le «\u00a0Site\u00a0»"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=("<<",),
)
def french_angles(text: Text, passage: Passage) -> Iterator[Match]:
    """Find quotations between doubled angle brackets; what looks like a field of a program is left alone."""
    for match in DOUBLED_ANGLES.finditer(passage.text):
        yield text.match(
            passage,
            *match.span(),
            "<< and >> are no quotation marks",
            expected="« and »",
            edits=(
                *swap(passage, match.start(), match.end("lead"), f"«{NO_BREAK}"),
                *swap(passage, match.start("trail"), match.end(), f"{NO_BREAK}»"),
            ),
        )


@rule(
    "french/abbreviations",
    ADVICE,
    "a full stop after “Mme”, or “Mr” for “M.”",
    why="An abbreviation that ends with the last letter of the word takes no full stop; “Mr” is English.",
    citation="OQLF; Imprimerie nationale",
    example=("Mme. Roy et Mr Roy", "Mme Roy et M. Roy"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
)
def french_abbreviations(text: Text, passage: Passage) -> Iterator[Match]:
    """Find titles before a name that are not shortened as in French."""
    for match in _ABBREVIATION.finditer(passage.text):
        right = match["title"] or "M."
        yield text.replacement(passage, match, 0, right, f"“{match[0]}” is not how French shortens it")


def _quotations(words: str) -> list[tuple[int, int, int]]:
    """Return each quotation with its depth; none at all where it is not sure which mark opens and which closes."""
    stack: list[int] = []
    found: list[tuple[int, int, int]] = []
    for match in _QUOTATION_MARK.finditer(words):
        at, mark = match.start(), match[0]
        before, after = words[max(0, at - 1) : at], words[at + 1 : at + 2]
        if mark == '"' and before.isdigit() and not (stack and _ONE_WORD.fullmatch(words, stack[-1] + 1, at)):
            if stack:
                return []  # inches, or the end of a quotation
            continue
        opens = mark in "«“" or (mark == '"' and not before.strip(_OPENS_AFTER))
        closes = mark in "»”" or (mark == '"' and not after.isalnum())
        if stack and closes and not (opens and after.strip()):
            start = stack.pop()
            if words[start] != "«":
                found.append((start, at + 1, len(stack)))
        elif opens:
            stack.append(at)
        else:
            return []
    return [] if stack else sorted(found)


@rule(
    "french/ordinals",
    ADVICE,
    "an ordinal such as “2ème” or “1ère”",
    why="The short forms are 1er, 1re, 2e.",
    example=("la 2ème fois", "la 2e fois"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
)
def french_ordinals(text: Text, passage: Passage) -> Iterator[Match]:
    """Find ordinals with too long an ending, such as `2ème`."""
    for match in _ORDINAL.finditer(passage.text):
        ending = ("re" if match["ending"].endswith("re") else "e") + match["plural"]
        start, end = match.start("ending"), match.end()
        yield text.match(
            passage,
            match.start(),
            end,
            f"“{match[0]}” has too long an ending",
            expected=match["number"] + ending,
            edits=swap(passage, start, end, ending),
        )


@rule(
    "french/letters",
    ADVICE,
    "a capital without its accent, or oe for œ",
    why="Capitals take accents too; œ is one letter.",
    example=("A propos", "À propos"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
)
def french_letters(text: Text, passage: Passage) -> Iterator[Match]:
    """Find capitals without their accent, and `oe` for `œ`."""
    for match in _NO_ACCENT.finditer(passage.text):
        accented = {"A": "À", "E": "É"}[match[0]]
        if passage.text.startswith(("Etre", "Etes"), match.start()):
            accented = "Ê"
        yield text.replacement(
            passage, match, 0, accented, f"“{_word(passage, match)}” is missing its accent"
        )
    for match in _OE.finditer(passage.text):
        group = match.lastgroup or "oe"
        letter = "œ" if match[group].islower() else "Œ"
        yield text.replacement(passage, match, group, letter, f"“{_word(passage, match)}” is written with œ")


def _word(passage: Passage, match: re.Match[str]) -> str:
    whole = re.compile(r"\w*").match(passage.text, match.start())
    return whole[0] if whole else match[0]


MUCH_OFTENER = 4
"""A word is no name where the text writes it small this many times as often."""

_WORD = lazy(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NUMBERING = lazy(r"^\W*[\d.]+\(\w{1,4}\)$")
_ENDS = tuple(f'.:;!?«“"(•–—|/{OPAQUE}')
"""What stands before the first word of a heading or sentence."""
_LANGUAGES = "français|anglais|espagnol|allemand|italien|portugais|néerlandais|chinois|arabe"
_MONTHS = [month for month in FRENCH_MONTHS.split("|") if month not in {"mars", "avril", "mai"}]
"""Those that are not names of something else as well."""
_NAME_OF_DAY = lazy(
    rf"\b[a-zà-ÿœ]+[ \u00a0](?P<word>{FRENCH_WEEKDAYS.title()}|{'|'.join(_MONTHS).title()})s?\b(?![ \u00a0]\d)"
)
_NAME_OF_LANGUAGE = lazy(
    rf"\b(?:en|langue|version|traduction)[ \u00a0](?P<word>(?:{_LANGUAGES.title()})e?)\b"
)


@rule(
    "french/title-case",
    ADVICE,
    "a heading with capitals inside, as English titles have them",
    why="In French only the first word and names have a capital. A word that the text itself writes in lower case is no name.",
    fix="write these words in lower case",
    example=(
        "## Vos Renseignements Personnels {#r}\n\nvos renseignements personnels",
        "## Vos renseignements personnels {#r}\n\nvos renseignements personnels",
    ),
    scope="text",
    language="fr",
)
def french_title_case(text: Text) -> Iterator[Match]:
    """Find headings whose words have capitals that the text itself does not give them."""
    small, named = _usage(text.passages)
    for passage in text.passages:
        if passage.kind is not Kind.HEADING:
            continue
        wrong = [
            match
            for match in _inner_capitals(passage.text)
            if small[match[0].lower()] >= max(1, MUCH_OFTENER * named[match[0].lower()])
            and not named[_with_next(passage.text, match)]
        ]
        if wrong:
            yield text.match(
                passage,
                wrong[0].start(),
                wrong[-1].end(),
                f"this heading has capitals inside: {', '.join(f'“{match[0]}”' for match in wrong)}",
                expected=_lowered(passage.text, wrong),
            )


def _inner_capitals(words: str) -> Iterator[re.Match[str]]:
    """Return the words with a capital that do not begin a heading or sentence."""
    for match in _WORD.finditer(words):
        if not match[0][1:] or not match[0].istitle():
            continue
        before = just_before(words, match.start()).rstrip(" \u00a0\u202f\n’'")
        begins = (
            not re.search(r"[^\W\d_]", _NUMBERING.sub("", before))
            or before.endswith(_ENDS)
            or before.endswith(" -")
        )
        if not begins:
            yield match


def _usage(passages: tuple[Passage, ...]) -> tuple[Counter[str], Counter[str]]:
    """Count the words that running text writes small, and those, with the next word too, that it writes as names."""
    small: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for passage in passages:
        if passage.kind is Kind.HEADING:
            continue
        small.update(word for word in _WORD.findall(passage.text) if word.islower())
        for match in _inner_capitals(passage.text):
            named.update((match[0].lower(), _with_next(passage.text, match)))
    return small, named


def _with_next(words: str, match: re.Match[str]) -> str:
    following = _WORD.match(words, match.end() + 1)
    return f"{match[0]} {following[0] if following else ''}"


def _lowered(words: str, wrong: list[re.Match[str]]) -> str:
    for match in wrong:
        words = words[: match.start()] + match[0].lower() + words[match.end() :]
    return words.replace(OPAQUE, "…")


@rule(
    "french/capitals",
    ADVICE,
    "a day, month or language with a capital",
    why="French does not capitalise them: le lundi, en janvier, en anglais.",
    example=("en Français", "en français"),
    scope="passage",
    language="fr",
    yaml=True,
    fixes=True,
    needs=tuple(f"{FRENCH_WEEKDAYS}|{'|'.join(_MONTHS)}|{_LANGUAGES}".split("|")),
)
def french_capitals(text: Text, passage: Passage) -> Iterator[Match]:
    """Find names of days, months and languages with a capital inside a sentence."""
    for pattern in (_NAME_OF_DAY, _NAME_OF_LANGUAGE):
        for match in pattern.finditer(passage.text):
            word = match["word"]
            yield text.replacement(
                passage, match, "word", word.lower(), f"“{word}” has a capital inside a sentence"
            )


@rule(
    "french/terms",
    ADVICE,
    "a term of France in a text for Canada, or the other way round",
    why="Readers and authorities of each country know the terms of its law: renseignements personnels, or données personnelles.",
    fix="use the term of the country",
    example=("nos cookies", "nos témoins"),
    scope="text",
    language="fr",
    yaml=True,
)
def terms_of_another_country(text: Text) -> Iterator[Match]:
    """Find terms of France in a text for Canada, and of Canada in a text for France; each once."""
    for each in _TERMS.get(text.tag.lower(), ()):
        places = [*_found(each.pattern, text)]
        if places and not (each.unless and any(_found(each.unless, text))):
            passage, match = places[0]
            more = len(places) - 1
            often = f", here and in {more} more place{'' if more == 1 else 's'}" if more else ""
            yield text.match(
                passage,
                *match.span(),
                f"“{each.term}” is not the usual term for {text.tag}{often}",
                expected=f"“{each.wanted}”",
            )


def _found(pattern: str, text: Text) -> Iterator[tuple[Passage, re.Match[str]]]:
    return (
        (passage, match)
        for passage in text.passages
        for match in re.finditer(pattern, passage.text, re.IGNORECASE)
    )
