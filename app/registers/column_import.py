"""Days of columns out of a table or pasted cells: which column each row means, and what it would change."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from app.calendar.typed_date import typed_date
from app.calendar.wording import plain_date
from app.errors import UserFacingError
from app.registers.column_records import KeptColumn
from app.registers.columns import columns, date_columns, name_of, waits_for_answer
from app.registers.days import day_of
from app.standards.column_rules import ColumnRules, column_rules
from app.tables.rows import cell_text
from app.tables.sources.sheet import Sheet, Source
from app.workspace import Workspace

Standing = Literal["newer", "same", "older", "unknown", "unreadable", "messages"]
STANDING_WORDS: dict[Standing, str] = {
    "newer": "记下",
    "same": "已经是这一天",
    "older": "比记着的早，不改",
    "unknown": "没有这个栏目",
    "unreadable": "没有看懂",
    "messages": "留言不从表格记",
}
MOST_ROWS = 20_000
_SEARCH_ROWS = 30
_NAME_HEAD = re.compile("(网站|所属|一级|发布)?栏目(名称?|位置)?")
_DAY_HEAD = re.compile("(最近|最后|最新|上次|末次)?(一次)?(信息|内容)?(更新|发布|公开)(日期|时间)|最(后|近)更新|发布于")


class _Heads(NamedTuple):
    row: int
    name: int
    day: int


@dataclass(frozen=True)
class DatedColumn:
    """What a table says of one column: `row` is that of its latest day, as the file numbers it; `words` say what
    becomes of it. `id` is that of our column, "" where there is none such."""

    row: int
    name: str
    day: date | None
    standing: Standing
    words: str
    id: str = ""


def plan_column_days(workspace: Workspace, source: Source) -> list[DatedColumn]:
    """Say what the first table with columns and days would change; of several rows for one column (a list of articles)
    the latest counts. Changes nothing.

    Raises `UserFacingError` where no table names both, or one has too many rows.
    """
    for sheet in source.sheets:
        heads = None if sheet.is_hidden else _heads(sheet)
        if heads is not None:
            return _judged(workspace, sheet, heads)
    raise UserFacingError(
        "columns-no-header",
        f"在“{source.name}”里没有找到表头，什么也没有记。请让其中一行写明“栏目”和“最近更新日期”两栏。",
    )


def apply_column_days(workspace: Workspace, planned: Sequence[DatedColumn]) -> int:
    """Write down what is newer, as one act; returns how many columns it dated. Raises as `date_columns` does."""
    days = {each.id: each.day for each in planned if each.standing == "newer" and each.day is not None}
    return date_columns(workspace, days, f"导入 {len(days)} 个网站栏目的更新日期") if days else 0


def _heads(sheet: Sheet) -> _Heads | None:
    for row, cells in enumerate(sheet.cells[:_SEARCH_ROWS]):
        plain = ["".join(unicodedata.normalize("NFKC", cell).split()) for cell in cells]
        names = [place for place, cell in enumerate(plain) if _NAME_HEAD.fullmatch(cell)]
        days = [place for place, cell in enumerate(plain) if _DAY_HEAD.fullmatch(cell)]
        if names and days:
            return _Heads(row, names[0], days[0])
    return None


def _judged(workspace: Workspace, sheet: Sheet, heads: _Heads) -> list[DatedColumn]:
    body = range(heads.row + 1, len(sheet.cells))
    if len(body) > MOST_ROWS:
        raise UserFacingError(
            "too-many-rows", f"表格有 {len(body)} 行，超过 {MOST_ROWS} 行，没有读。请分成几份再导入。"
        )
    today = workspace.today()
    rows = list(_rows(sheet, heads, body, today))
    latest: dict[str, tuple[int, str, date | None]] = {}
    for row, name, day in rows:
        known = latest.get(_comparable(name))
        if known is None or (day or date.min) > (known[2] or date.min):
            latest[_comparable(name)] = (row, name, day)
    ours: dict[str, list[KeptColumn]] = {}
    for kept in columns(workspace):
        ours.setdefault(_comparable(name_of(kept)), []).append(kept)
    rules = column_rules(workspace.library)
    return [_judge(rules, *found, ours.get(key, []), today) for key, found in latest.items()]


def _rows(sheet: Sheet, heads: _Heads, body: range, today: date) -> Iterator[tuple[int, str, date | None]]:
    spans = {place: (span.top, span.left) for span in sheet.merged for place in span.places()}
    for row in body:
        top, left = spans.get((row, heads.name), (row, heads.name))
        name = " ".join(sheet.cells[top][left].split())
        if name:
            cell = cell_text(sheet.moments.get((row, heads.day)) or sheet.cells[row][heads.day], "date")
            written = typed_date(cell[:10] if re.match(r"\d{4}-\d{2}-\d{2}[ T]", cell) else cell, today)
            yield row + sheet.first_row + 1, name, day_of(written)


def _judge(
    rules: ColumnRules, row: int, name: str, day: date | None, found: Sequence[KeptColumn], today: date
) -> DatedColumn:
    if not found:
        return DatedColumn(row, name, day, "unknown", "没有这个栏目，没有记；要记的先加上这一栏")
    if len(found) > 1:
        return DatedColumn(row, name, day, "unknown", "有几个栏目都叫这个名称，不知道是哪一个，没有记")
    if waits_for_answer(rules, found[0].column.values):
        words = "这一栏记的是最早一条没有回应的留言，没有记；请在这一栏里改"
        return DatedColumn(row, name, day, "messages", words, found[0].id)
    id, before = found[0].id, day_of(found[0].column.values.get("last_updated"))
    if day is None:
        return DatedColumn(row, name, None, "unreadable", "没有看出日期，没有记；写成 2026-11-23 这样", id)
    if day > today:
        return DatedColumn(row, name, day, "unreadable", f"{plain_date(day)}还没有到，没有记", id)
    if before is not None and day <= before:
        standing: Standing = "same" if day == before else "older"
        return DatedColumn(row, name, day, standing, f"{STANDING_WORDS[standing]}（{plain_date(before)}）", id)
    return DatedColumn(row, name, day, "newer", f"记下，原来是{plain_date(before)}" if before else "记下", id)


def _comparable(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
