"""What makes a text hard to read, as advice with the place."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from affiche.characters import (
    CONTROL,
    DIRECTION,
    code,
    is_right_to_left,
    mixed_words,
    without_width,
)
from affiche.patterns import lazy
from affiche.rules.markup import shortened
from affiche.rules.prose import OPAQUE, Kind
from affiche.rules.rule import ADVICE, ERROR, rule
from affiche.rules.texts import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Text

LONGEST_SENTENCE = {"en": 50, "fr": 60}
"""Words; French needs some more for the same."""
LONGEST_PARAGRAPH = {"en": 170, "fr": 200}
FEWEST_HEDGES = 3
_OPEN = {"may", "might", "could"}

_WORD = lazy(rf"[\w{OPAQUE}]+(?:['’.-]\w+)*")
_SENTENCE = lazy(r"(?:[^.!?;:\n]|[.](?!\s+[«“(]?[^\W\d_a-zéèêàâîôûç])|[!?;:](?!\s))+", re.DOTALL)
_HEDGES = {
    "en": lazy(
        r"\b(?:(?<!you )may|might|could|possibly|perhaps|generally|typically|from time to time|often"
        r"|(?:certain|some)(?! (?:states?|jurisdictions?|regions?|countries|cases|browsers|laws|rights|circumstances|features)))\b",
        re.IGNORECASE,
    ),
    "fr": lazy(
        r"\b(?:pourrions|pourrait|pourraient|éventuellement|le cas échéant|parfois|généralement"
        r"|certaine?s(?! (?:pays|cas|droits|navigateurs|lois|fonctionnalités))"
        r"|de temps à autre|peut-être|susceptibles?)\b",
        re.IGNORECASE,
    ),
}
_OF_RISK = lazy(
    r"\b(?:risks?|secur\w+|breach\w*|unauthori[sz]ed|guarantee\w*|negatively|prevent\w*|law|laws|rights?|please note"
    r"|risques?|sécurité|violations?|garanti\w*|lois?|droits?|empêch\w*)\b",
    re.IGNORECASE,
)
_OF_OURS = lazy(r"\b(?:we|our|us|partners|nous|notre|nos|partenaires)\b", re.IGNORECASE)


@rule(
    "reading/long-sentence",
    ADVICE,
    "a sentence that is too long",
    why="Past some fifty words readers lose the thread.",
    fix="split it into two sentences, or make it a list",
    citation="GDPR, article 12(1): clear and plain language",
    example=(
        "We collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, collect names, addresses and telephone numbers, and more.",
        "We collect:\n\n- names\n- addresses\n- telephone numbers",
    ),
    scope="passage",
)
def long_sentences(text: Text, passage: Passage) -> Iterator[Match]:
    """Find sentences that are too long to be taken in."""
    most = LONGEST_SENTENCE.get(text.tag[:2].lower())
    if most is None or passage.kind is Kind.CELL:
        return
    if len(passage.text) <= most:
        return
    for start, end in sentences(passage):
        count = len(_WORD.findall(passage.text, start, end)) if end - start > most else 0
        if count > most:
            yield text.match(passage, start, end, f"this sentence has {count} words")


@rule(
    "reading/long-paragraph",
    ADVICE,
    "a paragraph that is too long",
    why="Readers look for their own question; a block of text hides it.",
    fix="split it by subject, or make a list",
    example=(
        "We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. We keep it short. ",
        "We keep it short.",
    ),
    scope="passage",
)
def long_paragraphs(text: Text, passage: Passage) -> Iterator[Match]:
    """Find paragraphs that are too long to be taken in."""
    most = LONGEST_PARAGRAPH.get(text.tag[:2].lower())
    if most is None or len(passage.text) <= most or passage.kind is Kind.CELL:
        return
    count = len(_WORD.findall(passage.text))
    if count > most:
        yield text.match(passage, 0, len(passage.text), f"this paragraph has {count} words")


@rule(
    "reading/hedging",
    ADVICE,
    "a sentence that hedges again and again",
    why="“May”, “might”, “some” and “often” leave readers guessing what is done.",
    fix="say what is done, and when",
    citation="WP260 rev.01, paragraph 13",
    example=(
        "We may sometimes, and might, give some of it to certain others.",
        "We give your address to the carrier.",
    ),
    scope="text",
)
def hedging(text: Text) -> Iterator[Match]:
    """Find sentences that hedge again and again."""
    hedges = _HEDGES.get(text.language)
    if hedges is None:
        return
    for passage in text.passages:
        if len(hedges.findall(passage.text)) < FEWEST_HEDGES:
            continue
        for start, end in sentences(passage):
            # what may happen to readers, and what the law may give them, is not for the publisher to promise
            if _OF_RISK.search(passage.text, start, end) or not _OF_OURS.search(passage.text, start, end):
                continue
            found = [match[0].lower() for match in hedges.finditer(passage.text, start, end)]
            if len(found) >= FEWEST_HEDGES and (len(set(found)) > 1 or found[0] in _OPEN):
                yield text.match(
                    passage,
                    start,
                    end,
                    f"this sentence hedges: {', '.join(found)}",
                )


def sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Return where each sentence of a passage begins and ends; a semicolon or colon ends one, as a list would."""
    for match in _SENTENCE.finditer(passage.text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        end = match.start() + len(match[0].rstrip())
        if start < end:
            yield start, end


@rule(
    "reading/doubled-word",
    ADVICE,
    "a word written twice",
    why="Readers stumble, and wonder which word is missing.",
    fix="delete one of them, or write the word that was meant",
    example=("We answer the the same day.", "We answer the same day."),
    scope="passage",
    yaml=True,
)
def doubled_words(text: Text, passage: Passage) -> Iterator[Match]:
    """Find words twice in a row that neither language has so."""
    for match in _DOUBLED.finditer(passage.text):
        word = match["word"]
        if word in _NEVER_TWICE or (len(word) >= SHORTEST_DOUBLED and word.islower()):
            yield text.match(passage, *match.span(), f"“{' '.join(match[0].split())}” is written twice")


SHORTEST_DOUBLED = 6
"""Letters; shorter words may be meant, as in “nous nous engageons”, “had had” or “very very”."""
_DOUBLED = lazy(r"(?<![\w-])(?P<word>[^\W\d_]+)[ \n]+(?P=word)(?![\w’'-])")
_NEVER_TWICE = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "and",
        "or",
        "for",
        "with",
        "we",
        "our",
        "your",
        "by",
        "at",
        "as",
        "this",
        "not",
        "may",
        "will",
        "from",
        "le",
        "de",
        "du",
        "des",
        "et",
        "ou",
        "un",
        "une",
        "dans",
        "pour",
        "par",
        "sur",
        "avec",
        "au",
        "aux",
        "ce",
        "cette",
        "vos",
        "nos",
    ]
)


