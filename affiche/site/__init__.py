"""A site as pages: addresses, records, templates, and the one writer of the output folder."""

from affiche.site.data import ledger_json, versions_json
from affiche.site.elsewhere import moved
from affiche.site.pages import pages
from affiche.site.shelves import Setting
from affiche.site.theme import STYLE, Theme
from affiche.site.urls import Urls
from affiche.site.write import Output, OutputError, write

__all__ = [
    "STYLE",
    "Output",
    "OutputError",
    "Setting",
    "Theme",
    "Urls",
    "ledger_json",
    "moved",
    "pages",
    "versions_json",
    "write",
]
