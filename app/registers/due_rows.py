"""What the registers of a unit stand at, one row for each thing that is due: told to the parent without a word of what
it is about. Days only, none of them reckoned from today: the same registers give the same rows on any day."""

import datetime
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from app.calendar.office_calendar import office_calendar
from app.registers.column_standings import column_lines
from app.registers.ledger import NOT_TO_PUBLISH, LedgerLine, cycles, ledger
from app.registers.places import place_code
from app.registers.plan_standings import plan_lines
from app.registers.plans import plans
from app.registers.postings import PostingRecord, early_down, postings
from app.workspace import Workspace

PUBLISH, CYCLE, NOTICE, PLAN, COLUMN = "publish", "cycle", "notice", "plan", "column"
ROW_WORDS = {PUBLISH: "公开台账", CYCLE: "定期公开", NOTICE: "公示", PLAN: "政策解读", COLUMN: "网站栏目"}
OPEN, DONE, EARLY, WITHDRAWN, BLANK = "open", "done", "early", "withdrawn", "blank"

_PLAIN = r"^[0-9A-Za-z._/-]*$"
RowKind = Annotated[str, Meta(pattern="^[a-z-]{1,40}$", max_length=40)]


class DueRow(Struct, frozen=True):
    """One thing that is due. `subject`: code of the item, the template or the column, "" for what a unit added itself;
    `formed`: the day from which it is reckoned; `done`: the day on which it was first done; `place`: whom that reached
    (see `place_code`); `state` open, done, early (a notice that came down too soon), withdrawn, withheld,
    on-request, blank (a column without anything in it).
    A later version may add kinds and states."""

    kind: RowKind
    id: Annotated[str, Meta(pattern="^[0-9a-f-]{36}$", max_length=36)]
    subject: Annotated[str, Meta(pattern=_PLAIN, max_length=80)]
    entry: Annotated[str, Meta(pattern="^[0-9a-f-]{36}$", max_length=36)] | None
    formed: datetime.date | None
    due: datetime.date | None
    done: datetime.date | None
    place: Annotated[str, Meta(pattern="^[a-z-]{1,20}$", max_length=20)] | None
    state: Annotated[str, Meta(pattern="^[a-z-]{1,20}$", max_length=20)]

    @property
    def is_in_time(self) -> bool:
        """Whether it was done by the day on which it was due."""
        return self.state == DONE and self.done is not None and (self.due is None or self.done <= self.due)


def due_rows(workspace: Workspace) -> list[DueRow]:
    """Return what our registers of this edition stand at, in a fixed order."""
    rows = [*_lines(workspace), *_cycles(workspace), *_notices(workspace), *_plans(workspace), *_columns(workspace)]
    return sorted(rows, key=lambda row: (row.kind, row.due or date.min, row.id))


def _lines(workspace: Workspace) -> Iterator[DueRow]:
    # The interpretation of a document is told of as that: one thing that is late is to be late once.
    told = {kept.plan.line for kept in plans(workspace)}
    for line in ledger(workspace, office_calendar(workspace)):
        kept = line.kept
        if kept.id in told:
            continue
        yield DueRow(
            PUBLISH, kept.id, line.item or "", kept.line.entry, kept.line.formed, line.due.due, kept.published,
            place_code(kept.places[0]) if kept.places else None, _state_of(line),
        )  # fmt: skip


def _state_of(line: LedgerLine) -> str:
    if line.kept.published is not None:
        return DONE
    return line.standing if line.standing in NOT_TO_PUBLISH else OPEN


def _cycles(workspace: Workspace) -> Iterator[DueRow]:
    for each in cycles(workspace, office_calendar(workspace)):
        # Without the time before, what is due next depends on the day on which somebody asks.
        if each.last is not None:
            yield DueRow(CYCLE, each.entry, each.item or "", each.entry, each.last, each.due.due, None, None, OPEN)


def _notices(workspace: Workspace) -> Iterator[DueRow]:
    own = workspace.organisation.id
    for each in postings(workspace):
        if (each.organisation, each.edition, each.removed) == (own, workspace.edition, False):
            row = workspace.store.records.get("notice", each.notice)
            template = row.content["template"] if row is not None else ""
            yield DueRow(
                NOTICE, each.notice, template, None, each.posted, each.until, each.taken_down, None, _hung(each)
            )


def _hung(posting: PostingRecord) -> str:
    if posting.reason:
        return WITHDRAWN
    if posting.taken_down is None:
        return OPEN
    return EARLY if early_down(posting, posting.taken_down) else DONE


def _plans(workspace: Workspace) -> Iterator[DueRow]:
    for line in plan_lines(workspace, office_calendar(workspace)):
        plan, due = line.kept.plan, line.due.due if line.due else None
        state = DONE if line.done else OPEN
        yield DueRow(PLAN, line.kept.id, plan.template, None, line.published, due, line.done, None, state)


def _columns(workspace: Workspace) -> Iterator[DueRow]:
    for line in column_lines(workspace):
        state = BLANK if line.standing == "blank" else OPEN
        yield DueRow(COLUMN, line.kept.id, line.kept.column.item, None, line.updated, line.due, None, "web", state)
