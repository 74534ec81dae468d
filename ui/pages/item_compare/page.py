"""同项对比: one item as all units have it, beside the standard, with what stands out and why."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.county.comparing import ItemComparison, UnitEntry
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.quiet_combo import QuietCombo
from ui.jobs import FILES, Watch
from ui.pages.item_compare.grouping import Grouped, grouped, usual_elements
from ui.pages.item_compare.reading import FieldItems, StandingOut, read_item, read_items, read_outliers, worst_first
from ui.pages.item_compare.view import ItemCompareView
from ui.pages.item_compare.words import (
    FOLD,
    ITEM_OF,
    LOOK,
    MORE,
    REMIND,
    UNFOLD,
    counted_words,
    element_choices,
    heads,
    hidden_words,
    item_rows,
    table_rows,
)
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.tables import Cell, Head

_AT_ONCE = 30
"""So many rows are shown before the clerk asks for more: each is measured in this very moment."""
_MOST_QUIET = 2_500
"""Looking through so many entries is done in a moment; more is shown with 停下."""
_ELEMENTS, _ONLY = "item-compare.elements", "item-compare.only"


@dataclass(frozen=True)
class _Table:
    """The table as it is to be shown."""

    grouped: Grouped
    heads: list[Head]
    cells: list[list[Cell]]
    keys: list[str]


class ItemComparePage(Page):
    """The elements chosen and the filter are remembered; which groups are unfolded belongs to the item."""

    place, title, icon = "item-compare", "同项对比", "git-compare"
    hints = ("Enter 看这一条", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: FieldItems | None = None
        self._standing_out: StandingOut | None = None
        self._compared: ItemComparison | None = None
        self._field = self._item = ""
        self._is_chosen = False
        self._looking: threading.Event | None = None
        """Ends the look through the field that was begun last."""
        self._unfolded: dict[str, int] = {}
        """How many units of a group are shown one by one."""
        self._limit = _AT_ONCE
        self._turn = 0

    def build(self) -> Iterator[None]:
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self.view = ItemCompareView(self.desk.preferences)
        self._stack.addWidget(self.view)
        yield from self.view.in_turns()
        self.view.compare.only.setChecked(bool(self.desk.preferences.get(_ONLY, False)))
        yield
        self._make_nothing()
        yield
        self._stack.addWidget(self._nothing)
        self._make_choice()
        self._connect()

    def show_place(self, item: str = "", field: str = "", **target) -> None:
        """Go to an item by its number, or to a field."""
        if item or field:
            self._field = field or item.partition("-")[0]
            self._turn_to(item, is_chosen=bool(item))
            self.reload()
        (self.view.compare.table if item else self.view.items.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read the items of the field, the item shown, and what stands out in the field."""
        self.desk.session.ask(partial(_items, self._field, self._item), self._show_items, owner=self)

    def take_focus(self) -> None:
        """Begin with the items, where they are in sight, else with what the units say."""
        shown = [part for part in (self.view.items.list, self.view.compare.table) if part.isVisible()]
        if shown:
            shown[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().take_focus()

    def next_area(self, *, back: bool = False) -> bool:
        """Go through the panes."""
        if self._stack.currentWidget() is not self.view:
            return super().next_area(back=back)
        return self.view.next_area(back=back)

    # --- the items of the field -------------------------------------------------------------------------------------

    def _show_items(self, found: FieldItems) -> None:
        has_units = bool(found.units and found.items)
        self._stack.setCurrentWidget(self.view if has_units else self._nothing)
        self.set_header(self._choice if has_units else None)
        self.hints = type(self).hints if has_units else ()
        if self._standing_out is not None and self._standing_out.field != found.field:
            self._standing_out = None
        self._found, self._field = found, found.field
        self._fill_fields()
        if not has_units:
            return
        codes = [line.code for line in found.items]
        if self._item not in codes:
            self._turn_to(codes[0])
        self._show_list()
        self.view.items.list.set_current(self._item)
        self._read_item()
        self._look_through()

    def _show_list(self) -> None:
        self.view.items.list.set_rows(item_rows(self._found.items, self._standing_out))

    def _fill_fields(self) -> None:
        codes = [code for code, _ in self._found.fields]
        self._fields.blockSignals(True)
        self._fields.clear()
        self._fields.addItems([f"{code} {name}" for code, name in self._found.fields])
        self._fields.setCurrentIndex(codes.index(self._field) if self._field in codes else -1)
        self._fields.blockSignals(False)

    def _choose_field(self, number: int) -> None:
        self._field, self._standing_out = self._found.fields[number][0], None
        self._turn_to("")
        self.reload()

    # --- what stands out in the field -------------------------------------------------------------------------------

    def _look_through(self) -> None:
        """Look through the whole field; a look that is still under way is for what was there before."""
        self._stop_looking()
        field, stop = self._field, threading.Event()
        self.view.items.state.setText("正在比…")
        show, failed = partial(self._show_standing_out, stop), partial(self._looked_in_vain, stop)
        if self._found.units * len(self._found.items) <= _MOST_QUIET:
            self.desk.session.ask(partial(_look_quietly, field, stop), show, failed, owner=self)
        else:
            title = f"正在比这个领域的 {len(self._found.items)} 项"
            self.desk.session.long(title, partial(_look, field, stop), show, failed, owner=self)
        self._looking = stop

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.set()

    def _show_standing_out(self, stop: threading.Event, found: StandingOut) -> None:
        if stop.is_set():
            return
        is_first = self._standing_out is None
        self._standing_out = found
        units = sum(bool(count) for count in found.by_item.values())
        self.view.items.state.setText(f"{units} 项有不一样的" if units else "没有显眼的")
        self._show_list()
        if is_first and not self._is_chosen:
            self._turn_to(worst_first(self._found.items, found)[0].code)
            self._read_item()
        self.view.items.list.set_current(self._item)

    def _looked_in_vain(self, stop: threading.Event, error: BaseException) -> None:
        """Somebody pressed 停下, or another look has begun meanwhile."""
        if not stop.is_set():
            self.view.items.state.setText("没有比完")
            self.desk.messages.trouble(error)

    # --- one item ---------------------------------------------------------------------------------------------------

    def _turn_to(self, item: str, *, is_chosen: bool = False) -> None:
        """Let another item be the one shown; one that somebody chose is not left for a worse one."""
        if item != self._item:
            self._unfolded.clear()
            self._limit = _AT_ONCE
        self._item, self._is_chosen = item, is_chosen

    def _choose_item(self, key: str) -> None:
        """Show another item; an addition of a unit stands in review alone."""
        if not key.startswith("added "):
            self._turn_to(key, is_chosen=True)
            self._read_item()

    def _open_item(self, key: str) -> None:
        if key.startswith("added "):
            entry = key.removeprefix("added ")
            found = next(each for each in self._standing_out.added if each.entry == entry)
            self._go_to_review(found.unit.id, entry)
        else:
            self.view.show_content()

    def _read_item(self) -> None:
        self.desk.session.ask(partial(_item, self._item), partial(self._show_item, self._item), owner=self)

    def _show_item(self, item: str, compared: ItemComparison) -> None:
        if item != self._item:
            return
        self._compared = compared
        pane = self.view.compare
        name = dict(self._found.fields).get(compared.field, "")
        self.view.name_item(f"{compared.field} {name}", compared.item, compared.title)
        pane.counted.setText(counted_words(compared))
        self._lay_out()

    def _lay_out(self) -> None:
        """Work the table out beside the window's thread: words are compared with the standard's, one by one."""
        if self._compared is None:
            return
        self._turn += 1
        elements = self._elements
        self.view.compare.elements.show_elements(
            element_choices(self._compared), elements, is_usual=not self._chosen_elements
        )
        work = partial(
            _laid_out, self._compared, elements, self.view.compare.only.isChecked(), {**self._unfolded}, self._limit
        )
        self.desk.jobs.run(FILES, work, partial(self._show_table, self._turn), owner=self)

    def _show_table(self, turn: int, table: _Table) -> None:
        if turn != self._turn:
            return
        pane = self.view.compare
        pane.table.set_table(table.heads, table.cells, table.keys)
        words = hidden_words(table.grouped.hidden)
        pane.hidden.setText(words)
        pane.hidden.setVisible(bool(words))

    @property
    def _chosen_elements(self) -> tuple[str, ...]:
        kept = self.desk.preferences.get(_ELEMENTS, [])
        known = [element.key for element in self._compared.definition.elements]
        return tuple(key for key in known if key in kept)

    @property
    def _elements(self) -> tuple[str, ...]:
        return self._chosen_elements or usual_elements(self._compared)

    def _choose_elements(self, chosen: tuple[str, ...]) -> None:
        self.desk.preferences.put(_ELEMENTS, [*chosen])
        self._lay_out()

    def _filter(self, only: bool) -> None:
        self.desk.preferences.put(_ONLY, only)
        self._limit = _AT_ONCE
        self._lay_out()

    # --- going on from a row ----------------------------------------------------------------------------------------

    def _act(self, key: str, code: str) -> None:
        if code == FOLD:
            self._unfolded.pop(key)
            self._lay_out()
        elif code in (UNFOLD, MORE):
            self._show_more(key.removeprefix(MORE).strip())
        elif code == REMIND:
            self.desk.go("matrix", remind=key)
        elif code in (LOOK, ITEM_OF):
            self._go_to_review(key, self._unit(key).entry or "")

    def _show_more(self, group: str) -> None:
        """Show more units of a group one by one; without one, more groups."""
        if group:
            self._unfolded[group] = self._unfolded.get(group, 0) + _AT_ONCE
        else:
            self._limit += _AT_ONCE
        self._lay_out()

    def _unit(self, unit: str) -> UnitEntry:
        return next(each for each in self._compared.units if each.unit.id == unit)

    def _go_to_review(self, unit: str, entry: str) -> None:
        self.desk.go("review", organisation=unit, checklist=STANDARD_CATALOGUE, field=self._field, entry=entry)

    # --- building ---------------------------------------------------------------------------------------------------

    def _make_nothing(self) -> None:
        self._nothing = EmptyState(
            "git-compare",
            "还没有可以比的",
            "登记了下级单位，收下他们报来的文件，这里看得到同一项各家怎么写，哪家和别人不一样。",
        )
        to_inbox = Button("去收件箱", icon="inbox", role="primary")
        to_inbox.clicked.connect(lambda: self.desk.go("inbox"))
        self._nothing.add_action("inbox", "先收下报来的文件", "把U盘里的文件或文件夹拖进收件箱", to_inbox)

    def _make_choice(self) -> None:
        self._fields = QuietCombo([])
        self._fields.setAccessibleName("领域")
        self._fields.fit_contents()
        self._choice = QWidget()
        line = QHBoxLayout(self._choice)
        line.setContentsMargins(3, 3, 3, 3)
        line.addWidget(self._fields)

    def _connect(self) -> None:
        items, compare = self.view.items, self.view.compare
        self._fields.activated.connect(self._choose_field)
        items.list.chosen.connect(self._choose_item)
        items.list.opened.connect(self._open_item)
        compare.elements.changed.connect(self._choose_elements)
        compare.only.toggled.connect(self._filter)
        compare.table.acted.connect(self._act)


def _items(field: str, item: str, workspace: Workspace) -> FieldItems:
    return read_items(workspace, field, item)


def _item(item: str, workspace: Workspace) -> ItemComparison:
    return read_item(workspace, item)


def _look_quietly(field: str, stop: threading.Event, workspace: Workspace) -> StandingOut:
    return read_outliers(workspace, field, None, stop.is_set)


def _look(field: str, stop: threading.Event, workspace: Workspace, watch: Watch) -> StandingOut:
    return read_outliers(workspace, field, watch.progress, lambda: stop.is_set() or watch.is_cancelled())


def _laid_out(
    compared: ItemComparison, elements: Sequence[str], only: bool, unfolded: Mapping[str, int], limit: int, watch: Watch
) -> _Table:
    found = grouped(compared, elements, only_different=only)
    shown = found.groups[:limit]
    cells, keys = table_rows(compared, shown, elements, unfolded, len(found.groups) - len(shown))
    return _Table(found, heads(compared, elements), cells, keys)
