"""The layout of the settings: panels in two columns, in a narrow window in one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ui.look_choice import LookChoice
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


class SettingsView(FollowingArea):
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
        self.person, self.unit, self.concern = PersonPanel(), UnitPanel(), ConcernPanel()
        self.official, self.laws, self.definitions = OfficialPanel(), LawsPanel(), DefinitionsPanel()
        self.calendar, self.local_rules = CalendarPanel(), LocalRulesPanel()
        self.fingerprint, self.parent_unit = FingerprintPanel(), ParentPanel()
        self.workspaces, self.backup = WorkspacesPanel(), BackupPanel()
        self.examination, self.about, self.privacy = ExaminationPanel(), AboutPanel(), PrivacyPanel()
        self.look = Panel("文字和颜色")
        self.look.body.addWidget(LookChoice(preferences))
        own = (self.person, self.unit, self.concern, self.laws, self.definitions, self.official)
        self._add_column(*own, self.look, self.privacy, self.examination)
        self.help = HelpPanel()
        files = (self.workspaces, self.backup, self.help, self.about)
        self._add_column(self.calendar, self.local_rules, self.fingerprint, self.parent_unit, *files)
        theme().changed.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Go from two columns to one and back."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.window().width() < NARROW or theme().scale >= LARGE_TEXT
        self._across.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def _add_column(self, *panels: Panel) -> None:
        column = QVBoxLayout()
        column.setSpacing(_GAP)
        self._across.addLayout(column, 1)
        for panel in panels:
            column.addWidget(panel)
        column.addStretch(1)
