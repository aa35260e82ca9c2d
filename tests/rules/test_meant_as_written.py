"""Words that look like a slip and are none: comparisons, names, code, numbers, and values of attributes."""

from __future__ import annotations

import pytest

from affiche.rules import RULES
from tests.rules.subjects import problems, subject

OF_PAGES = [rule.id for rule in RULES if rule.id.startswith(("markup/", "leftovers/placeholder"))]
AS_WRITTEN = {
    "comparisons": [
        ("Where A << B and C >> D.", "Where A &lt;&lt; B and C &gt;&gt; D."),
        ("When x<y and y>z, we ask.", "When x&lt;y and y&gt;z, we ask."),
        ("If a < b or c > d, p<0.05, n>30.", "If a &lt; b or c &gt; d, p&lt;0.05, n&gt;30."),
        ("Si a<b ou b>c ; x << 3 et y >> 2.", "Si a&lt;b ou b&gt;c ; x &lt;&lt; 3 et y &gt;&gt; 2."),
        ("If A == B and B == C.", "If A == B and B == C."),
    ],
    "names": [
        ("We make the TODO app.", "the TODO app"),
        ("It is called “TBD”, as in 'FIXME'.", "“TBD”"),
        ("L’application TODO et la liste « TODO ».", "TODO et"),
    ],
    "formats": [
        ("Write dates in the format YYYY-MM-DD.", "YYYY-MM-DD"),
        ("In 2026, $10, 5 %, 30 days; call 514-555-0142.", "514-555-0142"),
        ("Écrivez au format JJ/MM/AAAA.", "JJ/MM/AAAA"),
    ],
    "code": [
        ("Write `{{ x }}`, `TODO` or `<Company>`.", "<code>{{ x }}</code>"),
        ("```\n{{ x }} [INSERT] <Company>\n```", "{{ x }} [INSERT] &lt;Company&gt;"),
        ("    {{ x }} [INSERT]", "<pre><code>{{ x }} [INSERT]"),
    ],
    "number signs": [
        ("#1 choice of all.", "<p>#1 choice of all.</p>"),
        ("- #1 in Canada\n- #2 in France", "<li>#1 in Canada</li>"),
        ("> #1, says everybody", "<p>#1, says everybody</p>"),
    ],
    "breaks": [
        ("Finch Ltd.\\\n12 Main Street", "Finch Ltd.<br>\n12 Main Street"),
        ("- Finch Ltd.\\\n  Montréal", "Finch Ltd.<br>"),
        ("> Finch SAS\\\n> Lyon", "Finch SAS<br>\nLyon"),
    ],
    "shapes": [
        ("-\tone\n-\ttwo", "<li>one</li>\n<li>two</li>"),
        ("1.\tone\n2.\ttwo", "<li>one</li>\n<li>two</li>"),
        ("![Opt-out icon](<seal.svg>)", '<img src="'),
        ("- ![Opt-out icon](seal.svg)\n- ![Opt-out icon](seal.svg)", '<img src="'),
        ("J. Smith<br>\nK. Jones, of the XX<sup>e</sup> siècle", "J. Smith<br>"),
    ],
    "values of attributes": [
        ('<span title="a <b> c">words</span>', "<p><span>words</span></p>"),
        ('<abbr title="Any <i>Act</i>">PIPA</abbr>', '<abbr title="Any &lt;i&gt;Act&lt;/i&gt;">PIPA</abbr>'),
        ('[words](https://f.test "a <b> c")', 'title="a &lt;b&gt; c">words</a>'),
    ],
}


@pytest.mark.parametrize(("words", "shown"), [case for cases in AS_WRITTEN.values() for case in cases])
def test_it_is_shown_as_written_and_let_pass(words: str, shown: str) -> None:
    one = subject({"en": f"## Use {{#use}}\n\n{words}"})
    assert [problem.message for rule in OF_PAGES for problem in problems(rule, one)] == []
    assert shown in one.source.edition.html


@pytest.mark.parametrize(
    "words",
    [
        "Write <name and address> here.",
        "By < Name and Company > of it.",
        "We are <<Company Name>>.",
        "For <2 weeks>.",
        "Write the TODO here.",
        "For the TBD days.",
        "Our address: TODO",
        "Keep ==this== in mind.",
    ],
)
def test_what_only_resembles_it_is_found(words: str) -> None:
    one = subject({"en": words})
    assert [problem for rule in OF_PAGES for problem in problems(rule, one)]
