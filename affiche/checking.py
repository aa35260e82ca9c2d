"""Check the working texts for problems, and fix those that need no person."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import unified_diff
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.archive.verify import strays, verify
from affiche.confined import Root
from affiche.defaults import default_folder
from affiche.incremental.remembered import Forgetful, remembered
from affiche.localization import is_language_tag, note_catalogue
from affiche.look import Look
from affiche.missing import refuse_losses
from affiche.model import Edition
from affiche.problems import ArchiveError, ContentError, Problem, ProblemLog, Severity, chosen
from affiche.rules import RULES, PolicyTexts, Text, autofix, yaml_words
from affiche.source import MarkdownRenderer, SourceFile, SourceFolder, read_source
from affiche.source.data.sites import by_site
from affiche.source.shared_facts import BRACES, FACTS
from affiche.source.text.editions import Draft, edition
from affiche.source.text.markdown import TooComplexError
from affiche.source.working_text import has_braces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from affiche.model import Policy
    from affiche.problems import Location
    from affiche.rules import Rule
    from affiche.source import Reading


VISIBLE_SPACE = "⍽"
"""Shown in place of a non-breaking space, which cannot be seen."""
_VISIBLE = str.maketrans({"\u00a0": VISIBLE_SPACE, "\u202f": VISIBLE_SPACE})
_LINE_END = re.compile(r"(\r\n|\r|\n)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was looked at, and what was found."""

    problems: tuple[Problem, ...] = ()
    policies: tuple[str, ...] = ()

    def with_those_of(self, other: Checked) -> Checked:
        """Return this with the problems of another check."""
        return replace(self, problems=ContentError([*self.problems, *other.problems]).problems)

    @property
    def errors(self) -> int:
        """How many of the problems must be fixed."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def advice(self) -> int:
        """How many of the problems are for a person to decide."""
        return len(self.problems) - self.errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A file before and after."""

    path: str
    before: str
    after: str

    @property
    def difference(self) -> str:
        """The lines that differ, as a unified diff in which non-breaking spaces are visible."""
        lines = unified_diff(
            self.before.translate(_VISIBLE).splitlines(keepends=True),
            self.after.translate(_VISIBLE).splitlines(keepends=True),
            f"{self.path} (before)",
            f"{self.path} (after)",
            n=0,
        )
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def check(
    source: Path,
    names: Sequence[str] = (),
    rules: Sequence[Rule] = RULES,
    *,
    is_sound: bool = True,
    cache: Path | None = None,
) -> Checked:
    """Check these policies, or all of them; what cannot be read is a problem like the others.

    Where the archive is known not to be `is_sound`, the rules that look into it are left out. With a `cache`, rules do
    not look again through a policy that is as it was.
    """
    checked, failed = Checked(), list[Problem]()
    folder = SourceFolder(source, ProblemLog())
    for brand, own in by_site(folder, names):
        try:
            known = remembered(cache if is_sound and rules is RULES else None, source, brand)
            found = _check(folder, own, brand, rules, known, is_sound=is_sound)
        except ArchiveError:
            raise  # nothing that follows could be trusted
        except ContentError as error:
            failed += error.problems
            continue
        checked = replace(checked.with_those_of(found), policies=(*checked.policies, *found.policies))
    if failed:
        raise ContentError([*failed, *checked.problems])
    return checked


