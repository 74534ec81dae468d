"""handover: giving the work to the next clerk, and taking it over."""

import argparse
from pathlib import Path

from app.cli.common import add_workspace, examining, require_named, writing
from app.errors import UsageError
from app.handover.handing_over import hand_over, take_over


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    handover = commands.add_parser("handover", help="工作交接：备份、没办完的、要到期的，和双方签字的交接单")
    add_workspace(handover)
    handover.add_argument("folder", metavar="文件夹", type=Path, nargs="?", help="交接的备份和交接单放在哪里")
    handover.add_argument("--to", metavar="姓名", help="交给谁")
    handover.add_argument("--take", action="store_true", help="接收的人做：写 --as 接收人，看本机指纹")
    handover.add_argument("--force", action="store_true", help="文件已经有了也覆盖")
    handover.set_defaults(run=_handover)


def _handover(arguments: argparse.Namespace) -> int:
    if arguments.take:
        return _take(arguments)
    if not arguments.to or arguments.folder is None:
        raise UsageError("taker-missing", "要写明交给谁（--to 姓名）、放在哪个文件夹。没有交接。")
    with examining(arguments) as workspace:
        done = hand_over(workspace, arguments.to, arguments.folder, force=arguments.force)
    found = done.handover
    print(f"已备份并核对：{done.backup}")
    print(f"交接单 {done.pages} 页，打印两份，双方签字：{done.sheet}")
    left = sum(each.left for each in found.tables)
    print(f"没有完成的条目 {left} 条，退回没有回复的 {len(found.returned)} 条，要到期的 {len(found.due)} 件，", end="")
    print(f"其中已逾期 {found.overdue} 件。")
    return 0


def _take(arguments: argparse.Namespace) -> int:
    require_named(arguments, "接收工作")
    with writing(arguments) as workspace:
        taken = take_over(workspace, arguments.person)
    print(f"现在是{taken.person}在用。本机指纹：{taken.fingerprint}")
    if taken.is_new:
        print("这台电脑还没有人认可。请把这六组数字念给上级核对，并请上级取消旧电脑；上报包要上级认可以后才收。")
    return 0
