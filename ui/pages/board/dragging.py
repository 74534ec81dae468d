"""Parts of the board under the mouse: pointed at, dragged to another column or, where free, by the millimetre."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QDrag, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from app.boards.stored_board import Place, StoredBoard
from app.printing.board import BoardReport, ColumnFrame, PanelFrame
from ui.pages.board.placing import MOVE, Snaps, dragged, grip_at, snaps
from ui.pages.board.rulers import HANDLE, Frames, pixels_per_mm, rect_in_view
from ui.widgets.paper_desk import PaperDesk
from ui.widgets.rows import RowList

_LINE = 4.0
_ROW = "application/x-board-row"

_DRAGGED_IN = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.DragLeave, QEvent.Type.Drop)

# An edge goes to a line that is nearer than this, in pixels.
_REACH = 7.0
_CURSORS = {
    MOVE: Qt.CursorShape.SizeAllCursor,
    "left": Qt.CursorShape.SizeHorCursor,
    "right": Qt.CursorShape.SizeHorCursor,
    "top": Qt.CursorShape.SizeVerCursor,
    "bottom": Qt.CursorShape.SizeVerCursor,
    "left top": Qt.CursorShape.SizeFDiagCursor,
    "right bottom": Qt.CursorShape.SizeFDiagCursor,
    "right top": Qt.CursorShape.SizeBDiagCursor,
    "left bottom": Qt.CursorShape.SizeBDiagCursor,
}

# Column and place in it, from 0, and where the line that shows it stands in the view.
Target = tuple[int, int, QRectF]


@dataclass(frozen=True)
class _Held:
    """A free part that is held somewhere: where it stood, and what it is drawn to."""

    place: Place
    grip: str
    lines: Snaps


class Dragging(QObject):
    """Watches the mouse on the desk. A part is dragged by its frame; Esc lets it go back."""

    picked = Signal(str)
    """A part was pressed: its id."""
    dropped = Signal(str, int, int)
    """A part, or a row of the list, was dragged to a column and a place in it, both from 0."""
    placed = Signal(str, object)
    """A free part, or an edge of it, was dragged: where it shall stand."""

    def __init__(self, desk: PaperDesk, frames: Frames) -> None:
        super().__init__(desk)
        self._desk, self._frames = desk, frames
        self._panels: Sequence[PanelFrame] = ()
        self._columns: Sequence[ColumnFrame] = ()
        self._board: StoredBoard | None = None
        self._report: BoardReport | None = None
        self._held: _Held | None = None
        self._place: Place | None = None
        self._pressed: tuple[str, QPointF] | None = None
        self._target: Target | None = None
        desk.viewport().setMouseTracking(True)
        desk.viewport().setAcceptDrops(True)
        desk.viewport().installEventFilter(self)
        desk.installEventFilter(self)

    def show_board(self, board: StoredBoard | None, report: BoardReport | None) -> None:
        """Follow the board that is drawn from now on."""
        self._board, self._report = board, report
        self._panels = report.panels if report else ()
        self._columns = report.columns if report else ()
        self._let_go()

    def part_at(self, place: QPointF) -> str:
        """The part that stands at a place of the view, "" for none."""
        frame = self._frame_at(place)
        return frame.key if frame else ""

    def _frame_at(self, place: QPointF) -> PanelFrame | None:
        """What stands on top is drawn last."""
        return next((frame for frame in reversed(self._panels) if self._rect(frame).contains(place)), None)

    def target_at(self, place: QPointF, dragged: str) -> Target | None:
        """Where a part that is let go at a place of the view would go."""
        column = next((each for each in self._columns if self._column_rect(each).contains(place)), None)
        if column is not None:
            return self._in_column(column, place, dragged)
        frame = next((each for each in self._panels if self._rect(each).contains(place)), None)
        if frame is None or frame.key == dragged or self._board.place_of(frame.key) is None:
            return None
        number, before = self._board.place_of(frame.key)
        rect = self._rect(frame)
        is_below = place.y() > rect.center().y()
        line = QRectF(rect.left(), (rect.bottom() if is_below else rect.top()) - _LINE / 2, rect.width(), _LINE)
        return number, self._without(dragged, number, before) + is_below, line

    def _in_column(self, column: ColumnFrame, place: QPointF, dragged: str) -> Target:
        parts = [part.id for part in self._board.columns[column.number].parts if part.id != dragged]
        rects = {each.key: self._rect(each) for each in self._panels if each.board == 1}
        shown = [id for id in parts if id in rects]
        above = [id for id in shown if rects[id].center().y() < place.y()]
        around = self._column_rect(column)
        y = rects[above[-1]].bottom() if above else min((rects[id].top() for id in shown), default=around.center().y())
        number = parts.index(above[-1]) + 1 if above else 0
        return column.number, number, QRectF(around.left(), y - _LINE / 2, around.width(), _LINE)

    def _without(self, dragged: str, column: int, place: int) -> int:
        """A place counted as if the dragged part were gone already."""
        before = self._board.columns[column].parts[:place]
        return place - any(part.id == dragged for part in before)

    def _rect(self, frame: PanelFrame) -> QRectF:
        if frame.board > self._desk.page_count:
            return QRectF()
        return rect_in_view(self._desk, frame.board, frame.x, frame.y, frame.width, frame.height)

    def _column_rect(self, column: ColumnFrame) -> QRectF:
        if not self._desk.page_count:
            return QRectF()
        return rect_in_view(self._desk, 1, column.x, column.y, column.width, column.height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take presses on parts, moves and releases; everything else goes on to the desk."""
        if self._board is None:
            return False
        kind = event.type()
        if watched is self._desk:
            return kind == QEvent.Type.KeyPress and self._key(event)
        if kind == QEvent.Type.MouseButtonPress:
            return self._press(event)
        if kind == QEvent.Type.MouseMove:
            return self._move(event)
        if kind in _DRAGGED_IN:
            return self._dragged_in(event)
        return kind == QEvent.Type.MouseButtonRelease and self._release()

    def _dragged_in(self, event: QEvent) -> bool:
        """A row of the list is over the board, let go on it, or has left it."""
        if event.type() == QEvent.Type.DragLeave:
            self._let_go()
            return True
        if not event.mimeData().hasFormat(_ROW):
            return False
        key = bytes(event.mimeData().data(_ROW).data()).decode()
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            return self._dropped(event, key)
        self._target = self.target_at(QPointF(event.position()), key)
        self._frames.show_drop(self._target and self._target[2])
        return True

    def _dropped(self, event: QDropEvent, key: str) -> bool:
        target = self.target_at(QPointF(event.position()), key)
        self._let_go()
        if target is not None:
            self.dropped.emit(key, target[0], target[1])
        return True

    def _press(self, event: QMouseEvent) -> bool:
        key = self.part_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else ""
        if not key:
            return False
        self._pressed = (key, event.position())
        self._held = self._hold(event.position())
        self._desk.setFocus(Qt.FocusReason.MouseFocusReason)
        self.picked.emit(key)
        return True

    def _move(self, event: QMouseEvent) -> bool:
        place = event.position()
        if self._pressed is None:
            self._desk.viewport().setCursor(self._cursor_at(place))
            return False
        key, start = self._pressed
        if self._held is not None:
            self._drag_free(self._held, place - start)
            return True
        far = (place - start).manhattanLength() >= QApplication.startDragDistance()
        if far or self._target is not None:
            self._desk.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._target = self.target_at(place, key)
            self._frames.show_drop(self._target and self._target[2])
        return True

    def _hold(self, place: QPointF) -> _Held | None:
        """What is held of the part there, if somebody placed it."""
        frame = self._frame_at(place)
        part = self._board.part(frame.key) if frame else None
        if part is None or part.place is None:
            return None
        rect = self._rect(frame)
        inside = place - rect.topLeft()
        grip = grip_at(inside.x(), inside.y(), rect.width(), rect.height(), HANDLE)
        lines = snaps(self._board, self._report, part.id, _REACH / pixels_per_mm(self._desk))
        return _Held(part.place, grip, lines)

    def _cursor_at(self, place: QPointF) -> Qt.CursorShape:
        held = self._hold(place)
        if held is not None:
            return _CURSORS[held.grip]
        return Qt.CursorShape.OpenHandCursor if self.part_at(place) else Qt.CursorShape.ArrowCursor

    def _drag_free(self, held: _Held, way: QPointF) -> None:
        scale = pixels_per_mm(self._desk)
        if self._place is None and way.manhattanLength() < QApplication.startDragDistance():
            return
        self._place = place = dragged(held.place, held.grip, way.x() / scale, way.y() / scale, held.lines)
        self._frames.show_outline(rect_in_view(self._desk, 1, place.x, place.y, place.width, place.height))

    def _release(self) -> bool:
        pressed, target, place, held = self._pressed, self._target, self._place, self._held
        self._let_go()
        if held is not None:
            if place is not None and place != held.place:
                self.placed.emit(pressed[0], place)
            return True
        if pressed is not None and target is not None:
            self.dropped.emit(pressed[0], target[0], target[1])
        return pressed is not None

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape or self._pressed is None:
            return False
        self._let_go()
        return True

    def _let_go(self) -> None:
        self._pressed = self._target = self._held = self._place = None
        self._frames.show_drop(None)
        self._frames.show_outline(None)
        self._desk.viewport().setCursor(Qt.CursorShape.ArrowCursor)


class RowDragging(QObject):
    """Lets the rows of a list be dragged onto the board."""

    def __init__(self, rows: RowList) -> None:
        super().__init__(rows)
        self._rows = rows
        self._pressed: tuple[str, QPointF] | None = None
        rows.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember what was pressed; the list goes on doing what it does until the mouse has gone some way."""
        kind = event.type()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            key = self._rows.key_at(self._rows.indexAt(event.position().toPoint()))
            self._pressed = (key, event.position()) if key else None
        elif kind == QEvent.Type.MouseButtonRelease:
            self._pressed = None
        elif kind == QEvent.Type.MouseMove and self._pressed is not None:
            key, start = self._pressed
            if (event.position() - start).manhattanLength() >= QApplication.startDragDistance():
                self._pressed = None
                row_drag(self._rows, key).exec(Qt.DropAction.CopyAction)
                return True
        return False


def row_drag(rows: RowList, key: str) -> QDrag:
    """The drag of a row of the list, which stands for a part of the board or for something that can hang on it."""
    drag = QDrag(rows)
    drag.setMimeData(row_data(key))
    return drag


def row_data(key: str) -> QMimeData:
    """What a dragged row carries: its key."""
    data = QMimeData()
    data.setData(_ROW, key.encode())
    return data
