"""Names: companies left over from a template, and addresses that readers cannot use."""

from __future__ import annotations

import re
from collections import Counter
from difflib import SequenceMatcher
from itertools import combinations, islice
from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.rules.prose import holding
from affiche.rules.rule import ADVICE, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.model import Fact
    from affiche.rules.prose import Passage
    from affiche.rules.texts import Match, PolicyTexts, Text

_FORM = r"(?:Inc|Ltd|LLC|L\.L\.C|LLP|Corp|Corporation|Limited|GmbH|AG|S\.A\.S|SAS|SARL|S\.A|SA|B\.V|BV|Pty|PLC|plc|inc|ltée|ULC|S\.à r\.l)"
_WORD = r"[A-ZÀ-Þ0-9][\w&’'-]{0,60}+(?:\.\w{1,60}+){0,9}+"
_COMPANY = lazy(rf"(?P<name>{_WORD}(?:[ \u00a0]{_WORD}){{0,5}}),?[ \u00a0](?P<form>{_FORM})(?!\.?\w)\.?")
_ARTICLES = lazy(
    r"^(?:(?:An?|The|By|Our|We|In|If|When|To|For|With|And|This|At|Le|La|Les|Par|Chez|Pour|Avec|Et|À)[ \u00a0])+"
)
_PUBLISHER = lazy(
    r"\b(?:operated|owned|run|published|provided) by\b|\b(?:data )?controller\b|[(“\"«]\s*(?:we|us|our|nous)\b"
    r"|\b(?:we|us|our|nous)[”\"»]|\bresponsable d[eu] traitement\b|\b(?:édité|exploité|géré)e?s? par\b|\bhereinafter\b|\bci-après\b",
    re.IGNORECASE,
)
AROUND = 25
"""Characters around a name in which the text says that it is the publisher’s."""
NAME_LIKENESS = 0.8


@rule(
    "leftovers/company",
    ADVICE,
    "a company in the publisher’s place that is neither the publisher nor among the facts",
    why="A name left over from a template, or spelled in two ways, makes it unclear who is responsible.",
    fix="correct the name; or name the company among the facts in policy.yaml, with the other recipients",
    example=("“We” means Martinet Inc.", "“We” means Cormorant Desk Inc."),
    scope="policy",
)
def foreign_companies(policy: PolicyTexts) -> Iterator[Match]:
    """Find names that are nearly the publisher’s, and other companies where the publisher’s is expected."""
    own = {_bare(name): name for name in policy.site.organisation.name.values()}
    known = {_bare(words) for policy in policy.site.policies for words in _words(policy.facts)}
    listed = " | ".join(known)
    for text in policy.texts.values():
        for passage in text.passages:
            for match in _COMPANY.finditer(passage.text):
                name = _ARTICLES.sub("", match[0])
                start, bare = match.end() - len(name), _bare(name)
                if bare in listed or any(f"{bare} ".startswith(f"{one} ") for one in own):
                    continue
                near = next(
                    (o for b, o in own.items() if SequenceMatcher(None, bare, b).ratio() >= NAME_LIKENESS), ""
                )
                around = passage.text[max(0, start - AROUND) : match.end() + AROUND]
                if near or (own and _PUBLISHER.search(around)):
                    yield text.match(
                        passage,
                        start,
                        match.end(),
                        f"“{name}” is nearly the publisher’s name" if near else _stranger(name),
                        expected=near,
                    )


def _stranger(name: str) -> str:
    return f"“{name}” is named in the publisher’s place and is not among the facts"


def _bare(name: str) -> str:
    """Return a name without its legal form, in small letters."""
    return re.sub(rf"[\s,]+{_FORM}\.?$", "", name.replace("\u00a0", " ")).strip(" .,").casefold()


def _words(fact: Fact) -> Iterator[str]:
    if isinstance(fact, str):
        yield fact
    else:
        for part in fact if isinstance(fact, tuple) else fact.values():
            yield from _words(part)


