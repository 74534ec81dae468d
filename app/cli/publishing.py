"""whole, web, data: what a county, or a township with villages, publishes of all its units together."""

import argparse
from pathlib import Path

from app.cli.common import add_output, add_workspace, writing
from app.county.standings import LEFT_OUT
from app.county.tidy_data import write_data
from app.county.web_folder import write_web_folder
from app.county.whole_catalogue import print_whole_catalogue, write_whole_workbook
from app.county.whole_reading import WholeChoice, survey
from app.drafting.lookup import find_field
from app.errors import UsageError
from app.exchange.roster import find_unit
from app.workspace import Workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    whole = commands.add_parser("whole", help="全县（全镇）目录：本单位和下级单位的合成一份，PDF 或 Excel 表")
    _add_choice(whole)
    whole.add_argument("--all", action="store_true", help="没有定稿、没有通过的也列上，写明状态，做成草案")
    whole.add_argument("--paper", choices=["A3", "A4"], default="A3", help="打印用的纸，横向")
    whole.add_argument(
        "--channels", choices=["all", "ticked"], default="ticked", help="公开渠道：all 全列，ticked 只列选的"
    )
    add_output(whole, "文件名，结尾说写成哪一种：.pdf、.xlsx")
    whole.set_defaults(run=_whole)
    web = commands.add_parser("web", help="全县（全镇）目录做成网页文件夹，不用服务器，放在U盘上也能看")
    _add_choice(web)
    add_output(web, "文件夹", force="以前做的网页可以换成新的；别的文件夹不会动")
    web.set_defaults(run=_web)
    data = commands.add_parser("data", help="一条一行的数据，给别的系统用：Excel 表、csv、JSON 和说明")
    _add_choice(data)
    data.add_argument("--all", action="store_true", help="没有定稿、没有通过的也列上，状态另有一栏")
    add_output(data, "文件夹（三种都有），或者一个文件：.xlsx、.json", force="以前做的可以换成新的")
    data.set_defaults(run=_data)


def _add_choice(parser: argparse.ArgumentParser) -> None:
    add_workspace(parser)
    parser.add_argument("--unit", metavar="单位", action="append", help="只要这个单位，可以写多次；不写就是全部")
    parser.add_argument("--field", metavar="领域", action="append", help="只要这个领域，可以写多次；不写就是全部")


def _whole(arguments: argparse.Namespace) -> int:
    path: Path = arguments.output
    write = {".pdf": _print, ".xlsx": _workbook}.get(path.suffix.lower())
    if write is None:
        raise UsageError("format-unknown", f"“{path.name}”没有写：文件名的结尾要写 .pdf 或者 .xlsx。")
    with writing(arguments) as workspace:
        choice = _choice(workspace, arguments)
        for line in (*write(workspace, choice, arguments), *_left_out(workspace, choice)):
            print(line)
    return 0


def _print(workspace: Workspace, choice: WholeChoice, arguments: argparse.Namespace) -> list[str]:
    printed = print_whole_catalogue(
        workspace,
        arguments.output,
        choice,
        paper=arguments.paper,
        all_channels=arguments.channels == "all",
        force=arguments.force,
    )
    told = (f"请看：{warning}" for warning in (*printed.warnings, *printed.stand_ins))
    return [f"已印好：{arguments.output}，{printed.pages} 页。", *told]


def _workbook(workspace: Workspace, choice: WholeChoice, arguments: argparse.Namespace) -> list[str]:
    written = write_whole_workbook(workspace, arguments.output, choice, force=arguments.force)
    counted = f"{written.fields} 个领域，{written.entries} 条合成 {written.rows} 行"
    return [f"已写好：{arguments.output}，{counted}。", *(f"请看：{told}" for told in written.to_know)]


def _web(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        choice = _choice(workspace, arguments)
        made = write_web_folder(workspace, arguments.output, choice, force=arguments.force)
        print(f"已做好：{arguments.output}，{made.files} 个文件，{made.entries} 条。打开里面的 index.html 就能看。")
        for line in _left_out(workspace, choice):
            print(line)
    return 0


def _data(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        choice = _choice(workspace, arguments)
        written = write_data(workspace, arguments.output, choice, force=arguments.force)
        print(f"已写好：{arguments.output}，{written.entries} 条，{len(written.files)} 个文件。")
        for line in (*written.left_out, *_left_out(workspace, choice)):
            print(line)
    return 0


def _choice(workspace: Workspace, arguments: argparse.Namespace) -> WholeChoice:
    units = [_unit(workspace, name) for name in arguments.unit or ()]
    fields = [find_field(workspace, code).code for code in arguments.field or ()]
    is_public = not getattr(arguments, "all", False)
    return WholeChoice(frozenset(units) or None, frozenset(fields) or None, is_public)


def _unit(workspace: Workspace, name: str) -> str:
    own = workspace.organisation
    return own.id if name in (own.name, own.full_name, own.code) else find_unit(workspace, name).id


def _left_out(workspace: Workspace, choice: WholeChoice) -> list[str]:
    """What is not in it and why, with counts."""
    found = survey(workspace)
    out = found.left_out(choice)
    lines = [f"没有列入：{out[standing]} 条{why}。" for standing, why in LEFT_OUT.items() if out[standing]]
    own = workspace.organisation.id
    missing = found.without_entries(choice)
    below = [unit.name for unit in missing if unit.id != own]
    if len(below) < len(missing):
        lines.append("没有列入：本单位的目录还没有填。")
    if below:
        lines.append(f"没有列入：{'、'.join(below)}，还没有收到条目。")
    return lines
