"""What is being typed: one draft row per element at once, one revision when the element is left."""

from dataclasses import dataclass, field
from typing import Any

from app.drafting.editing import own_entry, set_entry
from app.drafting.lookup import find_definition
from app.errors import UserFacingError
from app.standards.values import check_value
from app.workspace import Workspace


@dataclass(frozen=True)
class Settled:
    """What became of what was typed: the revision it made (None: nothing changed), and by element why it waits."""

    revision: str | None = None
    rejected: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Waiting:
    """What stands in editors of an entry without being a value, by element: as typed, and why it waits."""

    typed: dict[str, Any]
    reasons: dict[str, str]


def keep_draft(workspace: Workspace, entry: str, element: str, value: Any) -> None:
    """Put what stands in an editor onto the disk; it is not yet a revision and survives a crash.

    Raises `UserFacingError` for an entry that is not ours to change.
    """
    own_entry(workspace, entry)
    with workspace.store.transaction():
        workspace.store.drafts.put("entry", entry, element, value, workspace.person, workspace.timestamp())


def settle_draft(workspace: Workspace, entry: str, label: str | None = None) -> Settled:
    """Make one revision of what was typed into an entry and drop its draft rows.

    What is not yet a value of its element (half a date, a choice begun) stays a draft with the reason. Raises
    `UserFacingError` for an entry that is not ours or was removed; its drafts stay.
    """
    row = own_entry(workspace, entry)
    typed = workspace.store.drafts.of_subject("entry", entry)
    values, rejected = _sorted_out(workspace, row.content["checklist"], typed)
    if not values:
        return Settled(None, rejected)
    return Settled(replace_values(workspace, entry, values, label=label), rejected)


def replace_values(workspace: Workspace, entry: str, values: dict[str, Any], **changes: Any) -> str | None:
    """Change elements of an entry as `set_entry` does, and forget what was typed into these elements and waits."""
    with workspace.store.transaction():
        revision = set_entry(workspace, own_entry(workspace, entry), values, **changes)
        workspace.store.drafts.drop("entry", entry, values)
    return revision


def waiting_drafts(workspace: Workspace, entry: str) -> Waiting:
    """Return what was typed into an entry and is no value of its element yet, with the reasons."""
    typed = workspace.store.drafts.of_subject("entry", entry)
    row = workspace.store.entries.get(entry)
    rejected = _sorted_out(workspace, row.content["checklist"], typed)[1] if typed and row else {}
    return Waiting({element: typed[element] for element in rejected}, rejected)


def recover_drafts(workspace: Workspace) -> list[str]:
    """Save what was typed before the program ended unexpectedly; returns the ids of the entries that changed.

    Drafts of entries that were removed meanwhile stay where they are.
    """
    found = []
    for entry in dict.fromkeys(row["subject_id"] for row in workspace.store.drafts.all()):
        row = workspace.store.entries.get(entry)
        if row is not None and not row.content["removed"]:
            settled = settle_draft(workspace, entry, "找回上次没有存完的输入")
            found += [entry] if settled.revision else []
    return found


def _sorted_out(workspace: Workspace, checklist: str, typed: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Part what was typed into values in shape, and reasons for what is none yet."""
    values: dict[str, Any] = {}
    rejected: dict[str, str] = {}
    for element in find_definition(workspace, checklist).elements:
        if element.key in typed:
            try:
                values[element.key] = check_value(element, typed[element.key])
            except UserFacingError as error:
                rejected[element.key] = error.message
    return values, rejected
