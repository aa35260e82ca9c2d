"""The rules on how a text reads, in English and in French: what they let pass, and what they object to."""

from __future__ import annotations

import pytest

from tests.rules.cases import Case, each, said

LONG = "We keep " + "one more word and " * 14 + "stop."
CASES: dict[str, list[Case]] = {
    "reading/doubled-word": [
        Case(en="We had had it, and that that is; very very", fr="Nous nous engageons, vous vous opposez"),
        Case(en="We answer the the same day.", says=("1 “the the” is written twice",)),
        Case(en="your personal personal data", says=("1 “personal personal” is written twice",)),
        Case(en="x", fr="le site de\nde la ville", says=("1 “de de” is written twice",)),
    ],
    "english/two-sentences": [
        Case(
            en="These rules are not permanent, we may update them.",
            says=("1 a comma alone joins two sentences: “permanent, we”",),
        ),
        Case(
            en="Ask us. The app does not hold any tracker, you can check it there.",
            says=("1 a comma alone joins two sentences: “tracker, you”",),
        ),
        Case(
            en="Please note that this list is not complete, it will grow.",
            says=("1 a comma alone joins two sentences: “complete, it”",),
        ),
        Case(
            en="When you use our services, we may keep it. This means that when you use it, we can see it. "
            "We are small. To do so, we will ask. Our aim is, as you know, it will be short. We see, you are here."
        ),
    ],
    "reading/doubled-sentence": [
        Case(
            en="## A {#a}\n\nYour privacy matters to us.\n\nYour privacy matters to us. We keep little.",
            says=("5 this sentence is written twice",),
        ),
        Case(
            en="x",
            fr="Nous gardons peu de choses. Nous gardons peu de choses.",
            says=("1 this sentence is written twice",),
        ),
        Case(en="Write to us. Write to us.\n\n| We keep it long | We keep it long |\n|---|---|\n| a | b |"),
        Case(en="## We keep it long\n\nWe keep it long.\n\nWe keep little of it.\n\nWe keep it long."),
    ],
    "reading/doubled-sign": [
        Case(
            en="Their demographics.. We act. It ends,. The mode (of it,) and (, a thing)",
            says=(
                "1 “demographics..” has a sign too many",
                "1 “ends,.” has a sign too many",
                "1 “it,)” has a sign too many",
                "1 “(,” has a sign too many",
            ),
        ),
        Case(en="Domains (.com, .org), etc., wait... for it; see ../a. (a), (b); Finch Inc., and `a..`"),
        Case(en="x", fr="le mode de collecte,) dit", says=("1 “collecte,)” has a sign too many",)),
    ],
    "reading/missing-word": [
        Case(en="Do it at the by writing.", says=("1 a word is missing in “at the by”",)),
        Case(en="We keep the of our guests.", says=("1 a word is missing in “the of”",)),
        Case(en="x", fr="Voyez dans le de la page.", says=("1 a word is missing in “dans le de”",)),
        Case(
            en="We assure you that protect your data.",
            says=("1 a word is missing in “assure you that protect”",),
        ),
        Case(en="We assure you that we protect it, and inform you that use is free."),
        Case(en="the in-app view, the by-laws, on our or your part", fr="de la ou des langues, le de Gaulle"),
    ],
    "reading/misspelling": [
        Case(en="its' visitors", says=("1 “its'” is misspelled",)),
        Case(en="We recieve it. Seperate", says=("1 “recieve” is misspelled", "1 “Seperate” is misspelled")),
        Case(
            en="x",
            fr="le mot de passé, els choses",
            says=("1 “mot de passé” is misspelled", "1 “els” is misspelled"),
        ),
        Case(en="ACCOMODATE, recieve@finch.test, teh.test/wich", fr="le passé d’une connexion"),
    ],
    "reading/small-letter": [
        Case(en="We keep data. we delete it.", says=("1 a sentence begins with a small letter: “we”",)),
        Case(en="x", fr="Les données. les choses", says=("1 a sentence begins with a small letter: “les”",)),
        Case(en="kept approx. two days by Finch etc. as it is. npm is a service, i.e. one of us"),
    ],
    "reading/unpaired-quote": [
        Case(en="The “Site is ours.", says=("1 nothing closes this quotation",)),
        Case(en="We ‘surf' it.", says=("1 “‘surf'” begins with one mark and ends with another",)),
        Case(
            en="x",
            fr="le bouton ”j’aime”",
            says=("1 nothing opens this quotation",) * 2,
        ),
        Case(
            en="“One goes on\n\n“and on.” A 6” screen, ‘tis users' own. “A ‘b’ «c» d.”",
            fr="« Site » et „Haus“",
        ),
    ],
    "reading/two-spellings": [
        Case(
            en="email, email and e-mail",
            says=("1 “e-mail” is written otherwise in this text too: “email” (2)",),
        ),
        Case(
            en="x",
            fr="courriel, e-mails, e-mails, email, email, email",
            says=("1 “courriel” is written otherwise in this text too: “email” (3), “e-mail” (2)",),
        ),
        Case(en="e-mail to e-mail@x.test or email@x.test, `email`"),
    ],
    "reading/unfinished-sentence": [
        Case(en="We keep these things, for as long as needed,\n\n- one\n\nDear customer,\n\nWe answer."),
        Case(en="We answer you on the same day,\n\nWrite.", says=("1 the paragraph ends with “day,”",)),
        Case(en="We answer you on the same day and", says=("1 the paragraph ends with “and”",)),
        Case(
            en="x",
            fr="Nous vous répondons le jour même avec\n\nÉcrivez.",
            says=("1 the paragraph ends with “avec”",),
        ),
    ],
    "reading/direction": [
        Case(
            en="Kept for \u202e03\u202c days.",
            says=("1 U+202E turns the order of what is shown", "1 U+202C turns the order of what is shown"),
        ),
        Case(en="Kept for &#x202E;03 days.", says=("1 U+202E turns the order of what is shown",)),
        Case(en="Kept for &#8238;03 days.", says=("1 U+202E turns the order of what is shown",)),
        Case(
            en="a \u2067b\u2069 c",
            says=("1 U+2067 turns the order of what is shown", "1 U+2069 turns the order of what is shown"),
        ),
        Case(en="Kept for 30 days.&nbsp;"),
        Case(en="See `a\u202eb`.", says=("1 U+202E turns the order of what is shown",)),
        Case(en="a \u202eb", tags={"en": "ar"}),
        Case(
            site_yaml='organisation: {name: "a\\u202eb"}',
            says=("1 U+202E turns the order of what is shown",),
        ),
    ],
    "reading/unshowable": [
        Case(
            en="Kept&#x1F; for `30&#27;` days.",
            says=tuple(f"1 there is {c} here, which no page can show" for c in ("U+001F", "U+001B")),
        ),
        Case(en="a\x9bb", says=("1 there is U+009B here, which no page can show",)),
        Case(en="Our \ufffc logo", says=("1 there is U+FFFC here, which no page can show",)),
        Case(en="A dash &#150; and &#38;#27; and &copy; 2026&nbsp;&amp; more."),
    ],
    "reading/invisible": [
        Case(en="pass\u200bword", says=("1 U+200B is invisible, and stands inside a word",)),
        Case(en="for 3&ZeroWidthSpace;0 days", says=("1 U+200B is invisible, and stands inside a word",)),
        Case(en="[a](https://pay\u2060pal.test)", says=("1 U+2060 is invisible, and stands inside a word",)),
        Case(en="Words\U000e0061\U000e0062.", says=("1 U+E0061 is invisible, and stands inside a word",)),
        Case(
            en="mark \u200b apart, soft\u00adly, ↩\ufe0e, می\u200cخواهم, 👩\u200d💻, 🏴\U000e0067\U000e0062\U000e007f"
        ),
    ],
    "reading/alphabets": [
        Case(en="P\u0430yPal", says=("1 “P\u0430yPal” holds Cyrillic and Latin letters",)),
        Case(
            en="See [us](https://\u0430pple.test).", says=("1 “\u0430pple” holds Cyrillic and Latin letters",)
        ),
        Case(en="G&omicron;ogle", says=("1 “Gοogle” holds Greek and Latin letters",)),
        Case(
            en="\u0441\u043e\u0440\u0443", says=("1 “\u0441\u043e\u0440\u0443” looks Latin, and is Cyrillic",)
        ),
        Case(en="Ｇoogle", says=("1 “Ｇoogle” holds Fullwidth and Latin letters",)),
        Case(
            site_yaml='organisation: {name: "\u0410cme"}',
            says=("1 “\u0410cme” holds Cyrillic and Latin letters",),
        ),
        Case(en="Русский, Ελληνικά, 5 kΩ, 3 µm, 4 μg, α-tocopherol, naïve, Ψ, ＧＤＰＲ"),
        Case(en="\u043e \u0441\u043e\u0440\u0443", tags={"en": "ru"}),
    ],
    "english/article": [
        Case(en="an Apple, an SMS, an hour, an X-ray, an FAQ, an e-mail"),
        Case(en="from an DeskAlert site", says=("1 “an DeskAlert” should begin with “a”",)),
        Case(en="An Gannet office", says=("1 “An Gannet” should begin with “a”",)),
        Case(
            en="an user of an lawyer",
            says=("1 “an user” should begin with “a”", "1 “an lawyer” should begin with “a”"),
        ),
        Case(
            en="a email in a hour",
            says=("1 “a email” should begin with “an”", "1 “a hour” should begin with “an”"),
        ),
        Case(en="a European, a one-time key, a unit, Annex A applies, Q&A is, points a and b, a uniform"),
        Case(en="Schriftlich an diesen Anwalt", tags={"en": "en"}),
    ],
    "french/title-case": [
        Case(en="## Where We Keep It\n\nwhere we keep it", fr="## Où vont-ils\n\nOù ils vont"),
        Case(
            en="x",
            fr="# Vie privée : Nos règles\n\n## 2.1(a) Transferts par Orange en Europe\n\nnos transferts ; règles",
        ),
        Case(
            en="x",
            fr="## Aide du Service de paix\n\nun service ; le Service de paix\n\n## VOS DROITS\n\nvos droits",
        ),
        Case(
            en="x",
            fr="## Collecte De Vos *Renseignements* Personnels\n\nla collecte de vos renseignements personnels",
            says=("1 this heading has capitals inside: “De”, “Vos”, “Renseignements”, “Personnels”",),
        ),
        Case(
            en="x",
            fr="## 2. L’Accès à vos Données\n\nl’accès aux données",
            says=("1 this heading has capitals inside: “Accès”, “Données”",),
        ),
    ],
    "french/terms": [
        Case(en="cookies", fr="des témoins, le courriel et les renseignements personnels"),
        Case(
            en="x",
            fr="un cookie, des cookies",
            says=("1 “cookie” is not the usual term for fr-CA, here and in 1 more place",),
        ),
        Case(
            en="x",
            fr="vos renseignements personnels",
            tags={"en": "en-GB", "fr": "fr-FR"},
            says=("1 “renseignements personnels” is not the usual term for fr-FR",),
        ),
        Case(
            en="x",
            fr="À ces finalités, notre DPO tient un smartphone à date, par chat.",
            says=(
                "1 “finalité” is not the usual term for fr-CA",
                "1 “délégué à la protection des données” is not the usual term for fr-CA",
                "1 “smartphone” is not the usual term for fr-CA",
                "1 “chat” is not the usual term for fr-CA",
            ),
        ),
        Case(
            en="x",
            fr="Nous mettons à date la liste, et filtrons le spam de vos mails.",
            says=(
                "1 “e-mail” is not the usual term for fr-CA",
                "1 “à date” is not the usual term for fr-CA",
                "1 “spam” is not the usual term for fr-CA",
            ),
        ),
        Case(
            en="x",
            fr="Plaignez-vous à la CNIL d’après le RGPD. Un chat dort.",
            says=(
                "1 “CNIL” is not the usual term for fr-CA",
                "1 “RGPD” is not the usual term for fr-CA",
            ),
        ),
        Case(en="x", fr="La CNIL en France, le RGPD, et au Québec la Commission d’accès à l’information."),
        Case(
            en="x",
            fr="Ces finalités, ces smartphones, le délégué à la protection des données et la CNIL.",
            tags={"en": "en-GB", "fr": "fr-FR"},
        ),
        Case(
            en="x",
            fr="Ni pourriel ni clavardage sur un téléphone intelligent.",
            tags={"en": "en-GB", "fr": "fr-FR"},
            says=(
                "1 “pourriel” is not the usual term for fr-FR",
                "1 “clavardage” is not the usual term for fr-FR",
                "1 “téléphone intelligent” is not the usual term for fr-FR",
            ),
        ),
    ],
    "english/dates": [
        Case(en="since June 1, 2026", fr="depuis le 1er juin 2026"),
        Case(en="since 1 June 2026", tags={"en": "en-GB", "fr": "fr-FR"}),
        Case(en="since June 1, in May, from section 5 May we, at 3.5 March"),
        Case(en="from 1 January", says=("1 the date “1 January” is not in the form of en-CA",)),
        Case(en="on June 1 2026", says=("1 the date “June 1 2026” is not in the form of en-CA",)),
        Case(en="on Aug. 1, 2026", says=("1 the date “Aug. 1, 2026” is not in the form of en-CA",)),
        Case(en="on June 1", tags={"en": "en-GB"}, says=("1 the date “June 1” is not in the form of en-GB",)),
        Case(en="since June 1st, 2026", says=("1 the date “June 1st” has an ending",)),
        Case(en="since 1 June 2026", says=("1 the date “1 June 2026” is not in the form of en-CA",)),
    ],
    "reading/long-sentence": [
        Case(en="Short. " * 60),
        Case(en=LONG, says=("1 this sentence has 59 words",)),
    ],
    "reading/long-paragraph": [
        Case(en="Short words. " * 80),
        Case(en="Short words. " * 90, says=("1 this paragraph has 180 words",)),
    ],
    "reading/hedging": [
        Case(en="We may keep it. You may ask."),
        Case(
            en="In some states you may have certain rights that might apply, and we could tell you of some."
        ),
        Case(en="No method is secure: our partners may, might or could suffer a breach."),
        Case(
            en="We may sometimes, and might, give some of it to certain others.",
            says=("1 this sentence hedges: may, might, some, certain",),
        ),
    ],
}


@pytest.mark.parametrize(("rule", "case"), each(CASES), ids=str)
def test_a_rule_says(rule: str, case: Case) -> None:
    assert said(rule, case) == case.says
