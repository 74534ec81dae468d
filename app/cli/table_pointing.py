"""Saying where the heads of somebody's table are and what its columns mean, where the program does not see it."""

import argparse

from app.errors import UsageError
from app.tables.sources.sheet import Sheet, Source
from app.tables.understanding.meanings import LABELS
from app.tables.understanding.understand import Corrections, Heads

_NONE = "无"
_NOT_READ = "不读"


def add_pointing(parser: argparse.ArgumentParser) -> None:
    """Add the options that point at heads and columns."""
    parser.add_argument("--sheet", metavar="工作表", help="下面两项说的是哪张工作表，写名称；不写是第一张")
    parser.add_argument("--head-row", metavar="行", help=f"表头从第几行开始，照文件里的行号；没有表头写“{_NONE}”")
    parser.add_argument(
        "--column",
        metavar="列=意思",
        action="append",
        default=[],
        help=f"哪一列是什么，例如 G=公开主体；不要的写 G={_NOT_READ}；可以写几次",
    )


def pointed(source: Source, arguments: argparse.Namespace) -> tuple[Corrections, Heads]:
    """Return what was said of a file, as `understand` takes it. Raises `UsageError` for what is not in the file."""
    number = _sheet(source, arguments.sheet)
    sheet = source.sheets[number]
    told = dict(_column(sheet, text) for text in arguments.column)
    heads = {} if arguments.head_row is None else {number: _row(sheet, arguments.head_row)}
    return {(number, 0, column): meaning for column, meaning in told.items()}, heads


def _sheet(source: Source, name: str | None) -> int:
    found = [number for number, sheet in enumerate(source.sheets) if name in (None, sheet.name)]
    if not found:
        names = "、".join(f"“{sheet.name}”" for sheet in source.sheets)
        raise UsageError("sheet-unknown", f"没有叫“{name}”的工作表，没有读。有的是：{names}。")
    return found[0]


def _row(sheet: Sheet, text: str) -> int | None:
    if text == _NONE:
        return None
    row = int(text) - 1 - sheet.first_row if text.isdecimal() else -1
    if not 0 <= row < len(sheet.cells):
        raise UsageError("row-unknown", f"表里没有第 {text} 行，没有读。请照文件里的行号写，没有表头写“{_NONE}”。")
    return row


def _column(sheet: Sheet, text: str) -> tuple[int, str | None]:
    letter, _, label = text.partition("=")
    width = len(sheet.cells[0]) if sheet.cells else 0
    names = {sheet.address((0, column)).rstrip("0123456789"): column for column in range(width)}
    if not sheet.lettered:
        names = {str(column + sheet.first_column + 1): column for column in range(width)}
    column = names.get(letter.strip().upper())
    if column is None:
        raise UsageError("column-unknown", f"表里没有“{letter}”这一列，没有读。有的是：{'、'.join(names)}。")
    meanings = {words: meaning for meaning, words in LABELS.items()} | {_NOT_READ: None}
    if label.strip() not in meanings:
        raise UsageError("meaning-unknown", f"没有“{label}”这个意思，没有读。有的是：{'、'.join(meanings)}。")
    return column, meanings[label.strip()]
