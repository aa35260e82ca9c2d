"""Published versions, read as they were frozen: nothing of today is needed to make their text again.

What was published cannot be mended, so an oddity of the text is no problem here; only what cannot be read is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from affiche.model import Told, Version, Withdrawal
from affiche.problems import ProblemLog
from affiche.source.checks import note_tangle
from affiche.source.editions import Draft, edition
from affiche.source.facts import read_facts
from affiche.source.ledger import VERSIONS
from affiche.source.markdown import TooTangledError
from affiche.source.promises import promises_of, recourse_of
from affiche.source.shapes import VersionShape, fit
from affiche.source.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from affiche.model import Edition
    from affiche.source.files import SourceFolder
    from affiche.source.ledger import Entry, Ledger
    from affiche.source.markdown import MarkdownRenderer
    from affiche.source.yaml import Node


def read_versions(
    policy: str, ledger: Ledger, locales: Sequence[str], folder: SourceFolder, renderer: MarkdownRenderer
) -> tuple[Version, ...]:
    """Read every version of a policy, in the order of taking effect."""
    withdrawals = {
        version: Withdrawal(on=entry.on, reasons=entry.reasons) for version, entry in ledger.withdrawn.items()
    }
    versions = [
        replace(version, told=_told(version.id, ledger))
        for name in ledger.published
        if folder.exists(f"{policy}/{VERSIONS}/{name}")
        if (version := read_version(f"{policy}/{VERSIONS}/{name}", locales, withdrawals, folder, renderer))
    ]
    return tuple(sorted(versions, key=lambda version: version.order))


def _told(version: str, ledger: Ledger) -> tuple[Told, ...]:
    """Return how readers were told of a version, by the days."""
    lines = sorted((entry for entry in ledger.notified if entry.version == version), key=_day)
    return tuple(
        Told(channel=entry.channel, on=entry.on, folder=entry.folder, to=entry.to, count=entry.count)
        for entry in lines
        if entry.channel
    )


def _day(entry: Entry) -> date:
    return entry.on


def read_version(
    place: str,
    locales: Sequence[str],
    withdrawals: Mapping[str, Withdrawal],
    folder: SourceFolder,
    renderer: MarkdownRenderer,
) -> Version | None:
    """Read one version; None where it cannot be read, with what is wrong in the log."""
    log = folder.log
    file = folder.read(f"{place}/version.yaml", what="the dates and notes of the version")
    node = read_yaml(file, log) if file else None
    shape = fit(node, VersionShape, log) if node else None
    if shape is None or node is None:
        return None
    _check_name(place.rpartition("/")[2], shape, node, log)
    has_facts = "facts.yaml" in shape.digests
    facts_file = folder.read(f"{place}/facts.yaml", what="the facts as published") if has_facts else None
    facts = read_yaml(facts_file, log) if facts_file else None
    return Version(
        id=shape.version,
        effective=shape.effective,
        published=shape.published,
        significance=shape.significance,
        notes={locale: renderer.blocks(note) for locale, note in _spread(shape.notes, locales).items()},
        authoritative=tuple(shape.authoritative),
        promises=promises_of(shape.promises),
        facts=read_facts(facts) if facts else {},
        editions=_read_editions(place, shape, locales, folder, renderer),
        digests=shape.digests,
        withdrawal=withdrawals.get(shape.version),
        stale={locale: tuple(sections) for locale, sections in shape.stale.items()},
        unaffected={locale: tuple(sections) for locale, sections in shape.unaffected.items()},
        reasons=_spread(shape.reasons, locales),
        policy=shape.policy or "",
        slugs={locale: tuple(slugs) for locale, slugs in shape.slugs.items()},
        former_ids={old: new or "" for old, new in shape.former_ids.items()},
        recourse=recourse_of(shape.choices, shape.otherwise, tuple(shape.title), node, ProblemLog()),
    )


def _check_name(name: str, shape: VersionShape, node: Node, log: ProblemLog) -> None:
    """Note a version that is not the one its folder is named for."""
    if shape.version != name:
        where = node.find(("version",)).location
        log.add(where, f"the version {shape.version!r} lies in a folder named {name!r}", expected=repr(name))
    elif not name.startswith(shape.effective.isoformat()):
        where = node.find(("effective",)).location
        log.add(where, f"the version is named for another day, {name[:10]}", expected=name[:10])


def _spread(notes: Mapping[str, str], locales: Sequence[str]) -> Mapping[str, str]:
    """Give the notes of the locales that have one; a locale added since has none."""
    return dict.fromkeys(locales, notes[""]) if "" in notes else notes


def _read_editions(
    place: str, shape: VersionShape, locales: Sequence[str], folder: SourceFolder, renderer: MarkdownRenderer
) -> Mapping[str, Edition]:
    editions: dict[str, Edition] = {}
    source_ids: list[str] = []
    titles = _spread(shape.title, locales)
    for locale in locales:
        if f"{locale}.md" not in shape.digests:
            continue
        file = folder.read(f"{place}/{locale}.md", what="the text as published")
        if file is None:
            continue
        draft = Draft(
            locale=locale,
            text=file.text,
            file=file,
            fallback_title=titles.get(locale) or next(iter(titles.values())),
            source_ids=source_ids,
        )
        try:
            editions[locale] = edition(draft, renderer)
        except TooTangledError as error:
            note_tangle(error, file, folder.log)
            continue
        source_ids = source_ids or [section.id for section in editions[locale].walk()]
    return editions
