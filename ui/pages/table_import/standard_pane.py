"""What a table makes of the standards, looked at before it becomes the standard."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.pages.notices.view import NoteStack
from ui.pages.table_import.standard_words import HEADS, Prospect, can_be_taken
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.scrolled import framed, scrolled_column
from ui.widgets.tables import TextTable


class StandardPane(QWidget):
    """What follows, what is not sure and what is left out, how many items are how and which; then yes or no."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "page", wrap=True)
        self.intent, self.counts = Paragraph("", "body"), Paragraph("", "strong")
        self.notes = NoteStack()
        self.changes = TextTable(name="和现在的标准不一样的事项", hug=True)
        self.back = Button("返回看表格", icon="arrow-left", key="Esc")
        self.take = Button("作为标准文本收下", icon="landmark", role="primary", key="Ctrl+Enter")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._frame = framed(self.changes)
        inside = (self.title, self.intent, self.notes, self.counts, self._frame)
        column.addWidget(scrolled_column(inside), 1)
        self.bar = ActionBar([self.back], [self.take])
        column.addWidget(self.bar)

    def show_prospect(self, prospect: Prospect) -> None:
        """Show what would come of it."""
        text = prospect.text
        self.title.setText(f"把“{text.file}”作为标准文本收下")
        self.intent.set_text(prospect.intent)
        self.counts.set_text(prospect.counts)
        self.notes.show_notes(_notes(prospect))
        self.changes.set_table(HEADS, prospect.rows)
        self._frame.setVisible(bool(prospect.rows))
        self.take.setText("都看过了，收下" if text.doubts else "作为标准文本收下")
        self.take.set_available(can_be_taken(text), "标准文本已经是这一份，没有变化")
        self.bar.fit()


def _notes(prospect: Prospect) -> list[Note]:
    text = prospect.text
    doubts = "\n".join(f"{each}。" for each in text.doubts)
    notes = [Note("warn", f"有 {len(text.doubts)} 处拿不准，请对照原文看过再收", doubts)] if doubts else []
    return [*notes, *(Note("info", each, compact=True) for each in text.notes)]
