"""Which fields of the standard catalogue do not concern our unit, and why: said once, before anybody drafts in them."""

from collections.abc import Mapping

from app.drafting.operations import operation
from app.errors import UserFacingError
from app.workspace import Workspace

KIND = "concern"
_MOST_LETTERS = 200


def not_concerned(workspace: Workspace) -> dict[str, str]:
    """Return the reason for each field that was said not to concern us, by field code in order."""
    rows = workspace.store.records.of_kind(KIND)
    return {row.id: row.content["reason"] for row in sorted(rows, key=lambda row: row.id) if not row.content["removed"]}


def concern_revisions(workspace: Workspace) -> dict[str, str]:
    """Return by field code the revision in which it was said that a field does not concern us."""
    return {row.id: row.revision for row in workspace.store.records.of_kind(KIND)}


def say_concern(workspace: Workspace, reasons: Mapping[str, str]) -> int:
    """Say, as one undoable operation, that exactly these fields do not concern us; returns how many differ from before.

    Raises `UserFacingError` for a field that is unknown or has no reason; then nothing is changed.
    """
    kept = {code: " ".join(reason.split()) for code, reason in reasons.items()}
    for code, reason in kept.items():
        _require_usable(workspace, code, reason)
    # A field said to concern us again keeps its record, marked removed.
    gone = {code: reason for code, reason in not_concerned(workspace).items() if code not in kept}
    with operation(workspace, "concern", lambda changed: f"改了 {changed} 个领域是否有关") as act:
        for code, reason in (kept | gone).items():
            act.write(KIND, code, {"reason": reason, "removed": code in gone})
    return act.changed


def _require_usable(workspace: Workspace, code: str, reason: str) -> None:
    field = workspace.library.fields.get(code)
    if field is None:
        raise UserFacingError("field-unknown", f"标准目录里没有领域“{code}”，没有改动。")
    if not reason or len(reason) > _MOST_LETTERS:
        raise UserFacingError(
            "reason-missing",
            f"“{code} {field.name}”为什么与本单位无关，要写 1 到 {_MOST_LETTERS} 个字。没有改动。",
        )
