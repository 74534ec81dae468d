"""网站栏目: the columns of the website, which of them are to be updated, and the measures of an inspection."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from app.registers.column_import import DatedColumn
from app.registers.column_standings import ColumnLine
from ui.desk import Desk
from ui.pages.columns.acts import ColumnActs
from ui.pages.columns.reading import ColumnsSeen, read_columns
from ui.pages.columns.rows import ALL, DUE, OFFERED, column_rows, column_tabs, measure_notes
from ui.pages.columns.view import ColumnsPane, SidePane
from ui.pages.ledger.switch import COLUMNS, parts_switch
from ui.pages.page import Page
from ui.theme import theme
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.columns import Columns
from ui.widgets.columns_or_empty import ColumnsOrEmpty
from ui.widgets.empty_state import EmptyState

_SIDE_WIDTHS = (320, 520, 800)


class ColumnsPage(Page):
    """The columns, and one of them, a new one, a table or the measures beside."""

    place, title, icon = "columns", "网站栏目", "refresh-cw"
    hints = ("Ctrl+N 加栏目", "Ctrl+Enter 改栏目", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: ColumnsSeen | None = None
        self._wanted = self._shown = ""
        self.acts = ColumnActs(self)
        self.lines, self.side = ColumnsPane(), SidePane()
        self.new = Button("加栏目", icon="plus", role="primary", key="Ctrl+N")
        self.columns = Columns("website-columns", desk.preferences, side_widths=_SIDE_WIDTHS)
        self.columns.set_content(self.lines, "栏目")
        self.columns.set_side(self.side, "这一栏", "window")
        self._make_empty()
        self._stack = ColumnsOrEmpty(self.columns, self.empty)
        self.body.addWidget(self._stack)
        self.set_header(parts_switch(desk, COLUMNS))
        self.lines.tables.setMenu(self._menu())
        self.set_primary(self.new)
        self._connect()

    def show_place(self, column: str = "", **target: Any) -> None:
        """Show the columns, at one where it is named."""
        if column:
            self._wanted = column
            self.lines.wanted.clear()
            self._choose_tab(ALL)
            self._show_lines()
            self.columns.show_side()

    def reload(self) -> None:
        self.desk.session.ask(read_columns, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self._stack.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return [self.lines.list, self.side, self.empty]

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """The column is a turn of its own."""
        yield self._column_pane

    @property
    def current(self) -> ColumnLine | None:
        """The column that is shown."""
        return self.seen.lines.get(self.lines.list.current_key()) if self.seen else None

    @property
    def is_writing(self) -> bool:
        """Whether the form of a column is shown."""
        return "form" in vars(self.acts) and self.side.currentWidget() is self.acts.form

    @property
    def is_elsewhere(self) -> bool:
        """Whether the side shows something that is not the column chosen."""
        return self.is_writing or self.side.is_shown("measures") or self.side.is_shown("importing")

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self, seen: ColumnsSeen) -> None:
        self.acts.drafts.show_kept(seen.typed)
        self.seen = seen = replace(seen, typed=self.acts.drafts.all_typed())
        if "form" in vars(self.acts) and self.acts.form.definition != seen.definition and not self.is_writing:
            # The checklist asks something else from now on.
            self.acts.form.deleteLater()
            del self.acts.form
        self.lines.tabs.set_tabs(column_tabs(seen))
        self.lines.notes.show_notes(measure_notes(seen))
        self._stack.show_empty(not seen.lines and not self.is_elsewhere)
        if self.side.is_shown("measures"):
            self.side.measures.show_measures(seen)
        # In a turn of its own, as what follows: all at once would be felt.
        turns().do(self._show_lines, self)
        turns().do(lambda: self.acts.form.make_ahead(), self)

    def _choose_tab(self, tab: str) -> None:
        if self.lines.tabs.current():
            self.lines.tabs.set_current(tab)

    def _show_lines(self) -> None:
        if self.seen is None:
            return
        pane = self.lines
        rows = column_rows(self.seen, pane.tabs.current() or DUE, pane.wanted.text())
        keys = [row.key for row in rows]
        before = self._wanted if self._wanted in keys else pane.list.current_key()
        pane.show_rows(rows, self._nothing_words())
        if keys:
            pane.list.set_current(before if before in keys else keys[0])
        if before == self._wanted:
            self._wanted = ""
        turns().do(self._show_chosen, self)

    def _nothing_words(self) -> str:
        if self.lines.wanted.text().strip():
            return "没有找到，换几个字试试，或者到“全部”里找。"
        return {DUE: "都按时更新了。", OFFERED: "栏目表里的都采用了。"}.get(
            self.lines.tabs.current(), "这里一个也没有。"
        )

    def _show_chosen(self) -> None:
        """Show what is chosen, unless the file was closed meanwhile or the side shows something else."""
        if not self.desk.session.is_open or self.is_elsewhere or self.seen is None:
            return
        key = self.lines.list.current_key()
        item = next((each for each in self.seen.offered if each.code == key), None)
        if (line := self.current) is not None:
            pane = self._column_pane()
            if line.kept.id != self._shown:
                pane.close_form()
                pane.go_to_top()
            self._shown = line.kept.id
            pane.show_line(line, self.seen)
            self.side.setCurrentWidget(pane)
        elif item is not None:
            self._offer_pane().show_item(item)
            self.side.setCurrentWidget(self.side.offer)
        else:
            self.side.setCurrentWidget(self.side.nothing)

    def _make_empty(self) -> None:
        words = "检查前先自查：哪一栏快到期、哪一栏超期，程序按天数算好，台账里的公开自动算成更新。"
        self.empty = EmptyState(self.icon, "还没有网站栏目", words)
        self.first = Button("采用常见的栏目", icon="list-checks", role="primary")
        self.first.clicked.connect(lambda: self.acts.take())
        told = "照检查指标和通报列的 27 个栏目，没有的再划去"
        self.empty.add_action("list-checks", "采用栏目表", told, self.first)
        own = Button("加栏目", icon="plus", key="Ctrl+N")
        own.clicked.connect(lambda: self.acts.add())
        self.empty.add_action("plus", "加自己的栏目", "网站上有什么栏目就加什么", own)

    # --- what the clerk does -----------------------------------------------------------------------------------------

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for icon, words, act in (
            ("file-input", "从表格导入更新日期", self.acts.choose_table),
            ("clipboard-paste", "粘贴更新日期", self.acts.paste_table),
            ("table-2", "存成 Excel 表格", self.acts.save_table),
        ):
            menu.addAction(theme().icon(icon), words).triggered.connect(lambda *_, act=act: act())
        return menu

    def _connect(self) -> None:
        pane = self.lines
        self.new.clicked.connect(lambda: self.acts.add())
        pane.tabs.chosen.connect(lambda key: self._show_lines())
        pane.wanted.textChanged.connect(lambda text: self._show_lines())
        pane.measures.clicked.connect(lambda: self.show_measures())
        pane.list.chosen.connect(self._go_to)
        pane.list.opened.connect(lambda key: self.columns.show_side())
        pane.list.acted.connect(self._act_on_row)
        self.add_keys({"Ctrl+N": self.acts.add, "Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on})

    def _column_pane(self):
        """Return where one column is shown."""
        if not self.side.has("column"):
            pane, acts = self.side.column, self.acts
            pane.updated.clicked.connect(lambda: acts.updated_today(self.current.kept.id))
            pane.day.clicked.connect(lambda: acts.begin_day())
            pane.change.clicked.connect(lambda: acts.change())
            pane.strike.clicked.connect(lambda: acts.strike())
        return self.side.column

    def _offer_pane(self):
        """Return where a column of the checklist is shown."""
        if not self.side.has("offer"):
            pane = self.side.offer
            pane.take.clicked.connect(lambda: self.acts.take((self.lines.list.current_key(),)))
            pane.take_all.clicked.connect(lambda: self.acts.take())
        return self.side.offer

    def show_measures(self) -> None:
        """Show the measures of an inspection beside the columns."""
        if not self.side.has("measures"):
            self.side.measures.back.clicked.connect(lambda: self.leave_side())
        self.side.measures.show_measures(self.seen)
        self.side.setCurrentWidget(self.side.measures)
        self.columns.show_side()
        self.side.measures.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_planned(self, planned: list[DatedColumn]) -> None:
        """Show what a table would change."""
        if not self.side.has("importing"):
            self.side.importing.accepted.connect(lambda: self.acts.take_table(self.side.importing.planned))
            self.side.importing.given_up.connect(self.leave_side)
        self._stack.show_empty(False)
        self.side.importing.show_planned(planned)
        self.side.setCurrentWidget(self.side.importing)
        self.columns.show_side()
        self.side.importing.take_keyboard()

    def go_on(self) -> None:
        """Write down what is open, or open the form of the column."""
        if self.is_writing:
            self.acts.form.confirmed.emit()
        elif self.side.is_shown("importing"):
            self.side.importing.accept.click()
        elif self.side.is_shown("column") and self.side.column.form is not None:
            self.side.column.form.confirmed.emit()
        elif self.current is not None:
            self.acts.change()

    def show_form(self, form: QWidget) -> None:
        """Show where a column is written."""
        self._stack.show_empty(False)
        self.side.show_form(form)
        self.columns.show_side()

    def leave_side(self) -> None:
        """Go back to the columns; what was begun goes on the next time."""
        self.side.setCurrentWidget(self.side.nothing)
        self._stack.show_empty(not self.seen.lines)
        self._show_chosen()
        self.lines.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_written(self, id: str) -> None:
        """Show a column that was just written down."""
        self._wanted = id
        self.side.setCurrentWidget(self.side.nothing)
        self._choose_tab(ALL)
        self._show_lines()
        self.lines.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_small(self, form: QWidget) -> None:
        """Show a small form about the column."""
        self.columns.show_side()
        self.side.column.open_form(form)

    def close_small(self) -> None:
        """Put the small form away; the keyboard goes back to the list, or stays at the column where that fills all."""
        before = self.lines.list if self.lines.list.isVisible() else self.side.column.change
        before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.side.column.close_form()

    def _go_to(self, key: str) -> None:
        if self.is_elsewhere:
            self.leave_side()
        self._show_chosen()

    def _act_on_row(self, key: str, code: str) -> None:
        if self.lines.tabs.current() == OFFERED:
            self.acts.take((key,))
        else:
            self.acts.updated_today(key)
