"""What is due and when, counted afresh by the calendar the office goes by, and what a new calendar moves."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from app.calendar import WorkCalendar
from app.notices.keeping import filled_of, kept_notices, printed_at
from app.notices.periods import recounted
from app.workspace import Workspace

NOTICE_ENDS = "notice-ends"


@dataclass(frozen=True)
class Deadline:
    """One thing that is due: `kind` and `id` name it, `explanation` says how the day was reached.

    `written` is the day that a paper already printed says, where it differs from `due`.
    """

    kind: str
    id: str
    title: str
    due: date
    inferred: bool
    explanation: tuple[str, ...]
    written: date | None = None


@dataclass(frozen=True)
class Moved:
    """A deadline that another calendar puts on another day, or no longer has to infer."""

    before: Deadline
    after: Deadline


def open_deadlines(workspace: Workspace, calendar: WorkCalendar) -> list[Deadline]:
    """Return what is due today or later by `calendar`, the earliest first."""
    today = workspace.today()
    found = [each for each in _notices(workspace, calendar) if max(each.due, each.written or each.due) >= today]
    return sorted(found, key=lambda each: (each.due, each.kind, each.title, each.id))


def moved_deadlines(workspace: Workspace, before: WorkCalendar, after: WorkCalendar) -> list[Moved]:
    """Return the open deadlines whose day, or whose certainty, differs between two calendars."""
    was = {(each.kind, each.id): each for each in open_deadlines(workspace, before)}
    now = {(each.kind, each.id): each for each in open_deadlines(workspace, after)}
    both = [(was[key], now[key]) for key in was if key in now]
    return [Moved(old, new) for old, new in both if (old.due, old.inferred) != (new.due, new.inferred)]


def _notices(workspace: Workspace, calendar: WorkCalendar) -> Iterator[Deadline]:
    for row in kept_notices(workspace):
        period = filled_of(row).period
        if period is not None:
            now = recounted(period, calendar)
            # What hangs on the wall says what it says, whatever the calendar: then both days are told.
            is_written = printed_at(workspace, row) is not None and now.end != period.end
            written = period.end if is_written else None
            title = row.content["title"]
            yield Deadline(NOTICE_ENDS, row.id, title, now.end, now.inferred, now.explanation, written)
