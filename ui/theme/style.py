"""What the style sheet cannot draw: ticks, dots and arrows as in the design.

Sizes and hints are in the style sheet: Qt asks a style for them thousands of times, and Python is slow to answer.
"""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QIcon, QPainter, QPen
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QWidget

from ui.theme.metrics import RADIUS_MARK
from ui.theme.theme import Theme

_ARROWS = {
    QStyle.PrimitiveElement.PE_IndicatorArrowDown: "chevron-down",
    QStyle.PrimitiveElement.PE_IndicatorArrowUp: "chevron-up",
    QStyle.PrimitiveElement.PE_IndicatorArrowLeft: "chevron-left",
    QStyle.PrimitiveElement.PE_IndicatorArrowRight: "chevron-right",
    QStyle.PrimitiveElement.PE_IndicatorSpinDown: "chevron-down",
    QStyle.PrimitiveElement.PE_IndicatorSpinUp: "chevron-up",
}


class Style(QProxyStyle):
    """Fusion with the program's own marks; focus is drawn by the window's ring, not by the controls."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Fusion")
        self._theme = theme

    def drawPrimitive(self, element, option: QStyleOption, painter: QPainter, widget: QWidget | None = None) -> None:
        if element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            return
        if element == QStyle.PrimitiveElement.PE_IndicatorCheckBox:
            self._draw_check(option, painter)
        elif element == QStyle.PrimitiveElement.PE_IndicatorRadioButton:
            self._draw_radio(option, painter)
        elif element in _ARROWS:
            self._draw_arrow(_ARROWS[element], option, painter)
        else:
            super().drawPrimitive(element, option, painter, widget)

    def standardIcon(
        self, standard: QStyle.StandardPixmap, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> QIcon:
        """The cross that empties a line is the program's own and follows the theme."""
        if standard == QStyle.StandardPixmap.SP_LineEditClearButton:
            return self._theme.icon("x")
        return super().standardIcon(standard, option, widget)

    def _draw_check(self, option: QStyleOption, painter: QPainter) -> None:
        rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        chosen = bool(option.state & (QStyle.StateFlag.State_On | QStyle.StateFlag.State_NoChange))
        self._prepare(painter, option, chosen)
        painter.drawRoundedRect(rect, RADIUS_MARK, RADIUS_MARK)
        if chosen:
            partly = bool(option.state & QStyle.StateFlag.State_NoChange)
            self._theme.draw_icon(painter, rect.adjusted(1, 1, -1, -1), "minus" if partly else "check", "accent-text")
        painter.restore()

    def _draw_radio(self, option: QStyleOption, painter: QPainter) -> None:
        rect = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
        self._prepare(painter, option, False)
        if option.state & QStyle.StateFlag.State_On:
            ring = rect.width() * 0.3
            painter.setPen(QPen(self._strong(option), ring))
            rect = rect.adjusted(ring / 2, ring / 2, -ring / 2, -ring / 2)
        painter.drawEllipse(rect)
        painter.restore()

    def _prepare(self, painter: QPainter, option: QStyleOption, filled: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self._strong(option)
        painter.setPen(QPen(strong if filled else self._line(option), 1))
        painter.setBrush(strong if filled else self._theme.colour("raised"))

    def _strong(self, option: QStyleOption):
        return self._theme.colour("accent" if option.state & QStyle.StateFlag.State_Enabled else "text-disabled")

    def _line(self, option: QStyleOption):
        if not option.state & QStyle.StateFlag.State_Enabled:
            return self._theme.colour("text-disabled")
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        return self._theme.colour("accent" if hovered else "control-line")

    def _draw_arrow(self, name: str, option: QStyleOption, painter: QPainter) -> None:
        size = min(16, option.rect.width(), option.rect.height()) if option.rect.height() > 4 else 12
        square = QRectF(0, 0, size, size)
        square.moveCenter(QRectF(option.rect).center())
        enabled = option.state & QStyle.StateFlag.State_Enabled
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._theme.draw_icon(painter, square, name, "text-muted" if enabled else "text-disabled")
        painter.restore()
