"""Letting a letter out: as PDF, for Word, to a printer."""

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.products.request_letters import draw_letter, letter_as_word, prepare_letter
from app.registers.request_letters import LetterFacts
from app.workspace import Workspace
from ui.desk import Desk
from ui.paper_files import PaperFiles
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow


class LetterFiles(QWidget):
    """The buttons for it, with `others` beside. `letter` returns the case and the letter as it is written now."""

    to_look_at = Signal(object)
    """Sentences of what a person has to look at in what is about to leave."""
    refused = Signal(object)
    """Why there is no such letter."""

    def __init__(
        self, desk: Desk, letter: Callable[[], tuple[str, LetterFacts]], others: Iterable[Button] = ()
    ) -> None:
        super().__init__()
        files = PaperFiles(desk, self, lambda: partial(_prepare, *letter()), draw_letter, letter_as_word)
        self.pdf, self.word, self.print = files.buttons
        flow = Flow(self)
        for button in (*files.buttons, *others):
            flow.addWidget(button)
        files.made.connect(lambda prepared, outgoing: self.to_look_at.emit(outgoing.to_look_at))
        files.refused.connect(self.refused)


def _prepare(case: str, facts: LetterFacts, workspace: Workspace):
    return prepare_letter(workspace, case, facts)
