"""An existing policy into content/: what a company has already, and what could not be sure of it."""

from affiche.importing.importer import Importer, ImportResult
from affiche.importing.input_file import InputFile
from affiche.importing.revisions import Revision, dated_files, folded, git_revisions

__all__ = ["ImportResult", "Importer", "InputFile", "Revision", "dated_files", "folded", "git_revisions"]
