"""print catalogue | notice | board, table write, notice new."""

import argparse
from pathlib import Path
from typing import Any

from msgspec import to_builtins

from app.cli.common import add_json, add_output, add_workspace, assignments, print_json, writing
from app.errors import UsageError
from app.notices.keeping import KeptNotice, find_notice, make_notice
from app.products.board import Tiling, print_board_of, read_size
from app.products.catalogue import print_catalogue_of, write_table_of
from app.products.notice import print_kept_notice
from app.standards.models import STANDARD_CATALOGUE


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    table = commands.add_parser("table", help="目录表格").add_subparsers(
        title="做什么", metavar="做什么", required=True
    )
    write = table.add_parser("write", help="写成部委格式的表格（.xlsx）")
    add_workspace(write)
    _add_choice(write)
    write.add_argument("--paper", choices=["A3", "A4"], default="A3", help="打印用的纸，横向")
    add_output(write, "文件名（.xlsx）")
    write.set_defaults(run=_table_write)

    papers = commands.add_parser("print", help="打印成 PDF").add_subparsers(
        title="印什么", metavar="印什么", required=True
    )
    catalogue = papers.add_parser("catalogue", help="目录")
    add_workspace(catalogue)
    _add_choice(catalogue)
    catalogue.add_argument("--paper", choices=["A3", "A4"], default="A3", help="纸张，横向")
    add_output(catalogue, "文件名（.pdf）")
    catalogue.set_defaults(run=_print_catalogue)

    notice = papers.add_parser("notice", help="公示")
    add_workspace(notice)
    notice.add_argument("notice", metavar="公示", help="公示编号，写前 8 位就行")
    notice.add_argument("--paper", choices=["A4", "A3", "A2", "A1", "A0"], default="A4", help="纸张，竖向")
    add_output(notice, "文件名（.pdf）")
    notice.set_defaults(run=_print_notice)

    board = papers.add_parser("board", help="公开栏：真实尺寸，或者拼版")
    add_workspace(board)
    board.add_argument("--size", metavar="宽x高", required=True, help="毫米，例如 1200x800、2400x1200")
    board.add_argument(
        "--notice", metavar="公示", action="append", default=[], help="放哪些公示，可以写多次；不写就是全部"
    )
    board.add_argument("--distance", metavar="米", type=float, default=2.0, help="站多远看，决定最小的字")
    board.add_argument("--tile", choices=["A4", "A3"], help="拼版：用办公打印机打，再拼起来")
    board.add_argument("--margin", metavar="毫米", type=float, default=5.0, help="打印机印不到的边")
    board.add_argument("--overlap", metavar="毫米", type=float, default=10.0, help="拼接时重叠多少")
    add_output(board, "文件名（.pdf）")
    board.set_defaults(run=_print_board)

    notices = commands.add_parser("notice", help="公示公告").add_subparsers(
        title="做什么", metavar="做什么", required=True
    )
    new = notices.add_parser("new", help="套用模板新建一份，自动遮挡个人信息")
    add_workspace(new)
    new.add_argument("--template", metavar="模板", required=True, help="模板编号，例如 NT-01")
    new.add_argument("--rows", metavar="名单", type=Path, help="名单表格（.xlsx）")
    new.add_argument("blanks", metavar="空=内容", nargs="*", help="例如 village=青石村 phone=0830-1234567")
    add_json(new)
    new.set_defaults(run=_notice_new, rest="blanks")


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--field", metavar="领域", action="append", help="只要这个领域，可以写多次；不写就是全部")
    parser.add_argument("--checklist", metavar="清单", default=STANDARD_CATALOGUE, help="不写就是标准目录")


def _table_write(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        sheets = write_table_of(
            workspace,
            arguments.output,
            fields=arguments.field,
            checklist=arguments.checklist,
            paper=arguments.paper,
            force=arguments.force,
        )
    print(f"已写好：{arguments.output}，{sheets} 张表。")
    return 0


def _print_catalogue(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        printed = print_catalogue_of(
            workspace,
            arguments.output,
            fields=arguments.field,
            checklist=arguments.checklist,
            paper=arguments.paper,
            force=arguments.force,
        )
    print(f"已印好：{arguments.output}，{printed.pages} 页。")
    for warning in printed.warnings:
        print(f"请看：{warning}")
    return 0


def _notice_new(arguments: argparse.Namespace) -> int:
    blanks = _texts(arguments.blanks)
    with writing(arguments) as workspace:
        kept = make_notice(workspace, arguments.template, blanks, arguments.rows)
        labels = {blank.key: blank.label for blank in workspace.library.notice_rules.placeholders}
    facts = _notice_facts(kept)
    if arguments.json:
        print_json({"id": kept.id} | facts)
        return 0
    print(f"已新建“{facts['title']}”，编号 {kept.id}")
    if facts["missing"]:
        print(f"还空着：{'、'.join(f'{key}（{labels.get(key, key)}）' for key in facts['missing'])}")
    if facts["masked"]:
        print(f"遮挡了 {len(facts['masked'])} 处个人信息。")
    if facts["dropped_columns"]:
        print(f"名单里这几栏模板不用，没有放进去：{'、'.join(facts['dropped_columns'])}")
    for row in facts["refused_rows"]:
        print(f"名单第 {row['row']} 行没有放进去：{row['reason']}")
    for blank in facts["refused_blanks"]:
        print(f"{blank['key']}（{blank['label']}）没有放进去：{blank['reason']}")
    for warning in facts["warnings"]:
        print(f"请看：{warning}")
    return 0


def _texts(arguments: list[str]) -> dict[str, str]:
    """Read `key=text` arguments where nothing but text can be meant."""
    parsed = list(assignments(arguments))
    for key, sign, _ in parsed:
        if sign == ":=":
            raise UsageError("assignment-wrong", f"这里只填文字，要写成 {key}=内容，没有新建。")
    return {key: value for key, _, value in parsed}


def _notice_facts(kept: KeptNotice) -> dict[str, Any]:
    notice = kept.notice
    left_out = [{"row": row.number, "reason": row.reason} for row in kept.list_rows.left_out]
    return {
        "title": notice.title,
        "missing": list(notice.missing),
        "masked": [to_builtins(value) for value in notice.masked],
        "refused_rows": left_out + [to_builtins(row) for row in notice.refused_rows],
        "refused_blanks": [to_builtins(blank) for blank in notice.refused_blanks],
        "dropped_columns": list(kept.list_rows.dropped_columns),
        "warnings": list(notice.warnings),
        "period": to_builtins(notice.period),
    }


def _print_notice(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        row = find_notice(workspace, arguments.notice)
        printed = print_kept_notice(workspace, row, arguments.output, paper=arguments.paper, force=arguments.force)
    print(f"已印好：{arguments.output}，{printed.pages} 页。")
    for warning in printed.warnings:
        print(f"请看：{warning}")
    return 0


def _print_board(arguments: argparse.Namespace) -> int:
    tiling = Tiling(arguments.tile, arguments.margin, arguments.overlap) if arguments.tile else None
    with writing(arguments) as workspace:
        report = print_board_of(
            workspace,
            [find_notice(workspace, name) for name in arguments.notice],
            arguments.output,
            size=read_size(arguments.size),
            distance=arguments.distance,
            tiling=tiling,
            force=arguments.force,
        )
    print(f"已印好：{arguments.output}，{report.pages} 页。")
    for warning in report.warnings:
        ways = f"可以：{'；'.join(warning.ways_out)}。" if warning.ways_out else ""
        print(f"请看：{warning.message}{ways}")
    return 0
