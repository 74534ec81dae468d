"""The columns of the unit's website (网站栏目): taken from the checklist, added, dated, corrected, struck out.

How they stand on a day is in `column_standings`.
"""

import math
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import ValidationError, convert, structs, to_builtins

from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.registers.answers import changed_values, read_answers, require_days, require_unpersonal
from app.registers.column_records import COLUMN, Column, KeptColumn, column_id
from app.registers.days import day_of
from app.registers.publications import require_past
from app.registers.web_addresses import completed, require_address
from app.standards.column_rules import COLUMN_CYCLES, ColumnRules, column_rules
from app.standards.models import Definition, Item
from app.workspace import Workspace

LONGEST_DAYS = 3660
NOT_HERE = "网站栏目由县、乡镇、街道和部门更新，本单位不登记"
_DAYS_A_MONTH = 30.5
_NEEDED = ("column", "column_kind")
"""What the checklist's own days come to: 31 for a month, 92, 183 and 366 for three, six and twelve."""


def column_definition(workspace: Workspace) -> Definition:
    """Return the form of a column."""
    return workspace.library.definitions[COLUMN_CYCLES]


def keeps_columns(workspace: Workspace) -> bool:
    """Whether a unit of this kind keeps columns of a website up to date."""
    return workspace.organisation.kind in column_definition(workspace).used_by


def columns(workspace: Workspace) -> list[KeptColumn]:
    """Return the unit's columns, those of the checklist in its order, then its own by name."""
    found = [KeptColumn(row.id, convert(row.content, Column)) for row in workspace.store.records.of_kind(COLUMN)]
    order = {item.code: number for number, item in enumerate(workspace.library.items(COLUMN_CYCLES))}
    return sorted(found, key=lambda kept: (order.get(kept.column.item, len(order)), name_of(kept), kept.id))


def columns_not_taken(workspace: Workspace) -> list[Item]:
    """Return the checklist's columns that the unit has not taken over."""
    taken = {kept.column.item for kept in columns(workspace)}
    return [item for item in workspace.library.items(COLUMN_CYCLES) if item.code not in taken]


def take_columns(workspace: Workspace, codes: Sequence[str] = ()) -> int:
    """Take columns of the checklist over by their codes, all where none is named; returns how many were not there.

    Raises `UserFacingError` where columns are not kept here, or a name is in use; `UsageError` for an unknown code.
    """
    _require_kept_here(workspace)
    known = {item.code: item for item in workspace.library.items(COLUMN_CYCLES)}
    for code in codes:
        if code not in known:
            raise UsageError("column-code-unknown", f"栏目表里没有编号“{code}”，没有采用。编号像 CU-001 这样写。")
    wanted = [item for item in columns_not_taken(workspace) if not codes or item.code in codes]
    taken = [_taken(workspace, item) for item in wanted]
    here = columns(workspace)
    for kept in taken:
        _require_new_name(here, kept)
    with operation(workspace, "column", f"采用了 {len(taken)} 个网站栏目") as act:
        for kept in taken:
            act.write(COLUMN, kept.id, to_builtins(kept.column))
    return len(taken)


def usual_for(workspace: Workspace, kind: str) -> dict[str, Any]:
    """Return how a column of a kind is usually kept up to date, as the first of that kind in the checklist says."""
    items = workspace.library.items(COLUMN_CYCLES)
    item = next((each for each in items if each.values.get("column_kind") == kind), None)
    return {} if item is None else {key: _values_of(item)[key] for key in ("cycle", "max_age_days", "severity")}


def add_column(workspace: Workspace, answers: Mapping[str, Any]) -> str:
    """Add a column of the unit's own; returns its id. What `answers` do not say of its cycle is as is usual.

    Raises `UserFacingError` where columns are not kept here, for a name in use, days that cannot be and personal
    numbers; `UsageError` without a name or a kind.
    """
    _require_kept_here(workspace)
    given = {key: value for key, value in answers.items() if value is not None}
    usual = usual_for(workspace, given.get("column_kind", ""))
    if "cycle" in given:
        usual.pop("max_age_days", None)
    values = changed_values(column_definition(workspace), {}, usual | given)
    kept = KeptColumn(str(uuid.uuid4()), _checked(workspace, Column(**_frame(workspace), values=values)))
    _require_new_name(columns(workspace), kept)
    _keep(workspace, kept, f"加网站栏目：{name_of(kept)}")
    return kept.id


