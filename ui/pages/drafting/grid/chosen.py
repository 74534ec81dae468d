"""Which cells of the grid are current and chosen, as entries and elements."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.drafting.grid import Grid, GridRow
from app.standards.models import Definition
from ui.pages.drafting.grid.columns import NAME
from ui.pages.drafting.grid.table import GridTable


@dataclass(frozen=True)
class Block:
    """The cells that are chosen: these entries, in each of them these elements, in the order shown.

    Lines that were not adopted have no entry and are left out.
    """

    ids: tuple[str, ...]
    elements: tuple[str, ...]


class ChosenCells:
    """Reads from a table what acts on cells have to know."""

    def __init__(self, table: GridTable) -> None:
        self._table = table
        self._by_entry: tuple[Grid | None, dict[str, GridRow]] = (None, {})

    @property
    def definition(self) -> Definition | None:
        """What the table asks, None before it was read."""
        grid = self._table.model.grid
        return grid.definition if grid is not None else None

    @property
    def rows(self) -> Mapping[str, GridRow]:
        """Every line of the table, shown or not, by its entry or the one it will have."""
        grid = self._table.model.grid
        if grid is not self._by_entry[0]:
            self._by_entry = grid, {row.entry: row for row in grid.rows}
        return self._by_entry[1]

    @property
    def current_row(self) -> GridRow | None:
        """The line of the current cell."""
        selection = self._table.selection
        return None if selection.is_empty else self._table.model.row_at(selection.current[0])

    @property
    def current_element(self) -> str:
        """The element of the current cell, "" without one."""
        selection = self._table.selection
        return "" if selection.is_empty else self._table.model.columns[selection.current[1]].key

    @property
    def current(self) -> tuple[str, str] | None:
        """Entry and element of the current cell; an item that was not adopted has the entry it will have."""
        row = self.current_row
        return (row.entry, self.current_element) if row is not None else None

    def block(self) -> Block:
        """Return the entries and elements that are chosen, in the order shown."""
        model = self._table.model
        ids = tuple(row.id for row in self.chosen_rows() if row.id is not None)
        return Block(ids, tuple(model.columns[column].key for column in self._table.selection.columns()))

    def chosen_rows(self) -> list[GridRow]:
        """Return the lines that are chosen, also those not adopted, in the order shown."""
        return [self._table.model.row_at(row) for row in self._table.selection.rows()]

    def shown_elements(self) -> tuple[str, ...]:
        """Return the elements in the order of their columns."""
        return tuple(column.key for column in self._table.model.columns[NAME:])

    def choose(self, cells: Mapping[str, Mapping[str, Any]]) -> None:
        """Choose cells, by entry and element, as far as their lines are shown; with those between their columns."""
        model, rows = self._table.model, self.rows
        places = sorted(model.row_of(rows[entry].key) for entry in cells if entry in rows)
        columns = [model.column_of(key) for values in cells.values() for key in values]
        shown, known = [place for place in places if place >= 0], [column for column in columns if column >= 0]
        if shown and known:
            self._table.choose_block(shown, range(min(known), max(known) + 1))
