"""Printing the catalogue: the very paper, drawn anew whenever what is on it changes."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from app.checks.finding import Finding
from app.errors import UserFacingError
from app.products.catalogue import (
    CatalogueLook,
    DrawnCatalogue,
    Part,
    PreparedCatalogue,
    draw_prepared_catalogue,
    prepare_catalogue,
    write_table_of_parts,
)
from app.products.printable import PrintablePart, personal_data_findings, printable_parts
from app.standards.models import STANDARD_CATALOGUE
from ui.desk import Desk
from ui.drawing import Drawing
from ui.jobs import Watch
from ui.outgoing import print_out, save_pdf
from ui.pages.areas import next_area
from ui.pages.page import Page
from ui.pages.printing.rows import key_of, look_rows, part_rows
from ui.pages.printing.view import PAPERS, PrintingTools, PrintingView
from ui.widgets.buttons import Button
from ui.widgets.note import Note

_DRAWING = "正在排版"
_XLSX_FILES = "Excel 表 (*.xlsx)"
_NOT_DRAWN = "还在排版，排好了就能打印"
_NOTHING = "先在左边勾选要打印的"


class PrintingPage(Page):
    """Ticks, paper and the ways out; what was ticked off is remembered for the unit."""

    place = "printing"
    title = "打印目录"
    icon = "printer"
    hints = ("空格 勾选", "F6 换区", "PgUp PgDn 翻页")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.view, self.tools = PrintingView(desk.jobs, desk.preferences), PrintingTools()
        self.print = Button("打印", icon="printer", role="primary", key="Ctrl+P")
        self.drawing = Drawing(desk.session, desk.jobs, self)
        self._parts: list[PrintablePart] = []
        self._drawn: DrawnCatalogue | None = None
        self._asked_for: str | None = None
        kept = desk.preferences.get(self._key, {})
        self._off, self._paper = set(kept.get("off", [])), kept.get("paper", PAPERS[0][0])
        self.tools.papers.set_current(self._paper)
        self.body.addWidget(self.view)
        self.set_toolbar(self.tools)
        self.set_primary(self.print)
        self._connect()
        self._say_ready()

    def _connect(self) -> None:
        view, tools, drawing = self.view, self.tools, self.drawing
        view.parts.checked.connect(self._tick)
        view.parts.opened.connect(self._toggle)
        view.all.clicked.connect(lambda: self._choose_off(set()))
        view.none.clicked.connect(lambda: self._choose_off({key_of(part.part) for part in self._parts}))
        view.looks.acted.connect(lambda key, code: self._go_to_part(key.partition("/")[2]))
        view.start.clicked.connect(lambda: self.desk.go("drafting"))
        tools.papers.chosen.connect(self._choose_paper)
        tools.pdf.clicked.connect(self._save_pdf)
        tools.table.clicked.connect(self._save_table)
        self.print.clicked.connect(self._print)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.print.click)
        drawing.drawn.connect(self._show_drawn)
        drawing.failed.connect(self._show_refused)
        drawing.stopped.connect(self._show_stopped)
        drawing.slow.connect(lambda job: view.shown.show_job(job, _DRAWING))

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
        self.desk.session.ask(printable_parts, self._show_parts, owner=self)

    def areas(self) -> list[QWidget]:
        return [self.view.parts, self.view.shown, self.view.looks, self.tools]

    def next_area(self, *, back: bool = False) -> bool:
        if self.view.currentWidget() is not self.view.columns:
            return super().next_area(back=back)
        return next_area(self.view.columns, self.tools, back=back)

    # --- what is printed -------------------------------------------------------------------------------------------

    def _show_parts(self, parts: list[PrintablePart]) -> None:
        self._parts = parts
        keys = {key_of(part.part) for part in parts}
        if self._asked_for in keys:
            self._off = keys - {self._asked_for}
        self._asked_for = None
        unit = self.desk.session.unit
        self.set_context(f"{unit.name} · {unit.edition}版" if unit else "")
        self.view.show_empty(not parts)
        self.set_toolbar(self.tools if parts else None)
        self.set_primary(self.print if parts else None)
        self._follow_ticks()

    def _tick(self, key: str, chosen: bool) -> None:
        self._choose_off(self._off - {key} if chosen else self._off | {key})

    def _toggle(self, key: str) -> None:
        self._tick(key, key in self._off)

    def _choose_off(self, off: set[str]) -> None:
        self._off = off
        self._keep()
        self._follow_ticks()

    def _choose_paper(self, paper: str) -> None:
        self._paper = paper
        self._keep()
        self._draw()

    def _follow_ticks(self) -> None:
        chosen = self._chosen()
        self.view.parts.set_rows(part_rows(self._parts, self._off))
        self.view.count.setText(f"已选 {len(chosen)} / {len(self._parts)}")
        self._draw()

    def _chosen(self) -> list[PrintablePart]:
        return [part for part in self._parts if key_of(part.part) not in self._off]

    @property
    def _key(self) -> str:
        unit = self.desk.session.unit
        return f"printing.{unit.id if unit else ''}"

    def _keep(self) -> None:
        self.desk.preferences.put(self._key, {"off": sorted(self._off), "paper": self._paper})

    # --- the paper -------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        parts, look = [part.part for part in self._chosen()], CatalogueLook(paper=self._paper)
        if not parts:
            self.drawing.forget()
            self._forget_drawn()
            self.view.shown.show_note(None)
            self.view.shown.preview.clear()
        else:
            if self._drawn is None:
                self.view.shown.preview.show_words("正在排版…")
            self.drawing.ask(lambda workspace: prepare_catalogue(workspace, parts, look), _draw_catalogue)
        self._say_ready()

    def _show_drawn(self, drawn: DrawnCatalogue) -> None:
        if drawn is not self._drawn:
            self.view.shown.preview.show_pdf(drawn.outgoing.pdf, f"{self._paper} 横向")
        self._drawn = drawn
        self.view.shown.show_note(None)
        self.view.looks.set_rows(look_rows(self._chosen(), drawn))
        self._say_ready()
        if drawn.outgoing.found:
            parts = [part.part for part in self._chosen()]
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
        headline = "有个人信息没有遮挡，不能打印，也不能存成文件。"
        self.view.shown.show_note(Note("danger", headline, places or f"{found}。", ways, compact=True))

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
        """Let out only what was drawn from what is ticked now, and what the gate let through."""
        why = self._why_not()
        for button in (self.print, self.tools.pdf):
            button.set_available(not why, why)
        found = self._drawn is not None and self._drawn.outgoing.found
        why = why if found or not self._chosen() else ""
        self.tools.table.set_available(not why, why)

    def _why_not(self) -> str:
        if not self._chosen():
            return _NOTHING
        if self._drawn is None or self.drawing.is_waiting:
            return _NOT_DRAWN
        return "有个人信息没有遮挡，改好才能打印" if self._drawn.outgoing.found else ""

    # --- ways out --------------------------------------------------------------------------------------------------

    def _print(self) -> None:
        print_out(self.desk, self, self._drawn.outgoing, self._save_pdf)

    def _save_pdf(self) -> None:
        save_pdf(self.desk, self._drawn.outgoing, self._name())

    def _save_table(self) -> None:
        parts, paper = [part.part for part in self._chosen()], self._paper

        def save(path: Path) -> None:
            self.desk.session.act(
                lambda workspace: write_table_of_parts(workspace, path, parts, paper),
                lambda sheets: self.desk.messages.toast(f"已存成 Excel 表：{path.name}，{sheets} 张表。"),
            )

        self.desk.messages.save_file("存成 Excel 表", f"{self._name()}.xlsx", _XLSX_FILES, save)

    def _name(self) -> str:
        chosen = self._chosen()
        unit = self.desk.session.unit.name
        return f"{unit}{chosen[0].name}目录" if len(chosen) == 1 else f"{unit}目录"

    def _go_to_finding(self, finding: Finding) -> None:
        self.desk.go("drafting", field=finding.field, entry=finding.entry, element=finding.element)

    def _go_to_part(self, key: str) -> None:
        part = next(part.part for part in self._parts if key_of(part.part) == key)
        self.desk.go("drafting", field=part.field, checklist=part.checklist)


def _draw_catalogue(prepared: PreparedCatalogue, watch: Watch) -> DrawnCatalogue:
    return draw_prepared_catalogue(prepared, watch.progress, watch.is_cancelled)
