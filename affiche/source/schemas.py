"""The JSON Schemas of the YAML files, for editors and programs: made from what the reader itself checks with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic.json_schema import GenerateJsonSchema

from affiche.source.shapes import PolicyShape, SiteShape, VersionShape

if TYPE_CHECKING:
    from collections.abc import Mapping

    from affiche.source.shapes import Shape

_SHAPES: Mapping[str, type[Shape]] = {"site": SiteShape, "policy": PolicyShape, "version": VersionShape}


def json_schemas() -> dict[str, str]:
    """Give each schema as the text of a file, such as `site.schema.json`."""
    return {f"{name}.schema.json": _written(shape) for name, shape in _SHAPES.items()}


def _written(shape: type[Shape]) -> str:
    made = shape.model_json_schema()
    content = {"$schema": GenerateJsonSchema.schema_dialect, **_plainer(made)}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _plainer(part: Any) -> Any:
    """Leave out the titles that pydantic makes of names: an editor shows the keys themselves, and what they mean."""
    if isinstance(part, list):
        return [_plainer(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: {name: _plainer(one) for name, one in value.items()}
        if key in {"properties", "$defs"}
        else _plainer(value)
        for key, value in part.items()
        if key != "title"
    }
