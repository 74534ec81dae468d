"""What entries hold under elements that their checklist asks no more: kept, shown nowhere, told of."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from app.standards.models import Definition, Element
from app.workspace import Workspace


def hidden_elements(definition: Definition, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of what is filled in and asked no more."""
    return tuple(each.key for each in definition.retired if values.get(each.key) not in (None, "", []))


def hidden_values(workspace: Workspace, definition: Definition) -> Iterator[tuple[Element, int]]:
    """Yield the elements that are asked no more with how many live entries, of ours and of units below, fill them."""
    if not definition.retired:
        return
    counts = Counter[str]()
    for row in workspace.store.entries.listed(checklist=definition.code):
        counts.update(hidden_elements(definition, row.content["values"]))
    for element in definition.retired:
        if counts[element.key]:
            yield element, counts[element.key]
