"""Files of pictures: what kind one really is, how large it is shown, and whether it can do anything but be looked at."""

from __future__ import annotations

import hashlib
import re
import struct
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml import etree

MOST_BYTES = 256_000
"""A picture of a policy is an icon or a diagram. Every version that shows it keeps it for ever."""
LONGEST_SIDE = 4_096
"""Pixels."""
MOST_ELEMENTS = 5_000
"""In an SVG file: more would be slow to draw."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")

_KINDS = {"png": "PNG", "jpg": "JPEG", "jpeg": "JPEG", "webp": "WebP", "svg": "SVG"}
ENDINGS = tuple(f".{ending}" for ending in _KINDS)
MEDIA_TYPES = {ending: f"image/{kind.lower()}" for ending, kind in _KINDS.items()} | {"svg": "image/svg+xml"}
KINDS_IN_WORDS = "PNG, JPEG, WebP or SVG"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A picture that a text shows."""

    name: str
    """Of its file, in the folder of the text."""
    data: bytes = field(repr=False)
    width: int
    height: int
    """Both in pixels of a page."""

    @cached_property
    def path(self) -> str:
        """Where it is in the folder of its policy on a site: another picture is at another address, so that each address keeps what it shows."""
        stem, _, ending = self.name.rpartition(".")
        fingerprint = hashlib.sha256(self.data).hexdigest()[:32]
        return f"/pictures/{stem}.{fingerprint}.{ending.lower()}"

    @property
    def media_type(self) -> str:
        """What a server calls its kind."""
        return MEDIA_TYPES[self.name.rpartition(".")[2].lower()]


class PictureError(Exception):
    """The file cannot be shown as a picture."""

    def __init__(self, message: str, expected: str, fix: str) -> None:
        """Say what it is, what would do, and how to get there."""
        super().__init__(message)
        self.message, self.expected, self.fix = message, expected, fix


def is_picture(name: str) -> bool:
    """Return whether a file is meant to be a picture of a kind that can be shown."""
    return name.lower().endswith(ENDINGS)


def inspect(name: str, data: bytes) -> Picture:
    """Read a picture; PictureError if a page cannot show it safely."""
    if not NAME.fullmatch(name):
        raise PictureError(
            "a picture cannot have this name: it becomes part of an address",
            "letters without accents, digits, hyphens and dots",
            f"rename it, for instance to {_plain_name(name)}, in the texts too",
        )
    if len(data) > MOST_BYTES:
        raise PictureError(
            f"this picture has {len(data):,} bytes",
            f"at most {MOST_BYTES:,}, as every version that shows it keeps it for ever",
            "make it smaller, or export it as SVG or WebP",
        )
    named = _KINDS[name.rpartition(".")[2].lower()]
    kind = _kind(data)
    if kind != named:
        raise PictureError(
            f"this is {f'a picture in {kind} format' if kind in _MEASURE else kind}, whatever its name says",
            f"a picture in {named} format",
            f"give it the ending .{kind.lower()}, in the texts too"
            if kind in _MEASURE
            else f"export it again as {KINDS_IN_WORDS}",
        )
    width, height = _MEASURE[kind](data)
    if not 1 <= min(width, height) <= max(width, height) <= LONGEST_SIDE:
        raise PictureError(
            f"this picture is {width:,} by {height:,} pixels",
            f"between 1 and {LONGEST_SIDE:,} on each side",
            "export it again at the size at which readers see it",
        )
    return Picture(name=name, data=data, width=width, height=height)


def _plain_name(name: str) -> str:
    stem, _, ending = name.rpartition(".")
    return f"{'-'.join(re.findall(r'[a-z0-9]+', stem.lower())) or 'picture'}.{ending.lower()}"


_STARTS = {
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "a GIF picture",
    b"BM": "a bitmap",
    b"II*\0": "a TIFF picture",
    b"MM\0*": "a TIFF picture",
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a compressed file",
    b"\0\0\1\0": "a Windows icon",
}


