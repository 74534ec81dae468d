"""A field's official table as a file of its own shape needs it: titles, lines, and every cell as text.

The workbook, the document, the page and the plain table draw the same `CatalogueSheet`, so they cannot differ.
"""

import math
import re
from collections.abc import Sequence

import msgspec

from app.errors import UserFacingError
from app.tables.official import BoxesCell, Cell, OfficialColumn, OfficialTable, TickCell, unconfirmed_note

#: Head of the column in which a plain table, which has no lines below, says what nobody has compared.
UNCONFIRMED_HEAD = "文字核对"
TICK = "√"
CHECKED_BOX = "■"
EMPTY_BOX = "□"
BODY_POINTS = 10
#: Height (pt) of one line of body text and of the air above and below a cell's text.
LINE_POINTS = 13.5
PADDING_POINTS = 6.0
#: Width (mm) that a program leaves empty at both sides of a cell's text.
PADDING_MM = 2.4
MM_PER_POINT = 25.4 / 72
#: Characters XML cannot hold, control characters except the line break, and lone halves of surrogate pairs.
UNWRITABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class CatalogueSheet(msgspec.Struct, frozen=True):
    """One field's table, which stands on a sheet, in a section or as a table of its own.

    `name` names the sheet; `unit` and `edition` are the line under the title (编制单位：… at the left, 2026年版 and the
    month at the right), to which `draft` adds 草案. `notes` are the lines under the table besides the one on rows
    that nobody has compared with the official text. `is_field`: the name is that of a field, which the items belong to.
    """

    name: str
    title: str
    unit: str
    edition: str
    table: OfficialTable
    draft: bool = False
    notes: tuple[str, ...] = ()
    is_field: bool = True

    @property
    def unit_line(self) -> str:
        """Who made it, for the left end of the line under the title."""
        return f"编制单位：{self.unit}"

    @property
    def edition_line(self) -> str:
        """Which edition it is, for the right end of the line under the title."""
        return f"{self.edition}　草案" if self.draft else self.edition

    @property
    def lines_below(self) -> tuple[str, ...]:
        """The lines under the table."""
        return tuple(filter(None, (unconfirmed_note(self.table), *self.notes)))

    @property
    def head_rows(self) -> int:
        """Rows that the heads take: two where some columns share a head."""
        return 2 if any(column.group for column in self.table.columns) else 1


def require_sheets(sheets: Sequence[CatalogueSheet]) -> None:
    """Raises UserFacingError (`nothing-to-write`) where there is no table to write."""
    if not sheets:
        raise UserFacingError("nothing-to-write", "没有可写的条目，表格没有生成。请先选一个已填报的领域。")


def writable(text: str) -> str:
    """The text without what no file of these kinds can hold; tabs become spaces."""
    return UNWRITABLE.sub("", text.replace("\t", " "))


def cell_text(cell: Cell, width_mm: float) -> str:
    """A cell as lines of text: boxes as ■ and □, two to a line where `width_mm` allows it, a tick as √."""
    if isinstance(cell, TickCell):
        return "\n".join(part for part in (TICK, cell.note) if part) if cell.checked else ""
    if isinstance(cell, BoxesCell):
        return "\n".join(_box_lines(cell, _ems_in(width_mm)))
    return "\n".join(cell.lines)


def _box_lines(cell: BoxesCell, ems: float) -> list[str]:
    half = math.floor(ems / 2)
    lines: list[str] = []
    waiting = ""
    for box in cell.boxes:
        mark = CHECKED_BOX if box.checked else EMPTY_BOX
        text = f"{mark}{box.label}（{box.text}）" if box.text else f"{mark}{box.label}"
        if waiting and _ems(text) <= half:
            lines.append(waiting + "　" * max(1, half - math.ceil(_ems(waiting))) + text)
            waiting = ""
            continue
        if waiting:
            lines.append(waiting)
        waiting = text if _ems(text) < half else ""
        if not waiting:
            lines.append(text)
    return [*lines, waiting] if waiting else lines


def _ems(text: str) -> float:
    """Width in ems: a Han character is one, a letter or digit about half."""
    return sum(0.55 if character.isascii() else 1.0 for character in text)


def _ems_in(width_mm: float) -> float:
    return max(1.0, (width_mm - PADDING_MM) / (BODY_POINTS * MM_PER_POINT))


def text_height(text: str, width_mm: float) -> float:
    """Estimated height (pt) of a cell's text in a column of this width, set in body type."""
    lines = sum(max(1, math.ceil(_ems(line) / _ems_in(width_mm))) for line in text.split("\n"))
    return lines * LINE_POINTS + PADDING_POINTS


def group_runs(columns: Sequence[OfficialColumn]) -> list[tuple[int, int, str | None]]:
    """First and last column and group of each run of columns under one head."""
    runs: list[tuple[int, int, str | None]] = []
    for index, column in enumerate(columns):
        if runs and runs[-1][2] == column.group:
            runs[-1] = (runs[-1][0], index, column.group)
        else:
            runs.append((index, index, column.group))
    return runs
