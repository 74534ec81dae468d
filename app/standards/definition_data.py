"""The data of a definition as a file of its own would hold it, from what a library knows."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import structs

from app.notices.masking_table import built_in_table
from app.standards.definition_words import WORD_LABELS
from app.standards.library import Library, load_library
from app.standards.models import STANDARD_CATALOGUE, Definition, Item
from app.standards.own_definitions import KIND_LABELS, MASKING, definition_id
from app.standards.records import DEFAULT_VERSION

_ABOUT = ("field", "guidance", "sources", "standard_item", "mirror", "pii_risk")


def known_codes(library: Library, kind: str) -> Mapping[str, str]:
    """Return the codes of all definitions of a kind with what people call them."""
    if kind == "checklist":
        return {code: each.name for code, each in library.definitions.items() if each.used_by}
    if kind == "field":
        return {code: each.name for code, each in sorted(library.fields.items())}
    if kind == "notice":
        return {code: each.name for code, each in library.notice_templates.items()}
    return {MASKING: built_in_table().title} if kind == "masking" else WORD_LABELS


def definition_data(library: Library, kind: str, code: str) -> dict[str, Any]:
    """Return a definition as it stands, as a file would hold it. Raises KeyError for an unknown one."""
    own = library.own.get(definition_id(kind, code))
    return own.data if own is not None else _DATA[kind](library, code)


def definition_title(library: Library, content: Mapping[str, Any]) -> str:
    """Name a definition by its content: 清单“村务公开清单”."""
    kind, code = content["kind"], content["code"]
    told = {"checklist": ("checklist",), "field": ("field",), "notice": ("templates", 0)}.get(kind)
    name = _named(content["data"], told) if told else known_codes(library, kind).get(code, code)
    return f"{KIND_LABELS[kind]}“{name or code}”"


def _named(data: Any, way: tuple[str | int, ...]) -> str | None:
    for step in way:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    name = data.get("name") if isinstance(data, dict) else None
    return name if isinstance(name, str) else None


def shipped_data(kind: str, code: str) -> dict[str, Any] | None:
    """Return a definition as it came with the program; None where it is none of the program's."""
    try:
        return _DATA[kind](load_library(), code)
    except KeyError:
        return None


def _checklist(library: Library, code: str) -> dict[str, Any]:
    definition = library.definitions[code]
    checklist = _plain(structs.replace(definition, retired=()))
    for element in checklist["elements"]:
        if "choices" in element:
            element["choices"] = [each if each["code"] else each["label"] for each in element["choices"]]
    items = () if code == STANDARD_CATALOGUE else library.items(code)
    data: dict[str, Any] = {"checklist": checklist}
    return data | ({"items": [_item(definition, item) for item in items]} if items else {})


def _item(definition: Definition, item: Item) -> dict[str, Any]:
    facts = _plain(item)
    about: dict[str, Any] = {key: facts[key] for key in _ABOUT if facts.get(key)}
    if definition.shape == "register":
        about = {key: about[key] for key in ("sources", "mirror") if key in about}
    values = {key: _coded(definition, key, value) for key, value in facts["values"].items()}
    return {"code": item.code, "evidence": item.evidence} | values | about


def _coded(definition: Definition, key: str, value: Any) -> Any:
    """Return answers by their codes where they have one: digests are taken over those."""
    element = next((each for each in definition.elements if each.key == key), None)
    codes = {choice.label: choice.code for choice in (element.choices if element else ()) if choice.code}
    if isinstance(value, list):
        return [codes.get(each, each) if isinstance(each, str) else each for each in value]
    return codes.get(value, value) if isinstance(value, str) else value


def _field(library: Library, code: str) -> dict[str, Any]:
    field, definition = library.fields[code], library.definitions[STANDARD_CATALOGUE]
    items = [_item(definition, item) for item in field.items]
    for item in items:
        item.pop("field", None)
    return {"field": _without(_plain(structs.replace(field, items=())), "items"), "items": items}


def _notice(library: Library, code: str) -> dict[str, Any]:
    return {"templates": [_plain(library.notice_templates[code])]}


def _masking(library: Library, code: str) -> dict[str, Any]:
    if code != MASKING:
        raise KeyError(code)
    return _plain(library.masking or built_in_table())


def _words(library: Library, code: str) -> dict[str, Any]:
    said = _plain(library.words[code])
    return {"as_of": DEFAULT_VERSION} | (said if code in ("wording", "tables") else {code: said})


_DATA = {"checklist": _checklist, "field": _field, "notice": _notice, "masking": _masking, "words": _words}


def _plain(what: Any) -> Any:
    """Return a thing as JSON would hold it, lists in place of tuples."""
    return msgspec.json.decode(msgspec.json.encode(what))


def _without(data: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != key}
