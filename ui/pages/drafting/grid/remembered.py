"""What the clerk chose in the grid of each table, kept in the preferences: filters, order, widths, the current cell."""

from typing import Any

from ui.pages.drafting.grid.sieve import Sieve
from ui.pages.drafting.records import Place
from ui.preferences import Preferences

_TABLES, _WIDTHS = "drafting.grid.tables", "drafting.grid.widths"


class Remembered:
    """Reads and keeps choices. Widths are those of a checklist, in pixels at text scale 1, by element."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def sieve(self, place: Place) -> Sieve:
        """Return filters and order of a table."""
        return Sieve.from_json(self._of(place).get("sieve") or {})

    def keep_sieve(self, place: Place, sieve: Sieve) -> None:
        """Keep filters and order of a table."""
        self._keep(place, "sieve", sieve.as_json())

    def cell(self, place: Place) -> tuple[str, str]:
        """Return line and element of the cell that was the current one, "" where none was."""
        key, element = self._of(place).get("cell") or ("", "")
        return key, element

    def keep_cell(self, place: Place, key: str, element: str) -> None:
        """Keep which cell is the current one."""
        self._keep(place, "cell", [key, element])

    def widths(self, place: Place) -> dict[str, int]:
        """Return the widths of columns that are not the usual ones."""
        return dict(self._preferences.get(_WIDTHS, {}).get(place.checklist) or {})

    def keep_width(self, place: Place, element: str, width: int) -> None:
        """Keep the width of a column."""
        known = self._preferences.get(_WIDTHS, {})
        self._preferences.put(_WIDTHS, known | {place.checklist: self.widths(place) | {element: width}})

    def _of(self, place: Place) -> dict[str, Any]:
        return self._preferences.get(_TABLES, {}).get(_name(place)) or {}

    def _keep(self, place: Place, what: str, value: Any) -> None:
        known = self._preferences.get(_TABLES, {})
        self._preferences.put(_TABLES, known | {_name(place): self._of(place) | {what: value}})


def _name(place: Place) -> str:
    return f"{place.checklist} {place.field or ''}".strip()
