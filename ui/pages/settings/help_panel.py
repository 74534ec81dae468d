"""The panel of the help: its pages, and the tour once more."""

from ui.help.opening import help_desk_of
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph
from ui.widgets.panel import Panel


class HelpPanel(Panel):
    """Leads to the help and through the tour."""

    def __init__(self) -> None:
        super().__init__("帮助")
        self.body.addWidget(Paragraph("在哪一页不会用，就在那里按 F1。"))
        self.open, self.tour = Button("打开帮助", icon="book-open"), Button("看一遍引导", icon="lightbulb")
        self.open.clicked.connect(lambda: self._ask("start"))
        self.tour.clicked.connect(lambda: self._ask(""))
        buttons = Flow()
        for button in (self.open, self.tour):
            buttons.addWidget(button)
        self.body.addLayout(buttons)

    def _ask(self, page: str) -> None:
        """Open a page of the help, or without one begin the tour."""
        desk = help_desk_of(self)
        if desk is None:
            return
        if page:
            desk.open(page)
        else:
            desk.tour_asked.emit()
