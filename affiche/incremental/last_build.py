"""The record of the last build: which files it made from what. It lies beside the site, and is never posted.

It is only ever believed as far as digests prove it: a file is carried over if it has the digest that the record says
was made from these very inputs. A record that is missing, damaged, or of another program costs a whole build.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from affiche.builds import day_of
from affiche.confined import Root
from affiche.incremental.as_json import MISREAD, NotAsJsonError, from_json, to_json
from affiche.incremental.fingerprints import Inputs
from affiche.incremental.generations import Generation, Seen, is_untouched, state_of
from affiche.site.write import left_over, place_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from affiche.builds import Options, Report
    from affiche.incremental.generations import State
    from affiche.problems import Problem

Listed: TypeAlias = tuple[str, "Mapping[str, str]", str]
"""What a sitemap says of a page: its address, those in each language, and that for any other language."""

Counts: TypeAlias = "Mapping[str, tuple[int, int] | None]"
"""In each locale how many words a version added and removed; None where there is nothing to compare it with."""

FORMAT = 2
OLDER = "older"
"""The folder in which the site before the last one lies, to be brought up to date by the next build."""
_BUILD, _OLDER = "build.json", "older.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What was made for a version, for a policy with all its versions, or for the site as a whole, and from what."""

    inputs: str
    """Empty for what is made at each build."""
    files: Mapping[str, str]
    """Each file with its digest."""
    listed: tuple[Listed, ...] = ()
    """Its pages as a sitemap names them."""
    flaws: tuple[Problem, ...] = ()
    """What of a version's texts cannot be read in full, as whoever made the files found it."""
    words: Counts = field(default_factory=dict)
    """How much a version changed."""


class Sound(NamedTuple):
    """What was found to be sound of a policy, as digests."""

    archive: str
    draft: str
    """Empty where the draft has problems."""


@dataclass(frozen=True, slots=True)
class LastBuild:
    """A build as it was recorded; one of which nothing is known has made nothing."""

    inputs: str = ""
    timezone: str = ""
    until: date | None = None
    """The day from which the same inputs give another site, or another report."""
    report: Report | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)
    """By name: `privacy/2026-06-01` for a version, `privacy/` for what follows them all, an empty one for the site."""
    sound: Mapping[str, Sound] = field(default_factory=dict)
    """The policies that were verified."""
    site: Mapping[str, Seen] = field(default_factory=dict)
    """The files of the site as they were when it took its place."""
    folders: Mapping[str, State] = field(default_factory=dict)
    """Its folders."""
    source: str = ""
    """The way from the folder that the site is in to its source; empty where there is none, as to another drive."""

    def report_for(self, inputs: Inputs, options: Options) -> Report | None:
        """Give the report of a build from these inputs, if the site is already what it would be."""
        if self.report is None or self.inputs != inputs.all:
            return None
        day = day_of(options.as_of, ZoneInfo(self.timezone))
        is_of_the_day = self.report.as_of <= day and (self.until is None or day < self.until)
        if not is_of_the_day or not self._is_there(place_of(options.out)):
            return None
        return replace(self.report, as_of=day, out=options.out)

    def _is_there(self, place: Path) -> bool:
        """Tell whether the site is still what was made, bit by bit where the system says otherwise."""
        is_known = (
            bool(self.folders) and {name: seen.digest for name, seen in self.site.items()} == self.files
        )
        return (is_known and is_untouched(place, self.site, self.folders)) or Generation(
            place, self.site
        ).is_exactly(self.files)

    @property
    def files(self) -> dict[str, str]:
        """Every file with its digest."""
        return {name: found for part in self.parts.values() for name, found in part.files.items()}


def folder_of(place: Path) -> Path:
    """Return the folder of the record: `.site.record` beside `site`."""
    return place.with_name(f".{place.name}.record")


