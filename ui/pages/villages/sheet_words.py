"""What the table of missing sheets says, and what came of printing."""

from collections.abc import Sequence
from datetime import date

from app.standards.models import NoticeTemplate
from app.villages.overview import (
    RHYTHM_WORDS,
    Expected,
    Overview,
    SheetOfVillage,
    VillageStanding,
    month_words,
)
from app.villages.printing import Drawn, Printed
from app.villages.units import ExpectedSheet, Rhythm
from ui.widgets.row_spec import Row, RowAction
from ui.widgets.tables import Cell, Head

OPEN = "open"
_SOME_NAMES = 3
_SOME_WARNINGS = 6


def shown_day(day: date) -> str:
    """A day in a cell: 11月24日."""
    return f"{day.month}月{day.day}日"


def sheet_heads(expected: Sequence[Expected]) -> list[Head]:
    """The village, each sheet owed, what else there is this month."""
    sheets = [Head(f"{RHYTHM_WORDS[each.rhythm]} {each.name}", 108, 3) for each in expected]
    return [Head("村", 84, 2), *sheets, Head("这个月做的", 108, 2)]


def sheet_cells(village: VillageStanding, expected: Sequence[Expected], is_open: bool) -> list[Cell]:
    """A village's line."""
    name = Cell(village.unit.name, bold=True, detail="现在开着" if is_open else "", tip=str(village.unit.path))
    open_it = (RowAction(OPEN, "打开"),)
    if village.trouble is not None:
        unknown = [Cell("不知道", icon="circle-question-mark", role="text-muted") for _ in expected]
        told = Cell(village.trouble.message, icon="octagon-alert", role="danger", icon_text="打不开")
        return [name, *unknown, told]
    left = f"{village.unprinted} 份还没打印" if village.unprinted else ""
    this_month = Cell(f"{village.this_month} 份", detail=left, actions=() if is_open else open_it)
    return [name, *map(_sheet_cell, village.sheets), this_month]


def _sheet_cell(sheet: SheetOfVillage) -> Cell:
    if sheet.standing == "missing":
        return Cell("没有", icon="circle-dashed", role="warn", bold=True)
    made = f"{shown_day(sheet.made_on)}做的"
    if sheet.standing == "made":
        return Cell("有，还没打印", icon="file-text", role="accent-ink", detail=made, tip=sheet.title)
    printed = f"{shown_day(sheet.printed_on)}打印"
    return Cell("已打印", icon="circle-check", role="success", detail=printed, tip=sheet.title)


def standing_words(seen: Overview) -> str:
    """How all villages stand, in one line."""
    missing, unprinted = len(seen.missing()), sum(village.unprinted for village in seen.villages)
    unread = sum(village.trouble is not None for village in seen.villages)
    parts = [f"缺 {missing} 张" if missing else "该有的都有了"]
    parts += [f"{unprinted} 份还没打印"] if unprinted else []
    parts += [f"{unread} 个村的文件打不开"] if unread else []
    return "，".join(parts)


def expected_rows(
    templates: Sequence[NoticeTemplate], usual: Sequence[ExpectedSheet], chosen: Sequence[ExpectedSheet]
) -> list[Row]:
    """Every template, those owed ticked and with how often: those that come again and again first."""
    codes = {sheet.template for sheet in usual}
    rhythms = {sheet.template: sheet.rhythm for sheet in chosen}
    groups = (
        ("要按月、按季公布的", [each for each in templates if each.code in codes]),
        ("村里张贴的", [each for each in templates if each.code not in codes and each.posted_by == "village"]),
        (
            "乡镇、县里和别的单位张贴的",
            [each for each in templates if each.posted_by != "village" and each.code not in codes],
        ),
    )
    rows = []
    for heading, group in groups:
        rows.append(Row(f"heading {heading}", heading, heading=True))
        rows += [_expected_row(template, rhythms.get(template.code)) for template in group]
    return rows


def _expected_row(template: NoticeTemplate, rhythm: Rhythm | None) -> Row:
    return Row(
        template.code,
        template.name,
        right=RHYTHM_WORDS[rhythm] if rhythm else "",
        number=template.code.removeprefix("NT-"),
        checked=rhythm is not None,
        actions=(RowAction("rhythm", "换多久一张"),) if rhythm else (),
    )


def printed_words(printed: Sequence[Printed], month: date) -> tuple[str, str]:
    """What was printed, and what was not and why: a headline and the reasons."""
    done = [each for each in printed if each.result in ("printed", "unrecorded")]
    failed = [each for each in printed if each.trouble is not None]
    sheets, pages = sum(each.notices for each in done), sum(each.pages for each in done)
    where = "存成了 PDF" if any(each.path for each in done) else "送到了打印机"
    told = f"{month_words(month)}：{len(done)} 个村 {sheets} 份公示{where}，共 {pages} 页"
    nothing = f"{month_words(month)}没有可以印的公示" if not failed else f"{month_words(month)}的公示一份也没有印"
    headline = (told if done else nothing) + (f"；{len(failed)} 个村有问题。" if failed and done else "。")
    reasons = "".join(f"{each.unit.name}：{each.trouble.message}" for each in failed)
    return headline, reasons


def warnings_text(drawn: Sequence[Drawn]) -> str:
    """What to look at before printing, the same of several villages said once, and below which typefaces stand in;
    "" where there is nothing to decide."""
    whose: dict[str, list[str]] = {}
    for village in drawn:
        for _, warning in village.warnings:
            whose.setdefault(warning, []).append(village.unit.name)
    lines = [f"{_some_names(names)}：{warning}" for warning, names in whose.items()]
    if not lines:
        return ""
    more = [f"还有 {len(lines) - _SOME_WARNINGS} 件。"] if len(lines) > _SOME_WARNINGS else []
    stand_ins = dict.fromkeys(sentence for village in drawn for sentence in village.stand_ins)
    return "\n".join((*lines[:_SOME_WARNINGS], *more, *stand_ins))


def _some_names(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    first = "、".join(different[:_SOME_NAMES])
    return first if len(different) <= _SOME_NAMES else f"{first}等 {len(different)} 个村"
