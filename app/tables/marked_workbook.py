"""The word that every paper of practice bears, on the sheets of a workbook."""

import xlsxwriter

from app.practice import paper_mark


def mark_sheets(workbook: xlsxwriter.Workbook) -> None:
    """Put the word on top of every printed page, in practice; for a workbook whose sheets are all there."""
    if mark := paper_mark():
        for sheet in workbook.worksheets():
            sheet.set_header(f"&C&22—— {mark} ——")
