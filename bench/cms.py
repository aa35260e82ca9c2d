"""`make measure-cms MODULES=…/node_modules`: what Decap CMS makes of a new site that is edited with it.

A text and a fact are edited in Chromium, through Decap's local server; then the files are compared with what they were.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from affiche.cli import main as affiche
from affiche.editing.yaml_text import plain_of
from tests.browser.chromium import chromium_path, started
from tests.browser.serving import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

NEW = ("--cms", "--yes", "--name", "Finch", "--email", "privacy@finch.test", "--timezone", "America/Toronto")
PAGE = '<!doctype html><meta charset="utf-8"><body><script src="decap-cms.js"></script>'
PORT = 8081
"""Where Decap looks for its local server."""


def main(modules: Path) -> None:
    """Edit, and say what became of the files."""
    path = chromium_path()
    assert path, "There is no Chromium here."
    with tempfile.TemporaryDirectory() as place:
        site = Path(place) / "site"
        affiche(["new", str(site), *NEW])
        policy = site / "content" / "privacy"
        for file in (modules / "decap-cms" / "dist").glob("*.js"):
            shutil.copy(file, site / "admin")
        (site / "admin" / "index.html").write_text(PAGE, encoding="utf-8")
        before = {name: (policy / name).read_text(encoding="utf-8") for name in ("en.md", "policy.yaml")}
        with started(path) as browser, local_server(modules, site), served(site, is_strict=False) as home:
            for name in before:
                edit(browser.new_page(), home.replace("127.0.0.1", "localhost"), name)
        report(before, {name: (policy / name).read_text(encoding="utf-8") for name in before})


@contextmanager
def local_server(modules: Path, site: Path) -> Iterator[None]:
    """Run Decap's local server in the folder of a site."""
    environment = os.environ | {"GIT_REPO_DIRECTORY": str(site), "BIND_HOST": "127.0.0.1", "PORT": str(PORT)}
    script = modules / "decap-server" / "dist" / "index.js"
    process = subprocess.Popen(["node", script], env=environment, stdout=subprocess.DEVNULL)
    time.sleep(3)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def edit(page: Page, home: str, name: str) -> None:
    """Change a file as a person does, and save it."""
    page.goto(f"{home}/admin/index.html")
    page.get_by_role("button", name="Login").click()
    page.get_by_role("link", name=name).first.click()
    if name.endswith(".md"):
        page.locator("textarea").first.click()
        page.keyboard.press("Control+End")
        page.keyboard.type("One more sentence.")
    else:
        page.locator("input[type=text]").first.fill("Our privacy policy")
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Publish now").click()
    page.get_by_text("Entry saved").wait_for()
    page.close()


def report(before: dict[str, str], after: dict[str, str]) -> None:
    """Print how many lines differ, and which facts."""
    for name, text in before.items():
        lines = list(unified_diff(text.splitlines(), after[name].splitlines(), n=0, lineterm=""))[2:]
        signs = [line[0] for line in lines]
        print(f"{name}: {signs.count('+')} lines put in, {signs.count('-')} taken out")
    old, new = (plain_of(each["policy.yaml"]) for each in (before, after))
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    print("keys of policy.yaml with another value:", [key for key in old if old[key] != new.get(key)])
    print(
        "comments of policy.yaml left:",
        after["policy.yaml"].count("#"),
        "of",
        before["policy.yaml"].count("#"),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
