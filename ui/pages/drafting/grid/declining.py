"""不涉及: the reason, written once for all chosen lines or picked from the usual ones."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.drafting.reasons import ready_reasons
from ui.desk import Desk
from ui.editors.reasons import ReasonPicker, written_reason
from ui.pages.drafting.grid.panels import ActPanel
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.labels import label


class DeclinePanel(ActPanel):
    """Nothing happens before a reason is written."""

    declined = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__("不涉及")
        self._desk = desk
        self._headline = label("", "strong", wrap=True)
        self.reason = ReasonPicker("例：没有这类企业")
        self.field = Field("为什么不涉及（县里会看到；Alt+1 到 9 选一句）", self.reason, says_above=True)
        self.accept = Button("标为不涉及", icon="circle-slash", role="primary")
        self.cancel = Button("算了")
        self._lay_out()
        self.reason.finished.connect(self.do)
        self.reason.edited.connect(self.field.clear)
        self.accept.clicked.connect(self.do)
        self.cancel.clicked.connect(self.closed)

    def ask(self, unit: str, title: str, count: int) -> None:
        """Ask for the reason of so many lines, the first of which is called `title`."""
        named = f"“{title}”" if count == 1 else f"“{title}”等 {count} 条"
        self._headline.setText(f"{named}{unit}不涉及")
        self.reason.clear()
        self.field.clear()
        self._desk.session.ask(
            lambda workspace: [reason.text for reason in ready_reasons(workspace)], self.reason.offer, owner=self
        )

    def take_keyboard(self) -> None:
        """Begin with the reason."""
        self.reason.setFocus()

    def do(self) -> None:
        """Mark them, unless the reason is missing."""
        if reason := written_reason(self.reason, self.field):
            self.declined.emit(reason)

    def _lay_out(self) -> None:
        self.add_words(self._headline)
        self.body.addWidget(self.field)
        self.set_list(QWidget())
        self.foot.addWidget(self.accept)
        self.foot.addWidget(self.cancel)