def _check(  # noqa: PLR0913 what is checked, by what, and what is known of it
    folder: SourceFolder,
    names: Sequence[str],
    brand: str,
    rules: Sequence[Rule],
    known: Forgetful,
    *,
    is_sound: bool,
) -> Checked:
    source = folder.root
    try:
        reading, log = _read(folder, names, brand, known), ProblemLog()
    except ContentError as error:
        raise ContentError([*error.problems, *_apart(source, names, rules)]) from None
    log.problems += _of_words(reading, reading.site.locales)
    log.problems += _of_theme(source, reading)
    asked = reading.policies(names)
    subjects = _policies_of(reading, asked)
    problems = [
        problem
        for subject in subjects
        for problem in known.problems(
            subject.policy, reading, partial(_found, subject, reading, rules, is_sound=is_sound)
        )
    ]
    known.save(reading)
    readable = {subject.policy.name for subject in subjects}
    problems += _of_yaml_alone(reading, [policy for policy in asked if policy.name not in readable], rules)
    flaws = [flaw for policy in asked for flaw in _flaws(policy)]
    read = {text.file.path for subject in subjects for text in subject.texts.values()}
    own = names or (reading.shared.policies if brand else ())
    problems += _apart(source, own, rules, read, reading.problems_of(names))
    return Checked(
        problems=ContentError([*reading.problems_of(names), *log.problems, *problems, *flaws]).problems,
        policies=tuple(subject.policy.name for subject in subjects),
    )


def _of_yaml_alone(reading: Reading, unread: Sequence[Policy], rules: Sequence[Rule]) -> Iterator[Problem]:
    """Look through the words of YAML for policies whose text could not be read, as these hide nothing else."""
    for policy in unread:
        yaml = _yaml(reading, f"{policy.name}/policy.yaml", *_SHARED)
        words = PolicyTexts(site=reading.site, policy=policy, texts={}, yaml=yaml)
        for rule in rules:
            if rule.severity is Severity.ERROR and (rule.yaml or rule.id == _OF_YAML):
                yield from rule.problems(words)


_SHARED = (FACTS, "site.yaml")
_OF_YAML = "leftovers/made-up-address"
"""The rule that looks at whole policies, and only at their YAML."""
_RESTS_ON = {"promises": "changes/", "former_ids": "structure/lost-address", "facts": "stale/"}
"""What rules of this name hold a text against; while that cannot be read, they would find what is not so."""


def _rests_on_what_is_guessed(rule: Rule, reading: Reading, subject: PolicyTexts) -> bool:
    guessed = reading.own_headers[subject.policy.name].guessed
    return any(rule.id.startswith(_RESTS_ON[key]) for key in guessed & _RESTS_ON.keys())


def _found(subject: PolicyTexts, reading: Reading, rules: Sequence[Rule], *, is_sound: bool) -> list[Problem]:
    """Find what the rules object to in a policy, and what of its published texts cannot be read in full on the way."""
    asked = [rule for rule in rules if not _rests_on_what_is_guessed(rule, reading, subject)]
    found = [problem for rule in asked for problem in _found_by(rule, subject, is_sound=is_sound)]
    return [*found, *_flaws(subject.policy)]


def _flaws(policy: Policy) -> list[Problem]:
    return [flaw for version in policy.versions for flaw in version.flaws]


def _found_by(rule: Rule, subject: PolicyTexts, *, is_sound: bool) -> list[Problem]:
    try:
        return list(rule.problems(subject))
    except ArchiveError:
        if is_sound:
            raise
        return []  # what is wrong with the archive is told already


def _apart(
    source: Path,
    names: Sequence[str],
    rules: Sequence[Rule],
    read: Collection[str] = (),
    known: Sequence[Problem] = (),
) -> Iterator[Problem]:
    """Find the errors of texts that could not be made editions, as a mistake elsewhere shall not hide them.

    Places of facts, and lines of which something is known, are left aside: that may well come of the other mistake.
    """
    folder, renderer = SourceFolder(source, ProblemLog()), MarkdownRenderer()
    told = {(problem.location.path, problem.location.line) for problem in known}
    for policy in folder.folders():
        if (names and policy not in names) or not folder.exists(f"{policy}/policy.yaml"):
            continue
        for name in sorted(folder.files(policy)):
            locale = name.removesuffix(".md")
            path = folder.shown(f"{policy}/{name}")
            if not name.endswith(".md") or not is_language_tag(locale) or path in read:
                continue
            file = folder.read(f"{policy}/{name}", what="a text")
            if file is None:
                continue
            for problem in _errors_apart(file, locale, renderer, rules):
                place = problem.location
                if (path, place.line) not in told and not _is_of_a_fact(place, file):
                    yield problem


