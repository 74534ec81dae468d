"""A list of units pasted from Excel: shown before anything is written, each row with what would become of it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.exchange.roster_pasting import RosterPaste
from ui.pages.inbox.roster_words import paste_rows, paste_text
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.rows import PROPOSALS, RowList


class PasteView(QWidget):
    """Shows a table that was brought in; what is ticked is written as one step."""

    pasted = Signal()
    """The clipboard shall be read."""
    agreed = Signal(object, list)
    """The `RosterPaste`, and the lines of doubtful rows that are wanted all the same."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._paste: RosterPaste | None = None
        self._ticked: set[int] = set()
        self._says = Paragraph("", "table", "text-muted")
        self._trouble = QVBoxLayout()
        self.list = RowList(replace(PROPOSALS, ticks=True), name="粘贴的单位")
        self.list.checked.connect(self._tick)
        self.again = Button("粘贴", icon="clipboard-paste", key="Ctrl+V")
        self.again.clicked.connect(self.pasted)
        self.back = Button("不贴了", icon="arrow-left")
        self.back.clicked.connect(self.closed)
        self.yes = Button("登记", icon="plus", role="primary", key="Ctrl+Enter")
        self.yes.clicked.connect(self.agree)
        self._empty = EmptyState(
            "clipboard-paste",
            "先在 Excel 里复制",
            "选中单位名称那一列，代码、联系人、电话有就一起选，先后都行；有没有表头都行。",
        )
        self._first = Button("粘贴", icon="clipboard-paste", role="primary", key="Ctrl+V")
        self._first.clicked.connect(self.pasted)
        self._empty.add_action("clipboard-paste", "贴到这里", "先给您看会登记哪些，点“登记”才写进名册", self._first)
        self._bar = ActionBar([self.back], [self.again, self.yes])
        self._lay_out()
        self.begin()

    @property
    def has_rows(self) -> bool:
        """Whether a table is shown."""
        return self._paste is not None

    def begin(self) -> None:
        """Show nothing yet."""
        self._paste = None
        self._show()

    def show_paste(self, paste: RosterPaste) -> None:
        """Show what pasting would do; what is new is ticked, what is doubtful is not."""
        self._paste, self._ticked = paste, {row.line for row in paste.of("new")}
        self._tell(None)
        self._show()
        self.list.setFocus()

    def show_refusal(self, message: str) -> None:
        """Say why nothing could be read from the clipboard."""
        first, stop, rest = message.partition("。")
        self._tell(Note("warn", first + stop, rest, compact=True))

    def agree(self) -> None:
        """Have what is ticked written."""
        if self._paste is not None and self.yes.isEnabled():
            left_out = {row.line for row in self._paste.of("new")} - self._ticked
            kept = RosterPaste(
                tuple(row for row in self._paste.rows if row.line not in left_out),
                self._paste.columns,
                self._paste.has_header,
            )
            self.agreed.emit(kept, sorted(self._ticked))

    def _tick(self, key: str, checked: bool) -> None:
        (self._ticked.add if checked else self._ticked.discard)(int(key))
        self._show()

    def _show(self) -> None:
        paste = self._paste
        self.list.setVisible(paste is not None)
        self._empty.setVisible(paste is None)
        self._says.setVisible(paste is not None)
        self.list.set_rows(paste_rows(paste, self._ticked) if paste else [])
        count = len(self._ticked) + len(paste.of("fills")) if paste else 0
        self._says.set_text(paste_text(paste) if paste else "")
        self.yes.setText(f"登记 {count} 个" if count else "登记")
        self.yes.set_available(count > 0, "没有要登记的" if paste else "先粘贴一张名单")
        self._bar.fit()

    def _tell(self, note: Note | None) -> None:
        while (item := self._trouble.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        if note is not None:
            self._trouble.addWidget(note)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        head.setSpacing(SPACE[3])
        head.addWidget(label("粘贴名单", "section"))
        head.addWidget(self._says, 1)
        self._trouble.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._trouble)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self._bar)
