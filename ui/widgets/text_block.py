"""Wrapped text with marked words, laid out once and drawn often: what list rows and table cells share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

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
    """A text broken into lines of one height; `height` and `lines` tell its size, widths in pixels.

    With `fits` it is known to fit on one line: it is laid out only when it is drawn, and most rows of a long list are
    never seen.
    """

    def __init__(
        self, text: str, font: QFont, width: int, line_height: int, spans: Sequence[Span] = (), *, fits: bool = False
    ) -> None:
        self._text, self._font, self._spans = text, font, spans
        self._width, self._line_height = max(width, 1), line_height
        self.lines = 1 if fits else self._layout.lineCount()
        self.height = self.lines * line_height

    @cached_property
    def _layout(self) -> QTextLayout:
        layout = QTextLayout(self._text.replace("\n", "\u2028"), self._font)
        layout.setCacheEnabled(True)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_format(self._text, span) for span in self._spans])
        lines, height = 0, self._line_height
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(self._width)
            line.setPosition(QPointF(0, lines * height + (height - line.height()) / 2))
            lines += 1
        layout.endLayout()
        return layout

    @property
    def widest(self) -> float:
        """How wide its widest line is."""
        lines = range(self._layout.lineCount())
        return max((self._layout.lineAt(number).naturalTextWidth() for number in lines), default=0.0)

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
