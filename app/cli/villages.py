"""villages: one PC, many villages."""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from app.cli.common import add_json, add_workspace, print_json, texts, writing
from app.cli.hints import hint_lines
from app.errors import UsageError, UserFacingError
from app.exchange.roster import find_unit as find_on_roster
from app.villages.founding import found_village
from app.villages.making import Outcome, Sheet, look_at_parts, make_notices
from app.villages.overview import (
    RHYTHM_WORDS,
    Overview,
    SheetOfVillage,
    expected_sheets,
    first_of_month,
    month_words,
    overview,
)
from app.villages.printing import Printed, draw_month, make_folder, read_month, write_each, write_joined
from app.villages.splitting import LEAVE_OUT, Parted, VillageTable, part, read_village_table, split_template
from app.villages.units import (
    Added,
    ExpectedSheet,
    MyUnit,
    MyUnits,
    add_files,
    expect_sheets,
    find_unit,
    load_units,
    remove_unit,
    renew_units,
    require_villages,
)

_RESULTS = {
    "made": "做好了",
    "replaced": "改了原来那一份",
    "same": "已经有一样的，没有再做",
    "skipped": "已经有同名的，没有动",
    "asked": "没有做",
    "refused": "没有做",
    "failed": "没有做",
    "stopped": "停下了，没有做",
}
_SHEETS = {
    "new": "可以做",
    "same": "已经有一样的",
    "asked": "已经有同名的，内容不一样",
    "refused": "要先改",
    "failed": "做不了",
}
_PRINTED = {
    "printed": "印好了",
    "nothing": "这个月没有要印的",
    "failed": "没有印",
    "stopped": "停下了，没有印",
    "unrecorded": "印好了，但没有记上",
}


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    group = commands.add_parser("villages", help="一台电脑管许多村：单位列表、分名单、打印本月、看缺哪张")
    actions = group.add_subparsers(title="做什么", metavar="做什么", required=True)
    _register_list(actions)
    _register_split(actions)
    _register_sheets(actions)


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


def _register_split(actions: argparse._SubParsersAction) -> None:
    split = actions.add_parser("split", help="一张各村的名单按村分开，每个村做一份公示")
    split.add_argument("--template", metavar="模板", required=True, help="模板编号，例如 NT-12")
    split.add_argument("--rows", metavar="名单", type=Path, required=True, help="名单表格，要有“村”这一列")
    split.add_argument("--column", metavar="列名", default="", help="写村名的那一列叫什么，常见的叫法不用写")
    split.add_argument(
        "--is",
        dest="answers",
        metavar="写法=单位",
        action="append",
        default=[],
        help="认不准的村名是哪个单位，可以写多次",
    )
    split.add_argument("--leave-out", metavar="写法", action="append", default=[], help="这个村名的行不要，可以写多次")
    split.add_argument(
        "--same-title",
        choices=["replace", "add", "skip"],
        help="已经有同名的、内容不一样时：replace 改原来那一份，add 另做一份，skip 不做；不写就先不做",
    )
    split.add_argument("--dry-run", action="store_true", help="只看会怎样，不做")
    split.add_argument("blanks", metavar="空=内容", nargs="*", help="各村都一样的空，例如 phone=0830-1234567")
    add_json(split)
    split.set_defaults(run=_split, rest="blanks")


def _register_sheets(actions: argparse._SubParsersAction) -> None:
    sheets = actions.add_parser("sheets", help="看一个月里哪个村缺哪张公示")
    _add_month(sheets)
    add_json(sheets)
    sheets.set_defaults(run=_sheets)

    expect = actions.add_parser("expect", help="选各村都要有的公示；不写就列出来")
    expect.add_argument(
        "sheets",
        metavar="模板=多久",
        nargs="*",
        help="例如 NT-34=month NT-42=quarter NT-41=year（每月、每季度、每年）",
    )
    expect.add_argument("--usual", action="store_true", help="回到模板自己写明的那几种")
    expect.set_defaults(run=_expect, rest="sheets")

    paper = actions.add_parser("print", help="打印各村一个月的公示")
    _add_month(paper)
    paper.add_argument("--unprinted", action="store_true", help="只印还没打印过的")
    paper.add_argument("--paper", choices=["A4", "A3", "A2", "A1", "A0"], default="A4", help="纸张，竖向")
    paper.add_argument(
        "-o",
        "--output",
        metavar="文件或文件夹",
        type=Path,
        required=True,
        help="写 .pdf 就合成一个文件；写文件夹就每个村一个",
    )
    paper.add_argument("--force", action="store_true", help="文件已经有了也覆盖")
    add_json(paper)
    paper.set_defaults(run=_print)


