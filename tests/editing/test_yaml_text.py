"""A value is put into policy.yaml as it looks least different, and all else stays to the letter."""

from __future__ import annotations

import re
from difflib import ndiff
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from affiche.characters import UNSHOWABLE
from affiche.editing.fields import Entry, Field, Table, name_of, parts_of, with_answers
from affiche.editing.yaml_text import CannotWriteError, changed, plain_of, with_values
from affiche.source.files import with_plain_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.editing.fields import Part
    from affiche.editing.yaml_text import Path

LOCALES = ("en", "fr")
TEXT = """\
# A comment.
title: {en: Privacy, fr: "Vie privée"}   # kept
facts:
  email:   privacy@cormorant.test
  quoted: 'it''s'
  empty:
  lines: |-
    - One
    - Two

  folded: >-
    words that
    go on
  # of the table
  recipients:
    columns: {name: {en: Name, fr: Nom}, country: Country}
    rows:
      - id: mail
        name: Finch # a bird
        country: {en: Canada, fr: Canada}
      # payments
      - id: pay
        name:
          en: Tern
          fr: Sterne
        country: Canada
  last: 3
"""
PATHS: list[Path] = [
    ("title", "en"),
    ("title", "fr"),
    ("facts", "email"),
    ("facts", "quoted"),
    ("facts", "empty"),
    ("facts", "lines"),
    ("facts", "folded"),
    ("facts", "recipients", "rows", 0, "name"),
    ("facts", "recipients", "rows", 1, "name", "fr"),
    ("facts", "last"),
]

values = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=30),
    st.lists(st.sampled_from(["a", ": ", "#", " #", "'", '"', "{", "}", "[", ",", "- ", "|", "&x", "*x", "!", "%", "@",
                              "\n", "\t", "\\", "~", "null", "é", "\u00a0", "…", "---", "?", " "]), min_size=1).map("".join),
).filter(lambda words: not UNSHOWABLE.search(words))  # fmt: skip


@settings(deadline=None)
@given(st.sampled_from(PATHS), values)
@example(("title", "en"), "Privacy, cookies: you")
@example(("facts", "lines"), "- One\n\n  - Two\n")
@example(("facts", "email"), "\u2028")
def test_any_value_can_be_put_in_any_place(path: Path, value: str) -> None:
    text = with_values(TEXT, {path: value})
    assert plain_of(text) == changed(plain_of(TEXT), path, value)
    gone = [line[2:] for line in ndiff(TEXT.splitlines(), text.splitlines()) if line.startswith("- ")]
    assert not [line for line in gone if line.lstrip().startswith("#")]
    assert "# kept" in text
    assert "# of the table" in text
    assert "# payments" in text


@pytest.mark.parametrize(
    ("path", "value", "line"),
    [
        (("title", "en"), "Cookies", 'title: {en: Cookies, fr: "Vie privée"}   # kept'),
        (("title", "en"), "a, b", "title: {en: 'a, b', fr: \"Vie privée\"}   # kept"),
        (("title", "fr"), "Témoins", 'title: {en: Privacy, fr: "Témoins"}   # kept'),
        (("facts", "email"), "x@y.test", "  email:   x@y.test"),
        (("facts", "quoted"), "it's not", "  quoted: 'it''s not'"),
        (("facts", "empty"), "full", "  empty: full"),
        (("facts", "lines"), "- One\n- Three", "    - Three"),
        (("facts", "last"), "no", "  last: no"),
        (("facts", "recipients", "rows", 0, "name"), "Wren", "        name: Wren # a bird"),
    ],
)
def test_it_is_written_as_the_one_before(path: Path, value: str, line: str) -> None:
    lines = with_values(TEXT, {path: value}).splitlines()
    assert line in lines
    assert len(set(lines) - set(TEXT.splitlines())) == 1


def test_a_language_that_is_missing_is_added() -> None:
    text = "a: {en: x}\nb:\n  en: y # why\nc: z\n"
    assert (
        with_values(text, {("a", "fr"): "u", ("b", "fr"): "v"})
        == "a: {en: x, fr: u}\nb:\n  en: y # why\n  fr: v\nc: z\n"
    )


