"""A workbook of plain lists: heads that stay in sight, a filter, text that stays text. Looked through before it is
written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import xlsxwriter

from app.checks.privacy_gate import check_xlsx, require_clean
from app.practice import marked_title
from app.tables.catalogue_sheet import writable
from app.tables.marked_workbook import mark_sheets
from app.tables.write_xlsx import FORMULA_STARTS
from db.filesystem import written_whole

Value = str | int | None


@dataclass(frozen=True)
class PlainSheet:
    """One list: `widths` are the columns' in characters, the first `kept_columns` stay in sight."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]
    widths: Sequence[int]
    kept_columns: int = 1


def write_plain_workbook(
    path: Path, title: str, author: str, sheets: Sequence[PlainSheet], *, phones: Collection[str], force: bool = False
) -> None:
    """Write the lists to an xlsx file, whole or not at all; `phones` are public and may stand in it.

    Raises `UserFacingError` when personal data stands in it, the file exists, or the disk refuses.
    """
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"title": marked_title(title), "author": author})
        formats = {
            "head": workbook.add_format({"bold": True, "text_wrap": True, "valign": "vcenter", "num_format": "@"}),
            "text": workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}),
            "quoted": workbook.add_format(
                {"text_wrap": True, "valign": "top", "num_format": "@", "quote_prefix": True}
            ),
        }
        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.name), sheet, formats)
        mark_sheets(workbook)
    with written_whole(path, force=force) as part:
        require_clean(check_xlsx(buffer.getvalue(), phones, path.name), path.name)
        part.write_bytes(buffer.getvalue())


def _write(worksheet: xlsxwriter.worksheet.Worksheet, sheet: PlainSheet, formats: dict) -> None:
    for place, (head, width) in enumerate(zip(sheet.heads, sheet.widths, strict=True)):
        worksheet.set_column(place, place, width)
        worksheet.write_string(0, place, writable(head), formats["head"])
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            _put(worksheet, number, place, value, formats)
    worksheet.freeze_panes(1, sheet.kept_columns)
    worksheet.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.heads) - 1)
    worksheet.set_landscape()
    worksheet.set_paper(8 if len(sheet.heads) > 12 else 9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)


def _put(worksheet: xlsxwriter.worksheet.Worksheet, row: int, place: int, value: Value, formats: dict) -> None:
    if isinstance(value, int):
        worksheet.write_number(row, place, value)
    elif value:
        text = writable(value)
        worksheet.write_string(row, place, text, formats["quoted" if text.startswith(FORMULA_STARTS) else "text"])
