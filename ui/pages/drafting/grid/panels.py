"""The panel beside the grid in which an act over many cells is prepared; one at a time."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ui.editors.keys import is_ctrl_enter
from ui.theme.metrics import SPACE
from ui.widgets.action_bar import FOOT
from ui.widgets.buttons import Button
from ui.widgets.fitting_scroll import FittingScroll
from ui.widgets.flow import Flow
from ui.widgets.pane_head import PaneHead

# What of the body is seen at least, in pixels at text scale 1.
_LEAST_BODY = 120


class ActPanel(QFrame):
    """A title with a button that closes, `body` for what is asked, and `foot` for what is done with it."""

    closed = Signal()
    jumped = Signal(str, str)
    """Entry and element of a cell somebody wants to see."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setAccessibleName(title)
        self.close_button = Button("", icon="x", role="quiet", compact=True, tip=f"关上{title}（Esc）")
        self.close_button.clicked.connect(self.closed)
        self.head = PaneHead(title, last=(self.close_button,))
        content = QWidget()
        content.setProperty("surface", "raised")
        self.body = QVBoxLayout(content)
        self.body.setContentsMargins(14, SPACE[2], 14, SPACE[2])
        self.body.setSpacing(SPACE[2])
        self._foot = QFrame()
        self._foot.setProperty("line", "top")
        self._foot.setProperty(FOOT, True)
        self.foot = Flow(gap=SPACE[2], line_gap=SPACE[1])
        line = QVBoxLayout(self._foot)
        line.setContentsMargins(14, SPACE[2], 14, SPACE[2])
        line.addLayout(self.foot)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(FittingScroll(content, _LEAST_BODY))
        self._column.addWidget(self._foot)

    def add_words(self, words: QLabel) -> None:
        """Put words that wrap into the body; their least height is that of the lines they take, not of narrow ones."""
        words.setMinimumHeight(1)
        self.body.addWidget(words)

    def set_list(self, widget: QWidget) -> None:
        """Give what is left of the height to a list."""
        self._column.insertWidget(2, widget, 1)

    def set_title(self, title: str) -> None:
        """Call the panel by another name."""
        self.head.title.setText(title)
        self.setAccessibleName(title)
        self.close_button.setToolTip(f"关上{title}（Esc）")

    def take_keyboard(self) -> None:
        """Bring the keyboard to where work in the panel begins."""

    def do(self) -> None:
        """Do what the panel is for."""

    def event(self, event: QEvent) -> bool:
        """Take Ctrl+Enter before the page does."""
        if event.type() == QEvent.Type.ShortcutOverride and is_ctrl_enter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it on Ctrl+Enter, close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif is_ctrl_enter(event):
            self.do()
        else:
            super().keyPressEvent(event)


class Panels(QStackedWidget):
    """Shows one panel, or what stands there otherwise (`base`)."""

    changed = Signal()
    """Another panel is shown, or none any more."""
    jumped = Signal(str, str)
    """Entry and element of a cell somebody wants to see from a panel."""

    def __init__(self, base: QWidget) -> None:
        super().__init__()
        self._base = base
        self.addWidget(base)

    @property
    def open(self) -> ActPanel | None:
        """The panel that is shown."""
        shown = self.currentWidget()
        return None if shown is self._base else shown

    def add(self, panel: ActPanel) -> None:
        """Take a panel in."""
        self.addWidget(panel)
        panel.closed.connect(self.close_panel)
        panel.jumped.connect(self.jumped)

    def show_panel(self, panel: ActPanel) -> None:
        """Show a panel and take the keyboard there."""
        self.setCurrentWidget(panel)
        self.changed.emit()
        panel.take_keyboard()

    def close_panel(self) -> None:
        """Show no panel."""
        if self.open is not None:
            self.setCurrentWidget(self._base)
            self.changed.emit()
