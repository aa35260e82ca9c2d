"""One headline everywhere: the page, the terminal, the data and the notice count the same sections and words."""

from __future__ import annotations

import json
import re

import pytest

from affiche.cli import main
from tests.site.building import SAMPLE, sample, select, words

PAIRS = [
    ("privacy", "2026-02-02", "2027-01-04"),
    ("privacy", "2025-07-01", "2026-02-02"),
    ("privacy", "2024-06-01", "2025-07-01"),
    ("privacy", "2023-09-22", "2024-06-01"),
    ("cookies", "2023-09-22", "2026-02-02"),
]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments, "--source", str(SAMPLE), "--lang", "en"]) == 0
    return capsys.readouterr().out


def figures(sentence: str) -> list[int]:
    """The numbers of a headline in their order, whatever the words between them."""
    return [int(number) for number in re.findall(r"\d+", sentence)]


@pytest.mark.parametrize(("policy", "old", "new"), PAIRS)
def test_the_figures_are_the_same_wherever_they_stand(
    policy: str, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = sample().page(f"/en/{policy}/{new}/changes/")
    shown = words(select(page, "//section[@class='short']/p[1]")[0])
    french = {"privacy": "confidentialite", "cookies": "temoins"}[policy]
    beside = sample().page(f"/fr/{french}/{new}/modifications/fr-en/")
    other = [words(each) for each in select(beside, "//section[@class='short']/div/div[2]/p[2]")]

    data = json.loads(said(capsys, "diff", policy, old, new, "--format", "json"))["summary"]
    told = said(capsys, "diff", policy, old, new)
    markdown = said(capsys, "diff", policy, old, new, "--format", "markdown")

    expected = figures(shown)
    assert expected
    assert figures(data["text"]) == expected
    assert any(figures(line) == expected for line in told.splitlines())
    assert any(figures(line) == expected for line in markdown.splitlines())
    assert [figures(each) for each in other] == [expected]
    assert expected[0] == sum(data["sections"].values())
    listed = select(page, "//nav[@class='contents']//li[.//em]")
    in_front = re.search(r"\bintroduction\b", shown) is not None
    assert len(listed) == expected[0] + in_front


@pytest.mark.parametrize(("policy", "old", "new"), PAIRS)
def test_a_notice_names_no_section_that_the_comparison_does_not(
    policy: str, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(said(capsys, "diff", policy, old, new, "--format", "json"))
    notices = json.loads(said(capsys, "notice", policy, new, "--locale", "en", "--format", "json"))
    changed = {place["id"] for each in data["changes"] for place in (each["old"], each["new"]) if place}
    (notice,) = notices["notices"]
    for announcement in notice["announcements"]:
        assert announcement["sections"]
        assert {section["id"] for section in announcement["sections"]} <= changed


def test_a_link_that_leads_elsewhere_is_told_with_both_addresses(capsys: pytest.CaptureFixture[str]) -> None:
    page = sample().page("/en/privacy/2026-02-02/changes/")
    headline = words(select(page, "//section[@class='short']/p[1]")[0])
    (section,) = select(page, "//details[@id='links']")

    assert headline == told_headline(capsys, "diff", "privacy", "2025-07-01", "2026-02-02")
    assert headline.startswith("2 sections changed: 1 with other words, 1 with the same words;")
    assert "open" in section.attrib
    assert (
        "led to https://status.nichoir.example/ and now leads to https://etat.nichoir.example/en/"
        in words(section)
    )


def told_headline(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The headline of the terminal; pages repeat `words` after the second number."""
    line = next(line for line in said(capsys, *arguments).splitlines() if "changed:" in line)
    return re.sub(r"(\d+) removed\.$", r"\1 words removed.", line)
