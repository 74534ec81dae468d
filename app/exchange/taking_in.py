"""Taking packages in: verify, ask whether the sender is known, hold against what we have, apply as one operation."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from msgspec import convert

from app.calendar.office_calendar import office_calendar
from app.collector import collector_paused
from app.drafting.entry import EntryContent, title_of
from app.drafting.official_texts import changing_packs
from app.drafting.operations import Head, entry_heads, entry_revisions, operation_within
from app.drafting.redaction_marks import finish, keep_out
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.exchange.coming_definitions import going_by_coming
from app.exchange.entry_rows import EntryRowIn, definition_in_package, read_entries
from app.exchange.landing import landing_among_clerks, landing_of
from app.exchange.moved_days import brings_calendar, moved_told
from app.exchange.package_reading import VerifiedPackage, open_package
from app.exchange.parents_definitions import told_of_withdrawn
from app.exchange.profiles import pack_proposals, renewed_packs, take_up_packs, told_by_profile
from app.exchange.read_members import require_read_members, unread_told
from app.exchange.recovering import recovery_records
from app.exchange.redaction_rows import read_redactions, take_up_redactions
from app.exchange.register_rows import register_proposals, registers_note
from app.exchange.request_news import told_of_struck
from app.exchange.rule_rows import RULE_MEMBERS
from app.exchange.senders import require_earnest, require_edition, require_known_sender, sender_label
from app.exchange.subject_rows import renewed_ruled
from app.exchange.taking_answers import answer_proposals, answers_to_nothing
from app.exchange.taking_returns import (
    REVIEW,
    close_overtaken_values,
    receipt_proposal,
    value_proposals,
    verdict_proposals,
)
from app.exchange.told_findings import told_findings
from app.exchange.told_rounds import take_up_handed_in
from app.exchange.unit_news import new_sender_name, pictures_left, unit_changes
from app.exchange.verdicts import ANSWER
from app.exchange.work_records import (
    read_revisions,
    read_settings,
    record_proposals,
    renewed_records,
    take_up_rounds,
    units_in,
)
from app.proposals.proposals import FACTS_OF_OURS, Batch, Decisions, Outcome, Proposal, apply_defaults, propose
from app.safekeeping.series import IMPORTING
from app.workspace import Workspace

_CHUNK = 500

Progress = Callable[[int, int], None]
"""Called with (entries looked at, entries in all)."""


@dataclass
class FileOutcome:
    """What became of one file; `result` is applied, unchanged, waiting or refused.

    `code` is the stable word for why a file was refused or waits, None for the others.
    """

    file: str
    kind: str | None = None
    organisation: str | None = None
    round: int | None = None
    applied: bool = False
    result: str = "refused"
    reason: str | None = None
    code: str | None = None
    counts: dict[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The form of the command-line contract."""
        names = ("new", "changed", "cleared", "removed", "withdrawn", "unchanged", "conflicting", "answers")
        facts = {name: getattr(self, name) for name in self.__dataclass_fields__ if name not in ("code", "counts")}
        return facts | {name: self.counts.get(name, 0) for name in names}


