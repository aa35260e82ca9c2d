"""A policy at a glance: what its facts say, each line leading to the section that says it, above the text."""

from __future__ import annotations

from gettext import NullTranslations

import pytest

from affiche.localization import Localizer
from affiche.model import Edition, Fact, Section
from affiche.site.parts.glance import at_a_glance
from tests.site.building import sample, select, words

TABLE: Fact = {
    "columns": {"name": "Recipient", "country": "Country"},
    "rows": ({"name": "Tern Ltd.", "country": "Norway"}, {"name": "Auk plc", "country": "Chile"}),
}
PERIODS: Fact = {
    "columns": {"what": "What", "period": "Kept"},
    "rows": ({"what": "Orders", "period": "six years"},),
}
FACTS: dict[str, Fact] = {
    "recipients": TABLE,
    "periods": PERIODS,
    "retention": {"logs": "90 days", "calls": "a week"},
    "contact": {"email": "help@tern.example", "phone": ""},
}
LABELS: dict[str, Fact] = {"retention": {"logs": "Logs: kept"}}


def section(name: str, html: str) -> Section:
    return Section(id=name, number="", heading=name, title=name, html=html)


def edition(*sections: Section) -> Edition:
    return Edition(locale="en", title="Privacy", introduction="", sections=sections, markdown="")


WHO = section("who", "<p>To <b>Tern Ltd.</b> in Norway and to Auk plc in Chile.</p>")
LONG = section("long", "<p>Logs for 90 days, calls for a week, orders for six years.</p>")
ASK = section("ask", "<p>Write to help@tern.example.</p>")


def lines(facts: dict[str, Fact], *sections: Section) -> dict[str, tuple[str, tuple[str, ...]]]:
    localizer = Localizer("en", NullTranslations())
    found = at_a_glance(facts, LABELS, edition(*sections), localizer, ("en", "fr"))
    return {line.topic: (line.section.id, line.values) for line in found}


def test_each_topic_leads_to_the_section_that_says_it() -> None:
    assert lines(FACTS, ASK, LONG, WHO) == {
        "recipients": ("who", ("Tern Ltd. (Norway)", "Auk plc (Chile)")),
        "periods": ("long", ("Logs: kept 90 days", "Orders: six years")),
        "countries": ("who", ("Norway", "Chile")),
        "contact": ("ask", ("help@tern.example",)),
    }


def test_nothing_is_said_that_the_text_does_not_say() -> None:
    told = lines(FACTS, ASK, LONG, section("who", "<p>To Auk plc in Chile.</p>"))
    assert told["recipients"] == ("who", ("Auk plc (Chile)",))
    assert told["countries"] == ("who", ("Chile",))


@pytest.mark.parametrize(
    "facts", [{}, {"contact": FACTS["contact"]}, {"contact": "a line", "retention": ("a",)}]
)
def test_few_facts_are_no_overview(facts: dict[str, Fact]) -> None:
    assert not lines(facts, ASK, LONG, WHO)


def test_both_languages_lead_to_the_same_sections_and_only_while_the_text_applies() -> None:
    site = sample()
    english, french = (
        [
            href
            for href in select(site.page(address), "//details[@class='glance']//dt/a/@href")
            if select(site.page(address), f"//*[@id='_text']//*[@id='{href[1:]}']")
        ]
        for address in ("/en/privacy/", "/fr/confidentialite/")
    )
    assert english == french == ["#purposes", "#sharing", "#retention", "#sharing", "#rights", "#contact"]
    assert not select(site.page("/en/privacy/2025-07-01/"), "//details[@class='glance']")


def test_a_comparison_says_which_facts_changed() -> None:
    page = sample().page("/en/privacy/2027-01-04/changes/")
    told = [words(item) for item in select(page, "//section[@class='short']/ul/li")]
    assert told[0] == "Recorded calls: kept 90 days instead of six months"
