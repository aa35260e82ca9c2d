"""A site as pages: addresses, records, templates, and the one writer of the output folder."""

from affiche.site.elsewhere import moved
from affiche.site.outputs import outputs
from affiche.site.paper import weasyprint
from affiche.site.places import Place, pages, places
from affiche.site.shelves import Setting
from affiche.site.theme import STYLE, Theme, named_anew
from affiche.site.urls import Urls
from affiche.site.write import Output, OutputError, write

__all__ = [
    "STYLE",
    "Output",
    "OutputError",
    "Place",
    "Setting",
    "Theme",
    "Urls",
    "moved",
    "named_anew",
    "outputs",
    "pages",
    "places",
    "weasyprint",
    "write",
]