def _kind(data: bytes) -> str:
    """Tell what a file is by its content."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WebP"
    if data[4:8] == b"ftyp":
        return "an AVIF or HEIC picture"
    found = next((kind for start, kind in _STARTS.items() if data.startswith(start)), None)
    if found:
        return found
    return "SVG" if b"<svg" in data or b":svg" in data else "something other than a picture"


def _broken(kind: str, what: str) -> PictureError:
    return PictureError(f"this {kind} picture {what}", "a whole picture", "export it again")


_MOVES = "moves, and readers cannot stop it"


def _png_size(data: bytes) -> tuple[int, int]:
    """Go through the chunks: the first has the size, and nothing follows the last."""
    place, names = 8, list[bytes]()
    while place + 12 <= len(data) and b"IEND" not in names[-1:]:
        length, name = struct.unpack(">I4s", data[place : place + 8])
        names.append(name)
        place += 12 + length
    if place != len(data) or names[:1] != [b"IHDR"] or names[-1:] != [b"IEND"]:
        raise _broken("PNG", "is cut short, or holds something else after its end")
    if b"acTL" in names:
        raise _broken("PNG", _MOVES)
    width, height = struct.unpack(">II", data[16:24])
    return width, height


_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""The markers of JPEG that begin with a size."""
_MARKER, _EXIF = 0xFF, 0xE1
"""What each marker begins with, and that of the notes of a camera."""
_ORIENTATION, _TURNED = 0x0112, 5
"""How a camera was held: from this orientation on, a camera was held upright, and browsers turn the picture."""


def _jpeg_size(data: bytes) -> tuple[int, int]:
    """Go through the segments up to the one with the size."""
    place, is_turned = 2, False
    while place + 9 < len(data) and data[place] == _MARKER:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        segment = data[place + 4 : place + 2 + length]
        if marker == _EXIF and segment.startswith(b"Exif\0\0"):
            is_turned = _orientation(segment[6:]) >= _TURNED
        if marker in _FRAMES and b"\xff\xd9" in data[-64:]:
            height, width = struct.unpack(">HH", segment[1:5])
            return (height, width) if is_turned else (width, height)
        place += 2 + length
    raise _broken("JPEG", "is cut short")


def _orientation(exif: bytes) -> int:
    """Find how the camera was held; 1 where nothing is said."""
    order = ">" if exif[:2] == b"MM" else "<"
    try:
        (directory,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, directory)
        for number in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, directory + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value)
    except struct.error:
        pass
    return 1


_SHORTEST_WEBP = 30


