"""What pip is asked for on a server, so that it gets the Affiche of this machine."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from affiche import __version__

_NOWHERE = """\
# Affiche was installed from a folder of one machine, which no server has. In that folder, run `pip wheel --no-deps .`,
# put the wheel next to this file, and name it here in place of the next line.
"""


def requirements() -> str:
    """Give the text of requirements.txt."""
    return requirements_for(_origin())


def requirements_for(origin: dict[str, Any] | None) -> str:
    """Write what pip recorded of the origin of a package (PEP 610) as a requirement; None stands for no record."""
    url = (origin or {}).get("url", "")
    if url.startswith("file:"):
        return f"{_NOWHERE}affiche=={__version__}\n"
    if not origin:
        return f"affiche=={__version__}\n"
    history = origin.get("vcs_info")
    return f"affiche @ {history['vcs']}+{url}@{history['commit_id']}\n" if history else f"affiche @ {url}\n"


def _origin() -> dict[str, Any] | None:
    try:
        recorded = distribution("affiche").read_text("direct_url.json")
    except PackageNotFoundError:
        return {"url": "file:"}  # it runs from a checkout
    origin: dict[str, Any] | None = json.loads(recorded) if recorded else None
    return origin
