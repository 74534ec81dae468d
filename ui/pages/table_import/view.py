"""The layout of the page: how far it is, the source at the left, what was read at the right, what to do first."""

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.pages.in_parts import InParts
from ui.pages.notices.view import NoteStack
from ui.pages.table_import.items_pane import ItemsPane
from ui.pages.table_import.marks import ASK, LEFT, LEVELS, LOOK, SURE, UNREAD
from ui.pages.table_import.reading import Reading
from ui.pages.table_import.source_pane import SourcePane
from ui.pages.table_import.source_table import SourceTable
from ui.pages.table_import.words import ALL, wanted_words
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.icon_view import IconView
from ui.widgets.labels import label
from ui.widgets.note import ButtonSpec, Note
from ui.widgets.stepper import Stepper

_STEPS = ("选文件", "对着看", "对照")
_SIDE_WIDTHS = (320, 500, 760)


class ImportView(InParts, QWidget):
    """Source and items beside each other; in a narrow window one at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.notes = NoteStack()
        self.notes.layout().setContentsMargins(PAGE_PADDING, SPACE[2], PAGE_PADDING, SPACE[2])
        self.columns = Columns("table-import", desk.preferences, side_widths=_SIDE_WIDTHS)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self.columns)

    def build(self) -> Iterator[None]:
        table = SourceTable()
        yield
        self.source = SourcePane(table)
        yield
        self.columns.set_content(self.source, "原来的表")
        yield
        self.items = ItemsPane()
        yield from self.items.in_turns()
        self.columns.set_side(self.items, "读出来的", "raised", head=False)

    def show_notes(self, reading: Reading) -> None:
        """Show over the page what the clerk has to say first, and what the file itself says."""
        told = [Note("info", reading.masked(each), compact=True) for each in reading.source.notes]
        headline, wanted = wanted_words(reading)
        if headline:
            told.insert(0, Note("warn", headline, wanted, self._ways(reading), compact=True))
        self.notes.show_notes(told)

    def _ways(self, reading: Reading) -> Sequence[ButtonSpec]:
        """Return the buttons by which the clerk says what is wanted."""
        if reading.has_items:
            return (("去选", "", self._go_to_choice),)
        if reading.read.tables:
            return ()
        return (("选中的这一行是表头", "table-2", self.source.tell_row), ("没有表头", "", self.source.tell_none))

    def _go_to_choice(self) -> None:
        self.columns.show_side()
        self.items.wanted_choice().setFocus(Qt.FocusReason.OtherFocusReason)


class StepBand(QFrame):
    """The steps, and how many items are how sure: it tells at the same time what the signs in the table mean."""

    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("line", "bottom")
        self.stepper = Stepper(_STEPS)
        self.stepper.step_chosen.connect(lambda _: self.back_asked.emit())
        self._words = {level: label("", "caption", mark.role) for level, mark in LEVELS.items()}
        self._legend = QWidget()
        legend = Flow(self._legend, gap=SPACE[3] + 2, line_gap=2)
        for level, mark in LEVELS.items():
            legend.addWidget(_signed(IconView(mark.icon, mark.role, 14), self._words[level]))
        self._legend.hide()
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(PAGE_PADDING, 6, PAGE_PADDING, 6)
        self._line.addWidget(self.stepper, 1)
        self._line.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set both beside or below each other."""
        super().resizeEvent(event)
        wanted = self.stepper.sizeHint().width() + self._legend.sizeHint().width() + 3 * PAGE_PADDING
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if wanted <= self.width() else down)

    def show_counts(self, step: int, counts: Mapping[str, int]) -> None:
        """Show which step it is, how many items are how sure and how much was not understood."""
        self.stepper.set_step(step)
        sure = counts[ALL] - counts[ASK] - counts[LOOK] - counts[LEFT]
        for level, count in (
            (SURE, f"{sure} 条"),
            (LOOK, f"{counts[LOOK]} 条"),
            (ASK, f"{counts[ASK]} 条"),
            (UNREAD, f"{counts[UNREAD]} 处"),
        ):
            self._words[level].setText(f"{LEVELS[level].text} {count}")
        self._legend.setVisible(True)


def start_state(choose: Button, paste: Button) -> EmptyState:
    """Return what the page says before a file is there."""
    state = EmptyState(
        "file-input",
        "把表格拖到这里",
        "镇里已有的目录，不管是 Excel、Word 还是网页上的，放进来就能看懂：原来的表和读出来的条目对着看。"
        "看过、对照过才存，随时可以撤销。",
    )
    state.add_action("folder-open", "选文件", "xlsx、xls、docx、网页、csv；旧的 doc、et 会告诉您怎么另存", choose)
    state.add_action("clipboard-paste", "粘贴", "先在 Excel、Word 或者网页里选中整张表，按 Ctrl+C", paste)
    return state


def _signed(icon: IconView, words: QWidget) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    line.addWidget(icon)
    line.addWidget(words)
    return holder
