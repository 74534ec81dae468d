"""The choice of fields and checklists in the header."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.drafting.tables import OwnTable
from ui.editors.quiet_combo import QuietCombo
from ui.pages.drafting.records import Place
from ui.pages.drafting.words import table_choice


class TableChoice(QuietCombo):
    """Every table the unit may draft, with how far it is."""

    place_chosen = Signal(object)
    """The clerk chose a table: its `Place`."""
    all_chosen = Signal()
    """The clerk chose to see all of them."""

    def __init__(self) -> None:
        super().__init__([])
        self._places: list[Place | None] = []
        self.offers_all = False
        self.setAccessibleName("领域和清单")
        self.setMinimumContentsLength(20)
        self.activated.connect(self._tell)

    def show_tables(self, tables: Sequence[OwnTable], place: Place | None, level: str | None) -> None:
        """Offer the tables of a unit of that level and show which one is open; None where all of them are seen."""
        self._places = [Place(table.checklist, table.field) for table in tables]
        texts = [table_choice(table, level) for table in tables]
        if self.offers_all:
            self._places.insert(0, None)
            texts.insert(0, "全部领域")
        if texts != [self.itemText(index) for index in range(self.count())]:
            self.clear()
            self.addItems(texts)
        self.setCurrentIndex(self._places.index(place))

    def _tell(self, index: int) -> None:
        place = self._places[index]
        if place is None:
            self.all_chosen.emit()
        else:
            self.place_chosen.emit(place)
