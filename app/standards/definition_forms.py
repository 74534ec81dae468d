"""The records of a definition as forms show them, and what is typed there as the files write it."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from app.standards.definition_sections import ABOUT_ITEMS, MASKS, Data, Row, Section
from app.standards.models import Element


def rows_of(data: Data, section: Section) -> list[Row]:
    """Return the records of a section, one where it is none of several; not to be changed in place."""
    if section.key == MASKS:
        return _mask_rows(data)
    found: Any = data
    for step in section.path:
        found = found.get(step) if isinstance(step, str) else found[step] if len(found) > step else None
        if found is None:
            return []
    return list(found) if section.is_table else [found]


def with_rows(data: Data, section: Section, rows: Sequence[Row]) -> Data:
    """Return data with other records in a section."""
    if list(rows) == rows_of(data, section):
        return data
    if section.key == MASKS:
        return _with_mask_rows(data, rows)
    *way, last = section.path
    changed = dict(data)
    inside: Any = changed
    # Only what leads there is copied: a definition can be large, and this is done at every keystroke.
    for step in way:
        nested = inside.get(step) if isinstance(inside, dict) else inside[step]
        inside[step] = list(nested) if isinstance(nested, list) else dict(nested or {})
        inside = inside[step]
    inside[last] = list(rows) if section.is_table else rows[0]
    return without_lost_elements(changed) if "checklist" in data else changed


def without_lost_elements(data: Data) -> Data:
    """Return the data of a checklist in which items, columns and titles speak only of elements that are asked."""
    checklist = dict(data["checklist"])
    asked = [element.get("key") for element in checklist["elements"]]
    if "columns" in checklist:
        checklist["columns"] = [each for each in checklist["columns"] if _is_asked(each, asked)]
    if "title_elements" in checklist:
        checklist["title_elements"] = [key for key in checklist["title_elements"] if key in asked]
    changed = data | {"checklist": checklist}
    if checklist.get("shape") == "catalogue" and "items" in data:
        kept = {*asked, *ABOUT_ITEMS}
        changed["items"] = [{key: each for key, each in item.items() if key in kept} for item in data["items"]]
    return changed


def _is_asked(column: Row, asked: Sequence[str]) -> bool:
    return column.get("draw") == "seq" or not column.get("element") or column["element"] in asked


def renamed_key(data: Data, old: str, new: str) -> Data:
    """Return the data of a checklist in which all that speaks of an element calls it by another key."""
    changed = copy.deepcopy(data)
    checklist = changed["checklist"]
    for column in checklist.get("columns", ()):
        column.update({part: new for part in ("element", "other") if column.get(part) == old})
    if "title_elements" in checklist:
        checklist["title_elements"] = [new if key == old else key for key in checklist["title_elements"]]
    if "items" in changed:
        changed["items"] = [{new if key == old else key: v for key, v in item.items()} for item in changed["items"]]
    return changed


def form_values(section: Section, row: Mapping[str, Any]) -> Row:
    """Return the values with which a form shows a record."""
    return {element.key: _shown(element, row.get(element.key)) for element in section.form.elements}


def row_with(section: Section, row: Row, key: str, value: Any) -> Row:
    """Return a record with what stands in one element of its form; nothing else of it changes."""
    element = section.form.element(key)
    written = _written(element, value, row.get(key))
    if written not in (None, "", []):
        return row | {key: written}
    if key not in row or element.kind == "flag":
        return {name: each for name, each in row.items() if name != key}
    return row | {key: [] if isinstance(row[key], list) else None}


_RULE = ("keep_head", "keep_tail", "level")


def _mask_rows(data: Data) -> list[Row]:
    return [
        {"kind": kind, "label": rules.get("label", kind), "medium": medium} | _told(kind, rules.get(medium) or {})
        for kind, rules in data.get("kinds", {}).items()
        for medium in ("paper", "web", "package")
    ]


def _told(kind: str, rule: Mapping[str, Any]) -> Row:
    """Return what says something of a kind: of a number how many digits are left, of anything else how much of it."""
    return {key: value for key, value in rule.items() if (key != "level") == (kind in _NUMBERS)}


_NUMBERS = ("id_number", "phone", "landline", "bank_card")


def _with_mask_rows(data: Data, rows: Sequence[Row]) -> Data:
    kinds: dict[str, Any] = {}
    for row in rows:
        rules = kinds.setdefault(row["kind"], {"label": row["label"]})
        rules[row["medium"]] = {key: row[key] for key in _RULE if row.get(key) not in (None, "")}
    return data | {"kinds": kinds}


# --- values ----------------------------------------------------------------------------------------------------


def _shown(element: Element, value: Any) -> Any:
    if element.key == "choices" and not element.choices and isinstance(value, list):
        return [each["label"] if isinstance(each, dict) else each for each in value]
    labels = {choice.code: choice.label for choice in element.choices if choice.code}
    if isinstance(value, list) and labels:
        return [labels.get(each, each) if isinstance(each, str) else each for each in value]
    if element.kind in ("text", "long_text") and isinstance(value, list):
        return "、".join(map(str, value))
    return labels.get(value, value) if isinstance(value, str) else value


def _written(element: Element, value: Any, before: Any) -> Any:
    """Return a value of the form as the file writes it."""
    if element.key == "choices" and not element.choices:
        known = {each["label"]: each for each in before or () if isinstance(each, dict)}
        return [known.get(each, each) for each in value or ()]
    codes = {choice.label: choice.code for choice in element.choices if choice.code}
    if isinstance(value, list):
        return [codes.get(each, each) if isinstance(each, str) else each for each in value]
    if element.kind == "number" and isinstance(value, str):
        return _number(value)
    return codes.get(value, value) if isinstance(value, str) else value


def _number(text: str) -> Any:
    """What is no number stays as it was typed: the check says so."""
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number == int(number) else number
