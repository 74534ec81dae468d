"""Rows under tabs, and words in their place where there are none."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.labels import label
from ui.widgets.row_spec import RowLook
from ui.widgets.rows import Row, RowList
from ui.widgets.segments import FilterTabs


class TabbedList(QWidget):
    """`head` holds the tabs and whatever stands with them; whoever makes one lays that out."""

    def __init__(self, look: RowLook, name: str) -> None:
        super().__init__()
        self.tabs = FilterTabs()
        self.list = RowList(look, name=name)
        self.nothing = label("", "body", "text-muted", wrap=True)
        self.nothing.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[3])
        head = QFrame()
        head.setProperty("line", "bottom")
        self.head = QVBoxLayout(head)
        self.head.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[2])
        self.head.setSpacing(SPACE[2])
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(0, 0, 0, 0)
        self.whole.setSpacing(0)
        self.whole.addWidget(head)
        self.whole.addWidget(self.nothing)
        self.whole.addWidget(self.list, 1)
        self.whole.addStretch()

    def show_rows(self, rows: Sequence[Row], nothing: str) -> None:
        """Show rows, or say in their place why there are none."""
        self.list.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.nothing.setText("" if rows else nothing)
        self.nothing.setVisible(not rows)
