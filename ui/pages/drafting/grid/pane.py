"""One of the two views of the table: it shows cells and tells what mouse and keys want."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QFrame, QTableView, QWidget

from ui.pages.drafting.grid.columns import NUMBER
from ui.theme import theme
from ui.widgets.dressed_when_shown import DressedWhenShown

_HANDLE = 7
_Trigger = QAbstractItemView.EditTrigger


class Pane(DressedWhenShown, QTableView):
    """Cells of a few columns. Which are chosen is the table's matter; this one only tells what was done to it."""

    pressed_at = Signal(QModelIndex, object, QPoint)
    """A cell was pressed with these modifiers held, at this place inside it."""
    dragged_to = Signal(QPoint)
    """The mouse was drawn on with its button held: where it is on the screen."""
    handle_pressed = Signal()
    """The handle at the corner of the block was pressed."""
    released = Signal()
    edited = Signal(object)
    """The clerk left an editor by a key (`EndEditHint`)."""
    menu_wanted = Signal(QPoint)
    """The menu of the chosen cells shall open at this place on the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("noRing", True)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(20)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(_Trigger.EditKeyPressed | _Trigger.AnyKeyPressed | _Trigger.DoubleClicked)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(20)
        self.horizontalScrollBar().setSingleStep(40)
        self.setAutoScroll(False)
        self._frame: tuple[QModelIndex, tuple[int, int]] = (QModelIndex(), (-1, -1))
        self._is_pressed = False
        self.viewport().setMouseTracking(True)

    def set_frame(self, current: QModelIndex, corner: tuple[int, int]) -> None:
        """Draw the frame around a cell, and the handle at the corner of the block."""
        self._frame = current, corner
        self.viewport().update()

    # --- mouse -----------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell which cell was pressed, or the handle over it."""
        if event.button() == Qt.MouseButton.LeftButton and self._is_at_handle(event):
            self._is_pressed = True
            self.handle_pressed.emit()
            return
        index = self.indexAt(event.position().toPoint())
        if not index.isValid():
            return
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_pressed = True
            inside = event.position().toPoint() - self.visualRect(index).topLeft()
            self.pressed_at.emit(index, event.modifiers(), inside)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell where the mouse is drawn to; over the handle it looks as in Excel."""
        if self._is_pressed:
            self.dragged_to.emit(event.globalPosition().toPoint())
        elif self._is_at_handle(event):
            self.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            self.viewport().unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell that the mouse was let go."""
        if self._is_pressed:
            self._is_pressed = False
            self.released.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit the cell."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.start_editing(index, _Trigger.DoubleClicked, event)

    def contextMenuEvent(self, event) -> None:
        """Ask for the menu; a cell outside the block is chosen first."""
        index = self.indexAt(event.pos())
        by_mouse = event.reason() == event.Reason.Mouse
        if by_mouse and index.isValid() and not self.selectionModel().isSelected(index):
            self.pressed_at.emit(index, Qt.KeyboardModifier.NoModifier, QPoint(-1, -1))
            self.released.emit()
        current = self.visualRect(self.currentIndex())
        place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(current.bottomLeft())
        self.menu_wanted.emit(place)

    # --- editing ---------------------------------------------------------------------------------------------------

    def start_editing(self, index: QModelIndex, trigger: _Trigger, event: QEvent | None = None) -> bool:
        """Open the editor of a cell of this view, which gets the event; whether there is one."""
        return self.edit(index, trigger, event or QEvent(QEvent.Type.None_))

    @property
    def is_editing(self) -> bool:
        """Whether an editor is open here."""
        return self.state() == QAbstractItemView.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close the editor and stay: by which key the clerk left it, the delegate tells."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # --- drawing ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw cells, then the frame of the current one and the handle of the block."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        index, box = self._frame[0], self._handle()
        if index.isValid() and not self.isColumnHidden(index.column()):
            painter.setPen(QPen(theme().colour("selection-line"), 2))
            painter.drawRect(QRectF(self.visualRect(index)).adjusted(1, 1, -2, -2))
        if box.isValid():
            painter.fillRect(box.adjusted(-1, -1, 1, 1), theme().colour("raised"))
            painter.fillRect(box, theme().colour("selection-line"))

    def _handle(self) -> QRect:
        """Return where the handle of the block is, nothing where it has none here."""
        row, column = self._frame[1]
        if row < 0 or column <= NUMBER or self.isColumnHidden(column):
            return QRect()
        place = self.visualRect(self.model().index(row, column)).bottomRight()
        return QRect(place.x() - _HANDLE + 3, place.y() - _HANDLE + 3, _HANDLE, _HANDLE)

    def _is_at_handle(self, event: QMouseEvent) -> bool:
        box = self._handle()
        return box.isValid() and box.adjusted(-1, -1, 1, 1).contains(event.position().toPoint())

    def selectionCommand(self, index: QModelIndex, event: QEvent | None = None) -> QItemSelectionModel.SelectionFlag:
        """What Qt would choose by itself: nothing, the table does."""
        return QItemSelectionModel.SelectionFlag.NoUpdate


class MainPane(Pane):
    """The view that scrolls sideways; it has the keyboard for both."""

    takes_key: Callable[[QKeyEvent], bool] = staticmethod(lambda event: False)
    """Does what a key wants; whether it was any of the table's."""
    composing = Signal(object)
    """An input method writes into a cell where Qt does not see to it (QInputMethodEvent): of the other view, or words
    that come at once, as from speech."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand keys to the table; what it does not know goes on to the page."""
        event.setAccepted(self.takes_key(event))

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Begin to write where the current cell is."""
        comes_at_once = bool(event.commitString()) and not self.is_editing
        if comes_at_once or self.isColumnHidden(self.currentIndex().column()):
            self.composing.emit(event)
        else:
            super().inputMethodEvent(event)
