"""What an import did, for a person and for programs."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from affiche.reporting.phrases import listed
from affiche.reporting.problems import problems_github, problems_json, problems_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.importing import ImportResult
    from affiche.importing.compose import Composed

MOST = 3
"""How many places of a kind are shown to a person; a program is given all."""
LONGEST_DETAIL = 300
"""Characters of words left out that a person is shown."""


def imported_text(brought: ImportResult, source: str) -> str:
    """Say what was written, what was not sure, and what comes next."""
    parts = ["\n".join([*_texts(brought), *_history(brought)])]
    if brought.problems:
        short = [replace(p, details=tuple(_short(line) for line in p.details)) for p in brought.problems]
        parts.append(problems_text(short, most=MOST).rstrip().removesuffix("."))
    parts += [f"Still to write: {instruction}." for instruction in brought.to_add]
    parts.append("\n".join(_next(brought, source)))
    return "\n\n".join(parts)


def _texts(brought: ImportResult) -> Iterator[str]:
    for locale, composed in brought.texts.items():
        sections = sum(1 for _ in composed.edition.walk())
        words = len(composed.markdown.split())
        yield (
            f"{locale}: “{composed.edition.title}”, {sections} section{'' if sections == 1 else 's'}, {words:,} words"
            f"{_paired(composed)}."
        )
    yield f"Written: {listed(brought.written)}."


def _paired(composed: Composed) -> str:
    pairing = composed.pairing
    if pairing is None:
        return ""
    alone = len(pairing.only_source) + len(pairing.only_translation)
    return f", {len(pairing.ids)} beside those of the source text" + (
        f", {alone} without one beside them" if alone else ""
    )


def _history(brought: ImportResult) -> Iterator[str]:
    if not brought.versions:
        return
    versions = [past for _, past in brought.versions]
    kinds = Counter(past.significance.value for past in versions)
    said = sum(bool(past.dated_by) for past in versions)
    first, last = brought.versions[0][0], brought.versions[-1][0]
    yield (
        f"{len(versions)} version{'' if len(versions) == 1 else 's'}, from {first} to {last}: "
        f"{kinds['major']} in which words changed, {kinds['editorial']} in which none did."
    )
    yield f"{said} dated by what the text says, {len(versions) - said} by the day on which it changed."
    if brought.unchanged:
        yield f"{brought.unchanged} further steps changed nothing that readers see, and were left out."


def _next(brought: ImportResult, source: str) -> Iterator[str]:
    """Say what stands in the way, and what to do; a copy of the source text has its ids, which a translation keeps."""
    option = "" if source == "content" else f" --source {source}"
    for locale in brought.missing:
        yield f"The site does not build until there is a text in {locale} too. If you have one:"
        yield f"  affiche import {brought.policy} FILE --locale {locale}{option}"
        if brought.texts:
            name = f"{source}/{brought.policy}"
            yield f"Else copy {name}/{next(iter(brought.texts))}.md to {name}/{locale}.md, and translate that."
    yield f"Next: read the text through, then affiche check {brought.policy}{option}"


def _short(line: str) -> str:
    return line if len(line) <= LONGEST_DETAIL else f"{line[:LONGEST_DETAIL].rpartition(' ')[0]} …"


def imported_json(brought: ImportResult) -> str:
    """Write the same for a program; words that were left out are there in full."""
    content: dict[str, Any] = {
        "policy": brought.policy,
        "written": list(brought.written),
        "texts": {locale: _text_json(composed) for locale, composed in brought.texts.items()},
        "versions": [
            {
                "id": identifier,
                "published": past.published.isoformat(),
                "significance": past.significance.value,
                "dated_by": past.dated_by or None,
                "locales": list(past.editions),
            }
            for identifier, past in brought.versions
        ],
        "unchanged": brought.unchanged,
        "missing": list(brought.missing),
        "to_add": list(brought.to_add),
        "problems": json.loads(problems_json(brought.problems))["problems"],
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


def imported_github(brought: ImportResult) -> str:
    """Write what was not sure as annotations."""
    return problems_github(brought.problems)
