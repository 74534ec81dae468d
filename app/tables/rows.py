"""Reading the list of a notice out of a file with tables or out of pasted cells.

Only the columns of the template are taken; all others are named and dropped, so that card numbers and telephone
numbers of the office's own list never enter the program.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.errors import UserFacingError
from app.standards.models import NoticeColumn, NoticeTemplate
from app.tables.sources.doubts import DIGITS_LOST
from app.tables.sources.sheet import Sheet
from app.tables.total_rows import totals_apart

MOST_ROWS = 20_000
#: The header of a list stands within its first rows.
HEADER_SEARCH_ROWS = 30
SEQUENCE_KEY = "seq"
TOTAL_LEFT_OUT = "这是合计行，合计由程序计算"
TOTAL_WORDS = {"合计", "总计", "小计", "共计"}
#: Excel keeps 15 digits of a number; the rest of a longer one is lost.
EXACT_DIGITS = 15
#: Kinds whose cells may be merged over several rows to say the same for each of them; an amount may not.
FILLED_DOWN_KINDS = {"text", "choice"}
BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
WRITTEN_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*(?:[-/.月]\s*(?:(\d{1,2})\s*日?)?)?")
COMPACT_DATE = re.compile(r"((?:19|20)\d{2})([01]\d)([0-3]\d)?")
EXCEL_DAY_ZERO = date(1899, 12, 30)
#: Days that are plausible dates, 1954 to 2118; smaller and larger numbers stay what they are.
EXCEL_DAYS = range(20_000, 80_000)
#: What cells that are true or false show.
# What villages call a column.
_OTHER_NAMES = {"村民小组": ("组", "组别", "村组", "生产队")}
_TRUTHS = {"TRUE": "是", "FALSE": "否"}

CellValue = str | int | float | bool | date | datetime | time | None


class ListRow(msgspec.Struct, frozen=True):
    """One row of a list: its number as the user sees it in the source, and texts by column key."""

    number: int
    values: Mapping[str, str]


class LeftOutRow(msgspec.Struct, frozen=True):
    """A row or a value that was not taken, and why; never its text. `must_look`: the list may be wrong."""

    number: int
    reason: str
    must_look: bool = False


class ListRows(msgspec.Struct, frozen=True):
    """What was read: the rows, the heads of the columns that were dropped, what was left out, the sheets of the
    workbook that hold such a list, too, and were not read, and sentences on what reading the file mended or lost."""

    rows: tuple[ListRow, ...]
    dropped_columns: tuple[str, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    other_sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class ReadCells(NamedTuple):
    """The cells of a sheet, its first row's number, the other visible sheets with a list of the template's, and what
    reading the file left out or mended, in sentences."""

    cells: list[list[CellValue]]
    first_row: int
    other_sheets: tuple[str, ...]
    notes: tuple[str, ...] = ()


def read_rows(path: Path, template: NoticeTemplate) -> ListRows:
    """The list for a notice, from the first visible sheet that has a header matching the template's columns.

    Raises UserFacingError as `read_cells` does, and when the list has more than 20,000 rows.
    """
    read = read_cells(path, template)
    rows = rows_from_cells(read.cells, template, read.first_row)
    return msgspec.structs.replace(rows, other_sheets=read.other_sheets, notes=read.notes)


def read_cells(path: Path, template: NoticeTemplate) -> ReadCells:
    """All cells of the first visible sheet or table with a header matching the template's columns.

    Merged texts are repeated in each row. Raises UserFacingError when the file cannot be read (see `read_source`) or
    no sheet has such a header.
    """
    first: ReadCells | None = None
    others: list[str] = []
    # Pages that only show lists need no reader of files; it takes its time to load.
    from app.tables.sources.reading import read_source

    source = read_source(path)
    for sheet in source.sheets:
        cells = _sheet_cells(sheet, template)
        header = None if sheet.is_hidden else _header_row(cells, template)
        if first is not None and _holds_list(cells, header):
            others.append(sheet.name)
        elif first is None and header is not None:
            first = ReadCells(cells, sheet.first_row + 1, ())
    if first is None:
        raise _no_header(path.name, template)
    return first._replace(other_sheets=tuple(others), notes=source.notes)


def _holds_list(cells: Sequence[Sequence[CellValue]], header: int | None) -> bool:
    """Whether something stands below the head: an empty form is no list."""
    return header is not None and any(_plain(cell) for line in cells[header + 1 :] for cell in line)


def rows_from_cells(cells: Sequence[Sequence[CellValue]], template: NoticeTemplate, first_row: int = 1) -> ListRows:
    """The list out of cells with a header row among them; `first_row` is the number of the first row for the user.

    Raises UserFacingError when there is no header matching the template's columns or more than 20,000 rows.
    """
    header = _header_row(cells, template)
    if header is None:
        raise _no_header("粘贴的内容", template)
    body = cells[header + 1 :]
    if len(body) > MOST_ROWS:
        raise UserFacingError(
            "too-many-rows", f"名单有{len(body)}行，超过{MOST_ROWS}行，没有读。请分成几份，每份做一张公示。"
        )
    places = match_columns(cells[header], template)
    rows: list[ListRow] = []
    left_out: list[LeftOutRow] = []
    added_up = 0
    for number, line in enumerate(body, start=first_row + header + 1):
        values, lost = _row_values(line, places)
        if not any(_plain(cell) for cell in line):
            continue
        left_out += [LeftOutRow(number, reason) for reason in lost]
        if _is_total(values):
            left_out.append(_left_out_total(number, values, rows, added_up, template))
            added_up = len(rows)
        elif values.keys() <= {SEQUENCE_KEY}:
            left_out.append(LeftOutRow(number, "这一行没有名单的内容"))
        else:
            rows.append(ListRow(number, {key: text for key, text in values.items() if key != SEQUENCE_KEY}))
    dropped = tuple(head for index, cell in enumerate(cells[header]) if index not in places and (head := _plain(cell)))
    return ListRows(tuple(rows), dropped, tuple(left_out))


def match_columns(heads: Sequence[CellValue], template: NoticeTemplate) -> dict[int, NoticeColumn]:
    """Which cell of a header row is which column of the template.

    A head is the column's label or key, with or without what stands in brackets, what villages call it, or a part of
    exactly one label that no other head claims (姓名 for 申请人姓名).
    """
    names = {index: name for index, cell in enumerate(heads) if (name := _comparable(_plain(cell)))}
    columns = list(template.table.columns) if template.table else []
    places: dict[int, NoticeColumn] = {}
    for is_meant, must_be_only in (
        (_is_label, False),
        (_is_bare_label, False),
        (_is_other_name, False),
        (_is_part_of_label, True),
    ):
        for column in [column for column in columns if column not in places.values()]:
            claiming = [index for index, name in names.items() if index not in places and is_meant(name, column)]
            if claiming and not (must_be_only and len(claiming) > 1):
                places[claiming[0]] = column
    return places


def _is_label(name: str, column: NoticeColumn) -> bool:
    return name in (_comparable(column.label), column.key.casefold())


def _is_bare_label(name: str, column: NoticeColumn) -> bool:
    return _comparable(BRACKETED.sub("", name)) == _comparable(BRACKETED.sub("", column.label))


def _is_other_name(name: str, column: NoticeColumn) -> bool:
    return name in _OTHER_NAMES.get(BRACKETED.sub("", column.label), ())


def _is_part_of_label(name: str, column: NoticeColumn) -> bool:
    bare_name = _comparable(BRACKETED.sub("", name))
    label = _comparable(BRACKETED.sub("", column.label))
    return len(bare_name) >= 2 and len(label) >= 2 and (bare_name in label or label in bare_name)


def _comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def _header_row(cells: Sequence[Sequence[CellValue]], template: NoticeTemplate) -> int | None:
    """Index of the row that names most of the template's columns; at least two, 序号 not counted."""
    wanted = len([column for column in template.table.columns if column.key != SEQUENCE_KEY]) if template.table else 0
    found = [
        (sum(column.key != SEQUENCE_KEY for column in match_columns(line, template).values()), -index)
        for index, line in enumerate(cells[:HEADER_SEARCH_ROWS])
    ]
    matched, index = max(found, default=(0, 0))
    return -index if matched >= min(2, wanted) > 0 else None


