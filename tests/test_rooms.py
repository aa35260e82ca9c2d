"""The rooms of the package: which may know which, who touches files, and who may read the clock.

Everything is read from the text of the package, so that an import hidden in a function or behind
TYPE_CHECKING counts like any other.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "affiche"

ROOMS = [
    # what everything else is said in
    "problems",
    "kinds",
    "patterns",
    "characters",
    "confined",
    "named",
    "packed",
    "git",
    "defaults",
    "messages",
    "pictures",
    "look",
    "model",
    "html",
    # what follows from dates alone, and how it is said
    "timeline",
    "localization",
    # content/ comes in, is compared, is kept, is judged, is announced
    "source",
    "compare",
    "archive",
    "drafts",
    "publishing",
    "proof",
    "duties",
    "rules",
    "notices",
    # and becomes a site; an import goes the other way, into content/, and so does what a new site starts from
    "site",
    "builds",
    "incremental",
    "missing",
    "word",
    "importing",
    "starting",
    "exchange",
    # the whole way, what is said about it, and the ways to start it
    "pipeline",
    "verifying",
    "diagnosing",
    "translating",
    "reporting",
    "comparing",
    "checking",
    "proposing",
    "editing",
    "serving",
    "announcing",
    "reviewing",
    "cli",
    "__main__",
]
"""A room knows itself and those before it.

The order is that of the data: a text is read before it is compared, compared before it is announced, announced
before it is a page. So each room can be understood, tested and replaced knowing only what comes before it, and
no cycle can come about.
"""

READERS = {
    "confined.py": "reads under one root, for all others",
    "named.py": "reads what a person names",
    "site/write.py": "looks whether the output folder is ours",
    "proof": "reads evidence, signatures and posted sites, wherever they are",
    "starting": "reads the interface words that come with Affiche, and how it was installed",
    "defaults.py": "reads templates, words and starting texts: those of Affiche, and a site's own",
}
WRITERS = {
    "confined.py": "writes under one root, for all others",
    "importing": "lays out a new folder under content/",
    "cli/cache.py": "makes the folder of what commands keep for the next time",
    "starting/folder.py": "makes the folder of a new site",
    "site/write.py": "the only writer of the site",
    "incremental": "its files, and the record of what was made",
    "site/atomic_swap.py": "its last step",
    "site/theme/compiled.py": "keeps compiled templates where Python keeps its own modules",
}
EDGE = {"announcing", "comparing", "diagnosing", "serving", "cli", "__main__"}
"""Where arguments, folders named by a person and the clock come in."""

SEARCHES = {"iterdir", "scandir", "listdir", "glob", "rglob"}
OPENS = {"open", "read_text", "read_bytes", *SEARCHES}
WRITES = {
    *("write_text", "write_bytes", "mkdir", "mkdtemp", "makedirs", "touch", "unlink", "rmdir", "rmtree"),
    *("rename", "symlink_to", "hardlink_to", "chmod", "copy", "copytree", "copyfile", "move"),
}
OUTSIDE = {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "time.localtime"}
OUTSIDE |= {"os.environ", "os.getenv", "os.urandom", "uuid.uuid4", "random", "secrets"}

LONGEST_FILE = 450
LONGEST_FUNCTION = 50

FILES = sorted(PACKAGE.rglob("*.py"))


def name(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def room(file: Path) -> str:
    """`affiche/source/data/yaml.py` is in the room `source`; `affiche/__init__.py` is the door, and in none."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_bytes(), filename=str(file))


def imported(file: Path) -> Iterator[tuple[int, str]]:
    """Each thing of the package that a file imports, with its line: `source.yaml.read_yaml`."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(file)}:{node.lineno}: imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for each in names:
            package, _, rest = each.partition(".")
            if package == "affiche" and rest != "__version__":
                yield node.lineno, rest


def files_known(file: Path) -> set[str]:
    """The files that a file imports from; what comes through the door of a room comes from the door."""
    known = set()
    for _, thing in imported(file):
        parts = thing.split(".")
        for end in range(len(parts), 0, -1):
            place = PACKAGE.joinpath(*parts[:end])
            if place.with_suffix(".py").is_file() or (place / "__init__.py").is_file():
                known.add(
                    name(
                        place.with_suffix(".py")
                        if place.with_suffix(".py").is_file()
                        else place / "__init__.py"
                    )
                )
                break
    return known


def dotted(node: ast.AST) -> str:
    """`os.environ` for the expression os.environ; the last two names of anything longer."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value).rpartition('.')[2]}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def calls(file: Path, wanted: set[str]) -> Iterator[str]:
    """Each call of a function or method with one of these names.

    Not those of the one reader, which is told `what` it reads, nor those of a `confined.Root`, called `inside`.
    """
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Call):
            called = dotted(node.func)
            is_of_reader = any(keyword.arg == "what" for keyword in node.keywords) or "inside." in called
            if called.rpartition(".")[2] in wanted and not is_of_reader:
                yield f"{name(file)}:{node.lineno} {called}"


