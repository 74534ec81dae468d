"""Opening a workbook from anywhere: refuses wrong, damaged and hostile files before the reader sees them.

The reader (calamine) reserves memory for the whole rectangle from the first to the last filled cell, and a process
whose memory runs out ends at once. Two cells in opposite corners are enough, so the corners are looked up first.
"""

import re
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from app.errors import UserFacingError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 50 * MEGABYTE
LARGEST_UNPACKED = 100 * MEGABYTE
#: Cells in the rectangle of a sheet, filled or not.
MOST_CELLS = 4_000_000
OLE_MAGIC = b"\xd0\xcf\x11\xe0"
ZIP_MAGIC = b"PK"
ATTRIBUTES = rb"""(?:\s+[^\s=<>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""
FILLED_ROW_OR_CELL = re.compile(rb"<(?:[\w.-]+:)?(row|c)(" + ATTRIBUTES + rb")\s*>")
REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]*)([0-9]*)""")
SAVE_ANEW = "请用 Excel 或 WPS 打开它，另存为“Excel 工作簿（*.xlsx）”后再选。"


def open_workbook(path: Path) -> CalamineWorkbook:
    """The workbook, ready to read.

    Raises UserFacingError in plain words when the file is missing, larger than 50 MB, unpacks to more than 100 MB,
    is no .xlsx, is protected by a password, damaged, or has a cell so far out that the sheet cannot be held.
    """
    _look_at_the_start(path)
    try:
        with zipfile.ZipFile(path) as archive:
            _look_at_the_members(path, archive)
        return CalamineWorkbook.from_path(path)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, CalamineError) as error:
        raise _damaged(path, error) from error


def _look_at_the_start(path: Path) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(512)
    except OSError as error:
        raise UserFacingError(
            "file-unreadable", f"“{path.name}”打不开，什么也没有读。请看看文件还在不在、U盘有没有插好。", str(error)
        ) from error
    if size > LARGEST_FILE:
        raise UserFacingError(
            "file-too-large",
            f"“{path.name}”有{size // MEGABYTE} MB，超过50 MB，没有读。名单不该这么大，请删去里面的图片后另存一份。",
        )
    if start.startswith(ZIP_MAGIC):
        return
    if not start:
        raise UserFacingError("file-empty", f"“{path.name}”是空文件，多半没有拷完。请重新拷一份。")
    if start.startswith(OLE_MAGIC):
        raise UserFacingError("old-or-locked-workbook", f"“{path.name}”是旧式 .xls 或者加了密码，没有读。{SAVE_ANEW}")
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise UserFacingError(
            "web-page", f"“{path.name}”其实是网页，只是名字像 Excel 表格，没有读。{SAVE_ANEW}", start[:80].hex()
        )
    raise UserFacingError("not-a-workbook", f"“{path.name}”不是 Excel 表格，没有读。{SAVE_ANEW}", start[:80].hex())


def _look_at_the_members(path: Path, archive: zipfile.ZipFile) -> None:
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise UserFacingError(
            "not-a-workbook",
            f"“{path.name}”里面不是 Excel 表格，没有读。{SAVE_ANEW}",
            "、".join(sorted(names)[:10]),
        )
    # zipfile never reads past the size a member declares, so the declared sizes bound what follows.
    if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
        raise UserFacingError(
            "unpacks-too-large",
            f"“{path.name}”展开后超过100 MB，不像正常的表格，没有读。请把要用的内容复制到一个新表格里另存。",
        )
    for member in archive.infolist():
        _look_for_far_cells(path, member.filename, archive.read(member))


def _look_for_far_cells(path: Path, member: str, content: bytes) -> None:
    """Walk the filled rows and cells as the reader does: where a place is not written, the next one is meant."""
    row = column = last_row = last_column = 0
    for match in FILLED_ROW_OR_CELL.finditer(content):
        reference = REFERENCE.search(match[2])
        if match[1] == b"row":
            row = int(reference[2]) if reference and reference[2] else row + 1
            column = 0
            continue
        letters, digits = reference.groups() if reference else (b"", b"")
        column = _column_number(letters) if letters else column + 1
        row = int(digits) if digits else row
        last_row, last_column = max(last_row, row), max(last_column, column)
    if last_row * last_column > MOST_CELLS:
        raise UserFacingError(
            "cell-too-far-out",
            f"“{path.name}”里有内容写到了第{last_row}行、第{last_column}列，离其他内容太远，没有读。"
            "请把要用的几列复制到一个新表格里另存。",
            member,
        )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _damaged(path: Path, error: Exception) -> UserFacingError:
    return UserFacingError(
        "damaged-workbook",
        f"“{path.name}”坏了或者没有拷完，什么也没有读。请重新拷一份，能打开的话另存一次再选。",
        f"{type(error).__name__}: {error}",
    )
