"""What the signs of the table mean, and the current cell in words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QBoxLayout, QFrame, QSizePolicy, QWidget

from app.county.matrix import CellStanding
from ui.pages.matrix.painting import draw_mark
from ui.pages.matrix.words import LOOKS, CellLook
from ui.theme import theme
from ui.theme.metrics import PAGE_PADDING
from ui.theme.theme import is_look_change
from ui.widgets.flow import Flow
from ui.widgets.labels import ElidedLabel

_MARK = QSize(24, 18)
_GAP = 5
_BESIDE = 1000
"""Below this width, in pixels at 100 %, the words stand under the signs."""


class Legend(QFrame):
    """Only the signs that the table has."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self._signs = QWidget()
        self._flow = Flow(self._signs, gap=14, line_gap=4)
        self._marks = {standing: _Sign(look) for standing, look in LOOKS.items()}
        for mark in self._marks.values():
            self._flow.addWidget(mark)
        self.words = ElidedLabel("", "caption", "text-muted")
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 8)
        self._line.setSpacing(14)
        self._line.addWidget(self._signs, 3)
        self._line.addWidget(self.words, 1)

    def show_standings(self, standings: Sequence[CellStanding]) -> None:
        """Explain these."""
        for standing, mark in self._marks.items():
            mark.setVisible(standing in standings)

    def show_signs(self, shown: bool) -> None:
        """Explain the signs, or say the current cell alone."""
        self._signs.setVisible(shown)
        self.give_way()

    def hold_words(self) -> None:
        """Say the current cell here, not in the band that a narrow window has anyway."""
        self._line.addWidget(self.words, 1)
        self.words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.give_way()

    def lend_words(self) -> ElidedLabel:
        """Return what says the current cell, for another place."""
        self._line.removeWidget(self.words)
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return self.words

    def give_way(self) -> None:
        """Take no room where there is nothing to say."""
        self.setVisible(not self._signs.isHidden() or self._line.indexOf(self.words) >= 0)

    def resizeEvent(self, event) -> None:
        """Put the words where there is room for them."""
        super().resizeEvent(event)
        narrow = self.width() < theme().scaled(_BESIDE)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class _Sign(QWidget):
    """A filled cell and what it means."""

    def __init__(self, look: CellLook) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(look.word)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size that is wanted."""
        words = QFontMetrics(theme().font("caption")).horizontalAdvance(self._look.word)
        height = max(theme().line_height("caption"), theme().scaled(_MARK.height()))
        return QSize(theme().scaled(_MARK.width()) + _GAP + words + 1, height)

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()
            self.update()

    def paintEvent(self, event) -> None:
        """Draw the sign and its word."""
        painter = QPainter(self)
        width, height = theme().scaled(_MARK.width()), theme().scaled(_MARK.height())
        box = QRect(0, (self.height() - height) // 2, width, height)
        painter.fillRect(box, theme().colour("line"))
        draw_mark(painter, box.adjusted(1, 1, -1, -1), self._look, "")
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("text"))
        place = QRect(width + _GAP, 0, self.width() - width - _GAP, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._look.word)
