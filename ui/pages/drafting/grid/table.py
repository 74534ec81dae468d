"""The table of the grid: two views of one model side by side, chosen cells, heights by content."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from app.drafting.grid import Grid
from ui.pages.drafting.grid.columns import NAME, NUMBER, NUMBER_KEY
from ui.pages.drafting.grid.keyboard import GridKeyboard
from ui.pages.drafting.grid.layouts import CellLayouts
from ui.pages.drafting.grid.lines import ColourLine
from ui.pages.drafting.grid.model import GridModel
from ui.pages.drafting.grid.mouse import GridMouse
from ui.pages.drafting.grid.painting import GridDelegate, GridHeader
from ui.pages.drafting.grid.pane import MainPane, Pane
from ui.pages.drafting.grid.selection import CellSelection
from ui.theme import theme
from ui.theme.theme import is_look_change

_USUAL_HEIGHT = 92
_AROUND = 4
"""So many lines beyond the edges are measured with those in sight, so that scrolling on does not move them."""
_NEAR = 30
"""Who has come further than so many lines sees nothing move."""
_TRIES = 4
"""So often a line is scrolled to that lines measured on the way may have moved."""
_Select = QItemSelectionModel.SelectionFlag
_Trigger = QAbstractItemView.EditTrigger


class GridTable(QWidget):
    """Cells to look at, choose and edit. The columns at the left stay where they are."""

    moved = Signal()
    """Another cell is the current one, or the block is another."""
    adopt_asked = Signal(str)
    """The item with that key shall be adopted."""
    width_changed = Signal(int, int)
    """The clerk gave a column another width: its place, pixels."""
    menu_wanted = Signal(QPoint)
    header_menu_asked = Signal(int)
    lines_dropped = Signal(int)
    """The chosen lines shall stand before the line at that place (the number of lines: at the end)."""
    lines_held = Signal()
    """The chosen lines were drawn elsewhere where they cannot stand now."""
    fill_wanted = Signal()
    """The handle was drawn down: the first line of the block shall fill the others."""
    lines_stepped = Signal(int)
    """The chosen lines shall stand one line further up (-1) or down (1)."""
    refused = Signal()
    """The clerk wants to write into a cell that cannot be written into."""

    def __init__(self, sign_of: Callable[[int], str]) -> None:
        """`sign_of` names the icon of a column that is filtered or sorted, "" for others."""
        super().__init__()
        self.model = GridModel(self)
        self.selection = CellSelection()
        self.main, self.frozen = MainPane(self), Pane(self)
        self.layouts = CellLayouts(self.model, lambda column: self.pane_of(column).columnWidth(column))
        self.mouse, self.keyboard = GridMouse(self), GridKeyboard(self)
        self._widths: dict[str, int] = {}
        self._frozen_columns = NAME + 1
        self._quiet = False
        self._measured_at = 0
        for pane in (self.main, self.frozen):
            self._set_up(pane, sign_of)
        self.frozen.setSelectionModel(self.main.selectionModel())
        self._lay_out()
        self._connect()

    def edit_with(self, make_delegate: Callable[[CellLayouts, Pane], GridDelegate]) -> None:
        """Let cells be drawn and edited by these, one for each view."""
        for pane in (self.main, self.frozen):
            pane.setItemDelegate(make_delegate(self.layouts, pane))

    # --- what is shown ---------------------------------------------------------------------------------------------

    def show_grid(self, grid: Grid, shown: Sequence[int]) -> None:
        """Show these lines; the clerk stays at the line and the block, as far as they are there."""
        keys = [self.model.row_at(row).key for row in self.selection.rows()] if self.model.shown else []
        top = self._top_key()
        new_columns = self.model.grid is None or grid.definition is not self.model.grid.definition
        if new_columns:
            self.layouts.forget()
        stays = self.model.show(grid, shown)
        self.selection.size = self.model.rowCount(), self.model.columnCount()
        if new_columns:
            self._arrange_columns()
        if not stays:
            self._come_back(keys, top)
        self.measure()
        self._show_selection()

    def start_over(self, widths: dict[str, int]) -> None:
        """Another table comes: nothing is chosen in it yet. `widths`: see `Remembered.widths`."""
        self.selection.current = (-1, NAME)
        self.main.horizontalScrollBar().setValue(0)
        self._widths = widths
        if self.model.columns:
            self._arrange_columns()
        self._show_selection()

    def set_frozen(self, columns: int) -> None:
        """Keep so many columns at the left where they are."""
        if columns != self._frozen_columns:
            self._frozen_columns = columns
            self._arrange_columns()
            self.measure()

    def index(self, row: int, column: int) -> QModelIndex:
        """Return the place of a cell as Qt has it."""
        return self.model.index(row, column)

    def pane_of(self, column: int) -> Pane:
        """Return the view that shows a column."""
        return self.frozen if column < self._frozen_columns else self.main

    def _come_back(self, keys: Sequence[str], top: str) -> None:
        """After lines came, went or moved: go to those chosen before, and show what was on top."""
        whole = self.selection.is_whole_lines
        rows = [row for key in keys if (row := self.model.row_of(key)) >= 0]
        column = self.selection.current[1]
        if rows:
            self.selection.choose_rows(rows, whole=whole)
        elif self.model.shown:
            row = min(max(self.selection.current[0], 0), len(self.model.shown) - 1)
            self.selection.go((row, column))
        else:
            self.selection.current = (-1, column)
        row = self.model.row_of(top)
        if row >= 0:
            self.measure(row)
            self.main.verticalScrollBar().setValue(self.main.verticalHeader().sectionPosition(row))

    def _top_key(self) -> str:
        row = self.main.rowAt(0)
        return self.model.row_at(row).key if 0 <= row < len(self.model.shown) else ""

    # --- heights and widths ----------------------------------------------------------------------------------------

    def measure(self, around: int | None = None) -> None:
        """Give the lines in sight, or those around one, the heights of what they hold."""
        if not self.model.shown or self._quiet:
            return
        self._quiet = True
        top = max(self.main.rowAt(0), 0) if around is None else around
        if around is None and abs(top - self._measured_at) <= _NEAR:
            self._measure_above(top)
        self._measured_at = top
        below, row = self.main.viewport().height() + _AROUND * theme().scaled(20), top
        while row < len(self.model.shown) and below > 0:
            self.fit(row)
            below -= self.main.rowHeight(row)
            row += 1
        self._quiet = False

    def _measure_above(self, top: int) -> None:
        """Measure the next lines upwards and keep those in sight where they are."""
        grown = sum(self.fit(row) for row in range(max(top - _AROUND, 0), top))
        if grown:
            bar = self.main.verticalScrollBar()
            bar.setMaximum(max(bar.maximum(), bar.value() + grown))
            bar.setValue(bar.value() + grown)

    def fit(self, row: int) -> int:
        """Give a line the height of what it holds; by how much it grew."""
        before, height = self.main.rowHeight(row), self.layouts.height(row)
        if before != height:
            self.main.setRowHeight(row, height)
            self.frozen.setRowHeight(row, height)
        return height - before

    def _arrange_columns(self) -> None:
        self._quiet = True
        for column, known in enumerate(self.model.columns):
            width = theme().scaled(self._widths.get(known.key or NUMBER_KEY, known.width))
            is_frozen = column < self._frozen_columns
            self.main.setColumnWidth(column, width)
            self.frozen.setColumnWidth(column, width)
            self.main.setColumnHidden(column, is_frozen)
            self.frozen.setColumnHidden(column, not is_frozen)
        self._quiet = False
        self.layouts.forget_heights()
        self._fit_frozen()

    def _fit_frozen(self) -> None:
        shown = range(min(self._frozen_columns, self.model.columnCount()))
        self._left.setFixedWidth(sum(self.frozen.columnWidth(column) for column in shown) + 2)

    def _resized(self, column: int, before: int, width: int) -> None:
        """The clerk drew a column wider or narrower."""
        if self._quiet or not width or not self.model.columns:
            return
        self._quiet = True
        for pane in (self.main, self.frozen):
            if not pane.isColumnHidden(column):
                continue
            # A hidden section keeps the width it will be shown with.
            pane.horizontalHeader().resizeSection(column, width)
        self._quiet = False
        self._fit_frozen()
        self.layouts.forget_heights()
        self._heights_due.start()
        self.width_changed.emit(column, round(width / theme().scale))

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event) and hasattr(self, "_heights_due"):
            self.layouts.forget()
            if self.model.columns:
                self._arrange_columns()
            self._heights_due.start()

    def resizeEvent(self, event) -> None:
        """Measure the lines that come into sight."""
        super().resizeEvent(event)
        self._heights_due.start()

    # --- choosing --------------------------------------------------------------------------------------------------

    def go_to(self, row: int, column: int, *, grow: bool = False) -> None:
        """Move to a cell and show it, or let the block reach to it."""
        self.selection.go((row, column), grow=grow)
        self.tell_chosen(shows_end=True)

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Choose whole lines."""
        self.selection.choose_rows(rows, whole=True)
        self.tell_chosen(shows_end=True)

    def choose_block(self, rows: Sequence[int], columns: range) -> None:
        """Choose a block of cells and stay where one looks."""
        self.selection.choose_block(rows, columns)
        self.tell_chosen()

    def choose_all(self) -> None:
        """Choose every cell."""
        self.selection.choose_all()
        self.tell_chosen()

    def tell_chosen(self, *, shows_end: bool = False) -> None:
        """Show and tell that other cells are chosen; `shows_end` scrolls to where the block reaches."""
        self._show_selection()
        if shows_end:
            self.reveal(*self.selection.end)
        self.moved.emit()

    def _show_selection(self) -> None:
        """Hand the block to Qt, which paints it and tells screen readers."""
        chosen, model = QItemSelection(), self.model
        columns = self.selection.columns()
        if not self.selection.is_empty and columns:
            first = NUMBER if self.selection.is_whole_lines else columns[0]
            for top, bottom in self.selection.runs():
                chosen.select(model.index(top, first), model.index(bottom, columns[-1]))
        current = model.index(*self.selection.current) if not self.selection.is_empty else QModelIndex()
        known = self.main.selectionModel()
        known.select(chosen, _Select.ClearAndSelect)
        known.setCurrentIndex(current, _Select.NoUpdate)
        rows = self.selection.rows()
        is_block = bool(rows and columns) and not self.selection.is_whole_lines
        corner = (rows[-1], columns[-1]) if is_block else (-1, -1)
        for pane in (self.main, self.frozen):
            pane.set_frame(current, corner)
            pane.horizontalHeader().set_chosen(columns)

    def reveal(self, row: int, column: int) -> None:
        """Scroll as little as needed to show a cell."""
        if row < 0:
            return
        for _ in range(_TRIES):
            self.measure(row)
            self.main.updateGeometries()
            if self._reveal_row(row):
                break
        if column >= self._frozen_columns:
            self._reveal_column(column)

    def _reveal_row(self, row: int) -> bool:
        """Scroll to a line; whether it was in sight before."""
        header, bar = self.main.verticalHeader(), self.main.verticalScrollBar()
        top, height, room = header.sectionPosition(row), header.sectionSize(row), self.main.viewport().height()
        before = bar.value()
        if top < before:
            bar.setValue(top)
        elif top + height > before + room:
            bar.setValue(min(top, top + height - room))
        return bar.value() == before

    def _reveal_column(self, column: int) -> None:
        header, bar = self.main.horizontalHeader(), self.main.horizontalScrollBar()
        left, width, room = header.sectionPosition(column), header.sectionSize(column), self.main.viewport().width()
        if left < bar.value():
            bar.setValue(left)
        elif left + width > bar.value() + room:
            bar.setValue(min(left, left + width - room))

    def edit(self, trigger: _Trigger = _Trigger.EditKeyPressed, event: QEvent | None = None) -> bool:
        """Open the editor of the current cell, which gets the key that began it."""
        index = self.index(*self.selection.current)
        if not self.model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.refused.emit()
            return True
        self.reveal(*self.selection.current)
        self.pane_of(index.column()).start_editing(index, trigger, event)
        return True

    # --- building --------------------------------------------------------------------------------------------------

    def _set_up(self, pane: Pane, sign_of: Callable[[int], str]) -> None:
        header = GridHeader(pane, sign_of)
        pane.setHorizontalHeader(header)
        pane.setModel(self.model)
        pane.setItemDelegate(GridDelegate(self.layouts, pane))
        pane.verticalHeader().setDefaultSectionSize(theme().scaled(_USUAL_HEIGHT))
        header.menu_asked.connect(self.header_menu_asked)
        header.column_pressed.connect(self.mouse.press_header)
        header.sectionResized.connect(self._resized)
        pane.pressed_at.connect(self.mouse.press)
        pane.handle_pressed.connect(self.mouse.press_handle)
        pane.dragged_to.connect(self.mouse.drag)
        pane.released.connect(self.mouse.release)
        pane.menu_wanted.connect(self.menu_wanted)
        pane.edited.connect(self.keyboard.go_on_after)

    def _lay_out(self) -> None:
        self.frozen.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.frozen.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.main.setAccessibleName("表格")
        self.main.setTabKeyNavigation(True)
        self.setFocusProxy(self.main)
        self._left, self._strip = QFrame(), QFrame()
        self._left.setProperty("surface", "sunken")
        edge = ColourLine("line-strong", self)
        edge.setFixedWidth(2)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.frozen, 1)
        column.addWidget(self._strip)
        left = QHBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(0)
        left.addLayout(column, 1)
        left.addWidget(edge)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left)
        whole.addWidget(self.main, 1)

    def _connect(self) -> None:
        self._heights_due = QTimer(self, singleShot=True, interval=0)
        self._heights_due.timeout.connect(self.measure)
        self.main.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.frozen.verticalScrollBar().valueChanged.connect(self.main.verticalScrollBar().setValue)
        self.main.horizontalScrollBar().rangeChanged.connect(self._fit_strip)
        self.model.dataChanged.connect(lambda *_: self._heights_due.start())

    def _scrolled(self, value: int) -> None:
        self.measure()
        self.frozen.verticalScrollBar().setValue(self.main.verticalScrollBar().value())

    def _fit_strip(self, least: int, most: int) -> None:
        """Keep both views equally high, with or without the bar below one of them."""
        self._strip.setFixedHeight(self.main.horizontalScrollBar().sizeHint().height() if most > least else 0)
