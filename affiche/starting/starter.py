"""The files of a new site: those of the folder `starter/`, with the answers put in."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import yaml
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from affiche.defaults import default_folder
from affiche.localization.catalogue import TEMPLATE
from affiche.source.data.schemas import json_schemas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.starting.answers import Answers

_POLICY = "content/privacy"
_TEXTS = {"en": f"{_POLICY}/en.md", "fr": f"{_POLICY}/fr.md"}
"""The languages that the starter is written in; others begin with its English."""
_WORDS = {
    "personal": "données personnelles",
    "data": "données",
    "feminine": "es",
    "cookies": "cookies",
    "purpose": "finalité",
    "purposes": "finalités",
    "harm": "un risque élevé pour vos droits et libertés",
    "home": "de votre pays",
    "complain": "introduire une réclamation",
    "authority": "la CNIL en France",
}
_WORDS_OF_CANADA = {
    "personal": "renseignements personnels",
    "data": "renseignements",
    "feminine": "s",
    "cookies": "témoins",
    "purpose": "fin",
    "purposes": "fins",
    "harm": "un risque de préjudice sérieux",
    "home": "du Québec",
    "complain": "porter plainte",
    "authority": "la Commission d’accès à l’information au Québec",
}
"""What French says otherwise in France and in Canada, as laws there do."""


_READMES = {"en": "README.md", "fr": "README.fr.md"}


def starter(answers: Answers, requirements: str, spoken: str = "en") -> dict[str, bytes]:
    """Give every file of a new site, by its place in the folder; `requirements` names what a server installs.

    What is said to editors, in comments and in the README, is in the language that is `spoken`.
    """
    tags = answers.language_tags
    if all(_language(locale) == "fr" for locale in answers.locales):
        spoken = "fr"
    templates = Environment(
        loader=FileSystemLoader(default_folder("starter")),
        undefined=StrictUndefined,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 these are no pages
    )
    shared: dict[str, Any] = {
        "answers": answers,
        "requirements": requirements,
        "tags": tags,
        "after_midnight": answers.after_midnight,
        "quoted": _quoted,
        "say": lambda **own: own[spoken],
        "words": lambda **own: _in_locales(own, answers.locales),
        "first": lambda **own: _in_locales(own, answers.locales[:1]),
        **_terms(tags.values() if tags else answers.locales),
    }
    files = {
        _place(name): templates.get_template(name).render(shared)
        for name in templates.list_templates()
        if name not in {*_TEXTS.values(), *_READMES.values()}
    }
    files["README.md"] = templates.get_template(_READMES[spoken]).render(shared)
    for locale in answers.locales:
        template = templates.get_template(_TEXTS[_text_of(locale)])
        files[f"{_POLICY}/{locale}.md"] = template.render(shared, hint=_hint(locale))
        if _language(locale) not in _TEXTS:
            files[f"locales/{_language(locale)}.po"] = _interface_words(_language(locale))
    files |= {f".schemas/{name}": schema for name, schema in json_schemas().items()}
    return {name: text.encode() for name, text in sorted(files.items())}


def _place(name: str) -> str:
    """Give files that other programs expect to begin with a dot their dot."""
    return f".{name.removeprefix('dot-')}" if name.startswith("dot-") else name


def _language(locale: str) -> str:
    return locale.partition("-")[0].lower()


def _text_of(locale: str) -> str:
    """Say in which language the starter has the text for a locale."""
    return _language(locale) if _language(locale) in _TEXTS else "en"


def _hint(locale: str) -> str:
    return (
        "" if _language(locale) in _TEXTS else f"[TRANSLATE: this text is English; it is to be in {locale}.]"
    )


def _terms(tags: Any) -> Mapping[str, str]:
    return _WORDS_OF_CANADA if any(tag.lower() == "fr-ca" for tag in tags) else _WORDS


def _in_locales(words: Mapping[str, str], locales: tuple[str, ...]) -> str:
    """Write a value of YAML: a text for each locale, or the text alone where there is one locale."""
    own = {locale: words[_text_of(locale)] for locale in locales}
    if len(own) == 1:
        return _quoted(*own.values())
    return "{" + ", ".join(f"{locale}: {_quoted(text, inside=True)}" for locale, text in own.items()) + "}"


def _quoted(text: str, *, inside: bool = False) -> str:
    """Write a text as a value of YAML, in quotation marks where it needs them; inside braces it more often does."""
    # In a list, since PyYAML ends a text that stands by itself with a line of three dots.
    written = yaml.safe_dump([text], default_flow_style=inside, allow_unicode=True, width=10_000).strip("\n")
    return written[1:-1] if inside else written.removeprefix("- ")


def _interface_words(language: str) -> str:
    """Give the words of the pages in English, to be translated, so that the site can be built until they are."""
    template = default_folder("locales") / TEMPLATE
    with template.open("rb") as lines:
        catalogue = read_po(lines, locale=language)
    catalogue.fuzzy = False
    catalogue.header_comment = f"# TRANSLATE: each msgstr is English, and is to be in {language}."
    for message in catalogue:
        if message.id:
            forms = [message.id] if isinstance(message.id, str) else message.id
            message.string = (
                message.id
                if isinstance(message.id, str)
                else tuple(forms[-1] for _ in range(catalogue.num_plurals))
            )
    written = io.BytesIO()
    write_po(written, catalogue, width=110)
    return written.getvalue().decode()
