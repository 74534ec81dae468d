"""One table of many villages, parted by its village column.

Raw rows stay in memory, in the table they were read into. Every row ends with one village, with a person's word that
it is to be left out, or among those still asked about; none is dropped, and none is given to a village by a guess.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import UserFacingError
from app.notices.raw_numbers import raw_number_in
from app.standards.library import load_library
from app.standards.models import NoticeTemplate
from app.tables.rows import (
    TOTAL_LEFT_OUT,
    TOTAL_WORDS,
    CellValue,
    LeftOutRow,
    ListRow,
    cell_text,
    read_cells,
    rows_from_cells,
)
from app.villages.matching import whose
from app.villages.units import MyUnit

#: Heads of the column that says whose a row is, the surest first.
VILLAGE_HEADS = (
    *("村", "村名", "村名称", "行政村", "行政村名", "行政村名称", "所在村", "所属村", "村委会", "村民委员会"),
    *("村社区", "村居", "村社", "社区", "所在村社区", "所属村社区", "单位名称", "单位"),
)
LEAVE_OUT = ""
"""The answer for rows that belong to no village of the list: they are left out because a person says so."""
_MOST_SHOWN = 30
_NOT_OF_A_HEAD = re.compile(r"[\s（()）/、\-（）]")


@dataclass(frozen=True)
class NamedRows:
    """Rows with one and the same text in the village column. `above` is the last name before rows without any."""

    text: str
    rows: tuple[ListRow, ...]
    above: str = ""

    @property
    def key(self) -> str:
        """What an answer for these rows is kept under."""
        return self.text or f"（没有写，上面是{self.above}）"

    @property
    def shown(self) -> str:
        """What to call these rows by: never a personal number that got into the column, and no longer than a line."""
        if found := raw_number_in(f"{self.text} {self.above}"):
            return f"（这一格里有{found}）"
        return self.key if len(self.key) <= _MOST_SHOWN else f"{self.key[:_MOST_SHOWN]}……"

    @property
    def numbers(self) -> str:
        """Where they stand, as in 第 3、4、9 等 12 行."""
        first = "、".join(str(row.number) for row in self.rows[:5])
        return f"第 {first} 行" if len(self.rows) <= 5 else f"第 {first} 等 {len(self.rows)} 行"


@dataclass(frozen=True)
class VillageTable:
    """A table that was read: its rows by what the village column says, in the order of the table.

    `head` is that column's; `dropped_columns` are those the template has no use for; `left_out` what was not read,
    `other_sheets` the sheets of the workbook with lists that were not read, `notes` what reading the file mended or
    lost, in sentences.
    """

    head: str
    named: tuple[NamedRows, ...]
    dropped_columns: tuple[str, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    other_sheets: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many rows there are to give out."""
        return sum(len(each.rows) for each in self.named)


@dataclass(frozen=True)
class Question:
    """Rows of which nobody has said yet whose they are, and the units the name might mean, the likeliest first."""

    named: NamedRows
    offered: tuple[MyUnit, ...]


@dataclass(frozen=True)
class Part:
    """The rows of one village, in the order of the table."""

    unit: MyUnit
    rows: tuple[ListRow, ...]


@dataclass(frozen=True)
class Parted:
    """The table given out: whose what is, what is still asked, and what a person left out."""

    parts: tuple[Part, ...]
    questions: tuple[Question, ...]
    left_out: tuple[NamedRows, ...]


def split_template(code: str, *, needs_list: bool = True) -> NoticeTemplate:
    """Return a notice template by its code. Raises UserFacingError for an unknown one, or one without a list."""
    template = load_library().notice_templates.get(code)
    if template is None:
        raise UserFacingError("template-unknown", f"没有编号为“{code}”的公示模板，什么也没有做。请核对编号。")
    if needs_list and template.table is None:
        raise UserFacingError(
            "no-list", f"“{template.name}”不带名单，没有可以按村分的，什么也没有做。请选一种带名单的公示。"
        )
    return template


