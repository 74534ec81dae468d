"""The right half of the page: what was read, how it fits, what one item says, and what was not understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.editors.quiet_combo import QuietCombo
from ui.pages.in_parts import InParts
from ui.pages.table_import.marks import UNREAD, ItemKey
from ui.pages.table_import.reading import Reading
from ui.pages.table_import.words import (
    ALL,
    HEADS,
    TABS,
    Shown,
    detail_cells,
    item_key,
    parsed_item,
    table_words,
    wanted_words,
)
from ui.theme import theme
from ui.theme.metrics import SPACE
from ui.widgets.action_bar import ActionBar
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.pane_head import PaneHead
from ui.widgets.rows import PROPOSALS, Row, RowList
from ui.widgets.segments import FilterTabs
from ui.widgets.splitter import Splitter
from ui.widgets.tables import TextTable

_LIST_SHARE = 0.6
_LEAST_OF_LIST, _LEAST_FOR_DETAIL = 24, 150
"""The list's height, and that of list and details together, at 100 %, below which the list stands alone."""
_AROUND_WORDS = 48
"""What a box of choices takes beside its words, at 100 %."""
_UNTOLD, _UNTOLD_SECTION = "没认出来，请选", "请选一组"
_LOOK = replace(PROPOSALS, side_actions=False)


