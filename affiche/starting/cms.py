"""A configuration for Sveltia CMS and Decap CMS, one and the same: the texts as texts, policy.yaml as a form.

Both know files of several languages only under names of their own, such as `privacy.en.md`. So each language is a
file by itself, and words of several languages in policy.yaml stand next to each other.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from affiche.messages import shown_lines
from affiche.problems import ProblemLog
from affiche.source import SourceFile, read_yaml
from affiche.source.data.described import described
from affiche.source.data.localised import is_localised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from affiche.source.data.yaml import Plain
    from affiche.starting.answers import Answers

_POLICY = "content/privacy"
_HEAD = """\
# For Sveltia CMS or Decap CMS, whichever admin/index.html loads; docs/editing.md says how to begin.
# A fact that is added to policy.yaml by hand is kept; to edit it here as well, add a field for it below.

"""
_PAGE = Path(__file__).parent / "cms.html"
_LONG = 60
"""Characters of a value for which one line is not enough."""


def cms_files(files: Mapping[str, bytes], answers: Answers) -> dict[str, bytes]:
    """Give the two files of the CMS for a new site with these files."""
    text = files[f"{_POLICY}/policy.yaml"].decode()
    node = read_yaml(SourceFile(path="policy.yaml", text=text), ProblemLog())
    plain = node.plain() if node else {}
    assert isinstance(plain, dict)
    page = _PAGE.read_text(encoding="utf-8").format(language=answers.locales[0], name=escape(answers.name))
    config = yaml.safe_dump(_config(plain, answers.locales), allow_unicode=True, sort_keys=False, width=110)
    return {"admin/config.yml": f"{shown_lines(_HEAD)}{config}".encode(), "admin/index.html": page.encode()}


def _config(plain: Mapping[str, Plain], locales: Sequence[str]) -> dict[str, Any]:
    texts = [
        {
            "name": locale,
            "label": f"{locale}.md",
            "file": f"{_POLICY}/{locale}.md",
            "fields": [{"name": "body", "label": "Markdown", "widget": "text"}],
        }
        for locale in locales
    ]
    facts = {
        "name": "policy",
        "label": "policy.yaml",
        "file": f"{_POLICY}/policy.yaml",
        "fields": list(_fields(plain, (), locales)),
    }
    return {
        "backend": {"name": "github", "repo": "OWNER/NAME", "branch": "main"},
        "local_backend": True,
        "media_folder": _POLICY,
        "public_folder": "",
        "collections": [
            {
                "name": "privacy",
                "label": "Privacy policy",
                "editor": {"preview": False},
                "files": [*texts, facts],
            }
        ],
    }


def _fields(
    plain: Mapping[str, Plain], path: tuple[str, ...], locales: Sequence[str]
) -> Iterator[dict[str, Any]]:
    for key, value in plain.items():
        said = described((*path, key))
        start = {"name": key, "label": key} | ({"hint": said.hint} if said.hint else {})
        yield {**start, "required": False, **_widget(value, (*path, key), locales)}


def _widget(value: Plain, path: tuple[str, ...], locales: Sequence[str]) -> dict[str, Any]:
    """Say how a value is edited."""
    said = described(path)
    if isinstance(value, dict) and value.keys() >= {"columns", "rows"}:
        return {"widget": "object", "collapsed": True, "fields": list(_table(value, path, locales))}
    if isinstance(value, dict):
        is_open = is_localised(value, locales)
        fields = list(_fields(value, path, locales))
        return {"widget": "object", "collapsed": not is_open, "fields": fields}
    if isinstance(value, list):
        choices = described((*path, 0)).choices
        return (
            {"widget": "select", "multiple": True, "options": list(choices)}
            if choices
            else {"widget": "list"}
        )
    if said.choices:
        return {"widget": "select", "options": list(said.choices)}
    if said.is_number:
        return {"widget": "number", "value_type": "int"}
    return {"widget": "text" if value and len(value) > _LONG else "string"}


def _table(
    value: Mapping[str, Plain], path: tuple[str, ...], locales: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """Let rows be added and taken out; a column is in several languages if any of its cells is."""
    columns, rows = value["columns"], value["rows"]
    assert isinstance(columns, dict)
    assert isinstance(rows, list)
    yield from _fields({"columns": columns}, path, locales)
    cells: dict[str, Plain] = {}
    for row in rows:
        assert isinstance(row, dict)
        for key, cell in row.items():
            if key not in cells or isinstance(cell, dict):
                cells[key] = cell
    fields = list(_fields(cells, path, locales))
    yield {"name": "rows", "label": "rows", "widget": "list", "summary": "{{fields.id}}", "fields": fields}
