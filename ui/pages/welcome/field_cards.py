"""The fields of the standard catalogue as cards that can be ticked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL, RADIUS_MARK
from ui.theme.theme import is_look_change

GAP = 8
_LEAST_WIDTH = 200
_MOST_COLUMNS = 4
_BOX, _TICK = 16, 13
_PADDING = 10
_BETWEEN = 9
_CARD = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_Action = QAbstractItemView.CursorAction


@dataclass(frozen=True)
class FieldCard:
    """One card. `checked` is None where the field has nothing for this kind of unit."""

    code: str
    name: str
    detail: str
    checked: bool | None

    def spoken(self) -> str:
        """Return the card in words for a screen reader."""
        ticked = {None: "", True: "，已勾选", False: "，未勾选"}[self.checked]
        return f"{self.code} {self.name}，{self.detail}{ticked}"


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: list[FieldCard] = []

    def set_cards(self, cards: Sequence[FieldCard]) -> None:
        same = [card.code for card in cards] == [card.code for card in self.cards]
        if not same:
            self.beginResetModel()
        self.cards = list(cards)
        if same:
            self.dataChanged.emit(self.index(0), self.index(len(cards) - 1))
        else:
            self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole):
        card = self.cards[index.row()]
        return {
            Qt.ItemDataRole.DisplayRole: f"{card.code} {card.name}",
            Qt.ItemDataRole.AccessibleTextRole: card.spoken(),
            Qt.ItemDataRole.ToolTipRole: f"{card.code} {card.name}：{card.detail}",
            _CARD: card,
        }.get(role)


class _Delegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        card: FieldCard = index.data(_CARD)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = card_rect(option.rect)
        painter.setBrush(theme().colour("sunken" if card.checked is None else "raised"))
        painter.setPen(QPen(theme().colour("line"), 1))
        painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), RADIUS_CONTROL + 2, RADIUS_CONTROL + 2)
        if card.checked is not None:
            _draw_box(painter, rect, card.checked)
        _draw_words(painter, rect, card)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self.parent().gridSize()


class FieldCards(QListView):
    """Cards side by side, as many as there is room for. Arrow keys move, Space or a click ticks."""

    ticked = Signal(str, bool)
    """Code of the card and how it shall be ticked; the step answers with `set_cards`."""
    moved = Signal(str)
    """The current card is another one."""

    def __init__(self) -> None:
        super().__init__()
        self._columns = 1
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("领域")
        self.setProperty("noRing", True)
        self.setProperty("surface", "window")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        self._fit()

    def set_cards(self, cards: Sequence[FieldCard]) -> None:
        """Show these cards and stay on the current one."""
        code = self.current()
        self._model.set_cards(cards)
        if cards and not self.currentIndex().isValid():
            self.set_current(code or cards[0].code)
        self._fit()

    def cards(self) -> list[FieldCard]:
        """The cards shown."""
        return list(self._model.cards)

    def current(self) -> str:
        """The code of the current card, "" when there is none."""
        index = self.currentIndex()
        return index.data(_CARD).code if index.isValid() else ""

    def set_current(self, code: str) -> None:
        """Move to a card."""
        for number, card in enumerate(self._model.cards):
            if card.code == code:
                self.setCurrentIndex(self._model.index(number))

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """Tell which card is current."""
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit(self.current())

    def moveCursor(self, action: _Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return where a key leads."""
        here, last = max(self.currentIndex().row(), 0), self._model.rowCount() - 1
        steps = {
            _Action.MoveLeft: -1,
            _Action.MovePrevious: -1,
            _Action.MoveRight: 1,
            _Action.MoveNext: 1,
            _Action.MoveUp: -self._columns,
            _Action.MoveDown: self._columns,
            _Action.MoveHome: -here,
            _Action.MoveEnd: last - here,
            _Action.MovePageUp: -self._columns * self._page(),
            _Action.MovePageDown: self._columns * self._page(),
        }
        there = here + steps.get(action, 0)
        return self._model.index(there if 0 <= there <= last else here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self._tick(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick where the mouse was pressed and released."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex():
            self._tick(index)

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes."""
        super().changeEvent(event)
        if is_look_change(event):
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set as many cards side by side as there is room for."""
        self._fit()
        super().resizeEvent(event)
        # Left to itself the view waits a tenth of a second.
        self.doItemsLayout()

    def sizeHint(self) -> QSize:
        """At least two lines of cards; the step gives what room there is."""
        return QSize(_LEAST_WIDTH, 2 * self.gridSize().height())

    def minimumSizeHint(self) -> QSize:
        """At least two lines of cards."""
        return self.sizeHint()

    def _tick(self, index: QModelIndex) -> None:
        card: FieldCard | None = index.data(_CARD) if index.isValid() else None
        if card is not None and card.checked is not None:
            self.ticked.emit(card.code, not card.checked)

    def _page(self) -> int:
        return max(1, self.viewport().height() // self.gridSize().height() - 1)

    def _fit(self) -> None:
        """Set as many cards side by side as fit; a scroll bar that might come would cost a column, so it is decided."""
        height = theme().line_height("body") + theme().line_height("caption") + 7 + GAP
        for policy in (Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAlwaysOn):
            bar = self.verticalScrollBar().sizeHint().width() if policy == Qt.ScrollBarPolicy.ScrollBarAlwaysOn else 0
            # The view takes the last pixel for taken.
            width = self.width() - bar - 1
            self._columns = max(1, min(_MOST_COLUMNS, width // theme().scaled(_LEAST_WIDTH)))
            if self._lines() * height <= self.height():
                break
        grid = QSize(width // self._columns, height)
        if (grid, policy) != (self.gridSize(), self.verticalScrollBarPolicy()):
            self.setVerticalScrollBarPolicy(policy)
            self.setGridSize(grid)
            self.updateGeometry()

    def _lines(self) -> int:
        return -(-max(self._model.rowCount(), 1) // self._columns)


def card_rect(cell) -> QRectF:
    """Return where the card stands in its cell."""
    return QRectF(cell).adjusted(GAP / 2 + 0.5, GAP / 2 + 0.5, -GAP / 2 - 0.5, -GAP / 2 - 0.5)


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
