"""The review before publication of the entry that is shown: of its text in the catalogue, not of what it publishes."""

from functools import cached_property

from PySide6.QtWidgets import QStackedWidget

from app.registers.reviews import Review, review_of
from app.registers.subjects import Subject, entry_subject
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.ledger.review_box import ReviewBox
from ui.widgets.labels import label
from ui.widgets.scrolled import scrolled_column

_WHAT = "这里审查目录里这一条的文字。以后每次公开的名单、文件，在公开台账里一份一份审查。"
_NOT_YET = "采用以后才能送审。"


class ReviewPanel(QStackedWidget):
    """Shows how far the review of an entry is, as long as it is seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entry: str | None = None
        self._is_open = False
        self.addWidget(scrolled_column([label(_NOT_YET, "body", "text-muted", wrap=True)]))

    # Made when it is first shown: few lines are reviewed.

    @cached_property
    def box(self) -> ReviewBox:
        """The stages and what is written at each."""
        box = ReviewBox(self._desk)
        what = label(_WHAT, "table", "text-muted", wrap=True)
        self.addWidget(scrolled_column([what, box]))
        return box

    def show_entry(self, entry: str | None) -> None:
        """Show the review of one of our entries, None for an item that was not adopted."""
        self._entry = entry
        self._read()

    def set_open(self, is_open: bool) -> None:
        """Read only while somebody looks."""
        self._is_open = is_open
        self._read()

    def _read(self) -> None:
        entry = self._entry
        if not self._is_open:
            return
        if entry is None:
            self.setCurrentIndex(0)
            return

        def read(workspace: Workspace) -> tuple[Subject, Review | None] | None:
            row = workspace.store.entries.get(entry)
            subject = entry_subject(workspace, row) if row is not None else None
            return subject and (subject, review_of(workspace, subject))

        self._desk.session.ask(read, lambda found: self._show(entry, found), owner=self)

    def _show(self, entry: str, found: tuple[Subject, Review | None] | None) -> None:
        if entry == self._entry and found is not None:
            self.box.show_subject(*found)
            self.setCurrentIndex(1)
