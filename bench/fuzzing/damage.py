"""What people, editors, git, disks and attackers do to files."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from affiche.source.files import digest
from bench.fuzzing.odd import BYTES, HOSTILE, JSON_VALUES, KEYS, MARKDOWN, TEMPLATE, VALUES, WORDS, XML
from bench.fuzzing.site import packed, parts_of

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    Way = Callable[[str, random.Random], str]


def damaged(text: str, rng: random.Random) -> str:
    """Change a text somewhere, in one of the ways in which texts are damaged."""
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    place = rng.randrange(len(text) + 1)
    ways: list[Callable[[], str]] = [
        lambda: text[:place] + rng.choice(HOSTILE) + text[place:],
        lambda: text[:place] + rng.choice(HOSTILE) * rng.randrange(2, 2000) + text[place:],
        lambda: text[:place] + text[min(len(text), place + rng.randrange(1, 40)) :],
        lambda: "\n".join(lines[:at] + lines[at + 1 :]),
        lambda: "\n".join(lines[:at] + [lines[at]] * rng.randrange(2, 5) + lines[at + 1 :]),
        lambda: "\n".join([*lines[:at], " " * rng.randrange(1, 5) + lines[at], *lines[at + 1 :]]),
        lambda: "\n".join([*lines[:at], lines[at].lstrip(), *lines[at + 1 :]]),
        lambda: "\n".join([*lines[:at], rng.choice(HOSTILE), *lines[at:]]),
        lambda: "\n".join(rng.sample(lines, len(lines))),
        lambda: text.replace(rng.choice(text.split() or ["x"]), rng.choice(HOSTILE)),
        lambda: text.replace(":", rng.choice([" :", "", "::", ": :"]), rng.randrange(1, 4)),
        lambda: "",
        text.swapcase,
    ]
    return rng.choice(ways)()


def markdown(rng: random.Random, most: int = 12) -> str:
    """Write a text of constructs in and after each other."""

    def one(depth: int) -> str:
        form = rng.choice(MARKDOWN)
        slots = form.replace("{{", "").replace("}}", "").count("{}")
        inner = [one(depth - 1) if depth and rng.random() < 0.3 else rng.choice(WORDS) for _ in range(slots)]  # noqa: PLR2004 one in three
        return form.format(*inner)

    return "".join(one(2) + rng.choice(["\n", "\n\n", "\n    ", " "]) for _ in range(rng.randrange(1, most)))


def _inserted(text: str, part: str, rng: random.Random) -> str:
    lines = text.split("\n")
    at = rng.randrange(len(lines) + 1)
    return "\n".join([*lines[:at], part, *lines[at:]])


def in_yaml(text: str, rng: random.Random) -> str:
    """Change a key or a value for another that may not stand there."""
    found = list(re.finditer(r"([\w-]+): ?([^\n,{}\[\]]*)", text))
    if not found or rng.random() < 0.2:  # noqa: PLR2004 one in five
        return _inserted(text, f"{rng.choice(KEYS)}: {rng.choice(VALUES)}", rng)
    match = rng.choice(found)
    key = rng.choice(KEYS) if rng.random() < 0.3 else match[1]  # noqa: PLR2004 about one in three
    return f"{text[: match.start()]}{key}: {rng.choice(VALUES)}{text[match.end() :]}"


def in_json(value: Any, rng: random.Random) -> Any:
    """Change something in a value of JSON."""
    if isinstance(value, dict) and value and rng.random() < 0.8:  # noqa: PLR2004 mostly inside
        key = rng.choice(sorted(value))
        others = {name: each for name, each in value.items() if name != key}
        match rng.randrange(6):
            case 0:
                return others
            case 1:
                return {**others, rng.choice(["x", "../x", "", *KEYS]): value[key]}
            case _:
                return {**others, key: in_json(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.7:  # noqa: PLR2004 mostly inside
        at = rng.randrange(len(value))
        return [*value[:at], in_json(value[at], rng), *value[at + 1 :]]
    return rng.choice(JSON_VALUES)


def in_json_lines(text: str, rng: random.Random) -> str:
    """Change a line of a ledger, as it would have been written."""
    lines = text.splitlines()
    at = rng.randrange(len(lines) or 1)
    try:
        lines[at] = as_line(in_json(json.loads(lines[at]), rng))
    except (ValueError, IndexError, RecursionError):
        return damaged(text, rng)
    return "".join(f"{line}\n" for line in lines)


def as_line(value: Any) -> str:
    """Write a line of a ledger."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def in_bytes(data: bytes, rng: random.Random) -> bytes:
    """Change some bytes."""
    place = rng.randrange(len(data) + 1)
    match rng.randrange(5):
        case 0:
            return data[:place]
        case 1:
            return data[:place] + rng.choice(BYTES) * rng.randrange(1, 9) + data[place:]
        case 2:
            return data[:place] + data[place + rng.randrange(1, 20) :]
        case 3:
            return data * 2
        case _:
            return data[:place] + bytes([rng.randrange(256)]) + data[place + 1 :]


