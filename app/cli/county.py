"""matrix, remind, compare: what a county, or a township with villages, sees of all its units together."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.common import add_json, add_output, add_workspace, print_json, reading, writing
from app.county.comparing import FieldOutlier, ItemComparison, UnitEntry, compare_item, outliers
from app.county.matrix import Matrix, MatrixCell, MatrixColumn, matrix
from app.county.matrix_files import print_matrix, write_matrix_workbook
from app.county.rechecking import recheck
from app.county.reminder_sheets import draw_reminder_sheets, prepare_reminder_sheets, write_reminder_list
from app.county.reminders import Reminder, reminders
from app.county.told_overdue import overdue_told, with_overdue
from app.drafting.lookup import find_field
from app.errors import UsageError
from app.exchange.roster import find_unit
from app.products.outgoing import save_outgoing
from app.workspace import Workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    table = commands.add_parser("matrix", help="全县（全镇）总表：每个单位每个领域到哪一步")
    add_workspace(table)
    _add_file(table, "做成文件，结尾说是哪一种：.xlsx、.pdf")
    table.add_argument("--recheck", action="store_true", help="先把各单位报来的内容再查一遍，单位多的要等几分钟")
    table.add_argument("--unit", metavar="单位", action="append", help="只再查这个单位，可以写多次")
    add_json(table)
    table.set_defaults(run=_matrix)

    remind = commands.add_parser("remind", help="催报：谁还没有交，谁退回的还没有改")
    add_workspace(remind)
    _add_file(remind, "做成文件：.xlsx 是名单，.pdf 是一个单位一张的通知")
    add_json(remind)
    remind.set_defaults(run=_remind)

    compare = commands.add_parser("compare", help="同一事项各单位怎么写的，哪里和别人不一样")
    add_workspace(compare)
    compare.add_argument("item", metavar="事项", nargs="?", help="事项编号，例如 05-003")
    compare.add_argument("--field", metavar="领域", help="不写事项，写领域：只列整个领域里显眼的地方")
    add_json(compare)
    compare.set_defaults(run=_compare)


def _add_file(parser: argparse.ArgumentParser, what: str) -> None:
    add_output(parser, what, required=False)


def _suffix(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".pdf"):
        raise UsageError("format-unknown", f"“{path.name}”没有写：文件名的结尾要写 .xlsx 或者 .pdf。")
    return suffix


# --- matrix --------------------------------------------------------------------------------------------------------


def _matrix(arguments: argparse.Namespace) -> int:
    writes = arguments.recheck or arguments.unit or arguments.output
    if arguments.output:
        _suffix(arguments.output)
    with (writing if writes else reading)(arguments) as workspace:
        if arguments.recheck or arguments.unit:
            _recheck(workspace, arguments)
        if arguments.output:
            write = write_matrix_workbook if _suffix(arguments.output) == ".xlsx" else print_matrix
            shown = write(workspace, arguments.output, force=arguments.force)
        else:
            shown = with_overdue(matrix(workspace), overdue_told(workspace))
    if arguments.json:
        print_json(_matrix_json(shown))
    elif arguments.output:
        print(f"写好了 {arguments.output}：{len(shown.rows)} 个单位，交了的 {shown.submitted} 个。")
    else:
        _say_matrix(shown)
    return 0


def _recheck(workspace: Workspace, arguments: argparse.Namespace) -> None:
    units = [find_unit(workspace, name) for name in arguments.unit] if arguments.unit else None
    done = recheck(workspace, units)
    if not arguments.json:
        found = f"{done.blocked} 条有必须改的，{done.warned} 条请看看"
        print(f"再查了 {done.units} 个单位的 {done.entries} 条：{found}。")


def _matrix_json(shown: Matrix) -> dict[str, Any]:
    columns = [{"checklist": c.checklist, "field": c.field, "name": c.name} for c in shown.columns]
    rows = [
        {
            "organisation": row.unit.name,
            "organisation_id": row.unit.id,
            "code": row.unit.code,
            "round": row.round,
            "at": row.at,
            "behind": list(row.behind),
            "overdue": dict(row.overdue),
            "cells": [
                _cell_json(column, cell)
                for column, cell in zip(shown.columns, row.cells, strict=True)
                if cell is not None
            ],
        }
        for row in shown.rows
    ]
    return {"edition": shown.edition, "columns": columns, "rows": rows}


def _cell_json(column: MatrixColumn, cell: MatrixCell) -> dict[str, Any]:
    counts = cell.counts
    names = ("items", "entries", "missing", "declined", "ready", "pending", "accepted", "returned")
    found = ("blocked", "warned", "unchecked", "unconfirmed")
    facts = {"checklist": column.checklist, "field": column.field, "standing": cell.standing, "label": cell.label}
    return facts | {name: getattr(counts, name) for name in (*names, *found)}


def _say_matrix(shown: Matrix) -> None:
    for row in shown.rows:
        print(f"{row.unit.name}\t{f'第 {row.round} 轮' if row.round else '还没有交'}")
        if row.behind:
            print(f"    还没有跟上新标准：{'、'.join(row.behind)}")
        if row.overdue:
            print(f"    报来时逾期：{row.overdue_words}")
        for column, cell in zip(shown.columns, row.cells, strict=True):
            if cell is not None and cell.standing != "not_submitted":
                print(f"    {column.field or ''} {column.name}\t{cell.label}")
        lacking = [c.field or c.name for c, cell in zip(shown.columns, row.cells, strict=True) if _is_lacking(cell)]
        if row.round and lacking:
            print(f"    没交的 {len(lacking)} 个：{'、'.join(lacking)}")
    if not shown.rows:
        print("名册里还没有下级单位。")


def _is_lacking(cell: MatrixCell | None) -> bool:
    return cell is not None and cell.standing == "not_submitted"


# --- remind --------------------------------------------------------------------------------------------------------


def _remind(arguments: argparse.Namespace) -> int:
    if arguments.output is None:
        with reading(arguments) as workspace:
            listed = reminders(workspace)
    else:
        suffix = _suffix(arguments.output)
        with writing(arguments) as workspace:
            if suffix == ".xlsx":
                listed = write_reminder_list(workspace, arguments.output, force=arguments.force)
            else:
                prepared = prepare_reminder_sheets(workspace)
                listed = list(prepared.reminders)
                save_outgoing(workspace, draw_reminder_sheets(prepared), arguments.output, force=arguments.force)
    if arguments.json:
        print_json([_reminder_json(each) for each in listed])
        return 0
    for each in listed:
        print(f"{each.unit.name}\t{each.phone or '没有登记电话'}\t{each.reason}")
        print(f"    {each.text}")
    if not listed:
        print("没有要催的。")
    return 0


def _reminder_json(each: Reminder) -> dict[str, Any]:
    return {
        "organisation": each.unit.name,
        "organisation_id": each.unit.id,
        "kinds": list(each.kinds),
        "round": each.round,
        "at": each.at,
        "due": each.due.isoformat() if each.due else None,
        "overdue_days": each.overdue_days,
        "returned": len(each.returned),
        "unanswered": each.unanswered,
        "phone": each.phone,
        "text": each.text,
    }


# --- compare -------------------------------------------------------------------------------------------------------


def _compare(arguments: argparse.Namespace) -> int:
    if (arguments.item is None) == (arguments.field is None):
        raise UsageError("item-missing", "要写一个事项编号，例如 05-003；或者用 --field 写一个领域。两样只写一样。")
    with reading(arguments) as workspace:
        if arguments.field:
            return _say_outliers(outliers(workspace, find_field(workspace, arguments.field).code), arguments)
        compared = compare_item(workspace, arguments.item)
    if arguments.json:
        print_json(_comparison_json(compared))
    else:
        _say_comparison(compared)
    return 1 if any(each.outliers for each in compared.units) else 0


def _comparison_json(compared: ItemComparison) -> dict[str, Any]:
    return {
        "item": compared.item,
        "field": compared.field,
        "title": compared.title,
        "standard": dict(compared.standard),
        "present": compared.present,
        "differing": dict(compared.differing),
        "units": [_unit_json(each) for each in compared.units],
    }


def _unit_json(each: UnitEntry) -> dict[str, Any]:
    return {
        "organisation": each.unit.name,
        "organisation_id": each.unit.id,
        "entry": each.entry,
        "relation": each.relation,
        "state": each.state,
        "not_applicable": each.not_applicable,
        "verdict": each.verdict,
        "values": dict(each.values),
        "differing": list(each.differing),
        "outliers": [
            {"code": outlier.code, "element": outlier.element, "message": outlier.message} for outlier in each.outliers
        ],
    }


def _say_comparison(compared: ItemComparison) -> None:
    labels = {element.key: element.label for element in compared.definition.elements}
    print(f"{compared.item} {compared.title}：{len(compared.units)} 个单位，有这一项的 {compared.present} 个。")
    for key, number in compared.differing.most_common():
        print(f"    “{labels[key]}”和标准不同的 {number} 个")
    for each in compared.units:
        said = "不涉及" if each.not_applicable else "、".join(labels[key] for key in each.differing) or "和标准一样"
        print(f"{each.unit.name}\t{_lack(each) if each.entry is None else said}")
        for outlier in each.outliers:
            print(f"    请看：{outlier.message}")


def _lack(each: UnitEntry) -> str:
    return "没有这一项" if each.has_field else "这个领域还没有交"


def _say_outliers(found: list[FieldOutlier], arguments: argparse.Namespace) -> int:
    if arguments.json:
        print_json(
            [
                {
                    "item": each.item,
                    "title": each.title,
                    "organisation": each.unit.name,
                    "entry": each.entry,
                    "code": each.outlier.code,
                    "element": each.outlier.element,
                    "message": each.outlier.message,
                }
                for each in found
            ]
        )
    else:
        for each in found:
            print(f"{each.unit.name}\t{each.item or '新增'}\t{each.title}\t{each.outlier.message}")
        if not found:
            print("没有显眼的地方。")
    return 1 if found else 0
