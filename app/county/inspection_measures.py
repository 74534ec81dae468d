"""What an inspection counts of every unit at once: from kept counts and from what the units told of their registers."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

from app.county.inspection_periods import Period
from app.county.matrix import Counts, MatrixColumn, MatrixRow, matrix
from app.county.standard_versions import demands
from app.exchange.answers import open_returns
from app.registers.days import desk_day
from app.registers.due_rows import BLANK, COLUMN, CYCLE, EARLY, NOTICE, OPEN, PLAN, PUBLISH, WITHDRAWN
from app.registers.ledger import NOT_TO_PUBLISH
from app.standards.inspection_rules import Measure
from app.tables.rows import written_date
from app.workspace import Workspace
from db.repositories.inspection import DueCount, ToldRegisters

_NOTHING_CAME = "还没有交过，没有数据"
NOT_DUE = (*NOT_TO_PUBLISH, WITHDRAWN)
DAYS_TO_TAKE_DOWN = 7
"""So long after its period a notice may hang before that counts."""


class Measured(NamedTuple):
    """What was found: `faults` among `of` things. `state`: nothing to look at counts in full, what is not known counts
    for nothing. `is_none`: nothing was done at all, so there are no points. `note`: a sentence for people."""

    state: Literal["known", "nothing", "unknown"]
    faults: int = 0
    of: int = 0
    is_none: bool = False
    note: str = ""


class Asked(NamedTuple):
    """A day by which a unit was to hand in (with the hash of the start file that says so), and what came since it was
    asked: day and hash of the package."""

    due: date
    start: str
    came: date | None
    package: str | None


class Readings:
    """All that is read of the units, once for every criterion."""

    def __init__(self, workspace: Workspace, period: Period) -> None:
        store, edition = workspace.store, workspace.edition
        self.period, self.today = period, workspace.today()
        shown = matrix(workspace)
        self.rows: tuple[MatrixRow, ...] = shown.rows
        self._columns, self._fields = shown.columns, fields_asked(workspace)
        self.demanded = demanded_by(workspace, period)
        self.asked = asked_in(workspace, period)
        self.registers: Mapping[str, ToldRegisters] = store.inspection.told_registers(edition)
        self._unanswered = {
            row.unit.id: sum(not each.is_answered for each in open_returns(workspace, row.unit.id))
            for row in self.rows
            if row.counts.returned
        }
        self._due = self._counted(workspace)

    def measured(self, row: MatrixRow, measure: Measure) -> Measured:
        """Return what was found in a unit."""
        return _MEASURES[measure](self, row)

    def known_until(self, unit: str) -> date | None:
        """Return the last day of the period of which the registers of a unit tell, see `told_until`."""
        return told_until(self.registers.get(unit), self.period)

    def _counted(self, workspace: Workspace) -> dict[str, list[DueCount]]:
        """Count what the registers say, of all that came on one day at once."""
        by_limit: dict[date, dict[str, str]] = {}
        for unit, told in self.registers.items():
            if (limit := told_until(told, self.period)) is not None:
                by_limit.setdefault(limit, {})[told.id] = unit
        found: dict[str, list[DueCount]] = {}
        span = self.period.first.isoformat(), self.period.last.isoformat()
        for limit, units in by_limit.items():
            long_over = limit - timedelta(days=DAYS_TO_TAKE_DOWN)
            for count in workspace.store.inspection.due_counts(units, *span, limit.isoformat(), long_over.isoformat()):
                found.setdefault(units[count.id], []).append(count)
        return found

    def due(self, unit: str, kind: str) -> list[DueCount]:
        """Return what is due of a kind in a unit; what a review keeps back, or a correction replaced, is not."""
        return [count for count in self._due.get(unit, ()) if count.kind == kind and count.state not in NOT_DUE]

    def in_catalogue(self, row: MatrixRow) -> Counts:
        """Return the counts of a unit in the standard catalogue; missing are items of the fields it was asked for."""
        fields, total = self._fields.get(row.unit.id), Counts()
        for column, cell in zip(self._columns, row.cells, strict=True):
            if cell is not None and column.field is not None:
                counts = cell.counts
                total = total.plus(counts if is_asked(column, fields) else replace(counts, missing=0))
        return total

    def unanswered(self, unit: str) -> int:
        """Return to how many of the entries that were returned to it a unit has said nothing."""
        return self._unanswered.get(unit, 0)


def told_until(told: ToldRegisters | None, period: Period) -> date | None:
    """Return the last day of a period of which registers can tell what was due and not done: the one before they came;
    None where they tell nothing of the period."""
    came = desk_day(told.at) if told is not None else None
    return None if came is None or came < period.first else min(period.last, came - timedelta(days=1))


def asked_in(workspace: Workspace, period: Period) -> dict[str, Asked]:
    """Return by unit what it was asked to hand in within a period, the last day where there are several."""
    came: dict[str, list[tuple[str, str]]] = {}
    for row in reversed(workspace.store.packages.taken_in()):
        if (row["standing"], row["kind"], row["edition"]) == ("received", "submission", workspace.edition):
            came.setdefault(row["organisation"], []).append((row["at"], row["hash"]))
    found: dict[str, Asked] = {}
    for row in reversed(workspace.store.packages.given("start", workspace.edition)):
        due = date.fromisoformat(row["summary"]["due"]) if row["summary"].get("due") else None
        if due is None or not period.first <= due <= period.last:
            continue
        since = [(at, hash) for at, hash in came.get(row["recipient"], ()) if at >= row["at"]]
        at, package = min(since, default=(None, None))
        found[row["recipient"]] = Asked(due, row["hash"], desk_day(at) if at else None, package)
    return found


def fields_asked(workspace: Workspace) -> dict[str, frozenset[str]]:
    """Return by unit the fields (codes) that the last start file asked it for; units that were asked for all, or for
    nothing, are absent."""
    last: dict[str, list[str] | None] = {}
    for row in workspace.store.packages.given("start", workspace.edition):
        last.setdefault(row["recipient"], row["summary"].get("fields"))
    return {unit: frozenset(fields) for unit, fields in last.items() if fields}


def demanded_by(workspace: Workspace, period: Period) -> dict[str, str]:
    """Return by name the fields (codes) whose standard every unit was to go by before the end of a period."""
    today, fields = workspace.today(), workspace.library.fields
    asked = {code: demand.due for code, demand in demands(workspace).items() if code in fields}
    return {
        fields[code].name: code for code, due in asked.items() if due is None or (due < today and due <= period.last)
    }


def is_asked(column: MatrixColumn, fields: frozenset[str] | None) -> bool:
    """Whether a unit that was asked for these fields (None: for all) was asked for a column."""
    return column.field is not None and (fields is None or column.field in fields)


def outcome_of(due: date | None, done: date | None, limit: date) -> str:
    """Return how one thing came out, as the counts have it, known until a day."""
    if done is not None:
        return "in-time" if due is None or done <= due else "late"
    if due is None or due > limit:
        return "open"
    return "long-over" if due <= limit - timedelta(days=DAYS_TO_TAKE_DOWN) else "over"


def _submitted(readings: Readings, row: MatrixRow) -> Measured:
    asked = readings.asked.get(row.unit.id)
    if asked is None:
        # Who never handed in anything has not done that in time.
        return Measured("unknown" if row.round is None else "nothing", note="本期没有要求上报的日期")
    until = f"要求{written_date(asked.due)}以前"
    if asked.came is None:
        if readings.today <= asked.due:
            return Measured("nothing", note=f"{until}，还没有到")
        return Measured("known", (readings.today - asked.due).days, 1, is_none=True, note=f"{until}，还没有收到")
    late = max(0, (asked.came - asked.due).days)
    told = f"{written_date(asked.came)}收到"
    return Measured("known", late, 1, note=f"{until}，{told}，{f'迟 {late} 天' if late else '按时'}")


def _complete(readings: Readings, row: MatrixRow) -> Measured:
    counts = readings.in_catalogue(row)
    missing, of = counts.missing, counts.entries + counts.missing
    if not of:
        return Measured("nothing", note="没有该填的事项")
    faults = missing + counts.unready
    none = row.round is None and not counts.entries
    note = f"该有 {of:,} 条，缺 {missing:,} 条，没填完 {counts.unready:,} 条"
    return Measured("known", faults, of, is_none=none, note="还没有交过" if none else note)


def _standard(readings: Readings, row: MatrixRow) -> Measured:
    of = len(readings.demanded)
    if row.round is None:
        return Measured("unknown", note=_NOTHING_CAME)
    if not of:
        return Measured("nothing", note="没有要求跟上的新标准")
    faults = len(readings.demanded.keys() & set(row.behind))
    return Measured("known", faults, of, note=f"要求跟上 {of} 个领域的新标准，没有跟上的 {faults} 个")


def _of_entries(count: Callable[[Readings, MatrixRow], int], words: str) -> Callable[[Readings, MatrixRow], Measured]:
    def measure(readings: Readings, row: MatrixRow) -> Measured:
        entries = row.counts.entries
        if not entries:
            return Measured("unknown", note=_NOTHING_CAME)
        faults = count(readings, row)
        unchecked = f"，{row.counts.unchecked:,} 条没有查过" if row.counts.unchecked and "问题" in words else ""
        return Measured("known", faults, entries, note=f"{words} {faults:,} 条{unchecked}")

    return measure


def _of_registers(measure: Measure, words: str, nothing: str) -> Callable[[Readings, MatrixRow], Measured]:
    kind, faulty = REGISTER_FAULTS[measure]

    def measured(readings: Readings, row: MatrixRow) -> Measured:
        limit = readings.known_until(row.unit.id)
        if limit is None:
            is_old = row.unit.id in readings.registers
            return Measured("unknown", note="台账的数据是本期以前的" if is_old else "没有随上报包报来台账的进度")
        counts = readings.due(row.unit.id, kind)
        of = sum(each.count for each in counts)
        if not of:
            return Measured("nothing", note=nothing)
        faults = sum(each.count for each in counts if faulty(each))
        said = words.format(of=of, faults=faults)
        return Measured("known", faults, of, note=f"{said}（台账到{written_date(limit)}）")

    return measured


def _open_late(count: DueCount) -> bool:
    return count.state == OPEN and count.outcome in ("over", "long-over")


def _done_late(count: DueCount) -> bool:
    return count.outcome == "late"


def _plan(count: DueCount) -> bool:
    return _done_late(count) or _open_late(count)


def _notice(count: DueCount) -> bool:
    return count.state == EARLY or (count.state == OPEN and count.outcome == "long-over")


def _column(count: DueCount) -> bool:
    return count.state == BLANK or _open_late(count)


Fault = Callable[[DueCount], bool]
"""Says of things that are due whether they count as a fault."""
REGISTER_FAULTS: Mapping[Measure, tuple[str, Fault]] = {
    "publish-overdue": (PUBLISH, _open_late),
    "publish-late": (PUBLISH, _done_late),
    "cycle-overdue": (CYCLE, _open_late),
    "notice-faults": (NOTICE, _notice),
    "plan-faults": (PLAN, _plan),
    "column-faults": (COLUMN, _column),
}
"""What is counted of the registers: the kind of thing, and which of them are faults."""
_MEASURES: dict[Measure, Callable[[Readings, MatrixRow], Measured]] = {
    "submitted": _submitted,
    "complete": _complete,
    "standard-behind": _standard,
    "blocked": _of_entries(lambda readings, row: row.counts.blocked, "必须改的问题"),
    "warned": _of_entries(lambda readings, row: row.counts.warned, "请核对的问题"),
    "returned": _of_entries(lambda readings, row: row.counts.returned, "退回没有改的"),
    "unanswered": _of_entries(lambda readings, row: readings.unanswered(row.unit.id), "退回没有回复的"),
    "publish-overdue": _of_registers(
        "publish-overdue", "到期和办完 {of:,} 件，逾期没有公开 {faults:,} 件", "本期没有到期的"
    ),
    "publish-late": _of_registers("publish-late", "到期和办完 {of:,} 件，逾期才公开 {faults:,} 件", "本期没有到期的"),
    "cycle-overdue": _of_registers(
        "cycle-overdue", "定期公开 {of:,} 项，到期没有再公开 {faults:,} 项", "本期没有到期的定期公开"
    ),
    "notice-faults": _of_registers(
        "notice-faults", "公示 {of:,} 张，撤早的、期满没有撤的 {faults:,} 张", "本期没有到期的公示"
    ),
    "plan-faults": _of_registers("plan-faults", "政策解读 {of:,} 份，逾期的 {faults:,} 份", "本期没有要解读的文件"),
    "column-faults": _of_registers(
        "column-faults", "网站栏目到期和空白的 {of:,} 个，超期和空白的 {faults:,} 个", "没有到期的网站栏目"
    ),
}
