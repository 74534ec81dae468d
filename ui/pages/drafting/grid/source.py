"""Reading the table for the grid, and sifting it; belongs to the thread of the store."""

from collections.abc import Sequence
from typing import NamedTuple

from app.checks.finding import Finding
from app.drafting.grid import Grid, GridReading
from app.drafting.grid_filters import Distinct, distinct_values
from app.workspace import Workspace
from ui.pages.drafting.grid.sieve import Before, Sieve
from ui.pages.drafting.records import Place

FIRST_PAGE = 40
"""So many entries are read and shown before the rest of a long table."""


class Sifted(NamedTuple):
    """The lines of a table, and the places of those to be shown."""

    place: Place
    grid: Grid
    shown: list[int]


class GridSource:
    """Reads tables through `reading`, and keeps what was read last, so that other filters need no new reading."""

    def __init__(self, reading: GridReading) -> None:
        self._reading = reading
        self._last: tuple[Place, Grid] | None = None

    def read(
        self,
        workspace: Workspace,
        place: Place,
        sieve: Sieve,
        findings: Sequence[Finding],
        *,
        first: bool = False,
        before: Before | None = None,
    ) -> Sifted | None:
        """Return a table, only its first page with `first`; None for a checklist that is not known."""
        if place.checklist not in workspace.library.definitions:
            return None
        grid = self._reading.read(workspace, *place, limit=FIRST_PAGE if first else None, grouped=False)
        self._last = place, grid
        return Sifted(place, grid, sieve.shown(grid, findings, before))

    def sift(self, sieve: Sieve, findings: Sequence[Finding]) -> Sifted | None:
        """Return what was read last, sifted in another way."""
        return self._last and Sifted(*self._last, sieve.shown(self._last[1], findings))

    def labels(self, column: str) -> list[Distinct]:
        """Return what stands in a column, with how many lines have it."""
        return distinct_values(self._last[1], column) if self._last else []
