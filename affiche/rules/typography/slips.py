"""Slips of the keyboard that a careful editor sees, and that no dictionary knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.rules.prose import Kind, just_before, swap
from affiche.rules.readability import sentences
from affiche.rules.rule import ADVICE, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.rules.prose import Passage
    from affiche.rules.texts import Match, Text

SHORTEST_SENTENCE = 4
"""Words; shorter ones, such as “Write to us.”, may well stand twice."""


@rule(
    "reading/doubled-sentence",
    ADVICE,
    "a sentence written twice in a row",
    why="It was pasted twice, and readers look for the difference.",
    fix="delete one of them",
    example=(
        "Your privacy matters to us. Your privacy matters to us.",
        "Your privacy matters to us.",
    ),
    scope="text",
)
def doubled_sentences(text: Text) -> Iterator[Match]:
    """Find sentences that say what the one before them said, in the same paragraph or the one before it."""
    before: list[str] = []
    for passage in text.passages:
        if passage.kind in {Kind.HEADING, Kind.CELL}:
            before = []
            continue
        for start, end in sentences(passage):
            words = passage.text[start:end].rstrip(".!? ").casefold().split()
            if len(words) >= SHORTEST_SENTENCE and words == before:
                yield text.match(passage, start, end, "this sentence is written twice")
            before = words


_DOUBLED_SIGN = lazy(
    r"(?<=[^\W_])(?P<signs>\.\.(?!\.)|,,|,\.|,;|;,|;\.|:;)(?=[\s)”»\"]|\Z)"
    r"|(?<=[^\W_])(?P<inside>[,;])[ ]?(?=\))|(?<=\()(?P<first>[,;])(?=[\s\w])"
)


@rule(
    "reading/doubled-sign",
    ADVICE,
    "two signs where one belongs, such as “..” or “,)”",
    why="Words were taken out or put in, and nobody read the sentence again.",
    fix="delete the sign that is too many, or write the words that are missing",
    example=("We answer the same day.. Write to us.", "We answer the same day. Write to us."),
    scope="passage",
    yaml=True,
    needs=("..", ",,", ",.", ",;", ";,", ";.", ":;", ",)", ", )", ";)", "; )", "(,", "(;"),
)
def doubled_signs(text: Text, passage: Passage) -> Iterator[Match]:
    """Find signs that no sentence has side by side; three full stops are an ellipsis."""
    for match in _DOUBLED_SIGN.finditer(passage.text):
        start = passage.text.rfind(" ", 0, match.start()) + 1
        shown = passage.text[start : match.end() + 1].strip()
        yield text.match(passage, *match.span(), f"“{shown}” has a sign too many")


_NO_NOUN = {
    "en": lazy(
        r"(?<![\w-])(?:(?:at|in|to|of|on|for|by|from|with) )?(?:the|our|your) "
        r"(?:by|of|to|from|at|with|are|is|was|were|we|you|us)(?![\w/’'-])(?=[ ][a-z])"
        r"|(?:assure|inform|notify|remind|tell)s? you that (?:are|can|collect|keep|may|protect|provide|receive|store|will)\b"
    ),
    "fr": lazy(
        r"(?<![\w’'-])(?:de|à|dans|sur|pour|avec|par) (?:la|le|les) (?:de|du|des|et|dans|que|qui|est|sont)(?![\w’'-])"
    ),
}


@rule(
    "reading/missing-word",
    ADVICE,
    "an article with no noun, as in “at the by e-mail”",
    why="A word was lost, and readers cannot know which.",
    fix="write the word that is missing, or delete the article",
    example=("You can do this at the by writing to us.", "You can do this by writing to us."),
    scope="passage",
    yaml=True,
)
def missing_words(text: Text, passage: Passage) -> Iterator[Match]:
    """Find articles before a word that cannot follow one."""
    pattern = _NO_NOUN.get(text.language)
    for match in pattern.finditer(passage.text) if pattern else ():
        yield text.match(passage, *match.span(), f"a word is missing in “{match[0]}”")


_MISSPELLED = {
    "en": {
        "3rd_party": "third_party",
        "3rd_parties": "third_parties",
        "accordingly_to": "according_to",
        "corporate_wide": "corporate-wide",
        "imbedded": "embedded",
        "in_regards_to": "with_regard_to",
        "un-locked": "unlocked",
        "can_opt-out": "can_opt_out",
        "cannot_opt-out": "cannot_opt_out",
        "may_opt-out": "may_opt_out",
        "not_opt-out": "not_opt_out",
        "to_opt-out": "to_opt_out",
        "its'": "its",
        "its’": "its",
        "accomodate": "accommodate",
        "acknowlege": "acknowledge",
        "adress": "address",
        "adresses": "addresses",
        "agreeement": "agreement",
        "alot": "a_lot",
        "aquire": "acquire",
        "beleive": "believe",
        "commited": "committed",
        "committment": "commitment",
        "concious": "conscious",
        "definately": "definitely",
        "disclosue": "disclosure",
        "existance": "existence",
        "foward": "forward",
        "garantee": "guarantee",
        "goverment": "government",
        "guarentee": "guarantee",
        "independant": "independent",
        "infomation": "information",
        "inital": "initial",
        "maintainance": "maintenance",
        "mantain": "maintain",
        "neccessary": "necessary",
        "necesary": "necessary",
        "occured": "occurred",
        "occurence": "occurrence",
        "perfom": "perform",
        "persistant": "persistent",
        "persue": "pursue",
        "posession": "possession",
        "pricacy": "privacy",
        "privaty": "privacy",
        "priviledge": "privilege",
        "publically": "publicly",
        "recieve": "receive",
        "recieved": "received",
        "recomend": "recommend",
        "refered": "referred",
        "relevent": "relevant",
        "responsability": "responsibility",
        "seperate": "separate",
        "seperately": "separately",
        "succesful": "successful",
        "succesfully": "successfully",
        "teh": "the",
        "thier": "their",
        "transfered": "transferred",
        "transfering": "transferring",
        "untill": "until",
        "usefull": "useful",
        "wich": "which",
        "withing": "within",
    },
    "fr": {
        "els": "les",
        "tell(e)s_que": "tel(le)s_que",
        "d’ont": "dont",
        "d'ont": "dont",
        "mot_de_passé": "mot_de_passe",
        "mots_de_passé": "mots_de_passe",
        "addresse": "adresse",
        "aggréé": "agréé",
        "apparement": "apparemment",
        "biensûr": "bien_sûr",
        "cidessous": "ci-dessous",
        "comme_même": "quand_même",
        "confidencialité": "confidentialité",
        "confidentalité": "confidentialité",
        "connection": "connexion",
        "connections": "connexions",
        "developpement": "développement",
        "dévelopement": "développement",
        "exécption": "exception",
        "fichiers_journal": "fichiers_journaux",
        "language": "langage",
        "malgrés": "malgré",
        "notament": "notamment",
        "ommettre": "omettre",
        "parmis": "parmi",
        "personel": "personnel",
        "personels": "personnels",
        "personnelement": "personnellement",
        "professionel": "professionnel",
        "professionels": "professionnels",
        "quelque_soit": "quel_que_soit",
        "réseau_sociaux": "réseaux_sociaux",
        "traffic": "trafic",
        "traîtement": "traitement",
        "utilsateur": "utilisateur",
        "utlisation": "utilisation",
    },
}
"""What is never right, by language; an underscore stands for a space."""
_MISSPELLINGS = {
    language: lazy(
        rf"(?<![\w’'@./-])(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True))).replace('_', ' ')})(?![\w@]|-(?!(?:ils?|elles?|on)\b)|\.\w)",
        re.IGNORECASE,
    )
    for language, words in _MISSPELLED.items()
}
_BESIDE = {
    "en": lazy(
        r"\b(?P<wrong>third parties)(?= (?:applications?|companies|cookies|partners|platforms?|products?|providers?|services?|sites?|software"
        r"|vendors?|web ?sites?)\b)"
    ),
    "fr": lazy(
        r"\b(?P<wrong>par ex(?![\w.])"
        r"|(?:(?<=é )|(?<=ée )|(?<=és )|(?<=ées ))pas(?= (?:vous|nous|notre|nos|un|une|des|la|les)\b))"
    ),
}
"""Words that are wrong beside their neighbours alone."""
_MEANT = {"third_parties": "third-party", "pas": "par", "par_ex": "par_ex."}


@rule(
    "reading/misspelling",
    ADVICE,
    "a word that is often misspelled",
    why="A slip in a legal text makes readers wonder what else nobody read again.",
    fix="write it as expected",
    example=("We recieve your name.", "We receive your name."),
    scope="passage",
    yaml=True,
    needs=tuple(word.replace("_", " ") for words in (*_MISSPELLED.values(), _MEANT) for word in words),
)
def misspellings(text: Text, passage: Passage) -> Iterator[Match]:
    """Find words that are never right in the language of the text."""
    for match in _BESIDE[text.language].finditer(passage.text) if text.language in _BESIDE else ():
        wrong = match["wrong"]
        meant = _MEANT[wrong.lower().replace(" ", "_")].replace("_", " ")
        yield text.match(passage, *match.span("wrong"), f"“{wrong}” is misspelled", expected=meant)
    misspelled = _MISSPELLED.get(text.language, {})
    if not any(word.replace("_", " ") in passage.small for word in misspelled):
        return
    for match in _MISSPELLINGS[text.language].finditer(passage.text):
        if match[0][1:].islower():
            expected = misspelled[match[0].lower().replace(" ", "_")].replace("_", " ")
            expected = expected.capitalize() if match[0][:1].isupper() else expected
            yield text.match(passage, *match.span(), f"“{match[0]}” is misspelled", expected=expected)


_SMALL_AFTER_STOP = lazy(r"(?<=[a-zà-ÿ]{4})(?P<stop>\.) (?!npm\b)(?P<word>[a-zà-ÿœ]{2,})(?= [a-zà-ÿœ])")
_SHORTENED = lazy(
    r"\b(?:approx|incl|excl|resp|dept|corp|tél|téléph|comp|arts?|chap|depts?|environ|poss|cont|nota)\Z",
    re.IGNORECASE,
)


@rule(
    "reading/small-letter",
    ADVICE,
    "a sentence that begins with a small letter",
    why="Its beginning was lost, or two sentences were put together.",
    fix="begin it with a capital, or write the words that are missing",
    example=("We keep your data. we delete it later.", "We keep your data. We delete it later."),
    scope="passage",
    yaml=True,
    needs=(". ",),
)
def small_letters(text: Text, passage: Passage) -> Iterator[Match]:
    """Find small letters after a full stop that ends no abbreviation."""
    for match in _SMALL_AFTER_STOP.finditer(passage.text):
        if not _SHORTENED.search(just_before(passage.text, match.start())):
            yield text.match(
                passage,
                *match.span("word"),
                f"a sentence begins with a small letter: “{match['word']}”",
                expected=match["word"].capitalize(),
            )


_PAIRS = {"“": "”", "«": "»"}
_MARK = lazy(r"[“”«»]")
_MIXED = lazy(r"(?<![\w’])‘(?!tis\b|twas\b|em\b)(?P<words>[^‘’'.,;:\n]{1,60})'(?!\w)")


@rule(
    "reading/unpaired-quote",
    ADVICE,
    "a quotation mark without its counterpart",
    why="Readers cannot tell where the quotation begins or ends; in a definition that decides what is meant.",
    fix="write the mark that is missing, or delete this one",
    example=("The “Site is ours.", "The “Site” is ours."),
    scope="text",
)
def unpaired_quotes(text: Text) -> Iterator[Match]:
    """Find quotation marks that nothing opens or closes; a quotation may go on in the next paragraph."""
    for at, passage in enumerate(text.passages):
        for match in _MIXED.finditer(passage.text) if "‘" in passage.text else ():
            shown = f"‘{match['words']}'"
            yield text.match(passage, *match.span(), f"“{shown}” begins with one mark and ends with another")
        following = text.passages[at + 1].text if at + 1 < len(text.passages) else ""
        for place in _alone(passage.text):
            mark = passage.text[place]
            if mark in _PAIRS and following.startswith(mark):
                continue
            message = "nothing closes this quotation" if mark in _PAIRS else "nothing opens this quotation"
            yield text.match(passage, place, place + 1, message)


def _alone(words: str) -> Iterator[int]:
    """Return the marks that have no counterpart in these words; „ and ” open in other languages."""
    if "„" in words:
        return
    open_marks: list[int] = []
    for match in _MARK.finditer(words):
        mark = match[0]
        if mark in _PAIRS:
            open_marks.append(match.start())
        elif open_marks and _PAIRS[words[open_marks[-1]]] == mark:
            open_marks.pop()
        elif not just_before(words, match.start()).rstrip()[-1:].isdigit():  # inches
            yield match.start()
    yield from open_marks


_ENTRY = lazy(r"(?<!\w)\(([a-i]|i{2,3}|iv|vi{0,3})\)[ \u00a0]")
_LABELS = ([*"abcdefgh"], ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii"])
_SIGN_BEFORE = lazy(r"(?P<sign>[,;:.])?(?:\s+(?:and|or|and/or|et|ou|et/ou))?\s*\Z")
FEWEST_ENTRIES = 3


@rule(
    "reading/enumeration",
    ADVICE,
    "an entry of (a), (b), (c) that no comma or semicolon ends, as the others are",
    why="A word or a sign was lost there, or two entries were put together.",
    fix="end each entry alike",
    example=(
        "We tell (a) our staff (b) the client; (c) the courts; and (d) the police.",
        "We tell (a) our staff; (b) the client; (c) the courts; and (d) the police.",
    ),
    scope="passage",
    needs=("(b)", "(ii)"),
)
def uneven_enumerations(text: Text, passage: Passage) -> Iterator[Match]:
    """Find entries inside a sentence without the sign that ends the other ones; the last may have “and” alone."""
    entries = list(_ENTRY.finditer(passage.text))
    labels = [entry[1] for entry in entries]
    if len(labels) < FEWEST_ENTRIES or not any(labels == row[: len(labels)] for row in _LABELS):
        return
    before = [_SIGN_BEFORE.search(just_before(passage.text, entry.start())) for entry in entries]
    signs = [match["sign"] if match else None for match in before[1:-1]]
    if not any(signs):
        return
    for entry, match, sign in zip(entries[1:-1], before[1:-1], signs, strict=True):
        if sign is None and match and not match[0].strip():
            start = passage.text.rfind(" ", 0, entry.start() - 1) + 1
            shown = passage.text[start : entry.end()].strip()
            yield text.match(
                passage, start, entry.end(), f"“{shown}” lacks the sign that ends the other entries"
            )


_OF_MANY = lazy(
    r"\b(?:the|our|your) (?:(?P<plural>users|customers|visitors|members|clients)(?= (?:personally identifiable|personal (?:data|information)"
    r"|wishes|devices?|computers?|browsers?|consent|privacy)\b)|(?<=[ ]our )(?P<one>(?:user|customer|visitor|member|client)[’']s(?= [a-z]+(?<!s)s\b)))"
    r"|\b(?:about|for|from|of|to|with|collect|disclose|fill|identify|keep|monitor|process|protect|respect|share|store|track|use)"
    r" (?-i:user|customer|visitor|member|client)[’']s(?= [a-z])",
    re.IGNORECASE,
)


@rule(
    "english/possessive",
    ADVICE,
    "“our user’s”, or “the users wishes”, for “users’”",
    why="It says that there is one of them, or that the words are two things.",
    fix="write the apostrophe after the s",
    example=("We respect our user’s wishes.", "We respect our users’ wishes."),
    scope="passage",
    language="en",
    yaml=True,
)
def possessives_of_many(text: Text, passage: Passage) -> Iterator[Match]:
    """Find what belongs to many people, written as if it belonged to one or to nobody."""
    for match in _OF_MANY.finditer(passage.text):
        words = match[0] if match["plural"] else match[0][:-2] + "s"
        message = f"“{match[0]}” is not the form for several people"
        yield text.match(passage, *match.span(), message, expected=f"{words}’")


_TWO_SPACES = lazy(r"(?<=\w)(?:[ ]+[\u00a0\u202f][ \u00a0\u202f]*|[\u00a0\u202f][ \u00a0\u202f]+)(?=\w)")


@rule(
    "reading/doubled-space",
    ADVICE,
    "two spaces between words, one of them non-breaking",
    why="A page shows both, as a hole in the line; it comes from copying.",
    example=("The notice \u00a0says it.", "The notice says it."),
    scope="passage",
    yaml=True,
    fixes=True,
    needs="\u00a0\u202f",
)
def doubled_spaces(text: Text, passage: Passage) -> Iterator[Match]:
    """Find spaces side by side that a page does not draw as one."""
    for match in _TWO_SPACES.finditer(passage.text):
        yield text.match(
            passage,
            *match.span(),
            "two spaces stand here, and the page shows both",
            expected="one space",
            edits=swap(passage, *match.span(), " "),
        )
