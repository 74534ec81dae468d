"""The layout of the hand-in page: what goes in, what to look at first, the rounds so far."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ui.pages.in_parts import InParts
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import label
from ui.widgets.pane_head import PaneHead
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, ITEMS, TASKS, Row, RowList
from ui.widgets.scrolled import FollowingArea

_ROUNDS = replace(TASKS, least=44, right="table", separators=True, right_column=0, left=14, action_width=0)


class HandInView(InParts, QWidget):
    """Everything on the page."""

    def __init__(self, preferences) -> None:
        super().__init__()
        self._preferences = preferences

    def build(self) -> Iterator[None]:
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self.columns = Columns("hand-in", self._preferences)
        self._outer.addWidget(self.columns)
        self.lists = RowList(ITEMS, name="交哪些")
        yield
        self.findings = RowList(FINDINGS, name="交之前先看这些", hug=True)
        self.rounds = RowList(_ROUNDS, name="交过的")
        self._no_rounds = label(
            "还没有交过。写到U盘以后，每一轮哪天交的、收到回执没有，都列在这里。", "body", "text-muted", wrap=True
        )
        self._no_rounds.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[3])
        self.recipient = label("", "section", wrap=True)
        self.since = label("", "body", "text-muted", wrap=True)
        self.check_words = label("", "table", "text-muted", wrap=True)
        self.note_place = QVBoxLayout()
        self.returns_place = QVBoxLayout()
        self._frame = Panel()
        yield
        self.check = Button("再检查一遍", icon="refresh-cw", compact=True, key="F9")
        self.work = Button("给同事的工作包", icon="users", tip="同一个单位的另一台电脑收进去，两个人接着编")
        self.lock = Button("加密码…", icon="lock", tip="U盘丢了别人也打不开；密码当面或者打电话告诉收的人")
        self.elsewhere = Button("存到别处", icon="folder-open")
        self.write = Button("写到U盘", icon="usb", role="primary", key="Ctrl+Enter")
        self.actions = ActionBar([self.work], [self.lock, self.elsewhere, self.write])
        yield
        self.empty = EmptyState("send", "还没有可以交的", "先在“目录编制”里采用要填的领域，编好以后从这里交给上级。")
        self.to_drafting = Button("去目录编制", icon="list-checks", role="primary")
        self.empty.add_action("list-checks", "从标准采用", "选一个领域，程序把标准事项放进来", self.to_drafting)
        yield
        self._lay_out()

    def show_findings(self, rows: list[Row]) -> None:
        """Show what to look at first; no box where there is nothing."""
        self.findings.set_rows(rows)
        self._frame.setVisible(bool(rows))

    def show_rounds(self, rows: list[Row]) -> None:
        """Show the rounds so far, or that there is none."""
        self.rounds.set_rows(rows)
        self.rounds.setVisible(bool(rows))
        self._no_rounds.setVisible(not rows)

    def show_empty(self, empty: bool) -> None:
        """Show the empty state, or the page."""
        self.empty.setVisible(empty)
        self.columns.setVisible(not empty)

    def _lay_out(self) -> None:
        self.columns.set_list(self._list_pane(), "交哪些")
        self.columns.set_content(self._content(), "交之前先看")
        side = QWidget()
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self._no_rounds, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.rounds, 1)
        self.columns.set_side(side, "交过的")
        self._outer.addWidget(self.empty)
        self.show_empty(False)

    def _list_pane(self) -> QWidget:
        pane = QWidget()
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PaneHead("交哪些"))
        column.addWidget(self.lists, 1)
        return pane

    def _content(self) -> QWidget:
        self._head = QGridLayout()
        self._head.addWidget(label("交之前先看这些", "section"), 0, 0)
        self._head.addWidget(self.check, 0, 2)
        self._head.setColumnStretch(1, 1)
        self._place_words(self.columns.is_narrow)
        self.columns.narrow_changed.connect(self._place_words)
        frame = self._frame
        frame.body.setContentsMargins(1, 1, 1, 1)
        frame.body.addWidget(self.findings)
        inside = QWidget()
        inside.setProperty("surface", "window")
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, 12)
        inner.setSpacing(8)
        inner.addLayout(self.note_place)
        inner.addLayout(self.returns_place)
        inner.addWidget(self.recipient)
        inner.addWidget(self.since)
        inner.addLayout(self._head)
        inner.addWidget(frame)
        inner.addStretch(1)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.scroll = _scrolling(inside)
        column.addWidget(self.scroll, 1)
        column.addWidget(self.actions)
        return content

    def _place_words(self, is_narrow: bool) -> None:
        """Put what the check found beside its heading, or below where it would be a column of few characters."""
        self._head.removeWidget(self.check_words)
        row, column, columns = (1, 0, 3) if is_narrow else (0, 1, 1)
        self._head.addWidget(self.check_words, row, column, 1, columns)


def _scrolling(inside: QWidget) -> FollowingArea:
    """Let a note above the findings keep its height in a low window."""
    area = FollowingArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
