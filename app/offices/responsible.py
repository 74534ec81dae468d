"""The offices of our unit and what each answers for; until somebody changes the list it is the usual one."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.drafting.lookup import find_field, known_item
from app.drafting.operations import Operation, operation
from app.drafting.tables import own_tables
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace

OFFICE = "office"
_NAMESPACE = uuid.UUID("0b3f6c0a-3f0e-5d0c-9a55-6f6d5a6b7c11")
_LEVEL_WITH_USUAL_OFFICES = "township"
_LONGEST_NAME = 30


@dataclass(frozen=True)
class Office:
    """One office. `fields` are codes of whole fields; `items` are single items given to it (item code, or the id of a
    local entry), which another office's field would hold. `is_usual`: proposed, kept by nobody yet."""

    id: str
    name: str
    fields: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    is_usual: bool = False

    def as_content(self, *, removed: bool = False) -> dict[str, Any]:
        """The office as the content of its record."""
        return {"name": self.name, "fields": list(self.fields), "items": list(self.items), "removed": removed}


def offices(workspace: Workspace) -> tuple[Office, ...]:
    """Return the offices in order of their first field; the usual ones while none is kept."""
    kept = [
        Office(row.id, row.content["name"], tuple(row.content["fields"]), tuple(row.content["items"]))
        for row in workspace.store.records.of_kind(OFFICE)
    ]
    return tuple(sorted(kept, key=_place)) if kept else _usual(workspace)


def field_names(workspace: Workspace) -> dict[str, str]:
    """Return by code the names of the fields that concern our unit: those to be given to an office."""
    return {
        table.field: table.name
        for table in own_tables(workspace)
        if table.field is not None and table.checklist == STANDARD_CATALOGUE
        if (table.items or table.entries) and not table.not_concerned
    }


def place_names(workspace: Workspace) -> dict[str, str]:
    """Return by code the names of all that tables are handed out of: fields, and checklists that have none."""
    library = workspace.library
    return {code: field.name for code, field in library.fields.items()} | {
        code: definition.name for code, definition in library.definitions.items() if code != STANDARD_CATALOGUE
    }


def find_office(workspace: Workspace, name: str) -> Office:
    """Return the office of that name or id. Raises `UserFacingError` where there is none."""
    known = offices(workspace)
    found = next((office for office in known if name in (office.name, office.id)), None)
    if found is None:
        listed = "、".join(office.name for office in known) or "还没有科室"
        raise UserFacingError("office-unknown", f"没有叫“{name}”的科室，没有做。现在有：{listed}。")
    return found


def office_of(known: Iterable[Office], field: str | None, key: str) -> Office | None:
    """Return who answers for an item: whom it was given to singly, else who has its field."""
    known = tuple(known)
    single = next((office for office in known if key in office.items), None)
    return single or next((office for office in known if field in office.fields), None)


def field_of(workspace: Workspace, key: str) -> str | None:
    """Return the field of an item, or of a local entry of ours; None where there is no such."""
    item = known_item(workspace, STANDARD_CATALOGUE, key)
    if item is not None:
        return item.field
    row = workspace.store.entries.get(key)
    return row.content["field"] if row and not row.content["removed"] else None


def add_office(workspace: Workspace, name: str, fields: Iterable[str] = ()) -> Office:
    """Add an office, which takes these fields over from others. Raises `UserFacingError` for a name that is empty,
    long or taken."""
    made = Office(str(uuid.uuid4()), _usable_name(workspace, name))
    _require_fields(workspace, fields := tuple(fields))
    _say(workspace, f"新增科室{made.name}", lambda known: _with_fields((*known, made), made.id, fields))
    return find_office(workspace, made.id)


def rename_office(workspace: Workspace, office: Office, name: str) -> None:
    """Give an office another name. Raises `UserFacingError` as `add_office` does."""
    name = _usable_name(workspace, name, but=office)
    _say(workspace, f"科室{office.name}改名", lambda known: _changed(known, office.id, name=name))


