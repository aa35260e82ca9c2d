"""Small sites with one policy, of which a second version is to be announced."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from affiche.announcing import Asked, announce
from affiche.cli import main

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from affiche.notices.record import Notice

SITE = """\
organisation: {name: Tern & Co, address: 1 Quay, email: privacy@tern.example, url: https://tern.example/}
base_url: https://legal.tern.example/
timezone: Europe/Paris
locales: [en, fr]
policies: [privacy]
"""
POLICY = """\
title: {en: Privacy, fr: Confidentialité}
slug: privacy
"""
FIRST, SECOND = "2026-11-01", "2027-02-01"
NOTES = ("--note-en", "Changed the text.", "--note-fr", "Modification du texte.")


def lay_out(folder: Path, files: Mapping[str, str], site: str = SITE) -> Path:
    """Write a source; names are those under the folder of the policy."""
    content = folder / "content"
    (content / "privacy").mkdir(parents=True, exist_ok=True)
    (content / "site.yaml").write_text(site, encoding="utf-8")
    for name, text in files.items():
        (content / "privacy" / name).write_text(text, encoding="utf-8")
    return content


def publish(content: Path, posted: str, effective: str, *more: str) -> int:
    """Publish the working text as a major version."""
    decided = ["--effective", effective, "--significance", "major", *NOTES]
    return main(["publish", "privacy", "--source", str(content), "--as-of", posted, *decided, *more, "--yes"])


def notice(content: Path, locale: str, version: str | None = SECOND, as_of: str = "2026-12-01") -> Notice:
    """Make the notice of a version in one language."""
    asked = [Asked(policy="privacy", version=version)]
    today = date.fromisoformat(as_of)
    made = announce(content, asked, lambda _: today, locales=[locale], together=True)
    (message,) = made.messages.values()
    return message.notices[0]


def after(folder: Path, policies: tuple[str, str], texts: Mapping[str, tuple[str, str]]) -> Path:
    """Publish one version and then another, each with its policy.yaml and texts."""
    for number, (posted, effective) in enumerate([(FIRST, FIRST), ("2026-11-20", SECOND)]):
        files = {f"{locale}.md": versions[number] for locale, versions in texts.items()}
        content = lay_out(folder, {"policy.yaml": POLICY + policies[number], **files})
        assert publish(content, posted, effective) == 0
    return content
