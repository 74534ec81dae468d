"""Where on the page something is: an entry, an item of the standard, what is to be confirmed."""

from app.drafting.editing import own_entry
from app.drafting.lookup import entry_content, known_item
from app.drafting.tables import own_entries, own_tables
from app.workspace import Workspace
from ui.pages.drafting.records import Place


def place_of_entry(workspace: Workspace, entry: str) -> tuple[Place, str]:
    """Return the table of one of our entries and its key there."""
    row = own_entry(workspace, entry)
    content = entry_content(row)
    return Place(content.checklist, content.field), content.item or row.id


def place_of_unconfirmed(workspace: Workspace, place: Place) -> tuple[Place, str]:
    """Return a table and the key there of the first entry whose standard text nobody has held against the official
    one; without such an entry "", which means the one shown last."""
    for row, content in own_entries(workspace, *place):
        if content.evidence in ("partly", "recalled") and content.confirmed is None:
            return place, content.item or row.id
    return place, ""


def place_of_item(workspace: Workspace, code: str) -> tuple[Place, str] | None:
    """Return the table of a standard item, which is also its key there; None for an unknown code."""
    found = (known_item(workspace, table.checklist, code) for table in own_tables(workspace))
    item = next((item for item in found if item is not None), None)
    return item and (Place(item.checklist, item.field), item.code)
