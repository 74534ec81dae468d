"""print catalogue, table write."""

import argparse

from app.cli.common import add_output, add_workspace, writing
from app.errors import UsageError
from app.products.catalogue import CatalogueLook, print_catalogue_of
from app.products.catalogue_tables import TABLE_KINDS, write_table_of
from app.standards.models import STANDARD_CATALOGUE

_KINDS = "、".join(TABLE_KINDS)
_CHANNELS = {"all": False, "ticked": True}


def register_print(papers: argparse._SubParsersAction) -> None:
    """Add `print catalogue`."""
    catalogue = papers.add_parser("catalogue", help="目录")
    add_workspace(catalogue)
    _add_choice(catalogue)
    catalogue.add_argument("--item", metavar="条目", action="append", default=[], help="只要这一条，可以写多次")
    catalogue.add_argument(
        "--form",
        choices=["table", "cards", "large"],
        default="table",
        help="样式：table 部委表格（横向），cards 一事一卡（竖向），large 大字版（18磅，竖向）；不写就是 table",
    )
    catalogue.add_argument("--paper", choices=["A3", "A4"], help="纸张；不写时表格用 A3，其他用 A4")
    catalogue.add_argument(
        "--channels",
        choices=list(_CHANNELS),
        help="公开渠道：all 全列，选的打■；ticked 只列选的。不写时表格全列，其他只列选的",
    )
    catalogue.add_argument("--changes-since", metavar="年份", help="标出与这一年目录的不同，例如 2025")
    catalogue.add_argument(
        "--statement",
        action=argparse.BooleanOptionalAction,
        help="后面附不涉及领域说明；不写时，印全部领域才附",
    )
    add_output(catalogue, "文件名（.pdf）")
    catalogue.set_defaults(run=_print_catalogue)


def register_table(tables: argparse._SubParsersAction) -> None:
    """Add `table write`."""
    write = tables.add_parser("write", help=f"写成部委格式的表格（{_KINDS}）")
    add_workspace(write)
    _add_choice(write)
    write.add_argument("--paper", choices=["A3", "A4"], default="A3", help="打印用的纸，横向；网页和文字表格不分纸张")
    add_output(write, f"文件名，结尾说写成哪一种：{_KINDS}")
    write.set_defaults(run=_table_write)


def _add_choice(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--field", metavar="领域", action="append", help="只要这个领域，可以写多次；不写就是全部")
    parser.add_argument("--checklist", metavar="清单", default=STANDARD_CATALOGUE, help="不写就是标准目录")


def _table_write(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        written = write_table_of(
            workspace,
            arguments.output,
            fields=arguments.field,
            checklist=arguments.checklist,
            paper=arguments.paper,
            force=arguments.force,
        )
    print(f"已写好：{arguments.output}，{written.tables} 张表。")
    for warning in (*written.to_know, *written.left_out):
        print(f"请看：{warning}")
    return 0


def _print_catalogue(arguments: argparse.Namespace) -> int:
    if arguments.item and arguments.field:
        raise UsageError("choice-unclear", "--field 和 --item 只写一种：要么整个领域，要么一条一条地选。没有打印。")
    with writing(arguments) as workspace:
        printed = print_catalogue_of(
            workspace,
            arguments.output,
            fields=arguments.field,
            checklist=arguments.checklist,
            items=arguments.item,
            look=_look(arguments),
            force=arguments.force,
        )
    print(f"已印好：{arguments.output}，{printed.pages} 页。")
    for warning in (*printed.warnings, *printed.stand_ins):
        print(f"请看：{warning}")
    return 0


def _look(arguments: argparse.Namespace) -> CatalogueLook:
    is_whole = not arguments.field and not arguments.item and arguments.checklist == STANDARD_CATALOGUE
    return CatalogueLook(
        form=arguments.form,
        paper=arguments.paper,
        only_ticked=_CHANNELS.get(arguments.channels),
        since=arguments.changes_since,
        statement=is_whole if arguments.statement is None else arguments.statement,
    )
