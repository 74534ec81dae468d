"""villages: one PC, many villages. The list of units, and the commands that work on all of them."""

import argparse
import sys
from pathlib import Path
from typing import Any

from app.cli import village_sheets, village_splitting
from app.cli.common import add_json, add_workspace, print_json, writing
from app.exchange.roster import find_unit as find_on_roster
from app.villages.founding import found_village
from app.villages.units import Added, MyUnit, add_files, find_unit, load_units, remove_unit


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    group = commands.add_parser("villages", help="一台电脑管许多村：单位列表、分名单、打印本月、看缺哪张")
    actions = group.add_subparsers(title="做什么", metavar="做什么", required=True)
    _register_list(actions)
    village_splitting.register(actions)
    village_sheets.register(actions)


def _register_list(actions: argparse._SubParsersAction) -> None:
    listing = actions.add_parser("list", help="列出这台电脑上管着的单位")
    add_json(listing)
    listing.set_defaults(run=_list)

    add = actions.add_parser("add", help="把已有的工作文件加进列表")
    add.add_argument("files", metavar="文件", type=Path, nargs="+", help="工作文件（.qd），可以一次写多个")
    add.set_defaults(run=_add, rest="files")

    found = actions.add_parser("new", help="照名册给一个村建立工作文件，并加进列表")
    add_workspace(found)
    found.add_argument("--unit", metavar="单位", required=True, help="名册里的哪个村，例如 白马村")
    found.add_argument("-o", "--output", metavar="文件", type=Path, required=True, help="村的工作文件（.qd）")
    found.set_defaults(run=_new)

    remove = actions.add_parser("remove", help="从列表去掉一个单位，工作文件不删")
    remove.add_argument("unit", metavar="单位", help="名称、区划代码或文件名")
    remove.set_defaults(run=_remove)


def _list(arguments: argparse.Namespace) -> int:
    units = load_units().units
    if arguments.json:
        print_json([_unit_facts(unit) | {"is_there": unit.path.is_file()} for unit in units])
        return 0
    for unit in units:
        gone = "" if unit.path.is_file() else "\t文件不在了"
        print(f"{unit.code}\t{unit.name}\t{unit.parent_name}\t{unit.path}{gone}")
    if not units:
        print("列表里还没有单位。用 villages add 工作文件.qd 加进来。")
    return 0


def _add(arguments: argparse.Namespace) -> int:
    return _say_added(add_files(arguments.files))


def _new(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        added = found_village(workspace, find_on_roster(workspace, arguments.unit), arguments.output)
    return _say_added(added)


def _say_added(added: Added) -> int:
    for unit in added.new:
        print(f"已加进列表：{unit.name}，{unit.path}")
    for _, error in added.refused:
        print(error.message, file=sys.stderr)
    return 1 if added.refused else 0


def _remove(arguments: argparse.Namespace) -> int:
    unit = find_unit(load_units(), arguments.unit)
    remove_unit(unit)
    print(f"已从列表去掉“{unit.name}”，它的工作文件还在：{unit.path}")
    return 0


def _unit_facts(unit: MyUnit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "kind": unit.kind,
        "code": unit.code,
        "parent": unit.parent_name,
        "id": unit.id,
        "path": str(unit.path),
    }
