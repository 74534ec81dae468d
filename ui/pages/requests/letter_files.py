"""Letting a letter out: as PDF, for Word, to a printer."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.products.outgoing import Outgoing, save_outgoing
from app.products.request_letters import PreparedLetter, draw_letter, letter_as_word, prepare_letter
from app.registers.request_letters import LetterFacts
from ui.desk import Desk
from ui.jobs import PAPER
from ui.outgoing import print_out, save_pdf, tell_written
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow

_WORD_FILES = "Word 文档 (*.docx)"


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
        self._desk, self._letter = desk, letter
        self.pdf = Button("存成 PDF", icon="file-down", compact=True)
        self.word = Button("存成 Word", icon="file-text", compact=True)
        self.print = Button("打印", icon="printer", compact=True)
        flow = Flow(self)
        for button in (self.pdf, self.word, self.print, *others):
            flow.addWidget(button)
        self.pdf.clicked.connect(lambda: self._make(draw_letter, self._save_pdf))
        self.word.clicked.connect(lambda: self._make(letter_as_word, self._save_word))
        self.print.clicked.connect(lambda: self._make(draw_letter, self._print))

    def _make(
        self, draw: Callable[[PreparedLetter], Outgoing], then: Callable[[PreparedLetter, Outgoing], object]
    ) -> None:
        case, facts = self._letter()

        def made(prepared: PreparedLetter, outgoing: Outgoing) -> None:
            self.to_look_at.emit(outgoing.to_look_at)
            then(prepared, outgoing)

        def prepared(found: PreparedLetter) -> None:
            self._desk.jobs.run(PAPER, lambda watch: draw(found), partial(made, found), owner=self)

        self._desk.session.ask(
            lambda workspace: prepare_letter(workspace, case, facts), prepared, self.refused.emit, owner=self
        )

    def _save_pdf(self, prepared: PreparedLetter, outgoing: Outgoing) -> None:
        save_pdf(self._desk, outgoing, prepared.file_name)

    def _print(self, prepared: PreparedLetter, outgoing: Outgoing) -> None:
        print_out(self._desk, self, outgoing, partial(self._save_pdf, prepared, outgoing))

    def _save_word(self, prepared: PreparedLetter, outgoing: Outgoing) -> None:
        def save(path: Path) -> None:
            self._desk.session.act(
                lambda workspace: save_outgoing(workspace, outgoing, path, force=True),
                lambda _: tell_written(self._desk, f"已存成 {path.name}。", path.parent),
            )

        self._desk.messages.save_file("存成 Word", f"{prepared.file_name}.docx", _WORD_FILES, save)
