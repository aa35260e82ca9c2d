"""A site's own theme: files replace their namesakes or begin with them; docs/theming.md says what there is."""

from __future__ import annotations

import re
from datetime import date
from gettext import NullTranslations
from typing import TYPE_CHECKING

import pytest
from jinja2 import TemplateSyntaxError

from affiche.localization import Localizer
from affiche.problems import ContentError
from affiche.site.theme.theme import Theme
from tests.site.building import ROOT, SAMPLE, SITES, Built, build, sample, select, small
from tests.site.theming import PAGE, page

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 6, 1)
TEMPLATES = ROOT / "templates"
FOOTER = """\
{% extends "default/base.html" %}
{% block colophon %}
{{ super() }}
<p class="colophon"><a href="https://www.example.com/imprint/">{{ _("Imprint") }}</a></p>
{% endblock %}
"""


def built(folder: Path, **files: str) -> Built:
    """The smallest site with these files as its own theme."""
    (folder / "templates").mkdir()
    (folder / "content").symlink_to(SITES / "smallest" / "content")
    for name, text in files.items():
        file = folder / "templates" / name.replace("_", ".")
        file.write_text(text, encoding="utf-8")
    return build(folder / "content", folder / "site", DAY)


def test_a_template_that_was_changed_is_read_again(tmp_path: Path) -> None:
    """What a template was compiled to is kept, and forgotten with the text that it was made from."""
    assert "/imprint/" in built(tmp_path, base_html=FOOTER).text("/en/")
    own = FOOTER.replace("/imprint/", "/impressum/")
    (tmp_path / "templates" / "base.html").write_text(own, encoding="utf-8")
    assert "/impressum/" in build(tmp_path / "content", tmp_path / "site", DAY).text("/en/")


def test_the_sandbox_changes_no_byte(tmp_path: Path) -> None:
    """A site's own template, though no page uses it, brings all of them into the sandbox."""
    (tmp_path / "content").symlink_to(SAMPLE)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "unused.html").write_text("", encoding="utf-8")
    assert build(tmp_path / "content", tmp_path / "site").files() == sample().files()


@pytest.mark.parametrize("name", ["base.html", "BASE.HTML", "text.html", "feed.xml", "unused.html"])
def test_no_template_of_a_site_runs_outside_the_sandbox(name: str, tmp_path: Path) -> None:
    own = tmp_path / "templates"
    own.mkdir()
    (own / "style.css").write_text("", encoding="utf-8")
    words = Localizer("en", NullTranslations())
    before = Theme([own, TEMPLATES])
    (own / name).write_text("own: {{ localizer.text.__func__ }}", encoding="utf-8")
    assert "own: " not in filled(before, name, words)
    assert "unsafe" in filled(Theme([own, TEMPLATES]), name, words)


def filled(theme: Theme, name: str, words: Localizer) -> str:
    """What a template writes of nothing, or why it does not."""
    try:
        return theme.fill(name, None, words)
    except ContentError as error:
        return error.problems[0].message


def default() -> Built:
    return small("smallest", DAY)


def test_the_page_is_made_from_the_records(*, rewrite: bool) -> None:
    if rewrite:
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_names_every_block_filter_and_file() -> None:
    said = PAGE.read_text(encoding="utf-8")
    blocks = {
        name
        for file in TEMPLATES.glob("*.html")
        if not file.name.startswith("preview")  # these are of the preview alone
        for name in re.findall(r"{%-? block (\w+)", file.read_text(encoding="utf-8"))
    }
    assert not [name for name in blocks if f"`{name}`" not in said]
    for name in (
        "numbered(",
        "scrollable",
        "schema_org",
        "ngettext(",
        "plain_date(",
        "icon.svg",
        "paper.css",
    ):
        assert name in said


