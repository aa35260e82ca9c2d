"""Commands that somebody might type: right ones, those with a slip, and any options with any values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from affiche.cli import affiche
from bench.fuzzing.damage import edit, markdown
from bench.fuzzing.odd import HOSTILE, VALUES

if TYPE_CHECKING:
    import random
    from pathlib import Path

PLACES = [
    *("out", "site", "content", "content/privacy", "content/privacy/en.md", "pipe", "/dev/zero", "/dev/null", "/dev/full"),
    *("/proc/x", "missing/deep/x", "../given/text.md", "../given/page.html", "round", "", ".", "x" * 300, "a\nb", "é"),
    *("../given/evidence.zip", "../given/review.docx", "../given/translate.po", "../given/dated", "../given/repository", "/dev/stdin"),
]  # fmt: skip
DAYS = [
    "2026-11-26",
    "2025-01-01",
    "1999-01-01",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "2026-01-01.2",
    "x",
]
NAMES = [
    "privacy",
    "privacy",
    "cookies",
    "terms",
    "nothing",
    "../x",
    "con",
    "",
    "privacy/../cookies",
    "site.yaml",
    "a" * 300,
]
SERVERS = {"serve"}
"""What does not end by itself."""


def odd(rng: random.Random) -> str:
    """Choose what nobody should type; a NUL is what no shell can pass on."""
    return rng.choice([*HOSTILE, *VALUES, "\udcff"]).replace("\x00", "")


def given(folder: Path, rng: random.Random) -> None:
    """Damage the files that commands read, or write new ones."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    for _ in range(rng.randrange(3)):
        edit(rng.choice(files), folder, rng)
    if rng.random() < 0.4:  # noqa: PLR2004 about one in three
        for name in ("text.md", "page.html", "plain.txt"):
            text = "".join(
                rng.choice(
                    [
                        rng.choice(HOSTILE),
                        "word ",
                        "<p>",
                        "</div>",
                        "<ul><li>",
                        "<h2>",
                        "1. ",
                        markdown(rng, 4),
                    ]
                )
                for _ in range(rng.randrange(1, 60))
            )
            (folder / name).write_bytes(text.encode(errors="replace"))


def command(folder: Path, rng: random.Random) -> list[str]:
    """Choose a command with its arguments."""
    if rng.random() < 0.3:  # noqa: PLR2004 about one in three
        return any_arguments(rng)
    arguments = rng.choice(_likely(folder / "given", rng))
    if rng.random() < 0.1:  # noqa: PLR2004 one in ten
        arguments[rng.randrange(1, len(arguments) + 1) - 1 :] = [odd(rng)]
    if rng.random() < 0.1:  # noqa: PLR2004 one in ten
        arguments += ["--format", rng.choice(["json", "github", "docx", "html", "markdown"])]
    return arguments


