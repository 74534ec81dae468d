"""Tables of wrapped text: rows as high as their words, columns that share the width, no sideways scrolling."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.reveal import reveal
from ui.widgets.row_layout import row_font
from ui.widgets.row_painting import BAR_OF_CURRENT, draw_button, draw_focus
from ui.widgets.row_spec import RowAction
from ui.widgets.table_cell import PADDING_X, Cell, CellLayout, lay_out_cell
from ui.widgets.text_block import Span

__all__ = ["Cell", "Head", "RowAction", "Span", "TextTable"]

_Align = Qt.AlignmentFlag
_ALIGN = {"left": _Align.AlignLeft, "right": _Align.AlignRight, "center": _Align.AlignHCenter}
_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
_Action = QAbstractItemView.CursorAction
_KEPT_LAYOUTS = 2000


@dataclass(frozen=True)
class Head:
    """A column: its title, its least `width` in pixels at text scale 1, and its share of what is left.

    `stretch` 0 keeps the column at its width. `align` is left, right (numbers) or center. `label` columns stand on the
    header's ground, as the names of elements do.
    """

    text: str
    width: int = 80
    stretch: int = 0
    align: str = "left"
    label: bool = False


class _Model(QAbstractTableModel):
    """Cells for the table; speaks what icons stand for."""

    def __init__(self, parent) -> None:
        super().__init__(parent)
        self.heads: tuple[Head, ...] = ()
        self.cells: list[Sequence[Cell]] = []
        self.keys: list[str] = []

    def set_table(self, heads: Sequence[Head], cells: Sequence[Sequence[Cell]], keys: Sequence[str]) -> None:
        """Show these columns and rows."""
        self.beginResetModel()
        self.heads, self.cells, self.keys = tuple(heads), list(cells), list(keys)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.cells)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Return how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(self.heads)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        """Return the words of a cell, written or spoken."""
        if not index.isValid():
            return None
        cell = self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        return cell.spoken() if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole):
        """Return the title of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section].text
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[self.heads[section].align] | Qt.AlignmentFlag.AlignVCenter
        return None


class _CellDelegate(QStyledItemDelegate):
    """Paints cells and their buttons; keeps layouts by cell and column width."""

    acted = Signal(str, str)

    def __init__(self, table: "TextTable") -> None:
        super().__init__(table)
        self._table = table
        self._layouts: dict[tuple[int, int, int], CellLayout] = {}
        self._heights: dict[tuple[int, tuple[int, ...]], int] = {}
        self._hovered = self._pressed = (-1, -1, "")

    def forget(self) -> None:
        """Measure everything anew."""
        self._layouts.clear()
        self._heights.clear()

    def leave(self) -> None:
        """The mouse is on no button any more."""
        before, self._hovered = self._hovered, (-1, -1, "")
        self._redraw(before)

    def layout_of(self, row: int, column: int) -> CellLayout:
        """Return the places inside a cell at the present width of its column."""
        key = (row, column, self._table.columnWidth(column))
        if key not in self._layouts:
            if len(self._layouts) >= _KEPT_LAYOUTS:
                self._layouts.clear()
            model = self._table.model()
            # One pixel at the right is the line between columns.
            self._layouts[key] = lay_out_cell(model.cells[row][column], key[2] - 1, model.heads[column].align)
        return self._layouts[key]

    def height_of(self, row: int) -> int:
        """Return the height of a row: its highest cell and the line below."""
        count = self._table.model().columnCount()
        key = (row, tuple(self._table.columnWidth(column) for column in range(count)))
        if key not in self._heights:
            self._heights[key] = max((self.layout_of(row, column).height for column in range(count)), default=0) + 1
        return self._heights[key]

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size that is wanted."""
        return QSize(self._table.columnWidth(index.column()), self.height_of(index.row()))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one item."""
        row, column, rect = index.row(), index.column(), option.rect
        cell = self._table.model().cells[row][column]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._draw_ground(painter, rect, cell, column, selected)
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        layout = self.layout_of(row, column)
        layout.draw(painter, cell, selected)
        for place, action in layout.buttons:
            here = (row, column, action.code)
            draw_button(painter, place, action, False, here == self._hovered, here == self._pressed == self._hovered)
        painter.restore()

    def editorEvent(self, event: QEvent, model, option: QStyleOptionViewItem, index) -> bool:
        """Follow the mouse over buttons: hover, press, act on release."""
        if event.type() != QEvent.Type.MouseMove and event.type() not in _PRESSES:
            return False
        place = event.position().toPoint() - option.rect.topLeft()
        here = (index.row(), index.column(), self._code_at(index, place))
        self._hover(here if here[2] else (-1, -1, ""))
        if event.type() == QEvent.Type.MouseMove or event.button() != Qt.MouseButton.LeftButton:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease:
            held, self._pressed = self._pressed, (-1, -1, "")
            self._redraw(held)
            if here[2] and held == here:
                self.acted.emit(self._table.model().keys[index.row()], here[2])
            return bool(here[2])
        self._pressed = here if here[2] else (-1, -1, "")
        self._redraw(here)
        return bool(here[2])

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index) -> bool:
        """Show the tooltip of a button or a cell, or the word of its icon."""
        if not index.isValid():
            return False
        cell, place = self._table.model().cells[index.row()][index.column()], event.pos() - option.rect.topLeft()
        layout = self.layout_of(index.row(), index.column())
        button = next((action for rect, action in layout.buttons if rect.contains(place)), None)
        QToolTip.showText(event.globalPos(), button.tip if button else cell.tip or cell.icon_text, view)
        return True

    def _draw_ground(self, painter: QPainter, rect: QRect, cell: Cell, column: int, selected: bool) -> None:
        label = self._table.model().heads[column].label
        ground = cell.soft or ("selection" if selected else "header-cell" if label else "")
        if ground:
            painter.fillRect(rect, theme().colour(ground))
        if cell.differs:
            painter.fillRect(QRect(rect.x(), rect.y(), BAR_OF_CURRENT, rect.height()), theme().colour("difference"))
        line = theme().colour("line")
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), line)
        if column < self._table.model().columnCount() - 1:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), line)

    def _code_at(self, index: QModelIndex, place: QPoint) -> str:
        buttons = self.layout_of(index.row(), index.column()).buttons
        return next((action.code for rect, action in buttons if action.enabled and rect.contains(place)), "")

    def _hover(self, here: tuple[int, int, str]) -> None:
        before, self._hovered = self._hovered, here
        if before != here:
            self._redraw(before)
            self._redraw(here)

    def _redraw(self, here: tuple[int, int, str]) -> None:
        if here[0] >= 0:
            self._table.update(self._table.model().index(here[0], here[1]))


