"""The folder content/, read strictly: YAML with places, Markdown into sections, facts into text."""

from affiche.source.asked import load_asked
from affiche.source.files import SourceFile, SourceFolder, digest
from affiche.source.ledger import (
    LEDGER,
    NOTICES,
    VERSIONS,
    Entry,
    Ledger,
    read_ledger,
    read_policy_ledger,
)
from affiche.source.load import load
from affiche.source.markdown import MarkdownRenderer
from affiche.source.memory import Memory
from affiche.source.values import base_address
from affiche.source.working import read_text
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
    "SourceFile",
    "SourceFolder",
    "base_address",
    "digest",
    "load",
    "load_asked",
    "read_ledger",
    "read_policy_ledger",
    "read_text",
    "read_yaml",
]
