"""Rows under tabs, and words in their place where there are none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.labels import label
from ui.widgets.row_spec import RowLook
from ui.widgets.rows import Row, RowList
from ui.widgets.segments import FilterTabs
from ui.widgets.tab_order import reached_by_tab, tab_in_order


class TabbedList(QWidget):
    """Tab goes through it from top to bottom."""

    def __init__(
        self,
        look: RowLook,
        name: str,
        *,
        notes: QWidget | None = None,
        search: QWidget | None = None,
        beside: QWidget | None = None,
    ) -> None:
        """`notes` stand on top of all, `search` over the tabs, `beside` at their right."""
        super().__init__()
        self.tabs = FilterTabs()
        self.list = RowList(look, name=name)
        self._ordered: list[QAbstractButton] = []
        """The tabs as Tab last came to them."""
        self.nothing = label("", "body", "text-muted", wrap=True)
        self.nothing.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[3])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        # In this order: Tab follows it.
        for widget in filter(None, (notes, self._head(search, beside), self.nothing)):
            whole.addWidget(widget)
        whole.addWidget(self.list, 1)
        whole.addStretch()

    def _head(self, search: QWidget | None, beside: QWidget | None) -> QWidget:
        head = QFrame()
        head.setProperty("line", "bottom")
        column = QVBoxLayout(head)
        column.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        column.setSpacing(SPACE[2])
        if search is not None:
            column.addWidget(search)
        line = QHBoxLayout()
        line.addWidget(self.tabs, 1)
        if beside is not None:
            line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        return head

    def show_rows(self, rows: Sequence[Row], nothing: str) -> None:
        """Show rows, or say in their place why there are none."""
        had_keyboard = self.list.hasFocus()
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        # What is empty goes to the foot, not to the notes on top.
        whole = self.layout()
        whole.setStretch(whole.count() - 1, 0 if rows else 1)
        if had_keyboard and not rows:
            # Qt would look for another place beside, where there may be nothing either.
            chosen = next((each for each in self.tabs.buttons if each.isChecked()), self)
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.nothing.setText("" if rows else nothing)
        self.nothing.setVisible(not rows)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Have Tab come to the tabs before the list, though they are made anew when there are others."""
        if self.tabs.buttons == self._ordered:
            return
        self._ordered = self.tabs.buttons
        inside = list(reached_by_tab(self))
        # Put behind the list they come where it stood as soon as the list is put behind the last of them.
        before = inside[: inside.index(self.list)]
        tab_in_order([self.list, *before])
        tab_in_order(inside)
