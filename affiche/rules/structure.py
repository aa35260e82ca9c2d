"""The same sections, in the same order, with the same parts, in every locale."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from affiche.problems import Location, one_of
from affiche.rules.rule import Edit, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.model import Section
    from affiche.rules.texts import Subject, Text

_PART = re.compile(r"<(?P<end>/?)(?P<name>ul|ol|dl|table|tr|li|dt)\b")
_NOUNS = {"li": ("entry of a list", "entries of lists"), "tr": ("row of a table", "rows of tables")}
_NOUNS |= {"dt": ("defined word", "defined words")}
_HAS_WORDS = re.compile(r"<[^>]*>|\s+|&nbsp;")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?P<list>[^{}]*)\}[ \t]*$")


def unread_texts(subject: Subject) -> Iterator[Finding]:
    """Find texts that nothing reads, as the site does not have their language."""
    folder = subject.source.file.path.rpartition("/")[0]
    for file in subject.policy.unread:
        yield Finding(
            location=Location(path=f"{folder}/{file}"),
            message=f"nothing reads this text: the site has no locale {file.removesuffix('.md')!r}",
            expected=f"a text in {one_of(subject.site.locales)}",
        )


def missing_sections(source: Text, translation: Text) -> Iterator[Finding]:
    """Find sections that only one of two locales has."""
    ids = [section.id for section in source.sections]
    there = {section.id for section in translation.sections}
    previous = ""
    for section in source.sections:
        if section.id not in there:
            place = f" after `{previous}`" if previous else ""
            line = source.places[section.id].line if section.id in source.places else 1
            yield Finding(
                location=translation.at_section(previous),
                message=f"the section `{section.id}` of {source.name} is missing here",
                expected=f"“{section.title}” in this language, with {{#{section.id}}} after the heading",
                fix=f"translate {source.name}, line {line}, and put it{place}",
            )
        else:
            previous = section.id
    for section in translation.sections:
        if section.id not in ids:
            yield Finding(
                location=translation.at_section(section.id),
                message=f"the section `{section.id}` is not in {source.name}",
                expected="the id of the section that it translates, written {#id} after the heading",
            )


def section_order(source: Text, translation: Text) -> Iterator[Finding]:
    """Find the first section that stands in another order."""
    there = {section.id for section in translation.sections}
    here = {section.id for section in source.sections}
    wanted = [section.id for section in source.sections if section.id in there]
    found = [section.id for section in translation.sections if section.id in here]
    for want, have in zip(wanted, found, strict=True):
        if want != have:
            yield Finding(
                location=translation.at_section(have),
                message=f"the section `{have}` stands where {source.name} has `{want}`",
                expected=f"the order of {source.name}",
            )
            return


def section_levels(source: Text, translation: Text) -> Iterator[Finding]:
    """Find sections nested otherwise."""
    depths = dict(_depths(source.edition.sections, 1))
    for section, depth in _depths(translation.edition.sections, 1):
        if depths.get(section, depth) != depth:
            yield Finding(
                location=translation.at_section(section),
                message=f"the section `{section}` is at level {depth}, and in {source.name} at level {depths[section]}",
                expected=f"a heading with {'#' * (depths[section] + 1)}",
            )


def _depths(sections: Sequence[Section], depth: int) -> Iterator[tuple[str, int]]:
    for section in sections:
        yield section.id, depth
        yield from _depths(section.sections, depth + 1)


def section_parts(source: Text, translation: Text) -> Iterator[Finding]:
    """Find sections whose lists or tables are of another length."""
    wanted = {section.id: _parts(section.html) for section in source.sections}
    for section in translation.sections:
        parts = _parts(section.html)
        for name in sorted(_NOUNS):
            want, have = wanted.get(section.id, parts)[name], parts[name]
            if want != have:
                yield Finding(
                    location=translation.at_section(section.id),
                    message=f"the section `{section.id}` has {_counted(have, name)}, and in {source.name} {want or 'none'}",
                    expected=_counted(want, name),
                )


def _parts(html: str) -> Mapping[str, int]:
    return Counter(match["name"] for match in _PART.finditer(html) if not match["end"])


def _counted(number: int, name: str) -> str:
    one, several = _NOUNS[name]
    return f"1 {one}" if number == 1 else f"{number or 'no'} {several}"


def empty_sections(text: Text) -> Iterator[Finding]:
    """Find headings with nothing under them."""
    for section in text.sections:
        if not section.sections and not _HAS_WORDS.sub("", section.html):
            yield Finding(
                location=text.at_section(section.id), message=f"there is nothing under “{section.title}”"
            )


def heading_jumps(text: Text) -> Iterator[Finding]:
    """Find headings that skip a level, counted from the first."""
    levels = [heading.level for heading in text.headings]
    for before, heading in zip(levels[:1] + levels, text.headings, strict=False):
        if heading.level > before + 1:
            yield Finding(
                location=text.file.at(heading.line, 1, heading.level),
                message=f"this heading has {heading.level} signs #, and the one before it {before}",
                expected="#" * (before + 1),
            )


def heading_ids(text: Text) -> Iterator[Finding]:
    """Find headings that have no id of their own, so that a new wording would break every link to them.

    Where a translation has other sections than the source, which id is meant cannot be told: that is another rule's.
    """
    if not text.ids_known:
        return
    ids = {heading.line: section for section, heading in text.places.items()}
    for heading in text.headings:
        if heading.id is not None or heading.line not in ids:
            continue
        line = text.file.lines[heading.line - 1]
        attributes = _ATTRIBUTES.search(line)
        at = attributes.start("list") if attributes else len(line.rstrip())
        words = f"#{ids[heading.line]} " if attributes else f" {{#{ids[heading.line]}}}"
        place = text.begin(heading.line) + at
        yield Finding(
            location=text.at_line(heading.line),
            message=f"the heading “{heading.text}” has no id of its own",
            expected=f"{{#{ids[heading.line]}}} after the heading",
            edits=(Edit(start=place, end=place, words=words),),
        )
