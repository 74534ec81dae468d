"""The sheet one village would get, drawn beside the table while the clerk goes from village to village."""

from PySide6.QtCore import QObject

from app.checks.privacy_gate import PersonalDataFound
from app.errors import UserFacingError
from app.products.notice import DrawnNotice, PreparedNotice, draw_prepared_notice
from app.villages.making import Sheet
from ui.desk import Desk
from ui.drawing import Drawing, watched
from ui.jobs import Watch
from ui.widgets.preview_pane import PreviewPane

NOTHING_CHOSEN = "粘贴名单以后选中一个村，这里就是它那一份印出来的样子。"


class VillagePreview(QObject):
    """Draws the sheet asked for last; masked values only."""

    def __init__(self, desk: Desk, pane: PreviewPane) -> None:
        super().__init__(pane)
        self._desk, self.pane = desk, pane
        self.pdf: bytes | None = None
        """The sheet shown."""
        self._drawing = Drawing(desk.session, desk.jobs, self)
        self._drawing.drawn.connect(self._show)
        self._drawing.failed.connect(self._refuse)
        self._drawing.stopped.connect(lambda: pane.show_stopped(self._drawing.again))
        self._drawing.slow.connect(lambda job: pane.show_job(job, "正在排版"))

    def show_sheet(self, sheet: Sheet | None) -> None:
        """Draw what a village would get, or say that there is nothing to be drawn."""
        self.pane.show_note(None)
        if sheet is None or sheet.notice is None:
            self._drawing.forget()
            self.pdf = None
            words = NOTHING_CHOSEN if sheet is None else f"{sheet.unit.name}的做不了，原因在表里。"
            self.pane.preview.show_words(words, "file-text")
            return
        prepared = PreparedNotice(sheet.notice, sheet.sender)
        self._drawing.ask(lambda workspace: prepared, _draw)

    def _show(self, drawn: DrawnNotice) -> None:
        if drawn.outgoing.found:
            self._refuse(PersonalDataFound(drawn.outgoing.found, "公示"))
            return
        self.pane.show_note(None)
        self.pdf = drawn.outgoing.pdf
        self.pane.preview.show_pdf(self.pdf)

    def _refuse(self, error: BaseException) -> None:
        self.pdf = None
        if isinstance(error, UserFacingError):
            self.pane.show_refusal(error)
        else:
            self._desk.messages.trouble(error)


def _draw(prepared: PreparedNotice, watch: Watch) -> DrawnNotice:
    return draw_prepared_notice(prepared, progress=watched(watch))
