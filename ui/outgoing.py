"""Letting a finished document out: to a file or to a printer, remembered as out either way."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.checks.privacy_gate import require_clean
from app.errors import UserFacingError
from app.products.outgoing import Outgoing, remember_outgoing, require_current, save_outgoing
from ui.desk import Desk
from ui.jobs import PAPER
from ui.printing import choose_printer, print_pdf

PDF_FILES = "PDF 文件 (*.pdf)"


def save_pdf(desk: Desk, outgoing: Outgoing, suggested: str) -> None:
    """Ask for a place and write the document there, replacing what the clerk agreed to replace."""

    def save(path: Path) -> None:
        desk.session.act(
            lambda workspace: save_outgoing(workspace, outgoing, path, force=True),
            lambda _: desk.messages.toast(f"已存成 PDF：{path.name}，{outgoing.pages} 张。"),
        )

    desk.messages.save_file("存成 PDF", f"{suggested}.pdf", PDF_FILES, save)


def print_out(desk: Desk, parent: QWidget, outgoing: Outgoing, save: Callable[[], object]) -> None:
    """Ask for a printer and print what is still current; without a printer `save` is the way out.

    It counts as printed once the printer has taken all of it.
    """
    file = desk.session.unit.path

    def begin(printer: QPrinter) -> None:
        printed = _printed(desk, outgoing, file)
        job = desk.jobs.run(PAPER, lambda watch: print_pdf(outgoing.pdf, printer, watch), printed)
        desk.session.long_started.emit(job, "打印")

    def check(printer: QPrinter) -> None:
        desk.session.ask(lambda workspace: require_current(workspace, outgoing), lambda _: begin(printer))

    try:
        require_clean(outgoing.found, "要打印的")
        choose_printer(parent, check)
    except UserFacingError as error:
        ways = [("存成 PDF", "download", save)] if error.code == "printer-missing" else []
        desk.messages.trouble(error, buttons=ways)


def _printed(desk: Desk, outgoing: Outgoing, file: Path) -> Callable[[int], None]:
    def remember(sheets: int) -> None:
        told = f"已送到打印机，共 {sheets} 张。"
        if desk.session.is_open and desk.session.unit.path == file:
            desk.session.act(
                lambda workspace: remember_outgoing(workspace, outgoing), lambda _: desk.messages.toast(told)
            )
        else:
            desk.messages.toast(f"{told}“{file.name}”已经关上，里面没有记下这次打印。")

    return remember
