"""The month's sheets of all villages, to PDF or to a printer: read, drawn beside the store, let out, recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import UserFacingError
from app.villages.overview import month_words
from app.villages.printing import (
    Drawn,
    Printed,
    ToPrint,
    draw_month,
    file_names,
    joined_pdf,
    read_month,
    record_printed,
    still_current,
    write_each,
    write_joined,
)
from app.villages.units import MyUnit
from app.workspace import Workspace
from ui.desk import Desk
from ui.jobs import PAPER, STORE, Watch
from ui.outgoing import PDF_FILES
from ui.pages.villages.sheet_words import warnings_text
from ui.printer_correction import correction_of
from ui.printing import choose_printer, print_pdf


@dataclass(frozen=True)
class Order:
    """What shall be printed and how; where to: a file for all, a folder with one file a village, or a printer."""

    units: tuple[MyUnit, ...]
    month: date
    paper: str
    only_unprinted: bool
    is_joined: bool
    target: Path | None = None
    replaces: bool = False


class MonthPrinting(QObject):
    """Asks where to, and does one order after the other."""

    done = Signal(object, object)
    """What became of every village (list of Printed), and the order."""

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk, self._owner = desk, owner
        self._is_busy = False

    def save(self, order: Order) -> None:
        """Ask where to, then write PDFs."""
        messages, words = self._desk.messages, month_words(order.month)
        if order.is_joined:
            # The dialog itself asks before a file is replaced.
            messages.save_file(
                "存成一个 PDF",
                f"各村_{words}公示.pdf",
                PDF_FILES,
                lambda path: self._write_into(replace(order, target=path, replaces=True)),
            )
        else:
            messages.choose_folder(
                "各村的 PDF 存到哪个文件夹", lambda path: self._look_first(replace(order, target=path))
            )

    def print_out(self, order: Order) -> None:
        """Ask for a printer, then print; without one a PDF is the way out."""
        try:
            choose_printer(
                self._owner, lambda printer: self._begin(order, lambda drawn: self._check(order, drawn, printer))
            )
        except UserFacingError as error:
            ways = [("存成 PDF", "download", lambda: self.save(order))] if error.code == "printer-missing" else []
            self._desk.messages.trouble(error, buttons=ways)

    # --- into files --------------------------------------------------------------------------------------------------

    def _look_first(self, order: Order) -> None:
        """Replacing is asked for once, before anything is drawn."""
        paths = [order.target / name for name in file_names(order.units, order.month).values()]
        self._desk.jobs.run(
            STORE,
            lambda watch: [path.name for path in paths if path.exists()],
            lambda there: self._ask_to_replace(order, there),
            owner=self,
        )

    def _ask_to_replace(self, order: Order, there: list[str]) -> None:
        if not there:
            self._write_into(order)
            return
        names = f"“{there[0]}”" + (f"等 {len(there)} 个文件" if len(there) > 1 else "")
        told = f"“{order.target.name}”里已经有{names}。换成新的，原来的就没有了。"
        self._desk.messages.confirm(
            "换掉原来的文件吗？", told, "换成新的", lambda: self._write_into(replace(order, replaces=True))
        )

    def _write_into(self, order: Order) -> None:
        self._begin(order, lambda drawn: self._write(order, drawn))

    def _write(self, order: Order, drawn: Sequence[Drawn]) -> None:
        def write(workspace: Workspace, watch: Watch) -> list[Printed]:
            if order.is_joined:
                return write_joined(drawn, order.target, force=order.replaces, open_now=workspace, watch=watch)
            return write_each(drawn, order.target, order.month, force=order.replaces, open_now=workspace, watch=watch)

        self._desk.session.long(
            "正在存成 PDF", write, lambda printed: self._end(order, printed), self._fail, owner=self, writes=True
        )

    # --- onto paper --------------------------------------------------------------------------------------------------

    def _check(self, order: Order, drawn: Sequence[Drawn], printer: QPrinter) -> None:
        self._desk.session.long(
            "正在核对",
            lambda workspace, watch: still_current(drawn, workspace, watch),
            lambda ready: self._send(order, ready, printer),
            self._fail,
            owner=self,
        )

    def _send(self, order: Order, ready: Sequence[Drawn], printer: QPrinter) -> None:
        pages = sum(village.outgoing.pages for village in ready if village.outgoing is not None)
        if not pages:
            self._record(order, ready)
            return
        correction = correction_of(self._desk.preferences, printer.printerName())
        # Nobody owns this job: what was printed is recorded even if the page is gone by then.
        job = self._desk.jobs.run(
            PAPER,
            lambda watch: print_pdf(joined_pdf(ready), printer, watch, correction),
            lambda sheets: self._tell_sent(order, ready, sheets, pages),
            self._fail,
        )
        self._desk.session.long_started.emit(job, "打印")

    def _tell_sent(self, order: Order, ready: Sequence[Drawn], sheets: int, pages: int) -> None:
        sent = f"已送到打印机 {sheets} 张，共 {pages} 张。"
        if sheets == pages and self._desk.session.is_open:
            self._record(order, ready)
            return
        self._is_busy = False
        only = "只印了一部分，" if sheets < pages else ""
        self._desk.messages.toast(f"{sent}{only}没有记作已打印。")

    def _record(self, order: Order, ready: Sequence[Drawn]) -> None:
        self._desk.session.long(
            "正在记下打印过了",
            lambda workspace, watch: record_printed(ready, open_now=workspace, watch=watch),
            lambda printed: self._end(order, printed),
            self._fail,
            owner=self,
            writes=True,
        )

    # --- both --------------------------------------------------------------------------------------------------------

    def _begin(self, order: Order, then: Callable[[list[Drawn]], object]) -> None:
        """Read and draw."""
        if self._is_busy:
            return
        self._is_busy = True

        def read(workspace: Workspace, watch: Watch) -> list[ToPrint]:
            return read_month(
                order.units, order.month, only_unprinted=order.only_unprinted, open_now=workspace, watch=watch
            )

        self._desk.session.long(
            "正在读各村的公示", read, lambda found: self._draw(order, found, then), self._fail, owner=self
        )

    def _draw(self, order: Order, found: Sequence[ToPrint], then: Callable[[list[Drawn]], object]) -> None:
        job = self._desk.jobs.run(
            PAPER,
            lambda watch: draw_month(found, order.paper, watch),
            lambda drawn: self._ask_to_look(drawn, then),
            self._fail,
            self,
        )
        self._desk.session.long_started.emit(job, "正在排版")

    def _ask_to_look(self, drawn: list[Drawn], then: Callable[[list[Drawn]], object]) -> None:
        """Name what to look at before any sheet leaves."""
        told = warnings_text(drawn)
        if told:
            self._desk.messages.confirm("这样就印吗？", told, "照样印", lambda: then(drawn), self._leave)
        else:
            then(drawn)

    def _leave(self) -> None:
        self._is_busy = False

    def _end(self, order: Order, printed: list[Printed]) -> None:
        self._is_busy = False
        self.done.emit(printed, order)

    def _fail(self, error: BaseException) -> None:
        self._is_busy = False
        self._desk.messages.trouble(error)
