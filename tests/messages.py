"""What Affiche says to editors, collected from the package.

`python -m tests.messages` brings `locales/messages/*.po` up to date with what the code says now.
"""

from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING, Any

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from affiche.importing.remarks import COMMON_WORDS, SCRIPTS
from affiche.source.data.schemas import json_schemas
from tests.extraction import LOCALES, ROOT, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

FOLDER = LOCALES / "messages"
ROOMS_WITHOUT = {
    "compare",
    "confined.py",
    "html.py",
    "localization",
    "model.py",
    "site",
    "notices",
    "exchange",
    "word",
}
"""Rooms whose strings are no messages, but for those that they hand to what states a problem."""
STATES = {
    "add",
    "at",
    "Problem",
    "Match",
    "Note",
    "Left",
    "Finding",
    "left_out",
    "rule",
    "kind",
    "problem",
    "refused",
}
"""Functions that are given messages; so are exceptions, whose names end with Error."""
SPOKEN = {"help", "short_help", "message", "expected", "fix", "summary", "why", "metavar"}
NO_WORDS = {"path", "id", "rule", "citation", "name", "example", "language", "type", "default"}
OF_CLICK = (
    "Usage:",
    "Options",
    "Commands",
    "Positional arguments",
    "Show this message and exit.",
    "Show the version and exit.",
    "default: {default}",
    "Error: {message}",
    "Error: invalid input",
    "Aborted!",
    "Try '{command} {option}' for help.",
    "Missing command.",
    "Missing argument",
    "Missing option",
    "Missing parameter",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "Did you mean {possibility}?",
    "Got unexpected extra argument ({args})",
    "Option {name!r} does not take a value.",
    "Option {name!r} requires an argument.",
    "Invalid value: {message}",
    "Invalid value for {param_hint}: {message}",
    "(Did you mean one of: {possibilities}?)",
    "Got unexpected extra arguments ({args})",
    "{value!r} is not one of {choices}.",
    "Choose from:\n\t{choices}",
    "{value!r} is not {choice}.",
    "{value!r} is not a valid {number_type}.",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "file",
    "directory",
    "path",
)
"""What click says, as far as somebody who uses these commands can meet it."""
SHORT = (
    "advice",
    "advice:",
    "error",
    "expected:",
    "to do:",
    "yes",
    "no",
    "What to do:",
    ":",
    "Left-overs",
    "Files",
    "Texts",
    "Publishing",
    "Importing",
    "Laws",
    "Rules",
    "Problems",
    "# Rules",
    "# Problems",
    "Reading",
    "major",
    "editorial",
    "a text",
    "a cell",
    "a paragraph",
    "a fact",
    "a space",
    "no space",
    "spaces",
    "a comma",
    "the introduction",
    "this is not a file",
    "English",
    "French",
    "none",
    "unchanged",
    "changed",
    "stale",
    "unaffected",
    "missing",
    "removed",
    "added",
    "moved",
    "renamed",
    "renumbered",
    "split",
    "merged",
    "cosmetic",
    "spacing",
    "typography",
    "punctuation",
    "capitals",
    "numbering",
    "link",
    "emphasis",
    "level",
    "structure",
    "anchor",
    "title",
    "introduction",
    "number",
    "period",
    "negation",
    "modal verb",
    "recipient",
    "disclosure",
    "picture",
)
"""Words that the package says alone, or puts into a message."""
LABELS = (
    "program",
    "libraries",
    "terminal",
    "source",
    "clock",
    "output",
    "posted",
    "takes effect",
    "follows",
    "significance",
    "would apply",
    "instead",
    "facts:",
    "published",
    "withdrawn",
    "notified",
    "policy",
    "locale",
    "rule",
    "duty",
    "law",
    "“{title}” (#{id})",
)
"""Names of rows, kinds and places."""
JOINED = (
    "“{words}” {said}",
    "“{words}”",
    ": line{s} {join}",
    "; was “{title}”",
    "; with {names}",
    "{weight} “{word}” removed",
    "{weight} “{word}” added",
    "{count} with other words",
    "{count} with the same words",
    "{count} added",
    "{count} removed",
    "{count} renamed",
    "{count} moved",
    "{count} split",
    "{count} merged",
    "{count} renumbered",
)
"""What has no words of its own but those that are put in."""
_PROSE = re.compile(
    r"[^\W\d_]{2,}[,:;]? [^\W\d_\s]|[^\W\d_]{3,} +[“‘({`'\d]|[^\W\d_]{3,}[.:]$|\} [^\W\d_]{2,}"
)
_NO_PROSE = re.compile(
    r"… |\w/\w+/\w|\w\*(?:\s|$|/)|\(\?|\\[swdbn]|\[\^|</|^\s*[.#]?[\w-]+\s*\{+\s*[\w-]+:|\$\w|^[A-Z]{2,}|utf-?8|^https?:|^\[À|-src |^svg g |^Mapping|^<div "
)


