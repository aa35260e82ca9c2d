"""The brand of a site: five lines of site.yaml reach every page, and what is wrong with them is said."""

from __future__ import annotations

import itertools
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from affiche import checking
from affiche.look import LEAST_CONTRAST, Look, Scheme, branded, contrast, legible, weak_colours
from affiche.problems import ContentError
from tests.browser.serving import served
from tests.browser.test_axe import AXE, AXE_SCRIPT
from tests.browser.visiting import show
from tests.site.building import SITES, TODAY, build

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from affiche.problems import Problem
    from tests.site.building import Built

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40"/></svg>'
LINKS = """\
  header:
    - {words: {en: Product, fr: Produit}, link: https://www.example.com/}
  footer:
    - {words: {en: Imprint, fr: Mentions légales}, link: {en: https://www.example.com/en/, fr: https://www.example.com/fr/}}
"""
BRANDS = {
    "gull": "look:\n  logo: logo.svg\n  logo_dark: logo-dark.svg\n  accent: '#7a1fa2'\n" + LINKS,
    "heron": "look:\n  logo: logo.svg\n  logo_words: {en: Heron, fr: Héron}\n  accent: '#b3261e'\n  scheme: light\n  font: system\n",
    "raven": "look:\n  accent: '#0a7'\n  accent_dark: '#7fe0b0'\n  scheme: dark\n  font: brand.woff2\n"
    + LINKS,
}


