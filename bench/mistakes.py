"""What happens to a mistake: `python -m bench.mistakes [--show]`.

Each of the mistakes in slips.py is made by itself on a fresh site, with one version published. Then it is
checked and published, and built. The figure wanted is 0: no harmful mistake is published. `--show` prints each line.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from affiche import cli
from bench.slips import append, mistakes

if TYPE_CHECKING:
    from bench.slips import Mistake

NEW = ["new", ".", "--yes", "--name", "Finch Ltd.", "--email", "privacy@finch.test"]
NEW += ["--url", "https://www.finch.test/", "--base-url", "https://legal.finch.test/"]
PUBLISH = [
    "publish",
    "privacy",
    "--yes",
    "--significance",
    "major",
    "--note-en",
    "New words.",
    "--note-fr",
    "Des mots.",
]
FIRST = [*PUBLISH, "--effective", "2026-03-01", "--as-of", "2026-01-01"]
SECOND = [*PUBLISH, "--effective", "2026-09-01", "--as-of", "2026-06-01"]
DECISION = re.compile(r"\[(?:DECIDE|À DÉCIDER)[^\]]*\]")


@dataclass(frozen=True)
class Outcome:
    """What became of a mistake."""

    mistake: Mistake
    found: str
    """The rule or the beginning of the message that `check` gave; empty if it saw nothing new."""
    refused: str
    """The same of `publish`, if the mistake was not published."""
    published: bool


def fresh(folder: Path) -> None:
    """Start a site, decide everything, and publish its first version."""
    os.chdir(folder)
    run(NEW)
    for file in Path("content").rglob("*.*"):
        text = file.read_text(encoding="utf-8")
        is_french = file.name == "fr.md"
        decided = DECISION.sub("Nous en avons décidé." if is_french else "This is decided.", text)
        file.write_text(decided.replace("'This is decided.'", "This is decided"), encoding="utf-8")
    code, said = run(["check"])
    assert code == 0, said
    code, said = run(FIRST)
    assert code == 0, said


def run(arguments: list[str]) -> tuple[int, str]:
    """Run a command as a person would, and return its code with all that it said."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        try:
            code = cli.main(arguments)
        except SystemExit as end:
            code = int(end.code or 0)
        except Exception as error:  # noqa: BLE001 a traceback is one of the things that is counted
            return 99, f"TRACEBACK {error!r}"
    return code, said.getvalue()


def tried(mistake: Mistake) -> Outcome:
    """Make a mistake on the fresh site that is the working directory, and see what becomes of it."""
    append("We answer letters too.", "Nous répondons aussi aux lettres.")
    _, before = run(["check", "--format", "json"])
    mistake.make()
    versions = len(list(Path("content/privacy").glob("versions/*")))
    _, after = run(["check", "--format", "json"])
    asked = SECOND if "cookies" not in mistake.options else [*PUBLISH, "--as-of", "2026-06-01"]
    code, said = run([*asked, *mistake.options])
    if "was changed in en since" in said and mistake.name != "English changed alone":
        # somebody says that the French needs nothing; does anything else object?
        code, said = run([*SECOND, *mistake.options, "--allow-stale", "fr", "--reason", "It needs nothing."])
    published = code == 0 and len(list(Path("content/privacy").glob("versions/*"))) > versions
    return Outcome(mistake, _first_new(before, after), "" if published else _first(said), published)


def _first_new(before: str, after: str) -> str:
    known = {_key(problem) for problem in _problems(before)}
    new = [problem for problem in _problems(after) if _key(problem) not in known]
    new.sort(key=lambda problem: (problem.get("severity") != "error", problem.get("rule") == "stale/section"))
    return next((problem.get("rule") or problem["message"] for problem in new), "")


def _problems(said: str) -> list[dict[str, str]]:
    try:
        return list(json.loads(said)["problems"])
    except ValueError:
        return [{"message": _first(said)}] if said.strip() else []


def _key(problem: dict[str, str]) -> tuple[str, str]:
    return problem.get("rule", ""), problem["message"]


def _first(said: str) -> str:
    return next(
        (line.partition(": ")[2] or line for line in said.splitlines() if line.strip()), "nothing said"
    )


def main() -> None:
    """Try every mistake, and print the figures."""
    outcomes: list[Outcome] = []
    here = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        good = Path(folder, "good")
        good.mkdir()
        fresh(good)
        for mistake in mistakes():
            site = Path(folder, "site")
            shutil.copytree(good, site)
            os.chdir(site)
            outcomes.append(tried(mistake))
            os.chdir(folder)
            shutil.rmtree(site)
        os.chdir(here)
    report(outcomes, shows_all="--show" in sys.argv)


def report(outcomes: list[Outcome], *, shows_all: bool) -> None:
    """Print what was found and what was published."""
    for one in outcomes:
        if shows_all or (one.mistake.is_harmful and (one.published or not one.found)):
            fate = "PUBLISHED" if one.published else "refused"
            print(
                f"{fate:10} {one.mistake.name:40} check: {one.found[:50] or '-':50} publish: {one.refused[:60]}"
            )
    harmful = [one for one in outcomes if one.mistake.is_harmful]
    by = Counter(
        one.found.partition("/")[0] if "/" in one.found else "reader" for one in outcomes if one.found
    )
    print(f"{len(outcomes)} mistakes, {len(harmful)} of them harmful")
    print(
        f"found by check: {sum(bool(one.found) for one in outcomes)} ({', '.join(f'{k} {v}' for k, v in by.most_common())})"
    )
    print(f"refused by publish: {sum(not one.published for one in outcomes)}")
    print(f"harmful and published: {sum(one.published for one in harmful)}")


if __name__ == "__main__":
    main()
