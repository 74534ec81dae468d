"""What the tables and lists of this page say."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from app.organisations import Organisation
from app.standards.models import NoticeTemplate
from app.villages.making import Outcome, Sheet
from app.villages.overview import (
    RHYTHM_WORDS,
    Expected,
    Overview,
    SheetOfVillage,
    VillageStanding,
    month_words,
)
from app.villages.printing import Drawn, Printed
from app.villages.splitting import NamedRows, Parted, Question, VillageTable
from app.villages.units import ExpectedSheet, MyUnit, Rhythm
from ui.widgets.row_spec import Row, RowAction
from ui.widgets.tables import Cell, Head

OPEN, DROP, ADD, FOUND = "open", "drop", "add", "found"
IS, CHOOSE, LEAVE, AGAIN = "is:", "choose", "leave", "again"
REPLACE, ANOTHER, SKIP = "replace", "add", "skip"
EVERY = "every"
_SOME_REASONS = 3
_SOME_WARNINGS = 6


def shown_day(day: date) -> str:
    """A day in a cell: 11月24日."""
    return f"{day.month}月{day.day}日"


# --- which sheet is missing ---------------------------------------------------------------------------------------


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
    """What to look at before printing, the same of several villages said once; "" for nothing."""
    whose: dict[str, list[str]] = {}
    for village in drawn:
        for _, warning in village.warnings:
            whose.setdefault(warning, []).append(village.unit.name)
    lines = [f"{_some_names(names)}：{warning}" for warning, names in whose.items()]
    more = f"\n还有 {len(lines) - _SOME_WARNINGS} 件。" if len(lines) > _SOME_WARNINGS else ""
    return "\n".join(lines[:_SOME_WARNINGS]) + more


def _some_names(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    first = "、".join(different[:_SOME_REASONS])
    return first if len(different) <= _SOME_REASONS else f"{first}等 {len(different)} 个村"


# --- splitting a table --------------------------------------------------------------------------------------------


def read_words(table: VillageTable, parted: Parted) -> str:
    """What was read out of the table and what was not."""
    parts = [f"读进 {table.count} 行，按“{table.head}”这一列分到 {len(parted.parts)} 个村。"]
    if table.dropped_columns:
        parts.append(f"用不着的 {len(table.dropped_columns)} 列丢掉了：{'、'.join(table.dropped_columns)}。")
    parts += [f"第 {row.number} 行没有读：{row.reason}。" for row in table.left_out[:_SOME_REASONS]]
    if len(table.left_out) > _SOME_REASONS:
        parts.append(f"还有 {len(table.left_out) - _SOME_REASONS} 行没有读。")
    return "".join(parts)


def question_rows(parted: Parted, answered: Sequence[tuple[NamedRows, str]]) -> list[Row]:
    """What has to be said about names, and what was said: the unit's name, "" for rows to be left out."""
    return [*map(_question_row, parted.questions), *(_answer_row(named, name) for named, name in answered)]


def _question_row(question: Question) -> Row:
    offered = question.offered[:2]
    guesses = tuple(RowAction(f"{IS}{unit.id}", f"是{unit.name}") for unit in offered)
    named = question.named
    return Row(
        named.key,
        f"{_quoted(named)}是哪个村？",
        named.numbers,
        icon="circle-question-mark",
        icon_role="warn",
        icon_text="要说明",
        actions=(*guesses, RowAction(CHOOSE, "选一个村…"), RowAction(LEAVE, "这些行不要")),
    )


def _answer_row(named: NamedRows, name: str) -> Row:
    title = f"{_quoted(named)}是{name}" if name else f"{_quoted(named)}这些行不要"
    return Row(
        named.key, title, icon="check", icon_role="success", icon_text="说过了", actions=(RowAction(AGAIN, "改"),)
    )


def _quoted(named: NamedRows) -> str:
    return named.shown if named.shown.startswith("（") else f"“{named.shown}”"


def questions_title(parted: Parted) -> str:
    """The heading over the names that are not certain."""
    count = len(parted.questions)
    return f"认不准的村名：{count} 处要说明，说明以前哪个村的都不做" if count else "认不准的村名，都说明了"


def villages_title(sheets: Sequence[Sheet], asked: int) -> str:
    """The heading over the villages."""
    mend = sum(bool(sheet.must_mend) for sheet in sheets)
    parts = [f"{asked} 个要先选"] if asked else []
    parts += [f"{mend} 个要先改名单"] if mend else []
    return f"{len(sheets)} 个村" + (f"，{'，'.join(parts)}" if parts else "")


SPLIT_HEADS = (
    Head("村", 84, 2),
    Head("行", 44, 0, "right"),
    Head("遮挡", 52, 0, "right"),
    Head("会怎样", 200, 6),
)


def split_cells(sheet: Sheet, outcome: Outcome | None, wish: str) -> list[Cell]:
    """A village's line: what it would get, or what became of it."""
    masked = f"{len(sheet.notice.masked)} 处" if sheet.notice else ""
    head = [Cell(sheet.unit.name, bold=True), Cell(f"{sheet.rows}"), Cell(masked)]
    return [*head, _outcome_cell(sheet, outcome) if outcome is not None else _expectation_cell(sheet, wish)]


