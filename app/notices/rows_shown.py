"""The list that a kept notice shows, read back: what the list of a notice in its place can begin with.

Only masked values are kept. A cell that was masked stays empty, and so does a column that was not printed: to take a
masked number for the number itself would print it as if somebody had typed it.
"""

from dataclasses import dataclass

from app.notices.filled_notice import FilledNotice
from app.notices.list_entries import NAME_KEY, UNMASKED
from app.standards.models import NoticeTable
from app.tables.rows import SEQUENCE_KEY


@dataclass(frozen=True)
class RowsShown:
    """Rows by column, and the labels of the columns in which something has to be put in again."""

    rows: tuple[dict[str, str], ...] = ()
    to_put_in: tuple[str, ...] = ()


def rows_shown(table: NoticeTable | None, notice: FilledNotice) -> RowsShown:
    """Return the rows of a notice as far as it shows them as they were written."""
    if table is None or notice.table is None or not notice.table.rows:
        return RowsShown()
    masked = {(each.row, each.column) for each in notice.masked}
    labels = {column.key: column.label for column in table.columns}
    readable = {column.key for column in table.columns if column.mask == UNMASKED or column.key == NAME_KEY}
    places = [(place, column.key) for place, column in enumerate(notice.table.columns) if column.key != SEQUENCE_KEY]
    lost, rows = dict.fromkeys(set(labels) - readable), []
    for row in notice.table.rows:
        hidden = {key for _, key in places if key not in readable or (row.number, labels.get(key, "")) in masked}
        lost |= dict.fromkeys(hidden)
        rows.append({key: row.cells[place] for place, key in places if key not in hidden and row.cells[place]})
    return RowsShown(tuple(rows), tuple(label for key, label in labels.items() if key in lost))