def source(folder: Path, look: str, **theme: str) -> Path:
    """Lay out a site in two languages with a look, and templates of its own."""
    shutil.copytree(SITES / "bilingual" / "content", folder / "content")
    with (folder / "content/site.yaml").open("a", encoding="utf-8") as site:
        site.write(look)
    static = folder / "templates/static"
    static.mkdir(parents=True)
    for name in re.findall(r"[\w-]+\.(?:svg|woff2)", look):
        (static / name).write_text(LOGO, encoding="utf-8")
    for name, text in theme.items():
        (folder / "templates" / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder / "content"


def branded_site(folder: Path, look: str, **theme: str) -> Built:
    return build(source(folder, look, **theme), folder / "site", TODAY)


def advice(content: Path, rule: str) -> list[str]:
    return [each.message for each in checking.check(content).problems if each.rule == rule]


def test_logo_links_and_accent_are_on_every_page(tmp_path: Path) -> None:
    site = branded_site(tmp_path, BRANDS["gull"])
    for address, page in site.pages():
        text = site.text(address)
        if 'http-equiv="refresh"' in text:
            continue
        logo, source_ = page.find(".//picture//img"), page.find(".//picture//source")
        assert re.fullmatch(r"/static/logo\.svg\?[0-9a-f]{8}", str(logo.get("src"))), address
        assert str(source_.get("srcset")).startswith("/static/logo-dark.svg?")
    header, footer = site.page("/fr/").iterfind(".//ul[@class='links']/li/a")
    assert (header.text, header.get("href")) == ("Produit", "https://www.example.com/")
    assert (footer.text, footer.get("href")) == ("Mentions légales", "https://www.example.com/fr/")
    assert (site.folder / "static/logo.svg").read_text("utf-8") == LOGO
    assert "--link: #7a1fa2" in site.text("/style.css")
    assert site.report.advice == ()


def test_a_font_of_the_site_is_named_with_its_digest(tmp_path: Path) -> None:
    style = branded_site(tmp_path, BRANDS["raven"]).text("/style.css")
    assert re.search(r'src: url\("static/brand\.woff2\?[0-9a-f]{8}"\)', style)


@pytest.mark.parametrize(("brand", "scheme"), [("gull", "light dark"), ("heron", "light"), ("raven", "dark")])
def test_a_site_has_the_pages_that_it_asks_for(
    brand: str, scheme: str, tmp_path: Path, browser: Browser
) -> None:
    site = branded_site(tmp_path, BRANDS[brand])
    with served(site.folder) as home, browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        grounds = {}
        for asked, address in itertools.product(
            ("light", "dark"), ("/", "/404.html", "/fr/", "/en/privacy/")
        ):
            page.goto(home + address)
            show(page, 700, color_scheme=asked)
            grounds[asked] = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
            page.evaluate(AXE_SCRIPT)
            assert page.evaluate(AXE, {}) == [], address
            logos = page.evaluate("[...document.querySelectorAll('.logo img')].map(e => [e.width, e.height])")
            assert [size for size in logos if not (size[0] >= 72 and size[1] >= 24)] == [], address
        assert page.locator("meta[name=color-scheme]").get_attribute("content") == scheme
        assert (grounds["light"] == grounds["dark"]) is (brand != "gull")


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    content = source(tmp_path, "look:\n  logo: logo.svg\n")
    (tmp_path / "templates/static/logo.svg").rename(tmp_path / "templates/static/logos.svg")
    (problem,) = [each for each in checking.check(content).problems if each.rule == "theme/missing-file"]
    assert problem.message == "`look` names 'logo.svg', which is not in templates/static/"
    assert problem.fix == "did you mean 'logos.svg'?"


def test_a_file_that_no_page_uses_is_told(tmp_path: Path) -> None:
    content = source(tmp_path, "look:\n  logo: logo.svg\n", style_css='@import "default/style.css";\n')
    for name in ("old.png", "notes.docx"):
        (tmp_path / "templates/static" / name).write_bytes(b"x")
    assert advice(content, "theme/unused-file") == [
        "a file of the kind .docx is not shown by any page",
        "no page uses this file",
    ]


def test_a_word_without_its_french_is_told(tmp_path: Path) -> None:
    base = '{% extends "default/base.html" %}{% block colophon %}{{ super() }}<p>{{ _("Open day") }}</p>{% endblock %}'
    content = source(tmp_path, "", base_html=base)
    assert advice(content, "theme/untranslated") == ["“Open day” has no translation into fr"]
    (tmp_path / "locales").mkdir()
    (tmp_path / "locales/fr.po").write_text('msgid "Open day"\nmsgstr "Portes ouvertes"\n', "utf-8")
    assert advice(content, "theme/untranslated") == []


def test_a_colour_that_is_hard_to_read_is_told(tmp_path: Path) -> None:
    style = '@import "default/style.css";\n:root { --link: #7a1fa2; --quiet: #bbbbbb; }\n'
    content = source(tmp_path, "", style_css=style)
    assert advice(content, "theme/contrast") == [
        "--link on --paper has a contrast of 2.18 on dark pages; 4.5 is needed to read it",
        "--quiet on --paper has a contrast of 1.92 on light pages; 4.5 is needed to read it",
    ]


@pytest.mark.parametrize(
    ("look", "message"),
    [
        ("look:\n  accent: purple\n", "'purple' is not such a colour"),
        ("look:\n  logo: ../logo.png\n", "'../logo.png' is no such name"),
        ("look:\n  scheme: night\n", "'night'"),
        ("look:\n  acent: '#123456'\n", "the key 'acent' is not known here"),
    ],
)
def test_what_cannot_be_read_has_its_place(look: str, message: str, tmp_path: Path) -> None:
    problems = _problems(source(tmp_path, look))
    assert any(message in each.message for each in problems), [each.message for each in problems]


def _problems(content: Path) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as error:
        checking.check(content)
    return error.value.problems


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_an_accent_can_be_read_on_dark_pages(colour: str) -> None:
    css = ":root { --paper: #14171b; }\n"
    look = Look(accent=colour, scheme=Scheme.DARK)
    assert not list(weak_colours(branded(css, look), Scheme.DARK))
    assert contrast(legible(colour, "#14171b"), "#14171b") >= LEAST_CONTRAST


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_a_mailbox_in_a_link_opens_a_mail_program(tmp_path: Path) -> None:
    links = "look:\n  footer:\n    - {words: Write to us, link: law@example.com}\n"
    site = branded_site(
        tmp_path, links + "notices: {subscribe: {en: law@example.com, fr: https://example.com/avis}}\n"
    )
    home = site.page("/en/")
    assert [link.get("href") for link in home.iterfind(".//ul[@class='links']/li/a")] == [
        "mailto:law@example.com"
    ]
    ways = {
        link.text: link.get("href")
        for address in ("/en/privacy/", "/fr/confidentialite/historique/")
        for link in site.page(address).iterfind(".//ul[@class='ways']/li/a")
    }
    assert ways["Be told of changes by e-mail"] == "mailto:law@example.com"
    assert ways["Recevoir les changements par courriel"] == "https://example.com/avis"


@pytest.mark.parametrize("colour", ["#ffcc00", "#abcdef", "#facade"])
def test_a_colour_is_no_heading_that_was_not_read(colour: str, tmp_path: Path) -> None:
    """A sharp before a letter is a slip in a text; in `look` it begins a colour."""
    content = source(tmp_path, f'look: {{accent: "{colour}", accent_dark: "{colour}", scheme: dark}}\n')
    assert advice(content, "markup/syntax") == []
