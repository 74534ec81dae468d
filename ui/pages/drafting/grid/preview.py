"""The panel that shows what an act over many cells would change before it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.desk import Desk
from ui.pages.drafting.grid.panels import ActPanel
from ui.pages.drafting.grid.spots import Names, Spot, SpotList
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.laid_out import widgets_of
from ui.widgets.note import Note


@dataclass(frozen=True)
class Preview:
    """What is shown: a title, a sentence, notes on what found no place, the cells, and what the button says.

    `accept` "" means that there is nothing to be done but to look.
    """

    title: str
    summary: str
    notes: tuple[str, ...]
    spots: Sequence[Spot]
    accept: str


class PreviewPanel(ActPanel):
    """Cells that change, cells that do not and why; nothing is done before the clerk says so."""

    accepted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__("先看看")
        self.summary = label("", "strong", wrap=True)
        self._notes = QVBoxLayout()
        self._notes.setSpacing(SPACE[2])
        self.list = SpotList(desk, "会改的格子")
        self.list.jumped.connect(self.jumped)
        self.accept = Button("", role="primary", key="Ctrl+Enter")
        self.cancel = Button("算了")
        self.accept.clicked.connect(self.do)
        self.cancel.clicked.connect(self.closed)
        self.add_words(self.summary)
        self.body.addLayout(self._notes)
        self.set_list(self.list)
        self.foot.addWidget(self.accept)
        self.foot.addWidget(self.cancel)

    def show_preview(self, names: Names, preview: Preview) -> None:
        """Show what would be done."""
        self.set_title(preview.title)
        self.summary.setText(preview.summary)
        while (item := self._notes.takeAt(0)) is not None:
            item.widget().deleteLater()
        for note in preview.notes:
            self._notes.addWidget(Note("warn", note, compact=True))
        self.list.show_spots(names, preview.spots)
        self.accept.setVisible(bool(preview.accept))
        self.accept.setText(preview.accept)
        self.cancel.setText("算了" if preview.accept else "知道了")

    def do(self) -> None:
        """Say that it shall be done, where there is something to do."""
        if self.accept.isVisibleTo(self):
            self.accepted.emit()

    def notes(self) -> list[Note]:
        """Return the notes that stand above the list."""
        return widgets_of(self._notes)

    def take_keyboard(self) -> None:
        """The way on comes first."""
        (self.accept if self.accept.isVisibleTo(self) else self.cancel).setFocus()
