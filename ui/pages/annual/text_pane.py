"""A section of text: the draft out of the figures, or what the clerk made of it, with the numbers that it uses."""

import re

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.registers.annual_texts import SectionText
from ui.editors.growing_text import GrowingText
from ui.pages.annual.reading import AnnualSeen
from ui.pages.annual.rows import figure_rows
from ui.pages.notices.view import NoteStack
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, RowList
from ui.widgets.scrolled import scrolled_column

_BLANK = re.compile("【[^】]*】")
_REST_MS = 5000
_DRAFT = Chip("sparkles", "草稿，照数写的", colour="text-muted", soft="sunken")


class TextPane(QWidget):
    """Saved as typed: `edited` with every change, `settled` when the clerk rests or leaves it."""

    edited = Signal()
    settled = Signal()
    again = Signal()
    """The draft shall stand in the place of what was written."""
    cell_asked = Signal(str)
    """The cell with this name is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.section = ""
        self._shown = ""
        self.title = label("", "section", wrap=True)
        self.state = ChipLabel(_DRAFT)
        self.notes = NoteStack()
        self.text = GrowingText(6, 60)
        self.field = Field("正文", self.text)
        self.next_blank = Button("下一处要写的", icon="arrow-right", compact=True, key="F8")
        self.redraft = Button("重新起草", icon="rotate-ccw", role="quiet", compact=True, tip="照现在的数重新写一份草稿")
        self.draft_panel = Panel("照现在的数，草稿是这样", title_style="strong")
        self.draft = Paragraph("", "table")
        self.figures_panel = Panel("草稿用到的数", title_style="strong")
        self.figures = RowList(FINDINGS, name="草稿用到的数", hug=True)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._build()
        self._connect()

    def show_section(self, seen: AnnualSeen, section: str, typed: str | None) -> None:
        """Show a section; `typed` is what stands there and is not written down yet."""
        text = seen.text(section)
        is_other, self.section = section != self.section, section
        written = text.text if typed is None else typed
        # What was typed meanwhile is newer than what was read.
        if is_other or (typed is None and self.text.toPlainText() == self._shown):
            self._write(written)
        self._shown = text.text
        self.title.setText(f"{text.number}、{text.title}")
        self._show_state(text)
        self.draft_panel.setVisible(text.is_moved)
        self.draft.set_text(text.draft)
        self.notes.show_notes([_moved_note()] if text.is_moved else [])
        self.figures.set_rows(figure_rows(seen.report.rules, text))
        self.figures_panel.setVisible(bool(text.figures))
        self._show_blanks()

    @property
    def in_order(self) -> tuple[QWidget, ...]:
        """What Tab goes through."""
        return self.next_blank, self.redraft, self.text, self.figures

    @property
    def half_written(self) -> str | None:
        """What stands here and is not written down, None where that is nothing."""
        text = self.text.toPlainText()
        return text if self.section and text != self._shown else None

    def is_written(self, text: str) -> None:
        """A text of this section was written down."""
        self._shown = text

    def take_draft(self, text: SectionText) -> None:
        """Let the draft stand here, as if the clerk had typed it; Ctrl+Z in it brings back what stood before."""
        cursor = self.text.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text.draft)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def say_refused(self, message: str) -> None:
        """Say under the text why it was not stored."""
        self.field.say_wrong(message)

    def go_to_blank(self) -> None:
        """Mark the next place that is to be written, from where the clerk is on."""
        text, cursor = self.text.toPlainText(), self.text.textCursor()
        # Qt counts characters beyond the first 65,536 twice; drafts have none.
        found = _BLANK.search(text, cursor.selectionEnd()) or _BLANK.search(text)
        if found is not None:
            cursor.setPosition(found.start())
            cursor.setPosition(found.end(), QTextCursor.MoveMode.KeepAnchor)
            self.text.setTextCursor(cursor)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, text: str) -> None:
        self.text.blockSignals(True)
        self.text.set_text(text)
        self.text.blockSignals(False)
        self.field.clear()

    def _show_state(self, text: SectionText) -> None:
        if text.written is None:
            self.state.set_chip(_DRAFT)
            return
        at = text.written.at
        who = f"{text.written.person} " if text.written.person else ""
        words = f"{who}{int(at[5:7])}月{int(at[8:10])}日写的"
        self.state.set_chip(Chip("circle-check", words, colour="success", soft="success-soft"))

    def _show_blanks(self) -> None:
        count = len(_BLANK.findall(self.text.toPlainText()))
        self.next_blank.setText(f"下一处要写的（{count}）")
        self.next_blank.setVisible(bool(count))

    def _changed(self) -> None:
        self.field.clear()
        self._show_blanks()
        self._rest.start()
        self.edited.emit()

    def _settle(self) -> None:
        self._rest.stop()
        self.settled.emit()

    def _build(self) -> None:
        head = QWidget()
        line = Flow(head)
        line.addWidget(self.title)
        line.addWidget(self.state)
        tools = QWidget()
        buttons = Flow(tools)
        for button in (self.next_blank, self.redraft):
            buttons.addWidget(button)
        self.draft_panel.body.addWidget(self.draft)
        self.figures_panel.body.addWidget(self.figures)
        self._area = scrolled_column([head, self.notes, tools, self.field, self.draft_panel, self.figures_panel])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._changed)
        self.text.left.connect(self._settle)
        self.text.refused.connect(self.field.say_wrong)
        self._rest.timeout.connect(self._settle)
        self.next_blank.clicked.connect(self.go_to_blank)
        self.redraft.clicked.connect(self.again)
        self.figures.acted.connect(lambda key, code: self.cell_asked.emit(key))


def _moved_note() -> Note:
    return Note("warn", "写好以后，用到的数变了", "和下面的草稿对一遍，把变了的数改过来。", compact=True)
