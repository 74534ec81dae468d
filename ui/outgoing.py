"""Letting a finished document out: to a file or to a printer, remembered as out either way."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import UserFacingError
from app.products.outgoing import Outgoing, remember_outgoing, require_current, require_printable, save_outgoing
from ui.desk import Desk
from ui.jobs import PAPER
from ui.measuring import PrinterDialog
from ui.printer_correction import correction_of
from ui.printing import choose_printer, print_pdf

PDF_FILES = "PDF 文件 (*.pdf)"


def save_pdf(desk: Desk, outgoing: Outgoing, suggested: str) -> None:
    """Ask for a place and write the document there, replacing what the clerk agreed to replace."""

    def save(path: Path) -> None:
        desk.session.act(
            lambda workspace: save_outgoing(workspace, outgoing, path, force=True),
            lambda _: tell_written(desk, f"已存成 PDF：{path.name}，{outgoing.pages} 张。", path.parent),
        )

    desk.messages.save_file("存成 PDF", f"{suggested}.pdf", PDF_FILES, save)


def tell_written(desk: Desk, told: str, folder: Path) -> None:
    """Say what was written, with a way to the folder it lies in."""
    desk.messages.toast(told, "打开文件夹", partial(open_folder, desk, folder))


def open_folder(desk: Desk, folder: Path) -> None:
    """Show a folder in the system's own file manager, or say where it is where there is none."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        desk.messages.trouble(
            UserFacingError("folder-not-opened", f"文件夹打不开。文件在“{folder}”里，请到文件管理器里找。")
        )


def print_out(
    desk: Desk, parent: QWidget, outgoing: Outgoing, save: Callable[[], object], *, is_exact: bool = False
) -> None:
    """Ask for a printer and print what is still current; without a printer `save` is the way out.

    Sheets that have to fit together to the millimetre (`is_exact`) first show how the printer was measured. It counts
    as printed once the printer has taken all of it.
    """
    file = desk.session.unit.path

    def begin(printer: QPrinter) -> None:
        printed = _printed(desk, parent, outgoing, file, printer)
        correction = correction_of(desk.preferences, printer.printerName())
        job = desk.jobs.run(PAPER, lambda watch: print_pdf(outgoing.pdf, printer, watch, correction), printed)
        desk.session.long_started.emit(job, "打印")

    def choose(_: None = None) -> None:
        try:
            choose_printer(parent, check)
        except UserFacingError as error:
            ways = [("存成 PDF", "download", save)] if error.code == "printer-missing" else []
            desk.messages.trouble(error, buttons=ways)

    def check(printer: QPrinter) -> None:
        desk.session.ask(lambda workspace: require_current(workspace, outgoing), lambda _: show_first(printer))

    def show_first(printer: QPrinter) -> None:
        if is_exact and printer.printerName():
            show_measuring(desk, parent, printer, partial(begin, printer))
        else:
            begin(printer)

    if outgoing.found:
        desk.session.ask(lambda workspace: require_printable(workspace, outgoing), choose)
    else:
        choose()


def show_measuring(desk: Desk, parent: QWidget, printer: QPrinter, go_on: Callable[[], object] | None = None) -> None:
    """Show how a printer was measured, and let it be measured; `go_on` follows when it shall print."""
    PrinterDialog(desk, printer, parent, go_on).open()


def _printed(desk: Desk, parent: QWidget, outgoing: Outgoing, file: Path, printer: QPrinter) -> Callable[[int], None]:
    # What goes to a file has no printer that could be measured.
    more = ("大小不准", partial(show_measuring, desk, parent, printer)) if printer.printerName() else ()

    def remember(sheets: int) -> None:
        told = f"已送到打印机，共 {sheets} 张。"
        if desk.session.is_open and desk.session.unit.path == file:
            desk.session.act(
                lambda workspace: remember_outgoing(workspace, outgoing), lambda _: desk.messages.toast(told, *more)
            )
        else:
            desk.messages.toast(f"{told}“{file.name}”已经关上，里面没有记下这次打印。")

    return remember
