"""催报: which units have not handed in what they were asked for, or have not looked at what was returned to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import takewhile
from typing import Any, Literal

from app.exchange.answers import OpenReturn, open_returns
from app.exchange.received import UnitStanding, roster_standing
from app.organisations import Organisation
from app.tables.rows import written_date
from app.workspace import Workspace

ReminderKind = Literal["not_submitted", "not_since_asked", "returns_open"]

REMINDER_LABELS: dict[ReminderKind, str] = {
    "not_submitted": "还没有交",
    "not_since_asked": "要求以后没有再交",
    "returns_open": "退回的没有改",
}


@dataclass(frozen=True)
class Reminder:
    """What a unit is to be reminded of. `round` and `at` (ISO 8601) of the newest that came, None where nothing did.

    `due`: until when its newest start file asks for an answer, None where it names no day or none was made;
    `overdue_days` since then, 0 before. `returned`: entries that are returned as they stand; `unanswered` of them
    without a word from the unit. `text` can be sent as it is; `phone` is what the roster has, "" for nothing.
    """

    unit: Organisation
    kinds: tuple[ReminderKind, ...]
    round: int | None
    at: str | None
    due: date | None
    overdue_days: int
    returned: tuple[OpenReturn, ...]
    phone: str
    text: str

    @property
    def unanswered(self) -> int:
        """How many returned entries have no answer."""
        return sum(not each.is_answered for each in self.returned)

    @property
    def reason(self) -> str:
        """Why it is reminded, in a few words."""
        return "、".join(REMINDER_LABELS[kind] for kind in self.kinds)


def reminders(workspace: Workspace) -> list[Reminder]:
    """Return the units of the roster, in its order, that have something to do; those that have not are absent."""
    asked = _asked(workspace)
    returned = {row.organisation for row in workspace.store.tallies.of_edition(workspace.edition) if row.returned}
    found = []
    for standing in roster_standing(workspace):
        open_ones = tuple(open_returns(workspace, standing.unit.id)) if standing.unit.id in returned else ()
        start = asked.get(standing.unit.id)
        if kinds := tuple(_kinds(standing, start, open_ones)):
            found.append(_reminder(workspace, standing, kinds, start, open_ones))
    return found


def _asked(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """Return by unit the start file with which it was asked last in this edition; one that asks for the same again
    asks nothing anew."""
    given: dict[str, list[dict[str, Any]]] = {}
    for row in workspace.store.packages.given("start", workspace.edition):
        given.setdefault(row["recipient"], []).append(row)
    return {unit: list(takewhile(partial(_asks_the_same, rows[0]), rows))[-1] for unit, rows in given.items()}


def _asks_the_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one["summary"].get(name) == other["summary"].get(name) for name in ("due", "fields"))


def _kinds(
    standing: UnitStanding, start: dict[str, Any] | None, returned: tuple[OpenReturn, ...]
) -> Iterator[ReminderKind]:
    if standing.at is None:
        yield "not_submitted"
    elif start is not None and standing.at < start["at"]:
        yield "not_since_asked"
    if returned:
        yield "returns_open"


def _reminder(
    workspace: Workspace,
    standing: UnitStanding,
    kinds: tuple[ReminderKind, ...],
    start: dict[str, Any] | None,
    returned: tuple[OpenReturn, ...],
) -> Reminder:
    day = start["summary"].get("due") if start else None
    due = date.fromisoformat(day) if day else None
    overdue = max(0, (workspace.today() - due).days) if due and kinds != ("returns_open",) else 0
    sentences = _sentences(workspace, standing, kinds, due, overdue, returned)
    unit = standing.unit
    text = f"{unit.name}：{''.join(sentences)}"
    return Reminder(unit, kinds, standing.round, standing.at, due, overdue, returned, unit.contact, text)


def _sentences(
    workspace: Workspace,
    standing: UnitStanding,
    kinds: tuple[ReminderKind, ...],
    due: date | None,
    overdue: int,
    returned: tuple[OpenReturn, ...],
) -> Iterator[str]:
    year, own = workspace.edition, workspace.organisation
    if "not_submitted" in kinds:
        yield f"{year}年的政务公开目录还没有收到。{_until(due, overdue)}"
    if "not_since_asked" in kinds:
        came = written_date(datetime.fromisoformat(standing.at).astimezone().date())
        yield f"{year}年的政务公开目录{came}收到过第 {standing.round} 轮，要求重报以后还没有再交。"
        yield _until(due, overdue)
    if returned:
        unanswered = sum(not each.is_answered for each in returned)
        silent = f"，其中 {unanswered} 条没有回复" if unanswered else "，都回复过了"
        yield f"退回的 {len(returned)} 条还没有改{silent}，请改好再交一轮。"
    phone = f"，电话 {own.contact}" if own.contact else ""
    yield f"已经交了的请告诉我们，文件找不到了可以再要一份。（{own.name}{phone}）"


def _until(due: date | None, overdue: int) -> str:
    if due is None:
        return "请尽快交来。"
    if overdue:
        return f"应当在{written_date(due)}以前交，已经过了 {overdue} 天，请尽快交来。"
    return f"请在{written_date(due)}以前交来。"
