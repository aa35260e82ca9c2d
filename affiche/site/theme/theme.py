"""Page records into HTML and XML, by the templates; a site's own file replaces its namesake."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    PrefixLoader,
    TemplateError,
    TemplateNotFound,
    TemplateRuntimeError,
    TemplateSyntaxError,
)

from affiche.defaults import file_names, read_file
from affiche.look import STATIC, branded
from affiche.notices.fields import escaped_around_fields
from affiche.problems import ContentError, Location, Problem
from affiche.site.theme.compiled import Compiled, CompiledBesideProgram
from affiche.site.theme.filters import framed, numbered, schema_org, scrollable, styled, with_cards
from affiche.site.theme.folds import folded
from affiche.site.theme.libraries import LIBRARIES, for_each_page, looks_at_page
from affiche.site.theme.redline_marks import phrased, spoken
from affiche.site.theme.sandbox import Sandbox
from affiche.site.theme.templates import OwnTemplates, Templates, Unknown
from affiche.site.urls import STYLE, put_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment, nodes

    from affiche.localization import Localizer
    from affiche.look import Look
    from affiche.site.pages.sitemap import Sitemap
    from affiche.site.records import EditionPage, Page
    from affiche.site.urls import Urls

DEFAULT = "default/"
"""Before a name: the file of the default theme, also where the site has a namesake of its own."""
TEMPLATES = (".html", ".xml", ".txt")
"""How the names of templates end."""
_COMPILED: dict[type[Templates], Compiled] = {OwnTemplates: CompiledBesideProgram(), Sandbox: Compiled()}
FILTERS = {
    "framed": framed,
    "carded": with_cards,
    "numbered": numbered,
    "folded": folded,
    "phrased": phrased,
    "spoken": spoken,
    "scrollable": scrollable,
    "schema_org": schema_org,
    "fields": escaped_around_fields,
    "styled": styled,
}


def fingerprinted(file: str, content: str) -> str:
    """Return the address of a file with its digest, so that no browser shows an old one."""
    return f"{file}?{hashlib.sha256(content.encode()).hexdigest()[:8]}"


LARGEST_PAGE = 50_000_000
"""Characters, fifty times the longest text that is accepted."""
_SLIPS = (TemplateError, TypeError, ValueError, KeyError, AttributeError, ArithmeticError)
"""What a template ends in that asks for what is not there."""


def _bounded(page: str) -> str:
    """Return a page, if it can be written, compressed and compared in reasonable memory."""
    if len(page) > LARGEST_PAGE:
        raise TemplateRuntimeError(f"it makes {len(page):,} characters")
    return page


def _is_markup(name: str | None) -> bool:
    """Return whether what a template puts in is escaped: not in plain text, where nothing means anything else."""
    return name is None or not name.endswith(".txt")


class Theme:
    """The templates, and the files that pages need beside them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Look for each file in the folders in their order; the last one holds the default theme."""
        self._folders = folders
        has_own = _any_of_a_site(folders)
        self.is_default = not has_own
        """Whether all pages are written by Affiche's own templates."""
        self._kind: type[Templates] = Sandbox if has_own else OwnTemplates
        found = (_found(folders[:-1], name) for name in LIBRARIES)
        anew = any(looks_at_page(file[1]) for file in found if file)
        default = _Loader(folders[-1:], anew=anew)
        # Outside the sandbox no template is even looked for that is not Affiche's own.
        first = _Loader(folders, anew=anew) if has_own else default
        self._loader = ChoiceLoader([first, PrefixLoader({DEFAULT.rstrip("/"): default})])
        self._templates: dict[Localizer, Templates] = {}

    def _in_words_of(self, localizer: Localizer) -> Templates:
        """Give the templates in the words of a language, in which their libraries are imported once."""
        if localizer not in self._templates:
            templates = self._kind(
                loader=self._loader,
                autoescape=_is_markup,
                undefined=Unknown,
                trim_blocks=True,
                lstrip_blocks=True,
                keep_trailing_newline=True,
                auto_reload=False,
                bytecode_cache=_COMPILED[self._kind],
            )
            templates.filters |= FILTERS
            templates.globals |= {
                "_": localizer.text,
                "ngettext": localizer.count,
                "date": localizer.date,
                "plain_date": localizer.plain_date,
                "localizer": localizer,
            }
            self._templates[localizer] = templates  # whole, as pages of a preview are made in several threads
        return self._templates[localizer]

    def forget(self) -> None:
        """Let go of the parts of pages that are kept, as another policy shows hardly any of them."""
        for templates in self._templates.values():
            templates.kept.forget()

    def paper(self, page: EditionPage) -> str:
        """Lay a page out for its PDF file."""
        return self.fill(page.paper_template, page, page.layout.localizer).lstrip()

    def render(self, page: Page | Sitemap) -> str:
        """Write a page; a template that is missing or fails is a ContentError at its line."""
        text = self.fill(page.template, page, page.layout.localizer)
        return put_in(text, {each.locale: each.address for each in page.alternates})

    def fill(self, name: str, page: object, localizer: Localizer) -> str:
        """Write any template that shows a record, in the words of a language."""
        try:
            return _bounded(self._in_words_of(localizer).get_template(name).render(page=page))
        except TemplateNotFound as error:
            raise ContentError([_missing(str(error.name or name))]) from error
        except TemplateSyntaxError as error:
            where = self._place(error.name or name, error.lineno)
            problem = Problem(
                location=where, message=f"the template cannot be read: {error.message}", rule="theme/template"
            )
            raise ContentError([problem]) from error
        except UnicodeDecodeError as error:
            raise ContentError([self._not_utf8()]) from error
        except RecursionError:
            raise ContentError([self._circle(name)]) from None
        except MemoryError as error:
            message = "the template makes a text that is larger than the memory"
            raise ContentError(
                [Problem(location=self._place_of(error, name), message=message, rule="theme/template")]
            ) from None
        except Exception as error:
            if isinstance(error, ContentError) or not (isinstance(error, _SLIPS) or self._is_at_work(error)):
                raise
            problem = Problem(
                location=self._place_of(error, name),
                message=f"the template fails: {str(error) or type(error).__name__}",
                rule="theme/template",
            )
            raise ContentError([problem]) from error

    def _file(self, name: str) -> tuple[Path, bytes] | None:
        folders = self._folders[-1:] if name.startswith(DEFAULT) else self._folders
        return _found(folders, name.removeprefix(DEFAULT))

    def read(self, name: str) -> str:
        """Return a file of the theme that is no template; a style sheet may begin with its default namesake."""
        found = self._file(name)
        if found is None:
            raise ContentError([_missing(name)])
        try:
            text = found[1].decode()
        except UnicodeDecodeError as error:
            raise ContentError([_wrongly_saved(name)]) from error
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        whole = f'@import "{DEFAULT}{name}";'
        return text.replace(whole, self.read(f"{DEFAULT}{name}")) if whole in text else text

    def style(self, look: Look) -> str:
        """Return the style sheet in the look of a site, with the digest of each file that it names."""
        css = branded(self.read(STYLE), look)
        for name, digest in self.static_digests.items():
            css = css.replace(f"{STATIC}/{name}", f"{STATIC}/{name}?{digest}")
        return css

    @cached_property
    def static(self) -> Mapping[str, bytes]:
        """The files that the site's own theme has served as they are, by name."""
        own = self._folders[:-1]
        names = {name: folder for folder in reversed(own) for name in file_names(folder, STATIC)}
        found = {name: read_file(folder, f"{STATIC}/{name}") for name, folder in sorted(names.items())}
        return {name: data for name, data in found.items() if data is not None and not name.startswith(".")}

    def own_texts(self) -> Mapping[str, str]:
        """Return the templates and style sheets of the site's own theme, by name."""
        names = {name: folder for folder in reversed(self._folders[:-1]) for name in file_names(folder)}
        found = {name: read_file(folder, name) for name, folder in sorted(names.items())}
        return {name: data.decode(errors="replace") for name, data in found.items() if data is not None}

    def parsed(self, template: str) -> nodes.Template:
        """Take a template apart; TemplateSyntaxError where it is none, or nested deeper than Python can follow."""
        try:
            return Sandbox(loader=self._loader, trim_blocks=True).parse(template)
        except RecursionError:
            raise TemplateSyntaxError("it is nested too deep", 1) from None

    def static_addresses(self, urls: Urls) -> Mapping[str, str]:
        """Return where each of these files is served, with its digest."""
        return {
            name: f"{urls.named(f'{STATIC}/{name}').href}?{digest}"
            for name, digest in self.static_digests.items()
        }

    @cached_property
    def static_digests(self) -> Mapping[str, str]:
        """What makes the address of such a file new when the file is."""
        return {name: hashlib.sha256(data).hexdigest()[:8] for name, data in self.static.items()}

    def _place(self, name: str, line: int) -> Location:
        found = self._file(name)
        lines = found[1].decode().splitlines() if found else []
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        indent = len(text) - len(text.lstrip())
        return Location(
            path=f"templates/{name}", line=line, column=indent + 1, span=len(text.strip()) or 1, text=text
        )

    def _place_of(self, error: BaseException, name: str) -> Location:
        """Find the innermost line of a template in a traceback that Jinja2 has rewritten."""
        line, trace = 1, error.__traceback__
        while trace is not None:
            file = Path(trace.tb_frame.f_code.co_filename)
            if file.parent in self._folders:
                found = self._file(file.name)
                name = file.name if found and found[0] == file else f"{DEFAULT}{file.name}"
                line = trace.tb_lineno
            trace = trace.tb_next
        return self._place(name, line)

    def _is_at_work(self, error: BaseException) -> bool:
        """Say whether a template of the site asked for what failed, with whatever values it made up."""
        frames = (frame.f_code.co_filename for frame, _ in walk_tb(error.__traceback__))
        return any(Path(file).parent in self._folders[:-1] for file in frames)

    def _circle(self, name: str) -> Problem:
        return Problem(
            location=self._place(name, 1),
            message="the template leads back to itself without end",
            fix=f'to begin with the default one, write {{% extends "{DEFAULT}{name}" %}}',
            rule="theme/template",
        )

    def _not_utf8(self) -> Problem:
        """Find the template that is not UTF-8: the error names only the page that asked for it."""
        names = (each for each in self._loader.list_templates() if each.endswith(TEMPLATES))
        for name in names:
            try:
                self.read(name)
            except ContentError as error:
                return error.problems[0]
        return _wrongly_saved("")


