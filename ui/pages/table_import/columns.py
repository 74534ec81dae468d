"""Which table of a sheet a cell belongs to, and which of its columns."""

from collections.abc import Iterable

from app.tables.sources.sheet import Place, Sheet
from app.tables.understanding.catalogue import ReadColumn, ReadTable


def table_at(tables: Iterable[ReadTable], place: Place) -> ReadTable | None:
    """Return the table that a place of its sheet lies in; of tables side by side the one that has its column."""
    found = [table for table in tables if _reaches(table, place)]
    own = (table for table in found if any(each.column == place[1] for each in table.columns))
    return next(own, found[0]) if len(found) > 1 else next(iter(found), None)


def _reaches(table: ReadTable, place: Place) -> bool:
    line = place[1] if table.is_turned else place[0]
    return min((table.top, *table.heads)) <= line <= table.bottom


def columns_at(table: ReadTable, sheet: Sheet, place: Place) -> tuple[ReadColumn, ...]:
    """Return the columns that a place lies in: two where items take two rows with heads of their own."""
    line = place[0] if table.is_turned else place[1]
    numbers = {line, *_paired(table, sheet, line)}
    return tuple(column for column in table.columns if column.column in numbers)


def meanings_of(table: ReadTable, sheet: Sheet) -> dict[int, tuple[ReadColumn, ...]]:
    """Return what the columns of a sheet mean in a table; nothing for a table on its side."""
    if table.is_turned or not sheet.cells:
        return {}
    found = {column: columns_at(table, sheet, (0, column)) for column in range(len(sheet.cells[0]))}
    return {column: columns for column, columns in found.items() if columns}


def _paired(table: ReadTable, sheet: Sheet, line: int) -> list[int]:
    """Return the numbers that the second heads of stacked columns have: behind the last column of the sheet."""
    width = len(sheet.cells[0])
    if table.is_turned or not table.heads or all(column.column < width for column in table.columns):
        return []
    row = table.heads[0] + 1
    above = {place for span in sheet.merged if span.top < row <= span.bottom for place in span.places()}
    second = [column for column in range(width) if sheet.cells[row][column] and (row, column) not in above]
    return [width + second.index(line)] if line in second else []
