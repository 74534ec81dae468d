"""The layout of the printing page: what is printed, the paper itself, what to look at before."""

from dataclasses import replace

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.jobs import Jobs
from ui.preferences import Preferences
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.pane_head import PaneHead
from ui.widgets.preview_pane import PreviewPane
from ui.widgets.rows import FINDINGS, ITEMS, RowList
from ui.widgets.segments import Segments

PAPERS = (("A3", "", "A3 横向"), ("A4", "", "A4 横向"))


class PrintingView(QStackedWidget):
    """Three panes, or what to do first while nothing was adopted."""

    def __init__(self, jobs: Jobs, preferences: Preferences) -> None:
        super().__init__()
        self.parts = RowList(ITEMS, name="要打印的")
        self.all, self.none = Button("全选", role="link", compact=True), Button("全不选", role="link", compact=True)
        self.count = label("", "table", "text-muted")
        self.shown = PreviewPane(jobs)
        self.looks = RowList(replace(FINDINGS, side_actions=True), name="打印前看一看")
        self.columns = Columns("printing", preferences)
        self.columns.set_list(self._list_pane(), "要打印的")
        self.columns.set_content(self.shown, "看样子")
        self.columns.set_side(self.looks, "打印前看一看")
        self.start = Button("去目录编制", icon="list-checks", role="primary")
        self.addWidget(self.columns)
        self.addWidget(self._empty())

    def show_empty(self, is_empty: bool) -> None:
        """Show what to do first, or the panes."""
        self.setCurrentIndex(int(is_empty))

    def _list_pane(self) -> QWidget:
        return _column(PaneHead("要打印的", self.count, (self.all, self.none)), self.parts)

    def _empty(self) -> EmptyState:
        empty = EmptyState("printer", "还没有可以打印的目录", "采用了标准里的事项以后，这里就能看到印出来的样子。")
        empty.add_action("list-checks", "先采用一个领域", "在目录编制里选领域，采用标准里的事项", self.start)
        return empty


class PrintingTools(QFrame):
    """The band under the header: paper at the left, other ways out at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.papers = Segments(PAPERS)
        self.papers.setAccessibleName("纸张")
        self.table = Button("存成 Excel 表", icon="table-2", role="quiet", compact=True)
        self.pdf = Button("存成 PDF", icon="download", role="quiet", compact=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE_PADDING, 4, PAGE_PADDING, 5)
        line.setSpacing(8)
        line.addWidget(label("纸张", "table", "text-muted"))
        line.addWidget(self.papers)
        line.addStretch(1)
        line.addWidget(self.table)
        line.addWidget(self.pdf)


def _column(*widgets: QWidget) -> QWidget:
    pane = QWidget()
    column = QVBoxLayout(pane)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets[:-1]:
        column.addWidget(widget)
    column.addWidget(widgets[-1], 1)
    return pane
