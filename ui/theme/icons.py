"""Lucide icons in the colours of the theme."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource_bytes, resource_path

# Big drawings get a thinner line, as in the empty states.
THIN_FROM = 40
_STROKE, _THIN = "1.75", "1.25"
_FOLDER = "icons/lucide"


class Icons:
    """Draws icons by name and colour; renderers are kept by name, colour and line width."""

    def __init__(self) -> None:
        self._renderers: dict[tuple[str, str, str], QSvgRenderer] = {}

    def draw(self, painter: QPainter, rect: QRectF, name: str, colour: QColor) -> None:
        """Draw an icon into a square."""
        self._renderer(name, colour, rect.width()).render(painter, rect)

    def pixmap(self, name: str, colour: QColor, size: int, ratio: float) -> QPixmap:
        """Return an icon as pixels, `size` logical pixels wide."""
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.draw(painter, QRectF(pixmap.rect()), name, colour)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _renderer(self, name: str, colour: QColor, width: float) -> QSvgRenderer:
        stroke = _THIN if width >= THIN_FROM else _STROKE
        key = (name, colour.name(), stroke)
        if key not in self._renderers:
            self._renderers[key] = QSvgRenderer(QByteArray(coloured_svg(name, colour, stroke)))
        return self._renderers[key]


def coloured_svg(name: str, colour: QColor, stroke: str = _STROKE) -> bytes:
    """Return the drawing of an icon in a colour, its lines `stroke` wide."""
    source = _drawing(name).replace("currentColor", colour.name())
    return source.replace(f'stroke-width="{_STROKE}"', f'stroke-width="{stroke}"').encode()


def read_icons() -> None:
    """Read all icons there are ahead of time, on whatever thread may wait for the disk."""
    for file in resource_path(_FOLDER).glob("*.svg"):
        _drawing(file.stem)


@cache
def _drawing(name: str) -> str:
    return resource_bytes(f"{_FOLDER}/{name}.svg").decode()


class ThemedIcon(QIconEngine):
    """An icon of a standard control: drawn at each use, so that it follows the theme and the screen."""

    def __init__(self, icons: Icons, name: str, colour: Callable[[QIcon.Mode], QColor]) -> None:
        super().__init__()
        self._icons, self._name, self._colour = icons, name, colour

    def paint(self, painter: QPainter, rect, mode: QIcon.Mode, state: QIcon.State) -> None:
        self._icons.draw(painter, QRectF(rect), self._name, self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self._icons.pixmap(self._name, self._colour(mode), size.width(), 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        return self._icons.pixmap(self._name, self._colour(mode), round(size.width() / scale), scale)

    def clone(self) -> QIconEngine:
        return ThemedIcon(self._icons, self._name, self._colour)
