"""Ways out of the house: the board whole, or cut into sheets, as a file or to the printer."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.boards.stored_board import StoredBoard
from app.products.board import DrawnBoard, PreparedBoard, Tiling, draw_prepared_board
from app.products.outgoing import Outgoing
from ui.desk import Desk
from ui.drawing import Drawing, watched
from ui.jobs import Job, Watch
from ui.outgoing import print_out, save_pdf

Act = Callable[[Outgoing], object]


class LettingOut(QObject):
    """Draws the file that is asked for; a board changed meanwhile is not let out as it was."""

    changed = Signal()
    """A file is being drawn, or no longer."""

    def __init__(self, desk: Desk, page: QWidget, slow: Callable[[Job], object]) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.cutting = Drawing(desk.session, desk.jobs, self)
        self._then: Act | None = None
        self._board: StoredBoard | None = None
        self._drawn: tuple[PreparedBoard, DrawnBoard] | None = None
        self.cutting.drawn.connect(self._show_cut)
        self.cutting.failed.connect(self._show_not_cut)
        self.cutting.stopped.connect(self._show_stopped)
        self.cutting.slow.connect(slow)

    def set_board(self, board: StoredBoard, drawn: tuple[PreparedBoard, DrawnBoard] | None) -> None:
        """Let out this board from now on; what is being cut of another one is dropped."""
        if board != self._board:
            self.cutting.forget()
        self._board, self._drawn = board, drawn

    def print(self) -> None:
        """Print the sheets; without a printer saving them is the way out."""
        self.with_tiles(self._print)

    def save_tiles(self) -> None:
        """Save the sheets as a file."""
        self.with_tiles(self._save_tiles)

    def save_whole(self) -> None:
        """Save the board in its size, as it is seen or with bleed around it."""
        if self._board.bleed:
            self._draw(None, lambda outgoing: save_pdf(self._desk, outgoing, f"{self._name()}出血"))
        else:
            save_pdf(self._desk, self._drawn[1].outgoing, self._name())

    def with_tiles(self, act: Act) -> None:
        """Cut the board that is shown, then let the sheets out."""
        board = self._board
        self._draw(Tiling(board.sheet, board.margin, board.overlap), act)

    def _draw(self, tiling: Tiling | None, act: Act) -> None:
        material = (self._drawn[0], tiling)
        self._then = act
        self.cutting.ask(lambda workspace: material, _cut_board)
        self.changed.emit()

    def _show_cut(self, drawn: DrawnBoard) -> None:
        self.changed.emit()
        self._then(drawn.outgoing)

    def _show_not_cut(self, error: BaseException) -> None:
        self.changed.emit()
        self._desk.messages.trouble(error)

    def _show_stopped(self) -> None:
        self.changed.emit()
        self._desk.messages.toast("排要存的文件停下了，什么也没有打印。")

    def _print(self, outgoing: Outgoing) -> None:
        print_out(self._desk, self._page, outgoing, partial(self._save_tiles, outgoing), is_exact=True)

    def _save_tiles(self, outgoing: Outgoing) -> None:
        save_pdf(self._desk, outgoing, f"{self._name()}分块{self._board.sheet}")

    def _name(self) -> str:
        width, height = self._board.size
        return f"{self._desk.session.unit.name}公示栏{width}×{height}"


def _cut_board(material: tuple[PreparedBoard, Tiling | None], watch: Watch) -> DrawnBoard:
    prepared, tiling = material
    return draw_prepared_board(prepared, tiling, watched(watch))
