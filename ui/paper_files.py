"""Letting a paper out that is a PDF and a Word document alike: saved as either, or printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.products.outgoing import Outgoing, save_outgoing
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import PAPER
from ui.outgoing import print_out, save_pdf, tell_written
from ui.widgets.buttons import Button

_WORD_FILES = "Word 文档 (*.docx)"


class Prepared(Protocol):
    """All that drawing needs, read from the store."""

    @property
    def file_name(self) -> str: ...


class PaperFiles(QObject):
    """The three buttons for it. `prepare` reads what is drawn, on the store's thread; `draw` and `as_word` make it."""

    made = Signal(object, object)
    """What was prepared, and the document (`Outgoing`) that is about to leave."""
    refused = Signal(object)
    """Why there is no such paper."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        prepare: Callable[[], Callable[[Workspace], Prepared]],
        draw: Callable[[Prepared], Outgoing],
        as_word: Callable[[Prepared], Outgoing],
    ) -> None:
        super().__init__(parent)
        self._desk, self._parent, self._prepare = desk, parent, prepare
        self.pdf = Button("存成 PDF", icon="file-down", compact=True)
        self.word = Button("存成 Word", icon="file-text", compact=True)
        self.print = Button("打印", icon="printer", compact=True)
        self.pdf.clicked.connect(lambda: self._make(draw, self._save_pdf))
        self.word.clicked.connect(lambda: self._make(as_word, self._save_word))
        self.print.clicked.connect(lambda: self._make(draw, self._print))

    @property
    def buttons(self) -> tuple[Button, Button, Button]:
        """As PDF, for Word, to a printer."""
        return self.pdf, self.word, self.print

    def _make(self, make: Callable[[Prepared], Outgoing], then: Callable[[Prepared, Outgoing], object]) -> None:
        def made(prepared: Prepared, outgoing: Outgoing) -> None:
            self.made.emit(prepared, outgoing)
            then(prepared, outgoing)

        def draw(prepared: Prepared) -> None:
            self._desk.jobs.run(PAPER, lambda watch: make(prepared), partial(made, prepared), owner=self)

        self._desk.session.ask(self._prepare(), draw, self._refuse, owner=self)

    def _refuse(self, error: BaseException) -> None:
        self.refused.emit(error)

    def _save_pdf(self, prepared: Prepared, outgoing: Outgoing) -> None:
        save_pdf(self._desk, outgoing, prepared.file_name)

    def _print(self, prepared: Prepared, outgoing: Outgoing) -> None:
        print_out(self._desk, self._parent, outgoing, partial(self._save_pdf, prepared, outgoing))

    def _save_word(self, prepared: Prepared, outgoing: Outgoing) -> None:
        def save(path: Path) -> None:
            self._desk.session.act(
                lambda workspace: save_outgoing(workspace, outgoing, path, force=True),
                lambda _: tell_written(self._desk, f"已存成 {path.name}。", path.parent),
            )

        self._desk.messages.save_file("存成 Word", f"{prepared.file_name}.docx", _WORD_FILES, save)
