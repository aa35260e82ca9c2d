"""What runs on a server that builds: the GitHub action, the GitLab template, the hooks before a commit."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from affiche.cli import affiche as commands

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A checkout of a small site, and a command `affiche` that is the one under test."""
    shutil.copytree(ROOT / "tests/sites/bilingual/content", tmp_path / "content")
    with (tmp_path / "content/privacy/policy.yaml").open("a", encoding="utf-8") as policy:
        policy.write('next: {unaffected: {fr: [""]}}\n')
    command = tmp_path / "bin" / "affiche"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} {ROOT}/build.py "$@"\n', "utf-8")
    command.chmod(0o755)
    return tmp_path


def run(site: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "PATH": f"{site / 'bin'}:{os.environ['PATH']}",
        "SOURCE_DATE_EPOCH": "1795305600",
        "GITHUB_STEP_SUMMARY": str(site / "summary.md"),
        **variables,
    }
    return subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        check=False,
        cwd=site,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def split(site: Path) -> None:
    """Make two sites of the sample, which share all but their policies."""
    file = site / "content/site.yaml"
    described = yaml.safe_load(file.read_text("utf-8"))
    base_url, (first, *others) = described.pop("base_url"), described.pop("policies")
    look = described.pop("look", {})
    described["sites"] = {
        "gull": {"base_url": base_url, "policies": [first], "look": look},
        "tern": {"base_url": "https://legal.tern.example/", "policies": others},
    }
    file.write_text(yaml.safe_dump(described, allow_unicode=True), "utf-8")


def break_draft(site: Path) -> None:
    with (site / "content/privacy/en.md").open("a", encoding="utf-8") as text:
        text.write("\n{{ facts.nothing }}\n")


def action(inputs: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Give the script of the action and its variables, with inputs put in as GitHub does."""
    described = read("action.yml")
    given = {name: inputs.get(name, told["default"]) for name, told in described["inputs"].items()}
    step = described["runs"]["steps"][-1]
    variables = dict(step["env"])
    for name, value in given.items():
        variables = {key: told.replace(f"${{{{ inputs.{name} }}}}", value) for key, told in variables.items()}
    return step["run"], {**variables, "GITHUB_ACTION_PATH": str(ROOT)}


def test_the_action_checks_builds_and_says_what_changed(site: Path) -> None:
    script, variables = action({"host": "netlify"})
    done = run(site, script, **variables)
    assert done.returncode == 0, done.stderr
    assert (site / "site/_headers").is_file()
    summary = (site / "summary.md").read_text("utf-8")
    assert "| `privacy` | " in summary
    assert "en changed" in summary


@pytest.mark.parametrize(("strict", "code"), [("true", 1), ("false", 0)])
def test_a_draft_with_a_mistake_is_annotated_and_the_site_built_all_the_same(
    site: Path, strict: str, code: int
) -> None:
    break_draft(site)
    script, variables = action({"strict": strict})
    done = run(site, script, **variables)
    assert done.returncode == code
    assert "::error file=content/privacy/en.md,line=" in done.stdout
    assert (site / "site/en/privacy/index.html").is_file()
    assert "facts.nothing" in (site / "summary.md").read_text("utf-8")


def test_an_altered_archive_stops_the_action(site: Path) -> None:
    frozen = next((site / "content/privacy/versions").glob("*/en.md"))
    frozen.write_text("Something else.\n", "utf-8")
    script, variables = action({})
    assert run(site, script, **variables).returncode == 3
    assert not (site / "site").exists()


def test_what_is_posted_is_verified_after_a_deployment(site: Path) -> None:
    script, variables = action({})
    assert run(site, script, **variables).returncode == 0
    script, variables = action({"verify-site": str(site / "site")})
    done = run(site, script, **variables)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_builds_and_verifies_several_sites_or_one_of_them(site: Path) -> None:
    split(site)
    script, variables = action({"strict": "false", "base-url": "https://preview.example/"})
    done = run(site, script, **variables)
    assert done.returncode == 0, done.stderr
    assert sorted(folder.name for folder in (site / "site").iterdir() if folder.name[0] != ".") == [
        "gull",
        "tern",
    ]
    assert "https://preview.example/tern/" in (site / "site/tern/sitemap.xml").read_text("utf-8")
    script, variables = action({"strict": "false", "brand": "tern", "out": "one"})
    assert run(site, script, **variables).returncode == 0
    assert "https://legal.tern.example/" in (site / "one/tern/sitemap.xml").read_text("utf-8")
    script, variables = action({"brand": "tern", "verify-site": str(site / "one/tern")})
    done = run(site, script, **variables)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_input_of_the_action_is_used() -> None:
    described = read("action.yml")
    text = (ROOT / "action.yml").read_text("utf-8")
    assert all(f"${{{{ inputs.{name} }}}}" in text for name in described["inputs"])
    script = (ROOT / "ci/run.sh").read_text("utf-8")
    assert all(name in script for name in described["runs"]["steps"][-1]["env"])


def test_gitlab_gets_test_results_and_pages(site: Path) -> None:
    jobs = read("ci/gitlab.yml")
    done = run(site, "\n".join(jobs["affiche-check"]["script"]))
    assert done.returncode == 0, done.stderr
    assert "<testsuites" in (site / jobs["affiche-check"]["artifacts"]["reports"]["junit"]).read_text("utf-8")
    done = run(site, "\n".join(jobs["pages"]["script"]), CI_PAGES_URL="https://legal.example.com/notices/")
    assert done.returncode == 0, done.stderr
    (public,) = jobs["pages"]["artifacts"]["paths"]
    assert "/notices/en/" in (site / public / "index.html").read_text("utf-8")


def test_gitlab_posts_several_sites_side_by_side(site: Path) -> None:
    split(site)
    done = run(
        site, "\n".join(read("ci/gitlab.yml")["pages"]["script"]), CI_PAGES_URL="https://x.example/notices"
    )
    assert done.returncode == 0, done.stderr
    for name in ("gull", "tern"):
        assert f"/notices/{name}/en/" in (site / "public" / name / "index.html").read_text("utf-8")


def test_the_hooks_name_commands_that_there_are() -> None:
    for hook in read(".pre-commit-hooks.yaml"):
        program, command = hook["entry"].split()
        assert program == "affiche"
        assert command in commands.commands
