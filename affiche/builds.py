"""What a build is asked for, and what it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from affiche.problems import Problem
    from affiche.publishing.telling import Telling

Moment: TypeAlias = date | datetime
"""A day, or an instant whose day depends on the time zone of the site."""


def day_of(moment: Moment, timezone: ZoneInfo) -> date:
    """Give the day that a moment falls on in a time zone."""
    return moment.astimezone(timezone).date() if isinstance(moment, datetime) else moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is asked for."""

    source: Path
    out: Path
    as_of: Moment
    brand: str = ""
    """Which of several sites is made."""
    base_url: str | None = None
    """Where the site is served, ending in a slash, if it is not where site.yaml says."""
    paper: str | None = None
    """The size of the PDF files, such as `A4`; without one, none are made."""
    forget: str = ""
    """Why the site may lose entries of the ledger that the site before it shows."""
    full: bool = False
    """Whether every file is made again, whatever the record of the last build says."""
    jobs: int | None = None
    """How many processes make policies at once; by default as many as there are processors."""
    fragments: bool = False
    """Whether another website frames the pages, so that only their main parts are written."""
    host: str | None = None
    """Who serves the site, and so reads its headers and redirects from files of its own; one of HOSTS."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did."""

    as_of: date
    out: Path
    files: int
    locales: tuple[str, ...]
    policies: tuple[str, ...]
    versions: int
    absent: Mapping[str, date | None]
    """The policies that are not posted by then, each with the day on which it will be."""
    next_change: date | None
    """The next day on which the same source gives another site."""
    draft_problems: Mapping[str, tuple[Problem, ...]]
    """For each policy whose draft cannot be read, why; "" is the source as a whole."""
    advice: tuple[Problem, ...] = ()
    """What is in the archive and was never published, and what was published and cannot be read in full today."""
    forgotten: tuple[Problem, ...] = ()
    """What the site before showed as published and this one does not, as was asked for."""
    missed: tuple[Telling, ...] = ()
    """The versions of which readers were not told by the day that was promised."""
