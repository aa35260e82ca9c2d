"""Whatever happened between two builds, the second leaves what a build from nothing would."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from affiche import pipeline
from affiche.archive import store as archive
from affiche.archive.package import next_version
from affiche.archive.store import freeze
from affiche.incremental.last_build import folder_of
from affiche.model import Channel, Significance
from affiche.problems import ProblemLog
from affiche.source import SourceFolder, digest
from affiche.source.ledger import Entry, read_policy_ledger
from tests.site.building import SITES, contents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from affiche.model import Version

FIRST_DAY = date(2026, 6, 1)
NOTHING: Mapping[str, bytes] = MappingProxyType({})


@dataclass
class Desk:
    """A source that is changed, and the site that is built from it again and again."""

    home: Path
    as_of: date = FIRST_DAY
    asked: dict[str, Any] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        return self.home / "content"

    @property
    def site(self) -> Path:
        return self.home / "site"

    def build(self, out: Path, **asked: Any) -> pipeline.Report:
        options = pipeline.Options(source=self.content, out=out, as_of=self.as_of, **self.asked, **asked)
        return pipeline.build(options)

    def change(self, file: str, old: str, new: str) -> None:
        place = self.home / file
        place.write_text(place.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def publish(desk: Desk, policy: str = "privacy") -> None:
    reading, _ = pipeline.read(desk.content)
    (found,) = reading.policies([policy])
    last = max((each.effective for each in found.versions), default=FIRST_DAY)
    version = next_version(
        found,
        effective=last + timedelta(days=40),
        published=max(last, FIRST_DAY),
        significance=Significance.MAJOR,
        notes={"en": "New words.", "fr": "D’autres mots."},
    )
    notes = {"en": "New words.", "fr": "D’autres mots."}
    freeze(version, notes, SourceFolder(desk.content, ProblemLog()))


def write_more(desk: Desk) -> None:
    for locale, words in (("en", "We write more."), ("fr", "Nous en disons plus.")):
        with (desk.content / "privacy" / f"{locale}.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")


def add(desk: Desk, said: Mapping[str, bytes] = NOTHING, **of_line: Any) -> None:
    """Add a line about the newest version of the privacy policy, with what was `said` as files."""
    folder = SourceFolder(desk.content, ProblemLog())
    ledger = read_policy_ledger("privacy", folder)
    on = max(FIRST_DAY, *(entry.on for entry in ledger.entries))
    entry = Entry(version=newest(desk).id, on=on, previous=ledger.head, **of_line)
    archive.add("privacy", entry.sealed(), said, folder)


def newest(desk: Desk) -> Version:
    reading, _ = pipeline.read(desk.content)
    (found,) = reading.policies(["privacy"])
    assert found.newest
    return found.newest


def withdraw(desk: Desk) -> None:
    if newest(desk).effective > FIRST_DAY + timedelta(days=60):
        add(desk, event="withdrawn", reasons={"en": "No."})


def tell(desk: Desk) -> None:
    said = {"message.txt": b"New words.\n"}
    files = {name: digest(data) for name, data in said.items()}
    number = len(list(desk.content.glob("privacy/notices/*")))
    add(desk, said, event="notified", channel=Channel.POST, notice=f"2026-07-01-post-{number}", files=files)


def publish_in_english(desk: Desk) -> None:
    """With what is in force readable in one language alone, pages in the other lead elsewhere."""
    french = desk.content / "privacy/fr.md"
    kept = french.read_bytes()
    french.unlink()
    publish(desk)
    french.write_bytes(kept)


def go(desk: Desk, days: int) -> None:
    desk.as_of += timedelta(days=days)


def own_theme(desk: Desk) -> None:
    (desk.home / "templates").mkdir(exist_ok=True)
    own = '{% extends "default/history.html" %}{% block title %}Log{% endblock %}'
    (desk.home / "templates" / "history.html").write_text(own, encoding="utf-8")


def theme_of_everything(desk: Desk) -> None:
    """A page of an old version that lists all versions."""
    (desk.home / "templates").mkdir(exist_ok=True)
    own = (
        '{% extends "default/version.html" %}{% block title %}{% for each in page.links.policy.versions %}{{ each.id }} '
        "{% endfor %}{% endblock %}"
    )
    (desk.home / "templates" / "version.html").write_text(own, encoding="utf-8")


def spoil(name: str) -> Callable[[Desk], None]:
    def spoiled(desk: Desk) -> None:
        (folder_of(desk.site) / name).write_text("{}", encoding="utf-8")

    return spoiled


def edit_in_place(desk: Desk) -> None:
    """With as many bytes as before, and the same time of the last change."""
    page = desk.site / "en" / "privacy" / "index.html"
    before = page.stat()
    page.write_bytes(page.read_bytes()[::-1])
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_a_link(desk: Desk) -> None:
    shutil.rmtree(desk.site / "fr")
    (desk.site / "fr").symlink_to(desk.home / "content")


def put_a_folder_in_place_of_a_page(desk: Desk) -> None:
    (desk.site / "banner.json").unlink()
    (desk.site / "banner.json" / "inner").mkdir(parents=True)


CHANGES: dict[str, Callable[[Desk], object]] = {
    "nothing": lambda _: None,
    "publish": publish,
    "publish in English": publish_in_english,
    "withdraw": withdraw,
    "tell": tell,
    "retire": lambda desk: desk.change("content/privacy/policy.yaml", "slug:", "retired: 2027-03-01\nslug:"),
    "a label": lambda desk: desk.change(
        "content/privacy/policy.yaml", "slug:", "labels: {orders: {en: O, fr: O}}\nslug:"
    ),
    "a shared label": lambda desk: (desk.content / "facts.yaml").write_text(
        "facts: {phone: '555'}\nlabels: {orders: {en: Period, fr: Durée}}\n", encoding="utf-8"
    ),
    "a former address": lambda desk: desk.change(
        "content/privacy/policy.yaml", "slug: {en: privacy", "former_slugs: {en: [privacy]}\nslug: {en: data"
    ),
    "publish another": lambda desk: publish(desk, "cookies"),
    "publish a first": lambda desk: publish(desk, "terms"),
    "write": write_more,
    "title": lambda desk: desk.change("content/privacy/policy.yaml", "Privacy policy", "Privacy notice"),
    "slug": lambda desk: desk.change(
        "content/terms/policy.yaml", "slug: {en: terms", "former_slugs: {en: [terms]}\nslug: {en: conditions"
    ),
    "address": lambda desk: desk.change("content/site.yaml", "12 Rue", "14 Rue"),
    "a day": lambda desk: go(desk, 1),
    "a month": lambda desk: go(desk, 30),
    "back": lambda desk: go(desk, -400),
    "base": lambda desk: desk.asked.update(base_url="https://staging.example.com/legal/"),
    "no base": lambda desk: desk.asked.pop("base_url", None),
    "fragments": lambda desk: desk.asked.update(fragments=True),
    "pages": lambda desk: desk.asked.pop("fragments", None),
    "theme": own_theme,
    "theme of everything": theme_of_everything,
    "no theme": lambda desk: shutil.rmtree(desk.home / "templates", ignore_errors=True),
    "damaged record": spoil("build.json"),
    "damaged older record": spoil("older.json"),
    "damaged heads": spoil("heads.json"),
    "no record": lambda desk: shutil.rmtree(folder_of(desk.site)),
    "no site": lambda desk: shutil.rmtree(desk.site),
    "a page lost": lambda desk: (desk.site / "sitemap.xml").unlink(),
    "a page edited": edit_in_place,
    "a stranger": lambda desk: (desk.site / "en" / "more.html").write_text("more", encoding="utf-8"),
    "a link": put_a_link,
    "a folder": put_a_folder_in_place_of_a_page,
    "no older site": lambda desk: shutil.rmtree(folder_of(desk.site) / "older", ignore_errors=True),
}
IF_THERE = {"a page edited", "a link", "a stranger", "a folder", "a page lost"}
"""What is done to pages, which fragments have not got."""


@settings(deadline=None, max_examples=1, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(list(CHANGES)), min_size=2, max_size=4))
@example(["title", "a page edited", "publish", "a page edited"])
@example(["a link", "nothing", "a folder", "write", "a stranger", "a month"])
@example(
    [
        "publish",
        "a month",
        "withdraw",
        "publish in English",
        "a month",
        "tell",
        "a month",
        "retire",
        "a shared label",
    ]
)
@example(["theme of everything", "publish", "write", "back", "no theme", "a former address", "a label"])
@example(["fragments", "publish a first", "pages", "damaged older record", "slug", "back"])
def test_a_build_after_any_changes_leaves_what_one_from_nothing_would(changes: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        shutil.copytree(SITES / "bilingual" / "content", desk.content)
        desk.build(desk.site)
        for number, change in enumerate(changes):
            if change in IF_THERE and "fragments" in desk.asked:
                continue
            CHANGES[change](desk)
            report = desk.build(desk.site, forget="an earlier day")
            whole = desk.build(desk.home / f"whole-{number}")
            assert contents(desk.site) == contents(desk.home / f"whole-{number}"), changes[: number + 1]
            assert not any(file.is_symlink() for file in desk.site.rglob("*"))
            assert _but_for_the_place(report) == _but_for_the_place(whole)


def _but_for_the_place(report: pipeline.Report) -> list[object]:
    return [
        *(report.as_of, report.files, report.locales, report.policies, report.versions, report.absent),
        *(report.next_change, report.draft_problems, report.advice),
        [(each.version.id, each.due, each.by) for each in report.missed],
    ]
