"""The brand of a site: what `look:` in site.yaml says, and the colours and faces that follow from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STATIC = "static"
"""The folder of a site's templates whose files are served as they are."""
LEAST_CONTRAST = 4.5
"""Of words against their ground: WCAG 2.2, success criterion 1.4.3."""
FAINT = 7.0
"""What an accent that is lightened for dark pages comes to."""
PAIRS = (
    *(("ink", "paper"), ("quiet", "paper"), ("link", "paper"), ("current", "paper"), ("superseded", "paper")),
    *(("ink", "wash"), ("added", "added-wash"), ("removed", "removed-wash")),
)
"""Custom properties of words and of the ground that they are on."""
_ROOT = re.compile(
    r"(?P<dark>@media[^{]*prefers-color-scheme:\s*dark[^{]*\{\s*)?:root\s*\{(?P<body>[^{}]*)\}"
)
_COLOUR = re.compile(r"--(?P<name>[\w-]+)\s*:\s*(?P<colour>#(?:[0-9a-fA-F]{3}){1,2})\s*(?:;|$)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Scheme(StrEnum):
    """Which pages there are: on a light ground, on a dark one, or as the reader's system asks for."""

    BOTH = "both"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True, kw_only=True)
class NavLink:
    """A link in the header or the footer."""

    words: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The brand of a site; what is left out is as in the default theme."""

    logo: str = ""
    """Its file in `templates/static/`."""
    logo_dark: str = ""
    """The one for dark pages, if it is another."""
    logo_words: Mapping[str, str] = field(default_factory=dict)
    """What the logo says, in each locale; left out, the name of the organisation."""
    accent: str = ""
    """The colour of links, as `#1a2b3c`."""
    accent_dark: str = ""
    """The one on dark pages; left out, the accent made light enough."""
    font: str = ""
    """A file in `templates/static/`, or `system` for the faces of the reader's system."""
    scheme: Scheme = Scheme.BOTH
    header: Mapping[str, tuple[NavLink, ...]] = field(default_factory=dict)
    footer: Mapping[str, tuple[NavLink, ...]] = field(default_factory=dict)
    files_elsewhere: frozenset[str] = frozenset()
    """Files in `templates/static/` that the look of another site names."""

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it needs."""
        named = (self.logo, self.logo_dark, "" if self.font == "system" else self.font)
        return tuple(dict.fromkeys(filter(None, named)))


def branded(css: str, look: Look) -> str:
    """Give a style sheet with the colours, the face and the scheme of a site."""
    rules = list(_rules(look))
    css = (
        css if not rules else "\n".join([css.rstrip("\n"), "", "/* From `look` in site.yaml */", *rules, ""])
    )
    if look.scheme is Scheme.BOTH:
        return css
    always = "(min-width: 0)" if look.scheme is Scheme.DARK else "(max-width: 0)"
    css = re.sub(r"\(\s*prefers-color-scheme:\s*dark\s*\)", always, css)
    return css.replace("color-scheme: light dark;", f"color-scheme: {look.scheme.value};")


def _rules(look: Look) -> Iterator[str]:
    if look.font and look.font != "system":
        yield f'@font-face {{ font-family: "Site"; src: url("{STATIC}/{look.font}"); font-display: swap; }}'
        yield ':root { --text: "Site", Georgia, serif; --furniture: "Site", sans-serif; }'
    elif look.font:
        yield ":root { --text: var(--furniture); }"
    if look.accent:
        dark = look.accent_dark or legible(look.accent, "#14171b")
        yield f":root {{ --link: {look.accent}; }}"
        yield f"@media screen and (prefers-color-scheme: dark) {{ :root {{ --link: {dark}; }} }}"


def legible(colour: str, ground: str) -> str:
    """Lighten a colour until words in it can be read well on a dark ground."""
    red, green, blue = _parts(colour)
    for step in range(101):
        mixed = [round(part + (255 - part) * step / 100) for part in (red, green, blue)]
        lighter = "#" + "".join(f"{part:02x}" for part in mixed)
        if contrast(lighter, ground) >= FAINT:
            return lighter
    return "#ffffff"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG counts it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 sRGB

    red, green, blue = map(linear, _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> tuple[int, int, int]:
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == len("abc") else digits
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


@dataclass(frozen=True, slots=True)
class Weak:
    """Words that are hard to read."""

    name: str
    ground: str
    scheme: Scheme
    contrast: float


def weak_colours(css: str, scheme: Scheme = Scheme.BOTH) -> Iterator[Weak]:
    """Find pairs of custom properties whose contrast is too low, on light pages and on dark ones."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for block in _ROOT.finditer(_COMMENT.sub("", css)):
        colours = {match["name"]: match["colour"] for match in _COLOUR.finditer(block["body"])}
        dark |= colours
        light |= colours if not block["dark"] else {}
    shown = {Scheme.LIGHT: light, Scheme.DARK: dark}
    for kind in (Scheme.LIGHT, Scheme.DARK):
        for name, ground in PAIRS if scheme in {Scheme.BOTH, kind} else ():
            found = shown[kind]
            if name in found and ground in found:
                ratio = contrast(found[name], found[ground])
                if ratio < LEAST_CONTRAST:
                    yield Weak(name, ground, kind, ratio)