def test_what_no_page_can_show_is_refused() -> None:
    with pytest.raises(CannotWriteError, match="cannot be put"):
        with_values(TEXT, {("facts", "email"): "a\x01b"})


@pytest.mark.parametrize("text", ["a: [", "a: *b\n", "a: 1\na: 2\n", "- a\n", "just words\n"])
def test_a_broken_file_has_no_form(text: str) -> None:
    with pytest.raises(CannotWriteError):
        parts_of(text, LOCALES, "en")


def test_a_form_that_comes_back_unchanged_changes_nothing() -> None:
    parts = parts_of(TEXT, LOCALES, "en")
    assert [part.key for part in parts] == ["title", "facts"]
    answers = {name_of("value", path): "" for path in PATHS if path[-1] == "empty"}
    assert with_answers(TEXT, answers, LOCALES) == TEXT


def sent(field: Field) -> str:
    """What a browser sends of a field that nobody touched."""
    if field.is_day:
        return field.value if re.fullmatch(r"\d{4}-\d{2}-\d{2}", field.value) else ""
    lines = with_plain_lines(field.value)
    return lines if field.is_long or field.choices else lines.replace("\n", "")


def fields_in(parts: Sequence[Part]) -> Iterator[Field]:
    for part in parts:
        if isinstance(part, Entry):
            yield from part.fields
        elif isinstance(part, Table):
            yield from (field for row in part.rows for cell in row.cells for field in cell)
        else:
            yield from fields_in(part.parts)


leaves = st.one_of(
    values, st.sampled_from(["2026-06-01", "2026-02-31", "yes", "major", "a\rb", "\nx\n", "\r\n", " x "])
)
trees = st.recursive(
    leaves, lambda inner: st.one_of(st.lists(inner, min_size=1, max_size=3), st.dictionaries(st.sampled_from("abc"), inner, min_size=1),
                                    st.fixed_dictionaries({"en": leaves, "fr": leaves})), max_leaves=8)  # fmt: skip


@settings(deadline=None)
@given(trees, trees, st.sampled_from([True, False, None]), leaves)
def test_any_form_that_comes_back_untouched_changes_nothing(
    facts: Any, title: Any, flow: Any, day: str
) -> None:
    tree = {"title": title, "facts": {"x": facts}, "next": {"effective": day, "significance": day}}
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow)
    try:
        parts = parts_of(text, LOCALES, "en")
    except CannotWriteError:
        return
    answers = {field.name: sent(field) for field in fields_in(parts)}
    assert with_answers(text, answers, LOCALES) == text


AT: Path = ("facts", "recipients", "rows")


def test_rows_are_put_in_and_taken_out() -> None:
    answers = {
        name_of("new", (*AT, "id", "")): "ads",
        name_of("new", (*AT, "name", "en")): "Puffin: ads",
        name_of("new", (*AT, "name", "fr")): "Macareux",
        name_of("new", (*AT, "country", "en")): "Canada, or so",
        name_of("new", (*AT, "country", "fr")): "Canada",
        name_of("remove", (*AT, 0)): "on",
    }
    text = with_answers(TEXT, answers, LOCALES)
    row = """\
      - id: ads
        name: {en: 'Puffin: ads', fr: Macareux}
        country: {en: 'Canada, or so', fr: Canada}
"""
    mail = """\
      - id: mail
        name: Finch # a bird
        country: {en: Canada, fr: Canada}
"""
    assert text == TEXT.replace(mail, "").replace("  last: 3\n", f"{row}  last: 3\n")


@pytest.mark.parametrize(
    "name",
    [
        name_of("value", ("facts", "../../secret")),
        name_of("value", ("site", "base_url")),
        name_of("remove", (*AT, 9)),
        name_of("new", ("facts", "other", "rows", "id", "")),
        'value:["facts","email"] ',
        "value:../policy.yaml",
    ],
)
def test_a_name_that_the_form_does_not_have_changes_nothing(name: str) -> None:
    assert with_answers(TEXT, {name: "evil"}, LOCALES) == TEXT


def test_the_last_row_stays() -> None:
    text = "facts:\n  t:\n    columns: {a: A}\n    rows:\n      - a: x\n"
    assert with_answers(text, {name_of("remove", ("facts", "t", "rows", 0)): "on"}, LOCALES) == text
