"""Rulers in millimetres along the preview of a board, and frames around parts of it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.printing.board import PanelFrame, PartFrame
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.paper_desk import PaperDesk

_STEPS = (10, 20, 50, 100, 200, 500, 1000)
_LEAST_GAP = 56
_THICK = 20
# How near its edge a free part is held by it, in pixels; its handles are half as large.
HANDLE = 7.0
_INCH = 25.4


class Ruled(QWidget):
    """A desk with rulers along its top and left; they follow the board in the middle of the view."""

    def __init__(self, desk: PaperDesk) -> None:
        super().__init__()
        self.top, self.left = Ruler(desk, Qt.Orientation.Horizontal), Ruler(desk, Qt.Orientation.Vertical)
        self.frames = Frames(desk)
        corner = QWidget()
        corner.setProperty("surface", "raised")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(corner, 0, 0)
        grid.addWidget(self.top, 0, 1)
        grid.addWidget(self.left, 1, 0)
        grid.addWidget(desk, 1, 1)


class Ruler(QWidget):
    """Millimetres of the board, from its edge; nothing while there is no board."""

    def __init__(self, desk: PaperDesk, orientation: Qt.Orientation) -> None:
        super().__init__()
        self._desk, self._across = desk, orientation == Qt.Orientation.Horizontal
        self.setAccessibleName("横向标尺，毫米" if self._across else "竖向标尺，毫米")
        policy = (QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(*(policy if self._across else policy[::-1]))
        _follow(self, desk)

    def sizeHint(self) -> QSize:
        """Thick enough for its numbers."""
        metrics = QFontMetrics(theme().font("caption"))
        return QSize(metrics.horizontalAdvance("5000") + 6, max(_THICK, metrics.height() + 3))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()
            self.update()

    def ticks(self) -> list[tuple[float, int]]:
        """Where the numbers stand: pixels along the ruler, and millimetres of the board."""
        page = self._desk.page
        if page < 0:
            return []
        rect, scale = self._desk.rect_of(page), pixels_per_mm(self._desk)
        start, length = (rect.left(), rect.width()) if self._across else (rect.top(), rect.height())
        step = next((step for step in _STEPS if step * scale >= theme().scaled(_LEAST_GAP)), _STEPS[-1])
        return [(start + mm * scale, mm) for mm in range(0, round(length / scale) + 1, step)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, lines and numbers."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().colour("raised"))
        painter.setFont(theme().font("caption"))
        for place, mm in self.ticks():
            self._draw_tick(painter, round(place), str(mm))
        painter.setPen(theme().colour("line"))
        edge = (0, self.height() - 1, self.width(), self.height() - 1)
        painter.drawLine(*(edge if self._across else (self.width() - 1, 0, self.width() - 1, self.height())))

    def _draw_tick(self, painter: QPainter, place: int, text: str) -> None:
        painter.setPen(theme().colour("line-strong"))
        painter.drawLine(*((place, 0, place, self.height()) if self._across else (0, place, self.width(), place)))
        painter.setPen(theme().colour("text-muted"))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if self._across:
            room = painter.fontMetrics().horizontalAdvance(text) + 4
            # The last number stands before its line where the ruler ends.
            left = place + 4 if place + room <= self.width() else place - room
            painter.drawText(QRectF(left, 0, room, self.height() - 1), flags, text)
        else:
            painter.drawText(QRectF(2, place + 1, self.width() - 3, painter.fontMetrics().height()), flags, text)


class Frames(QWidget):
    """A frame around each place where what is chosen stands: at the right (what to look at), at the left (a part), and
    where a part that is being dragged would go."""

    def __init__(self, desk: PaperDesk) -> None:
        super().__init__(desk.viewport())
        self._desk = desk
        self._shown: tuple[PartFrame, ...] = ()
        self._role = "danger"
        self._chosen: tuple[PanelFrame, ...] = ()
        self._is_free = False
        self._drop: QRectF | None = None
        self._outline: QRectF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        desk.viewport().installEventFilter(self)
        _follow(self, desk)

    def show_frames(self, frames: Sequence[PartFrame], role: str) -> None:
        """Draw these frames from now on, in a colour role."""
        self._shown, self._role = tuple(frames), role
        self.update()

    def show_chosen(self, frames: Sequence[PanelFrame], *, is_free: bool = False) -> None:
        """Draw frames around the part chosen in the list, with handles where its edges can be dragged."""
        self._chosen, self._is_free = tuple(frames), is_free
        self.update()

    def show_drop(self, rect: QRectF | None) -> None:
        """Draw where a dragged part would go, in pixels of the view."""
        self._drop = rect
        self.update()

    def show_outline(self, rect: QRectF | None) -> None:
        """Draw where a free part that is being dragged would stand, in pixels of the view."""
        self._outline = rect
        self.update()

    def rects(self) -> list[QRectF]:
        """Where the frames of what to look at are, in pixels of the view."""
        return self._in_view(self._shown)

    def chosen_rects(self) -> list[QRectF]:
        """Where the frames of the chosen part are, in pixels of the view."""
        return self._in_view(self._chosen)

    def _in_view(self, frames: Sequence[PartFrame | PanelFrame]) -> list[QRectF]:
        pages = self._desk.page_count
        return [
            rect_in_view(self._desk, frame.board, frame.x, frame.y, frame.width, frame.height)
            for frame in frames
            if frame.board <= pages
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the view."""
        if event.type() == QEvent.Type.Resize:
            self.resize(event.size())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frames."""
        painter = QPainter(self)
        for role, rects in (("accent", self.chosen_rects()), (self._role, self.rects())):
            painter.setPen(QPen(theme().colour(role), 2))
            for rect in rects:
                painter.drawRect(rect.adjusted(-1, -1, 1, 1))
        if self._is_free and self._outline is None:
            for handle in (each for rect in self.chosen_rects() for each in _handles(rect)):
                painter.fillRect(handle, theme().colour("accent"))
        if self._outline is not None:
            painter.setPen(QPen(theme().colour("accent"), 2, Qt.PenStyle.DashLine))
            painter.drawRect(self._outline)
        if self._drop is not None:
            painter.fillRect(self._drop, theme().colour("accent"))


def _handles(rect: QRectF) -> list[QRectF]:
    """Squares on the corners and in the middle of the edges."""
    xs, ys = (rect.left(), rect.center().x(), rect.right()), (rect.top(), rect.center().y(), rect.bottom())
    centres = [(x, y) for i, x in enumerate(xs) for j, y in enumerate(ys) if (i, j) != (1, 1)]
    return [QRectF(x - HANDLE / 2, y - HANDLE / 2, HANDLE, HANDLE) for x, y in centres]


def rect_in_view(desk: PaperDesk, board: int, x: float, y: float, width: float, height: float) -> QRectF:
    """Where millimetres of a board (from 1) are, in pixels of the view."""
    scale = pixels_per_mm(desk)
    return QRectF(x * scale, y * scale, width * scale, height * scale).translated(desk.rect_of(board - 1).topLeft())


def pixels_per_mm(desk: PaperDesk) -> float:
    """How many pixels of the view a millimetre of the board takes."""
    return desk.zoom * desk.dots_per_inch / _INCH


def _follow(widget: QWidget, desk: PaperDesk) -> None:
    """Draw a widget anew whenever the desk shows something else."""
    desk.moved.connect(widget.update)
    desk.horizontalScrollBar().valueChanged.connect(widget.update)
    desk.verticalScrollBar().valueChanged.connect(widget.update)
