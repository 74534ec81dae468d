"""The layout of the settings: panels in two columns, in a narrow window in one."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ui.look_choice import LookChoice
from ui.pages.in_parts import InParts
from ui.pages.settings.calendar_panel import CalendarPanel
from ui.pages.settings.file_panels import AboutPanel, BackupPanel, ExaminationPanel, WorkspacesPanel
from ui.pages.settings.help_panel import HelpPanel
from ui.pages.settings.local_rules_panel import LocalRulesPanel
from ui.pages.settings.official_panel import OfficialPanel
from ui.pages.settings.privacy_panel import PrivacyPanel
from ui.pages.settings.trust_panels import FingerprintPanel, ParentPanel
from ui.pages.settings.unit_panels import ConcernPanel, DefinitionsPanel, LawsPanel, PersonPanel, UnitPanel
from ui.preferences import Preferences
from ui.theme import theme
from ui.theme.metrics import LARGE_TEXT, NARROW, PAGE_PADDING
from ui.widgets.panel import Panel
from ui.widgets.scrolled import FollowingArea

_GAP = 14
_Panel = TypeVar("_Panel", bound=QWidget)


class SettingsView(InParts, FollowingArea):
    """All panels of the settings."""

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setProperty("noRing", True)
        self.setAccessibleName("设置")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("surface", "window")
        # Taken in while it is empty: what comes to stand in another widget is dressed anew with all it holds.
        self.setWidget(inside)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._across.setContentsMargins(PAGE_PADDING, PAGE_PADDING, PAGE_PADDING, PAGE_PADDING)
        self._across.setSpacing(_GAP)
        self._preferences = preferences
        theme().changed.connect(self._arrange)

    def build(self) -> Iterator[None]:
        add = self._begin_column()
        self.person, self.unit = add(PersonPanel()), add(UnitPanel())
        yield
        self.concern, self.laws, self.definitions = add(ConcernPanel()), add(LawsPanel()), add(DefinitionsPanel())
        yield
        self.official = add(OfficialPanel())
        yield
        self.look = add(Panel("文字和颜色"))
        self.look.body.addWidget(LookChoice(self._preferences))
        yield
        self.privacy, self.examination = add(PrivacyPanel()), add(ExaminationPanel())
        yield
        add = self._begin_column()
        self.calendar = add(CalendarPanel())
        yield
        self.local_rules = add(LocalRulesPanel())
        yield
        self.fingerprint = add(FingerprintPanel())
        yield
        self.parent_unit = add(ParentPanel())
        yield
        self.workspaces, self.backup = add(WorkspacesPanel()), add(BackupPanel())
        yield
        self.help, self.about = add(HelpPanel()), add(AboutPanel())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go from two columns to one and back."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.window().width() < NARROW or theme().scale >= LARGE_TEXT
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _begin_column(self) -> Callable[[_Panel], _Panel]:
        """Begin a column at the right of what there is; returns what puts a panel below its last one."""
        column = QVBoxLayout()
        column.setSpacing(_GAP)
        self._across.addLayout(column, 1)
        column.addStretch(1)

        def add(panel: _Panel) -> _Panel:
            column.insertWidget(column.count() - 1, panel)
            return panel

        return add
