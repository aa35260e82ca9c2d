"""What may be a picture of a policy: its kind by its bytes, its size, and nothing in it but a drawing."""

from __future__ import annotations

import pytest

from affiche.pictures import LONGEST_SIDE, MOST_BYTES, PictureError, inspect
from tests.pictures import ICON, jpeg, moving_png, png, svg, webp

SIZES = {
    "png": ("a.png", png(4, 3), (4, 3)),
    "jpeg": ("a.jpg", jpeg(40, 20), (40, 20)),
    "jpeg, held upright": ("a.JPEG", jpeg(40, 20, orientation=6), (20, 40)),
    "webp, lossless": ("a.webp", webp(), (30, 14)),
    "webp, lossy": (
        "a.webp",
        webp(b"VP8 ", bytes(6) + (30).to_bytes(2, "little") + (14).to_bytes(2, "little") + bytes(20)),
        (30, 14),
    ),
    "webp, extended": ("a.webp", webp(b"VP8X", bytes(4) + b"\x1d\0\0\x0d\0\0" + bytes(20)), (30, 14)),
    "svg with a box": ("a.svg", ICON, (30, 14)),
    "svg in millimetres": ("a.svg", svg("", 'width="25.4mm" height="12.7mm"'), (96, 48)),
    "svg with one side": ("a.svg", svg("", 'width="60" viewBox="0 0 30 14"'), (60, 28)),
    "svg in percent": ("a.svg", svg("", 'width="100%" height="100%" viewBox="0,0,30,14"'), (30, 14)),
    "svg of a drawing program": (
        "a.svg",
        svg(
            '<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><!-- a note -->'
        ),
        (30, 14),
    ),
    "svg with its own gradient": (
        "a.svg",
        svg('<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/>'),
        (30, 14),
    ),
}


@pytest.mark.parametrize("case", SIZES)
def test_a_picture_is_measured(case: str) -> None:
    name, data, size = SIZES[case]
    picture = inspect(name, data)
    assert (picture.width, picture.height) == size


REFUSED = {
    "script": ("a.svg", svg("<script>alert(1)</script>"), "holds <script>"),
    "event": ("a.svg", svg('<rect onclick="alert(1)"/>'), "the script of an event, onclick="),
    "event of the whole": ("a.svg", svg("", 'viewBox="0 0 1 1" onload="alert(1)"'), "event, onload="),
    "foreign object": ("a.svg", svg("<foreignObject><p>x</p></foreignObject>"), "holds <foreignObject>"),
    "html": (
        "a.svg",
        svg('<p xmlns="http://www.w3.org/1999/xhtml">x</p>'),
        "<p>, which is no part of a drawing",
    ),
    "link": ("a.svg", svg('<a href="#x"><text>x</text></a>'), "holds <a>"),
    "picture inside": ("a.svg", svg('<image href="data:image/png;base64,AA"/>'), "holds <image>"),
    "outside use": ("a.svg", svg('<use href="https://f.test/x.svg#y"/>'), "something outside it, href="),
    "xlink": (
        "a.svg",
        svg('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="other.svg#y"/>'),
        "something outside it, href='other.svg#y'",
    ),
    "script address": ("a.svg", svg('<use href=" javascript:alert(1)"/>'), "something outside it, href="),
    "animation": ("a.svg", svg('<set attributeName="href" to="x"/>'), "holds <set>"),
    "outside colour": ("a.svg", svg('<rect fill="url(https://f.test/#g)"/>'), "an address in fill="),
    "quoted colour": ("a.svg", svg("<rect style=\"fill:url( 'https://f.test')\"/>"), "an address in style="),
    "hidden address": ("a.svg", svg('<rect style="fill:u\\72l(//f.test)"/>'), "an address in style="),
    "imported style": ("a.svg", svg("<style>@import 'https://f.test';</style>"), "a style that would fetch"),
    "base": ("a.svg", svg('<g xml:base="https://f.test/"/>'), "an address in base="),
    "entity": ("a.svg", b'<!DOCTYPE svg [<!ENTITY e "x">]>' + svg("&e;"), "has a document type"),
    "small letters": ("a.svg", b"<!doctype svg>" + svg(""), "has a document type"),
    "style sheet": (
        "a.svg",
        b'<?xml-stylesheet href="x.css"?>' + svg(""),
        "an instruction to other programs",
    ),
    "not closed": (
        "a.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><g></svg>',
        "cannot be read: Opening and",
    ),
    "no namespace": ("a.svg", b'<svg viewBox="0 0 1 1"/>', "does not begin with <svg"),
    "utf-16": ("a.svg", svg("").decode().encode("utf-16"), "something other than a picture"),
    "no size": ("a.svg", svg("", ""), "says nowhere how large it is"),
    "too much": ("a.svg", svg("<g/>" * 6_000), "has more than 5,000 elements"),
    "other kind": ("a.png", jpeg(), "this is a picture in JPEG format"),
    "gif": ("a.png", b"GIF89a" + bytes(50), "this is a GIF picture"),
    "words": ("a.svg", b"just words", "something other than a picture"),
    "empty": ("a.png", b"", "something other than a picture"),
    "cut short": ("a.png", png()[:-6], "is cut short"),
    "more behind": ("a.png", png() + b"<script>", "holds something else after its end"),
    "moving": ("a.png", moving_png(), "moves, and readers cannot stop it"),
    "moving webp": ("a.webp", webp(b"VP8X", b"\2" + bytes(3) + b"\x1d\0\0\x0d\0\0" + bytes(20)), "moves"),
    "cut jpeg": ("a.jpg", jpeg()[:-2] + bytes(2), "is cut short"),
    "cut webp": ("a.webp", webp()[:-4], "is cut short"),
    "too wide": ("a.png", png(LONGEST_SIDE + 1, 1), "4,097 by 1 pixels"),
    "too heavy": ("a.png", png() + bytes(MOST_BYTES), f"{MOST_BYTES + len(png()):,} bytes"),
    "name with a space": ("opt out.svg", ICON, "cannot have this name"),
    "name with an accent": ("icône.svg", ICON, "cannot have this name"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_anything_else_is_refused(case: str) -> None:
    name, data, said = REFUSED[case]
    with pytest.raises(PictureError) as caught:
        inspect(name, data)
    assert said in caught.value.message
    assert caught.value.expected
    assert caught.value.fix


def test_another_picture_has_another_address() -> None:
    one, other = inspect("a.svg", ICON), inspect("a.svg", ICON.replace(b"#0a6", b"#0a7"))
    assert one.path != other.path
    assert one.path.startswith("/pictures/a.")
    assert one.path.endswith(".svg")