@rule(
    "reading/unfinished-sentence",
    ADVICE,
    "a paragraph that ends in a comma or in the middle of a sentence",
    why="Its end was lost, or nobody finished it.",
    fix="finish the sentence",
    example=(
        "We answer you on the same day, and\n\nWrite to us.",
        "We answer you on the same day.\n\nWrite to us.",
    ),
    scope="text",
)
def unfinished_sentences(text: Text) -> Iterator[Match]:
    """Find paragraphs without an end, where no list follows that would be it."""
    for passage, following in pairwise([*text.passages, None]):
        if passage is None:
            continue
        is_followed = following is not None and (
            following.kind in {Kind.ITEM, Kind.CELL}
            or following.text[:1].islower()
            or following.text.endswith(",")
        )
        if (
            passage.kind is Kind.PARAGRAPH
            and not is_followed
            and passage.text.endswith(_ENDS)
            and (match := _NO_END.search(passage.text))
            and len(passage.text.split()) >= FEWEST_WORDS
        ):
            yield text.match(passage, *match.span(), f"the paragraph ends with “{match[0].strip()}”")


FEWEST_WORDS = 6
"""Words of a sentence; fewer are a salutation or a line of an address."""
_LAST_WORDS = "and|or|the|of|to|with|for|et|ou|de|du|des|le|les|pour|avec"
_ENDS = (",", *_LAST_WORDS.split("|"))
_NO_END = lazy(rf"\b\w+,$|(?<=[\w,] )(?:{_LAST_WORDS})$")


