"""Choosing single entries of one part: its list takes the place of the list of parts meanwhile."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.products.printable import PrintableEntry, PrintablePart, printable_entries
from ui.pages.printing.choice import PrintingChoice, key_of
from ui.pages.printing.rows import entry_rows
from ui.pages.printing.view import PrintingView
from ui.session import Session


class Picking(QObject):
    """Reads the entries of the part that is picked from, shows them, and tells what the clerk ticked."""

    picked = Signal(str, list, list)
    """Key of the part, the entries now wanted, all its entries."""

    def __init__(self, session: Session, view: PrintingView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._view, self._pane = session, view, view.picking
        self._part: PrintablePart | None = None
        self._entries: list[PrintableEntry] = []
        self._choice = PrintingChoice()
        self._pane.back.clicked.connect(self.end)
        self._pane.entries.checked.connect(self._tick)
        self._pane.entries.opened.connect(lambda entry: self._tick(entry, not self._is_wanted(entry)))
        self._pane.all.clicked.connect(lambda: self._tell([entry.id for entry in self._entries]))
        self._pane.none.clicked.connect(lambda: self._tell([]))

    def begin(self, part: PrintablePart) -> None:
        """Show the entries of a part."""
        self._part, self._entries = part, []
        self._pane.head.title.setText(part.name)
        self._show()
        self._view.show_picking(True)
        self._read()

    def end(self) -> None:
        """Go back to the parts."""
        self._part, self._entries = None, []
        self._view.show_picking(False)

    def follow(self, choice: PrintingChoice) -> None:
        """Tick what is wanted now."""
        self._choice = choice
        if self._part is not None:
            self._show()

    def read_again(self, parts: Iterable[PrintablePart]) -> None:
        """Read the entries anew; go back where the part is not among `parts` any more."""
        if self._part is None:
            return
        if key_of(self._part.part) in {key_of(part.part) for part in parts}:
            self._read()
        else:
            self.end()

    def _read(self) -> None:
        part = self._part
        self._session.ask(
            lambda workspace: printable_entries(workspace, part.part), partial(self._take, part), owner=self
        )

    def _take(self, part: PrintablePart, entries: list[PrintableEntry]) -> None:
        if part is self._part:
            self._entries = entries
            self._show()

    def _show(self) -> None:
        self._pane.entries.set_rows(entry_rows(self._part.part, self._entries, self._choice))

    def _is_wanted(self, entry: str) -> bool:
        return self._choice.is_wanted(key_of(self._part.part), entry)

    def _tick(self, entry: str, wanted: bool) -> None:
        others = [each.id for each in self._entries if each.id != entry and self._is_wanted(each.id)]
        self._tell([*others, entry] if wanted else others)

    def _tell(self, entries: list[str]) -> None:
        self.picked.emit(key_of(self._part.part), entries, [entry.id for entry in self._entries])