@rule(
    "leftovers/other-name",
    ADVICE,
    "a name in the place of the one that the text uses everywhere else",
    why="One name was replaced by another, and one place was missed: the text binds somebody else there.",
    fix="write the name that was meant",
    example=(
        "MARTINET asks. MARTINET tells. MARTINET shares. MARTINET keeps. MARTINET deletes. It is KESTREL’s practice to ask.",
        "MARTINET asks. MARTINET tells. MARTINET shares. MARTINET keeps. MARTINET deletes. It is MARTINET’s practice to ask.",
    ),
    scope="text",
)
def other_names(text: Text) -> Iterator[Match]:
    """Find a name in capitals that stands once or twice where another one stands again and again."""
    words = "\n".join(passage.text for passage in text.passages)
    names = Counter(match[1] for match in _NAME.finditer(words))
    if not names:
        return
    usual, times = names.most_common(1)[0]
    if times < OFTEN:
        return
    rare = {name for name, count in names.items() if count <= RARELY and not _is_akin(name, usual)}
    acting = {match[1] for match in _ACTING.finditer(words)} & rare
    for passage in text.passages:
        for match in _NAME.finditer(passage.text):
            if match[1] in acting:
                message = f"“{match[1]}” stands where this text says “{usual}” everywhere else"
                yield text.match(passage, match.start(1), match.end(1), message, expected=usual)


_NAME = lazy(r"(?<![\w@./-])([A-Z][A-Z0-9]{4,})(?![\w@-]|\.\w)")
_ACTING = lazy(
    r"(?<![\w@./-])([A-Z][A-Z0-9]{4,})(?:[’']s? (?:practice|polic(?:y|ies)|customers?|services?|web ?sites?|products?|partners?|"
    r"employees|affiliates)\b| (?:will|may|does|shall|has|is|uses|collects|shares|keeps|processes|reserves)\b)"
)
"""A name that does something, or has something, as only the publisher does in most texts."""
OFTEN = 5
RARELY = 2


def _is_akin(name: str, usual: str) -> bool:
    """Tell the same name spelled otherwise, or a part of it, from another one."""
    return name in usual or usual in name or SequenceMatcher(None, name, usual).ratio() >= NAME_LIKENESS


@rule(
    "leftovers/two-names",
    ADVICE,
    "a company whose name is spelled in two ways",
    why="Readers cannot tell whether one company is meant or two.",
    fix="write the name as the company does",
    example=("Finchh Inc. and Finch Inc. help us.", "Finch Inc. helps us."),
    scope="text",
)
def nearly_alike_companies(text: Text) -> Iterator[Match]:
    """Find names that differ by a letter or two, or by their capitals, each once, where it stands first."""
    yield from _otherwise_in_capitals(text)
    first: dict[str, tuple[Passage, int, int, str]] = {}
    for passage in text.passages:
        for match in _COMPANY.finditer(passage.text):
            name = _ARTICLES.sub("", match[0])
            first.setdefault(_bare(name), (passage, match.end() - len(name), match.end(), name))
    pairs = combinations(islice(first.items(), MOST_COMPANIES), 2)
    for (bare, (passage, start, end, name)), (other, (*_, meant)) in pairs:
        if _is_one_name(bare.split(), other.split()):
            yield text.match(
                passage, start, end, f"“{name}” is nearly “{meant}”, which stands in this text too"
            )


def _otherwise_in_capitals(text: Text) -> Iterator[Match]:
    """Find a name that is in capitals again and again, and once or twice is not."""
    names = Counter(match[1] for passage in text.passages for match in _NAME.finditer(passage.text))
    words = {word for passage in text.passages for word in passage.text.split()}
    for usual in (name for name, count in names.items() if count >= OFTEN and name.lower() not in words):
        pattern = re.compile(rf"(?<![\w@./-]){usual.title()}(?![\w@-]|\.\w)")
        found = [(one, *match.span()) for one in text.passages for match in pattern.finditer(one.text)]
        if found and len(found) <= RARELY:
            message = f"“{usual.title()}” is written “{usual}” everywhere else"
            yield text.match(*found[0], message, expected=usual)