def remove_office(workspace: Workspace, office: Office) -> None:
    """Take an office off the list; what it answered for is nobody's until it is given to another."""
    _say(workspace, f"删去科室{office.name}", lambda known: tuple(each for each in known if each.id != office.id))


def give_fields(workspace: Workspace, office: Office, fields: Iterable[str]) -> None:
    """Let an office answer for exactly these fields, taking them over from others."""
    _require_fields(workspace, fields := tuple(dict.fromkeys(fields)))
    _say(workspace, f"{office.name}管的领域", lambda known: _with_fields(known, office.id, fields))


def give_item(workspace: Workspace, office: Office | None, key: str) -> None:
    """Give a single item (its code, or the id of a local entry) to an office; None: to who has its field.

    Raises `UserFacingError` for an item that is neither of the standard nor ours.
    """
    if field_of(workspace, key) is None:
        raise UserFacingError("item-unknown", f"没有编号为“{key}”的事项，没有改动。编号写成 05-003 这样，请核对。")

    def given(known: tuple[Office, ...]) -> tuple[Office, ...]:
        freed = tuple(replace(each, items=tuple(item for item in each.items if item != key)) for each in known)
        if office is None:
            return freed
        return tuple(replace(each, items=(*each.items, key)) if each.id == office.id else each for each in freed)

    _say(workspace, f"{key} 改由{office.name if office else '管这个领域的科室'}填", given)


def keep_offices(act: Operation) -> None:
    """Keep the usual offices inside an operation, from when they are used."""
    known = offices(act.workspace)
    for office in known:
        if office.is_usual:
            act.write(OFFICE, office.id, office.as_content())


def _say(workspace: Workspace, label: str, change: Callable[[tuple[Office, ...]], tuple[Office, ...]]) -> None:
    known = offices(workspace)
    wanted = change(known)
    left = {office.id for office in wanted}
    with operation(workspace, "office", label) as act:
        for office in wanted:
            act.write(OFFICE, office.id, office.as_content())
        for office in known:
            if office.id not in left:
                act.write(OFFICE, office.id, office.as_content(removed=True))


def _changed(known: tuple[Office, ...], id: str, **facts: Any) -> tuple[Office, ...]:
    return tuple(replace(each, **facts) if each.id == id else each for each in known)


def _with_fields(known: tuple[Office, ...], id: str, fields: tuple[str, ...]) -> tuple[Office, ...]:
    return tuple(
        replace(each, fields=tuple(sorted(fields)))
        if each.id == id
        else replace(each, fields=tuple(code for code in each.fields if code not in fields))
        for each in known
    )


def _usual(workspace: Workspace) -> tuple[Office, ...]:
    unit = workspace.organisation
    if unit.facts.level != _LEVEL_WITH_USUAL_OFFICES:
        return ()
    ours = field_names(workspace)
    proposed = [
        Office(
            str(uuid.uuid5(_NAMESPACE, f"{unit.id}/{office.code}")),
            office.name,
            tuple(code for code in office.fields if code in ours),
            is_usual=True,
        )
        for office in workspace.library.offices
    ]
    return tuple(sorted((office for office in proposed if office.fields), key=_place))


def _place(office: Office) -> tuple[str, str]:
    return min(office.fields, default="~"), office.name


def _usable_name(workspace: Workspace, name: str, but: Office | None = None) -> str:
    plain = " ".join(name.split())
    taken = [office.name for office in offices(workspace) if but is None or office.id != but.id]
    if not plain or len(plain) > _LONGEST_NAME:
        raise UserFacingError("office-name-wrong", f"科室的名称要写 1 到 {_LONGEST_NAME} 个字，没有改动。")
    if plain in taken:
        raise UserFacingError("office-name-taken", f"已经有一个叫“{plain}”的科室，没有改动。请换一个名称。")
    return plain


def _require_fields(workspace: Workspace, fields: Iterable[str]) -> None:
    for code in fields:
        find_field(workspace, code)