def in_packed(data: bytes, rng: random.Random) -> bytes:
    """Change a part of a Word file or of evidence, and pack it again."""
    try:
        parts = parts_of(data)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        ValueError,
        OSError,
    ):  # damaged already
        return in_bytes(data, rng)
    name = rng.choice(sorted(parts))
    if rng.random() < 0.1:  # noqa: PLR2004 one in ten
        return packed({each: found for each, found in parts.items() if each != name})
    text = parts[name].decode(errors="replace")
    tags = [match.span() for match in re.finditer(r"<[^>]*>", text)] or [(0, 0)]
    start, end = rng.choice(tags)
    ways: list[Callable[[], str]] = [
        lambda: text[:start] + text[end:],
        lambda: text[:start] + rng.choice(XML) + text[start:],
        lambda: text[:end] + text[start:end] * rng.choice([1, 3, 200]) + text[end:],
        lambda: text[:end] + rng.choice(HOSTILE).replace("<", "&lt;") + text[end:],
        lambda: (
            re.sub(r'="[^"]*"', lambda _: f'="{rng.choice(WORDS + VALUES)}"', text[:end], count=1)
            + text[end:]
        ),
        lambda: damaged(text, rng),
    ]
    parts[name] = rng.choice(ways)().encode(errors="replace")
    if name.startswith("word/") or rng.random() < 0.5:  # noqa: PLR2004 every other time
        return packed(parts)
    try:
        manifest = json.loads(parts.get("manifest.json", b"{}"))
    except (ValueError, RecursionError):
        manifest = {}
    if isinstance(manifest, dict) and isinstance(manifest.get("files"), dict) and name in manifest["files"]:
        manifest["files"][name] = digest(parts[name])
        parts["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    return packed(parts)


def in_template(text: str, rng: random.Random) -> str:
    """Put something into a template."""
    return _inserted(text, rng.choice(TEMPLATE), rng)


def in_catalogue(text: str, rng: random.Random) -> str:
    """Change what a catalogue says, so that it fits its message no more."""
    found = list(
        re.finditer(r'^(msgstr(?:\[\d\])?|msgid(?:_plural)?|"Plural-Forms:) ?(.*)$', text, re.MULTILINE)
    )
    if not found:
        return damaged(text, rng)
    match = rng.choice(found)
    odd = [
        "%(date)s",
        "%(x)s",
        "%d",
        "%",
        "%(date)99999999s",
        "%(num)s" * 9,
        "\\x00",
        "\\u0001",
        "{x}",
        "<b>",
        "\\n",
        "",
    ]
    plural = [
        "nplurals=9; plural=n;",
        "nplurals=0; plural=0;",
        "nplurals=2; plural=(n>1))(",
        "nplurals=2; plural=n/0;",
        "x",
        "nplurals=2; plural=9**9**9;",
    ]
    if match[1].startswith('"'):
        return f'{text[: match.start()]}"Plural-Forms: {rng.choice(plural)}\\n"{text[match.end() :]}'
    return f'{text[: match.start()]}{match[1]} "{rng.choice(odd)}"{text[match.end() :]}'


def in_text(text: str, rng: random.Random) -> str:
    """Put a piece of Markdown into a text."""
    return _inserted(text, markdown(rng), rng)


def in_markup(text: str, rng: random.Random) -> str:
    """Put a piece of HTML or XML into a file of it."""
    return _inserted(text, rng.choice([*XML, *HOSTILE, markdown(rng)]), rng)


KINDS: dict[str, Way] = {
    **dict.fromkeys((".jsonl", ".json"), in_json_lines),
    **dict.fromkeys((".md", ".txt"), in_text),
    **dict.fromkeys((".html", ".xlf", ".svg"), in_markup),
    ".yaml": in_yaml,
    ".po": in_catalogue,
    ".css": in_template,
}
"""How a file is changed, by its ending; a template, which is HTML too, as one."""


def _changed(file: Path, data: bytes, rng: random.Random) -> bytes:
    """Change a file in a way that its kind has, or as any text or bytes."""
    way = in_template if file.parent.name == "templates" else KINDS.get(file.suffix)
    if rng.random() < 0.1 or not (way or file.suffix in {".docx", ".zip"}):  # noqa: PLR2004 one in ten
        return in_bytes(data, rng)
    if way is None:
        return in_packed(data, rng)
    way = damaged if rng.random() < 0.25 else way  # noqa: PLR2004 one in four
    return way(data.decode(errors="replace"), rng).encode(errors="surrogatepass")


def edit(file: Path, _: Path, rng: random.Random) -> None:
    """Change the file, once or several times."""
    data = file.read_bytes()
    for _times in range(rng.choice([1, 1, 1, 2, 4])):
        data = _changed(file, data, rng)
    file.write_bytes(data)


def lead_away(file: Path, outside: Path, rng: random.Random) -> None:
    """Put a link in its place, as a pull request may."""
    file.unlink()
    file.symlink_to(
        rng.choice([outside, outside / "precious.txt", file, Path("/etc/passwd"), Path("/dev/zero")])
    )


def leave_over(file: Path, outside: Path, rng: random.Random) -> None:
    """Put something where an interrupted command would have left it."""
    names = [
        *(
            ".2026-01-01.preparing",
            ".ledger.jsonl.preparing",
            ".publishing",
            ".publishing.preparing",
            ".en.md.mended",
        ),
        *(".lock", ".x", ".2025-01-01.preparing", "ledger.jsonl.sig"),
    ]
    place = file.with_name(rng.choice(names))
    if place.exists() or place.is_symlink():
        return
    match rng.randrange(3):
        case 0:
            place.symlink_to(outside)
        case 1:
            place.mkdir()
            shutil.copy(file, place)
        case _:
            shutil.copy(file, place)


def copy(file: Path, _: Path, rng: random.Random) -> None:
    """Leave a second file next to it, as editors and people do."""
    place = file.with_name(
        rng.choice(
            [".x.swp", "en copy.md", "x.md~", "EN.md", "de.md", "x.png", "own.yaml", "x.html", "en.po"]
        )
    )
    if not place.exists():
        shutil.copy(file, place)


def encode(file: Path, _: Path, rng: random.Random) -> None:
    """Save it in another encoding."""
    text = file.read_text("utf-8", errors="replace")
    file.write_bytes(text.encode(rng.choice(["utf-16", "latin-1", "cp1252", "utf-32"]), errors="replace"))


def replace_by_folder(file: Path, _: Path, __: random.Random) -> None:
    """Put a folder in its place."""
    file.unlink()
    file.mkdir()


def exchange(file: Path, _: Path, rng: random.Random) -> None:
    """Let it be the copy of another."""
    others = sorted(path for path in file.parent.rglob("*") if path.is_file() and not path.is_symlink())
    if others:
        file.write_bytes(rng.choice(others).read_bytes())


def remove(file: Path, _: Path, __: random.Random) -> None:
    """Delete it."""
    file.unlink()


def remove_folder(file: Path, _: Path, __: random.Random) -> None:
    """Delete the folder that it lies in."""
    shutil.rmtree(file.parent)


WAYS = [
    *[edit] * 24,
    remove,
    remove_folder,
    lead_away,
    replace_by_folder,
    copy,
    leave_over,
    leave_over,
    encode,
    exchange,
]
PLACES = {"content": 12, "templates": 3, "locales": 2, "laws": 1, "site": 1, ".site.record": 1}


def spoil(project: Path, outside: Path, rng: random.Random) -> str:
    """Damage the site in some places; return what was done."""
    done = []
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        place = project / rng.choices([*PLACES], [*PLACES.values()])[0]
        files = sorted(path for path in place.rglob("*") if path.is_file() and not path.is_symlink())
        if files:
            file, way = rng.choice(files), rng.choice(WAYS)
            done.append(f"{way.__name__} {file.relative_to(project)}")
            way(file, outside, rng)
    if rng.random() < 0.4 and digests_made_again(project):  # noqa: PLR2004 about one in three
        done.append("digests made again")
    return ", ".join(done)


def digests_made_again(project: Path) -> bool:
    """Make every digest and every line of the ledgers again, whatever they say, as whoever can write the files could."""
    try:
        for ledger in (*project.glob("content/*/ledger.jsonl"), project / "content" / "forgotten.jsonl"):
            if ledger.is_file() and not ledger.is_symlink():
                _chain_again(ledger)
        for record in project.glob(".site.record/*"):
            if record.is_file() and not record.is_symlink():
                content = record.read_bytes().partition(b"\n")[2]
                record.write_bytes(digest(content).removeprefix("sha256:").encode() + b"\n" + content)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return False
    return True


def _chain_again(ledger: Path) -> None:
    previous, lines = None, []
    for line in ledger.read_bytes().splitlines():
        entry = json.loads(line)
        kind, name = (
            ("versions", entry.get("version"))
            if entry.get("event") == "published"
            else ("notices", entry.get("notice"))
        )
        folder = ledger.parent / kind / str(name)
        if isinstance(entry.get("files"), dict) and folder.is_dir():
            _version_again(folder)
            entry["files"] = {
                each: digest((folder / each).read_bytes()) if (folder / each).is_file() else found
                for each, found in entry["files"].items()
            }
        entry["previous"] = previous
        if "digest" in entry:
            bare = {key: value for key, value in entry.items() if key != "digest"}
            entry["digest"] = digest(as_line(bare).encode())
        lines.append(as_line(entry))
        previous = digest(lines[-1].encode())
    ledger.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _version_again(folder: Path) -> None:
    """Make the digests in version.yaml again."""
    file = folder / "version.yaml"
    if file.is_file() and not file.is_symlink():
        text = file.read_text("utf-8", errors="replace")
        for each in folder.iterdir():
            if each.is_file():
                text = re.sub(
                    rf"^(  {re.escape(each.name)}: )sha256:\w+",
                    rf"\g<1>{digest(each.read_bytes())}",
                    text,
                    flags=re.MULTILINE,
                )
        file.write_text(text, "utf-8", errors="replace")
