"""Small pictures of each kind, made byte by byte."""

from __future__ import annotations

import struct
import zlib

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 14"><rect width="30" height="14" rx="7" fill="{}"/></svg>\n'
ICON = SVG.format("#0a6").encode()
OTHER_ICON = SVG.format("#06a").encode()


def svg(inside: str, attributes: str = 'viewBox="0 0 30 14"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'.encode()


def png(width: int = 4, height: int = 3, *, extra: bytes = b"") -> bytes:
    rows = b"".join(b"\0" + b"\x40" * width for _ in range(height))
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def moving_png() -> bytes:
    return png(extra=_chunk(b"acTL", struct.pack(">II", 2, 0)))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def jpeg(width: int = 40, height: int = 20, orientation: int = 0) -> bytes:
    """The segments that say how large a JPEG picture is, with no picture in it."""
    exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0" + struct.pack("<HHIHHI", 0x0112, 3, 1, orientation, 0, 0)
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\0"
    segments = (_segment(0xE1, exif) if orientation else b"") + _segment(0xC0, frame)
    return b"\xff\xd8" + segments + b"\xff\xd9"


def _segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def webp(chunk: bytes = b"VP8L", data: bytes = b"\x2f\x1d\x40\x03\0" + bytes(20)) -> bytes:
    body = b"WEBP" + chunk + struct.pack("<I", len(data)) + data
    return b"RIFF" + struct.pack("<I", len(body)) + body
