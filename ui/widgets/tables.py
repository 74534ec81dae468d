"""Tables of wrapped text: rows as high as their words, columns that share the width, no sideways scrolling."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.dressed_when_shown import DressedWhenShown
from ui.widgets.reveal import reveal
from ui.widgets.row_painting import BAR_OF_CURRENT, draw_focus
from ui.widgets.row_spec import RowAction
from ui.widgets.row_view import RowView
from ui.widgets.table_cell import Cell
from ui.widgets.table_delegate import CellDelegate, TableHeader
from ui.widgets.table_model import Head, TableModel
from ui.widgets.text_block import Span

__all__ = ["Cell", "Head", "RowAction", "Span", "TextTable"]

_Action = QAbstractItemView.CursorAction


class TextTable(DressedWhenShown, RowView, QTableView):
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
        self._model = TableModel(self)
        self._delegate = CellDelegate(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._delegate.acted.connect(self.acted)
        self._heights_due = QTimer(self, singleShot=True, interval=0)
        self._heights_due.timeout.connect(self._fit_heights)
        self._set_up(name)

    def _set_up(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setProperty("noRing", True)
        self.setHorizontalHeader(TableHeader(self))
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

    def model(self) -> TableModel:
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
        elif cells and self.hasFocus():
            # Rows may come when the keyboard is here already: it must be seen where it is.
            kind = self.selectionModel().SelectionFlag
            self.selectionModel().setCurrentIndex(self._model.index(0, 0), kind.NoUpdate)
        self.verticalScrollBar().setValue(place)
        self._quiet = False

    def current_key(self) -> str:
        """The key of the current row, "" when there is none."""
        return self.key_at(self.currentIndex())

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

    def key_at(self, index: QModelIndex) -> str:
        return self._model.keys[index.row()] if index.isValid() else ""

    def actions_at(self, index: QModelIndex) -> list[RowAction]:
        return [action for cell in self._model.cells[index.row()] for action in cell.actions]

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
                self.enter(event)
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
