"""What the clerk sorts by and filters out: by column, and kept as JSON."""

from dataclasses import dataclass, field

from app.drafting.grid_filters import Filter, Sort
from ui.pages.drafting.grid.columns import GridColumn


@dataclass
class Sieve:
    """The order, and the filters of each column by its `filtered_by`."""

    sort: Sort | None = None
    by_column: dict[str, tuple[Filter, ...]] = field(default_factory=dict)

    @property
    def is_filtered(self) -> bool:
        """Whether any line may be left out."""
        return any(self.by_column.values())

    def filters(self) -> tuple[Filter, ...]:
        """Return every filter."""
        return tuple(each for filters in self.by_column.values() for each in filters)

    def sign_of(self, column: GridColumn) -> str:
        """Return the icon of a column's title: filtered, sorted, or "" for neither."""
        if self.by_column.get(column.filtered_by):
            return "list-filter"
        if self.sort is not None and self.sort.column == column.sorted_by:
            return "arrow-down" if self.sort.descending else "arrow-up"
        return ""