def read_village_table(path: Path, template: NoticeTemplate, column: str = "") -> VillageTable:
    """Read the list of a workbook; see `village_table`. Raises what reading a list raises."""
    read = read_cells(path, template)
    table = village_table(read.cells, template, read.first_row, column)
    return replace(table, other_sheets=read.other_sheets, notes=read.notes)


def village_table(
    cells: Sequence[Sequence[CellValue]], template: NoticeTemplate, first_row: int = 1, column: str = ""
) -> VillageTable:
    """Read cells with a header among them. `column` is the head of the village column where none of the usual is.

    Raises UserFacingError without a header of the template's, without a village column and without any row.
    """
    listed = rows_from_cells(cells, template, first_row)
    if not listed.rows:
        raise UserFacingError("list-empty", "表头下面没有名单，什么也没有分。请连名单一起复制，再粘贴一次。")
    place, head = _village_column(cells[: listed.rows[0].number - first_row], column)
    named, totals = _by_name(listed.rows, cells, first_row, place)
    return VillageTable(
        head,
        named,
        tuple(name for name in listed.dropped_columns if name != head),
        tuple(sorted((*listed.left_out, *totals), key=lambda row: row.number)),
    )


def part(table: VillageTable, units: Sequence[MyUnit], answers: Mapping[str, str] | None = None) -> Parted:
    """Give the rows to the villages. `answers` say whose a name is: unit ids by `NamedRows.key`, or `LEAVE_OUT`."""
    rows: dict[str, list[ListRow]] = {}
    questions, left_out = [], []
    by_id = {unit.id: unit for unit in units}
    for named in table.named:
        answer = (answers or {}).get(named.key)
        meant = whose(named.text or named.above, units)
        if answer == LEAVE_OUT:
            left_out.append(named)
        elif answer in by_id:
            rows.setdefault(answer, []).extend(named.rows)
        elif meant.unit is not None and named.text:
            rows.setdefault(meant.unit.id, []).extend(named.rows)
        else:
            offered = (meant.unit,) if meant.unit is not None else meant.offered
            questions.append(Question(named, offered))
    parts = [Part(unit, tuple(sorted(rows[unit.id], key=lambda row: row.number))) for unit in units if unit.id in rows]
    return Parted(tuple(parts), tuple(questions), tuple(left_out))


def _village_column(heads: Sequence[Sequence[CellValue]], wanted: str) -> tuple[int, str]:
    """Place and head of the village column: in the line nearest above the list that has one."""
    names = (_head(wanted),) if wanted else VILLAGE_HEADS
    for line in reversed(heads):
        found = {_head(cell_text(cell, "text")): (place, cell_text(cell, "text")) for place, cell in enumerate(line)}
        known = next((name for name in names if name in found), None)
        if known is not None:
            return found[known]
    looked_for = f"“{wanted}”" if wanted else "写明是哪个村"
    raise UserFacingError(
        "no-village-column",
        f"表头里没有{looked_for}的那一列，什么也没有分。请让表头里有一列叫“村”或者“村名”，每一行写上是哪个村的。",
    )


def _by_name(
    rows: Sequence[ListRow], cells: Sequence[Sequence[CellValue]], first_row: int, place: int
) -> tuple[tuple[NamedRows, ...], list[LeftOutRow]]:
    """Rows by what stands in their village column; lines that only add up others are told, not given out."""
    named: dict[tuple[str, str], list[ListRow]] = {}
    totals: list[LeftOutRow] = []
    above = ""
    for row in rows:
        line = cells[row.number - first_row]
        text = cell_text(line[place], "text") if place < len(line) else ""
        if text.endswith(tuple(TOTAL_WORDS)):
            totals.append(LeftOutRow(row.number, TOTAL_LEFT_OUT))
            continue
        named.setdefault((text, "" if text else above), []).append(row)
        above = text or above
    return tuple(NamedRows(text, tuple(rows), above) for (text, above), rows in named.items()), totals


def _head(text: str) -> str:
    return _NOT_OF_A_HEAD.sub("", unicodedata.normalize("NFKC", text))
