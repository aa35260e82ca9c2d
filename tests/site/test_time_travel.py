"""The day decides everything: what each page says on the days around every date of the sample."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from lxml import etree, html

from affiche import pipeline
from affiche.compare import Comparer
from affiche.defaults import default_folder
from affiche.site.context import BuildContext
from affiche.site.routes import Routes
from affiche.site.theme.theme import Theme
from affiche.site.urls import Urls
from affiche.site.version_json import versions_json
from affiche.timeline import timeline
from tests.site.building import SAMPLE, SITES, build, contents, select, words
from tests.site.running import run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from affiche.localization import Localizer
    from affiche.model import Site
    from affiche.site.records import Route

DATES = {
    "privacy": {  # effective: published
        "2021-03-01": "2021-01-25",
        "2022-01-10": "2022-01-10",
        "2022-09-22": "2022-08-15",
        "2023-09-22": "2023-08-14",
        "2024-06-01": "2024-04-22",
        "2025-07-01": "2025-05-26",
        "2026-02-02": "2026-02-02",
        "2027-01-04": "2026-11-16",
    },
    "cookies": {"2021-03-01": "2021-01-25", "2023-09-22": "2023-08-14", "2026-02-02": "2025-12-22"},
    "california": {"2023-01-01": "2022-11-28", "2026-01-05": "2025-12-01"},
}
"""What the sample says, said again."""

SLUGS = {"privacy": "privacy", "cookies": "cookies", "california": "california-privacy"}

TURNS = {date.fromisoformat(day) for dates in DATES.values() for pair in dates.items() for day in pair}
DAYS = sorted(TURNS | {turn - timedelta(days=1) for turn in TURNS})

TORONTO = ZoneInfo("America/Toronto")


@cache
def _read() -> tuple[Site, Mapping[str, Localizer], Theme, Comparer]:
    reading, localizers = pipeline.read(SAMPLE)
    return reading.site, localizers, Theme([default_folder("templates")]), Comparer()


def site_on(day: date) -> dict[str, Callable[[], str]]:
    """What stands at each address on a day, made when it is asked for."""
    site, localizers, theme, comparer = _read()
    timelines = [timeline(policy, day) for policy in site.policies]
    context = BuildContext(
        site=site,
        timelines=[t for t in timelines if t.standings],
        localizers=localizers,
        urls=Urls(site.base_url, localizers),
        style="/style.css",
        comparer=comparer,
    )
    data: dict[str, Callable[[], str]] = {
        context.urls.data(t.policy).path: partial(versions_json, context, t) for t in context.timelines
    }

    def said(route: Route) -> str:
        return theme.render(route.build())

    return data | {route.address.path: partial(said, route) for route in Routes(context)}


def in_words(day: str) -> str:
    that_day = date.fromisoformat(day)
    return f"{that_day:%B} {that_day.day}, {that_day.year}"


def main(text: str) -> html.HtmlElement:
    (found,) = select(html.fromstring(text), "//main")
    return found


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_every_page_says_what_applies_on_the_day(day: date) -> None:
    site = site_on(day)
    for policy, dates in DATES.items():
        posted = [effective for effective, published in dates.items() if published <= day.isoformat()]
        begun = [effective for effective in posted if effective <= day.isoformat()]
        current, upcoming = (begun[-1] if begun else None), posted[len(begun) :]
        here = f"/en/{SLUGS[policy]}/"
        if not posted:
            assert not [address for address in site if address.startswith((here, f"/{policy}/"))]
            continue

        data = json.loads(site[f"/{policy}/versions.json"]())
        statuses = {version["id"]: version["status"] for version in data["versions"]}
        assert data["current"] == current
        assert statuses == {
            **dict.fromkeys(begun, "superseded"),
            **dict.fromkeys(upcoming, "upcoming"),
            **({current: "current"} if current else {}),
        }

        page = main(site[here]())
        permanent = [version for version in posted if select(page, f"//a[@href='{here}{version}/']")]
        if current:
            assert f"In force since {in_words(current)}." in words(page)
            assert permanent == [current]
        else:
            assert "In force since" not in words(page)
            assert permanent == upcoming
        for version in upcoming:
            assert f"takes effect on {in_words(version)}" in words(page)

        index = select(main(site["/en/"]()), f"//li[h2/a[@href='{here}']]")
        assert len(index) == 1
        assert (f"In force since {in_words(current or '2000-01-01')}." in words(index[0])) == bool(current)
        assert ("A new version takes effect" in words(index[0])) == bool(upcoming)

        history = main(site[f"{here}history/"]())
        assert select(history, "//h2/a/@href") == [f"{here}{version}/" for version in reversed(posted)]

        feed = etree.fromstring(site[f"{here}feed.xml"]().encode())
        ids = select(feed, "a:entry/a:id/text()", a="http://www.w3.org/2005/Atom")
        of_versions = [identifier for identifier in ids if not identifier.endswith("#in-force")]
        assert [identifier.split("/")[-2] for identifier in of_versions] == posted[::-1]


def test_a_policy_is_absent_before_its_first_version_and_the_report_says_so(tmp_path: Path) -> None:
    built = build(SAMPLE, tmp_path / "site", date(2021, 1, 24))
    assert built.report.absent == {
        "privacy": date(2021, 1, 25),
        "cookies": date(2021, 1, 25),
        "california": date(2022, 11, 28),
    }
    assert built.report.policies == ()
    assert built.report.next_change == date(2021, 1, 25)
    assert not [file for file in built.files() if "privacy" in file or "cookies" in file]
    assert built.main("/en/").startswith("Policies and notices")

    said = run("--source", SAMPLE, "--out", tmp_path / "other", "--as-of", "2021-01-25").stdout
    assert "Not on the site: california, as it is posted on 2022-11-28." in said
    assert "The site changes next on 2021-03-01: build again on that day." in said


def test_the_site_stays_the_same_until_the_day_that_the_report_names(tmp_path: Path) -> None:
    content = SITES / "bilingual" / "content"
    before = build(content, tmp_path / "before", date(2026, 4, 1))
    turn = before.report.next_change
    assert turn == date(2026, 5, 1)  # the banner no longer says that the version of that day was called off
    eve = build(content, tmp_path / "eve", turn - timedelta(days=1))
    on_that_day = build(content, tmp_path / "after", turn)
    assert contents(eve.folder) == contents(before.folder)
    assert contents(on_that_day.folder) != contents(before.folder)


def test_a_day_begins_at_midnight_in_the_time_zone_of_the_site() -> None:
    late = datetime(2027, 1, 3, 23, 30, tzinfo=TORONTO)
    assert late.astimezone(UTC).date() == date(2027, 1, 4)
    assert pipeline.day_of(late.astimezone(UTC), TORONTO) == date(2027, 1, 3)
    assert pipeline.day_of(late.astimezone(UTC) + timedelta(minutes=30), TORONTO) == date(2027, 1, 4)
    assert pipeline.day_of(late, ZoneInfo("Asia/Tokyo")) == date(2027, 1, 4)
    assert pipeline.day_of(date(2027, 1, 3), TORONTO) == date(2027, 1, 3)


def day_built_for(out: Path, *arguments: str, **variables: str) -> str:
    ran = run(
        "--source",
        SITES / "smallest" / "content",
        "--out",
        out,
        "--format",
        "json",
        *arguments,
        variables=variables,
    )
    assert not ran.stderr
    return str(json.loads(ran.stdout)["as_of"])


def test_the_option_beats_the_environment_and_that_beats_the_clock(tmp_path: Path) -> None:
    out = tmp_path / "site"
    zone = ZoneInfo("America/St_Johns")
    late = str(int(datetime(2027, 1, 3, 23, 30, tzinfo=zone).timestamp()))
    assert day_built_for(out, "--as-of", "2026-06-01", SOURCE_DATE_EPOCH=late) == "2026-06-01"
    assert day_built_for(out, SOURCE_DATE_EPOCH=late) == "2027-01-03"
    assert day_built_for(out, SOURCE_DATE_EPOCH=late, TZ="Asia/Tokyo") == "2027-01-03"

    today = datetime.now(zone).date()
    built_for = day_built_for(out)
    assert today.isoformat() <= built_for <= datetime.now(zone).date().isoformat()
