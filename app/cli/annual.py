"""annual: the yearly report on open government, its numbers with what is behind them, its checks, its texts."""

import argparse

from app.cli.annual_json import add_year, cell_json, report_json, text_json
from app.cli.annual_units import register_units
from app.cli.common import add_json, add_output, add_workspace, date_of, print_json, reading, text_of, writing
from app.errors import UsageError
from app.products.annual_report import prepare_report, save_annual
from app.registers.annual_checks import AnnualFinding, annual_checks
from app.registers.annual_filing import record_filed, withdraw_filed
from app.registers.annual_report import ORIGIN_WORDS, AnnualReport, ReportCell, annual_report
from app.registers.annual_texts import section_texts
from app.registers.annual_writing import (
    carry_over,
    cell_named,
    correct_cells,
    figure_text,
    fill_zeros,
    withdraw_cell,
    write_text,
)

_TABLES = ("t1", "t2", "t3")


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    group = commands.add_parser("annual", help="政府信息公开工作年度报告：三张表、核对、文字、成文件")
    add_workspace(group)
    actions = group.add_subparsers(title="做什么", metavar="做什么", dest="action", required=True)
    _add_looking(actions)
    _add_numbers(actions)
    _add_texts(actions)
    _add_filed(actions)
    register_units(actions)


def _add_filed(actions: argparse._SubParsersAction) -> None:
    filed = actions.add_parser("filed", help="年报报送、公布了：记下哪一天，到期的就不再提醒")
    add_year(filed)
    chosen = filed.add_mutually_exclusive_group()
    chosen.add_argument("--on", metavar="日期", type=date_of, help="哪一天；不写就是今天")
    chosen.add_argument("--cancel", action="store_true", help="记错了，取消")
    filed.set_defaults(run=_filed)


