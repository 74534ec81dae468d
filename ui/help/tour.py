"""The tour: what the parts of the window are for, pointed at one after the other. Enter goes on, Esc ends it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from app.standards.help_records import TourStep
from ui.theme import theme
from ui.theme.metrics import RADIUS_PANEL, SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.panel import Panel

Parts = Mapping[str, Callable[[], Sequence[QWidget]]]
"""By the `at` of a step the widgets it is about; those that are not shown are passed over."""
_ON_THE_TOUR = Qt.ShortcutContext.WidgetWithChildrenShortcut
_CARD_WIDTH = 360
_DIM = 120
_AROUND, _LINE, _APART = 3, 2, 14


class Tour(QWidget):
    """Lies over a window, darkens it but for the part that is spoken of, and goes when it is over."""

    def __init__(self, window: QWidget, steps: Sequence[TourStep], parts: Parts) -> None:
        super().__init__(window)
        self._steps = [step for step in steps if _place(window, parts[step.at]())]
        self._parts, self._number = parts, 0
        self._before = QApplication.focusWidget()
        self.setAccessibleName("引导")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._title, self._text = label("", "section"), Paragraph()
        self._count = label("", "caption", "text-muted")
        self.skip = Button("不看了", role="quiet", key="Esc")
        self.back = Button("上一步", icon="arrow-left")
        self.forward = Button("下一步", icon="arrow-right", role="primary", key="Enter")
        self._card = Panel()
        self._card.setParent(self)
        self._lay_out()
        # Buttons would take the arrows for a way from one to the other.
        for keys, act in {"Esc": self.end, "Right": self.go_on, "Left": self.go_back}.items():
            QShortcut(QKeySequence(keys), self, context=_ON_THE_TOUR).activated.connect(act)
        window.installEventFilter(self)
        theme().changed.connect(self._show_step)
        self._show_step()
        self.show()
        self.raise_()
        self.forward.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def number(self) -> int:
        """Which step is shown, from 1."""
        return self._number + 1

    @property
    def words(self) -> str:
        """What is said now."""
        return self._card.accessibleName()

    def go_on(self) -> None:
        """Show the next step; past the last one the tour is over."""
        if self._number + 1 == len(self._steps):
            self.end()
        else:
            self._number += 1
            self._show_step()

    def go_back(self) -> None:
        """Show the step before."""
        self._number = max(0, self._number - 1)
        self._show_step()

    def end(self) -> None:
        """Give the window back, and the keyboard to where it was."""
        theme().changed.disconnect(self._show_step)
        self.parentWidget().removeEventFilter(self)
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay over the window while its size changes."""
        if event.type() == QEvent.Type.Resize:
            self._show_step()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Whatever is pressed is not for what lies below."""
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab among the buttons of the tour."""
        buttons = [each for each in (self.skip, self.back, self.forward) if each.isEnabled()]
        focused = self.window().focusWidget()
        here = buttons.index(focused) if focused in buttons else 0
        buttons[(here + (1 if forward else -1)) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRect(self.rect())
        path.addRoundedRect(self._part(), RADIUS_PANEL, RADIUS_PANEL)
        dim = QColor(min(theme().colour("tooltip"), theme().colour("window"), key=QColor.lightness))
        dim.setAlpha(_DIM)
        painter.fillPath(path, dim)
        painter.setPen(QPen(theme().colour("accent"), _LINE))
        painter.drawRoundedRect(self._part(), RADIUS_PANEL, RADIUS_PANEL)

    def _lay_out(self) -> None:
        for widget in (self._title, self._text):
            self._card.body.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(SPACE[2])
        row.addWidget(self._count)
        row.addStretch(1)
        for button, act in ((self.skip, self.end), (self.back, self.go_back), (self.forward, self.go_on)):
            row.addWidget(button)
            button.clicked.connect(act)
        self._card.body.addLayout(row)

    def _show_step(self) -> None:
        step = self._steps[self._number]
        is_last = self._number + 1 == len(self._steps)
        self._title.setText(step.title)
        self._text.set_text(step.text)
        self._count.setText(f"{self.number} / {len(self._steps)}")
        self._card.setAccessibleName(f"{step.title}。{step.text}")
        self.back.set_available(self._number > 0, "这是第一步")
        self.forward.setText("看完了" if is_last else "下一步")
        self.setGeometry(self.parentWidget().rect())
        self._card.setFixedWidth(min(theme().scaled(_CARD_WIDTH), self.width() - 2 * _APART))
        self._card.adjustSize()
        self._card.move(self._beside(self._part()))
        self.update()

    def _part(self) -> QRect:
        """Where the part lies that is spoken of."""
        return _place(self.parentWidget(), self._parts[self._steps[self._number].at]()).intersected(self.rect())

    def _beside(self, part: QRect) -> QPoint:
        """Where the card stands: beside the part where there is room for it, else in its middle."""
        room, card = self.rect().adjusted(_APART, _APART, -_APART, -_APART), self._card.size()
        ways = (
            QPoint(part.right() + _APART, part.top() + _APART),
            QPoint(part.right() - card.width(), part.bottom() + _APART),
            QPoint(part.right() - card.width(), part.top() - _APART - card.height()),
            part.center() - QPoint(card.width() // 2, card.height() // 2),
        )
        fitting = (_held(QRect(way, card), room) for way in ways)
        return next(
            (each for each in fitting if not each.intersects(part)), _held(QRect(ways[-1], card), room)
        ).topLeft()


def _held(card: QRect, room: QRect) -> QRect:
    """Return the card moved into the room."""
    left = max(room.left(), min(card.left(), room.right() - card.width()))
    top = max(room.top(), min(card.top(), room.bottom() - card.height()))
    return QRect(QPoint(left, top), card.size())


def _place(window: QWidget, widgets: Sequence[QWidget]) -> QRect:
    """Return what widgets that are seen take of a window; nothing where none is."""
    whole = QRect()
    for widget in widgets:
        if widget.isVisible():
            whole = whole.united(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
    return whole.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND) if not whole.isEmpty() else whole
