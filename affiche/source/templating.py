"""Facts into text: `{{ facts.contact.email }}` and `{{ table("recipients") }}`.

A policy text is a Jinja2 template in a sandbox that knows nothing but the policy's facts: no clock, no
environment, no files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, TemplateSyntaxError, Undefined, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from affiche.source.files import LARGEST_FILE
from affiche.source.template_check import FILTERS, SUCH_AS, NameCheck, braces_at, note_broken_braces
from affiche.source.text.blocks import code_places

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from affiche.problems import Location, ProblemLog
    from affiche.source.files import SourceFile
    from affiche.source.template_context import TemplateContext


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja2 with nothing in reach but facts."""

    def __init__(self) -> None:
        # `{#` opens an attribute list in a policy, so comments need another sign
        super().__init__(
            undefined=_Unknown,
            comment_start_string="<!--#",
            comment_end_string="#-->",
            keep_trailing_newline=True,
            finalize=_only_text,
            optimized=False,
        )
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Let a fact be called `items` or `keys`."""
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def parses(self, text: str) -> bool:
        """Say whether a text can be read."""
        try:
            self.parse(text)
        except TemplateSyntaxError:
            return False
        return True


class _Unknown(StrictUndefined):
    """A name that leads to nothing, in words for an editor."""

    @property
    def _undefined_message(self) -> str:
        return f"{self._undefined_name} is not defined here"


def _only_text(value: object) -> object:
    if isinstance(value, (str, int, Undefined)):
        return value
    raise SecurityError("this is not one text, but several")


_SANDBOX = _Sandbox()


def filled(file: SourceFile, supply: TemplateContext, log: ProblemLog) -> str | None:
    """Give the text with every fact put in, or note each name that is not defined."""
    try:
        return _generated(file, supply, log)
    except TemplateSyntaxError as error:
        note_broken_braces(file, error.lineno, _SANDBOX.parses, log)
    except RecursionError:
        log.add(
            file.whole(),
            "what stands between braces is nested too deep",
            expected=SUCH_AS,
            rule="text/braces",
        )
    except (UndefinedError, SecurityError) as error:
        log.add(
            _place_of(error, file), str(error.message), expected="a fact that is one text", rule="text/braces"
        )
    except (TypeError, ValueError, LookupError) as error:
        log.add(
            _place_of(error, file),
            "this cannot be put in",
            expected="a fact that is one text",
            rule="text/braces",
        )
    return None


def _generated(file: SourceFile, supply: TemplateContext, log: ProblemLog) -> str | None:
    names, found = supply.names(), len(log.problems)
    tree = _SANDBOX.parse(_with_code_as_written(file.text, names))
    NameCheck(file, names, supply.choices(), log).check(tree)
    if len(log.problems) > found:
        return None
    return "".join(_bounded(_SANDBOX.from_string(tree).generate(names))).replace(_AS_WRITTEN, "{")


_AS_WRITTEN = "\x07"
"""Stands for the first brace of two that put nothing in; no source can hold it."""
_OPENING = re.compile(r"\{(?=\{-?\s*(?P<name>[^\W\d]\w*)?|%-?\s*(?P<raw>(?:end)?raw\b)?)")


def _with_code_as_written(text: str, names: Collection[str]) -> str:
    """Close the braces in code that name nothing of the policy: there, they are an example of braces."""
    if "`" not in text and "    " not in text and "\t" not in text:
        return text

    def closed(match: re.Match[str]) -> str:
        return "{" if match["name"] in names or match["raw"] else _AS_WRITTEN

    parts, last = [], 0
    for start, end in code_places(text):
        parts += [text[last:start], _OPENING.sub(closed, text[start:end])]
        last = end
    return "".join([*parts, text[last:]])


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    """Stop a text that grows beyond what could be read again."""
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > LARGEST_FILE:
            raise SecurityError(f"with its facts, this text has more than {LARGEST_FILE:,} characters")
        yield piece


def _place_of(error: BaseException, file: SourceFile) -> Location:
    """Find the line of the text in a traceback that Jinja2 has rewritten."""
    line, trace = 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in {"<template>", "<unknown>"}:
            line = trace.tb_lineno
        trace = trace.tb_next
    return braces_at(line, file)