def extracted() -> Catalog:
    """Collect every message, in the order of files and lines."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for english in (" and ", " or "):
        catalog.add(english, locations=[("affiche/reporting/phrases.py", 0)])
    for words in (*OF_CLICK, *SHORT, *LABELS, *JOINED, *COMMON_WORDS, *SCRIPTS.values()):
        catalog.add(words, locations=[("click", 0)])
    for file in sorted((ROOT / "affiche").rglob("*.py")):
        place = file.relative_to(ROOT).as_posix()
        for found in _Messages(file).found():
            catalog.add(found, locations=[(place, 0)])
    for words in _descriptions(json.loads(json_schemas()["policy.schema.json"])):
        catalog.add(words, locations=[("affiche/source/data/schemas.py", 0)])
    for file in sorted((ROOT / "affiche").rglob("*.html")):
        with file.open("rb") as lines:
            for _, said, _, _ in extract("jinja2", lines, keywords={"_": None}):
                catalog.add(said, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return catalog


def _descriptions(schema: Any) -> Iterator[str]:
    """Give what a schema says of its keys, as the form of the editor shows it."""
    if isinstance(schema, dict):
        yield from (words for key, words in schema.items() if key == "description" and isinstance(words, str))
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from _descriptions(part)


class _Messages(ast.NodeVisitor):
    """Walks through a file and gathers what is said."""

    def __init__(self, file: Path) -> None:
        self._tree = ast.parse(file.read_bytes())
        parts = file.relative_to(ROOT / "affiche").parts
        self._is_quiet = parts[0] in ROOMS_WITHOUT
        self._is_command = parts[0] == "cli"
        self._found: list[str | tuple[str, str]] = []
        self._depth = 0

    def found(self) -> list[str | tuple[str, str]]:
        self.visit(self._tree)
        return list(dict.fromkeys(self._found))

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {
            "compile",
            "getLogger",
            "TypeVar",
            "PhraseList",
            "listed",
            "search",
            "fullmatch",
            "sub",
            "startswith",
            "endswith",
        }:
            return
        if name == "counted":
            words = [str(each.value) for each in node.args[1:] if isinstance(each, ast.Constant)]
            if words:
                self._found.append((words[0], words[1] if len(words) > 1 else f"{words[0]}s"))
        is_said = isinstance(node.func, ast.Name) and name == "shown"
        if is_said and node.args and isinstance(node.args[0], ast.Constant):
            self._found.append(str(node.args[0].value))
        is_stated = name in STATES or name.endswith("Error") or name in {"option", "command", "group"}
        self._depth += is_stated
        self.visit(node.func)
        for each in node.args:
            self.visit(each)
        for keyword in node.keywords:
            if keyword.arg not in NO_WORDS:
                self.visit(keyword.value)
        self._depth -= is_stated

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._body(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._body(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._body(node)

    def visit_Module(self, node: ast.Module) -> None:
        self._body(node)

    def _body(self, node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Leave out docstrings, but for those of commands, which are their help."""
        decorators = getattr(node, "decorator_list", [])
        if self._is_command and decorators and (words := ast.get_docstring(node)):
            self._found += [" ".join(part.split()) for part in words.split("\n\n")]
        for each in decorators:
            self.visit(each)
        given = getattr(node, "args", None)
        defaults = [*getattr(given, "defaults", []), *filter(None, getattr(given, "kw_defaults", []))]
        for each in [*defaults, *node.body]:
            is_docstring = isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
            if not is_docstring:
                self.visit(each)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, str):
            self._note(node.value)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Leave out the keys, which are names of the code."""
        for each in node.values:
            self.visit(each)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._note(template(node))
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def _note(self, words: str) -> None:
        if self._is_quiet and not self._depth:
            return
        for line in words.split("\n"):
            kept = line.strip(" ")
            if _PROSE.search(kept) and (self._depth or not _NO_PROSE.search(kept)):
                self._found.append(kept)


def template(node: ast.JoinedStr) -> str:
    """Write an f-string as a pattern, with a name for each place."""
    taken: dict[str, int] = {}
    words = ""
    for part in node.values:
        if isinstance(part, ast.Constant):
            words += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            name = _name(part.value)
            taken[name] = taken.get(name, 0) + 1
            words += f"{{{name}{taken[name] if taken[name] > 1 else ''}}}"
    return words


def _name(node: ast.expr) -> str:  # noqa: PLR0911 one for each kind of expression
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_").lower()
        case ast.Call(func=func):
            return _name(func)
        case ast.IfExp(body=ast.Constant(value="")) | ast.IfExp(orelse=ast.Constant(value="")):
            return "s"
        case ast.IfExp():
            return "word"
        case ast.Subscript(slice=ast.Constant(value=str() as name)):
            return re.sub(r"\W", "_", name).strip("_").lower() or "value"
        case ast.Subscript(value=value):
            return _name(value)
        case _:
            return "value"


def untranslated(catalog: Catalog) -> Iterator[str]:
    """Give each message that a catalogue has no translation for."""
    for message in extracted():
        if message.id:
            found = catalog.get(message.id)
            if found is None or found.fuzzy or not all(_forms(found.string)):
                yield message.id if isinstance(message.id, str) else message.id[0]


def _forms(words: str | Sequence[str] | None) -> Sequence[str]:
    return (words or "",) if isinstance(words, str | None) else words


def main() -> None:
    """Bring the catalogues up to date."""
    messages = extracted()
    for file in sorted(FOLDER.glob("*.po")):
        with file.open("rb") as lines:
            translated = read_po(lines, locale=file.stem, abort_invalid=True)
        translated.update(messages, no_fuzzy_matching=True)
        file.write_text(written(translated), encoding="utf-8")


if __name__ == "__main__":
    main()
