"""An existing policy into content/: what a company has already, and what could not be sure of it."""

from affiche.importing.bringing import Brought, Importer
from affiche.importing.reading import Raw
from affiche.importing.states import State, dated_files, folded, git_states

__all__ = ["Brought", "Importer", "Raw", "State", "dated_files", "folded", "git_states"]
