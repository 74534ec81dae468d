"""A layout that sets widgets in a line and goes on in the next line where there is no more room."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

# The items of a line with the size that each has in it.
_Line = list[tuple[QLayoutItem, QSize]]


class Flow(QLayout):
    """Widgets side by side at their own width, wrapped like words; `gap` pixels between them.

    They stand in the middle of their line; with `hang` they hang from its top, so that inputs stand level. With
    `even` they become as narrow as they may before they wrap, and then lines have as many each as can be.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = 8,
        line_gap: int = 8,
        *,
        hang: bool = False,
        even: bool = False,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        # Qt asks for heights many times before anything has changed; `invalidate` tells when something has.
        self._heights: dict[int, int] = {}
        self._gap, self._line_gap, self._hang, self._even = gap, line_gap, hang, even
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        self.addChildWidget(widget)
        # An item made by Qt is dropped by the binding together with an outer layout's; one of our own stays ours.
        self.addItem(QWidgetItem(widget))
        self.invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """Put an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item, or None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width, in pixels."""
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget what was measured: an item has changed, come or gone."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Set the widgets into a rectangle."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """One below the other."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, move: bool) -> int:
        """Walk the lines; return their height."""
        y = rect.y()
        for line in self._lined(rect.width()):
            height = max(size.height() for _, size in line)
            if move:
                self._place_line(line, QRect(rect.x(), y, rect.width(), height))
            y += height + self._line_gap
        return max(y - self._line_gap - rect.y(), 0)

    def _lined(self, width: int) -> list[_Line]:
        lines = self._lines(width)
        if not self._even or len(lines) < 2:
            return lines
        if tight := self._tight_line(width):
            return [tight]
        widest = max(item.sizeHint().width() for item in self._shown())
        while (narrower := max(map(self._width, lines)) - 1) >= widest:
            if len(closer := self._lines(narrower)) > len(lines):
                break
            lines = closer
        return lines

    def _tight_line(self, width: int) -> _Line | None:
        """All in one line, narrowed evenly; None where that is not enough."""
        items = self._shown()
        lack = sum(item.sizeHint().width() for item in items) + self._gap * (len(items) - 1) - width
        gives = [item.sizeHint().width() - item.minimumSize().width() for item in items]
        if lack > sum(gives):
            return None
        line = []
        for item, give in zip(items, gives, strict=True):
            less = -(-lack * give // sum(gives))
            line.append((item, item.sizeHint() - QSize(less, 0)))
        return line

    def _width(self, line: _Line) -> int:
        return sum(size.width() for _, size in line) + self._gap * (len(line) - 1)

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = []
        used = 0
        for item in self._shown():
            size = item.sizeHint()
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(min(size.width(), width)))
            if not lines or used + size.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._gap
        return lines

    def _place_line(self, line: _Line, rect: QRect) -> None:
        x = rect.x()
        for item, size in line:
            top = rect.y() + (0 if self._hang else (rect.height() - size.height()) // 2)
            item.setGeometry(QRect(QPoint(x, top), QSize(min(size.width(), rect.width()), size.height())))
            x += size.width() + self._gap
