"""Languages are data: two more, one of them from right to left, added without a line of code."""

from __future__ import annotations

import re
import shutil
from datetime import date
from gettext import NullTranslations
from typing import TYPE_CHECKING

import pytest
from babel import Locale
from babel.messages.pofile import write_po

from affiche import pipeline
from affiche.builds import Options
from affiche.localization import Localizer, read_catalogue
from affiche.problems import ContentError, ProblemLog
from tests.archive import notices
from tests.extraction import TEMPLATE, extracted, written
from tests.site.building import ROOT, SITES, Built, build, select
from tests.site.speaking import DAY, catalogue, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧")
LETTER = re.compile(r"[^\W\d_]")
NO_WORD = re.compile(r"https?://\S+|\S+@\S+|versions\.json|sha256:[0-9a-f]+")
"""Addresses, digests and names of files, which are the same in every language."""

ATTRIBUTES = "//@title | //@aria-label | //@aria-description | //@alt | //@placeholder"
METADATA = "//title/text() | //meta[@name='description' or @property='og:title' or @property='og:description']/@content"
FEED = "//a:title/text() | //a:subtitle/text() | //a:summary/text() | //@title | //@label"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("languages")
    return build(lay_out(folder), folder / "site", DAY)


def test_each_language_has_its_pages_with_their_direction(site: Built) -> None:
    for locale, direction in (("es", "ltr"), ("ar", "rtl")):
        for address in (
            f"/{locale}/",
            f"/{locale}/1/",
            f"/{locale}/1/2025-01-01/",
            f"/{locale}/1/history-{locale}/",
        ):
            page = site.page(address)
            assert (page.get("lang"), page.get("dir")) == (locale, direction), address
        assert site.has(f"/{locale}/1/2025-06-01/changes-{locale}/")
        assert site.has(f"/{locale}/1/feed.xml")
    sections = select(site.page("/"), "//main//section")
    assert [(section.get("lang"), section.get("dir")) for section in sections] == [
        ("es", "ltr"),
        ("ar", "rtl"),
    ]


def test_dates_are_those_of_the_language(site: Built) -> None:
    assert "1 de enero de 2026" in site.main("/es/1/").replace("\u00a0", " ")
    months = Locale("ar").months["format"]["wide"]
    assert months[1] in site.main("/ar/1/")


def test_the_style_sheet_names_no_side(site: Built) -> None:
    """Left and right are those of the reader: a style that names one is wrong in half of the languages."""
    style = re.sub(r"/\*.*?\*/", "", site.text("/style.css"), flags=re.DOTALL)
    sides = r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:|(?:float|text-align)\s*:\s*(?:left|right)"
    assert not re.findall(sides, style)


def test_no_word_escapes_translation(site: Built) -> None:
    escaped = [
        f"{place}: {' '.join(rest.split())}"
        for place, text in _said(site)
        if LETTER.search(rest := _rest(text))
    ]
    assert not escaped


def _said(site: Built) -> Iterator[tuple[str, str]]:
    """Everything that a page says: its text without dates, its attributes and metadata; and so for feeds."""
    for address, page in site.pages():
        for text in select(page, f"{ATTRIBUTES} | {METADATA}"):
            yield address, text
        for day in select(page, "//time"):
            day.clear(keep_tail=True)
        yield address, "".join(select(page, "//body//text()"))
    for file in site.files():
        if file.endswith("feed.xml"):
            for text in select(site.xml(f"/{file}"), FEED, a="http://www.w3.org/2005/Atom"):
                yield file, text


def _rest(text: str) -> str:
    """What is left without translations, one inside another or not, addresses, and names of languages."""
    for name in LANGUAGES:
        text = text.replace(name, " ")
    before = ""
    while text != before:
        before, text = text, TRANSLATED.sub(" ", text)
    return NO_WORD.sub(" ", text)


