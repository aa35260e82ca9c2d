"""A comparison as a person or a program reads it: terminal text, Markdown, HTML, JSON."""

from __future__ import annotations

import json
import textwrap
from dataclasses import asdict, dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from click import style

from affiche.compare import Aspect, Kind, marks
from affiche.compare.comparer import compare
from affiche.html import TAG, attribute, plain_text
from affiche.messages import shown
from affiche.reporting.laws import change_record, law_change
from affiche.reporting.phrases import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from affiche.compare import Change, Comparison, Place, Redline, WordChange
    from affiche.compare.changes import Move
    from affiche.compare.marks import Stretch
    from affiche.duties.history import TopicChange
    from affiche.model import Edition

WIDTH = 100
_SIGNS = {Kind.ADDED: "+", Kind.REMOVED: "-", Kind.MOVED: ">"}
_COUNTED = {
    Kind.CHANGED: "with other words",
    Kind.ADDED: "added",
    Kind.REMOVED: "removed",
    Kind.RENAMED: "renamed",
    Kind.MOVED: "moved",
    Kind.SPLIT: "split",
    Kind.MERGED: "merged",
    Kind.RENUMBERED: "renumbered",
    Kind.COSMETIC: "with the same words",
}
_ONLY = {
    frozenset({Aspect.CAPITALS}): "Only capitals changed",
    frozenset({Aspect.PUNCTUATION}): "Only punctuation changed",
    frozenset({Aspect.CAPITALS, Aspect.PUNCTUATION}): "Only capitals and punctuation changed",
}
DUTIES = "What laws ask for"
"""The heading over what the new text no longer says, or newly does."""
_SPOKEN = {
    "added": "[added:",
    "removed": "[removed:",
    "from": "Moved from {place}:",
    "to": "Moved to {place}",
    "mostly from": "Mostly from {place}:",
    "mostly from here": "Mostly from elsewhere in this section:",
    "mostly here": "Mostly elsewhere in this section now:",
    "mostly to": "Mostly in {place} now:",
    "introduction": "the introduction",
    "picture added": "Picture added: “{words}”",
    "picture removed": "Picture removed: “{words}”",
    "described added": "The same picture, now described as “{words}”",
    "described removed": "The same picture, described before as “{words}”",
}
"""What a page says of marks to everybody who does not see colours and strokes."""
_PAGE = """<!doctype html>
<html lang="{lang}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: data:">
<title>{title}</title>
<style>
body {{ max-width: 42em; margin: 2em auto; padding: 0 1em; font: 1.05em/1.6 serif }}
ins, [data-change=added] {{ background: #dff3e4; color: #0b4a20; text-decoration: underline }}
del, [data-change=removed] {{ background: #fbe3e4; color: #7d1420; text-decoration: line-through }}
.move {{ font-size: .85em }}
.unseen {{ position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%) }}
</style>
<p>{summary}</p>
{duties}{redline}
</html>
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two editions, what they are called, and what differs."""

    old: Edition
    new: Edition
    old_name: str
    new_name: str
    comparison: Comparison
    note: str = ""
    """What the change note of the new version says, as plain text."""
    on: date | None = None
    """The day on which the new version was published."""
    duties: tuple[TopicChange, ...] = ()
    """What the laws that the policy names ask for, and the new text no longer says, or newly does."""

    @classmethod
    def of(cls, old: Edition, new: Edition, names: tuple[str, str], **more: Any) -> Compared:
        """Compare two editions; `more` is what else is known of the new one."""
        return cls(
            old=old, new=new, old_name=names[0], new_name=names[1], comparison=compare(old, new), **more
        )

    @property
    def title(self) -> str:
        """What is compared with what."""
        names = f"{self.old_name} → {self.new_name}"
        return f"{self.new.title}: {names}" if self.new.title else names


def summary(comparison: Comparison) -> str:
    """Count in one sentence what a reader would have to look at; its parts add up."""
    if not comparison.changed:
        return "Nothing changed."
    count, opening = comparison.sections_changed, _opening(comparison.redline)
    where = counted(count, "section") if count else f"the {opening}"
    if comparison.only_corrected:
        return f"{shown(_ONLY[comparison.only_corrected])}{shown(':')} {where}."
    if not comparison.wording_changed:
        return f"No word changed; {where} changed in form, punctuation or place."
    if count and comparison.opening_changed:
        told = shown(f"The {opening} changed, and {where}")
    else:
        told = shown(f"{where} changed") if count else shown(f"Only {where} changed")
    counts = comparison.counts()
    parts = [shown(f"{counts[kind]} {phrase}") for kind, phrase in _COUNTED.items() if counts[kind]]
    told += (
        f"{shown(':')} {', '.join(parts)}" if len(parts) > 1 or (not counts[Kind.CHANGED] and parts) else ""
    )
    moved = f", {comparison.words_moved:,} moved" if comparison.words_moved else ""
    words = shown(
        f"{counted(comparison.words_added, 'word')} added, {comparison.words_removed:,} removed{moved}"
    )
    return f"{told}; {words}."


