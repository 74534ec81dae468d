"""The tools of the grid, in the band under the header."""

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.pages.drafting.grid.sieve import Sieve
from ui.pages.drafting.more import More
from ui.pages.drafting.records import TableView
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING
from ui.theme.theme import is_look_change
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import label

# Room at each side of a parting line, in pixels.
_APART = 8
_GAP = 4
# Narrower than this at text scale 1, what is done less often stands in the menu too.
_NARROW = 600


class GridTools(QFrame):
    """Buttons for what is done to the chosen cells and lines; they wrap where the window is narrow.

    What is done less often, and what is done to the whole table, stands in the menu under 更多.
    """

    used = Signal()
    """A tool was pressed. It is told before the tool does its work, but after an act of the menu."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.filter = _tool("筛选", "funnel", tip="当前这一列的筛选和排序（Alt+↓）")
        self.fill_down = _tool(
            "向下填充", "arrow-down-to-line", key="Ctrl+D", tip="用最上面一格填满选中的格子（Ctrl+D）"
        )
        self.set_many = _tool("批量设置", "table-properties", tip="把选中各条的同一栏写成一样")
        self.replace = _tool("替换", "replace", key="Ctrl+H", tip="在这张表里找文字，换成别的（Ctrl+H）")
        self.copy = _tool("复制", "copy", tip="复制选中的格子，可以粘贴到 Excel、WPS（Ctrl+C）")
        self.paste = _tool("粘贴", "clipboard-paste", tip="粘贴从 Excel、WPS 复制的格子（Ctrl+V）")
        self.add = _tool("添一条", "plus", tip="添一条标准里没有的事项")
        self.standard = _tool("照标准", "undo", tip="选中的格子改成标准写的")
        self.decline = _tool("不涉及", "circle-slash", tip="选中的各条标为不涉及，写一次理由")
        self.history = _tool("历史", "history", tip="这一条是怎么改过来的")
        self.more = More()
        self.clear = _tool("清除筛选", "x")
        self.count = label("", "table", "text-muted")
        self._make_menu()
        self._lay_out()
        for button in self.findChildren(Button):
            button.clicked.connect(self.used)
        self.more.items.triggered.connect(self.used)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys out of the buttons where the tools would take another line for them."""
        super().resizeEvent(event)
        self._fit_buttons()
        self._fit_keys()

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes."""
        super().changeEvent(event)
        if is_look_change(event):
            self._fit_buttons()

    def show_table(self, table: TableView) -> None:
        """Offer what can be done with a table."""
        counts = table.counts
        whole = "整个领域" if table.place.field else "整张清单"
        self.adopt_all.setText(f"采用{whole}")
        self.adopt_all.setEnabled(bool(counts.untouched))
        self.confirm_all.setText(f"{whole}都核对过了")
        self.confirm_all.setEnabled(bool(counts.adopted))
        left = counts.adopted - counts.done
        self.finalise.setText(f"定稿（还有 {left} 条没完成）" if left else "定稿")
        self.finalise.setEnabled(bool(counts.adopted) and not left)

    def show_count(self, shown: int, whole: int, sieve: Sieve) -> None:
        """Say how many lines are shown, and offer the way back to all of them, then to the order of the table."""
        filtered = sieve.is_filtered
        self.count.setText(f"显示 {shown:,} 条，共 {whole:,} 条" if filtered else f"{whole:,} 条全部显示")
        self.clear.setText("清除筛选" if filtered else "清除排序")
        self.clear.setToolTip("显示全部条目" if filtered else "照表里的顺序显示")
        self.clear.setVisible(not sieve.is_open)
        self._fit_keys()

    def _fit_keys(self) -> None:
        keyed = (self.fill_down, self.replace)
        for button in keyed:
            button.show_key(True)
        right = sum(each.sizeHint().width() + _GAP for each in (self.clear, self.count) if not each.isHidden())
        edges = self.layout().contentsMargins()
        room = self.width() - edges.left() - edges.right() - self.layout().spacing() - right
        has_room = self._line.sizeHint().width() <= room
        for button in keyed:
            button.show_key(has_room)
        # It may have measured its lines while the keys were shown.
        self._line.invalidate()

    def _make_menu(self) -> None:
        self.finish, self.confirm, self.take_up, self.duplicate, self.remove, self.take_out, self.check = (
            QAction(words, self)
            for words in (
                "选中的标为已完成",
                "选中的对照原文核对过了",
                "选中的恢复为涉及",
                "复制这一条",
                "删除选中的",
                "删去误写的信息…",
                "检查\tF9",
            )
        )
        self.adopt_all, self.confirm_all, self.finalise = (QAction(self) for _ in range(3))
        self.bring_in = QAction("导入表格…", self)
        menu = self.more.items
        menu.addActions([self.finish, self.confirm, self.take_up])
        menu.addSeparator()
        menu.addActions([self.duplicate, self.remove, self.take_out])
        menu.addSeparator()
        menu.addActions([self.check, self.bring_in, self.adopt_all, self.confirm_all, self.finalise])
        # Where the tools would take up half of the window these stand in the menu.
        self.more.take((self.replace, self.copy, self.paste, self.add, self.standard, self.decline, self.history))

    def _fit_buttons(self) -> None:
        """Show few buttons where many would take too many lines."""
        narrow = self.width() < theme().scaled(_NARROW)
        self.more.put_away(narrow)
        # Without the groups between them, lines that part them part nothing.
        for line in self._partings[1:]:
            line.setHidden(narrow)

    def _lay_out(self) -> None:
        self._partings: list[_PartingLine] = []
        groups = (
            (self.filter,),
            (self.fill_down, self.set_many, self.replace),
            (self.copy, self.paste),
            (self.add, self.standard, self.decline, self.history, self.more),
        )
        line = self._line = Flow(gap=_GAP, line_gap=2)
        for number, group in enumerate(groups):
            if number:
                self._partings.append(_PartingLine())
                line.addWidget(self._partings[-1])
            for button in group:
                line.addWidget(button)
        right = QHBoxLayout()
        right.setSpacing(_GAP)
        right.addWidget(self.clear)
        right.addWidget(self.count)
        self.clear.hide()
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addLayout(line)
        middle.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(PAGE_PADDING - 6, 4, PAGE_PADDING - 4, 4)
        whole.addLayout(middle, 1)
        whole.addLayout(right)


def _tool(text: str, icon: str, *, key: str = "", tip: str = "") -> Button:
    return Button(text, icon=icon, role="quiet", key=key, tip=tip, compact=True)


class _PartingLine(QWidget):
    """The line between two groups of tools."""

    def sizeHint(self) -> QSize:
        """Return the size of the line with the room around it."""
        return QSize(2 * _APART + 1, theme().scaled(20))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, unless it begins one of the lines of tools."""
        if self.x() > PAGE_PADDING:
            QPainter(self).fillRect(_APART, 0, 1, self.height(), theme().colour("line-strong"))
