"""registers.json of a submission: what the registers of a unit stand at; the parent keeps what each round told."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from app.checks.privacy_gate import check_strings, require_clean
from app.drafting.operations import head_of
from app.exchange import refusals
from app.exchange.manifest import OrganisationId
from app.exchange.package_reading import VerifiedPackage
from app.exchange.package_writing import Content, DocumentContent
from app.exchange.subject_rows import bad_row
from app.proposals.proposals import Proposal, propose
from app.proposals.records import UNIT_REGISTERS
from app.registers.column_records import COLUMN
from app.registers.due_rows import ROW_WORDS, DueRow, RowKind, due_rows
from app.registers.ledger_records import PUBLICATION
from app.registers.plan_records import PLAN
from app.registers.postings import POSTING
from app.workspace import Workspace

REGISTERS = "registers.json"
MOST_ROWS = 5_000
_WHAT = "台账"
_WRITTEN = (PUBLICATION, POSTING, PLAN, COLUMN)

Rows = Annotated[tuple[DueRow, ...], Meta(max_length=MOST_ROWS)]
LeftOut = dict[RowKind, Annotated[int, Meta(ge=1, le=10_000_000)]]


class RegistersFile(Struct, frozen=True):
    """registers.json. `left_out`: by kind how many more there are that were done in time and found no room."""

    rows: Rows
    left_out: LeftOut


class UnitRegisters(Struct, frozen=True):
    """What a round of a unit told."""

    organisation: OrganisationId
    edition: Annotated[str, Meta(min_length=1, max_length=40)]
    round: Annotated[int, Meta(ge=1, le=1_000_000)]
    rows: Rows
    left_out: LeftOut
    removed: bool


def registers_told(workspace: Workspace) -> list[dict[str, Any]]:
    """Return what goes up about our registers: one `RegistersFile`, none where nothing was ever written in them."""
    rows = due_rows(workspace)
    begun = rows or any(workspace.store.records.of_kind(kind, removed=True) for kind in _WRITTEN)
    return [to_builtins(bounded(rows))] if begun else []


def register_members(workspace: Workspace, path: Path, told: list[dict[str, Any]]) -> list[Content]:
    """Return the member that holds what is told. Raises `UserFacingError` where a code that somebody made up could be
    somebody's number; all else in it is days and ids."""
    subjects = sorted({row["subject"] for each in told for row in each["rows"]})
    require_clean(
        check_strings([("台账里的编号", subject) for subject in subjects], workspace.organisation.public_phones),
        path.name,
    )
    return [DocumentContent(REGISTERS, each) for each in told]


def registers_words(rows: Iterable[DueRow | dict[str, Any]], left_out: dict[str, int]) -> str:
    """Return in one line how much is told: 公开台账 12 条（3 条还没有公开）、公示 2 条."""
    told = [row if isinstance(row, DueRow) else convert(row, DueRow) for row in rows]
    counts, waiting = Counter(row.kind for row in told), Counter(row.kind for row in told if row.state == "open")
    counts.update(left_out)
    return "、".join(
        f"{ROW_WORDS.get(kind, '别的')} {count} 条{f'（{waiting[kind]} 条没有办完）' if waiting[kind] else ''}"
        for kind, count in sorted(counts.items(), key=lambda pair: [*ROW_WORDS, pair[0]].index(pair[0]))
    )


def register_proposals(workspace: Workspace, package: VerifiedPackage) -> Iterator[Proposal]:
    """Yield what registers.json proposes: to keep it with its round. Raises `UserFacingError` where it is wrong."""
    if not package.has(REGISTERS):
        return
    manifest = package.manifest
    told = _read(package)
    content = UnitRegisters(
        manifest.organisation.id, manifest.edition or "", manifest.round, told.rows, told.left_out, removed=False
    )
    ours = head_of(workspace, UNIT_REGISTERS, package.hash)
    title = f"{manifest.organisation.name}第 {manifest.round} 轮的台账"
    yield propose(
        UNIT_REGISTERS, package.hash, manifest.organisation.id, title,
        ours=ours, theirs=to_builtins(content), base=ours.content, landing="follow", lineage=None,
    )  # fmt: skip


def registers_note(proposals: Iterable[Proposal]) -> tuple[str, ...]:
    """Say what of the registers comes along."""
    words = [registers_words(each.theirs["rows"], each.theirs["left_out"]) for each in proposals]
    return tuple(f"一起报来的台账进度：{each or '一条也没有'}。" for each in words)


def bounded(rows: list[DueRow], most: int = MOST_ROWS) -> RegistersFile:
    """Return the rows for which there is room, and count the others. What was done in time gives way first, the
    earliest of it in front."""
    too_many = len(rows) - most
    if too_many <= 0:
        return RegistersFile(tuple(rows), {})
    order = sorted(range(len(rows)), key=lambda place: (not rows[place].is_in_time, str(rows[place].due), place))
    gone = set(order[:too_many])
    kept = tuple(row for place, row in enumerate(rows) if place not in gone)
    return RegistersFile(kept, dict(sorted(Counter(rows[place].kind for place in gone).items())))


def _read(package: VerifiedPackage) -> RegistersFile:
    raw = package.document(REGISTERS)
    try:
        told = convert(raw, RegistersFile)
    except ValidationError as error:
        raise refusals.malformed(package.file_name, f"{REGISTERS}: {error}") from error
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(told.rows, start=1):
        if (row.kind, row.id) in seen:
            raise bad_row(number, _WHAT, "和前面的一条编号重复", row.id)
        seen.add((row.kind, row.id))
    return told
