"""villages sheets, expect and print: which village has which sheet, and the month's sheets on paper."""

import argparse
import re
from datetime import date
from pathlib import Path
from typing import Any

from app.calendar.wording import plain_date
from app.cli.common import add_json, print_json
from app.cli.village_troubles import say_troubles
from app.errors import UsageError
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
from app.villages.splitting import split_template
from app.villages.units import ExpectedSheet, expect_sheets, load_units, renew_units, require_villages

_FILE_ENDING = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,4}")
_PRINTED = {
    "printed": "印好了",
    "nothing": "这个月没有要印的",
    "failed": "没有印",
    "stopped": "停下了，没有印",
    "unrecorded": "印好了，但没有记上",
}


def register(actions: argparse._SubParsersAction) -> None:
    """Add these commands to the group."""
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
    return say_troubles([(village.unit, village.trouble) for village in seen.villages], "villages sheets")


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
    if sheet.standing == "missing" or sheet.made_on is None:
        return "没有"
    return f"已打印 {plain_date(sheet.printed_on)}" if sheet.printed_on else f"有 {plain_date(sheet.made_on)}"


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
    _require_place(arguments.output)
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
    return say_troubles([(each.unit, each.trouble) for each in printed], "villages print")


def _require_place(output: Path) -> None:
    """A folder may be called anything, but a name that ends like another kind of file was not meant as one."""
    if _FILE_ENDING.fullmatch(output.suffix) and output.suffix.lower() != ".pdf" and not output.is_dir():
        raise UsageError(
            "format-unknown",
            f"“{output.name}”没有写：各村的公示只能存成 .pdf。请把结尾改成 .pdf，或者写一个文件夹，每个村存一个。",
        )


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
