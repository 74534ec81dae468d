"""The official table as an Excel workbook, in the shape townships publish and counties collect.

Everything is written as text: a cell that begins with = + - or @ stays what somebody typed and never becomes a
formula, neither on opening nor when the cell is edited. Nothing lies on hidden sheets, rows or columns.
"""

import io
import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app.errors import UserFacingError
from app.tables.catalogue_sheet import (
    BODY_POINTS,
    LINE_POINTS,
    PADDING_POINTS,
    UNWRITABLE,
    CatalogueSheet,
    cell_text,
    group_runs,
    require_sheets,
    text_height,
    writable,
)
from app.tables.marked_workbook import mark_sheets
from app.tables.official import Cell, OfficialColumn, OfficialTable, row_spans
from db.filesystem import written_whole

BODY_FONT = "宋体"
HEAD_FONT = "黑体"
PIXELS_PER_MM = 96 / 25.4
#: Width (mm) a column is given at most for the sake of a long text.
WIDEST_COLUMN = 150.0
#: Excel's own limits: height of a row (pt), characters in a cell, in a sheet name, in a property.
HIGHEST_ROW = 409.0
LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
LONGEST_PROPERTY = 255
CONTENTS = "目次"
LINK = "#0563C1"
PAPER_CODES = {"A3": 8, "A4": 9}
FORMULA_STARTS = ("=", "+", "-", "@")


class CutRow(msgspec.Struct, frozen=True):
    """A row whose text is higher than a row of Excel can be: whole in the file, cut off on its paper."""

    sheet: str
    number: int


def write_catalogue_xlsx(
    sheets: Sequence[CatalogueSheet], path: Path, *, made_on: date, paper: str = "A3"
) -> tuple[CutRow, ...]:
    """Write the tables to `path`, one sheet each, replacing a file that is there.

    Before several stands a sheet of contents. The same input gives the same bytes. `paper` is A3 or A4, always
    landscape and fitted to its width. Returns the rows too high for Excel.

    Raises UserFacingError when a text is longer than a cell can hold or the file cannot be written (an older
    file at `path` is then untouched).
    """
    require_sheets(sheets)
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties(
        {
            "title": property_text(sheets[0].title),
            "author": property_text(sheets[0].unit),
            "created": datetime(made_on.year, made_on.month, made_on.day),
        }
    )
    formats = _Formats(workbook)
    _, *names = sheet_names([CONTENTS, *(sheet.name for sheet in sheets)])
    if len(sheets) > 1:
        _write_contents(workbook.add_worksheet(CONTENTS), formats, sheets, names, paper)
    cut: list[CutRow] = []
    for sheet, name in zip(sheets, names, strict=True):
        worksheet = workbook.add_worksheet(name)
        cut += _SheetWriter(worksheet, formats, sheet, name, paper).write()
    mark_sheets(workbook)
    workbook.close()
    with written_whole(path, force=True) as part:
        part.write_bytes(buffer.getvalue())
    return tuple(cut)


def property_text(text: str) -> str:
    """Return what of a text can be a property of the file: the beginning, without what XML cannot hold."""
    return _cut(writable(text), LONGEST_PROPERTY)


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names Excel accepts, each once: at most 31 characters as it counts, none of []:*?/\\, no apostrophe at an end."""
    names: list[str] = []
    for name in wanted:
        plain = UNWRITABLE.sub("", re.sub(r"[\[\]:*?/\\\n]", " ", name)).strip(" '") or "目录"
        if plain.casefold() == "history":  # Excel keeps this name for itself
            plain += "_"
        candidate = _cut(plain, LONGEST_SHEET_NAME).rstrip(" '")
        number = 2
        while candidate.casefold() in {taken.casefold() for taken in names}:
            suffix = f"（{number}）"
            candidate = _cut(plain, LONGEST_SHEET_NAME - len(suffix)) + suffix
            number += 1
        names.append(candidate)
    return names


def _cut(text: str, most: int) -> str:
    """The beginning of a text, at most so many characters as Excel counts: one beyond the first plane is two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def _wide_enough(table: OfficialTable) -> tuple[OfficialColumn, ...]:
    """The columns, those with a very long text made wider until a row can hold it; the page is fitted to its width
    anyway."""
    return tuple(
        msgspec.structs.replace(column, width_mm=_width_for([row.cells[index] for row in table.rows], column))
        for index, column in enumerate(table.columns)
    )


def _width_for(cells: Sequence[Cell], column: OfficialColumn) -> float:
    width = column.width_mm
    while width < WIDEST_COLUMN and any(text_height(cell_text(cell, width), width) > HIGHEST_ROW for cell in cells):
        width *= 1.2
    return width


