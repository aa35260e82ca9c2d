"""The structure of a text, its headings, ids and links, and whether its translation follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.patterns import lazy
from affiche.problems import Location, did_you_mean, nearest, one_of
from affiche.rules.prose import Edit
from affiche.rules.rule import ADVICE, ERROR, rule
from affiche.rules.texts import Match, YamlWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.compare import Comparison
    from affiche.compare.marks import Line
    from affiche.rules.texts import PolicyTexts, Text
    from affiche.source.data.yaml import Node

_SHOWN = lazy(r"(?:\A|>)(?:\s|&nbsp;)*(?:[^<\s&]|&(?!nbsp;))|<img\b")
_ATTRIBUTES = lazy(r"[ \t]*\{:?[ \t]*(?P<list>[^{}]*)\}[ \t]*$")

_OPENING = '""'
"""How a person writes title and introduction, which have no id, in YAML."""
MOST_LINES = 12
CONTEXT = 8
"""How many unchanged words are shown around a change."""


@rule(
    "structure/unread-text",
    ADVICE,
    "a text in a language that the site does not have",
    why="Somebody took the trouble to write it, and no reader will ever see it.",
    fix="add its language to `locales` in site.yaml, or delete the file",
    example=("privacy/de.md, where site.yaml has locales: [en, fr]", "locales: [en, fr, de]"),
    scope="policy",
)
def unread_texts(policy: PolicyTexts) -> Iterator[Match]:
    """Find texts that nothing reads, as the site does not have their language."""
    folder = policy.source.file.path.rpartition("/")[0]
    known = {locale.lower() for locale in policy.site.locales}
    for file in policy.policy.unread:
        locale = file.removesuffix(".md")
        if locale.lower() in known:  # such as FR.md, of which the reader says that it is to be renamed
            continue
        yield Match(
            location=Location(path=f"{folder}/{file}"),
            message=f"nothing reads this text: the site has no locale {locale!r}",
            expected=f"a text in {one_of(policy.site.locales)}",
        )


@rule(
    "structure/empty-section",
    ADVICE,
    "a heading with nothing under it",
    why="A reader who follows the table of contents arrives at nothing.",
    fix="write the section, or remove its heading; if the headings that follow belong to it, give them one more #",
    example=(
        "## Cookies {#cookies}\n\n## Rights {#rights}\n\nYou may ask.",
        "## Cookies {#cookies}\n\nWe set none.\n\n## Rights {#rights}\n\nYou may ask.",
    ),
    scope="text",
)
def empty_sections(text: Text) -> Iterator[Match]:
    """Find headings with nothing under them."""
    for section in text.sections:
        if not section.sections and not _SHOWN.search(section.html):
            yield Match(
                location=text.at_section(section.id), message=f"there is nothing under “{section.title}”"
            )


@rule(
    "structure/heading-jump",
    ADVICE,
    "a heading that skips a level",
    why="The skipped level is often a slip, and the section then belongs to the wrong one.",
    fix="remove # until it is one level below the heading that it belongs to",
    example=(
        "## Rights {#rights}\n\n#### Access {#access}\n\nYou may ask.",
        "## Rights {#rights}\n\n### Access {#access}\n\nYou may ask.",
    ),
    scope="text",
)
def heading_jumps(text: Text) -> Iterator[Match]:
    """Find headings that skip a level, counted from the first."""
    levels = [heading.level for heading in text.headings]
    for before, heading in zip(levels[:1] + levels, text.headings, strict=False):
        if heading.level > before + 1:
            yield Match(
                location=text.file.at(heading.line, 1, heading.level),
                message=f"this heading jumps from level {before} to level {heading.level}",
                expected="#" * (before + 1),
            )


@rule(
    "structure/heading-id",
    ADVICE,
    "a heading without an id of its own",
    why="Its address is then made from its words: a new wording breaks every link to it, and hides that it is the same section.",
    fix="write the id after the heading; `affiche check --fix` does it",
    example=("## Cookies\n\nWe set none.", "## Cookies {#cookies}\n\nWe set none."),
    scope="text",
    fixes=True,
)
def heading_ids(text: Text) -> Iterator[Match]:
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
        place = text.file.begin(heading.line) + at
        yield Match(
            location=text.at_line(heading.line),
            message=f"the heading “{heading.text}” has no id of its own",
            expected=f"{{#{ids[heading.line]}}} after the heading",
            edits=(Edit(start=place, end=place, words=words),),
        )


@rule(
    "structure/lost-address",
    ERROR,
    "a section of the newest published version whose id is gone",
    why="Links to the section, which may be anywhere, would lead to the top of the page.",
    fix="give the section its id again, or say under `former_ids:` in policy.yaml where it leads",
    example=("## How long we keep it {#keeping}", "## How long we keep it {#retention}"),
    scope="policy",
)
def lost_addresses(subject: PolicyTexts) -> Iterator[Match]:
    """Find ids of the newest version that are neither in the text nor led on by `former_ids`.

    What was led on before is an id of that version too, so that nothing posted earlier is lost either.
    """
    newest = subject.policy.newest
    if newest is None:
        return
    from affiche.drafts.addresses import lost_ids

    for identifier, title in lost_ids(subject.policy, newest).items():
        if target := subject.policy.former_ids.get(identifier):
            yield _leads_nowhere(identifier, target, subject)
            continue
        name = f"“{title}” (#{identifier})" if title else f"#{identifier}"
        yield Match(
            location=subject.source.file.whole(),
            message=f"the section {name} of version {newest.id} is gone, and links to it would lead nowhere",
            expected=f"a section with the id {identifier}, or an entry of `former_ids`",
            fix=f"give the section its id again, `{{#{identifier}}}`; or, under `former_ids:` in policy.yaml, add "
            f"`{identifier}: ` and the id of the section that says it now, or nothing if the section ended",
        )


def _leads_nowhere(identifier: str, target: str, subject: PolicyTexts) -> Match:
    sections = [section.id for section in subject.source.sections]
    roots = [text.root for text in subject.yaml if isinstance(text, YamlWords) and text.name == "policy.yaml"]
    node = roots[0].find(("former_ids", identifier)) if roots and roots[0] else None
    return Match(
        location=node.location if node else subject.source.file.whole(),
        message=f"`former_ids` leads #{identifier} to #{target}, and there is no such section",
        expected=one_of(sections),
        fix=did_you_mean(nearest(target, sections))
        or "name a section that there is, or nothing if the section ended",
    )


@rule(
    "structure/row-id",
    ERROR,
    "an id that two rows of a table share",
    why="The id tells which row is which from one version to the next: with two, changes are blamed on the wrong row.",
    fix="give one of the rows an id of its own",
    example=("rows:\n  - id: post\n  - id: post", "rows:\n  - id: post\n  - id: courier"),
    scope="text",
    yaml=True,
)
def row_ids(text: Text) -> Iterator[Match]:
    """Find rows of YAML with the same id; a file is searched once for all locales."""
    if isinstance(text, YamlWords) and not text.locale and text.root is not None:
        yield from _shared_ids(text.root)


def _shared_ids(node: Node) -> Iterator[Match]:
    parts = [*node.value.values()] if isinstance(node.value, dict) else node.value
    if not isinstance(parts, list):
        return
    lines: dict[object, int] = {}
    for part in parts:
        yield from _shared_ids(part)
        named = (
            part.value.get("id") if isinstance(node.value, list) and isinstance(part.value, dict) else None
        )
        if named is not None and lines.setdefault(named.value, named.location.line) != named.location.line:
            yield Match(
                location=named.location,
                message=f"the id {named.value!r} is given to a second row; the first is on line {lines[named.value]}",
            )


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
