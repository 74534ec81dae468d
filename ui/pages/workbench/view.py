"""The layout of the start page: the work list, beside it how far the catalogue is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.overview import HandedOver, ListProgress
from ui.theme import theme
from ui.theme.metrics import LARGE_TEXT, NARROW, PAGE_PADDING
from ui.widgets.buttons import Button
from ui.widgets.icon_view import IconView
from ui.widgets.labels import ElidedLabel, label
from ui.widgets.laid_out import widgets_of
from ui.widgets.panel import Panel, separator
from ui.widgets.progress import Bar, Ring
from ui.widgets.rows import TASKS, RowList
from ui.widgets.scrolled import FollowingArea
from ui.widgets.segments import FilterTabs
from ui.widgets.tab_order import tab_as_laid_out

_SIDE_WIDTH = 326
_COUNTS = (
    ("ready", "circle-check", "success", "已完成"),
    ("declined", "circle-slash", "text-muted", "不涉及"),
    ("drafting", "pencil", "accent-ink", "填报中"),
    ("untouched", "circle", "text-muted", "没动过"),
)


class WorkbenchView(FollowingArea):
    """Everything on the start page; the side goes below the list where the window is narrow."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tabs = FilterTabs()
        self.tasks = RowList(TASKS, name="今天要办", hug=True)
        self.bring_in = Button("导入已有的表格", icon="file-input")
        self.nothing = label("", "body", "text-muted", wrap=True)
        self.progress = ProgressPanel()
        self.lists = ListsPanel()
        self.handing_in = HandInPanel()
        inside = QWidget()
        inside.setProperty("surface", "window")
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._across.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING - 2, 12)
        self._across.setSpacing(14)
        self._across.addLayout(self._list_column(), 1)
        self._side = self._side_column()
        self._across.addWidget(self._side)
        self.setWidget(inside)
        theme().changed.connect(self._arrange)

    def _list_column(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("今天要办", "section"))
        head.addWidget(self.tabs)
        head.addStretch(1)
        frame = Panel()
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.setSpacing(0)
        frame.body.addWidget(self.tasks)
        self.nothing.setContentsMargins(14, 14, 14, 14)
        frame.body.addWidget(self.nothing)
        frame.body.addWidget(self._make_beginning())
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(frame)
        column.addStretch(1)
        return column

    def _make_beginning(self) -> QWidget:
        """Make what stands there as long as no catalogue was begun: many have one already."""
        self.beginning = QWidget()
        line = QHBoxLayout(self.beginning)
        line.setContentsMargins(14, 10, 14, 14)
        line.setSpacing(12)
        line.addWidget(self.bring_in)
        line.addWidget(
            label("以前编好的 Excel、Word 或者网页上的目录，看懂以后再对照。", "table", "text-muted", wrap=True), 1
        )
        self.beginning.hide()
        return self.beginning

    def _side_column(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for panel in (self.progress, self.lists, self.handing_in):
            column.addWidget(panel)
        column.addStretch(1)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.window().width() < NARROW or theme().scale >= LARGE_TEXT
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)
        if narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            self._side.setFixedWidth(theme().scaled(_SIDE_WIDTH))


class ProgressPanel(Panel):
    """The ring and the counts of the edition's catalogue."""

    def __init__(self) -> None:
        super().__init__("目录")
        self.ring = Ring(0, "0%")
        self.counts = {key: label("0", "strong") for key, *_ in _COUNTS}
        self.words = label("", "table", "text-muted", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for number, (key, icon, role, word) in enumerate(_COUNTS):
            grid.addWidget(IconView(icon, role, 14), number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(label(word, "table"), number, 1)
            grid.addWidget(self.counts[key], number, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        across = QHBoxLayout()
        across.setSpacing(18)
        across.addWidget(self.ring)
        across.addLayout(grid, 1)
        self.body.addLayout(across)
        self.body.addWidget(self.words)

    def show_counts(self, edition: str, lists: list[ListProgress]) -> None:
        """Show the sum over all lists that have something to fill in."""
        self.set_title(f"{edition}版目录")
        fields = [each.total for each in lists if each.field]
        others = [each.total for each in lists if not each.field]
        total = sum(fields) + sum(others)
        done = sum(each.done for each in lists)
        share = done / total if total else 0.0
        self.ring.set_value(share, f"{int(share * 100)}%")
        for key, *_ in _COUNTS:
            self.counts[key].setText(f"{sum(getattr(each, key) for each in lists):,}")
        told = [f"有本级事项的领域 {len(fields)} 个，{sum(fields):,} 条"]
        if others:
            told.append(f"另有清单 {len(others)} 张，{sum(others):,} 条")
        self.words.setText("\n".join(told))


class ListsPanel(Panel):
    """The lists to go on with."""

    all_asked = Signal()
    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__("接着编")
        link = Button("全部领域", icon="chevron-right", role="link", compact=True, trailing=True)
        link.clicked.connect(self.all_asked)
        self.add_to_head(link)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)

    def show_lists(self, lists: list[ListProgress]) -> None:
        """Show a button and a bar for each list; the keyboard stays on the one that it is on."""
        focused = QApplication.focusWidget() or self
        held = next((each for each, row in enumerate(widgets_of(self._rows)) if row.isAncestorOf(focused)), None)
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for number, each in enumerate(lists):
            self._rows.addWidget(self._row(number, each))
        if not lists:
            self._rows.addWidget(label("还没有开始。从“全部领域”里选一个。", "table", "text-muted", wrap=True))
        tab_as_laid_out(self)
        if held is not None and lists:
            widgets_of(self._rows)[min(held, len(lists) - 1)].findChild(Button).setFocus()

    def _row(self, number: int, each: ListProgress) -> QWidget:
        is_done = each.done == each.total
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(separator())
        across = QHBoxLayout()
        name = Button(f"{each.field}  {each.name}" if each.field else each.name, role="link", tip="去编这个领域")
        name.clicked.connect(lambda: self.asked.emit(number))
        across.addWidget(name)
        across.addStretch(1)
        if is_done:
            across.addWidget(IconView("circle-check", "success", 14))
            across.addWidget(label("已完成", "table", "success"))
        else:
            across.addWidget(label(f"{each.done} / {each.total} 条", "table", "text-muted"))
        column.addLayout(across)
        column.addWidget(Bar(each.done / each.total if each.total else 0.0, "success" if is_done else "accent"))
        return row


class HandInPanel(Panel):
    """What went to the parent, and the way there."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__("上报")
        self.words = label("", "table", wrap=True)
        self.more = ElidedLabel("", "table", "text-muted")
        button = Button("看还差什么", icon="list-checks", compact=True)
        button.clicked.connect(self.asked)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self.body.addWidget(self.words)
        self.body.addWidget(self.more)
        self.body.addLayout(row)

    def show_round(self, handed_over: HandedOver | None, when: str, open_entries: int, *, is_begun: bool) -> None:
        """Say which round went out when, and what is still open in what was begun."""
        if handed_over is None:
            self.words.setText("还没有交过。")
        else:
            self.words.setText(f"第{handed_over.round}轮{when}交出。")
        self.more.setText(_open_words(is_begun, open_entries))


def _open_words(is_begun: bool, open_entries: int) -> str:
    if not is_begun:
        return "目录还没有开始编。"
    return f"还有 {open_entries:,} 条没有填完。" if open_entries else "编了的都填完了。"
