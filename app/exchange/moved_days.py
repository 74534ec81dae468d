"""Which days move here when another holiday arrangement is taken in."""

from collections.abc import Iterable

from app.calendar import WorkCalendar
from app.calendar.office_calendar import LOCAL_HOLIDAY, YEAR_TABLE, office_calendar
from app.calendar.wording import full_date
from app.proposals.proposals import Proposal
from app.registers.deadlines import Deadline, moved_deadlines
from app.workspace import Workspace

_MOST_NAMED = 5


def brings_calendar(proposals: Iterable[Proposal]) -> bool:
    """Say whether days could move by what is proposed."""
    return any(each.subject_kind in (YEAR_TABLE, LOCAL_HOLIDAY) and each.lineage is not None for each in proposals)


def moved_told(workspace: Workspace, before: WorkCalendar) -> tuple[str, ...]:
    """Return the sentence about the open deadlines that lie otherwise by the calendar of now than by `before`; none
    where none does."""
    moved = moved_deadlines(workspace, before, office_calendar(workspace))
    if not moved:
        return ()
    named = [f"{each.after.title} {_day(each.before)} → {_day(each.after)}" for each in moved[:_MOST_NAMED]]
    rest = f"；等 {len(moved)} 个" if len(moved) > _MOST_NAMED else ""
    return (f"按新的放假安排，{len(moved)} 个期限变了：{'；'.join(named)}{rest}。",)


def _day(deadline: Deadline) -> str:
    return f"{full_date(deadline.due)}{'推算' if deadline.inferred else ''}"
