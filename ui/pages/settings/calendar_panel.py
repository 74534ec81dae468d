"""放假安排: the years known, and taking a new year's notice in after a look at what it moves."""

from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from app.errors import UserFacingError
from ui.pages.notices.view import NoteStack
from ui.pages.settings.calendar_reading import CalendarFacts, Offered
from ui.pages.settings.calendar_words import holiday_text, moved_rows, sources_text, year_row
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.buttons import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.row_spec import TASKS
from ui.widgets.rows import RowList

_WORDS = "工作日、公示期和到期日照这里算。没有收下的年份按周末和法定节日推算，写明“推算”。"
_YEARS_SHOWN = 3
_PASTE_HEIGHT = 140


class CalendarPanel(Panel):
    """Which years are known and from where; reading a notice, looking at it, taking it in, withdrawing it."""

    file_asked = Signal()
    pasted = Signal(str)
    """The text of a notice."""
    taken = Signal(object)
    """`Offered`: this table is to be gone by."""
    withdrawn = Signal(int)
    """The table taken in for this year is to be withdrawn."""

    def __init__(self) -> None:
        super().__init__("放假安排")
        self._facts: CalendarFacts | None = None
        self._shows_all = False
        self._taken_year = 0
        self.years = RowList(TASKS, name="知道的年份", hug=True)
        self.more = Button("", role="link")
        self.take_file = Button("收下新一年的安排", icon="file-input")
        self.paste = Button("粘贴通知", icon="clipboard-paste")
        buttons = Flow()
        for button in (self.take_file, self.paste, self.more):
            buttons.addWidget(button)
        self.body.addWidget(Paragraph(_WORDS, "table", "text-muted"))
        self.body.addWidget(self.years)
        self.body.addLayout(buttons)
        self._connect()

    # Few open the settings to take a year in: these are made when it is done first.

    @cached_property
    def pasting(self) -> "_Pasting":
        """Where the text of a notice is pasted."""
        pasting = _Pasting()
        self.body.addWidget(pasting)
        pasting.read.clicked.connect(lambda: self.pasted.emit(pasting.text.toPlainText()))
        pasting.cancel.clicked.connect(self._decline)
        return pasting

    @cached_property
    def preview(self) -> "_Preview":
        """What was read."""
        preview = _Preview()
        self.body.addWidget(preview)
        preview.cancel.clicked.connect(self._decline)
        preview.take.clicked.connect(lambda: self.taken.emit(preview.offered))
        return preview

    def _connect(self) -> None:
        self.more.clicked.connect(self._show_all)
        self.take_file.clicked.connect(self.file_asked)
        self.paste.clicked.connect(self.open_pasting)
        self.years.acted.connect(lambda year, code: self.withdrawn.emit(int(year)))

    def show_facts(self, facts: CalendarFacts) -> None:
        """Show the years; earlier ones only when they are asked for."""
        self._facts = facts
        pressing = [
            known for known in facts.years if known.taken is not None or known.table.year > facts.today.year - 2
        ][-_YEARS_SHOWN:]
        shown = facts.years if self._shows_all else pressing
        self.years.set_rows([year_row(known) for known in reversed(shown)])
        if self._taken_year in [known.table.year for known in shown]:
            self.years.set_current(str(self._taken_year))
            self._taken_year = 0
        self.more.setText(f"全部 {len(facts.years)} 年")
        self.more.setVisible(len(shown) < len(facts.years))

    def _show_all(self) -> None:
        self._shows_all = True
        self.show_facts(self._facts)
        self.years.setFocus()

    def open_pasting(self) -> None:
        """Let the text of the notice be pasted."""
        self.close_offer()
        self.pasting.show()
        self.pasting.text.setFocus()

    def show_taken(self, year: int) -> None:
        """Be done with a year that was taken in; the list has it once it was read anew."""
        self._taken_year = year
        self.years.setFocus()
        self.close_offer()

    def _decline(self) -> None:
        self.paste.setFocus()
        self.close_offer()

    def show_offer(self, offered: Offered) -> None:
        """Show what was read, and what it moves, before it is taken."""
        self.close_offer()
        self.preview.show_offer(offered)
        self.preview.show()
        self.preview.take.setFocus()

    def refuse(self, error: UserFacingError) -> None:
        """Say why a notice was not read; what was pasted stays."""
        headline, _, rest = error.message.partition("。")
        note = Note("danger", f"{headline}。", rest, details=error.details, compact=True)
        if "pasting" in self.__dict__ and not self.pasting.isHidden():
            self.pasting.notes.show_notes([note])
        else:
            self.preview.refuse(note)
            self.preview.show()

    def close_offer(self) -> None:
        """Be done with what was read or pasted."""
        if "pasting" in self.__dict__:
            self.pasting.hide()
            self.pasting.text.clear()
            self.pasting.notes.show_notes([])
        if "preview" in self.__dict__:
            self.preview.hide()


