"""The sheet that goes with a stick: drawn, then printed or saved."""

from functools import partial

from PySide6.QtWidgets import QWidget

from app.exchange.cover_sheet import CoverSheet, draw_cover_sheet, read_cover_sheet
from app.products.outgoing import Outgoing
from ui.desk import Desk
from ui.jobs import PAPER
from ui.outgoing import print_out, save_pdf


class Covers:
    """Prints the sheet of a round; where there is no printer it is saved."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        self._desk, self._page = desk, page

    def show(self, hash: str) -> None:
        """Read the round with this hash, draw its sheet and ask for a printer."""
        self._desk.session.ask(lambda workspace: read_cover_sheet(workspace, hash), self._draw, owner=self._page)

    def _draw(self, sheet: CoverSheet) -> None:
        drawn = partial(self._print, f"{self._desk.session.unit.name}_第{sheet.round}轮报送单")
        self._desk.jobs.run(PAPER, lambda watch: draw_cover_sheet(sheet), drawn, owner=self._page)

    def _print(self, name: str, outgoing: Outgoing) -> None:
        print_out(self._desk, self._page, outgoing, lambda: save_pdf(self._desk, outgoing, name))