def _outcome_cell(sheet: Sheet, outcome: Outcome) -> Cell:
    if outcome.trouble is not None:
        return Cell(
            "没有做",
            icon="octagon-alert",
            role="danger",
            detail=outcome.trouble.message,
            actions=_ways(sheet) if outcome.result == "asked" else (),
        )
    words = {
        "made": "做好了",
        "replaced": "改了原来那一份",
        "same": "已经有一样的，没有再做",
        "skipped": "不做，原来那一份没有动",
        "stopped": "停下了，没有做",
    }[outcome.result]
    icon = "circle-check" if outcome.is_done else "circle-slash"
    return Cell(words, icon=icon, role="success" if outcome.is_done else "text-muted", detail=outcome.title)


def _ways(sheet: Sheet) -> tuple[RowAction, ...]:
    """What can become of a village with a notice of this title; one that went out stays as it is."""
    replace = () if sheet.before and sheet.before.printed_at else (RowAction(REPLACE, "改那一份"),)
    return (*replace, RowAction(ANOTHER, "另做一份"), RowAction(SKIP, "不做"))


def _expectation_cell(sheet: Sheet, wish: str) -> Cell:
    if sheet.trouble is not None:
        return Cell("打不开", icon="octagon-alert", role="danger", detail=sheet.trouble.message)
    refusals = sheet.refusals()
    if refusals:
        more = f"还有 {len(refusals) - _SOME_REASONS} 处。" if len(refusals) > _SOME_REASONS else ""
        text = "".join(refusals[:_SOME_REASONS]) + more
        return Cell(f"{len(refusals)} 处不能公开，要先改", icon="octagon-alert", role="danger", detail=text)
    before, gaps = sheet.before, _gaps(sheet)
    if before is None:
        return Cell("做一份", icon="file-plus", role="accent-ink", detail=f"{sheet.notice.title}{gaps}")
    made = datetime.fromisoformat(before.made_at).astimezone().date()
    if before.is_same:
        return Cell("已经有一样的，不再做", icon="equal", role="text-muted", detail=f"{shown_day(made)}做的")
    printed = "，已经打印，不再改它" if before.printed_at else ""
    detail = f"{shown_day(made)}做过一份同名的，名单不一样{printed}"
    if wish == "ask":
        return Cell("请选", icon="circle-alert", role="warn", detail=detail, actions=_ways(sheet))
    words = {REPLACE: "改原来那一份", ANOTHER: "另做一份", SKIP: "不做"}[wish]
    return Cell(words, icon="pencil-line", role="accent-ink", detail=detail, actions=(RowAction(AGAIN, "改"),))


def _gaps(sheet: Sheet) -> str:
    notice = sheet.notice
    gaps = f"，还空着 {len(notice.missing)} 处" if notice.missing else ""
    return gaps + (f"。金额对不上，打印以前要改对：{''.join(notice.unbalanced)}" if notice.waits else "")


def made_words(outcomes: Sequence[Outcome]) -> str:
    """What became of all villages, in one line."""
    made = sum(outcome.result in ("made", "replaced") for outcome in outcomes)
    left = sum(not outcome.is_done for outcome in outcomes)
    return f"做好了 {made} 个村的公示。" + (f"还有 {left} 个村没有做，原因在表里。" if left else "")


# --- the list of units --------------------------------------------------------------------------------------------


def unit_rows(
    units: Sequence[MyUnit],
    open_path: Path,
    missing: set[Path],
    recent: Sequence[Mapping[str, str]],
    to_found: Sequence[Organisation],
) -> list[Row]:
    """The units on the list; below what could be put there."""
    rows = [Row("heading mine", f"我的单位（{len(units)} 个）", heading=True)] if units else []
    rows += [_unit_row(unit, unit.path == open_path, unit.path in missing) for unit in units]
    if to_found:
        rows.append(Row("heading roster", "名册上有，还没有工作文件", heading=True))
        rows += [_to_found_row(unit) for unit in to_found]
    if recent:
        rows.append(Row("heading recent", "最近打开过，还没有加进来", heading=True))
        rows += [_recent_row(known) for known in recent]
    return rows


def _unit_row(unit: MyUnit, is_open: bool, is_gone: bool) -> Row:
    actions = (RowAction(DROP, "从列表去掉"),)
    if not (is_open or is_gone):
        actions = (RowAction(OPEN, "打开"), *actions)
    return Row(
        f"unit {unit.id}",
        unit.name,
        f"文件不在了：{unit.path}" if is_gone else str(unit.path),
        icon="file-warning" if is_gone else "house" if unit.is_village else "building-2",
        icon_role="warn" if is_gone else "accent-ink",
        icon_text="文件不在了" if is_gone else "",
        right="现在开着" if is_open else unit.parent_name,
        right_role="success" if is_open else "text-muted",
        actions=actions,
        tip=str(unit.path),
    )


def _to_found_row(unit: Organisation) -> Row:
    told = "照名册建立，年份和上级都带好"
    return Row(f"found {unit.id}", unit.name, told, icon="file-plus", actions=(RowAction(FOUND, "建立"),))


def _recent_row(known: Mapping[str, str]) -> Row:
    path = known["path"]
    return Row(f"recent {path}", known["name"], path, icon="file-text", actions=(RowAction(ADD, "加进来"),), tip=path)
