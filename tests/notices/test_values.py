"""What came and went beside the facts: told to the editor, once, and never to readers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from affiche.cli import main
from affiche.compare.changes import Substitution
from tests.notices.noticing import SECOND, after, notice

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.notices.values import ValueNews


def news(
    folder: Path, old: str, new: str, locale: str = "en", policies: tuple[str, str] = ("", "")
) -> ValueNews:
    """Compare two texts of one section."""
    texts = {
        place: f"# Privacy\n\n## Text {{#text}}\n\n{text}\n" for place, text in (("old", old), ("new", new))
    }
    own = (texts["old"], texts["new"])
    other = tuple(f"# Titre\n\n## Texte {{#text}}\n\nNous {word}.\n" for word in ("agissons", "répondons"))
    beside = (other[0], other[1])
    content = after(
        folder, policies, {"en": own, "fr": beside} if locale == "en" else {"en": beside, "fr": own}
    )
    return notice(content, locale).announcements[0].values


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("We keep logs for 30 days.", "We keep logs for 90 days.", ("30 days",), ("90 days",)),
        ("We keep logs for thirty days.", "We keep logs for 30 days.", (), ()),
        ("Write to a@tern.example.", "Write to b@tern.example.", ("a@tern.example",), ("b@tern.example",)),
        ("It costs 5 €.", "It costs 7 €.", ("5 €",), ("7 €",)),
        ("We use Heron Mail for this.", "We use Perch for this.", ("Heron Mail",), ("Perch",)),
        ("We follow the law.", "We follow the Data Act.", (), ("Data Act",)),
        ("See [help](https://a.example/x).", "See [help](https://a.example/y).", ("https://a.example/x",), ("https://a.example/y",)),
        ("We ask first. Then we act.", "We act. Nobody asks.", (), ()),
        ("In 3 steps.", "In 4 steps.", (), ()),
    ],
)  # fmt: skip
def test_values_and_names_of_one_text_alone(
    tmp_path: Path, old: str, new: str, gone: tuple[str, ...], come: tuple[str, ...]
) -> None:
    found = news(tmp_path, old, new)
    assert (found.gone, found.come) == (gone, come)


def test_names_are_found_in_french(tmp_path: Path) -> None:
    found = news(tmp_path, "L’ébauche part d’ici.", "L’esquisse part avec la Loi 25 de Sterne & Fils.", "fr")
    assert (found.gone, found.come) == ((), ("Loi", "Sterne & Fils"))


def test_words_that_were_exchanged_throughout_are_told_once(tmp_path: Path) -> None:
    lines = [f"- In place {number * 7}, the Your Phone app does task {number}." for number in range(27)]
    old = "\n".join(lines)
    found = news(tmp_path, old, old.replace("Your Phone", "Phone Link"))
    assert found.substitutions == (Substitution(old="Your Phone", new="Phone Link", places=27),)
    assert (found.gone, found.come) == ((), ())


def test_names_in_a_long_line_cost_no_more_than_its_length(tmp_path: Path) -> None:
    started = time.process_time()
    found = news(tmp_path, "We keep it.", "We use Heron Mail. " * 1_800)
    assert found.come == ("Heron Mail",)
    assert time.process_time() - started < 6


def test_what_the_facts_say_is_not_said_again(tmp_path: Path) -> None:
    facts = tuple(f"facts: {{retention: {{logs: {days} days}}}}\n" for days in (30, 90))
    text = "We keep logs for {{ facts.retention.logs }}."
    found = news(tmp_path, text, text, policies=(facts[0], facts[1]))
    assert (found.gone, found.come) == ((), ())


def test_the_editor_sees_it_and_readers_do_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    news(tmp_path, "We keep logs for 30 days.", "We keep logs for 90 days.")
    capsys.readouterr()
    content = str(tmp_path / "content")
    assert (
        main(["notice", "privacy", SECOND, "--source", content, "--locale", "en", "--as-of", "2026-12-01"])
        == 0
    )
    shown = capsys.readouterr()
    assert f"privacy {SECOND} (en): only in the new text: 90 days" in shown.err
    assert "90 days" not in shown.out
