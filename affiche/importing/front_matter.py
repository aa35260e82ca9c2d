"""The block of YAML that other programs put before a text."""

from __future__ import annotations

import re

from affiche.importing.blocks import Note

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n(?P<lines>(?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_TITLE = re.compile(r"^title:[ \t]*(?P<quote>[\"']?)(?P<words>.+?)(?P=quote)[ \t]*$", re.MULTILINE)


def without_front_matter(text: str) -> tuple[str, str, list[Note]]:
    """Take off the block of YAML that other programs put before a text; its title may be the policy's."""
    match = _FRONT_MATTER.match(text)
    if match is None or (
        match["lines"].strip() and not re.search(r"^[\w\"'-]+:", match["lines"], re.MULTILINE)
    ):
        return "", text, []
    title = _TITLE.search(match["lines"])
    lines = tuple(line for line in match["lines"].split("\n") if line.strip())
    note = Note(
        rule="import/left-out",
        message="the block between `---` lines at the top was left out",
        line=1 + text[: match.start("lines")].count("\n"),
        details=lines,
    )
    # Line numbers stay as they are.
    return (
        title["words"] if title else "",
        "\n" * match[0].count("\n") + text[match.end() :],
        [note] if lines else [],
    )
