"""How the interface speaks: its words in each language, and dates as each language writes them."""

from affiche.language.catalogue import read_catalogue
from affiche.language.voice import Voice, is_language_tag

__all__ = ["Voice", "is_language_tag", "read_catalogue"]
