"""A note on the page: what happened, what did not happen, and what to do about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.theme import theme
from ui.theme.metrics import RADIUS_CONTROL
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.icon_view import IconView
from ui.widgets.labels import Paragraph, label
from ui.widgets.text_block import Span

ICONS = {
    "danger": "octagon-alert",
    "warn": "triangle-alert",
    "info": "info",
    "difference": "pencil-line",
    "success": "circle-check",
}
# Words, lucide icon or "", what pressing it does.
ButtonSpec = tuple[str, str, Callable[[], object]]
_EDGE = 3
# Narrower than this at 100 %, the buttons of a compact note stand under its words.
_NARROW = 420
# What opens the line that says what to do; it stands out.
_ADVICE = "怎么办："


class Note(QFrame):
    """A soft ground with a strong left edge: bold headline, text, buttons, technical details that fold out.

    `kind` is danger, warn, info, difference or success. `compact` is the form inside forms and lists: one paragraph of
    13 px with the buttons at its right. A button is a widget or (words, icon, what it does); of several given in the
    latter way the first is the primary one. Screen readers are told of a danger or a warning when it appears.
    """

    def __init__(
        self,
        kind: str,
        headline: str,
        text: str = "",
        buttons: Sequence[QPushButton | ButtonSpec] = (),
        icon: str | None = None,
        details: str = "",
        *,
        compact: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._compact = kind, compact
        self.setAccessibleName(f"{headline} {text}".strip())
        self._details = Paragraph(details, "table", "text-muted")
        self._details.hide()
        self._icon = IconView(icon or ICONS[kind], kind, *((16, "table") if compact else (24, "section")))
        self._buttons = [_button(given, n == 0 and len(buttons) > 1, compact) for n, given in enumerate(buttons)]
        words = _sentence(headline, text) if compact else _headline_and_text(headline, text)
        self._row = self._lay_out(words, bool(details))
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground and edge; only the corners away from the edge are round."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        framed = theme().name == "contrast"
        painter.setBrush(theme().colour(f"{self._kind}-soft"))
        painter.setPen(QPen(theme().colour("line"), 1) if framed else Qt.PenStyle.NoPen)
        inset = 0.5 if framed else 0
        ground = QRectF(self.rect()).adjusted(-RADIUS_CONTROL - 1, inset, -inset, -inset)
        painter.drawRoundedRect(ground, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.fillRect(0, 0, _EDGE, self.height(), theme().colour(self._kind))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons of a compact note under its words where it is narrow, or they would take most of it."""
        super().resizeEvent(event)
        if self._compact:
            taken = sum(button.sizeHint().width() for button in self._buttons)
            beside = self.width() >= theme().scaled(_NARROW) and taken <= self.width() // 2
            direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
            self._row.setDirection(direction)
            self._align_icon(beside)

    def showEvent(self, event: QShowEvent) -> None:
        """Tell a screen reader of what needs attention."""
        super().showEvent(event)
        if self._kind in ("danger", "warn"):
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _lay_out(self, words: QWidget, foldable: bool) -> QBoxLayout:
        """Return the row of words and buttons, which stand below the words unless the note is compact."""
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight if self._compact else QBoxLayout.Direction.TopToBottom)
        row.setSpacing(10 if self._compact else 12)
        row.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        if self._buttons or foldable:
            row.addLayout(self._button_row(foldable))
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._details)
        column.addStretch(1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(*((_EDGE + 12, 8, 12, 8) if self._compact else (_EDGE + 18, 14, 18, 14)))
        outer.setSpacing(10 if self._compact else 14)
        self._beside_words = self._icon_column()
        outer.addLayout(self._beside_words)
        outer.addLayout(column, 1)
        return row

    def _icon_column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(self._icon)
        column.addStretch(1)
        return column

    def _align_icon(self, beside: bool) -> None:
        """Keep the icon at the first line of the words, which buttons beside them push down a little."""
        pushed = beside and bool(self._buttons)
        top = (theme().height("compact") - theme().line_height("table")) // 2 if pushed else 0
        self._beside_words.setContentsMargins(0, top, 0, 0)

    def _button_row(self, foldable: bool) -> QHBoxLayout:
        flow = Flow()
        for button in self._buttons:
            flow.addWidget(button)
        row = QHBoxLayout()
        row.addLayout(flow, 1)
        if foldable:
            row.addWidget(self._fold_button(), 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _fold_button(self) -> Button:
        fold = Button("技术细节", icon="chevron-right", role="quiet", compact=True)
        fold.clicked.connect(lambda: self._fold(fold))
        return fold

    def _fold(self, button: Button) -> None:
        shown = self._details.isHidden()
        self._details.setVisible(shown)
        button.set_icon("chevron-down" if shown else "chevron-right")


def _button(given: QPushButton | ButtonSpec, first: bool, compact: bool) -> QPushButton:
    if isinstance(given, QPushButton):
        return given
    text, icon, act = given
    button = Button(text, icon=icon, role="primary" if first and not compact else "normal", compact=compact)
    button.clicked.connect(lambda: act())
    return button


def _headline_and_text(headline: str, text: str) -> QWidget:
    words = QWidget()
    column = QVBoxLayout(words)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(label(headline, "section", wrap=True))
    for number, line in enumerate(text.splitlines()):
        column.addSpacing(6 if number else 0)
        column.addWidget(Paragraph(line, spans=[Span(0, len(_ADVICE), role="")] if line.startswith(_ADVICE) else []))
    return words


def _sentence(headline: str, text: str) -> Paragraph:
    stop = "" if not text or headline.endswith(("。", "：", "？")) else "。"
    return Paragraph(headline + stop + text, "table", spans=[Span(0, len(headline + stop), role="")])
