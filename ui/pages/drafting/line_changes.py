"""What the clerk changes in the line that the guide shows."""

from collections.abc import Set
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.drafting.beginning import Beginning
from ui.pages.drafting.acts import Acts
from ui.pages.drafting.entry_panel import EntryPanel, worst_findings
from ui.pages.drafting.view import View
from ui.pages.drafting.words import self_name
from ui.session import Session


class LineChanges(QObject):
    """Hands over what is typed, and does what the buttons of the form are for.

    A button goes away with what it does, so the keyboard is brought to where work goes on: into the form, or to
    `forward` where the line is dealt with.
    """

    form_wanted = Signal()
    """Something is asked over the form, which shall be seen."""

    def __init__(self, view: View, panel: EntryPanel, acts: Acts, session: Session, forward: QWidget) -> None:
        super().__init__(view)
        self._view, self._panel, self._acts, self._session, self._forward = view, panel, acts, session, forward
        self._to_decline = ""
        """The line whose reason is asked for as soon as it is shown."""
        panel.typed.connect(self._keep_typing)
        panel.left.connect(session.typing.settle)
        session.typing.settled.connect(self._forget_typing)
        panel.use_standard.connect(self._use_standard_of)
        panel.use_fix.connect(self._use_fix)
        panel.dismissal_asked.connect(self._dismiss)
        panel.tools.whole_standard.clicked.connect(self._use_whole_standard)
        panel.tools.not_applicable.clicked.connect(self._decline_or_take_up)
        panel.decline.declined.connect(self._decline)

    def reopen(self) -> None:
        """Make a finished line a draft again; what is to be changed comes next."""
        self._panel.focus_element(self._view.element)
        self._acts.reopen([self._panel.shown.entry])

    def decline(self, key: str) -> None:
        """Ask why a line is not applicable, as soon as it is shown: its form may be on its way yet."""
        self._to_decline = key
        self.follow_line()

    def expect_line(self, key: str) -> None:
        """Another line is to be shown next: nobody asks any more about one chosen before."""
        if key != self._to_decline:
            self._to_decline = ""

    def follow_line(self) -> None:
        """Ask what waited for the line that is shown."""
        shown = self._view.shown
        if shown is not None and shown.key == self._to_decline:
            self._ask_why()

    # --- typing ----------------------------------------------------------------------------------------------------

    def _keep_typing(self, entry: str, element: str, value: Any) -> None:
        """Hand over what is typed; an item that was not adopted is adopted by it."""
        shown = self._panel.shown
        begins = Beginning(shown.place.checklist, shown.code) if shown.entry is None else None
        self._session.typing.typed(entry, element, value, begins)

    def _forget_typing(self, entry: str) -> None:
        """What was typed became a revision: from now on Ctrl+Z takes that back."""
        shown = self._panel.shown
        if shown is not None and shown.id == entry and not self._session.typing.is_waiting:
            self._panel.form.forget_typing()

    # --- what the standard and the check offer ---------------------------------------------------------------------

    def _use_standard_of(self, element: str) -> None:
        """Take the standard's answer, and with it what stands where only another answer called for it."""
        shown, form = self._panel.shown, self._panel.form
        called_for = {
            each.key
            for each in shown.definition.elements
            if each.required_when is not None
            and each.required_when.element == element
            and form.value(each.key) != shown.standard.get(each.key)
        }
        self._use_standard({element} | called_for, element)

    def _use_whole_standard(self) -> None:
        shown = self._panel.shown
        self._use_standard(shown.differing | set(shown.waiting), self._view.element)

    def _use_standard(self, elements: Set[str], here: str) -> None:
        shown = self._panel.shown
        self._panel.focus_element(here)
        self._acts.use_standard(shown.entry, {key: shown.standard.get(key) for key in elements}, shown.code)

    def _use_fix(self, element: str) -> None:
        """Put right what the check says about an element."""
        shown = self._panel.shown
        self._panel.focus_element(element)
        self._acts.use_fix(shown.entry, worst_findings(self._panel.findings)[element].fix, shown.code)

    def _dismiss(self, element: str) -> None:
        """Let what the check says about an element stand, with a reason."""
        self._panel.focus_element(element)
        self._acts.dismiss(worst_findings(self._panel.findings)[element])

    # --- not applicable --------------------------------------------------------------------------------------------

    def _decline_or_take_up(self) -> None:
        if self._panel.shown.not_applicable is None:
            self._ask_why()
        else:
            self._acts.take_up([self._panel.shown.entry])

    def _ask_why(self) -> None:
        self._to_decline = ""
        self.form_wanted.emit()
        shown = self._panel.shown
        self._panel.decline.ask(self_name(self._session.unit.name), shown.title, shown.key)

    def _decline(self, reason: str) -> None:
        self._forward.setFocus()
        shown = self._panel.shown
        if shown.entry is None:
            self._acts.decline_item(shown.place, shown.code, reason)
        else:
            self._acts.decline([shown.entry], reason)
