"""annual take-in and total: the reports of a county's units, and all of them together."""

import argparse
from pathlib import Path
from typing import Any

from app.cli.annual_json import add_year, finding_json, told
from app.cli.common import add_json, print_json, reading, writing
from app.errors import UserFacingError
from app.products.annual_report import prepare_total, save_annual
from app.registers.annual_units import UNCONFIRMED, UnitsTogether, take_in_report, units_together


def register_units(actions: argparse._SubParsersAction) -> None:
    """Add these actions to the parser."""
    take = actions.add_parser("take-in", help="收下单位的年报：Word、Excel 里按统一格式的三张表")
    take.add_argument("files", metavar="文件", type=Path, nargs="+", help="单位的年报")
    take.add_argument("--unit", metavar="单位", default="", help="标题里看不出是谁的，写单位的名称或者代码")
    add_year(take, required=False)
    take.set_defaults(run=_take_in)

    total = actions.add_parser("total", help="各单位合计，每格写明是哪些单位的；谁还没有交，谁的对不上")
    add_year(total)
    total.add_argument("-o", "--output", metavar="文件", type=Path, help="写成汇总表：.pdf 或者 .docx")
    total.add_argument("--force", action="store_true", help="文件已经有了也覆盖")
    add_json(total)
    total.set_defaults(run=_total)


def _take_in(arguments: argparse.Namespace) -> int:
    refused = False
    with writing(arguments) as workspace:
        for path in arguments.files:
            try:
                taken = take_in_report(workspace, path, unit=arguments.unit, year=arguments.year)
            except UserFacingError as error:
                refused = True
                print(error.message)
                continue
            became = "已收过，没有变化" if taken.is_unchanged else "顶替了以前收的" if taken.replaces else "已收下"
            print(f"{taken.name}{taken.year}年：{became}（{UNCONFIRMED}）。")
            for note in taken.notes:
                print(f"  {note}")
    return 1 if refused else 0


def _total(arguments: argparse.Namespace) -> int:
    if arguments.output is not None:
        return _write_total(arguments)
    with reading(arguments) as workspace:
        found = units_together(workspace, arguments.year)
    if arguments.json:
        print_json(_total_json(found))
    else:
        _print_total(found)
    return 1 if found.missing or found.sum_findings or found.findings else 0


def _write_total(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        prepared = prepare_total(workspace, arguments.year)
        save_annual(workspace, prepared, arguments.output, force=arguments.force)
    print(f"已写成 {arguments.output.name}。")
    return 1 if prepared.paper.watermark else 0


def _print_total(found: UnitsTogether) -> None:
    print(f"{found.year}年：{len(found.reports)} 个单位的年报合计（{UNCONFIRMED}），不含本单位自己的。")
    for cell in found.cells.values():
        if cell.value:
            behind = "、".join(f"{each.name} {told(each.value)}" for each in cell.units if each.value)
            print(f"{cell.name}\t{cell.label}\t{told(cell.value)}\t{behind}")
    if found.missing:
        print(f"还没有交的 {len(found.missing)} 个单位，没有算进来：{'、'.join(_names(found))}。")
    for report in found.reports:
        for each in found.findings.get(report.unit, ()):
            print(f"{report.name}\t{each.code}\t{each.message}")
    for each in found.sum_findings:
        print(f"合计\t{each.code}\t{each.message}")


def _names(found: UnitsTogether) -> list[str]:
    return [unit.full_name for unit in found.missing]


def _total_json(found: UnitsTogether) -> dict[str, Any]:
    cells = [
        {
            "cell": str(cell.name),
            "label": cell.label,
            "value": told(cell.value),
            "units": [{"unit": each.name, "value": told(each.value)} for each in cell.units],
            "silent": list(cell.silent),
        }
        for cell in found.cells.values()
    ]
    names = ("name", "unit", "file", "sha256", "person", "at")
    return {
        "year": found.year,
        "source": UNCONFIRMED,
        "reports": [{name: getattr(each, name) for name in names} for each in found.reports],
        "missing": _names(found),
        "cells": cells,
        "findings": {unit: list(map(finding_json, each)) for unit, each in found.findings.items()},
        "sum_findings": list(map(finding_json, found.sum_findings)),
    }
