"""Writing packages: what goes in, which round it is, prepared and handed over."""

import datetime
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app import __version__
from app.canonical import canonical_json
from app.checks.completeness import entry_findings
from app.drafting.lookup import entry_content, find_field
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.exchange import manifest as package_manifest
from app.exchange.answers import answer_rows
from app.exchange.entry_gate import require_clean_entries, require_clean_from_below
from app.exchange.keys import device_key
from app.exchange.manifest import PackageFacts, Recipient
from app.exchange.member_names import KIND_LABELS, TO_ONE_CHILD, PackageKind
from app.exchange.pack_rows import STANDARDS, pack_rows, pack_subjects
from app.exchange.package_writing import Content, DocumentContent, RowsContent, pack
from app.exchange.redaction_rows import redaction_members, redaction_rows
from app.exchange.register_rows import register_members, registers_told
from app.exchange.roster import roster
from app.exchange.rule_rows import Rule, rule_members, rule_rows, rule_subjects, rules_told
from app.exchange.sealing import require_strong
from app.exchange.standing_rows import StandingRows
from app.exchange.subject_rows import subject_row
from app.exchange.told_rounds import newest_round
from app.exchange.verdicts import ANSWER, require_no_personal_data
from app.exchange.work_records import RECORDS, REVISIONS, SETTINGS, record_rows, revision_rows, settings_content
from app.organisations import Organisation
from app.practice import is_practice
from app.standards.own_packs import FIELD_PACK
from app.workspace import Workspace
from db.repositories.entries import EntryRow

Progress = Callable[[int, int], None]
Subject = tuple[str, str, str]
"""What went out: kind, id and revision."""


@dataclass(frozen=True)
class HandedIn:
    """A package that was written: where, which round, its hash, our fingerprint; how many entries (in a profile: texts
    of standards) it is about, and how many texts of standards go along."""

    path: Path
    kind: PackageKind
    round: int
    hash: str
    entries: int
    fingerprint: str
    standards: int = 0
    rules: str = ""
    """Which rules of the place go along, in words."""


def export_entries(
    workspace: Workspace,
    path: Path,
    *,
    kind: PackageKind = "submission",
    fields: Iterable[str] | None = None,
    force: bool = False,
    password: str | None = None,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] | None = None,
) -> HandedIn:
    """Write our entries of this edition to a package: for the parent (submission) or a second clerk (work).

    Drafts go out too, marked with their state and findings. Unchanged content gives the same round and bytes; under a
    `password` the same round in other bytes.
    `progress(done, total)` counts entries looked at. Raises `UserFacingError` when there is nothing to send, unmasked
    personal data stands in it, or the disk refuses; `cancelled` when `is_cancelled` says so before the file is written.
    """
    codes = sorted({find_field(workspace, code).code for code in fields or ()}) or None
    rows = list(
        workspace.store.entries.listed(
            organisation=workspace.organisation.id, edition=workspace.edition, fields=codes, removed=True
        )
    )
    below = _rows_below(workspace, codes) if kind == "work" else []
    # A county has much to share before it has any entry of its own.
    if not rows and not below and (codes or kind != "work"):
        named = "、".join(f"“{workspace.library.fields[code].name}”" for code in codes or ())
        raise UserFacingError("nothing-to-export", f"{named}还没有采用任何事项，没有东西可以导出。请先采用事项。")

    def tell(done: int) -> None:
        _look_up(done, len(rows) + len(below), progress, is_cancelled)

    if kind == "work":
        gathered = _work(workspace, path, rows, below, tell, is_whole=codes is None)
    else:
        gathered = _submission(workspace, path, rows, tell)
    return hand_over(
        workspace,
        path,
        kind,
        _parent(workspace) if kind == "submission" else None,
        gathered.contents,
        subjects=[*(("entry", row.id, row.revision) for row in rows), *gathered.subjects],
        content_hash=content_hash_of(gathered.told),
        force=force,
        password=password,
    )


@dataclass(frozen=True)
class _Gathered:
    """What goes into a package of entries: its members, what goes out beside the entries, and by what the same content
    is known again."""

    contents: list[Content]
    subjects: list[Subject]
    told: list[dict[str, Any]]


def _submission(workspace: Workspace, path: Path, rows: list[EntryRow], tell: Callable[[int], None]) -> _Gathered:
    """Gather what the parent gets: the entries, what was found in them, and our answers."""
    entries: list[dict[str, Any]] = []
    findings: list[dict[str, Any]] = []
    for done, row in enumerate(rows):
        tell(done)
        entries.append(_entry_row(workspace, row))
        findings += _finding_rows(workspace, row)
    answers = answer_rows(workspace)
    require_no_personal_data(workspace, path, answers)
    require_clean_entries(workspace, path.name, entries)
    contents: list[Content] = [RowsContent("entries.jsonl", entries), RowsContent("findings.jsonl", findings)]
    if answers:
        contents.append(RowsContent(RECORDS, answers))
    redactions, registers = redaction_rows(workspace, {workspace.organisation.id}), registers_told(workspace)
    contents += redaction_members(redactions) + register_members(workspace, path, registers)
    told = entries + answers + redactions + registers
    return _Gathered(contents, [(ANSWER, row["id"], row["revision"]) for row in answers], told)


