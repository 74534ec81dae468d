"""What is being typed: one draft row per element at once, one revision when the element is left."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from app.drafting.beginning import Beginning, begin, beginning_of, differs_from_standard
from app.drafting.editing import own_entry, set_entry
from app.drafting.history import typed_again
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


def keep_draft(workspace: Workspace, entry: str, element: str, value: Any, begins: Beginning | None = None) -> None:
    """Put what stands in an editor onto the disk; it is not yet a revision and survives a crash.

    `begins`: the item that what is typed adopts, where `entry` need not stand yet. Raises `UserFacingError` for an
    entry that is not ours to change.
    """
    if begins is None:
        own_entry(workspace, entry)
    with workspace.store.transaction():
        workspace.store.drafts.put("entry", entry, element, value, workspace.person, workspace.timestamp())


def settle_draft(
    workspace: Workspace, entry: str, label: str | None = None, begins: Beginning | None = None
) -> Settled:
    """Make one revision of what was typed into an entry and drop its draft rows.

    What is not yet a value of its element (half a date, a choice begun) stays a draft with the reason. With `begins`
    the item is adopted by it, unless all is as adopting would write it anyway. Raises `UserFacingError` for an entry
    that is not ours or was removed; its drafts stay.
    """
    checklist = own_entry(workspace, entry).content["checklist"] if begins is None else begins.checklist
    typed = workspace.store.drafts.of_subject("entry", entry)
    values, rejected = _sorted_out(workspace, checklist, typed)
    if not values:
        return Settled(None, rejected)
    with _no_new_work(workspace):
        if begins is None:
            return Settled(replace_values(workspace, entry, values, label=label), rejected)
        return Settled(_begin_with(workspace, entry, values, begins), rejected)


@contextmanager
def _no_new_work(workspace: Workspace) -> Iterator[None]:
    """Make values of what was typed; what was typed after it and taken back can be redone all the same."""
    with workspace.store.transaction():
        again = typed_again(workspace)
        yield
        if again is not None:
            workspace.store.drafts.keep_taken_back()


def _begin_with(workspace: Workspace, entry: str, values: dict[str, Any], begins: Beginning) -> str | None:
    """Adopt an item by what was typed into it; return the revision, None where nothing was changed."""
    with workspace.store.transaction():
        if workspace.store.entries.get(entry) is not None or differs_from_standard(workspace, begins, values):
            begin(workspace, begins, values)
        workspace.store.drafts.drop("entry", entry, values)
    row = workspace.store.entries.get(entry)
    return row and row.revision


def replace_values(workspace: Workspace, entry: str, values: dict[str, Any], **changes: Any) -> str | None:
    """Change elements of an entry as `set_entry` does, and forget what was typed into these elements and waits."""
    with workspace.store.transaction():
        revision = set_entry(workspace, own_entry(workspace, entry), values, **changes)
        workspace.store.drafts.drop("entry", entry, values)
    return revision


def waiting_drafts(workspace: Workspace, entry: str, begins: Beginning | None = None) -> Waiting:
    """Return what was typed into an entry and is no value of its element yet, with the reasons.

    `begins`: the item that would be adopted by it, where the entry need not stand yet.
    """
    typed = workspace.store.drafts.of_subject("entry", entry)
    row = workspace.store.entries.get(entry)
    checklist = begins.checklist if begins else row and row.content["checklist"]
    rejected = _sorted_out(workspace, checklist, typed)[1] if typed and checklist else {}
    return Waiting({element: typed[element] for element in rejected}, rejected)


def recover_drafts(workspace: Workspace) -> list[str]:
    """Save what was typed before the program ended unexpectedly; returns the ids of the entries that changed.

    Drafts of entries that were removed meanwhile stay where they are.
    """
    found = []
    for entry in dict.fromkeys(row["subject_id"] for row in workspace.store.drafts.all()):
        row = workspace.store.entries.get(entry)
        begins = beginning_of(workspace, entry) if row is None else None
        if begins or (row is not None and not row.content["removed"]):
            settled = settle_draft(workspace, entry, "找回上次没有存完的输入", begins)
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
