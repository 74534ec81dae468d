"""这一格: a number, where it comes from and what is behind it; writing another over it, with the reason."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.registers.annual_checks import LAST_YEARS
from app.registers.annual_report import ORIGIN_WORDS, ReportCell
from app.standards.annual_rules import CellName
from ui.editors.line import Line, forget_typing
from ui.pages.annual.reading import MOST_BEHIND, AnnualSeen, CellDetail
from ui.pages.annual.rows import behind_rows, cell_words, change_rows, part_rows, units_behind_rows
from ui.pages.annual.shown import OWN, TOTAL, findings_of, short_label, value_words, values_of
from ui.pages.in_parts import InParts
from ui.pages.notices.view import NoteStack
from ui.widgets.buttons import Button
from ui.widgets.chips import Chip, ChipLabel
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.labels import Paragraph, label
from ui.widgets.note import Note
from ui.widgets.panel import Panel
from ui.widgets.rows import FINDINGS, Row, RowList
from ui.widgets.scrolled import scrolled_column
from ui.widgets.tab_order import tab_as_laid_out

_CHIPS = {
    "register": ("list-checks", "text-muted", "sunken"),
    "sum": ("calculator", "text-muted", "sunken"),
    "carried": ("history", "text-muted", "sunken"),
    "typed": ("pencil-line", "difference", "difference-soft"),
    "none": ("circle-alert", "danger", "danger-soft"),
}
_WRONG = "这个数对不上，怎么改见下面的核对"
_FILL, _CHANGE = "填这个数", "改这个数"


class CellPane(InParts, QWidget):
    """One number of a report; `show_cell` with another one begins anew."""

    written = Signal(str, str)
    """A number and the reason that shall be written down; the page answers with `say_wrong`, or shows it anew."""
    edited = Signal()
    """The clerk wrote something that is not written down."""
    withdrawn = Signal()
    """What was typed shall be taken back."""
    carried = Signal()
    """Last year's numbers shall be carried over."""
    part_asked = Signal(str)
    """The cell with this name is asked for."""
    record_asked = Signal(str, str)
    """A record (kind and id) behind the number is asked for; units are of kind "unit"."""
    left = Signal()
    """Esc: the keyboard goes back to the table."""

    def __init__(self) -> None:
        super().__init__()
        self.name: CellName | None = None
        self._behind_kind = ""

    def build(self) -> Iterator[None]:
        self.title = label("", "section", wrap=True)
        self.value = label("", "page")
        self.chip = ChipLabel(Chip("circle", ""))
        self.words = Paragraph("", "table", "text-muted")
        self.notes = NoteStack()
        yield
        self.number, self.reason = Line(), Line()
        self.number_field = Field("数", self.number)
        self.reason_field = Field("为什么改", self.reason, "年报存档备查，例：财政所报来、漏登一件。")
        self.change = Button(_CHANGE, icon="check", compact=True)
        self.cancel = Button("取消改动", icon="undo-2", role="quiet", compact=True, tip="照登记和勾稽关系算出来的数")
        self.carry = Button("照上年结转", icon="history", compact=True, tip="照上年年报第四项的数填")
        yield
        self.form = Panel("改这个数", title_style="strong")
        self.parts, self.behind = _list("由哪几格算出来"), _list("背后的登记")
        self.parts_panel, self.behind_panel = (
            Panel("由这几格算出来", title_style="strong"),
            Panel("背后的登记", title_style="strong"),
        )
        self.changes, self.changes_panel = _list("改过几次"), Panel("改过几次", title_style="strong")
        yield
        self._lay_out()
        self._connect()

    # --- showing -----------------------------------------------------------------------------------------------------

    def show_cell(
        self, seen: AnnualSeen, whose: str, name: CellName, typed: dict[str, str] | None, reason: str
    ) -> None:
        """Show a number of a report; `typed` is what stands half written, `reason` the one given last."""
        is_other, self.name = name != self.name, name
        if is_other or whose != OWN:
            self._show_changes([])
        rules, value = seen.report.rules, values_of(seen, whose).get(name)
        cell = seen.report.cells[name] if whose == OWN else None
        self.title.setText(short_label(rules, name))
        self.value.setText(value_words(rules, name, value))
        self.value.set_colour("danger" if value is None else "text")
        self._show_origin(seen, cell)
        own = [each for each in findings_of(seen, whose) if name in each.cells and each.severity == "block"]
        wrong = [_WRONG] if own and value is not None else []
        self.notes.show_notes([*self._typed_notes(cell), *(Note("danger", words, compact=True) for words in wrong)])
        self.parts.set_rows(part_rows(rules, values_of(seen, whose), name))
        self.parts_panel.setVisible(bool(self.parts.rows()))
        self._show_form(cell, typed, reason, is_other=is_other)
        is_begun_with = whose == OWN and (name.table, name.row) == ("t2", "2") and seen.report.last_year is not None
        self.carry.setVisible(is_begun_with and any(each.code == LAST_YEARS for each in own))
        if whose == TOTAL and seen.units is not None:
            self._show_list("unit", "背后的单位", units_behind_rows(rules, seen.units.cells[name]))
        elif cell is None or not cell.records:
            self._show_list("", "", [])

    def show_detail(self, seen: AnnualSeen, cell: ReportCell, detail: CellDetail) -> None:
        """Show the records behind a number and what was done to it, as they were read."""
        self._show_changes(change_rows(seen.report.rules, cell.name, detail.changes, seen.today))
        if not cell.records:
            return
        rows = behind_rows(detail.behind, seen.today)
        more = len(cell.records) - len(rows)
        if more:
            why = f"只列前 {MOST_BEHIND} 件" if len(rows) == MOST_BEHIND else "在同事的电脑上，或者已经撤销"
            rows.append(Row("more", f"另外还有 {more} 件", why))
        self._show_list(cell.kind, f"背后的 {len(cell.records)} 件", rows)

    def _show_changes(self, rows: Sequence[Row]) -> None:
        self.changes.set_rows(rows)
        self.changes_panel.setVisible(bool(rows))

    @property
    def half_written(self) -> dict[str, str] | None:
        """What stands in the form and is not written down; a reason alone is none."""
        if self.form.isHidden() or not self.number.text().strip():
            return None
        return {"number": self.number.text(), "reason": self.reason.text()}

    def begin(self, digits: str = "") -> None:
        """Put the keyboard where the number is written, with its first digits."""
        if self.form.isHidden():
            return
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)
        if digits:
            self.number.setText(digits)
        else:
            self.number.selectAll()

    def say_wrong(self, code: str, message: str) -> bool:
        """Say in the form why nothing was written down; False where that belongs to no line of it."""
        field = {"reason-needed": self.reason_field, "annual-personal": self.reason_field}.get(code)
        field = self.number_field if code == "annual-figure-wrong" else field
        if field is None:
            return False
        field.say_wrong(message)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _show_origin(self, seen: AnnualSeen, cell: ReportCell | None) -> None:
        self.chip.setVisible(cell is not None and cell.origin != "none")
        if cell is not None:
            icon, colour, soft = _CHIPS[cell.origin]
            self.chip.set_chip(Chip(icon, ORIGIN_WORDS[cell.origin], colour=colour, soft=soft))
        words = cell_words(seen.report.rules, cell, seen.report.year - 1) if cell is not None else ""
        self.words.set_text(words)
        self.words.setVisible(bool(words))

    def _typed_notes(self, cell: ReportCell | None) -> list[Note]:
        if cell is None or cell.typed is None:
            return []
        typed, computed = cell.typed, cell.computed
        before = "登记里没有数" if computed is None else f"不改的话是 {computed:f}"
        who = f"{typed.person}，" if typed.person else ""
        words = f"{before}。原因：{typed.reason}（{who}{int(typed.at[5:7])}月{int(typed.at[8:10])}日）。"
        head = "人工填的" if computed is None else "人工改过"
        return [Note("difference", head, words, compact=True)]

    def _show_form(self, cell: ReportCell | None, typed: dict[str, str] | None, reason: str, *, is_other: bool) -> None:
        self.form.setVisible(cell is not None)
        if cell is None:
            return
        is_new = cell.computed is None and cell.typed is None
        self.change.setText(_FILL if is_new else _CHANGE)
        self.form.set_title(_FILL if is_new else _CHANGE)
        self.reason_field.set_caption("数从哪里来" if is_new else "为什么改")
        self.cancel.setVisible(cell.typed is not None)
        if is_other:
            self.number_field.clear()
            self.reason_field.clear()
        if is_other or typed is None:
            kept = typed or {}
            for line, text in ((self.number, kept.get("number", "")), (self.reason, kept.get("reason", reason))):
                line.blockSignals(True)
                line.setText(text)
                line.blockSignals(False)
                forget_typing(line)

    def _show_list(self, kind: str, title: str, rows: Sequence[Row]) -> None:
        self._behind_kind = kind
        self.behind.set_rows(rows)
        self.behind_panel.set_title(title)
        self.behind.setAccessibleName(title)
        self.behind_panel.setVisible(bool(rows))

    # --- building ----------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(0, 0, 0, 0)
        origin = Flow()
        origin.addWidget(self.value)
        origin.addWidget(self.chip)
        lines.addWidget(self.title)
        lines.addLayout(origin)
        lines.addWidget(self.words)
        buttons = Flow()
        for button in (self.change, self.cancel, self.carry):
            buttons.addWidget(button)
        for field in (self.number_field, self.reason_field):
            self.form.body.addWidget(field)
        self.form.body.addLayout(buttons)
        self.parts_panel.body.addWidget(self.parts)
        self.behind_panel.body.addWidget(self.behind)
        self.changes_panel.body.addWidget(self.changes)
        parts = [head, self.notes, self.behind_panel, self.parts_panel, self.form, self.changes_panel]
        self._area = scrolled_column(parts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.notes.hide()
        tab_as_laid_out(self.form)

    def _connect(self) -> None:
        for line in (self.number, self.reason):
            line.textEdited.connect(lambda _: self.edited.emit())
        self.number.returnPressed.connect(self._go_on)
        self.reason.returnPressed.connect(self.change.click)
        self.change.clicked.connect(lambda: self.written.emit(self.number.text(), self.reason.text()))
        self.cancel.clicked.connect(self.withdrawn)
        self.carry.clicked.connect(self.carried)
        for signal in (self.parts.opened, self.parts.acted):
            signal.connect(lambda key, *_: self.part_asked.emit(key))
        self.behind.acted.connect(lambda key, code: self.record_asked.emit(self._behind_kind, key))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Escape"), self, context=within).activated.connect(self.left)

    def _go_on(self) -> None:
        """Enter in the number: on to the reason, or write it down where one stands already."""
        if self.reason.text().strip():
            self.change.click()
        else:
            self.reason.setFocus(Qt.FocusReason.TabFocusReason)


def _list(name: str) -> RowList:
    return RowList(FINDINGS, name=name, hug=True)
