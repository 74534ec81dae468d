"""What the clerk said columns mean, remembered for other tables with the same heads."""

from collections.abc import Mapping

from app.tables.understanding.catalogue import ReadCatalogue, ReadColumn, ReadTable
from ui.preferences import Preferences

_KEY = "table_import.meanings"
_MOST_TABLES = 40

Known = Mapping[str, Mapping[str, str | None]]
"""By the heads of a table: the number of a column (as text) and what it means."""


class MeaningMemory:
    """Kept with the preferences of the person; nothing but heads of tables is in it."""

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences

    def known(self) -> Known:
        """Return everything that is remembered."""
        return self._preferences.get(_KEY) or {}

    def keep(self, table: ReadTable, column: ReadColumn, meaning: str | None) -> None:
        """Remember what a column means in tables with the heads of this one."""
        known, heads = dict(self.known()), heads_of(table)
        if not heads:
            return
        told = {**known.pop(heads, {}), str(column.column): meaning}
        latest = [*known.items(), (heads, told)][-_MOST_TABLES:]
        self._preferences.put(_KEY, dict(latest))

    def forget(self, table: ReadTable, column: ReadColumn) -> None:
        """Leave a column to the program again in tables with the heads of this one."""
        known, heads = dict(self.known()), heads_of(table)
        left = {number: meaning for number, meaning in known.pop(heads, {}).items() if number != str(column.column)}
        self._preferences.put(_KEY, known | ({heads: left} if left else {}))


def heads_of(table: ReadTable) -> str:
    """Return what a table is recognised by; "" for one without heads, which is never recognised."""
    return "|".join(column.head for column in table.columns) if table.heads else ""


def remembered(read: ReadCatalogue, known: Known) -> dict[tuple[int, int, int], str | None]:
    """Return what columns mean in the tables of a file whose heads are known."""
    return {
        (table.sheet, table.number, int(number)): meaning
        for table in read.tables
        if heads_of(table)
        for number, meaning in known.get(heads_of(table), {}).items()
    }
