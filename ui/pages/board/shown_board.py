"""The board as it is drawn in the middle of the page, and what is told about it above, below and beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.boards.contents import Source
from app.errors import UserFacingError
from app.products.board import DrawnBoard, PreparedBoard, draw_prepared_board, exposed_parts
from ui.desk import Desk
from ui.drawing import Drawing, watched
from ui.jobs import Watch
from ui.pages.board.composing import Composing
from ui.pages.board.points import Looking, Ways
from ui.pages.board.reading import prepare
from ui.pages.board.view import BoardView
from ui.pages.board.words import sheets_words, size_words
from ui.widgets.note import Note


@dataclass(frozen=True)
class _Board:
    """A board as drawn, and what it was drawn from: its tiles are drawn from the same."""

    prepared: PreparedBoard
    drawn: DrawnBoard


class ShownBoard(QObject):
    """Draws what is being composed and shows it, or why it could not be drawn."""

    changed = Signal()
    """Another board is drawn, or none, or it is being drawn anew."""
    part_wanted = Signal(object)
    """The clerk wants to go where a part is changed."""

    def __init__(
        self, desk: Desk, view: BoardView, composing: Composing, sources: Callable[[], dict[str, Source]], ways: Ways
    ) -> None:
        super().__init__(view)
        self._desk, self._view, self._composing = desk, view, composing
        self._sources, self._ways = sources, ways
        self.drawn: _Board | None = None
        self.drawing = Drawing(desk.session, desk.jobs, self)
        self.drawing.drawn.connect(self._show_board)
        self.drawing.failed.connect(self._show_refused)
        self.drawing.stopped.connect(self._show_stopped)
        self.drawing.slow.connect(lambda job: view.shown.show_job(job, "正在排公示栏"))
        view.legibility.part_chosen.connect(self.show_where)

    def draw(self) -> None:
        """Draw the board as it is now; one that nothing hangs on is told instead."""
        if not any(self._composing.board.parts()):
            self._show_nothing()
            self._view.shown.preview.clear()
            self.drawing.forget()
        else:
            if self.drawn is None:
                self._view.shown.preview.show_words("正在排版…")
            self.drawing.ask(partial(prepare, id=self._composing.id, board=self._composing.board), _draw_board)
        self._say_sheets()
        self.changed.emit()

    def _show_board(self, board: _Board) -> None:
        if board is not self.drawn:
            self._view.shown.preview.show_pdf(board.drawn.outgoing.pdf, size_words(self._composing.board.size))
            self._view.ruled.frames.show_frames([], "danger")
        self.drawn = board
        report = board.drawn.report
        self._view.dragging.show_board(self._composing.board, report)
        self._view.shown.show_note(self._gate_note(board))
        looking = Looking(self._composing.board, self._sources(), self._composing, self._ways)
        self._view.legibility.set_points(looking.points(self._composing.stale, report, self._called))
        self._say_sheets()
        self.changed.emit()

    def _show_nothing(self) -> None:
        self.drawn = None
        self._say_sheets()
        self._view.dragging.show_board(None, None)
        self._view.shown.show_note(None)
        self._view.legibility.set_points([])
        self._view.ruled.frames.show_frames([], "danger")
        self._view.ruled.frames.show_chosen([])

    def _show_refused(self, error: BaseException) -> None:
        self._show_nothing()
        self.changed.emit()
        if isinstance(error, UserFacingError):
            looking = Looking(self._composing.board, {}, self._composing, self._ways)
            self._view.shown.show_refusal(error, list(looking.larger()))
        else:
            self._desk.messages.trouble(error)

    def _show_stopped(self) -> None:
        self._show_nothing()
        self._view.shown.show_stopped(self.drawing.again)
        self.changed.emit()

    def _say_sheets(self) -> None:
        if self.drawn is None:
            self._view.say_sheets(size_words(self._composing.board.size), "", "")
        else:
            self._view.say_sheets(*sheets_words(self._composing.board, self.drawn.drawn.report.pages))

    def _gate_note(self, board: _Board) -> Note | None:
        """What stops the board, and the way to where it stands."""
        found = board.drawn.outgoing.found
        if not found:
            return None
        ways = [
            ("去改", "pencil", partial(self.part_wanted.emit, part))
            for id in exposed_parts(board.prepared)[:1]
            if (part := self._composing.board.part(id)) is not None
        ]
        places = "；".join(map(str, found[:3]))
        headline = "有个人信息没有遮挡，不能打印，也不能存成文件。"
        return Note("danger", headline, f"{places}。", ways, compact=True)

    def _called(self, part: str) -> str:
        """What a part is called where there is little room: 表格 · 10月财务收支公布."""
        heading, dot, kind = part.rpartition(" · ")
        return f"{kind}{dot}{heading.removeprefix(self._desk.session.unit.name)}"

    def show_where(self, name: str, needs_somebody: bool) -> None:
        """Frame the part of the board that was pointed at, and show its board."""
        if self.drawn is None:
            return
        frames = [
            frame
            for frame in self.drawn.drawn.report.frames
            if name and (frame.part == name or frame.part.startswith(f"{' '.join(name.split())} · "))
        ]
        self._view.ruled.frames.show_frames(frames, "danger" if needs_somebody else "success")
        desk = self._view.shown.preview.desk
        if frames and desk.page + 1 not in {frame.board for frame in frames}:
            desk.go_to_page(frames[0].board - 1)


def _draw_board(prepared: PreparedBoard, watch: Watch) -> _Board:
    """The board as it will hang; what is cut off around it is printed, not shown."""
    return _Board(prepared, draw_prepared_board(prepared.trimmed(), progress=watched(watch)))