def test_the_least_of_a_base_on_the_page_makes_a_site(tmp_path: Path) -> None:
    (base,) = re.findall(r"```jinja\n(<!doctype.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    site = built(tmp_path, base_html=base)
    assert site.main("/en/privacy/") == default().main("/en/privacy/")
    assert select(site.page("/en/privacy/"), "//link[@rel='canonical']/@href")


def test_the_small_changes_on_the_page_work(tmp_path: Path) -> None:
    said = PAGE.read_text(encoding="utf-8")
    assert f"```jinja\n{FOOTER}```" in said
    (style,) = re.findall(r"```css\n(.*?)```", said, re.DOTALL)
    site = built(tmp_path, base_html=FOOTER, style_css=style)
    assert "https://www.example.com/imprint/" in site.text("/en/privacy/")
    assert site.main("/en/privacy/") == default().main("/en/privacy/")
    assert site.text("/style.css").startswith(default().text("/style.css"))
    assert site.text("/style.css").endswith("{ :root { --current: #d3b3e6; } }\n")


def test_a_file_replaces_its_namesake_and_nothing_else(tmp_path: Path) -> None:
    own = {
        "absent_html": "",
        "style_css": "p { color: red }",
        "icon_svg": "<svg/>",
        "history_html": "{{ page.title }}",
    }
    site = built(tmp_path, **own)
    before, after = default().files(), site.files()
    assert after["style.css"] == b"p { color: red }"
    assert after["icon.svg"] == b"<svg/>"
    assert site.text("/en/privacy/history/") == "Privacy notice"
    changed = {file for file in before if after[file].replace(_tag(site), _tag(default())) != before[file]}
    assert changed == {"style.css", "icon.svg", "en/privacy/history/index.html"}


def _tag(site: Built) -> bytes:
    """What makes browsers fetch a changed style sheet."""
    (href,) = select(site.page("/en/privacy/"), "//link[@rel='stylesheet']/@href")
    return str(href).partition("?")[2].encode()


def test_a_page_of_its_own_begins_with_the_default_one(tmp_path: Path) -> None:
    own = '{% extends "default/version.html" %}{% block main %}<p>Mine.</p>{{ super() }}{% endblock %}'
    site = built(tmp_path, version_html=own)
    assert site.main("/en/privacy/") == f"Mine. {default().main('/en/privacy/')}"


@pytest.mark.parametrize(
    ("own", "path"),
    [
        (
            '{% extends "default/version.html" %}{% block title %}{{ page.nothing }}{% endblock %}',
            "version.html",
        ),
        ('{% extends "default/nothing.html" %}', "default/nothing.html"),
        ('{% extends "version.html" %}', "version.html"),
        *(
            (
                f'{{% extends "default/version.html" %}}{{% block main %}}{fails}{{% endblock %}}',
                "version.html",
            )
            for fails in (
                "{{ localizer.date(1) }}",
                "{{ localizer.language('zz-ZZ') }}",
                "{{ '%60000000d' % 1 }}",
                "{{ page.title.encode('ascii', 'nothing') + 'é'.encode('ascii') }}",
            )
        ),
    ],
)
def test_what_goes_wrong_is_said_at_its_place(own: str, path: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        built(tmp_path, version_html=own)
    (problem,) = raised.value.problems
    assert problem.location.path == f"templates/{path}"


def test_a_fault_in_a_default_file_under_its_own_is_not_laid_to_its_namesake(tmp_path: Path) -> None:
    own = '{% extends "default/index.html" %}'
    with pytest.raises(ContentError) as raised:
        built(tmp_path, index_html=own, standing_html="")
    (problem,) = raised.value.problems
    assert problem.location.path == "templates/default/index.html"
    assert "standing." in problem.location.text


def test_a_library_of_its_own_may_name_the_page(tmp_path: Path) -> None:
    """What it writes is then another thing on each page, although it is given the same."""
    own = (TEMPLATES / "text.html").read_text(encoding="utf-8")
    heading = "{{ section.heading|safe }}"
    assert heading in own
    site = built(tmp_path, text_html=own.replace(heading, heading + " ({{ page.address.path }})"))
    for path in ("/en/privacy/", "/en/privacy/2026-01-05/"):
        assert f"({path})" in site.main(path)


def test_a_library_of_its_own_replaces_its_namesake_on_every_page(tmp_path: Path) -> None:
    own = (TEMPLATES / "text.html").read_text(encoding="utf-8")
    site = built(
        tmp_path, text_html=own.replace("{{ section.heading|safe }}", "§ {{ section.heading|safe }}")
    )
    for path in ("/en/privacy/", "/en/privacy/2026-01-05/"):
        assert "§ " in site.main(path)


def test_a_theme_cannot_reach_out(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        built(tmp_path, history_html='{% include "../content/site.yaml" %}')


def test_a_template_that_is_nested_too_deep_is_no_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError):
        built(tmp_path, history_html="{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}")
    theme = Theme([tmp_path, TEMPLATES])
    with pytest.raises(TemplateSyntaxError, match="too deep"):
        theme.parsed("{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}")
