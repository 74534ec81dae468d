"""What the settings show of the calendar, read on the store's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.calendar.office_calendar import KnownYear, LocalHoliday, known_years, local_holidays, office_calendar
from app.calendar.year_table import YearTable
from app.drafting.form_drafts import kept_forms
from app.notices.least_periods import LeastPeriod, least_periods
from app.registers.deadlines import Moved, moved_deadlines
from app.workspace import Workspace

HOLIDAY_FORM, PERIOD_FORM = "local-holiday", "least-period"
"""The forms under which half-written local rules are kept."""


@dataclass(frozen=True)
class CalendarFacts:
    """What the office goes by; `templates` are the notices (code, name) that a rule may be about; `typed` is what
    stands half written, by form and subject."""

    years: tuple[KnownYear, ...]
    holidays: tuple[LocalHoliday, ...]
    periods: tuple[LeastPeriod, ...]
    templates: tuple[tuple[str, str], ...]
    today: date
    typed: dict[str, dict[str, dict[str, str]]]


@dataclass(frozen=True)
class Offered:
    """A year's arrangement that was read and not taken yet, what it was read from, and the deadlines it moves."""

    table: YearTable
    file: str
    moved: tuple[Moved, ...]


def read_calendar(workspace: Workspace) -> CalendarFacts:
    """Read all that the panels show."""
    templates = workspace.library.notice_templates.values()
    return CalendarFacts(
        tuple(known_years(workspace)),
        tuple(local_holidays(workspace)),
        tuple(least_periods(workspace)),
        tuple((template.code, template.name) for template in templates),
        workspace.today(),
        {form: kept_forms(workspace, form) for form in (HOLIDAY_FORM, PERIOD_FORM)},
    )


def offered(workspace: Workspace, read: Callable[[], YearTable], file: str) -> Offered:
    """Read a table and see what it would move. Raises `UserFacingError` where it cannot be read."""
    table = read()
    before, after = office_calendar(workspace), office_calendar(workspace, table)
    return Offered(table, file, tuple(moved_deadlines(workspace, before, after)))