def _webp_size(data: bytes) -> tuple[int, int]:
    """Read the size from the first chunk, of which there are three kinds."""
    stated = int.from_bytes(data[4:8], "little") + 8
    if len(data) < _SHORTEST_WEBP or stated not in {len(data), len(data) + 1}:
        raise _broken("WebP", "is cut short, or holds something else after its end")
    chunk = data[12:16]
    if chunk == b"VP8X":
        if data[20] & 0b10:
            raise _broken("WebP", _MOVES)
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    if chunk == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS = (
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title "
    "desc metadata style linearGradient radialGradient stop clipPath mask pattern marker filter "
    "switch view feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix "
    "feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG "
    "feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting "
    "feSpotLight feTile feTurbulence"
)
_DRAWN = frozenset(_ELEMENTS.split())
"""What an SVG picture is drawn with. Scripts, links, animations and content of other kinds are none of these."""
_EDITORS = (
    "http://www.inkscape.org/namespaces/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://purl.org/dc/",
    "http://ns.adobe.com/",
    "adobe:ns:meta/",
    "http://www.bohemiancoding.com/sketch/ns",
)
"""The namespaces in which drawing programs keep notes of their own, which no browser shows."""
_ADDRESS = re.compile(r"url\s*\(\s*[\"']?\s*(?!#)|@import|image(?:-set)?\s*\(|src\s*\(|\\", re.IGNORECASE)
"""What lets a style fetch anything but a part of the picture; a backslash could hide one of these."""
_BOX = re.compile(r"\s*(?:-?[\d.]+[\s,]+){2}(?P<width>\d+(?:\.\d+)?)[\s,]+(?P<height>\d+(?:\.\d+)?)\s*")
_LENGTH = re.compile(r"\s*(?P<number>\d*\.?\d+)\s*(?P<unit>px|pt|pc|mm|cm|in|)\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


def _svg_size(data: bytes) -> tuple[int, int]:
    """Read the drawing, refuse all that it could do beyond being looked at, and measure it."""
    root = _svg_root(data)
    beside = [*root.itersiblings(preceding=True), *root.itersiblings()]
    for number, element in enumerate([*beside, *root.iter()]):
        if number > MOST_ELEMENTS:
            raise _unsafe(f"has more than {MOST_ELEMENTS:,} elements", "simplify it, or export it as PNG")
        for wrong in _wrongs(element):
            raise _unsafe(f"holds {wrong}", "remove that, or export the drawing as “plain SVG” or PNG")
    width, height = (_pixels(root.get(side, "")) for side in ("width", "height"))
    box = _BOX.fullmatch(root.get("viewBox", ""))
    x, y = (float(box["width"]), float(box["height"])) if box else (0.0, 0.0)
    width = width or (height * x / y if y and height else x)
    height = height or (width * y / x if x else y)
    if not (width > 0 and height > 0):
        raise _unsafe("says nowhere how large it is", 'give its <svg> a viewBox, such as viewBox="0 0 30 14"')
    return max(1, round(width)), max(1, round(height))


def _unsafe(what: str, fix: str) -> PictureError:
    return PictureError(f"this SVG picture {what}", "lines, shapes and words that can only be looked at", fix)


def _svg_root(data: bytes) -> etree._Element:
    """Parse the file as the plainest XML: in UTF-8, with no document type, and so without entities."""
    from lxml import etree  # most texts have no pictures

    text = data.decode("utf-8", errors="replace")
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        raise _unsafe(
            "has a document type, with which entities could be hidden in it",
            "remove the line that begins with <!DOCTYPE, or export the drawing as “optimised” or “plain SVG”",
        )
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = str(error).partition(", line")[0]
        raise _unsafe(
            f"cannot be read: {said}, line {getattr(error, 'lineno', 1)}", "export it again"
        ) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _unsafe("does not begin with <svg xmlns=…>", "export it again as “plain SVG”")
    return root


def _wrongs(element: etree._Element) -> Iterator[str]:
    """Name what an element must not be or have."""
    if callable(element.tag):  # a comment, or something worse
        if "Instruction" in type(element).__name__:
            yield "an instruction to other programs, which begins with <?"
        return
    namespace, _, name = str(element.tag).rpartition("}")
    if namespace[1:] == _SVG and name not in _DRAWN:
        yield f"<{name}>"
    elif namespace[1:] != _SVG and not namespace[1:].startswith(_EDITORS):
        yield f"<{name}>, which is no part of a drawing"
    for attribute, value in element.attrib.items():
        yield from _wrongs_of_attribute(str(attribute).rpartition("}")[2].lower(), str(value))
    if name == "style" and _ADDRESS.search("".join(map(str, element.itertext()))):
        yield "a style that would fetch something"


def _wrongs_of_attribute(name: str, value: str) -> Iterator[str]:
    if name.startswith("on"):
        yield f"the script of an event, {name}="
    elif name in {"href", "src"} and not value.strip().startswith("#"):
        yield f"a reference to something outside it, {name}={value[:40]!r}"
    elif name == "base" or _ADDRESS.search(value):
        yield f"an address in {name}=, from which something would be fetched"


def _pixels(length: str) -> float:
    """Return a length in pixels; 0 where it depends on the page, or is not said."""
    match = _LENGTH.fullmatch(length)
    return float(match["number"]) * _PIXELS[match["unit"]] if match else 0


_MEASURE: dict[str, Callable[[bytes], tuple[int, int]]] = {
    "PNG": _png_size,
    "JPEG": _jpeg_size,
    "WebP": _webp_size,
    "SVG": _svg_size,
}
