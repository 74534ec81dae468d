"""Giving a unit that lost its computer back what its parent holds of it: entries at their very revisions, what was
said of them and answered, and the round from which it goes on."""

from pathlib import Path

from msgspec import Struct, ValidationError, convert, to_builtins

from app.calendar.wording import plain_date
from app.errors import UserFacingError
from app.exchange import manifest as package_manifest
from app.exchange import refusals
from app.exchange.answers import answer_rows
from app.exchange.handing_in import HandedIn, content_hash_of, hand_over
from app.exchange.manifest import Recipient, ShortText
from app.exchange.package_reading import VerifiedPackage
from app.exchange.package_writing import DocumentContent, RowsContent
from app.exchange.redaction_rows import redaction_members, redaction_rows
from app.exchange.returning import ReceiptFile, receipt_of, verdict_rows
from app.exchange.subject_rows import subject_row
from app.exchange.taking_answers import answer_proposals
from app.exchange.taking_returns import receipt_record, verdict_proposals
from app.exchange.verdicts import require_no_personal_data
from app.organisations import Organisation
from app.proposals.proposals import Proposal
from app.workspace import Workspace


class RecoveryFile(Struct, frozen=True):
    """recovery.json: whose content this is, whose parent sends it, of which edition, and the last submission that came
    (null: none stands), after which the unit counts on."""

    organisation: package_manifest.Organisation
    parent: package_manifest.Organisation
    edition: ShortText
    last: ReceiptFile | None


def export_recovery(workspace: Workspace, unit: Organisation, path: Path, *, force: bool = False) -> HandedIn:
    """Write everything that was taken in from a unit in this edition to a package with which it can go on.

    Raises `UserFacingError` when nothing came from it, personal data stands in what we said of it, or the disk refuses.
    """
    rows = list(workspace.store.entries.listed(organisation=unit.id, edition=workspace.edition, removed=True))
    if not rows:
        raise UserFacingError(
            "nothing-received",
            f"还没有收下过“{unit.name}”的内容，没有东西可以帮它找回。请先收下它以前报来的文件，再做恢复文件。",
        )
    last = receipt_of(workspace, unit.id, rows)
    facts = to_builtins(RecoveryFile(_facts(unit), _facts(workspace.organisation), workspace.edition, last))
    entries = [subject_row(workspace, row.id, row.revision, row.content) for row in rows]
    verdicts, answers = verdict_rows(workspace, unit.id), answer_rows(workspace, unit.id)
    require_no_personal_data(workspace, path, verdicts)
    redactions = redaction_rows(workspace, {unit.id})
    return hand_over(
        workspace,
        path,
        "recovery",
        Recipient(unit.id, unit.name),
        [
            DocumentContent("recovery.json", facts),
            RowsContent("entries.jsonl", entries),
            RowsContent("verdicts.jsonl", verdicts),
            RowsContent("records.jsonl", answers),
            *redaction_members(redactions),
        ],
        subjects=[("entry", row.id, row.revision) for row in rows],
        content_hash=content_hash_of([facts, *entries, *verdicts, *answers, *redactions]),
        force=force,
    )


def recovery_facts(package: VerifiedPackage) -> RecoveryFile:
    """Return what a recovery package says. Raises `UserFacingError` when it is none, or contradicts itself."""
    manifest = package.manifest
    if manifest.kind != "recovery":
        raise UserFacingError("not-a-recovery-file", "这不是上级给的恢复文件，没有新建。请向上级要恢复文件。")
    try:
        facts = convert(package.document("recovery.json"), RecoveryFile)
    except ValidationError as error:
        raise refusals.malformed(package.file_name, f"recovery.json: {error}") from error
    told = manifest.organisation.id, manifest.recipient and manifest.recipient.id, manifest.edition
    if told != (facts.parent.id, facts.organisation.id, facts.edition) or facts.parent.id == facts.organisation.id:
        raise refusals.malformed(package.file_name, "recovery.json: other units than the manifest")
    return facts


def recovery_records(workspace: Workspace, package: VerifiedPackage) -> tuple[list[Proposal], list[str]]:
    """Return what a recovery package proposes beside entries, all of it taken by rule, and what to know of it."""
    facts, own = recovery_facts(package), workspace.organisation.id
    verdicts, _, _ = verdict_proposals(workspace, package, own)
    records = [*verdicts, *answer_proposals(workspace, package, own)]
    if facts.last is None:
        return records, []
    records.append(receipt_record(workspace, package, facts.last))
    day = plain_date(facts.last.received_at.astimezone().date())
    return records, [f"这是“{facts.parent.name}”{day}收下第 {facts.last.round} 轮以后的内容，下次从下一轮接着报。"]


def _facts(unit: Organisation) -> package_manifest.Organisation:
    return package_manifest.Organisation(unit.id, unit.name, unit.code, unit.kind)
