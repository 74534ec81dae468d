"""roster: the units below, one by one or pasted from a table; their computers; their start files."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli.common import add_json, add_workspace, date_of, desk_time, print_json, reading, writing
from app.errors import UserFacingError
from app.exchange.package_reading import open_package
from app.exchange.roster import add_unit, admit, admitted_devices, find_unit, roster
from app.exchange.roster_changes import change_unit, devices, release_unit, remove_unit, revoke
from app.exchange.roster_pasting import FACT_LABELS, PastedUnit, RosterPaste, apply_roster_paste, plan_roster_paste
from app.exchange.starting_together import export_starts
from app.organisations import KINDS
from app.tables.sources.decoding import decoded
from app.tables.sources.reading import read_pasted, read_source

_STANDINGS: dict[str, str] = {
    "new": "要登记",
    "fills": "要补上",
    "known": "已经有",
    "doubtful": "有疑问",
    "wrong": "不能登记",
}


def register_roster(commands: argparse._SubParsersAction) -> None:
    """Add `roster` and what it does."""
    group = commands.add_parser("roster", help="下级单位名册")
    add_workspace(group)
    actions = group.add_subparsers(title="做什么", metavar="做什么", dest="action")
    group.set_defaults(run=_list)
    _register_units(actions)
    _register_devices(actions)

    starts = actions.add_parser("starts", help="给名册里的单位各写一份开始文件，放进一个文件夹")
    starts.add_argument("folder", metavar="文件夹", type=Path, help="写到哪个文件夹")
    starts.add_argument("--unit", metavar="单位", action="append", help="只给这个单位，可以写多次；不写就是全部")
    starts.add_argument("--field", metavar="领域", action="append", help="只要这个领域，可以写多次")
    starts.add_argument("--due", metavar="日期", type=date_of, help="要求哪天以前交回")
    starts.add_argument("--force", action="store_true", help="文件已经有了也覆盖")
    starts.set_defaults(run=_starts)


def _register_units(actions: argparse._SubParsersAction) -> None:
    add = actions.add_parser("add", help="登记一个下级单位")
    add.add_argument("--name", metavar="名称", required=True, help="单位名称，例如 兴隆镇")
    add.add_argument("--code", metavar="代码", default="", help="行政区划代码或统一社会信用代码")
    add.add_argument("--role", choices=list(KINDS), help="不写就按名称判断")
    add.add_argument("--contact", metavar="联系方式", default="", help="找谁、打哪个电话")
    add.set_defaults(run=_add)

    paste = actions.add_parser("paste", help="从 Excel 复制来的名称、代码、联系人，一次登记许多单位")
    paste.add_argument("file", metavar="文件", help="表格文件，或者存成文本的复制内容；写 - 从标准输入读")
    paste.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    paste.add_argument("--with-doubtful", action="store_true", help="有疑问、但能登记的也登记")
    add_json(paste)
    paste.set_defaults(run=_paste)

    edit = actions.add_parser("edit", help="改一个单位的名称、代码、联系方式")
    edit.add_argument("--unit", metavar="单位", required=True, help="名册里的名称或代码")
    edit.add_argument("--name", metavar="名称", help="新的名称")
    edit.add_argument("--code", metavar="代码", help="新的代码，写空的就去掉")
    edit.add_argument("--contact", metavar="联系方式", help="找谁、打哪个电话")
    edit.set_defaults(run=_edit)

    remove = actions.add_parser("remove", help="删去一个从来没有报来过内容的单位")
    remove.add_argument("--unit", metavar="单位", required=True, help="名册里的名称或代码")
    remove.set_defaults(run=_remove)

    release = actions.add_parser("release", help="把不再归本单位的移出名册：不再收它的文件，收下的内容留着")
    release.add_argument("--unit", metavar="单位", required=True, help="名册里的名称或代码")
    release.set_defaults(run=_release)


def _register_devices(actions: argparse._SubParsersAction) -> None:
    allow = actions.add_parser("admit", help="核对指纹后认可一个单位的电脑")
    allow.add_argument("file", metavar="文件", type=Path, help="它报来的文件（.zwgk）")
    allow.add_argument("--unit", metavar="单位", help="它是名册里的哪一个；同名可以不写")
    allow.add_argument("--fingerprint", metavar="指纹", required=True, help="电话里念的六组数字")
    allow.set_defaults(run=_admit)

    listing = actions.add_parser("devices", help="认可过的电脑：哪个单位、指纹、哪天认可的")
    add_json(listing)
    listing.set_defaults(run=_devices)

    stop = actions.add_parser("revoke", help="停用一台认可过的电脑：它以后签的文件不收，以前收下的还在")
    stop.add_argument("--unit", metavar="单位", required=True, help="名册里的名称或代码")
    stop.add_argument("--fingerprint", metavar="指纹", required=True, help="devices 列出的六组数字")
    stop.set_defaults(run=_revoke)


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        units = roster(workspace)
        for unit in units:
            known = admitted_devices(workspace, unit.id)
            facts = (unit.code, unit.name, unit.facts.label, f"已认可 {len(known)} 台电脑")
            print("\t".join((*facts, unit.contact) if unit.contact else facts))
    if not units:
        print("名册里还没有单位。用 roster 工作文件.qd add --name 兴隆镇 登记下级单位。")
    return 0


def _add(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        unit = add_unit(workspace, arguments.name, arguments.code, arguments.role, arguments.contact)
    print(f"已登记“{unit.name}”（{unit.facts.label}）。")
    return 0


def _paste(arguments: argparse.Namespace) -> int:
    cells = _cells(arguments.file)
    with writing(arguments) as workspace:
        plan = plan_roster_paste(workspace, cells)
        also = [row.line for row in plan.of("doubtful")] if arguments.with_doubtful else []
        done = 0 if arguments.dry_run else apply_roster_paste(workspace, plan, also=also)
    left = [row for row in plan.of("doubtful", "wrong") if row.line not in also]
    if arguments.json:
        print_json(_facts(plan, done))
    else:
        _say_plan(plan, also)
        counts = Counter[str](row.standing for row in plan.rows)
        words = "，".join(f"{word} {counts[standing]} 个" for standing, word in _STANDINGS.items() if counts[standing])
        print(f"{words}。{'只是看看，没有登记。' if arguments.dry_run else f'登记了 {done} 个单位。'}")
    return int(bool(left))


def _cells(file: str) -> Sequence[Sequence[str]]:
    """Return the cells of a file's first table, or of what stands on standard input."""
    if file != "-":
        return read_source(Path(file)).sheets[0].cells
    found = decoded(sys.stdin.buffer.read())
    if found is None:
        raise UserFacingError("not-text", "标准输入里的不是文字，一个也没有登记。请存成表格文件再试。")
    return read_pasted(found.text).sheets[0].cells


