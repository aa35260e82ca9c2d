"""The rules on what a draft leaves behind: what they let pass, and what they object to."""

from __future__ import annotations

import pytest

from affiche.model import Channel, Promises, Significance
from tests.rules.cases import A, B, Case, each, said
from tests.rules.subjects import problems, subject

THIRTY = Promises(notice_days=30, tell={Significance.MAJOR: (Channel.EMAIL,)})
ENGLISH = "We keep the names of our guests for a year, and you may ask us to take yours away."
FRENCH = "Nous gardons les noms de nos hôtes pour un an, et vous pouvez nous demander de retirer le vôtre."
CASES: dict[str, list[Case]] = {
    "leftovers/untranslated": [
        Case(en=A + ENGLISH, fr=A + FRENCH),
        Case(en=A + ENGLISH, fr=A + FRENCH + "\n\n*The Office of the Privacy Commissioner*{: lang=en }"),
        Case(en=ENGLISH, fr=FRENCH, tags={"en": "de", "fr": "es"}),
        Case(en=A + ENGLISH, fr=A + ENGLISH, says=("1 `a` looks English",)),
        Case(en=FRENCH, fr=FRENCH + "\n\n" + A, says=("1 the introduction looks French",)),
        Case(en="The of and to we.", fr="The of and to we."),
        Case(
            en=A
            + "Finch Ltd., 12 rue de la Paix, Paris, France, telephone 1234. Attention: Privacy Officer.  \n"
            * 9,
            fr=A,
        ),
    ],
    "leftovers/placeholder": [
        Case(
            en="a [link](#x), [sic], [GDPR], [^1], 192.168.XXX.XXX and `TODO`", fr="invité à compléter; todo"
        ),
        Case(en="see [INSERT LINK]", says=("1 “[INSERT LINK]” is still to be filled in",)),
        Case(
            en="[Your company], TODO",
            says=("1 “[Your company]” is still to be filled in", "1 “TODO” is still to be filled in"),
        ),
        Case(
            en="x",
            fr="[INSERER LE LIEN] XXXX",
            says=("1 “[INSERER LE LIEN]” is still to be filled in", "1 “XXXX” is still to be filled in"),
        ),
    ],
    "leftovers/made-up-address": [
        Case(
            en="such as name@example.com",
            site_yaml="email: privacy@finch.example\nurl: https://myexample.com/",
        ),
        Case(
            en="x",
            site_yaml="base_url: https://legal.finch.test/ # as in https://example.com/\nurl: a@example.com.au",
        ),
        Case(
            en="x",
            site_yaml="organisation:\n  email: privacy@example.com\n  url: 'https://www.Example.org/legal/'\n",
            says=(
                "2 “privacy@example.com” is a made-up address, which reaches nobody",
                "3 “https://www.Example.org/legal/” is a made-up address, which reaches nobody",
            ),
        ),
        Case(
            en="x",
            fr="x",
            site_yaml="facts: {contact: {fr: 'écrire à a@example.net', en: x}}",
            says=("1 “a@example.net” is a made-up address, which reaches nobody",),
        ),
    ],
    "leftovers/missing-list": [
        Case(en="## A {#a}\n\nThey are listed below.\n\n**Name** – yours.\n\n**Route** – yours."),
        Case(en=A + "those listed below:\n\n- one"),
        Case(en="## A {#a}\n\nThose listed below.\n\n### B {#b}\n\nwords"),
        Case(en=A + "The table below.\n\n<table><tr><td>x</td></tr></table>"),
        Case(
            en=A + "Those listed below.",
            says=("5 “listed below” announces a list or a table, but none follows in this section",),
        ),
        Case(
            en=A + "A list of what we collect is provided below,",
            says=(
                "5 “list of what we collect is provided below” announces a list or a table, but none follows in this section",
            ),
        ),
        Case(
            en=A,
            fr=A + "Le tableau ci-dessous.",
            says=("5 “Le tableau ci-dessous” announces a list or a table, but none follows in this section",),
        ),
    ],
    "leftovers/numbered-reference": [
        Case(en=A + B + "in article 1 and article 6 GDPR"),
        Case(
            en="## Article 1 {#a}\n\nsee article 1",
            says=("3 “article 1” is a reference by number, which goes wrong when a section is added",),
        ),
        Case(en=A + B + "see [](#a), section 5 of the Act, section 2 of the Law and Section 1798"),
        Case(
            en=A + B + "see sections 1 and 2",
            says=("9 “sections 1 and 2” is a reference by number, which goes wrong when a section is added",),
        ),
        Case(
            en="## 1. A {#a}\n\nwords\n\n### 7. B {#b}\n\nwords\n\nsee section 7",
            says=("9 “section 7” is a reference by number, which goes wrong when a section is added",),
        ),
        Case(
            en=A + "see sections 8 and 9 below",
            says=("5 “sections 8 and 9” is a reference by number, which leads nowhere here",),
        ),
        Case(
            en=A + B,
            fr=A + B + "voir les paragraphes 1 et 2",
            says=(
                "9 “paragraphes 1 et 2” is a reference by number, which goes wrong when a section is added",
            ),
        ),
    ],
    "leftovers/company": [
        Case(en="Cormorant Desk Inc. (“we”), with Cormorant Desk Europe SAS and Martinet Inc."),
        Case(en="Sterna Voice, LLC is the controller.", facts={"names": ("Sterna Voice, LLC",)}),
        Case(
            en="Cormorant Desks Inc. is here",
            says=("1 “Cormorant Desks Inc.” is nearly the publisher’s name",),
        ),
        Case(
            en="“We” means Martinet Inc. of Lyon",
            says=("1 “Martinet Inc.” is named in the publisher’s place and is not among the facts",),
        ),
    ],
    "leftovers/typed-date": [
        Case(en="The rules have applied since June 1, 2022. We updated it on a day."),
        Case(en="The law is in force since June 1, 2022."),
        Case(
            en="This policy was last modified on April 2, 2020.",
            says=("1 the date of the version is typed here: “April 2, 2020”",),
        ),
        Case(
            en="Effective starting: August 17, 2026",
            says=("1 the date of the version is typed here: “August 17, 2026”",),
        ),
        Case(
            en="*Last updated: June 1, 2026*",
            says=("1 the date of the version is typed here: “June 1, 2026”",),
        ),
        Case(
            en="x",
            fr="Dernière mise à jour : 1er juin 2026",
            says=("1 the date of the version is typed here: “1er juin 2026”",),
        ),
    ],
    "leftovers/check-back": [
        Case(en="Please check this page regularly. We will e-mail you about changes."),
        Case(en="Please check this page regularly. {{ promises.tell.major }}", promises=THIRTY),
        Case(
            en="Please check this page regularly.",
            promises=THIRTY,
            says=(
                (
                    "1 readers are asked to look for changes themselves, but policy.yaml promises 30 days of notice "
                    "and to tell readers by e-mail"
                ),
            ),
        ),
        Case(en="We regularly review this policy. Please check your settings often."),
        Case(en="We will notify you of changes. Bookmark this page and revisit the policy periodically."),
        Case(
            en="We like trees. Bookmark this page and revisit the policy periodically.",
            says=("1 readers are asked to look for changes themselves, and nothing else is promised",),
        ),
        Case(
            en="x",
            fr="Il vous appartient de vérifier si la politique a changé.",
            says=("1 readers are asked to look for changes themselves, and nothing else is promised",),
        ),
        Case(
            en="Please check back frequently to see if the policy has changed.",
            says=("1 readers are asked to look for changes themselves, and nothing else is promised",),
        ),
        Case(
            en="x",
            fr="Cette charte évolue : nous vous invitons à la consulter régulièrement.",
            says=("1 readers are asked to look for changes themselves, and nothing else is promised",),
        ),
        Case(
            en="Please check this page regularly.",
            says=("1 readers are asked to look for changes themselves, and nothing else is promised",),
        ),
        Case(
            en="x",
            fr="Veuillez consulter cette politique régulièrement.",
            says=("1 readers are asked to look for changes themselves, and nothing else is promised",),
        ),
    ],
    "leftovers/lost-link": [
        Case(en="To refuse, [click here](https://b.test) or click [here](https://b.test)."),
        Case(en="To refuse, click here.", says=("1 “click here” is not a link",)),
        Case(en="x", fr="Pour refuser, cliquez ici.", says=("1 “cliquez ici” is not a link",)),
        Case(en="Update your preferences here.", says=("1 “preferences here” is not a link",)),
        Case(en="Visit these links: one and two.", says=("1 “these links:” is not a link",)),
        Case(en="x", fr="Il est disponible ici.", says=("1 “disponible ici” is not a link",)),
        Case(
            en="They are posted here. Your preferences here are kept. See these links: [one](https://b.test)."
        ),
    ],
    "leftovers/two-names": [
        Case(
            en="2Checkount, Inc. sells. We ask 2checkout Inc too.",
            says=("1 “2Checkount, Inc.” is nearly “2checkout Inc”, which stands in this text too",),
        ),
        Case(
            en="Finch Shippping Ltd. and Finch Shipping Ltd.",
            says=("1 “Finch Shippping Ltd.” is nearly “Finch Shipping Ltd.”, which stands in this text too",),
        ),
        Case(en="Finch Video Calls, Inc., Finch Voice Calls, Inc., Finch Calls UK Ltd. and Finch, Inc."),
    ],
    "leftovers/no-address": [
        Case(
            en="Ask through e-mailing FINCH.",
            says=("1 “through e-mailing”, and the text holds no address",),
        ),
        Case(
            en="x",
            fr="Écrivez-nous par courriel.",
            says=("1 “Écrivez-nous par courriel”, and the text holds no address",),
        ),
        Case(
            en="If you contact us by email, we keep it. To object, [e-mail us](https://finch.test/contact)."
        ),
        Case(en="Just e-mail us: privacy {AT} finch {DOT} test. Or contact us by email at a@b.test."),
    ],
    "leftovers/date-elsewhere": [
        Case(
            en="The date of the newest version will be posted below.",
            says=(
                "1 “date of the newest version will be posted below”, and every page shows its dates at the top",
            ),
        ),
        Case(
            en="x",
            fr="La date de mise à jour est indiquée au bas de cette page.",
            says=(
                "1 “date de mise à jour est indiquée au bas de”, and every page shows its dates at the top",
            ),
        ),
        Case(
            en="The date is shown at the top of this page. Your date of birth is given to those listed below."
        ),
    ],
    "leftovers/numeric-date": [
        Case(en="Section 4.2.10, version 1.2.3, 2026-06-01, 24/7, 514-555-0142 and 1/2"),
        Case(en="on 06/03/2026", says=("1 “06/03/2026” can be read as two dates",)),
        Case(en="on 26/03/2026", says=("1 “26/03/2026” is a date in numbers alone",)),
    ],
}


@pytest.mark.parametrize(("rule", "case"), each(CASES), ids=str)
def test_a_rule_says(rule: str, case: Case) -> None:
    assert said(rule, case) == case.says


@pytest.mark.parametrize(
    ("title", "number", "expected"),
    [
        ("1.1 Basic data", "1.1", "[](#b)"),
        ("1.10 Basic data", "1.1", "[](#id), with the id of the section"),
        ("Basic data", "1.1", "[](#b)"),
        ("5. Basic data", "1", "[](#id), with the id of the section"),
    ],
)
def test_a_reference_by_number_is_told_its_section(title: str, number: str, expected: str) -> None:
    one = subject({"en": f"## First {{#a}}\n\n### {title} {{#b}}\n\nsee section {number}"})
    (problem,) = problems("leftovers/numbered-reference", one)
    assert problem.expected == expected
