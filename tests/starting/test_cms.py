"""The configuration of a CMS knows just the files of the site, and what the schema knows of each key."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from affiche.cli import main
from affiche.source.data.schemas import json_schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = json.loads(json_schemas()["policy.schema.json"])
WIDGETS = {"string", "text", "number", "select", "list", "object"}
"""Those that both Sveltia and Decap have under these names."""


def started(folder: Path, *options: str) -> Path:
    given = [
        "--yes",
        "--name",
        'Finch "&" <Sons>',
        "--email",
        "privacy@finch.test",
        "--timezone",
        "America/Toronto",
    ]
    assert main(["new", str(folder / "site"), *given, *options]) == 0
    return folder / "site"


def read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def every(fields: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for field in fields:
        yield field
        yield from every(field.get("fields", []))


@pytest.mark.parametrize("locales", ["en fr", "fr", "en de cs"])
def test_each_file_and_each_key_has_its_field(tmp_path: Path, locales: str) -> None:
    folder = started(tmp_path, "--cms", "--locales", locales)
    config = read(folder / "admin" / "config.yml")
    (collection,) = config["collections"]
    *texts, policy = collection["files"]
    assert [each["file"] for each in texts] == [f"content/privacy/{locale}.md" for locale in locales.split()]
    assert all((folder / each["file"]).is_file() for each in collection["files"])
    assert [[field["name"] for field in each["fields"]] for each in texts] == [["body"]] * len(texts)
    assert {field["widget"] for field in every(policy["fields"])} <= WIDGETS
    assert_covers(policy["fields"], read(folder / policy["file"]))
    assert {field["name"] for field in policy["fields"]} <= SCHEMA["properties"].keys()


def assert_covers(fields: list[dict[str, Any]], value: dict[str, Any]) -> None:
    """Each key that is there has a field; of a row, each column."""
    known = {field["name"]: field for field in fields}
    assert known.keys() >= value.keys()
    for key, inner in value.items():
        if isinstance(inner, dict):
            assert known[key]["widget"] == "object"
            assert_covers(known[key]["fields"], inner)
        elif isinstance(inner, list) and isinstance(inner[0], dict):
            assert known[key]["widget"] == "list"
            for row in inner:
                assert_covers(known[key]["fields"], row)


def test_choices_and_hints_are_those_of_the_schema(tmp_path: Path) -> None:
    folder = started(tmp_path, "--cms")
    fields = read(folder / "admin" / "config.yml")["collections"][0]["files"][-1]["fields"]
    promises = {
        field["name"]: field for field in next(f for f in fields if f["name"] == "promises")["fields"]
    }
    shape = SCHEMA["$defs"]["PromisesShape"]["properties"]
    assert {name: field["hint"] for name, field in promises.items()} == {
        name: shape[name].get("description", promises[name]["hint"]) for name in promises
    }
    assert promises["notice_days"]["value_type"] == "int"
    assert promises["archive"]["options"] == ["yes", "no"]
    (major,) = promises["tell"]["fields"]
    assert (major["multiple"], major["options"]) == (True, SCHEMA["$defs"]["Channel"]["enum"])


def test_the_page_names_the_company_and_one_cms(tmp_path: Path) -> None:
    page = (started(tmp_path, "--cms") / "admin" / "index.html").read_text(encoding="utf-8")
    assert "<title>Finch &quot;&amp;&quot; &lt;Sons&gt;</title>" in page
    before, _, commented = page.partition("<!-- Or")
    assert before.count("<script src=") == 1
    assert "decap-cms@" in commented


def test_nothing_of_it_unless_asked_for(tmp_path: Path) -> None:
    assert not (started(tmp_path) / "admin").exists()
