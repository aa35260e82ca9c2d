"""The rules on what a policy says of its own changes: what they let pass, and what they object to."""

from __future__ import annotations

import pytest

from affiche.model import Channel, Consent, Promises, Significance
from tests.rules.cases import Case, each, said

THIRTY = Promises(notice_days=30, tell={Significance.MAJOR: (Channel.EMAIL,)})
CASES: dict[str, list[Case]] = {
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
            en="x",
            fr="Vous ne serez pas avisés des modifications de la politique.",
            says=(
                (
                    "1 “Vous ne serez pas avisés des modifications de la politique.”, so readers learn of it too "
                    "late"
                ),
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
            says=("3 “thrilled to” is the tone of an advertisement, not of a notice",),
        ),
        Case(
            en="x",
            site_yaml="next:\n  otherwise: {en: Sign up today to keep it!}\n  consent: {en: We are proud to ask.}",
            says=(
                "2 “sign up today” is the tone of an advertisement, not of a notice",
                "3 “proud to” is the tone of an advertisement, not of a notice",
            ),
        ),
        Case(
            en="x",
            fr="x",
            site_yaml="next:\n  notes: {en: Words., fr: « Nous sommes ravis de vous présenter nos nouveautés »}",
            says=("2 “ravis de vous” is the tone of an advertisement, not of a notice",),
        ),
    ],
}


@pytest.mark.parametrize(("rule", "case"), each(CASES), ids=str)
def test_a_rule_says(rule: str, case: Case) -> None:
    assert said(rule, case) == case.says
