"""Typography: what is wrong, and what `--fix` makes of it; what is right stays as it is."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from affiche.rules import RULES, Text, autofix
from affiche.rules.prose import Edit
from affiche.rules.rule import apply
from tests.rules.subjects import problems, subject, text

N, T = "\u00a0", "\u202f"
"""The spaces that do not break: the usual one, and the narrow (thin) one."""

FIXES: dict[str, list[tuple[str, str, str]]] = {
    "french/colon": [
        ("fr-CA", "Les fins : trois", f"Les fins{N}: trois"),
        ("fr-FR", "Les fins: trois", f"Les fins{N}: trois"),
        ("fr-CA", "**Canada** : oui, et **Canada :** aussi", f"**Canada**{N}: oui, et **Canada{N}:** aussi"),
        ("fr-CA", "Pendant {{ facts.days }}: oui", f"Pendant {{{{ facts.days }}}}{N}: oui"),
    ],
    "french/high-signs": [
        ("fr-CA", "Oui ; non ! Quoi ?", "Oui; non! Quoi?"),
        ("fr-FR", "Oui; non ! Quoi ?", f"Oui{T}; non{T}! Quoi{T}?"),
        ("fr-FR", "*Quoi* ?", f"*Quoi*{T}?"),
    ],
    "french/guillemets": [("fr-CA", "« oui » et «non»", f"«{N}oui{N}» et «{N}non{N}»")],
    "french/quotes": [
        ("fr-CA", 'le "Site" et “nous”', f"le «{N}Site{N}» et «{N}nous{N}»"),
        ("fr-CA", 'appelé "client (ou "usager")" ici', f"appelé «{N}client (ou “usager”){N}» ici"),
        ("fr-CA", 'voir "l’"annexe" ci-jointe" hier', f"voir «{N}l’“annexe” ci-jointe{N}» hier"),
        ("fr-FR", 'les "données "sensibles"" ici', f"les «{N}données “sensibles”{N}» ici"),
        ("fr-CA", 'un écran de 15" ou 17" et un "mot"', f'un écran de 15" ou 17" et un «{N}mot{N}»'),
        ("fr-CA", 'la version "2.0"', f"la version «{N}2.0{N}»"),
        ("fr-FR", 'le " **Site** "', f"le «{N}**Site**{N}»"),
    ],
    "reading/doubled-space": [
        ("fr-CA", f"La notice {N}dit ceci", "La notice dit ceci"),
        ("en-CA", f"one{N}{N} two **three {N}four**", "one two **three four**"),
    ],
    "reading/slash": [
        ("fr-CA", "le domaine /URL, et/ **ou** non", "le domaine/URL, et/**ou** non"),
        ("en-CA", "your credit/ debit card", "your credit/debit card"),
    ],
    "french/angles": [
        ("fr-CA", "le << Site >> et << l’*appli* mobile >>", f"le «{N}Site{N}» et «{N}l’*appli* mobile{N}»"),
        ("fr-FR", f"ici <<{N}nous{N}>>.", f"ici «{N}nous{N}»."),
    ],
    "french/abbreviations": [
        ("fr-CA", "à Mme. Roy ou à Mmes. Roy et Côté", "à Mme Roy ou à Mmes Roy et Côté"),
        ("fr-CA", "Mr Roy et **Mr. Émond**", "M. Roy et **M. Émond**"),
        ("fr-FR", f"Dr.{N}Petit, Me. Blanc et Mlle. Noir", f"Dr{N}Petit, Me Blanc et Mlle Noir"),
    ],
    "french/units": [("fr-CA", "10 % de 5$, 3 €", f"10{N}% de 5{N}$, 3{N}€")],
    "french/number-sign": [
        ("fr-FR", "la loi n° 78-17 et n°5", f"la loi n°{N}78-17 et n°{N}5"),
        ("fr-CA", "art. 6, p. 3 et no 5", f"art.{N}6, p.{N}3 et no{N}5"),
    ],
    "french/low-signs": [("fr-CA", "un , deux . ( trois ) et quatre …", "un, deux. (trois) et quatre…")],
    "french/run-on": [
        ("fr-CA", "les fins,voire les moyens.Nous avisons", "les fins, voire les moyens. Nous avisons")
    ],
    "french/digit-groups": [
        ("fr-CA", "les 12 000 clients", f"les 12{N}000 clients"),
        ("fr-FR", "les 1 250 000 clients", f"les 1{T}250{T}000 clients"),
        ("fr-CA", "au 514 555-0142 ou 1 800 555-0142", f"au 514{N}555-0142 ou 1{N}800{N}555-0142"),
        (
            "fr-FR",
            "au 01 99 00 12 34, +33 1 99 00 12 34",
            f"au 01{N}99{N}00{N}12{N}34, +33{N}1{N}99{N}00{N}12{N}34",
        ),
    ],
    "french/numbers": [
        ("fr-CA", "de $10.50 à **$1,500**", f"de 10,50{N}$ à **1{N}500{N}$**"),
        ("fr-CA", f"au plus 1.000.000{N}$", f"au plus 1{N}000{N}000{N}$"),
        ("fr-FR", "1,000,000 de fois, 1,234.50 euros", f"1{T}000{T}000 de fois, 1{T}234,50 euros"),
        ("fr-CA", f"2.5{N}% de 1.500{N}€", f"2,5{N}% de 1{N}500{N}€"),
    ],
    "french/times": [("fr-CA", "à 17h05, ou à 9 h", f"à 17{N}h{N}05, ou à 9{N}h")],
    "french/apostrophe": [("fr-CA", "l'avis d'**ici** et l'« avis »", f"l’avis d’**ici** et l’«{N}avis{N}»")],
    "french/ellipsis": [
        ("fr-CA", "Et puis... Oui, etc..., etc… et etc.", "Et puis… Oui, etc., etc. et etc.")
    ],
    "french/first-of-month": [
        ("fr-CA", "le 1 janvier 2026", f"le 1<sup>er</sup>{N}janvier 2026"),
        ("fr-CA", "du 1 au 5 janvier", f"du 1<sup>er</sup> au 5{N}janvier"),
        ("fr-CA", "entre le 1 et le 3 mars", f"entre le 1<sup>er</sup> et le 3{N}mars"),
        ("fr-FR", "le 1 er janvier 2027", f"le 1<sup>er</sup>{N}janvier 2027"),
        ("fr-CA", "le 01 mai", f"le 1<sup>er</sup>{N}mai"),
        ("fr-CA", "le 2ème juin, le 03 juin", f"le 2{N}juin, le 3{N}juin"),
    ],
    "french/date-capitals": [
        ("fr-CA", "le 2 Janvier 2026", f"le 2{N}janvier 2026"),
        ("fr-CA", "le Jeudi 2 janvier 2026", f"le jeudi 2{N}janvier 2026"),
        ("fr-CA", "le Lundi 3 Janvier, en été", f"le lundi 3{N}janvier, en été"),
        ("fr-CA", "le 2 janvier, 2026", f"le 2{N}janvier 2026"),
        ("fr-CA", "le 2 janv. 2026", f"le 2{N}janvier 2026"),
    ],
    "french/day-month": [
        ("fr-CA", "le 2 janvier, **2** juin", f"le 2{N}janvier, **2**{N}juin"),
        ("fr-FR", "le 1<sup>er</sup> juin, le 1er mai", f"le 1<sup>er</sup>{N}juin, le 1er{N}mai"),
    ],
    "french/capitals": [("fr-CA", "en Français, le Lundi, en Janvier", "en français, le lundi, en janvier")],
    "french/ordinals": [("fr-CA", "la 2ème et la 1ère fois", "la 2e et la 1re fois")],
    "french/letters": [
        ("fr-CA", "A propos des Etats-Unis", "À propos des États-Unis"),
        ("fr-CA", "Etant donné ce choix", "Étant donné ce choix"),
        ("fr-CA", "mettre en oeuvre", "mettre en œuvre"),
    ],
    "english/high-signs": [("en-CA", "Our uses : why ? 5 % .", "Our uses: why? 5%.")],
    "english/low-signs": [
        ("en-CA", "this , that . ( these )", "this, that. (these)"),
        ("en-CA", "a word ,as ( “this” )", "a word, as (“this”)"),
    ],
    "english/run-on": [
        ("en-CA", "the uses,and the privacy.Your rights", "the uses, and the privacy. Your rights")
    ],
    "english/numbers": [
        ("en-CA", "10,50 $ or 12 000 € or $ 5, 2,5% of it", "$10.50 or €12,000 or $5, 2.5% of it"),
    ],
    "english/times": [
        ("en-CA", "from 9am to 5:30 PM.", f"from 9{N}a.m. to 5:30{N}p.m."),
        ("en-GB", "at 17h05", "at 17:05"),
    ],
}
RIGHT = [
    ("fr-CA", f"Les fins{N}: trois; quoi? Oui! 10{N}% à 17:05, «{N}ici{N}»"),
    ("fr-CA", f"Quoi{T}? Le ratio 3:1, `a : b ; c`, <https://a.example/x?y;z>"),
    ("fr-FR", f"Les fins{N}: trois{T}; quoi{N}? Oui{T}!"),
    ("fr-CA", f"le 1<sup>er</sup>{N}janvier 2026, le 1er{N}juin, le 21{N}mai, 1,1 million"),
    ("fr-CA", 'le signal *Don\'t ask : "why" ?*{: lang=en } et <span lang=en>a : b</span>'),
    ("fr-CA", "## Titre {#a-b:c}\n\n[mot](https://a.example/x : y)"),
    ("fr-CA", "A. Durand, les Edito, coexister, 2e, 1re"),
    ("fr-CA", "{{ facts.x : y }} et a@b.example"),
    ("en-CA", "Why? 5%: see https://a.example/?x=1 and `a ;` and 3:2"),
    (
        "en-CA",
        "It costs 5 .5 or .NET, at 5 p.m. or 9:30 a.m., from 12 000 or company number 123 456 789, $1,500.50",
    ),
    ("en-US", "At 9am on Booking.com, Node.js and e.g.this, for US$ or $5"),
    ("fr-CA", f"en 2026 100 personnes, 192.168.1.20, 3,125{N}%, 24h/24, 7j/7, v1.2.3, H2Z 9Z9, 10{N}$ CA"),
    (
        "fr-FR",
        f"1{N}500{N}€ ou 1{T}500{N}€, par 3 fois, au 01.99.00.12.34, lundi à vendredi, Mars, [ ] et (1)",
    ),
    ("fr-CA", f"Taille{N}: 5'10\" et 6'2\""),
    ("fr-CA", 'un "mot" et une fin" seule'),
    ("fr-FR", f"192.168.100.200, version 1.234.567.8, l’article 1 et le 3{N}mai"),
    (
        "fr-CA",
        "M. Roy, Mme Roy et MM. Côté; écrivez-le à Mme. Elle répond, et 3 << 5 sont là, puis `a << b >> c`",
    ),
    ("fr-FR", "dans l’Art contemporain, non 5, le Sénat, en France, le site A.fr"),
]
CASES = [(rule, *case) for rule, cases in FIXES.items() for case in cases]


def of(tag: str, words: str) -> Text:
    return text(words, tag[:2], tag)


@pytest.mark.parametrize(("rule", "tag", "wrong", "right"), CASES)
def test_a_slip_is_found_and_autofix(rule: str, tag: str, wrong: str, right: str) -> None:
    locale = tag[:2]
    assert problems(rule, subject({locale: wrong}, tags={locale: tag}))
    assert autofix(of(tag, wrong), RULES) == right
    assert not problems(rule, subject({locale: right}, tags={locale: tag}))


@pytest.mark.parametrize(("tag", "words"), RIGHT)
def test_what_is_right_stays(tag: str, words: str) -> None:
    assert autofix(of(tag, words), RULES) == words


def test_the_place_is_that_in_the_file() -> None:
    found = problems("french/colon", subject({"fr": "# Titre\n\nUn **mot** : oui"}, tags={"fr": "fr-CA"}))
    assert [(p.location.line, p.location.column) for p in found] == [(3, 11)]


def test_every_rule_that_mends_is_shown_here() -> None:
    assert {rule.id for rule in RULES if rule.fixes} - {"structure/heading-id"} == FIXES.keys()


SIGNS = [
    "mot",
    "Le",
    "1",
    "2",
    "10",
    "01",
    " ",
    " ",
    "\n\n",
    ":",
    ";",
    "?",
    "!",
    "%",
    "«",
    "»",
    '"',
    "'",
    "’",
    "...",
]
SIGNS += [
    ",",
    ".",
    N,
    T,
    "**",
    "*",
    "`a : b`",
    "{{ facts.x }}",
    "<a@b.example>",
    "https://a.example/?b;c",
    "janvier",
]
SIGNS += [
    "Mars",
    "2026",
    "\n- ",
    "\n\n## Titre {#t}\n\n",
    "\n\n## Sans\n\n",
    "1er",
    "2ème",
    "n°",
    "Etats",
    "oeuvre",
]
SIGNS += [
    "$",
    "€",
    "1,500",
    "000",
    "12 000",
    "2.5",
    "17h05",
    "9am",
    "art.",
    "(",
    ")",
    "…",
    "Lundi",
    "en Anglais",
]
SIGNS += ["&nbsp;", "<b>", "</b>", "[x](#t)"]
WORDS = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)
TAGS = st.sampled_from(["fr-CA", "fr-FR", "en-CA"])


@settings(deadline=None, derandomize=True)
@given(WORDS, TAGS)
def test_mending_twice_is_mending_once(words: str, tag: str) -> None:
    once = autofix(of(tag, words), RULES)
    assert autofix(of(tag, once), RULES) == once


@settings(deadline=None, derandomize=True)
@given(WORDS, TAGS)
def test_mending_changes_nothing_but_typography(words: str, tag: str) -> None:
    once = autofix(replace(of(tag, words), ids_known=False), RULES)
    assert _bare(once) == _bare(words)
    assert once.count("\n") == words.count("\n")


def test_ten_thousand_places_are_mended_in_one_go() -> None:
    edits = [[Edit(start=at, end=at + 1, words="b")] for at in range(0, 40_000, 2)]
    clashing = [[Edit(start=at + 1, end=at + 4, words="c")] for at in range(0, 39_000, 2)]
    started = time.process_time()
    assert apply("a" * 40_000, [*edits, *clashing]) == "ba" * 20_000
    assert time.process_time() - started < 10


def _bare(words: str) -> str:
    """Leave out all that may be mended: spaces, quotation marks, accents, endings, capitals, signs of numbers."""
    words = words.replace("<sup>er</sup>", "").replace("...", "…").replace("oe", "œ").replace("'", "’")
    for ending in ("ème", "er", "e"):
        for digit in "0123456789":
            words = words.replace(digit + ending, digit)
    words = words.replace("&nbsp;", " ").replace("0", "").replace("É", "E").replace("À", "A")
    bare = "".join(sign for sign in words.lower() if sign not in ' \u00a0\u202f"«»“”,.€$')
    return re.sub(r"(\d)h(?=\d)", r"\1:", bare)
