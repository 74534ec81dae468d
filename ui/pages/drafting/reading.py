"""What the page shows, read from the store at one go or only for another line."""

from collections.abc import Sequence
from dataclasses import replace

from app.drafting.lookup import entry_content, known_item
from app.drafting.tables import own_tables
from app.workspace import Workspace
from ui.pages.drafting.entry_reading import view_of_entry, view_of_item
from ui.pages.drafting.records import EntryView, PageView, Place, VersionView
from ui.pages.drafting.table_reading import TableReading
from ui.pages.drafting.version_reading import read_versions


def read_page(
    workspace: Workspace, reading: TableReading, places: Sequence[Place], key: str, *, with_versions: bool = False
) -> PageView:
    """Return what the page shows: of `places` the first the unit has, else the first table that concerns it."""
    tables = tuple(own_tables(workspace))
    known = [Place(table.checklist, table.field) for table in tables]
    first = next((number for number, table in enumerate(tables) if not table.not_concerned), 0)
    place = next((place for place in places if place in known), known[first])
    page = PageView(tables, reading.read(workspace, place), None, () if with_versions else None)
    return read_line(workspace, page, key, with_versions=with_versions) if page.table.item(key) else page


def read_line(workspace: Workspace, page: PageView, key: str, *, with_versions: bool = False) -> PageView:
    """Return a page as it was read before with another line of its table chosen; `entry` is None if that went."""
    line, place = page.table.item(key), page.table.place
    if line is None or line.entry is None:
        item = line and known_item(workspace, place.checklist, key)
        return replace(page, entry=item and view_of_item(workspace, place, item), versions=None)
    row = workspace.store.entries.get(line.entry)
    entry = row and view_of_entry(workspace, place, row.id, entry_content(row))
    return replace(page, entry=entry, versions=_versions(workspace, entry) if with_versions else None)


def _versions(workspace: Workspace, entry: EntryView | None) -> tuple[VersionView, ...] | None:
    return tuple(read_versions(workspace, entry.entry)) if entry and entry.entry else None
