"""The folder content/, read strictly: YAML with places, Markdown into sections, facts into text."""

from affiche.source.data.values import base_address
from affiche.source.data.yaml import Node, read_yaml
from affiche.source.files import Memory, SourceFile, SourceFolder, digest
from affiche.source.ledger import (
    LEDGER,
    NOTICES,
    VERSIONS,
    Entry,
    Ledger,
    read_ledger,
    read_policy_ledger,
)
from affiche.source.reading import Reading, read_source
from affiche.source.text.markdown import MarkdownRenderer, shared_renderer
from affiche.source.working_text import read_text

__all__ = [
    "LEDGER",
    "NOTICES",
    "VERSIONS",
    "Entry",
    "Ledger",
    "MarkdownRenderer",
    "Memory",
    "Node",
    "Reading",
    "SourceFile",
    "SourceFolder",
    "base_address",
    "digest",
    "read_ledger",
    "read_policy_ledger",
    "read_source",
    "read_text",
    "read_yaml",
    "shared_renderer",
]
