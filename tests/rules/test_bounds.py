"""A text in which a rule finds something by the thousand is told of as much as anybody would go through."""

from __future__ import annotations

from affiche.rules.rule import MOST_PLACES, THERE_ARE_MORE
from affiche.rules.translations import MOST_TOLD
from tests.rules.subjects import problems, subject


def test_numbers_by_the_thousand_are_not_each_held_against_each() -> None:
    many = {
        locale: " a ".join(str(first + step) for step in range(2_000))
        for locale, first in (("en", 10_000), ("fr", 20_000))
    }
    one = subject({locale: f"# A\n\n## B {{#b}}\n\n{words}.\n" for locale, words in many.items()})
    found = problems("structure/numbers", one)
    assert len(found) == MOST_TOLD
    assert sum(len(problem.fix) for problem in found) < 10_000


def test_what_is_found_without_end_is_told_to_its_bound() -> None:
    one = subject({"en": "# A\n\n## B {#b}\n\n" + "[c](d)\n\n" * (MOST_PLACES + 5)})
    found = problems("markup/link", one)
    assert len(found) == MOST_PLACES + 1
    assert [problem.details for problem in found[-2:]] == [(), (THERE_ARE_MORE,)]
