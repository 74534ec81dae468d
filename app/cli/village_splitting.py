"""villages split: a list of several villages parted by village, a notice for each."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.cli.common import add_json, print_json, texts
from app.cli.hints import hint_lines
from app.cli.village_troubles import say_troubles
from app.errors import UsageError
from app.notices.row_groups import rows_by_words
from app.villages.making import Outcome, Sheet, look_at_parts, make_notices
from app.villages.splitting import LEAVE_OUT, Parted, VillageTable, part, read_village_table, split_template
from app.villages.units import MyUnits, find_unit, load_units, require_villages

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


def register(actions: argparse._SubParsersAction) -> None:
    """Add this command to the group."""
    split = actions.add_parser("split", help="一张各村的名单按村分开，每个村做一份公示")
    split.add_argument("--template", metavar="模板", required=True, help="模板编号，例如 NT-12")
    split.add_argument(
        "--rows",
        metavar="名单",
        type=Path,
        required=True,
        help="名单表格（.xlsx、.xls、.docx、.html 或 .csv），要有“村”这一列",
    )
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
    return say_troubles([(outcome.unit, outcome.trouble) for outcome in outcomes], "villages split") or int(
        bool(parted.questions)
    )


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
        "reading_notes": list(table.notes),
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
    for rows, reason in rows_by_words((row.number, row.reason) for row in table.left_out):
        print(f"原表{rows}没有放进名单：{reason}")
    for note in table.notes:
        print(note)
    if table.other_sheets:
        print(f"只读了第一张有名单的工作表，没有读的还有：{'、'.join(table.other_sheets)}。请把名单并到一张表里。")
    if table.dropped_columns:
        print(f"名单里这几栏模板不用，没有放进去：{'、'.join(table.dropped_columns)}")