_SPLICED = (
    lazy(r"(?:please\snote\sthat\s)?(?:the|this|these|we|our|your|it|you|they)\b", re.IGNORECASE),
    lazy(r"\b(?:is|are|will|may|can|must|do|does|have|has|collect|use|separate|share)\b"),
    lazy(
        r"(?:we|this|these|it|they|you)\b(?: \w+){0,2} (?:is|are|will|may|can|must|do|does|have|has|was|were)\b"
    ),
)
"""How the first of two sentences begins, what it says of something, and how the second one begins."""
_POLITE = lazy(r"^please\snote\sthat\s", re.IGNORECASE)
_PART_OF_SENTENCE = lazy(
    r"[.,;:()“”\"—–]|\b(?:when|if|that|because|so|where|while|until|unless|once|as|how|what|which|who|before|after)\b",
    re.IGNORECASE,
)


@rule(
    "english/two-sentences",
    ADVICE,
    "two sentences with only a comma between them",
    why="Readers look for the word that joins them, and which of the two holds if they differ.",
    fix="write a full stop, or the word that joins them",
    example=(
        "Our rules are not fixed, we may change them at any time.",
        "Our rules are not fixed. We may change them at any time.",
    ),
    scope="passage",
    language="en",
    yaml=True,
    needs=(", we", ", this", ", these", ", it", ", they", ", you"),
)
def spliced_sentences(text: Text, passage: Passage) -> Iterator[Match]:
    """Find a comma between what could be two sentences, where no word makes one of them a part of the other."""
    begins, says, goes_on = _SPLICED
    for start, end in sentences(passage):
        first, comma, second = passage.text[start:end].partition(", ")
        spoken = _POLITE.sub("", first)
        are_two = comma and begins.match(first) and says.search(first) and goes_on.match(second)
        if are_two and len(first.split()) >= FEWEST_SPLICED and not _PART_OF_SENTENCE.search(spoken):
            place = start + len(first)
            shown = f"{first.split()[-1]}, {second.split()[0]}"
            yield text.match(passage, place, place + 1, f"a comma alone joins two sentences: “{shown}”")


FEWEST_SPLICED = 5
"""Words of the first of two sentences; what is shorter, such as “We see, you are here”, may be meant."""


@rule(
    "english/article",
    ADVICE,
    "“an” before a consonant, or “a” before a vowel",
    why="It often shows that a name was replaced by another, and that nobody read the sentence again.",
    fix="write the other one, or the name that was meant",
    example=("You get an DeskAlert.", "You get a DeskAlert."),
    scope="passage",
    language="en",
    yaml=True,
)
def wrong_article(text: Text, passage: Passage) -> Iterator[Match]:
    """Find “an” before a letter that no word begins with a vowel sound for, be it spelled out or not, and the reverse."""
    wrong = [(match, right) for right, pattern in _WRONG.items() for match in pattern.finditer(passage.text)]
    for match, right in wrong if not (wrong and _GERMAN.search(passage.text)) else ():
        yield text.match(passage, *match.span(), f"“{match[0]}” should begin with “{right}”")


