"""Writes .docx files: paragraphs, tables, links, comments and tracked changes, in the few parts that Word needs.

The same content gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""The time of every entry of the file."""
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
BULLETS, NUMBERS = 1, 2
"""The lists that every file has; others begin at a number of their own."""
_LEVELS = 9
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" '
    'w:cs="Calibri"/><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120"/></w:pPr>'
    '</w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/><w:basedOn w:val="Normal"/>'
        f'<w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
        f'<w:rPr><w:b/><w:sz w:val="{max(22, 38 - 4 * level)}"/></w:rPr></w:style>'
        for level in range(1, 7)
    )
    + '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/>'
    '<w:u w:val="single"/></w:rPr></w:style><w:style w:type="character" w:styleId="Locked"><w:name w:val="Locked"/><w:rPr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/></w:rPr></w:style></w:styles>'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How Word tracks a change: `ins`, `del`, `moveTo` or `moveFrom`."""

    kind: str

    @property
    def is_old(self) -> bool:
        """Whether what it marks belongs to the old text."""
        return self.kind in {"del", "moveFrom"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A content control that is locked, with a bookmark around its words: LibreOffice keeps that alone."""

    name: str
    """Of letters, digits and underscores; unique in the file."""
    title: str
    """What Word shows at its edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words of one look; a line feed is a line end inside the paragraph."""

    text: str
    change: Change | None = None
    bold: bool = False
    italic: bool = False
    raised: str = ""
    """`superscript` or `subscript`."""
    link: str = ""
    control: Control | None = None
    """Set where the words cannot be edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """Where a paragraph is in a list."""

    list_id: int
    depth: int


class WordFile:
    """A Word file that grows from its beginning to its end."""

    def __init__(
        self,
        *,
        language: str,
        author: str = "Affiche",
        on: date | None = None,
        properties: Mapping[str, str] | None = None,
    ) -> None:
        """Begin; tracked changes and comments have this author and day, and the file these properties of its own."""
        self._properties = properties or {}
        self._language = language
        self._author, self._day = author, on
        self._body: list[str] = []
        self._links: dict[str, str] = {}
        self._comments: list[str] = []
        self._lists: list[tuple[bool, int]] = [(False, 1), (True, 1)]
        self._count = 0

    def new_list(self, start: int = 1) -> int:
        """Return the id of a numbered list that begins at a number."""
        self._lists.append((True, start))
        return len(self._lists)

    def add(self, xml: str) -> None:
        """Add a block."""
        self._body.append(xml)

    def paragraph(
        self,
        runs: Sequence[Run],
        *,
        style: str = "",
        place: ListPlace | None = None,
        change: Change | None = None,
        comment: str = "",
    ) -> str:
        """Write a paragraph; `change` tracks its end, so that accepting or rejecting takes all of it away."""
        properties = f'<w:pStyle w:val="{style}"/>' if style else ""
        if place:
            depth = min(place.depth, _LEVELS - 1)
            properties += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{place.list_id}"/></w:numPr>'
        if change:
            properties += f"<w:rPr>{self._tracked(change.kind)}</w:rPr>"
        written = "".join(map(self._run, merged(runs)))
        if comment:
            written = self._with_comment(written, comment)
        return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{written}</w:p>"

    def table(
        self,
        rows: Iterable[tuple[Sequence[str], Change | None]],
        *,
        has_head: bool = True,
        widths: Sequence[int] = (),
    ) -> str:
        """Write a table of cells that are written blocks already; `change` tracks a whole row.

        `widths` are those of the columns, of 100; without them, all are alike.
        """
        sizes = [f'<w:tcPr><w:tcW w:w="{width * 50}" w:type="pct"/></w:tcPr>' for width in widths]
        written = ""
        columns = 1
        for number, (cells, change) in enumerate(rows):
            columns = max(columns, len(cells))
            properties = "<w:tblHeader/>" if has_head and number == 0 else ""
            properties += self._tracked(change.kind) if change else ""
            content = "".join(
                f"<w:tc>{size}{cell or '<w:p/>'}</w:tc>"
                for cell, size in zip_longest(cells, sizes[: len(cells)], fillvalue="<w:tcPr/>")
            )
            written += f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{content}</w:tr>"
        grid = "".join(f'<w:gridCol w:w="{width * 140}"/>' for width in widths) or "<w:gridCol/>" * columns
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{written}</w:tbl>"
        )

    def move_edge(self, kind: str, name: str, edge: str, identifier: int) -> str:
        """Write where the text of a move begins or ends: `kind` is moveTo or moveFrom, `edge` Start or End."""
        about = self._about(identifier) + f' w:name="{name}"' if edge == "Start" else f' w:id="{identifier}"'
        return f"<w:{kind}Range{edge}{about}/>"

    def next_id(self) -> int:
        """Return a number that no other change of the file has."""
        self._count += 1
        return self._count

    def document(self, *, is_landscape: bool = False) -> str:
        """Return the main part of the file."""
        width, height = (16838, 11906) if is_landscape else (11906, 16838)
        turned = ' w:orient="landscape"' if is_landscape else ""
        page = (
            f'<w:sectPr><w:pgSz w:w="{width}" w:h="{height}"{turned}/><w:pgMar w:top="1134" w:right="1134" '
            'w:bottom="1134" w:left="1134" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr>'
        )
        body = "".join(self._body)
        return f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}{page}</w:body></w:document>'

    def save(self, *, is_landscape: bool = False) -> bytes:
        """Return the file."""
        styles = _STYLES.replace(
            '<w:sz w:val="22"/>', f'<w:sz w:val="22"/><w:lang w:val="{self._language}"/>', 1
        )
        relations = [("s1", "styles", "styles.xml", ""), ("n1", "numbering", "numbering.xml", "")]
        relations.append(("c1", "comments", "comments.xml", ""))
        relations += (
            (name, "hyperlink", target, ' TargetMode="External"') for target, name in self._links.items()
        )
        parts = {
            "[Content_Types].xml": self._types(),
            "_rels/.rels": _relations(
                [
                    ("r1", "officeDocument", "word/document.xml", ""),
                    ("r2", "custom-properties", "docProps/custom.xml", ""),
                ]
            ),
            "docProps/custom.xml": _custom(self._properties),
            "word/document.xml": self.document(is_landscape=is_landscape),
            "word/styles.xml": styles,
            "word/numbering.xml": _numbering(self._lists),
            "word/comments.xml": f'<w:comments xmlns:w="{_W}">{"".join(self._comments)}</w:comments>',
            "word/_rels/document.xml.rels": _relations(relations),
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, xml in parts.items():
                info = zipfile.ZipInfo(name, _DAY_ZERO)
                info.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(info, _HEAD + xml)
        return out.getvalue()

    def _run(self, run: Run) -> str:
        properties = "".join(f"<w:{name}/>" for name, on in (("b", run.bold), ("i", run.italic)) if on)
        style = "Locked" if run.control else "Hyperlink" if run.link else ""
        properties = (f'<w:rStyle w:val="{style}"/>' if style else "") + properties
        properties += f'<w:vertAlign w:val="{run.raised}"/>' if run.raised else ""
        tag = "w:delText" if run.change and run.change.is_old else "w:t"
        lines = (
            f'<{tag} xml:space="preserve">{escape(line, quote=False)}</{tag}>'
            for line in run.text.split("\n")
        )
        written = f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{'<w:br/>'.join(lines)}</w:r>"
        if run.change:
            written = f"<w:{run.change.kind}{self._about(self.next_id())}>{written}</w:{run.change.kind}>"
        if run.link.startswith(("http://", "https://", "mailto:", "tel:")):
            name = self._links.setdefault(run.link, f"l{len(self._links) + 1}")
            written = f'<w:hyperlink r:id="{name}">{written}</w:hyperlink>'
        return self._controlled(written, run.control) if run.control else written

    def _controlled(self, written: str, control: Control) -> str:
        identifier = self.next_id()
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{escape(control.title)}"/><w:tag w:val="{control.name}"/>'
            f'<w:id w:val="{identifier}"/><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>'
            f'<w:bookmarkStart w:id="{identifier}" w:name="{control.name}"/>{written}'
            f'<w:bookmarkEnd w:id="{identifier}"/></w:sdtContent></w:sdt>'
        )

    def _tracked(self, kind: str) -> str:
        kind = {"moveTo": "ins", "moveFrom": "del"}.get(kind, kind)  # Word knows no moved end of a row
        return f"<w:{kind}{self._about(self.next_id())}/>"

    def _about(self, identifier: int) -> str:
        day = f' w:date="{self._day.isoformat()}T00:00:00Z"' if self._day else ""
        return f' w:id="{identifier}" w:author="{escape(self._author)}"{day}'

    def _with_comment(self, written: str, text: str) -> str:
        identifier = len(self._comments)
        lines = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{escape(line, quote=False)}</w:t></w:r></w:p>'
            for line in text.splitlines()
        )
        self._comments.append(f"<w:comment{self._about(identifier)}>{lines}</w:comment>")
        return (
            f'<w:commentRangeStart w:id="{identifier}"/>{written}<w:commentRangeEnd w:id="{identifier}"/>'
            f'<w:r><w:commentReference w:id="{identifier}"/></w:r>'
        )

    @staticmethod
    def _types() -> str:
        parts = {
            "document": "document.main",
            "styles": "styles",
            "numbering": "numbering",
            "comments": "comments",
        }
        written = "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
            for name, kind in parts.items()
        )
        return (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override '
            'PartName="/docProps/custom.xml" '
            f'ContentType="application/vnd.openxmlformats-officedocument.custom-properties+xml"/>{written}</Types>'
        )


def merged(runs: Iterable[Run]) -> list[Run]:
    """Join neighbours of one look."""
    joined: list[Run] = []
    for run in runs:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return joined


def _custom(properties: Mapping[str, str]) -> str:
    written = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(properties.items(), 2)
    )
    return f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">{written}</Properties>'


def _relations(relations: Iterable[tuple[str, str, str, str]]) -> str:
    written = "".join(
        f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{escape(target)}"{mode}/>'
        for name, kind, target, mode in relations
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{written}</Relationships>'


def _numbering(lists: Sequence[tuple[bool, int]]) -> str:
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>'
        + "".join(_level(depth, is_numbered=is_numbered, start=start) for depth in range(_LEVELS))
        + "</w:abstractNum>"
        for number, (is_numbered, start) in enumerate(lists, 1)
    )
    used = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(1, len(lists) + 1)
    )
    return f'<w:numbering xmlns:w="{_W}">{abstract}{used}</w:numbering>'


def _level(depth: int, *, is_numbered: bool, start: int) -> str:
    form, text = ("decimal", f"%{depth + 1}.") if is_numbered else ("bullet", "•")
    left = 360 * (depth + 1)
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start if depth == 0 else 1}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'
    )
