"""A notice being made. What is typed here lies in memory, and beside the workspace until it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.notices.blanks import Blank, answers_given
from app.notices.keeping import KeptFacts
from app.notices.rows_shown import RowsShown
from app.notices.unfinished import Unfinished
from app.standards.models import NoticeColumn, NoticeTemplate
from app.tables.rows import SEQUENCE_KEY, ListRow, ListRows

RawRow = dict[str, str]
CONTACT = ("accept_unit", "address", "phone", "office_hours", "supervision_phone")
"""Blanks about the office itself: the same from notice to notice."""


@dataclass
class Draft:
    """A template with what the clerk has typed so far. `kept` is the notice it was kept as, if it was."""

    key: str
    template: NoticeTemplate
    blanks: tuple[Blank, ...]
    answers: dict[str, str] = field(default_factory=dict, repr=False)
    rows: list[RawRow] = field(default_factory=list, repr=False)
    dropped: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    same_as_before: frozenset[str] = frozenset()
    kept: KeptFacts | None = None
    corrects: str | None = None
    """The notice (id) that was withdrawn and is corrected by this one."""
    has_shown_rows: bool = False
    """Its rows are those that the corrected notice shows, unchanged: a list that comes takes their place."""
    is_touched: bool = False
    changed_at: str = ""
    """When it was stored last after a change, ISO 8601, UTC; "" while a change is not stored."""

    @property
    def is_worth_keeping(self) -> bool:
        """Whether a crash may not take it: something was typed, or its rows are needed to change what is kept."""
        return self.is_touched or (self.kept is not None and not self.kept.is_out)

    def as_unfinished(self) -> Unfinished:
        """A copy of what is stored of it."""
        return Unfinished(
            self.key,
            self.template.code,
            dict(self.answers),
            tuple(self.copied_rows()),
            self.changed_at,
            self.kept.id if self.kept else None,
            self.is_touched,
            self.dropped,
            self.left_out,
            self.corrects,
        )

    def begin_anew(self, today: date) -> None:
        """Go on as another notice with its own day: what was posted stays as it is."""
        self.kept = None
        if "publish_date" in self.answers:
            self.answers["publish_date"] = today.isoformat()

    @property
    def columns(self) -> tuple[NoticeColumn, ...]:
        """The columns of the list that are filled in."""
        table = self.template.table
        return tuple(column for column in table.columns if column.key != SEQUENCE_KEY) if table else ()

    def given(self) -> dict[str, str]:
        """The answers to fill the notice with."""
        return answers_given(self.blanks, self.answers)

    @property
    def has_rows(self) -> bool:
        """Whether any row holds anything."""
        return any(map(_holds_anything, self.rows))

    def copied_rows(self) -> list[RawRow]:
        """The rows as they stand now, for another thread."""
        return list(map(dict, self.rows))

    def answer(self, key: str, text: str) -> None:
        """Take what was typed into a blank."""
        self.answers[key] = text
        self.same_as_before -= {key}
        self._touch()

    def put(self, row: int, column: str, text: str) -> None:
        """Take what was typed into a cell; a row just below the last one begins a new one."""
        while len(self.rows) <= row:
            self.rows.append({})
        self.rows[row][column] = text
        self.has_shown_rows = False
        self._touch()

    def put_block(self, row: int, column: int, cells: list[list[str]]) -> None:
        """Set a block of cells with its first cell at a place; what goes beyond the last column is left out."""
        keys = [each.key for each in self.columns]
        for down, line in enumerate(cells):
            for right, text in enumerate(line):
                if column + right < len(keys):
                    self.put(row + down, keys[column + right], text)

    def take_list(self, listed: ListRows) -> int:
        """Put rows read from a table behind those that stand here; returns how many."""
        self.rows = [] if self.has_shown_rows else list(filter(_holds_anything, self.rows))
        self.has_shown_rows = False
        self.rows += [dict(row.values) for row in listed.rows]
        self.dropped = tuple(dict.fromkeys((*self.dropped, *listed.dropped_columns)))
        # Only the first few are shown.
        pressing_first = sorted(listed.left_out, key=lambda row: not row.must_look)
        rows = (f"来源第 {row.number} 行：{row.reason}。" for row in pressing_first)
        self.left_out = (*listed.notes, *sheets_not_read(listed), *rows)
        self._touch()
        return len(listed.rows)

    def begin_list(self, shown: RowsShown) -> None:
        """Begin with the rows that a notice shows, and say what of them has to be put in again."""
        self.rows, self.has_shown_rows = list(map(dict, shown.rows)), bool(shown.rows)
        if shown.rows:
            labels = "”“".join(shown.to_put_in)
            names = f"“{labels}”没有存原来的，要用请重新填，或者" if labels else "要换一份，"
            again = "再粘贴一次原来的名单、点“导入文件”再取一次：来了新的，这里的就换掉。"
            self.left_out = (f"名单照错的那一份印着的字填好了 {len(shown.rows)} 行。{names}{again}",)

    def remove(self, row: int) -> None:
        """Take a row out of the list."""
        if row < len(self.rows):
            del self.rows[row]
            self.has_shown_rows = False
            self._touch()

    def _touch(self) -> None:
        self.is_touched, self.changed_at = True, ""

    def forget_list(self) -> None:
        """Let go of the raw rows."""
        self.rows.clear()


def sheets_not_read(listed: ListRows) -> tuple[str, ...]:
    """One sentence where other sheets of the workbook hold lists as well."""
    names = "、".join(listed.other_sheets)
    return (f"别的工作表里也有名单，没有读：{names}。请把名单并到一张表里。",) if names else ()


def list_rows(rows: Sequence[RawRow]) -> tuple[ListRow, ...]:
    """The rows that hold anything, numbered as they stand in the table."""
    return tuple(ListRow(number, row) for number, row in enumerate(rows, start=1) if _holds_anything(row))


def _holds_anything(row: RawRow) -> bool:
    return any(map(str.strip, row.values()))


def start_draft(key: str, template: NoticeTemplate, blanks: tuple[Blank, ...], contact: dict[str, str]) -> Draft:
    """Begin a notice with the answers that are known; `contact` are those of the office given last time."""
    asked = {blank.key for blank in blanks}
    known = {blank.key: blank.answer for blank in blanks if blank.answer}
    same = {name: text for name, text in contact.items() if name in asked and name not in known and text}
    return Draft(key, template, blanks, known | same, same_as_before=frozenset(same))


def contact_key(unit: str) -> str:
    """Under which preference the office's own address and telephones are remembered."""
    return f"notices.contact.{unit}"


def shown_day(day: date) -> str:
    """A day on the page: 11月24日."""
    return f"{day.month}月{day.day}日"


def shown_time(stamp: str) -> str:
    """A stored time as the desk's own: 11月23日 10:24."""
    at = datetime.fromisoformat(stamp).astimezone()
    return f"{shown_day(at.date())} {at:%H:%M}"
