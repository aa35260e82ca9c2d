"""A site as pages: addresses, records, templates, and the one writer of the output folder."""

from affiche.site.data import ledger_json, versions_json
from affiche.site.elsewhere import moved
from affiche.site.paper import Paper, Sheet, printed, weasyprint
from affiche.site.places import Place, pages, places
from affiche.site.records import VersionPage
from affiche.site.shelves import Setting
from affiche.site.theme import ICON, STYLE, Theme
from affiche.site.urls import Urls
from affiche.site.write import Output, OutputError, write

__all__ = [
    "ICON",
    "STYLE",
    "Output",
    "OutputError",
    "Paper",
    "Place",
    "Setting",
    "Sheet",
    "Theme",
    "Urls",
    "VersionPage",
    "ledger_json",
    "moved",
    "pages",
    "places",
    "printed",
    "versions_json",
    "weasyprint",
    "write",
]
