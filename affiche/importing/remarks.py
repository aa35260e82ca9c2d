"""What is said of a composed text as a whole: its title, its date, and the sections that stand alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.importing.blocks import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.importing.compose import Composed


def remarks(composed: Composed, source: str) -> Iterator[Note]:
    """Say what a person should know of a text; `source` is the source locale."""
    if not composed.has_title:
        yield Note(
            rule="import/title",
            message=f"the source has no title, and was given one: “{composed.edition.title}”",
            fix="correct the line that begins with #, and the title in policy.yaml",
            words="# ",
        )
    if not composed.edition.sections:
        yield Note(
            rule="import/heading",
            message="no headings were found",
            fix="begin each section with a line such as `## Cookies`",
        )
    yield from _date(composed)
    yield from _sections(composed, source)


def _date(composed: Composed) -> Iterator[Note]:
    if composed.stated is None:
        return
    day = composed.stated.day
    publish = f"; if the text applies since then, publish it with --effective {day}" if day else ""
    yield Note(
        rule="import/date",
        message=f"the text says “{composed.stated.words}” of itself"
        + (f", which is {day}" if day else ", which names no day, or can be read as two"),
        fix=f"take the line away before you publish, as each page shows the dates of its version{publish}",
        words=composed.stated.date,
    )


def _sections(composed: Composed, source: str) -> Iterator[Note]:
    pairing = composed.pairing
    if pairing is None:
        return
    for title in pairing.only_source:
        yield Note(
            rule="import/pair",
            message=f"the section “{title}” of {source} has none beside it",
            fix="translate it, or give the section that translates it the same id",
        )
    for title in pairing.only_translation:
        yield Note(
            rule="import/pair",
            message=f"the section “{title}” has none beside it in {source}",
            fix=f"give it the id of the section of {source} that it translates",
            words=f"# {title}",
        )
    for title in pairing.by_place:
        yield Note(
            rule="import/pair",
            message=f"the section “{title}” was put beside one of {source} only for its place",
            fix=f"see whether it has the id of the section of {source} that it translates",
            words=f"# {title}",
        )
