"""The bar at the foot of a view that shows one line at a time: to the neighbours, and on."""

from PySide6.QtCore import Signal

from ui.pages.drafting.lines import neighbour_line
from ui.pages.drafting.records import EntryView, TableView
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button


class StepsBar(ActionBar):
    """Neighbours at the left; at the right what comes next for the line: adopt it, finish it, or go on."""

    stepped = Signal(int)
    forward_asked = Signal()
    reopen_asked = Signal()

    def __init__(self) -> None:
        previous = Button("上一条", icon="arrow-left", key="Alt+←")
        following = Button("下一条", icon="arrow-right", key="Alt+→")
        reopen = Button("改回填报中", icon="pencil")
        forward = Button("本条完成", icon="check", role="primary", key="Ctrl+Enter")
        super().__init__([previous, following], [reopen, forward])
        self.previous, self.next, self.reopen, self.forward = previous, following, reopen, forward
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.forward.clicked.connect(lambda: self.forward_asked.emit())
        self.reopen.clicked.connect(lambda: self.reopen_asked.emit())

    def show_line(self, entry: EntryView, table: TableView) -> None:
        """Offer what can be done with a line of a table now."""
        done = entry.not_applicable is not None or entry.state in ("ready", "final")
        words, icon = ("采用这一条", "plus") if entry.entry is None else ("本条完成", "check")
        self.forward.setText("下一条没完成的" if done else words)
        self.forward.set_icon("arrow-right" if done else icon)
        self.forward.set_role("normal" if done else "primary")
        self.reopen.setVisible(done and entry.not_applicable is None)
        self.previous.set_available(bool(neighbour_line(table, entry.key, -1)), "这是第一条")
        self.next.set_available(bool(neighbour_line(table, entry.key, 1)), "这是最后一条")
        self.fit()
