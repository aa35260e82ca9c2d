"""Names: those of companies, and the terms that one country uses and another does not."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from affiche.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.model import Fact
    from affiche.rules.texts import Subject, Text

_FORM = r"(?:Inc|Ltd|LLC|L\.L\.C|LLP|Corp|Corporation|Limited|GmbH|AG|S\.A\.S|SAS|SARL|S\.A|SA|B\.V|BV|Pty|PLC|plc|inc|ltée|ULC|S\.à r\.l)"
_WORD = r"[A-ZÀ-Þ0-9][\w&’'-]*(?:\.\w+)*"
_COMPANY = re.compile(
    rf"(?P<name>{_WORD}(?:[ \u00a0]{_WORD}){{0,5}}),?[ \u00a0](?P<form>{_FORM})(?!\.?\w)\.?"
)
_ARTICLES = re.compile(
    r"^(?:(?:The|By|Our|We|In|If|When|To|For|With|And|This|At|Le|La|Les|Par|Chez|Pour|Avec|Et|À)[ \u00a0])+"
)
_PUBLISHER = re.compile(
    r"\b(?:operated|owned|run|published|provided) by\b|\b(?:data )?controller\b|[(“\"«]\s*(?:we|us|our|nous)\b"
    r"|\b(?:we|us|our|nous)[”\"»]|\bresponsable d[eu] traitement\b|\b(?:édité|exploité|géré)e?s? par\b|\bhereinafter\b|\bci-après\b",
    re.IGNORECASE,
)
BESIDE = 25
"""Signs around a name in which the text says that it is the publisher’s."""
NEAR = 0.8

_TERMS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "fr-ca": {
        r"\bcookies?\b": ("cookie", "témoin"),
        r"\be-mails?\b": ("e-mail", "courriel"),
        r"\bdonnées (?:personnelles|à caractère personnel)\b": (
            "données personnelles",
            "renseignements personnels",
        ),
        r"\bnewsletters?\b": ("newsletter", "infolettre"),
    },
    "fr-fr": {
        r"\brenseignements personnels\b": ("renseignements personnels", "données personnelles"),
        r"\btémoins? (?:de connexion|publicitaires?)\b": ("témoin", "cookie"),
        r"\binfolettres?\b": ("infolettre", "lettre d’information"),
    },
}


def foreign_companies(subject: Subject) -> Iterator[Finding]:
    """Find names that are nearly the publisher’s, and other companies where the publisher’s is expected."""
    own = {_bare(name): name for name in subject.site.organisation.name.values()}
    known = {_bare(words) for policy in subject.site.policies for words in _words(policy.facts)}
    listed = " | ".join(known)
    for text in subject.texts.values():
        for passage in text.passages:
            for match in _COMPANY.finditer(passage.text):
                name = _ARTICLES.sub("", match[0])
                start, bare = match.end() - len(name), _bare(name)
                if bare in listed or any(f"{bare} ".startswith(f"{one} ") for one in own):
                    continue
                near = next((o for b, o in own.items() if SequenceMatcher(None, bare, b).ratio() >= NEAR), "")
                around = passage.text[max(0, start - BESIDE) : match.end() + BESIDE]
                if near or (own and _PUBLISHER.search(around)):
                    yield Finding(
                        location=text.at_part(passage, start, match.end()),
                        message=f"“{name}” is nearly the publisher’s name" if near else _stranger(name),
                        expected=near,
                    )


def _stranger(name: str) -> str:
    return f"“{name}” stands where the publisher is named, and is not among the facts"


def _bare(name: str) -> str:
    """Give a name without its legal form, in small letters."""
    return re.sub(rf"[\s,]+{_FORM}\.?$", "", name.replace("\u00a0", " ")).strip(" .,").casefold()


def _words(fact: Fact) -> Iterator[str]:
    if isinstance(fact, str):
        yield fact
    else:
        for part in fact if isinstance(fact, tuple) else fact.values():
            yield from _words(part)


def terms_of_another_country(text: Text) -> Iterator[Finding]:
    """Find terms of France in a text for Canada, and of Canada in a text for France; each once."""
    for pattern, (term, wanted) in _TERMS.get(text.tag.lower(), {}).items():
        places = [
            (passage, match)
            for passage in text.passages
            for match in re.finditer(pattern, passage.text, re.IGNORECASE)
        ]
        if places:
            passage, match = places[0]
            more = len(places) - 1
            often = f", here and in {more} more place{'' if more == 1 else 's'}" if more else ""
            yield Finding(
                location=text.at_part(passage, *match.span()),
                message=f"“{term}” is not the usual term for {text.tag}{often}",
                expected=f"“{wanted}”",
            )
