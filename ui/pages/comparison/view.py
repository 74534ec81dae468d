"""The layout of the comparison: what changed at the left, both sides of one subject beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.pages.comparison.choices import Choices
from ui.pages.comparison.reading import Held
from ui.pages.comparison.words import (
    OURS,
    SAME_HEADS,
    THEIRS,
    chip_of,
    difference_cells,
    explanation,
    filter_tabs,
    heads,
    list_rows,
    same_cells,
    side_words,
)
from ui.pages.in_parts import InParts
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.chips import ChipLabel
from ui.widgets.labels import label
from ui.widgets.note import Note
from ui.widgets.refilling import refill
from ui.widgets.rows import PROPOSALS, RowList
from ui.widgets.scrolled import framed
from ui.widgets.segments import FilterTabs
from ui.widgets.tables import TextTable

_LOOK = replace(PROPOSALS, number=28)
_MOST_HERE = 90
"""Letters of notes that stand over the list."""
_SIDE_KEYS = {
    Qt.Key.Key_1: OURS,
    Qt.Key.Key_Left: OURS,
    Qt.Key.Key_2: THEIRS,
    Qt.Key.Key_Right: THEIRS,
}


class ListPane(QWidget):
    """Where the changes come from, what happens to them by default, tabs, and the list."""

    notes_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._source = label("", "section", wrap=True)
        self._default = label("", "caption", "text-muted", wrap=True)
        self._notes = QVBoxLayout()
        self.report = Button("变化报告", icon="file-text", role="mini", tip="存成 PDF，给领导签字")
        self.report.hide()
        self.tabs = FilterTabs()
        self.tick_all = Button("全部勾选", role="mini", tip="勾选这里显示的，一起定")
        self.list = RowList(_LOOK, name="改动")
        head = QFrame()
        head.setProperty("line", "bottom")
        column = QVBoxLayout(head)
        column.setContentsMargins(12, 10, 12, 8)
        column.setSpacing(SPACE[1])
        column.addWidget(self._source)
        column.addWidget(self._default)
        column.addLayout(self._notes)
        column.addWidget(self.tabs)
        marks = QHBoxLayout()
        marks.addWidget(self.tick_all)
        marks.addWidget(self.report)
        marks.addStretch(1)
        column.addLayout(marks)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(self.list, 1)

    def show_source(self, source: str, default: str) -> None:
        """Say where the changes come from and what happens to them by default."""
        self._source.setText(source)
        self._default.setText(default)

    def show_notes(self, notes: Sequence[str]) -> None:
        """Say what to know before deciding: the first sentence stands out, what is too long for here is offered."""
        if sum(map(len, notes)) <= _MOST_HERE:
            refill(self._notes, Note("warn", notes[0], " ".join(notes[1:]), compact=True) if notes else None)
            return
        first = notes[0] if len(notes[0]) <= _MOST_HERE else ""
        rest = len(notes) - bool(first)
        more = ("看说明", "info", self.notes_asked.emit)
        refill(
            self._notes,
            Note("warn", first or f"有 {rest} 句说明要看。", first and f"还有 {rest} 句。", [more], compact=True),
        )

    def show_rows(self, every: Sequence[Held], shown: Sequence[Held], choices: Choices, ticked: set[str]) -> None:
        """Show the list, the tabs counting everything."""
        self.tabs.set_tabs(filter_tabs(every))
        self.list.set_rows(list_rows(shown, choices, ticked))
        some = any(held.key in ticked for held in shown)
        self.tick_all.setText("取消勾选" if some else "全部勾选")
        self.tick_all.set_available(any(held.can_choose for held in shown), "这里的都整条收下，没有要选的")


class SidesPane(InParts, QWidget):
    """Both sides of one subject, element by element; keys 1 and 2, ← and → choose."""

    chosen = Signal(str, str)
    """Element and side."""
    next_asked = Signal()
    joined = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._subject = ""

    def build(self) -> Iterator[None]:
        self._path = label("", "table", "text-muted", wrap=True)
        self._title = label("", "page", wrap=True)
        self._chips = QHBoxLayout()
        self._note = QVBoxLayout()
        self.table = TextTable(name="两边对照", hug=True)
        yield
        self.fold = Button("", icon="chevron-right", role="link", compact=True)
        self.same = TextTable(name="两边相同的", hug=True)
        self.back = Button("返回收件箱", icon="arrow-left")
        self.ours = Button("", icon="undo-2", key="Alt+1")
        self.theirs = Button("", icon="check", key="Alt+2")
        self.bar = ActionBar([self.back], [self.ours, self.theirs])
        yield
        self._lay_out()
        self.table.acted.connect(self.chosen)
        self.table.chosen.connect(self._keep_visible)
        self.table.installEventFilter(self)
        self.fold.clicked.connect(lambda: self._unfold(shown=self.same.isHidden()))

    def show_subject(self, held: Held, choices: Choices) -> None:
        """Show one subject."""
        self._path.setText(" · ".join(filter(None, (held.source, held.field, held.code, held.matched))))
        self._title.setText(held.title)
        refill(self._chips, ChipLabel(chip_of(held)))
        refill(self._note, self._explain(held, choices))
        cells, keys = difference_cells(held, choices)
        self.table.set_table(heads(held), cells, keys)
        self._table_frame.setVisible(bool(cells))
        if keys and held.key != self._subject:
            self.table.set_current(next(iter(choices.open_elements(held)), keys[0]))
            self._scroll.verticalScrollBar().setValue(0)
        self._subject = held.key
        self._show_same(held)

    def show_notes(self, notes: Sequence[str]) -> None:
        """Say everything there is to know before deciding, until another subject is shown."""
        refill(self._note, Note("info", notes[0], "\n".join(notes[1:])))
        self._scroll.verticalScrollBar().setValue(0)

    def show_bulk(self, held: Held, ticked: int) -> None:
        """Word the buttons for the subject shown or for those ticked."""
        words = side_words(held)
        what = f"勾选的 {ticked} 条" if ticked else ""
        is_whole = held.is_whole and not ticked
        take = "" if held.group == "gone" and not ticked else f"{what}都取"
        words = side_words(held) if not take else words
        self.ours.setText("不要这一条" if is_whole else f"{take}{words['ours']}")
        self.theirs.setText("要这一条" if is_whole else f"{take}{words['theirs']}")
        for button in (self.ours, self.theirs):
            button.set_available(bool(ticked or held.can_choose), "新条目是整条的，没有两边可选")
        self.bar.fit()

    def select(self, element: str) -> None:
        """Go to an element."""
        self.table.set_current(element)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keep_visible()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the keys; Enter goes on to what is open next."""
        if event.type() != QEvent.Type.KeyPress or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_asked.emit()
            return True
        if event.key() not in _SIDE_KEYS or not self.table.current_key():
            return False
        self.chosen.emit(self.table.current_key(), _SIDE_KEYS[event.key()])
        return True

    def _explain(self, held: Held, choices: Choices) -> Note | None:
        text = explanation(held, choices)
        if not text:
            return None
        joinable = (held.change == "conflict" and not held.asks) or (held.is_merge and choices.is_open(held))
        join = ("合在一起" if held.differences else "定下", "merge", self.joined.emit)
        return Note(
            "warn" if held.change == "conflict" else "info", text, buttons=[join] if joinable else [], compact=True
        )

    def _show_same(self, held: Held) -> None:
        cells = same_cells(held)
        self.fold.setText(f"另外 {len(cells)} 栏相同")
        self.fold.setVisible(bool(cells))
        self.same.set_table(SAME_HEADS, cells)
        self._unfold(shown=bool(cells) and not self.same.isHidden())

    def _unfold(self, *, shown: bool) -> None:
        self.same.setVisible(shown)
        self._same_frame.setVisible(shown)
        self.fold.set_icon("chevron-down" if shown else "chevron-right")

    def _keep_visible(self) -> None:
        """Scroll the page so that the current row is seen."""
        rect = self.table.visualRect(self.table.currentIndex())
        place = self.table.viewport().mapTo(self._scroll.widget(), QRect(rect).center())
        self._scroll.ensureVisible(place.x(), place.y(), 0, rect.height() // 2 + 40)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE[2])
        head.addWidget(self._title, 1)
        head.addLayout(self._chips)
        self._table_frame, self._same_frame = framed(self.table), framed(self.same)
        inside = QWidget()
        inside.setProperty("surface", "window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, 12)
        column.setSpacing(SPACE[2])
        column.addWidget(self._path)
        column.addLayout(head)
        column.addLayout(self._note)
        column.addWidget(self._table_frame)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._same_frame)
        column.addStretch(1)
        self.same.hide()
        self._same_frame.hide()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.bar)