def _row_values(line: Sequence[CellValue], places: Mapping[int, NoticeColumn]) -> tuple[dict[str, str], list[str]]:
    values: dict[str, str] = {}
    lost: list[str] = []
    for index, column in places.items():
        cell = line[index] if index < len(line) else None
        if isinstance(cell, float) and abs(cell) >= 10**EXACT_DIGITS:
            lost.append(f"“{column.label}”在表格里存成了数字，后几位已经丢失，这一格没有读。请把这一列设成文本再填")
        elif text := cell_text(cell, column.kind):
            values[column.key] = text
    return values, lost


def _is_total(values: Mapping[str, str]) -> bool:
    return any(re.sub(r"\s", "", text) in TOTAL_WORDS for text in values.values())


def _left_out_total(
    number: int, values: Mapping[str, str], rows: Sequence[ListRow], added_up: int, template: NoticeTemplate
) -> LeftOutRow:
    """A total row, which the program works out itself; the first `added_up` rows stand above the last such row."""
    above = [row.values for row in rows]
    apart = totals_apart(template.table, values, above[added_up:], above) if template.table else ""
    told = f"；这一行的{apart}，请核对" if apart else ""
    return LeftOutRow(number, f"{TOTAL_LEFT_OUT}{told}", bool(apart))


def cell_text(cell: CellValue, kind: str) -> str:
    """A cell as text: whole numbers without a point, others with the 15 digits Excel keeps, dates as `iso_date`
    gives them, spaces and line breaks as one space."""
    match cell:
        case bool():
            return "是" if cell else "否"
        case int() | float():
            text = str(cell) if isinstance(cell, int) else _digits_kept(cell)
            return (_numeric_date(text) or text) if kind == "date" else text
        case datetime() if (cell.hour, cell.minute, cell.second) != (0, 0, 0):
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return f"{cell:%Y-%m-%d}"
        case time():
            return f"{cell:%H:%M}"
        case _:
            text = _TRUTHS.get(plain := _plain(cell), plain)
            return (_numeric_date(text) or text) if kind == "date" else text


