"""The official table as plain text with commas, for programs and sites that take nothing else.

A spreadsheet program takes a cell that begins with = + - @ for a formula even from a text file. Such a cell gets an
apostrophe before it, as is usual; `app.tables.sources.separated` takes it off again, so nothing is lost.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.tables.catalogue_sheet import UNCONFIRMED_HEAD, CatalogueSheet, cell_text, require_sheets, writable
from app.tables.official import OfficialColumn, OfficialRow
from app.tables.plain_cells import guarded
from db.filesystem import written_whole

FIELD_HEAD = "领域"
UNCONFIRMED = "尚未与官方原文核对"
#: Boxes stand one to a line.
_NARROW = 0.0
_Key = tuple[str | None, str]


def write_catalogue_csv(sheets: Sequence[CatalogueSheet], path: Path) -> None:
    """Write the tables to `path` in UTF-8 with its mark, one below the other under one row of heads, replacing a file
    that is there. Nothing is merged: every row says all of its cells.

    The first column says which field or table a row is of, but where there is only one that is no field; the others
    are those of all tables. Rows that nobody has compared
    with the official text say so in a last column. Raises UserFacingError when there is nothing to write or the file
    cannot be written.
    """
    require_sheets(sheets)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(map(guarded, row) for row in _rows(sheets))
    with written_whole(path, force=True) as part:
        part.write_text(buffer.getvalue(), encoding="utf-8-sig", newline="")


def _rows(sheets: Sequence[CatalogueSheet]) -> Iterator[list[str]]:
    columns = _all_columns(sheets)
    doubtful = any(row.unconfirmed for sheet in sheets for row in sheet.table.rows)
    named = len(sheets) > 1 or sheets[0].is_field
    heads = _heads(list(columns.values()))
    yield [*[FIELD_HEAD] * named, *heads, *[UNCONFIRMED_HEAD] * doubtful]
    for sheet in sheets:
        places = {_key(column): place for place, column in enumerate(sheet.table.columns)}
        for row in sheet.table.rows:
            texts = [_cell(row, places.get(key)) for key in columns]
            yield [*[sheet.name] * named, *texts, *[UNCONFIRMED * row.unconfirmed] * doubtful]


def _cell(row: OfficialRow, place: int | None) -> str:
    return "" if place is None else writable(cell_text(row.cells[place], _NARROW))


def _all_columns(sheets: Sequence[CatalogueSheet]) -> Mapping[_Key, OfficialColumn]:
    """The columns of all tables, those that only later ones have put behind their neighbour there."""
    found: list[OfficialColumn] = []
    for sheet in sheets:
        behind = 0
        for column in sheet.table.columns:
            known = [place for place, each in enumerate(found) if _key(each) == _key(column)]
            behind = known[0] + 1 if known else behind + 1
            if not known:
                found.insert(behind - 1, column)
    return {_key(column): column for column in found}


def _key(column: OfficialColumn) -> _Key:
    return column.group, column.head


def _heads(columns: Sequence[OfficialColumn]) -> list[str]:
    """The heads, with the head above them where two would be called the same."""
    names = [column.head for column in columns]
    return [
        f"{column.group}（{column.head}）" if column.group and names.count(column.head) > 1 else column.head
        for column in columns
    ]
