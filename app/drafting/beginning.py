"""Beginning an item of the standard with the first thing done to it: it is adopted with that, as one operation."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from app.drafting.adopting import adopted_content
from app.drafting.editing import KEEP, refuse_if_blocked, set_entry, valid_reason
from app.drafting.entry import STATE_LABELS, EntryContent, State, as_builtins, checked_values, entry_id
from app.drafting.lookup import find_definition, known_item
from app.drafting.operations import head_of, operation
from app.drafting.projection import project
from app.drafting.publisher_answers import publisher_answer
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE, Definition, Item
from app.workspace import Workspace


class Beginning(NamedTuple):
    """An item that was not adopted, by checklist and code."""

    checklist: str
    item: str


def beginning_id(workspace: Workspace, beginning: Beginning) -> str:
    """Return the id the entry will have."""
    return entry_id(workspace.organisation.id, beginning.checklist, workspace.edition, beginning.item)


def begin(
    workspace: Workspace,
    beginning: Beginning,
    values: Mapping[str, Any] | None = None,
    *,
    state: State = "draft",
    not_applicable: str | None = None,
) -> str:
    """Adopt an item with `values` over the standard's, a state or the reason for 不涉及; returns the entry's id.

    An entry that stands by now is changed as by `set_entry`. Raises `UserFacingError` for an unknown item, wrong
    values, an empty reason or a state that findings forbid.
    """
    id = beginning_id(workspace, beginning)
    row = workspace.store.entries.get(id)
    if row is not None and not row.content["removed"]:
        reason = KEEP if not_applicable is None else not_applicable
        set_entry(workspace, row, dict(values or {}), state=state, not_applicable=reason)
        return id
    definition, item = _found(workspace, beginning)
    content = _begun(workspace, definition, item, values or {})
    reason = None if not_applicable is None else valid_reason(not_applicable)
    content = replace(content, state=state, not_applicable=content.not_applicable if reason is None else reason)
    refuse_if_blocked(workspace, id, content)
    with operation(workspace, "adopt", _label(definition, item, values or {}, state, reason)) as act:
        act.write("entry", id, as_builtins(content), head_of(workspace, "entry", id))
    return id


def begun_content(workspace: Workspace, beginning: Beginning) -> EntryContent:
    """Return what adopting the item would write. Raises `UserFacingError` for an unknown item."""
    return _begun(workspace, *_found(workspace, beginning), {})


def begun_contents(workspace: Workspace, begins: Mapping[str, Beginning]) -> dict[str, EntryContent]:
    """Return by id what adopting these items together would write, those that are new one after another.

    What stands by now, or would have another id in the present edition, is left out.
    """
    rows = workspace.store.entries.many(begins)
    new = Counter[tuple[str, str | None]]()
    contents: dict[str, EntryContent] = {}
    for id, beginning in begins.items():
        row = rows.get(id)
        if beginning_id(workspace, beginning) != id or (row is not None and not row.content["removed"]):
            continue
        content = begun_content(workspace, beginning)
        if row is None:
            table = content.checklist, content.field
            content = replace(content, position=content.position + new[table])
            new[table] += 1
        contents[id] = content
    return contents


def differs_from_standard(workspace: Workspace, beginning: Beginning, values: Mapping[str, Any]) -> bool:
    """Whether one of `values` is not as adopting the item would write it."""
    definition, item = _found(workspace, beginning)
    answer = publisher_answer(workspace, beginning.checklist, _field(definition, item))
    standard = project(definition, item, workspace.organisation, answer).values
    return any(standard.get(key) != value for key, value in values.items())


def beginning_of(workspace: Workspace, id: str) -> Beginning | None:
    """Return the item whose entry would have that id in the present edition. Looks through all of them."""
    for definition in workspace.library.definitions.values():
        for item in workspace.library.items(definition.code):
            beginning = Beginning(definition.code, item.code)
            if beginning_id(workspace, beginning) == id:
                return beginning
    return None


def _found(workspace: Workspace, beginning: Beginning) -> tuple[Definition, Item]:
    definition = find_definition(workspace, beginning.checklist)
    item = known_item(workspace, beginning.checklist, beginning.item)
    if item is None:
        raise UserFacingError(
            "item-unknown", f"“{definition.name}”里没有编号为“{beginning.item}”的事项，没有改动。请重新打开清单。"
        )
    return definition, item


def _begun(workspace: Workspace, definition: Definition, item: Item, values: Mapping[str, Any]) -> EntryContent:
    field, unit = _field(definition, item), workspace.organisation.id
    head = head_of(workspace, "entry", beginning_id(workspace, Beginning(definition.code, item.code)))
    last = workspace.store.entries.last_position(unit, workspace.edition, definition.code, field)
    position = head.content["position"] if head.content else last + 1
    answer = publisher_answer(workspace, definition.code, field)
    content, _ = adopted_content(workspace, definition, item, position, answer)
    return replace(content, values=content.values | checked_values(definition, dict(values)))


def _field(definition: Definition, item: Item) -> str | None:
    return item.field if definition.code == STANDARD_CATALOGUE else None


def _label(definition: Definition, item: Item, values: Mapping[str, Any], state: State, reason: str | None) -> str:
    parts = [element.label for element in definition.elements if element.key in values]
    parts += ["不涉及"] if reason is not None else [STATE_LABELS[state]] if state != "draft" else []
    return f"采用 {item.code}" + (f"：{'、'.join(parts)}" if parts else "")
