"""A new folder to start a site from: its first texts, and what editors and servers need beside them."""

from affiche.starting.answers import Answers
from affiche.starting.cms import cms_files
from affiche.starting.folder import lay_out, refuse_unless_empty
from affiche.starting.requirements import requirements
from affiche.starting.starter import starter

__all__ = ["Answers", "cms_files", "lay_out", "refuse_unless_empty", "requirements", "starter"]
