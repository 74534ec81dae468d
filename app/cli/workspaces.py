"""new, backup, restore, doctor."""

import argparse
import re
from datetime import date
from pathlib import Path

from app.backups import back_up, restore
from app.calendar.wording import plain_day
from app.cli.common import add_json, add_output, add_workspace, assignments, desk_time, examining, reading, writing
from app.cli.hints import hint_lines
from app.cli.safekeeping import inside_of, print_examined, say_inside, say_salvaged
from app.doctor import examine
from app.drafting.concern import not_concerned, say_concern
from app.drafting.own_unit import change_unit
from app.errors import UsageError
from app.exchange.keys import device_key
from app.exchange.rule_rows import standing_rules
from app.exchange.starting import new_from_package, new_from_start
from app.opening import create_workspace, new_organisation_id
from app.organisations import KINDS, Organisation, checked_unit
from app.practice import make_practice
from app.workspace import Workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    new = commands.add_parser("new", help="建立一个单位的工作文件")
    new.add_argument("workspace", metavar="WS", type=Path, help="要建立的工作文件（.qd）")
    kinds = "，".join(f"{kind} {facts.label}" for kind, facts in KINDS.items())
    new.add_argument("--role", choices=list(KINDS), help=f"单位类别：{kinds}")
    new.add_argument("--name", metavar="名称", help="单位名称，例如 兴隆镇")
    new.add_argument("--code", metavar="代码", default="", help="行政区划代码或统一社会信用代码")
    new.add_argument("--parent", metavar="上级", default="", help="上级单位名称，例如 青山县")
    new.add_argument(
        "--edition", metavar="年份", type=_year, default=str(date.today().year), help="哪一年的目录，不写就是今年"
    )
    new.add_argument("--as", dest="person", metavar="姓名", help="谁在操作")
    new.add_argument("--practice", action="store_true", help="练习用的：每张纸都带“练习”，做的包别人不收，不能改回来")
    source = new.add_mutually_exclusive_group()
    source.add_argument("--start", metavar="文件", type=Path, help="上级发来的开始文件（.zwgk）")
    source.add_argument("--from", dest="work", metavar="文件", type=Path, help="同事的工作包或上级的恢复文件（.zwgk）")
    new.set_defaults(run=_new)

    unit = commands.add_parser("unit", help="看或改本单位的资料")
    add_workspace(unit)
    unit.add_argument(
        "facts", metavar="项=内容", nargs="*", help="name=名称 code=代码 contact=公开的办公电话（里面的号码不遮挡）"
    )
    unit.set_defaults(run=_unit, rest="facts")

    concern = commands.add_parser("concern", help="看或说明哪些领域与本单位无关")
    add_workspace(concern)
    concern.add_argument("fields", metavar="领域", nargs="*", help="领域编号，例如 14；不写就列出来")
    said = concern.add_mutually_exclusive_group()
    said.add_argument("--not-applicable", metavar="理由", help="这些领域与本单位无关，为什么")
    said.add_argument("--applicable", action="store_true", help="这些领域又与本单位有关了")
    concern.set_defaults(run=_concern, rest="fields")

    backup = commands.add_parser("backup", help="备份：工作文件和附件存成一个 .qdbak")
    add_workspace(backup)
    add_output(backup, "备份文件（.qdbak）", gated=False)
    backup.set_defaults(run=_backup)

    back = commands.add_parser("restore", help="从备份恢复成一个新的工作文件")
    back.add_argument("backup", metavar="备份", type=Path, help="备份文件（.qdbak）")
    add_output(
        back,
        "恢复成哪个工作文件（.qd）",
        force="已经有这个工作文件也恢复，原来的改名留着",
        gated=False,
        required=False,
    )
    back.add_argument("--look", action="store_true", help="先看看里面有什么，不恢复")
    back.add_argument("--beside", metavar="WS", type=Path, help="和 --look 一起用：同现在的工作文件比一比")
    add_json(back)
    back.set_defaults(run=_restore)

    doctor = commands.add_parser("doctor", help="体检：检查工作文件是否完好，坏了就抢救")
    add_workspace(doctor)
    doctor.add_argument(
        "--salvage", metavar="新文件", type=Path, help="文件坏了：读得出来的逐条抢救成这个新的工作文件，原来的不动"
    )
    add_json(doctor)
    doctor.set_defaults(run=_doctor)


def _new(arguments: argparse.Namespace) -> int:
    with _made(arguments) as workspace:
        if arguments.practice:
            make_practice(workspace)
        unit = workspace.organisation
        key = device_key(unit.id)
        print(f"已建立“{unit.name}”{workspace.edition}年的工作文件：{workspace.path}")
        print(f"本机指纹（上级核对时念这六组数字）：{key.fingerprint}")
        _say_what_the_parent_wants(workspace)
        if texts := [f"{code} {each.name}" for code, each in workspace.library.fields.items() if each.official]:
            print(f"带来了收下的正式标准文本：{'、'.join(texts)}")
        if rules := standing_rules(workspace):
            print(f"带来了本地的规定：{rules}")
    return 0


