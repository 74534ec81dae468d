"""column: the columns of the unit's website (网站栏目), when each is due again, and the measures of an inspection."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from app.calendar.wording import plain_date
from app.cli.answers import add_register, given_values, list_ready_made, print_answers, print_to_look_at
from app.cli.common import add_json, add_output, date_of, print_json, reading, require_ending, writing
from app.cli.drafting import read_assignments
from app.registers.column_files import EVIDENCE_WORDS, write_columns_workbook
from app.registers.column_import import STANDING_WORDS as IMPORT_WORDS
from app.registers.column_import import DatedColumn, apply_column_days, plan_column_days
from app.registers.column_standings import STANDING_WORDS, ColumnLine, ThresholdStanding, column_lines, thresholds
from app.registers.columns import (
    NOT_HERE,
    add_column,
    change_column,
    column_definition,
    columns_not_taken,
    date_columns,
    find_column,
    keeps_columns,
    name_of,
    strike_column,
    take_columns,
)
from app.registers.days import day_text
from app.standards.models import Item
from app.tables.sources.reading import read_source
from app.workspace import Workspace

_VALUES = "要素=内容，例如 column=镇村动态 column_kind=动态要闻"


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    words = "网站栏目：更新周期、超期、检查指标；只写 WS 就列出来"
    actions = add_register(commands, "column", words, run=_list, on=None)
    _add_writing(actions)
    _add_looking(actions)


def _add_writing(actions: argparse._SubParsersAction) -> None:
    take = actions.add_parser("take", help="采用栏目表里的栏目：写编号，不写就全部采用")
    take.add_argument("codes", metavar="编号", nargs="*", help="例如 CU-002")
    take.set_defaults(run=_take, rest="codes")
    add = actions.add_parser("add", help="加一个自己的栏目；周期不写就照这一类的")
    add.add_argument("values", metavar="要素", nargs="+", help=_VALUES)
    add_json(add)
    add.set_defaults(run=_add, rest="values")
    change = actions.add_parser("set", help="改一个栏目；内容空着就是清空")
    _add_column(change)
    change.add_argument("values", metavar="要素", nargs="+", help=_VALUES)
    change.set_defaults(run=_set, rest="values")
    updated = actions.add_parser("updated", help="记栏目哪天更新的")
    updated.add_argument("columns", metavar="栏目", nargs="+", help="栏目名，或者像 CU-002 这样的编号")
    updated.add_argument("--on", metavar="日期", type=date_of, help="哪天；不写就是今天")
    updated.set_defaults(run=_updated, rest="columns")
    table = actions.add_parser("import", help="从表格导入最近更新日期；先看一遍，加 --yes 才记下")
    table.add_argument("file", metavar="表格", type=Path, help="有“栏目”和“最近更新日期”两栏的 .xlsx .csv 等")
    table.add_argument("--yes", action="store_true", help="记下")
    add_json(table)
    table.set_defaults(run=_import)
    strike = actions.add_parser("strike", help="划去本单位没有的栏目")
    _add_column(strike)
    strike.set_defaults(run=_strike)


def _add_looking(actions: argparse._SubParsersAction) -> None:
    listed = actions.add_parser("list", help="列出全部栏目和情况")
    show = actions.add_parser("show", help="一个栏目的全部，怎么算的")
    _add_column(show)
    measures = actions.add_parser("measures", help="检查指标：超期、空白的栏目到没到否决的数")
    for parser, run in ((listed, _list), (show, _show), (measures, _measures)):
        parser.add_argument("--on", metavar="日期", type=date_of, help="按哪天看；不写就是今天")
        add_json(parser)
        parser.set_defaults(run=run)
    offered = actions.add_parser("offered", help="栏目表里还没有采用的")
    add_json(offered)
    offered.set_defaults(run=_offered)
    write = actions.add_parser("write", help="把栏目和检查指标写成表格")
    write.add_argument("--as", dest="person", metavar="姓名", default=argparse.SUPPRESS, help="谁在操作")
    add_output(write, "写成 .xlsx")
    write.set_defaults(run=_write)


def _add_column(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("column", metavar="栏目", help="栏目名，或者像 CU-002 这样的编号，或者编号的前 8 位")


def _take(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        count = take_columns(workspace, arguments.codes)
    print(f"采用了 {count} 个栏目。" if count else "这些栏目已经都有了，没有改动。")
    return 0


def _add(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        id = add_column(workspace, read_assignments(column_definition(workspace), arguments.values))
        line = _line_of(workspace, id)
    if arguments.json:
        print_json({"id": id, "longest": line.longest, "standing": line.standing})
    else:
        print(f"已加，编号 {id[:8]}：最长 {line.longest} 天更新一次。")
    return 0


def _set(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        values = read_assignments(column_definition(workspace), arguments.values)
        kept = change_column(workspace, arguments.column, values)
        line = _line_of(workspace, kept.id)
    print(f"已改。{line.name}：{STANDING_WORDS[line.standing]}。")
    return 0


def _updated(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        on = arguments.on or workspace.today()
        found = [find_column(workspace, name) for name in arguments.columns]
        count = date_columns(workspace, {kept.id: on for kept in found})
    print(f"已记 {'、'.join(map(name_of, found))}：{plain_date(on)}更新。" if count else "和原来一样，没有改动。")
    return 0


def _import(arguments: argparse.Namespace) -> int:
    with (writing if arguments.yes else reading)(arguments) as workspace:
        source = read_source(arguments.file)
        planned = plan_column_days(workspace, source)
        count = apply_column_days(workspace, planned) if arguments.yes else 0
    if arguments.json:
        print_json({"written": count, "rows": [_planned_json(each) for each in planned]})
        return 0
    for each in planned:
        day = plain_date(each.day) if each.day else ""
        print(f"{each.row}\t{each.name}\t{day}\t{IMPORT_WORDS[each.standing]}\t{each.words}")
    newer = sum(each.standing == "newer" for each in planned)
    print(f"记下了 {count} 个栏目的日期。" if arguments.yes else f"可以记下 {newer} 个栏目的日期；加 --yes 就记下。")
    for words in source.notes:
        print(f"注意：{words}")
    return 0


def _strike(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        strike_column(workspace, arguments.column)
    print("已划去。")
    return 0


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        on = arguments.on or workspace.today()
        found, is_here = column_lines(workspace, on), keeps_columns(workspace)
    if arguments.json:
        print_json([_line_json(line, on) for line in found])
        return 0
    for line in found:
        code = line.kept.column.item or line.kept.id[:8]
        print(f"{code}\t{STANDING_WORDS[line.standing]}\t{line.name}\t{_until(line, on)}")
    if not found and not is_here:
        print(f"{NOT_HERE}。公开的事情记在公开台账里，用 ledger WS 看。")
    elif not found:
        print("还没有网站栏目。用 column WS take 采用常见的，或者 column WS add 加自己的。")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        on, definition = arguments.on or workspace.today(), column_definition(workspace)
        line = _line_of(workspace, find_column(workspace, arguments.column).id, on)
    if arguments.json:
        print_json(_line_json(line, on) | {"values": given_values(line.answers)})
        return 0
    print_answers(definition, line.answers)
    print("\n".join((f"状态：{STANDING_WORDS[line.standing]}", *line.reached)))
    print_to_look_at(line.missing, line.remarks)
    return 0


def _measures(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        on = arguments.on or workspace.today()
        found = thresholds(workspace, column_lines(workspace, on), on)
    if arguments.json:
        print_json([_measure_json(each) for each in found])
        return 0
    for each in found:
        mark = "到了" if each.is_met else "没有到" if each.names is not None else "另外看"
        print(f"{each.threshold.code}\t{mark}\t{each.threshold.fact}\n  {each.words}{_named(each)}")
        print(f"  核对程度：{EVIDENCE_WORDS[each.threshold.evidence]}")
    return 0


def _offered(arguments: argparse.Namespace) -> int:
    return list_ready_made(arguments, columns_not_taken, _offered_line, "栏目表里的都采用了。")


def _offered_line(item: Item) -> str:
    values = item.values
    return f"{item.code}\t{values['column']}\t{values['cycle']['text']}\t{values['severity']}"


def _write(arguments: argparse.Namespace) -> int:
    require_ending(arguments.output, ".xlsx")
    with writing(arguments) as workspace:
        count = write_columns_workbook(workspace, arguments.output, force=arguments.force)
    print(f"已写好：{arguments.output}，{count} 个栏目")
    return 0


def _line_of(workspace: Workspace, id: str, day: date | None = None) -> ColumnLine:
    return next(line for line in column_lines(workspace, day) if line.kept.id == id)


def _until(line: ColumnLine, on: date) -> str:
    left = line.days_left(on)
    if left is None or line.due is None:
        return ""
    return f"{plain_date(line.due)}到期，" + (f"还有 {left} 天" if left >= 0 else f"已超期 {-left} 天")


def _named(each: ThresholdStanding) -> str:
    return f"（{'、'.join(each.names)}）" if each.names else ""


def _line_json(line: ColumnLine, on: date) -> dict[str, Any]:
    return {
        "id": line.kept.id,
        "code": line.kept.column.item or None,
        "name": line.name,
        "kind": line.kind,
        "severity": line.says("severity"),
        "standing": line.standing,
        "updated": day_text(line.updated),
        "from_ledger": line.from_ledger,
        "longest": line.longest,
        "due": day_text(line.due),
        "days_left": line.days_left(on),
        "reached": list(line.reached),
        "missing": list(line.missing),
        "remarks": list(line.remarks),
    }


def _measure_json(each: ThresholdStanding) -> dict[str, Any]:
    return {
        "code": each.threshold.code,
        "fact": each.threshold.fact,
        "result": each.threshold.result,
        "evidence": each.threshold.evidence,
        "mirror": each.threshold.mirror,
        "columns": None if each.names is None else list(each.names),
        "most": each.most or None,
        "met": each.is_met if each.names is not None else None,
        "words": each.words,
    }


def _planned_json(each: DatedColumn) -> dict[str, Any]:
    return {
        "row": each.row,
        "name": each.name,
        "day": day_text(each.day),
        "standing": each.standing,
        "words": each.words,
    }
