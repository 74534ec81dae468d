"""The JSON Schema of the tidy data, made from the same columns as the data."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.county.data_columns import (
    CITATIONS,
    DICTIONARY,
    ENTRIES,
    FIELDS,
    UNITS,
    DataColumn,
    citation_elements,
    list_elements,
)
from app.standards.models import Definition

_TYPES: Mapping[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "integer": {"type": "integer"},
    "flag": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}


def data_schema(columns: Mapping[str, Sequence[DataColumn]], definition: Definition) -> dict[str, Any]:
    """Return the schema of the JSON file."""
    entry = _object(columns[ENTRIES])
    for element in list_elements(definition):
        values: dict[str, Any] = {"type": "string"}
        _add(entry, element.key, {"title": element.label, "type": "array", "items": values})
    cited = _object([column for column in columns[CITATIONS] if column.name in ("title", "number", "kind", "article")])
    for element in citation_elements(definition):
        _add(entry, element.key, {"title": element.label, "type": "array", "items": cited})
    text = {"type": "string"}
    properties = {
        "format": {"const": "gkqd-open-data"},
        "version": {"type": "string", "pattern": r"^1\."},
        "title": text,
        "edition": text,
        "made_by": text,
        "made_on": _TYPES["date"],
        "is_draft": _TYPES["flag"],
        UNITS: _array(columns[UNITS]),
        FIELDS: _array(columns[FIELDS]),
        DICTIONARY: _array(columns[DICTIONARY]),
        ENTRIES: {"type": "array", "items": entry},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "基层政务公开标准目录数据",
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def _array(columns: Sequence[DataColumn]) -> dict[str, Any]:
    return {"type": "array", "items": _object(columns)}


def _object(columns: Sequence[DataColumn]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {column.name: _property(column) for column in columns},
        "required": [column.name for column in columns],
    }


def _property(column: DataColumn) -> dict[str, Any]:
    known = dict(_TYPES[column.type])
    if column.values and column.type == "code":
        known["enum"] = list(column.values) if column.required else [*column.values, None]
    if not column.required:
        known["type"] = [known["type"], "null"]
    return {"title": column.label} | known


def _add(schema: dict[str, Any], key: str, property: dict[str, Any]) -> None:
    schema["properties"][key] = property
    schema["required"].append(key)
