"""A small site with everything that a site can have, made by the commands themselves, and files for those that read some."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import zipfile
import zlib
from pathlib import Path

from affiche.cli import main as affiche

ROOT = Path(__file__).resolve().parents[2]
SITE = """\
organisation: {name: {en: Tern Ltd., fr: Sterne ltée}, address: 1 Quay, email: privacy@tern.example, url: https://tern.example/}
base_url: https://legal.tern.example/notices/
timezone: America/Toronto
locales: [en, fr]
language_tags: {fr: fr-CA}
policies: [privacy, cookies]
notices: {banner_days: 20, greeting: {en: "Hello {{ name }},", fr: Bonjour}, footer: {en: Bye, fr: Au revoir}}
look:
  logo: logo.svg
  accent: "#0b4f8a"
  scheme: both
  header: [{words: {en: Shop, fr: Boutique}, link: https://tern.example/}]
"""
POLICY = """\
title: {en: Privacy, fr: Confidentialité}
slug: {en: privacy, fr: confidentialite}
former_slugs: {en: [old-privacy]}
former_ids: {gone: , moved: collect}
authoritative: [en]
promises: {notice_days: 30, review_months: 12, tell: {major: [email], editorial: [page]}, consent: new_use, archive: yes}
laws: [eu, own]
answers: {sells: no}
law: {eu-13-2-d: "#collect"}
facts:
  contact: privacy@tern.example
  price: 12.50
  retention:
    logs: {en: six months, fr: six mois}
  recipients:
    columns: {name: {en: Name, fr: Nom}, since: {en: Since, fr: Depuis}}
    rows:
      - {id: host, name: Nest Inc., since: 2026-01-01}
labels: {retention: {logs: {en: "Logs: kept", fr: "Journaux : conservés"}}}
choices: {close: {link: https://tern.example/close, words: {en: Close it, fr: Fermer}}}
next: {effective: 2027-03-01, significance: major, notes: {en: New logs., fr: Nouveaux journaux.}}
"""
ENGLISH = """\
# Privacy

We look after what you tell us. We tell you by e-mail 30 days before a change.

## What we collect {#collect}

Your name, and *your* **address**[^1]. See [](#retention) and {{ policy('cookies') }}, or write to {{ facts.contact }}.

- One thing
    1. and another

![A tern](tern.png)

## How long {#retention}

Logs are kept for {{ facts.retention.logs }}, at {{ facts.price }} each.

{{ table("recipients") }}

| Name | Kept |
|------|-----:|
| Logs | 6    |

> <abbr title="General">GDPR</abbr> applies.

[^1]: Where you live.
"""
FRENCH = """\
# Confidentialité

Nous prenons soin de ce que vous nous dites.

## Ce que nous recueillons {#collect}

Votre nom, et *votre* **adresse**[^1]. Voir [](#retention), ou écrivez à {{ facts.contact }}.

![Une sterne](tern.png)

## Combien de temps {#retention}

Les journaux sont conservés pendant {{ facts.retention.logs }}.

{{ table("recipients") }}

[^1]: Où vous habitez.
"""
COOKIES = "title: {en: Cookies, fr: Témoins}\nslug: {en: cookies, fr: temoins}\n"
LAW = """\
name: {en: Own law, fr: Loi propre}
short: {en: Own, fr: Propre}
address: https://tern.example/law
verified_on: 2026-11-21
duties:
  own-1: {topic: contact, provision: "1", read: source}
  own-2: {topic: retention, provision: "2", read: memory, when: sells}
"""
CATALOGUE = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Nothing has been published yet."
msgstr "Rien encore."

msgid "As of %(date)s"
msgstr "Au %(date)s"

msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "%(num)s jour"
msgstr[1] "%(num)s jours"
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>\n'
PAGE = """\
<!DOCTYPE html><html lang="en"><head><title>Privacy</title></head><body><nav>Home</nav><main><h1>Privacy</h1>
<p>We keep <b>logs</b> and <a href="/x">more</a>.</p><h2 id="a">1. What</h2><ol start="3"><li>One<ul><li>Two</ul></ol>
<table><tr><th>A<td>B<tr><td colspan=2>C</table><p>Last updated: 1 June 2026</p></main></body></html>
"""
PLAIN = "PRIVACY POLICY\n\nLast updated 1 June 2026\n\n1. WHAT WE COLLECT\n\nYour name.\n\n  a) one\n  b) two\n\nA      B\n1      2\n"
PUBLISHED = [
    "publish privacy --effective 2025-01-01 --significance major --note-en A. --note-fr B. --as-of 2024-11-01 --yes",
    "publish privacy --effective 2026-01-01 --significance major --note-en A. --note-fr B. --as-of 2025-11-01 --yes",
    "notice privacy 2026-01-01 --sent email --on 2025-11-02 --as-of 2025-11-03 --to all --count 3",
    "publish privacy --effective 2026-06-01 --significance editorial --note-en A. --note-fr B. --reason C. --as-of 2026-04-01 --yes",
    "withdraw privacy 2026-06-01 --reason A. --as-of 2026-05-01 --yes",
]
GIVEN = [
    "build --as-of 2026-11-26 --jobs 1",
    "show privacy --at 2026-11-26 --evidence ../given/evidence.zip",
    "review out privacy --out ../given/review.docx",
    "translate out privacy --out ../given/translate.po --as-of 2026-11-26",
    "translate out privacy --format xliff --out ../given/translate.xlf --as-of 2026-11-26",
    "diff privacy --format docx --out ../given/changes.docx",
]


def _picture() -> bytes:
    """Make a PNG of one grey pixel."""
    parts = {b"IHDR": b"\0\0\0\1\0\0\0\1\x08\0\0\0\0", b"IDAT": zlib.compress(b"\0\x80"), b"IEND": b""}
    chunks = (
        len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)
        for kind, data in parts.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def lay_out(folder: Path) -> None:
    """Make the site in `folder/project`, and what is given to commands in `folder/given`."""
    project, given = folder / "project", folder / "given"
    content = project / "content"
    files: dict[str, str | bytes] = {
        "project/content/site.yaml": SITE,
        "project/content/privacy/policy.yaml": POLICY,
        "project/content/privacy/en.md": ENGLISH,
        "project/content/privacy/fr.md": FRENCH,
        "project/content/privacy/tern.png": _picture(),
        "project/content/cookies/policy.yaml": COOKIES,
        "project/content/cookies/en.md": "# Cookies\n\nWe set one.\n",
        "project/templates/static/logo.svg": LOGO,
        "project/templates/style.css": "{{ whole }}\nbody { color: #123456 }\n",
        "project/templates/standing.html": (ROOT / "templates" / "standing.html").read_bytes(),
        "project/templates/404.html": (ROOT / "templates" / "404.html").read_bytes(),
        "project/locales/fr.po": CATALOGUE,
        "project/laws/own.yaml": LAW,
        "given/page.html": PAGE,
        "given/plain.txt": PLAIN,
        "given/text.md": ENGLISH,
        "given/dated/2024-01-01.en.md": ENGLISH,
        "given/dated/2025-01-01.en.md": ENGLISH.replace("Your name", "Your name and age"),
    }
    for name, data in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data if isinstance(data, bytes) else data.encode())
    os.chdir(project)
    for command in PUBLISHED:
        _run(command)
        text = content / "privacy" / "en.md"
        text.write_text(text.read_text("utf-8").replace("Your", "Your own"), "utf-8")
        french = content / "privacy" / "fr.md"
        french.write_text(french.read_text("utf-8").replace("Votre", "Votre propre"), "utf-8")
    _forget_one(content)
    english = content / "privacy" / "en.md"
    english.write_text(
        f"{english.read_text('utf-8')}\nWe also keep *copies* for {{{{ facts.retention.logs }}}}.\n", "utf-8"
    )
    for command in GIVEN:
        _run(command)
    _add_repository(given / "repository")


def _forget_one(content: Path) -> None:
    """Let a policy be forgotten that was posted once, so that there is a record of it."""
    shutil.copytree(content / "privacy", content / "gone")
    site, policy = content / "site.yaml", content / "gone" / "policy.yaml"
    listed, text = site.read_text("utf-8"), policy.read_text("utf-8")
    shutil.rmtree(content / "gone" / "versions")
    shutil.rmtree(content / "gone" / "notices")
    (content / "gone" / "ledger.jsonl").unlink()
    policy.write_text(text.replace("privacy", "gone").replace("confidentialite", "parti"), "utf-8")
    site.write_text(listed.replace("privacy,", "privacy, gone,"), "utf-8")
    _run(PUBLISHED[0].replace("privacy", "gone"))
    _run("build --as-of 2026-11-26 --jobs 1")
    shutil.rmtree(content / "gone")
    site.write_text(listed, "utf-8")
    _run("build --as-of 2026-11-26 --jobs 1 --forget Mistake")


def _run(command: str) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = affiche(command.split())
    if code:
        raise SystemExit(f"affiche {command}: {said.getvalue()}")


def _add_repository(place: Path) -> None:
    place.mkdir()
    git = ["git", "-C", str(place), "-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run([*git, "init", "-q"], check=True)
    for text in (ENGLISH, ENGLISH.replace("Your name", "Your age")):
        (place / "en.md").write_text(text, "utf-8")
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-qm", "Words"], check=True)


def parts_of(packed: bytes) -> dict[str, bytes]:
    """Unpack a zip."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Pack a zip."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()
