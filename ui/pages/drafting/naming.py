"""What an entry or item of the standard is called in the list and over its form."""

from typing import Any

from app.drafting.entry import EntryContent, title_of
from app.drafting.lookup import item_of
from app.drafting.tables import heading_element
from app.standards.models import Definition
from app.workspace import Workspace

_NO_HEADING = "还没有归类"


def names_of_entry(workspace: Workspace, definition: Definition, content: EntryContent) -> tuple[str, str]:
    """Return heading and name of an entry; while its own are empty, those of the item behind it."""
    item = item_of(workspace, content)
    filled = {key: value for key, value in content.values.items() if value}
    heading, title = names_of(definition, (dict(item.values) if item else {}) | filled)
    return heading or (_NO_HEADING if heading_element(definition) else ""), title


def names_of(definition: Definition, values: dict[str, Any]) -> tuple[str, str]:
    """Return the heading an entry stands under and its name below that."""
    element = heading_element(definition)
    heading = values.get(element) if element else None
    parts = [values.get(key) for key in definition.title_elements if key != element]
    title = " / ".join(part for part in parts if isinstance(part, str) and part)
    return heading or "", title or title_of(definition, values)