class _Pasting(QFrame):
    """Where the text of the notice is pasted."""

    def __init__(self) -> None:
        super().__init__()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("国务院办公厅关于2027年部分节假日安排的通知……")
        self.text.setFixedHeight(theme().scaled(_PASTE_HEIGHT))
        self.notes = NoteStack()
        self.read, self.cancel = Button("看一看", icon="eye"), Button("不用了", role="quiet")
        column = _sunken(self)
        column.addWidget(Field("通知全文", self.text, "在网页或文件里全选、复制，到这里按 Ctrl+V。"))
        column.addWidget(self.notes)
        column.addLayout(_line(self.read, self.cancel))
        self.notes.show_notes([])


class _Preview(QFrame):
    """What was read out of a notice, and what moves with it."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: Offered | None = None
        self._title = label("", "strong", wrap=True)
        self._source = label("", "caption", "text-muted", wrap=True)
        self.holidays = Paragraph("", "table")
        self._moves = label("", "strong", wrap=True)
        self.moved = RowList(TASKS, name="变了的期限", hug=True)
        self.notes = NoteStack()
        self.take, self.cancel = Button("收下", icon="check"), Button("不收", role="quiet")
        column = _sunken(self)
        for widget in (self._title, self._source, self.holidays, self._moves, self.moved, self.notes):
            column.addWidget(widget)
        column.addLayout(_line(self.take, self.cancel))

    def show_offer(self, offered: Offered) -> None:
        """Show a table that was read."""
        self.offered = offered
        table, count = offered.table, len(offered.moved)
        self._title.setText(f"{table.year}年放假安排，来自“{offered.file}”")
        self._source.setText(sources_text(table))
        self.holidays.set_text("\n".join(map(holiday_text, table.holidays)))
        self._moves.setText(f"收下以后有 {count} 个期限跟着变" if count else "没有期限因此改变")
        self.moved.set_rows(moved_rows(offered.moved))
        self._show_parts(is_read=True)
        self.notes.show_notes([])

    def refuse(self, note: Note) -> None:
        """Say why there is nothing to be taken."""
        self.offered = None
        self._show_parts(is_read=False)
        self.notes.show_notes([note])

    def _show_parts(self, *, is_read: bool) -> None:
        for part in (self._title, self._source, self.holidays, self._moves, self.take):
            part.setVisible(is_read)
        self.moved.setVisible(is_read and bool(self.offered.moved))
        self.cancel.setText("不收" if is_read else "知道了")


def _sunken(frame: QFrame) -> QVBoxLayout:
    frame.setProperty("surface", "panel")
    frame.setProperty("ground", "sunken")
    column = QVBoxLayout(frame)
    column.setContentsMargins(SPACE[3], SPACE[3], SPACE[3], SPACE[3])
    column.setSpacing(SPACE[2])
    return column


def _line(*buttons: Button) -> Flow:
    flow = Flow()
    for button in buttons:
        flow.addWidget(button)
    return flow
