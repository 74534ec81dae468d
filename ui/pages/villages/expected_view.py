"""Which sheets every village owes, and how often."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.standards.models import NoticeTemplate
from app.villages.overview import RHYTHM_WORDS, usual_rhythm
from app.villages.units import ExpectedSheet
from ui.pages.villages.sheet_words import expected_rows
from ui.theme.metrics import PAGE_PADDING, SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.rows import ITEMS, RowList

_EXPLAINED = "勾上各村都要有的公示，选好多久一张。按做公示的日期算：这个月（这个季度、这一年）里做过，就算有。"


class ExpectedView(QWidget):
    """All templates with ticks; Space ticks, Enter changes how often."""

    chosen = Signal(object)
    """The sheets (list of ExpectedSheet) as they are now; None goes back to the usual ones."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._templates: dict[str, NoticeTemplate] = {}
        self._chosen: list[ExpectedSheet] = []
        self.list = RowList(ITEMS, name="各村要有哪几张公示")
        self.back = Button("选好了", icon="arrow-left", key="Esc")
        self.usual = Button("只要按月、按季的", icon="rotate-ccw")
        self.list.checked.connect(self._tick)
        self.list.acted.connect(lambda key, code: self._turn(key))
        self.back.clicked.connect(self.closed)
        self.usual.clicked.connect(lambda: self.chosen.emit(None))
        words = Paragraph(_EXPLAINED, "table", "text-muted")
        words.setContentsMargins(PAGE_PADDING, SPACE[3], PAGE_PADDING, SPACE[2])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(words)
        column.addWidget(self.list, 1)
        column.addWidget(ActionBar([self.back], [self.usual]))

    def show_expected(
        self,
        templates: Sequence[NoticeTemplate],
        usual: Sequence[ExpectedSheet],
        chosen: Sequence[ExpectedSheet],
    ) -> None:
        """Show all templates, those owed ticked; `usual` are those the templates themselves speak of."""
        self._templates = {template.code: template for template in templates}
        self._chosen = list(chosen)
        self.list.set_rows(expected_rows(templates, usual, chosen))
        if not self.list.current_key() and templates:
            self.list.set_current(usual[0].template if usual else templates[0].code)

    def _tick(self, code: str, checked: bool) -> None:
        kept = [sheet for sheet in self._chosen if sheet.template != code]
        new = [ExpectedSheet(code, usual_rhythm(self._templates[code]))] if checked else []
        self.chosen.emit(kept + new)

    def _turn(self, code: str) -> None:
        """Month, quarter, year, month again."""
        rhythms = list(RHYTHM_WORDS)

        def turned(sheet: ExpectedSheet) -> ExpectedSheet:
            following = rhythms[(rhythms.index(sheet.rhythm) + 1) % len(rhythms)]
            return msgspec.structs.replace(sheet, rhythm=following) if sheet.template == code else sheet

        self.chosen.emit([turned(sheet) for sheet in self._chosen])