def change_column(workspace: Workspace, name: str, changes: Mapping[str, Any]) -> KeptColumn:
    """Write elements of a column anew, None empties one. Raises as `add_column` does."""
    kept = find_column(workspace, name)
    changed = KeptColumn(kept.id, _changed(workspace, kept, changes))
    if name_of(changed) != name_of(kept):
        _require_new_name(columns(workspace), changed)
    _keep(workspace, changed, f"改网站栏目：{name_of(changed)}")
    return changed


def waits_for_answer(rules: ColumnRules, known: Mapping[str, Any]) -> bool:
    """Whether the answers of a column say that it is one of messages: its day is that on which the first one came that
    has no answer, and it has none while nobody waits."""
    cycle = known.get("cycle")
    return isinstance(cycle, Mapping) and cycle.get("event") == rules.answered_event


def date_columns(workspace: Workspace, days: Mapping[str, date], label: str = "") -> int:
    """Write by the ids of columns on which day they were updated last, as one act; returns how many have changed.
    Raises `UserFacingError` for an unknown column, one of messages, and for a day that has not come."""
    known = {kept.id: kept for kept in columns(workspace)}
    for id in days:
        if id not in known:
            raise UserFacingError("column-unknown", "有一个栏目在这中间划去了，没有记下。请再做一次。")
        _require_no_messages(workspace, known[id])
    written = [(known[id], {"last_updated": day.isoformat(), "is_empty": None}) for id, day in days.items()]
    changed = [KeptColumn(kept.id, _changed(workspace, kept, changes)) for kept, changes in written]
    changed = [kept for kept in changed if kept.column.values != known[kept.id].column.values]
    if changed:
        only = f"网站栏目更新：{name_of(changed[0])}" if len(changed) == 1 else f"{len(changed)} 个网站栏目更新"
        with operation(workspace, "column", label or only) as act:
            for kept in changed:
                act.write(COLUMN, kept.id, to_builtins(kept.column))
    return len(changed)


def strike_column(workspace: Workspace, name: str) -> None:
    """Take a column out that the unit does not have; it can be undone."""
    kept = find_column(workspace, name)
    struck = KeptColumn(kept.id, structs.replace(kept.column, **_frame(workspace), removed=True))
    _keep(workspace, struck, f"划去网站栏目：{name_of(kept)}")


def find_column(workspace: Workspace, name: str) -> KeptColumn:
    """Return a column by its name, its code, its id or at least 8 characters of that. Raises `UserFacingError` where
    it is not exactly one."""
    plain, known = " ".join(name.split()), columns(workspace)
    found = [kept for kept in known if plain and plain in (name_of(kept), kept.column.item)]
    found = found or [kept for kept in known if len(plain) >= 8 and kept.id.startswith(plain)]
    if len(found) > 1:
        ids = "、".join(kept.id[:8] for kept in found)
        raise UserFacingError(
            "column-ambiguous",
            f"有 {len(found)} 个栏目都叫“{plain[:60]}”。请写编号的前 8 位：{ids}，并改掉重复的名称。",
        )
    if not found:
        raise UserFacingError("column-unknown", f"没有“{plain[:60]}”这个栏目。请写栏目名，或者像 CU-001 这样的编号。")
    return found[0]


def name_of(kept: KeptColumn) -> str:
    """Return the name of a column."""
    value = kept.column.values.get("column")
    return value if isinstance(value, str) and value else "（没有写栏目名）"


def names_used_twice(known: Iterable[KeptColumn]) -> frozenset[str]:
    """Return the names that several columns bear: two clerks may have added the same one."""
    names = [_comparable(name_of(kept)) for kept in known]
    return frozenset(name_of(kept) for kept in known if names.count(_comparable(name_of(kept))) > 1)


def days_of_cycle(cycle: Mapping[str, Any] | None) -> int | None:
    """Return how many days a cycle comes to, None for one that counts no days or more than ten years."""
    count, unit = (cycle or {}).get("count"), (cycle or {}).get("unit", "")
    if not count:
        return None
    days = {"day": count, "month": math.ceil(count * _DAYS_A_MONTH), "year": count * 366}.get(unit)
    return days if days is not None and days <= LONGEST_DAYS else None


def longest_days(known: Mapping[str, Any]) -> int | None:
    """Return for how many days a column may stand as it is, None where nobody has written that."""
    text = str(known.get("max_age_days") or "").strip()
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= LONGEST_DAYS:
        return int(text)
    return days_of_cycle(known.get("cycle"))


