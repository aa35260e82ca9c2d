"""A site in languages that nobody has translated: words from a made catalogue, and a text without letters.

Every translation stands between ⟦ and ⟧, and the policies say nothing but numbers. So any letter outside the
signs, dates and names of languages set aside, is a word that escaped translation.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from affiche.archive.package import next_version
from affiche.archive.store import freeze
from affiche.model import Significance
from affiche.problems import ProblemLog
from affiche.source import LEDGER, Entry, MarkdownRenderer, SourceFolder, read_ledger, read_source
from tests.site.building import ROOT

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 6, 1)

SITE = """\
organisation: {name: '0', address: '00', email: 0@0.example, url: https://0.example/}
base_url: https://0.example/
timezone: UTC
locales: [es, ar]
policies: [p1, p2, p3]
"""
POLICY = """\
title: '%(number)s'
slug: '%(number)s'
authoritative: [%(authoritative)s]
facts:
  f1: {columns: {c1: '71', c2: '72'}, rows: [{id: r1, c1: '73', c2: '74'}]}
"""
TEXT = """\
# 1

2 3 4.

## 5 {#s5}

6 7 8.

{{ table("f1") }}

### 9 {#s9}

10 11 12 13 14 15 16.

## 17 {#s17}

18 [](#s5) 19.
"""
CHANGED = TEXT.replace("6 7 8", "6 66 8").replace("## 17 {#s17}", "## 20 {#s20}\n\n21 22.\n\n## 17 {#s17}")
MOVED = CHANGED.replace("### 9 {#s9}\n\n10 11", "### 9 {#s9}\n\n10 *11*").replace(
    "2 3 4.", "2 3 4.\n\n5 5 5."
)


def catalogue(locale: str) -> Catalog:
    """A translation of every interface word."""
    with (ROOT / "locales" / "affiche.pot").open("rb") as lines:
        asked = read_po(lines)
    made = Catalog(locale=locale)
    for message in asked:
        if not message.id:
            continue
        if message.context == "address":
            made.add(message.id, f"{message.id}-{locale}", context="address")
        elif isinstance(message.id, tuple):
            forms = tuple(f"⟦{form}: {message.id[1]}⟧" for form in range(made.num_plurals))
            made.add(message.id, forms)
        else:
            made.add(message.id, f"⟦{message.id}⟧", context=message.context)
    return made


def lay_out(folder: Path) -> Path:
    """Make the site: `content/` with a version of every status, and `locales/` beside it."""
    content = folder / "content"
    content.mkdir()
    (content / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "locales").mkdir()
    for locale in ("es", "ar"):
        with (folder / "locales" / f"{locale}.po").open("wb") as file:
            write_po(file, catalogue(locale), width=0)
    for number, authoritative in (("1", "es, ar"), ("2", "ar"), ("3", "es")):
        policy = content / f"p{number}"
        policy.mkdir()
        head = POLICY % {"number": number, "authoritative": authoritative}
        (policy / "policy.yaml").write_text(head, encoding="utf-8")
        _write(policy, TEXT)
    _publish(content, "p1", "2025-01-01", "2025-01-01")
    _write(content / "p1", CHANGED)
    _publish(content, "p1", "2025-06-01", "2025-05-01")
    _write(content / "p1", MOVED)
    _publish(content, "p1", "2025-06-01", "2025-05-02", Significance.EDITORIAL)
    _publish(content, "p1", "2026-01-01", "2025-11-01")
    _write(content / "p1", TEXT)
    _publish(content, "p1", "2026-05-01", "2026-03-01")
    _withdraw(content, "p1", "2026-05-01", "2026-04-01")
    _publish(content, "p1", "2026-07-01", "2026-05-01")
    _publish(content, "p1", "2026-08-01", "2026-05-01")
    _publish(content, "p1", "2026-08-01", "2026-05-02", Significance.EDITORIAL)
    _publish(content, "p2", "2026-09-01", "2026-05-01")
    (content / "p3" / "ar.md").rename(content / "p3" / "ar.txt")
    site = (content / "site.yaml").read_text(encoding="utf-8")
    (content / "site.yaml").write_text(site.replace("[es, ar]", "[es]"), encoding="utf-8")
    _publish(content, "p3", "2026-01-01", "2026-01-01")
    (content / "p3" / "ar.txt").rename(content / "p3" / "ar.md")
    (content / "site.yaml").write_text(site, encoding="utf-8")
    return content


def _write(policy: Path, text: str) -> None:
    for locale in ("es", "ar"):
        (policy / f"{locale}.md").write_text(text, encoding="utf-8")


def _publish(
    content: Path, name: str, effective: str, published: str, significance: Significance = Significance.MAJOR
) -> None:
    log = ProblemLog()
    folder = SourceFolder(content, log)
    site = read_source(folder, MarkdownRenderer()).site
    policy = next(policy for policy in site.policies if policy.name == name)
    version = next_version(
        policy,
        effective=date.fromisoformat(effective),
        published=date.fromisoformat(published),
        significance=significance,
    )
    freeze(version, {"es": "30 31.", "ar": "32 33."}, folder)


def _withdraw(content: Path, policy: str, version: str, on: str) -> None:
    name, log = f"{policy}/{LEDGER}", ProblemLog()
    file = SourceFolder(content, log).read(name, what="the ledger")
    assert file
    entry = Entry(
        event="withdrawn",
        version=version,
        on=date.fromisoformat(on),
        reasons={"es": "40.", "ar": "41."},
        previous=read_ledger(file, log).head,
    )
    with (content / name).open("a", encoding="utf-8") as ledger:
        ledger.write(f"{entry.line()}\n")
