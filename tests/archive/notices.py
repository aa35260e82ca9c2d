"""A small site with one policy in two languages, made anew in a folder for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SITE = """\
organisation: {name: Tern Ltd., address: 1 Quay, email: privacy@tern.example, url: https://tern.example/}
base_url: https://legal.tern.example/
timezone: ZONE
locales: [en, fr]
policies: [privacy]
"""
POLICY = """\
title: {en: Privacy, fr: Confidentialité}
slug: {en: privacy, fr: confidentialite}
promises: {notice_days: 30, review_months: 12}
facts:
  contact: privacy@tern.example
  retention:
    logs: {en: six months, fr: six mois}
  recipients:
    columns: {name: {en: Name, fr: Nom}}
    rows:
      - {id: host, name: Nest Inc.}
"""
ENGLISH = """\
# Privacy

We look after what you tell us.

## What we collect {#collect}

Your name.

## How long {#retention}

Logs are kept for {{ facts.retention.logs }}.
"""
FRENCH = """\
# Confidentialité

Nous prenons soin de ce que vous nous dites.

## Ce que nous recueillons {#collect}

Votre nom.

## Combien de temps {#retention}

Les journaux sont conservés pendant {{ facts.retention.logs }}.
"""
NOTES = ("--note-en", "What changed.", "--note-fr", "Ce qui change.")


def lay_out(root: Path, zone: str = "America/Toronto") -> Path:
    """Make the site, of which nothing is published."""
    content = root / "content"
    (content / "privacy").mkdir(parents=True)
    (content / "site.yaml").write_text(SITE.replace("ZONE", zone), encoding="utf-8")
    for name, text in (("policy.yaml", POLICY), ("en.md", ENGLISH), ("fr.md", FRENCH)):
        (content / "privacy" / name).write_text(text, encoding="utf-8")
    return content


def edit(content: Path, name: str, old: str, new: str) -> None:
    """Change a working file."""
    path = content / "privacy" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_both(content: Path, word: str) -> None:
    """Change the same section in both languages."""
    edit(content, "en.md", "Your name", f"Your name and {word}")
    edit(content, "fr.md", "Votre nom", f"Votre nom et {word}")


def publish(content: Path, posted: str, effective: str, *options: str, significance: str = "major") -> int:
    """Run the command without being asked."""
    decided = ["--as-of", posted, "--effective", effective, "--significance", significance]
    return main(["publish", "privacy", "--source", str(content), *decided, "--yes", *options])


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command, and give its exit code and what it said on both channels."""
    capsys.readouterr()
    code = main([*arguments])
    said = capsys.readouterr()
    return code, said.out, said.err
