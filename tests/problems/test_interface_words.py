"""What is said of a language whose words are not all there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.localization import read_catalogue
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
