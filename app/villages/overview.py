"""Which village's sheet is missing: the sheets every village owes in a month, and what each has of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.errors import UserFacingError
from app.notices.keeping import kept_notices, printed_at
from app.standards.library import Library, load_library
from app.standards.models import NoticeTemplate
from app.villages.at_hand import Unwatched, Watch, at_hand
from app.villages.units import ExpectedSheet, MyUnit, MyUnits, Rhythm, listed_unit, load_units
from app.workspace import Workspace
from db.repositories.records import RecordRow

RHYTHM_WORDS: dict[Rhythm, str] = {"month": "每月", "quarter": "每季度", "year": "每年"}
_MONTHS: dict[Rhythm, int] = {"month": 1, "quarter": 3, "year": 12}
#: How templates say themselves that they come again and again. 村民委员会组织法第三十五条: finances monthly, where
#: there is much movement; the stricter reading is asked for until a person chooses otherwise.
_RHYTHMS: dict[str, Rhythm] = {"monthly_or_quarterly": "month", "quarterly": "quarter", "long_term": "quarter"}
Standing = Literal["missing", "made", "printed"]


@dataclass(frozen=True)
class SheetOfVillage:
    """One sheet owed: whether it is there, and of the one made last its id, title and days."""

    standing: Standing
    notice: str = ""
    title: str = ""
    made_on: date | None = None
    printed_on: date | None = None


@dataclass(frozen=True)
class VillageStanding:
    """A village's sheets, in the order of those expected. `trouble` says why its file could not be read.

    `unit` is as its file has it now. `this_month` counts the notices made in the month, whatever they are; `unprinted`
    those of them not printed as they stand.
    """

    unit: MyUnit
    sheets: tuple[SheetOfVillage, ...] = ()
    this_month: int = 0
    unprinted: int = 0
    trouble: UserFacingError | None = None


@dataclass(frozen=True)
class Expected:
    """A sheet that is owed: its template and how often."""

    code: str
    name: str
    rhythm: Rhythm

    @property
    def words(self) -> str:
        """As a head of a column: 村级财务收支公布（每月）."""
        return f"{self.name}（{RHYTHM_WORDS[self.rhythm]}）"


@dataclass(frozen=True)
class Overview:
    """All villages and the sheets they owe in a month (its first day)."""

    month: date
    expected: tuple[Expected, ...]
    villages: tuple[VillageStanding, ...]

    def missing(self) -> list[tuple[MyUnit, Expected]]:
        """Return every sheet that is not there, village by village."""
        return [
            (village.unit, expected)
            for village in self.villages
            for expected, sheet in zip(self.expected, village.sheets, strict=False)
            if sheet.standing == "missing"
        ]


def first_of_month(day: date) -> date:
    """Return the first day of the month of a day."""
    return day.replace(day=1)


def month_words(month: date) -> str:
    """Return a month as people write it: 2026年11月."""
    return f"{month.year}年{month.month}月"


def usual_sheets(library: Library) -> tuple[ExpectedSheet, ...]:
    """Return the sheets that templates for villages say come again and again, the village's own money first."""
    found = [
        ExpectedSheet(template.code, _RHYTHMS[template.notice_mode])
        for template in library.notice_templates.values()
        if template.notice_mode in _RHYTHMS
    ]
    return tuple(sorted(found, key=lambda sheet: (_MONTHS[sheet.rhythm], -int(sheet.template.partition("-")[2] or 0))))


def expected_sheets(mine: MyUnits) -> tuple[Expected, ...]:
    """Return the sheets owed, as chosen or as the templates say; chosen ones whose template is gone are left out."""
    library = load_library()
    chosen = mine.expected if mine.expected is not None else usual_sheets(library)
    templates = library.notice_templates
    return tuple(
        Expected(sheet.template, templates[sheet.template].name, sheet.rhythm)
        for sheet in chosen
        if sheet.template in templates
    )


def usual_rhythm(template: NoticeTemplate) -> Rhythm:
    """Return how often a sheet is owed when nobody says otherwise."""
    return _RHYTHMS.get(template.notice_mode, "month")


def overview(mine: MyUnits, month: date, *, open_now: Workspace | None = None, watch: Watch | None = None) -> Overview:
    """Read how every village stands in a month (any day of it). Ends early, with fewer, when it is stopped.

    A sheet belongs to the month in which its notice was made, by the calendar at this desk.
    """
    watch = watch or Unwatched()
    expected, month = expected_sheets(mine), first_of_month(month)
    villages = []
    for number, unit in enumerate(mine.villages):
        if watch.is_cancelled():
            break
        watch.progress(number, len(mine.villages), unit.name)
        villages.append(_standing(unit, expected, month, open_now))
    watch.progress(len(mine.villages), len(mine.villages))
    return Overview(month, expected, tuple(villages))


def missing_sheets(workspace: Workspace) -> list[tuple[MyUnit, Expected]]:
    """Return the sheets that the villages on this computer's list owe this month and have not; none while the list has
    no more than one unit. Raises `UserFacingError` when the list cannot be read."""
    mine = load_units()
    return overview(mine, workspace.today(), open_now=workspace).missing() if len(mine.units) > 1 else []


def notices_of_month(workspace: Workspace, month: date) -> list[RecordRow]:
    """Return the notices of a workspace that were made in a month (its first day), in the order of making."""
    return _made_within(kept_notices(workspace), month, "month")


def _standing(unit: MyUnit, expected: Sequence[Expected], month: date, open_now: Workspace | None) -> VillageStanding:
    try:
        with at_hand(unit, open_now, read_only=True) as workspace:
            rows = kept_notices(workspace)
            sheets = tuple(_sheet(workspace, rows, each, month) for each in expected)
            these = _made_within(rows, month, "month")
            unprinted = sum(printed_at(workspace, row) is None for row in these)
            return VillageStanding(listed_unit(unit.path, workspace.organisation), sheets, len(these), unprinted)
    except UserFacingError as error:
        return VillageStanding(unit, trouble=error)


def _sheet(workspace: Workspace, rows: Sequence[RecordRow], expected: Expected, month: date) -> SheetOfVillage:
    found = [row for row in _made_within(rows, month, expected.rhythm) if row.content["template"] == expected.code]
    if not found:
        return SheetOfVillage("missing")
    row = found[-1]
    printed = printed_at(workspace, row)
    standing: Standing = "printed" if printed else "made"
    made_on, printed_on = _day_of(row.content["made_at"]), _day_of(printed) if printed else None
    return SheetOfVillage(standing, row.id, row.content["title"], made_on, printed_on)


def _made_within(rows: Iterable[RecordRow], month: date, rhythm: Rhythm) -> list[RecordRow]:
    return [row for row in rows if _span(_day_of(row.content["made_at"]), rhythm) == _span(month, rhythm)]


def _span(day: date, rhythm: Rhythm) -> tuple[int, int]:
    """The month, quarter or year of a day, by number."""
    return day.year, (day.month - 1) // _MONTHS[rhythm]


def _day_of(stamp: str) -> date:
    """The day at this desk of a stored moment."""
    return datetime.fromisoformat(stamp).astimezone().date()