def _write_contents(
    worksheet: Worksheet, formats: "_Formats", sheets: Sequence[CatalogueSheet], names: Sequence[str], paper: str
) -> None:
    """Write what sheets there are, with links to them, and what stands in each."""
    for column, width in enumerate((10, 44, 16, 22)):
        worksheet.set_column(column, column, width)
    worksheet.set_row(0, 36)
    worksheet.merge_range(0, 0, 0, 3, "", formats.title)
    worksheet.write_string(0, 0, "目次", formats.title)
    for column, head in enumerate(("序号", "领域或清单", "事项（项）", "文字未核对（项）")):
        worksheet.write_string(1, column, head, formats.head)
    for number, (sheet, name) in enumerate(zip(sheets, names, strict=True), start=1):
        target = name.replace("'", "''")
        unconfirmed = sum(row.unconfirmed for row in sheet.table.rows)
        worksheet.set_row(number + 1, 24)
        worksheet.write_string(number + 1, 0, str(number), formats.body("center", ""))
        worksheet.write_url(number + 1, 1, f"internal:'{target}'!A1", formats.link, string=writable(sheet.name) or name)
        worksheet.write_number(number + 1, 2, len(sheet.table.rows), formats.count)
        worksheet.write_number(number + 1, 3, unconfirmed, formats.count)
    worksheet.freeze_panes(2, 0)
    worksheet.repeat_rows(1)
    worksheet.set_landscape()
    worksheet.set_paper(PAPER_CODES[paper])
    worksheet.center_horizontally()
    worksheet.fit_to_pages(1, 0)
    worksheet.set_footer("&R第 &P 页，共 &N 页")


