"""What publishing asks for now: late, due within a week, reviews that wait, notices whose period ends or has ended, and
a month ahead the yearly report."""

from dataclasses import dataclass
from datetime import date, timedelta

from app.calendar.office_calendar import office_calendar
from app.registers.annual_filing import AHEAD_DAYS
from app.registers.corrections import OpenCorrection, open_corrections
from app.registers.deadlines import ANNUAL, COLUMN, NOTICE_ENDS, Deadline, open_deadlines
from app.registers.ledger import SOON
from app.registers.postings import postings, standing_of
from app.registers.review_lists import OpenReview, open_reviews
from app.workspace import Workspace

_COLUMN_SOON = timedelta(days=3)
"""Many columns come round every fortnight: a week ahead they would always be told of."""


@dataclass(frozen=True)
class PastPosting:
    """A notice that still hangs after its period, or has no result yet; `words` say which."""

    notice: str
    title: str
    until: date | None
    words: str


@dataclass(frozen=True)
class Agenda:
    """All of it as of a day; what is due later is not in it."""

    today: date
    overdue: tuple[Deadline, ...] = ()
    soon: tuple[Deadline, ...] = ()
    reviews: tuple[OpenReview, ...] = ()
    ending: tuple[Deadline, ...] = ()
    past: tuple[PastPosting, ...] = ()
    corrections: tuple[OpenCorrection, ...] = ()
    reports: tuple[Deadline, ...] = ()

    @property
    def late_lines(self) -> int:
        """How many lines of the ledger are overdue."""
        return sum(each.is_line for each in self.overdue)


def agenda(workspace: Workspace) -> Agenda:
    """Return what publishing asks for today. Reads our entries once."""
    today = workspace.today()
    near = [each for each in open_deadlines(workspace, office_calendar(workspace)) if each.due - today <= _ahead(each)]
    reports = tuple(each for each in near if each.kind == ANNUAL and each.due >= today)
    days = [each for each in near if each.kind != NOTICE_ENDS and each not in reports]
    return Agenda(
        today,
        tuple(each for each in days if each.due < today),
        tuple(each for each in days if each.due >= today),
        tuple(open_reviews(workspace)),
        tuple(each for each in near if each.kind == NOTICE_ENDS),
        tuple(_past(workspace, today)),
        tuple(open_corrections(workspace)),
        reports,
    )


def _ahead(each: Deadline) -> timedelta:
    return {ANNUAL: timedelta(AHEAD_DAYS), COLUMN: _COLUMN_SOON}.get(each.kind, SOON)


def _past(workspace: Workspace, today: date) -> list[PastPosting]:
    own = workspace.organisation.id
    stands = [(each, standing_of(each, today)) for each in postings(workspace) if each.organisation == own]
    return [PastPosting(each.notice, each.title, each.until, how.words) for each, how in stands if how.code == "over"]
