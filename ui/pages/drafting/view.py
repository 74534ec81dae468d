"""The layout of the drafting page: choice of table, tools, list, form and what stands beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from ui.editors.quiet_combo import QuietCombo
from ui.pages.drafting.entry_panel import EntryPanel
from ui.pages.drafting.findings_panel import FindingsPanel
from ui.pages.drafting.history_panel import HistoryPanel
from ui.pages.drafting.item_list import ItemList
from ui.pages.drafting.standard_panel import StandardPanel
from ui.preferences import Preferences
from ui.theme.metrics import PAGE_PADDING
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.note import Note
from ui.widgets.segments import FilterTabs

STANDARD, FINDINGS, HISTORY = "standard", "findings", "history"


class Tools(QFrame):
    """The tools of the table."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.adopt_all = Button("采用整个领域", icon="arrow-down-to-line", role="quiet", compact=True)
        self.add = Button("新增一条", icon="circle-plus", role="quiet", compact=True, tip="新增一条标准里没有的事项")
        self.check = Button("检查", icon="list-checks", role="quiet", key="F9", compact=True)
        self.confirm = Button("核对", icon="user-round-check", role="quiet", compact=True)
        self.finalise = Button("定稿", icon="stamp", role="quiet", compact=True)
        self._menu = QMenu(self.confirm)
        self.confirm_one = QAction("这一条对照原文核对过了", self._menu)
        self.confirm_all = QAction("整个领域都核对过了", self._menu)
        self._menu.addActions([self.confirm_one, self.confirm_all])
        self.confirm.setMenu(self._menu)
        line = Flow(gap=4, line_gap=2)
        for button in (self.adopt_all, self.add, self.check, self.confirm, self.finalise):
            line.addWidget(button)
        middle = QVBoxLayout(self)
        middle.setContentsMargins(PAGE_PADDING - 6, 4, PAGE_PADDING - 6, 4)
        middle.addStretch(1)
        middle.addLayout(line)
        middle.addStretch(1)


class DraftingView(QWidget):
    """Everything under the header."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self.choice = QuietCombo([])
        self.choice.setAccessibleName("领域和清单")
        self.choice.setMinimumContentsLength(20)
        self.tools = Tools()
        self.items, self.entry = ItemList(), EntryPanel()
        self.standard, self.findings, self.history = StandardPanel(), FindingsPanel(), HistoryPanel()
        self.tabs = FilterTabs([(STANDARD, "", "标准"), (FINDINGS, "", "问题"), (HISTORY, "", "历史")])
        self._make_buttons()
        self.columns = Columns("drafting", preferences)
        self.columns.set_list(self.items, "事项列表")
        self.columns.set_content(self._content(), "填写")
        self.columns.set_side(self._side(), "参考")
        self.columns.side_head.addWidget(self.tabs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.columns)

    @property
    def middle(self) -> QWidget:
        """What the keyboard goes to in the middle: the form, or what stands there while there is none."""
        return self.entry.form if self.is_entry_shown else self._stack.currentWidget()

    @property
    def is_entry_shown(self) -> bool:
        """Whether an item stands in the middle."""
        return self._stack.currentWidget() is self.entry and self.entry.shown is not None

    def show_entry(self) -> None:
        """Show the form in the middle."""
        self._stack.setCurrentWidget(self.entry)
        self.bar.show()

    def show_empty(self, state: EmptyState) -> None:
        """Show in the middle that there is nothing yet, and what can be done."""
        self._stack.addWidget(state)
        self._stack.setCurrentWidget(state)
        for index in reversed(range(1, self._stack.count() - 1)):
            old = self._stack.widget(index)
            self._stack.removeWidget(old)
            old.deleteLater()
        self.bar.hide()

    def show_question(self, note: Note | None) -> None:
        """Show a question over the form, or none."""
        while (item := self._question.takeAt(0)) is not None:
            item.widget().deleteLater()
        if note is not None:
            self._question.addWidget(note)
        self._question.setContentsMargins(*((PAGE_PADDING, 12, PAGE_PADDING, 0) if note else (0, 0, 0, 0)))

    def show_side(self, tab: str) -> None:
        """Show one of the panels beside the form."""
        self.tabs.set_current(tab)
        self.side.setCurrentWidget({STANDARD: self.standard, FINDINGS: self.findings, HISTORY: self.history}[tab])

    def set_findings_count(self, count: int) -> None:
        """Say on the tab how many findings there are."""
        words = f"问题 {count}" if count else "问题"
        self.tabs.set_tabs([(STANDARD, "", "标准"), (FINDINGS, "", words), (HISTORY, "", "历史")])

    def _make_buttons(self) -> None:
        self.previous = Button("上一条", icon="arrow-left", key="Alt+←")
        self.next = Button("下一条", icon="arrow-right", key="Alt+→")
        self.reopen = Button("改回填报中", icon="pencil")
        self.forward = Button("本条完成", icon="check", role="primary", key="Ctrl+Enter")
        self.bar = ActionBar([self.previous, self.next], [self.reopen, self.forward])

    def _content(self) -> QWidget:
        self._question = QVBoxLayout()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.entry)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._question)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bar)
        content.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return content

    def _side(self) -> QWidget:
        self.side = QStackedWidget()
        for panel in (self.standard, self.findings, self.history):
            self.side.addWidget(panel)
        return self.side
