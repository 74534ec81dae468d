"""Painting of rows where a list shows them, and the mouse on their buttons and tick boxes."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Signal
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from ui.widgets.painted_buttons import PaintedButtons
from ui.widgets.row_layout import RowLayout, fixed_height, lay_out, shape, stacks
from ui.widgets.row_painting import draw_button, draw_focus, draw_ground, draw_row, draw_separator
from ui.widgets.row_spec import Row, RowLook

CHECK = "✓"
"""Code under which the tick box of a row is hovered and pressed."""
# Key of a row and code of a button or of the tick box.
_Part = tuple[str, str]
_KEPT_LAYOUTS = 400
_KEPT_HEIGHTS = 20_000
_UNKNOWN = -1


class RowDelegate(QStyledItemDelegate):
    """Paints rows of one look, keeps their layouts, and knows which button the mouse is on."""

    acted = Signal(str, str)
    ticked = Signal(str, bool)

    def __init__(self, look: RowLook, view: QListView) -> None:
        super().__init__(view)
        self.look = look
        self._view = view
        # By what they say and not by where they stand: when one row changes, the others are not measured again.
        # At their width too: a scroll bar comes and goes.
        self._layouts: dict[tuple[Row, bool, int], RowLayout] = {}
        self._heights: dict[tuple[object, int], int] = {}
        self._width, self._wraps = _UNKNOWN, True
        self.buttons: PaintedButtons[_Part] = PaintedButtons(self._redraw, self._act)

    def forget(self) -> None:
        """Measure everything anew: another text size."""
        self._layouts.clear()
        self._heights.clear()
        self._width = _UNKNOWN

    def layout_of(self, number: int, bold: bool = False) -> RowLayout:
        """Return the places inside row `number` at the present width."""
        self._follow_width()
        key = (self._view.model().rows[number], bold, self._width)
        if (known := self._layouts.get(key)) is not None:
            return known
        if len(self._layouts) >= _KEPT_LAYOUTS:
            self._layouts.clear()
        made = self._layouts[key] = lay_out(key[0], self.look, self._width, bold)
        return made

    def height_of(self, number: int) -> int:
        """Return the height of row `number` at the present width."""
        self._follow_width()
        row = self._view.model().rows[number]
        # Where words do not wrap, few shapes stand for thousands of rows.
        key = (row if self._wraps or row.note else shape(row)), self._width
        if (known := self._heights.get(key)) is not None:
            return known
        if len(self._heights) >= _KEPT_HEIGHTS:
            self._heights.clear()
        fixed = fixed_height(row, self.look, self._width)
        height = fixed if fixed is not None else self.layout_of(number, self.look.bold_current).height
        self._heights[key] = height
        return height

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size that is wanted."""
        return QSize(40, self.height_of(index.row()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one item."""
        row, number, rect = self._view.model().rows[index.row()], index.row(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        layout = self.layout_of(number, selected and self.look.bold_current)
        draw_ground(painter, rect, self.look, row, selected, bool(option.state & QStyle.StateFlag.State_MouseOver))
        if not (self._view.hugs and number == len(self._view.rows()) - 1):
            draw_separator(painter, rect, self.look, row)
        painter.save()
        painter.translate(rect.topLeft())
        draw_row(painter, layout, row, selected)
        for place, action in layout.buttons:
            here = (row.key, action.code)
            hovered, down = self.buttons.is_hovered(here), self.buttons.is_down(here)
            draw_button(painter, place, action, self.look.tall_actions, hovered, down)
        painter.restore()
        if index == self._view.currentIndex() and self._view.hasFocus():
            draw_focus(painter, rect.adjusted(0, 0, 0, -1) if self.look.separators else rect)

    def editorEvent(self, event: QEvent, model, option: QStyleOptionViewItem, index) -> bool:
        """Follow the mouse over buttons and tick boxes: hover, press, act on release."""
        if not self.buttons.concerns(event):
            return False
        place = event.position().toPoint() - option.rect.topLeft()
        return self.buttons.follow(event, self._part_at(index.row(), place))

    def is_on_part(self, index: QModelIndex, place: QPoint) -> bool:
        """Whether a place inside a row is on a button or on its tick box."""
        layout = self.layout_of(index.row())
        parts = [*(rect for rect, _ in layout.buttons), *([layout.check] if layout.check else [])]
        return any(rect.contains(place) for rect in parts)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index) -> bool:
        """Show what was elided, the word of the icon, and why something cannot be done."""
        if not index.isValid():
            return False
        QToolTip.showText(event.globalPos(), self.tip_at(index.row(), event.pos() - option.rect.topLeft()), view)
        return True

    def tip_at(self, number: int, place: QPoint) -> str:
        """Return the tooltip for a place inside a row, "" without."""
        row, layout = self._view.model().rows[number], self.layout_of(number)
        on_button = next((action for rect, action in layout.buttons if rect.contains(place)), None)
        if on_button is not None:
            return on_button.tip
        if row.icon_text and layout.icon is not None and layout.icon.adjusted(-4, -8, 4, 8).contains(place):
            return row.icon_text
        cut = [row.title, row.detail, row.right, row.right_detail] if layout.cut else []
        return "\n".join(part for part in [*cut, row.tip] if part)

    def _follow_width(self) -> None:
        width = self._view.viewport().width()
        if width != self._width:
            self._width, self._wraps = width, self.look.wrap or stacks(self.look, width)

    def _part_at(self, number: int, place: QPoint) -> _Part | None:
        row = self._view.model().rows[number]
        if row.heading or not row.enabled:
            return None
        layout = self.layout_of(number)
        if layout.check is not None and layout.check.adjusted(-8, -8, 6, 8).contains(place):
            return row.key, CHECK
        usable = (action.code for rect, action in layout.buttons if action.enabled and rect.contains(place))
        return next(((row.key, code) for code in usable), None)

    def _act(self, part: _Part) -> None:
        key, code = part
        if code == CHECK:
            model = self._view.model()
            self.ticked.emit(key, not model.rows[model.row_of(key)].checked)
        else:
            self.acted.emit(key, code)

    def _redraw(self, part: _Part) -> None:
        number = self._view.model().row_of(part[0])
        if number >= 0:
            self._view.update(self._view.model().index(number))
