"""The sheet beside the page: drawn a moment after something was typed, on the paper chosen; only the newest counts."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserFacingError
from app.products.notice import NoticePdf, notice_pdf
from ui.desk import Desk
from ui.jobs import PAPER
from ui.pages.notices.draft import Draft
from ui.pages.notices.reading import Checked, check
from ui.pages.notices.view import Preview

_SOON_MS = 250
_PAPER = "notices.paper"


class Sheet(QObject):
    """Checks drafts on the store's lane, draws on the paper lane, shows what was drawn or why there is nothing."""

    checked = Signal(object)
    """`Checked`: the draft asked for last, as it would be printed."""
    drawn = Signal(object)
    """`NoticePdf`: the sheet that is shown and may be printed."""
    refused = Signal(object)
    """Why there is no sheet (UserFacingError)."""
    begun = Signal()
    """A sheet is being drawn; the one before counts no more."""

    def __init__(self, desk: Desk, preview: Preview) -> None:
        super().__init__(preview)
        self._desk, self._preview = desk, preview
        self._draft: Draft | None = None
        self._shown: Checked | None = None
        self._turn = 0
        self._is_checking = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._check)
        preview.papers.set_current(self.paper)
        preview.papers.chosen.connect(self._choose_paper)

    @property
    def paper(self) -> str:
        """The paper chosen: A4, A3 …"""
        return self._desk.preferences.get(_PAPER, "A4")

    def check_soon(self, draft: Draft) -> None:
        """Check this draft when nothing was typed for a moment, and draw it."""
        self._draft = draft
        self._turn += 1
        self._soon.start()

    def draw(self, checked: Checked) -> None:
        """Draw a filled notice, or say why there is none; what was asked before counts no more."""
        self._draft = None
        self._soon.stop()
        self._draw(checked)

    def _draw(self, checked: Checked) -> None:
        self._turn += 1
        self._shown = checked
        self.begun.emit()
        if checked.filled is None:
            self._refuse(checked.trouble)
            return
        turn, paper = self._turn, self.paper
        self._desk.jobs.run(
            PAPER,
            lambda watch: notice_pdf(checked.filled, checked.sender, paper) if turn == self._turn else None,
            lambda pdf: self._deliver(turn, pdf),
            lambda error: self._fail(turn, error),
            self,
        )

    def clear(self, words: str, icon: str = "file-text") -> None:
        """Forget what was asked so far and say something in place of a sheet."""
        self._turn += 1
        self._draft = self._shown = None
        self._soon.stop()
        self._preview.show_words(words, icon)

    def _choose_paper(self, paper: str) -> None:
        self._desk.preferences.put(_PAPER, paper)
        if self._shown is not None:
            self._draw(self._shown)

    def _check(self) -> None:
        if self._is_checking:
            self._soon.start()
            return
        if self._draft is None:
            return
        self._is_checking = True
        turn, template = self._turn, self._draft.template
        answers, rows = self._draft.given(), self._draft.list_rows()
        self._desk.session.ask(
            lambda workspace: check(workspace, template, answers, rows),
            lambda checked: self._show(turn, checked),
            self._not_checked,
            self,
        )

    def _show(self, turn: int, checked: Checked) -> None:
        self._is_checking = False
        if turn == self._turn:
            self.checked.emit(checked)
            self._draw(checked)

    def _not_checked(self, error: BaseException) -> None:
        self._is_checking = False
        self._desk.messages.trouble(error)

    def _deliver(self, turn: int, pdf: NoticePdf | None) -> None:
        if turn == self._turn and pdf is not None:
            self._preview.show_pdf(pdf.content)
            self.drawn.emit(pdf)

    def _fail(self, turn: int, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            self._desk.messages.trouble(error)
        elif turn == self._turn:
            self._refuse(error)

    def _refuse(self, error: UserFacingError) -> None:
        self._preview.show_words(error.message, "shield-alert")
        self.refused.emit(error)
