"""The records of a register under search and tabs; beside them one record, or one being written."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.editors.line import search_line
from ui.pages.notices.view import NoteStack
from ui.theme.metrics import SPACE
from ui.widgets.columns import Columns
from ui.widgets.columns_or_empty import ColumnsOrEmpty
from ui.widgets.empty_state import EmptyState
from ui.widgets.rows import TASKS, Row
from ui.widgets.tabbed_list import TabbedList

_LOOK = replace(TASKS, stacks_below=440)
SIDE_WIDTHS = (360, 612, 900)
RECORD = "record"
"""The part of the side in which one record is shown."""


class RecordList(TabbedList):
    """The search line, the tabs, and the records; notes on top of all where there are any."""

    def __init__(self, name: str, search: str, told: str, *, beside: QWidget | None = None) -> None:
        """`search` says what is looked for, `told` also by what; `beside` stands at the right of the tabs."""
        notes, wanted = NoteStack(), search_line(search, told)
        super().__init__(_LOOK, name, notes=notes, search=wanted, beside=beside)
        self.notes, self.wanted = notes, wanted
        notes.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], 0)
        notes.hide()

    def show_found(self, rows: Sequence[Row], none: Mapping[str, str], otherwise: str) -> None:
        """Show rows, or why there are none: what was looked for is not there, or what a tab says (by its key)."""
        is_searched = bool(self.wanted.text().strip())
        words = none.get(self.tabs.current(), otherwise)
        self.show_rows(rows, "没有找到，换几个字试试，或者到“全部”里找。" if is_searched else words)

    def choose_tab(self, tab: str) -> None:
        """Choose a tab, once there are any."""
        self.tabs.turn_to(tab)


class Records(ColumnsOrEmpty):
    """The list with one of its records beside; what can be done where there are none."""

    def __init__(
        self,
        desk: Desk,
        name: str,
        lines: RecordList,
        side: QWidget,
        empty: EmptyState,
        titles: tuple[str, str],
        side_widths: tuple[int, int, int] = SIDE_WIDTHS,
    ) -> None:
        """The widths are remembered under `name`; `titles` are what list and side are called."""
        columns = Columns(name, desk.preferences, side_widths=side_widths)
        super().__init__(columns, empty)
        columns.set_content(lines, titles[0])
        columns.set_side(side, titles[1], "window")
        self.columns, self.side, self._lines, self._empty = columns, side, lines, empty
        self._wanted = ""
        """The record (id) that is to be chosen once the list shows it."""
        lines.list.opened.connect(lambda key: columns.show_side())

    def areas(self) -> list[QWidget]:
        """What F6 goes through."""
        return [self._lines.list, self.side, self._empty]

    def want(self, id: str) -> None:
        """Have a record be chosen as soon as it is among the rows."""
        self._wanted = id

    def show_rows(self, rows: Sequence[Row], none: Mapping[str, str], otherwise: str) -> None:
        """Show rows and choose the record that is wanted, the one chosen before, or the first; where there are none say
        what a tab says then (`none`, by its key)."""
        lines = self._lines.list
        keys = [row.key for row in rows if not row.heading]
        chosen = self._wanted if self._wanted in keys else lines.current_key()
        self._lines.show_found(rows, none, otherwise)
        if keys:
            lines.set_current(chosen if chosen in keys else keys[0])
        if chosen == self._wanted:
            self._wanted = ""

    def show_form(self, form: QWidget) -> None:
        """Show in the side where a record is written."""
        self.show_empty(False)
        self.side.setCurrentWidget(form)
        self.columns.show_side()

    def take_keyboard(self, otherwise: QWidget | None = None) -> None:
        """Put the keyboard into the list, or elsewhere where the side fills all."""
        before = self._lines.list if otherwise is None or self._lines.list.isVisible() else otherwise
        before.setFocus(Qt.FocusReason.OtherFocusReason)
