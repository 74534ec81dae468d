"""Step 3: a kept notice is looked at once more and printed, or saved as a file."""

import re
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.notices.keeping import explain_sums, find_notice
from app.printing.notice import NoticePrint
from app.products.notice import DrawnNotice, posted_again
from app.products.outgoing import Outgoing
from ui.desk import Desk
from ui.outgoing import print_out, save_pdf
from ui.pages.notices.draft import shown_time
from ui.pages.notices.kept_words import (
    LIST_GONE,
    check_notes,
    list_of,
    paper_notes,
    posted_note,
    reminders_of,
    uneven_note,
)
from ui.pages.notices.reading import Opened
from ui.pages.notices.sheet import Sheet
from ui.pages.notices.view import CheckView
from ui.redaction import open_redaction
from ui.widgets.note import Note

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s]+')
_LONGEST_NAME = 60
_UNEVEN = "金额对不上，先写明原因，或者重新做一份。"


class Releasing(QObject):
    """Shows a kept notice; what is printed or saved is the very sheet that is shown."""

    def __init__(self, desk: Desk, view: CheckView, sheet: Sheet) -> None:
        super().__init__(view)
        self._desk, self._view, self._sheet = desk, view, sheet
        self.opened: Opened | None = None
        self._has_rows = False
        self._drawn: DrawnNotice | None = None
        self._when_drawn: Callable[[], object] | None = None
        view.save.clicked.connect(self.save_pdf)
        view.print.clicked.connect(self.print_paper)
        view.take_out.clicked.connect(self._take_out)
        sheet.begun.connect(self._wait)
        sheet.drawn.connect(self._ready)
        sheet.refused.connect(self._refused)

    def enter(self, opened: Opened, *, has_rows: bool, when_drawn: Callable[[], object] | None = None) -> None:
        """Show a kept notice and draw it; `has_rows`: its raw list is still in memory, so that it can be changed.

        `when_drawn` follows once it can be printed.
        """
        self.opened, self._has_rows, self._when_drawn = opened, has_rows, when_drawn
        view, facts, filled = self._view, opened.facts, opened.checked.filled
        view.title.setText(facts.title)
        printed = f"{shown_time(facts.printed_at)} 打印过或存过 PDF" if facts.printed_at else "还没打印"
        view.state.setText(f"{shown_time(facts.made_at)} 做的，{printed}。")
        self._show_notes()
        view.totals.setText(opened.checked.totals)
        view.show_list(filled.table is not None)
        view.list.set_table(*list_of(filled, opened.template))
        view.reminders.set_text(reminders_of(filled))
        view.back.set_available(has_rows, LIST_GONE)
        self._sheet.show_kept(facts.id)
        view.print.setFocus()

    def _show_notes(self, printed: NoticePrint | None = None) -> None:
        """What to look at before printing, also what only the drawn sheets tell."""
        filled = self.opened.checked.filled
        told = paper_notes(printed, filled) if printed is not None else []
        notes = [*self._own_notes(self.opened), *check_notes(filled, has_rows=self._has_rows), *told]
        self._view.notes.show_notes(notes)

    def _own_notes(self, opened: Opened) -> list[Note]:
        """What can be done about this notice before, or instead of, printing it as it is drawn now."""
        notes, filled, posted = [], opened.checked.filled, opened.posted
        if filled.waits:
            notes.append(uneven_note(filled, self._ask_reason))
        if posted is not None:
            notes.append(posted_note(posted, self._print_posted, self._save_posted))
        return notes

    def _ask_reason(self) -> None:
        notice = self.opened.facts.id

        def explain(reason: str) -> None:
            self._desk.session.act(lambda workspace: explain_sums(workspace, find_notice(workspace, notice), reason))

        words = "原因会印在公示上，例：9月有一笔往来10月才入账"
        self._desk.messages.ask_text("金额为什么对不上", words, explain)

    def _print_posted(self) -> None:
        self._fetch_posted(lambda outgoing: print_out(self._desk, self._view, outgoing, self._save_posted))

    def _save_posted(self) -> None:
        self._fetch_posted(lambda outgoing: save_pdf(self._desk, outgoing, self._file_name()))

    def _fetch_posted(self, then: Callable[[Outgoing], object]) -> None:
        """Read the sheet that went out, to the byte, and go on with it."""
        notice, paper = self.opened.facts.id, self.opened.posted.paper
        self._desk.session.ask(
            lambda workspace: posted_again(workspace, find_notice(workspace, notice), paper), then, owner=self
        )

    def _take_out(self) -> None:
        """Take what should never have been written out of the notice that is shown."""
        if self.opened is not None:
            open_redaction(self._desk, self._view, "notice", self.opened.facts.id)

    def leave(self) -> None:
        """Let go of the notice shown."""
        self.opened = self._drawn = self._when_drawn = None

    def save_pdf(self) -> None:
        """Save the sheet as a file; it counts as printed."""
        if self._drawn is not None:
            save_pdf(self._desk, self._drawn.outgoing, self._file_name())

    def print_paper(self) -> None:
        """Let a printer be chosen and print the sheet."""
        if self._drawn is not None:
            print_out(self._desk, self._view, self._drawn.outgoing, self.save_pdf)

    def _file_name(self) -> str:
        return _NOT_IN_NAMES.sub("", self.opened.facts.title)[:_LONGEST_NAME]

    def _wait(self) -> None:
        self._drawn = None
        self._allow(False, "正在排版，马上就好。")

    def _ready(self, drawn: DrawnNotice) -> None:
        if self.opened is None:
            return
        self._show_notes(drawn.printed)
        if self.opened.checked.filled.waits:
            self._allow(False, _UNEVEN)
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
