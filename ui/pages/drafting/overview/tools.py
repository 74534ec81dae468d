"""The band over the cards: what they are filtered by, and what concerns all tables."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from ui.pages.drafting.more import More
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING
from ui.theme.theme import is_look_change
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.segments import Choice, FilterTabs

_GAP = 8
# Narrower than this at text scale 1, what is done stands in a menu.
_NARROW = 400


class OverviewTools(QFrame):
    """Tabs at the left, what can be done at the right, or below them where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.tabs = FilterTabs()
        self.tabs.setAccessibleName("按进度筛选")
        self.statement = Button("不涉及领域说明", icon="file-text", role="quiet", compact=True)
        self.check = Button("检查全部", icon="list-checks", role="quiet", key="F9", compact=True)
        self.year = Button("新一年…", icon="calendar-days", role="quiet", compact=True)
        self.year.setAccessibleName("新一年的目录，或者换一年")
        self.bring_in = Button("导入表格…", icon="file-input", role="quiet", compact=True)
        self.bring_in.setAccessibleName("导入表格：把已有的目录放进来")
        self.offices = Button("分办…", icon="users", role="quiet", compact=True)
        self.offices.setAccessibleName("分办：发给科室填，收回来")
        self._buttons = (self.statement, self.check, self.year, self.offices, self.bring_in)
        self.more = More()
        self.more.take(self._buttons)
        self._acts = QWidget()
        line = Flow(self._acts, gap=4, line_gap=2)
        for button in (*self._buttons, self.more):
            line.addWidget(button)
        self.more.hide()
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(PAGE_PADDING - 6, 4, PAGE_PADDING - 6, 4)
        self._box.setSpacing(2)
        self._box.addWidget(self.tabs, 1)
        self._box.addWidget(self._acts)

    def set_tabs(self, choices: Sequence[Choice]) -> None:
        """Show these tabs."""
        self.tabs.set_tabs(choices)
        # Tabs that are new stand last for the Tab key, wherever they are seen.
        for before, after in pairwise((*self.tabs.buttons, *self._buttons, self.more)):
            self.setTabOrder(before, after)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set both parts beside or below each other."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes."""
        super().changeEvent(event)
        if is_look_change(event):
            self._fit()

    def _fit(self) -> None:
        narrow = self.width() < theme().scaled(_NARROW)
        self.more.put_away(narrow)
        self.more.setHidden(not narrow)
        wanted = self.tabs.sizeHint().width() + _GAP + self._acts.sizeHint().width()
        has_room = wanted <= self.width() - 2 * PAGE_PADDING
        direction = QBoxLayout.Direction.LeftToRight if has_room else QBoxLayout.Direction.TopToBottom
        if direction != self._box.direction():
            self._box.setDirection(direction)
