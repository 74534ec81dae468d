"""definition: checklists, field packs, notice templates, masking, words and calendars of the unit's own, as files."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from app.calendar.notice_files import read_year_table
from app.calendar.office_calendar import known_years, take_year_table, withdraw_year_table
from app.cli.common import add_json, add_output, add_workspace, print_json, reading, writing
from app.drafting.definition_recording import (
    Checked,
    alarm_of_definition,
    check_definition,
    data_of,
    find_listed,
    is_shipped,
    listed_definitions,
    restore_definition,
    set_definitions,
)
from app.errors import UsageError, UserFacingError
from app.standards.definition_files import ToldDefinition, definition_text, read_definitions
from app.standards.definition_sections import CALENDAR
from app.standards.own_definitions import KIND_LABELS, definition_id
from app.workspace import Workspace
from db.filesystem import written_whole

_KINDS = {**KIND_LABELS, CALENDAR: "放假安排"}


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    group = commands.add_parser("definition", help="自己的定义：清单、领域标准、公示模板、遮挡、词表、放假安排")
    actions = group.add_subparsers(title="做什么", metavar="做什么", required=True)
    listed = actions.add_parser("list", help="有哪些定义，哪些是自己改过的")
    add_workspace(listed)
    listed.add_argument("--kind", metavar="种类", choices=_KINDS, help="、".join(_KINDS))
    listed.add_argument("--own", action="store_true", help="只列自己改过的")
    add_json(listed)
    listed.set_defaults(run=_list)

    shown = actions.add_parser("show", help="看一份定义，写法和文件一样（YAML）")
    add_workspace(shown)
    shown.add_argument("id", metavar="编号", help="例如 checklist/village-affairs")
    add_json(shown)
    shown.set_defaults(run=_show)

    checked = actions.add_parser("check", help="只看文件写得对不对、会藏起什么，不改动")
    told = actions.add_parser("set", help="照文件改定义，一步能撤销")
    for parser, run in ((checked, _check), (told, _set)):
        add_workspace(parser)
        parser.add_argument("files", metavar="文件", nargs="+", type=Path, help="定义文件（.yaml）")
        add_json(parser)
        parser.set_defaults(run=run)

    told.add_argument("--confirm", action="store_true", help="标准少了一半、编号换了内容的，核对过，照样改")

    restored = actions.add_parser("restore", help="恢复成程序自带的；自己加的就去掉，填过的内容留着")
    add_workspace(restored)
    restored.add_argument("id", metavar="编号", help="例如 checklist/village-affairs")
    restored.set_defaults(run=_restore)

    out = actions.add_parser("export", help="把定义写成文件，在别处改或者留底")
    add_workspace(out)
    out.add_argument("ids", metavar="编号", nargs="*", help="不写就是自己改过的全部")
    add_output(out, "写到哪个文件夹", force="文件夹里同名的文件也覆盖", gated=False)
    out.set_defaults(run=_export)


# --- looking ---------------------------------------------------------------------------------------------------


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        rows = [row for row in _rows(workspace) if not (arguments.own and row["set_by"] is None)]
    rows = [row for row in rows if arguments.kind in (None, row["kind"])]
    if arguments.json:
        print_json(rows)
        return 0
    for row in rows:
        whose = f"{row['set_by']} {row['set_on']} 改过" if row["set_by"] else "程序自带"
        print(f"{row['id']}\t{row['name']}\t{whose}{'，现在用不了：' + row['unusable'] if row['unusable'] else ''}")
    return 0


def _rows(workspace: Workspace) -> Iterator[dict[str, Any]]:
    for each in listed_definitions(workspace):
        yield {
            "id": definition_id(each.kind, each.code),
            "kind": each.kind,
            "name": each.name,
            "set_by": each.own and each.own.person,
            "set_on": each.own and each.own.date.isoformat(),
            "unusable": each.unusable,
        }
    for known in known_years(workspace):
        yield {
            "id": definition_id(CALENDAR, str(known.table.year)),
            "kind": CALENDAR,
            "name": f"{known.table.year}年放假安排",
            "set_by": known.taken and known.taken.person,
            "set_on": known.taken and known.taken.date.isoformat(),
            "unusable": "",
        }


def _show(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        data = _data(workspace, arguments.id)
    if arguments.json:
        print_json(msgspec.json.decode(msgspec.json.encode(data)))
    else:
        print(definition_text(data), end="")
    return 0


def _data(workspace: Workspace, id: str) -> dict[str, Any]:
    kind, _, code = id.partition("/")
    if kind == CALENDAR:
        tables = {str(known.table.year): known.table for known in known_years(workspace)}
        if code not in tables:
            raise UserFacingError("definition-unknown", f"没有“{code}”年的放假安排。")
        return msgspec.to_builtins(tables[code], builtin_types=(date,))
    return data_of(workspace, kind, find_listed(workspace, id).code)


# --- changing --------------------------------------------------------------------------------------------------


def _check(arguments: argparse.Namespace) -> int:
    told = _told(arguments.files)
    with reading(arguments) as workspace:
        checked = [_checked(workspace, each) for each in told if each.kind != CALENDAR]
        alarms = list(filter(None, (alarm_of_definition(workspace, each) for each in checked)))
    for each in told:
        if each.kind == CALENDAR:
            read_year_table(_path_of(arguments.files, each))
    _tell(arguments, checked, "看过了，能用（只是看看，没有改）")
    for alarm in alarms:
        print(f"请先核对：{alarm}", file=sys.stderr)
    return 1 if alarms else 0


def _set(arguments: argparse.Namespace) -> int:
    told = _told(arguments.files)
    years = [each for each in told if each.kind == CALENDAR]
    if years and len(told) > 1:
        raise UsageError("one-thing", "放假安排请单独收，不和别的定义写在一起。没有改。")
    with writing(arguments) as workspace:
        if years:
            (file,) = arguments.files
            take_year_table(workspace, read_year_table(file), file.name)
            checked = []
        else:
            for each in told:
                _checked(workspace, each)
            checked = set_definitions(
                workspace, [(each.kind, each.data) for each in told], is_confirmed=arguments.confirm
            )
    _tell(arguments, checked, "已改")
    return 0


def _told(files: list[Path]) -> list[ToldDefinition]:
    return [each for file in files for each in read_definitions(file)]


def _path_of(files: list[Path], told: ToldDefinition) -> Path:
    return next(file for file in files if file.name == told.file)


def _checked(workspace: Workspace, told: ToldDefinition) -> Checked:
    try:
        return check_definition(workspace, told.kind, told.data)
    except UserFacingError as error:
        raise told.with_line(error) from error


def _tell(arguments: argparse.Namespace, checked: list[Checked], verb: str) -> None:
    if arguments.json:
        ids = [definition_id(each.kind, each.part.code) for each in checked]
        print_json([{"id": id, "hides": list(each.told)} for id, each in zip(ids, checked, strict=True)])
        return
    for each in checked:
        print(f"{KIND_LABELS[each.kind]}“{each.part.name}”（{definition_id(each.kind, each.part.code)}）{verb}。")
        for words in each.told:
            print(f"  {words}")
    if not checked:
        print(f"放假安排{verb}。")


def _restore(arguments: argparse.Namespace) -> int:
    kind, _, code = arguments.id.partition("/")
    with writing(arguments) as workspace:
        if kind == CALENDAR and code.isdecimal():
            withdraw_year_table(workspace, int(code))
            print("已恢复成程序自带的。")
            return 0
        listed = restore_definition(workspace, arguments.id)
    done = "已恢复成程序自带的" if is_shipped(listed) else "是自己加的，已经去掉；填过的内容还留着"
    print(f"{KIND_LABELS[listed.kind]}“{listed.name}”{done}。")
    return 0


def _export(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        own = [row["id"] for row in _rows(workspace) if row["set_by"] is not None]
        data = {id: _data(workspace, id) for id in arguments.ids or own}
    if not data:
        raise UserFacingError("nothing-own", "没有自己改过的定义，没有写文件。要看程序自带的，请写明编号。")
    for id, each in data.items():
        path = arguments.output / f"{id.replace('/', '-')}.yaml"
        with written_whole(path, force=arguments.force) as part:
            part.write_text(definition_text(each), encoding="utf-8")
        print(path)
    return 0
