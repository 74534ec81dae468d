"""How tables and units are called on the page."""

from app.drafting.tables import OwnTable
from app.organisations import self_name as self_name

_LEVELS = {"county": "县级", "township": "乡级", "village": "村级"}


def table_name(table: OwnTable) -> str:
    """Return a table's code and name: 05 社会救助, 村务公开目录."""
    return f"{table.field} {table.name}" if table.field else table.name


def table_choice(table: OwnTable, level: str | None) -> str:
    """Return what the choice of tables says of one: its name and how far it is."""
    if table.not_concerned:
        return f"{table_name(table)}（不涉及）"
    whole = max(table.items, table.entries)
    if not whole:
        return f"{table_name(table)}（没有{_LEVELS.get(level or '', '本级')}事项）"
    return f"{table_name(table)}  {table.done}/{whole}"
