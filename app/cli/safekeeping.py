"""backups, look into one: what the program keeps by itself, and where."""

import argparse
import sys
from pathlib import Path

from app.cli.common import add_json, add_workspace, desk_time, examining, print_json
from app.doctor import Report
from app.errors import UserFacingError
from app.safekeeping.dumping import dump_everything
from app.safekeeping.keeping import Done, keep
from app.safekeeping.listing import Listed, listed_backups
from app.safekeeping.looking import Inside, look_inside
from app.safekeeping.salvaging import salvage
from app.safekeeping.second_place import choose_second_place, second_place
from app.safekeeping.series import BY_HAND, REASONS


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    backups = commands.add_parser("backups", help="程序自动做的备份：看有哪些、现在做一份、第二处放在哪里")
    add_workspace(backups)
    backups.add_argument("--now", action="store_true", help="现在做一份，和自动的放在一起")
    second = backups.add_mutually_exclusive_group()
    second.add_argument("--second", metavar="文件夹", type=Path, help="关闭时再往这个文件夹或U盘备份一份")
    second.add_argument("--no-second", action="store_true", help="不再往第二处备份")
    add_json(backups)
    backups.set_defaults(run=_backups)

    everything = commands.add_parser("dump", help="应急：把全部内容存成 Excel 和 JSON，内部留存，不外发")
    add_workspace(everything)
    everything.add_argument("folder", metavar="文件夹", type=Path, help="放在哪个文件夹里")
    everything.set_defaults(run=_dump)


def _backups(arguments: argparse.Namespace) -> int:
    if arguments.second or arguments.no_second:
        choose_second_place(arguments.second)
    with examining(arguments) as workspace:
        if arguments.now:
            _say_made(keep(workspace, BY_HAND))
        found = listed_backups(workspace.organisation.id)
    place = second_place()
    if arguments.json:
        print_json({"backups": [each.as_json() for each in found], "second": None if place is None else str(place)})
        return 0
    for each in found:
        print(_line(each))
    if not found:
        print("还没有自动做的备份。窗口关闭时会做一份，导入和成批改动以前也会做。")
    print(f"第二处：{place}" if place else "没有第二处。写 --second 文件夹，关闭时会再备份一份到那里。")
    return 0


def _say_made(done: Done | None) -> None:
    if done is None:
        print("最近一次备份以后没有改过，不用再做。", file=sys.stderr)
        return
    if done.damaged:
        names = "、".join(path.name for path in done.damaged)
        print(f"有 {len(done.damaged)} 个附件和存进来时不一样了，没有备份进去：{names}。", file=sys.stderr)
    if done.second is not None and done.second.trouble:
        print(done.second.trouble, file=sys.stderr)


def _line(backup: Listed) -> str:
    if backup.facts is None:
        return f"读不出来\t{backup.path}"
    reason = REASONS.get(backup.facts.reason, "")
    return f"{desk_time(backup.facts.at)}\t{reason}\t{backup.facts.file}\t{backup.size / 1024:,.0f} KB\t{backup.path}"


def say_inside(inside: Inside, *, as_json: bool) -> int:
    """Print what is in a backup."""
    if as_json:
        print_json(inside.as_json())
        return 0
    facts = inside.facts
    print(f"“{facts.organisation}”{facts.edition}年的工作文件，{desk_time(facts.at)} 备份，完好。")
    for field in inside.fields:
        print(f"  {field.name}：{field.entries} 条，已完成 {field.ready} 条")
    lost = f"，其中 {inside.missing} 个已经不在备份旁边了" if inside.missing else ""
    print(f"公示 {inside.notices} 份，附件 {inside.attachments} 个{lost}。")
    print("备份以前最后做的：")
    for act in inside.acts:
        print(f"  {desk_time(act.at)} {act.person} {act.label}".rstrip())
    if inside.since is not None:
        since = inside.since
        words = f"新增 {since.added} 条，改过 {since.changed} 条，删去 {since.removed} 条"
        print("现在的条目和备份时一样。" if since.none else f"备份以后{words}；恢复出来的文件里没有这些改动。")
    return 0


def inside_of(backup: Path, beside: Path | None) -> Inside:
    """Look into a backup, held against a workspace where one is named."""
    if beside is None:
        return look_inside(backup)
    if not beside.is_file():
        raise UserFacingError("file-missing", f"找不到“{beside.name}”。请检查文件名和所在的文件夹，U盘是否插好。")
    with examining(argparse.Namespace(workspace=beside, person=None)) as workspace:
        return look_inside(backup, workspace)


def _dump(arguments: argparse.Namespace) -> int:
    with examining(arguments) as workspace:
        made = dump_everything(workspace, arguments.folder)
    for path in made:
        print(f"已写好：{path}")
    print("里面有没遮挡的内容，只供本单位应急和留存，不要外发。")
    return 0


def print_examined(report: Report) -> int:
    """Print what an examination found as JSON."""
    print_json({"lines": report.lines, "problems": report.problems})
    return 1 if report.problems else 0


def say_salvaged(arguments: argparse.Namespace) -> int:
    """Make a new workspace of what can be read in a damaged one, and say what came of it."""
    done = salvage(arguments.workspace, arguments.salvage)
    is_whole = not (done.earlier or done.lost or done.attachments_lost)
    if arguments.json:
        print_json(done.as_json())
        return 0 if is_whole else 1
    entries = done.brought.get("entry", 0)
    print(f"已从“{arguments.workspace.name}”抢救出“{done.organisation}”的工作文件：{arguments.salvage}")
    print(f"条目 {entries} 条，别的 {sum(done.brought.values()) - entries} 项。")
    for each in done.earlier:
        print(f"是以前的一版，请核对：{each.title or each.id}")
    for each in done.lost:
        print(f"读不出来，没有救到：{each.title or each.id}")
    for name in done.attachments_lost:
        print(f"附件坏了，没有带过来：{name}")
    print("全部救到了。" if is_whole else "原来的文件没有动。请对照最近的备份，把缺的补上。")
    return 0 if is_whole else 1
