"""Words that look like markup stand on every page as they were written, whatever the page does to the text."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from affiche.proof.text_check import discrepancies
from affiche.source import MarkdownRenderer
from affiche.source.text.editions import Draft, edition
from tests.site.building import SITES, Built, build, select, words

if TYPE_CHECKING:
    from pathlib import Path

SAID = 'say id="visitor" and id="_main" here, class="reference" href="#fn:1" there, data-move="1" colspan="2"'
CODE = '<p id="visitor"> <table> </td> <main> </head> <ins data-change="added">'
TEXT = f"""# A {SAID}

{SAID}[^1] and `{CODE}`.

## <span id="visitor">{SAID}</span> {{#visitor}}

| Who | What | Why |
|---|---|---|
| {SAID} | `{CODE}` | words |

- <i id="x">one</i> `{CODE}`

## Second {{#x}}

<abbr title="&lt;table&gt;&lt;td&gt;">{SAID}</abbr> See [](#visitor).

[^1]: {SAID}
"""
OPTIONS = ["--significance", "editorial", "--note-en", SAID, "--note-fr", SAID, "--reason", SAID, "--yes"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two versions with such words, in both languages."""
    folder: Path = tmp_path_factory.mktemp("words")
    content = folder / "content"
    shutil.copytree(SITES / "bilingual" / "content", content)
    for day, text in (
        ("2026-11-01", TEXT),
        ("2026-11-02", f"{TEXT.replace('words', 'others')}\nMore: {SAID}\n"),
    ):
        for locale in ("en", "fr"):
            (content / "terms" / f"{locale}.md").write_text(text, encoding="utf-8")
        arguments = [
            "publish",
            "terms",
            "--effective",
            day,
            "--as-of",
            day,
            "--source",
            str(content),
            *OPTIONS,
        ]
        assert main(arguments) == 0
    return build(content, folder / "site", date(2026, 11, 3))


def addresses(site: Built) -> list[str]:
    return [address for address, _ in site.pages() if "/terms/" in address or "/conditions/" in address]


def test_every_page_has_each_id_once(site: Built) -> None:
    for address in addresses(site):
        ids = [str(found) for found in select(site.page(address), "//@id")]
        assert len(ids) == len(set(ids)), address


def test_the_pages_of_a_text_say_what_was_published(site: Built) -> None:
    made = edition(Draft(locale="en", text=TEXT, fallback_title="A"), MarkdownRenderer())
    for address in addresses(site):
        if address.endswith("/en/terms/2026-11-01/"):
            assert list(discrepancies(site.text(address), made)) == []
            break
    else:
        pytest.fail("there is no such page")


def test_the_words_stand_on_every_page_that_shows_the_text(site: Built) -> None:
    shown = [address for address in addresses(site) if select(site.page(address), "//*[@id='visitor']")]
    assert len(shown) > 8
    for address in shown:
        text = words(site.page(address).find(".//main"))
        assert text.count(SAID) >= 4, address
        assert text.count(CODE) >= 2, address
