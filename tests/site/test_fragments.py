"""Fragments: the main part of each page in a form that can stand in somebody else's, and what its head would say."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from lxml import html

from affiche.problems import ContentError
from affiche.site.parts import fragments
from affiche.site.parts.page_tags import edit_page, inside
from affiche.site.parts.scoping import scoped
from tests.site.building import ROOT, SITES, Built, build, select, small

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 6, 1)
SCHEMA = json.loads((ROOT / "docs" / "fragment.schema.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    out = tmp_path_factory.mktemp("fragments") / "site"
    return build(SITES / "bilingual" / "content", out, DAY, fragments=True)


@pytest.fixture(scope="module")
def whole() -> Built:
    """The same site with its own frame."""
    return small("bilingual", DAY)


def framed(whole: Built) -> dict[str, html.HtmlElement]:
    """Every page that has a fragment: the host has its own page for unknown addresses."""
    return {address: page for address, page in whole.pages() if address != "/404.html"}


def data(site: Built, address: str) -> dict[str, Any]:
    found = site.json(f"{address}fragment.json")
    assert isinstance(found, dict)
    return found


def test_each_page_has_a_fragment_and_its_data_in_its_place(site: Built, whole: Built) -> None:
    pages = {f"{address[1:]}fragment.{kind}" for address in framed(whole) for kind in ("html", "json")}
    gone = {"style.css", "icon.svg", "404.html"}
    same = {file for file in whole.files() if not file.endswith("index.html")} - gone
    assert site.files().keys() == pages | same | {"fragments.css"}
    assert {file: site.files()[file] for file in same} == {file: whole.files()[file] for file in same}


def test_a_fragment_is_the_main_part_of_its_page_with_class_names_of_its_own(
    site: Built, whole: Built
) -> None:
    for address, page in framed(whole).items():
        (inner,) = select(
            html.fromstring(site.text(f"{address}fragment.html")), "//div[@class='affiche']/div"
        )
        assert (inner.get("class"), inner.get("lang"), inner.get("dir")) == (
            "affiche-page",
            page.get("lang"),
            page.get("dir"),
        )
        for element in inner.iter():
            names = element.get("class", "").split()
            assert all(name.startswith("affiche-") for name in names), address
            if names:
                element.set("class", " ".join(name.removeprefix("affiche-") for name in names))
        (main,) = select(page, "//main")
        strip = select(page, "//aside[contains(@class, 'strip')]")
        assert [_bare(child) for child in inner] == [_bare(child) for child in (*strip, *main)], address


def test_the_strip_says_how_the_version_stands_also_in_a_theme_with_asides_of_its_own(site: Built) -> None:
    found = site.text("/en/privacy/2024-01-01/fragment.html")
    assert found.count('<aside class="affiche-strip affiche-superseded"') == 1
    for written in ("<aside class='x strip'>a</aside>", "<ASIDE id=a class=strip>a</ASIDE>"):
        page = f"<body><aside>no</aside>{written}<main>\n<p>text</p></main></body>"
        assert fragments._strip(page) == f"{written}\n"
    assert not fragments._strip("<aside class='airstrip'>no</aside><main></main>")


def test_a_host_says_how_high_its_header_is() -> None:
    style = scoped((ROOT / "templates" / "style.css").read_text(encoding="utf-8"))
    assert re.search(r"\.affiche-strip \{\nposition: sticky;\ninset-block-start: var\(--top\)", style)
    assert "scroll-margin-block-start: calc(var(--top)" in style


def _bare(element: html.HtmlElement) -> str:
    return str(html.tostring(element, encoding="unicode", with_tail=False))


def test_a_fragment_holds_nothing_that_only_a_page_of_its_own_may(site: Built) -> None:
    for file, content in site.files().items():
        if file.endswith("fragment.html"):
            tags = {match.decode() for match in re.findall(rb"<([a-z]+)", content)}
            assert not tags & {"html", "head", "body", "main", "meta", "link", "script", "style"}, file
            titles = html.fragment_fromstring(content.decode(), create_parent="div").iter("title")
            assert all(list(title.iterancestors("svg")) for title in titles), file


def test_its_data_keep_to_the_schema_and_have_no_other_field(site: Built, whole: Built) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    strict = json.loads(
        json.dumps(SCHEMA).replace('"properties":', '"unevaluatedProperties": false, "properties":')
    )
    validator = Draft202012Validator(strict, format_checker=FormatChecker())
    for address in framed(whole):
        faults = [
            f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(data(site, address))
        ]
        assert not faults, address


def test_its_data_say_what_the_head_of_the_page_says(site: Built, whole: Built) -> None:
    for address, page in framed(whole).items():
        said = data(site, address)
        assert said["title"] == page.findtext(".//title")
        assert [said["description"]] == select(page, "//meta[@name='description']/@content")
        assert [said["robots"]] == (select(page, "//meta[@name='robots']/@content") or [None])
        assert [said["canonical"]] == select(page, "//link[@rel='canonical']/@href")
        links = {link.get("hreflang"): link.get("href") for link in select(page, "//link[@hreflang]")}
        assert links.pop("x-default") == said["default"]
        assert {other["language"]: other["address"] for other in said["alternates"]} == links
        assert said["address"] == f"https://legal.lanterne.example{address}"
        scripts = select(page, "//script[@type='application/ld+json']/text()")
        assert [said["structured"]] == ([json.loads(text) for text in scripts] or [None])
        named = {link["rel"] for link in said["links"]}
        others = {str(name) for name in select(page, "//head/link[not(@hreflang)]/@rel")}
        assert named == others - {"canonical", "stylesheet", "icon"}
        assert (said["version"] or {}).get("status") in {
            None,
            "current",
            "upcoming",
            "superseded",
            "withdrawn",
        }
        assert site.has("/" + said["style"].rpartition("/")[2].partition("?")[0])


def test_a_page_about_a_version_says_which_and_how_it_stands(site: Built) -> None:
    for version in site.json("/privacy/versions.json")["versions"]:
        for edition in version["editions"].values():
            said = data(site, edition["address"].removeprefix("https://legal.lanterne.example"))["version"]
            assert said["address"] == edition["address"]
            shared = said.keys() - {"address"}
            assert {name: said[name] for name in shared} == {name: version[name] for name in shared}


def test_only_classes_are_renamed_and_nothing_in_words_or_other_attributes() -> None:
    text = (
        '<!-- <main> --><title><main></title>\n<main title=">" id=\'_main\'>\n<p class="a b" title=" class=&quot;c&quot;" data-class="d">'
        '<code>&lt;p class="e"></code> class="f" <br class="g"><a href="?class=h">i</a></p></main>'
    )
    place = inside(text, "main")
    assert place
    assert edit_page(text[slice(*place)], fragments._prefixed).strip() == (
        '<p class="affiche-a affiche-b" title=" class=&quot;c&quot;" data-class="d">'
        '<code>&lt;p class="e"></code> class="f" <br class="affiche-g"><a href="?class=h">i</a></p>'
    )


def test_a_theme_without_a_main_part_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    base = (ROOT / "templates" / "base.html").read_text(encoding="utf-8")
    (tmp_path / "templates" / "base.html").write_text(base.replace("main id=", "div id="), encoding="utf-8")
    (tmp_path / "content").symlink_to(SITES / "smallest" / "content")
    with pytest.raises(ContentError, match="the page has no <main>"):
        build(tmp_path / "content", tmp_path / "site", DAY, fragments=True)


SCOPED = {
    ".a > p.b:not(.c) { color: red }": ".affiche-a > p.affiche-b:not(.affiche-c) {\ncolor: red;\n}\n",
    '[title=".d"] .e { background: url(x.png) }': '[title=".d"] .affiche-e {\nbackground: url(x.png);\n}\n',
    "html { font: 1.125rem/1.6 x }": "> .affiche-page {\nfont: 1.125em/1.6 x;\n}\n",
    ":root { --a: 1px }": ":where(& > .affiche-page) {\n--a: 1px;\n}\n",
    "body .htmlx, .body { gap: -.5rem }": (
        "> .affiche-page .affiche-htmlx, .affiche-body {\ngap: calc(-.5 * var(--affiche-rem));\n}\n"
    ),
    "@media (min-width: 60rem) { .a { top: 0 } }": (
        "@media (min-width: 60rem) {\n.affiche-a {\ntop: 0;\n}\n}\n"
    ),
    "@media (prefers-color-scheme: dark) { .a { top: 0 } }": "",
    "@page { margin: 1cm; @bottom-right { content: '}' } }": "",
    "/* .a { } */ .b { content: '; /* }' }": ".affiche-b {\ncontent: '; /* }';\n}\n",
    ".a { &:hover { top: 0 } .b { left: 0 } }": (
        ".affiche-a {\n&:hover {\ntop: 0;\n}\n.affiche-b {\nleft: 0;\n}\n}\n"
    ),
}


@pytest.mark.parametrize(("given", "expected"), SCOPED.items())
def test_a_style_sheet_is_kept_inside(given: str, expected: str) -> None:
    opening = scoped("").removesuffix("}\n")
    assert scoped(given) == f"{opening}{expected}}}\n"


def test_names_made_known_to_all_stand_before() -> None:
    made = scoped("@keyframes a { from { top: 1rem } }\n.b { animation: a }")
    assert made.startswith('@charset "utf-8";\n@keyframes a { from { top: 1rem; }\n}\n@property')


def test_the_style_of_the_theme_reaches_nothing_outside(site: Built) -> None:
    css = site.text("/fragments.css")
    depth, tops = 0, []
    for line in css.splitlines():
        if depth == 0 and line.strip():
            tops.append(line)
        depth += line.count("{") - line.count("}")
    assert depth == 0
    assert [top.partition(" ")[0] for top in tops] == ["@charset", "@property", ".affiche:not(#_)"]
    heads = [line for line in css.splitlines() if line.endswith("{") and not line.startswith("@")]
    assert len(heads) > 50
    for head in heads[1:]:
        bare = re.sub(r'"[^"]*"', "", head)
        assert re.findall(r"\.(?!affiche-)[a-z]", bare) == [], head