def _add_month(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--month", metavar="月份", type=_month, help="例如 2026-11，不写就是这个月")


def _month(text: str) -> date:
    if not re.fullmatch("20[0-9]{2}-(0[1-9]|1[0-2])", text):
        raise argparse.ArgumentTypeError(f"“{text}”不是月份，要写成 2026-11 这样")
    return date.fromisoformat(f"{text}-01")


# --- the list ----------------------------------------------------------------------------------------------------


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


# --- splitting ---------------------------------------------------------------------------------------------------


def _split(arguments: argparse.Namespace) -> int:
    mine, blanks = load_units(), texts(arguments.blanks)
    villages = require_villages(mine)
    template = split_template(arguments.template)
    table = read_village_table(arguments.rows, template, arguments.column)
    parted = part(table, villages, _answers(arguments, mine, table))
    if arguments.dry_run:
        return _say_sheets(arguments, table, parted, look_at_parts(parted.parts, template.code, blanks))
    if parted.questions:
        return _say_outcomes(arguments, table, parted, [])
    outcomes = make_notices(parted, template.code, blanks, same_title=arguments.same_title or "ask")
    return _say_outcomes(arguments, table, parted, outcomes)


def _answers(arguments: argparse.Namespace, mine: MyUnits, table: VillageTable) -> dict[str, str]:
    """What was said about names that mean no unit for certain."""
    answers = {}
    for said in arguments.answers:
        text, sign, name = said.partition("=")
        if not sign:
            raise UsageError(
                "answer-wrong", f"“{said}”写得不对，什么也没有分。要写成 表里的写法=单位，例如 白马材=白马村。"
            )
        answers[text] = find_unit(mine, name).id
    answers |= dict.fromkeys(arguments.leave_out, LEAVE_OUT)
    unknown = set(answers) - {named.key for named in table.named}
    if unknown:
        raise UsageError("answer-unused", f"名单里没有“{'、'.join(sorted(unknown))}”这个写法，什么也没有分。")
    return answers


def _say_sheets(arguments: argparse.Namespace, table: VillageTable, parted: Parted, sheets: Sequence[Sheet]) -> int:
    facts = [_sheet_facts(sheet) for sheet in sheets]
    if arguments.json:
        print_json({"villages": facts} | _table_facts(table, parted))
    else:
        for sheet in facts:
            words = f"{sheet['rows']} 行，遮挡 {sheet['masked']} 处，不能公开 {len(sheet['refused'])} 处"
            print(f"{sheet['village']}\t{words}\t{_SHEETS[sheet['state']]}")
    _say_rest(arguments, table, parted)
    problems = [line for sheet in facts for line in [*sheet["refused"], *filter(None, [sheet["trouble"]])]]
    for line in problems:
        print(line, file=sys.stderr)
    return 1 if problems or parted.questions else 0


def _sheet_facts(sheet: Sheet) -> dict[str, Any]:
    notice, before = sheet.notice, sheet.before
    state = "failed" if notice is None else "refused" if sheet.must_mend else "new"
    if state == "new" and before is not None:
        state = "same" if before.is_same else "asked"
    return {
        "village": sheet.unit.name,
        "rows": sheet.rows,
        "masked": len(notice.masked) if notice else 0,
        "refused": sheet.refusals(),
        "missing": list(notice.missing) if notice else [],
        "warnings": list(notice.warnings) if notice else [],
        "title": notice.title if notice else "",
        "state": state,
        "trouble": sheet.trouble.message if sheet.trouble else None,
    }


def _say_outcomes(
    arguments: argparse.Namespace, table: VillageTable, parted: Parted, outcomes: Sequence[Outcome]
) -> int:
    if arguments.json:
        print_json({"villages": [_outcome_facts(outcome) for outcome in outcomes]} | _table_facts(table, parted))
    else:
        for outcome in outcomes:
            number = f"\t{outcome.notice[:8]}" if outcome.notice else ""
            print(f"{outcome.unit.name}\t{outcome.rows} 行\t{_RESULTS[outcome.result]}{number}")
    _say_rest(arguments, table, parted)
    return _say_troubles([outcome.trouble for outcome in outcomes], "villages split") or int(bool(parted.questions))


def _outcome_facts(outcome: Outcome) -> dict[str, Any]:
    return {
        "village": outcome.unit.name,
        "rows": outcome.rows,
        "result": outcome.result,
        "notice": outcome.notice or None,
        "title": outcome.title,
        "trouble": outcome.trouble.message if outcome.trouble else None,
    }


def _table_facts(table: VillageTable, parted: Parted) -> dict[str, Any]:
    return {
        "column": table.head,
        "questions": [
            {
                "text": question.named.shown,
                "rows": [row.number for row in question.named.rows],
                "offered": [unit.name for unit in question.offered],
            }
            for question in parted.questions
        ],
        "left_out": [{"text": named.shown, "rows": [row.number for row in named.rows]} for named in parted.left_out],
        "not_read": [{"row": row.number, "reason": row.reason} for row in table.left_out],
        "dropped_columns": list(table.dropped_columns),
        "other_sheets": list(table.other_sheets),
    }


def _say_rest(arguments: argparse.Namespace, table: VillageTable, parted: Parted) -> None:
    """What belongs to no village yet and what was not read. JSON holds it, too; what is asked stops the work."""
    for question in parted.questions:
        offered = "、".join(unit.name for unit in question.offered)
        means = f"是不是{offered}？" if offered else "列表里没有像它的单位。"
        print(f"“{question.named.shown}”认不准是哪个村（{question.named.numbers}）。{means}", file=sys.stderr)
    if parted.questions:
        print("这些行可能是任何一个村的，说明以前哪个村的都不做。", file=sys.stderr)
        for line in hint_lines(["village-unclear"], "villages split"):
            print(line, file=sys.stderr)
    if arguments.json:
        return
    for named in parted.left_out:
        print(f"照您说的没有放进去：“{named.shown}”，{named.numbers}")
    for row in table.left_out:
        print(f"名单第 {row.number} 行没有放进去：{row.reason}")
    if table.other_sheets:
        print(f"只读了第一张有名单的工作表，没有读的还有：{'、'.join(table.other_sheets)}。请把名单并到一张表里。")
    if table.dropped_columns:
        print(f"名单里这几栏模板不用，没有放进去：{'、'.join(table.dropped_columns)}")


def _say_troubles(troubles: Sequence[UserFacingError | None], command: str) -> int:
    """Tell what stood in the way on standard error; returns the exit code."""
    told = [trouble for trouble in troubles if trouble is not None]
    for trouble in told:
        print(trouble.message, file=sys.stderr)
    for line in hint_lines([trouble.code for trouble in told], command):
        print(line, file=sys.stderr)
    return 1 if told else 0


# --- the month's sheets ------------------------------------------------------------------------------------------


def _sheets(arguments: argparse.Namespace) -> int:
    mine = load_units()
    require_villages(mine)
    seen = overview(mine, arguments.month or date.today())
    renew_units(village.unit for village in seen.villages)
    if arguments.json:
        print_json(_overview_facts(seen))
    else:
        print("\t".join([month_words(seen.month), *(expected.words for expected in seen.expected)]))
        for village in seen.villages:
            print("\t".join([village.unit.name, *map(_sheet_words, village.sheets)]))
        missing = seen.missing()
        print(
            f"{len(seen.villages)} 个村，缺 {len(missing)} 张。" if missing else f"{len(seen.villages)} 个村，都有了。"
        )
    return _say_troubles([village.trouble for village in seen.villages], "villages sheets")


def _overview_facts(seen: Overview) -> dict[str, Any]:
    return {
        "month": f"{seen.month:%Y-%m}",
        "expected": [{"template": each.code, "name": each.name, "rhythm": each.rhythm} for each in seen.expected],
        "villages": [
            {
                "village": village.unit.name,
                "sheets": [_sheet_of(sheet) for sheet in village.sheets],
                "this_month": village.this_month,
                "unprinted": village.unprinted,
                "trouble": village.trouble.message if village.trouble else None,
            }
            for village in seen.villages
        ],
    }


def _sheet_of(sheet: SheetOfVillage) -> dict[str, Any]:
    return {
        "standing": sheet.standing,
        "notice": sheet.notice or None,
        "made_on": sheet.made_on.isoformat() if sheet.made_on else None,
        "printed_on": sheet.printed_on.isoformat() if sheet.printed_on else None,
    }


def _sheet_words(sheet: SheetOfVillage) -> str:
    if sheet.standing == "missing":
        return "没有"
    return f"已打印 {sheet.printed_on}" if sheet.printed_on else f"有 {sheet.made_on}"


def _expect(arguments: argparse.Namespace) -> int:
    if arguments.usual or arguments.sheets:
        expect_sheets(None if arguments.usual else [_expected(text) for text in arguments.sheets])
    for sheet in expected_sheets(load_units()):
        print(f"{sheet.code}\t{sheet.words}")
    return 0


def _expected(text: str) -> ExpectedSheet:
    code, _, rhythm = text.partition("=")
    split_template(code, needs_list=False)
    if rhythm not in RHYTHM_WORDS:
        known = "，".join(f"{key} {words}" for key, words in RHYTHM_WORDS.items())
        raise UsageError("rhythm-wrong", f"“{text}”写得不对，没有改。等号后面写多久一张：{known}。")
    return ExpectedSheet(code, rhythm)


def _print(arguments: argparse.Namespace) -> int:
    month = arguments.month or first_of_month(date.today())
    units = require_villages(load_units())
    read = read_month(units, month, only_unprinted=arguments.unprinted)
    drawn = draw_month(read, arguments.paper)
    if arguments.output.suffix.lower() == ".pdf":
        printed = write_joined(drawn, arguments.output, force=arguments.force)
    else:
        make_folder(arguments.output)
        printed = write_each(drawn, arguments.output, month, force=arguments.force)
    if arguments.json:
        print_json([_printed_facts(each) for each in printed])
    else:
        for each in printed:
            where = f"\t{each.notices} 份 {each.pages} 页\t{each.path}" if each.path else ""
            print(f"{each.unit.name}\t{_PRINTED[each.result]}{where}")
            for title, warning in each.warnings:
                print(f"  请看：{title}：{warning}")
        for sentence in dict.fromkeys(sentence for each in printed for sentence in each.stand_ins):
            print(f"请看：{sentence}")
    return _say_troubles([each.trouble for each in printed], "villages print")


def _printed_facts(printed: Printed) -> dict[str, Any]:
    return {
        "village": printed.unit.name,
        "result": printed.result,
        "notices": printed.notices,
        "pages": printed.pages,
        "file": str(printed.path) if printed.path else None,
        "warnings": [f"{title}：{warning}" for title, warning in printed.warnings],
        "stand_ins": list(printed.stand_ins),
        "trouble": printed.trouble.message if printed.trouble else None,
    }


def _unit_facts(unit: MyUnit) -> dict[str, Any]:
    return {
        "name": unit.name,
        "kind": unit.kind,
        "code": unit.code,
        "parent": unit.parent_name,
        "id": unit.id,
        "path": str(unit.path),
    }
