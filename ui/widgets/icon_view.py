"""An icon among other widgets."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.theme import theme


class IconView(QWidget):
    """A lucide icon of a size at 100 %, drawn in a colour role; the words beside it say what it means.

    `line` is a type role: the icon then stands in the middle of a line of that type, beside the first line of a text.
    """

    def __init__(
        self, name: str, role: str = "text", size: int = 16, line: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._size, self._line = size, line
        theme().changed.connect(self._fit)
        self.set_icon(name, role)
        self._fit()

    def set_icon(self, name: str, role: str) -> None:
        """Show another icon or colour."""
        self._name, self._role = name, role
        self.update()

    def sizeHint(self) -> QSize:
        """A square that grows with the text, or the height of a line of it."""
        side = theme().scaled(self._size)
        return QSize(side, max(theme().line_height(self._line), side) if self._line else side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - self.width()) // 2
        theme().draw_icon(painter, QRectF(0, top, self.width(), self.width()), self._name, self._role)

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()
