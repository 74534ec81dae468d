"""print catalogue, table write."""

import argparse

from app.cli.common import add_output, add_workspace, writing
from app.products.catalogue import print_catalogue_of, write_table_of
from app.standards.models import STANDARD_CATALOGUE


def register_print(papers: argparse._SubParsersAction) -> None:
    """Add `print catalogue`."""
    catalogue = papers.add_parser("catalogue", help="目录")
    add_workspace(catalogue)
    _add_choice(catalogue)
    catalogue.add_argument("--paper", choices=["A3", "A4"], default="A3", help="纸张，横向")
    add_output(catalogue, "文件名（.pdf）")
    catalogue.set_defaults(run=_print_catalogue)


def register_table(tables: argparse._SubParsersAction) -> None:
    """Add `table write`."""
    write = tables.add_parser("write", help="写成部委格式的表格（.xlsx）")
    add_workspace(write)
    _add_choice(write)
    write.add_argument("--paper", choices=["A3", "A4"], default="A3", help="打印用的纸，横向")
    add_output(write, "文件名（.xlsx）")
    write.set_defaults(run=_table_write)


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
