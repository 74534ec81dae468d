"""The sheet on the page: drawn a moment after something was typed, on the paper chosen; only the newest counts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.checks.privacy_gate import Findings, PersonalDataFound
from app.errors import UserFacingError
from app.products.notice import DrawnNotice, draw_prepared_notice
from app.products.outgoing import Outgoing
from app.workspace import Workspace
from ui.desk import Desk
from ui.drawing import Drawing, watched
from ui.jobs import Watch
from ui.pages.notices.draft import Draft, list_rows
from ui.pages.notices.reading import Checked, check, open_kept
from ui.pages.notices.view import SheetPane
from ui.widgets.note import Note

_PAPER = "notices.paper"
_Material = tuple[Checked, str]


class Sheet(QObject):
    """Shows drafts and kept notices as they will be printed, or why there is nothing to be printed."""

    checked = Signal(object)
    """`Checked`: the draft asked for last, as it would be printed."""
    drawn = Signal(object)
    """`DrawnNotice`: the sheet that is shown and may be printed."""
    refused = Signal(str)
    """Why there is no sheet."""
    begun = Signal()
    """A sheet is being drawn; the one before counts no more."""

    def __init__(self, desk: Desk, pane: SheetPane) -> None:
        super().__init__(pane)
        self._desk, self._pane = desk, pane
        self.drawing = Drawing(desk.session, desk.jobs, self)
        self._read: Callable[[Workspace], Checked] | None = None
        self._is_draft = False
        self._shown: DrawnNotice | None = None
        self._beside: tuple[Callable[[Outgoing], Note], str] | None = None
        self.drawing.read.connect(self._tell_checked)
        self.drawing.drawn.connect(self._show)
        self.drawing.failed.connect(self._refuse)
        self.drawing.stopped.connect(self._say_stopped)
        self.drawing.slow.connect(lambda job: pane.show_job(job, "正在排版"))
        pane.papers.set_current(self.paper)
        pane.papers.chosen.connect(self._choose_paper)

    @property
    def paper(self) -> str:
        """The paper chosen: A4, A3 …"""
        return self._desk.preferences.get(_PAPER, "A4")

    def show_draft(self, draft: Draft) -> None:
        """Check this draft when nothing was typed for a moment, and draw it."""
        template, answers, rows = draft.template, draft.given(), draft.copied_rows()
        self._is_draft = True
        self._ask(lambda workspace: check(workspace, template, answers, list_rows(rows)))

    def show_kept(self, notice: str) -> None:
        """Draw a kept notice by its id."""
        self._is_draft = False
        self._ask(lambda workspace: open_kept(workspace, notice).checked)

    def draw_kept_again(self) -> None:
        """Draw the kept notice that is shown as it stands now: what was signed meanwhile is no draft any more."""
        if self._read is not None and not self._is_draft:
            self._ask(self._read)

    def show_paper(
        self,
        read: Callable[[Workspace], Any],
        draw: Callable[[Any], Outgoing],
        note: Callable[[Outgoing], Note],
        why: str,
    ) -> None:
        """Show another paper about the notice: `note` stands above it; `why` there is no sheet to be printed now."""
        self.begun.emit()
        self._is_draft, self._read, self._beside = False, None, (note, why)
        self.drawing.ask(read, lambda material, watch: draw(material))

    def clear(self, words: str) -> None:
        """Forget what was asked so far and say something in place of a sheet."""
        self.drawing.forget()
        self._read = self._shown = self._beside = None
        self._pane.show_note(None)
        self._pane.preview.show_words(words, "file-text")

    def _ask(self, read: Callable[[Workspace], Checked]) -> None:
        paper = self.paper
        self._read, self._beside = read, None
        self.begun.emit()
        self.drawing.ask(lambda workspace: (read(workspace), paper), _draw)

    def _choose_paper(self, paper: str) -> None:
        self._desk.preferences.put(_PAPER, paper)
        if self._read is not None:
            self._ask(self._read)

    def _tell_checked(self, material: _Material) -> None:
        if self._is_draft:
            self.checked.emit(material[0])

    def _show(self, drawn: DrawnNotice | Outgoing) -> None:
        if self._beside is not None:
            self._show_beside(drawn, *self._beside)
            return
        if drawn.outgoing.found and self._is_draft:
            self._refuse(PersonalDataFound(drawn.outgoing.found, "公示"))
            return
        self._pane.show_note(None)
        if drawn.outgoing.found:
            self._pane.show_refusal(_not_shown(drawn.outgoing.found))
        elif drawn is not self._shown:
            self._pane.preview.show_pdf(drawn.outgoing.pdf)
        self._shown = drawn
        self.drawn.emit(drawn)

    def _show_beside(self, paper: Outgoing, note: Callable[[Outgoing], Note], why: str) -> None:
        self._shown = None
        self._pane.show_note(note(paper))
        self._pane.preview.show_pdf(paper.pdf)
        self.refused.emit(why)

    def _refuse(self, error: BaseException) -> None:
        self._shown = None
        if not isinstance(error, UserFacingError):
            self._desk.messages.trouble(error)
            return
        self._pane.show_refusal(error)
        self.refused.emit(error.message)

    def _say_stopped(self) -> None:
        self._shown = None
        self._pane.show_stopped(self._draw_again)
        self.refused.emit("排版停下了，请在“打印的样子”里点“重新排版”。")

    def _draw_again(self) -> None:
        self.begun.emit()
        self.drawing.again()


def _not_shown(found: Findings) -> UserFacingError:
    return UserFacingError(
        "personal-data",
        f"公示里有没遮挡的个人信息，这里不显示：{found[0]}{f'，等 {len(found)} 处' if len(found) > 1 else ''}。"
        "请改掉再做。确实可以公开的，点“打印”或者“存成 PDF”，写明是谁决定的、为什么，再放行。",
    )


def _draw(material: _Material, watch: Watch) -> DrawnNotice:
    checked, paper = material
    if checked.trouble is not None:
        raise checked.trouble
    return draw_prepared_notice(checked.prepared, paper, watched(watch))