def _opening(redline: Redline) -> str:
    """Name what differs before the first section."""
    if not redline.title_differs:
        return "introduction"
    return "title and introduction" if redline.introduction_differs else "title"


def as_text(compared: Compared) -> str:
    """Write for a terminal; the colours only repeat what the signs say."""
    lines = [style(compared.title, bold=True), summary(compared.comparison), *_told_once(compared.comparison)]
    for is_renumbered, group in groupby(
        changed_sections(compared.comparison), lambda each: _is_renumbered(each[0])
    ):
        changes = list(group)
        if is_renumbered and len(changes) > 1:
            lines += ["", *_renumbered([change for change, _ in changes])]
        else:
            lines += [line for _, changed in changes for line in ("", *changed)]
    if told := duties_text(compared):
        lines += ["", told]
    return "\n".join(lines)


def _is_renumbered(change: Change) -> bool:
    """Tell whether nothing but the number of a heading differs."""
    return change.kinds == {Kind.RENUMBERED} and not change.links


def _renumbered(changes: Sequence[Change]) -> list[str]:
    """Say the numbers of sections that have other numbers alone, in one line."""
    numbers = [(words.old or "none", words.new or "none") for change in changes for words in change.words[:1]]
    told = ", ".join(f"{old} → {new}" for old, new in numbers)
    return textwrap.wrap(f"~ {len(changes)} sections renumbered: {told}", WIDTH, subsequent_indent="    ")


def duties_text(compared: Compared) -> str:
    """Say for a terminal what laws ask for and the new text no longer says, or newly does."""
    lines = [
        style(line, fg="red" if change.is_lost else "green")
        for change in compared.duties
        for line in _wrapped("-" if change.is_lost else "+", _duty(change))
    ]
    return "\n".join([style(DUTIES, bold=True), *lines]) if lines else ""


def _duty(change: TopicChange) -> str:
    return f"{law_change(change)}: {change.topic.title['en']} “{change.passage.text}”"


def _told_once(comparison: Comparison) -> list[str]:
    """Say each replacement that is found in several places, which the sections then leave out."""
    return [f"“{each.old}” became “{each.new}” in {each.places} places." for each in comparison.substitutions]


def changed_sections(comparison: Comparison) -> Iterator[tuple[Change, list[str]]]:
    """Give each change with its lines for a terminal: the section, and its changed places with words around them."""
    redline = comparison.redline
    texts = {id(section.change): section.heading + section.body for section in redline.walk()}
    for change in comparison.changes:
        front = not (change.old or change.new)
        html = redline.title + redline.introduction if front else texts.get(id(change), "")
        yield (
            change,
            [
                f"{_sign(change)} {_heading(change, redline)}",
                *_link_lines(change),
                *_move_lines(html, redline),
                *_terminal_lines(html),
            ],
        )


def _link_lines(change: Change) -> Iterator[str]:
    """Say of each link that leads elsewhere both addresses."""
    for link in change.links:
        text = f" “{link.text}”" if link.text else ""
        yield f"  ~ link{text}: {link.old or 'none'} → {link.new or 'none'}"


def _move_lines(html: str, redline: Redline) -> Iterator[str]:
    """Say of each passage that came from elsewhere, or went, from where and to where."""
    for tag in TAG.finditer(html):
        move = redline.moves.get(attribute(tag[0], "data-move") or "") if "data-move" in tag[0] else None
        if not move:
            continue
        match attribute(tag[0], "data-change"):
            case marks.MOVED:
                yield f"  > a passage moved here from {_end(move, move.old)}"
            case marks.ADDED:
                yield f"  > most of a passage came here from {_end(move, move.old)}"
            case marks.REMOVED:
                yield f"  > most of a passage went from here to {_end(move, move.new)}"
            case _:
                yield f"  > a passage moved from here to {_end(move, move.new)}"


def _end(move: Move, place: Place | None) -> str:
    """Name one end of a move, seen from the other one."""
    if move.is_within:
        return "elsewhere in this section" if place else "elsewhere in the introduction"
    return f"“{_named(place)}”" if place else "the introduction"


def _sign(change: Change) -> str:
    return next((sign for kind, sign in _SIGNS.items() if kind in change.kinds), "~")


def _heading(change: Change, redline: Redline) -> str:
    name = _place_named(change, redline)
    kinds = ", ".join(shown(kind.value) for kind in Kind if kind in change.kinds)
    aspects = ", ".join(sorted(shown(aspect.value) for aspect in change.aspects))
    was = (
        shown(f"; was “{_named(change.old)}”")
        if change.old and change.new and change.old.title != change.new.title
        else ""
    )
    others = shown(f"; with {', '.join(_named(other) for other in change.others)}") if change.others else ""
    move = redline.moves.get(change.move)
    moved = shown(f"; it was number {move.old.number}") if move and move.old and move.old.number else ""
    if aspects:
        kinds += f"{shown(':')} {aspects}"
    return f"{style(name, bold=True)} ({kinds}{was}{moved}{others})"


def _place_named(change: Change, redline: Redline) -> str:
    if place := change.new or change.old:
        return _named(place)
    return _opening(redline).capitalize()


def _named(place: Place) -> str:
    return f"{place.number}. {place.title}" if place.number else place.title


