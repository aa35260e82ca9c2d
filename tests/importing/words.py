"""A Word file made by hand, as small as Word would open it: paragraphs with a style, and a table."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
LINKS = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="s1" Type="{OFFICE}/styles" '
    f'Target="styles.xml"/><Relationship Id="n1" Type="{OFFICE}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="l1" Type="{OFFICE}/hyperlink" Target="https://www.example.com/terms" TargetMode="External"/>'
    "</Relationships>"
)
NUMBERING = (
    f'<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
LETTERED = (
    f'<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%2."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
LINK = '<w:hyperlink r:id="l1"><w:r><w:t>terms</w:t></w:r></w:hyperlink>'


def paragraph(  # noqa: PLR0913 what a paragraph may be
    text: str, style: str = "", *, bold: bool = False, bullet: bool = False, depth: int = 0, more: str = ""
) -> str:
    """Write a paragraph."""
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>' if bullet else ""
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    words = f'<w:r>{weight}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p><w:pPr>{about}</w:pPr>{words}{more}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Write a table."""
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word_file(
    *parts: str, styles: dict[str, str] | None = None, extra: dict[str, bytes] | None = None
) -> bytes:
    """Pack parts as a .docx; `styles` names each style, and `extra` adds files."""
    known = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", **(styles or {})}
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in known.items()
    )
    document = (
        f'<w:document xmlns:w="{NAMESPACE}" xmlns:r="{OFFICE}"><w:body>{"".join(parts)}</w:body></w:document>'
    )
    files = {
        "[Content_Types].xml": TYPES.encode(),
        "_rels/.rels": RELATIONS.encode(),
        "word/_rels/document.xml.rels": LINKS.encode(),
        "word/document.xml": document.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{NAMESPACE}">{named}</w:styles>'.encode(),
        "word/numbering.xml": NUMBERING.encode(),
        **(extra or {}),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()