def _filed(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        if arguments.cancel:
            withdraw_filed(workspace, arguments.year)
        else:
            record_filed(workspace, arguments.year, arguments.on or workspace.today())
    print("已取消。" if arguments.cancel else "已记。")
    return 0


def _add_looking(actions: argparse._SubParsersAction) -> None:
    show = actions.add_parser("show", help="每一格的数、从哪里来、背后的申请和台账，对不上的地方")
    add_year(show)
    show.add_argument("--cell", metavar="格子", help="只看一格，例如 t2/3.1/natural")
    add_json(show)
    show.set_defaults(run=_show)


def _add_numbers(actions: argparse._SubParsersAction) -> None:
    correct = actions.add_parser("correct", help="改一格或者几格的数，写明原因")
    add_year(correct)
    correct.add_argument(
        "cells", metavar="格子=数", nargs="+", help="例如 t2/3.1/natural=3；只写格子= 就取消人工填的数"
    )
    correct.add_argument("--reason", metavar="原因", default="", help="为什么改")
    correct.set_defaults(run=_correct)

    zeros = actions.add_parser("zeros", help="还没有数的格子都填 0，写明是谁说没有的")
    add_year(zeros)
    zeros.add_argument("--table", choices=_TABLES, help="只填一张表：t1 第二部分，t2 第三部分，t3 第四部分")
    zeros.add_argument("--reason", metavar="原因", required=True, help="例如 各科室报来都没有")
    zeros.set_defaults(run=_zeros)

    write = actions.add_parser("write", help="写成文件：.pdf 或者 .docx；对不上、没写完的带“草案”")
    add_year(write)
    add_output(write, "写成哪个文件；不写名字的，写一个文件夹")
    write.set_defaults(run=_write)

    carry = actions.add_parser("carry", help="上年结转照上年年报的第四项填")
    add_year(carry)
    carry.set_defaults(run=_carry)


def _add_texts(actions: argparse._SubParsersAction) -> None:
    text = actions.add_parser("text", help="看或者写一个部分的文字；草稿从数里来")
    add_year(text)
    text.add_argument("section", metavar="部分", nargs="?", help="overview 总体情况，problems 问题改进，others 其他")
    chosen = text.add_mutually_exclusive_group()
    chosen.add_argument("--set", metavar="文字", dest="words", help="存成这些字；写成空的就回到草稿")
    chosen.add_argument("--file", metavar="文件", help="从一个文本文件读；写 - 就从管道读")
    add_json(text)
    text.set_defaults(run=_text)


def _show(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        report = annual_report(workspace, arguments.year)
        texts = section_texts(workspace, report)
    findings = annual_checks(report, texts)
    wanted = [cell_named(report.rules, arguments.cell)] if arguments.cell else list(report.cells)
    if arguments.json:
        print_json(report_json(report, texts, findings) | {"cells": [cell_json(report.cells[name]) for name in wanted]})
    else:
        _print_report(report, [report.cells[name] for name in wanted], findings)
    return 1 if any(each.severity == "block" for each in findings) else 0


def _print_report(report: AnnualReport, cells: list[ReportCell], findings: list[AnnualFinding]) -> None:
    print(f"{report.unit}{report.year}年政府信息公开工作年度报告")
    for cell in cells:
        if cell.value != 0 or cell.typed or len(cells) == 1:
            told = "（空）" if cell.value is None else figure_text(cell.value)
            reason = f"，{cell.typed.reason}" if cell.typed else ""
            print(f"{cell.name}\t{cell.label}\t{told}\t{ORIGIN_WORDS[cell.origin]}{reason}")
    for finding in findings:
        print(f"{finding.code}\t{finding.message}{finding.mend}")


def _correct(arguments: argparse.Namespace) -> int:
    pairs = [each.partition("=") for each in arguments.cells]
    for name, sign, _ in pairs:
        if not sign:
            raise UsageError("assignment-wrong", f"“{name}”写得不对，没有改动。要写成 格子=数，例如 t2/3.1/natural=3。")
    with writing(arguments) as workspace:
        rules = annual_report(workspace, arguments.year).rules
        named = {cell_named(rules, name): value for name, _, value in pairs}
        for name in [name for name, value in named.items() if not value]:
            withdraw_cell(workspace, arguments.year, name)
        if values := {name: value for name, value in named.items() if value}:
            correct_cells(workspace, arguments.year, values, arguments.reason)
    print(f"已改 {len(named)} 格。")
    return 0


def _zeros(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        count = fill_zeros(workspace, arguments.year, arguments.reason, arguments.table)
    print(f"{count} 格填了 0。" if count else "没有空着的格子。")
    return 0


def _carry(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        count = carry_over(workspace, arguments.year)
    print(f"{count} 格按上年年报填了。" if count else "上年结转和上年年报一样，没有改动。")
    return 0


def _write(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        prepared = prepare_report(workspace, arguments.year)
        folder = arguments.output.is_dir()
        path = arguments.output / f"{prepared.file_name}.pdf" if folder else arguments.output
        outgoing = save_annual(workspace, prepared, path, force=arguments.force)
    for line in (*outgoing.stand_ins, *outgoing.to_look_at):
        print(line)
    print(f"已写成 {path.name}。")
    for finding in prepared.findings:
        print(f"{finding.code}\t{finding.message}")
    return 1 if prepared.findings else 0


def _text(arguments: argparse.Namespace) -> int:
    words = arguments.words if arguments.file is None else text_of(arguments.file, "没有存")
    if words is not None:
        if arguments.section is None:
            raise UsageError("annual-section-unknown", "没有写是哪一部分，没有存。")
        with writing(arguments) as workspace:
            write_text(workspace, arguments.year, arguments.section, words)
        print("已存。")
        return 0
    with reading(arguments) as workspace:
        found = section_texts(workspace, annual_report(workspace, arguments.year))
    found = [each for each in found if arguments.section in (None, each.section)]
    if arguments.json:
        print_json([text_json(each) for each in found])
        return 0
    for each in found:
        print(f"{each.number}、{each.title}（{each.section}，{'已写' if each.written else '草稿'}）\n{each.text}")
    return 0
