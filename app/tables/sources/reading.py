"""The one door: any file with tables, or anything pasted, becomes a `Source`."""

import email
import zipfile
from email import policy
from pathlib import Path

from app.collector import collector_paused
from app.errors import UserFacingError
from app.tables.pasted import pasted_cells
from app.tables.sources import kinds
from app.tables.sources.bounds import Reading, Watch
from app.tables.sources.decoding import charset_of_page, decoded
from app.tables.sources.docx import document_sheets
from app.tables.sources.grid import Grid
from app.tables.sources.page import page_sheets
from app.tables.sources.separated import separated_sheets
from app.tables.sources.sheet import Sheet, Source
from app.tables.sources.sound import DAMAGES
from app.tables.sources.xls import old_workbook_sheets
from app.tables.sources.xlsx import workbook_sheets

PASTED = "粘贴的内容"


@collector_paused()  # a hundred thousand cells, none of which is in a cycle
def read_source(path: Path, watch: Watch | None = None) -> Source:
    """All tables of a file. What the file is, is told by its content; `watch` hears how far it is and may stop it.

    Raises UserFacingError in plain words, with what to do, when the file is missing, too large, damaged, locked, not
    of a kind that can be read, hostile, without any table, or when `watch` stops it (`cancelled`).
    """
    reading = Reading(path.name, watch)
    kind = kinds.kind_of(path, reading)
    note = kinds.other_name_note(path, kind)
    if note:
        reading.notes.append(note)
    try:
        sheets = _READERS[kind](path, reading)
    except DAMAGES as error:
        raise reading.damaged(f"{type(error).__name__}: {error}") from error
    if not sheets:
        raise _without_table(path.name)
    return Source(name=path.name, sheets=tuple(sheets), notes=tuple(reading.notes))


def read_pasted(text: str, page: str | None = None) -> Source:
    """The tables of what was copied elsewhere: `page` is the clipboard's web page, which knows merged cells, `text`
    its plain text. Raises UserFacingError when neither holds a table or both are too large."""
    reading = Reading(PASTED)
    sheets = page_sheets(page, reading) if page else []
    sheets = sheets or _pasted_sheets(text, reading)
    if not sheets:
        raise _without_table(PASTED)
    return Source(name=PASTED, sheets=tuple(sheets), notes=tuple(reading.notes))


def _pasted_sheets(text: str, reading: Reading) -> list[Sheet]:
    grid = Grid(reading)
    for row, cells in enumerate(pasted_cells(text.replace("\0", ""))):
        for column, cell in enumerate(cells):
            grid.put((row, column), cell)
    sheet = grid.sheet(PASTED)
    return [sheet] if sheet else []


def _read_workbook(path: Path, reading: Reading) -> list[Sheet]:
    with zipfile.ZipFile(path) as archive:
        return workbook_sheets(archive, kinds.main_part(archive, "xl"), reading)


def _read_document(path: Path, reading: Reading) -> list[Sheet]:
    with zipfile.ZipFile(path) as archive:
        return document_sheets(archive, kinds.main_part(archive, "word"), reading)


def _read_page(path: Path, reading: Reading) -> list[Sheet]:
    return _page_of(path.read_bytes(), None, reading)


def _read_page_archive(path: Path, reading: Reading) -> list[Sheet]:
    message = email.message_from_bytes(path.read_bytes(), policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return _page_of(content if isinstance(content, bytes) else b"", part.get_content_charset(), reading)
    raise reading.damaged("no page in it")


def _page_of(content: bytes, told: str | None, reading: Reading) -> list[Sheet]:
    text = decoded(content, charset_of_page(content) or told)
    if text is None:
        raise reading.damaged("not a text")
    return page_sheets(text.text, reading)


def _read_text(path: Path, reading: Reading) -> list[Sheet]:
    text = decoded(path.read_bytes())
    if text is None:
        raise kinds.refusal(
            path.name, "程序不认识的文件", "能读的有：.xlsx、.xls、.docx、.csv、.txt 和存下来的网页。请选这样的文件。"
        )
    return separated_sheets(text, reading)


_READERS = {
    kinds.WORKBOOK: _read_workbook,
    kinds.OLD_WORKBOOK: old_workbook_sheets,
    kinds.DOCUMENT: _read_document,
    kinds.PAGE: _read_page,
    kinds.PAGE_ARCHIVE: _read_page_archive,
    kinds.TEXT: _read_text,
}


def _without_table(name: str) -> UserFacingError:
    return UserFacingError(
        "no-table", f"“{name}”里没有表格，什么也没有读。请看看是不是选错了文件，或者表格是不是一张图片。"
    )
