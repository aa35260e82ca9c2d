"""What policy.yaml may say, as far as the imported text says it: the day, the promises, the facts.

It is written as comments. A person takes the `#` away from what is right; nothing is promised by a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from affiche.duties.commitments import LANGUAGES, is_of_changes, said_in
from affiche.duties.passages import passages
from affiche.duties.sayings import CHANNELS, Saying
from affiche.importing.facts import Found, offered_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from affiche.importing.text.stated_date import Stated
    from affiche.model import Edition

WIDTH = 70
"""Characters of a sentence that are shown beside what was found in it."""
COLUMN = 34
_HEADING = """\
# Found in the text. Take the # away where it is right: Affiche then keeps the promise, and `affiche check` holds the text
# against it.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What was found in a text."""

    yaml: str = ""
    """As comments; empty where nothing was found."""
    names: tuple[str, ...] = ()
    """The keys that are offered, such as `facts.recipients`."""


def suggestions(edition: Edition, stated: Stated | None, language: str) -> Suggestions:
    """Write what was found as comments of YAML."""
    groups = {
        "next": [Found(f"effective: {stated.day}", stated.words)] if stated and stated.day else [],
        "promises": list(_as_yaml(dict(_promises(edition, language)))),
        "facts": list(offered_facts(edition)),
    }
    found = {key: lines for key, lines in groups.items() if lines}
    if not found:
        return Suggestions()
    keys = (f"{key}.{line.key}" for key, lines in found.items() for line in lines if line.key)
    lines = [line for key, own in found.items() for line in (f"# {key}:", *_lines(own))]
    return Suggestions(yaml="\n".join(["", *_HEADING.splitlines(), *lines, ""]), names=tuple(keys))


def _promises(edition: Edition, language: str) -> Iterator[tuple[Saying, tuple[int, str]]]:
    """Return what the text promises of its changes, each with its number and the first sentence that says so."""
    if language not in LANGUAGES:
        return
    titles = {section.id: section.title for section in edition.walk()}
    seen: set[Saying] = set()
    for passage in passages(edition):
        under_changes = is_of_changes(titles.get(passage.section, ""), language)
        own = passage.words_of_text
        for said in said_in(passage.words, language, own=own, under_changes=under_changes):
            if said.saying not in seen:
                seen.add(said.saying)
                yield said.saying, (said.number, passage.text)


def _as_yaml(said: dict[Saying, tuple[int, str]]) -> Iterator[Found]:
    """Write promises under their keys; what gives a promise away is none."""
    days, sentence = said.get(Saying.DAYS, (0, ""))
    if days:
        yield Found(f"notice_days: {days}", sentence)
    elif Saying.BEFORE in said:
        yield Found("before: yes", said[Saying.BEFORE][1])
    if channels := [each for each in CHANNELS if each in said and each is not Saying.PAGE]:
        named = ", ".join(channel.value for channel in channels)
        yield Found(f"tell: {{major: [{named}]}}", said[channels[0]][1])
    if Saying.CONSENT in said:
        yield Found("consent: new_use", said[Saying.CONSENT][1])
    if Saying.ARCHIVE in said:
        yield Found("archive: yes", said[Saying.ARCHIVE][1])
    months, sentence = said.get(Saying.REVIEW, (0, ""))
    if months:
        yield Found(f"review_months: {months}", sentence)


def _lines(found: Iterable[Found]) -> Iterator[str]:
    for one in found:
        said = f"  # {shorten(one.words, WIDTH, placeholder='…')}" if one.words else ""
        yield f"#   {one.yaml:<{COLUMN}}{said}".rstrip()
