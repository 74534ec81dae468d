"""The window of the help: the contents and a search at the left, the page at the right."""

from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.drafting.search import HELP, search
from app.help.contents import contents, has_page, shown_page
from app.standards.help_records import GLOSSARY_PAGE, GLOSSARY_TITLE
from app.standards.library import Library
from app.workspace import Workspace
from ui.help.look import PICTURE
from ui.help.pages_view import HelpPageView
from ui.session import Session
from ui.theme import theme
from ui.theme.focus_ring import FocusRing
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.rows import Row, RowList

_TITLE = "帮助"
_SIZE, _LEAST = QSize(1000, 640), QSize(420, 320)
_CONTENTS_WIDTH, _NARROW = 230, 720
_ASK_AFTER_MS = 120
_MOST = 40


class HelpWindow(QDialog):
    """Stands beside the program's window; Esc closes it."""

    tour_asked = Signal()
    """The clerk wants to be led round the window."""

    def __init__(self, library: Library, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._library, self._session = library, session
        self._way: list[str] = []
        self.setWindowTitle(_TITLE)
        self.setWindowFlags(self.windowFlags() | Qt.WindowType.WindowMinMaxButtonsHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(_LEAST)
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * 0.9))
        self.page, self.list, self.wanted = HelpPageView(), RowList(name="帮助的目录"), QLineEdit()
        self.back = Button("返回", icon="arrow-left", role="quiet", tip="回到前一页 Alt+←")
        self.show_contents = Button("目录", icon="list", role="quiet", tip="有哪些页")
        self.glossary = Button(GLOSSARY_TITLE, icon="book-open", role="quiet", tip="常用的词是什么意思")
        self.tour = Button("看一遍引导", icon="lightbulb", role="quiet", tip="在窗口上一处一处指给您看")
        self._lay_out()
        self._connect()
        self._show_list()
        self._fit()
        # The keys that scroll are those that are wanted first.
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)
        FocusRing(self)

    def show_page(self, code: str) -> None:
        """Show a page, the glossary or a picture, and remember the way here."""
        if not code.startswith(PICTURE) and not has_page(self._library, code):
            return
        if not self._way or self._way[-1] != code:
            self._way.append(code)
        self._show_last()

    @property
    def current(self) -> str:
        """What is shown: the code of a page, or of a picture."""
        return self._way[-1] if self._way else ""

    def go_back(self) -> None:
        """Show what was shown before."""
        if len(self._way) > 1:
            self._way.pop()
            self._show_last()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the page the room where both have none."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self.wanted.setPlaceholderText("在帮助里找")
        self.wanted.setAccessibleName("在帮助里找")
        self.wanted.setClearButtonEnabled(True)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE[2])
        left.addWidget(self.wanted)
        left.addWidget(self.list, 1)
        tools = QHBoxLayout()
        for tool in (self.back, self.show_contents, self.glossary, self.tour):
            tools.addWidget(tool)
        tools.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(SPACE[3])
        across.addWidget(self._left)
        across.addWidget(self.page, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE[3], SPACE[2], SPACE[3], SPACE[3])
        whole.addLayout(tools)
        whole.addLayout(across, 1)

    def _connect(self) -> None:
        self._ask_soon = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._ask_soon.timeout.connect(self._ask)
        self.wanted.textEdited.connect(lambda: self._ask_soon.start())
        self.wanted.textChanged.connect(lambda text: text.strip() or self._show_list())
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._choose)
        self.page.followed.connect(self.show_page)
        self.back.clicked.connect(self.go_back)
        self.glossary.clicked.connect(lambda: self.show_page(GLOSSARY_PAGE))
        self.tour.clicked.connect(self.tour_asked)
        # There is nothing to be shown round before a workspace is open.
        self.tour.setVisible(self._session.is_open)
        self.show_contents.clicked.connect(self._turn_to_contents)
        theme().changed.connect(self._fit)
        for keys, act in {"Alt+Left": self.go_back, "Ctrl+K": self._begin_search, "Ctrl+F": self._begin_search}.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _begin_search(self) -> None:
        if self._is_narrow():
            self._turn_to_contents()
        self.wanted.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.wanted.selectAll()

    def _show_last(self) -> None:
        code = self._way[-1]
        if code.startswith(PICTURE):
            self.page.show_picture(code.removeprefix(PICTURE))
        else:
            self.page.show_page(shown_page(self._library, code))
            self.list.set_current(code)
        self.back.set_available(len(self._way) > 1, "这是第一页")
        self.page.show()
        self._left.setVisible(not self._is_narrow())

    def _turn_to_contents(self) -> None:
        self._left.show()
        self.page.hide()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, key: str) -> None:
        if has_page(self._library, key):
            self.show_page(key)

    def _show_list(self) -> None:
        """Show the contents, as far as nothing is looked for."""
        # The index that is searched belongs to the open workspace.
        self.wanted.setVisible(self._session.is_open)
        rows = [
            row
            for group, pages in contents(self._library)
            for row in (Row(f"group:{group}", group, heading=True), *(Row(page.code, page.title) for page in pages))
        ]
        self.list.set_rows([*rows, Row("group:glossary", "词", heading=True), Row(GLOSSARY_PAGE, GLOSSARY_TITLE)])
        self.list.set_current(self.current)

    def _ask(self) -> None:
        text = self.wanted.text().strip()
        if not text or not self._session.is_open:
            self._show_list()
            return

        def work(workspace: Workspace) -> list[dict[str, Any]]:
            return search(workspace, text, kinds=(HELP,), limit=_MOST)

        self._session.ask(work, lambda hits: self._show_hits(text, hits), owner=self)

    def _show_hits(self, text: str, hits: list[dict[str, Any]]) -> None:
        if text == self.wanted.text().strip():
            heading = "找到的" if hits else "没有找到，换一个词试试"
            rows = [Row(hit["id"], hit["title"]) for hit in hits if has_page(self._library, hit["id"])]
            self.list.set_rows([Row("group:found", heading, heading=True), *rows])

    def _is_narrow(self) -> bool:
        return self.width() < theme().scaled(_NARROW)

    def _fit(self) -> None:
        narrow = self._is_narrow()
        self.show_contents.setVisible(narrow)
        self._left.setVisible(not narrow or self.page.isHidden())
        if narrow:
            self._left.setMaximumWidth(16_777_215)
        else:
            self.page.show()
            self._left.setFixedWidth(theme().scaled(_CONTENTS_WIDTH))