class _Formats:
    """The few cell formats of the workbook, made once each."""

    def __init__(self, workbook: xlsxwriter.Workbook):
        self._workbook = workbook
        self._made: dict[tuple[str, bool], Format] = {}
        self.title = workbook.add_format(
            {"font_name": HEAD_FONT, "font_size": 18, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        line = {"font_name": BODY_FONT, "font_size": 11, "valign": "vcenter"}
        self.unit = workbook.add_format({**line, "align": "left"})
        self.edition = workbook.add_format({**line, "align": "right"})
        self.note = workbook.add_format({**line, "font_size": BODY_POINTS, "align": "left", "text_wrap": True})
        self.head = workbook.add_format(
            {
                "font_name": HEAD_FONT,
                "font_size": BODY_POINTS,
                "align": "center",
                "valign": "vcenter",
                "text_wrap": True,
                "border": 1,
            }
        )

        cell = {"font_name": BODY_FONT, "font_size": 11, "valign": "vcenter", "border": 1}
        self.count = workbook.add_format({**cell, "align": "center", "num_format": "0"})
        self.link = workbook.add_format(
            {**cell, "align": "left", "text_wrap": True, "font_color": LINK, "underline": 1, "num_format": "@"}
        )

    def body(self, align: str, text: str) -> Format:
        """Bordered, wrapped cell; text that looks like a formula is marked as quoted, so editing keeps it text."""
        quoted = text.startswith(FORMULA_STARTS)
        if (align, quoted) not in self._made:
            self._made[align, quoted] = self._workbook.add_format(
                {
                    "font_name": BODY_FONT,
                    "font_size": BODY_POINTS,
                    "align": align,
                    "valign": "vcenter",
                    "text_wrap": True,
                    "border": 1,
                    "num_format": "@",
                    "quote_prefix": quoted,
                }
            )
        return self._made[align, quoted]


class _SheetWriter:
    """Writes one table to one sheet: title, unit and edition, header of one or two rows, rows, note."""

    def __init__(self, worksheet: Worksheet, formats: _Formats, sheet: CatalogueSheet, name: str, paper: str):
        self._worksheet = worksheet
        self._formats = formats
        self._sheet = sheet
        self._name = name
        self._paper = paper
        self._columns = _wide_enough(sheet.table)
        self._last_column = len(self._columns) - 1
        self._head_rows = sheet.head_rows
        self._first_body_row = 2 + self._head_rows

    def write(self) -> list[CutRow]:
        for index, column in enumerate(self._columns):
            self._worksheet.set_column_pixels(index, index, round(column.width_mm * PIXELS_PER_MM))
        self._write_titles()
        self._write_header()
        cut = self._write_rows()
        self._write_lines_below()
        self._set_up_page()
        return cut

    def _put(self, row: int, column: int, last_row: int, last_column: int, text: str, style: Format) -> None:
        """Text in a cell or in a merged range. The range is merged empty first, because merging with a text would
        interpret it as number, link or formula."""
        text = writable(text)
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            raise UserFacingError(
                "text-too-long",
                f"“{self._sheet.title}”里有一格文字超过{LONGEST_TEXT}个字（开头是“{text[:20]}”），Excel放不下，"
                "表格没有生成。请把这一格写短，或者分成几项。",
            )
        if text.startswith("<r>") and text.endswith("</r>"):
            text += " "  # the writer would take this for its own rich text and pass it on as markup
        if (row, column) != (last_row, last_column):
            self._worksheet.merge_range(row, column, last_row, last_column, "", style)
        if text:
            self._worksheet.write_string(row, column, text, style)
        else:
            self._worksheet.write_blank(row, column, None, style)

    def _write_titles(self) -> None:
        unit, edition = self._sheet.unit_line, self._sheet.edition_line
        self._worksheet.set_row(0, 36)
        self._put(0, 0, 0, self._last_column, self._sheet.title, self._formats.title)
        self._worksheet.set_row(1, 20)
        middle = self._middle_column()
        if middle is None:
            self._put(1, 0, 1, self._last_column, f"{unit}　{edition}", self._formats.unit)
            return
        self._put(1, 0, 1, middle, unit, self._formats.unit)
        self._put(1, middle + 1, 1, self._last_column, edition, self._formats.edition)

    def _middle_column(self) -> int | None:
        """Last column of the left half by width; None when there are too few columns to part."""
        total = sum(column.width_mm for column in self._columns)
        width = 0.0
        for index, column in enumerate(self._columns[:-1]):
            width += column.width_mm
            if width >= total / 2:
                return index
        return self._last_column - 1 if self._last_column > 0 else None

    def _write_header(self) -> None:
        top = 2
        bottom = top + self._head_rows - 1
        for first, last, group in group_runs(self._columns):
            if group is None:
                for index in range(first, last + 1):
                    self._put(top, index, bottom, index, self._columns[index].head, self._formats.head)
                continue
            self._put(top, first, top, last, group, self._formats.head)
            for index in range(first, last + 1):
                self._put(bottom, index, bottom, index, self._columns[index].head, self._formats.head)
        for row in range(top, bottom + 1):
            self._worksheet.set_row(row, 30)

    def _write_rows(self) -> list[CutRow]:
        table = self._sheet.table
        spans = row_spans(table)
        texts = [
            [cell_text(cell, column.width_mm) for cell, column in zip(row.cells, self._columns, strict=True)]
            for row in table.rows
        ]
        heights = self._row_heights(texts, spans)
        for number, row_texts in enumerate(texts):
            row = self._first_body_row + number
            self._worksheet.set_row(row, min(heights[number], HIGHEST_ROW))
            for index, text in enumerate(row_texts):
                span = spans[index][number] if index in spans else 1
                if span:
                    style = self._formats.body(self._columns[index].align, text)
                    self._put(row, index, row + span - 1, index, text, style)
        return [CutRow(self._name, number) for number, height in enumerate(heights, start=1) if height > HIGHEST_ROW]

    def _row_heights(self, texts: Sequence[Sequence[str]], spans: dict[int, tuple[int, ...]]) -> list[float]:
        """Estimated heights (pt): the highest single cell, then what merged cells still lack, shared by their rows."""
        heights = [
            max(
                (self._text_height(text, index) for index, text in enumerate(row) if index not in spans),
                default=LINE_POINTS + PADDING_POINTS,
            )
            for row in texts
        ]
        for index, column_spans in spans.items():
            for start, span in enumerate(column_spans):
                if span:
                    missing = self._text_height(texts[start][index], index) - sum(heights[start : start + span])
                    for row in range(start, start + span):
                        heights[row] += max(0.0, missing) / span
        return heights

    def _text_height(self, text: str, column: int) -> float:
        return text_height(text, self._columns[column].width_mm)

    def _write_lines_below(self) -> None:
        width = sum(column.width_mm for column in self._columns)
        row = self._first_body_row + len(self._sheet.table.rows)
        for place, line in enumerate(self._sheet.lines_below, start=row):
            self._worksheet.set_row(place, min(text_height(line, width), HIGHEST_ROW))
            self._put(place, 0, place, self._last_column, line, self._formats.note)

    def _set_up_page(self) -> None:
        worksheet = self._worksheet
        worksheet.set_landscape()
        worksheet.set_paper(PAPER_CODES[self._paper])
        worksheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
        worksheet.center_horizontally()
        worksheet.fit_to_pages(1, 0)
        worksheet.repeat_rows(2, self._first_body_row - 1)
        worksheet.set_footer(f"&L{self._name.replace('&', '&&')}&R第 &P 页，共 &N 页")
        worksheet.freeze_panes(self._first_body_row, self._frozen_columns())

    def _frozen_columns(self) -> int:
        """The columns that name an entry stay in sight: all up to the last one of the first group."""
        runs = group_runs(self._columns)
        named = next((last + 1 for _, last, group in runs if group is not None), 1)
        return named if named < len(self._columns) / 2 else min(1, self._last_column)