def _digits_kept(number: float) -> str:
    """The decimal number Excel shows: 0.1 + 0.2 is 0.3, 12.0 is 12."""
    return format(Decimal(format(number, f".{EXACT_DIGITS}g")).normalize(), "f")


def iso_date(text: str) -> str | None:
    """What was typed as a date: 2026年3月1日, 2026/3/1, 2026.3.1 or 20260301 → 2026-03-01; 2026年3月 or 202603 →
    2026-03; None for anything else."""
    plain = unicodedata.normalize("NFKC", text)
    match = WRITTEN_DATE.fullmatch(plain) or COMPACT_DATE.fullmatch(plain)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        valid = date(year, month, day or 1)
    except ValueError:
        return None
    return valid.isoformat() if day else f"{valid:%Y-%m}"


def written_date(day: date) -> str:
    """A day as notices write it: 2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _numeric_date(text: str) -> str | None:
    """A number in a column of dates: 20260301, or a date that lost its format and shows as days since 1900."""
    if written := iso_date(text):
        return written
    if text.isdecimal() and int(text) in EXCEL_DAYS:
        return (EXCEL_DAY_ZERO + timedelta(days=int(text))).isoformat()
    return None


def _plain(cell: CellValue) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _sheet_cells(sheet: Sheet, template: NoticeTemplate) -> list[list[CellValue]]:
    """Cells with dates as such, numbers that lost digits as numbers, and merged texts repeated in each row."""
    cells: list[list[CellValue]] = list(map(list, sheet.cells))
    for (row, column), moment in sheet.moments.items():
        cells[row][column] = moment
    for (row, column), doubt in sheet.doubts.items():
        if doubt == DIGITS_LOST:
            cells[row][column] = float(sheet.cells[row][column])
    header = _header_row(cells, template)
    if header is None:
        return cells
    places = match_columns(cells[header], template)
    for span in sheet.merged:
        column = places.get(span.left)
        is_amount = column is not None and column.kind not in FILLED_DOWN_KINDS
        if span.left == span.right and not is_amount and span.top > header:
            _fill_down(cells, span.top, span.bottom, span.left)
    return cells


def _fill_down(cells: list[list[CellValue]], top: int, bottom: int, column: int) -> None:
    for row in range(top + 1, bottom + 1):
        cells[row][column] = cells[top][column]


def _no_header(source: str, template: NoticeTemplate) -> UserFacingError:
    labels: Iterable[str] = (column.label for column in template.table.columns) if template.table else ()
    wanted = "、".join(labels)
    if not wanted:
        return UserFacingError(
            "no-list", f"“{template.name}”不带名单，“{source}”没有用上。请选一种带名单的公示，或者不用这份名单。"
        )
    return UserFacingError(
        "no-header",
        f"在“{source}”里没有找到名单的表头，什么也没有读。请让其中一行写明：{wanted}（不必全有，顺序不限）。",
    )
