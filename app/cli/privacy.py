"""redact, overrides: taking out what should never have been written; what was let out all the same."""

import argparse
from collections.abc import Callable
from dataclasses import asdict

from app.checks.overriding import overrides
from app.cli.common import add_json, add_workspace, desk_time, print_json, reading, require_named, writing
from app.drafting.lookup import find_entry
from app.drafting.redacting import redact
from app.errors import UserFacingError
from app.notices.keeping import find_notice
from app.registers.request_records import REQUEST
from app.registers.requests import find_request
from app.workspace import Workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    take_out = commands.add_parser("redact", help="删去不该写的个人信息：各个版本里都删，不能撤销")
    add_workspace(take_out)
    take_out.add_argument("subject", metavar="条目、公示或申请", help="事项编号，登记编号，或者编号的前 8 位")
    take_out.add_argument("what", metavar="要素或文字", help="要素的名称，申请的写 申请人；或者要删去的那段文字")
    take_out.add_argument("--reason", metavar="原因", required=True, help="为什么删去，记在历史里")
    take_out.set_defaults(run=_redact, parser=take_out)

    let_out = commands.add_parser("overrides", help="放行过哪些有个人信息的东西：谁、什么时候、为什么")
    add_workspace(let_out)
    add_json(let_out)
    let_out.set_defaults(run=_overrides, parser=let_out)


def _redact(arguments: argparse.Namespace) -> int:
    require_named(arguments, "删去个人信息")
    with writing(arguments) as workspace:
        kind, id = _subject(workspace, arguments.subject)
        done = redact(workspace, kind, id, arguments.what, arguments.reason)
    for line in done.told():
        print(line)
    return 0


def _overrides(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        let_out = overrides(workspace)
    if arguments.json:
        print_json([asdict(each) for each in let_out])
        return 0
    for each in let_out:
        print(f"{desk_time(each.at)}  {each.by}  {each.product}（{each.reason}）")
        for found in each.found:
            print(f"    {found}")
        print(f"    {f'文件的 SHA-256：{each.sha256}' if each.sha256 else '没有写成文件'}")
    if not let_out:
        print("没有放行过有个人信息的东西。")
    return 0


def _subject(workspace: Workspace, name: str) -> tuple[str, str]:
    found: list[Callable[[], tuple[str, str]]] = [
        lambda: ("entry", find_entry(workspace, name).id),
        lambda: ("notice", find_notice(workspace, name).id),
        lambda: (REQUEST, find_request(workspace, name).id),
        lambda: (REQUEST, find_request(workspace, name, struck=True).id),
    ]
    refused: list[UserFacingError] = []
    for find in found:
        try:
            return find()
        except UserFacingError as error:
            if error.code == "request-number-twice":
                raise
            refused.append(error)
    raise refused[0]
