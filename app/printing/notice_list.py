"""The list of a filled notice as a table to print."""

from app.notices.filled_notice import FilledTable
from app.printing.list_columns import ListColumn, ListTable


def notice_list(table: FilledTable) -> ListTable:
    """The same columns, rows and totals; nothing is added or left out."""
    columns = tuple(ListColumn(column.label, column.align) for column in table.columns)
    return ListTable(columns, tuple(row.cells for row in table.rows), table.total_row, table.caption)
