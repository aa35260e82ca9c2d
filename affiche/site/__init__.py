"""A site as pages: addresses, records, templates, and the one writer of the output folder."""

from affiche.site.elsewhere import moved
from affiche.site.outputs import data, outputs
from affiche.site.paper import weasyprint
from affiche.site.places import Place, Places, pages
from affiche.site.shelves import Setting
from affiche.site.theme import ICON, STYLE, Theme, named_anew
from affiche.site.urls import Address, Urls
from affiche.site.write import Output, OutputError, refuse_foreign_folder, write

__all__ = [
    "ICON",
    "STYLE",
    "Address",
    "Output",
    "OutputError",
    "Place",
    "Places",
    "Setting",
    "Theme",
    "Urls",
    "data",
    "moved",
    "named_anew",
    "outputs",
    "pages",
    "refuse_foreign_folder",
    "weasyprint",
    "write",
]
