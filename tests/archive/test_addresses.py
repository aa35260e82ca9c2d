"""The posted address of a section leads somewhere for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from affiche.pipeline import read
from tests.archive.notices import NOTES, edit, lay_out, publish, run

if TYPE_CHECKING:
    from pathlib import Path

LATER = ("2026-11-02", "2026-12-24")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    content = lay_out(tmp_path)
    assert publish(content, "2026-11-01", "2026-11-01", *NOTES) == 0
    return content


def replace(content: Path, english: str, french: str) -> None:
    """Write something else in place of the heading “How long”."""
    edit(content, "en.md", "## How long {#retention}", english)
    edit(content, "fr.md", "## Combien de temps {#retention}", french)


def test_the_message(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(published, "## How long {#keeping}", "## Combien de temps {#keeping}")
    assert publish(published, *LATER, *NOTES) == 1
    problem = capsys.readouterr().err.partition("\n\n")[0].replace(f"{published.as_posix()}/", "")
    assert problem == (
        "privacy/en.md: the section “How long” (#retention) of version 2026-11-01 is gone, and links to it would "
        "lead nowhere [structure/lost-address]\n"
        "    expected: a section with the id retention, or an entry of `former_ids`\n"
        "    to do: give the section its id again, `{#retention}`; or, under `former_ids:` in policy.yaml, add "
        "`retention: ` and the id of the section that says it now, or nothing if the section ended"
    )


@pytest.mark.parametrize(
    ("english", "french"),
    [
        ("**How long**", "**Combien de temps**"),
        ("How long", "Combien de temps"),
        ("## For how long {#how-long}", "## Pour combien de temps {#how-long}"),
        ("## How long", "## Combien de temps"),
    ],
)
def test_a_heading_that_is_gone_or_has_another_id(published: Path, english: str, french: str) -> None:
    replace(published, english, french)
    assert publish(published, *LATER, *NOTES) == 1
    replace_back = "## How long {#retention}", "## Combien de temps {#retention}"
    edit(published, "en.md", english, replace_back[0])
    edit(published, "fr.md", french, replace_back[1])
    edit(published, "en.md", "Your name.", "Your name and age.")
    edit(published, "fr.md", "Votre nom.", "Votre nom et votre âge.")
    assert publish(published, *LATER, *NOTES) == 0


@pytest.mark.parametrize(
    ("former", "led"),
    [
        ("{retention: keeping}", {"retention": "keeping"}),
        ("{retention: times, times: keeping}", {"retention": "keeping", "times": "keeping"}),
        ("{retention: }", {"retention": ""}),
        ("{retention: times, times: }", {"retention": "", "times": ""}),
        ("{retention: nowhere}", None),
        ("{retention: times, times: retention}", None),
        ("{times: keeping}", None),
    ],
)
def test_where_it_leads(published: Path, former: str, led: dict[str, str] | None) -> None:
    replace(published, "## How long {#keeping}", "## Combien de temps {#keeping}")
    edit(published, "policy.yaml", "facts:\n", f"former_ids: {former}\nfacts:\n")
    assert publish(published, *LATER, *NOTES) == (1 if led is None else 0)
    if led is not None:
        assert read(published)[0].site.policies[0].versions[-1].former_ids == led


def test_a_former_id_that_leads_nowhere_is_said_where_it_stands(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(published, "## How long {#keeping}", "## Combien de temps {#keeping}")
    edit(published, "policy.yaml", "facts:\n", "former_ids: {retention: keepnig}\nfacts:\n")
    assert publish(published, *LATER, *NOTES) == 1
    err = capsys.readouterr().err
    assert "policy.yaml:4:25: `former_ids` leads #retention to #keepnig, and there is no such section" in err
    assert "did you mean 'keeping'?" in err


def test_the_page_carries_the_old_address(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(published, "## How long {#keeping}", "## Combien de temps {#keeping}")
    edit(published, "policy.yaml", "facts:\n", "former_ids: {retention: keeping}\nfacts:\n")
    assert publish(published, *LATER, *NOTES) == 0
    out = published.parent / "site"
    code, *_ = run(capsys, "build", "--source", str(published), "--out", str(out), "--as-of", "2026-12-24")
    assert code == 0
    page = (out / "fr/confidentialite/index.html").read_text(encoding="utf-8")
    assert '<section id="keeping">\n<span id="retention"></span>' in page
    then = ("--as-of", "2026-12-24")
    assert run(capsys, "verify", "--source", str(published), "--site", str(out), *then)[0] == 0


def test_an_old_address_is_never_dropped(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(published, "## How long {#keeping}", "## Combien de temps {#keeping}")
    edit(published, "policy.yaml", "facts:\n", "former_ids: {retention: keeping}\nfacts:\n")
    assert publish(published, *LATER, *NOTES) == 0
    edit(published, "policy.yaml", "former_ids: {retention: keeping}\n", "")
    edit(published, "en.md", "Your name.", "Your name and age.")
    edit(published, "fr.md", "Votre nom.", "Votre nom et votre âge.")
    assert publish(published, "2026-12-25", "2027-02-01", *NOTES) == 1
    assert "#retention of version 2026-12-24 is gone" in capsys.readouterr().err


@pytest.mark.parametrize("bad", ["{re tention: keeping}", "{retention: 'a b'}", "{retention: [a]}"])
def test_what_cannot_be_an_id(published: Path, capsys: pytest.CaptureFixture[str], bad: str) -> None:
    edit(published, "policy.yaml", "facts:\n", f"former_ids: {bad}\nfacts:\n")
    assert run(capsys, "check", "--source", str(published))[0] == 1
