"""What a policy says of each duty: present, missing, undetermined, not applicable, or stated by its editor.

Facts are looked at first, then the text. A finding never says that a policy complies with a law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from affiche.duties.passages import passages
from affiche.duties.phrases import NOTHING, Cue, words_of
from affiche.duties.shapes import Read
from affiche.localization.detection import is_foreign
from affiche.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from affiche.duties.passages import Passage
    from affiche.duties.phrases import PhraseList
    from affiche.duties.profiles import Duty, Topic
    from affiche.model import Edition, Fact

_TO_DECIDE = lazy(r"\[[^\]]*\]")
"""A question to the editor, such as `[DECIDE: …]`, is no statement to readers."""


class State(StrEnum):
    """What was found of a duty."""

    MISSING = "missing"
    UNDETERMINED = "undetermined"
    STATED = "stated"
    PRESENT = "present"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was found of a topic in one text, and the passage that shows it."""

    state: State
    passage: Passage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found of a duty in each locale of a policy."""

    duty: Duty
    state: State
    """The weakest of the locales: a duty met in one language alone is not met."""
    locales: Mapping[str, Evidence]
    stated: str = ""
    """The section that the editor named, such as `#rights`."""
    needs_answer: bool = False
    """Whether the question on which the duty depends is still open."""

    @property
    def is_in_one_language_alone(self) -> bool:
        """Return whether some locale meets the duty and another does not."""
        return State.PRESENT in {found.state for found in self.locales.values()} and self.state not in {
            State.PRESENT,
            State.STATED,
            State.NOT_APPLICABLE,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyText:
    """One text to look at, with the facts as its locale has them."""

    language: str
    """Such as `fr`, for the phrases; empty where the text is in some other language than its name says."""
    passages: tuple[Passage, ...]
    facts: Mapping[str, Fact]

    @classmethod
    def of(cls, edition: Edition, tag: str, facts: Mapping[str, Fact]) -> PolicyText:
        """Take an edition apart."""
        found, language = passages(edition), tag.partition("-")[0].lower()
        words = " ".join(one.words for one in found)
        return cls(language="" if is_foreign(words, language) else language, passages=found, facts=facts)


def findings(
    duties: Iterable[Duty],
    texts: Mapping[str, PolicyText],
    answers: Mapping[str, bool],
    stated: Mapping[str, str],
) -> Iterator[Finding]:
    """Judge each duty in every text; a topic that several duties share is looked for once."""
    known: dict[str, Mapping[str, Evidence]] = {}
    for duty in duties:
        if duty.when and answers.get(duty.when) is False:
            yield Finding(duty=duty, state=State.NOT_APPLICABLE, locales={})
            continue
        if duty.topic.id not in known:
            known[duty.topic.id] = {locale: evidence(duty.topic, text) for locale, text in texts.items()}
        yield _finding(duty, known[duty.topic.id], answers, stated)


def _finding(
    duty: Duty, found: Mapping[str, Evidence], answers: Mapping[str, bool], stated: Mapping[str, str]
) -> Finding:
    may_be_missing = duty.read is not Read.MEMORY and (not duty.when or duty.when in answers)
    locales = {
        locale: one
        if one.state is not State.MISSING or may_be_missing
        else Evidence(state=State.UNDETERMINED)
        for locale, one in found.items()
    }
    weakest = min((one.state for one in locales.values()), key=list(State).index, default=State.UNDETERMINED)
    return Finding(
        duty=duty,
        state=State.STATED if duty.id in stated and weakest is not State.PRESENT else weakest,
        locales=locales,
        stated=stated.get(duty.id, ""),
        needs_answer=bool(duty.when) and duty.when not in answers,
    )


def evidence(topic: Topic, text: PolicyText) -> Evidence:
    """Look for a topic in one text."""
    strong = topic.strong.get(text.language)
    if strong is None:
        return Evidence(state=State.UNDETERMINED)
    shown = _from_facts(topic, text)
    if shown:
        return Evidence(state=State.PRESENT, passage=shown)
    cue = Cue(
        says=strong,
        near=topic.near.get(text.language, NOTHING),
        unless=topic.unless.get(text.language, NOTHING),
    )
    met = _surest([one for one in text.passages if _meets(one, cue)], strong)
    if met and text.language in topic.decides:
        return Evidence(state=State.PRESENT, passage=met)
    weak = topic.weak.get(text.language, NOTHING)
    hint = met or next((one for one in text.passages if weak.is_in(one.words) or _asks(one, strong)), None)
    if hint or text.language not in topic.decides:
        return Evidence(state=State.UNDETERMINED, passage=hint)
    return Evidence(state=State.MISSING)


def _asks(passage: Passage, strong: PhraseList) -> bool:
    """Return whether a question to the editor, still open in the text, is about the topic."""
    return "[" in passage.text and strong.is_in(passage.words)


def _surest(found: Sequence[Passage], strong: PhraseList) -> Passage | None:
    """Return the passage with the surest phrase, the first under a heading: an introduction only announces."""
    return min(found, key=lambda one: (strong.place_of(one.words), not one.section), default=None)


def _meets(passage: Passage, cue: Cue) -> bool:
    if not cue.is_in(passage.words):
        return False
    return "[" not in passage.text or cue.says.is_in(words_of(_TO_DECIDE.sub(" ", passage.text)))


def _from_facts(topic: Topic, text: PolicyText) -> Passage | None:
    """Find the passage that shows a fact which meets the duty."""
    for path in topic.facts:
        value = _fact(text.facts, path)
        if isinstance(value, str) and (shown := _showing(value, text.passages)):
            return shown
    for name, table in text.facts.items():
        for column in _of_table(name, topic.columns):
            cells = _cells(table, column)
            if cells and all(cells) and (shown := _showing(cells[0], text.passages)):
                return shown
    return None


def _of_table(name: str, columns: Sequence[str]) -> list[str]:
    """Return the columns to look for in a table: `period` is for any, `purposes.purpose` for the one of that name."""
    named = (column.rpartition(".") for column in columns)
    return [column for table, _, column in named if table in {"", name}]


def _fact(facts: Mapping[str, Fact], path: str) -> Fact:
    value: Fact = facts
    for step in path.split("."):
        value = value.get(step, "") if isinstance(value, Mapping) else ""
    return value


def _cells(table: Fact, column: str) -> list[str]:
    """Return the cells of a column; one that is still to be decided counts as empty."""
    if not isinstance(table, Mapping) or not isinstance(rows := table.get("rows"), tuple):
        return []
    cells = (row.get(column, "") if isinstance(row, Mapping) else "" for row in rows)
    columns = table.get("columns")
    if not isinstance(columns, Mapping) or column not in columns:
        return []
    return [cell if isinstance(cell, str) and "[" not in cell else "" for cell in cells]


def _showing(value: str, texts: Sequence[Passage]) -> Passage | None:
    if not value.strip() or "[" in value:
        return None
    return next((one for one in texts if value in one.text), None)
