"""Where the parts of cells stand, measured when they come into sight and kept until line, findings or width change."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QFontMetrics

from app.drafting.grid import GridRow
from ui.pages.drafting.grid.cells import SIGNS, Marks
from ui.pages.drafting.grid.columns import NAME, NUMBER
from ui.pages.drafting.grid.model import GridModel
from ui.theme import theme
from ui.widgets.chips import RELATION, chip_height, chip_width
from ui.widgets.row_layout import button_height, button_width, icon_size, row_font
from ui.widgets.row_spec import RowAction
from ui.widgets.table_cell import PADDING_X, PADDING_Y, Cell, CellLayout, lay_out_cell
from ui.widgets.text_block import TextBlock

ADOPT = RowAction("adopt", "采用")
MOST_LINES = 8
"""A cell shows no more lines of a text; the tooltip and the editor have it whole."""
_MOST_DETAIL_LINES = 2
_KEPT = 4000
_STATES = {
    "untouched": ("circle", "text-muted"),
    "draft": ("pencil", "accent-ink"),
    "ready": ("circle-check", "success"),
    "final": ("stamp", "text-muted"),
    "not_applicable": ("circle-slash", "text-muted"),
}
_GRAVE = ("block", "warn")
"""What the check says that is shown under the number, the worst first."""


class Placed(NamedTuple):
    """A cell with its parts in place, and what they were made from."""

    row: GridRow
    marks: Marks
    cell: Cell
    layout: CellLayout


class CellLayouts:
    """Layouts by line and column, and heights of lines at the present widths; `width_of` gives those by column."""

    def __init__(self, model: GridModel, width_of: Callable[[int], int]) -> None:
        self._model, self._width_of = model, width_of
        self._placed: dict[tuple[str, int, int], Placed] = {}
        self._heights: dict[str, tuple[GridRow, Marks, int]] = {}

    def forget(self) -> None:
        """Measure everything anew: letters or colours are others."""
        self._placed.clear()
        self._heights.clear()

    def forget_heights(self) -> None:
        """Measure lines anew: a column has another width."""
        self._heights.clear()

    def placed(self, row: int, column: int) -> Placed:
        """Return a cell with its parts in place."""
        line, width = self._model.row_at(row), self._width_of(column)
        marks, key = self._model.marks(line), (line.key, column, width)
        kept = self._placed.get(key)
        if kept is None or kept.row is not line or kept.marks != marks:
            if len(self._placed) >= _KEPT:
                self._placed.clear()
            kept = self._placed[key] = Placed(line, marks, *self._place(row, column, width))
        return kept

    def height(self, row: int) -> int:
        """Return the height of a line: its highest cell and the line below."""
        line = self._model.row_at(row)
        marks, kept = self._model.marks(line), self._heights.get(line.key)
        if kept is None or kept[0] is not line or kept[1] != marks:
            highest = max(self.placed(row, column).layout.height for column in range(self._model.columnCount()))
            kept = self._heights[line.key] = line, marks, highest + 1
        return kept[2]

    def _place(self, row: int, column: int, width: int) -> tuple[Cell, CellLayout]:
        line = self._model.row_at(row)
        if column == NUMBER:
            return _place_number(self._model.number(row), line, self._model.marks(line), width)
        if column == NAME:
            return _place_name(line, width, differs=self._model.columns[NAME].key in line.differing)
        cell = _cut(self._model.cell(row, column), width)
        # One pixel at the right is the line between columns.
        return cell, lay_out_cell(cell, width - 1)


def _place_number(number: str, line: GridRow, marks: Marks, width: int) -> tuple[Cell, CellLayout]:
    """Put what has to be mended, else the state, under the number."""
    told = {finding.severity for found in marks.values() for finding in found}
    worst = next((severity for severity in _GRAVE if severity in told), None)
    icon, role = SIGNS[worst] if worst else _STATES[line.state]
    block = TextBlock(number, theme().font("caption"), width, theme().line_height("caption"))
    made, size = CellLayout(), icon_size(14)
    made.blocks.append((max(round((width - block.widest) / 2), 2), PADDING_Y, block, "text-muted"))
    made.icons.append((QRect((width - size) // 2, PADDING_Y + block.height + 2, size, size), icon, role))
    made.height = PADDING_Y + block.height + 2 + size + PADDING_Y
    return Cell(number, soft="header-cell"), made


def _place_name(line: GridRow, width: int, *, differs: bool) -> tuple[Cell, CellLayout]:
    made, top = CellLayout(), PADDING_Y
    away = line.id is None or line.not_applicable is not None
    role = "text-muted" if away else "text"
    for text, size, ink in ((line.heading, "caption", "text-muted"), (line.title, "table-bold", role)):
        if text:
            height = theme().line_height(size.removesuffix("-bold"))
            block = TextBlock(_short(text, size, width, 4), row_font(size), width - 2 * PADDING_X, height)
            made.blocks.append((PADDING_X, top, block, ink))
            top += block.height
    top += 2
    chip = RELATION[line.relation] if line.relation else None
    if chip:
        made.chip = QRect(PADDING_X, top, min(chip_width(chip), width - 2 * PADDING_X), chip_height(chip))
        top += chip_height(chip)
    else:
        made.buttons.append((QRect(PADDING_X, top, button_width(ADOPT.text), button_height()), ADOPT))
        top += button_height()
    made.height = top + PADDING_Y
    tip = f"不涉及：{line.not_applicable}" if line.not_applicable else ""
    return Cell(line.title, soft="sunken" if away else "", chip=chip, differs=differs, tip=tip), made


def _cut(cell: Cell, width: int) -> Cell:
    """Leave out what would make the line too high; what was left out is in the tooltip."""
    text = _short(cell.text, "table", width, MOST_LINES)
    detail = _short(cell.detail, "caption", width - icon_size(13), _MOST_DETAIL_LINES)
    if (text, detail) == (cell.text, cell.detail):
        return cell
    whole = [cell.tip or (cell.text if text != cell.text else ""), cell.detail if detail != cell.detail else ""]
    return replace(cell, text=text, detail=detail, tip="\n".join(filter(None, whole)))


def _short(text: str, style: str, width: int, most: int) -> str:
    """Cut a text where it would need more lines than `most`, taking every character for a wide one."""
    per_line = max((width - 2 * PADDING_X - 1) // _wide(style, theme().scale), 1)
    if len(text) <= per_line and "\n" not in text:
        return text
    left, kept = most, []
    for line in text.split("\n"):
        if left <= 0:
            return "\n".join(kept).rstrip() + "…"
        if len(line) > left * per_line:
            return "\n".join([*kept, line[: left * per_line - 1]]) + "…"
        kept.append(line)
        left -= max(-(-len(line) // per_line), 1)
    return text


@lru_cache(maxsize=16)
def _wide(style: str, scale: float) -> int:
    """Return how wide a wide character is in pixels; asked several times for each cell."""
    return QFontMetrics(row_font(style)).horizontalAdvance("国")
