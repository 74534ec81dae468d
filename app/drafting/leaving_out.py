"""Saying of a whole table that it does not concern our unit, and taking that back."""

from msgspec.structs import replace

from app.drafting.adopting import adopted_content
from app.drafting.concern import not_concerned, say_concern
from app.drafting.editing import set_entries, write_content
from app.drafting.entry import REASON, EntryContent, as_builtins, entry_id
from app.drafting.lookup import find_definition
from app.drafting.operations import head_of, operation
from app.drafting.publisher_answers import publisher_answer
from app.drafting.tables import own_entries, own_items
from app.errors import UserFacingError
from app.standards.values import check_value
from app.workspace import Workspace


def leave_out(workspace: Workspace, reason: str, *, checklist: str, field: str | None = None) -> int:
    """Say that a table does not concern us, as one operation; returns how many entries were written.

    Of a field that nobody began it is said once (0 entries). Else every entry, and every item of our level that was
    not adopted yet, is marked; entries marked before keep their reason, removed ones stay away. Raises
    `UserFacingError` without a reason.
    """
    words = check_value(REASON, reason)
    if words is None:
        raise UserFacingError("reason-missing", "标为“不涉及”要写明理由，没有改动。例如：本镇没有这类企业。")
    entries = own_entries(workspace, checklist, field)
    if field and not entries:
        say_concern(workspace, not_concerned(workspace) | {field: words})
        return 0
    name = workspace.library.fields[field].name if field else find_definition(workspace, checklist).name
    with operation(workspace, "set", f"“{name}”标为不涉及") as act:
        for row, content in entries:
            if content.not_applicable is None:
                write_content(act, row, replace(content, not_applicable=words, state="draft"))
        for id, content in _not_adopted(workspace, checklist, field).items():
            act.write("entry", id, as_builtins(replace(content, not_applicable=words)))
        return act.changed


def take_up(workspace: Workspace, *, checklist: str, field: str | None = None) -> int:
    """Say that a table concerns us after all, as one operation; returns how many entries do again."""
    reasons = not_concerned(workspace)
    declined = [row for row, content in own_entries(workspace, checklist, field) if content.not_applicable is not None]
    if declined:
        return len(set_entries(workspace, declined, not_applicable=None))
    say_concern(workspace, {code: reason for code, reason in reasons.items() if code != field})
    return 0


def _not_adopted(workspace: Workspace, checklist: str, field: str | None) -> dict[str, EntryContent]:
    """Return what adopting the rest of a table would write, by entry id; without those that were removed."""
    unit, definition = workspace.organisation, find_definition(workspace, checklist)
    answer = publisher_answer(workspace, checklist, field)
    position = workspace.store.entries.last_position(unit.id, workspace.edition, checklist, field)
    found = {}
    for item in own_items(workspace, checklist, field):
        id = entry_id(unit.id, checklist, workspace.edition, item.code)
        if head_of(workspace, "entry", id).content is None:
            position += 1
            found[id] = adopted_content(workspace, definition, item, position, answer)[0]
    return found
