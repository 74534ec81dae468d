"""Filters and order of the grid: the menu of a column, and what is chosen in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal

from app.drafting.grid_filters import Distinct, Filter, Sort
from ui.pages.drafting.grid.column_menu import ColumnMenu
from ui.pages.drafting.grid.sieve import Sieve

if TYPE_CHECKING:
    from ui.pages.drafting.grid.view import GridView


class Filtering(QObject):
    """Holds the filters and the order of the table that is shown."""

    changed = Signal()
    """Other lines shall be shown, or in another order."""

    def __init__(self, view: "GridView") -> None:
        super().__init__(view)
        self._view = view
        self.sieve = Sieve()
        self._menu: ColumnMenu | None = None

    def sign_of(self, column: int) -> str:
        """Return the icon of a column that is filtered or sorted, "" for others."""
        return self.sieve.sign_of(self._view.table.model.columns[column])

    def open_menu(self, column: int) -> None:
        """Open the menu of a column under its title."""
        table, desk = self._view.table, self._view.desk
        if column >= len(table.model.columns):
            return
        known, header = table.model.columns[column], table.pane_of(column).horizontalHeader()
        menu = self._menu = ColumnMenu(self._view, known, self.sieve.of(known), self.sieve.sort)
        menu.sorted.connect(self.set_order)
        menu.filtered.connect(self.set_filters)
        corner = QPoint(header.sectionViewportPosition(column), header.height())
        menu.open_at(header.viewport().mapToGlobal(corner))
        source = self._view.source
        desk.session.ask(lambda workspace: source.labels(known.filtered_by), self._offer, owner=menu)

    def set_order(self, sort: Sort | None) -> None:
        """Show the lines in another order, None for that of the table."""
        self.sieve.sort = sort
        self.changed.emit()

    def set_filters(self, column: str, filters: tuple[Filter, ...]) -> None:
        """Filter by a column, which is called as in `GridColumn.filtered_by`; by nothing shows all of it."""
        self.sieve.by_column[column] = filters
        self.changed.emit()

    def clear_filters(self) -> None:
        """Show every line."""
        self.sieve.by_column.clear()
        self.changed.emit()

    def clear_all(self) -> None:
        """Show every line in its place."""
        self.sieve.sort = None
        self.clear_filters()

    def clear(self) -> None:
        """Show every line, and where every one is shown already, the order of the table."""
        if self.sieve.is_filtered:
            self.clear_filters()
        else:
            self.set_order(None)

    def _offer(self, values: Sequence[Distinct]) -> None:
        self._menu.show_values(values)
