"""Cards side by side, as many as there is room for, under headings; arrow keys go from card to card."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import theme
from ui.theme.metrics import RADIUS_PANEL
from ui.theme.theme import is_look_change
from ui.widgets.dressed_when_shown import DressedWhenShown

_HEADING_GAP = 6
_CARD = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction


@dataclass(frozen=True)
class Card:
    """One card, or a heading over those that follow. `content` is what the painter draws; `tip` also tells all of it
    where there is no room. `spoken` is the card in words for a screen reader."""

    key: str
    title: str
    content: Any = None
    spoken: str = ""
    tip: str = ""
    heading: bool = False
    sunken: bool = False


class CardPainter:
    """Draws what stands in a card, and says how much room it needs.

    `gaps` are the pixels between cards across and down, `radius` that of a card's corners.
    """

    gaps: ClassVar[tuple[int, int]] = (12, 8)
    radius: ClassVar[int] = RADIUS_PANEL

    def least_width(self) -> int:
        """Return the least width of a card in pixels."""
        raise NotImplementedError

    def height(self) -> int:
        """Return the height of a card in pixels."""
        raise NotImplementedError

    def paint(self, painter: QPainter, room: QRectF, content: Any) -> None:
        """Draw the content into the card's frame."""
        raise NotImplementedError


