"""Sections whose source was changed since the newest published version, and whose translation was not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.rules.rule import ERROR, rule
from affiche.rules.texts import Match

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.compare import Comparison
    from affiche.compare.marks import Line
    from affiche.rules.texts import PolicyTexts

_OPENING = '""'
"""How a person writes title and introduction, which have no id, in YAML."""
MOST_LINES = 12
CONTEXT = 8
"""How many unchanged words are shown around a change."""


@rule(
    "stale/section",
    ERROR,
    "a section whose source changed since the newest published version, and whose translation did not",
    why="Readers of the translation would be told what no longer applies.",
    fix="bring the translation up to date",
    example=("en.md: for six months (was: for 12 months)\nfr.md: pendant 12 mois", "fr.md: pendant six mois"),
    scope="policy",
)
def stale_translations(subject: PolicyTexts) -> Iterator[Match]:
    """Find stale sections, each with the change of its source since the translation last followed it."""
    policy, version, source = subject.policy, subject.policy.newest, subject.source
    if version is None:
        return
    texts = {text.locale: text for text in subject.texts.values() if text.locale in version.editions}
    is_new = any(text.edition.markdown != version.editions[locale].markdown for locale, text in texts.items())
    if not is_new and not any(version.stale.values()):
        return
    from affiche.compare import Comparer
    from affiche.drafts.staleness import stale_sections

    comparer = Comparer()
    comparisons = {
        locale: comparer.compare(version.editions[locale], text.edition) for locale, text in texts.items()
    }
    unaffected = policy.open_plan.unaffected if policy.open_plan else {}
    for text in subject.translations:
        stale = stale_sections(policy, version, comparisons, source.locale, text.locale)
        for section in [section for section in ("", *(s.id for s in source.sections)) if section in stale]:
            if section in unaffected.get(text.locale, ()):
                continue
            since = stale[section]
            name = f"`{section}`" if section else "title and introduction"
            changed = comparer.compare(since.editions[source.locale], source.edition)
            yield Match(
                location=text.at_section(section),
                message=f"{name}: {source.name} changed since {since.id}, and {text.name} did not",
                fix="bring the translation up to date; or, if it needs nothing, write under `next:` in policy.yaml "
                f"`unaffected: {{{text.locale}: [{section or _OPENING}]}}`",
                details=tuple(f"{source.name}: {line}" for line in _shown(changed, section)),
            )


def _shown(comparison: Comparison, section: str) -> Iterator[str]:
    """Write what changed in a section as lines of words, [-deleted-] and {+inserted+}."""
    from affiche.compare.marks import excerpts

    redline = comparison.redline
    html = redline.title + redline.introduction
    if section:
        html = next((part.heading + part.body for part in redline.walk() if part.id == section), "")
    lines = [_line(line) for line in excerpts(html, CONTEXT)]
    yield from lines[:MOST_LINES]
    if len(lines) > MOST_LINES:
        more = len(lines) - MOST_LINES
        yield f"… and {more} more place{'' if more == 1 else 's'}"


def _line(line: Line) -> str:
    """Write one block with its changes marked."""
    forms = {"added": "{{+{}+}}", "removed": "[-{}-]"}
    text = "".join(_spaced(stretch.text, forms.get(stretch.mark, "{}")) for stretch in line)
    return " ".join(text.split())


def _spaced(text: str, form: str) -> str:
    """Write words in a form, the white space around them outside of it."""
    body = text.strip()
    return text.replace(body, form.format(body)) if body else text
