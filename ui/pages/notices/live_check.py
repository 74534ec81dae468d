"""What is typed, filled and drawn again a moment later, beside the window's thread; only the newest counts."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserFacingError
from app.products.notice import NoticePdf, notice_pdf
from ui.jobs import PAPER, Jobs
from ui.pages.notices.draft import Draft
from ui.pages.notices.reading import Checked, check
from ui.session import Session

_SOON_MS = 250


class LiveCheck(QObject):
    """Checks a draft on the store's lane, draws its sheet on the paper lane."""

    checked = Signal(object)
    """`Checked`: the draft as it would be printed."""
    drawn = Signal(object)
    """`NoticePdf`: the sheet that may be shown and printed."""
    refused = Signal(object)
    """Why there is no sheet (UserFacingError)."""

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._draft: Draft | None = None
        self._turn = 0
        self._is_checking = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._check)

    def check_soon(self, draft: Draft) -> None:
        """Check this draft when nothing was typed for a moment."""
        self._draft = draft
        self._turn += 1
        self._soon.start()

    def stop(self) -> None:
        """Check and draw nothing more of what was asked so far."""
        self._turn += 1
        self._draft = None
        self._soon.stop()

    def draw(self, checked: Checked, paper: str) -> None:
        """Draw the sheet of a filled notice; `drawn` or `refused` follows unless something newer is asked."""
        self._turn += 1
        turn = self._turn
        filled, sender = checked.filled, checked.sender
        self._jobs.run(
            PAPER,
            lambda watch: notice_pdf(filled, sender, paper) if turn == self._turn else None,
            lambda pdf: self._deliver(turn, pdf),
            lambda error: self._fail(turn, error),
            self,
        )

    def _check(self) -> None:
        if self._is_checking:
            self._soon.start()
            return
        if self._draft is None:
            return
        self._is_checking = True
        turn, template = self._turn, self._draft.template
        answers, rows = self._draft.given(), self._draft.list_rows()
        self._session.ask(
            lambda workspace: check(workspace, template, answers, rows),
            lambda checked: self._done(turn, checked),
            self._failed,
            self,
        )

    def _done(self, turn: int, checked: Checked) -> None:
        self._is_checking = False
        if turn == self._turn:
            self.checked.emit(checked)

    def _failed(self, error: BaseException) -> None:
        self._is_checking = False
        if not isinstance(error, UserFacingError):
            raise error
        self.refused.emit(error)

    def _deliver(self, turn: int, pdf: NoticePdf | None) -> None:
        if turn == self._turn and pdf is not None:
            self.drawn.emit(pdf)

    def _fail(self, turn: int, error: BaseException) -> None:
        if not isinstance(error, UserFacingError):
            raise error
        if turn == self._turn:
            self.refused.emit(error)
