"""The rules on sections, lists, links and translations: what they let pass, and what they object to."""

from __future__ import annotations

import pytest

from tests.rules.cases import A, B, Case, each, said
from tests.rules.subjects import problems, subject

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
            en=A + "We do not sell the data that", fr=A, published={"en": A + "We don’t sell data", "fr": A}
        ),
        Case(en=A + "Ways for service", fr=A, published={"en": A + "Ways to service", "fr": A}),
        Case(en=A + "th eform", fr=A, published={"en": A + "the form", "fr": A}),
        Case(
            en=A + "We do sell it",
            fr=A,
            published={"en": A + "We don’t sell it", "fr": A},
            says=("1 `a`: en.md changed since 2026-06-01, and fr.md did not",),
        ),
        Case(
            en=A + "in 2 days",
            fr=A,
            published={"en": A + "in 1 days", "fr": A},
            says=("1 `a`: en.md changed since 2026-06-01, and fr.md did not",),
        ),
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
}


@pytest.mark.parametrize(("rule", "case"), each(CASES), ids=str)
def test_a_rule_says(rule: str, case: Case) -> None:
    assert said(rule, case) == case.says


def test_the_change_of_the_source_is_shown_to_the_translator() -> None:
    old = A + "We keep logs for 12 months, and nothing else."
    one = subject({"en": old.replace("12", "six"), "fr": old}, published={"en": old, "fr": old})
    (problem,) = problems("stale/section", one)
    assert problem.details == ("en.md: We keep logs for [-12-]{+six+} months, and nothing else.",)
