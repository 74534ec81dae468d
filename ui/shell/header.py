"""The header of the page: the way back, title, what it is about, search, undo and redo, the page's one main button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui.pages.page import Page
from ui.shell.search_box import SearchBox
from ui.shell.way_back import WayBack
from ui.theme import theme
from ui.theme.metrics import HEADER, PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, label

# The search gives way before a page's switch loses its words; its own words fit into the least.
_SEARCH_WIDTH, _LEAST_SEARCH_WIDTH = 250, 180
# Below this width of the header, search is an icon.
_ROOM_FOR_SEARCH = 900
# Below these widths at 100 % the context, and the title that the rail says too, make room for a page's own choice.
_ROOM_FOR_CONTEXT, _ROOM_FOR_TITLE = 1040, 740


class Header(QFrame):
    """Stands over every page."""

    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, search: SearchBox) -> None:
        super().__init__()
        self.setProperty("surface", "raised")
        self.setProperty("line", "bottom")
        self.back = WayBack()
        self._title = label("", "page")
        self._page_widget = Slot()
        self._context = ElidedLabel("", "table", "text-muted")
        self._search = search
        self._undo = Button("", icon="undo-2", role="quiet", tip="撤销 Ctrl+Z")
        self._redo = Button("", icon="redo-2", role="quiet", tip="重做 Ctrl+Y")
        self._undo.clicked.connect(self.undo_asked)
        self._redo.clicked.connect(self.redo_asked)
        self._primary = Slot()
        layout = QHBoxLayout(self)
        # The arrow of the way back stands where the text of a page begins.
        layout.setContentsMargins(PAGE_PADDING - SPACE[2], 0, PAGE_PADDING, 0)
        layout.setSpacing(10)
        for widget in (self.back, self._title, self._page_widget):
            layout.addWidget(widget)
        layout.addWidget(self._context, 1)
        # Where the context has no room either, what is left over stands here, not between the buttons.
        layout.addStretch(0)
        for widget in (self._search, self._undo, self._redo, self._primary):
            layout.addWidget(widget)
        theme().changed.connect(self._fit)
        # Told before the field has let go of the cursor.
        self._search.left.connect(self._fit_search, Qt.ConnectionType.QueuedConnection)
        self._fit()

    def show_page(self, page: Page | None) -> None:
        """Show a page's title, context and widgets; None: those of no page."""
        self.show_words(page.title if page else "", page.context if page else "")
        self._page_widget.hold(page and page.header)
        self._primary.hold(page and page.primary)
        self._fit_title()
        self._fit_search()

    def show_words(self, title: str, context: str) -> None:
        """Show a title, and what it is about."""
        self._title.setText(title)
        self._context.setText(context)

    def set_history(self, undo_label: str | None, redo_label: str | None) -> None:
        """Offer undo and redo as far as there is something to take back or do again."""
        self._undo.setToolTip(f"撤销：{undo_label}（Ctrl+Z）" if undo_label else "")
        self._undo.set_available(bool(undo_label), "没有可以撤销的")
        if undo_label:
            self._undo.setToolTip(f"撤销：{undo_label}（Ctrl+Z）")
        self._redo.set_available(bool(redo_label), "没有可以重做的")
        if redo_label:
            self._redo.setToolTip(f"重做：{redo_label}（Ctrl+Y）")

    def acts(self) -> list[QWidget]:
        """Undo, redo and the page's one main button."""
        return [self._undo, self._redo, self._primary]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_title()
        self._fit_search()

    def _fit(self) -> None:
        self.setFixedHeight(max(HEADER, theme().height("primary") + 16))
        self._fit_title()
        self._fit_search()

    def _fit_title(self) -> None:
        for part, room in ((self._title, _ROOM_FOR_TITLE), (self._context, _ROOM_FOR_CONTEXT)):
            part.setVisible(self._page_widget.isHidden() or self.width() >= theme().scaled(room))

    def _fit_search(self) -> None:
        self._search.set_wide(self.width() >= _ROOM_FOR_SEARCH * max(1.0, theme().scale * 0.8))
        if not self._search.is_wide:
            self._search.setFixedWidth(self._search.sizeHint().width())
            return
        usual, least = theme().scaled(_SEARCH_WIDTH), theme().scaled(_LEAST_SEARCH_WIDTH)
        self._search.setFixedWidth(usual)
        lack = self.layout().sizeHint().width() - self.width()
        self._search.setFixedWidth(max(least, usual - max(lack, 0)))


class Slot(QWidget):
    """Room for one widget that a page lends to the frame."""

    def __init__(self) -> None:
        super().__init__()
        self._held: QWidget | None = None
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.hide()

    def hold(self, widget: QWidget | None) -> None:
        """Show this widget and put the one before aside, alive, for its page to show again."""
        if widget is not self._held:
            if self._held is not None:
                self._layout.removeWidget(self._held)
                self._held.hide()
            self._held = widget
            if widget is not None:
                self._layout.addWidget(widget)
                widget.show()
        self.setVisible(widget is not None)
