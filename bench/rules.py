"""How often each rule fires on real policies: `python -m bench.rules CORPUS [SEEDS] [--show RULE [N]]`.

CORPUS is the folder with the corpus's index.json. The newest text of each history is looked at by itself, each pair
of languages as a policy, and each pair's history for translations that lag. `--show` prints samples of one rule.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from affiche.model import Organisation, Policy, Promises, Significance, Site, Version
from affiche.rules import RULES, PolicyTexts, Text, autofix
from affiche.source import MarkdownRenderer, SourceFile
from affiche.source.text.blocks import outline
from affiche.source.text.editions import Draft, edition
from affiche.source.text.markdown import TooComplexError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.model import Edition
    from affiche.problems import Problem

RENDERER = MarkdownRenderer()
CANADIAN = ("cds", "gc-", "micro-acquisition", "canada", "ircc", "cra", "forms")
DAY = date(2020, 1, 1)


def site(policy: Policy, tags: Mapping[str, str]) -> Site:
    return Site(
        organisation=Organisation(
            name={"en": "Example Inc."}, address={}, email="a@example.com", url="https://example.com/"
        ),
        base_url="https://legal.example.com/",
        timezone=ZoneInfo("UTC"),
        locales=tuple(tags),
        language_tags=tags,
        policies=(policy,),
    )


def text(path: Path, locale: str, tag: str, source: Text | None = None) -> Text | None:
    written = (
        path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    )
    written = written.replace("\0", " ")
    if not written.strip():
        return None
    ids = [section.id for section in source.sections] if source else []
    try:
        made = edition(
            Draft(locale=locale, text=written, fallback_title="Untitled", source_ids=ids), RENDERER
        )
    except TooComplexError:
        return None
    same = source is None or len(ids) == len(outline(written).headings)
    file = SourceFile(path=str(path), text=written)
    return Text(locale=locale, tag=tag, file=file, edition=made, ids_known=same)


def subject(texts: Mapping[str, Text], before: Mapping[str, Edition] | None = None) -> PolicyTexts:
    versions: tuple[Version, ...] = ()
    if before:
        versions = (
            Version(
                id=DAY.isoformat(),
                effective=DAY,
                published=DAY,
                significance=Significance.MAJOR,
                notes={},
                authoritative=(),
                promises=Promises(),
                facts={},
                editions=before,
                digests={},
            ),
        )
    policy = Policy(
        name="policy",
        titles={},
        slugs={},
        authoritative=(),
        promises=Promises(),
        facts={},
        working={locale: text.edition for locale, text in texts.items()},
        plan=None,
        versions=versions,
    )
    return PolicyTexts(
        site=site(policy, {locale: text.tag for locale, text in texts.items()}), policy=policy, texts=texts
    )


def tag_of(name: str, language: str) -> str:
    region = "CA" if name.startswith(CANADIAN) else {"en": "US", "fr": "FR"}.get(language, "")
    return f"{language}-{region}" if region else language


def singles(corpus: Path, index: Mapping[str, Any], seeds: Path | None) -> Iterator[tuple[str, PolicyTexts]]:
    for item in index["items"]:
        if item["noise"] or item["language"] not in {"en", "fr"}:
            continue
        made = text(
            corpus / item["history"][-1]["file"], item["language"], tag_of(item["id"], item["language"])
        )
        if made:
            yield item["id"], subject({item["language"]: made})
    for path in sorted(seeds.glob("*.txt")) if seeds else ():
        language = "fr" if path.name.startswith("002") else "en"
        made = text(path, language, tag_of("seed", language))
        if made:
            yield path.name, subject({language: made})


def pairs(corpus: Path, index: Mapping[str, Any]) -> Iterator[tuple[str, PolicyTexts]]:
    for pair in index["pairs"]:
        source = text(corpus / pair["files"]["en"], "en", tag_of(pair["id"], "en"))
        other = text(corpus / pair["files"]["fr"], "fr", tag_of(pair["id"], "fr"), source)
        if source and other:
            yield pair["id"], subject({"en": source, "fr": other})


def steps(corpus: Path, index: Mapping[str, Any]) -> Iterator[tuple[str, PolicyTexts]]:
    """Give each state of a pair as the working text, and the one before as published."""
    histories = {item["id"]: item["history"] for item in index["items"]}
    for pair in index["pairs"]:
        before: dict[str, Edition] = {}
        for day, english, french in pair["timeline"] or ():
            if not english or not french:
                continue
            names = histories[pair["en"]][english - 1]["file"], histories[pair["fr"]][french - 1]["file"]
            source = text(corpus / names[0], "en", "en-CA")
            other = text(corpus / names[1], "fr", "fr-CA", source)
            if source is None or other is None:
                continue
            texts = {"en": source, "fr": other}
            if before:
                yield f"{pair['id']} {day}", subject(texts, before)
            before = {locale: text.edition for locale, text in texts.items()}


def found(subjects: Iterator[tuple[str, PolicyTexts]], wanted: set[str]) -> Iterator[tuple[str, Problem]]:
    for name, one in subjects:
        for rule in RULES:
            if rule.id in wanted:
                for problem in rule.problems(one):
                    yield name, problem


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus", type=Path)
    parser.add_argument("seeds", type=Path, nargs="?")
    parser.add_argument("--show", metavar="RULE")
    parser.add_argument("--number", type=int, default=10)
    options = parser.parse_args()
    index = json.loads((options.corpus / "index.json").read_text(encoding="utf-8"))
    every = {options.show} if options.show else {rule.id for rule in RULES}
    between = {"structure/missing-section", "structure/section-order", "structure/section-level"}
    between |= {"structure/parts", "structure/links", "structure/numbers"}
    alone = list(singles(options.corpus, index, options.seeds))
    both = list(pairs(options.corpus, index))
    problems = [
        *found(iter(alone), every - between - {"stale/section"}),
        *found(iter(both), every & between),
        *found(
            steps(options.corpus, index) if "stale/section" in every else iter(()), every & {"stale/section"}
        ),
    ]
    if options.show:
        show(problems, options.number)
        return
    words = sum(
        len(passage.text.split()) for _, one in alone for t in one.texts.values() for passage in t.passages
    )
    print(f"{len(alone)} texts of {words:,} words, {len(both)} pairs")
    count = Counter(problem.rule for _, problem in problems)
    where = defaultdict(set)
    for name, problem in problems:
        where[problem.rule].add(name)
    for rule in RULES:
        print(f"{rule.id:32} {rule.severity:7} {count[rule.id]:6,} in {len(where[rule.id]):4}")
    print(
        f"fixing twice is fixing once: {all(map(settled, (t for _, one in alone for t in one.texts.values())))}"
    )


def settled(one: Text) -> bool:
    once = autofix(one, RULES)
    return autofix(replace(one, file=replace(one.file, text=once)), RULES) == once


def show(problems: list[tuple[str, Problem]], number: int) -> None:
    random.seed(1)
    for name, problem in random.sample(problems, min(number, len(problems))):
        place = problem.location
        print(f"--- {name}:{place.line}:{place.column} {problem.message}")
        print(f"    {place.text}")
        for line in (*problem.details, problem.expected and f"expected: {problem.expected}", problem.fix):
            print(f"    {line}" if line else "", end="\n" if line else "")


if __name__ == "__main__":
    main()
