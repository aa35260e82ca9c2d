"""The sources to build: content/ for Affiche, and the same texts as one Markdown file a page for Hugo.

    python -m bench.sources content FOLDER --pages 1000    a whole history, published version by version
    python -m bench.sources edit FOLDER                    one more version, with two sentences changed
    python -m bench.sources mirror FOLDER                  for each HTML file of the site, a Markdown file

It runs as a process of its own, so that the one that measures stays small.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from affiche.archive import Release, freeze
from affiche.model import Edition, Policy, Promises, Significance
from affiche.problems import ProblemLog
from affiche.source import SourceFolder
from bench.texts import LOCALES, PolicyText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BASE_URL = "https://legal.example.com/"
FIRST_DAY = date(2012, 1, 2)
DAYS_BETWEEN = 56
NOTICE = timedelta(days=30)
PAGES_A_POLICY = 250
"""Some forty versions: the longest histories of real policies have seventy."""
SLUGS = {"en": "policy", "fr": "politique"}

_VERSION_PAGE = re.compile(
    r"(?P<locale>\w+)/\w+-(?P<number>\d+)/(?P<version>\d{4}-\d\d-\d\d)/(?P<view>.*)index\.html"
)
_POLICY_PAGE = re.compile(r"(?P<locale>\w+)/\w+-(?P<number>\d+)/index\.html")


def versions_of_each(pages: int) -> list[int]:
    """Share versions out among policies so that the site has this number of HTML files, or up to five fewer.

    In two languages, a policy has its current page and its history, and each version its own page, what it
    changed (but the first) and what changed since: 6 pages a version and 2 a policy. The site adds 4: the
    language chooser, two indexes and the page for addresses that do not exist.
    """
    policies = 2 * max(1, round(pages / PAGES_A_POLICY / 2))
    versions, left = divmod((pages - 4 - 2 * policies) // 6, policies)
    return [versions + (place < left) for place in range(policies)]


def write_content(folder: Path, pages: int) -> None:
    """Write a site whose versions were all published, and that verifies."""
    counts = versions_of_each(pages)
    content = folder / "content"
    content.mkdir(parents=True)
    names = ", ".join(f"policy-{number}" for number in range(1, len(counts) + 1))
    (content / "site.yaml").write_text(
        "organisation:\n  name: Example Company\n  address: 1 Example Street\n"
        "  email: privacy@example.com\n  url: https://www.example.com/\n"
        f"base_url: {BASE_URL}\ntimezone: America/Toronto\n"
        f"locales: [{', '.join(LOCALES)}]\npolicies: [{names}]\n",
        encoding="utf-8",
    )
    for number, count in enumerate(counts, start=1):
        text = PolicyText(number)
        _write_policy_yaml(content, number, text)
        for place in range(count):
            if place:
                text.revise()
            _publish(content, number, place, text)


def edit(folder: Path) -> None:
    """Publish one more version of the first policy."""
    content = folder / "content"
    count = len(list((content / "policy-1" / "versions").iterdir()))
    text = PolicyText(1)
    for _ in range(count):
        text.revise()
    _publish(content, 1, count, text)


def _write_policy_yaml(content: Path, number: int, text: PolicyText) -> None:
    titles = ", ".join(f"{locale}: {text.title(locale)}" for locale in LOCALES)
    slugs = ", ".join(f"{locale}: {SLUGS[locale]}-{number}" for locale in LOCALES)
    folder = content / f"policy-{number}"
    folder.mkdir()
    (folder / "policy.yaml").write_text(f"title: {{{titles}}}\nslug: {{{slugs}}}\n", encoding="utf-8")


def _publish(content: Path, number: int, place: int, text: PolicyText) -> None:
    """Freeze the text as it is, as `affiche publish` does, and leave it as the working text."""
    name = f"policy-{number}"
    effective = FIRST_DAY + timedelta(days=DAYS_BETWEEN * place)
    for locale in LOCALES:
        (content / name / f"{locale}.md").write_text(text.markdown(locale), encoding="utf-8")
    policy = Policy(
        name=name,
        titles={locale: text.title(locale) for locale in LOCALES},
        slugs={locale: f"{SLUGS[locale]}-{number}" for locale in LOCALES},
        authoritative=LOCALES,
        promises=Promises(notice_days=NOTICE.days),
        facts={},
        working={locale: _edition(locale, text) for locale in LOCALES},
        plan=None,
        versions=(),
    )
    release = Release(
        effective=effective,
        published=effective - NOTICE,
        significance=Significance.MAJOR,
        notes={"en": "Two sentences say more clearly what we do.", "fr": "Deux phrases sont plus claires."},
    )
    freeze(policy, release, SourceFolder(content, ProblemLog()))


def _edition(locale: str, text: PolicyText) -> Edition:
    """Give what freezing needs of an edition: its title and its Markdown."""
    return Edition(
        locale=locale,
        title=text.title(locale),
        introduction="",
        sections=(),
        markdown=text.markdown(locale),
    )


class HugoPage(NamedTuple):
    """A page of the site as Hugo gets it."""

    file: str
    """The page that Affiche made, such as `en/policy-1/index.html`."""
    params: Mapping[str, object]
    text: str


def mirror(folder: Path) -> None:
    """Write one Markdown file for each HTML file of the built site, and touch none that is right already."""
    hugo = folder / "hugo"
    shutil.copytree(Path(__file__).with_name("hugo"), hugo, dirs_exist_ok=True)
    _write_if_other(hugo / "data" / "policies.json", _json(_policies(folder)))
    for page in _mirrored_pages(folder):
        # none may be called index.md, as that would own, for Hugo, everything beside and below it
        name = page.file.removesuffix("index.html").replace("/", "-") or "home"
        _write_if_other(
            hugo / "content" / f"{name.removesuffix('.html').strip('-')}.md",
            f"{_json(page.params)}\n\n{page.text}",
        )


def _policies(folder: Path) -> dict[str, list[dict[str, str]]]:
    """List the policies for the foot of each page."""
    count = len(list((folder / "content").glob("policy-*")))
    return {
        locale: [
            {"title": f"Policy {number}", "address": f"/{locale}/{SLUGS[locale]}-{number}/"}
            for number in range(1, count + 1)
        ]
        for locale in LOCALES
    }


def _write_if_other(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _mirrored_pages(folder: Path) -> Iterator[HugoPage]:
    site = folder / "site"
    for path in sorted(site.rglob("*.html")):
        file = path.relative_to(site).as_posix()
        if match := _VERSION_PAGE.fullmatch(file):
            kind = "Changes" if match["view"] else "Version"
            yield _policy_page(folder, file, match, match["version"], kind)
        elif match := _POLICY_PAGE.fullmatch(file):
            yield _policy_page(folder, file, match, _newest(folder, match["number"]), "In force")
        else:
            yield _list_page(folder, file)


def _policy_page(folder: Path, file: str, match: re.Match[str], version: str, kind: str) -> HugoPage:
    """Give a page that shows the text of a version; Hugo knows no redline, and shows the new text there."""
    number, locale = match["number"], match["locale"]
    markdown = (folder / f"content/policy-{number}/versions/{version}/{locale}.md").read_text(
        encoding="utf-8"
    )
    title, _, body = markdown.partition("\n")
    effective = date.fromisoformat(version)
    params = {
        "title": title.removeprefix("# "),
        "kicker": kind,
        "effective": version,
        "posted": (effective - NOTICE).isoformat(),
        "permanent": f"/{locale}/{SLUGS[locale]}-{number}/{version}/",
        "history": f"/{locale}/{SLUGS[locale]}-{number}/",
    }
    return HugoPage(file, _common(file, locale) | params, body)


def _list_page(folder: Path, file: str) -> HugoPage:
    """Give the history of a policy, or another page that only leads to others."""
    locale = file.partition("/")[0] if file[:3] in {f"{locale}/" for locale in LOCALES} else LOCALES[0]
    number = re.search(r"-(\d+)/", file)
    lines = [f"- [{version}](../{version}/)" for version in _versions(folder, number[1])] if number else []
    return HugoPage(file, _common(file, locale) | {"title": "History"}, "\n".join([*lines, ""]))


def _common(file: str, locale: str) -> dict[str, object]:
    other = LOCALES[1 - LOCALES.index(locale)]
    address = "/" + file.removesuffix("index.html")
    alternate = address.replace(f"/{locale}/", f"/{other}/").replace(SLUGS[locale], SLUGS[other])
    return {"url": address, "lang": locale, "otherLang": other, "alternate": alternate}


def _versions(folder: Path, number: str) -> list[str]:
    return sorted(
        (path.name for path in (folder / f"content/policy-{number}/versions").iterdir()), reverse=True
    )


def _newest(folder: Path, number: str) -> str:
    return _versions(folder, number)[0]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sources")
    parser.add_argument("what", choices=["content", "edit", "mirror"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    options = parser.parse_args()
    match options.what:
        case "content":
            write_content(options.folder, options.pages)
        case "edit":
            edit(options.folder)
        case _:
            mirror(options.folder)


if __name__ == "__main__":
    main()
