"""The three tables of the yearly report in the shape that the state office prescribes (国办公开办函〔2021〕30号)."""

from collections.abc import Callable

from app.standards.annual_rules import AnnualRules, CellName, ReportRow
from app.tables.spanned import SpannedCell, SpannedTable, TableBuilder

Written = Callable[[CellName], str]
"""What stands in a cell."""

_T1_WIDTHS = (1.0, 1.0, 1.0, 1.0)
_T2_LABELS = (14.0, 19.0, 52.0)
_T2_NUMBER = 10.0
_PARTS = "—"


def annual_table(rules: AnnualRules, table: str, written: Written) -> SpannedTable:
    """Return a table of the report, its cells filled by `written`."""
    return {"t1": _blocks, "t2": _requests, "t3": _groups}[table](rules, written)


def _blocks(rules: AnnualRules, written: Written) -> SpannedTable:
    width = max(len(block.columns) for block in rules.tables["t1"].blocks)
    made, number = TableBuilder(1 + width), 0
    for block in rules.tables["t1"].blocks:
        across = width // len(block.columns)
        made.row(number, [SpannedCell(block.head, columns=1 + width)])
        heads = [SpannedCell(column.label, columns=across) for column in block.columns]
        made.row(number + 1, [SpannedCell(block.row_head), *heads])
        number += 2
        for row in (row for row in rules.rows_of("t1") if row.block == block.id):
            cells = [SpannedCell(written(CellName("t1", row.code, each.key)), columns=across) for each in block.columns]
            made.row(number, [SpannedCell(row.label), *cells])
            number += 1
    return made.table(_T1_WIDTHS, 0)


def _requests(rules: AnnualRules, written: Written) -> SpannedTable:
    table, labels = rules.tables["t2"], len(_T2_LABELS)
    made = TableBuilder(labels + len(table.columns))
    note = SpannedCell(f"（{table.head_note}）", rows=3, columns=labels)
    made.row(0, [note, SpannedCell(table.head_columns, columns=len(table.columns))])
    groups = list(dict.fromkeys(column.group or column.key for column in table.columns))
    for group in groups:
        inside = [column for column in table.columns if (column.group or column.key) == group]
        is_alone = inside[0].group is None
        made.row(1, [SpannedCell(inside[0].label, rows=2) if is_alone else SpannedCell(group, columns=len(inside))])
    made.row(2, [SpannedCell(column.label) for column in table.columns if column.group])
    number = 3
    for row in rules.rows_of("t2"):
        made.row(number, [_label(rules, row)])
        if row.kind != "heading":
            made.row(number, [SpannedCell(written(CellName("t2", row.code, each.key))) for each in table.columns])
            number += 1
    return made.table((*_T2_LABELS, *[_T2_NUMBER] * len(table.columns)), 3)


def _label(rules: AnnualRules, row: ReportRow) -> SpannedCell:
    """A heading reaches down over the rows below it, any other row's name to the numbers."""
    if row.kind == "heading":
        return SpannedCell(row.label, rows=_numbered_below(rules, row))
    return SpannedCell(row.label, columns=len(_T2_LABELS) - _depth(rules, row), align="left")


def _depth(rules: AnnualRules, row: ReportRow) -> int:
    above = next((each for each in rules.rows_of("t2") if each.code == row.parent), None)
    return 0 if above is None else 1 + _depth(rules, above)


def _numbered_below(rules: AnnualRules, row: ReportRow) -> int:
    below = [each for each in rules.rows_of("t2") if each.parent == row.code]
    return sum(_numbered_below(rules, each) if each.kind == "heading" else 1 for each in below)


def _groups(rules: AnnualRules, written: Written) -> SpannedTable:
    groups = rules.tables["t3"].groups
    made = TableBuilder(sum(len(group.columns) for group in groups))
    parted = [(group.label.partition(_PARTS), len(group.columns)) for group in groups]
    for above in dict.fromkeys(name for (name, _, _), _ in parted):
        inside = [(below, count) for (name, _, below), count in parted if name == above]
        across = sum(count for _, count in inside)
        made.row(0, [SpannedCell(above, rows=1 if inside[0][0] else 2, columns=across)])
    made.row(1, [SpannedCell(below, columns=count) for (_, _, below), count in parted if below])
    made.row(2, [SpannedCell(column.label) for group in groups for column in group.columns])
    names = [CellName("t3", group.key, column.key) for group in groups for column in group.columns]
    made.row(3, [SpannedCell(written(name)) for name in names])
    return made.table((1.0,) * len(names), 3)
