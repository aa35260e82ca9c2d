"""What is said of a language whose words are not all there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche.localization import note_catalogue, read_catalogue
from affiche.problems import ProblemLog
from affiche.reporting.problems import problems_text

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def told(folder: Path, tag: str) -> str:
    log = ProblemLog()
    read_catalogue(tag, [folder], log)
    return problems_text(log.problems)


def test_a_word_that_is_missing(tmp_path: Path) -> None:
    asked = 'msgid "Version"\nmsgstr ""\n\nmsgctxt "address"\nmsgid "history"\nmsgstr ""\n'
    (tmp_path / "affiche.pot").write_text(HEAD + asked, encoding="utf-8")
    (tmp_path / "es.po").write_text(HEAD + 'msgid "Version"\nmsgstr "Versión"\n', encoding="utf-8")
    assert "locales/es.po: no translation of 'history' (context 'address')" in told(tmp_path, "es")
    assert "1 problem." in told(tmp_path, "es")


def test_a_language_that_is_missing(tmp_path: Path) -> None:
    assert "there are no interface words for the language 'es'" in told(tmp_path, "es")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Ent\x1b[31mwurf", "holds a character that is not shown"),
        ("Entwurf\0", "holds a character that is not shown"),
        ("Ent\u202ewurf", "holds a character that is not shown, or turns the order of the others"),
        ("Ent\u200bwurf", "has an invisible character or a letter of another alphabet inside a word: U+200B"),
        (
            "\u0415ntwurf",
            "has an invisible character or a letter of another alphabet inside a word: “\u0415ntwurf”",
        ),
        ("Entwurf", ""),
    ],
    ids=ascii,
)
def test_a_translation_with_characters_that_deceive(tmp_path: Path, words: str, says: str) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for folder in (shipped, own):
        folder.mkdir()
    (shipped / "affiche.pot").write_text(HEAD + 'msgid "Draft"\nmsgstr ""\n', encoding="utf-8")
    (own / "de.po").write_text(f'{HEAD}msgid "Draft"\nmsgstr "{words}"\n', encoding="utf-8")
    log = ProblemLog()
    note_catalogue("de", [shipped, own], log)
    assert [says in problem.message for problem in log.problems] == [True] * bool(says)
    read = read_catalogue("de", [shipped, own], ProblemLog())
    assert read.gettext("Draft") in {"Draft", words}
    assert all(character.isprintable() or character == "\u200b" for character in read.gettext("Draft"))


@pytest.mark.parametrize("words", ["%(date)999999999s", "%(date)-5s", "%(date)d", "%s", "100 %", "%(other)s"])
def test_a_value_is_written_as_in_english(tmp_path: Path, words: str) -> None:
    (tmp_path / "affiche.pot").write_text(HEAD + 'msgid "On %(date)s"\nmsgstr ""\n', encoding="utf-8")
    (tmp_path / "de.po").write_text(f'{HEAD}msgid "On %(date)s"\nmsgstr "{words}"\n', encoding="utf-8")
    assert "cannot be filled in" in told(tmp_path, "de")


@pytest.mark.parametrize(
    "english",
    ['msgid "a\0b"\nmsgid_plural "as"\nmsgstr[0] "c"\nmsgstr[1] "d"', 'msgid "a\x1b"\nmsgstr "c"', 'msgctxt "\0"\nmsgid "a"\nmsgstr "c"'],
    ids=ascii,
)  # fmt: skip
def test_english_that_no_template_can_ask_for(tmp_path: Path, english: str) -> None:
    (tmp_path / "affiche.pot").write_text(HEAD + 'msgid "Draft"\nmsgstr ""\n', encoding="utf-8")
    draft = 'msgid "Draft"\nmsgstr "Entwurf"\n'
    (tmp_path / "de.po").write_text(f"{HEAD}{draft}\n{english}\n", encoding="utf-8")
    assert read_catalogue("de", [tmp_path], ProblemLog()).gettext("Draft") == "Entwurf"
