"""Rows under a search line and tabs that sieve them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.row_spec import RowLook
from ui.widgets.rows import RowList
from ui.widgets.segments import FilterTabs


class SearchedList(QWidget):
    """Tab goes through it from top to bottom."""

    def __init__(self, look: RowLook, name: str, search: QWidget, said: Sequence[QWidget], new: Button) -> None:
        """What is `said` of the rows stands below the tabs, and under it what makes a `new` one."""
        super().__init__()
        self.tabs, self.new = FilterTabs(), new
        self.list = RowList(look, name=name)
        head = QFrame()
        head.setProperty("line", "bottom")
        column = QVBoxLayout(head)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(SPACE[2])
        for widget in (search, self.tabs, *said):
            column.addWidget(widget)
        column.addWidget(new, 0, Qt.AlignmentFlag.AlignLeft)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.list, 1)
