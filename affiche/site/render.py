"""Page records into HTML and XML, by the templates."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from affiche.model import REFERENCE
from affiche.problems import ContentError, Location, Problem
from affiche.site.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from affiche.model import Section
    from affiche.site.records import Page

STYLE = "style.css"
_REFERENCE = re.compile(rf'<a class="{REFERENCE}" href="#(?P<id>[^"]*)">')


class Theme:
    """The templates and the style sheet; a site's own file replaces its namesake."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Look for each file in the folders in their order."""
        self._folders = folders
        self._environment = Sandbox(
            loader=FileSystemLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters |= {"numbered": numbered, "scrollable": scrollable}

    def style(self) -> str:
        """Give the text of the style sheet."""
        for folder in self._folders:
            if (folder / STYLE).is_file():
                return (folder / STYLE).read_text(encoding="utf-8")
        raise ContentError([_missing(STYLE)])

    def style_tag(self) -> str:
        """Give eight signs that change whenever the style sheet does, so that no browser shows an old one."""
        return hashlib.sha256(self.style().encode()).hexdigest()[:8]

    def render(self, page: Page) -> str:
        """Write a page; a template that is missing or fails is a ContentError at its line."""
        voice = page.frame.voice
        try:
            template = self._environment.get_template(page.template)
            return template.render(
                page=page, _=voice.text, ngettext=voice.count, date=voice.date, plain_date=voice.plain_date
            )
        except TemplateNotFound as error:
            raise ContentError([_missing(str(error))]) from error
        except TemplateSyntaxError as error:
            where = Location(path=f"templates/{error.name}", line=error.lineno, column=1)
            raise ContentError(
                [Problem(location=where, message=f"the template cannot be read: {error.message}")]
            ) from error
        except (TemplateError, TypeError, ValueError, KeyError, AttributeError, ArithmeticError) as error:
            where = _place_in_template(error, page.template)
            raise ContentError([Problem(location=where, message=f"the template fails: {error}")]) from error


def scrollable(section: Section) -> Markup:
    """Let each table of a section scroll by itself, also by keyboard, so that the page never does sideways."""
    if "<table>" not in section.html:
        return Markup(section.html)  # noqa: S704 section HTML is sanitised
    opening = f'<div class="table" role="region" tabindex="0" aria-labelledby="heading-{section.id}"><table>'
    return Markup(section.html.replace("<table>", opening).replace("</table>", "</table></div>"))  # noqa: S704


def numbered(html: str, numbers: Mapping[str, str]) -> Markup:
    """Show the number of its section in each reference; the text itself holds the title alone."""

    def with_number(match: re.Match[str]) -> str:
        number = numbers.get(match["id"], "")
        return f'{match[0]}<span class="number">{number}.</span> ' if number else match[0]

    return Markup(_REFERENCE.sub(with_number, html) if REFERENCE in html else html)  # noqa: S704 clean before


def _missing(name: str) -> Problem:
    return Problem(
        location=Location(path=f"templates/{name}"),
        message="there is no such template",
        expected="a file of that name in the site's own templates or among the default ones",
    )


def _place_in_template(error: BaseException, name: str) -> Location:
    """Find the innermost line of a template in a traceback that Jinja2 has rewritten."""
    place, trace = Location(path=f"templates/{name}", line=1, column=1), error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith((".html", ".xml")):
            place = Location(path=f"templates/{file.rpartition('/')[2]}", line=trace.tb_lineno, column=1)
        trace = trace.tb_next
    return place