def _likely(given: Path, rng: random.Random) -> list[list[str]]:
    policy, day, file = (
        rng.choice(NAMES),
        rng.choice(DAYS),
        str(given / rng.choice(["text.md", "page.html", "plain.txt", "review.docx", "changes.docx"])),
    )
    note = rng.choice(["Changed.", odd(rng), " "])
    notes = ["--note-en", note, "--note-fr", note, "--yes"]
    today = ["--as-of", rng.choice(["2026-11-26", "2030-01-01", day])]
    build = ["build", "--jobs", "1", *today]
    return [
        build, [*build, "--full"], [*build, "--forget", odd(rng)], [*build, "--fragments"], [*build, "--host", rng.choice(["apache", "netlify", "nginx", "s3"])],
        ["check"], ["check", policy], ["check", "--fix"], ["check", "--format", rng.choice(["json", "sarif", "junit", "github", "markdown"])], ["status", *today],
        ["status", "--format", "markdown"], ["verify"], ["verify", "--site", "site", "--as-of", "2026-11-26"], ["verify", str(given / "evidence.zip")],
        ["diff", policy], ["diff", policy, "2025-01-01", "2026-01-01"], ["diff", policy, "--format", "docx", "--out", "out"], ["diff", policy, "--format", rng.choice(["html", "json", "markdown"])],
        ["show", policy, "--at", day], ["show", policy, "--evidence", "out", "--at", "2026-11-26"], ["laws", policy], ["laws", "--format", "docx", "--out", "out"], ["explain", odd(rng)],
        ["publish", policy, "--effective", "2031-01-01", "--significance", "major", *notes, "--reason", odd(rng), "--as-of", "2030-01-01"],
        ["publish", "--all-changed", "--effective", "2031-01-01", "--significance", "major", *notes, "--reason", "Because.", "--as-of", "2030-01-01"],
        ["publish", "privacy", "--effective", "2031-01-01", "--significance", "major", *notes, "--reason", "Because.", "--as-of", "2030-01-01", "--allow-stale", "fr"],
        ["publish", policy, "--effective", day, "--significance", "editorial", "--retroactive", *notes],
        ["withdraw", policy, rng.choice(["2026-06-01", "2031-01-01", day]), "--yes", "--reason", odd(rng)], ["repair", "--yes"],
        ["notice", policy, "--format", rng.choice(["text", "html", "eml", "json", "markdown", "slack"])], ["notice", policy, "draft", "--out", "out"],
        ["notice", policy, "--sent", "post", "--on", day, "--to", odd(rng), "--file", file, *today],
        ["import", rng.choice(["privacy", "new-one", policy]), file, "--locale", rng.choice(["en", "fr", "xx"]), "--replace", "--url", odd(rng)],
        ["import", "new-one", file], ["import", "new-two", "--dated-files", str(given / "dated"), "--fold"],
        ["import", "new-three", "--git", str(given / "repository"), "--path", "en.md"],
        ["diff", "--files", file, str(given / "text.md")], ["review", "out", policy, "--out", "out"],
        ["review", "in", "privacy", str(given / "review.docx"), "--force"], ["review", "in", policy, file],
        ["translate", "out", policy, "--format", rng.choice(["po", "xliff"]), "--out", "out"],
        ["translate", "in", "privacy", str(given / "translate.po")], ["translate", "in", "privacy", str(given / "translate.xlf")],
        ["new", "out", "--yes", "--name", odd(rng)], ["doctor"], ["completion", "bash"],
    ]  # fmt: skip


def any_arguments(rng: random.Random) -> list[str]:
    """Choose a command, and some of its options with any values."""
    chosen: click.Command = affiche
    words: list[str] = []
    while isinstance(chosen, click.Group):
        name = rng.choice(sorted(set(chosen.commands) - SERVERS))
        chosen = chosen.commands[name]
        words.append(name)
    for param in chosen.params:
        if isinstance(param, click.Argument):
            words += [_value(param, rng) for _ in range(1 if param.nargs == 1 else rng.randrange(3))]
        elif rng.random() < 0.3 and param.name != "source":  # noqa: PLR2004 about one in three
            flag = [param.opts[0]]
            words += flag if getattr(param, "is_flag", False) else [*flag, _value(param, rng)]
    return [*words, "--yes"] if "yes" in {param.name for param in chosen.params} else words


def _value(param: click.Parameter, rng: random.Random) -> str:
    names = {
        "policy": NAMES,
        "policies": NAMES,
        "names": NAMES,
        "version": DAYS,
        "locale": ["en", "fr", "xx", ""],
    }
    usual: list[str] = names.get(param.name or "", [])
    if isinstance(param.type, click.Choice):
        usual = [str(choice) for choice in param.type.choices]
    elif isinstance(param.type, click.Path):
        usual = PLACES
    elif param.type.name in {"date", "effective"}:
        usual = DAYS
    elif isinstance(param.type, click.types.IntParamType):
        usual = ["1", "0", "-1", "9" * 40]
    return rng.choice(usual) if usual and rng.random() < 0.9 else odd(rng).replace("..", "")  # noqa: PLR2004 mostly