def _work(
    workspace: Workspace,
    path: Path,
    rows: list[EntryRow],
    below: list[EntryRow],
    tell: Callable[[int], None],
    *,
    is_whole: bool,
) -> _Gathered:
    """Gather what a colleague gets: everything of our unit, and what units below handed in, which reviewers share."""
    packs, standing = pack_rows(workspace, path), StandingRows(workspace)
    entries: list[dict[str, Any]] = []
    for done, row in enumerate(rows):
        tell(done)
        if (line := standing.of_entry(row)) is not None:
            entries.append(line)
    require_clean_entries(workspace, path.name, entries)
    records = record_rows(workspace, standing, path.name)
    settings = settings_content(workspace, is_whole=is_whole)
    behind = revision_rows(workspace, standing.behind())
    from_below = list(_lines_below(workspace, below, lambda done: tell(len(rows) + done)))
    require_clean_from_below(workspace, path.name, from_below)
    entries += from_below
    redactions = redaction_rows(workspace)
    contents: list[Content] = [
        RowsContent("entries.jsonl", entries),
        RowsContent(RECORDS, records),
        RowsContent(REVISIONS, behind),
        DocumentContent(SETTINGS, settings),
        *_packs_content(packs),
        *redaction_members(redactions),
    ]
    return _Gathered(contents, pack_subjects(packs), [*entries, *packs, *records, settings, *redactions])


def _rows_below(workspace: Workspace, codes: list[str] | None) -> list[EntryRow]:
    """Return what units below us handed in: several reviewers share it."""
    listed = workspace.store.entries.listed
    units = (unit.id for unit in roster(workspace))
    return [
        row
        for unit in units
        for row in listed(organisation=unit, edition=workspace.edition, fields=codes, removed=True)
    ]


def _lines_below(workspace: Workspace, rows: list[EntryRow], tell: Callable[[int], None]) -> Iterator[dict[str, Any]]:
    for done, row in enumerate(rows):
        tell(done)
        yield _entry_row(workspace, row)


def next_round(workspace: Workspace) -> int:
    """Return which round our whole catalogue is once it is handed in; unchanged content stays the same round."""
    last = _last_round(workspace, "submission", None)
    if last is None:
        return _next_round(newest_round(workspace, None))[0]
    rows = workspace.store.entries.listed(
        organisation=workspace.organisation.id, edition=workspace.edition, removed=True
    )
    entries = [_entry_row(workspace, row) for row in rows]
    told = entries + answer_rows(workspace) + redaction_rows(workspace, {workspace.organisation.id})
    told += registers_told(workspace)
    same = last["content_hash"] == content_hash_of(told)
    return last["round"] if same else _next_round(newest_round(workspace, last))[0]


def export_start(
    workspace: Workspace,
    unit: Organisation,
    path: Path,
    *,
    fields: Iterable[str] | None = None,
    due: datetime.date | None = None,
    force: bool = False,
) -> HandedIn:
    """Write the start file with which a child sets up its workspace: ids, names, edition, fields, due date, our key and
    the standards and rules that hold here."""
    codes = [find_field(workspace, code).code for code in fields or ()] or None
    start = {
        "organisation": _unit_facts(unit),
        "parent": _unit_facts(workspace.organisation),
        "edition": workspace.edition,
        "fields": codes,
        "due": due.isoformat() if due else None,
    }
    packs, rules = pack_rows(workspace, path), rule_rows(workspace, path)
    contents: list[Content] = [DocumentContent("start.json", start), *_packs_content(packs), *rule_members(rules)]
    done = hand_over(
        workspace,
        path,
        "start",
        Recipient(unit.id, unit.name),
        contents,
        subjects=[*pack_subjects(packs), *rule_subjects(rules)],
        content_hash=content_hash_of([start, *packs, *rules] if packs or rules else start),
        noted={"due": start["due"], "fields": codes},
        force=force,
    )
    return replace(done, rules=rules_told(Rule(row["kind"], row["id"], row["content"]) for row in rules))


def _packs_content(packs: list[dict[str, Any]]) -> list[Content]:
    return [RowsContent(STANDARDS, packs)] if packs else []