VOICES = [Localizer(tag, NullTranslations()) for tag in ("es", "ar")]
LANGUAGES = {
    name
    for localizer in VOICES
    for name in (localizer.name, *(localizer.locale.languages[v.tag] for v in VOICES))
}


def test_regions_are_named_where_two_locales_share_a_language() -> None:
    tags = {"en": "en-CA", "fr": "fr-CA", "fr-FR": "fr-FR"}
    english, canadian = (Localizer(tags[locale], NullTranslations(), tags) for locale in ("en", "fr"))
    assert [english.language(locale) for locale in tags] == ["English", "French (Canada)", "French (France)"]
    assert [english.name, canadian.name] == ["English", "Français (Canada)"]
    assert canadian.language("fr-FR") == "français (France)"


PLURALS = r"(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)"
"""Of Arabic, as translators' tools number them; Babel's own table has the last two the other way round."""


def test_all_six_plurals_of_arabic_are_used_as_its_file_numbers_them(tmp_path: Path) -> None:
    lay_out(tmp_path)
    file = tmp_path / "locales" / "ar.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"plural=\(.*?\);", f"plural={PLURALS};", text), encoding="utf-8")
    log = ProblemLog()
    arabic = Localizer("ar", read_catalogue("ar", [ROOT / "locales", file.parent], log))
    assert not log.problems
    said = [arabic.count("%(number)s word added", "%(number)s words added", n) for n in (0, 1, 2, 3, 11, 100)]
    assert [str(form)[1] for form in said] == ["0", "1", "2", "3", "4", "5"]