@dataclass(frozen=True)
class Found:
    """What a build finds: what the last one made, and what there is to make a site from now."""

    options: Options
    before: LastBuild
    """The build that left the record."""
    record: State | None
    """Of the record, if there is one, by which to tell that another build ended since."""

    @classmethod
    def of(cls, options: Options) -> Found:
        """Look."""
        record = _state_of_record(options)
        return cls(options, read_last(place_of(options.out)), record)

    @property
    def last(self) -> LastBuild:
        """What can be taken over; where everything is to be made again, that is nothing."""
        return LastBuild() if self.options.full else self.before

    @cached_property
    def inputs(self) -> Inputs:
        """What the site is made from, read when it is first asked for."""
        return Inputs(self.options)

    def is_still_so(self) -> bool:
        """Tell whether no other build has ended since."""
        return self.record == _state_of_record(self.options)

    def unchanged(self) -> Report | None:
        """Give the report of a build that would change nothing; None if the site has to be made."""
        if self.last.report is None or left_over(place_of(self.options.out)):
            return None
        return self.last.report_for(self.inputs, self.options)


def _state_of_record(options: Options) -> State | None:
    try:
        return state_of((folder_of(place_of(options.out)) / _BUILD).lstat())
    except OSError:
        return None


def read_last(place: Path) -> LastBuild:
    """Read the record that lies beside a site."""
    content = load(place, _BUILD)
    try:
        return LastBuild(
            inputs=content["inputs"],
            timezone=content["timezone"],
            until=from_json(content["until"]),
            report=from_json(content["report"]),
            parts={
                name: Part(
                    inputs=part["inputs"],
                    files=dict(part["files"]),
                    listed=tuple((url, dict(others), default) for url, others, default in part["listed"]),
                    flaws=from_json(part["flaws"]),
                    words=dict(part["words"]),
                )
                for name, part in content["parts"].items()
            },
            sound={name: Sound(*found) for name, found in content["sound"].items()},
            site=_seen(content["site"]),
            folders={name: tuple(state) for name, state in content["folders"].items()},
            source=content["source"],
        )
    except MISREAD:
        return LastBuild()


def read_older(place: Path) -> Mapping[str, Seen]:
    """Read how the files of the older site were."""
    try:
        return _seen(load(place, _OLDER)["site"])
    except MISREAD:
        return {}


def save(place: Path, build: LastBuild, older: Mapping[str, Seen]) -> None:
    """Keep a build, and how the files of the site are that it replaced."""
    content = {
        "inputs": build.inputs,
        "timezone": build.timezone,
        "until": to_json(build.until),
        "report": _report(build.report),
        "parts": {
            name: {
                "inputs": part.inputs,
                "files": part.files,
                "listed": part.listed,
                "flaws": to_json(part.flaws),
                "words": part.words,
            }
            for name, part in build.parts.items()
        },
        "sound": build.sound,
        "site": build.site,
        "folders": build.folders,
        "source": build.source,
    }
    store(place, _OLDER, {"site": older})
    store(place, _BUILD, content)


def _report(report: Report | None) -> Any:
    """Write what a build reported; what cannot be written makes each build read all heads to report it again."""
    try:
        return to_json(report)
    except NotAsJsonError:
        return None


def store(place: Path, name: str, content: Mapping[str, Any]) -> None:
    """Write a file whose first line is the digest of the rest."""
    inside = Root(place.parent)
    folder = folder_of(place).name
    if inside.kind(folder) is None:
        inside.make_folder(folder)
    data = json.dumps({"format": FORMAT, **content}, ensure_ascii=False, separators=(",", ":")).encode()
    inside.write(f"{folder}/{name}", hashlib.sha256(data).hexdigest().encode() + b"\n" + data)


def load(place: Path, name: str) -> Any:
    """Read such a file; one that is damaged, missing or of another format holds nothing."""
    try:
        data = Root(place.parent).read(f"{folder_of(place).name}/{name}")
        said, _, content = data.partition(b"\n")
        loaded = json.loads(content) if said.decode() == hashlib.sha256(content).hexdigest() else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return loaded if isinstance(loaded, dict) and loaded.get("format") == FORMAT else {}


def _seen(files: Mapping[str, Any]) -> dict[str, Seen]:
    return {name: Seen(*seen) for name, seen in files.items()}