def hand_over(
    workspace: Workspace,
    path: Path,
    kind: PackageKind,
    recipient: Recipient | None,
    contents: list[Content],
    *,
    subjects: Sequence[Subject],
    content_hash: str,
    force: bool,
    noted: Mapping[str, Any] = MappingProxyType({}),
    password: str | None = None,
) -> HandedIn:
    """Record the round as prepared, write and read back the file, then mark it as handed over; `noted` is what we are
    to remember of it.

    Killed in between, the round stays prepared and the next export of the same content takes it up again.
    """
    if password is not None:
        require_strong(password)
    store, key = workspace.store, device_key(workspace.organisation.id)
    last = _last_round(workspace, kind, recipient)
    same = last is not None and last["content_hash"] == content_hash
    before = newest_round(workspace, last) if kind == "submission" else last
    round, parent = (last["round"], last["parent_hash"]) if same else _next_round(before)
    facts = _facts(workspace, kind, recipient, round, parent)
    with pack(facts, contents, key) as package:
        if same and last["hash"] == package.hash:
            number = last["number"]
        else:
            summary = {"entries": _counted(kind, subjects), **noted}
            number = _record_prepared(workspace, facts, package.hash, content_hash, summary)
        package.write(path, force=force, password=password)
        with operation(workspace, "export", f"导出{KIND_LABELS[kind]}第 {round} 轮") as act:
            # Whoever gets the same start file again was asked when it came first.
            is_again = same and kind == "start" and (last["number"], last["standing"]) == (number, "handed_over")
            store.packages.mark(number, "handed_over", None if is_again else act.number())
            act.release("package", subjects)
        along = sum(subject[0] == FIELD_PACK for subject in subjects) if kind != "profile" else 0
        return HandedIn(path, kind, round, package.hash, _counted(kind, subjects), key.fingerprint, along)


def _record_prepared(
    workspace: Workspace, facts: PackageFacts, hash: str, content_hash: str, summary: dict[str, Any]
) -> int:
    packages = workspace.store.packages
    with workspace.store.transaction():
        # A round that was cut off and whose content has changed since is never finished.
        packages.give_up_prepared(facts.kind, workspace.edition, _place(facts.kind, facts.recipient))
        return packages.add(
            direction="out",
            kind=facts.kind,
            organisation=facts.organisation.id,
            recipient=facts.recipient.id if facts.recipient else None,
            edition=workspace.edition,
            round=facts.round,
            hash=hash,
            parent_hash=facts.parent,
            content_hash=content_hash,
            standing="prepared",
            summary=summary,
        )


def _counted(kind: PackageKind, subjects: Sequence[Subject]) -> int:
    """Count what a package of this kind is about: standards that come along beside entries are not."""
    return sum(subject[0] == _ABOUT.get(kind, "entry") for subject in subjects)


def _place(kind: PackageKind, recipient: Recipient | None) -> str | None:
    """Return whose rounds are counted apart: what goes to each child; our submissions are one line, also those that
    went out before we knew our parent."""
    return recipient.id if recipient and kind in TO_ONE_CHILD else None


def _last_round(workspace: Workspace, kind: PackageKind, recipient: Recipient | None) -> dict[str, Any] | None:
    place = _place(kind, recipient)
    return workspace.store.packages.last("out", kind, workspace.organisation.id, workspace.edition, place)


def _next_round(last: dict[str, Any] | None) -> tuple[int, str | None]:
    return (1, None) if last is None else (last["round"] + 1, last["hash"])


def _facts(
    workspace: Workspace, kind: PackageKind, recipient: Recipient | None, round: int, parent: str | None
) -> PackageFacts:
    unit = workspace.organisation
    return PackageFacts(
        kind=kind,
        organisation=package_manifest.Organisation(unit.id, unit.name, unit.code, unit.kind),
        recipient=recipient,
        edition=workspace.edition,
        round=round,
        parent=parent,
        created=None,
        program=__version__,
        practice=is_practice(workspace),
    )


def _look_up(done: int, total: int, progress: Progress | None, is_cancelled: Callable[[], bool] | None) -> None:
    """Tell how far the work is and stop where that was asked for."""
    if is_cancelled is not None and is_cancelled():
        raise UserFacingError("cancelled", "已经停下，没有写文件，您的内容没有动。")
    if progress is not None:
        progress(done, total)


def _entry_row(workspace: Workspace, row: EntryRow) -> dict[str, Any]:
    return subject_row(workspace, row.id, row.revision, row.content)


def _finding_rows(workspace: Workspace, row: EntryRow) -> list[dict[str, Any]]:
    return [finding.facts() for finding in entry_findings(workspace, row.id, entry_content(row))]


def _parent(workspace: Workspace) -> Recipient | None:
    unit = workspace.organisation
    return Recipient(unit.parent_id, unit.parent_name) if unit.parent_id else None


def _unit_facts(unit: Organisation) -> dict[str, str]:
    return {"id": unit.id, "kind": unit.kind, "name": unit.name, "code": unit.code}


def content_hash_of(value: Any) -> str:
    """Return the SHA-256 (hex) by which the same content is known again."""
    return hashlib.sha256(canonical_json(value)).hexdigest()


_ABOUT: dict[PackageKind, str] = {"return": "verdict", "profile": FIELD_PACK}
"""What is counted in packages of a kind, where it is not entries."""
