"""A text in which a rule finds something by the thousand is told of as much as anybody would go through."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from affiche.rules import RULES
from affiche.rules.rule import MOST_PLACES, THERE_ARE_MORE
from affiche.rules.translations import MOST_TOLD
from tests.rules.subjects import problems, subject

if TYPE_CHECKING:
    from affiche.rules.texts import PolicyTexts


def test_numbers_by_the_thousand_are_not_each_held_against_each() -> None:
    many = {
        locale: " a ".join(str(first + step) for step in range(2_000))
        for locale, first in (("en", 10_000), ("fr", 20_000))
    }
    one = subject({locale: f"# A\n\n## B {{#b}}\n\n{words}.\n" for locale, words in many.items()})
    found = problems("structure/numbers", one)
    assert len(found) == MOST_TOLD
    assert sum(len(problem.fix) for problem in found) < 10_000


def test_a_number_without_end_is_shown_by_its_beginning() -> None:
    row = "1 " * 10_000 + "a " + "1 000" + " 000" * 3_000
    ends = {"en": " 001", "fr": ""}
    one = subject({locale: f"# A\n\n## B {{#b}}\n\n{row}{end}.\n" for locale, end in ends.items()})
    started = time.process_time()
    found = problems("structure/numbers", one)
    assert time.process_time() - started < 3
    assert found
    assert all(len(problem.message) < 150 for problem in found)


def test_what_is_found_without_end_is_told_to_its_bound() -> None:
    one = subject({"en": "# A\n\n## B {#b}\n\n" + "[c](d)\n\n" * (MOST_PLACES + 5)})
    found = problems("markup/link", one)
    assert len(found) == MOST_PLACES + 1
    assert [problem.details for problem in found[-2:]] == [(), (THERE_ARE_MORE,)]


ONE_LINE = {
    "names": "Finch№ Inc. asks MARTINET№. Finch№h Corporation tells Ann№ Bell. ",
    "sections": "See the section “About № of them” and “Rows №” below. ",
    "words": "We keep number №. we dont sell it, the the Web site of « a№ » and l'e-mail. ",
    "marks": "</b> a“ ‘b' [INSERT №] the TODO list *a№ $5 {b} ",
    "capitals": "Nos Clients Et Partenaires № Peuvent, de Mai à Juin, Demander. ",
    "letters": "A" * 2_000 + " ",
    "digits": "7" * 2_000 + " ",
}


@pytest.mark.parametrize("unit", ONE_LINE.values(), ids=ONE_LINE)
def test_each_rule_reads_four_times_the_line_in_some_four_times_the_time(unit: str) -> None:
    costs: list[dict[str, float]] = []
    for size in (4_000, 16_000):
        line = "".join(unit.replace("№", str(number)) for number in range(size // len(unit)))
        text = f"# A\n\n## Rows {{#b}}\n\n{line}end.\n"
        one = subject({"en": text, "fr": text})
        costs.append({rule.id: _seconds(rule.id, one) for rule in RULES})
    for rule, seconds in costs[1].items():
        assert seconds < 0.3 or seconds < 9 * costs[0][rule], (rule, costs[0][rule], seconds)


def _seconds(rule: str, one: PolicyTexts) -> float:
    started = time.process_time()
    problems(rule, one)
    return time.process_time() - started
