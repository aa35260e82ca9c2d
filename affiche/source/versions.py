"""Published versions, read as they were frozen: nothing of today is needed to make their text again.

What was published cannot be mended, so an oddity of the text is no problem here; only what cannot be read is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.model import Promises, Version, Withdrawal
from affiche.source.editions import Draft, edition
from affiche.source.facts import read_facts
from affiche.source.markdown import TooTangledError
from affiche.source.shapes import VersionShape, fit
from affiche.source.yaml import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from affiche.model import Edition
    from affiche.source.files import SourceFolder
    from affiche.source.ledger import Ledger
    from affiche.source.markdown import MarkdownRenderer

VERSIONS = "versions"


def read_versions(
    policy: str, ledger: Ledger, locales: Sequence[str], folder: SourceFolder, renderer: MarkdownRenderer
) -> tuple[Version, ...]:
    """Read every version of a policy, in the order of taking effect."""
    withdrawals = {
        version: Withdrawal(on=entry.on, reasons=entry.reasons) for version, entry in ledger.withdrawn.items()
    }
    versions = [
        version
        for name in folder.folders(f"{policy}/{VERSIONS}")
        if (version := _read_version(f"{policy}/{VERSIONS}/{name}", locales, withdrawals, folder, renderer))
    ]
    return tuple(sorted(versions, key=lambda version: version.order))


def _read_version(
    place: str,
    locales: Sequence[str],
    withdrawals: Mapping[str, Withdrawal],
    folder: SourceFolder,
    renderer: MarkdownRenderer,
) -> Version | None:
    log = folder.log
    file = folder.read(f"{place}/version.yaml", what="the dates and notes of the version")
    node = read_yaml(file, log) if file else None
    shape = fit(node, VersionShape, log) if node else None
    if shape is None or node is None:
        return None
    name = place.rpartition("/")[2]
    if shape.version != name:
        log.add(
            node.find(("version",)).location,
            f"{shape.version!r} is in a folder named {name!r}",
            expected="one name",
        )
    elif not name.startswith(shape.effective.isoformat()):
        log.add(node.find(("effective",)).location, f"is not the day in the id {name!r}", expected=name[:10])
    facts_file = (
        folder.read(f"{place}/facts.yaml", what="the facts as published")
        if "facts.yaml" in shape.digests
        else None
    )
    return Version(
        id=shape.version,
        effective=shape.effective,
        published=shape.published,
        significance=shape.significance,
        notes={locale: renderer.blocks(note) for locale, note in _spread(shape.notes, locales).items()},
        authoritative=tuple(shape.authoritative),
        promises=Promises(**shape.promises.model_dump()),
        facts=read_facts(read_yaml(facts_file, log), locales, log) if facts_file else {},
        editions=_read_editions(place, shape, locales, folder, renderer),
        digests=shape.digests,
        withdrawal=withdrawals.get(shape.version),
        stale={locale: tuple(sections) for locale, sections in shape.stale.items()},
        reasons=_spread(shape.reasons, locales),
    )


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
            fallback_title=titles.get(locale) or next(iter(titles.values())),
            source_ids=source_ids,
        )
        try:
            editions[locale] = edition(draft, renderer)
        except TooTangledError:
            folder.log.add(file.whole(), "the text is nested too deep to be rendered")
            continue
        source_ids = source_ids or [section.id for section in editions[locale].walk()]
    return editions
