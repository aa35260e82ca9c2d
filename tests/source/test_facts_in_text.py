"""A text may name facts, choose by them and go through them; it can reach nothing else."""

from __future__ import annotations

import time

import pytest

from tests.source.reading import filled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to {{ facts.email }}.", "Write to us@example.com."),
        ("{{ facts['email'] }}", "us@example.com"),
        ("{{ facts.items | join(', ') }}", "one, two"),
        ("{{ facts.items[0] }}", "one"),
        ("{% for item in facts.items %}{{ loop.index }}={{ item }} {% endfor %}", "1=one 2=two "),
        ("{% for row in facts.who.rows %}{{ row.name }};{% endfor %}", "A|B;C;"),
        ("{% if promises.notice_days == '30' %}a month{% else %}later{% endif %}", "a month"),
        ("{{ 'x' if facts.kept.years == '7' else 'y' }}", "x"),
        ('{{ policy("cookies") }}', "[Cookies](/en/cookies/)"),
        ('{{ table("who") }}', "| Name |\n| --- |\n| A\\|B |\n| C |"),
        ("{% raw %}{{ left alone }}{% endraw %}", "{{ left alone }}"),
        ("## Heading {#id}", "## Heading {#id}"),
        ("write `{{ x }}` or ``{% if y %}``", "write `{{ x }}` or ``{% if y %}``"),
        ("```\n{{ x }}\n```\n\n    {{ y|z }}", "```\n{{ x }}\n```\n\n    {{ y|z }}"),
        ("the cookie `{{ facts.email }}`", "the cookie `us@example.com`"),
        ("`{% raw %}{{ facts.email }}{% endraw %}`", "`{{ facts.email }}`"),
    ],
)
def test_facts_are_put_in(text: str, expected: str) -> None:
    assert filled(text) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        "{{ facts.__class__ }}",
        "{{ facts.email.__class__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ ''['__class__'] }}",
        "{{ ''['__cl' ~ 'ass__'] }}",
        "{{ facts.email.format }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ facts.items.__iter__() }}",
        "{{ table.__globals__ }}",
        "{{ policy.__closure__ }}",
        "{{ self }}",
        "{{ loop }}",
        "{{ lipsum() }}",
        "{{ range(9) }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ 'a' * 10 ** 9 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ 'a'.center(10 ** 9) }}",
        "{{ 'a' | center(1000000000) }}",
        "{{ '%0999999999d' | format(1) }}",
        "{{ facts.items | map('attr') }}",
        "{{ facts.items }}",
        "{{ table }}",
        "{{ policy('cook' ~ 'ies') }}",
        "{{ table('who', 'x') }}",
        "{% set a = 'a' %}{{ a }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% macro m() %}{% endmacro %}",
        "{% for a in facts.items %}{% for b in facts.items %}{% endfor %}{% endfor %}",
        "{% for a in 'abc' %}{% endfor %}",
        "{% for a in facts.items recursive %}{{ loop(facts.items) }}{% endfor %}",
        "{% for a in facts.items %}{{ loop.changed }}{% endfor %}",
        "{% for row in facts.who.rows %}{{ row.nme }}{% endfor %}",
        "{{",
        "{% if %}",
        "{{ " + "(" * 5000 + " }}",
        "{{ " + "-" * 5000 + "1 }}",
        "{{ facts" + ".x" * 3000 + " }}",
    ],
)
def test_what_cannot_be_said_is_a_problem_at_once(text: str) -> None:
    started = time.process_time()
    value, problems = filled(text)
    assert value is None
    assert problems
    assert time.process_time() - started < 1


def test_a_text_does_not_grow_without_end() -> None:
    loop = "{% for a in facts.items %}" + "x" * 3_000_000 + "{% endfor %}"
    assert filled(loop) == (None, ["with its facts, this text has more than 4,000,000 characters"])
