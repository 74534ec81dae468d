"""What the keys and tools of the page do: step from line to line, to findings, finish, add, confirm."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from app.checks.finding import Finding
from app.drafting.tables import heading_element
from ui.editors.composing import finish_composing
from ui.pages.drafting.acts import Acts, Finished
from ui.pages.drafting.findings_panel import neighbour
from ui.pages.drafting.lines import neighbour_line, next_open_line
from ui.pages.drafting.records import EntryView
from ui.pages.drafting.tools import Tools
from ui.pages.drafting.view import ANY

if TYPE_CHECKING:
    from ui.pages.drafting.page import DraftingPage


class Commands(QObject):
    """Does to the table and line shown on `page` what is asked by its keys, its tools or its views."""

    def __init__(self, page: "DraftingPage", acts: Acts, tools: Tools) -> None:
        super().__init__(page)
        self._page, self._acts, self._desk = page, acts, page.desk
        acts.finished.connect(self._show_finished)
        self._connect(tools)
        self._add_shortcuts()

    def _connect(self, tools: Tools) -> None:
        page, acts = self._page, self._acts
        tools.adopt_all.clicked.connect(self.adopt_all)
        tools.add.clicked.connect(self.add_local)
        tools.bring_in.clicked.connect(lambda: page.desk.go("table-import"))
        tools.copy.clicked.connect(lambda: page.desk.go("copying", **page.at._asdict()))
        tools.check.clicked.connect(self.check)
        tools.confirm_one.triggered.connect(self.confirm)
        tools.confirm_all.triggered.connect(lambda: acts.confirm_table(page.table.place))
        tools.finalise.clicked.connect(lambda: acts.finalise(page.table.place))

    def _add_shortcuts(self) -> None:
        for keys, act in {
            "Alt+Left": lambda: self.step(-1),
            "Alt+Right": lambda: self.step(1),
            "Ctrl+Return": self.forward,
            "Ctrl+Enter": self.forward,
            "F8": lambda: self.jump(1),
            "Shift+F8": lambda: self.jump(-1),
            "F7": self.confirm,
            "F9": self.check,
            "Ctrl+Shift+D": self.duplicate,
        }.items():
            QShortcut(QKeySequence(keys), self._page).activated.connect(act)

    def step(self, step: int) -> None:
        """Go to the line after (1) or before (-1)."""
        if self._page.table is not None and not self._page.view.is_of_all:
            self._page.choose(neighbour_line(self._page.table, self._page.key, step))

    def _go_on(self) -> None:
        """Go to the next item that is not finished, round and round."""
        key = next_open_line(self._page.table, self._page.key)
        if key:
            self._page.choose(key)
        else:
            self._desk.messages.toast(f"“{self._page.table.name}”每一条都完成了，可以定稿。")

    def jump(self, step: int) -> None:
        """Go to the next finding, or the one before."""
        if self._page.table is None:
            return
        if self._page.view.is_of_all:
            self._page.view.go_to_findings()
            return
        finding: Finding | None = neighbour(self._page.table, self._page.key, self._page.view.element, step)
        if finding is None and self._page.table.findings:
            self._desk.messages.toast("没有哪一条要改，关于整张表的在“问题”里。")
            self._page.view.go_to_findings()
        elif finding is None:
            self._desk.messages.toast("没有要改的地方。")
        else:
            self._page.open_line(self._page.table.key_of(finding), finding.element or ANY)

    def _show_finished(self, entry: str, done: Finished) -> None:
        shown = self._page.view.shown
        if shown is None or shown.id != entry or shown.key != self._page.key:
            # The clerk has gone on meanwhile, or pressed twice.
            return
        if done.is_done:
            self._go_on()
            return
        count = len(done.findings) + len(done.waiting)
        self._desk.messages.toast(f"还有 {count} 处要改，改好才能标为已完成。")
        self._page.view.show_findings()
        self._page.reload_at(done.first_element or ANY)

    def forward(self) -> None:
        """Adopt the item, finish the entry, or go on where nothing is left to do."""
        finish_composing()
        if self._page.view.is_of_all or self._page.table is None:
            return
        shown: EntryView | None = self._page.view.shown
        if shown is None:
            self._go_on()
        elif shown.entry is None:
            self._acts.finish_item(shown.place, shown.code)
        elif shown.not_applicable is None and shown.state == "draft":
            self._acts.finish(shown.entry)
        else:
            self._go_on()

    def adopt_all(self) -> None:
        """Adopt the whole table."""
        self._page.view.take_keyboard()
        self._acts.adopt_table(self._page.table.place)

    def add_local(self) -> None:
        """Add an item of the unit's own under the heading of the one that is shown, and begin with its name."""
        shown, place, definition = self._page.view.shown, self._page.table.place, self._page.table.definition
        heading = heading_element(definition)
        name = next((key for key in definition.title_elements if key != heading), ANY)
        values = {heading: shown.values.get(heading)} if shown is not None and heading else {}
        self._acts.add_local(place, values, lambda entry: self._page.open_at(place, entry, name))

    def confirm(self) -> None:
        """Confirm what is chosen against its sources."""
        if self._page.view.chosen_entries:
            self._acts.confirm(self._page.view.chosen_entries)

    def duplicate(self) -> None:
        """Put a copy behind the entry that is shown, and go there."""
        shown = self._page.view.shown
        if shown is not None and shown.entry:
            self._page.settle()
            self._acts.duplicate(shown.entry, shown.title, self._page.open_line)

    def check(self) -> None:
        """Show what there is to mend in the whole table, as of now."""
        self._page.settle()
        self._page.view.go_to_findings()
        self._page.reload()
