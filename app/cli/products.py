"""print catalogue | notice | board, table write, notice new."""

import argparse
from datetime import date

from app.cli.common import add_json, add_output, add_workspace, print_json, writing
from app.printing.catalogue_job import print_catalogue_of, write_table_of
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
        pages = print_catalogue_of(
            workspace,
            arguments.output,
            fields=arguments.field,
            checklist=arguments.checklist,
            paper=arguments.paper,
            force=arguments.force,
        )
    print(f"已印好：{arguments.output}，{pages} 页。")
    return 0
