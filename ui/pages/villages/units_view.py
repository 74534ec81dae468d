"""The list of units kept on this computer, and what can be put there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.villages.unit_rows import ADD, DROP, FOUND
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.rows import TASKS, Row, RowList

_EXPLAINED = (
    "每个单位的工作文件各是各的，互不相混。列表只记在这台电脑上；从列表去掉，文件还在。按 Ctrl+U 随时换到另一个单位。"
)


class UnitsView(QWidget):
    """One list: the units, villages of the roster without a file, files opened lately."""

    opened = Signal(str)
    dropped = Signal(str)
    """A unit's id."""
    added = Signal(str)
    """A path."""
    founded = Signal(object)
    """Ids (list) of units of the roster whose workspaces shall be made."""

    def __init__(self) -> None:
        super().__init__()
        self.list = RowList(TASKS, name="我的单位")
        self.add = Button("添加工作文件", icon="folder-open", role="primary", key="Ctrl+N")
        self.found_all = Button("名册上的村都建立", icon="file-plus")
        self.list.acted.connect(self._act)
        self.list.opened.connect(lambda key: self._act(key, ""))
        self.found_all.clicked.connect(lambda: self.founded.emit(self._to_found()))
        words = Paragraph(_EXPLAINED, "table", "text-muted")
        words.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[2])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        self.bar = ActionBar([self.found_all], [self.add])
        column.addWidget(self.bar)

    def show_rows(self, rows: list[Row]) -> None:
        """Show what there is."""
        self.list.set_rows(rows)
        self.found_all.setVisible(bool(self._to_found()))
        self.bar.fit()
        first = next((row.key for row in rows if not row.heading), "")
        if first and not self.list.current_key():
            self.list.set_current(first)

    def _to_found(self) -> list[str]:
        return [row.key.removeprefix("found ") for row in self.list.rows() if row.key.startswith("found ")]

    def _act(self, key: str, code: str) -> None:
        kind, _, name = key.partition(" ")
        if kind == "found" or code == FOUND:
            self.founded.emit([name])
        elif kind == "recent" or code == ADD:
            self.added.emit(name)
        elif code == DROP:
            self.dropped.emit(name)
        else:
            self.opened.emit(name)
