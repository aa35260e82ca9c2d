"""The interface in each language: its words, its numbers and dates, and a guess at the language of a text."""

from affiche.localization.catalogue import note_catalogue, read_catalogue
from affiche.localization.dates import NO_BREAK_SPACE
from affiche.localization.detection import other_language
from affiche.localization.localizer import Localizer, in_a_row, is_language_tag

__all__ = [
    "NO_BREAK_SPACE",
    "Localizer",
    "in_a_row",
    "is_language_tag",
    "note_catalogue",
    "other_language",
    "read_catalogue",
]
