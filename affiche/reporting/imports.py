"""What an import did, for a person and for programs."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from affiche.reporting.exchange import problems_data
from affiche.reporting.phrases import counted, listed
from affiche.reporting.problems import MOST, problems_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.importing.compose import Composed
    from affiche.importing.importer import ImportResult

LEFT_OUT = "import/left-out"
"""Words that did not come over are all shown, whole, as nobody else would miss them."""


def imported_text(result: ImportResult, source: str) -> str:
    """Say what was written, what was not sure, and what comes next."""
    parts = ["\n".join([*_texts(result), *_history(result)])]
    left_out = [problem for problem in result.problems if problem.rule == LEFT_OUT]
    others = [problem for problem in result.problems if problem.rule != LEFT_OUT]
    for problems, most in ((others, MOST), (left_out, len(left_out))):
        if problems:
            parts.append(problems_text(problems, most=most).rstrip().removesuffix("."))
    parts += [f"Still to write: {instruction}." for instruction in result.to_add]
    parts.append("\n".join(_next(result, source)))
    return "\n\n".join(parts)


def _texts(result: ImportResult) -> Iterator[str]:
    for locale, composed in result.texts.items():
        sections = sum(1 for _ in composed.edition.walk())
        words = len(composed.markdown.split())
        yield (
            f"{locale}: “{composed.edition.title}”, {counted(sections, 'section')}, {counted(words, 'word')}"
            f"{_matched(composed)}."
        )
    yield f"Written: {listed(result.written)}."
    if result.offered:
        yield f"Offered in policy.yaml, as comments to take where they are right: {listed(result.offered)}."


def _matched(composed: Composed) -> str:
    pairing = composed.pairing
    if pairing is None:
        return ""
    alone = len(pairing.only_source) + len(pairing.only_translation)
    return f", {len(pairing.ids)} matched to source sections" + (f", {alone} unmatched" if alone else "")


def _history(result: ImportResult) -> Iterator[str]:
    if not result.versions:
        return
    versions = [past for _, past in result.versions]
    kinds = Counter(past.significance.value for past in versions)
    said = sum(bool(past.dated_by) for past in versions)
    first, last = result.versions[0][0], result.versions[-1][0]
    yield (
        f"{counted(len(versions), 'version')}, from {first} to {last}: "
        f"{kinds['major']} in which words changed, {kinds['editorial']} in which none did."
    )
    yield f"{said} dated by what the text says, {len(versions) - said} by the day on which it changed."
    if result.unchanged:
        yield f"Left out: {counted(result.unchanged, 'revision')} that changed nothing readers see."
    if result.passed_over:
        yield f"Left out: {counted(result.passed_over, 'commit')} on branches, which readers saw only as merged."


def _next(result: ImportResult, source: str) -> Iterator[str]:
    """Say what stops a build, and what to do; a copy of the source text has its ids, which a translation keeps."""
    option = "" if source == "content" else f" --source {source}"
    for locale in result.missing:
        yield f"The site does not build until there is a text in {locale} too. If you have one:"
        yield f"  affiche import {result.policy} FILE --locale {locale}{option}"
        if result.texts:
            name = f"{source}/{result.policy}"
            yield f"Otherwise, copy {name}/{next(iter(result.texts))}.md to {name}/{locale}.md, and translate that."
    yield f"Next: read the text through, then run affiche check {result.policy}{option}"


def imported_json(result: ImportResult) -> str:
    """Write the same for a program."""
    content: dict[str, Any] = {
        "policy": result.policy,
        "written": list(result.written),
        "offered": list(result.offered),
        "texts": {locale: _text_json(composed) for locale, composed in result.texts.items()},
        "versions": [
            {
                "id": identifier,
                "published": past.published.isoformat(),
                "significance": past.significance.value,
                "dated_by": past.dated_by or None,
                "locales": list(past.editions),
            }
            for identifier, past in result.versions
        ],
        "unchanged": result.unchanged,
        "passed_over": result.passed_over,
        "missing": list(result.missing),
        "to_add": list(result.to_add),
        "problems": problems_data(result.problems),
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _text_json(composed: Composed) -> dict[str, Any]:
    pairing = composed.pairing
    return {
        "title": composed.edition.title,
        "sections": [section.id for section in composed.edition.walk()],
        "stated": composed.stated.day.isoformat() if composed.stated and composed.stated.day else None,
        "only_source": list(pairing.only_source) if pairing else [],
        "only_translation": list(pairing.only_translation) if pairing else [],
    }