def test_a_word_that_is_missing_is_a_problem(tmp_path: Path) -> None:
    content = lay_out(tmp_path)
    file = tmp_path / "locales" / "es.po"
    text = file.read_text(encoding="utf-8")
    left_out = text.replace('msgstr "⟦History of changes⟧"', 'msgstr ""')
    assert left_out != text
    file.write_text(left_out, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        build(content, tmp_path / "site", DAY)
    (problem,) = caught.value.problems
    assert problem.location.path == "locales/es.po"
    assert problem.message == "no translation of 'History of changes'"


def test_a_language_without_any_words_is_one_problem(tmp_path: Path) -> None:
    content = lay_out(tmp_path)
    (tmp_path / "locales" / "ar.po").unlink()
    with pytest.raises(ContentError) as caught:
        build(content, tmp_path / "site", DAY)
    (problem,) = caught.value.problems
    assert problem.message == "there are no interface words for the language 'ar'"


NO_CATALOGUES = {
    "not a catalogue": b"Language: Spanish\n",
    "Latin-1": 'msgid "Language"\nmsgstr "Español"\n'.encode("latin-1"),
    "unknown encoding": b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n\nmsgid "a"\nmsgstr "b"\n',
    "plurals that are no expression": b'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=import os;\\n"\n',
}


@pytest.mark.parametrize("data", NO_CATALOGUES.values(), ids=NO_CATALOGUES)
def test_a_catalogue_that_cannot_be_read_is_one_problem(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "es.po").write_bytes(data)
    log = ProblemLog()
    read_catalogue("es", [ROOT / "locales", tmp_path], log)
    (problem,) = log.problems
    assert problem.location.path == "locales/es.po"
    assert problem.message.startswith(("the catalogue cannot be read: ", "the file is not UTF-8"))


def test_a_translation_that_cannot_be_filled_in_is_a_problem_at_its_line(tmp_path: Path) -> None:
    content = lay_out(tmp_path)
    file = tmp_path / "locales" / "es.po"
    text = file.read_text(encoding="utf-8").replace(
        '"⟦In force since %(date)s.⟧"', '"⟦In force since %(daet)s.⟧"'
    )
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        build(content, tmp_path / "site", DAY)
    (problem,) = caught.value.problems
    assert problem.message == "the translation of 'In force since %(date)s.' cannot be filled in"
    assert text.splitlines()[problem.location.line - 1] == 'msgid "In force since %(date)s."'


def test_a_site_can_say_a_word_its_own_way(tmp_path: Path) -> None:
    shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    (tmp_path / "locales").mkdir()
    word = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "History of changes"\nmsgstr "Chronologie"\n'
    (tmp_path / "locales" / "fr-CA.po").write_text(word, encoding="utf-8")
    built = build(tmp_path / "content", tmp_path / "site", DAY)
    assert "Chronologie" in built.main("/fr/confidentialite/")
    assert "En vigueur depuis le" in built.main("/fr/confidentialite/")


def test_the_list_of_words_is_what_templates_and_package_ask_for() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == written(extracted()), "run: make words"


def test_every_shipped_catalogue_translates_every_word() -> None:
    for file in sorted((ROOT / "locales").glob("*.po")):
        log = ProblemLog()
        read_catalogue(file.stem, [ROOT / "locales"], log)
        assert not [problem.message for problem in log.problems]


def test_a_language_without_words_is_a_draft(tmp_path: Path) -> None:
    """What is published in the others is built, and one problem says what the new one lacks, until it has it."""
    content = notices.lay_out(tmp_path)
    assert notices.publish(content, "2026-11-01", "2026-11-01", *notices.NOTES) == 0
    site = content / "site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("[en, fr]", "[en, fr, es]"), encoding="utf-8")
    (content / "privacy/es.md").write_text(
        (content / "privacy/en.md").read_text(encoding="utf-8"), encoding="utf-8"
    )
    options = Options(source=content, out=tmp_path / "site", as_of=date(2026, 11, 3), jobs=1)
    report = pipeline.build(options)
    assert [problem.message for problem in report.draft_problems[""]] == [
        "there are no interface words for the language 'es'"
    ]
    assert report.locales == ("en", "fr")
    assert not (tmp_path / "site/es").exists()
    assert notices.publish(content, "2026-11-02", "2026-12-24", *notices.NOTES, "--note-es", "Nota.") == 1
    (tmp_path / "locales").mkdir()
    with (tmp_path / "locales/es.po").open("wb") as file:
        write_po(file, catalogue("es"), width=0)
    report = pipeline.build(options)
    assert "" not in report.draft_problems
    assert (tmp_path / "site/es/index.html").exists()


@pytest.mark.parametrize("lost", ["words", "listed"])
def test_a_language_that_was_published_is_never_left_out(tmp_path: Path, lost: str) -> None:
    """A site without it would lose its pages, so there is none, and the one before stays."""
    content = lay_out(tmp_path)
    options = Options(source=content, out=tmp_path / "site", as_of=DAY, jobs=1)
    pipeline.build(options)
    before = (tmp_path / "site/ar/1/2025-01-01/index.html").read_bytes()
    if lost == "words":
        (tmp_path / "locales/ar.po").unlink()
    else:
        site = content / "site.yaml"
        site.write_text(site.read_text(encoding="utf-8").replace("[es, ar]", "[es]"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"no interface words|nothing would be under /ar/"):
        pipeline.build(options)
    assert (tmp_path / "site/ar/1/2025-01-01/index.html").read_bytes() == before


@pytest.mark.parametrize(
    ("tag", "space"), [("fr", "\u202f"), ("fr-FR", "\u202f"), ("fr-CH", "\u202f"), ("fr-CA", "")]
)
def test_french_signs_are_spaced_as_the_country_does(tag: str, space: str) -> None:
    localizer = Localizer(tag, read_catalogue(tag, [ROOT / "locales"], ProblemLog()))
    assert localizer.plain("; ") == f"{space}; "
    removed = (
        "Nothing that was published here is ever removed, so the address may be mistyped. "
        "These are our policies and notices:"
    )
    assert f"jamais retiré{space}; l’adresse" in localizer.plain(removed)
    assert f"Rien de plus{space}?" == localizer.plain("Rien de plus?")
    assert localizer.plain("Rien\u00a0?") == "Rien\u00a0?"
