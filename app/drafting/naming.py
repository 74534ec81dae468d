"""What an entry or an item of the standard is called in lists and over its form."""

from typing import Any

from app.drafting.entry import EntryContent, title_of
from app.drafting.tables import heading_element
from app.standards.models import Definition, Item

NO_HEADING = "还没有归类"


def names_of_entry(definition: Definition, content: EntryContent, item: Item | None) -> tuple[str, str]:
    """Return heading and name of an entry; while its own are empty, those of the item behind it."""
    filled = {key: value for key, value in content.values.items() if value}
    heading, title = names_of(definition, (item.values if item else {}) | filled)
    return heading or (NO_HEADING if heading_element(definition) else ""), title


def names_of(definition: Definition, values: dict[str, Any]) -> tuple[str, str]:
    """Return the heading an entry stands under and its name below that."""
    element = heading_element(definition)
    heading = values.get(element) if element else None
    parts = [values.get(key) for key in definition.title_elements if key != element]
    title = " / ".join(part for part in parts if isinstance(part, str) and part)
    return heading or "", title or title_of(definition, values)
