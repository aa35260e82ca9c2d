"""What policy.yaml may say, as far as the imported text says it: the day, the promises, the address for questions.

It is written as comments. A person takes the `#` away from what is right; nothing is promised by a guess.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING

from affiche.duties.commitments import LANGUAGES, is_of_changes, said_in
from affiche.duties.passages import passages
from affiche.duties.sayings import CHANNELS, Saying

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from affiche.importing.text.stated_date import Stated
    from affiche.model import Edition

WIDTH = 70
"""Characters of a sentence that are shown beside what was found in it."""
COLUMN = 36
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_SPELLED_AT = re.compile(
    r"\s*(?:\[ ?at ?\]|\( ?at ?\)|\{ ?at ?\}|\[ ?arobase ?\]|\( ?arobase ?\))\s*", re.IGNORECASE
)
_SPELLED_DOT = re.compile(
    r"\s*(?:\[ ?(?:dot|point) ?\]|\( ?(?:dot|point) ?\)|\{ ?(?:dot|point) ?\})\s*", re.IGNORECASE
)
"""Signs of an address in words, so that programs do not know it."""
_ROLES = re.compile(
    r"privac|vie-?privee|dpo|dpd|prp|protection|data|gdpr|rgpd|legal|renseignements", re.IGNORECASE
)
_HEADING = """\
# Found in the text. Take the # away where it is right: Affiche then keeps the promise, and `affiche check` holds the text
# against it.
"""


@dataclass(frozen=True, slots=True)
class _Found:
    """Something that the text says, as policy.yaml would hold it."""

    yaml: str
    words: str


def suggestions(edition: Edition, stated: Stated | None, language: str) -> str:
    """Write what was found as comments of YAML; empty where nothing was."""
    said = dict(_promises(edition, language))
    lines: list[str] = []
    if stated and stated.day:
        lines += _lines([_Found(f"next: {{effective: {stated.day}}}", stated.words)])
    if promised := list(_as_yaml(said)):
        lines += ["# promises:", *_lines(promised, "  ")]
    if address := _address(edition):
        lines += ["# facts:", *_lines([address], "  ")]
    return "\n".join(["", *_HEADING.splitlines(), *lines, ""]) if lines else ""


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


def _as_yaml(said: dict[Saying, tuple[int, str]]) -> Iterator[_Found]:
    """Write promises under their keys; what gives a promise away is none."""
    days, sentence = said.get(Saying.DAYS, (0, ""))
    if days:
        yield _Found(f"notice_days: {days}", sentence)
    elif Saying.BEFORE in said:
        yield _Found("before: yes", said[Saying.BEFORE][1])
    if channels := [each for each in CHANNELS if each in said and each is not Saying.PAGE]:
        named = ", ".join(channel.value for channel in channels)
        yield _Found(f"tell: {{major: [{named}]}}", said[channels[0]][1])
    if Saying.CONSENT in said:
        yield _Found("consent: new_use", said[Saying.CONSENT][1])
    if Saying.ARCHIVE in said:
        yield _Found("archive: yes", said[Saying.ARCHIVE][1])
    months, sentence = said.get(Saying.REVIEW, (0, ""))
    if months:
        yield _Found(f"review_months: {months}", sentence)


def _address(edition: Edition) -> _Found | None:
    """Find the address that readers are to write to: one named for privacy, else the one that stands most often."""
    texts = (_SPELLED_DOT.sub(".", _SPELLED_AT.sub("@", passage.text)) for passage in passages(edition))
    counted = Counter(match[0].lower() for text in texts for match in _ADDRESS.finditer(text))
    if not counted:
        return None
    address, times = max(counted.items(), key=lambda one: (bool(_ROLES.search(one[0])), one[1]))
    often = f"{times} times in the text" if times > 1 else "once in the text"
    return _Found(f"contact: {{email: {address}}}", often)


def _lines(found: Sequence[_Found], indent: str = "") -> list[str]:
    return [
        f"# {indent}{one.yaml:<{COLUMN - len(indent)}}  # {shorten(one.words, WIDTH, placeholder='…')}"
        for one in found
    ]
