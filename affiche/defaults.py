"""Where the default templates, interface words and texts to start from lie: in the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def default_folder(name: str) -> Path:
    """Return the folder `templates`, `locales`, `laws` or `starter` that Affiche brings with it."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
