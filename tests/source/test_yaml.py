"""YAML is read strictly: text, lists, and keys with values; a problem for anything else, and never a traceback."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.source.reading import plain

SHOWABLE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=20)
TREES = st.recursive(
    SHOWABLE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SHOWABLE.filter(bool), inner, max_size=3),
)
SIGNS = st.text(st.sampled_from("ab:- \n\t[]{},#&*!|>'\"%@`?\\\x85\u2028\x07é"), max_size=60)


@given(st.text(max_size=200) | SIGNS)
def test_any_text_is_read_or_is_a_problem(text: str) -> None:
    value, problems = plain(text)
    assert value is None or not problems or "second time" in " ".join(problems)


@given(st.dictionaries(SHOWABLE.filter(bool), TREES, min_size=1, max_size=4))
def test_what_was_written_is_read(tree: dict[str, object]) -> None:
    assert plain(yaml.safe_dump(tree, allow_unicode=True)) == (tree, [])


@pytest.mark.parametrize("word", ["no", "3.10", "2026-06-01", "null", "~", "0x10", "1e3", "=", "<<"])
def test_every_value_is_text(word: str) -> None:
    assert plain(f"a: {word}") == ({"a": word}, [])


def test_nothing_differs_from_an_empty_text() -> None:
    assert plain('a:\nb: ""') == ({"a": None, "b": ""}, [])


@pytest.mark.parametrize("sign", "[{")
def test_depth_is_no_danger(sign: str) -> None:
    assert plain(sign * 50_000) == (None, ["this stands more than 32 levels deep"])


FIVE = """\
title {en: Privacy, fr: Confidentialité}
slug:{en: privacy, fr: vie-privee}
promises:
\tnotice_days: 30
facts:
  right: {en: 'access', fr: 'l'accès'}
  right_too: {en: one, fr: un}
  period: "30 days
laws: [eu, ca
reviewed: yes
"""


def test_every_mistake_of_a_round_is_told() -> None:
    _, problems = plain(FIVE)
    assert len(problems) >= 5
    said = " ".join(problems)
    for message in (
        "there is no colon after 'title'",
        "there is no space after the colon",
        "there is a tab here",
        "an apostrophe ends a text",
        "this bracket is never closed",
    ):
        assert message in said, problems


@pytest.mark.parametrize("first", ["a:{b: c, d: e}", "a {b: c, d: e}", "a: [b", "a: 'l'b'"])
@pytest.mark.parametrize("rest", ["x: y", "x:\n  y: z\n  - q", "x:\n- y\n- z"])
def test_one_mistake_brings_no_others(first: str, rest: str) -> None:
    _, problems = plain(f"begin: here\n{first}\n{rest}\n")
    assert len(problems) == 1
