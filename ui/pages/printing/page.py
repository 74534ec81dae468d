"""Printing the catalogue: the very paper, drawn anew whenever what is on it changes."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.checks.finding import Finding
from app.errors import UserFacingError
from app.products.catalogue import (
    DrawnCatalogue,
    LaidOutCatalogue,
    Part,
    PreparedCatalogue,
    lay_out_catalogue,
    look_through,
    prepare_catalogue,
)
from app.products.catalogue_tables import TABLE_KINDS, TableKind, WrittenTables, write_table_of_parts
from app.products.printable import (
    Printable,
    PrintablePart,
    personal_data_findings,
    printable,
)
from app.standards.models import STANDARD_CATALOGUE
from ui.desk import Desk
from ui.drawing import Drawing
from ui.jobs import Watch
from ui.outgoing import open_folder, print_out, save_pdf
from ui.pages.areas import next_area
from ui.pages.page import Page
from ui.pages.printing.choice import PrintingChoice, key_of
from ui.pages.printing.picking import Picking
from ui.pages.printing.rows import GO_CONFIRM, PICK, STATEMENT, look_rows, part_rows
from ui.pages.printing.view import PrintingTools, PrintingView
from ui.widgets.buttons import Button
from ui.widgets.note import Note
from ui.widgets.preview_pane import PreviewPane

_DRAWING = "正在排版"
_CHECKING = "正在查个人信息"
_NOT_DRAWN = "还在排版，排好了就能打印"
_NOT_CHECKED = "正在查有没有个人信息，查完就能打印"
_NOTHING = "先勾选要打印的"
_BY_NAME = "确实可以公开的，点“打印”“存成 PDF”或者“存成表格”，写明是谁决定的、为什么，再放行。"


class PrintingPage(Page):
    """Ticks, form, paper and the ways out; what was ticked off and how it looked is remembered for the unit."""

    place = "printing"
    title = "打印目录"
    icon = "printer"
    hints = ("空格 勾选", "Enter 选条目", "F6 换区", "PgUp PgDn 翻页")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.drawing = Drawing(desk.session, desk.jobs, self)
        self._parts: tuple[PrintablePart, ...] = ()
        self._uninvolved = 0
        self._drawn: DrawnCatalogue | None = None
        self._asked_for: str | None = None
        self._choice = PrintingChoice.from_kept(desk.preferences.get(self._key, {}))

    def build(self) -> Iterator[None]:
        self.tools = PrintingTools()
        self.tools.show_choice(self._choice)
        self.tools.show_editions((), "")
        self.print = Button("打印", icon="printer", role="primary", key="Ctrl+P")
        yield
        shown = PreviewPane(self.desk.jobs)
        yield
        self.view = PrintingView(shown, self.desk.preferences)
        self.body.addWidget(self.view)
        yield from self.view.in_turns()
        self.picking = Picking(self.desk.session, self.view, self)
        yield
        self.set_toolbar(self.tools)
        self.set_primary(self.print)
        self._connect()
        self._say_ready()

    def _connect(self) -> None:
        view, tools, drawing = self.view, self.tools, self.drawing
        view.parts.checked.connect(self._tick)
        view.parts.opened.connect(self._toggle)
        view.parts.acted.connect(self._act)
        view.all.clicked.connect(lambda: self._tick_every(True))
        view.none.clicked.connect(lambda: self._tick_every(False))
        self.picking.picked.connect(lambda *picked: self._choose(self._choice.with_entries(*picked)))
        view.looks.acted.connect(lambda key, code: self._go_to_part(key.partition("/")[2], code == GO_CONFIRM))
        view.start.clicked.connect(lambda: self.desk.go("drafting"))
        tools.forms.chosen.connect(lambda form: self._choose(replace(self._choice, form=form)))
        tools.papers.chosen.connect(lambda paper: self._choose(self._choice.with_paper(paper)))
        tools.channels.chosen.connect(lambda _: self._choose(self._choice.with_ticked(tools.wants_ticked)))
        tools.since.activated.connect(lambda _: self._choose(replace(self._choice, since=tools.compared_with)))
        tools.pdf.clicked.connect(self._save_pdf)
        tools.offer_tables(self._save_table)
        self.print.clicked.connect(self._print)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print.click)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self.tools.pdf.click)
        drawing.seen.connect(self._show_paper)
        drawing.drawn.connect(self._show_drawn)
        drawing.failed.connect(self._show_refused)
        drawing.stopped.connect(self._show_stopped)
        drawing.slow.connect(lambda job: view.shown.show_job(job, _CHECKING if drawing.is_finishing else _DRAWING))

    def show_place(self, **target) -> None:
        """`field` (a code) or `checklist`: choose only that."""
        if "field" in target or "checklist" in target:
            wanted = Part(target.get("checklist", STANDARD_CATALOGUE), target.get("field"))
            self._asked_for = key_of(wanted)
            self.reload()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Coming here and painting three full panes would be one long turn of the window.
        self.view.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, lambda: self.view.setUpdatesEnabled(True))

    def reload(self) -> None:
        self.desk.session.ask(printable, self._show_printable, owner=self)

    def areas(self) -> list[QWidget]:
        return [self.view.lists, self.view.shown, self.view.looks, self.tools]

    def take_focus(self) -> None:
        """Begin with what can be ticked, not with the buttons above it."""
        if self.view.parts.isVisible():
            self.view.parts.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().take_focus()

    def next_area(self, *, back: bool = False) -> bool:
        if self.view.currentWidget() is not self.view.columns:
            return super().next_area(back=back)
        return next_area(self.view.columns, self.tools, back=back)

    # --- what is printed -------------------------------------------------------------------------------------------

    def _show_printable(self, read: Printable) -> None:
        self._parts, self._uninvolved = read.parts, read.uninvolved
        keys = {key_of(part.part) for part in self._parts}
        if self._asked_for in keys:
            self._choice = replace(self._choice, off=frozenset(keys - {self._asked_for}), only={})
            self.picking.end()
        if self._choice.since not in read.editions:
            self._choice = replace(self._choice, since="")
        self._asked_for = None
        unit = self.desk.session.unit
        self.set_context(f"{unit.name} · {unit.edition}版" if unit else "")
        self.tools.show_editions(read.editions, self._choice.since)
        self.view.show_empty(not self._parts)
        self.hints = type(self).hints if self._parts else ()
        self.set_toolbar(self.tools if self._parts else None)
        self.set_primary(self.print if self._parts else None)
        self.picking.read_again(self._parts)
        self._follow_choice()

    def _choose(self, choice: PrintingChoice) -> None:
        self._choice = choice
        self.desk.preferences.put(self._key, choice.to_keep())
        self._follow_choice()

    def _tick(self, key: str, wanted: bool) -> None:
        if key == STATEMENT:
            self._choose(replace(self._choice, statement=wanted))
        else:
            self._choose(self._choice.with_parts([key], wanted))

    def _toggle(self, key: str) -> None:
        self._tick(key, not self._choice.statement if key == STATEMENT else key in self._choice.off)

    def _tick_every(self, wanted: bool) -> None:
        self._choose(self._choice.with_parts([key_of(part.part) for part in self._parts], wanted))

    def _follow_choice(self) -> None:
        chosen = self._chosen()
        self.tools.show_choice(self._choice)
        self.view.parts.set_rows(part_rows(self._parts, self._choice, self._uninvolved))
        self.view.count.setText(f"已选 {len(chosen)} / {len(self._parts)}")
        self.picking.follow(self._choice)
        self._draw()

    def _act(self, key: str, code: str) -> None:
        if code == PICK:
            self.picking.begin(next(part for part in self._parts if key_of(part.part) == key))

    def _chosen(self) -> list[PrintablePart]:
        return self._choice.chosen(self._parts)

    @property
    def _key(self) -> str:
        unit = self.desk.session.unit
        return f"printing.{unit.id if unit else ''}"

    # --- the paper -------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        parts, look = self._choice.wanted(self._parts), self._choice.look
        if not parts:
            self.drawing.forget()
            self._forget_drawn()
            self.view.shown.show_note(None)
            self.view.shown.preview.clear()
        else:
            if self._drawn is None:
                self.view.shown.preview.show_words("正在排版…")
            self.drawing.ask(lambda workspace: prepare_catalogue(workspace, parts, look), _lay_out, _look_through)
        self._say_ready()

    def _show_paper(self, laid_out: LaidOutCatalogue) -> None:
        """Show the paper; it leaves the house only when it has been looked through."""
        stands = "横向" if self._choice.form == "table" else "竖向"
        paper = f"{self._choice.look.used_paper} {stands}"
        self.view.shown.show_note(None)
        self.view.shown.preview.show_pdf(laid_out.pdf, paper, laid_out.page_sizes)
        self._say_ready()

    def _show_drawn(self, drawn: DrawnCatalogue) -> None:
        self._drawn = drawn
        self.view.shown.show_note(None)
        self.view.looks.set_rows(look_rows(self._chosen(), drawn))
        self._say_ready()
        if drawn.outgoing.found:
            parts = self._choice.wanted(self._parts)
            self.desk.session.ask(
                lambda workspace: personal_data_findings(workspace, parts), partial(self._show_found, drawn), owner=self
            )

    def _show_found(self, drawn: DrawnCatalogue, findings: list[Finding]) -> None:
        """Say where the personal data stands that the gate stopped at, and lead there."""
        if drawn is not self._drawn:
            return
        found = "；".join(map(str, drawn.outgoing.found[:3]))
        places = "".join(dict.fromkeys(finding.message for finding in findings[:3]))
        ways = [("去改", "pencil", partial(self._go_to_finding, findings[0]))] if findings else []
        words = f"{places or f'{found}。'}{_BY_NAME}"
        self.view.shown.show_note(Note("danger", "有个人信息没有遮挡。", words, ways, compact=True))

    def _show_refused(self, error: BaseException) -> None:
        self._forget_drawn()
        if not isinstance(error, UserFacingError):
            self.desk.messages.trouble(error)
            return
        stops = [part.stop for part in self._chosen() if part.stop is not None]
        ways = [("去改", "pencil", partial(self._go_to_finding, stops[0]))] if stops else []
        self.view.shown.show_refusal(error, ways)

    def _show_stopped(self) -> None:
        self._forget_drawn()
        self.view.shown.show_stopped(self.drawing.again)

    def _forget_drawn(self) -> None:
        self._drawn = None
        self.view.looks.set_rows([])
        self._say_ready()

    def _say_ready(self) -> None:
        """Let out only what was drawn from what is ticked now; what the gate stops goes by a named person's leave."""
        why = self._why_not()
        for button in (self.print, self.tools.pdf):
            button.set_available(not why, why)
        self.tools.table.set_available(bool(self._chosen()), _NOTHING)

    def _why_not(self) -> str:
        if not self._chosen():
            return _NOTHING
        if self._drawn is None or self.drawing.is_waiting:
            return _NOT_CHECKED if self.drawing.is_finishing else _NOT_DRAWN
        return ""

    # --- ways out --------------------------------------------------------------------------------------------------

    def _print(self) -> None:
        print_out(self.desk, self, self._drawn.outgoing, self._save_pdf)

    def _save_pdf(self) -> None:
        save_pdf(self.desk, self._drawn.outgoing, f"{self._name()}{self._choice.form_name}")

    def _save_table(self, suffix: str) -> None:
        parts, paper = self._choice.wanted(self._parts), self._choice.papers.get("table", "A3")
        kind = TABLE_KINDS[suffix]

        def save(path: Path) -> None:
            self.desk.session.act(
                lambda workspace: write_table_of_parts(workspace, path, parts, paper),
                lambda written: self._say_saved(kind, path, written),
            )

        self.desk.messages.save_file(
            f"存成{_spaced(kind.name)}", f"{self._name()}{suffix}", f"{kind.name} (*{suffix})", save
        )

    def _say_saved(self, kind: TableKind, path: Path, written: WrittenTables) -> None:
        told = f"已存成{_spaced(kind.name)}：{path.name}，{written.tables} 张表。{''.join(written.to_know)}"
        self.desk.messages.toast(told, "打开文件夹", partial(open_folder, self.desk, path.parent))

    def _name(self) -> str:
        chosen = self._chosen()
        unit = self.desk.session.unit.name
        return f"{unit}{chosen[0].name}目录" if len(chosen) == 1 else f"{unit}目录"

    def _go_to_finding(self, finding: Finding) -> None:
        self.desk.go("drafting", field=finding.field, entry=finding.entry, element=finding.element)

    def _go_to_part(self, key: str, unconfirmed: bool) -> None:
        part = next(part.part for part in self._parts if key_of(part.part) == key)
        self.desk.go("drafting", field=part.field, checklist=part.checklist, unconfirmed=unconfirmed)


def _spaced(name: str) -> str:
    """A name behind Chinese words: Latin letters stand apart from them."""
    return f" {name}" if name[0].isascii() else name


def _lay_out(prepared: PreparedCatalogue, watch: Watch) -> LaidOutCatalogue:
    return lay_out_catalogue(prepared, watch.progress, watch.is_cancelled)


def _look_through(laid_out: LaidOutCatalogue, watch: Watch) -> DrawnCatalogue:
    return look_through(laid_out, watch.is_cancelled)
