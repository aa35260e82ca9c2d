"""Real histories, built whole on several days: nothing of a text is lost, and every page comes out right.

Two sites are built: two long English histories together, and one work in English and French. Each test looks at
every page of a build.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from affiche import pipeline
from tests.corpus.histories import basecamp_privacy, github_privacy, lay_out, terms_of_use
from tests.corpus.pages import html_errors, read_page, read_redline, read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from affiche.model import Policy, Version
    from tests.corpus.pages import Reading

LATEST = date(2026, 11, 22)
CHANGES = {"en": "changes", "fr": "modifications"}
ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A site as built on a day, and what it was built from."""

    out: Path
    as_of: date
    locales: tuple[str, ...]
    policies: Mapping[str, Policy]

    def posted(self) -> Iterator[tuple[Policy, str, list[Version]]]:
        """Give each policy in each locale, with the versions posted in it by then."""
        for policy in self.policies.values():
            for locale in self.locales:
                versions = [v for v in policy.versions if v.published <= self.as_of and locale in v.editions]
                yield policy, locale, sorted(versions, key=lambda version: version.order)

    def folder(self, policy: Policy, locale: str, version: str = "") -> Path:
        """Say where the page of a policy or version is."""
        return self.out / locale / policy.slugs[locale] / version

    def editions(self) -> Iterator[tuple[Path, Reading, str]]:
        """Give the folder of each edition, what its source says, and its locale."""
        for policy, locale, versions in self.posted():
            for version in versions:
                edition = version.editions[locale]
                source = _source(edition.markdown, edition.title)
                yield self.folder(policy, locale, version.id), source, locale


@cache
def _source(text: str, title: str) -> Reading:
    return read_source(text, title)


@cache
def _page(folder: Path) -> Reading:
    return read_page(_root(folder))


def _root(folder: Path) -> html.HtmlElement:
    return html.document_fromstring((folder / "index.html").read_bytes(), html.HTMLParser(encoding="utf-8"))


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Callable[[str, date], Built]:
    """Build a site of the corpus for a day, once."""
    home = tmp_path_factory.mktemp("histories")

    @cache
    def laid_out(name: str) -> tuple[tuple[str, ...], Mapping[str, Policy]]:
        if name == "english":
            locales: tuple[str, ...] = ("en",)
            works = [basecamp_privacy(corpus), github_privacy(corpus)]
        else:
            locales = ("en", "fr")
            works = [terms_of_use(corpus)]
        return locales, lay_out(works, locales, home / name)

    @cache
    def built(name: str, as_of: date) -> Built:
        locales, policies = laid_out(name)
        out = home / f"{name} {as_of}"
        pipeline.build(pipeline.Options(source=home / name, out=out, as_of=as_of))
        return Built(out=out, as_of=as_of, locales=locales, policies=policies)

    return built


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(("english", LATEST), id="long histories, today"),
        pytest.param(("bilingual", LATEST), id="two languages, today"),
        pytest.param(("bilingual", date(2023, 4, 14)), id="two languages, three versions on one day"),
        pytest.param(("bilingual", date(2022, 8, 26)), id="two languages, the second not published yet"),
    ],
)
def built(request: pytest.FixtureRequest, build: Callable[[str, date], Built]) -> Built:
    """Each site on each of its days."""
    return build(*request.param)


def test_every_version_has_its_page_and_no_other(built: Built) -> None:
    for policy, locale, versions in built.posted():
        pages = {page.parent.name for page in built.folder(policy, locale).glob("20*/index.html")}
        assert pages == {version.id for version in versions}


def test_versions_of_one_day_are_numbered(build: Callable[[str, date], Built]) -> None:
    github = build("english", LATEST).policies["github"]
    of_one_day = [version.id for version in github.versions if version.id.startswith("2023-12-27")]
    assert of_one_day == ["2023-12-27", *(f"2023-12-27.{number}" for number in range(2, len(of_one_day) + 1))]
    assert len(of_one_day) > 9, "so that the order of ids is not that of their letters"


def test_each_heading_stands_once_in_its_place(built: Built) -> None:
    for folder, source, _ in built.editions():
        assert _page(folder).headings == source.headings, folder


def test_no_word_is_lost_added_or_moved(built: Built) -> None:
    for folder, source, _ in built.editions():
        assert _page(folder).words == source.words, folder


def test_the_version_in_force_stands_at_the_policy(built: Built) -> None:
    for policy, locale, versions in built.posted():
        if versions:
            folder = built.folder(policy, locale)
            assert _page(folder).words == _page(folder / versions[-1].id).words, folder


def test_no_page_has_an_error(built: Built) -> None:
    pages = (page for page in built.out.rglob("*.html") if page.name != "banner.html")
    assert [error for page in pages for error in html_errors(page)] == []


def test_an_error_would_be_found(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><main><p id=a>A<ul id=a><li>B</ul></p></main>", encoding="utf-8")
    assert len(list(html_errors(page))) == 2


def test_a_redline_holds_both_texts(built: Built) -> None:
    for policy, locale, versions in built.posted():
        for old, new in pairwise(versions):
            redline = built.folder(policy, locale, new.id) / CHANGES[locale]
            for dropped, kept in (("added", old), ("removed", new)):
                source = _page(built.folder(policy, locale, kept.id))
                words = read_redline(_root(redline), dropped, title=source.headings[0])
                assert Counter(words) == Counter(source.words), (redline, kept.id)


def test_each_feed_has_an_entry_a_version(built: Built) -> None:
    for policy, locale, _ in built.posted():
        feed = etree.parse(built.folder(policy, locale) / "feed.xml").getroot()
        entries = feed.findall(f"{ATOM}entry")
        posted = [version for version in policy.versions if version.published <= built.as_of]
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(posted)
        assert len(entries) == len(posted)


def test_french_pages_are_french(built: Built) -> None:
    english, french = {"the", "of", "and", "your", "to"}, {"le", "la", "les", "de", "des", "et", "vos"}
    for page in built.out.glob("fr/**/*.html"):
        root = _root(page.parent)
        assert root.get("lang") == "fr-CA"
        for switch in root.xpath("//*[@lang = 'en-CA']"):
            switch.drop_tree()
        words = Counter("".join(root.xpath("//body//text()[not(parent::script)]")).lower().split())
        assert sum(words[word] for word in french) > 10 * sum(words[word] for word in english), page


def test_a_text_not_published_in_french_is_offered_in_english(build: Callable[[str, date], Built]) -> None:
    page = _root(build("bilingual", date(2022, 8, 26)).out / "fr" / "conditions")
    assert set(page.xpath("//main//a[@hreflang = 'en-CA']/@href")) == {"/en/terms/2022-08-26/"}
