"""The comparison: every change from elsewhere beside what stands here, decided in one go and in one step."""

from collections.abc import Iterable, Iterator
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from app.drafting.following import STANDARD, Following
from app.drafting.renaming import RENAMING
from app.proposals.comparison import Side
from app.proposals.proposals import Batch, Outcome, decide, find_waiting
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.comparison.choices import Choices, Sides
from ui.pages.comparison.reading import Comparison, Held, compare_waiting
from ui.pages.comparison.report import save_version_report
from ui.pages.comparison.sources import BACK, PLACES, VERBS, apply, compared, follow, key_of, source_words
from ui.pages.comparison.view import ListPane, SidesPane
from ui.pages.comparison.words import ALL, OURS, THEIRS, finish_words, tab_of
from ui.pages.page import Page
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState

_WAITING = "waiting"
_CHANGED = ("new", "changed", "cleared", "removed")
# The usual list is too narrow for the names of items with what becomes of them beside.
_LIST_WIDTHS = (220, 330, 480)


class ComparisonPage(Page):
    """Shows a file before it is taken in, or the questions that wait; choices are kept while the program runs."""

    place, title, icon = "comparison", "对照", "git-compare"
    hints = ("1 / 2 或 ← / → 取哪边", "F8 下一处没定的", "Ctrl+Enter 完成")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._batch: Batch | None = None
        self._kept: dict[str, Choices] = {}
        self._ticked: set[str] = set()
        self._standard = ""
        self._shown = Comparison()
        self._is_finishing = False

    def build(self) -> Iterator[None]:
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self.columns = Columns("comparison", self.desk.preferences, list_widths=_LIST_WIDTHS)
        self._stack.addWidget(self.columns)
        yield
        self.list_pane = ListPane()
        self.columns.set_list(self.list_pane, "列表")
        yield
        self.sides = SidesPane()
        yield from self.sides.in_turns()
        self.columns.set_content(self.sides, "两边对照")
        yield
        self.finish = Button("收下", icon="check", role="primary", key="Ctrl+Enter")
        self._nothing_waits = self._make_empty("没有等着定的改动", "收下文件时两边都改过的条目，会留在这里等您定。")
        self._nothing_new = self._make_empty("没有新内容", "这份文件里没有比现有内容更新的东西，收不收都一样。")
        yield
        for widget in (self._nothing_waits, self._nothing_new):
            self._stack.addWidget(widget)
        self._stack.setCurrentWidget(self._nothing_waits)
        yield
        self._connect()
        self.set_primary(self.finish)

    def show_place(self, batch: Batch | None = None, standard: str = "", **target) -> None:
        """Compare a file that was read but not taken in, or what the new standard of a field (`standard`, its code)
        makes of our entries, or without one what waits in the store."""
        self._batch, self._ticked, self._standard = batch, set(), standard
        self.is_done = False
        if self.list_pane.tabs.current():
            self.list_pane.tabs.set_current(ALL)
        self.reload()

    def reload(self) -> None:
        """Read both sides as they stand now."""
        batch = self._batch
        if batch is None and self._standard:
            self.desk.session.ask(partial(follow, self._standard), self._show_standard, owner=self)
            return
        work = compare_waiting if batch is None else partial(compared, batch)
        self.desk.session.ask(work, partial(self._show, self._key), owner=self)

    def _show_standard(self, found: Following | None) -> None:
        """Show what a new standard makes of our entries; where they go by it already, what waits."""
        self._standard, self._batch = "", found
        self.reload()

    def next_area(self, *, back: bool = False) -> bool:
        """Go from list to sides."""
        return self.columns.next_area(back=back)

    # --- choosing --------------------------------------------------------------------------------------------------

    @property
    def choices(self) -> Choices:
        """What was chosen for what is shown."""
        return self._kept.setdefault(self._key, Choices())

    @property
    def current(self) -> Held | None:
        """The subject shown beside the list."""
        key = self.list_pane.list.current_key()
        return next((held for held in self._shown.held if held.key == key), None)

    def choose(self, element: str, side: Side) -> None:
        """Take one element of the current subject from a side."""
        if self.current is not None and self.current.differences:
            self.choices.choose(self.current, element, side)
            self._show_choices()

    def choose_all(self, side: Side) -> None:
        """Take everything from one side: for what is ticked, else for the current subject."""
        for held in self._ticked_held() or [self.current]:
            if held is not None:
                self.choices.choose_all(held, side)
        self._ticked.clear()
        self._show_choices()

    def _join(self) -> None:
        if self.current is None:
            return
        self.choices.join(self.current)
        self._show_choices()

    def go_to_open(self, step: int = 1) -> None:
        """Go to the next element, or the one before, that nobody has decided."""
        places = [(held, element) for held in self._visible() for element in self._open_places(held)]
        if not places:
            self.desk.messages.toast("没有要定的了，按 Ctrl+Enter 完成")
            return
        here = self._place_number()
        order = [self._number(held, element) for held, element in places]
        if step > 0:
            number = next((n for n, place in enumerate(order) if place > here), 0)
        else:
            number = next((n for n in range(len(order) - 1, -1, -1) if order[n] < here), len(order) - 1)
        self._go_to(*places[number])

    def _open_places(self, held: Held) -> list[str]:
        if not self.choices.is_open(held):
            return []
        return self.choices.open_elements(held) or [d.element for d in held.differences[:1]] or [""]

    def _number(self, held: Held, element: str) -> tuple[int, int]:
        keys = [one.key for one in self._visible()]
        elements = [difference.element for difference in held.differences]
        return keys.index(held.key), elements.index(element) if element in elements else 0

    def _place_number(self) -> tuple[int, int]:
        current = self.current
        if current is None:
            return -1, -1
        element = self.sides.table.current_key()
        return self._number(current, element) if element else (self._number(current, "")[0], -1)

    def _go_to(self, held: Held, element: str) -> None:
        if self.current is None or self.current.key != held.key:
            self.list_pane.list.set_current(held.key)
            self._show_current()
        self.columns.show_content()
        self.sides.select(element)

    # --- finishing ---------------------------------------------------------------------------------------------------

    def finish_all(self) -> None:
        """Take the file in with what was chosen, or decide what was decided; one step that can be taken back."""
        if not self.finish.isEnabled() or self._is_finishing:
            return
        alarm = self._batch.alarm if isinstance(self._batch, Following) else ""
        if alarm:
            text = f"{alarm}请对照正式文本看过。确实是换版，再跟着改；改了也能撤销。"
            self.desk.messages.confirm("这一版要先核对", text, "核对过，跟着改", self._finish)
        else:
            self._finish()

    def _finish(self) -> None:
        self._is_finishing = True
        decisions = self.choices.decisions(self._shown.held)
        if self._batch is None:
            decided = partial(self._decided, self.choices, decisions)
            job = self.desk.session.act(partial(_decide, decisions), decided)
        else:
            batch = self._batch
            title = f"正在{VERBS.get(batch.source, '收下')}{batch.label}"
            work = partial(apply, batch, decisions)
            job = self.desk.session.long(title, work, partial(self._applied, batch), writes=True)
        job.finished.connect(self._end_finishing)

    def _end_finishing(self) -> None:
        self._is_finishing = False

    def _decided(self, choices: Choices, decisions: Sides, count: int) -> None:
        # Half-made choices of subjects that still wait stay.
        choices.forget(decisions)
        self.desk.messages.toast(f"定下了 {count} 条", "撤销 Ctrl+Z", self.desk.session.undo)

    def _applied(self, batch: Batch, outcome: Outcome) -> None:
        self._kept.pop(key_of(batch), None)
        self.is_done = batch is self._batch
        changed = sum(outcome.counts[name] for name in _CHANGED)
        name = batch.label.replace(" ", "")
        verb = VERBS.get(batch.source)
        text = f"已从{name}{verb}了 {changed} 条" if verb else f"已收下{name}，{changed} 条有改动"
        if batch.source == "law":
            text = f"已替换 {changed} 条的依据"
        if batch.source == RENAMING:
            text = f"改了 {changed} 条里的名称"
        if batch.source == STANDARD:
            text = f"跟着标准改了 {changed} 条"
        if outcome.waiting:
            text += f"，{outcome.waiting} 条{'等您定' if batch.source == STANDARD else '冲突先留着'}"
        self.desk.messages.toast(text, "撤销 Ctrl+Z", self.desk.session.undo)
        if self.isVisible():
            self._leave(batch)

    # --- showing ---------------------------------------------------------------------------------------------------

    @property
    def _key(self) -> str:
        """Under which the choices for what is shown are kept."""
        return _WAITING if self._batch is None else key_of(self._batch)

    def _show(self, key: str, shown: Comparison) -> None:
        if key != self._key:
            return
        self._shown = shown
        gone = self.choices.by_hand.keys() - {held.key for held in shown.held}
        self.choices.forget(gone)
        self._ticked &= {held.key for held in shown.held}
        self.list_pane.show_source(*self._source_words())
        self.list_pane.show_notes(self._notes())
        self.list_pane.report.setVisible(isinstance(self._batch, Following))
        self.sides.back.setText(BACK.get(self._batch.source if self._batch else "", "返回收件箱"))
        self._stack.setCurrentWidget(self.columns if shown.held else self._empty())
        self.hints = type(self).hints if shown.held else ()
        self.set_primary(self.finish if shown.held else None)
        self._show_choices()
        if self._visible() and self.current is None:
            self.list_pane.list.set_current(self._visible()[0].key)
            self._show_current()
            self.list_pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _notes(self) -> tuple[str, ...]:
        return self._batch.notes if self._batch is not None else ()

    def _source_words(self) -> tuple[str, str]:
        if self._batch is None:
            return "等您定的", "没定的一直留着，不会丢。"
        return source_words(self._batch, self._shown.unchanged)

    def _empty(self) -> EmptyState:
        return self._nothing_waits if self._batch is None else self._nothing_new

    def _show_choices(self) -> None:
        """Show the list, the sides and the buttons as they follow from what was chosen."""
        self.list_pane.show_rows(self._shown.held, self._visible(), self.choices, self._ticked)
        self._show_current()
        held, choices = self._shown.held, self.choices
        open_count = sum(map(choices.is_open, held))
        self.set_context(f"{len(held)} 条改动，{open_count} 条要您定" if held else "")
        self._show_finish(len(choices.decisions(held)))

    def _show_finish(self, decided: int) -> None:
        if self._batch is None:
            self.finish.setText(f"定下 {decided} 条" if decided else "定下")
            self.finish.set_available(decided > 0, "还没有选好的：每条冲突的每一栏都要选一边")
        else:
            self.finish.setText(finish_words(self._batch.label, self._batch.source))
            self.finish.set_available(bool(self._shown.held), "里面没有比现有内容更新的东西")
        if self.primary is not None:
            self.frame_changed.emit()

    def _show_current(self) -> None:
        held = self.current
        if held is not None:
            self.sides.show_subject(held, self.choices)
            self.sides.show_bulk(held, len(self._ticked_held()))

    def _visible(self) -> list[Held]:
        """What the chosen tab shows."""
        tab = self.list_pane.tabs.current()
        return [held for held in self._shown.held if tab in ("", ALL, tab_of(held))]

    def _ticked_held(self) -> list[Held]:
        return [held for held in self._visible() if held.key in self._ticked]

    def _tick(self, key: str, checked: bool) -> None:
        (self._ticked.add if checked else self._ticked.discard)(key)
        self._show_choices()

    def _tick_all(self) -> None:
        self._ticked = set() if self._ticked_held() else {held.key for held in self._visible() if held.can_choose}
        self._show_choices()

    def _filter(self) -> None:
        self._show_choices()
        visible = self._visible()
        if visible and self.current is None:
            self.list_pane.list.set_current(visible[0].key)
        self._show_current()

    # --- building ---------------------------------------------------------------------------------------------------

    def _make_empty(self, title: str, text: str) -> EmptyState:
        made = EmptyState("git-compare", title, text)
        back = Button("返回收件箱", icon="arrow-left")
        back.clicked.connect(self._go_back)
        made.add_action("inbox", "看看收到的文件", "还没收的、收过的都在收件箱", back)
        return made

    def _connect(self) -> None:
        listed, sides = self.list_pane.list, self.sides
        listed.chosen.connect(lambda key: self._show_current())
        listed.opened.connect(self._open)
        listed.checked.connect(self._tick)
        self.list_pane.tabs.chosen.connect(lambda key: self._filter())
        self.list_pane.notes_asked.connect(lambda: self.sides.show_notes(self._notes()))
        self.list_pane.tick_all.clicked.connect(self._tick_all)
        self.list_pane.report.clicked.connect(self._save_report)
        sides.chosen.connect(self.choose)
        sides.next_asked.connect(self.go_to_open)
        sides.joined.connect(self._join)
        sides.back.clicked.connect(self._go_back)
        sides.ours.clicked.connect(lambda: self.choose_all(OURS))
        sides.theirs.clicked.connect(lambda: self.choose_all(THEIRS))
        self.finish.clicked.connect(self.finish_all)
        self._add_keys()

    def _add_keys(self) -> None:
        for keys, act in {
            "F8": self.go_to_open,
            "Shift+F8": partial(self.go_to_open, -1),
            "Alt+1": partial(self.choose_all, OURS),
            "Alt+2": partial(self.choose_all, THEIRS),
            "Ctrl+Return": self.finish_all,
            "Ctrl+Enter": self.finish_all,
        }.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _open(self, key: str) -> None:
        """Go from the list to the sides."""
        self.columns.show_content()
        self.sides.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_report(self) -> None:
        if isinstance(self._batch, Following):
            save_version_report(self.desk, self._batch.new.code, self._batch.new.name, self)

    def _go_back(self) -> None:
        if self._batch is not None and self._batch.source == "table":
            self.desk.go("table-import")
        else:
            self._leave(self._batch)

    def _leave(self, batch: Batch | None) -> None:
        """Go where what is compared came from: words for our own table to that, answers of offices to where they are
        collected, replaced laws to the register, all else to the inbox."""
        if batch is not None and batch.source in PLACES:
            self.desk.go(PLACES[batch.source])
            return
        if batch is None or batch.source not in VERBS:
            self.desk.go("inbox")
            return
        places = {(proposal.theirs["checklist"], proposal.theirs["field"]) for proposal in batch.proposals}
        checklist, field = places.pop() if len(places) == 1 else (None, None)
        self.desk.go("drafting", **({"checklist": checklist, "field": field} if checklist else {}))


def _decide(decisions: Sides, workspace: Workspace) -> int:
    """Decide stored questions; every side that was shown is named, so that nothing else is taken."""
    sides: Iterable[Side] = [side for elements in decisions.values() for side in elements.values()]
    main: Side = "theirs" if THEIRS in sides else "ours"
    return decide(workspace, find_waiting(workspace, decisions), main, decisions)
