"""What is being typed: one draft row per element at once, one revision when the element is left."""

from typing import Any

from msgspec.structs import replace

from app.drafting.entry import as_builtins
from app.drafting.lookup import entry_content
from app.drafting.operations import Head, operation
from app.workspace import Workspace


def keep_draft(workspace: Workspace, entry: str, element: str, value: Any) -> None:
    """Put what stands in an editor onto the disk; it is not yet a revision and survives a crash."""
    with workspace.store.transaction():
        workspace.store.drafts.put("entry", entry, element, value, workspace.person, workspace.timestamp())


def settle_draft(workspace: Workspace, entry: str, label: str | None = None) -> str | None:
    """Make one revision of everything typed into an entry and drop its draft rows. Returns the revision."""
    typed = workspace.store.drafts.of_subject("entry", entry)
    row = workspace.store.entries.get(entry)
    if row is None or not typed:
        return None
    content = entry_content(row)
    changed = replace(content, values=content.values | typed)
    if changed != content:
        changed = replace(changed, state="draft")
    with operation(workspace, "set", label or "填写") as act:
        revision = act.write("entry", entry, as_builtins(changed), Head(row.revision, row.content))
        workspace.store.drafts.drop("entry", entry)
    return revision


def recover_drafts(workspace: Workspace) -> list[str]:
    """Save what was typed before the program ended unexpectedly; returns the ids of the entries concerned."""
    entries = list(dict.fromkeys(row["subject_id"] for row in workspace.store.drafts.all()))
    for entry in entries:
        settle_draft(workspace, entry, "找回上次没有存完的输入")
    return entries