class CardList(DressedWhenShown, QListView):
    """Cards of one size in columns. `noRing`: the current card shows the focus itself."""

    opened = Signal(str)
    """Enter or a double click on the card with that key."""
    menu_asked = Signal(str, object)
    """The menu of a card shall open at a place on the screen (`QPoint`)."""
    moved = Signal(str)
    """The current card is another one."""

    def __init__(self, painter: CardPainter, name: str, most_columns: int = 8) -> None:
        super().__init__()
        self.painter = painter
        self._columns, self._most = 1, most_columns
        self._card = QSize(1, 1)
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setProperty("noRing", True)
        self.setProperty("surface", "window")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.viewport().setAutoFillBackground(False)
        self._fit()

    def set_cards(self, cards: Sequence[Card]) -> None:
        """Show these cards and stay on the current one, or take the first."""
        key, scrolled = self.current_key(), self.verticalScrollBar().value()
        self._model.set_cards(cards)
        self._fit()
        if not self.currentIndex().isValid():
            self.set_current(key)
        if not self.currentIndex().isValid():
            self.set_current(next((card.key for card in cards if not card.heading), ""))
        self.doItemsLayout()
        self.verticalScrollBar().setValue(scrolled)

    def cards(self) -> list[Card]:
        """The cards shown, headings among them."""
        return list(self._model.cards)

    def current_key(self) -> str:
        """The key of the current card, "" when there is none."""
        index = self.currentIndex()
        return self._model.cards[index.row()].key if index.isValid() else ""

    def set_current(self, key: str) -> None:
        """Move to a card; an unknown key changes nothing."""
        for number, card in enumerate(self._model.cards):
            if card.key == key and not card.heading:
                self.setCurrentIndex(self._model.index(number))

    def card_rect(self, key: str) -> QRect:
        """Return where a card's cell stands in the viewport."""
        number = next(number for number, card in enumerate(self._model.cards) if card.key == key)
        return self.visualRect(self._model.index(number))

    def cell_size(self, row: int) -> QSize:
        """Return the room of a row: a heading takes a whole line."""
        if not self._model.cards[row].heading:
            return self._card
        return QSize(self._card.width() * self._columns, theme().line_height("strong") + 2 * _HEADING_GAP)

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell which card is current."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(self.current_key())

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads."""
        lines = self._lines()
        cards = [row for line in lines for row in line]
        if not cards:
            return QModelIndex()
        here = self.currentIndex().row() if self.currentIndex().row() in cards else cards[0]
        at = next(number for number, line in enumerate(lines) if here in line)
        page = max(1, self.viewport().height() // self._card.height() - 1)
        along = {_Action.MoveLeft: -1, _Action.MovePrevious: -1, _Action.MoveRight: 1, _Action.MoveNext: 1}
        down = {_Action.MoveUp: -1, _Action.MoveDown: 1, _Action.MovePageUp: -page, _Action.MovePageDown: page}
        ends = {_Action.MoveHome: cards[0], _Action.MoveEnd: cards[-1]}
        if action in down:
            line = lines[min(max(at + down[action], 0), len(lines) - 1)]
            return self._model.index(line[min(lines[at].index(here), len(line) - 1)])
        if action in along:
            number = cards.index(here) + along[action]
            return self._model.index(cards[min(max(number, 0), len(cards) - 1)])
        return self._model.index(ends.get(action, here))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_key():
            self.opened.emit(self.current_key())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open with a double click."""
        super().mouseDoubleClickEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            self.opened.emit(self.current_key())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the card under the mouse, with the menu key of the current one."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        card = self._model.cards[index.row()] if index.isValid() else None
        if card is None or card.heading:
            return
        self.setCurrentIndex(index)
        place = self.visualRect(index).center() if by_key else event.pos()
        self.menu_asked.emit(card.key, self.viewport().mapToGlobal(place))

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes."""
        super().changeEvent(event)
        if is_look_change(event):
            self._fit()
            self.doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set as many cards side by side as there is room for."""
        self._fit()
        super().resizeEvent(event)
        # Left to itself the view waits a tenth of a second.
        self.doItemsLayout()

    def _lines(self) -> list[list[int]]:
        """The rows of the cards as they stand in lines; a heading begins a new one."""
        lines: list[list[int]] = []
        open_line = False
        for row, card in enumerate(self._model.cards):
            if card.heading:
                open_line = False
                continue
            if not open_line or len(lines[-1]) == self._columns:
                lines.append([])
            open_line = True
            lines[-1].append(row)
        return lines

    def _fit(self) -> None:
        """Set as many cards side by side as fit; a scroll bar that might come would cost a column, so it is decided."""
        across, down = self.painter.gaps
        height = self.painter.height() + down
        least = self.painter.least_width() + across
        for policy in (Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn):
            bar = self.verticalScrollBar().sizeHint().width() if policy == Qt.ScrollBarPolicy.ScrollBarAlwaysOn else 0
            # The view takes the last pixel for taken.
            width = self.width() - bar - 1
            self._columns = max(1, min(self._most, width // least))
            self._card = QSize(max(1, width // self._columns), height)
            if self._whole_height() <= self.height():
                break
        if policy != self.verticalScrollBarPolicy():
            self.setVerticalScrollBarPolicy(policy)

    def _whole_height(self) -> int:
        headings = [row for row, card in enumerate(self._model.cards) if card.heading]
        return len(self._lines()) * self._card.height() + sum(self.cell_size(row).height() for row in headings)


class _Model(QAbstractListModel):
    def __init__(self, parent: CardList) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []

    def set_cards(self, cards: Sequence[Card]) -> None:
        same = [card.key for card in cards] == [card.key for card in self.cards]
        if not same:
            self.beginResetModel()
        self.cards = list(cards)
        if not same:
            self.endResetModel()
        elif cards:
            self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cards)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.cards[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card = self.cards[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: card.title,
            Qt.ItemDataRole.AccessibleTextRole: card.spoken or card.title,
            Qt.ItemDataRole.ToolTipRole: card.tip or None,
            _CARD: card,
        }.get(role)


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card: Card = index.data(_CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if card.heading:
            _draw_heading(painter, self._inside(option.rect), card.title)
        else:
            self._paint_card(painter, option, card)
        painter.restore()

    def _paint_card(self, painter: QPainter, option: QStyleOptionViewItem, card: Card) -> None:
        cards: CardList = self.parent()
        rect, radius = self._inside(option.rect), cards.painter.radius
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(theme().colour("zebra" if is_hovered else "sunken" if card.sunken else "raised"))
        painter.setPen(QPen(theme().colour("line-strong" if is_hovered else "line"), 1))
        painter.drawRoundedRect(rect, radius, radius)
        cards.painter.paint(painter, rect, card.content)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), radius + 2, radius + 2)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self.parent().cell_size(index.row())

    def _inside(self, cell: QRect) -> QRectF:
        """Return where the card stands in its cell."""
        across, down = (gap / 2 + 0.5 for gap in self.parent().painter.gaps)
        return QRectF(cell).adjusted(across, down, -across, -down)


def _draw_heading(painter: QPainter, room: QRectF, text: str) -> None:
    font = theme().font("strong")
    painter.setFont(font)
    painter.setPen(theme().colour("text-muted"))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom), words)