_MARKS = {"added": ("+", "{{+{}+}}", "green"), "removed": ("-", "[-{}-]", "red"), "moved": (">", "{}", None)}
"""For each mark: the sign of a line that is marked as a whole, the form of words in a line, the colour."""


def _terminal_lines(html: str) -> Iterator[str]:
    """Give the changed places of a text, each with the words around it."""
    for line in marks.excerpts(marks.without_repeated(html)):
        kinds = {stretch.mark for stretch in line}
        if len(kinds) == 1:
            sign, _, colour = _MARKS[kinds.pop()]
            yield from (style(part, fg=colour) for part in _wrapped(sign, line[0].text))
        else:
            yield from _wrapped("~", "".join(map(_marked, line)))


def _marked(stretch: Stretch) -> str:
    """Write words in a line with their marks, which hold no space at either end."""
    if not stretch.mark:
        return stretch.text
    _, form, colour = _MARKS[stretch.mark]
    body = stretch.text.strip()
    lead, _, trail = stretch.text.partition(body)
    return lead + style(form.format(body), fg=colour) + trail


def _wrapped(sign: str, text: str) -> list[str]:
    """Break a line, its sign at the beginning."""
    first, rest = f"  {sign} ", "    "
    return textwrap.wrap(
        " ".join(text.split()), WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False
    )


def as_markdown(compared: Compared) -> str:
    """Write a list for a pull request or a ticket."""
    lines = [f"## {compared.title}", "", summary(compared.comparison)]
    lines += [line for told in _told_once(compared.comparison) for line in ("", _literal(told))]
    for change in compared.comparison.changes:
        kinds = ", ".join(kind.value for kind in Kind if kind in change.kinds)
        lines += ["", f"### {_place_named(change, compared.comparison.redline)}", "", f"*{kinds}*", ""]
        lines += [f"- {_markdown_words(words)}" for words in change.words]
    if compared.duties:
        lines += ["", f"### {DUTIES}", "", *(f"- {_literal(_duty(change))}" for change in compared.duties)]
    return "\n".join(lines)


def _markdown_words(words: WordChange) -> str:
    old = f"~~{_literal(words.old)}~~" if words.old else ""
    new = f"**{_literal(words.new)}**" if words.new else ""
    return " → ".join(filter(None, [old, new]))


def _literal(text: str) -> str:
    """Keep signs of the text from being read as Markdown."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>~|" else sign for sign in " ".join(text.split()))


def as_html(compared: Compared) -> str:
    """Write a page that a browser opens, with the redline."""
    duties = "".join(f"<li>{escape(_duty(change), quote=False)}</li>\n" for change in compared.duties)
    from affiche.site.theme.redline_marks import spoken

    redline = compared.comparison.redline
    title = redline.title if plain_text(redline.title).strip() else ""
    opening = f'<div id="_introduction">\n{title}{redline.introduction}</div>\n'
    html = opening + "".join(section.html for section in redline.sections)
    return _PAGE.format(
        lang=escape(compared.new.locale),
        title=escape(compared.title),
        summary=escape(shown(summary(compared.comparison))),
        duties=f'<h2 lang="en">{DUTIES}</h2>\n<ul lang="en">\n{duties}</ul>\n' if duties else "",
        redline=spoken(html, {name: shown(words) for name, words in _SPOKEN.items()}, redline.moves),
    )


def as_json(compared: Compared) -> str:
    """Write for a program: docs/diff.schema.json says how."""
    comparison = compared.comparison
    content = {
        "summary": {
            "text": summary(comparison),
            "changed": comparison.changed,
            "wording_changed": comparison.wording_changed,
            "words_added": comparison.words_added,
            "words_removed": comparison.words_removed,
            "substitutions": [asdict(each) for each in comparison.substitutions],
            "sections": {kind.value: count for kind, count in comparison.counts().items()},
        },
        "changes": [_change(change) for change in comparison.changes],
        "moves": {number: _ends(move) for number, move in comparison.redline.moves.items()},
        "duties": [change_record(change) for change in compared.duties],
        "old": compared.old.html,
        "new": compared.new.html,
        "redline": comparison.redline.html,
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _ends(move: Move) -> dict[str, Any]:
    return {
        "old": asdict(move.old) if move.old else None,
        "new": asdict(move.new) if move.new else None,
        "partial": move.is_partial,
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kinds": [kind.value for kind in Kind if kind in change.kinds],
        "aspects": sorted(aspect.value for aspect in change.aspects),
        "old": asdict(change.old) if change.old else None,
        "new": asdict(change.new) if change.new else None,
        "others": [asdict(other) for other in change.others],
        "words_added": change.words_added,
        "words_removed": change.words_removed,
        "words_moved": change.words_moved,
        "links": [asdict(link) for link in change.links],
        "words": [
            {
                "old": words.old,
                "new": words.new,
                "block": words.block or None,
                "kind": words.kind.value,
                "correction": words.correction.value if words.correction else None,
            }
            for words in change.words
        ],
    }


FORMS: dict[str, Callable[[Compared], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "html": as_html,
    "json": as_json,
}