def _is_of_a_fact(place: Location, file: SourceFile) -> bool:
    """Whether braces stand at a place, so that what is found there may come of what they put in."""
    line = file.lines[place.line - 1] if place.line else ""
    if not place.column:
        return has_braces(line)
    end = place.column - 1 + place.span
    return any(found.start() < end and place.column - 1 < found.end() for found in BRACES.finditer(line))


def _errors_apart(
    file: SourceFile, locale: str, renderer: MarkdownRenderer, rules: Sequence[Rule]
) -> Iterator[Problem]:
    draft = Draft(locale=locale, text=BRACES.sub("…", file.text), fallback_title="")
    try:
        made = edition(draft, renderer)
    except TooComplexError:
        return
    text = Text(locale=locale, tag=locale, file=file, edition=made)
    for rule in rules:
        if rule.severity is Severity.ERROR and rule.scope in {"text", "passage"}:
            yield from (rule.problem(match) for match in rule.matches_in(text))


def _of_words(reading: Reading, locales: Iterable[str]) -> list[Problem]:
    """Find what is wrong with the interface words of languages."""
    log = ProblemLog()
    folders = [default_folder("locales"), reading.folder.root.parent / "locales"]
    for locale in locales:
        note_catalogue(reading.site.language_tags[locale], folders, log)
    return log.problems


def _of_theme(source: Path, reading: Reading) -> Iterator[Problem]:
    """Look through a theme and a look of the site's own; most sites have neither, and need not wait for it."""
    own = source.absolute().parent / "templates"
    has_theme = own != default_folder("templates") and Root(own.parent).kind("templates") is not None
    if not has_theme and reading.site.look == Look():
        return
    from affiche.pipeline import localizers_of, theme_of
    from affiche.site.theme.review import review

    yield from review(
        theme_of(source), reading.site, localizers_of(reading.site, reading.folder.with_log(ProblemLog()))[0]
    )


def check_archive(source: Path) -> Checked:
    """Check that what was published is here as it was published; what was never published is advice."""
    try:
        verify(source)
        refuse_losses(source)
    except ArchiveError as error:
        return Checked(problems=error.problems, policies=())
    return Checked(problems=tuple(strays(source)), policies=())


def chosen_rules(ids: Sequence[str]) -> Sequence[Rule]:
    """Return the rules that a person named, or all of them."""
    known = {rule.id: rule for rule in RULES}
    return [chosen(known, name, "rule") for name in ids] or RULES


def errors_of(reading: Reading, policy: Policy, typed: Mapping[str, str] | None = None) -> list[Problem]:
    """Return the errors that keep a policy from being published, those in words typed as options among them.

    Publishing decides about staleness itself.
    """
    rules = [r for r in RULES if r.severity is Severity.ERROR and not r.id.startswith("stale/")]
    subjects = _policies_of(reading, [policy])
    found = [problem for subject in subjects for rule in rules for problem in rule.problems(subject)]
    found += _of_words(reading, policy.working)
    return [each for each in [*found, *errors_in(typed or {})] if each.severity is Severity.ERROR]


def errors_in(typed: Mapping[str, str]) -> Iterator[Problem]:
    """Check the words of options, such as `--note-en`, as those of any text."""
    renderer = MarkdownRenderer()
    for option, words in typed.items():
        edition = Edition(
            locale="", title="", introduction=renderer.blocks(words), sections=(), markdown=words
        )
        text = Text(locale="", tag="", file=SourceFile(path=option, text=words), edition=edition)
        for rule in RULES:
            if rule.yaml and rule.severity is Severity.ERROR:
                yield from (rule.problem(match) for match in rule.matches_in(text))


