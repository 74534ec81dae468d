"""The records behind the points that a unit lost: which entries, which lines of its registers, which rounds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from msgspec import convert

from app.county.inspection_measures import (
    NOT_DUE,
    REGISTER_FAULTS,
    asked_in,
    demanded_by,
    fields_asked,
    is_asked,
    outcome_of,
    told_until,
)
from app.county.inspection_periods import Period
from app.county.matrix import Matrix, MatrixColumn, matrix, missing_items
from app.county.standard_versions import unit_versions
from app.drafting.entry import title_of
from app.drafting.lookup import entry_content, find_definition
from app.exchange.answers import OpenReturn, open_returns
from app.exchange.register_rows import UnitRegisters
from app.organisations import Organisation
from app.proposals.records import UNIT_REGISTERS
from app.registers.due_rows import COLUMN, CYCLE, NOTICE, PLAN, PUBLISH, DueRow
from app.standards.inspection_rules import Measure
from app.standards.models import STANDARD_CATALOGUE
from app.tables.rows import written_date
from app.workspace import Workspace
from db.repositories.inspection import DueCount, FaultyEntry

_KINDS = {PUBLISH: "公开", CYCLE: "定期公开", NOTICE: "公示", PLAN: "政策解读", COLUMN: "栏目"}


@dataclass(frozen=True)
class Behind:
    """One record: `kind` entry, item (a standard item without an entry), register (a line of the unit's registers),
    start (the file that asked), package or standard (a field); `entry` (id) is what opens where there is one."""

    kind: str
    id: str
    title: str
    words: str
    checklist: str = ""
    field: str | None = None
    entry: str = ""
    item: str | None = None


class _Look(NamedTuple):
    """Where to look: a unit in a period; `shown` is the table of all units, `registers` what the unit told, where they
    are at hand; at most so many."""

    workspace: Workspace
    unit: Organisation
    period: Period
    shown: Matrix | None
    registers: "UnitTold | None"
    most: int | None


class UnitTold(NamedTuple):
    """What the registers of a unit told (`rows`), known until a day; both empty where they tell nothing of a period."""

    until: date | None
    rows: tuple[DueRow, ...]


def unit_told(workspace: Workspace, unit: Organisation, period: Period) -> UnitTold:
    """Read what the newest registers of a unit say of a period."""
    told = workspace.store.inspection.told_registers(workspace.edition).get(unit.id)
    until = told_until(told, period)
    if told is None or until is None:
        return UnitTold(None, ())
    content = convert(workspace.store.records.get(UNIT_REGISTERS, told.id).content, UnitRegisters)
    return UnitTold(until, tuple(row for row in content.rows if row.state not in NOT_DUE and _is_of(row, period)))


def behind(
    workspace: Workspace,
    unit: Organisation,
    measure: Measure,
    period: Period,
    *,
    shown: Matrix | None = None,
    registers: UnitTold | None = None,
    most: int | None = None,
) -> list[Behind]:
    """Return what is behind a measure of a unit in a period, the gravest or earliest first, at most so many.

    `shown`: the table of all units, `registers`: what the unit told, where somebody has read them already.
    """
    look = _Look(workspace, unit, period, shown, registers, most)
    found = _registers(look, measure) if measure in REGISTER_FAULTS else _ENTRIES[measure](look)
    return list(islice(found, most))


def _registers(look: _Look, measure: Measure) -> Iterator[Behind]:
    workspace = look.workspace
    limit, rows = look.registers or unit_told(workspace, look.unit, look.period)
    if limit is None:
        return
    kind, faulty = REGISTER_FAULTS[measure]
    wrong = (row for row in rows if row.kind == kind and faulty(_as_count(row, limit)))
    found = sorted(wrong, key=lambda row: (row.due or date.max, row.id))[: look.most]
    titles = _titles(workspace, [row.entry for row in found if row.entry])
    for row in found:
        title, checklist, field = titles.get(row.entry or "", ("", "", None))
        named = title or _of_code(workspace, row) or row.subject or f"编号 {row.id[:8]}"
        yield Behind(
            "register", row.id, named, _days(row, limit), checklist, field, row.entry if title else "", row.subject
        )


def _is_of(row: DueRow, period: Period) -> bool:
    """As the counts have it: what is due in the period, and what is open of before."""
    return row.due is None or (row.due <= period.last and (row.due >= period.first or row.done is None))


def _as_count(row: DueRow, limit: date) -> DueCount:
    return DueCount(row.id, row.kind, row.state, outcome_of(row.due, row.done, limit), 1)


def _of_code(workspace: Workspace, row: DueRow) -> str:
    """Return what a code of a notice's template, or of a column of the checklist, is called."""
    template = workspace.library.notice_templates.get(row.subject) if row.kind == NOTICE else None
    return f"{template.name}（{row.id[:8]}）" if template is not None else ""


def _days(row: DueRow, limit: date) -> str:
    due = f"{written_date(row.due)}到期" if row.due else "没有期限"
    if row.state == "blank":
        return "栏目里一条内容也没有"
    if row.state == "early" and row.done:
        return f"公示期到{written_date(row.due)}，{written_date(row.done)}就撤了" if row.due else "提前撤下"
    if row.done is not None:
        return f"{due}，{written_date(row.done)}才{_KINDS.get(row.kind, '办')}，迟 {(row.done - row.due).days} 天"
    # What was not done on the last day that is known was late on the next.
    told = limit + timedelta(days=1)
    late = f"，到{written_date(told)}过了 {(told - row.due).days} 天" if row.due else ""
    return f"{due}，还没有{'撤下' if row.kind == NOTICE else '更新' if row.kind == COLUMN else '办'}{late}"


def _submitted(look: _Look) -> Iterator[Behind]:
    asked = asked_in(look.workspace, look.period).get(look.unit.id)
    if asked is None:
        return
    yield Behind("start", asked.start, "要求上报", f"{written_date(asked.due)}以前交")
    if asked.package is not None and asked.came is not None:
        yield Behind("package", asked.package, "收到的上报包", f"{written_date(asked.came)}收到")


def _complete(look: _Look) -> Iterator[Behind]:
    workspace, unit = look.workspace, look.unit
    shown = look.shown or matrix(workspace)
    row = next((row for row in shown.rows if row.unit.id == unit.id), None)
    cells = zip(shown.columns, row.cells, strict=True) if row is not None else ()
    fields = fields_asked(workspace).get(unit.id)
    for column, cell in cells:
        if cell is not None and cell.counts.missing and is_asked(column, fields):
            yield from _missing(workspace, unit, column)
    found = workspace.store.inspection.unready(unit.id, workspace.edition)
    yield from _entries(look, found, lambda each: "没有填完")


def _standard(look: _Look) -> Iterator[Behind]:
    codes = sorted(demanded_by(look.workspace, look.period).values())
    for told in unit_versions(look.workspace, codes):
        if told.unit.id == look.unit.id and told.behind:
            words = f"{told.behind} 条还没有照新标准"
            yield Behind("standard", told.field, told.name, words, STANDARD_CATALOGUE, told.field, "", told.field)


def _missing(workspace: Workspace, unit: Organisation, column: MatrixColumn) -> Iterator[Behind]:
    for code, title in missing_items(workspace, unit, column):
        yield Behind("item", code, title, "没有这个标准事项的条目", column.checklist, column.field, "", code)


def _blocked(look: _Look) -> Iterator[Behind]:
    found = look.workspace.store.inspection.blocked(look.unit.id, look.workspace.edition)
    yield from _entries(look, found, lambda each: f"必须改 {each.blocks} 处")


def _warned(look: _Look) -> Iterator[Behind]:
    found = look.workspace.store.inspection.warned(look.unit.id, look.workspace.edition)
    yield from _entries(look, found, lambda each: f"请核对 {each.warns} 处")


def _entries(look: _Look, found: list[FaultyEntry], words: Callable[[FaultyEntry], str]) -> Iterator[Behind]:
    workspace, wanted = look.workspace, found[: look.most]
    rows = workspace.store.entries.many([each.id for each in wanted])
    for each in wanted:
        content = entry_content(rows[each.id])
        title = title_of(find_definition(workspace, content.checklist), content.values)
        place = content.checklist, content.field, each.id, content.item
        yield Behind("entry", each.id, title, words(each), *place)


def _returned(look: _Look) -> Iterator[Behind]:
    yield from (_of_return(each) for each in open_returns(look.workspace, look.unit.id))


def _unanswered(look: _Look) -> Iterator[Behind]:
    yield from (_of_return(each) for each in open_returns(look.workspace, look.unit.id) if not each.is_answered)


def _of_return(each: OpenReturn) -> Behind:
    said = each.verdict.comment or "见建议的内容"
    return Behind("entry", each.entry, each.title, f"退回：{said}", each.checklist, each.field, each.entry, each.item)


def _titles(workspace: Workspace, ids: Iterable[str]) -> dict[str, tuple[str, str, str | None]]:
    """Return by id what entries that are held here are called, and where they belong."""
    found = {}
    for id, row in workspace.store.entries.many(ids).items():
        content = entry_content(row)
        title = title_of(find_definition(workspace, content.checklist), content.values)
        found[id] = (title, content.checklist, content.field)
    return found


_ENTRIES: dict[Measure, Callable[[_Look], Iterator[Behind]]] = {
    "submitted": _submitted,
    "complete": _complete,
    "standard-behind": _standard,
    "blocked": _blocked,
    "warned": _warned,
    "returned": _returned,
    "unanswered": _unanswered,
}
