"""The editing component is one file, built from a lock file, that asks nobody for anything."""

from __future__ import annotations

import json
import re

from tests.site.building import ROOT

EDITOR = ROOT / "editor"
STATIC = ROOT / "affiche" / "serving" / "editor" / "static"


def test_what_is_in_it_is_what_the_lock_file_names() -> None:
    locked = json.loads((EDITOR / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    parts = {
        f"{name.removeprefix('node_modules/')} {package['version']} ({package['license']})"
        for name, package in locked.items()
        if name.startswith("node_modules/") and not package.get("dev")
    }
    said = (STATIC / "codemirror.txt").read_text(encoding="utf-8")
    listed = set(re.findall(r"^@?[\w/-]+ \d+\.\d+\.\d+ \(.+\)$", said, re.MULTILINE))
    assert listed == parts
    assert said.count("Permission is hereby granted") >= 1


def test_the_lock_file_names_no_registry() -> None:
    text = (EDITOR / "package-lock.json").read_text(encoding="utf-8")
    assert "resolved" not in text
    assert "registry." not in text
    assert '"integrity": "sha512-' in text


def test_it_names_no_other_server() -> None:
    for name in ("codemirror.js", "editor.js", "editor.css"):
        text = (STATIC / name).read_text(encoding="utf-8")
        found = set(re.findall(r"(?:https?|wss?)://[\w.$@{-]+", text)) - {
            "http://livereload.com",  # the name of a protocol
            "http://www.w3.org",  # and of a namespace
            "ws://${location.host",
        }
        assert not [address for address in found if not address.endswith("${")], name
