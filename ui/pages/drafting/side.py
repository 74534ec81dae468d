"""What stands beside the line being written: the standard, the findings of the table, the history of the line, its
review."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ui.desk import Desk
from ui.pages.drafting.findings_panel import FindingsPanel
from ui.pages.drafting.history_panel import HistoryPanel
from ui.pages.drafting.review_panel import ReviewPanel
from ui.pages.drafting.standard_panel import StandardPanel
from ui.widgets.segments import FilterTabs

STANDARD, FINDINGS, HISTORY, REVIEW = "standard", "findings", "history", "review"


class Side(QStackedWidget):
    """Four panels one at a time; `tabs` choose among them and stand wherever the view puts them."""

    tab_chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.standard, self.findings, self.history = StandardPanel(), FindingsPanel(), HistoryPanel()
        self.review = ReviewPanel(desk)
        self._panels = {
            STANDARD: self.standard,
            FINDINGS: self.findings,
            HISTORY: self.history,
            REVIEW: self.review,
        }
        self.tabs = FilterTabs(_tabs(0))
        self.tabs.chosen.connect(self._choose)
        for panel in self._panels.values():
            self.addWidget(panel)

    def prepare(self) -> None:
        """Make ahead of time what showing the first line would have to wait for."""
        self.standard.prepare()

    def show_tab(self, tab: str) -> None:
        """Show one of the panels."""
        self.tabs.set_current(tab)
        self.setCurrentWidget(self._panels[tab])
        self.review.set_open(tab == REVIEW)

    def set_findings_count(self, count: int) -> None:
        """Say on the tab how many findings there are."""
        self.tabs.set_tabs(_tabs(count))

    def _choose(self, tab: str) -> None:
        self.show_tab(tab)
        self.tab_chosen.emit(tab)


def _tabs(findings: int) -> list[tuple[str, str, str]]:
    words = f"问题 {findings}" if findings else "问题"
    return [(STANDARD, "", "标准"), (FINDINGS, "", words), (HISTORY, "", "历史"), (REVIEW, "", "审查")]
