"""Words whose coming or going may change what a text means, however small the change looks.

An editorial version says that the meaning is unchanged. « do not share » and « may share » differ by two words, so
such words are shown before a version is published, and an editorial one with any of them needs a reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.compare import Kind
from affiche.html import NAMED_PICTURE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.compare import Comparison
    from affiche.model import Fact


class Weight(StrEnum):
    """Why a word matters."""

    NEGATION = "negation"
    MODAL = "modal verb"
    NUMBER = "number"
    PERIOD = "period"
    RECIPIENT = "recipient"
    DISCLOSURE = "disclosure"
    PICTURE = "picture"


_WORDS = {
    "en": {
        Weight.NEGATION: "no not never none nothing nobody neither nor cannot without unless except only solely",
        Weight.MODAL: "may might can could shall should will would must always",
        Weight.NUMBER: "two three four five six seven eight nine ten eleven twelve fifteen eighteen twenty "
        "thirty sixty ninety hundred thousand once twice half",
        Weight.PERIOD: "day days week weeks month months quarter quarters year years hour hours daily weekly "
        "monthly annually yearly immediately indefinitely forever",
        Weight.RECIPIENT: "third party parties partner partners affiliate affiliates advertiser advertisers vendor "
        "vendors provider providers processor processors subsidiary subsidiaries recipient recipients",
        Weight.DISCLOSURE: "sell sells sold selling sale share shares shared sharing disclose discloses disclosed "
        "disclosing transfer transfers transferred rent rents rented",
    },
    "fr": {
        Weight.NEGATION: "ne n pas jamais aucun aucune rien ni sans sauf nul nulle non seulement uniquement hormis",
        Weight.MODAL: "peut peuvent pouvons pouvez peux pourra pourront pourrons pourrez pourrait pourraient doit doivent "
        "devons devez devra devront devrons devrez devrait devraient faut faudra toujours",
        Weight.NUMBER: "deux trois quatre cinq six sept huit neuf dix onze douze treize quinze dix-huit vingt trente "
        "soixante quatre-vingt-dix cent mille moitié",
        Weight.PERIOD: "jour jours semaine semaines mois trimestre trimestres an ans année années heure heures "
        "quotidien mensuel mensuellement annuel annuellement immédiatement indéfiniment",
        Weight.RECIPIENT: "tiers tierce tierces partenaire partenaires annonceur annonceurs prestataire prestataires "
        "fournisseur fournisseurs filiale filiales sous-traitant sous-traitants destinataire destinataires",
        Weight.DISCLOSURE: "vendre vendons vend vendent vendu vendue vendus vendues vente partager partageons partage "
        "partagent partagé partagés communiquer communiquons communiqué céder cédons transférer transférons "
        "divulguer divulguons louer",
    },
}
_BY_WORD = {
    language: {word: weight for weight, words in kinds.items() for word in words.split()}
    for language, kinds in _WORDS.items()
}
_TOKEN = re.compile(r"\d+(?:[\s.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
_CONTRACTED = re.compile(r"\b(\w+)n['’]t\b", re.IGNORECASE)
"""`don't` is two words, one of which is a negation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightyChange:
    """The words in one section that came or went and may change its meaning."""

    section: str
    """The id of the section; empty for title and introduction."""
    title: str
    gone: Mapping[str, Weight]
    came: Mapping[str, Weight]

    def __str__(self) -> str:
        """Say which words came and went, and what kind each is."""
        return ", ".join(self.parts())

    def parts(self) -> list[str]:
        """Give a phrase for each word."""
        gone = [f"{weight} “{word}” removed" for word, weight in self.gone.items()]
        return [*gone, *(f"{weight} “{word}” added" for word, weight in self.came.items())]


def weighty_changes(
    comparison: Comparison, language: str, *facts: Mapping[str, Fact]
) -> Iterator[WeightyChange]:
    """Find the words that may change the meaning of each section; the facts name the recipients."""
    recipients = {name for each in facts for name in _names(each.get("recipients"))}
    for change in comparison.changes:
        gone: dict[str, Weight] = {}
        came: dict[str, Weight] = {}
        for words in change.words:
            if words.kind is not Kind.MOVED:
                old, new = (_weighty(text, language, recipients) for text in (words.old, words.new))
                gone |= dict((old - new).keys())
                came |= dict((new - old).keys())
        if gone or came:
            place = change.new or change.old
            yield WeightyChange(
                section=place.id if place else "",
                title=place.title if place else "",
                gone=gone,
                came=came,
            )


def _weighty(text: str, language: str, recipients: set[str]) -> Counter[tuple[str, Weight]]:
    """Count the words of a text that matter."""
    known = _BY_WORD.get(language.partition("-")[0], {})
    plain = _CONTRACTED.sub(r"\1 not", text).casefold()
    found: Counter[tuple[str, Weight]] = Counter()
    for picture in NAMED_PICTURE.finditer(plain):
        found[picture["file"], Weight.PICTURE] += 1
    plain = NAMED_PICTURE.sub(r"\g<words>", plain)
    for token in _TOKEN.findall(plain):
        if token[0].isdigit():
            found[re.sub(r"[\s.,]", "", token), Weight.NUMBER] += 1
        elif token in known:
            found[token, known[token]] += 1
    words = f" {_words_of(plain)} "
    for name in recipients:
        found[name, Weight.RECIPIENT] += words.count(f" {_words_of(name.casefold())} ")
    return found


def _words_of(text: str) -> str:
    """Leave out everything between the words, as a name may come with or without its full stop."""
    return " ".join(re.findall(r"\w+", text))


def _names(fact: Fact | None) -> Iterator[str]:
    """Give the names of recipients, wherever the facts hold them."""
    if isinstance(fact, tuple):
        for part in fact:
            yield from [part] if isinstance(part, str) else _names(part)
    elif isinstance(fact, Mapping):
        for key, part in fact.items():
            if key in {"name", "rows"} or not isinstance(part, str):
                yield from [part] if isinstance(part, str) else _names(part) if key != "columns" else ()