def _taken(workspace: Workspace, item: Item) -> KeptColumn:
    values = changed_values(column_definition(workspace), {}, _values_of(item))
    id = column_id(workspace.organisation.id, item.code)
    before = workspace.store.records.get(COLUMN, id)
    if before is not None:
        # It was struck out: what was written of it stands again.
        return KeptColumn(id, structs.replace(convert(before.content, Column), **_frame(workspace), removed=False))
    return KeptColumn(id, Column(**_frame(workspace), values=values, item=item.code))


def _values_of(item: Item) -> dict[str, Any]:
    keys = ("column", "column_kind", "cycle", "severity", "basis", "remark")
    values = {key: item.values[key] for key in keys if item.values.get(key)}
    return values | {"max_age_days": str(item.values["max_age_days"])}


def _changed(workspace: Workspace, kept: KeptColumn, changes: Mapping[str, Any]) -> Column:
    given = dict(changes)
    if "cycle" in given and "max_age_days" not in given:
        given["max_age_days"] = None
    values = changed_values(column_definition(workspace), kept.column.values, given)
    changed = structs.replace(kept.column, **_frame(workspace), values=values)
    return _checked(workspace, changed, kept.column.values.get("address"))


def _frame(workspace: Workspace) -> dict[str, Any]:
    return {"organisation": workspace.organisation.id, "person": workspace.person, "at": workspace.timestamp()}


def _checked(workspace: Workspace, column: Column, address: Any = None) -> Column:
    """Check a column as a whole, but for an `address` that stood there before: it may have come from elsewhere."""
    definition = column_definition(workspace)
    known = read_answers(definition, column.values).known
    missing = [each.label for each in definition.elements if each.key in _NEEDED and not known.get(each.key)]
    if missing:
        raise UsageError("column-incomplete", f"没有写{'、'.join(missing)}，没有记下。栏目名和类别都要写。")
    longest = longest_days(known)
    if longest is None or (known.get("max_age_days") and str(longest) != str(known["max_age_days"]).strip()):
        raise UsageError(
            "column-days-wrong",
            f"“{known['column'][:40]}”的最长间隔要写成 1 至 {LONGEST_DAYS} 的天数，没有记下。例如 14。",
        )
    changed = known.get("address") if known.get("address") != address else None
    if changed:
        require_address(completed(changed))
    require_days(definition, known)
    updated = day_of(known.get("last_updated"))
    if updated is not None:
        require_past(workspace, updated, "最近更新日期")
    require_unpersonal(definition, known, workspace.organisation.public_phones, "网站栏目")
    values = column.values | {"max_age_days": str(longest)} | ({"address": completed(changed)} if changed else {})
    try:
        return convert(to_builtins(structs.replace(column, values=values)), Column)
    except ValidationError as error:
        raise UserFacingError("column-wrong", "网站栏目写得太多，没有记下。请写短一些。", str(error)) from error


def answer_messages(workspace: Workspace, name: str) -> KeptColumn:
    """Write down that every message in a column was answered. Raises as `find_column` does."""
    return change_column(workspace, name, {"last_updated": None, "is_empty": None})


def _require_no_messages(workspace: Workspace, kept: KeptColumn) -> None:
    if waits_for_answer(column_rules(workspace.library), kept.column.values):
        raise UserFacingError(
            "column-of-messages",
            f"“{name_of(kept)[:60]}”记的是最早一条没有回应的留言哪天收到的，不是更新日期，没有记下。"
            "请改这一栏的最近更新日期，都回应了的清空。",
        )


def _require_kept_here(workspace: Workspace) -> None:
    if not keeps_columns(workspace):
        raise UserFacingError("columns-not-here", f"{NOT_HERE}，没有记下。")


def _require_new_name(here: Iterable[KeptColumn], kept: KeptColumn) -> None:
    for other in here:
        if other.id != kept.id and _comparable(name_of(other)) == _comparable(name_of(kept)):
            raise UserFacingError(
                "column-name-twice",
                f"已经有一个栏目叫“{name_of(other)[:60]}”了，没有再记。请换一个名称，或者改那一个。",
            )


def _comparable(name: str) -> str:
    return "".join(name.split()).casefold()


def _keep(workspace: Workspace, kept: KeptColumn, label: str) -> None:
    with operation(workspace, "column", label[:100]) as act:
        act.write(COLUMN, kept.id, to_builtins(kept.column))
