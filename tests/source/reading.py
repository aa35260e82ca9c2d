"""Small ways to read a text in a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from affiche.problems import ProblemLog
from affiche.source import MarkdownRenderer, SourceFile
from affiche.source.data.yaml import read_yaml
from affiche.source.template_context import TemplateContext
from affiche.source.text.editions import Draft, edition
from affiche.source.working_text import put_in

if TYPE_CHECKING:
    from affiche.model import Edition
    from affiche.source.data.yaml import Plain


def messages(log: ProblemLog) -> list[str]:
    return [problem.message for problem in log.problems]


def plain(text: str) -> tuple[Plain, list[str]]:
    """What a YAML text says, and its problems."""
    log = ProblemLog()
    node = read_yaml(SourceFile(path="a.yaml", text=text), log)
    return (node.plain() if node else None), messages(log)


def read(text: str, source_ids: tuple[str, ...] = ()) -> Edition:
    """A Markdown text as an edition."""
    return edition(
        Draft(locale="en", text=text, fallback_title="Untitled", source_ids=source_ids), MarkdownRenderer()
    )


CONTEXT = TemplateContext(
    facts={
        "email": "us@example.com",
        "items": ("one", "two"),
        "kept": {"years": "7"},
        "who": {"columns": {"name": "Name"}, "rows": ({"name": "A|B"}, {"name": "C"})},
    },
    promises={"notice_days": "30"},
    organisation={"name": "Harbour Books"},
    links={"cookies": "[Cookies](/en/cookies/)"},
)


def filled(text: str) -> tuple[str | None, list[str]]:
    """A text with its facts put in, and its problems."""
    log = ProblemLog()
    return put_in(SourceFile(path="en.md", text=text), CONTEXT, log), messages(log)
