"""What templates do to the clean HTML of a text before they show it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from affiche.localization import NO_BREAK_SPACE
from affiche.model import REFERENCE
from affiche.site.tables import with_cards

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.model import Section

_REFERENCE = re.compile(rf'<a class="{REFERENCE}" href="#(?P<id>[^"]*)">')


def scrollable(section: Section) -> Markup:
    """Let each table of a section scroll by itself, also by keyboard, so that the page never does sideways."""
    if "<table>" not in section.html:
        return Markup(section.html)  # noqa: S704 section HTML is sanitised
    opening = f'<div class="table" role="group" tabindex="0" aria-labelledby="heading-{section.id}"><table'
    html = with_cards(section.html).replace("<table", opening).replace("</table>", "</table></div>")
    return Markup(html)  # noqa: S704 clean before


def numbered(html: str, numbers: Mapping[str, str]) -> Markup:
    """Show the number of its section in each reference; the text itself holds the title alone."""

    def with_number(match: re.Match[str]) -> str:
        number = numbers.get(match["id"], "")
        return f'{match[0]}<span class="number">{number}.</span>{NO_BREAK_SPACE}' if number else match[0]

    return Markup(_REFERENCE.sub(with_number, html) if REFERENCE in html else html)  # noqa: S704 clean before
