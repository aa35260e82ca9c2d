"""A Word file with one table: the few parts of WordprocessingML that Word and LibreOffice need to open it."""

from __future__ import annotations

import io
import zipfile
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DAY_ZERO = (1980, 1, 1, 0, 0, 0)
"""Every entry of the file has this time, so that the same findings give the same bytes."""
_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="999999"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def word_table(title: str, rows: Sequence[Sequence[str]], note: str, language: str) -> bytes:
    """Write a title, a table whose first row is its head, and a note, on a landscape page."""
    body = (
        _paragraph(title, language, bold=True)
        + f'<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
        + "<w:tblGrid>"
        + "<w:gridCol/>" * len(rows[0])
        + "</w:tblGrid>"
        + "".join(_row(row, language, is_head=number == 0) for number, row in enumerate(rows))
        + "</w:tbl>"
        + _paragraph(note, language)
        + '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        + '<w:pgMar w:top="850" w:right="850" w:bottom="850" w:left="850" w:header="0" w:footer="0" w:gutter="0"/>'
        + "</w:sectPr>"
    )
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            info = zipfile.ZipInfo(name, _DAY_ZERO)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    return out.getvalue()


def _row(cells: Sequence[str], language: str, *, is_head: bool) -> str:
    head = "<w:trPr><w:tblHeader/></w:trPr>" if is_head else ""
    written = "".join(f"<w:tc><w:tcPr/>{_paragraph(cell, language, bold=is_head)}</w:tc>" for cell in cells)
    return f"<w:tr>{head}{written}</w:tr>"


def _paragraph(text: str, language: str, *, bold: bool = False) -> str:
    properties = f'{"<w:b/>" if bold else ""}<w:sz w:val="18"/><w:lang w:val="{language}"/>'
    run = f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text, quote=False)}</w:t></w:r>'
    return f"<w:p>{run}</w:p>"
