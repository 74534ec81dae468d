"""The list of notices: those kept and those being made, and the sheet of the row the clerk is on."""

from PySide6.QtCore import QObject, Signal

from ui.pages.notices import rows as row_texts
from ui.pages.notices.begun import Begun
from ui.pages.notices.reading import Overview
from ui.widgets.rows import RowList


class KeptList(QObject):
    """Shows the rows and says what somebody wants to do with one."""

    looked_at = Signal(str)
    """The clerk moved to the row with this key, "" for none."""
    opened = Signal(str)
    """Key of the row that is to be opened."""
    printing_asked = Signal(str)
    """Id of the notice that is to be printed at once."""
    throwing_asked = Signal(str)
    """Key of the row of a draft that is to be thrown away."""

    def __init__(self, rows: RowList, begun: Begun) -> None:
        super().__init__(rows)
        self._rows, self._begun = rows, begun
        self._looked_at, self.is_shown = "", True
        rows.opened.connect(self.opened)
        rows.acted.connect(self._act)
        # The keyboard coming into the list makes a row current as well, without its being chosen.
        rows.selectionModel().currentChanged.connect(lambda *_: self._follow_current())

    def show_overview(self, overview: Overview) -> None:
        """Show what is kept, and what is being made above it."""
        self._rows.set_rows(row_texts.kept_rows(overview, self._begun.touched))

    def look_at_current(self) -> None:
        """Show the sheet of the row the clerk is on, without leaving the list."""
        self._looked_at = self._rows.current_key()
        # Marked as well when the keyboard is elsewhere: whose sheet the preview shows has to be seen.
        self._rows.set_current(self._looked_at)
        self.looked_at.emit(self._looked_at)

    def _follow_current(self) -> None:
        if self.is_shown and self._rows.current_key() != self._looked_at:
            self.look_at_current()

    def _act(self, key: str, code: str) -> None:
        ways = {row_texts.THROW_AWAY: self.throwing_asked, row_texts.PRINT: self.printing_asked}
        ways.get(code, self.opened).emit(key)
