"""A scroll area that is no higher than what it holds."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.dressed_when_shown import DressedWhenShown
from ui.widgets.tab_order import reached_by_tab

# The focus ring stands outside of what it is drawn around.
_RING = 4


class FittingScroll(DressedWhenShown, QScrollArea):
    """As high as its content; where there is less room it gives way down to `least` pixels at 100 % and scrolls."""

    def __init__(self, content: QWidget, least: int) -> None:
        super().__init__()
        self._least = least
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("内容，用上下键翻看")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        content.installEventFilter(self)

    def set_least(self, least: int) -> None:
        """Give way no further than to so many pixels at 100 %."""
        if least != self._least:
            self._least = least
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the content at this width."""
        content = self.widget()
        width = max(self.width(), content.minimumSizeHint().width())
        wraps = content.hasHeightForWidth()
        return QSize(width, content.heightForWidth(width) if wraps else content.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Leave room for what stands beside it."""
        return QSize(0, min(self.sizeHint().height(), theme().scaled(self._least)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height at another width; have a scroll bar only where the content is higher.

        What has the keyboard stays in sight.
        """
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
        self._show_bar()
        focused = self.window().focusWidget()
        if focused is not None and self.widget().isAncestorOf(focused):
            self.ensureWidgetVisible(focused, 0, _RING)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ask for another height when the content does."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._show_bar()
        return super().eventFilter(watched, event)

    def _show_bar(self) -> None:
        # Left to itself, a bar that was needed for a moment takes its room for good.
        policy = Qt.ScrollBarPolicy
        fits = self.height() >= self.sizeHint().height()
        self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded)
        # Words that nothing in them leads through are gone through by the arrows.
        is_read = not fits and next(reached_by_tab(self.widget()), None) is None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_read else Qt.FocusPolicy.NoFocus)
