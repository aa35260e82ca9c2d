"""What commands know from an earlier time changes nothing of what they say, whatever was edited between."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from affiche import checking
from affiche.cli import main
from affiche.cli.cache import own_cache
from affiche.incremental.last_build import load, store
from affiche.problems import ContentError
from affiche.rules.rule import Rule
from tests.incremental.test_same_as_anew import CHANGES, Desk
from tests.site.building import SITES

if TYPE_CHECKING:
    from collections.abc import Callable

    from affiche.rules import PolicyTexts


def append(file: str, words: str) -> Callable[[Desk], None]:
    def appended(desk: Desk) -> None:
        with (desk.content / file).open("a", encoding="utf-8") as opened:
            opened.write(words)

    return appended


KEPT = ("publish", "publish another", "write", "title", "slug", "address", "theme", "no theme")
EDITS: dict[str, Callable[[Desk], object]] = {
    **{name: CHANGES[name] for name in KEPT},
    "nothing": lambda _: None,
    "a mistake": append("privacy/en.md", "\nWe we keep [it](../terms/ , TODO\n"),
    "mistakes in French": append("cookies/fr.md", '\n## Mentions\n\nNous  gardons "tout" lorem ipsum\n'),
    "a link": append("cookies/en.md", "\nSee [the terms](https://legal.example.com/en/term/).\n"),
    "a shared fact": append("facts.yaml", "facts: {retention: {en: two years, fr: deux ans}}\n"),
    "a use of it": append("terms/en.md", "\nWe keep it for {{ facts.retention }}.\n"),
    "broken yaml": append("terms/policy.yaml", "\n: [\n"),
    "no text": lambda desk: (desk.content / "cookies" / "fr.md").unlink(missing_ok=True),
}


def said(desk: Desk, cache: Path | None, names: tuple[str, ...] = ()) -> object:
    """Give all that a check says, in its order and with what is underlined, or why there is none."""
    try:
        checked = checking.check(desk.content, names, cache=cache)
    except ContentError as error:
        return type(error), list(map(repr, error.problems))
    return checked.policies, list(map(repr, checked.problems))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shutil.copytree(SITES / "bilingual" / "content", tmp_path / "content")
    return Desk(tmp_path)


@settings(deadline=None, max_examples=6, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(list(EDITS)), min_size=2, max_size=6), st.sampled_from([(), ("cookies",)]))
@example(["a mistake", "nothing", "a shared fact", "a use of it", "title", "nothing"], ())
@example(["slug", "a link", "publish", "a mistake", "nothing"], ())
@example(["mistakes in French", "broken yaml", "nothing", "no text"], ())
def test_a_check_says_what_one_that_knows_nothing_says(edits: list[str], names: tuple[str, ...]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        desk, cache = Desk(Path(folder)), Path(folder) / "cache"
        shutil.copytree(SITES / "bilingual" / "content", desk.content)
        cache.mkdir()
        for number, edit in enumerate(edits):
            with suppress(ContentError):  # nothing is published of what cannot be read
                EDITS[edit](desk)
            for asked in (names, ()):
                assert said(desk, cache, asked) == said(desk, None, asked), edits[: number + 1]


def test_rules_look_again_only_at_what_was_edited(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = desk.home / "cache"
    cache.mkdir()
    seen: set[str] = set()
    problems = Rule.problems

    def noted(rule: Rule, subject: PolicyTexts) -> object:
        seen.add(subject.policy.name)
        return problems(rule, subject)

    monkeypatch.setattr(Rule, "problems", noted)
    said(desk, cache)
    assert seen == {"cookies", "privacy", "terms"}
    seen.clear()
    said(desk, cache)
    assert not seen
    EDITS["a mistake"](desk)
    said(desk, cache)
    assert seen == {"privacy"}
    seen.clear()
    said(desk, cache, ("cookies",))
    EDITS["a link"](desk)
    said(desk, cache)
    assert seen == {"cookies"}


def test_a_damaged_record_is_none(desk: Desk) -> None:
    cache = desk.home / "cache"
    cache.mkdir()
    EDITS["a mistake"](desk)
    anew = said(desk, None)
    for damage in (b"", b"{}", b"\xff\n{}", b"0" * 64 + b'\n{"format": 1}'):
        said(desk, cache)
        for file in cache.rglob("*.json"):
            file.write_bytes(damage)
        assert said(desk, cache) == anew


def record_in(cache: Path) -> Path:
    (folder,) = cache.iterdir()
    return folder.with_name(folder.name.removeprefix(".").removesuffix(".record"))


def test_a_record_of_another_shape_is_none(desk: Desk) -> None:
    cache = desk.home / "cache"
    cache.mkdir()
    EDITS["a mistake"](desk)
    anew = said(desk, None)
    shapes: list[dict[str, object]] = [
        {"policies": None},
        {"policies": {"privacy": "x", "terms": {}}},
        {"rendered": []},
        {"policies": {name: {"inputs": "x"} for name in ("cookies", "privacy", "terms")}},
    ]
    for shape in shapes:
        said(desk, cache)
        place = record_in(cache)
        store(place, "known.json", load(place, "known.json") | shape)
        assert said(desk, cache) == anew, shape


def test_a_problem_that_cannot_be_read_is_found_again(desk: Desk) -> None:
    cache = desk.home / "cache"
    cache.mkdir()
    EDITS["a mistake"](desk)
    anew = said(desk, cache)
    place = record_in(cache)
    known = load(place, "known.json")
    for policy in known["policies"].values():
        policy["problems"] = [{"is": "Problem", "value": {"x": 1}}]
    store(place, "known.json", known)
    assert said(desk, cache) == anew


def test_a_cache_is_used_only_where_nobody_else_can_write(tmp_path: Path) -> None:
    environment = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    folder = own_cache(environment)
    assert folder == tmp_path / "cache" / "affiche"
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o770)
    assert own_cache(environment) is None
    folder.rmdir()
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    folder.symlink_to(tmp_path / "elsewhere")
    assert own_cache(environment) is None
    assert own_cache({"HOME": str(tmp_path)}) == tmp_path / ".cache" / "affiche"
    assert own_cache({}) is None
    assert own_cache({"XDG_CACHE_HOME": "cache"}) is None
    (tmp_path / "file").touch()
    assert own_cache({"XDG_CACHE_HOME": str(tmp_path / "file")}) is None


def test_what_nobody_used_for_a_month_goes(desk: Desk) -> None:
    cache, day = desk.home / "cache", 24 * 60 * 60
    for name, age in ((".gone.record", 31), (".lately.record", 29)):
        (cache / name / "old").mkdir(parents=True)
        before = time.time() - age * day
        os.utime(cache / name, (before, before))
    said(desk, cache)
    left = {path.name for path in cache.iterdir()}
    assert ".gone.record" not in left
    assert len(left) == len({".lately.record", "what is known now"})


def test_commands_say_the_same_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk.home / "cache"))
    EDITS["a mistake"](desk)
    for command in (["check"], ["check", "--format", "json"], ["status", "--as-of", "2026-11-01"]):
        first, again = [
            (main([*command, "--source", str(desk.content)]), *capsys.readouterr()) for _ in range(2)
        ]
        assert first == again
    assert len(list((desk.home / "cache" / "affiche").iterdir())) == 1