def _say_plan(plan: RosterPaste, also: Sequence[int]) -> None:
    columns = "、".join(FACT_LABELS[fact] if fact else "不用" for fact in plan.columns)
    print(f"各列：{columns}{'，第一行是表头' if plan.has_header else ''}")
    for row in plan.rows:
        word = "要登记" if row.line in also else _STANDINGS[row.standing]
        facts = (f"第 {row.line} 行", word, row.unit.name, row.unit.code, row.unit.contact, row.reason)
        is_left = row.standing in ("doubtful", "wrong") and row.line not in also
        print("\t".join(facts).rstrip("\t"), file=sys.stderr if is_left else sys.stdout)


def _facts(plan: RosterPaste, done: int) -> dict[str, Any]:
    def row(each: PastedUnit) -> dict[str, Any]:
        unit = each.unit
        facts = {"name": unit.name, "kind": unit.kind, "code": unit.code, "contact": unit.contact}
        return {"line": each.line, "standing": each.standing, "reason": each.reason} | facts

    return {"columns": list(plan.columns), "header": plan.has_header, "done": done, "rows": [*map(row, plan.rows)]}


def _edit(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        unit = find_unit(workspace, arguments.unit)
        facts = {"name": arguments.name, "code": arguments.code, "contact": arguments.contact}
        changed = change_unit(workspace, unit, **facts)
    print(f"已改：{changed.name}。" if changed != unit else f"“{unit.name}”本来就是这样，没有改。")
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        unit = find_unit(workspace, arguments.unit)
        remove_unit(workspace, unit)
    print(f"已从名册删去“{unit.name}”。")
    return 0


def _release(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        unit = find_unit(workspace, arguments.unit)
        release_unit(workspace, unit)
    print(f"已把“{unit.name}”移出名册：它的电脑停用了，收下的内容还在这个工作文件里，全县的表里不再列它。")
    return 0


def _admit(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace, open_package(arguments.file) as package:
        unit = admit(workspace, package, arguments.fingerprint, arguments.unit)
    print(f"已认可“{unit.name}”的电脑，现在可以收它报来的文件。")
    return 0


def _devices(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        units = {unit.id: unit.name for unit in roster(workspace)}
        known = [device for device in devices(workspace) if device.unit in units]
    if arguments.json:
        names = ("fingerprint", "at", "by", "is_revoked")
        print_json([{"unit": units[each.unit]} | {name: getattr(each, name) for name in names} for each in known])
        return 0
    for each in known:
        word = "停用" if each.is_revoked else "认可"
        print(f"{units[each.unit]}\t{each.fingerprint}\t{desk_time(each.at)} {word}\t{each.by or ''}".rstrip())
    if not known:
        print("还没有认可过下级单位的电脑。")
    return 0


def _revoke(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        unit = find_unit(workspace, arguments.unit)
        revoke(workspace, unit, arguments.fingerprint)
    print(f"已停用“{unit.name}”的这台电脑：它以后签的文件不收，以前收下的还在。")
    return 0


def _starts(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        units = [find_unit(workspace, name) for name in arguments.unit or ()] or roster(workspace)
        if not units:
            raise UserFacingError("roster-empty", "名册里还没有单位，没有开始文件可以写。请先登记下级单位。")
        written = export_starts(
            workspace, units, arguments.folder, fields=arguments.field, due=arguments.due, force=arguments.force
        )
    for each in written:
        told = f"没有写。{each.reason}" if each.reason else f"已写好并读回核对：{each.path}"
        print(f"{each.unit.name}\t{told}", file=sys.stderr if each.reason else sys.stdout)
    done = sum(not each.reason for each in written)
    print(f"一共 {len(written)} 个单位，写好 {done} 个开始文件。")
    return int(done < len(written))
