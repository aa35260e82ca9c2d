"""The source of a site to measure with: some policies in two languages, published version by version.

    python -m bench.sources content FOLDER --pages 1000                  a whole history
    python -m bench.sources content FOLDER --policies 12 --versions 15   so many of each
    python -m bench.sources edit FOLDER                                  one more version, with two sentences changed

It runs as a process of its own, so that the one that measures stays small.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from pathlib import Path

from affiche.archive.package import next_version
from affiche.archive.store import freeze
from affiche.model import Edition, Policy, Promises, Significance, Version
from affiche.problems import ProblemLog
from affiche.site.pages.earlier import compared_with
from affiche.source import SourceFolder
from bench.texts import LOCALES, PolicyText

BASE_URL = "https://legal.example.com/"
FIRST_DAY = date(2012, 1, 2)
DAYS_BETWEEN = 56
NOTICE = timedelta(days=30)
PAGES_A_POLICY = 400
"""Some seventeen versions, so that 16,000 pages are those of forty policies."""
PAGES_OF_SITE = 6
"""The language chooser, an index and a banner for each language, and the page for addresses that do not exist."""
SLUGS = {"en": "policy", "fr": "politique"}


def versions_of_each(pages: int) -> list[int]:
    """Share versions out among policies so that the site has no more HTML files than this, and few fewer."""
    counts = [1] * 2 * max(1, round(pages / PAGES_A_POLICY / 2))
    for place in cycle(range(len(counts))):
        more = [count + (place == each) for each, count in enumerate(counts)]
        if PAGES_OF_SITE + sum(map(_pages_of, more)) > pages:
            return counts
        counts = more
    return counts


@cache
def _pages_of(count: int) -> int:
    """Count the HTML files of a policy: some for itself, for each version, and for each pair that is compared."""
    dates = [_dates(place) for place in range(count)]
    posted = [_head(effective, published) for effective, published in dates]
    pairs = sum(len(list(compared_with(version, posted))) for version in posted)
    own = ("current", "history", "versions by day")
    each = ("text", "what changed since", "side by side")
    but_first = ("what it changed", "the same in columns", "the same side by side", "notice")
    return len(LOCALES) * (len(own) + len(each) * count + len(but_first) * (count - 1) + pairs)


def _head(effective: date, published: date) -> Version:
    """Give what decides which versions are compared."""
    return Version(
        id=effective.isoformat(),
        effective=effective,
        published=published,
        significance=Significance.MAJOR,
        notes={},
        authoritative=LOCALES,
        promises=Promises(),
        facts={},
        editions={},
        digests={},
    )


def _dates(place: int) -> tuple[date, date]:
    """Give the days on which a version takes effect and was published."""
    effective = FIRST_DAY + timedelta(days=DAYS_BETWEEN * place)
    return effective, effective - NOTICE


def write_content(folder: Path, counts: list[int]) -> None:
    """Write a site whose policies have so many versions, all of them published, and that verifies."""
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
    effective, published = _dates(place)
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
    version = next_version(policy, effective=effective, published=published, significance=Significance.MAJOR)
    notes = {"en": "Two sentences say more clearly what we do.", "fr": "Deux phrases sont plus claires."}
    freeze(version, notes, SourceFolder(content, ProblemLog()))


def _edition(locale: str, text: PolicyText) -> Edition:
    """Give what freezing needs of an edition: its title and its Markdown."""
    return Edition(
        locale=locale,
        title=text.title(locale),
        introduction="",
        sections=(),
        markdown=text.markdown(locale),
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.sources")
    parser.add_argument("what", choices=["content", "edit"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000, help="HTML files of the site, about")
    parser.add_argument("--policies", type=int, default=1)
    parser.add_argument("--versions", type=int, help="of each policy, whatever pages that makes")
    options = parser.parse_args()
    if options.what == "content":
        counts = (
            [options.versions] * options.policies if options.versions else versions_of_each(options.pages)
        )
        write_content(options.folder, counts)
    else:
        edit(options.folder)


if __name__ == "__main__":
    main()
