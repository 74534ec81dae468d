"""The fields of the standard catalogue as cards that can be ticked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen

from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL, RADIUS_MARK
from ui.widgets.card_list import Card, CardList, CardPainter

GAP = 8
_LEAST_WIDTH = 192
_MOST_COLUMNS = 4
_BOX, _TICK = 16, 13
_PADDING = 10
_BETWEEN = 9


@dataclass(frozen=True)
class FieldCard:
    """One card. `checked` is None where the field has nothing for this kind of unit."""

    code: str
    name: str
    detail: str
    checked: bool | None

    def card(self) -> Card:
        """Return what the list shows and a screen reader says."""
        ticked = {None: "", True: "，已勾选", False: "，未勾选"}[self.checked]
        title = f"{self.code} {self.name}"
        tip = f"{title}：{self.detail}"
        return Card(self.code, title, self, f"{title}，{self.detail}{ticked}", tip, sunken=self.checked is None)


class _Painter(CardPainter):
    gaps = (GAP, GAP)
    radius = RADIUS_CONTROL

    def least_width(self) -> int:
        return theme().scaled(_LEAST_WIDTH)

    def height(self) -> int:
        return theme().line_height("body") + theme().line_height("caption") + 7

    def paint(self, painter: QPainter, room: QRectF, content: FieldCard) -> None:
        if content.checked is not None:
            _draw_box(painter, room, content.checked)
        _draw_words(painter, room, content)


class FieldCards(CardList):
    """Cards side by side. Arrow keys move, Space or a click ticks."""

    ticked = Signal(str, bool)
    """Code of the card and how it shall be ticked; the step answers with `show_fields`."""

    def __init__(self) -> None:
        super().__init__(_Painter(), "领域", _MOST_COLUMNS)

    def show_fields(self, fields: Sequence[FieldCard]) -> None:
        """Show these fields and stay on the current one."""
        self.set_cards([field.card() for field in fields])

    def fields(self) -> list[FieldCard]:
        """The fields shown."""
        return [card.content for card in self.cards()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._tick()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # It goes on to the next step.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick where the mouse was pressed and released."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self._tick()

    def sizeHint(self) -> QSize:
        """At least two lines of cards; the step gives what room there is."""
        return QSize(self.painter.least_width() + GAP, 2 * (self.painter.height() + GAP))

    def minimumSizeHint(self) -> QSize:
        """At least two lines of cards."""
        return self.sizeHint()

    def _tick(self) -> None:
        field = next((field for field in self.fields() if field.code == self.current_key()), None)
        if field is not None and field.checked is not None:
            self.ticked.emit(field.code, not field.checked)


def _draw_box(painter: QPainter, card: QRectF, checked: bool) -> None:
    side = theme().scaled(_BOX)
    box = QRectF(round(card.left()) + _PADDING, round(card.center().y() - side / 2), side, side)
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(theme().colour("accent" if checked else "control-line"), 1))
    painter.setBrush(theme().colour("accent" if checked else "raised"))
    painter.drawRoundedRect(inner, RADIUS_MARK, RADIUS_MARK)
    if checked:
        inset = (side - theme().scaled(_TICK)) / 2
        theme().draw_icon(painter, box.adjusted(inset, inset, -inset, -inset), "check", "accent-text")


def _draw_words(painter: QPainter, card: QRectF, shown: FieldCard) -> None:
    left = card.left() + _PADDING + theme().scaled(_BOX) + _BETWEEN
    first, second = theme().line_height("body"), theme().line_height("caption")
    top = card.center().y() - (first + second) / 2
    room = QRectF(left, top, card.right() - _PADDING / 2 - left, first)
    muted = shown.checked is not True
    number = QFontMetrics(theme().font("caption")).horizontalAdvance(f"{shown.code} ")
    _draw(painter, room, shown.code, "caption", "text-muted")
    _draw(painter, room.adjusted(number, 0, 0, 0), shown.name, "body", "text-muted" if muted else "text")
    role = "danger" if shown.detail.endswith("请写理由") else "text-muted"
    _draw(painter, QRectF(left, top + first, room.width(), second), shown.detail, "caption", role)


def _draw(painter: QPainter, room: QRectF, text: str, style: str, role: str) -> None:
    font = theme().font(style)
    painter.setFont(font)
    painter.setPen(theme().colour(role))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
