"""Every kind of problem that no rule of `check` looks for: each is said once here, and named where it is found."""

from affiche.kinds import archive, incoming, pages, reading  # noqa: F401 importing a module registers its kinds
from affiche.kinds.kind import REGISTERED, Example, Kind

FAMILIES = {
    "files": "Files",
    "yaml": "YAML",
    "site": "The site",
    "text": "Texts",
    "facts": "Facts",
    "theme": "The theme",
    "archive": "The archive",
    "publish": "Publishing",
    "import": "Importing",
    "exchange": "Review and translation",
    "law": "Laws",
    "affiche": "Affiche itself",
}
"""The first part of each id, in the order of the docs, with its heading."""

KINDS = tuple(sorted(REGISTERED, key=lambda kind: [*FAMILIES].index(kind.id.partition("/")[0])))
"""Every kind, by family; within a family as its module lists them."""

__all__ = ["FAMILIES", "KINDS", "Example", "Kind"]
