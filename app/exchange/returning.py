"""What goes back to a unit below: the return with everything said of its entries, the receipt of what came."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, to_builtins

from app.errors import UserFacingError
from app.exchange.handing_in import HandedIn, content_hash_of, hand_over
from app.exchange.manifest import Recipient, Sha256
from app.exchange.package_writing import DocumentContent, RowsContent
from app.exchange.redaction_rows import redaction_members, redaction_rows
from app.exchange.subject_rows import SubjectId, is_told, subject_row
from app.exchange.verdicts import VERDICT, require_no_personal_data
from app.organisations import Organisation
from app.workspace import Workspace
from db.repositories.entries import EntryRow
from db.repositories.records import RecordRow

Moment = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0, le=10_000_000)]


class ReceiptFile(Struct, frozen=True):
    """receipt.json: which submission was received (the hash of its manifest), when (ISO 8601), how many entries of
    the unit are held now and how many of them wait for a decision."""

    submission: Sha256
    round: Annotated[int, Meta(ge=1, le=1_000_000)]
    received_at: Moment
    entries: Count
    waiting: Count


class OutcomeRow(Struct, frozen=True):
    """A line of outcomes.jsonl: at which revision an entry stands with the receiver; waiting: another one came too
    and nobody has decided between them yet."""

    entry: SubjectId
    revision: Sha256
    outcome: Literal["held", "waiting"]


def export_return(workspace: Workspace, unit: Organisation, path: Path, *, force: bool = False) -> HandedIn:
    """Write everything we said of a unit's entries in this edition to a return for it; unchanged content gives the
    same round and bytes. Every return holds all of it, so that one that got lost is made good by the next.

    Raises `UserFacingError` when nothing was said, personal data stands in it, or the disk refuses.
    """
    rows = verdict_rows(workspace, unit.id)
    if not rows:
        raise UserFacingError("nothing-to-return", f"对“{unit.name}”报来的内容还没有审过，没有意见可以退回。请先审核。")
    require_no_personal_data(workspace, path, rows)
    redactions = redaction_rows(workspace, {unit.id})
    return hand_over(
        workspace,
        path,
        "return",
        Recipient(unit.id, unit.name),
        [RowsContent("verdicts.jsonl", rows), *redaction_members(redactions)],
        subjects=[(VERDICT, row["id"], row["revision"]) for row in rows],
        content_hash=content_hash_of(rows + redactions),
        force=force,
    )


def export_receipt(workspace: Workspace, unit: Organisation, path: Path, *, force: bool = False) -> HandedIn:
    """Write to a unit that its last submission of this edition was received, and at which revisions its entries stand
    here. Raises `UserFacingError` when nothing came from it."""
    rows = list(workspace.store.entries.listed(organisation=unit.id, edition=workspace.edition, removed=True))
    receipt = receipt_of(workspace, unit.id, rows)
    if receipt is None:
        raise UserFacingError("nothing-received", f"还没有收下过“{unit.name}”的上报包，没有回执可以开。")
    asked = _asked_about(workspace, rows)
    outcomes = [OutcomeRow(row.id, row.revision, "waiting" if row.id in asked else "held") for row in rows]
    facts: list[Any] = [to_builtins(receipt), *map(to_builtins, outcomes)]
    return hand_over(
        workspace,
        path,
        "receipt",
        Recipient(unit.id, unit.name),
        [DocumentContent("receipt.json", facts[0]), RowsContent("outcomes.jsonl", facts[1:])],
        subjects=[],
        content_hash=content_hash_of(facts),
        force=force,
    )


def receipt_of(workspace: Workspace, unit: str, rows: list[EntryRow]) -> ReceiptFile | None:
    """Return what a receipt says of a unit whose entries are these; None where nothing that came from it stands."""
    last = last_submission(workspace, unit)
    if last is None:
        return None
    at = workspace.store.operations.by_number(last["operation"])["at"]
    waiting = len(_asked_about(workspace, rows))
    return ReceiptFile(last["hash"], last["round"], datetime.fromisoformat(at), len(rows), waiting)


def last_submission(workspace: Workspace, unit: str) -> dict[str, Any] | None:
    """Return the last submission of this edition that was taken in from a unit and stands."""
    return workspace.store.packages.last("in", "submission", unit, workspace.edition, standing="received")


def verdict_rows(workspace: Workspace, unit: str) -> list[dict[str, Any]]:
    """Return the lines of verdicts.jsonl: what we said of a unit's entries in this edition."""
    said = sorted(_said(workspace, unit), key=lambda row: row.id)
    return [subject_row(workspace, row.id, row.revision, row.content) for row in said]


def has_something_to_return(workspace: Workspace, unit: str) -> bool:
    """Say whether there is anything to tell a unit (id) of its entries: also a comment alone, a word about what has
    been changed since, or that a word was taken back."""
    return any(True for _ in _said(workspace, unit))


def _said(workspace: Workspace, unit: str) -> Iterator[RecordRow]:
    own = workspace.organisation.id
    rows = workspace.store.verdicts.of_unit(unit, workspace.edition)
    return (row for row in rows if row.content["reviewer"] == own and is_told(workspace, row))


def _asked_about(workspace: Workspace, rows: list[EntryRow]) -> set[str]:
    """Return which of these entries (ids) wait for a decision of ours."""
    return {row["subject_id"] for row in workspace.store.proposals.waiting_on("entry", [row.id for row in rows])}
