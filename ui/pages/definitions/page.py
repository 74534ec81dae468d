"""定义: checklists, standards, notice templates, masks, words and calendars are changed here, seen as they will look,
checked as they are typed, and set as one step that can be taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.errors import UserFacingError
from app.standards.definition_forms import form_values, renamed_key, row_with, rows_of, with_rows
from app.standards.definition_sections import Section, sections_of
from ui.asking_person import with_person
from ui.desk import Desk
from ui.editors.asking import Remark
from ui.form_drafts import FormDrafts
from ui.pages.definitions.reading import FORM, Checked, Line, Listing, check, read_data, read_listing, restore, save
from ui.pages.definitions.rows import (
    CAN_BE_ADDED,
    cells_of,
    facts_of,
    found_lines,
    fresh_row,
    kind_tabs,
    list_rows,
    new_definition,
    section_of_place,
)
from ui.pages.definitions.view import EditorPane, ListPane, PreviewSide
from ui.pages.filters import remember_heights, remember_tab, remember_words
from ui.pages.page import Page
from ui.widgets.columns import Columns

_CHECK_AFTER_MS = 250
_WHO = "改定义要记下是谁改的。"
_UNDO = "撤销 Ctrl+Z"
Data = dict[str, Any]


class DefinitionsPage(Page):
    """A list of what can be changed, one definition section by section, and what it looks like."""

    place, title, icon = "definitions", "定义", "table-properties"
    hints = ("Ctrl+Enter 保存", "Alt+↑ ↓ 移动一行", "F6 换区", "Esc 返回")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._listing: Listing | None = None
        self._line: Line | None = None
        self._stored: Data = {}
        self._data: Data = {}
        self._sections: tuple[Section, ...] = ()
        self._section: Section | None = None
        self._row, self._wanted, self._is_new = 0, "", False
        self._checked = Checked()
        self._drafts = FormDrafts(desk, self)
        self._soon = QTimer(self, singleShot=True, interval=_CHECK_AFTER_MS)
        self._soon.timeout.connect(self._check)

    def build(self) -> Iterator[None]:
        self.list_pane, self.columns = ListPane(), Columns("definitions", self.desk.preferences)
        self.body.addWidget(self.columns)
        yield
        self.editor = EditorPane()
        yield
        self.side = PreviewSide()
        yield
        self.columns.set_list(self.list_pane, "定义")
        self.columns.set_content(self.editor, "一份定义")
        self.columns.set_side(self.side, "用起来的样子", "raised")
        self.editor.hide()
        self._connect()

    def show_place(self, definition: str = "", **target) -> None:
        """Show the definitions, at one (its id) where it is named."""
        self._wanted = definition or self._wanted
        if self._listing is not None:
            self._show_list()

    def reload(self) -> None:
        self.desk.session.ask(read_listing, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self.columns.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return [self.list_pane, self.editor, self.side]

    # --- the list --------------------------------------------------------------------------------------------------

    def _show(self, listing: Listing) -> None:
        self._drafts.show_kept({FORM: listing.typed})
        self._listing = self._with_typed(listing)
        self.list_pane.tabs.set_tabs(kind_tabs(self._listing))
        self._show_list()

    def _with_typed(self, listing: Listing) -> Listing:
        """What stands half written here, also what the disk does not know yet."""
        return replace(listing, typed=self._drafts.all_typed().get(FORM, {}))

    def _forget_typed(self, id: str) -> None:
        """Nothing stands half written in a definition any more; its row says so no longer."""
        self._drafts.write(FORM, id, None)
        self._listing = listing = self._with_typed(self._listing)
        pane = self.list_pane
        pane.tabs.set_tabs(kind_tabs(listing))
        pane.list.set_rows(list_rows(listing, found_lines(listing, pane.tabs.current(), pane.wanted.text())))

    def _show_list(self) -> None:
        pane, listing = self.list_pane, self._listing
        if self._wanted in listing.lines and self._wanted.partition("/")[0] != pane.tabs.current():
            pane.tabs.set_current(self._wanted.partition("/")[0])
        tab = pane.tabs.current()
        lines = found_lines(listing, tab, pane.wanted.text())
        pane.list.set_rows(list_rows(listing, lines))
        pane.new.setVisible(tab in CAN_BE_ADDED)
        ids = [line.id for line in lines]
        wanted = self._wanted or (self._line.id if self._line else "")
        # One that is begun and not set yet stays.
        if self._is_new and not self._wanted:
            return
        if ids:
            pane.list.set_current(wanted if wanted in ids else ids[0])
            self._choose(pane.list.current_key())
        self._wanted = ""

    def _choose(self, id: str) -> None:
        """Show a definition as it stands, with what was typed the last time."""
        line = self._listing.lines.get(id)
        if line is not None:
            then = partial(self._open, line)
            self.desk.session.ask(lambda workspace: read_data(workspace, line.kind, line.code), then, owner=self)

    def _open(self, line: Line, stored: Data) -> None:
        if self._line is not None and line == self._line and stored == self._stored:
            return
        self._is_new = False
        self._begin(line, stored, self._drafts.typed(FORM, line.id) or stored)

    def _begin(self, line: Line, stored: Data, data: Data) -> None:
        same = self._line is not None and self._line.id == line.id
        self._line, self._stored, self._data = line, stored, data
        self._sections = sections_of(self._listing.library, line.kind, data)
        if not same:
            self._section, self._row = self._first_section(), 0
        self._checked = Checked()
        self.editor.show()
        self.editor.title.setText(line.name)
        self.editor.facts.setText(facts_of(line))
        self.editor.restore.setText("恢复成程序自带的" if line.is_shipped else "去掉这一份")
        self.editor.restore.setVisible(bool(line.set_by or line.fault))
        self._show_section()
        self._check()

    def _first_section(self) -> Section:
        return next((each for each in self._sections if each.key == "elements"), self._sections[0])

    # --- one definition --------------------------------------------------------------------------------------------

    def _show_section(self) -> None:
        self._section = next((each for each in self._sections if each.key == self._section.key), self._sections[0])
        self.editor.show_sections(self._sections, self._section.key)
        self._show_rows()
        self._show_record()

    def _show_rows(self) -> None:
        found = self._fault_place()
        wrong = found[1] if found and found[0].key == self._section.key else -1
        cells = cells_of(self._section, self._data)
        self._row = max(0, min(self._row, len(cells) - 1))
        self.editor.show_rows(self._section, cells, self._row, wrong)

    def _show_record(self) -> None:
        rows = rows_of(self._data, self._section)
        if not rows:
            self.editor.records.show_none()
        else:
            self.editor.records.ask(self._section, self._fill_form)

    def _fill_form(self) -> None:
        rows, form = rows_of(self._data, self._section), self.editor.records.form
        if form is None or form.definition != self._section.form or self._row >= len(rows):
            return
        self.editor.order_tabs()
        form.set_values(form_values(self._section, rows[self._row]))
        form.forget_typing()
        self._mark()

    def _show_checked(self, data: Data, checked: Checked) -> None:
        if data is not self._data:
            return
        self._checked = checked
        head, _, rest = checked.fault.partition("。")
        if checked.fault:
            self.editor.say("danger", f"{head}。", rest)
        else:
            self.editor.say("warn", "".join(checked.told))
            self.side.show_preview(checked.preview)
        self._show_rows()
        self._mark()
        self._show_saving()

    def _show_saving(self) -> None:
        is_changed = self._is_new or self._data != self._stored
        why = "先把写得不对的改好" if self._checked.fault else "" if is_changed else "没有改动"
        self.editor.save.set_available(not why, why)
        self.editor.discard.setVisible(is_changed)

    def _fault_place(self) -> tuple[Section, int, str] | None:
        return section_of_place(self._sections, self._checked.place, self._data) if self._checked.fault else None

    def _mark(self) -> None:
        found = self._fault_place()
        here = found is not None and found[0].key == self._section.key and found[1] in (self._row, -1)
        self.editor.mark({found[2]: Remark("block", self._checked.fault)} if here and found[2] else {})

    # --- changing --------------------------------------------------------------------------------------------------

    def _typed(self, key: str) -> None:
        """Take over what stands in one element of the form."""
        rows, form = rows_of(self._data, self._section), self.editor.records.form
        before = rows[self._row]
        rows[self._row] = row_with(self._section, before, key, form.value(key))
        data = self._data
        if self._section.key == "elements" and key == "key" and before.get("key") and rows[self._row].get("key"):
            data = renamed_key(data, before["key"], rows[self._row]["key"])
        self._change(with_rows(data, self._section, rows))

    def _change(self, data: Data) -> None:
        if data == self._data:
            return
        self._data = data
        self._sections = sections_of(self._listing.library, self._line.kind, data)
        self._section = next(each for each in self._sections if each.key == self._section.key)
        self._drafts.write(FORM, self._line.id, data if data != self._stored else None)
        self._show_rows()
        self._soon.start()

    def _with_rows(self, act: Callable[[list], int]) -> None:
        """Change the rows of the section; `act` returns which is the current one afterwards."""
        if self._line is None or not self._section.is_table or self._section.is_fixed:
            return
        rows = rows_of(self._data, self._section)
        self._row = act(rows)
        self._change(with_rows(self._data, self._section, rows))
        self._show_rows()
        self._show_record()

    def add_row(self) -> None:
        """Put a new row behind the current one, and begin to fill it in."""

        def act(rows: list) -> int:
            place = min(self._row + 1, len(rows))
            rows.insert(place, fresh_row(self._section, self._data))
            return place

        self._with_rows(act)
        self._take_keyboard_to_form()

    def drop_row(self) -> None:
        """Take the current row out; what entries hold by it is kept, see `told`."""

        def act(rows: list) -> int:
            del rows[self._row : self._row + 1]
            return max(0, self._row - 1) if self._row >= len(rows) else self._row

        self._with_rows(act)

    def move_row(self, step: int) -> None:
        """Move the current row up (-1) or down (1)."""

        def act(rows: list) -> int:
            place = self._row + step
            if not 0 <= place < len(rows):
                return self._row
            rows[self._row], rows[place] = rows[place], rows[self._row]
            return place

        self._with_rows(act)

    def _take_keyboard_to_form(self) -> None:
        form = self.editor.records.form
        if form is not None:
            form.focus_element(form.definition.elements[0].key)

    def _choose_row(self, key: str) -> None:
        self._row = int(key)
        self._show_rows()
        self._show_record()
        if self._line.kind in ("field", "checklist"):
            self._soon.start()

    def _choose_section(self, key: str) -> None:
        self._section, self._row = next(each for each in self._sections if each.key == key), 0
        self._show_section()

    def begin_new(self) -> None:
        """Begin a definition that is not there yet."""
        kind = self.list_pane.tabs.current()
        like = self._data if self._line is not None and self._line.kind == kind else None
        code, data = new_definition(self._listing, kind, like, self._listing.lines)
        name = data.get("checklist", {}).get("name") or (data.get("templates") or [{}])[0].get("name")
        self._line, self._is_new = None, True
        self._begin(Line(kind, code, name or f"{code}年放假安排", is_shipped=False), {}, data)
        self.columns.show_content()
        self.editor.sections.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _check(self) -> None:
        if self._line is None:
            return
        self._soon.stop()
        kind, data = self._line.kind, self._data
        row = self._row if self._section.key == ("items" if kind == "field" else "elements") else 0
        then = partial(self._show_checked, data)
        self.desk.session.ask(lambda workspace: check(workspace, kind, data, row), then, owner=self)

    def save(self) -> None:
        """Let the definition hold as it is written."""
        if self._line is None or not self.editor.save.isEnabled():
            return
        with_person(self.desk, _WHO, partial(self._save, self._line, self._data))

    def _save(self, line: Line, data: dict[str, Any], *, is_confirmed: bool = False) -> None:
        def refused(error: BaseException) -> None:
            if isinstance(error, UserFacingError) and error.code == "definition-doubtful":
                again = partial(self._save, line, data, is_confirmed=True)
                self.desk.messages.confirm(f"照样保存“{line.name}”？", error.message, "核对过，照样保存", again)
            else:
                self.desk.messages.trouble(error)

        work = partial(save, kind=line.kind, data=data, is_confirmed=is_confirmed)
        self.desk.session.act(work, partial(self._saved, line), refused, owner=self)

    def _saved(self, line: Line, told: tuple[str, ...]) -> None:
        self._forget_typed(line.id)
        self._is_new = False
        self.desk.messages.toast(f"已保存“{line.name}”", _UNDO, self.desk.session.undo)

    def restore(self) -> None:
        """Let the definition hold again as it came with the program."""
        line = self._line

        def done(_: None) -> None:
            self._forget_typed(line.id)
            words = f"“{line.name}”已恢复成程序自带的" if line.is_shipped else f"已去掉“{line.name}”，填过的内容还留着"
            self.desk.messages.toast(words, _UNDO, self.desk.session.undo)

        act = self.desk.session.act
        with_person(
            self.desk, _WHO, lambda: act(lambda workspace: restore(workspace, line.kind, line.code), done, owner=self)
        )

    def discard(self) -> None:
        """Forget what was changed and not saved."""
        self._forget_typed(self._line.id)
        if self._is_new:
            self._is_new, self._line = False, None
            self._show_list()
        else:
            self._begin(self._line, self._stored, self._stored)

    # --- what the clerk does ---------------------------------------------------------------------------------------

    def _connect(self) -> None:
        remember_tab(self.desk, "definitions", self.list_pane.tabs)
        remember_words(self.desk, "definitions", self.list_pane.wanted)
        remember_heights(self.desk, "definitions", self.editor.parts)
        pane, editor = self.list_pane, self.editor
        self.columns.narrow_changed.connect(editor.set_narrow)
        pane.wanted.textChanged.connect(lambda _: self._show_list())
        pane.wanted.returnPressed.connect(lambda: pane.list.setFocus(Qt.FocusReason.OtherFocusReason))
        pane.tabs.chosen.connect(lambda _: self._show_list())
        pane.list.chosen.connect(self._choose)
        pane.list.opened.connect(lambda _: self.columns.show_content())
        pane.new.clicked.connect(self.begin_new)
        editor.sections.chosen.connect(self._choose_section)
        editor.table.chosen.connect(self._choose_row)
        editor.table.opened.connect(lambda _: self._take_keyboard_to_form())
        editor.records.typed.connect(self._typed)
        editor.back.clicked.connect(self._go_back)
        editor.save.clicked.connect(self.save)
        editor.restore.clicked.connect(self.restore)
        editor.discard.clicked.connect(self.discard)
        for button, act in self._row_acts().items():
            button.clicked.connect(act)
        keys = {"Ctrl+Return": self.save, "Ctrl+Enter": self.save, "Escape": self._go_back}
        keys |= dict(zip(("Alt+Insert", "Alt+Delete", "Alt+Up", "Alt+Down"), self._row_acts().values(), strict=True))
        for sequence, act in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(act)

    def _row_acts(self) -> dict[QWidget, Callable[[], None]]:
        editor = self.editor
        moves = {editor.up: partial(self.move_row, -1), editor.down: partial(self.move_row, 1)}
        return {editor.add: self.add_row, editor.drop: self.drop_row, **moves}

    def _go_back(self) -> None:
        if self.columns.is_narrow and self.editor.isVisible():
            self.columns.show_list()
        else:
            self.desk.go("settings")