class _Header(QHeaderView):
    """Column titles, drawn as the cells below them stand."""

    def __init__(self, table: "TextTable") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        """Return the size that is wanted."""
        return QSize(super().sizeHint().width(), theme().line_height("table") + 11)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one column title."""
        model = self.model()
        head = model.heads[section]
        painter.fillRect(rect, theme().colour("header-cell"))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), theme().colour("line-strong"))
        if section < model.columnCount() - 1:
            painter.fillRect(QRect(rect.right(), rect.y(), 1, rect.height()), theme().colour("line"))
        painter.setFont(row_font("table-bold"))
        painter.setPen(theme().colour("text"))
        inner = rect.adjusted(PADDING_X, 0, -PADDING_X, -1)
        text = painter.fontMetrics().elidedText(head.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _ALIGN[head.align] | Qt.AlignmentFlag.AlignVCenter, text)


class TextTable(QTableView):
    """A read-only table with whole rows chosen by mouse or keyboard.

    Enter does the first action of a row or opens it; Shift+Enter and the menu key show all actions. The columns share
    the width by `Head.stretch` above their least widths; where even those do not fit they shrink alike and words wrap.
    With `hug` the table is as tall as its rows and scrolls with what it stands in.
    """

    chosen = Signal(str)
    """The clerk moved to the row with this key."""
    opened = Signal(str)
    """Enter on a row without actions, or a double click."""
    acted = Signal(str, str)
    """Key of the row and code of the action."""

    def __init__(self, parent=None, *, name: str = "", hug: bool = False) -> None:
        super().__init__(parent)
        self._hug = hug
        self._quiet = False
        self._model = _Model(self)
        self._delegate = _CellDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._delegate.acted.connect(self.acted)
        self._heights_due = QTimer(self, singleShot=True, interval=0)
        self._heights_due.timeout.connect(self._fit_heights)
        self._set_up(name)

    def _set_up(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setProperty("noRing", True)
        self.setHorizontalHeader(_Header(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(16)
        self.setMouseTracking(True)
        if self._hug:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def model(self) -> _Model:
        """The cells shown."""
        return self._model

    def set_table(self, heads: Sequence[Head], cells: Sequence[Sequence[Cell]], keys: Sequence[str] = ()) -> None:
        """Show these columns and rows and stay on the current key. Says nothing. Keys default to row numbers."""
        key, place = self.current_key(), self.verticalScrollBar().value()
        self._quiet = True
        self._delegate.forget()
        self._model.set_table(heads, cells, keys or [str(number) for number in range(len(cells))])
        self._fit_columns()
        self._fit_heights()
        if key in self._model.keys:
            self.selectRow(self._model.keys.index(key))
        self.verticalScrollBar().setValue(place)
        self._quiet = False

    def current_key(self) -> str:
        """The key of the current row, "" when there is none."""
        index = self.currentIndex()
        return self._model.keys[index.row()] if index.isValid() else ""

    def set_current(self, key: str) -> bool:
        """Move to the row with a key and show it; whether there is one. Says nothing."""
        if key not in self._model.keys:
            return False
        self._quiet = True
        self.selectRow(self._model.keys.index(key))
        self._quiet = False
        self.scrollTo(self.currentIndex())
        return True

    def content_height(self) -> int:
        """The height of header and rows together at the present width, in pixels."""
        return self.horizontalHeader().height() + self.verticalHeader().length()

    def show_actions(self) -> None:
        """Open a menu of everything that can be done with the current row."""
        index = self.currentIndex()
        actions = self._actions(index.row()) if index.isValid() else ()
        if not actions:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        key = self.current_key()
        for action in actions:
            item = QAction(action.text, menu)
            item.setEnabled(action.enabled)
            item.triggered.connect(lambda _=False, code=action.code: self.acted.emit(key, code))
            menu.addAction(item)
        menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(24, 0)))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell that the clerk moved to another row."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if self._hug and current.isValid() and self.hasFocus():
            reveal(self.viewport(), self.visualRect(current))
        if current.isValid() and not self._quiet and current.row() != previous.row():
            self.chosen.emit(self._model.keys[current.row()])

    def paintEvent(self, event) -> None:
        """Draw cells, then bar and frame of the current row."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not index.isValid():
            return
        painter = QPainter(self.viewport())
        top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
        rect = QRect(0, top, self.viewport().width(), height)
        if self.selectionModel().isRowSelected(index.row()):
            painter.fillRect(QRect(0, top, BAR_OF_CURRENT, height - 1), theme().colour("selection-line"))
        if self.hasFocus():
            draw_focus(painter, rect.adjusted(0, 0, 0, -1))

    def keyPressEvent(self, event) -> None:
        """Do what the keys of the program do."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
            else:
                self._enter(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads."""
        last = self._model.rowCount() - 1
        if action in (_Action.MoveHome, _Action.MoveEnd) and last >= 0:
            return self._model.index(0 if action == _Action.MoveHome else last, 0)
        if action in (_Action.MoveLeft, _Action.MoveRight):
            return self.currentIndex()
        return super().moveCursor(action, modifiers)

    def mouseDoubleClickEvent(self, event) -> None:
        """Open a row, unless a button was meant."""
        super().mouseDoubleClickEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        inside = place - self.visualRect(index).topLeft()
        buttons = self._delegate.layout_of(index.row(), index.column()).buttons
        if not any(rect.contains(inside) for rect, _ in buttons):
            self.opened.emit(self._model.keys[index.row()])

    def contextMenuEvent(self, event) -> None:
        """Show the actions of the current row."""
        self.show_actions()

    def focusInEvent(self, event) -> None:
        """Show the frame of the current row."""
        # Coming in by Tab makes the first row current without the clerk having chosen it.
        self._quiet = True
        super().focusInEvent(event)
        self._quiet = False
        self.viewport().update()

    def focusOutEvent(self, event) -> None:
        """Take the frame away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice that the mouse has left the buttons."""
        moved = event.type() == QEvent.Type.MouseMove
        outside = moved and not self.indexAt(event.position().toPoint()).isValid()
        if outside or event.type() == QEvent.Type.Leave:
            self._delegate.leave()
        return super().viewportEvent(event)

    def resizeEvent(self, event) -> None:
        """Follow the new size."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_columns()
            self._heights_due.start()

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_heights_due"):
            self._delegate.forget()
            self._fit_columns()
            self._heights_due.start()

    def sizeHint(self) -> QSize:
        """Return the size that is wanted."""
        size = super().sizeHint()
        return QSize(size.width(), self.content_height()) if self._hug else size

    def _fit_columns(self) -> None:
        """Share the width among the columns."""
        for column, width in enumerate(_shares(self._model.heads, self.viewport().width())):
            self.setColumnWidth(column, width)
        self.updateGeometries()

    def _fit_heights(self) -> None:
        for row in range(self._model.rowCount()):
            self.setRowHeight(row, self._delegate.height_of(row))
        if self._hug:
            self.setFixedHeight(self.content_height())

    def _actions(self, row: int) -> list[RowAction]:
        return [action for cell in self._model.cells[row] for action in cell.actions]

    def _enter(self, all_actions: bool) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        first = next((action for action in self._actions(index.row()) if action.enabled), None)
        if all_actions:
            self.show_actions()
        elif first:
            self.acted.emit(self.current_key(), first.code)
        else:
            self.opened.emit(self.current_key())


def _shares(heads: Sequence[Head], width: int) -> list[int]:
    """Widths of columns that fill `width` exactly: the least ones, then what is left by stretch."""
    least = [theme().scaled(head.width) for head in heads]
    rest, stretch = width - sum(least), sum(head.stretch for head in heads)
    if not heads or width <= 0:
        return least
    if rest < 0:
        shares = [size * width // sum(least) for size in least]
    elif stretch:
        shares = [size + rest * head.stretch // stretch for size, head in zip(least, heads, strict=True)]
    else:
        shares = [size + rest * size // sum(least) for size in least]
    shares[-1] += width - sum(shares)
    return shares
