"""Attack strings through whole builds, opened in Chromium: `python -m bench.attack [FILE …] [--at-once 12]`.

Each line of the files is a string; without a file, those of bench/attack.txt are taken. Every string is put into a text in
many contexts, into headings, titles, facts, their labels, notes, reasons and site.yaml (names, the look, what mails say), into
the site's own catalogue, and into a web page that is imported. What `affiche publish` would refuse is frozen all the same. The
site is built, as pages and as fragments, with the notices as HTML mails beside it, and each file is opened **without the policy
that pages forbid scripts by**, so that what got into a page is seen. Counted are scripts that run, requests that leave the
site, and elements or attributes that could do either. A control must be seen first.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from affiche import pipeline
from affiche.archive.package import next_version
from affiche.archive.store import add, freeze
from affiche.cli import main as affiche
from affiche.model import Edition, Policy, Promises, Recourse, Significance
from affiche.problems import ContentError, ProblemLog
from affiche.source import Entry, SourceFolder, read_policy_ledger
from tests.browser.chromium import chromium_path, started
from tests.browser.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page, Route

OWN = Path(__file__).with_name("attack.txt")
CONTEXTS = (
    "{}", "- {}", "> {}", "**{}**", "`{}`", "    {}", "[{}](https://a.example/)", "[words]({})", "[words](<{}>)",
    '[words](https://a.example/ "{}")', "[words][{}]", "![{}]({})", "| a | b | c |\n|---|---|---|\n| {} | `{}` | x |",
    '<p title="{}">words</p>', "<p title='{}'>words</p>", '<a href="{}">words</a>', "<abbr title={}>words</abbr>",
    "<div>{}</div>", "<!-- {} -->", "term\n: {}", 'words {: title="{}" }', "### {}", "{}\n---", "https://a.example/{}",
)  # fmt: skip
DAYS = date(2026, 1, 5), date(2026, 6, 1), date(2026, 9, 1)
TODAY = date(2026, 6, 10)
SAID = (
    "In force",
    "Effective date",
    "History of changes",
    "Policies and notices",
    "Superseded",
    "What changed",
)
"""Words of the interface that a site's own catalogue replaces."""
MAILS = "mails"
TAKEN_BACK = "# Words\n"
"""The text of the version that is withdrawn, for the reasons of that."""
LOCALES = ("en", "fr")
CONTROL = (
    "<script>alert(1)</script><img src='https://elsewhere.example/x.png' onerror='alert(2)'>"
    "<a href='javascript:alert(3)'>x</a>"
)
ITS_OWN_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
ACTIVE = """
const mail = location.pathname.startsWith("/mails/");  // no mail program reads a style sheet, so mails bring their styles
const names = "script:not([type='application/ld+json']), iframe, object, embed, base, form, input, button, video, audio"
  + (mail ? "" : ", style");
const found = [...document.querySelectorAll(names)].map(element => element.outerHTML);
for (const element of document.querySelectorAll("*")) {
  for (const {name, value} of element.attributes) {
    const leads = ["href", "src", "action", "xlink:href"].includes(name) && /^\\s*(javascript|data|vbscript):/i.test(value);
    if (/^on|^srcdoc$/i.test(name) || (name === "style" && !mail) || leads) found.push(element.cloneNode().outerHTML);
  }
}
return found;
"""


@dataclass(slots=True)
class Found:
    """What was tried, and what came of it."""

    refused: list[str] = field(default_factory=list)
    builds: int = 0
    pages: int = 0
    fired: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    active: list[str] = field(default_factory=list)

    @property
    def bad(self) -> list[str]:
        """Everything that no page may do or hold."""
        return [*self.fired, *self.requests, *self.active]


def strings(files: Sequence[Path]) -> list[str]:
    """Give each line once that is not empty."""
    lines = [line for file in files for line in file.read_text("utf-8", errors="replace").splitlines()]
    return [line for line in dict.fromkeys(lines) if line.strip()]


def text(attacks: Sequence[str]) -> str:
    """Write a text with each string in every context, and in its heading."""
    parts = [f"# {attacks[0]}"]
    for number, attack in enumerate(attacks):
        parts += [f"## {attack} {{#a{number}}}", *(context.replace("{}", attack) for context in CONTEXTS)]
    return "\n\n".join(parts) + "\n"


def imported(attacks: Sequence[str], folder: Path) -> str:
    """Bring in a web page that holds the strings as they are, and give the text that comes of it."""
    page = folder / "page.html"
    page.write_text("".join(f"<h2>{attack}</h2><p>{attack}</p><td>{attack}" for attack in attacks), "utf-8")
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        affiche(["import", "imported", str(page), "--locale", "en", "--source", str(folder / "content")])
    made = folder / "content" / "imported" / "en.md"
    return made.read_text("utf-8") if made.exists() else "# Nothing\n"


