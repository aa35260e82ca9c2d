"""What stands between braces in a working text, each with the words that it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from affiche.source.templating import filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from affiche.problems import ProblemLog
    from affiche.source import SourceFile
    from affiche.source.template_context import TemplateContext

_BRACES = re.compile(r"\{\{.*?\}\}|\{%-?\s*(?P<word>\w+).*?%\}", re.DOTALL)
_BEGIN, _NUMBER_END, _END = "\ue000", "\ue001", "\ue002"
_VALUE = re.compile(f"{_BEGIN}([0-9]+){_NUMBER_END}(.*?){_END}", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Braces:
    """A fact, a promise, a table, or a whole choice or loop, as written and as shown."""

    start: int
    end: int
    source: str
    value: str
    """Markdown."""

    @property
    def name(self) -> str:
        """What it is called in messages, such as `facts.contact.email`."""
        return self.source.strip("{}% ").split("\n")[0]


def read_braces(file: SourceFile, supply: TemplateContext, log: ProblemLog) -> tuple[Braces, ...]:
    """Find all braces of a text and what each shows; a name that is not defined is noted, and nothing is returned."""
    places = list(_outermost(file.text))
    if not places:
        return ()
    marked, last = "", 0
    for number, (start, end) in enumerate(places):
        marked += f"{file.text[last:start]}{_BEGIN}{number}{_NUMBER_END}{file.text[start:end]}{_END}"
        last = end
    if filled(file, supply, log) is None:  # its places are those of the file as it is
        return ()
    shown = filled(replace(file, text=marked + file.text[last:]), supply, log) or ""
    values = {int(match[1]): match[2] for match in _VALUE.finditer(shown)}
    return tuple(
        Braces(start=start, end=end, source=file.text[start:end], value=values.get(number, ""))
        for number, (start, end) in enumerate(places)
    )


def _outermost(text: str) -> Iterator[tuple[int, int]]:
    """Find the braces that stand in no choice or loop; one of these is a place from its beginning to its end."""
    depth = begin = 0
    for match in _BRACES.finditer(text):
        word = match["word"]
        if word in {"if", "for"}:
            begin = match.start() if depth == 0 else begin
            depth += 1
        elif word in {"endif", "endfor"}:
            depth -= 1
            if depth == 0:
                yield begin, match.end()
        elif depth == 0:
            yield match.span()
