"""Invented policies for measuring with: bilingual, seeded, each version a little different from the one before.

A text has eighteen sections and some 2,500 words in English. The words are put together from lists, so that
no two policies are alike and nobody's text is copied; they read as prose only from a distance.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

LOCALES = ("en", "fr")
SENTENCES_A_SECTION = 6
SECTIONS_A_REVISION = 2
OPENING = 3
"""Sentences in the first paragraph of a section."""

_HEADINGS = {
    "en": (
        "Who we are",
        "What this policy covers",
        "What we collect",
        "What others tell us",
        "Why we use it",
        "Legal grounds",
        "Whom we share it with",
        "Transfers to other countries",
        "How long we keep it",
        "How we protect it",
        "Your choices",
        "Access and correction",
        "Cookies",
        "Children",
        "Automated decisions",
        "Changes to this policy",
        "Complaints",
        "How to reach us",
    ),
    "fr": (
        "Qui nous sommes",
        "Objet de la politique",
        "Ce que nous recueillons",
        "Ce que d’autres nous communiquent",
        "Nos motifs",
        "Fondements juridiques",
        "À qui nous communiquons vos renseignements",
        "Transferts vers d’autres pays",
        "Durée de conservation",
        "Mesures de sécurité",
        "Vos choix",
        "Accès et rectification",
        "Témoins",
        "Enfants",
        "Décisions automatisées",
        "Modifications de la politique",
        "Plaintes",
        "Pour nous joindre",
    ),
}
_OCCASIONS = {
    "en": (
        "When you open an account",
        "When you order from us",
        "If you write to our team",
        "While you use our service",
        "When you answer a survey",
        "If you apply for a position",
        "When you attend an event",
        "If you call our help line",
        "When you read our newsletter",
        "As long as your contract lasts",
        "If the law requires it",
    ),
    "fr": (
        "Lorsque vous ouvrez un compte",
        "Lorsque vous passez une commande",
        "Si vous écrivez à notre équipe",
        "Pendant que vous utilisez notre service",
        "Lorsque vous répondez à un sondage",
        "Si vous posez votre candidature",
        "Lorsque vous assistez à un événement",
        "Si vous appelez notre ligne d’aide",
        "Lorsque vous lisez notre infolettre",
        "Tant que dure votre contrat",
        "Si la loi l’exige",
    ),
}
_ACTIONS = {
    "en": (
        "we **collect**",
        "we record",
        "we receive",
        "we keep",
        "we use",
        "we look over",
        "we may share",
        "we *never* sell",
        "we protect",
    ),
    "fr": (
        "nous **recueillons**",
        "nous consignons",
        "nous recevons",
        "nous conservons",
        "nous utilisons",
        "nous examinons",
        "nous pouvons communiquer",
        "nous ne vendons *jamais*",
        "nous protégeons",
    ),
}
_THINGS = {
    "en": (
        "your name and your e-mail address",
        "the address that you give for delivery",
        "the pages that you visit and the time that you spend on them",
        "the kind of device and browser that you have",
        "what you write to us and what we answer",
        "your choices about language and contrast",
        "the records of your payments, without card numbers",
        "the recordings of your calls",
        "your [consent records](https://www.example.com/consent)",
        "the number of times that you signed in",
        "the documents that you attach to a request",
        "the network address from which you reach us",
        "your opinion of our service",
    ),
    "fr": (
        "votre nom et votre adresse électronique",
        "l’adresse que vous indiquez pour la livraison",
        "les pages que vous consultez et le temps que vous y passez",
        "le type d’appareil et de navigateur que vous avez",
        "ce que vous nous écrivez et ce que nous vous répondons",
        "vos choix de langue et de contraste",
        "les traces de vos paiements, sans numéro de carte",
        "les enregistrements de vos appels",
        "vos [preuves de consentement](https://www.example.com/consentement)",
        "le nombre de vos connexions",
        "les documents que vous joignez à une demande",
        "l’adresse réseau à partir de laquelle vous nous joignez",
        "votre avis sur notre service",
    ),
}
_PURPOSES = {
    "en": (
        "so that we can answer you",
        "so that your order reaches you in good time",
        "to find faults and to mend them",
        "to keep your account safe from others",
        "for the accounts that the law has us keep",
        "to tell you of changes that concern you",
        "to learn which parts of the service are of use",
        "for as long as we need it and not a day more",
        "unless you have told us that you do not want this",
        "with the care that we would wish for our own",
    ),
    "fr": (
        "afin de pouvoir vous répondre",
        "pour que votre commande vous parvienne à temps",
        "pour trouver les défauts et les corriger",
        "pour mettre votre compte à l’abri d’autrui",
        "aux fins de la comptabilité que la loi nous impose",
        "pour vous informer des changements qui vous concernent",
        "pour savoir quelles parties du service sont utiles",
        "aussi longtemps que nécessaire et pas un jour de plus",
        "sauf si vous nous avez dit ne pas le vouloir",
        "avec le soin que nous souhaiterions pour nous-mêmes",
    ),
}
_TABLE_HEADS = {"en": ("What", "Why"), "fr": ("Quoi", "Pourquoi")}
_TITLES = {"en": "Privacy policy", "fr": "Politique de confidentialité"}


class Sentence(NamedTuple):
    """A sentence in no language yet: which occasion, action, thing and purpose it is put together from."""

    occasion: int
    action: int
    thing: int
    purpose: int

    def words(self, locale: str) -> str:
        """Say the sentence in a language."""
        return (
            f"{_OCCASIONS[locale][self.occasion]}, {_ACTIONS[locale][self.action]} "
            f"{_THINGS[locale][self.thing]}, {_PURPOSES[locale][self.purpose]}."
        )


class PolicyText:
    """A policy on its way through its versions."""

    def __init__(self, number: int) -> None:
        """Make the first version of the policy of a number."""
        self._number = number
        self._random = Random(f"policy {number}")
        self._sections = [
            [self._sentence() for _ in range(SENTENCES_A_SECTION)] for _ in _HEADINGS[LOCALES[0]]
        ]

    def revise(self) -> None:
        """Make the next version: two sections get another sentence."""
        for section in self._random.sample(self._sections, SECTIONS_A_REVISION):
            section[self._random.randrange(SENTENCES_A_SECTION)] = self._sentence()

    def title(self, locale: str) -> str:
        """Give the title in a language."""
        return f"{_TITLES[locale]} {self._number}"

    def markdown(self, locale: str) -> str:
        """Write the text as it is now."""
        parts = [f"# {self.title(locale)}"]
        for place, sentences in enumerate(self._sections):
            parts += [f"## {_HEADINGS[locale][place]} {{#s{place + 1}}}", *_body(place, sentences, locale)]
        return "\n\n".join(parts) + "\n"

    def _sentence(self) -> Sentence:
        lists = (_OCCASIONS, _ACTIONS, _THINGS, _PURPOSES)
        return Sentence(*(self._random.randrange(len(words[LOCALES[0]])) for words in lists))


def _body(place: int, sentences: list[Sentence], locale: str) -> list[str]:
    """Lay out a section: most as two paragraphs, some end in a list, some in a table."""
    opening = " ".join(sentence.words(locale) for sentence in sentences[:OPENING])
    rest = sentences[OPENING:]
    match place % 6:
        case 2:
            return [opening, "\n".join(f"- {sentence.words(locale)}" for sentence in rest)]
        case 5:
            rows = [(_THINGS[locale][s.thing], _PURPOSES[locale][s.purpose]) for s in rest]
            lines = [_TABLE_HEADS[locale], ("---", "---"), *rows]
            return [opening, "\n".join(f"| {left} | {right} |" for left, right in lines)]
        case _:
            return [opening, " ".join(sentence.words(locale) for sentence in rest)]
