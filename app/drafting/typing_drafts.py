"""What is being typed: one draft row per element at once, one revision when the element is left."""

from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from app.drafting.entry import EntryContent, as_builtins
from app.drafting.lookup import entry_content
from app.drafting.operations import Head, operation
from app.errors import UserFacingError
from app.standards.values import check_value
from app.workspace import Workspace


def keep_draft(workspace: Workspace, entry: str, element: str, value: Any) -> None:
    """Put what stands in an editor onto the disk; it is not yet a revision and survives a crash."""
    with workspace.store.transaction():
        workspace.store.drafts.put("entry", entry, element, value, workspace.person, workspace.timestamp())


def settle_draft(workspace: Workspace, entry: str, label: str | None = None) -> str | None:
    """Make one revision of what was typed into an entry and drop its draft rows. Returns the revision.

    What is not yet a value of its element (half a date, a choice begun) stays a draft, and so does what was typed
    into an entry that was removed meanwhile.
    """
    row = workspace.store.entries.get(entry)
    if row is None or row.content["removed"]:
        return None
    content = entry_content(row)
    typed = _values(workspace, content, workspace.store.drafts.of_subject("entry", entry))
    if not typed:
        return None
    changed = replace(content, values=content.values | typed)
    if changed != content:
        changed = replace(changed, state="draft")
    with operation(workspace, "set", label or "填写") as act:
        revision = act.write("entry", entry, as_builtins(changed), Head(row.revision, row.content))
        workspace.store.drafts.drop("entry", entry, typed)
    return revision


def recover_drafts(workspace: Workspace) -> list[str]:
    """Save what was typed before the program ended unexpectedly; returns the ids of the entries that changed."""
    entries = dict.fromkeys(row["subject_id"] for row in workspace.store.drafts.all())
    return [entry for entry in entries if settle_draft(workspace, entry, "找回上次没有存完的输入")]


def _values(workspace: Workspace, content: EntryContent, typed: dict[str, Any]) -> dict[str, Any]:
    definition = workspace.library.definitions.get(content.checklist)
    values = {}
    for element in definition.elements if definition else ():
        if element.key in typed:
            # Wrong is not an error here: somebody is still typing.
            with suppress(UserFacingError):
                values[element.key] = check_value(element, typed[element.key])
    return values