def fix(source: Path, names: Sequence[str] = ()) -> tuple[Fix, ...]:
    """Fix the texts of these policies, or of all of them; a file is written whole or not at all."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    folder = SourceFolder(source, ProblemLog())
    readings = [(_read(folder, own, brand, Forgetful()), own) for brand, own in by_site(folder, names)]
    for subject in (
        each for reading, own in readings for each in _policies_of(reading, reading.policies(own))
    ):
        for text in (*subject.texts.values(), *subject.yaml):
            path = text.file.path
            before.setdefault(path, text.file.text)
            file = replace(text.file, text=after.get(path, text.file.text))
            after[path] = autofix(replace(text, file=file), RULES)
    fixes = tuple(Fix(path=path, before=before[path], after=after[path]) for path in before)
    changed = tuple(made for made in fixes if made.before != made.after)
    inside = Root(source)
    for made in changed:
        name = Path(made.path).relative_to(source).as_posix()
        inside.write(name, with_fixes(inside.read(name), made))
    return changed


def findings(reading: Reading) -> Iterator[list[Problem]]:
    """Return what the rules find in what was read, one rule and policy at a time."""
    for subject in _policies_of(reading, reading.site.policies):
        for rule in RULES:
            yield list(rule.problems(subject))


def _read(folder: SourceFolder, names: Sequence[str], brand: str, known: Forgetful) -> Reading:
    own = replace(folder, log=ProblemLog(), kept=dict(folder.kept), memory=known.memory)
    return read_source(own, known.renderer, names, brand)


def _policies_of(reading: Reading, asked: Sequence[Policy]) -> list[PolicyTexts]:
    site = reading.site
    found: list[PolicyTexts] = []
    headers = {**reading.headers, FACTS: reading.shared_facts}
    facts = {name: node.find(("facts",)) for name, node in headers.items() if "facts" in node.keys}
    shared = _yaml(reading, *_SHARED)
    for policy in asked:
        words = (*_yaml(reading, f"{policy.name}/policy.yaml"), *shared)
        texts = _texts(reading, policy, "\n".join({text.file.text for text in words}))
        if texts:
            found.append(PolicyTexts(site=site, policy=policy, texts=texts, yaml=words, facts=facts))
    return found


def _texts(reading: Reading, policy: Policy, facts: str) -> Mapping[str, Text]:
    """Return the texts that could be read, with their files."""
    texts: dict[str, Text] = {}
    sections = None
    for locale, working in policy.working.items():
        file = reading.files[policy.working_file(locale)]
        count = len(file.outline.headings)
        texts[locale] = Text(
            locale=locale,
            tag=reading.site.language_tags[locale],
            file=file,
            edition=working,
            facts=facts,
            pictures=policy.pictures,
            ids_known=sections in {None, count},
        )
        sections = count if sections is None else sections
    return texts


def _yaml(reading: Reading, *names: str) -> tuple[Text, ...]:
    """Return the words of files of YAML in each locale."""
    files = (reading.files.get(name) for name in names)
    return tuple(words for file in files if file for words in yaml_words(file, reading.site.language_tags))


def with_fixes(data: bytes, made: Fix) -> bytes:
    """Put the fixed lines into the bytes of a file; byte order mark and line ends stay, and so does a line that is not as it was read."""
    text = data.decode("utf-8")
    before, after = made.before.split("\n"), made.after.split("\n")
    parts = _LINE_END.split(text)
    lines, ends = parts[::2], [*parts[1::2], ""]
    if not len(lines) == len(before) == len(after):
        return data
    for at, line in enumerate(lines):
        mark = "\ufeff" if at == 0 and line.startswith("\ufeff") else ""
        if line.removeprefix(mark) == before[at]:
            lines[at] = mark + after[at]
    return "".join(line + end for line, end in zip(lines, ends, strict=True)).encode()
