"""The keyboard ring: 2 px outside whatever has the focus, which no style sheet can draw."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QCheckBox, QRadioButton, QWidget
from shiboken6 import isValid

from ui.theme.theme import theme

_GAP, _LINE = 1, 2
_OUTSIDE = _GAP + _LINE
_MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.EnabledChange}


class FocusRing(QWidget):
    """Lies over a window, lets every click through and frames the widget that has the keyboard.

    A widget with the property `noRing` draws its focus itself.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("键盘光标框")
        self._framed: QWidget | None = None
        self._watched: list[QWidget] = []
        QApplication.instance().focusChanged.connect(self._follow)
        theme().changed.connect(self.update)
        self.hide()

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._watched = []
        self._framed = self._to_frame(new)
        if self._framed is not None:
            widget: QWidget | None = self._framed
            while widget is not None and widget is not self.parentWidget():
                widget.installEventFilter(self)
                self._watched.append(widget)
                widget = widget.parentWidget()
        self._place()

    def _to_frame(self, focused: QWidget | None) -> QWidget | None:
        if focused is None or focused is self.parentWidget() or focused.window() is not self.window():
            return None
        return None if focused.property("noRing") else focused

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES:
            self._place()
        return False

    def _place(self) -> None:
        """Lay the ring around the framed widget, as far as its scroll area shows it."""
        area = self._visible_area()
        if area is None:
            self.hide()
            return
        self.setGeometry(area)
        self.show()
        self.raise_()
        self.update()

    def _visible_area(self) -> QRect | None:
        framed, window = self._framed, self.parentWidget()
        if framed is None or not framed.isVisible() or not window.isAncestorOf(framed):
            return None
        ring = QRect(framed.mapTo(window, QPoint(0, 0)), _size(framed))
        area = ring.adjusted(-_OUTSIDE, -_OUTSIDE, _OUTSIDE, _OUTSIDE)
        ancestor = framed.parentWidget()
        while ancestor is not None and ancestor is not window:
            parent = ancestor.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is ancestor:
                shown = QRect(ancestor.mapTo(window, QPoint(0, 0)), ancestor.size())
                area = area.intersected(shown)
            ancestor = parent
        return None if area.isEmpty() else area

    def paintEvent(self, event: QPaintEvent) -> None:
        framed = self._framed
        if framed is None:
            return
        corner = self.mapFromGlobal(framed.mapToGlobal(QPoint(0, 0)))
        half = _LINE / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("focus"), _LINE))
        frame = QRect(corner, _size(framed)).toRectF().adjusted(-_GAP - half, -_GAP - half, _GAP + half, _GAP + half)
        # At the window's edge the ring stays inside, whole.
        window = self.parentWidget().rect().translated(-self.pos()).toRectF().adjusted(half, half, -half, -half)
        painter.drawRoundedRect(frame.intersected(window), 5, 5)


def _size(framed: QWidget) -> QSize:
    """How large the widget is to the eye: a box with words takes clicks as far as the words go, however much room it
    was given."""
    is_box = isinstance(framed, QCheckBox | QRadioButton)
    return QSize(min(framed.width(), framed.sizeHint().width()), framed.height()) if is_box else framed.size()
