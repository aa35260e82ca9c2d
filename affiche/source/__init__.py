"""The folder content/, read strictly: YAML with places, Markdown into sections, facts into text."""

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
from affiche.source.markdown import MarkdownRenderer
from affiche.source.reading import Reading, read_source
from affiche.source.values import base_address
from affiche.source.working_text import read_text
from affiche.source.yaml import Node, read_yaml

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
]
