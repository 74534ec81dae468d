"""看得清吗: from how far people read, and how each part of the board stands to that."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.printing.legibility import PrintedPart
from ui.editors.quiet_combo import QuietCombo
from ui.pages.board.words import DISTANCES, part_words
from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Paragraph, label
from ui.widgets.meter import Meter
from ui.widgets.note import Note
from ui.widgets.text_block import Span

# How many rows are made in one turn of the window's thread: each has a bar and buttons.
_AT_ONCE = 8

# Words, lucide icon, what it does.
Way = tuple[str, str, Callable[[], object]]


@dataclass(frozen=True)
class Point:
    """Something to look at: a sentence with ways out, or what a `part` of the board is called. `name` is that of the
    part in the report of the board."""

    name: str
    text: str
    part: PrintedPart | None = None
    ways: Sequence[Way] = field(default=(), compare=False)

    @property
    def needs_somebody(self) -> bool:
        """Whether it is counted and F8 goes there."""
        return self.part is None or not self.part.legible


class LegibilityPanel(QWidget):
    """Controls on top, below them what cannot be read or does not fit, then what can be read."""

    distance_chosen = Signal(float)
    elder_chosen = Signal(bool)
    part_chosen = Signal(str, bool)
    """A part was pointed at: its name, and whether it needs somebody."""

    def __init__(self) -> None:
        super().__init__()
        self._offered: list[float] = [*DISTANCES]
        self.distance = QuietCombo([f"{metres:g} 米" for metres in DISTANCES])
        self.distance.fit_contents()
        self.distance.setAccessibleName("人站多远看")
        self.distance.activated.connect(lambda index: self.distance_chosen.emit(self._offered[index]))
        self.elder = QCheckBox("老年人多，字再大一档")
        self.elder.clicked.connect(self.elder_chosen)
        self.least = Paragraph("", "table")
        self.count = label("", "table")
        self._count_icon = IconView("circle-check", "success", 15)
        self.next = Button("下一处", icon="chevron-right", key="F8", compact=True)
        self.next.clicked.connect(self.go_next)
        self._points: list[Point] = []
        self._rows: list[_PointRow] = []
        self._column = QVBoxLayout()
        self._more = QTimer(self, singleShot=True, interval=0)
        self._more.timeout.connect(lambda: self._make_rows(_AT_ONCE))
        self._list = QScrollArea()
        self._lay_out()

    def set_reading(self, distance: float, elder: bool, least: tuple[str, str, str]) -> None:
        """Show from how far the board is read and how high letters must be then."""
        offered = [*DISTANCES] if distance in DISTANCES else sorted((*DISTANCES, distance))
        if offered != self._offered:
            self._offered = offered
            self.distance.clear()
            self.distance.addItems([f"{metres:g} 米" for metres in offered])
        self.distance.setCurrentIndex(offered.index(distance))
        self.elder.setChecked(elder)
        before, bold, after = least
        self.least.set_text(before + bold + after, [Span(len(before), len(bold), role="")])

    def set_points(self, points: Sequence[Point]) -> None:
        """Show these points in this order."""
        # Rows that say the same stay, with the keyboard in them: what they do goes by ids, not by what was shown.
        if _told(self._points) == _told(points):
            return
        focused = next((row.point.name for row in self._rows if _has_focus(row)), None)
        before = self._list.takeWidget()
        if before is not None:
            before.deleteLater()
        inside = QWidget()
        inside.setProperty("surface", "raised")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._points, self._rows = list(points), []
        self._make_rows(_AT_ONCE if focused is None else len(self._points))
        self._list.setWidget(inside)
        self._say_count()
        again = next((row for row in self._rows if focused is not None and row.point.name == focused), None)
        if again is not None:
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def points(self) -> list[Point]:
        """Everything to look at, from the top; those further down are made in later turns."""
        return list(self._points)

    def _make_rows(self, count: int) -> None:
        made = len(self._rows)
        for number, point in enumerate(self._points[made : made + count], start=made):
            row = _PointRow(point)
            row.pointed_at.connect(self._choose)
            self._column.insertWidget(number, row)
            self._rows.append(row)
        if len(self._rows) < len(self._points):
            self._more.start()

    def go_next(self, step: int = 1) -> None:
        """Go to the next point that needs somebody, or the one before."""
        self._make_rows(len(self._points))
        open_rows = [row for row in self._rows if row.point.needs_somebody]
        if not open_rows:
            return
        here = next((number for number, row in enumerate(open_rows) if row.is_chosen), -1 if step > 0 else 0)
        row = open_rows[(here + step) % len(open_rows)]
        self._choose(row)
        row.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._list.ensureWidgetVisible(row)

    def _choose(self, chosen: "_PointRow") -> None:
        if chosen.is_chosen:
            return
        for row in self._rows:
            row.set_chosen(row is chosen)
        self.part_chosen.emit(chosen.point.name, chosen.point.needs_somebody)

    def _say_count(self) -> None:
        unread = sum(point.part is not None and point.needs_somebody for point in self.points())
        others = sum(point.part is None for point in self.points())
        words = [f"{unread} 处看不清"] if unread else []
        words += [f"{others} 处请看"] if others else []
        role = "danger" if unread else "warn" if others else "success"
        self._count_icon.set_icon(*_ICONS[role])
        self.count.set_colour(role)
        self.count.setText("，".join(words) or ("都看得清" if self._points else ""))
        self._count_icon.setVisible(bool(self._points))
        self.next.set_available(bool(unread or others), "没有要看的地方")

    def _lay_out(self) -> None:
        controls = QVBoxLayout()
        controls.setContentsMargins(14, 6, 14, 8)
        controls.setSpacing(8)
        line = QHBoxLayout()
        line.addWidget(label("人站多远看", "table"), 1)
        line.addWidget(self.distance)
        controls.addLayout(line)
        controls.addWidget(self.elder)
        controls.addWidget(self.least)
        foot = QFrame()
        foot.setProperty("line", "top")
        ends = QHBoxLayout(foot)
        ends.setContentsMargins(14, 7, 14, 8)
        ends.setSpacing(5)
        ends.addWidget(self._count_icon)
        ends.addWidget(self.count, 1)
        ends.addWidget(self.next)
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(controls)
        column.addWidget(self._list, 1)
        column.addWidget(foot)
        self._say_count()


_ICONS = {
    "danger": ("octagon-alert", "danger"),
    "warn": ("triangle-alert", "warn"),
    "success": ("circle-check", "success"),
}


class _PointRow(QFrame):
    """One point; pointing at it by mouse or keyboard shows where it stands on the board."""

    pointed_at = Signal(object)

    def __init__(self, point: Point) -> None:
        super().__init__()
        self.point = point
        self.is_chosen = False
        self.setProperty("line", "bottom")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        inner = self._note() if point.part is None else self._meter(point.part)
        column.addWidget(inner)
        self.setAccessibleName(inner.accessibleName())

    def set_chosen(self, is_chosen: bool) -> None:
        """Stand out, or no longer."""
        if is_chosen == self.is_chosen:
            return
        self.is_chosen = is_chosen
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_chosen:
            QPainter(self).fillRect(self.rect(), theme().colour("selection"))
        super().paintEvent(event)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        self.pointed_at.emit(self)

    def mousePressEvent(self, event) -> None:
        super().mousePressEvent(event)
        self.pointed_at.emit(self)

    def _note(self) -> QWidget:
        headline, stop, rest = self.point.text.partition("。")
        return Note("warn", headline + stop, rest, _buttons(self.point.ways), compact=True)

    def _meter(self, part: PrintedPart) -> QWidget:
        return Meter(self.point.text, part.height, part.least, part_words(part), _buttons(self.point.ways))


def _told(points: Sequence[Point]) -> list[tuple[Point, list[str]]]:
    """What points say, the words of their ways out included."""
    return [(point, [words for words, _, _ in point.ways]) for point in points]


def _has_focus(row: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is row or row.isAncestorOf(focus))


def _buttons(ways: Sequence[Way]) -> list[QPushButton]:
    made = []
    for words, icon, act in ways:
        button = Button(words, icon=icon, role="mini")
        button.clicked.connect(act)
        made.append(button)
    return made
