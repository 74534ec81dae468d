"""A layout in as many columns as there is room for."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem

from ui.widgets.flow import Flow

_GAP, _LINE_GAP = 16, 2


class ColumnsFlow(Flow):
    """Widgets row by row in at most `most` columns, each as wide as its widest widget."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def heightForWidth(self, width: int) -> int:
        """Return the height of all rows at a width, in pixels."""
        if width not in self._heights:
            rows = -(-len(self._sizes()) // len(self._widths(width)))
            self._heights[width] = max(rows * (self._row_height() + _LINE_GAP) - _LINE_GAP, 0)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        """Set the widgets into a rectangle."""
        widths, height = self._widths(rect.width()), self._row_height()
        for index, item in enumerate(self._shown()):
            size = item.sizeHint()
            row, column = divmod(index, len(widths))
            left = rect.x() + sum(widths[:column]) + column * _GAP
            top = rect.y() + row * (height + _LINE_GAP)
            item.setGeometry(QRect(left, top, min(size.width(), rect.width()), height))

    def _sizes(self) -> list[QSize]:
        return [item.sizeHint() for item in self._shown()]

    def _shown(self) -> list[QLayoutItem]:
        return [item for index in range(self.count()) if not (item := self.itemAt(index)).isEmpty()]

    def _row_height(self) -> int:
        return max((size.height() for size in self._sizes()), default=0)

    def _widths(self, width: int) -> list[int]:
        """Return the widths of the most columns that fit, in pixels."""
        sizes = self._sizes()
        for columns in range(min(self._most, len(sizes)), 1, -1):
            widths = [max(size.width() for size in sizes[column::columns]) for column in range(columns)]
            if sum(widths) + _GAP * (columns - 1) <= width:
                return widths
        return [width]
