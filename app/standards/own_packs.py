"""Standard packs of a workspace's own: the official text of a field that was imported, in place of what the program
knows of that field. They hold for that workspace alone; the library that all share stays as it is.
"""

import datetime
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any

from msgspec import Meta, Struct, structs, to_builtins

from app.standards.items import Count, read_pack_items
from app.standards.library import Library, load_library
from app.standards.models import STANDARD_CATALOGUE, BasisKind, Definition, Field, Item, Level, Official
from app.standards.records import DeadlineUnit

FIELD_PACK = "field-pack"
"""Kind of the record that holds the pack of a field, under the code of the field."""

Text = Annotated[str, Meta(min_length=1, max_length=20_000)]
Short = Annotated[str, Meta(min_length=1, max_length=200)]
_GUIDING = ("guidance", "sources", "standard_item", "mirror", "pii_risk")


class PackBasis(Struct, frozen=True):
    """A law or document that an item rests on."""

    title: Text
    number: Short | None
    kind: BasisKind | None


class PackDeadline(Struct, frozen=True):
    """When to publish, in words and read."""

    text: Text
    count: Count | None
    unit: DeadlineUnit
    event: Text | None
    notice_days: Count | None
    notice_unit: Annotated[str, Meta(pattern="^(day|workday)$")] | None


class PackItem(Struct, frozen=True):
    """One item as its digest covers it: answers by their codes where they have one."""

    code: Annotated[str, Meta(pattern="^[0-9]{2}-[0-9]{3,4}$", max_length=7)]
    level1: Text
    level2: Text | None
    level3: Text | None
    elements: Annotated[tuple[Text, ...], Meta(min_length=1, max_length=500)]
    basis: Annotated[tuple[PackBasis, ...], Meta(min_length=1, max_length=500)]
    deadline: PackDeadline
    publisher: Text
    channels: Annotated[tuple[Short, ...], Meta(min_length=1, max_length=50)]
    channels_other: Text | None
    audience: Short
    audience_group: Text | None
    mode: Short
    levels: Annotated[tuple[Level, ...], Meta(min_length=1, max_length=3)]


class PackSource(Struct, frozen=True):
    """Who imported the official text, when, and from which file."""

    unit: Short
    person: Short
    date: datetime.date
    file: Short
    sha256: Annotated[str, Meta(pattern="^[0-9a-f]{64}$", max_length=64)]


class PackContent(Struct, frozen=True):
    """One version of a field's pack. `gone`: items of earlier versions that the program itself does not know."""

    field: Annotated[str, Meta(pattern="^[0-9]{2}$", max_length=2)]
    version: Annotated[int, Meta(ge=1, le=1_000_000)]
    items: Annotated[tuple[PackItem, ...], Meta(min_length=1, max_length=2000)]
    gone: Annotated[tuple[PackItem, ...], Meta(max_length=2000)]
    source: PackSource
    removed: bool = False


def library_with(packs: Sequence[tuple[str, PackContent]], library: Library | None = None) -> Library:
    """Return a library, the program's own where none is given, with these packs, given with their revisions.

    A pack of a field that this version of the program does not have stays unused.
    """
    library = library or load_library()
    known = [(revision, pack) for revision, pack in packs if pack.field in load_library().fields]
    if not known:
        return library
    stamp = hashlib.sha256("\n".join(sorted(revision for revision, _ in known)).encode()).hexdigest()
    fields = [field_of(pack) for _, pack in known]
    return library.with_packs(fields, (item for _, pack in known for item in withdrawn_items(pack)), stamp)


def field_of(pack: PackContent) -> Field:
    """Return the field as a pack has it. Raises `UserFacingError` for items that no entry could follow."""
    field = load_library().fields[pack.field]
    source = pack.source
    official = Official(source.unit, source.person, source.date.isoformat(), source.file, source.sha256)
    version = f"{source.date.isoformat()}-{pack.version}"
    return structs.replace(field, items=_items(field, pack.items), version=version, official=official)


def withdrawn_items(pack: PackContent) -> tuple[Item, ...]:
    """Return the items that the field had before and the pack has no more."""
    field, here = load_library().fields[pack.field], {item.code for item in pack.items}
    before = (*field.items, *_items(field, pack.gone))
    return tuple(structs.replace(item, withdrawn=True) for item in before if item.code not in here)


def pack_item(code: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values in the shapes of entries as an item of a pack, JSON-ready; unchecked."""
    definition = _definition()
    coded = {element.key: _coded(element.choices, values.get(element.key)) for element in definition.elements}
    item = {"code": code} | {key: coded.get(key) for key in PackItem.__struct_fields__[1:]}
    item["basis"] = [{key: each.get(key) for key in PackBasis.__struct_fields__} for each in item["basis"] or ()]
    return item


def _definition() -> Definition:
    return load_library().definitions[STANDARD_CATALOGUE]


def _coded(choices: Iterable[Any], value: Any) -> Any:
    codes = {choice.label: choice.code for choice in choices if choice.code}
    if isinstance(value, list) and codes:
        return [codes.get(each, each) for each in value]
    return codes.get(value, value) if isinstance(value, str) else value


def _items(field: Field, items: Sequence[PackItem]) -> tuple[Item, ...]:
    """Return items of a pack; what the program knows to say about an item beside its text goes along."""
    known = {item.code: item for item in field.items}
    data = [to_builtins(item) | {"evidence": "seen"} for item in items]
    read = read_pack_items(field, _definition(), data, field.name)
    return tuple(_guided(structs.replace(item, evidence="official"), known.get(item.code)) for item in read)


def _guided(item: Item, known: Item | None) -> Item:
    return structs.replace(item, **{key: getattr(known, key) for key in _GUIDING}) if known else item
