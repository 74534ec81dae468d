"""What publishing asks for now: late, due within a week, reviews that wait, notices whose period ends or has ended, and
a month ahead the yearly report."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.calendar.office_calendar import office_calendar
from app.notices.keeping import kept_notices, printed_at
from app.registers.annual_filing import AHEAD_DAYS
from app.registers.corrections import OpenCorrection, open_corrections
from app.registers.deadlines import ANNUAL, COLUMN, NOTICE_ENDS, Deadline, open_deadlines
from app.registers.ledger import SOON
from app.registers.notice_standings import notice_standings
from app.registers.postings import postings, standing_of
from app.registers.review_lists import OpenReview, open_reviews
from app.workspace import Workspace

_HANGING, _UNREVIEWED = ("running", "over"), "none"
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
class ToPost:
    """A notice that was printed and does not hang yet: nobody has written down where and when. `is_signed`: nothing
    else is in the way."""

    notice: str
    title: str
    is_signed: bool


@dataclass(frozen=True)
class Agenda:
    """All of it as of a day; what is due later is not in it."""

    today: date
    overdue: tuple[Deadline, ...] = ()
    soon: tuple[Deadline, ...] = ()
    reviews: tuple[OpenReview, ...] = ()
    ending: tuple[Deadline, ...] = ()
    past: tuple[PastPosting, ...] = ()
    to_post: tuple[ToPost, ...] = ()
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
    ending = [each for each in near if each.kind == NOTICE_ENDS]
    stands = notice_standings(workspace)
    return Agenda(
        today,
        tuple(each for each in days if each.due < today),
        tuple(each for each in days if each.due >= today),
        tuple(open_reviews(workspace)),
        # Nothing runs before the sheet hangs, whatever days are written on it.
        tuple(each for each in ending if stands.get(each.id) in _HANGING),
        tuple(_past(workspace, today)),
        tuple(_to_post(workspace, stands, {each.id for each in ending})),
        tuple(open_corrections(workspace)),
        reports,
    )


def _to_post(workspace: Workspace, stands: Mapping[str, str], ending: Container[str]) -> Iterator[ToPost]:
    """Yield, the latest first, what is signed, and what nobody has begun to review while its written days run out
    (`ending`): what was printed once and never used is let rest."""
    for row in reversed(kept_notices(workspace)):
        code = stands.get(row.id, _UNREVIEWED)
        waits = code == "signed" or (code == _UNREVIEWED and row.id in ending)
        # What was never printed is told of as that.
        if waits and printed_at(workspace, row) is not None:
            yield ToPost(row.id, row.content["title"], code == "signed")


def _ahead(each: Deadline) -> timedelta:
    return {ANNUAL: timedelta(AHEAD_DAYS), COLUMN: _COLUMN_SOON}.get(each.kind, SOON)


def _past(workspace: Workspace, today: date) -> list[PastPosting]:
    own = workspace.organisation.id
    stands = [(each, standing_of(each, today)) for each in postings(workspace) if each.organisation == own]
    return [PastPosting(each.notice, each.title, each.until, how.words) for each, how in stands if how.code == "over"]