class ItemsPane(InParts, QWidget):
    """The list, the field of the table in question, the item chosen, the way forward."""

    field_chosen = Signal(int, str)
    """The place of a table and the code of the field that the clerk says it is about."""
    checklist_chosen = Signal(str)
    """The code of the checklist that the clerk says the tables are of."""
    section_chosen = Signal(str)
    """The group of rows that the clerk says is of the own unit."""

    def __init__(self) -> None:
        super().__init__()
        self._reading: Reading | None = None
        self._rows: Mapping[str, tuple[Row, ...]] = {}
        self._table = -1
        self._detailed: ItemKey | None = None

    def build(self) -> Iterator[None]:
        self.tabs = FilterTabs()
        self.tabs.setAccessibleName("看哪些条目")
        self.list = RowList(_LOOK, name="读出来的条目")
        self.detail = TextTable(name="这一条读出来的")
        yield
        self.checklist = QuietCombo([])
        self.checklist.setAccessibleName("这是哪种清单")
        self.checklist.setMinimumContentsLength(10)
        self.field = QuietCombo([])
        self.field.setAccessibleName("这张表是哪个领域的")
        self.field.setMinimumContentsLength(10)
        self.section = QuietCombo([])
        self.section.setAccessibleName("哪一组是本单位的")
        self.section.setMinimumContentsLength(10)
        yield
        self.forward = Button("下一步：对照", icon="arrow-right", role="primary", key="Ctrl+Enter")
        self.as_standard = Button("作为标准文本收下", icon="landmark")
        self.summary = label("", "caption", "text-muted", wrap=True)
        yield
        self._lay_out()
        self.tabs.chosen.connect(lambda _: self._show_rows())
        self.field.activated.connect(self._tell_field)
        self.section.activated.connect(self._tell_section)
        self.checklist.activated.connect(self._tell_checklist)

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_reading(self, shown: Shown, *, is_keeper: bool = False) -> None:
        """Show what was read; the same tab and the same item stay. `is_keeper`: whether our unit keeps standards, and
        may take it as one."""
        self._reading, self._rows = shown.reading, shown.rows
        reading, found = shown.reading, shown.counts
        tabs = [(tab, "", f"{words} {found[tab]}") for tab, words in TABS.items() if tab == ALL or found[tab]]
        self.tabs.set_tabs(tabs)
        _offer(self.field, [(_UNTOLD, ""), *((f"{code} {name}", code) for code, name in reading.fields)])
        sections = ((reading.masked(each), each) for each in reading.sections)
        _offer(self.section, [(_UNTOLD_SECTION, ""), *sections])
        self._show_checklist()
        chosen = next(iter(reading.choices.sections), "")
        self.section.setCurrentIndex(max(self.section.findData(chosen), 0))
        self._section_band.setVisible(bool(reading.sections))
        self.summary.setText(shown.summary)
        ready = bool(reading.batch.proposals) and not reading.likely_checklists
        self.forward.set_available(ready, "".join(wanted_words(reading)))
        self._offer_standard(is_keeper, reading)
        self._show_rows()
        self.show_table(self._table if 0 <= self._table < len(reading.read.tables) else 0)
        self._fit()

    def _offer_standard(self, is_keeper: bool, reading: Reading) -> None:
        """Offer the second way forward to those who keep standards."""
        is_keeper = is_keeper and reading.is_standard and reading.has_items
        self.as_standard.setVisible(is_keeper)
        self.as_standard.set_available(reading.path is not None, "粘贴的内容没有原来的文件，请选文件")
        self._bar.fit()

    def _place_summary(self) -> None:
        """Let the summary stand beside the buttons, or above them where it has no room there."""
        buttons = [button for button in (self.as_standard, self.forward) if button.isVisibleTo(self._bar)]
        taken = sum(button.sizeHint().width() + SPACE[2] for button in buttons) + 2 * SPACE[3]
        wanted = self.summary.fontMetrics().horizontalAdvance(self.summary.text()) + SPACE[2]
        stands_above = wanted > self.width() - taken
        if stands_above == self._stands_above:
            return
        self._stands_above = stands_above
        if stands_above:
            self._summary_band.layout().addWidget(self.summary)
        else:
            self._bar.layout().insertWidget(0, self.summary, 1)
        self._summary_band.setVisible(stands_above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the summary and what can be chosen anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._place_summary()
        self._place_bands()

    def _place_bands(self) -> None:
        """Let what can be chosen stand side by side where there is room: the list needs the height."""
        pair = (self._checklist_band, self._field_band)
        self._place(self._pair, pair)
        self._place(self._bands, (*pair, self._section_band))

    def _place(self, box: QBoxLayout, bands: Sequence[QWidget]) -> None:
        wanted = sum(_whole_width(band) for band in bands if band.isVisibleTo(self))
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        box.setDirection(across if wanted <= self.width() else down)

    def show_item(self, key: ItemKey) -> None:
        """Show an item in the list and what it says; where the tab leaves it out all are shown."""
        if not self.list.set_current(item_key(key)):
            self.tabs.set_current(ALL)
            self._show_rows()
            self.list.set_current(item_key(key))
        self.show_detail(key)

    def show_tab(self, tab: str) -> None:
        """Show what stands under a tab."""
        self.tabs.set_current(tab)
        self._show_rows()

    def show_detail(self, key: ItemKey | None) -> None:
        """Show what an item says; nothing for none, nor where the list needs all the height there is."""
        begins = key is not None and self.detail.isHidden()
        self._detailed = key
        self._place_detail()
        if begins:
            listed = round(self._split.height() * _LIST_SHARE)
            self._split.setSizes([listed, self._split.height() - listed])
        if key is not None:
            self.detail.set_table(HEADS, *detail_cells(self._reading, key))
            self.show_table(key.table)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height that list and details have together."""
        if event.type() == QEvent.Type.Resize:
            self._place_detail()
        return False

    def _place_detail(self) -> None:
        has_room = self._split.height() >= _LEAST_FOR_DETAIL * theme().scale
        self.detail.setVisible(self._detailed is not None and has_room)

    def show_table(self, number: int) -> None:
        """Show which field a table is about."""
        tables = self._reading.read.tables
        self._table = number
        self._field_band.setVisible(bool(tables) and self._reading.is_standard)
        if not tables:
            return
        code = self._reading.field_codes[number] or ""
        self.field.setCurrentIndex(max(self.field.findData(code), 0))
        told = (tables[number].sheet, tables[number].number) in self._reading.choices.fields
        named = tables[number].field is not None
        words = "您选的" if told else "表里写着" if named and code else "按事项看的" if code else "表里没写"
        self._field_source.setText(words)
        title = self._reading.masked(tables[number].title)
        self.field.setToolTip(f"“{title or table_words(self._reading, number)}”这张表")

    def wanted_choice(self) -> QWidget:
        """Return where the clerk says what is wanted first."""
        batch = self._reading.batch
        if self._reading.likely_checklists:
            return self.checklist
        if batch.sections:
            return self.section
        if batch.untold:
            self.show_table(batch.untold[0])
            return self.field
        return self.list

    @property
    def current(self) -> ItemKey | None:
        """The item chosen."""
        return parsed_item(self.list.current_key())

    def _show_rows(self) -> None:
        tab = self.tabs.current() or ALL
        self.list.set_rows(self._rows[tab])
        self.show_detail(None if tab == UNREAD else self.current)

    def _tell_field(self, index: int) -> None:
        code = self.field.itemData(index)
        if code:
            self.field_chosen.emit(self._table, code)

    def _show_checklist(self) -> None:
        """Show which checklist the tables were taken for, and why."""
        reading = self._reading
        self._checklist_band.setVisible(reading.has_items)
        _offer(self.checklist, [(name, code) for code, name in reading.checklists])
        self.checklist.setCurrentIndex(self.checklist.findData(reading.definition.code))
        told = "您选的" if reading.choices.checklist else "表里写着" if reading.recognised.is_named else "程序认的"
        self._checklist_source.setText("请您定" if reading.likely_checklists else told)

    def _tell_checklist(self, index: int) -> None:
        code = self.checklist.itemData(index)
        if code != self._reading.definition.code or self._reading.likely_checklists:
            self.checklist_chosen.emit(code)

    def _tell_section(self, index: int) -> None:
        section = self.section.itemData(index)
        if section:
            self.section_chosen.emit(section)

    # --- building --------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self._split = split = Splitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.installEventFilter(self)
        self.list.setMinimumHeight(_LEAST_OF_LIST)
        self.detail.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PaneHead("读出来的", self.tabs))
        self._field_source, self._checklist_source = (label("", "caption", "text-muted") for _ in range(2))
        self._checklist_band = _band("这是哪种清单", self.checklist, self._checklist_source)
        self._field_band = _band("这张表的领域", self.field, self._field_source)
        self._section_band = _band("哪一组是本单位的", self.section)
        self._pair, self._bands = (QBoxLayout(QBoxLayout.Direction.TopToBottom) for _ in range(2))
        for box in (self._pair, self._bands):
            box.setSpacing(0)
        for band in (self._checklist_band, self._field_band):
            self._pair.addWidget(band)
        self._bands.addLayout(self._pair)
        self._bands.addWidget(self._section_band)
        column.addLayout(self._bands)
        column.addWidget(split, 1)
        self._summary_band = QFrame()
        self._summary_band.setProperty("line", "top")
        told = QHBoxLayout(self._summary_band)
        told.setContentsMargins(SPACE[3], 5, SPACE[3], 5)
        told.addWidget(self.summary)
        self._bar = ActionBar([], [self.as_standard, self.forward])
        self._bar.keep_sides(SPACE[3])
        self._stands_above = True
        theme().changed.connect(self._fit)
        column.addWidget(self._summary_band)
        column.addWidget(self._bar)


def _whole_width(band: QWidget) -> int:
    """The width at which what is chosen in a band can be read whole."""
    combo = band.findChild(QuietCombo)
    words = combo.fontMetrics().horizontalAdvance(combo.currentText()) + theme().scaled(_AROUND_WORDS)
    return band.sizeHint().width() + max(words - combo.sizeHint().width(), 0)


def _band(words: str, combo: QuietCombo, *beside: QWidget) -> QFrame:
    band = QFrame()
    band.setProperty("line", "bottom")
    # In a low window the list gives way, and never what has to be chosen first.
    band.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    line = QHBoxLayout(band)
    line.setContentsMargins(SPACE[3], 5, SPACE[3], 5)
    line.addWidget(label(words, "caption", "text-muted"))
    line.addWidget(combo, 1)
    for widget in beside:
        line.addWidget(widget)
    return band


def _offer(combo: QuietCombo, choices: list[tuple[str, str]]) -> None:
    """Offer texts with what they stand for, where they are others than before. Says nothing."""
    if [combo.itemText(number) for number in range(combo.count())] == [text for text, _ in choices]:
        return
    combo.clear()
    for text, data in choices:
        combo.addItem(text, data)
