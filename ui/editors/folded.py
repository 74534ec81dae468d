"""A question of the guide that is not open: one painted line with how it stands, what was answered, and beside what."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import theme
from ui.theme.theme import is_look_change

_HEIGHT, _SIDE, _GAP = 35, 14, 8
_ICON, _ICON_COLUMN, _LABEL_COLUMN = 16, 24, 104
_MARK_ICON, _MARK_GAP = 13, 4
# The answer keeps at least this much of the line, at 100 %; labels give way first.
_LEAST_ANSWER = 120
_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


@dataclass(frozen=True)
class Mark:
    """An icon with its word, in a colour role; "" leaves the icon out."""

    icon: str
    text: str
    role: str = "text-muted"


@dataclass(frozen=True)
class Folded:
    """What a folded question shows. `state` stands first and is told by its word; `mark` at the end shows it."""

    label: str
    answer: str
    state: Mark
    mark: Mark


class FoldedRow(QAbstractButton):
    """Opens its question when it is pressed, and when Tab comes to it: it never keeps the keyboard."""

    wanted = Signal()
    """The clerk comes to the question."""

    def __init__(self, facts: Folded, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("noRing", True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: self.wanted.emit())
        self._facts: Folded | None = None
        self.show_facts(facts)

    @property
    def facts(self) -> Folded:
        """What is shown."""
        return self._facts

    def show_facts(self, facts: Folded) -> None:
        """Show how the question stands now."""
        if facts == self._facts:
            return
        self._facts = facts
        told = (facts.label, facts.answer or "空", facts.state.text, facts.mark.text)
        self.setAccessibleName("，".join(dict.fromkeys(part for part in told if part)))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(theme().scaled(_LEAST_ANSWER), max(_HEIGHT, theme().line_height("body") + _SIDE))

    def minimumSizeHint(self) -> QSize:
        """Everything but the height gives way."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Take new sizes and colours."""
        super().changeEvent(event)
        if is_look_change(event):
            self.updateGeometry()
            self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Go on to the question itself."""
        super().focusInEvent(event)
        if event.reason() in _TAB:
            self.wanted.emit()

    def event(self, event: QEvent) -> bool:
        """Show what is cut in the tooltip."""
        if event.type() == QEvent.Type.ToolTip:
            self.setToolTip(f"{self._facts.label}：{self._facts.answer}" if self._facts.answer else self._facts.label)
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw state, label, answer and mark."""
        painter, facts, shown = QPainter(self), self._facts, theme()
        painter.fillRect(self.rect(), shown.colour("zebra" if self.underMouse() else "raised"))
        painter.fillRect(0, 0, self.width(), 1, shown.colour("line"))
        icon = shown.scaled(_ICON)
        _draw_icon(painter, _SIDE, self.height(), icon, facts.state)
        left = _SIDE + shown.scaled(_ICON_COLUMN) + _GAP
        right = self.width() - _SIDE - self._draw_mark(painter, facts.mark)
        least_answer = shown.scaled(_LEAST_ANSWER) if facts.answer else _GAP
        widest = shown.scaled(_LABEL_COLUMN) if facts.answer else right - left
        label_width = min(widest, max(right - left - least_answer, icon))
        _draw_words(painter, QRect(left, 0, label_width, self.height()), facts.label, "table", "text-muted")
        left += label_width + _GAP
        _draw_words(painter, QRect(left, 0, right - _GAP - left, self.height()), facts.answer, "body", "text")

    def _draw_mark(self, painter: QPainter, mark: Mark) -> int:
        """Draw the mark at the end of the line; return how much room it takes."""
        if not mark.text:
            return 0
        icon = theme().scaled(_MARK_ICON) if mark.icon else 0
        # One pixel more than measured: rounding must not cost the last character.
        words = QFontMetrics(theme().font("caption")).horizontalAdvance(mark.text) + 1
        width = icon + (_MARK_GAP if icon else 0) + words
        left = self.width() - _SIDE - width
        if icon:
            _draw_icon(painter, left, self.height(), icon, mark)
        _draw_words(
            painter, QRect(self.width() - _SIDE - words, 0, words, self.height()), mark.text, "caption", mark.role
        )
        return width


def _draw_icon(painter: QPainter, left: int, height: int, size: int, mark: Mark) -> None:
    theme().draw_icon(painter, QRectF(left, (height - size) // 2, size, size), mark.icon, mark.role)


def _draw_words(painter: QPainter, rect: QRect, text: str, style: str, role: str) -> None:
    font: QFont = theme().font(style)
    painter.setFont(font)
    painter.setPen(theme().colour(role))
    words = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