def _is_one_name(one: list[str], other: list[str]) -> bool:
    """Tell a name with a slip in it from that of a sister company, which has a word of its own."""
    return len(one) == len(other) and all(
        word == like
        or (len(word) >= SHORTEST_WORD and SequenceMatcher(None, word, like).ratio() >= SAME_WORD)
        for word, like in zip(one, other, strict=True)
    )


MOST_COMPANIES = 100
"""Of a text, that are held against each other; of 1,924 real texts, the richest names 17."""
SHORTEST_WORD = 5
"""Letters; shorter words that differ by one are often two words."""
SAME_WORD = 0.88


@rule(
    "leftovers/no-address",
    ADVICE,
    "readers are asked to send an e-mail, and the text gives no address",
    why="Readers cannot ask for their rights where they do not know whom to write to.",
    fix="write the address, or put it in: `{{ facts.contact.email }}`",
    citation="GDPR, article 13(1)(a)",
    example=("Ask for your data by e-mailing us.", "Ask for your data by e-mailing privacy@finch.test."),
    scope="text",
)
def no_address(text: Text) -> Iterator[Match]:
    """Find the first sentence that asks for an e-mail, in a text that holds no address at all."""
    if _ANY_ADDRESS.search(text.edition.html) or _ANY_ADDRESS.search(text.file.text):
        return
    for passage in holding(text.passages, ("mail", "courriel")):
        match = _ASKS_FOR_MAIL.search(passage.text)
        if match and "](" not in text.file.text[passage.starts[0] :].partition("\n")[0]:
            yield text.match(passage, *match.span(), f"“{match[0]}”, and the text holds no address")
            return


_ANY_ADDRESS = lazy(r"@|\bmailto:|\{\{|[\[({<] ?(?:at|arobase) ?[\])}>]|\[e-?mail.protected", re.IGNORECASE)
_ASKS_FOR_MAIL = lazy(
    r"\b(?:[Bb]y|[Tt]hrough|[Vv]ia) e-?mailing(?= us\b| our\b| the\b| [A-Z])|(?<!you )\b[Ee]-?mail us\b"
    r"|\b(?:[Ss]end|sending|[Ww]rite) (?:us )?an e-?mail (?:to|at)\b"
    r"|(?<!you )\b(?:[Cc]ontact|[Rr]each|[Ww]rite to) us (?:by|via|through) e-?mail\b"
    r"|\b(?:[Éé]cri(?:re|vez|vant)[- ]nous|(?<!vous )nous (?:écrire|contacter)|[Cc]ontactez[- ]nous) par (?:courriel|e-?mail)\b"
    r"|\b[Ee]nvoye[rz](?:[- ]nous)? un (?:courriel|e-?mail) à\b"
)


@rule(
    "leftovers/hidden-address",
    ADVICE,
    "an e-mail address that is written so that programs do not know it",
    why="Readers must put it together by hand, and a screen reader reads nonsense. Spam filters do better by now.",
    fix="write the address; Affiche makes it a link",
    example=("Write to privacy (at) example (dot) com.", "Write to privacy@example.com."),
    scope="passage",
    yaml=True,
    needs="[(",
)
def hidden_addresses(text: Text, passage: Passage) -> Iterator[Match]:
    """Find addresses with “at” and “dot” in brackets."""
    for match in HIDDEN_ADDRESS.finditer(passage.text):
        address = _DOT.sub(".", _AT.sub("@", match[0])).lower()
        yield text.match(
            passage, *match.span(), f"“{match[0]}” is an address that nobody can click", expected=address
        )


_OPEN, _CLOSE = r"[ \u00a0]*[\[(][ \u00a0]*", r"[ \u00a0]*[\])][ \u00a0]*"
"""Not braces or angle brackets, which are errors by themselves."""
_AT = lazy(rf"{_OPEN}(?i:at|arobase|arrobe|@){_CLOSE}")
_DOT = lazy(rf"{_OPEN}(?i:dot|point|\.){_CLOSE}|[ ](?i:dot|point)[ ]")
HIDDEN_ADDRESS = lazy(rf"(?<![\w.+-])[\w.+-]+{_AT.pattern}[\w-]+(?:(?:{_DOT.pattern}|\.)[\w-]+)+")