def is_among(file: Path, places: set[str] | dict[str, str]) -> bool:
    return name(file) in places or room(file) in places


def test_the_list_of_rooms_is_that_of_the_package() -> None:
    assert {room(file) for file in FILES} - {"__init__"} == set(ROOMS)


@pytest.mark.parametrize("file", FILES, ids=name)
def test_a_room_knows_only_those_before_it(file: Path) -> None:
    known = ROOMS[: ROOMS.index(room(file)) + 1] if room(file) in ROOMS else []
    others = [(line, thing.partition(".")[0]) for line, thing in imported(file)]
    assert not [f"{name(file)}:{line} knows {other}" for line, other in others if other not in known]


def test_no_two_files_need_each_other() -> None:
    """Each can be read, and understood, after those it imports."""
    try:
        TopologicalSorter({name(file): files_known(file) for file in FILES}).prepare()
    except CycleError as error:
        pytest.fail(" needs ".join(reversed(error.args[1])))


def test_only_readers_read() -> None:
    free = [file for file in FILES if not is_among(file, READERS) and not is_among(file, WRITERS)]
    assert not [call for file in free if room(file) not in EDGE for call in calls(file, OPENS)]


def test_only_writers_write() -> None:
    free = [file for file in FILES if not is_among(file, WRITERS) and room(file) not in EDGE]
    assert not [call for file in free for call in calls(file, WRITES)]


def test_the_command_line_searches_no_folder_by_itself() -> None:
    """A link in a site's folder would lead it elsewhere; `confined` follows none."""
    assert not [call for file in FILES if room(file) == "cli" for call in calls(file, SEARCHES)]


def test_the_archive_reads_through_the_one_reader() -> None:
    """It opens files to write them, and for nothing else."""
    assert not [call for file in FILES if room(file) == "archive" for call in calls(file, OPENS - {"open"})]


@pytest.mark.parametrize(
    "file", [file for file in FILES if room(file) not in {*EDGE, "confined", "git"}], ids=name
)
def test_time_environment_and_chance_come_in_as_arguments(file: Path) -> None:
    found = [
        f"{name(file)}:{node.lineno} {dotted(node)}"
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute | ast.Name)
        and (dotted(node) in OUTSIDE or dotted(node).partition(".")[0] in OUTSIDE)
    ]
    assert not found


def test_files_and_functions_can_be_taken_in_at_a_glance() -> None:
    long_files = [name(file) for file in FILES if len(file.read_bytes().splitlines()) > LONGEST_FILE]
    long_functions = [
        f"{name(file)}:{node.lineno} {node.name}"
        for file in FILES
        for node in ast.walk(tree(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long_files + long_functions


@pytest.mark.parametrize("name", ["affiche.compare"])
def test_what_a_room_leaves_for_later_is_there(name: str) -> None:
    door = import_module(name)
    assert all(getattr(door, part) is not None for part in door.__all__)
    assert not any(isinstance(getattr(door, part), ModuleType) for part in door.__all__)
    with pytest.raises(AttributeError):
        door.nothing  # noqa: B018


def imported_by(*commands: list[str]) -> set[str]:
    """What is loaded when the last of these commands has run, each in a process of its own."""
    seen = "import sys; from affiche.cli import main; main(sys.argv[1:]); print(*sys.modules)"
    for command in commands:
        ran = subprocess.run(
            [sys.executable, "-c", seen, *command],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
            cwd=ROOT,
        )
    return set(ran.stdout.split())


@pytest.mark.parametrize(
    "command", [["status"], ["show", "privacy", "--at", "2026-02-03"], ["publish", "--all-changed", "--yes"]]
)
def test_what_writes_no_page_imports_no_templates(command: list[str], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "sites" / "smallest" / "content", tmp_path / "content")
    loaded = imported_by([*command, "--source", str(tmp_path / "content")])
    assert "affiche.source.reading" in loaded
    assert not loaded & {
        "jinja2",
        "affiche.pipeline",
        "affiche.site.theme.theme",
        "affiche.incremental.making",
    }


def test_a_check_of_texts_that_are_as_published_imports_nothing_that_compares() -> None:
    source = ROOT / "tests" / "sites" / "smallest" / "content"
    loaded = imported_by(["check", "--source", str(source)])
    assert "affiche.checking" in loaded
    assert not loaded & {
        "affiche.compare.comparer",
        "affiche.publishing.proposal",
        "affiche.reporting.comparisons",
        "affiche.site.context",
        "jinja2",
    }


def test_a_build_that_changes_nothing_imports_nothing_that_reads_the_source(tmp_path: Path) -> None:
    source = ROOT / "tests" / "sites" / "smallest" / "content"
    command = ["build", "--source", str(source), "--out", str(tmp_path / "site"), "--as-of", "2026-06-01"]
    assert "affiche.source" in imported_by(command)
    assert not imported_by(command, command) & {
        "affiche.source",
        "affiche.pipeline",
        "pydantic",
        "markdown",
        "yaml",
    }
