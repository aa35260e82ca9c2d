"""How the interface speaks: its words in each language, and dates as each language writes them."""

from affiche.language.catalogue import note_catalogue, read_catalogue
from affiche.language.dates import NO_BREAK_SPACE
from affiche.language.guess import other_language
from affiche.language.voice import Voice, is_language_tag

__all__ = ["NO_BREAK_SPACE", "Voice", "is_language_tag", "note_catalogue", "other_language", "read_catalogue"]