def write_site(attacks: Sequence[str], folder: Path, *, is_around: bool) -> None:
    """Write a site with two policies of three versions, every one of which holds the strings; also what is around a text."""
    content = folder / "content"
    content.mkdir()
    row = " ".join(attacks)
    about = {"name": row, "address": row, "email": "a@a.example", "url": "https://a.example/"}
    site = {"organisation": about, "base_url": "https://a.example/", "timezone": "UTC", "locales": [*LOCALES]}
    if is_around:
        header, footer = (
            [{"words": attack, "link": "https://a.example/"} for attack in attacks] for _ in range(2)
        )
        look = {"logo": "logo.svg", "logo_words": row, "header": header, "footer": footer}
        site |= {"notices": {"greeting": row, "footer": row}, "look": look}
        _write_around(attacks, folder)
    _write(content / "site.yaml", site | {"policies": ["typed"]})
    facts = {f"fact_{number}": attack for number, attack in enumerate(attacks)}
    (content / "typed").mkdir()
    _publish("typed", [text(attacks), text([*attacks[1:], attacks[0]]), TAKEN_BACK], facts, content)
    came = imported(attacks, folder)
    _write(content / "site.yaml", site | {"policies": ["typed", "imported"]})
    (content / "imported").mkdir(exist_ok=True)
    _publish("imported", [came, f"{came}\n\nwords\n", TAKEN_BACK], facts, content)


def _write_around(attacks: Sequence[str], folder: Path) -> None:
    """Write the logo of a theme, and a catalogue in which words of the interface are the strings."""
    (folder / "templates/static").mkdir(parents=True)
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
    (folder / "templates/static/logo.svg").write_text(logo, "utf-8")
    catalogue = Catalog(locale="fr", charset="utf-8")
    for words, attack in zip(SAID, cycle(attacks), strict=False):
        catalogue.add(words, attack)
    (folder / "locales").mkdir()
    with (folder / "locales/fr.po").open("wb") as file:
        write_po(file, catalogue)


def _write(file: Path, values: object) -> None:
    file.write_text(yaml.safe_dump(values, allow_unicode=True), "utf-8")


def _publish(name: str, texts: Sequence[str], facts: dict[str, str], content: Path) -> None:
    """Freeze the texts one after the other, with notes, facts and labels that hold the strings too."""
    titles = dict.fromkeys(LOCALES, " ".join(facts.values()))
    labels = {key: dict.fromkeys(LOCALES, attack) for key, attack in facts.items()}
    slugs = dict.fromkeys(LOCALES, name)
    header = {"title": titles, "slug": slugs, "facts": facts, "labels": labels}
    _write(content / name / "policy.yaml", header)
    for locale in LOCALES:
        (content / name / f"{locale}.md").write_text(texts[-1], "utf-8")
    for place, (markdown, day) in enumerate(zip(texts, DAYS, strict=True)):
        policy = Policy(
            name=name,
            titles=titles,
            slugs=slugs,
            authoritative=LOCALES,
            promises=Promises(notice_days=30),
            facts={key: attack if place else "words" for key, attack in facts.items()},
            working={
                locale: Edition(locale=locale, title=name, introduction="", sections=(), markdown=markdown)
                for locale in LOCALES
            },
            plan=None,
            versions=(),
        )
        reasons = dict.fromkeys(LOCALES, " ".join(facts.values()))
        version = next_version(
            policy,
            effective=day,
            published=min(day, TODAY),
            significance=Significance.MAJOR,
            reasons=reasons,
            recourse=Recourse(otherwise=reasons, consent=reasons) if place else Recourse(),
        )
        notes = dict.fromkeys(LOCALES, "\n\n".join(facts.values()))
        freeze(version, notes, SourceFolder(content, ProblemLog()))
    _withdraw(name, dict.fromkeys(LOCALES, " ".join(facts.values())), content)


def _withdraw(name: str, reasons: dict[str, str], content: Path) -> None:
    folder = SourceFolder(content, ProblemLog())
    ledger = read_policy_ledger(name, folder)
    version, on = list(ledger.published)[-1], list(ledger.published.values())[-1].on
    add(
        name,
        Entry(event="withdrawn", version=version, on=on, reasons=reasons, previous=ledger.head).sealed(),
        {},
        folder,
    )


def build(attacks: Sequence[str], folder: Path, *, is_around: bool) -> Path:
    """Build the site, its fragments and its mails, and take the policy out of each page."""
    write_site(attacks, folder, is_around=is_around)
    out = folder / "site"
    for fragments in (False, True):
        place = out if not fragments else folder / "fragments"
        pipeline.build(
            pipeline.Options(source=folder / "content", out=place, as_of=TODAY, fragments=fragments)
        )
    (folder / "fragments").rename(out / "fragments")
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        asked = ["--format", "html", "--out", str(out / MAILS), "--as-of", TODAY.isoformat()]
        affiche(["notice", "typed", DAYS[1].isoformat(), *asked, "--source", str(folder / "content")])
    for file in out.rglob("*.html"):
        file.write_text(ITS_OWN_POLICY.sub("", file.read_text("utf-8")), "utf-8")
    return out