def import_file(
    workspace: Workspace, path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> FileOutcome:
    """Take one package in, whole or not at all. A refusal is an outcome with its reason, not an exception."""
    outcome = FileOutcome(str(path))
    try:
        with collector_paused(), workspace.store.plain_errors(), open_package(path) as package:
            manifest = package.manifest
            outcome.kind, outcome.organisation, outcome.round = (
                manifest.kind,
                manifest.organisation.name,
                manifest.round,
            )
            _take_in(workspace, package, outcome, dry_run=dry_run, progress=progress)
    except UserFacingError as error:
        outcome.result, outcome.reason, outcome.code = "refused", error.message, error.code
        outcome.applied, outcome.counts = False, {}
    return outcome


def read_batch(
    workspace: Workspace,
    path: Path,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> Batch:
    """Return what a package proposes: verified, its sender known, nothing changed yet.

    Raises `UserFacingError` when the package is damaged, not for us, or its sender unknown; `cancelled` when
    `is_cancelled`, asked now and then, says so.
    """

    def tell(done: int, total: int) -> None:
        if is_cancelled is not None and is_cancelled():
            raise UserFacingError("cancelled", f"“{path.name}”没有收：已经取消，什么也没有改。")
        if progress is not None:
            progress(done, total)

    with collector_paused(), open_package(path) as package:
        return _batch(workspace, package, tell)


def apply_batch(workspace: Workspace, batch: Batch, decisions: Decisions | None = None) -> Outcome:
    """Apply what `read_batch` returned, as one operation; all of it or nothing.

    `decisions` answers conflicts at once: {subject id: {element: side}}; the others wait. What has changed here since
    the batch was read is held against what stands now. A package that came in meanwhile changes nothing.
    """
    store = workspace.store
    workspace.safeguard(IMPORTING)
    with collector_paused(), changing_packs(workspace), store.transaction():
        if store.packages.received(batch.source_hash or ""):
            return Outcome(Counter(unchanged=len(batch.everything)))
        calendar = office_calendar(workspace) if brings_calendar(batch.everything) else None
        packs = tuple(renewed_packs(workspace, batch.packs))
        is_work = batch.package.kind == "work"
        records = tuple((renewed_records if is_work else renewed_ruled)(workspace, batch.records))
        is_review = batch.source == REVIEW
        with going_by_coming(workspace, records):
            rest = value_proposals(workspace, records) if is_review else _renewed_all(workspace, batch)
        current = replace(batch, proposals=(*packs, *records, *rest))
        with operation_within(workspace, _act_kind(current), f"收下{batch.label}") as act:
            act.looked = batch.looked
            store.revisions.add(act.number(), batch.behind)
            result = apply_defaults(workspace, current, act, decisions)
            take_up_packs(workspace, act, current.everything if batch.package.kind == "profile" else (*packs, *records))
            if is_review:
                act.flush()
                close_overtaken_values(workspace, act)
            if batch.package.kind == "recovery":
                # The parent has it: nothing that would be new to it.
                act.flush()
                act.release("package", _held(workspace, (*batch.proposals, *batch.records)))
            for settings in batch.rounds:
                act.flush()
                take_up_rounds(workspace, act, settings.received)
                take_up_handed_in(workspace, act, settings.handed_in, settings.sent)
            _record_received(workspace, current, result, act.number())
            whose = {batch.organisation} if batch.package.kind == "submission" else {workspace.organisation.id}
            overwritten = take_up_redactions(workspace, act, batch.redactions, whose, is_work=is_work)
            overwritten |= keep_out(workspace, act)
    if overwritten:
        finish(workspace)
    if any(each.subject_kind in FACTS_OF_OURS for each in batch.everything):
        workspace.reread_facts()
        refresh_reference_index(workspace)
    result.told = moved_told(workspace, calendar) if calendar is not None else ()
    return result


def expected_outcome(batch: Batch) -> Outcome:
    """Return what applying a batch as it stands would do."""
    outcome = Outcome()
    for proposal in batch.everything:
        keeps_ours = proposal.differences and all(each.side == "ours" for each in proposal.differences)
        change = "unchanged" if keeps_ours else proposal.change
        outcome.count(proposal, "conflicting" if proposal.default is None else change)
        outcome.waiting += proposal.default is None
    return outcome


def _batch(workspace: Workspace, package: VerifiedPackage, progress: Progress | None) -> Batch:
    kind, sender, own = package.manifest.kind, package.manifest.organisation.id, workspace.organisation.id
    if kind == "start":
        raise UserFacingError(
            "package-other-kind",
            "这是上级发的开始文件，要用它新建工作文件，不能收进已有的工作文件，什么也没有改。"
            "请双击它，或者在“建一个新的”那里选它。",
        )
    require_earnest(workspace, package)
    require_known_sender(workspace, package)
    if kind != "profile":
        require_edition(workspace, package.manifest)
    require_read_members(package)
    told = (*new_sender_name(workspace, package.manifest), *unread_told(package))
    facts = sender, package.hash, (), package.manifest, package.file_name, told
    found = Batch("package", sender_label(package), *facts, redactions=read_redactions(package))
    if kind == "return":
        records, notes, kept = verdict_proposals(workspace, package, own)
        values = tuple(value_proposals(workspace, records))
        found = replace(found, source=REVIEW, notes=(*notes, *found.notes), behind=tuple(kept))
        return replace(found, records=tuple(records), proposals=values)
    if kind == "receipt":
        record, note = receipt_proposal(workspace, package)
        return replace(found, records=(record,), notes=(note, *found.notes))
    if kind == "submission":
        answers = tuple(answer_proposals(workspace, package, sender))
        entries = tuple(_proposals(workspace, package, progress))
        registers = tuple(register_proposals(workspace, package))
        notes = (*answers_to_nothing(workspace, answers), *registers_note(registers), *found.notes)
        records = (*answers, *registers)
        return replace(found, records=records, notes=notes, proposals=entries, looked=told_findings(package, entries))
    if kind == "recovery":
        records, notes = recovery_records(workspace, package)
        entries = tuple(_proposals(workspace, package, progress, own))
        return replace(found, records=tuple(records), notes=(*notes, *found.notes), proposals=entries)
    packs = tuple(pack_proposals(workspace, package))
    if kind == "profile":
        news = told_by_profile(packs)
        told = (f"里面的规定：{news}。",) if news else ()
        own = tuple(each for each in packs if each.default is None)
        packs = tuple(each for each in packs if each.default is not None)
        return replace(found, packs=packs, proposals=own, notes=(*told_of_withdrawn(packs), *told, *found.notes))
    settings = read_settings(package)
    rounds = (settings,) if settings else ()
    brought = tuple(record_proposals(workspace, package))
    # Beside entries only what somebody has to decide is shown.
    asked = (each for each in brought if each.default is None)
    records = tuple(each for each in brought if each.default is not None)
    with going_by_coming(workspace, brought):
        proposals = (*_proposals(workspace, package, progress), *asked)
    found = replace(
        found,
        notes=(
            *unit_changes(workspace, records),
            *told_of_struck(workspace, records),
            *pictures_left(workspace, brought),
            *found.notes,
        ),
        rounds=rounds,
    )
    return replace(found, packs=packs, records=records, proposals=proposals, behind=tuple(read_revisions(package)))


def _renewed_all(workspace: Workspace, batch: Batch) -> Iterator[Proposal]:
    proposals = batch.proposals
    if batch.package.kind == "profile":
        yield from renewed_packs(workspace, proposals)
        return
    yield from _renewed(workspace, tuple(each for each in proposals if each.subject_kind == "entry"))
    yield from renewed_records(workspace, (each for each in proposals if each.subject_kind != "entry"))


def _renewed(workspace: Workspace, proposals: tuple[Proposal, ...]) -> Iterator[Proposal]:
    """Yield the proposals, those whose subject has moved since held against what stands now."""
    for start in range(0, len(proposals), _CHUNK):
        chunk = proposals[start : start + _CHUNK]
        now = entry_revisions(workspace, (proposal.subject_id for proposal in chunk))
        moved = {each.subject_id for each in chunk if now.get(each.subject_id) != each.ours.revision}
        heads = entry_heads(workspace, moved)
        for old in chunk:
            ours = heads.get(old.subject_id, Head())
            if old.subject_id not in moved:
                yield old
            elif old.lineage is None:
                yield replace(old, ours=ours, theirs=ours.content or {}, base=ours.content)
            else:
                told = old.lineage
                row = EntryRowIn(old.subject_id, told.revision, told.parents, told.ancestors, old.theirs)
                yield _proposal(workspace, ours, row, convert(old.theirs, EntryContent))


def _take_in(
    workspace: Workspace,
    package: VerifiedPackage,
    outcome: FileOutcome,
    *,
    dry_run: bool,
    progress: Progress | None,
) -> None:
    if workspace.store.packages.received(package.hash):
        # Said before the rows are read again; who may send was asked when it came first.
        require_known_sender(workspace, package)
        outcome.result, outcome.reason = "unchanged", "这份文件已收过，内容没有变化。"
        outcome.counts = {"unchanged": _row_count(package)}
        return
    batch = _batch(workspace, package, progress)
    _report(outcome, batch, expected_outcome(batch) if dry_run else apply_batch(workspace, batch))
    outcome.applied = not dry_run


def _held(workspace: Workspace, proposals: tuple[Proposal, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield (kind, id, revision) of what of ours was proposed, as far as it is held here."""
    ours = (each for each in proposals if each.subject_kind in ("entry", ANSWER))
    told = {each.lineage.revision: (each.subject_kind, each.subject_id) for each in ours if each.lineage is not None}
    for revision in workspace.store.revisions.contents(told):
        yield *told[revision], revision


def _act_kind(batch: Batch) -> str:
    """An import that brings nothing is recorded, but is no step that a person could take back."""
    unchanged = all(proposal.change == "unchanged" and proposal.lineage is None for proposal in batch.proposals)
    return "received" if unchanged else "import"


def _proposals(
    workspace: Workspace, package: VerifiedPackage, progress: Progress | None, owner: str | None = None
) -> Iterator[Proposal]:
    total, done = sum(m.rows or 0 for m in package.members() if m.name == "entries.jsonl"), 0
    below = units_in(package) if package.manifest.kind == "work" else ()
    entries = read_entries(workspace, package, owner, below=below)
    while chunk := list(itertools.islice(entries, _CHUNK)):
        heads = entry_heads(workspace, (row.id for row, _, _ in chunk))
        for row, content, text in chunk:
            yield _proposal(workspace, heads.get(row.id, Head()), row, content, text)
        done += len(chunk)
        if progress is not None:
            progress(done, total)


def _proposal(
    workspace: Workspace, ours: Head, row: EntryRowIn, content: EntryContent, text: str | None = None
) -> Proposal:
    if ours.content is not None and ours.content["organisation"] != content.organisation:
        raise UserFacingError(
            "entry-of-other-unit",
            "这份文件里有一条用了别的单位的条目编号，整份没有收。请让对方重新导出。",
            details=row.id,
        )
    theirs = row.content
    lineage = row.lineage
    is_own = content.organisation == workspace.organisation.id
    lands = landing_among_clerks if is_own else landing_of
    landing, base = lands(workspace, ("entry", row.id), lineage, ours, theirs)
    if landing is None:
        theirs, base, landing = ours.content, ours.content, "follow"
    return propose(
        "entry",
        row.id,
        content.organisation,
        title_of(definition_in_package(workspace, content), content.values),
        ours=ours,
        theirs=theirs,
        base=base,
        landing=landing,
        lineage=lineage if theirs is not ours.content else None,
        text=text if theirs is row.content else None,
    )


def _record_received(workspace: Workspace, batch: Batch, result: Outcome, operation_number: int) -> None:
    manifest = batch.package
    workspace.store.packages.add(
        direction="in",
        kind=manifest.kind,
        organisation=manifest.organisation.id,
        recipient=manifest.recipient.id if manifest.recipient else None,
        edition=manifest.edition or "",
        round=manifest.round,
        hash=batch.source_hash,
        parent_hash=manifest.parent,
        content_hash=batch.source_hash,
        standing="received",
        summary={"file": batch.file, "sender": manifest.organisation.name} | dict(result.counts),
        operation=operation_number,
    )


def _report(outcome: FileOutcome, batch: Batch, result: Outcome) -> None:
    outcome.counts = dict(result.counts)
    changed = sum(
        result.counts[name] for name in ("new", "changed", "cleared", "removed", "withdrawn", "answers", "registers")
    )
    if result.waiting:
        outcome.result = "waiting"
        what = "有建议的改法，等您决定要不要采用" if batch.source == REVIEW else "两边都改过，等您决定用哪一边"
        if batch.package.kind == "profile":
            what = "定义本单位自己写过，和上级的不一样，没有换，等您决定用哪一边"
        outcome.reason = "".join((*batch.notes, *result.told, f"{result.waiting} 条{what}。"))
        outcome.code = "decision-waiting"
    else:
        outcome.result = "applied" if changed else "unchanged"
        nothing_new = "里面没有比现有内容更新的东西，什么也没有改。"
        outcome.reason = "".join((*batch.notes, *(() if changed else (nothing_new,)), *result.told)) or None


def _row_count(package: VerifiedPackage) -> int:
    return sum(m.rows or 0 for m in package.members() if m.name in _COUNTED)


_COUNTED = ("entries.jsonl", "standards.jsonl", *RULE_MEMBERS, "verdicts.jsonl", "records.jsonl")
