"""Each rule that a person decides on: texts that it lets pass, and texts that it objects to, in its own words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from affiche.model import Channel, Consent, Promises, Significance
from affiche.rules import RULES, yaml_words
from affiche.source import SourceFile
from tests.rules.subjects import problems, subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Fact


@dataclass(frozen=True, kw_only=True)
class Case:
    """A source text and its translation, what was published before, and the messages."""

    en: str = ""
    fr: str = ""
    published: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    promises: Promises = field(default_factory=Promises)
    unread: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    """Those in the folder."""
    site_yaml: str = ""
    tags: Mapping[str, str] = field(default_factory=lambda: {"en": "en-CA", "fr": "fr-CA"})
    says: tuple[str, ...] = ()
    """For each place its line and message; empty where nothing is objected to."""


THIRTY = Promises(notice_days=30, tell={Significance.MAJOR: (Channel.EMAIL,)})
A = "## A {#a}\n\nwords\n\n"
B = "## B {#b}\n\nwords\n\n"
ENGLISH = "We keep the names of our guests for a year, and you may ask us to take yours away."
FRENCH = "Nous gardons les noms de nos hôtes pour un an, et vous pouvez nous demander de retirer le vôtre."
LONG = "We keep " + "one more word and " * 14 + "stop."

CASES: dict[str, list[Case]] = {
    "structure/unread-text": [
        Case(en=A, fr=A),
        Case(en=A, fr=A, unread=("FR.md", "En.md")),
        Case(en=A, fr=A, unread=("de.md",), says=("0 nothing reads this text: the site has no locale 'de'",)),
    ],
    "structure/missing-section": [
        Case(en=A + B, fr=A + B),
        Case(en="## One\n\nx\n\n## Two\n\ny", fr="## Un\n\nx\n\n## Deux\n\ny"),
        Case(en=A + B, fr=A, says=("1 the section `b` of en.md is missing here",)),
        Case(en=A, fr=A + B, says=("5 the section `b` is not in en.md",)),
    ],
    "structure/section-order": [
        Case(en=A + B, fr=A + B),
        Case(en=A, fr=B + A),
        Case(en=A + B, fr=B + A, says=("1 the section `b` comes where en.md has `a`",)),
    ],
    "structure/section-level": [
        Case(en=A + "#" + B, fr=A + "#" + B),
        Case(en=A + "#" + B, fr=A + B, says=("5 the section `b` is at level 1; in en.md it is at level 2",)),
    ],
    "structure/parts": [
        Case(en=A + "- x\n- y", fr=A + "1. x\n2. y"),
        Case(
            en=A + "- x\n- y",
            fr=A + "- x",
            says=("1 the section `a` has 1 list item; en.md has 2",),
        ),
        Case(
            en=A + "| x |\n|---|\n| y |",
            fr=A,
            says=("1 the section `a` has no table rows; en.md has 2",),
        ),
    ],
    "structure/pictures": [
        Case(en=A + "![Opt-out icon](seal.svg)", fr=A + "![Icône de refus](opt-out.svg)"),
        Case(
            en=A + "![Opt-out icon](seal.svg)",
            fr=A,
            says=("1 pictures in this section: none; in en.md: 1",),
        ),
        Case(
            en=A,
            fr=A + "![Un](seal.svg) ![Deux](seal.svg)",
            says=("1 pictures in this section: 2; in en.md: none",),
        ),
        Case(
            en=A + "![Opt-out icon](seal.svg)",
            fr=A + "![Opt-out icon](seal.svg)",
            says=("1 the alternative text “Opt-out icon” is that of en.md",),
        ),
    ],
    "structure/unused-picture": [
        Case(en=A + "![A seal](seal.svg)", fr=A + "![Un sceau](seal.svg)", pictures=("seal.svg",)),
        Case(en=A, fr=A, pictures=("seal.svg",), says=("0 no text shows this picture",)),
    ],
    "structure/links": [
        Case(en=A + "<a@b.example>", fr=A + "<a@b.example>"),
        Case(en=A + "[x](https://b.example/en/x)", fr=A + "[x](https://b.example/fr/x)"),
        Case(en=A + "[x](https://en.b.example/)", fr=A + "[x](https://fr.b.example/)"),
        Case(
            en=A + "<a@b.example>",
            fr=A + "<c@b.example>",
            says=(
                "1 the e-mail address a@b.example of en.md is not in the section `a` here",
                "5 the e-mail address c@b.example is not in the section `a` of en.md",
            ),
        ),
        Case(
            en=A + "[x](https://b.example/)",
            fr=A,
            says=("1 the link to https://b.example of en.md is not in the section `a` here",),
        ),
    ],
    "structure/numbers": [
        Case(en=A + "June 1, 2026 at 5 p.m.", fr=A + "le 1<sup>er</sup> juin 2026 à 17 h"),
        Case(en=A + "12,500.50 and 30%", fr=A + "12\u00a0500,50 et 30\u00a0%"),
        Case(en=A + "five days, 2 years", fr=A + "5 jours, deux ans"),
        Case(en=A + "514-555-0142 and H2Z 9Z9", fr=A + "514 555-0142 et H2Z 9Z9"),
        Case(en=A + "GDPR, article 6(1)", fr=A + "RGPD, article 6, paragraphe 1"),
        Case(
            en=A + "30 days",
            fr=A + "60 jours",
            says=("5 en.md says “30” in the section `a`, and this text does not",),
        ),
        Case(
            en=A + "June 1, 2026",
            fr=A + "le 2 juin 2026",
            says=("5 en.md says “June 1, 2026” in the section `a`, and this text does not",),
        ),
        Case(en=A, fr=A + "30 jours", says=("5 “30” is not in the section `a` of en.md",)),
    ],
    "structure/empty-section": [
        Case(en=A),
        Case(en="## A {#a}\n\n### B {#b}\n\nwords"),
        Case(en="## A {#a}\n\n{{ table }}"),
        Case(en="## A {#a}\n\n![Seal](seal.svg)"),
        Case(en="## A {#a}\n\n" + B, says=("1 there is nothing under “A”",)),
    ],
    "structure/heading-jump": [
        Case(en=A + "#" + B),
        Case(en="### A {#a}\n\nwords"),
        Case(en=A + "##" + B, says=("5 this heading jumps from level 2 to level 4",)),
    ],
    "structure/heading-id": [
        Case(en=A),
        Case(en=A + B, fr="## A\n\nmots"),
        Case(en="# Title\n\n## A\n\nwords", says=("3 the heading “A” has no id of its own",)),
    ],
    "structure/row-id": [
        Case(en="x", site_yaml="rows:\n  - id: a\n  - id: b\nother:\n  - id: a\n"),
        Case(
            en="x",
            fr="x",
            site_yaml="facts:\n  t:\n    rows:\n      - id: a\n      - {id: a, name: x}\n",
            says=("5 the id 'a' is given to a second row; the first is on line 4",),
        ),
    ],
    "structure/dead-reference": [
        Case(en=A + "[x](#a) [](#gone) [top](#top) <a id=x></a>[y](#x)"),
        Case(en=A + 'say href="#b" and `[x](#b)` or `<a href="#b">`'),
        Case(en=A + "[x](#b)", says=("5 this link leads to “#b”, and no section has that id",)),
        Case(
            en=A + "<a class=x href='#b'>x</a>",
            says=("5 this link leads to “#b”, and no section has that id",),
        ),
    ],
    "structure/dead-policy-link": [
        Case(
            en="[x](/en/privacy/) [y](https://legal.example.com/en/privacy/2026-06-01/) [z](https://b.example/en/x)"
        ),
        Case(
            en="[x](/en/privcy/) [y](/en/contact/)",
            says=("1 this link leads to /en/privcy/, where there is no policy",),
        ),
    ],
    "structure/lost-address": [
        Case(en="## Keeping {#a}\n\nWords.", published={"en": A}),
        Case(en=A + B, published={"en": A}),
        Case(
            en=A,
            published={"en": A + B},
            says=(
                "0 the section “B” (#b) of version 2026-06-01 is gone, and links to it would lead nowhere",
            ),
        ),
    ],
    "stale/section": [
        Case(en=A + "new", fr=A),
        Case(en=A + "new", fr=A + "neuf", published={"en": A, "fr": A}),
        Case(en=A.replace("words", "Words!"), fr=A, published={"en": A, "fr": A}),
        Case(en=A + B, fr=A, published={"en": A, "fr": A}),
        Case(
            en=A + B + "new",
            fr=A + B,
            published={"en": A + B, "fr": A + B},
            says=("5 `b`: en.md changed since 2026-06-01, and fr.md did not",),
        ),
        Case(
            en="start\n\n" + A,
            fr=A + "\n- : !",
            published={"en": A, "fr": A},
            says=("1 title and introduction: en.md changed since 2026-06-01, and fr.md did not",),
        ),
    ],
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
    "changes/contradicted": [
        Case(en="We may change this policy without notice."),
        Case(en="We will not change this policy without notice.", promises=THIRTY),
        Case(en="We may correct typos in this policy without notice.", promises=THIRTY),
        Case(en="We tell you of changes to this policy 30 days before they apply.", promises=THIRTY),
        Case(en="We tell you of changes to this policy one month before they apply.", promises=THIRTY),
        Case(
            en="We may change this policy without advance notice.",
            promises=THIRTY,
            says=(
                "1 “We may change this policy without advance notice.”, but policy.yaml promises 30 days of notice",
            ),
        ),
        Case(
            en="## Changes\n\nThey take effect as soon as they are posted.",
            promises=THIRTY,
            says=(
                "3 “They take effect as soon as they are posted.”, but policy.yaml promises 30 days of notice",
            ),
        ),
        Case(
            en="x",
            fr="## Modifications\n\nNous pouvons modifier la présente politique sans préavis.",
            promises=THIRTY,
            says=(
                (
                    "3 “Nous pouvons modifier la présente politique sans préavis.”, but policy.yaml promises 30 days of "
                    "notice"
                ),
            ),
        ),
        Case(
            en="We tell you of changes to this policy fifteen days before they apply.",
            promises=THIRTY,
            says=(
                (
                    "1 “We tell you of changes to this policy fifteen days before they apply.”, but policy.yaml promises "
                    "30 days of notice"
                ),
            ),
        ),
        Case(
            en="By continuing to use our site, you accept the changes to this policy.",
            promises=Promises(consent=Consent.NEW_USE),
            says=(
                (
                    "1 “By continuing to use our site, you accept the changes to this policy.”, but policy.yaml promises "
                    "to ask for consent"
                ),
            ),
        ),
        Case(
            en="x",
            fr="Nous révisons la présente politique tous les deux ans.",
            promises=Promises(review_months=12),
            says=(
                (
                    "1 “Nous révisons la présente politique tous les deux ans.”, but policy.yaml promises a review every "
                    "12 months"
                ),
            ),
        ),
    ],
    "changes/not-told": [
        Case(en="We deliver without notice. Our prices change without notice."),
        Case(en="Accounts are suspended without notice if these terms are changed by a court."),
        Case(
            en="We may amend this notice at any time without notice.",
            says=(
                "1 “We may amend this notice at any time without notice.”, so readers learn of it too late",
            ),
        ),
        Case(
            en="## Updates to this policy\n\nUpdates are effective immediately upon posting.",
            says=("3 “Updates are effective immediately upon posting.”, so readers learn of it too late",),
        ),
        Case(
            en="x",
            fr="La charte peut évoluer : toute modification prend effet dès sa mise en ligne.",
            says=(
                (
                    "1 “La charte peut évoluer : toute modification prend effet dès sa mise en ligne.”, so readers learn "
                    "of it too late"
                ),
            ),
        ),
    ],
    "changes/by-use": [
        Case(
            en="If you do not accept this policy, please do not use our site. You accept cookies by a button."
        ),
        Case(
            en="Your continued use of the site means that you accept the revised policy.",
            says=(
                (
                    "1 “Your continued use of the site means that you accept the revised policy.”, but use is no "
                    "acceptance"
                ),
            ),
        ),
        Case(
            en="x",
            fr="En utilisant ce site, vous acceptez la présente politique.",
            says=(
                "1 “En utilisant ce site, vous acceptez la présente politique.”, but use is no acceptance",
            ),
        ),
    ],
    "changes/only-in-text": [
        Case(en="## Changes\n\nQuestions? Contact us by e-mail. We delete logs after 30 days."),
        Case(en="We tell you of changes to this policy by e-mail 30 days before.", promises=THIRTY),
        Case(
            en="## Changes to the service and prices\n\nWe give 30 days notice by e-mail before they apply."
        ),
        Case(en="x", fr="## Modification des tarifs\n\nNous vous en informons par courriel."),
        Case(
            en="We notify you of changes to this policy by e-mail to the address in your account.",
            promises=THIRTY,
        ),
        Case(
            en="We send a message in your account before changes to this policy apply.",
            promises=THIRTY,
            says=(
                (
                    "1 “We send a message in your account before changes to this policy apply.”, and policy.yaml does "
                    "not hold this promise"
                ),
            ),
        ),
        Case(
            en="## Changes\n\nWe will:\n\n- send you an e-mail;\n- keep previous versions of this policy available.",
            says=(
                "5 “send you an e-mail;”, and policy.yaml does not hold this promise",
                "6 “keep previous versions of this policy available.”, and policy.yaml does not hold this promise",
            ),
        ),
        Case(
            en="x",
            fr="Nous vous informerons de toute modification de la présente politique sur notre page d’accueil.",
            promises=THIRTY,
            says=(
                (
                    "1 “Nous vous informerons de toute modification de la présente politique sur notre page…”, and "
                    "policy.yaml does not hold this promise"
                ),
            ),
        ),
    ],
    "changes/only-in-yaml": [
        Case(
            en="We tell you {{ promises.tell.major }}, {{ promises.notice_days }} days ahead.",
            promises=THIRTY,
        ),
        Case(en="x", tags={"en": "de"}, promises=THIRTY),
        Case(
            en="We e-mail you before changes to this policy apply.\n\n## Changes to this policy\n\nThey are rare.",
            promises=Promises(notice_days=30, archive=True),
            says=(
                "3 policy.yaml promises 30 days of notice, and en.md does not say so",
                "3 policy.yaml promises that earlier versions stay available, and en.md does not say so",
            ),
        ),
        Case(
            en="{{ promises.tell.major }} {{ promises.notice_days }}",
            fr="{{ promises.notice_days }} jours",
            promises=THIRTY,
            says=("1 policy.yaml promises to tell readers by e-mail, and fr.md does not say so",),
        ),
    ],
    "changes/marketing": [
        Case(en="We are excited to write policies."),
        Case(en="x", site_yaml="next:\n  notes: {en: Added a recipient of e-mail addresses.}"),
        Case(
            en="x",
            site_yaml="next:\n  notes:\n    en: |-\n      - We’re thrilled to tell you!",
            says=("3 “thrilled to” is the tone of an advertisement, not of a change note",),
        ),
        Case(
            en="x",
            fr="x",
            site_yaml="next:\n  notes: {en: Words., fr: « Nous sommes ravis de vous présenter nos nouveautés »}",
            says=("2 “ravis de vous” is the tone of an advertisement, not of a change note",),
        ),
    ],
    "leftovers/lost-link": [
        Case(en="To refuse, [click here](https://b.test) or click [here](https://b.test)."),
        Case(en="To refuse, click here.", says=("1 “click here” is not a link",)),
        Case(en="x", fr="Pour refuser, cliquez ici.", says=("1 “cliquez ici” is not a link",)),
    ],
    "structure/named-section": [
        Case(
            en="## Your rights {#r}\n\nSee the “Your Rights” section, and see the Help section of our site."
        ),
        Case(en="## A {#a}\n\nSee section “More” below.\n\n**More**: words."),
        Case(
            en=A + "See the How to complain section.",
            says=("5 “How to complain” is named as a section, and no heading says so",),
        ),
        Case(
            en=A,
            fr=A + "Voir la section « Vos droits ».",
            says=("5 “Vos droits” is named as a section, and no heading says so",),
        ),
        Case(
            en=A + "(see “Cookies” below)",
            says=("5 “Cookies” is named as a section, and no heading says so",),
        ),
    ],
    "reading/doubled-word": [
        Case(en="We had had it, and that that is; very very", fr="Nous nous engageons, vous vous opposez"),
        Case(en="We answer the the same day.", says=("1 “the the” is written twice",)),
        Case(en="your personal personal data", says=("1 “personal personal” is written twice",)),
        Case(en="x", fr="le site de\nde la ville", says=("1 “de de” is written twice",)),
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
    ],
    "leftovers/numeric-date": [
        Case(en="Section 4.2.10, version 1.2.3, 2026-06-01, 24/7, 514-555-0142 and 1/2"),
        Case(en="on 06/03/2026", says=("1 “06/03/2026” can be read as two dates",)),
        Case(en="on 26/03/2026", says=("1 “26/03/2026” is a date in numbers alone",)),
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
    ],
    "english/dates": [
        Case(en="since June 1, 2026", fr="depuis le 1er juin 2026"),
        Case(en="since 1 June 2026", tags={"en": "en-GB", "fr": "fr-FR"}),
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


@pytest.mark.parametrize(
    ("rule", "case"), [(rule, case) for rule, cases in CASES.items() for case in cases], ids=str
)
def test_a_rule_says(rule: str, case: Case) -> None:
    texts = {locale: words for locale, words in (("en", case.en), ("fr", case.fr)) if words}
    one = subject(
        texts,
        published=case.published,
        tags=case.tags,
        facts=case.facts,
        promises=case.promises,
        unread=case.unread,
        pictures=case.pictures,
    )
    file = SourceFile(path="content/site.yaml", text=case.site_yaml)
    one = replace(one, yaml=tuple(yaml_words(file, {locale: case.tags[locale] for locale in texts})))
    assert tuple(f"{p.location.line} {p.message}" for p in problems(rule, one)) == case.says


def test_every_rule_is_shown_in_good_and_bad() -> None:
    from tests.rules.test_markup import OF_PAGES
    from tests.rules.test_names import OF_NAMES
    from tests.rules.test_typography import FIXES

    elsewhere = {"facts/disagree"}  # tests/source/test_shared_facts.py
    assert {rule.id for rule in RULES} == CASES.keys() | FIXES.keys() | OF_NAMES | elsewhere | {
        rule.id for rule in OF_PAGES
    }
    for rule, cases in CASES.items():
        assert any(case.says for case in cases), rule
        assert not all(case.says for case in cases), rule


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


def test_the_change_of_the_source_is_shown_to_the_translator() -> None:
    old = A + "We keep logs for 12 months, and nothing else."
    one = subject({"en": old.replace("12", "six"), "fr": old}, published={"en": old, "fr": old})
    (problem,) = problems("stale/section", one)
    assert problem.details == ("en.md: We keep logs for [-12-]{+six+} months, and nothing else.",)
