"""The tools of a table, in the band under the header."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QVBoxLayout

from ui.pages.drafting.records import TableView
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow


class Tools(QFrame):
    """The tools of the table; nothing can be done with one that was not read yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setEnabled(False)
        self.setProperty("line", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.adopt_all = Button("采用整个领域", icon="arrow-down-to-line", role="quiet", compact=True)
        self.add = Button("新增一条", icon="circle-plus", role="quiet", compact=True, tip="新增一条标准里没有的事项")
        self.copy = Button(
            "抄过来…", icon="copy", role="quiet", compact=True, tip="从以前的年份、别的领域、别人的文件里抄"
        )
        self.bring_in = Button(
            "导入表格…", icon="file-input", role="quiet", compact=True, tip="把 Excel、Word、网页里已有的目录放进来"
        )
        self.check = Button("检查", icon="list-checks", role="quiet", key="F9", compact=True)
        self.confirm = Button("核对", icon="user-round-check", role="quiet", compact=True)
        self.finalise = Button("定稿", icon="stamp", role="quiet", compact=True)
        self._menu = QMenu(self.confirm)
        self.confirm_one = QAction("这一条对照原文核对过了\tF7", self._menu)
        self.confirm_all = QAction("整个领域都核对过了", self._menu)
        self._menu.addActions([self.confirm_one, self.confirm_all])
        self.confirm.setMenu(self._menu)
        line = Flow(gap=4, line_gap=2)
        for button in (self.adopt_all, self.add, self.copy, self.bring_in, self.check, self.confirm, self.finalise):
            line.addWidget(button)
        middle = QVBoxLayout(self)
        middle.setContentsMargins(PAGE_PADDING - 6, 4, PAGE_PADDING - 6, 4)
        middle.addStretch(1)
        middle.addLayout(line)
        middle.addStretch(1)

    def show_table(self, table: TableView) -> None:
        """Offer what can be done with a table."""
        self.setEnabled(True)
        counts = table.counts
        left = counts.adopted - counts.done
        whole = "整个领域" if table.place.field else "整张清单"
        self.adopt_all.setText(f"采用{whole}")
        self.confirm_all.setText(f"{whole}都核对过了")
        self.adopt_all.set_available(bool(counts.untouched), "标准里本级的事项都采用过了")
        self.confirm.set_available(bool(counts.adopted), "还没有采用任何事项")
        why = f"还有 {left} 条没完成" if counts.adopted else "还没有采用任何事项"
        self.finalise.set_available(bool(counts.adopted) and not left, why)
