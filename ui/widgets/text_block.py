"""Wrapped text with marked words, laid out once and drawn often: what list rows and table cells share."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from ui.theme import theme


@dataclass(frozen=True)
class Span:
    """Words inside a text that look different: from `start`, `length` characters.

    `role` and `soft` are colour roles of the letters and of the ground behind them; "" leaves them as they are.
    """

    start: int
    length: int
    role: str = "difference"
    bold: bool = True
    soft: str = ""
    underline: bool = False


class TextBlock:
    """A text broken into lines of one height; `height` and `lines` tell its size, widths in pixels."""

    def __init__(self, text: str, font: QFont, width: int, line_height: int, spans: Sequence[Span] = ()) -> None:
        self._layout = QTextLayout(text.replace("\n", "\u2028"), font)
        self._layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setFormats([_format(text, span) for span in spans])
        self._break(max(width, 1), line_height)

    def _break(self, width: int, line_height: int) -> None:
        self.lines, self.widest = 0, 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, self.lines * line_height + (line_height - line.height()) / 2))
            self.widest = max(self.widest, line.naturalTextWidth())
            self.lines += 1
        self._layout.endLayout()
        self.height = self.lines * line_height

    def draw(self, painter: QPainter, x: float, y: float, colour: QColor) -> None:
        """Draw the block with its left top corner at a point."""
        painter.setPen(colour)
        self._layout.draw(painter, QPointF(x, y))


def _format(text: str, span: Span) -> QTextLayout.FormatRange:
    look = QTextCharFormat()
    if span.role:
        look.setForeground(theme().colour(span.role))
    if span.soft:
        look.setBackground(theme().colour(span.soft))
    if span.bold:
        look.setFontWeight(QFont.Weight.Bold)
    look.setFontUnderline(span.underline)
    marked = QTextLayout.FormatRange()
    marked.start = _units(text[: span.start])
    marked.length = _units(text[span.start : span.start + span.length])
    marked.format = look
    return marked


def _units(text: str) -> int:
    """Count as Qt does: rare characters, beyond the first 65,536, are two, which must not be parted."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
