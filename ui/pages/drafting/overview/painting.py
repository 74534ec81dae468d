"""How the card of a table is drawn."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter

from ui.pages.drafting.overview.records import DONE, FINAL, TableCard
from ui.pages.drafting.overview.words import count_words
from ui.theme import theme
from ui.widgets.card_list import CardPainter
from ui.widgets.chips import EVIDENCE, Chip, chip_height, chip_width, draw_chip
from ui.widgets.progress import draw_bar

_LEFT, _RIGHT, _TOP, _BETWEEN = 12, 10, 8, 4
_CODE_GAP, _BAR_GAP = 7, 8
_BAR_WIDTH, _BAR_HEIGHT = 92, 6
_LEAST_BAR = 24
_LEAST_WIDTH = 248


class TablePainter(CardPainter):
    """Code, name and state; below them the bar, how many lines of how many, and how well the standard is known."""

    def least_width(self) -> int:
        return theme().scaled(_LEAST_WIDTH)

    def height(self) -> int:
        return self._first_height() + self._second_height() + 2 * _TOP + _BETWEEN

    def paint(self, painter: QPainter, room: QRectF, content: tuple[TableCard, Chip, str]) -> None:
        card, chip, line = content
        inner = room.adjusted(_LEFT, 0, -_RIGHT, 0)
        top = room.center().y() - (self._first_height() + self._second_height() + _BETWEEN) / 2
        first = QRectF(inner.left(), top, inner.width(), self._first_height())
        second = QRectF(inner.left(), first.bottom() + _BETWEEN, inner.width(), self._second_height())
        _draw_name(painter, first, card, chip)
        if card.is_quiet:
            _draw_text(painter, second, line, "caption", "text-muted")
        else:
            _draw_progress(painter, second, card)

    def _first_height(self) -> float:
        return max(theme().line_height("strong"), theme().scaled(22))

    def _second_height(self) -> float:
        return max(theme().line_height("caption"), theme().scaled(18))


def _draw_name(painter: QPainter, room: QRectF, card: TableCard, chip: Chip) -> None:
    wide = chip_width(chip)
    # A chip without a ground ends where the words of the others end.
    inset = 7 if chip.kind == "evidence" else 0
    place = QRectF(room.right() - wide - inset, room.center().y() - chip_height(chip) / 2, wide, chip_height(chip))
    draw_chip(painter, place, chip)
    left = room.left()
    if card.code:
        left += _draw_text(painter, room, card.code, "caption", "text-muted") + _CODE_GAP
    words = QRectF(left, room.top(), place.left() - _CODE_GAP - left, room.height())
    style, role = ("body", "text-muted") if card.is_quiet else ("strong", "text")
    _draw_text(painter, words, card.name, style, role)


def _draw_progress(painter: QPainter, room: QRectF, card: TableCard) -> None:
    right = room.right()
    if card.evidence:
        mark = EVIDENCE[card.evidence]
        right -= chip_width(mark)
        draw_chip(painter, QRectF(right, room.top(), chip_width(mark), room.height()), mark)
    words = count_words(card)
    width = _advance(words, "caption")
    bar = min(theme().scaled(_BAR_WIDTH), right - room.left() - width - 2 * _BAR_GAP)
    left = room.left()
    if bar >= _LEAST_BAR:
        share = card.done / card.total if card.total else 0.0
        role = "success" if card.state in (DONE, FINAL) else "accent"
        draw_bar(painter, QRectF(left, round(room.center().y() - _BAR_HEIGHT / 2), bar, _BAR_HEIGHT), share, role)
        left += bar + _BAR_GAP
    _draw_text(
        painter, QRectF(left, room.top(), right - _BAR_GAP - left, room.height()), words, "caption", "text-muted"
    )


def _draw_text(painter: QPainter, room: QRectF, text: str, style: str, role: str) -> float:
    """Draw a line of text, elided to its room; return its width."""
    font = theme().font(style)
    painter.setFont(font)
    painter.setPen(theme().colour(role))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)
    return _advance(words, style)


def _advance(text: str, style: str) -> float:
    return QFontMetrics(theme().font(style)).horizontalAdvance(text)
