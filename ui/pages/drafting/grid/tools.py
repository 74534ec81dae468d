"""The tools of the grid, in the band under the header, and how many lines are shown."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ui.pages.drafting.records import TableView
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import label

GROUPS = ("filter", "fill", "copy", "lines", "table")
"""Groups of tools, from the left; acts on cells and lines put theirs into `fill`, `copy` and `lines`."""


class GridTools(QFrame):
    """Tools in groups with a line between them; at the right what the filters leave over."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._groups: dict[str, list[QWidget]] = {group: [] for group in GROUPS}
        self.filter = Button("筛选", icon="funnel", role="quiet", compact=True, tip="当前这一列的筛选和排序 Alt+↓")
        self.copy = Button("复制", icon="copy", role="quiet", compact=True, tip="复制选中的格子 Ctrl+C")
        self.add = Button("添一条", icon="plus", role="quiet", compact=True, tip="添一条标准里没有的事项")
        self.history = Button("历史", icon="history", role="quiet", compact=True)
        self.whole = Button("整张表", icon="table-properties", role="quiet", compact=True)
        self._make_menu()
        self.count = label("", "table", "text-muted")
        self.clear = Button("清除筛选", icon="x", role="quiet", compact=True)
        self._flow = Flow(gap=4, line_gap=2)
        self._dividers: list[QWidget] = []
        self._lay_out()
        for group, tools in {
            "filter": [self.filter],
            "copy": [self.copy],
            "lines": [self.add, self.history],
            "table": [self.whole],
        }.items():
            self.put(group, *tools)
        self.clear.setVisible(False)

    def put(self, group: str, *tools: QWidget) -> None:
        """Put tools at the end of a group."""
        self._groups[group] += tools
        self._arrange()

    def show_table(self, table: TableView) -> None:
        """Offer what can be done with the whole of a table."""
        counts = table.counts
        self.adopt_all.setEnabled(bool(counts.untouched))
        self.confirm_all.setEnabled(bool(counts.adopted))
        self.finalise.setEnabled(bool(counts.adopted) and counts.adopted == counts.done)

    def show_count(self, shown: int, whole: int, *, filtered: bool) -> None:
        """Say how many lines are shown of how many there are."""
        self.count.setText(f"显示 {shown:,} 条，共 {whole:,} 条" if filtered else f"{whole:,} 条全部显示")
        self.clear.setVisible(filtered)

    def _make_menu(self) -> None:
        menu = QMenu(self.whole)
        self.adopt_all = QAction("采用还没有采用的事项", menu)
        self.check = QAction("检查\tF9", menu)
        self.confirm_all = QAction("都对照原文核对过了", menu)
        self.finalise = QAction("定稿", menu)
        menu.addActions([self.adopt_all, self.check, self.confirm_all, self.finalise])
        self.whole.setMenu(menu)

    def _lay_out(self) -> None:
        right = QHBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.clear)
        right.addWidget(self.count)
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addLayout(self._flow)
        middle.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(PAGE_PADDING - 6, 4, PAGE_PADDING - 4, 4)
        whole.addLayout(middle, 1)
        whole.addLayout(right)

    def _arrange(self) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for divider in self._dividers:
            divider.deleteLater()
        self._dividers = []
        for tools in filter(None, self._groups.values()):
            if self._flow.count():
                self._dividers.append(_Divider())
                self._flow.addWidget(self._dividers[-1])
            for tool in tools:
                self._flow.addWidget(tool)


class _Divider(QFrame):
    """The line between two groups."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "right")
        self.setFixedSize(6, 20)
