"""The parts of a .docx file, opened without letting it do harm."""

from __future__ import annotations

import io
import posixpath
import re
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import etree

from affiche.packed import DamagedError, is_locked, open_zip, unpack
from affiche.problems import ContentError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from zipfile import ZipInfo

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
OLD = frozenset({f"{W}del", f"{W}moveFrom", f"{W}cellDel"})
"""What accepting takes away."""
NEW = frozenset({f"{W}ins", f"{W}moveTo", f"{W}cellIns"})
"""What rejecting takes away."""
DOCUMENT = "word/document.xml"
LARGEST_PART = 10_000_000
"""Bytes of XML. A policy of 63,000 words, the longest known, has 3 million as Word writes it."""
LARGEST_FILE = 60_000_000
"""Bytes of all parts unpacked, pictures included."""
MOST_ELEMENTS = 400_000
"""Elements of a part; the same policy has 90,000, and each takes a hundred bytes of memory or more."""
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""The names that Word’s “Strict Open XML Document” gives to what every other file calls by its older name."""


class Package:
    """A .docx file whose parts are parsed when they are asked for."""

    def __init__(self, path: str, data: bytes) -> None:
        """Take the file, or raise ContentError where it is no Word file or could do harm."""
        self.path = path
        try:
            self._zip = open_zip(io.BytesIO(data))
        except DamagedError:
            raise self.problem("this is no Word file", "save it as .docx") from None
        self._parts = {part.filename: part for part in self._zip.infolist()}
        self._links: dict[str, Mapping[str, str]] = {}
        self._refuse_harm(self._zip.infolist())
        self._document = self._related("", "officeDocument") or DOCUMENT
        if self._document not in self._parts:
            raise self.problem(
                "this packed file holds no Word document", "unpack it, and import the policy itself"
            )

    @cached_property
    def body(self) -> _Element:
        """The body of the document."""
        document = self.xml(self._document)
        body = document.find(f"{W}body") if document is not None else None
        if body is None:
            raise self._damaged()
        return body

    def xml(self, name: str) -> _Element | None:
        """Parse a part; None if the file does not have it."""
        if name not in self._parts:
            return None
        try:
            data = _STRICT.sub(
                rb"http://schemas.openxmlformats.org/\1/2006/", unpack(self._zip, self._parts[name])
            )
            self._refuse_many_elements(data)
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError, DamagedError):
            raise self._damaged() from None

    def part(self, kind: str) -> _Element | None:
        """Parse the part of a kind such as `styles` that belongs to the document; None if it has none."""
        return self.xml(self._name(kind))

    def drawing(self, relation: str) -> _Element | None:
        """Parse the diagram or chart that the document refers to by a relation."""
        target = next((each for each in self._relations(self._document) if each.get("Id") == relation), None)
        return None if target is None else self.xml(_resolved(self._document, target))

    def links(self, kind: str) -> Mapping[str, str]:
        """Return the address of each relation of a part, such as `document`, that leads out of the file."""
        if kind not in self._links:
            self._links[kind] = {
                relation.get("Id", ""): relation.get("Target", "")
                for relation in self._relations(self._name(kind))
                if relation.get("TargetMode") == "External"
            }
        return self._links[kind]

    def _name(self, kind: str) -> str:
        """Return the name of a part, which some programs number: `document2.xml`."""
        if kind == "document":
            return self._document
        return self._related(self._document, kind) or f"word/{kind}.xml"

    def _related(self, part: str, kind: str) -> str:
        """Return the name of the first part of a kind that a part refers to; empty if the file has none."""
        named = (
            _resolved(part, relation)
            for relation in self._relations(part)
            if relation.get("Type", "").rpartition("/")[2] == kind
        )
        return next((name for name in named if name in self._parts), "")

    def _relations(self, part: str) -> Sequence[_Element]:
        found = self.xml(_relations_of(part))
        return () if found is None else list(found)

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """What the file says of itself in properties that Word does not know."""
        found = self.xml("docProps/custom.xml")
        return {
            each.get("name", ""): "".join(part.text or "" for part in each)
            for each in (found if found is not None else ())
        }

    def too_deep(self, most: int) -> ContentError:
        """Say that what the file holds is nested deeper than any text: left out, it would be lost unseen."""
        return self.problem(
            f"this file holds tables, boxes or fields more than {most} deep in each other",
            "take the text out of them in Word, and save it again as .docx",
        )

    def _refuse_many_elements(self, data: bytes) -> None:
        """Count the elements before a tree is made of them."""
        count = data.count(b"<")
        if count > 2 * MOST_ELEMENTS:
            raise self.problem(
                "unpacked, this file would be larger than any text", "save it again in Word as .docx"
            )

    def _refuse_harm(self, parts: list[ZipInfo]) -> None:
        names = {part.filename for part in parts}
        xml = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in parts) > LARGEST_FILE or max(xml, default=0) > LARGEST_PART:
            raise self.problem(
                "unpacked, this file would be larger than any text", "save it again in Word as .docx"
            )
        if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
            raise self.problem(
                "this Word file holds macros, which are programs",
                "save it in Word as .docx, which holds none",
            )
        if any(is_locked(part) for part in parts):
            raise self.problem("this Word file is locked by a password", "save it without one")

    def _damaged(self) -> ContentError:
        return self.problem(
            "this Word file is damaged, or is none", "open it in Word, and save it again as .docx"
        )

    def problem(self, message: str, fix: str) -> ContentError:
        """Say what is wrong with the file, and what to do."""
        return ContentError(
            [Problem(location=Location(path=self.path), message=message, fix=fix, rule="exchange/unreadable")]
        )


def _relations_of(part: str) -> str:
    """Return the name of the part that says where the relations of a part lead; the file itself is an empty name."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _resolved(part: str, relation: _Element) -> str:
    """Return the name of the part that a relation leads to, counted from the folder of the part that has it."""
    folder = part.rpartition("/")[0]
    return posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")


def value(parent: _Element | None, name: str, default: str = "") -> str:
    """Return the value of a property such as `<w:ilvl w:val="1"/>` inside an element."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return default if found is None else found.get(f"{W}val", default)


def is_on(parent: _Element | None, name: str) -> bool | None:
    """Return whether a property such as `<w:vanish/>` is on; None where nothing is said of it."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return None if found is None else found.get(f"{W}val", "true") not in {"0", "false", "off", "none"}


def number(text: str, default: int = 0) -> int:
    """Read a whole number that anybody may have written."""
    return int(text) if _NUMBER.fullmatch(text) else default