class _Loader(BaseLoader):
    """Finds a template in the first folder that has it."""

    def __init__(self, folders: Sequence[Path], *, anew: bool) -> None:
        """Take the folders, and whether libraries are imported anew for each page."""
        self._folders, self._anew = folders, anew

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        del environment
        found = _found(self._folders, template)
        if found is None:
            raise TemplateNotFound(template)
        source = found[1].decode()
        return for_each_page(source) if self._anew else source, str(found[0]), None

    def list_templates(self) -> list[str]:
        return sorted({name for folder in self._folders for name in file_names(folder)})


def _any_of_a_site(folders: Sequence[Path]) -> bool:
    """Return whether a site has a template of its own, in front of the default ones."""
    own = (folder for folder in folders[:-1] if folder != folders[-1])
    return any(name.lower().endswith(TEMPLATES) for folder in own for name in file_names(folder))


def _found(folders: Sequence[Path], name: str) -> tuple[Path, bytes] | None:
    for folder in folders:
        data = read_file(folder, name)
        if data is not None:
            return folder / name, data
    return None


def _missing(name: str) -> Problem:
    return Problem(
        location=Location(path=f"templates/{name}"),
        message="there is no such template",
        expected="a file of that name in the site's own templates or among the default ones",
        rule="theme/template",
    )


def _wrongly_saved(name: str) -> Problem:
    return Problem(
        location=Location(path=f"templates/{name}"),
        message="the file is not UTF-8",
        expected="a text saved as UTF-8",
        fix="in your editor, choose “Save with encoding: UTF-8”",
        rule="files/encoding",
    )
