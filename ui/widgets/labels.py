"""Words on the window: lines, lines cut with an ellipsis, and paragraphs."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.text_block import Span


class Label(QLabel):
    """Plain words in a type role and a colour role; they follow the theme."""

    def __init__(
        self, text: str = "", style: str = "body", colour: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style, self._colour = style, colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        # Inside a button a label would take the button's role for its ink.
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        self.setText(text)
        # Its own from the beginning, also where whatever it comes to stand in has the same by chance.
        self.setFont(theme().font(style))
        self._colour_words(self.palette())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if is_look_change(event):
            self._dress()

    def set_colour(self, role: str) -> None:
        """Show the words in another colour role."""
        if role != self._colour:
            self._colour = role
            self._dress()

    def showEvent(self, event: QShowEvent) -> None:
        """Dress again: a new style sheet gives a hidden widget its former font and colours back when it is shown."""
        super().showEvent(event)
        self._dress()

    def sizeHint(self) -> QSize:
        """A single line is as high as the line height of its type."""
        hint = super().sizeHint()
        return hint.expandedTo(QSize(0, theme().line_height(self._style)))

    def _dress(self) -> None:
        font, colour, palette = theme().font(self._style), theme().colour(self._colour), self.palette()
        if self.font() != font:
            self.setFont(font)
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            self._colour_words(palette)

    def _colour_words(self, palette: QPalette) -> None:
        palette.setColor(QPalette.ColorRole.WindowText, theme().colour(self._colour))
        self.setPalette(palette)


class ElidedLabel(Label):
    """One line that gives way: too long a text ends in an ellipsis and is whole in the tooltip."""

    def __init__(
        self, text: str = "", style: str = "body", colour: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, style, colour, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Change the words."""
        super().setText(text)
        self._tell_whole()

    def minimumSizeHint(self) -> QSize:
        """Narrow down to a few characters."""
        return QSize(min(self.sizeHint().width(), theme().scaled(32)), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the tooltip to texts that are cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw as much of the words as there is room for."""
        painter = QPainter(self)
        painter.setPen(theme().colour(self._colour))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), words)

    def _tell_whole(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if cut else "")


class Paragraph(QLabel):
    """Wrapped text with a line height of 1.5 that can be marked and copied with the mouse.

    Its height follows its width inside layouts. Marked words are given as spans.
    """

    def __init__(
        self,
        text: str = "",
        style: str = "body",
        colour: str = "text",
        spans: Sequence[Span] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style, self._colour = style, colour
        # Layouts one in the other ask for the same few heights many times, and each time Qt breaks the lines anew.
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setProperty("noRing", True)
        self.set_text(text, spans)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        self._heights.clear()
        if is_look_change(event):
            self._dress()

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width, in pixels."""
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def set_text(self, text: str, spans: Sequence[Span] = ()) -> None:
        """Change the words and the spans that mark some of them; line feeds part paragraphs."""
        self._text, self._spans = text, tuple(spans)
        self.setAccessibleName(text)
        self._dress()

    def plain_text(self) -> str:
        """Return the words without marks."""
        return self._text

    def _dress(self) -> None:
        self.setFont(theme().font(self._style))
        colour, line = theme().colour(self._colour).name(), theme().line_height(self._style)
        self._heights.clear()
        self.setText(f'<div style="color:{colour};line-height:{line}px">{self._html()}</div>')

    def _html(self) -> str:
        parts, end = [], 0
        for span in sorted(self._spans, key=lambda span: span.start):
            marked = self._text[span.start : span.start + span.length]
            parts += [_plain(self._text[end : span.start]), f'<span style="{_css(span)}">{_plain(marked)}</span>']
            end = span.start + span.length
        return "".join([*parts, _plain(self._text[end:])])


def label(text: str, style: str = "body", colour: str = "text", *, wrap: bool = False) -> Label:
    """Return a label in a type role and a colour role; `wrap` lets it break into lines."""
    made = Label(text, style, colour)
    made.setWordWrap(wrap)
    return made


def _plain(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _css(span: Span) -> str:
    parts = {
        "color": theme().colour(span.role).name() if span.role else "",
        "background-color": theme().colour(span.soft).name() if span.soft else "",
        "font-weight": "700" if span.bold else "",
        "text-decoration": "underline" if span.underline else "",
    }
    return ";".join(f"{name}:{value}" for name, value in parts.items() if value)
