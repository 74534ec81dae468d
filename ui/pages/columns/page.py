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
from ui.pages.columns.view import ColumnPane, ColumnsPane, ImportPane, MeasuresPane, OfferPane
from ui.pages.filters import remember_tab, remember_words
from ui.pages.ledger.switch import COLUMNS, parts_switch
from ui.pages.page import Page
from ui.pages.registers.records import RECORD, Records
from ui.theme import theme
from ui.turns import turns
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts_stack import PartsStack

_SIDE_WIDTHS = (320, 520, 800)
_OFFER, _MEASURES, _IMPORTING = "offer", "measures", "importing"


class ColumnsPage(Page):
    """The columns, and one of them, a new one, a table or the measures beside."""

    place, title, icon = "columns", "网站栏目", "refresh-cw"
    hints = ("Ctrl+N 加栏目", "Ctrl+Enter 改栏目", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: ColumnsSeen | None = None
        self._shown = ""

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.lines = ColumnsPane()
        yield
        self.side = PartsStack(
            {
                RECORD: self._make_column,
                _OFFER: self._make_offer,
                _MEASURES: self._make_measures,
                _IMPORTING: self._make_importing,
            }
        )
        self.new = Button("加栏目", icon="plus", role="primary", key="Ctrl+N")
        self._make_empty()
        yield
        self.records = Records(
            desk, "website-columns", self.lines, self.side, self.empty, ("栏目", "这一栏"), _SIDE_WIDTHS
        )
        self.acts = ColumnActs(self)
        yield
        self.body.addWidget(self.records)
        self.set_header(parts_switch(desk, COLUMNS))
        self.lines.tables.setMenu(self._menu())
        self.set_primary(self.new)
        self.records.set_main(self.new)
        self.records.turned.connect(self.hint_at_beginning)
        self._connect()

    def show_place(self, column: str = "", **target: Any) -> None:
        """Show the columns, at one where it is named."""
        if column:
            self.records.want(column)
            self.lines.wanted.clear()
            self.lines.choose_tab(ALL)
            self._show_lines()
            self.records.columns.show_side()

    def reload(self) -> None:
        self.desk.session.ask(read_columns, self._show, owner=self)

    def next_area(self, *, back: bool = False) -> bool:
        return self.records.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return self.records.areas()

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        """The column is a turn of its own."""
        yield lambda: self.column

    @property
    def column(self) -> ColumnPane:
        """Where one column is shown."""
        return self.side.part(RECORD)

    @property
    def current(self) -> ColumnLine | None:
        """The column that is shown."""
        return self.seen.lines.get(self.lines.list.current_key()) if self.seen else None

    @property
    def is_writing(self) -> bool:
        """Whether the form of a column is shown."""
        return self.acts.forms.is_writing

    @property
    def is_elsewhere(self) -> bool:
        """Whether the side shows something that is not the column chosen."""
        return self.is_writing or self.side.is_shown(_MEASURES, _IMPORTING)

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self, seen: ColumnsSeen) -> None:
        self.acts.forms.drafts.show_kept(seen.typed)
        self.seen = seen = replace(seen, typed=self.acts.forms.drafts.all_typed())
        self.lines.tabs.set_tabs(column_tabs(seen))
        self.lines.notes.show_notes(measure_notes(seen))
        self.records.show_empty(not seen.lines and not self.is_elsewhere)
        if self.side.is_shown(_MEASURES):
            self.side.part(_MEASURES).show_measures(seen)
        # In a turn of its own, as what follows: all at once would be felt.
        turns().do(self._show_lines, self)
        self.acts.forms.make_ahead(seen.definition)

    def _show_lines(self) -> None:
        if self.seen is None:
            return
        rows = column_rows(self.seen, self.lines.tabs.current() or DUE, self.lines.wanted.text())
        self.records.show_rows(rows, {DUE: "都按时更新了。", OFFERED: "栏目表里的都采用了。"}, "这里一个也没有。")
        turns().do(self._show_chosen, self)

    def _show_chosen(self) -> None:
        """Show what is chosen, unless the file was closed meanwhile or the side shows something else."""
        if not self.desk.session.is_open or self.is_elsewhere or self.seen is None:
            return
        key = self.lines.list.current_key()
        item = next((each for each in self.seen.offered if each.code == key), None)
        if (line := self.current) is not None:
            if line.kept.id != self._shown:
                self.column.close_form()
                self.column.go_to_top()
            self._shown = line.kept.id
            self.column.show_line(line, self.seen)
            self.side.show_part(RECORD)
        elif item is not None:
            self.side.part(_OFFER).show_item(item)
            self.side.show_part(_OFFER)
        else:
            self.side.show_part("")

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
        remember_tab(self.desk, "columns", self.lines.tabs)
        remember_words(self.desk, "columns", self.lines.wanted)
        pane, forms = self.lines, self.acts.forms
        self.new.clicked.connect(lambda: self.acts.add())
        pane.tabs.chosen.connect(lambda key: self._show_lines())
        pane.wanted.textChanged.connect(lambda text: self._show_lines())
        pane.measures.clicked.connect(lambda: self.show_measures())
        pane.list.chosen.connect(self._go_to)
        pane.list.acted.connect(self._act_on_row)
        forms.left.connect(self.leave_side)
        forms.written.connect(self.show_written)
        self.add_keys({"Ctrl+N": self.acts.add, "Ctrl+Return": self.go_on, "Ctrl+Enter": self.go_on})

    def _make_column(self) -> ColumnPane:
        pane, acts = ColumnPane(), self.acts
        pane.updated.clicked.connect(lambda: acts.updated_today(self.current.kept.id))
        pane.day.clicked.connect(lambda: acts.begin_day())
        pane.change.clicked.connect(lambda: acts.change())
        pane.strike.clicked.connect(lambda: acts.strike())
        return pane

    def _make_offer(self) -> OfferPane:
        pane = OfferPane()
        pane.take.clicked.connect(lambda: self.acts.take((self.lines.list.current_key(),)))
        pane.take_all.clicked.connect(lambda: self.acts.take())
        return pane

    def _make_measures(self) -> MeasuresPane:
        pane = MeasuresPane()
        pane.back.clicked.connect(lambda: self.leave_side())
        return pane

    def _make_importing(self) -> ImportPane:
        pane = ImportPane()
        pane.accepted.connect(lambda: self.acts.take_table(pane.planned))
        pane.given_up.connect(self.leave_side)
        return pane

    def show_measures(self) -> None:
        """Show the measures of an inspection beside the columns."""
        measures = self.side.part(_MEASURES)
        measures.show_measures(self.seen)
        self.side.show_part(_MEASURES)
        self.records.columns.show_side()
        measures.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_planned(self, planned: list[DatedColumn]) -> None:
        """Show what a table would change."""
        importing = self.side.part(_IMPORTING)
        importing.show_planned(planned)
        self.records.show_form(importing)
        importing.take_keyboard()

    def go_on(self) -> None:
        """Write down what is open, or open the form of the column."""
        if self.side.is_shown(_IMPORTING):
            self.side.part(_IMPORTING).accept.click()
        elif not self.acts.forms.go_on() and self.current is not None:
            self.acts.change()

    def leave_side(self) -> None:
        """Go back to the columns; what was begun goes on the next time."""
        self.side.show_part("")
        self.records.show_empty(not self.seen.lines)
        self._show_chosen()
        self.records.take_keyboard(self.column.change if self.side.is_shown(RECORD) else None)

    def show_written(self, id: str) -> None:
        """Show a column that was just written down."""
        self.records.want(id)
        self.side.show_part("")
        self.lines.choose_tab(ALL)
        self._show_lines()
        self.records.take_keyboard()

    def _go_to(self, key: str) -> None:
        if self.is_elsewhere:
            self.leave_side()
        self._show_chosen()

    def _act_on_row(self, key: str, code: str) -> None:
        if self.lines.tabs.current() == OFFERED:
            self.acts.take((key,))
        else:
            self.acts.updated_today(key)
