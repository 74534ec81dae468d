"""Items of field packs and checklists: from the wording of the file to values in the shapes entries have."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal, cast

from msgspec import Meta, Struct, structs

from app.errors import UserFacingError
from app.standards.digest import STANDARD_ITEM_KEYS, standard_item_digest, values_digest
from app.standards.models import BasisKind, Definition, Element, Evidence, Field, Item, Level, Record
from app.standards.problems import bad_resource, key_name, read_as
from app.standards.records import DeadlineUnit
from app.standards.values import check_value

Count = Annotated[int, Meta(ge=0)]


class Citation(Struct, frozen=True, forbid_unknown_fields=True):
    """A legal ground; the article is shown only as far as the register of laws allows."""

    title: str
    number: str | None
    kind: BasisKind | None = None
    article: str | None = None


class Deadline(Struct, frozen=True, forbid_unknown_fields=True):
    """When to publish: so many units after an event, then on notice for `notice_days`."""

    text: Annotated[str, Meta(min_length=1)]
    count: Count | None
    unit: DeadlineUnit
    event: str | None
    notice_days: Count | None = None
    notice_unit: Literal["day", "workday"] | None = None


class ItemHead(Record):
    """What a file says about an item besides its values."""

    code: Annotated[str, Meta(min_length=1)]
    evidence: Evidence
    field: str | None = None
    guidance: str | None = None
    sources: tuple[str, ...] = ()
    standard_item: str | None = None
    mirror: bool = False
    pii_risk: bool = False


VALUE_TYPES: Mapping[str, Any] = {
    "text": str,
    "long_text": str,
    "phone": str,
    "list": list[str],
    "choice": str,
    "choices": list[str],
    "citations": list[Citation],
    "deadline": Deadline,
    "date": Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")],
    "money": Annotated[str, Meta(pattern=r"^-?\d+(\.\d+)?$")],
    "number": int | float,
    "flag": bool,
    "attachment": list[str],
}

#: Of what a standard item's digest covers, the parts that an item need not have.
MAY_BE_EMPTY = ("level2", "level3", "channels_other", "audience_group")


def read_pack_items(field: Field, definition: Definition, data: Any, file: str) -> tuple[Item, ...]:
    """The items of a field pack, which are items of the standard catalogue. Raises UserFacingError."""
    items = []
    for owner, source in _members(data, file):
        for key in STANDARD_ITEM_KEYS:
            if source.get(key) is None and key not in MAY_BE_EMPTY:
                raise bad_resource(file, f"{owner}缺少{key_name(key)}", "请补上后再试")
        head, values = _read_item(definition, source, file, owner)
        if not head.code.startswith(f"{field.code}-"):
            raise bad_resource(file, f"{owner}不属于本领域，编号应以“{field.code}-”开头")
        item = _item(head, definition, values, standard_item_digest(values), file, owner)
        items.append(structs.replace(item, field=field.code))
    _check_codes(items, file)
    return tuple(items)


def read_checklist_items(definition: Definition, data: Any, file: str) -> tuple[Item, ...]:
    """The items of any other checklist. Raises UserFacingError."""
    read = _register_item if definition.shape == "register" else _catalogue_item
    items = [read(definition, source, file, owner) for owner, source in _members(data, file)]
    _check_codes(items, file)
    return tuple(items)


def _members(data: Any, file: str) -> Iterable[tuple[str, dict[str, Any]]]:
    for number, source in enumerate(read_as(list[dict[str, Any]], data, file, "文件的“items”（事项）"), start=1):
        code = source.get("code")
        yield (f"事项 {code} " if isinstance(code, str) and code else f"第{number}个事项"), source


def _catalogue_item(definition: Definition, source: dict[str, Any], file: str, owner: str) -> Item:
    head, values = _read_item(definition, source, file, owner)
    item = _item(head, definition, values, "", file, owner)
    if not any(item.values.get(key) for key in definition.title_elements):
        raise bad_resource(file, f"{owner}没有名称，缺少{key_name(definition.title_elements[0])}", "请补上后再试")
    return structs.replace(item, digest=values_digest(item.values))


def _register_item(definition: Definition, source: dict[str, Any], file: str, owner: str) -> Item:
    """A ready-made row of a register. Its keys go beyond the elements (which table, what formula), so they are
    kept as they are; the code in app/registers knows them."""
    keys = {element.key for element in definition.elements}
    about = {key: value for key, value in source.items() if key in ("code", "evidence", "sources", "mirror")}
    head = read_as(ItemHead, about, file, owner)
    values = {key: value for key, value in source.items() if key in keys or key not in about}
    return _item(head, definition, values, values_digest(values), file, owner)


def _read_item(
    definition: Definition, source: dict[str, Any], file: str, owner: str
) -> tuple[ItemHead, dict[str, Any]]:
    elements = {element.key: element for element in definition.elements}
    about = {key: value for key, value in source.items() if key not in elements}
    head = read_as(ItemHead, about, file, owner)
    values = {
        key: _json(read_as(VALUE_TYPES[elements[key].kind], value, file, f"{owner}的{_named(elements[key])}"))
        for key, value in source.items()
        if key in elements and value is not None
    }
    return head, values


def _named(element: Element) -> str:
    return f"“{element.key}”（{element.label}）"


def _json(value: Any) -> Any:
    """Citations and deadlines as mappings with all their keys."""
    if isinstance(value, Citation | Deadline):
        return structs.asdict(value)
    if isinstance(value, list):
        return [_json(member) for member in value]
    return value


def _item(
    head: ItemHead, definition: Definition, values: Mapping[str, Any], digest: str, file: str, owner: str
) -> Item:
    if definition.shape == "catalogue":
        values = {
            element.key: _in_shape(element, _with_labels(element, values[element.key], file, owner), file, owner)
            for element in definition.elements
            if values.get(element.key) not in (None, "", [])
        }
    return Item(
        code=head.code,
        checklist=definition.code,
        field=head.field,
        values=dict(values),
        evidence=head.evidence,
        digest=digest,
        levels=_level_codes(definition, values),
        guidance=head.guidance,
        sources=head.sources,
        standard_item=head.standard_item,
        mirror=head.mirror,
        pii_risk=head.pii_risk,
    )


def _with_labels(element: Element, value: Any, file: str, owner: str) -> Any:
    """The value with choices as labels; a file may write a choice by its code or by its label."""
    if not element.choices:
        return value
    labels = {choice.code: choice.label for choice in element.choices if choice.code}
    labels |= {label: label for label in element.choice_labels}
    for answer in value if isinstance(value, list) else [value]:
        if answer not in labels:
            allowed = "、".join(choice.code or choice.label for choice in element.choices)
            raise bad_resource(file, f"{owner}的{_named(element)}写成了“{answer}”，只能是 {allowed}")
    return [labels[answer] for answer in value] if isinstance(value, list) else labels[value]


def _in_shape(element: Element, value: Any, file: str, owner: str) -> Any:
    """The value as an entry would hold it: choices in the order of the definition, texts without stray blanks."""
    try:
        return check_value(element, value)
    except UserFacingError as error:
        raise bad_resource(file, f"{owner}的{_named(element)}写得不对：{error.message}") from error


def _level_codes(definition: Definition, values: Mapping[str, Any]) -> tuple[Level, ...]:
    # The codes of this element are the levels: `check_definition` looks.
    return tuple(
        cast(Level, choice.code)
        for element in definition.elements
        if element.key == "levels"
        for choice in element.choices
        if choice.code and choice.label in values.get("levels", ())
    )


def _check_codes(items: list[Item], file: str) -> None:
    seen: set[str] = set()
    for item in items:
        if item.code in seen:
            raise bad_resource(file, f"事项 {item.code} 重复了", "请改成不同的编号后再试")
        seen.add(item.code)
