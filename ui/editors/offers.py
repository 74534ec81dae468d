"""What an editor offers to be taken while somebody types: a list under the text, never in the way of free text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCompleter, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import theme
from ui.widgets.chips import Chip, chip_width, draw_chip

_MOST_SHOWN = 8
_SIDE, _GAP = 10, 8
_VALUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Offer:
    """Something to be taken: its text, a second line about it, a mark at the end of that, and what it stands for."""

    text: str
    detail: str = ""
    mark: Chip | None = None
    value: Any = None

    def spoken(self) -> str:
        """Return the offer in words for a screen reader."""
        return "，".join(part for part in (self.text, self.detail, self.mark.text if self.mark else "") if part)


Find = Callable[[str], Sequence[Offer]]
"""Returns what is offered for what is typed; for "" what is offered to somebody who only looks."""


def containing(texts: Sequence[str]) -> Find:
    """Return how texts are offered that contain what is typed."""

    def find(typed: str) -> list[Offer]:
        wanted = typed.casefold()
        return [Offer(text) for text in texts if wanted in text.casefold()]

    return find


class OfferList(QCompleter):
    """The list under a text input. Arrows, Enter, Tab and the mouse take one; Esc closes it."""

    def __init__(self, widget: QWidget, find: Find, take: Callable[[Offer], object]) -> None:
        self._offers = _Offers()
        super().__init__(self._offers, widget)
        self._find, self._input = find, widget
        self.setWidget(widget)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_MOST_SHOWN)
        self._painter = _Painter(self.popup())
        self.popup().setItemDelegate(self._painter)
        self.popup().setAccessibleName("可以选的")
        self.activated[QModelIndex].connect(lambda index: take(index.data(_VALUE)))

    def set_find(self, find: Find) -> None:
        """Offer something else from now on."""
        self._find = find

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self.popup().isVisible()

    def follow(self, typed: str) -> None:
        """Offer what goes with what is typed, and nothing where nothing is typed."""
        found = list(self._find(typed)) if typed else []
        if not found or [offer.text for offer in found] == [typed]:
            self.popup().hide()
        else:
            # Letters are no title: who types them means the first of what they stand for.
            self._show(found, chosen=typed.isascii() and typed.isalpha())

    def look(self, typed: str) -> None:
        """Offer something to somebody who asks for it: what goes with what is typed, then everything else."""
        found = list(self._find(typed)) if typed else []
        known = {offer.text for offer in found}
        found += [offer for offer in self._find("") if offer.text not in known]
        if found:
            self._show(found, chosen=True)

    def _show(self, offers: Sequence[Offer], *, chosen: bool) -> None:
        self._offers.show(offers)
        self.complete(self._input.rect())
        if chosen:
            self.popup().setCurrentIndex(self.completionModel().index(0, 0))


class _Offers(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Offer] = []

    def show(self, offers: Sequence[Offer]) -> None:
        self.beginResetModel()
        self._shown = list(offers)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own)
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._shown):
            return None
        offer = self._shown[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return offer.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return offer.spoken()
        return offer if role == _VALUE else None


class _Painter(QStyledItemDelegate):
    """Draws an offer: its text, under it what it is with its mark."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        offer = index.data(_VALUE)
        lines = theme().line_height("body")
        if offer is not None and (offer.detail or offer.mark):
            lines += theme().line_height("caption")
        return QSize(theme().scaled(200), lines + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        offer = index.data(_VALUE)
        if offer is None:
            return
        chosen = bool(option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.save()
        if chosen:
            painter.fillRect(option.rect, theme().colour("selection"))
        room = QRectF(option.rect).adjusted(_SIDE, 5, -_SIDE, -5)
        self._line(painter, room, theme().line_height("body"), offer.text, "body", "text")
        below = room.adjusted(0, theme().line_height("body"), 0, 0)
        if offer.mark is not None:
            draw_chip(painter, QRectF(below.left(), below.top(), below.width(), below.height()), offer.mark)
            below.setLeft(below.left() + chip_width(offer.mark) + _GAP)
        if offer.detail:
            self._line(painter, below, int(below.height()), offer.detail, "caption", "text-muted")
        painter.restore()

    def _line(self, painter: QPainter, room: QRectF, height: int, text: str, font: str, role: str) -> None:
        painter.setFont(theme().font(font))
        painter.setPen(theme().colour(role))
        box = QRectF(room.left(), room.top(), room.width(), height)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
