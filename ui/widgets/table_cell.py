"""What a table cell says, and where its parts stand at a column's width."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QFontMetrics, QPainter

from ui.theme import theme
from ui.widgets.chips import Chip, chip_height, chip_width, draw_chip
from ui.widgets.row_layout import button_height, button_width, icon_size, row_font
from ui.widgets.row_spec import RowAction
from ui.widgets.text_block import Span, TextBlock

PADDING_X, PADDING_Y = 8, 6
_ICON_GAP = 4
_BUTTON_GAP = 6


@dataclass(frozen=True)
class Cell:
    """A cell: words that wrap, perhaps with icon, marked words, a second line, a chip, buttons.

    `role` and `icon_role` are colour roles (`icon_role` "" is the words' own), `soft` the role of the ground, `size` a
    type role. `icon_text` is the word an icon stands for where the words do not say it. `differs` draws the violet
    edge. `detail` is a second line with its own icon and role. Buttons stand at the right end of their column.
    """

    text: str = ""
    icon: str = ""
    role: str = "text"
    soft: str = ""
    bold: bool = False
    spans: tuple[Span, ...] = ()
    detail: str = ""
    detail_icon: str = ""
    detail_role: str = "text-muted"
    chip: Chip | None = None
    actions: tuple[RowAction, ...] = ()
    icon_role: str = ""
    icon_text: str = ""
    size: str = "table"
    differs: bool = False
    tip: str = ""

    def spoken(self) -> str:
        """Return the cell in words for a screen reader."""
        parts = [self.icon_text, self.text, self.chip.text if self.chip else "", self.detail]
        parts += ["与标准不同"] if self.differs else []
        return "，".join(part for part in [*parts, *(f"按钮 {action.text}" for action in self.actions)] if part)


@dataclass
class CellLayout:
    """The parts of a cell in its own coordinates."""

    height: int = 0
    blocks: list[tuple[int, int, TextBlock, str]] = field(default_factory=list)
    icons: list[tuple[QRect, str, str]] = field(default_factory=list)
    buttons: list[tuple[QRect, RowAction]] = field(default_factory=list)
    chip: QRect | None = None

    def draw(self, painter: QPainter, cell: Cell, selected: bool) -> None:
        """Draw everything but the buttons; the painter stands at the cell's corner."""
        for x, y, block, role in self.blocks:
            block.draw(painter, x, y, theme().colour("selection-text" if selected and role == "text" else role))
        for rect, name, role in self.icons:
            theme().draw_icon(painter, QRectF(rect), name, role)
        if self.chip is not None:
            draw_chip(painter, self.chip, cell.chip)


def lay_out_cell(cell: Cell, width: int, align: str = "left") -> CellLayout:
    """Place the parts of a cell in a column `width` pixels wide; `align` is left, right or center."""
    made = CellLayout(height=PADDING_Y)
    if cell.actions:
        _place_buttons(made, cell.actions, width)
    if cell.chip is not None:
        made.chip = QRect(
            PADDING_X, PADDING_Y - 1, min(chip_width(cell.chip), width - 2 * PADDING_X), chip_height(cell.chip)
        )
        made.height = made.chip.bottom()
    if cell.text or cell.icon:
        style = f"{cell.size}-bold" if cell.bold else cell.size
        icon = (cell.icon, cell.icon_role or cell.role)
        # Small words stand on the line of the ordinary ones beside them.
        made.height += max(theme().line_height("table") - theme().line_height(cell.size), 0) // 2
        _place_words(made, cell.text, style, cell.role, icon, cell.spans, width, align)
    if cell.detail:
        icon = (cell.detail_icon, cell.detail_role)
        _place_words(made, cell.detail, "caption", cell.detail_role, icon, (), width, align)
    made.height += PADDING_Y
    if cell.actions:
        made.height = max(made.height, made.buttons[-1][0].bottom() + 1 + PADDING_Y - 2)
    return made


def _place_words(
    made: CellLayout,
    text: str,
    style: str,
    role: str,
    icon: tuple[str, str],
    spans: Sequence[Span],
    width: int,
    align: str,
) -> None:
    name, icon_role = icon
    line = theme().line_height(style.removesuffix("-bold"))
    size = icon_size(15 if style.startswith("table") else 13) if name else 0
    left = PADDING_X + (size + _ICON_GAP if name else 0)
    block = TextBlock(text, row_font(style), width - left - PADDING_X, line, spans)
    if name:
        made.icons.append((QRect(PADDING_X, made.height + (line - size + 1) // 2, size, size), name, icon_role))
    slack = max(width - PADDING_X - left - round(block.widest + 0.5), 0)
    left += {"left": 0, "right": slack, "center": slack // 2}[align] if block.lines == 1 else 0
    made.blocks.append((left, made.height, block, role))
    made.height += max(block.height, line)


def _place_buttons(made: CellLayout, actions: Sequence[RowAction], width: int) -> None:
    """Buttons from right to left, in as many lines as they need."""
    lines: list[list[tuple[RowAction, int]]] = [[]]
    room, height, taken = width - 2 * PADDING_X, button_height(), 0
    for action in actions:
        wide = button_width(action.text)
        if lines[-1] and taken + wide > room:
            lines.append([])
            taken = 0
        lines[-1].append((action, wide))
        taken += wide + _BUTTON_GAP
    top = PADDING_Y - 2
    for line in lines:
        left = width - PADDING_X - sum(wide + _BUTTON_GAP for _, wide in line) + _BUTTON_GAP
        for action, wide in line:
            made.buttons.append((QRect(left, top, wide, height), action))
            left += wide + _BUTTON_GAP
        top += height + 4


def words_width(text: str, size: str = "table") -> int:
    """Return how wide a column must be to show a text of a type role in one line."""
    return QFontMetrics(theme().font(size)).horizontalAdvance(text) + 2 * PADDING_X + 2