def _say_what_the_parent_wants(workspace: Workspace) -> None:
    concerned, due = (workspace.store.settings.get(name) for name in ("fields_concerned", "due"))
    if concerned:
        names = "、".join(f"{code} {workspace.library.fields[code].name}" for code in concerned)
        print(f"上级要求填的领域：{names}")
    if due:
        print(f"上级要求在{plain_day(due)}以前交回。")


def _year(text: str) -> str:
    if not re.fullmatch("20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是年份，要写成 2026 这样")
    return text


def _made(arguments: argparse.Namespace) -> Workspace:
    if arguments.start:
        return new_from_start(arguments.workspace, arguments.start, person=arguments.person)
    if arguments.work:
        return new_from_package(arguments.workspace, arguments.work, person=arguments.person)
    name = (arguments.name or "").strip()
    if not arguments.role or not name:
        raise UsageError(
            "unit-missing", "要写明是什么单位：--role 和 --name 都要写，或者用 --start 上级发来的开始文件。没有建立。"
        )
    unit = Organisation(
        new_organisation_id(), arguments.role, name, arguments.code, parent_name=arguments.parent.strip()
    )
    return create_workspace(arguments.workspace, checked_unit(unit), arguments.edition, person=arguments.person)


def _unit(arguments: argparse.Namespace) -> int:
    changes = {key: value.strip() for key, _, value in assignments(arguments.facts)}
    if changes:
        with writing(arguments) as workspace:
            unit = change_unit(workspace, changes)
    else:
        with reading(arguments) as workspace:
            unit = workspace.organisation
    print(f"名称 {unit.name}，代码 {unit.code or '没有填'}，上级 {unit.parent_name or '没有填'}，{unit.facts.label}")
    print(f"公开的办公电话：{unit.contact or '没有填'}")
    return 0


def _concern(arguments: argparse.Namespace) -> int:
    if bool(arguments.fields) != bool(arguments.applicable or arguments.not_applicable is not None):
        raise UsageError(
            "concern-incomplete",
            "要写明哪些领域，还要写 --not-applicable 理由 或者 --applicable；什么都不写就列出来。没有改动。",
        )
    with (writing if arguments.fields else reading)(arguments) as workspace:
        reasons = not_concerned(workspace)
        if arguments.fields:
            kept = {code: reason for code, reason in reasons.items() if code not in arguments.fields}
            reasons = kept if arguments.applicable else kept | dict.fromkeys(arguments.fields, arguments.not_applicable)
            say_concern(workspace, reasons)
        names = {code: workspace.library.fields[code].name for code in reasons}
    for code, reason in sorted(reasons.items()):
        print(f"{code}\t{names[code]}\t{reason}")
    if not reasons:
        print("没有说过哪个领域与本单位无关。")
    return 0


def _backup(arguments: argparse.Namespace) -> int:
    with examining(arguments) as workspace:
        done = back_up(workspace, arguments.output, force=arguments.force)
    print(f"已备份并核对：{arguments.output}（{done.size / 1024:,.0f} KB）")
    if done.damaged:
        names = "、".join(path.name for path in done.damaged)
        print(f"有 {len(done.damaged)} 个附件和存进来时不一样了，没有备份进去：{names}。其余都备份了。")
        print("请用以前的备份恢复它们，在恢复以前不要删掉旧的备份。")
    return 1 if done.damaged else 0


def _restore(arguments: argparse.Namespace) -> int:
    if arguments.look:
        return say_inside(inside_of(arguments.backup, arguments.beside), as_json=arguments.json)
    if arguments.output is None:
        raise UsageError("output-missing", "要写明恢复成哪个文件：-o 文件；只想看看里面有什么，写 --look。没有恢复。")
    restored = restore(arguments.backup, arguments.output, force=arguments.force)
    facts = restored.facts
    print(f"已恢复“{facts.organisation}”在 {desk_time(facts.at)} 的备份：{arguments.output}")
    if restored.aside:
        print(f"原来的文件没有丢，改名为：{restored.aside}")
    if restored.missing:
        print(f"有 {len(restored.missing)} 个附件不在备份旁边的“附件”文件夹里，没有恢复出来；其余都在。")
        print("请把那个文件夹放回备份旁边再恢复一次，或者找到原来的文件重新放。")
    if not restored.marks_kept:
        print("原来的文件读不出来，不知道里面删去过哪些个人信息。请看一遍，删去过的请再删一次。")
    return 0


def _doctor(arguments: argparse.Namespace) -> int:
    if arguments.salvage:
        return say_salvaged(arguments)
    with examining(arguments) as workspace:
        report = examine(workspace)
    if arguments.json:
        return print_examined(report)
    for line in (*report.lines, *hint_lines(report.codes, "doctor")):
        print(line)
    return 1 if report.problems else 0
