"""inspection: what every unit has in an inspection of a period, what is behind each point, and the papers of it."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.common import add_json, add_output, add_workspace, desk_time, print_json, reading, writing
from app.county.inspecting import InspectionTable, Point, UnitScore, find_inspection, inspect, told
from app.county.inspection_adjusting import adjust, weigh, withdraw_adjustment
from app.county.inspection_behind import Behind, behind
from app.county.inspection_periods import period_named
from app.errors import UsageError
from app.exchange.roster import find_unit
from app.products.inspection import save_inspection, save_sheets
from app.workspace import Workspace

_MOST_PRINTED = 5
"""Records of a criterion that are printed where all criteria are."""


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    group = commands.add_parser(
        "inspection", help="检查考核：周巡检、月点评、季通报、年考核，每个单位的得分和每一分的来历"
    )
    add_workspace(group)
    actions = group.add_subparsers(title="做什么", metavar="做什么", dest="action", required=True)

    show = actions.add_parser("show", help="各单位的得分；写了单位的，每一项怎么来的，背后是哪几条")
    _add_which(show)
    show.add_argument("--unit", metavar="单位", help="只看一个单位：名称或者代码")
    show.add_argument("--criterion", metavar="项", help="只看一项，列出它背后的每一条；要和 --unit 一起写")
    add_json(show)
    show.set_defaults(run=_show)

    write = actions.add_parser("write", help="打印：一个单位一页的检查表，或者全部单位的得分表（.pdf、.xlsx）")
    _add_which(write)
    write.add_argument("--unit", metavar="单位", help="这个单位的检查表；写 all 是每个单位一页")
    add_output(write, "写成哪个文件：检查表 .pdf，得分表 .pdf 或者 .xlsx")
    write.set_defaults(run=_write)

    change = actions.add_parser("adjust", help="人工加分、扣分，写明原因；取消写编号")
    _add_which(change, required=False)
    change.add_argument("--unit", metavar="单位", help="给哪个单位")
    change.add_argument("--points", metavar="分", help="加几分；扣分写成 -2")
    change.add_argument("--reason", metavar="原因", default="", help="为什么")
    change.add_argument("--withdraw", metavar="编号", help="取消一笔加减分")
    change.set_defaults(run=_adjust)

    weights = actions.add_parser("weigh", help="本县自己的分值，各项加起来 100 分；一项也不写就回到程序带的")
    weights.add_argument(
        "criteria", metavar="项=分", nargs="*", help="例如 overdue=20，或者 overdue=20/4（每件扣 4 分）"
    )
    weights.add_argument("--kind", metavar="哪一种", required=True, help="周巡检、月点评、季通报、年考核")
    weights.set_defaults(run=_weigh)


def _add_which(parser: argparse.ArgumentParser, *, required: bool = True) -> None:
    parser.add_argument("--kind", metavar="哪一种", required=required, help="周巡检、月点评、季通报、年考核")
    parser.add_argument(
        "--period", metavar="时段", default="", help="2026-W47、2026-11、2026-Q4 或者 2026；不写就是今天所在的这一期"
    )


def _show(arguments: argparse.Namespace) -> int:
    if arguments.criterion and not arguments.unit:
        raise UsageError("unit-missing", "看一项背后的记录，要写是哪个单位：--unit 单位。")
    with reading(arguments) as workspace:
        table = inspect(workspace, arguments.kind, arguments.period)
        units = [each for each in table.units if _is_wanted(workspace, arguments.unit, each)]
        points = {each.unit.id: _behind(workspace, table, each, arguments) for each in units if arguments.unit}
    if arguments.json:
        print_json(_table_json(table, units, points))
    else:
        _print_table(table, units, points)
    return 0


def _is_wanted(workspace: Workspace, name: str | None, each: UnitScore) -> bool:
    return name is None or find_unit(workspace, name).id == each.unit.id


def _behind(
    workspace: Workspace, table: InspectionTable, score: UnitScore, arguments: argparse.Namespace
) -> dict[str, list[Behind]]:
    known = {point.criterion.code: point for point in score.points}
    named = {point.criterion.name: point for point in score.points}
    wanted = arguments.criterion
    if wanted is not None and wanted not in known and wanted not in named:
        raise UsageError(
            "criterion-unknown", f"{table.inspection.name}里没有“{wanted[:40]}”这一项。可以写：{'、'.join(named)}。"
        )
    chosen = [point for point in score.points if wanted in (None, point.criterion.code, point.criterion.name)]
    return {
        point.criterion.code: behind(workspace, score.unit, point.criterion.measure, table.period) for point in chosen
    }


def _print_table(table: InspectionTable, units: list[UnitScore], points: dict[str, dict[str, list[Behind]]]) -> None:
    own = "，分值是本县定的" if table.is_own_weighing else ""
    print(f"{table.inspection.name} {table.period.words}{own}")
    for score in sorted(units, key=lambda each: (each.rank is None, each.rank or 0)):
        rank = f"第 {score.rank} 名" if score.rank else "数据不到一半，不排名次"
        print(f"{score.unit.name}\t{told(score.total)}\t{rank}")
        found = points.get(score.unit.id, {})
        for point in score.points if points else ():
            got = f"{told(point.got)}/{told(point.full)}"
            print(f"  {point.criterion.code}\t{point.criterion.name}\t{got}\t{point.words}")
            _print_behind(found.get(point.criterion.code, []), most=_MOST_PRINTED if len(found) > 1 else None)
        for id, each in score.adjustments if points else ():
            who = f"{each.person or '没有写姓名'}，{desk_time(each.at)}"
            print(f"  {id[:8]}\t加减分\t{each.added}\t{each.reason}（{who}）")


def _print_behind(found: list[Behind], most: int | None) -> None:
    for each in found[:most]:
        print(f"    {each.kind} {each.id[:36]}\t{(each.item or '')} {each.title}\t{each.words}")
    if most is not None and len(found) > most:
        print(f"    还有 {len(found) - most} 条，写上 --criterion 全部列出。")


def _table_json(
    table: InspectionTable, units: list[UnitScore], points: dict[str, dict[str, list[Behind]]]
) -> dict[str, Any]:
    return {
        "kind": table.inspection.code,
        "name": table.inspection.name,
        "period": table.period.name,
        "first": table.period.first.isoformat(),
        "last": table.period.last.isoformat(),
        "own_weighing": table.is_own_weighing,
        "units": [_unit_json(each, points.get(each.unit.id, {})) for each in units],
    }


def _unit_json(score: UnitScore, points: dict[str, list[Behind]]) -> dict[str, Any]:
    return {
        "unit": score.unit.name,
        "id": score.unit.id,
        "total": None if score.total is None else told(score.total),
        "rank": score.rank,
        "full": told(score.full),
        "got": told(score.got),
        "points": [_point_json(each, points) for each in score.points],
        "adjustments": [
            {"id": id, "points": each.added, "reason": each.reason, "person": each.person, "at": each.at}
            for id, each in score.adjustments
        ],
    }


def _point_json(point: Point, points: dict[str, list[Behind]]) -> dict[str, Any]:
    found = points.get(point.criterion.code)
    names = ("kind", "id", "title", "words", "checklist", "field", "entry", "item")
    return {
        "criterion": point.criterion.code,
        "name": point.criterion.name,
        "full": told(point.full),
        "got": None if point.got is None else told(point.got),
        "faults": point.measured.faults,
        "of": point.measured.of,
        "words": point.words,
        "records": None if found is None else [{name: getattr(each, name) or None for name in names} for each in found],
    }


def _write(arguments: argparse.Namespace) -> int:
    path: Path = arguments.output
    with writing(arguments) as workspace:
        if arguments.unit:
            units = None if arguments.unit == "all" else [find_unit(workspace, arguments.unit)]
            save_sheets(workspace, arguments.kind, arguments.period, path, units, force=arguments.force)
        else:
            save_inspection(workspace, arguments.kind, arguments.period, path, force=arguments.force)
    print(f"已写成 {path.name}。")
    return 0


def _adjust(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        if arguments.withdraw:
            withdraw_adjustment(workspace, arguments.withdraw)
            print("已取消。")
            return 0
        if not (arguments.kind and arguments.unit and arguments.points):
            raise UsageError(
                "adjustment-missing", "没有写全，没有改动。要写 --kind、--period、--unit、--points 和 --reason。"
            )
        inspection = find_inspection(workspace, arguments.kind)
        table = inspect(workspace, arguments.kind, arguments.period)
        period = period_named(inspection.period, arguments.period) if arguments.period else table.period
        unit = find_unit(workspace, arguments.unit)
        id = adjust(workspace, inspection, period, unit, arguments.points, arguments.reason)
    print(f"已记下，编号 {id[:8]}。")
    return 0


def _weigh(arguments: argparse.Namespace) -> int:
    worth: dict[str, str] = {}
    each: dict[str, str] = {}
    for text in arguments.criteria:
        code, sign, said = text.partition("=")
        if not sign:
            raise UsageError("assignment-wrong", f"“{text[:40]}”写得不对，没有改动。要写成 项=分，例如 overdue=20。")
        worth[code], slash, taken = said.partition("/")
        if slash:
            each[code] = taken
    with writing(arguments) as workspace:
        weigh(workspace, find_inspection(workspace, arguments.kind), worth, each)
    print("已按本县的分值算。" if arguments.criteria else "已回到程序带的分值。")
    return 0
