"""What may be wrong with a site's own theme and look: files, words without a translation, colours hard to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import TemplateSyntaxError
from jinja2.ext import extract_from_ast

from affiche.look import LEAST_CONTRAST, STATIC, Scheme, weak_colours
from affiche.problems import ContentError, Location, Problem, Severity, did_you_mean, nearest
from affiche.site.urls import STYLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from affiche.localization import Localizer
    from affiche.model import Site
    from affiche.site.theme.theme import Theme

SERVED = ("svg", "png", "jpg", "jpeg", "webp", "avif", "gif", "ico", "woff2", "woff", "css", "txt", "pdf")
"""Kinds of files that a page can show or a reader can fetch."""


def review(theme: Theme, site: Site, localizers: Mapping[str, Localizer]) -> Iterator[Problem]:
    """Find what is wrong; a file that `look:` names and that is not there is an error, the rest is advice."""
    yield from _missing(theme, site)
    yield from _unused(theme, site)
    yield from _untranslated(theme, localizers)
    yield from _weak(theme, site)


def _missing(theme: Theme, site: Site) -> Iterator[Problem]:
    for name in site.look.files:
        if name not in theme.static:
            yield Problem(
                location=Location(path="site.yaml"),
                message=f"`look` names {name!r}, which is not in templates/{STATIC}/",
                expected=", ".join(theme.static) or "a file there",
                fix=did_you_mean(nearest(name, theme.static))
                or f"put {name} into the folder templates/{STATIC}/",
                rule="theme/missing-file",
            )


def _unused(theme: Theme, site: Site) -> Iterator[Problem]:
    texts = theme.own_texts()
    for name in theme.static:
        kind = name.rpartition(".")[2].lower()
        if kind not in SERVED:
            message, fix = f"a file of the kind .{kind} is not shown by any page", "take it out of the folder"
        elif name not in {*site.look.files, *site.look.files_elsewhere} and not any(
            name in text for text in texts.values()
        ):
            message = "no page uses this file"
            fix = f'name it in `look` in site.yaml or in a template, as `{{{{ page.layout.static["{name}"] }}}}`; or remove it'
        else:
            continue
        place = Location(path=f"templates/{STATIC}/{name}")
        yield _advice(place, message, fix, "theme/unused-file")


def _untranslated(theme: Theme, localizers: Mapping[str, Localizer]) -> Iterator[Problem]:
    for name, text in theme.own_texts().items():
        for line, words in _words(theme, name, text):
            for localizer in localizers.values():
                language = localizer.tag.partition("-")[0]
                if language != "en" and not localizer.knows(words):
                    shown = text.split("\n")[line - 1].strip()
                    place = Location(path=f"templates/{name}", line=line, text=shown)
                    message = f"“{words}” has no translation into {language}"
                    yield _advice(place, message, f"add it to locales/{language}.po", "theme/untranslated")


def _words(theme: Theme, name: str, text: str) -> Iterator[tuple[int, str]]:
    """Give each sentence that a template says with `_(…)`, and its line."""
    if not name.endswith((".html", ".xml", ".txt")):
        return
    try:
        tree = theme.parsed(text)
    except (TemplateSyntaxError, ContentError):
        return  # a build says so
    for line, _, words in extract_from_ast(tree, ["_"], babel_style=False):
        if words and isinstance(words[0], str):
            yield line, words[0]


def _weak(theme: Theme, site: Site) -> Iterator[Problem]:
    css = theme.style(site.look)
    for weak in weak_colours(css, site.look.scheme):
        is_accent = weak.name == "link" and bool(site.look.accent)
        key = "accent_dark" if weak.scheme is Scheme.DARK else "accent"
        yield _advice(
            Location(path="site.yaml" if is_accent else f"templates/{STYLE}"),
            f"{'`accent`' if is_accent else f'--{weak.name}'} on --{weak.ground} has a contrast of "
            f"{weak.contrast:.2f} on {weak.scheme.value} pages; {LEAST_CONTRAST} is needed to read it",
            f"choose another colour for `{key}`"
            if is_accent
            else f"set --{weak.name} for {weak.scheme.value} pages",
            "theme/contrast",
        )


def _advice(place: Location, message: str, fix: str, rule: str) -> Problem:
    return Problem(location=place, message=message, fix=fix, rule=rule, severity=Severity.ADVICE)
