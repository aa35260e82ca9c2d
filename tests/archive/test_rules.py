"""Random lives of a policy against a small model of the rules, written without a look at the code."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from affiche.archive.open import open_policy
from affiche.archive.verify import verify
from affiche.model import Significance
from affiche.pipeline import Options, build
from affiche.problems import ContentError
from affiche.publishing.objections import objections
from affiche.publishing.proposal import propose, publish
from affiche.publishing.request import Request
from affiche.publishing.withdrawal import propose_withdrawal, withdraw
from tests.archive import notices

START = date(2028, 2, 25)
"""Four days before a leap day."""
LOCALES = ("en", "fr")
SECTIONS = ("one", "two")


@dataclass
class Posted:
    """A version, as the model knows it."""

    effective: date
    sequence: int
    published: date
    is_major: bool
    texts: dict[str, dict[str, int]]
    promise: int
    fact: int
    stale: set[str] = field(default_factory=set)
    withdrawn: date | None = None

    @property
    def id(self) -> str:
        return f"{self.effective}" + (f".{self.sequence}" if self.sequence > 1 else "")

    @property
    def order(self) -> tuple[date, int]:
        return self.effective, self.sequence


@dataclass
class Model:
    """The rules, as a person would tell them."""

    today: date = START
    texts: dict[str, dict[str, int]] = field(
        default_factory=lambda: {loc: dict.fromkeys(SECTIONS, 0) for loc in LOCALES}
    )
    promise: int = 3
    fact: int = 0
    posted: list[Posted] = field(default_factory=list)
    last_entry: date = START

    def applying(self, day: date) -> list[Posted]:
        known = [v for v in self.posted if v.published <= day and not (v.withdrawn and v.withdrawn <= day)]
        return sorted(known, key=lambda version: version.order)

    def in_force(self, day: date) -> Posted | None:
        begun = [version for version in self.applying(day) if version.effective <= day]
        return begun[-1] if begun else None

    def refuses(  # noqa: PLR0913 all that a person decides
        self,
        effective: date,
        wanted: int,
        *,
        is_major: bool,
        notes: bool,
        stale: bool,
        late: bool,
        reason: bool,
    ) -> bool:
        sequence = 1 + sum(version.effective == effective for version in self.posted)
        earlier = [v for v in self.applying(self.today) if v.order < (effective, sequence)]
        before = earlier[-1] if earlier else None
        behind = bool(self.behind(earlier))
        same = before is not None and (self.texts, self.promise, self.fact) == (
            before.texts,
            before.promise,
            before.fact,
        )
        quiet = before is not None and not is_major and before.fact != self.fact
        current = self.in_force(self.today)
        promised = max(
            (v.promise for v in self.applying(self.today) if v is current or v.effective > self.today),
            default=0,
        )
        too_early = is_major and promised > 0 and (effective - self.today).days - 1 < promised
        other_promise = before is not None and not is_major and before.promise != self.promise
        return any(
            [
                wanted != sequence,
                same,
                behind and not (stale and reason),
                stale and not behind,
                is_major and not notes,
                too_early,
                (effective < self.today) != late,
                late and not reason,
                quiet and not reason,
                other_promise,
                self.today < self.last_entry,
            ]
        )

    def behind(self, earlier: list[Posted]) -> set[str]:
        """What French has not followed since it last did; what was published so stays so."""
        found = set()
        for name in SECTIONS if earlier else ():
            followed = next(version for version in reversed(earlier) if name not in version.stale)
            is_old = self.texts["fr"][name] == earlier[-1].texts["fr"][name]
            if is_old and self.texts["en"][name] != followed.texts["en"][name]:
                found.add(name)
        return found

    def floor(self, day: date) -> str | None:
        current = self.in_force(day)
        if current is None:
            return None
        chain = [version for version in self.applying(day) if version.order <= current.order]
        return next((v.id for v in reversed(chain) if v.is_major), chain[0].id)

    def revision(self, day: date) -> int | None:
        current = self.in_force(day)
        if current is None:
            return None
        chain = [version for version in self.applying(day) if version.order <= current.order]
        return len([v for v in chain[1:] if v.is_major]) + 1

    def status(self, version: Posted, day: date) -> str:
        if version.withdrawn and version.withdrawn <= day:
            return "withdrawn"
        if version.effective > day:
            return "upcoming"
        return "current" if version is self.in_force(day) else "superseded"


def text(locale: str, numbers: dict[str, int]) -> str:
    """A text in which each section says how often it was edited."""
    body = "".join(f"\n## {name} {{#{name}}}\n\n{marker(locale, name, n)}.\n" for name, n in numbers.items())
    return f"# Notice\n\nHello.\n{body}"


def marker(locale: str, name: str, number: int) -> str:
    return f"{locale}{name}{'x' * number}y"


class Life(RuleBasedStateMachine):
    """Edits, publications, withdrawals, and days that pass."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.content = notices.lay_out(self.root)
        self.model = Model()
        self.write()

    def teardown(self) -> None:
        try:
            self.check_the_site()
        finally:
            shutil.rmtree(self.root)

    def write(self) -> None:
        place = self.content / "privacy"
        for locale in LOCALES:
            (place / f"{locale}.md").write_text(text(locale, self.model.texts[locale]), encoding="utf-8")
        policy = notices.POLICY.replace("notice_days: 30", f"notice_days: {self.model.promise}")
        policy = policy.replace("six months", f"{self.model.fact} months").replace(
            "six mois", f"{self.model.fact} mois"
        )
        (place / "policy.yaml").write_text(policy, encoding="utf-8")

    @rule(locales=st.sampled_from([("en",), ("fr",), LOCALES]), name=st.sampled_from(SECTIONS))
    def edit(self, locales: tuple[str, ...], name: str) -> None:
        for locale in locales:
            self.model.texts[locale][name] += 1
        self.write()

    @rule(promise=st.sampled_from([0, 1, 3]))
    def promise(self, promise: int) -> None:
        self.model.promise = promise
        self.write()

    @rule()
    def change_a_fact(self) -> None:
        self.model.fact += 1
        self.write()

    @rule(days=st.integers(1, 4))
    def days_pass(self, days: int) -> None:
        self.model.today += timedelta(days=days)

    @rule(
        edited=st.sampled_from([(), ("one",), ("one",), SECTIONS]),
        ahead=st.sampled_from([0, 0, 1, 2, 4, 5, -1, -3]),
        is_next=st.sampled_from([True, True, True, False]),
        is_major=st.booleans(),
        notes=st.sampled_from([True, True, True, False]),
        stale=st.booleans(),
        late=st.sampled_from([None, None, None, True, False]),
        reason=st.booleans(),
    )
    def publish(  # noqa: PLR0913 all that a person decides
        self,
        edited: tuple[str, ...],
        ahead: int,
        *,
        is_next: bool,
        is_major: bool,
        notes: bool,
        stale: bool,
        late: bool | None,
        reason: bool,
    ) -> None:
        model = self.model
        for name in edited:
            self.edit(LOCALES, name)
        effective = model.today + timedelta(days=ahead)
        late = ahead < 0 if late is None else late
        sequence = 1 + sum(v.effective == effective for v in model.posted) if is_next else 1
        refused = model.refuses(
            effective, sequence, is_major=is_major, notes=notes, stale=stale, late=late, reason=reason
        )
        reading, policy = open_policy(self.content, "privacy")
        request = Request(
            posted=model.today,
            effective=effective,
            sequence=sequence,
            significance=Significance.MAJOR if is_major else Significance.EDITORIAL,
            notes=dict.fromkeys(LOCALES, "A note.") if notes else {},
            reasons=dict.fromkeys(LOCALES, "A reason.") if reason else {},
            stale_allowed=frozenset({"fr"} if stale else ()),
            is_retroactive=late,
        )
        proposal = propose(reading, policy, request)
        found = objections(proposal)
        assert bool(found) == refused, found
        if refused:
            return
        publish(proposal)
        texts = {locale: dict(numbers) for locale, numbers in model.texts.items()}
        earlier = [v for v in model.applying(model.today) if v.order < (effective, sequence)]
        behind = model.behind(earlier)
        model.posted.append(
            Posted(effective, sequence, model.today, is_major, texts, model.promise, model.fact, behind)
        )
        model.last_entry = model.today

    @precondition(lambda self: self.model.posted)
    @rule(data=st.data())
    def withdraw(self, data: st.DataObject) -> None:
        model = self.model
        version = data.draw(st.sampled_from(model.posted))
        is_upcoming = model.status(version, model.today) == "upcoming"
        reading, policy = open_policy(self.content, "privacy")
        folder = reading.folder
        try:
            reasons = dict.fromkeys(LOCALES, "No.")
            withdraw(
                propose_withdrawal(policy, version.id, on=model.today, reasons=reasons, folder=folder), folder
            )
        except ContentError:
            assert not is_upcoming
        else:
            assert is_upcoming
            version.withdrawn = model.last_entry = model.today

    @invariant()
    def the_archive_is_sound(self) -> None:
        verify(self.content)

    def check_the_site(self) -> None:
        """Hold every page and versions.json to the model, on the days around which something happens."""
        days = {self.model.today}
        for version in self.model.posted[-2:]:
            days |= {version.effective, version.effective - timedelta(days=1), version.published}
        for day in sorted(days)[-3:]:
            build(Options(source=self.content, out=self.root / "site", as_of=day))
            posted = [v for v in self.model.posted if v.published <= day]
            if posted:
                self.check_the_day(day, posted)

    def check_the_day(self, day: date, posted: list[Posted]) -> None:
        data = json.loads((self.root / "site/privacy/versions.json").read_bytes())
        current = self.model.in_force(day)
        assert data["current"] == (current.id if current else None)
        assert data["accept_floor"] == self.model.floor(day)
        assert data["revision"] == self.model.revision(day)
        assert [v["id"] for v in data["versions"]] == [
            v.id for v in sorted(posted, key=lambda version: version.order, reverse=True)
        ]
        stated = {v["id"]: v for v in data["versions"]}
        for version in posted:
            assert stated[version.id]["status"] == self.model.status(version, day)
            for locale, slug in (("en", "privacy"), ("fr", "confidentialite")):
                page = (self.root / f"site/{locale}/{slug}/{version.id}/index.html").read_text(
                    encoding="utf-8"
                )
                assert all(marker(locale, name, n) in page for name, n in version.texts[locale].items())
        if current:
            page = (self.root / "site/fr/confidentialite/index.html").read_text(encoding="utf-8")
            assert all(marker("fr", name, n) in page for name, n in current.texts["fr"].items())


Life.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=18,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
TestLife = Life.TestCase
