"""年度报告: the six sections of the yearly report, and at the county those of its units together."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.products.annual_report import annual_as_word, draw_annual, prepare_report, prepare_total
from app.registers.annual_writing import figure_text
from app.standards.annual_rules import CellName
from ui.desk import Desk
from ui.pages.annual.acts import AnnualActs
from ui.pages.annual.cell_pane import CellPane
from ui.pages.annual.last_year_form import LastYearForm
from ui.pages.annual.reading import CELL_FORM, TEXT_FORM, AnnualSeen, CellDetail, read_annual, read_cell
from ui.pages.annual.rows import section_rows
from ui.pages.annual.shown import OWN, TOTAL, UNITS, Spot, figures_shown, findings_of, spot_of, table_shape
from ui.pages.annual.switch import ANNUAL, REQUESTS, halves
from ui.pages.annual.text_pane import TextPane
from ui.pages.annual.units_pane import UnitsPane
from ui.pages.annual.view import Content, SectionsPane, SidePane, Tools
from ui.pages.annual.words import due_notes, whose_words
from ui.pages.filters import remember_heights
from ui.pages.page import Page
from ui.paper_files import PaperFiles
from ui.turns import turns
from ui.widgets.columns import Columns
from ui.widgets.note import Note

_SIDE_WIDTHS = (300, 372, 640)
_PLACES = {"request": ("requests", "case"), "publication": ("ledger", "line")}


class AnnualPage(Page):
    """A report of a year: sections at the left, one of them in the middle, a number and the checks at the right."""

    place, title, icon = ANNUAL, "年度报告", "table-2"
    hints = ("F8 下一处要改", "Enter 看这个数", "F6 换区")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.seen: AnnualSeen | None = None
        self.spot = Spot(OWN)
        self._year: int | None = None
        self._unit = ""
        """The unit whose tables stand at the left."""
        self._wanted = ""
        """The cell to go to once it is shown."""
        self.acts = AnnualActs(self)

    def build(self) -> Iterator[None]:
        desk = self.desk
        self.columns = Columns("annual", desk.preferences, side_widths=_SIDE_WIDTHS)
        self.body.addWidget(self.columns)
        yield
        self.sections = SectionsPane()
        self.columns.set_list(self.sections, "各部分")
        yield
        self.content = Content()
        yield
        self.columns.set_content(self.content, "这一部分")
        yield
        self.cell = CellPane()
        yield from self.cell.in_turns()
        self.side = SidePane(self.cell)
        yield
        self.columns.set_side(self.side, "数和核对", "raised", head=False)
        self.table = self.content.table
        self.checks = self.side.checks
        self.files = PaperFiles(desk, self, self._prepare, draw_annual, annual_as_word)
        self.files.pdf.set_role("primary")
        self.tools = Tools(self.files.buttons)
        # Until the report was read.
        self.tools.setEnabled(False)
        self.halves = halves(ANNUAL)
        remember_heights(desk, "annual", self.side)
        yield
        self.set_header(self.halves)
        self.set_toolbar(self.tools)
        self._connect()

    def show_place(self, year: int | None = None, **target: Any) -> None:
        """Show the report of a year, or the one that is worked on."""
        self.halves.set_current(ANNUAL)
        if year is not None and year != self._year:
            self.choose_year(year)

    def reload(self) -> None:
        year = self._year
        self.desk.session.ask(lambda workspace: read_annual(workspace, year), self._show, owner=self)

    def may_leave(self) -> bool:
        self.acts.settle_text()
        return True

    def next_area(self, *, back: bool = False) -> bool:
        return self.columns.next_area(back=back)

    def areas(self) -> list[QWidget]:
        return [self.sections.list, self.content, self.side]

    def parts_ahead(self) -> Iterator[Callable[[], object]]:
        yield lambda: self.text
        yield lambda: self.units

    # Made when they are first shown: all at once would be felt.

    @cached_property
    def text(self) -> TextPane:
        """Where a section of text is written."""
        pane = TextPane()
        self.content.take(pane)
        pane.edited.connect(self.acts.keep_text)
        pane.settled.connect(self.acts.settle_text)
        pane.again.connect(self.acts.redraft)
        pane.cell_asked.connect(self.go_to_cell)
        return pane

    @cached_property
    def units(self) -> UnitsPane:
        """Where the units stand that hand in."""
        pane = UnitsPane()
        self.content.take(pane)
        pane.take.clicked.connect(lambda: self.acts.take_in())
        pane.roster.clicked.connect(lambda: self.desk.go("inbox", roster=True))
        pane.acted.connect(self.acts.on_unit)
        return pane

    @property
    def has_text(self) -> bool:
        """Whether a section of text was ever shown."""
        return "text" in vars(self)

    @property
    def year(self) -> int:
        """The year of the report that is shown."""
        return self.seen.report.year

    @property
    def table_id(self) -> str:
        """The table that is shown, "" where a text or the units are."""
        if self.seen is None or self.spot.whose == UNITS or not self.spot.section:
            return ""
        return self.seen.report.rules.section(self.spot.section).table or ""

    # --- showing -----------------------------------------------------------------------------------------------------

    def _show(self, seen: AnnualSeen) -> None:
        self.acts.drafts.show_kept(seen.typed)
        self.seen, self._year = seen, seen.report.year
        self.tools.setEnabled(True)
        self._show_tools()
        self.sections.notes.show_notes(due_notes(self.seen))
        self._show_sections()
        # In turns of their own: all at once would be felt.
        turns().do(self._show_content, self)
        turns().do(self._show_side, self)

    def _show_tools(self) -> None:
        year, known = self.tools.year, [f"{each}年" for each in self.seen.years]
        year.blockSignals(True)
        if [year.itemText(place) for place in range(year.count())] != known:
            year.clear()
            year.addItems(known)
        year.setCurrentIndex(self.seen.years.index(self.year))
        year.blockSignals(False)
        filed = self.seen.filed
        self.tools.filed.setText(f"{filed.month}月{filed.day}日已报送" if filed else "记报送、公布")
        self.tools.filed.setToolTip("再点一下就取消" if filed else "记下报送、公布的那一天，就不再提醒")

    def _show_sections(self) -> None:
        rows = section_rows(self.seen, self._unit)
        self.sections.list.set_rows(rows)
        keys = [row.key for row in rows if not row.heading]
        if self.spot.key not in keys:
            self.spot = spot_of(keys[0])
        self.sections.list.set_current(self.spot.key)

    def _show_content(self) -> None:
        """Show what is chosen, unless the file was closed meanwhile."""
        if not self.desk.session.is_open:
            return
        table = self.table_id
        if self.spot.whose == UNITS:
            self.units.show_units(self.seen)
            self.content.setCurrentWidget(self.units)
        elif table:
            self._show_table(table)
        else:
            typed = self.acts.drafts.typed(TEXT_FORM, f"{self.year}/{self.spot.section}")
            self.text.show_section(self.seen, self.spot.section, typed)
            self.content.setCurrentWidget(self.text)
        self._show_ways()

    def _show_table(self, table: str) -> None:
        rules, pane = self.seen.report.rules, self.table
        section = rules.section(self.spot.section)
        pane.title.setText(f"{section.no}、{section.title}")
        pane.whose.setText(whose_words(self.seen, self.spot.whose))
        pane.whose.setVisible(bool(pane.whose.text()))
        pane.table.set_name(f"{section.title}，{pane.whose.text()}".strip("，"))
        pane.table.set_table(table_shape(rules, table), figures_shown(self.seen, self.spot.whose))
        if self._wanted:
            pane.table.set_current(self._wanted)
            self._wanted = ""
        self.content.setCurrentWidget(pane)

    def _show_ways(self) -> None:
        is_own, table = self.spot.whose == OWN, self.table_id
        is_open = is_own and bool(table)
        self.tools.carry.set_available(is_own, "看本单位的年报时用")
        self.tools.zeros.set_available(is_open, "到本单位的第二、三、四部分用")
        is_unit = not is_own and self.spot.whose not in (TOTAL, UNITS)
        for button in self.files.buttons:
            button.set_available(not is_unit, "这是单位报来的。打印本单位的或者汇总表，请先在“各部分”里选")

    def _show_side(self) -> None:
        if not self.desk.session.is_open:
            return
        whose = TOTAL if self.spot.whose == UNITS else self.spot.whose
        self.checks.show_findings(findings_of(self.seen, whose))
        has_cell = bool(self.table_id)
        self.cell.setVisible(has_cell)
        if has_cell:
            self.show_number(self.table.table.current_key())

    def show_number(self, key: str) -> None:
        """Show what is behind a number."""
        if not key:
            return
        name = CellName(*key.split("/"))
        typed = self.acts.drafts.typed(CELL_FORM, f"{self.year}/{name}")
        self.cell.show_cell(self.seen, self.spot.whose, name, typed, self.acts.reason)
        self._point_at_check(name)
        if self.spot.whose == OWN:
            cell, year = self.seen.report.cells[name], self.year
            self.desk.session.ask(
                lambda workspace: read_cell(workspace, year, cell),
                lambda detail: self._show_detail(name, detail),
                owner=self,
            )

    def _point_at_check(self, name: CellName) -> None:
        """Show the first of what does not add up about a number."""
        whose = TOTAL if self.spot.whose == UNITS else self.spot.whose
        found = enumerate(findings_of(self.seen, whose))
        key = next((str(number) for number, each in found if each.severity == "block" and name in each.cells), "")
        here = self.checks.list.current_key()
        if key and not (here and name in findings_of(self.seen, whose)[int(here)].cells):
            self.checks.list.set_current(key)

    def _show_detail(self, name: CellName, detail: CellDetail) -> None:
        if self.cell.name == name and self.spot.whose == OWN:
            self.cell.show_detail(self.seen, self.seen.report.cells[name], detail)

    # --- what the clerk does -----------------------------------------------------------------------------------------

    def _connect(self) -> None:
        table, cell = self.table.table, self.cell
        self.halves.chosen.connect(self._leave_for)
        self.tools.year.activated.connect(lambda place: self.choose_year(self.seen.years[place]))
        self.tools.carry.clicked.connect(lambda: self.acts.carry())
        self.tools.zeros.clicked.connect(lambda: self.acts.fill_zeros())
        self.tools.filed.clicked.connect(lambda: self.acts.file())
        self.sections.list.chosen.connect(lambda key: self._go_to(spot_of(key)))
        self.sections.list.opened.connect(lambda key: self.columns.show_content())
        table.moved.connect(self.show_number)
        table.pressed.connect(self._pressed)
        table.opened.connect(lambda key: self._write())
        table.written.connect(lambda key, digits: self._write(digits))
        cell.written.connect(self.acts.correct)
        cell.edited.connect(self.acts.keep_cell)
        cell.withdrawn.connect(self.acts.withdraw)
        cell.carried.connect(self.acts.carry)
        cell.part_asked.connect(self.go_to_cell)
        cell.record_asked.connect(self._open_record)
        cell.left.connect(self._back_to_table)
        self.checks.list.acted.connect(lambda key, code: self._mend(key))
        self.checks.list.opened.connect(self._mend)
        self.files.made.connect(self._say_draft)
        self.files.refused.connect(self.desk.messages.trouble)
        self.desk.session.leaving.connect(self.acts.settle_text)
        self.add_keys({"F8": self._next_wrong, "Ctrl+P": self.files.print.click})

    def choose_year(self, year: int, spot: Spot | None = None) -> None:
        """Show the report of another year."""
        self.acts.settle_text()
        self.close_last_year()
        self._year, self._unit = year, ""
        self.spot = spot or Spot(OWN, self.spot.section)
        if self.has_text:
            self.text.section = ""
        if "units" in vars(self):
            self.units.show_taken([])
        self.reload()

    def go_to_cell(self, key: str) -> None:
        """Show a cell of the report that is looked at in its table."""
        table = key.partition("/")[0]
        section = next(each for each in self.seen.report.rules.sections if each.table == table)
        whose = TOTAL if self.spot.whose == UNITS else self.spot.whose
        self._wanted = key
        self._go_to(Spot(whose, section.key))
        self.table.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_unit(self, unit: str) -> None:
        """Show the tables of a unit."""
        self._unit = unit
        section = next(each for each in self.seen.report.rules.sections if each.table == "t2")
        self._go_to(Spot(unit, section.key))

    def after_writing(self) -> None:
        """A number was written down: the keyboard goes back to the table, one number on."""
        self._back_to_table()

    def ask_last_year(self) -> None:
        """Show where last year's numbers are taken down."""
        self.go_to_cell("t2/2/natural")
        last = self.seen.report.last_year
        known = {name: figure_text(value) for name, value in last.figures.items()} if last else {}
        form = LastYearForm(self.seen.report.rules, self.year - 1, known)
        form.confirmed.connect(self.acts.take_last_year)
        form.cancelled.connect(self.close_last_year)
        turns().do(lambda: self.table.open_form(form), self)

    def close_last_year(self) -> None:
        """Put the form of last year's numbers away."""
        if self.table.form is not None:
            self.table.close_form()
            self._back_to_table()

    def say_last_year(self, error: BaseException) -> None:
        """Say why last year's numbers were not written down."""
        self.desk.messages.trouble(error)

    def show_taken(self, notes: list[Note]) -> None:
        """Say what became of the files of units."""
        self.units.show_taken(notes)

    def _go_to(self, spot: Spot) -> None:
        self.acts.settle_text()
        if spot.section != self.spot.section or spot.whose != self.spot.whose:
            self.table.close_form()
        self.spot = spot
        self._show_sections()
        self._show_content()
        self._show_side()
        self.columns.show_content() if self.columns.is_narrow else None

    def _leave_for(self, half: str) -> None:
        if half == REQUESTS:
            self.desk.go(REQUESTS)

    def _pressed(self, key: str) -> None:
        """With one pane at a time the mouse leads to what is behind a number, as it stands beside it else."""
        if self.columns.is_narrow:
            self.columns.show_side()

    def _write(self, digits: str = "") -> None:
        self.columns.show_side()
        if self.spot.whose == OWN:
            self.cell.begin(digits)

    def _back_to_table(self) -> None:
        if self.columns.is_narrow:
            self.columns.show_content()
        self.table.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_record(self, kind: str, id: str) -> None:
        if kind == "unit":
            self.show_unit(id)
        else:
            place, target = _PLACES[kind]
            self.desk.go(place, **{target: id})

    def _mend(self, key: str) -> None:
        whose = TOTAL if self.spot.whose == UNITS else self.spot.whose
        finding = findings_of(self.seen, whose)[int(key)]
        if finding.cells:
            self.go_to_cell(str(finding.cells[0]))
        elif finding.section:
            self._go_to(Spot(OWN, finding.section))
            self.text.go_to_blank()

    def _next_wrong(self) -> None:
        """F8: the next place to write in a text, else the next of what does not add up."""
        if self.has_text and self.content.currentWidget() is self.text and self.text.next_blank.isVisible():
            self.text.go_to_blank()
            return
        keys = [row.key for row in self.checks.list.rows() if row.actions]
        if keys:
            here = self.checks.list.current_key()
            key = keys[(keys.index(here) + 1) % len(keys)] if here in keys else keys[0]
            self.checks.list.set_current(key)
            self._mend(key)

    def _prepare(self):
        self.acts.settle_text()
        year = self.year
        if self.spot.whose in (TOTAL, UNITS):
            return lambda workspace: prepare_total(workspace, year)
        return lambda workspace: prepare_report(workspace, year)

    def _say_draft(self, prepared, outgoing) -> None:
        """Say before it leaves that it is a draft, and which characters a person has to look at."""
        if prepared.paper.watermark:
            count = len(prepared.findings)
            why = f"还有 {count} 处要改" if count else "还有单位没有交"
            self.desk.messages.toast(f"{why}，写成的是“{prepared.paper.watermark}”")
        look = [Note("warn", sentence, compact=True) for sentence in outgoing.to_look_at]
        self.sections.notes.show_notes([*look, *due_notes(self.seen)])
