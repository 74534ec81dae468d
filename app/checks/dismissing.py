"""Findings that somebody has looked at and let stand, with the reason: they stay silent until what they are about
changes. Only what a rule doubts can be dismissed; what must be mended cannot.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from msgspec import Meta, Struct, convert, to_builtins

from app.checks.doubts import entry_doubts
from app.checks.finding import Finding
from app.checks.personal_data import KIND_LABELS, find_personal_data
from app.checks.yardstick import yardstick_of
from app.drafting.lookup import entry_content
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.workspace import Workspace
from db.repositories.entries import EntryRow

DISMISSAL = "dismissal"
LONGEST_REASON = 500  # characters
_LEAST_REASON = 2


class Dismissal(Struct, frozen=True):
    """Who let a finding stand, when (ISO 8601, UTC) and why; `about` is what it was about (`Finding.about`)."""

    organisation: str
    edition: str
    entry: str
    code: str
    element: str
    about: str
    reason: Annotated[str, Meta(min_length=_LEAST_REASON, max_length=LONGEST_REASON)]
    person: str
    at: str
    removed: bool = False


@dataclass(frozen=True)
class Sorted:
    """Findings that stand, and those that somebody dismissed, each with the dismissal."""

    standing: tuple[Finding, ...]
    dismissed: tuple[tuple[Finding, Dismissal], ...]


def dismiss(workspace: Workspace, entry: str, code: str, reason: str, element: str | None = None) -> int:
    """Let what a rule doubts in an entry stand, as one operation; returns how many findings that were.

    Raises `UsageError` without a reason or a name, `UserFacingError` where no such doubt stands or the reason shows a
    personal number.
    """
    person = workspace.require_person("说明不用改")
    said = " ".join(reason.split())
    if not _LEAST_REASON <= len(said) <= LONGEST_REASON:
        raise UsageError("dismissal-unexplained", f"请写明为什么不用改，2 至 {LONGEST_REASON} 个字。没有改动。")
    for hit in find_personal_data(said, workspace.organisation.public_phones):
        raise UserFacingError("dismissal-personal", f"理由里有{KIND_LABELS[hit.kind]}，没有记下。请删掉号码再写。")
    row = _live_entry(workspace, entry)
    found = [each for each in _doubts(workspace, row) if each.code == code and element in (None, each.element)]
    if not found:
        raise UserFacingError("finding-gone", "这一处现在没有这个问题，没有改动。请看最新的检查结果。")
    with operation(workspace, "dismiss", f"说明不用改 {code}") as act:
        for each in found:
            content = Dismissal(
                each.organisation,
                row.content["edition"],
                row.id,
                each.code,
                each.element or "",
                each.about,
                said,
                person,
                workspace.timestamp(),
            )
            act.write(DISMISSAL, dismissal_id(row.id, each.code, each.element), to_builtins(content))
    return len(found)


def look_again(workspace: Workspace, entry: str, code: str, element: str | None = None) -> int:
    """Let dismissed findings of an entry speak again; returns how many.

    Raises `UserFacingError` where none was dismissed.
    """
    standing = [
        each
        for each in dismissals(workspace)
        if (each.entry, each.code) == (entry, code) and element in (None, each.element)
    ]
    if not standing:
        raise UserFacingError("dismissal-missing", "这一处没有说明过不用改，没有改动。")
    with operation(workspace, "dismiss", f"重新提醒 {code}") as act:
        for each in standing:
            id = dismissal_id(entry, code, each.element)
            record = workspace.store.records.get(DISMISSAL, id)
            act.write(DISMISSAL, id, record.content | {"removed": True})
    return len(standing)


def dismissals(workspace: Workspace) -> list[Dismissal]:
    """Return what was dismissed and not taken up again; some of it may be about what has changed since."""
    return [convert(row.content, Dismissal) for row in workspace.store.records.of_kind(DISMISSAL)]


def sort_findings(workspace: Workspace, findings: Iterable[Finding]) -> Sorted:
    """Part findings into those that stand and those dismissed as they are now."""
    known = {(each.entry, each.code, each.element, each.about): each for each in dismissals(workspace)}
    standing: list[Finding] = []
    dismissed: list[tuple[Finding, Dismissal]] = []
    for finding in findings:
        found = known.get((finding.entry, finding.code, finding.element, finding.about)) if finding.about else None
        if found is None:
            standing.append(finding)
        else:
            dismissed.append((finding, found))
    return Sorted(tuple(standing), tuple(dismissed))


def dismissal_id(entry: str, code: str, element: str | None) -> str:
    """Return the id under which a dismissal is kept, the same on every computer."""
    return str(uuid.uuid5(uuid.UUID(entry), f"{DISMISSAL}:{code}:{element or ''}"))


def _live_entry(workspace: Workspace, id: str) -> EntryRow:
    row = workspace.store.entries.get(id)
    if row is None or row.content["removed"]:
        raise UserFacingError("entry-unknown", "这一条已经不在了，没有改动。请重新打开清单。", details=id)
    return row


def _doubts(workspace: Workspace, row: EntryRow) -> list[Finding]:
    content = entry_content(row)
    yardstick = yardstick_of(workspace, content.organisation, content.checklist, content.field)
    return entry_doubts(yardstick, row.id, content)
