"""Files of checklists and of field packs: a definition with its items, a field with its own."""

import re
from collections.abc import Callable, Mapping

from msgspec import structs

from app.standards.annual_rules import ANNUAL_REPORT, read_annual_rules
from app.standards.column_rules import COLUMN_CYCLES, read_column_rules
from app.standards.definitions import read_definition
from app.standards.digest import STANDARD_ITEM_KEYS
from app.standards.items import read_checklist_items, read_pack_items
from app.standards.models import STANDARD_CATALOGUE, Definition, Field, Item
from app.standards.plan_rules import INTERPRETATION_PLANS, read_plan_rules
from app.standards.problems import bad_resource, read_as
from app.standards.request_rules import DISCLOSURE_REQUESTS, read_request_rules
from app.standards.source import Source, require_sections
from app.standards.targets import Targets, check_targets

FIELD_CODE = re.compile(r"\d{2}")
_RULES: Mapping[str, Callable[[Definition, str], object]] = {
    DISCLOSURE_REQUESTS: read_request_rules,
    INTERPRETATION_PLANS: read_plan_rules,
    COLUMN_CYCLES: read_column_rules,
}
"""Who reads the rules of a register, which stand beside its elements."""


def checklist_of(source: Source) -> Definition:
    """Return the definition that a file of a checklist holds. Raises `UserFacingError` for the first fault."""
    require_sections(source, ("checklist",), ("items",))
    definition = read_definition(source.data["checklist"], source.name)
    if definition.code == STANDARD_CATALOGUE:
        _check_standard_catalogue(definition, source)
    if definition.code in _RULES:
        _RULES[definition.code](definition, source.name)
    return definition


def items_of(source: Source, definition: Definition, targets: Targets) -> tuple[Item, ...]:
    """Return the items that a file of a checklist brings, none for the standard catalogue, whose items are those of the
    fields. Raises `UserFacingError` for the first fault."""
    if definition.code == STANDARD_CATALOGUE:
        return ()
    items = read_checklist_items(definition, source.data.get("items", []), source.name)
    if definition.code == ANNUAL_REPORT:
        read_annual_rules(definition, items, source.name)
    for item in items:
        named = {item.standard_item} if item.standard_item else set()
        check_targets(f"事项 {item.code} ", {item.field} if item.field else set(), named, targets, source.name)
    return items


def field_in(source: Source, definition: Definition) -> Field:
    """Return the field that the file of a pack holds; its items are of the standard catalogue. Raises
    `UserFacingError` for the first fault."""
    require_sections(source, ("field", "items"))
    described = source.data["field"]
    if isinstance(described, dict) and "items" in described:
        raise bad_resource(source.name, "领域里的“items”（事项）应与“field”并列")
    field = read_as(Field, described | {"items": ()} if isinstance(described, dict) else described, source.name, "领域")
    if not FIELD_CODE.fullmatch(field.code):
        raise bad_resource(source.name, f"领域编号“{field.code}”应为两位数字")
    return structs.replace(field, items=read_pack_items(field, definition, source.data["items"], source.name))


def _check_standard_catalogue(definition: Definition, source: Source) -> None:
    keys = {element.key for element in definition.elements}
    for key in STANDARD_ITEM_KEYS:
        if key not in keys:
            raise bad_resource(source.name, f"清单 {definition.code} 缺少要素“{key}”", "请补上后再试")
    if "items" in source.data:
        raise bad_resource(source.name, "标准目录的事项在各领域标准包里，这里不能有“items”（事项）")
