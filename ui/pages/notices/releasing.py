"""Step 3: a kept notice is looked at once more and printed, or saved as a file."""

import re
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.products.notice import DrawnNotice
from ui.desk import Desk
from ui.outgoing import print_out, save_pdf
from ui.pages.notices.draft import shown_time
from ui.pages.notices.kept_words import LIST_GONE, check_notes, list_of, reminders_of
from ui.pages.notices.reading import Opened
from ui.pages.notices.sheet import Sheet
from ui.pages.notices.view import CheckView

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST_NAME = 60


class Releasing(QObject):
    """Shows a kept notice; what is printed or saved is the very sheet that is shown."""

    def __init__(self, desk: Desk, view: CheckView, sheet: Sheet) -> None:
        super().__init__(view)
        self._desk, self._view, self._sheet = desk, view, sheet
        self.opened: Opened | None = None
        self._drawn: DrawnNotice | None = None
        self._when_drawn: Callable[[], object] | None = None
        view.save.clicked.connect(self.save_pdf)
        view.print.clicked.connect(self.print_paper)
        sheet.begun.connect(self._wait)
        sheet.drawn.connect(self._ready)
        sheet.refused.connect(self._refused)

    def enter(self, opened: Opened, *, has_rows: bool, when_drawn: Callable[[], object] | None = None) -> None:
        """Show a kept notice and draw it; `has_rows`: its raw list is still in memory, so that it can be changed.

        `when_drawn` follows once it can be printed.
        """
        self.opened, self._when_drawn = opened, when_drawn
        view, facts, filled = self._view, opened.facts, opened.checked.filled
        view.title.setText(facts.title)
        printed = f"{shown_time(facts.printed_at)} 打印过或存过 PDF" if facts.printed_at else "还没打印"
        view.state.setText(f"{shown_time(facts.made_at)} 做的，{printed}。")
        view.notes.show_notes(check_notes(filled, has_rows=has_rows))
        view.totals.setText(opened.checked.totals)
        view.show_list(filled.table is not None)
        view.list.set_table(*list_of(filled, opened.template))
        view.reminders.set_text(reminders_of(filled))
        view.back.set_available(has_rows, LIST_GONE)
        self._sheet.show_kept(facts.id)
        view.print.setFocus()

    def leave(self) -> None:
        """Let go of the notice shown."""
        self.opened = self._drawn = self._when_drawn = None

    def save_pdf(self) -> None:
        """Save the sheet as a file; it counts as printed."""
        if self._drawn is not None:
            name = _NOT_IN_NAMES.sub("", self.opened.facts.title)[:_LONGEST_NAME]
            save_pdf(self._desk, self._drawn.outgoing, name)

    def print_paper(self) -> None:
        """Let a printer be chosen and print the sheet."""
        if self._drawn is not None:
            print_out(self._desk, self._view, self._drawn.outgoing, self.save_pdf)

    def _wait(self) -> None:
        self._drawn = None
        self._allow(False, "正在排版，马上就好。")

    def _ready(self, drawn: DrawnNotice) -> None:
        if self.opened is None:
            return
        self._drawn = drawn
        self._allow(True)
        follow, self._when_drawn = self._when_drawn, None
        if follow is not None and self._view.isVisible():
            follow()

    def _refused(self, why: str) -> None:
        self._when_drawn = None
        self._allow(False, why)

    def _allow(self, allowed: bool, why: str = "") -> None:
        for button in (self._view.save, self._view.print):
            button.set_available(allowed, why)
