"""Workbooks as they leave the program: written to the disk, and with the word that every paper of practice bears."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from app.practice import paper_mark


@contextmanager
def workbook_at(path: Path, **options: Any) -> Iterator[xlsxwriter.Workbook]:
    """Yield a workbook that is written to `path` afterwards. Raises OSError where the disk refuses."""
    try:
        with xlsxwriter.Workbook(path, options) as workbook:
            yield workbook
            mark_sheets(workbook)
    except FileCreateError as error:
        # The library wraps what the system said.
        raise (error.args[0] if error.args and isinstance(error.args[0], OSError) else error) from error


def mark_sheets(workbook: xlsxwriter.Workbook) -> None:
    """Put the word on top of every printed page, in practice; for a workbook whose sheets are all there."""
    if mark := paper_mark():
        for sheet in workbook.worksheets():
            sheet.set_header(f"&C&22—— {mark} ——")