def attacked(attacks: Sequence[str], browser: Browser, found: Found, *, is_around: bool = True) -> None:
    """Try some strings at once; each by itself that the others hide, or that keeps them from being published."""
    apart: Sequence[str] = attacks
    with tempfile.TemporaryDirectory(prefix="affiche-attack-") as folder:
        try:
            out = build(attacks, Path(folder), is_around=is_around)
        except ContentError as error:
            if len(attacks) == 1:
                found.refused.append(
                    f"{attacks[0]}: {error.problems[0].location.path}: {error.problems[0].message}"
                )
                if is_around:  # what site.yaml or a catalogue cannot say may be in a text all the same
                    attacked(attacks, browser, found, is_around=False)
        else:
            found.builds += 1
            look(out, browser, found)
            apart = hidden(attacks, out)
    if len(attacks) > 1:
        for attack in apart:
            attacked([attack], browser, found)


def hidden(attacks: Sequence[str], out: Path) -> list[str]:
    """Give the strings whose own section did not come through, as one before them swallowed it."""
    shown = (out / "en" / "typed" / DAYS[0].isoformat() / "index.html").read_text("utf-8")
    return [attack for number, attack in enumerate(attacks) if f'<section id="a{number}">' not in shown]


def look(out: Path, browser: Browser, found: Found) -> None:
    """Open every page of a site."""
    with served(out, is_strict=False) as home:
        context = browser.new_context()
        page = context.new_page()
        watch(page, home, found)
        for file in sorted(out.rglob("*.html")):
            visit(page, f"{home}/{file.relative_to(out).as_posix()}", found)
        context.close()


def watch(page: Page, home: str, found: Found) -> None:
    """Note each script that runs, and each request that would leave the site."""
    page.expose_function("_fired", lambda words: found.fired.append(f"{page.url}: {words}"))
    page.add_init_script(
        "for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = words => _fired(name + ' ' + words)"
    )

    def refuse(route: Route) -> None:
        found.requests.append(f"{page.url}: {route.request.url}")
        route.abort()

    page.route(lambda address: not address.startswith(home), refuse)


def visit(page: Page, address: str, found: Found) -> None:
    """Open a page, and look for what could do something."""
    page.goto(address, wait_until="load")
    found.pages += 1
    found.active += [f"{address}: {element}" for element in page.evaluate(f"() => {{ {ACTIVE} }}")]


def control(browser: Browser) -> Found:
    """See that a page which does fire is seen to."""
    found = Found()
    with tempfile.TemporaryDirectory(prefix="affiche-attack-") as folder:
        (Path(folder) / "index.html").write_text(f"<!doctype html><p>{CONTROL}", "utf-8")
        look(Path(folder), browser, found)
    return found


def report(tried: int, found: Found) -> Iterator[str]:
    for kind, bad in (("ran", found.fired), ("request", found.requests), ("active", found.active)):
        yield from (f"{kind}: {each[:400]}" for each in bad[:20])
    yield from (f"not published: {each[:400]}" for each in found.refused)
    yield (
        f"{tried} strings, {len(CONTEXTS)} contexts in the text and 16 other places each; {found.builds} builds, "
        f"{found.pages} pages opened: {len(found.fired)} scripts ran, {len(found.requests)} requests left the site, "
        f"{len(found.active)} active elements or attributes; {len(found.refused)} strings could not be published."
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m bench.attack", description="Run attack strings through builds."
    )
    parser.add_argument("files", nargs="*", type=Path, help="lists of strings, one a line")
    parser.add_argument("--at-once", type=int, default=12, help="strings in one site")
    options = parser.parse_args()
    attacks, found = strings(options.files or [OWN]), Found()
    chromium = chromium_path()
    if chromium is None:
        print("There is no Chromium on this machine.")
        return 2
    with started(chromium) as browser:
        seen = control(browser)
        if not (seen.fired and seen.requests and seen.active):
            print("The control was not seen: nothing that is counted here could be trusted.")
            return 2
        tried = 0
        with suppress(KeyboardInterrupt):  # what was tried until then is told
            while tried < len(attacks):
                attacked(attacks[tried : tried + options.at_once], browser, found)
                tried = min(tried + options.at_once, len(attacks))
                print(f"{tried} of {len(attacks)} tried, {len(found.bad)} bad", flush=True)
    print(*report(tried, found), sep="\n")
    return 1 if found.bad else 0


if __name__ == "__main__":
    sys.exit(main())
