"""The list of units as rows: those kept here, and what could be put there."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.organisations import Organisation
from app.villages.units import MyUnit
from ui.widgets.row_spec import Row, RowAction

OPEN, DROP, ADD, FOUND = "open", "drop", "add", "found"


def unit_rows(
    units: Sequence[MyUnit],
    open_path: Path,
    missing: set[Path],
    recent: Sequence[Mapping[str, str]],
    to_found: Sequence[Organisation],
) -> list[Row]:
    """The units on the list; below what could be put there."""
    rows = [Row("heading mine", f"我的单位（{len(units)} 个）", heading=True)] if units else []
    rows += [_unit_row(unit, unit.path == open_path, unit.path in missing) for unit in units]
    if to_found:
        rows.append(Row("heading roster", "名册上有，还没有工作文件", heading=True))
        rows += [_to_found_row(unit) for unit in to_found]
    if recent:
        rows.append(Row("heading recent", "最近打开过，还没有加进来", heading=True))
        rows += [_recent_row(known) for known in recent]
    return rows


def _unit_row(unit: MyUnit, is_open: bool, is_gone: bool) -> Row:
    actions = (RowAction(DROP, "从列表去掉"),)
    if not (is_open or is_gone):
        actions = (RowAction(OPEN, "打开"), *actions)
    return Row(
        f"unit {unit.id}",
        unit.name,
        f"文件不在了：{unit.path}" if is_gone else str(unit.path),
        icon="file-warning" if is_gone else "house" if unit.is_village else "building-2",
        icon_role="warn" if is_gone else "accent-ink",
        icon_text="文件不在了" if is_gone else "",
        right="现在开着" if is_open else unit.parent_name,
        right_role="success" if is_open else "text-muted",
        actions=actions,
        tip=str(unit.path),
    )


def _to_found_row(unit: Organisation) -> Row:
    told = "照名册建立，年份和上级都带好"
    return Row(f"found {unit.id}", unit.name, told, icon="file-plus", actions=(RowAction(FOUND, "建立"),))


def _recent_row(known: Mapping[str, str]) -> Row:
    path = known["path"]
    return Row(f"recent {path}", known["name"], path, icon="file-text", actions=(RowAction(ADD, "加进来"),), tip=path)
