"""A site as it was posted, read from a folder or from its address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from affiche.problems import AfficheError, UnknownError

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 30
"""Seconds that a server may take for one file."""
LARGEST = 20_000_000
"""Bytes of one file."""


def reader(place: str) -> Callable[[str], bytes | None]:
    """Give what reads a file of the site by its path; None where there is no such file."""
    if place.startswith(("https://", "http://")):
        return lambda path: _fetched(place.rstrip("/") + path)
    folder = Path(place)
    if not folder.is_dir():
        raise UnknownError(f"there is no folder {place!r}: name the site by its folder or its address.")
    return lambda path: _read(folder, path)


def _read(folder: Path, path: str) -> bytes | None:
    from urllib.parse import unquote

    file = folder / unquote(path).removeprefix("/")
    if path.endswith("/"):
        file /= "index.html"
    is_inside = file.resolve().is_relative_to(folder.resolve())
    return file.read_bytes() if is_inside and file.is_file() else None


def _fetched(address: str) -> bytes | None:
    from urllib.error import HTTPError, URLError
    from urllib.request import Request, urlopen

    try:
        request = Request(address, headers={"User-Agent": "affiche verify"})  # noqa: S310 the scheme was looked at
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 the scheme was looked at
            data: bytes = answer.read(LARGEST)
            return data
    except HTTPError as error:
        if error.code in {404, 410}:
            return None
        raise AfficheError(f"{address} answers {error.code} {error.reason}.") from None
    except URLError as error:
        raise AfficheError(f"{address} cannot be reached: {error.reason}.") from None
