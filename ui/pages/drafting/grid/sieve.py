"""What the clerk sorts by and filters out, and which lines that leaves; kept as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from app.checks.finding import Finding
from app.drafting.grid import Grid
from app.drafting.grid_filters import (
    CODE,
    HEADING,
    STATE,
    TITLE,
    Contains,
    Differs,
    Empty,
    Filter,
    HasFindings,
    LongerThan,
    OneOf,
    Sort,
    Unconfirmed,
    shown_rows,
)
from ui.pages.drafting.grid.columns import GridColumn

_PARTS = (CODE, TITLE, HEADING, STATE)
_KINDS: Mapping[str, type] = {
    kind.__name__: kind for kind in (Contains, Differs, Empty, HasFindings, LongerThan, OneOf, Unconfirmed)
}


class Before(NamedTuple):
    """The lines there were before something changed, and those of them that were shown."""

    known: frozenset[str]
    shown: Sequence[str]


@dataclass
class Sieve:
    """The order, and the filters of each column by its `filtered_by`."""

    sort: Sort | None = None
    by_column: dict[str, tuple[Filter, ...]] = field(default_factory=dict)

    @property
    def is_filtered(self) -> bool:
        """Whether any line may be left out."""
        return any(self.by_column.values())

    @property
    def is_open(self) -> bool:
        """Whether every line is shown in the order of the table."""
        return self.sort is None and not self.is_filtered

    @property
    def asks_for_findings(self) -> bool:
        """Whether lines are chosen by what the check says."""
        return any(isinstance(each, HasFindings) for each in self.filters())

    def filters(self) -> tuple[Filter, ...]:
        """Return every filter."""
        return tuple(each for filters in self.by_column.values() for each in filters)

    def of(self, column: GridColumn) -> tuple[Filter, ...]:
        """Return the filters of a column."""
        return self.by_column.get(column.filtered_by, ())

    def sign_of(self, column: GridColumn) -> str:
        """Return the icon of a column's title: filtered, sorted, or "" for neither."""
        if self.of(column):
            return "list-filter"
        if self.sort is not None and self.sort.column == column.sorted_by:
            return "arrow-down" if self.sort.descending else "arrow-up"
        return ""

    def copy(self) -> "Sieve":
        """Return one that stays as it is now."""
        return Sieve(self.sort, dict(self.by_column))

    def shown(self, grid: Grid, findings: Iterable[Finding], before: Before | None = None) -> list[int]:
        """Return the places of the lines to show.

        With `before` the lines shown stay, though they may not fit any more, until the clerk filters again: who fills
        in what is empty still sees it. Lines that are new come last.
        """
        if before is None or self.is_open:
            known = {element.key for element in grid.definition.elements}.union(_PARTS, (None,))
            filters = [each for each in self.filters() if getattr(each, "column", None) in known]
            return shown_rows(grid, filters, self.sort if self.sort and self.sort.column in known else None, findings)
        places = {row.key: place for place, row in enumerate(grid.rows)}
        kept = [places[key] for key in before.shown if key in places]
        return kept + [place for key, place in places.items() if key not in before.known]

    def as_json(self) -> dict[str, Any]:
        """Return it for the preferences."""
        filters = {key: [_written(each) for each in filters] for key, filters in self.by_column.items() if filters}
        return {"filters": filters, "sort": [self.sort.column, self.sort.descending] if self.sort else None}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Sieve":
        """Return what was kept; what this version does not know is left out."""
        by_column = {
            key: tuple(_read(each) for each in filters if each[0] in _KINDS)
            for key, filters in (kept.get("filters") or {}).items()
        }
        return cls(Sort(*kept["sort"]) if kept.get("sort") else None, by_column)


def _written(each: Filter) -> list[Any]:
    values = (getattr(each, known.name) for known in fields(each))
    return [type(each).__name__, *(sorted(value) if isinstance(value, frozenset) else value for value in values)]


def _read(kept: Sequence[Any]) -> Filter:
    return _KINDS[kept[0]](*(frozenset(value) if isinstance(value, list) else value for value in kept[1:]))
