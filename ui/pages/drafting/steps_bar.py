"""The bar at the foot of a view that shows one line at a time: to the neighbours, and on."""

from PySide6.QtCore import Signal

from ui.editors.guide import Guide
from ui.pages.drafting.lines import neighbour_line
from ui.pages.drafting.records import EntryView, TableView
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button


class StepsBar(ActionBar):
    """Neighbours at the left; at the right what comes next for the line: adopt it, finish it, or go on."""

    stepped = Signal(int)
    question_stepped = Signal(int)
    """The next question of the line shall be opened (1) or the one before (-1)."""
    forward_asked = Signal()
    reopen_asked = Signal()

    def __init__(self) -> None:
        previous = Button("上一条", icon="arrow-left", key="Alt+←")
        following = Button("下一条", icon="arrow-right", key="Alt+→")
        before = Button("上一问", icon="arrow-left", key="Shift+Enter")
        question = Button("下一问", icon="corner-down-left", key="Enter")
        reopen = Button("改回填报中", icon="pencil")
        forward = Button("本条完成", icon="check", role="primary", key="Ctrl+Enter")
        super().__init__([previous, following, before], [reopen, question, forward])
        self.previous, self.next, self.reopen, self.forward = previous, following, reopen, forward
        self.question_before, self.question = before, question
        before.clicked.connect(lambda: self.question_stepped.emit(-1))
        question.clicked.connect(lambda: self.question_stepped.emit(1))
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.forward.clicked.connect(lambda: self.forward_asked.emit())
        self.reopen.clicked.connect(lambda: self.reopen_asked.emit())

    def show_line(self, entry: EntryView, table: TableView) -> None:
        """Offer what can be done with a line of a table now."""
        done = entry.not_applicable is not None or entry.state in ("ready", "final")
        self.forward.setText("下一条没完成的" if done else "本条完成")
        self.forward.set_icon("arrow-right" if done else "check")
        self.forward.set_role("normal" if done else "primary")
        self.reopen.setVisible(done and entry.not_applicable is None)
        self.previous.set_available(bool(neighbour_line(table, entry.key, -1)), "这是第一条")
        self.next.set_available(bool(neighbour_line(table, entry.key, 1)), "这是最后一条")
        self.fit()

    def show_questions(self, guide: Guide) -> None:
        """Offer the way through the questions; where one is seen at a time it stands in place of that to the lines."""
        self.question.setVisible(guide.is_on)
        is_single = guide.is_on and guide.is_single
        self.question_before.setVisible(is_single)
        self.previous.setVisible(not is_single)
        self.next.setVisible(not is_single)
        self.question_before.set_available(bool(guide.neighbour(guide.current, -1)), "这是第一个问题")
        self.question.set_available(bool(guide.neighbour(guide.current, 1)), "这是最后一个问题")
        self.fit()
