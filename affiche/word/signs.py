"""Letters of fonts such as Symbol and Wingdings, which have pictures at the places of other letters."""

from __future__ import annotations

from html import escape

_PRIVATE = 0xF000
"""Word stores the places of these fonts here."""
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOL = {
    **{place: escape(chr(place)) for place in range(0x21, 0x41)},
    **dict(enumerate(_GREEK[0], 0x41)), **dict(enumerate(_GREEK[1], 0x61)),
    0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBC: "…", 0xA3: "≤", 0xA5: "∞",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xDE: "⇒", 0x2D: "−", 0xA2: "′", 0xB2: "″",
}  # fmt: skip
_WINGDINGS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9F: "•", 0xA1: "○",
    0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x2B: "✉", 0x46: "☞",
    0x4A: "☺", 0x6D: "❍", 0xAB: "★", 0xB6: "☆", 0x78: "⌧",
}  # fmt: skip
_WINGDINGS_2 = {
    0x50: "✓",
    0x4F: "✗",
    0x52: "☑",
    0x53: "☒",
    0x54: "☒",
    0xA3: "☐",
    0x96: "•",
    0x97: "●",
    0x98: "●",
}
_WEBDINGS = {
    0x61: "✔",
    0x72: "✖",
    0x63: "□",
    0x67: "■",
    0x6E: "●",
    0x34: "▶",
    0x33: "◀",
    0x35: "▲",
    0x36: "▼",
}
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "webdings": _WEBDINGS}
UNKNOWN = "�"
"""A picture that is not known is shown as such, so that somebody looks at it."""


def shown_in(font: str, words: str) -> str:
    """Write the words of a run as its font shows them, which may be one of pictures."""
    if font.lower() not in _FONTS:
        return escape(words, quote=False)
    return "".join(each if each.isspace() else sign(font, f"{ord(each):x}") for each in words)


def sign(font: str, place: str) -> str:
    """Return the character that a font shows at a place such as `F0A7`."""
    try:
        number = int(place, 16)
    except ValueError:
        return UNKNOWN
    letters = _FONTS.get(font.lower())
    if letters is not None:
        return letters.get(number & 0xFF, UNKNOWN)
    if number >= _PRIVATE and number <= _PRIVATE + 0xFF:
        number -= _PRIVATE
    return escape(chr(number)) if number < 0x110000 and chr(number).isprintable() else UNKNOWN  # noqa: PLR2004 the last code point
