"""审核: entry by entry, what a unit below handed in beside the standard; accepted or sent back with words."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.county.reviewing import ReviewedEntry, ReviewPlace, ReviewRow
from app.exchange.comment_drafts import COMMENTS, SUGGESTIONS, keep_comment, keep_suggestions
from app.exchange.verdicts import Judgement, judge, withdraw_verdict
from app.tables.cell_text import cell_text, read_cell
from app.tables.words_in_force import reading_by
from app.workspace import Workspace
from ui.desk import Desk
from ui.editors.quiet_combo import QuietCombo
from ui.pages.filters import remember_tab
from ui.pages.page import Page
from ui.pages.review.closing import Closing
from ui.pages.review.drafts import Drafts
from ui.pages.review.reading import Handed, Listed, Place, place_of, read_entry, read_handed, read_list
from ui.pages.review.view import EntryPane, ListPane, WordsPane
from ui.pages.review.words import (
    ALL,
    DROP,
    SUGGEST,
    WRITE,
    empty_words,
    fits,
    has_problem,
    judged_words,
    list_rows,
    place_words,
    tabs,
)
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState

_FORWARD, _BACK = 1, -1


class ReviewPage(Page):
    """Judges what was handed in. What is being written is kept by entry; every verdict is one step to take back."""

    place, title, icon = "review", "审核", "file-check"
    hints = ("Ctrl+Enter 通过并到下一条", "F8 下一处问题")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._handed = Handed((), ())
        self._place: Place | None = None
        self._listed: Listed | None = None
        self._shown: ReviewedEntry | None = None
        self._wanted = ""
        """The entry to go to once its list is there."""
        self._drafts = Drafts(desk, self)
        self._reading = ""
        """The entry that is shown, or will be once it is read."""
        self._ticked: set[str] = set()
        self._unit_ids: list[str] = []
        self._list_places: list[Place] = []

    def show_place(
        self, organisation: str = "", checklist: str = "", field: str | None = None, entry: str = "", **target
    ) -> None:
        """Go to a field of a unit, or to one entry of it."""
        if organisation:
            self._place, self._wanted, self._reading = (organisation, checklist, field), entry, ""
            self._ticked.clear()
            if entry:
                # It is to be seen whatever was sieved before.
                self.list_pane.tabs.turn_to(ALL)
            self.reload()
        self.list_pane.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read what was handed in, and the place that is shown."""
        self.desk.session.ask(read_handed, self._show_handed, owner=self)

    def may_leave(self) -> bool:
        """Bring what is being written onto the disk."""
        self._drafts.keep()
        return True

    def next_area(self, *, back: bool = False) -> bool:
        """Go through the panes."""
        return self.columns.next_area(back=back)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _show_handed(self, handed: Handed) -> None:
        self._handed = handed
        self.set_badge(handed.pending)
        places = {place_of(place) for place in handed.places}
        if self._place not in places:
            self._place, self._reading = (place_of(handed.places[0]) if handed.places else None), ""
        self._fill_choice()
        self.words.show_templates(handed.templates)
        self._stack.setCurrentWidget(self.columns if handed.places else self._nothing)
        self.set_header(self._choice if handed.places else None)
        self.set_primary(self._close if handed.places else None)
        self.hints = type(self).hints if handed.places else ()
        if self._place is not None:
            self.desk.session.ask(partial(read_list, place=self._place), self._show_list, owner=self)

    def _show_list(self, listed: Listed) -> None:
        if listed.place != self._place:
            return
        self._listed = listed
        self._drafts.show_kept({COMMENTS: listed.comments, SUGGESTIONS: listed.suggested})
        self._ticked &= {row.entry for row in listed.rows}
        self._show_rows()
        current = self._wanted or self.list_pane.list.current_key()
        visible = [row.entry for row in self._visible()]
        if current not in visible:
            # Where a tab has run empty, the entry judged last stays in sight, as it stands now.
            current = visible[0] if visible else self._reading
        self._wanted = ""
        if current:
            self.list_pane.list.set_current(current)
            self._read_entry(current)
        if self._handed_place is not None:
            self.set_context(f"第{self._handed_place.round}轮" if self._handed_place.round else "")

    def _show_rows(self) -> None:
        rows = self._listed.rows
        shown = list_rows(self._visible(), self._drafts.words, self._ticked)
        self.list_pane.show_rows(shown, tabs(rows), len(self._ticked), empty_words(self.list_pane.tabs.current()))
        judged = sum(row.standing != "pending" for row in rows)
        name = self._handed_place.name if self._handed_place else ""
        self.list_pane.show_progress(name, judged_words(rows), judged / len(rows) if rows else 0.0)
        self._show_buttons()

    def _show_buttons(self) -> None:
        if self._shown is not None:
            self.entry_pane.show_buttons(len(self._ticked), self._shown.row.standing)

    def _read_entry(self, entry: str) -> None:
        if self._shown is not None and self._shown.row.entry != entry:
            self._drafts.keep()
        self._reading = entry
        self.desk.session.ask(partial(read_entry, entry=entry), partial(self._show_entry, entry), owner=self)

    def _show_entry(self, entry: str, shown: ReviewedEntry | None) -> None:
        if shown is None or entry != self._reading:
            return
        is_other = self._shown is None or self._shown.row.entry != entry
        self._shown = shown
        proposed, round = self._drafts.suggested(entry), self._round
        self.entry_pane.show_entry(shown, round, proposed)
        self.words.show_entry(shown, round, proposed)
        if is_other:
            self.entry_pane.scroll_to_top()
        if self.words.comment.toPlainText() != self._drafts.comment(entry):
            self.words.comment.set_text(self._drafts.comment(entry))
        self._show_buttons()

    @property
    def _handed_place(self) -> ReviewPlace | None:
        return next((place for place in self._handed.places if place_of(place) == self._place), None)

    @property
    def _round(self) -> int | None:
        return self._handed_place.round if self._handed_place else None

    def _visible(self) -> list[ReviewRow]:
        tab = self.list_pane.tabs.current()
        return [row for row in self._listed.rows if fits(row, tab)] if self._listed else []

    # --- choosing what to look at -----------------------------------------------------------------------------------

    def _fill_choice(self) -> None:
        units = list(dict.fromkeys((place.organisation, place.unit) for place in self._handed.places))
        of_unit = [place for place in self._handed.places if self._place and place.organisation == self._place[0]]
        for combo, texts, number in (
            (self._units, [name for _, name in units], [id for id, _ in units]),
            (self._lists, [place_words(place) for place in of_unit], [place_of(place) for place in of_unit]),
        ):
            wanted = self._place and (self._place[0] if combo is self._units else self._place)
            combo.blockSignals(True)
            combo.clear()
            combo.addItems(texts)
            combo.setCurrentIndex(number.index(wanted) if wanted in number else -1)
            combo.blockSignals(False)
        self._unit_ids, self._list_places = [id for id, _ in units], [place_of(place) for place in of_unit]

    def _choose_unit(self, number: int) -> None:
        """Go to another unit, to the same field where it handed that in."""
        organisation = self._unit_ids[number]
        of_unit = [place_of(place) for place in self._handed.places if place.organisation == organisation]
        same = (organisation, *self._place[1:])
        self._go_to(same if same in of_unit else of_unit[0])

    def _go_to(self, place: Place) -> None:
        self._drafts.keep()
        self._place, self._reading = place, ""
        self._ticked.clear()
        self._fill_choice()
        self.desk.session.ask(partial(read_list, place=place), self._show_list, owner=self)

    def _step(self, step: int, wanted: Any = None) -> None:
        """Go to the next or the former entry; only to those that are `wanted`, where that is given."""
        rows = self._visible()
        keys = [row.entry for row in rows]
        here = keys.index(self.list_pane.list.current_key()) if self.list_pane.list.current_key() in keys else -1
        order = range(here + 1, len(rows)) if step == _FORWARD else range(here - 1, -1, -1)
        number = next((n for n in order if wanted is None or wanted(rows[n])), None)
        if number is not None:
            self.list_pane.list.set_current(keys[number])
            self._read_entry(keys[number])

    def _filter(self) -> None:
        """Show what another tab lets through, and the entry that its list is at."""
        if self._listed is None:
            return
        self._show_rows()
        visible = [row.entry for row in self._visible()]
        if visible and self.list_pane.list.current_key() not in visible:
            self.list_pane.list.set_current(visible[0])
        if visible and self.list_pane.list.current_key() != self._reading:
            self._read_entry(self.list_pane.list.current_key())

    def _tick(self, key: str, checked: bool) -> None:
        (self._ticked.add if checked else self._ticked.discard)(key)
        self._show_rows()

    def _tick_all(self) -> None:
        """Tick what is shown and waits; what was judged is ticked so only where nothing waits: somebody decided it."""
        shown = [] if self._ticked else self._visible()
        self._ticked = {row.entry for row in shown if row.standing == "pending"} or {row.entry for row in shown}
        self._show_rows()

    # --- saying something -------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        if self._shown is not None:
            self._drafts.say(self._shown.row.entry, self.words.comment.toPlainText())

    def _insert(self, number: int) -> None:
        if number < len(self._handed.templates) and self._shown is not None:
            cursor = self.words.comment.textCursor()
            cursor.insertText(self._handed.templates[number])
            self.words.comment.setFocus(Qt.FocusReason.OtherFocusReason)

    def _propose(self, key: str, code: str) -> None:
        entry = self._shown.row.entry
        element = next(each for each in self._shown.elements if each.key == key)
        if code == DROP:
            self._set_proposal(entry, key, None)
        elif code == SUGGEST:
            self._set_proposal(entry, key, element.suggested)
        elif code == WRITE:
            self._ask_proposal(entry, key)

    def _ask_proposal(self, entry: str, key: str) -> None:
        shown = self._shown
        element = shown.definition.element(key)
        stands = next(each for each in shown.elements if each.key == key).value

        def read(workspace: Workspace, text: str) -> Any:
            with reading_by(workspace.library):
                return read_cell(element, text, stands)

        def written(text: str) -> None:
            # Nothing is stored by reading a cell.
            self.desk.session.ask(
                lambda workspace: read(workspace, text), lambda value: self._set_proposal(entry, key, value)
            )

        words = f"“{element.label}”建议改成什么？退回时一起交给{shown.unit.name}，对方按一下就能采用。"
        self.desk.messages.ask_text("写建议", words, written, cell_text(element, stands))

    def _set_proposal(self, entry: str, key: str, value: Any) -> None:
        self._drafts.suggest(entry, key, value)
        if self._shown is not None and self._shown.row.entry == entry:
            self._show_entry(entry, self._shown)

    def _judge(self, verdict: Judgement) -> None:
        """Judge the ticked entries, or the one shown and go on to the next."""
        if self._shown is None:
            return
        button = self.entry_pane.accept if verdict == "accepted" else self.entry_pane.send_back
        if not button.isEnabled():
            return
        self._drafts.keep()
        entry = self._shown.row.entry
        entries = sorted(self._ticked) or [entry]
        comment = self._drafts.comment(entry)
        # What is suggested for one does not go along with what is said of many: it stays.
        proposed = None if self._ticked else self._drafts.suggested(entry)
        work = partial(_judge, entries, entry, verdict, comment, proposed)
        self.desk.session.act(work, partial(self._judged, entry, verdict, comment, suggested=proposed is not None))

    def _judged(self, shown: str, verdict: Judgement, comment: str, count: int, *, suggested: bool) -> None:
        self._drafts.forget(shown, comment, suggested=suggested)
        word = "通过" if verdict == "accepted" else "退回"
        self.desk.messages.toast(f"{word}了 {count} 条", "撤销 Ctrl+Z", self.desk.session.undo)
        if self._ticked:
            self._ticked.clear()
            self._show_rows()
        elif self.list_pane.list.current_key() == shown:
            self.words.comment.set_text(self._drafts.comment(shown))
            self._step(_FORWARD)

    def _end_round(self) -> None:
        self._drafts.keep()
        self._closing.begin()

    def _withdraw(self) -> None:
        entry = self._shown.row.entry
        self.desk.session.act(partial(_withdraw, entry))

    # --- building ---------------------------------------------------------------------------------------------------

    def build(self) -> Iterator[None]:
        self._stack = QStackedWidget()
        self.body.addWidget(self._stack)
        self.columns = Columns("review", self.desk.preferences)
        self._stack.addWidget(self.columns)
        self.list_pane = ListPane()
        yield
        self.entry_pane = EntryPane()
        yield
        self.words = WordsPane()
        yield
        self.columns.set_list(self.list_pane, "条目")
        self.columns.set_content(self.entry_pane, "比标准")
        self.columns.set_side(self.words, "意见")
        yield
        self._nothing = EmptyState(
            "file-check", "还没有可以审的", "下级单位报来的文件收下以后，在这里一条一条比着标准审，通过或者退回。"
        )
        to_inbox = Button("去收件箱", icon="inbox", role="primary")
        to_inbox.clicked.connect(lambda: self.desk.go("inbox"))
        self._nothing.add_action("inbox", "先收下报来的文件", "把U盘里的文件或文件夹拖进收件箱", to_inbox)
        self._stack.addWidget(self._nothing)
        yield
        self._units, self._lists = QuietCombo([]), QuietCombo([])
        self._units.setAccessibleName("单位")
        self._lists.setAccessibleName("领域")
        self._closing = Closing(self.desk, self)
        self._close = Button("结束这一轮", icon="send", tip="给每个交过的单位写审核意见和回执")
        self._close.clicked.connect(self._end_round)
        self._choice = QWidget()
        line = QHBoxLayout(self._choice)
        line.setContentsMargins(3, 3, 3, 3)
        for combo in (self._units, self._lists):
            combo.fit_contents()
            line.addWidget(combo)
        yield
        self._connect()

    def _connect(self) -> None:
        remember_tab(self.desk, "review", self.list_pane.tabs)
        listed, entry = self.list_pane, self.entry_pane
        self._units.activated.connect(self._choose_unit)
        self._lists.activated.connect(lambda number: self._go_to(self._list_places[number]))
        listed.list.chosen.connect(self._read_entry)
        listed.list.opened.connect(lambda key: self.columns.show_content())
        listed.list.checked.connect(self._tick)
        listed.tabs.chosen.connect(lambda key: self._filter())
        listed.tick_all.clicked.connect(self._tick_all)
        entry.back.clicked.connect(lambda: self._step(_BACK))
        entry.forward.clicked.connect(lambda: self._step(_FORWARD))
        entry.accept.clicked.connect(lambda: self._judge("accepted"))
        entry.send_back.clicked.connect(lambda: self._judge("returned"))
        entry.withdraw_asked.connect(self._withdraw)
        entry.others_asked.connect(lambda: self.desk.go("item-compare", item=self._shown.row.code))
        entry.table.acted.connect(self._propose)
        entry.table.opened.connect(lambda key: self._propose(key, WRITE))
        self.words.typed.connect(self._typed)
        self._drafts.kept.connect(self._show_rows)
        self.words.templates.opened.connect(lambda key: self._insert(int(key)))
        self.words.templates.clicked.connect(lambda index: self._insert(index.row()))
        self._add_keys()

    def _add_keys(self) -> None:
        acts = {
            "Ctrl+Return": partial(self._judge, "accepted"),
            "Ctrl+Enter": partial(self._judge, "accepted"),
            "Ctrl+R": partial(self._judge, "returned"),
            "Alt+Left": partial(self._step, _BACK),
            "Alt+Right": partial(self._step, _FORWARD),
            "F8": partial(self._step, _FORWARD, has_problem),
            "Shift+F8": partial(self._step, _BACK, has_problem),
        } | {f"Alt+{number}": partial(self._insert, number - 1) for number in range(1, 10)}
        for keys, act in acts.items():
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(act)


def _judge(
    entries: list[str],
    said: str,
    verdict: Judgement,
    comment: str,
    proposed: Mapping[str, Any] | None,
    workspace: Workspace,
) -> int:
    """`said`: the entry whose comment and suggestions (None: they stay) these are; what others have stays."""
    with workspace.store.transaction():
        count = judge(workspace, entries, verdict, comment, proposed or {})
        keep_comment(workspace, said, "")
        if proposed is not None:
            keep_suggestions(workspace, said, {})
        return count


def _withdraw(entry: str, workspace: Workspace) -> int:
    return withdraw_verdict(workspace, [entry])