_GERMAN = lazy(r"\b(?:und|die|der|das|werden|wird|nicht|oder|diese[rnms]?|deine[rnms]?|dich|wen)\b")
_WRONG = {
    "a": lazy(
        r"(?<![\w-])[Aa]n (?:[BCDGJKPQTVWZ][^\W\d_]+\b(?!-)|(?:non|[bcdgjkpqtvwz][^\W\d_]{3,})\b"
        r"|(?!hour|hono|honest|heir|herb|hist|hotel|habit|hypo)[fhlmrsny][a-z]{3,}\b|(?:uni(?!n|m|d)|use|usu|util|eu|Eu)[a-z]+|one\b)"
    ),
    "an": lazy(
        r"(?:(?<![\w'’.&-])a|(?:(?<=^)|(?<=[.!?] ))A) (?:(?!one|once|and\b|or\b|are\b|eu|ewe|ao)[aeio][a-z]{2,}"
        r"|un(?!i|anim)[a-z]{3,}|hour|honest|heir)[a-z]*\b"
    ),
}


@rule(
    "reading/direction",
    ERROR,
    "characters that turn the order of what is shown",
    why="A page shows other words than the text holds, such as another period, and nobody can see why.",
    fix="delete the invisible character; type the word again if you cannot see it",
    citation="CVE-2021-42574; Unicode UAX #9",
    example=("Kept for \u202e03\u202c days.", "Kept for 30 days."),
    scope="text",
    yaml=True,
)
def turned_directions(text: Text) -> Iterator[Match]:
    """Find controls of direction in texts that are not written from right to left."""
    if is_right_to_left(text.tag):
        return
    for found, place in text.characters(lambda words: _spans(DIRECTION, words)):
        yield Match(location=place, message=f"{code(found)} turns the order of what is shown")


@rule(
    "reading/unshowable",
    ERROR,
    "a character that no page can show",
    why="It is left out of pages, or spoils them and feeds; mostly it came with something that was pasted.",
    fix="delete it; it may be invisible in your editor",
    example=("Kept for 30&#x1F; days.", "Kept for 30 days."),
    scope="text",
    yaml=True,
)
def unshowable_characters(text: Text) -> Iterator[Match]:
    """Find control characters, most of which can only be written as references: a file that holds them is not read."""
    for found, place in text.characters(lambda words: _spans(_NOT_SHOWN, words)):
        yield Match(location=place, message=f"there is {code(found)} here, which no page can show")


_NOT_SHOWN = lazy(f"{CONTROL.pattern[:-1]}{OPAQUE}]")
"""U+FFFC stands for a picture that was not copied with the text; browsers show a box."""


@rule(
    "reading/invisible",
    ADVICE,
    "an invisible character inside a word or number",
    why="A search for the word does not find it, and a screen reader may say it in two parts; it can also hide what differs.",
    fix="delete it, or type the word again",
    citation="Unicode UTS #39",
    example=("Your pass\u200bword is kept.", "Your password is kept."),
    scope="text",
    yaml=True,
)
def invisible_characters(text: Text) -> Iterator[Match]:
    """Find signs without width where letters or digits stand on both sides."""
    for found, place in text.characters(without_width):
        yield Match(location=place, message=f"{code(found[0])} is invisible, and stands inside a word")


@rule(
    "reading/alphabets",
    ADVICE,
    "a word with letters of several alphabets",
    why="Some letters of other alphabets look the same: a search does not find the word, and an address leads elsewhere.",
    fix="type the word again with one keyboard",
    citation="Unicode UTS #39",
    example=("We use P\u0430yPal.", "We use PayPal."),
    scope="text",
    yaml=True,
)
def mixed_alphabets(text: Text) -> Iterator[Match]:
    """Find words that mix Latin, Greek, Cyrillic and other letters, or are wholly of letters that look Latin."""
    for found, place in text.characters(
        lambda words: ((at, end) for at, end, _ in mixed_words(words, text.tag))
    ):
        ((_, _, alphabets),) = mixed_words(found, text.tag)
        said = (
            f"holds {' and '.join(alphabets)} letters"
            if alphabets[1:]
            else f"looks Latin, and is {alphabets[0]}"
        )
        yield Match(location=place, message=f"“{shortened(found)}” {said}")


def _spans(pattern: re.Pattern[str], words: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in pattern.finditer(words))
