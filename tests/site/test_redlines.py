"""What the page of a redline shows, folds and lists around the marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche.importing.importer import Importer
from affiche.importing.revisions import dated_files
from tests.importing.content import content
from tests.site.building import build, select, words

if TYPE_CHECKING:
    from pathlib import Path

    from lxml import html

TEXT = """# Privacy

We sell books.

We like them.

Write to us.

## Calls

We keep calls six months. We delete them, we promise.

## Letters

We keep letters.
"""


def redline(folder: Path, old: str, new: str) -> html.HtmlElement:
    """The page of what changed between two texts."""
    root, dated = content(folder), folder / "dated"
    dated.mkdir()
    for day, text in (("2022-05-02", old), ("2023-05-02", new)):
        (dated / f"{day}.en.md").write_text(text, encoding="utf-8")
    Importer(root, "privacy").import_history(dated_files(dated, ("en",), None))
    return build(root, folder / "site").page("/en/privacy/2023-05-02/changes/")


def listed(page: html.HtmlElement, query: str = "") -> list[str]:
    return [words(line) for line in select(page, f"//nav[@class='contents']{query}/ol/li")]


CHANGED = TEXT.replace("six months", "90 days")
LISTED = [
    (CHANGED, ["1 Calls Changed"]),
    (CHANGED.replace("books.", "maps."), ["Introduction Changed", "1 Calls Changed"]),
    (CHANGED.replace("# Privacy\n", "# Your privacy\n"), ["Title Renamed", "1 Calls Changed"]),
    (
        CHANGED.replace("# Privacy\n", "# Your privacy\n").replace("books.", "maps."),
        ["Title and introduction Changed, renamed", "1 Calls Changed"],
    ),
    (CHANGED.replace("We like", "We, like"), ["Introduction Only punctuation changed", "1 Calls Changed"]),
    (CHANGED.replace("them, we", "them; we"), ["1 Calls Changed, punctuation too"]),
]


@pytest.mark.parametrize(("text", "lines"), LISTED, ids=[", ".join(lines) for _, lines in LISTED])
def test_the_list_says_what_changed_of_what_is_no_section(
    text: str, lines: list[str], tmp_path: Path
) -> None:
    assert listed(redline(tmp_path, TEXT, text)) == lines


def test_an_introduction_with_the_same_words_is_listed_with_the_sections_that_have_them(
    tmp_path: Path,
) -> None:
    page = redline(tmp_path, TEXT, CHANGED.replace("We like", "We *like*").replace("letters.", "*letters*."))
    assert listed(page) == ["1 Calls Changed"]
    assert listed(page, "/details") == [
        "Introduction Same words: emphasis",
        "2 Letters Same words: emphasis",
    ]


def test_an_introduction_that_stayed_is_folded(tmp_path: Path) -> None:
    page = redline(tmp_path, TEXT, CHANGED)
    (fold,) = select(page, "//*[@id='_introduction']/details")
    assert words(select(fold, "summary")[0]) == "3 paragraphs unchanged"


def test_the_number_of_a_removed_section_is_deleted_with_it(tmp_path: Path) -> None:
    page = redline(
        tmp_path,
        TEXT,
        TEXT.replace("## Calls\n\nWe keep calls six months. We delete them, we promise.\n\n", ""),
    )
    (heading,) = select(page, "//section[@data-change='removed']/div[@class='heading']")
    assert [words(each) for each in select(heading, ".//del")] == ["[removed: 1]", "[removed: Calls]"]


def test_what_has_no_marks_needs_no_legend(tmp_path: Path) -> None:
    page = redline(tmp_path, TEXT, TEXT.replace("letters", "*letters*"))
    assert not select(page, "//p[@class='legend']")


def test_a_link_that_changed_in_two_places_is_told_once(tmp_path: Path) -> None:
    twice = "We keep calls: see [help](https://a.example/). And [help](https://a.example/)."
    old = TEXT.replace("We keep calls six months.", twice)
    page = redline(tmp_path, old, old.replace("a.example", "b.example"))
    assert [words(each) for each in select(page, "//details[@class='same']/p[@class='fate']")] == [
        "The link “help” led to https://a.example/ and now leads to https://b.example/"
    ]
