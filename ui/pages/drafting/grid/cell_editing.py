"""Editing in the cells of the grid: one editor at a time, what is typed in it stored as in the form."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QRect
from PySide6.QtWidgets import QAbstractItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from app.drafting.beginning import Beginning
from app.drafting.grid import GridRow
from app.errors import UserFacingError
from app.standards.models import Element
from app.standards.values import check_value
from ui.desk import Desk
from ui.pages.drafting.grid.cell_editor import DOWN, LEFT, RIGHT, UP, CellEditor
from ui.pages.drafting.grid.layouts import CellLayouts
from ui.pages.drafting.grid.model import Index
from ui.pages.drafting.grid.painting import GridDelegate
from ui.shelf import shelf_of

_Hint = QAbstractItemDelegate.EndEditHint
_HINTS = {
    DOWN: _Hint.SubmitModelCache,
    UP: _Hint.RevertModelCache,
    RIGHT: _Hint.EditNextItem,
    LEFT: _Hint.EditPreviousItem,
}

Cell = tuple[str, str]
"""Id of an entry and key of an element."""
Typed = Mapping[Cell, Any]


class CellEditing(QObject):
    """What is being edited, and what was typed since the table was read last. `make_delegate` gives a view editors."""

    def __init__(self, desk: Desk, host: QWidget) -> None:
        super().__init__(host)
        self._desk, self._host = desk, host
        self._typed: dict[Cell, Any] = {}
        self.at: Cell | None = None
        """The cell that is being edited."""
        self.checklist = ""
        """The checklist of the table: what is typed into an item of it adopts the item."""
        self.citations: Sequence[Mapping[str, Any]] = ()
        """The laws that are offered while a basis is written."""
        self.close: Callable[[], object] = lambda: None
        """Closes the editor that is open."""
        self.show_anew: Callable[[], object] = lambda: None
        """Shows in the editor that is open what stands in its cell."""
        self._shelf = shelf_of(desk, self, lambda: self.at)

    def make_delegate(self, layouts: CellLayouts, view: QTableView) -> "CellDelegate":
        """Return what draws the cells of a view and edits them."""
        return CellDelegate(self, layouts, view)

    def make_editor(self, row: GridRow, element: Element) -> CellEditor:
        """Return an editor for a cell, over the whole table."""
        offered = self.citations if element.kind == "citations" else ()
        editor = CellEditor(self._host, element, suggestions=offered, shelf=self._shelf)
        cell = self.at = (row.entry, element.key)
        begins = Beginning(self.checklist, row.code) if row.id is None else None
        editor.typed.connect(lambda value: self._keep(cell, value, begins))
        return editor

    def end(self) -> None:
        """Make what was typed a revision; what is no value yet waits."""
        self.at = None
        self._desk.session.typing.settle()

    def settled(self) -> Typed:
        """Return what was typed and handed over by now: who reads lines from here on reads it, or what came after."""
        typing = self._desk.session.typing
        return {cell: value for cell, value in self._typed.items() if typing.is_settled(cell[0])}

    def forget(self, read: Typed) -> None:
        """The lines shown now were read when `settled` was `read`: what the disk took of that is in them."""
        typing = self._desk.session.typing
        gone = [
            cell
            for cell, value in self._typed.items()
            if cell in read and read[cell] is value and cell[1] not in typing.waiting(cell[0])
        ]
        for cell in gone:
            del self._typed[cell]
        if self.at in gone:
            self.show_anew()

    def is_touched(self) -> bool:
        """Whether something was typed in the editor that is open."""
        return self.at in self._typed

    def value(self, row: GridRow, element: Element) -> tuple[Any, str]:
        """Return what stands in a cell, also where it is no value yet, and why it is none."""
        cell = (row.entry, element.key)
        if cell in self._typed:
            return self._typed[cell], _reason(element, self._typed[cell])
        waits = row.waiting.get(element.key)
        return (waits.typed, waits.reason) if waits else (row.values.get(element.key), "")

    def _keep(self, cell: Cell, value: Any, begins: Beginning | None) -> None:
        self._typed[cell] = value
        self._desk.session.typing.typed(*cell, value, begins)


class CellDelegate(GridDelegate):
    """Draws cells, and opens over one the editor of its kind."""

    def __init__(self, editing: CellEditing, layouts: CellLayouts, view: QTableView) -> None:
        super().__init__(layouts, view)
        self._editing = editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the editor; it lies over the table and not only over this view of it."""
        model = index.model()
        editor = self._editing.make_editor(model.row_at(index.row()), model.element(index.column()))
        editor.closed.connect(lambda step: self._close(editor, step))
        editor.left.connect(lambda: self._let_go(editor))
        self.editor = editor
        place = QPersistentModelIndex(index)
        self._editing.close = lambda: self._let_go(editor)
        self._editing.show_anew = lambda: self._show_anew(editor, place)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what stands in the cell, unless something else is being typed."""
        if not self._editing.is_touched() or not editor.isVisible():
            model = index.model()
            editor.show_value(*self._editing.value(model.row_at(index.row()), model.element(index.column())))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing: what is typed is stored as it is typed."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Follow the cell."""
        place = self.view.viewport().mapTo(editor.parentWidget(), option.rect.topLeft())
        editor.move_to(QRect(place, option.rect.size()))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Bring what was typed into safety and let the editor go."""
        self.editor = None
        editor.end()
        self._editing.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave keys and focus to the editor, which knows its parts."""
        return False

    def _show_anew(self, editor: CellEditor, place: QPersistentModelIndex) -> None:
        if editor is self.editor and place.isValid():
            self.setEditorData(editor, place)

    def _let_go(self, editor: CellEditor) -> bool:
        """Close an editor and leave the keyboard where it is; whether it was open."""
        if editor is not self.editor:
            return False
        self.editor = None
        self.view.closeEditor(editor, _Hint.NoHint)
        return True

    def _close(self, editor: CellEditor, step: tuple[int, int]) -> None:
        """Close an editor and go on."""
        if self._let_go(editor):
            self.view.edited.emit(_HINTS.get(step, _Hint.NoHint))


def _reason(element: Element, value: Any) -> str:
    try:
        check_value(element, value)
    except UserFacingError as error:
        return error.message
    return ""
