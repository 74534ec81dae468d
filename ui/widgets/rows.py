"""The list of the program: item list, work list, findings, inbox, proposals. Rows are painted, never widgets."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QElapsedTimer, QEvent, QKeyCombination, QModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QListView

from ui.theme.theme import is_look_change
from ui.turns import turns
from ui.widgets.dressed_when_shown import DressedWhenShown
from ui.widgets.reveal import reveal
from ui.widgets.row_delegate import RowDelegate
from ui.widgets.row_layout import shape
from ui.widgets.row_model import RowModel
from ui.widgets.row_spec import FINDINGS, ITEMS, PROPOSALS, TASKS, Mark, Row, RowAction, RowLook
from ui.widgets.row_view import RowView

__all__ = ["FINDINGS", "ITEMS", "PROPOSALS", "TASKS", "Mark", "Row", "RowAction", "RowList", "RowLook"]

_LONG_LIST = 1500
# How many rows of a long list are placed in one turn of the loop; of words that wrap, which have to be broken into
# lines before anybody knows how high they are.
_AT_ONCE, _WRAPPED_AT_ONCE = 300, 100
_BACK = QKeyCombination(Qt.KeyboardModifier.AltModifier, Qt.Key.Key_Left)
_Action = QAbstractItemView.CursorAction


class RowList(DressedWhenShown, RowView, QListView):
    """A list of `Row`s with the keyboard of the program.

    Up, Down, Home, End, PgUp and PgDn skip headings. Enter does a row's first action, or opens it; Shift+Enter and
    the menu key show all its actions. Space ticks. Typing digits or words finds a row by its number or title.

    `look` is one of ITEMS, TASKS, FINDINGS, PROPOSALS, or a `dataclasses.replace` of one. With `hug` the list is as
    tall as its rows and scrolls with what it stands in.
    """

    chosen = Signal(str)
    """The clerk moved to the row with this key."""
    opened = Signal(str)
    """Enter on a row without actions, or a double click."""
    acted = Signal(str, str)
    """Key of the row and code of the action."""
    checked = Signal(str, bool)
    """Key of the row and how it shall be ticked; the page answers with `set_rows`."""

    def __init__(self, look: RowLook = ITEMS, parent=None, *, name: str = "", hug: bool = False) -> None:
        super().__init__(parent)
        self._hug = hug
        self._quiet = False
        self._to_show, self._wanted_place, self._shows_current = "", 0, False
        self._typed, self._typed_at = "", QElapsedTimer()
        self._rows = RowModel(self)
        self.setModel(self._rows)
        self._delegate = RowDelegate(look, self)
        self.setItemDelegate(self._delegate)
        self._delegate.acted.connect(self.acted)
        self._delegate.ticked.connect(self.checked)
        self._set_up(name)

    def _set_up(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setProperty("noRing", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(16)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        if self._hug:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def model(self) -> RowModel:
        """The rows shown."""
        return self._rows

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these rows and stay on the current key; when it is gone, on the row now in its place. Says nothing."""
        key, number, place = self.current_key(), self.currentIndex().row(), self.verticalScrollBar().value()
        was_selected = bool(self.selectionModel().selectedRows())
        self._quiet = True
        others = self._rows.set_rows(list(rows))
        if others:
            self._hurry()
        found = self._rows.row_of(key) if key else -1
        if found < 0 and (number >= 0 or self.hasFocus()):
            # Rows may come when the keyboard is here already: it must be seen where it is.
            found = self._nearest(max(number, 0))
        if found >= 0 and found != self.currentIndex().row():
            self._make_current(found, was_selected)
        self.verticalScrollBar().setValue(place)
        self._quiet = False
        if others:
            self._wanted_place, self._shows_current = place, False
            self.scheduleDelayedItemsLayout()
            self._fit()
            self._paint_by_itself()

    def _paint_by_itself(self) -> None:
        """Paint the rows in a turn after all else that changed in this one: together they would be felt."""
        if self.isVisible():
            self.setUpdatesEnabled(False)
            turns().do_first(lambda: self.setUpdatesEnabled(True), self)

    @property
    def hugs(self) -> bool:
        """Whether the list is as tall as its rows: the frame around it ends the last one."""
        return self._hug

    def rows(self) -> list[Row]:
        """The rows shown, headings included."""
        return self._rows.rows

    def current_key(self) -> str:
        """The key of the current row, "" when there is none."""
        return self.key_at(self.currentIndex())

    def set_current(self, key: str) -> bool:
        """Move to the row with a key and show it; whether there is one. Says nothing."""
        number = self._rows.row_of(key)
        if number < 0:
            return False
        self._quiet = True
        self._make_current(number, True)
        self._quiet = False
        self._to_show, self._shows_current = key, True
        self._show_wanted()
        return True

    def clear_current(self) -> None:
        """Have no current row."""
        self._quiet = True
        self.selectionModel().clear()
        self._quiet = False

    def content_height(self) -> int:
        """The height of all rows together at the present width, in pixels."""
        return sum(self._delegate.height_of(number) for number in range(self._rows.rowCount()))

    def key_at(self, index: QModelIndex) -> str:
        return self._rows.rows[index.row()].key if index.isValid() else ""

    def actions_at(self, index: QModelIndex) -> list[RowAction]:
        row = self._rows.rows[index.row()]
        return [action if row.enabled else replace(action, enabled=False) for action in row.actions]

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell that the clerk moved to another row."""
        super().currentChanged(current, previous)
        # Words typed with an input method find a row as letters do.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        if self._hug and current.isValid() and self.hasFocus():
            reveal(self.viewport(), self.visualRect(current))
        if current.isValid() and not self._quiet:
            self.chosen.emit(self.current_key())

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads."""
        here, last = self.currentIndex().row(), self._rows.rowCount() - 1
        if action in (_Action.MoveHome, _Action.MoveEnd):
            return self._stop(0 if action == _Action.MoveHome else last, 1 if action == _Action.MoveHome else -1, here)
        if action in (_Action.MovePageUp, _Action.MovePageDown):
            return self._page(here, 1 if action == _Action.MovePageDown else -1)
        step = 1 if action in (_Action.MoveDown, _Action.MoveNext, _Action.MoveRight) else -1
        return self._stop(here + step, step, here)

    def keyPressEvent(self, event) -> None:
        """Do what the keys of the program do."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enter(event)
        elif key == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self._tick()
        elif key == Qt.Key.Key_Escape or event.keyCombination() == _BACK:
            # Neither a letter to look for nor a row to go to: what stands around may have a use for it.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event) -> None:
        """Find a row by words typed with an input method."""
        self.keyboardSearch(event.commitString())

    def keyboardSearch(self, search: str) -> None:
        """Move to the next row whose number starts with, or whose title holds, what was typed."""
        if not search:
            return
        pause = QApplication.keyboardInputInterval()
        fresh = not self._typed_at.isValid() or self._typed_at.elapsed() > pause
        self._typed = search if fresh else self._typed + search
        self._typed_at.restart()
        found = self._find(self._typed, max(self.currentIndex().row(), 0) + fresh)
        if found >= 0:
            self.setCurrentIndex(self._rows.index(found))

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_delegate"):
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()
            self._fit()

    def resizeEvent(self, event) -> None:
        """Follow the new size."""
        super().resizeEvent(event)
        if event.oldSize().width() == event.size().width():
            return
        if self._flows():
            self.scheduleDelayedItemsLayout()
        self._fit()

    def updateGeometries(self) -> None:
        """Measure the scroll range, then show the row that was asked for."""
        super().updateGeometries()
        self._scroll_back()
        self._show_wanted()

    def wheelEvent(self, event) -> None:
        """Forget the row that was to be shown: the clerk scrolls."""
        self._to_show, self._wanted_place = "", 0
        super().wheelEvent(event)

    def sizeHint(self) -> QSize:
        """Return the size that is wanted."""
        size = super().sizeHint()
        return QSize(size.width(), self.content_height()) if self._hug else size

    def minimumSizeHint(self) -> QSize:
        """Return the least size."""
        size = super().minimumSizeHint()
        return QSize(size.width(), self.content_height()) if self._hug else size

    def _scroll_back(self) -> None:
        """Scroll to the place of before as soon as a long list has been laid out so far."""
        if 0 < self._wanted_place <= self.verticalScrollBar().maximum():
            place, self._wanted_place = self._wanted_place, 0
            self.verticalScrollBar().setValue(place)
            if self._shows_current:
                self.scrollTo(self.currentIndex())

    def _show_wanted(self) -> None:
        """Scroll to the row that was asked for, as soon as a long list has been laid out so far."""
        number = self._rows.row_of(self._to_show) if self._to_show else -1
        if number < 0:
            return
        key, self._to_show = self._to_show, ""
        self.scrollTo(self._rows.index(number))
        if not self.viewport().rect().intersects(self.visualRect(self._rows.index(number))):
            self._to_show = key

    def _fit(self) -> None:
        if self._hug:
            self.setFixedHeight(self.content_height())

    def _flows(self) -> bool:
        """Whether heights depend on the width."""
        look = self._delegate.look
        return look.wrap or bool(look.stacks_below) or any(row.note for row in self._rows.rows)

    def _hurry(self) -> None:
        """Lay out very long lists in pieces, so that the window does not stop."""
        look = self._delegate.look
        long = self._rows.rowCount() > (_AT_ONCE if look.wrap else _LONG_LIST)
        self.setLayoutMode(QListView.LayoutMode.Batched if long else QListView.LayoutMode.SinglePass)
        self.setBatchSize(_WRAPPED_AT_ONCE if look.wrap else _AT_ONCE)
        alike = long and not look.wrap and all(shape(row) == shape(self._rows.rows[0]) for row in self._rows.rows)
        self.setUniformItemSizes(alike)

    def _make_current(self, number: int, selected: bool) -> None:
        kind = self.selectionModel().SelectionFlag
        flag = kind.ClearAndSelect if selected else kind.NoUpdate
        self.selectionModel().setCurrentIndex(self._rows.index(number), flag)

    def _nearest(self, number: int) -> int:
        after = self._stop(min(number, self._rows.rowCount() - 1), 1, -1).row()
        return after if after >= 0 else self._stop(min(number, self._rows.rowCount() - 1), -1, -1).row()

    def _stop(self, start: int, step: int, otherwise: int) -> QModelIndex:
        """The first row from `start` on that is no heading, else the row `otherwise`."""
        number = start
        while 0 <= number < self._rows.rowCount():
            if not self._rows.rows[number].heading:
                return self._rows.index(number)
            number += step
        return self._rows.index(otherwise) if otherwise >= 0 else QModelIndex()

    def _page(self, here: int, step: int) -> QModelIndex:
        room, number = self.viewport().height(), max(here, 0)
        while 0 <= number + step < self._rows.rowCount() and room > 0:
            number += step
            room -= self._delegate.height_of(number)
        return self._stop(number, -step if number in (0, self._rows.rowCount() - 1) else step, here)

    def _tick(self) -> None:
        index = self.currentIndex()
        if index.isValid() and (row := self._rows.rows[index.row()]).checked is not None and row.enabled:
            self.checked.emit(row.key, not row.checked)

    def _find(self, words: str, start: int) -> int:
        count = self._rows.rowCount()
        for number in (*range(start, count), *range(min(start, count))):
            row = self._rows.rows[number]
            if not row.heading and (row.number.startswith(words) or words in row.title):
                return number
        return -1
