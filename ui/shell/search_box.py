"""Find an entry, a basis, a notice, a board or a page of the help from anywhere: Chinese, full pinyin or initials."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.drafting.search import FIELD, HELP, KINDS, search
from app.workspace import Workspace
from ui.session import Session
from ui.theme import theme
from ui.theme.theme import is_look_change
from ui.widgets.buttons import Button, draw_key
from ui.widgets.labels import label
from ui.widgets.rows import Row, RowList

_ASK_AFTER_MS = 120
_MOST = 50
_ICON, _AFTER_ICON = 15, 7
_POPUP_WIDTH, _POPUP_HEIGHT, _POPUP_SIDE = 480, 420, 10
_KINDS = {
    FIELD: ("library", "整个领域"),
    "entry": ("list-checks", "目录里的条目"),
    "item": ("library", "标准里的事项"),
    "law": ("book-open", "依据"),
    "notice": ("megaphone", "公示公告"),
    "board": ("panels-top-left", "公示栏"),
    HELP: ("circle-question-mark", "帮助"),
}


class SearchBox(QWidget):
    """The search field of the header with its list of hits; an icon where there is little room."""

    found = Signal(object)
    """A hit that was chosen, as `app.drafting.search.search` tells it."""
    left = Signal()
    """The cursor left the field: it may be an icon again."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.is_wide = True
        self._edit = _SearchEdit()
        self._icon = Button("", icon="search", role="quiet", tip="找条目、依据、公告 Ctrl+K")
        self._icon.clicked.connect(self.open)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._edit)
        self._layout.addWidget(self._icon)
        self._popup = _Popup(self)
        self._ask_soon = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._ask_soon.timeout.connect(self._ask)
        self._asked = self._answered = ""
        self._came_from: QWidget | None = None
        self._edit.textEdited.connect(lambda: self._ask_soon.start())
        self._edit.installEventFilter(self)
        self._popup.chosen.connect(self._choose)

    @property
    def hits_shown(self) -> int:
        """How many hits the list under the field shows."""
        return self._popup.count if self._popup.isVisible() else 0

    def open(self) -> None:
        """Put the cursor into the search field."""
        before = self.window().focusWidget()
        if before is not self._edit:
            self._came_from = before
        self.set_wide(True)
        self.setFixedWidth(max(self.width(), theme().scaled(220)))
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    def set_wide(self, wide: bool) -> None:
        """Show the field, or only its icon."""
        self.is_wide = wide or self._edit.hasFocus()
        self._layout.setCurrentWidget(self._edit if self.is_wide else self._icon)

    def sizeHint(self) -> QSize:
        return self._layout.currentWidget().sizeHint()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        # A click on a hit takes the focus away on some desktops before it is told.
        if event.type() == QEvent.Type.FocusOut and not self._popup.underMouse():
            self._end()
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        if (
            event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self._popup.isVisible()
        ):
            # Hits of what stood here before are not what the clerk means.
            if self._answered == self._edit.text().strip():
                self._popup.take_key(event)
            return True
        if event.key() == Qt.Key.Key_Escape:
            is_empty = not self._edit.text()
            self._end()
            self._edit.clear()
            if is_empty:
                self._go_back()
            return True
        # A key of a page or of the desktop, which the field would take for a letter.
        return event.modifiers() == Qt.KeyboardModifier.AltModifier and bool(event.text())

    def _go_back(self) -> None:
        """Give the keyboard back to where it was, as far as that is still there to be seen."""
        before = self._came_from
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        """Take the hits away, also those that are still being looked for."""
        self._ask_soon.stop()
        self._asked = ""
        self._popup.hide()

    def _ask(self) -> None:
        text = self._edit.text().strip()
        self._asked = text
        if not text or not self._session.is_open:
            self._popup.hide()
            return

        def work(workspace: Workspace) -> list[dict[str, Any]]:
            return search(workspace, text, kinds=(FIELD, *KINDS, HELP), limit=_MOST)

        self._session.ask(work, lambda hits: self._show(text, hits), owner=self)

    def _show(self, text: str, hits: list[dict[str, Any]]) -> None:
        if text == self._asked:
            self._answered = text
            self._popup.show_hits(hits, self._edit)

    def _choose(self, hit: dict[str, Any]) -> None:
        self._end()
        self._edit.clear()
        self.found.emit(hit)


