"""A site to import into."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from affiche.importing.importer import Importer
from affiche.importing.input_file import InputFile

if TYPE_CHECKING:
    from affiche.importing.importer import ImportResult

SAMPLES = Path(__file__).parent / "samples"
SITE = """# Who publishes
organisation:
  name: Heron Boats
  address: 1 Quay Street
  email: privacy@heron.example
  url: https://www.heron.example/
base_url: https://legal.heron.example/
timezone: Europe/London
locales: [{locales}]
policies: [] # in the order in which readers see them
"""


def content(folder: Path, locales: str = "en") -> Path:
    """Lay out a site without any policy."""
    root = folder / "content"
    root.mkdir()
    (root / "site.yaml").write_text(SITE.format(locales=locales), encoding="utf-8")
    return root


def bring(
    root: Path, name: str, data: bytes | str, locale: str = "en", *, replaces: bool = False
) -> ImportResult:
    """Import one text as the policy `privacy`."""
    raw = InputFile(path=name, data=data.encode() if isinstance(data, str) else data)
    return Importer(root, "privacy").import_text([raw], locale, replaces=replaces)


def markdown(root: Path, name: str, data: bytes | str, locale: str = "en") -> str:
    """Import one text, and give what was written."""
    return bring(root, name, data, locale).texts[locale].markdown
