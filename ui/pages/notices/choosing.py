"""Step 1: a template is looked for and chosen."""

import uuid
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShortcut

from ui.desk import Desk
from ui.pages.notices.draft import Draft, contact_key, start_draft
from ui.pages.notices.reading import Overview, Shown, read_correction, read_template
from ui.pages.notices.rows import template_rows
from ui.pages.notices.view import TemplatesView


class Choosing(QObject):
    """Shows the templates and begins a draft of the one chosen."""

    looked_at = Signal(object)
    """`Draft` of the template the clerk moved to: its empty sheet can be shown."""
    begun = Signal(object)
    """`Draft` of the template the clerk takes."""

    def __init__(self, desk: Desk, view: TemplatesView) -> None:
        super().__init__(view)
        self._desk, self._view = desk, view
        self._overview = Overview((), (), {})
        self._wish = 0
        view.wanted.textChanged.connect(self._show)
        view.wanted.returnPressed.connect(self._take_found)
        down = QShortcut(Qt.Key.Key_Down, view.wanted, context=Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self._go_to_first)
        view.list.chosen.connect(self._look_at)
        view.list.opened.connect(self.take)
        view.use.clicked.connect(self._take_current)

    def show_overview(self, overview: Overview) -> None:
        """Show the templates of the library in use."""
        if overview.templates != self._overview.templates:
            self._overview = overview
            self._show()

    def enter(self) -> None:
        """Be ready to find a template."""
        self._view.wanted.setFocus()
        self._view.wanted.selectAll()

    def take(self, code: str) -> None:
        """Begin a draft of a template, unless something else is wished for before it is read."""
        self.forget_wish()
        wish = self._wish
        self._start(code, lambda draft: self.begun.emit(draft) if wish == self._wish else None)

    def correct(self, code: str, notice: str) -> None:
        """Begin a draft that takes the place of a withdrawn notice (id), with the answers and rows that one shows."""
        self.forget_wish()
        wish = self._wish

        def begin(shown: Shown) -> None:
            if wish == self._wish:
                draft = start_draft(str(uuid.uuid4()), shown.template, shown.blanks, self._contact())
                draft.answers |= shown.answers
                draft.corrects = notice
                draft.begin_list(shown.listed)
                self.begun.emit(draft)

        self._desk.session.ask(lambda workspace: read_correction(workspace, code, notice), begin, owner=self)

    def forget_wish(self) -> None:
        """Whoever took a template has gone elsewhere: begin nothing."""
        self._wish += 1

    def _show(self) -> None:
        rows = template_rows(self._overview, self._desk.session.unit.level, self._view.wanted.text())
        self._view.list.set_rows(rows)
        count = sum(not row.heading for row in rows)
        self._view.count.setText(f"{count} 种" if count else "没有找到，换几个字试试")

    def _take_found(self) -> None:
        """Enter in the box: take the only one found, or go to the first."""
        found = [row.key for row in self._view.list.rows() if not row.heading]
        if len(found) == 1:
            self.take(found[0])
        else:
            self._go_to_first()

    def _go_to_first(self) -> None:
        """Take the keyboard from the box to the first of those found, if there is one."""
        first = next((row.key for row in self._view.list.rows() if not row.heading), "")
        if first:
            self._view.list.setFocus()
            self._view.list.set_current(first)
            self._look_at(first)

    def _take_current(self) -> None:
        if self._view.list.current_key():
            self.take(self._view.list.current_key())
        else:
            self._take_found()

    def _look_at(self, code: str) -> None:
        def show(draft: Draft) -> None:
            if self._view.isVisible() and self._view.list.current_key() == code:
                self.looked_at.emit(draft)

        self._start(code, show)

    def _start(self, code: str, then: Callable[[Draft], object]) -> None:
        contact = self._contact()
        self._desk.session.ask(
            lambda workspace: read_template(workspace, code),
            lambda read: then(start_draft(str(uuid.uuid4()), *read, contact)),
            owner=self,
        )

    def _contact(self) -> dict[str, str]:
        """What the office said of itself last time."""
        return self._desk.preferences.get(contact_key(self._desk.session.unit.id), {})