class _SearchEdit(QLineEdit):
    """The field itself: a magnifying glass before and the key after the words."""

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("找条目、依据、公告")
        self.setAccessibleName("找条目、依据、公告 Ctrl+K")
        self.setToolTip(self.accessibleName())
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self._make_room()

    def _make_room(self) -> None:
        """Let the words begin after the icon, at every text size."""
        self.setTextMargins(theme().scaled(_ICON) + _AFTER_ICON, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = theme().scaled(_ICON)
        square = self.rect().adjusted(10, 0, 0, 0)
        square.setWidth(side)
        square.setTop((self.height() - side) // 2)
        square.setHeight(side)
        theme().draw_icon(painter, square.toRectF(), "search", "text-muted")
        width = painter.fontMetrics().horizontalAdvance("Ctrl+K") + 4
        words = painter.fontMetrics().horizontalAdvance(self.placeholderText())
        # Its tip says the key as well: where both do not fit, the words stand alone.
        if not self.text() and self.textMargins().left() + words + width + 24 <= self.width():
            draw_key(painter, self.rect().toRectF().adjusted(self.width() - width - 6, 0, 0, 0), "Ctrl+K")


class _Popup(QFrame):
    """The hits under the field, grouped by kind."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip)
        self.setProperty("surface", "popup")
        self.setAccessibleName("找到的")
        self._list = RowList()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.opened.connect(self._open)
        self._list.clicked.connect(lambda index: self._open(self._list.rows()[index.row()].key))
        self._none = label(
            "没有找到。换一个词试试，也可以打拼音或首字母，例如 dibao、db。", "body", "text-muted", wrap=True
        )
        self._none.setContentsMargins(14, 14, 14, 14)
        self._hits: list[dict[str, Any]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self._none)
        layout.addWidget(self._list)

    @property
    def count(self) -> int:
        """How many hits are shown."""
        return len(self._hits)

    def show_hits(self, hits: list[dict[str, Any]], under: QWidget) -> None:
        """Show hits under a widget."""
        self._hits = hits
        self._none.setVisible(not hits)
        self._list.setVisible(bool(hits))
        self._list.set_rows(_rows(hits))
        self._list.set_current(next((row.key for row in self._list.rows() if not row.heading), ""))
        window = under.window()
        width = min(theme().scaled(_POPUP_WIDTH), window.width() - 2 * _POPUP_SIDE)
        self.setFixedWidth(width)
        self.setFixedHeight(theme().scaled(_POPUP_HEIGHT) if hits else self._none.heightForWidth(width - 2) + 8)
        end = under.mapToGlobal(QPoint(under.width(), under.height() + 4))
        first = window.mapToGlobal(QPoint(_POPUP_SIDE, 0)).x()
        self.move(max(first, end.x() - width), end.y())
        self.show()
        self.raise_()

    def take_key(self, event: QKeyEvent) -> None:
        """Move in the list, or open the current hit."""
        self._list.keyPressEvent(event)

    def _open(self, key: str | None) -> None:
        if key is not None and key.isdecimal():
            self.chosen.emit(self._hits[int(key)])


def _rows(hits: list[dict[str, Any]]) -> list[Row]:
    rows: list[Row] = []
    for kind, (icon, heading) in _KINDS.items():
        of_kind = [(number, hit) for number, hit in enumerate(hits) if hit["kind"] == kind]
        if of_kind:
            rows.append(Row(f"kind:{kind}", heading, heading=True))
            rows += [Row(str(number), hit["title"], icon=icon, number=hit["item"] or "") for number, hit in of_kind]
    return rows
