"""One question at a time: which rows of a form are asked, which of them is open, and the keys that lead on and back."""

from collections.abc import Mapping, Set

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from app.standards.models import Definition
from ui.editors.asking import asked_elements
from ui.editors.editor import holds
from ui.editors.form_row import FormRow
from ui.editors.keys import ENTER

_ONE_LINE = ("text", "phone")
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Guide(QObject):
    """Folds the rows of a form but one. Off, all rows stand open and nothing is kept from being shown."""

    stepped = Signal(str, int)
    """From the element of that key a step on (1) or back (-1) shall be made."""
    changed = Signal()
    """Another question is open, or others are asked."""

    def __init__(self, definition: Definition, rows: Mapping[str, FormRow], parent: QObject) -> None:
        super().__init__(parent)
        self._definition, self._rows = definition, rows
        self._watched: QWidget | None = None
        self._named, self._also = True, frozenset[str]()
        self.is_on = self.is_single = False
        self.current = ""
        self.asked: list[str] = []
        self.looked_at: set[str] = set()

    @property
    def number(self) -> int:
        """Which of the questions is open, counted from 1; 0 where none is."""
        return self.asked.index(self.current) + 1 if self.current in self.asked else 0

    def turn(self, on: bool, *, single: bool = False) -> bool:
        """Ask one question at a time, or show all; `single`: only the open one is seen. Returns whether it changed."""
        if (on, single) == (self.is_on, self.is_single):
            return False
        self.is_on, self.is_single = on, single
        for key, row in self._rows.items():
            row.set_open(not on or key == self.current)
            row.set_guided(on, single=single)
        self._ask()
        self._tell()
        self._show_rows()
        return True

    def begin(self, first: str, *, named: bool, looked_at: set[str], keyboard: bool) -> None:
        """Begin another entry with the question `first`, or "" for the first that is asked; `follow` shows it.

        `looked_at` is kept up to date from now on.
        """
        self._named, self.looked_at = named, looked_at
        self._also = frozenset()
        self._ask()
        # Everything has something to ask: a definition without elements is no catalogue.
        self._turn_to(first or self.asked[0], keyboard)
        if first:
            self._rows[first].set_fresh(False)

    def follow(self, also: Set[str]) -> None:
        """Ask anew after remarks changed; `also` are asked whatever they hold, and so is the open question."""
        self._also = frozenset(also) | ({self.current} if self.current else set())
        self.ask_anew()

    def ask_anew(self) -> None:
        """Ask what the answers call for now."""
        if self.is_on:
            self._ask()
            self._tell()
            self._show_rows()

    def open(self, key: str, *, keyboard: bool = False) -> None:
        """Open the question of an element, one that is not asked by itself too, and close the one before."""
        if key not in self.asked:
            self._also |= {key}
            self._ask()
        self._turn_to(key, keyboard)
        self._show_rows()

    def _turn_to(self, key: str, keyboard: bool) -> None:
        before, self.current = self.current, key
        self._rows[key].set_fresh(key not in self.looked_at)
        self.looked_at.add(key)
        self._rows[key].setVisible(True)
        self._rows[key].set_open(True, keyboard=keyboard)
        if keyboard:
            _to_where_one_types(self._rows[key])
        if self.is_on and before in self._rows and before != key:
            self._rows[before].set_open(False)
            self._rows[before].show_standing(before in self.looked_at)

    def neighbour(self, key: str, step: int) -> str:
        """Return the question so many on from an element; "" past the ends."""
        order = [element.key for element in self._definition.elements]
        here = order.index(key) if key in order else -1
        if step > 0:
            return next((each for each in self.asked if order.index(each) > here), "")
        return next((each for each in reversed(self.asked) if order.index(each) < here), "")

    def watch(self, widget: QWidget | None) -> None:
        """Take the keys of what has the keyboard first, as far as it is part of the open question."""
        # A row of an editor may be gone by now, and the keyboard came from there.
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        row = self._rows.get(self.current)
        self._watched = widget if self.is_on and row is not None and holds(row, widget) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step where a key means that and the editor has no other use for it."""
        if event.type() != QEvent.Type.KeyPress or watched is not self._watched or not self.is_on:
            return False
        step = _step_of(event, watched, self._rows[self.current])
        if step:
            self.stepped.emit(self.current, step)
        return bool(step)

    def _ask(self) -> None:
        values = {key: row.editor.value() for key, row in self._rows.items()}
        self.asked = asked_elements(self._definition, values, named=self._named, also=self._also)

    def _tell(self) -> None:
        for key, row in self._rows.items():
            row.show_standing(key in self.looked_at)

    def _show_rows(self) -> None:
        """Show the rows that are asked; the one with the keyboard is open and stays."""
        for key, row in self._rows.items():
            shown = not self.is_on or key == self.current or (key in self.asked and not self.is_single)
            if shown == row.isHidden():
                row.setVisible(shown)
        self.changed.emit()


def _step_of(event: QKeyEvent, widget: QWidget, row: FormRow) -> int:
    """Return 1 or -1 where a key leads to another question, 0 where it is the editor's own."""
    key, held = event.key(), event.modifiers()
    if key in ENTER and held & Qt.KeyboardModifier.ShiftModifier and not held & Qt.KeyboardModifier.ControlModifier:
        return -1
    if held not in _PLAIN or QApplication.activePopupWidget() is not None:
        return 0
    if widget is row:
        return {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, ENTER[0]: 1, ENTER[1]: 1}.get(key, 0)
    if key in ENTER:
        # Files are chosen with Space: who has none to add goes on.
        return int(row.element.kind == "attachment" or (isinstance(widget, QPlainTextEdit) and _is_at_start(widget)))
    inputs = row.editor.inputs()
    if key == Qt.Key.Key_Up and widget is inputs[0]:
        return -int(_leaves(widget, QTextCursor.MoveOperation.Up))
    return int(key == Qt.Key.Key_Down and widget is inputs[-1] and _leaves(widget, QTextCursor.MoveOperation.Down))


def _is_at_start(text: QPlainTextEdit) -> bool:
    """Whether a line feed typed now would part nothing."""
    return text.textCursor().position() == 0 and not text.textCursor().hasSelection()


def _leaves(widget: QWidget, arrow: QTextCursor.MoveOperation) -> bool:
    """Whether an arrow has nowhere to go inside a text; boxes to choose in have a use for it themselves."""
    if isinstance(widget, QPlainTextEdit):
        return not QTextCursor(widget.textCursor()).movePosition(arrow)
    return isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QComboBox)


def _to_where_one_types(row: FormRow) -> None:
    """Begin behind an answer of one line, and at the beginning of other texts: Enter leads on from there."""
    widget = row.window().focusWidget()
    if isinstance(widget, QPlainTextEdit):
        behind = row.element.kind in _ONE_LINE
        widget.moveCursor(QTextCursor.MoveOperation.End if behind else QTextCursor.MoveOperation.Start)
