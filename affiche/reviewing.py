"""A working text out as a Word file, and back with the edits of a lawyer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.confined import Root
from affiche.exchange.braces import read_braces
from affiche.exchange.incoming import read_paragraphs
from affiche.exchange.line_ends import with_edits_in
from affiche.exchange.merge import Remark, What, merge
from affiche.exchange.outgoing import TEXT_DIGEST, TEXT_NAME, review_word
from affiche.exchange.units import read_units
from affiche.pipeline import read
from affiche.problems import ContentError, Location, Problem, ProblemLog, chosen
from affiche.source import digest
from affiche.word.notes import read_comments
from affiche.word.package import Package
from affiche.word.reader import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from affiche.exchange.merge import Merged
    from affiche.exchange.units import Unit
    from affiche.source import Reading, SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """A working text, taken apart."""

    file: SourceFile
    name: str
    """Such as `privacy/en.md`."""
    locale: str
    language: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A Word file that came back, and how it is taken."""

    path: str
    data: bytes
    locale: str | None = None
    """None is that of the file."""
    accepts: bool = True
    """Whether tracked changes are taken as accepted, not as rejected."""
    is_forced: bool = False
    """Whether the text may be another one than that which the file was written from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What came back."""

    working: Working
    merged: Merged
    left_out: tuple[str, ...]
    """What Word has and Markdown has not, such as `highlight: the words`."""
    tracked: int
    """Tracked changes in the file."""


def review_out(source: Path, policy: str, locale: str | None) -> tuple[Working, bytes]:
    """Write the working text of a policy as a Word file."""
    reading, _ = read(source, names=[policy])
    working = _working(reading, policy, locale or reading.site.source_locale)
    data = review_word(working.file.text, working.units, name=working.name, language=working.language)
    return working, data


def review_in(source: Path, policy: str, returned: Returned) -> Reviewed:
    """Read what a Word file says now, and carry it over into the text; nothing is written."""
    package = Package(returned.path, returned.data)
    reading, _ = read(source, names=[policy])
    written_from = package.properties.get(TEXT_NAME, "")
    known = written_from.rpartition("/")[2].removesuffix(".md")
    own = known if known in reading.site.locales else None
    working = _working(reading, policy, returned.locale or own or reading.site.source_locale)
    if not returned.is_forced:
        _refuse_another(package, working)
    merged, left_out, tracked = _merged(package, working, accepts=returned.accepts)
    if not returned.accepts and tracked:
        proposed, _, _ = _merged(package, working, accepts=True)
        merged = _with_proposals(merged, proposed, working.file.text)
    return Reviewed(working=working, merged=merged, left_out=left_out, tracked=tracked)


def write_review(source: Path, reviewed: Reviewed) -> None:
    """Write the text with the edits; every byte that they do not touch stays."""
    inside, name = Root(source), reviewed.working.name
    before = inside.read(name)
    after = with_edits_in(before, reviewed.working.file.text, reviewed.merged.edits)
    if after != before:
        inside.write(name, after)


def _merged(package: Package, working: Working, *, accepts: bool) -> tuple[Merged, tuple[str, ...], int]:
    shown = read_document(package, accepts=accepts, has_places=True)
    comments = {each.identifier: (each.author, each.text) for each in read_comments(package)}
    merged = merge(working.file.text, working.units, read_paragraphs(shown.html), comments)
    looks = tuple(f"{name.split()[0]}: {words}" for name, words in shown.told.looks.items())
    return merged, looks, shown.told.inserted + shown.told.deleted


def _with_proposals(taken: Merged, proposed: Merged, text: str) -> Merged:
    """Add the tracked changes that were not taken, as remarks."""
    open_changes = [
        Remark(what=What.PROPOSED, start=edit.start, before=text[edit.start : edit.end], after=edit.text)
        for edit in proposed.edits
        if edit not in taken.edits
    ]
    remarks = sorted([*taken.remarks, *open_changes], key=lambda remark: remark.start)
    return replace(taken, remarks=tuple(remarks))


def _refuse_another(package: Package, working: Working) -> None:
    """Refuse a file that was not written from the text as it is now."""
    name, state = (package.properties.get(key, "") for key in (TEXT_NAME, TEXT_DIGEST))
    if not name:
        message = "nothing in this Word file says which text it was written from"
        fix = f"if it was {working.file.path} as it is now, add --force; a file of another origin comes in with `affiche import`"
    elif name != working.name:
        message = f"this Word file was written from {name}, not from {working.name}"
        fix = "name the policy and the locale that it was written from"
    elif state != digest(working.file.text.encode()):
        message = f"{working.file.path} was changed after this Word file was written from it"
        fix = (
            "get that text back from your history, take the edits in there, and join the two; "
            "with --force, what was changed since is undone"
        )
    else:
        return
    raise ContentError(
        [Problem(location=Location(path=package.path), message=message, fix=fix, rule="exchange/origin")]
    )


def _working(reading: Reading, name: str, locale: str) -> Working:
    """Take the working text apart; what is wrong with it must be put right first."""
    (policy,) = reading.policies([name])
    chosen(dict.fromkeys(reading.site.locales), locale, "locale")
    reading.raise_problems([name])
    edition = chosen(policy.working, locale, "locale")
    file = reading.files[policy.working_file(locale)]
    log = ProblemLog()
    braces = read_braces(file, reading.names_for(name, locale), log)
    log.raise_if_any()
    titles = {section.id: section.title for section in edition.walk()}
    return Working(
        file=file,
        name=policy.working_file(locale),
        locale=locale,
        language=reading.site.language_tags[locale],
        units=read_units(file.text, braces, titles),
    )
