"""The rules on what a text says in two ways, and on slips inside a sentence: what they let pass, and object to."""

from __future__ import annotations

import pytest

from tests.rules.cases import Case, each, said

CASES: dict[str, list[Case]] = {
    "reading/two-spellings": [
        Case(
            en="Read this Privacy Policy. This Privacy Policy binds us, and our privacy policy binds you.",
            says=("1 “our privacy policy” and “this Privacy Policy” are two ways of spelling",),
        ),
        Case(
            en="x",
            fr="La présente notice vous lie. La présente Notice nous lie; lisez la présente notice.",
            says=("1 “La présente Notice” and “La présente notice” are two ways of spelling",),
        ),
        Case(
            en="# Our Privacy Policy\n\nThis privacy policy binds us; so do our Privacy Policy Rules and any privacy policy.",
        ),
        Case(en="online, on-line", says=("1 “on-line” is written otherwise in this text too: “online” (1)",)),
        Case(
            en="We recognize and personalize it. We reorganise it.",
            says=("1 “reorganise” and “recognize” are two ways of spelling",),
        ),
        Case(
            en="sent over the internet, and seen on the Internet, and by the Internet",
            says=("1 “the internet” and “the Internet” are two ways of spelling",),
        ),
        Case(
            en="The Internet Society and the internet. We analyse and organize. The Organisation for all",
            fr="organisation, utilise, organization, sur Internet, d’Internet",
        ),
    ],
    "reading/defined-twice": [
        Case(en="Our rules (“Rules”).\n\nThose (the “Rules”).", says=("3 “Rules” is defined a second time",)),
        Case(
            en="x",
            fr="La loi (« RGPD ») et le règlement (le « RGPD »).",
            says=("1 “RGPD” is defined a second time",),
        ),
        Case(en="Article 6 (“legal duty”) and 7 (“legal duty”), ours (“Rules”) and yours (“Terms”)"),
    ],
    "reading/defined-term": [
        Case(
            en="about you (“You”) and what You say",
            says=("1 “you” was defined as “You”, and is not always written so",),
        ),
        Case(
            en="data (“Personal Data”): your Personal data is not our Personal Data.",
            says=("1 “Personal data” was defined as “Personal Data”, and is not always written so",),
        ),
        Case(en="data (“Personal Data”). Personal data is ours. Any Personal Data and personal data count."),
    ],
    "reading/own-name": [
        Case(
            en="# Privacy policy\n\nThis privacy statement binds us. This privacy statement ends.",
            says=("3 the title says “policy”, and the text calls itself “statement” here",),
        ),
        Case(
            en="x",
            fr="# Politique de vie privée\n\nLa présente déclaration nous lie.",
            says=("3 the title says “politique”, and the text calls itself “déclaration” here",),
        ),
        Case(en="# Privacy policy\n\nThis policy explains it. This notice will be sent. Our privacy notice"),
        Case(en="# Privacy\n\nThis privacy statement binds us.", fr="# Règles\n\nLa présente politique."),
    ],
    "english/mixed-marks": [
        Case(
            en="We’re small, it’s so, and we don't sell.",
            says=("1 this text has straight and curly apostrophes, and fewer of this kind",),
        ),
        Case(
            en='The "Site", the "App" and the “Rules”',
            says=("1 this text has straight and curly quotation marks, and fewer of this kind",),
        ),
        Case(en="We’re “here”, on a 15\" screen: `don't`", fr="l'avis et l’avis"),
    ],
    "reading/enumeration": [
        Case(
            en="(a) our staff (b) the client; (c) the courts; and (d) the police.",
            says=("1 “staff (b)” lacks the sign that ends the other entries",),
        ),
        Case(
            en="x",
            fr="(i) nos salariés ; (ii) le client (iii) les juges ; (iv) la police",
            says=("1 “client (iii)” lacks the sign that ends the other entries",),
        ),
        Case(en="(a) one; (b) two and (c) three. See (b) there. (a) one or (b) two or (c) three"),
        Case(en="(i) one, and (ii) two; or (iii) three"),
    ],
    "english/possessive": [
        Case(
            en="We fill customer's orders, and track user’s movement.",
            says=(
                "1 “fill customer's” is not the form for several people",
                "1 “track user’s” is not the form for several people",
            ),
        ),
        Case(en="We fill a customer's orders, with Customer’s consent, for members’ use, of the user’s."),
        Case(
            en="We respect our user's wishes and the users wishes.",
            says=(
                "1 “our user's” is not the form for several people",
                "1 “the users” is not the form for several people",
            ),
        ),
        Case(en="of our customer’s rights", says=("1 “our customer’s” is not the form for several people",)),
        Case(en="a user's rights, the user’s rights, our users’ rights, our user’s address, the users want"),
    ],
    "reading/doubled-space": [
        Case(en="one \u00a0two", says=("1 two spaces stand here, and the page shows both",)),
        Case(en="one&nbsp;&nbsp;two", says=("1 two spaces stand here, and the page shows both",)),
        Case(en="x", fr="une\u202f notice", says=("1 two spaces stand here, and the page shows both",)),
        Case(en="one  two\u00a0three", fr="« Site »\u00a0: un"),
    ],
    "reading/misspelling": [
        Case(
            en="We may opt-out; a 3rd party",
            says=("1 “may opt-out” is misspelled", "1 “3rd party” is misspelled"),
        ),
        Case(
            en="x",
            fr="tell(e)s que, les fichiers journal, la manière d’ont-ils parlent",
            says=(
                "1 “tell(e)s que” is misspelled",
                "1 “fichiers journal” is misspelled",
                "1 “d’ont” is misspelled",
            ),
        ),
        Case(en="with third parties software vendors", says=("1 “third parties” is misspelled",)),
        Case(
            en="x",
            fr="les photos partagées pas vous (par ex la nuit)",
            says=("1 “pas” is misspelled", "1 “par ex” is misspelled"),
        ),
        Case(
            en="an opt-out link; third parties, software vendors; third parties of ours",
            fr="par ex. le code; n’est pas vous; ce qui n’est pas donné pas à pas; la manière dont",
        ),
    ],
    "french/apostrophe": [
        Case(en="x", fr="de l‘accès", says=("1 an opening mark as apostrophe",)),
        Case(en="x", fr="l'accès", says=("1 a straight apostrophe",)),
        Case(en="x", fr="le ‘site’"),
    ],
    "french/run-on": [
        Case(en="x", fr="Données financières.et le reste", says=("1 there is no space after a full stop",)),
        Case(en="x", fr="voir finch.pour, npm.dans"),
    ],
    "structure/unlinked-section": [
        Case(
            en='## Our rules {#rules}\n\nIn the section below: "Our rules".',
            says=("3 “Our rules” names a section, and is no link to it",),
        ),
        Case(
            en="## A\n\nx",
            fr="## Vos droits {#droits}\n\nVoir la section « Vos droits ».",
            says=("3 “Vos droits” names a section, and is no link to it",),
        ),
        Case(
            en="## Your Rights {#rights}\n\nPlease see the Your Rights section.",
            says=("3 “Your Rights” names a section, and is no link to it",),
        ),
        Case(
            en="## Our rules {#rules}\n\nSee the section “[Our rules](#rules)”, or see the section “Other”."
        ),
    ],
    "leftovers/unlinked-text": [
        Case(en="Read our Cookie Notice. See our Cookie Notice.", says=("1 “Cookie Notice” is not a link",)),
        Case(en="It is described in our Data Use Policy.", says=("1 “Data Use Policy” is not a link",)),
        Case(
            en="x",
            fr="cf. notre Politique en matière de témoins",
            says=("1 “Politique en matière de témoins” is not a link",),
        ),
        Case(
            en="# Site Policy\n\nSee our Site Policy, our Cookie Policy, and read our Cookie Policy.\n\n"
            "[Cookie Policy](https://x.test/). See our Help Page at https://x.test/h"
        ),
    ],
    "leftovers/two-names": [
        Case(
            en="FINCHCO asks. " * 5 + "Finchco tells.",
            says=("1 “Finchco” is written “FINCHCO” everywhere else",),
        ),
        Case(en="OTHER. " * 5 + "Other things, and other ones. We write FINCHCO, finchco.test and Finchco."),
    ],
    "leftovers/placeholder": [
        Case(en="Write to &lt;Company Name&gt;.", says=("1 “<Company Name>” is still to be filled in",)),
        Case(en="kept for &lt;number> months", says=("1 “<number>” is still to be filled in",)),
        Case(en="a &lt; b and R&D &lt;etc>, <number>"),
    ],
}


@pytest.mark.parametrize(("rule", "case"), each(CASES), ids=str)
def test_a_rule_says(rule: str, case: Case) -> None:
    assert said(rule, case) == case.says
