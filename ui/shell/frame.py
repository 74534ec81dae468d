"""What stands around the pages: rail, header, tools, a note of trouble, work under way, status line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.pages.page import Page
from ui.session import Session
from ui.shell.header import Header, Slot
from ui.shell.rail import Rail, RailButton
from ui.shell.search_box import SearchBox
from ui.shell.status_line import StatusLine
from ui.shell.trouble_bar import TroubleBar
from ui.shell.work_strip import WorkStrip
from ui.theme import theme
from ui.theme.metrics import TOOLBAR
from ui.widgets.tab_order import reached_by_tab, tab_in_order


class Frame(QWidget):
    """The open workspace: `content` (the pages) with everything around it."""

    def __init__(self, session: Session, content: QWidget) -> None:
        super().__init__()
        self.rail, self.status, self.search = Rail(), StatusLine(), SearchBox(session)
        self.content = content
        self.header, self.work, self.trouble = Header(self.search), WorkStrip(), TroubleBar()
        self._tools = Slot()
        self._tools.setProperty("surface", "raised")
        self._tools.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tools.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        main = QVBoxLayout()
        main.setSpacing(0)
        for part in (self.header, self._tools, self.trouble):
            main.addWidget(part)
        main.addWidget(content, 1)
        main.addWidget(self.work)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(main, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.status)
        theme().changed.connect(self._fit_tools)
        self._fit_tools()

    def show_page(self, page: Page | None) -> None:
        """Show what a page brings along: title, tools, main button, keys; None: no page is there yet."""
        self.header.show_page(page)
        self._tools.hold(page and page.toolbar)
        self.status.set_hints(page.hints if page else ())
        self._order_tabs()

    def show_way(self, title: str) -> None:
        """Show which page comes, while it is being built."""
        self.show_page(None)
        self.header.show_words(title, "正在打开")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing on the page has a use for: Esc takes a note of trouble away, Alt+Left goes back."""
        if event.key() == Qt.Key.Key_Escape and not self.trouble.isHidden():
            self.trouble.clear()
        elif event.key() == Qt.Key.Key_Left and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.header.back.step_back()
        else:
            super().keyPressEvent(event)

    def next_area(self, page: Page, *, back: bool) -> None:
        """Take the keyboard to the next area of the page; past its last one to a trouble and the rail, and round."""
        focused = self.window().focusWidget() or self
        on_trouble, on_rail = self.trouble.isAncestorOf(focused), self.rail.isAncestorOf(focused)
        if on_trouble or not (page.next_area(back=back) or on_rail or self.trouble.take_focus()):
            self.rail.focus_current()

    def _order_tabs(self) -> None:
        """Have Tab go from the rail through the header and the tools to the page, though a page's own parts of these
        were made with the page."""
        rail = self.rail.findChildren(RailButton)
        if not rail:
            return
        # Behind the last of them: Tab reaches the one of the place shown alone, and Qt goes by no other.
        policy = rail[-1].focusPolicy()
        rail[-1].setFocusPolicy(Qt.FocusPolicy.TabFocus)
        tab_in_order([rail[-1], *reached_by_tab(self.header), *reached_by_tab(self._tools)])
        rail[-1].setFocusPolicy(policy)

    def _fit_tools(self) -> None:
        self._tools.setMinimumHeight(max(TOOLBAR, theme().height() + 10))
