"""The same texts for Hugo and MkDocs: for each HTML file of a site that Affiche built, one Markdown file.

    python -m bench.mirror FOLDER

Made from the pages themselves, so that both build as many as Affiche does, whatever kinds of page there are.
A file that is right already is not touched.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.sources import NOTICE, SLUGS
from bench.texts import LOCALES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_VERSION_PAGE = re.compile(
    r"(?P<locale>\w+)/\w+-(?P<number>\d+)/(?P<version>\d{4}-\d\d-\d\d)/(?P<view>.*)index\.html"
)
_POLICY_PAGE = re.compile(r"(?P<locale>\w+)/\w+-(?P<number>\d+)/index\.html")


_MKDOCS = """\
site_name: Example Company
site_url: https://legal.example.com/
theme: {name: null, custom_dir: theme}
plugins: []
markdown_extensions: [attr_list, tables]
"""
_MKDOCS_PAGE = "<!doctype html>\n<html><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>\n"


class MirroredPage(NamedTuple):
    """A page of the site as the others get it."""

    file: str
    """The page that Affiche made, such as `en/policy-1/index.html`."""
    params: Mapping[str, object]
    """What its theme shows around the text."""
    text: str


def mirror(folder: Path) -> None:
    """Write the whole source of each: its theme, the list of policies, and the pages."""
    mkdocs = folder / "mkdocs"
    _write_if_other(mkdocs / "mkdocs.yml", _MKDOCS)
    _write_if_other(mkdocs / "theme" / "main.html", _MKDOCS_PAGE)
    hugo = folder / "hugo"
    shutil.copytree(Path(__file__).with_name("hugo"), hugo, dirs_exist_ok=True)
    _write_if_other(hugo / "data" / "policies.json", _json(_policies(folder)))
    for page in _pages(folder):
        # none may be called index.md, as that would own, for Hugo, everything beside and below it
        name = page.file.removesuffix("index.html").replace("/", "-") or "home"
        _write_if_other(
            hugo / "content" / f"{name.removesuffix('.html').strip('-')}.md",
            f"{_json(page.params)}\n\n{page.text}",
        )
        name = page.file.removesuffix(".html")
        _write_if_other(mkdocs / "docs" / f"{name}.md", f"# {page.params['title']}\n\n{page.text}")


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


def _pages(folder: Path) -> Iterator[MirroredPage]:
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


def _policy_page(folder: Path, file: str, match: re.Match[str], version: str, kind: str) -> MirroredPage:
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
    return MirroredPage(file, _common(file, locale) | params, body)


def _list_page(folder: Path, file: str) -> MirroredPage:
    """Give the history of a policy, or another page that only leads to others."""
    locale = file.partition("/")[0] if file[:3] in {f"{locale}/" for locale in LOCALES} else LOCALES[0]
    number = re.search(r"-(\d+)/", file)
    lines = [f"- [{version}](../{version}/)" for version in _versions(folder, number[1])] if number else []
    return MirroredPage(file, _common(file, locale) | {"title": "History"}, "\n".join([*lines, ""]))


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
    parser = argparse.ArgumentParser(prog="python -m bench.mirror")
    parser.add_argument("folder", type=Path)
    mirror(parser.parse_args().folder)


if __name__ == "__main__":
    main()
