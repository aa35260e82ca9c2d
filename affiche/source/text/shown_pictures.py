"""The pictures beside a text, and the places in it where they are shown."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

from affiche.pictures import Picture, PictureError, inspect, is_picture
from affiche.problems import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.source.files import SourceFolder

    Pictures = Mapping[str, Picture | None]

NO_PICTURES: Mapping[str, Picture | None] = MappingProxyType({})
PICTURE_NAME = "data-picture"
"""What holds the name of a picture's file until the file is known."""
PICTURE_WIDTH = "data-width"
WIDEST = 2_000
"""Pixels; a page is never wider."""
_PLACE = re.compile(
    rf'<span {PICTURE_NAME}="(?P<name>[^"]*)"(?: {PICTURE_WIDTH}="(?P<width>[^"]*)")?>(?P<words>[^<]*)</span>'
)


def read_pictures(place: str, folder: SourceFolder) -> dict[str, Picture | None]:
    """Read every picture in a folder; one that cannot be shown is noted, and None."""
    names = sorted(name for name in folder.files(place) if is_picture(name))
    return {name: read_picture(f"{place}/{name}", folder) for name in names if not name.startswith(".")}


def read_picture(name: str, folder: SourceFolder) -> Picture | None:
    """Read a picture, or note why it cannot be shown."""
    data = folder.read_bytes(name, what="a picture")
    if data is None:
        return None
    try:
        return inspect(name.rpartition("/")[2], data)
    except PictureError as error:
        where = Location(path=folder.shown(name))
        folder.log.add(where, error.message, expected=error.expected, fix=error.fix, rule="text/picture")
        return None


def with_pictures(html: str, pictures: Pictures, root: str = "") -> str:
    """Show each picture whose file is there, with its size and words; of any other, the words alone.

    `root` is the folder of the policy on the site, without a slash at its end.
    """
    if PICTURE_NAME not in html:
        return html

    def shown(place: re.Match[str]) -> str:
        picture = pictures.get(place["name"])
        if picture is None:
            return f"<span>{place['words']}</span>"
        width = min(int(place["width"] or picture.width) or picture.width, WIDEST)
        height = max(1, round(picture.height * width / picture.width))
        words = " ".join(place["words"].split()).replace('"', "&quot;")
        return f'<img src="{root}{picture.path}" alt="{words}" width="{width}" height="{height}">'

    return _PLACE.sub(shown, html)
