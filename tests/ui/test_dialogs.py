"""Every dialog of the program, opened once at the largest text: it can be understood, worked by keys, and left."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QPushButton,
    QWidget,
)

import ui
from app.county.inspecting import find_inspection
from app.drafting.adopting import adopt
from app.drafting.lookup import find_entry
from app.standards.library import load_library
from tests.support import Computer
from tests.ui.shell.test_every_place import name_of, takes_part, whereabouts
from tests.ui.support import TestDesk, choose_look
from ui.grave_dialog import GraveDialog
from ui.help.window import HelpWindow
from ui.measuring import PrinterDialog
from ui.messages import Messages
from ui.pages.inspection.weights_dialog import WeightsDialog
from ui.redaction import ResultDialog, open_redaction
from ui.restore_dialog import RestoreDialog
from ui.shell.report import ReportDialog
from ui.theme import theme

_SCREEN = QSize(1366, 728)
"""A small screen without its task bar."""
_QT_OWN = {"QPrintDialog": "drawn by the system where there is a printer"}
_NO_DEFAULT = {"HelpWindow": "it asks nothing"}


class Asking:
    """Opens dialogs over a window."""

    def __init__(self, desk: TestDesk, over: QWidget, settle: Callable[[TestDesk], None]) -> None:
        self.desk, self.over = desk, over
        self.settle = lambda: settle(desk)
        self.messages = Messages(lambda key, default: default, lambda key, value: None)
        self.messages.show_in(over)


def _redaction(at: Asking) -> None:
    held: list[str] = []
    at.desk.session.ask(lambda workspace: find_entry(workspace, "05-003").id, held.append)
    at.settle()
    open_redaction(at.desk, at.over, "entry", held[0], what="publisher")
    at.settle()


def _weights(at: Asking) -> None:
    found: list = []
    at.desk.session.ask(lambda workspace: find_inspection(workspace, "month"), found.append)
    at.settle()
    WeightsDialog(at.over, found[0], is_own=True).open()


def _printer(at: Asking) -> None:
    PrinterDialog(at.desk, QPrinter(), at.over, lambda: None).open()


WAYS: dict[str, Callable[[Asking], object]] = {
    "GraveDialog": lambda at: GraveDialog(at.over, "放行", "放行", "李梅", lambda person, reason: None).open(),
    "GraveDialog of a redaction": _redaction,
    "HelpWindow": lambda at: HelpWindow(load_library(), at.desk.session, at.over).open(),
    "PrinterDialog": _printer,
    "ReportDialog": lambda at: ReportDialog(ValueError("试"), "都存上了。", at.over).open(),
    "RestoreDialog": lambda at: RestoreDialog(at.over, [], lambda *asked: None, lambda file: None, lambda: None).open(),
    "ResultDialog": lambda at: ResultDialog(at.over, ["这些备份里还有。"] * 12, None).open(),
    "WeightsDialog": _weights,
    "QMessageBox": lambda at: at.messages.confirm("停用这台电脑吗？", "停用以后不再收。", "停用", lambda: None),
    "QInputDialog": lambda at: at.messages.ask_text("工作交接", "交给谁？写接收人的姓名。" * 4, lambda name: None),
    "QFileDialog": lambda at: at.messages.open_files("选文件", "所有文件 (*)", lambda files: None),
    "QFileDialog to save": lambda at: at.messages.save_file("存成", "目录.pdf", "PDF (*.pdf)", lambda file: None),
    "QFileDialog for folders": lambda at: at.messages.choose_folder("选文件夹", lambda folder: None),
}
"""How each dialog is opened, by its class."""


def dialogs_of_the_program() -> set[str]:
    """Return the classes of dialogs written in the program, and those of Qt that it makes."""
    found: set[str] = set()
    for file in Path(ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(_is_dialog(base) for base in node.bases):
                found.add(node.name)
            elif isinstance(node, ast.Call) and _is_dialog(node.func):
                found.add(node.func.id)
    return found


def _is_dialog(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and (node.id.endswith(("Dialog", "MessageBox", "HelpWindow")))


def test_the_walk_knows_every_dialog():
    assert {name.partition(" ")[0] for name in WAYS} == dialogs_of_the_program() - set(_QT_OWN)


@pytest.fixture
def asking(qtbot, desk: Callable[[Computer], TestDesk], township: Computer, settle) -> Asking:
    """A desk with a window over which dialogs open, at the largest text."""
    with township.working() as workspace:
        adopt(workspace, field="05")
    choose_look("light", theme().text_scales[-1])
    over = QWidget()
    qtbot.addWidget(over)
    over.resize(_SCREEN)
    over.show()
    return Asking(desk(township), over, settle)


def test_every_dialog_can_be_read_worked_by_keys_and_left(qtbot, asking: Asking):
    wrong: list[str] = []
    for name, opens in WAYS.items():
        opens(asking)
        dialog = next(each for each in asking.over.findChildren(QDialog) if each.isVisible())
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        asking.settle()
        wrong += [f"{name}: {fault}" for fault in faults_of(dialog)]
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        if dialog.isVisible():
            wrong.append(f"{name}: Esc does not leave it")
            dialog.reject()
        dialog.setParent(None)
    assert not wrong, "\n".join(wrong)


def faults_of(dialog: QDialog) -> Iterator[str]:
    """Yield what would keep a clerk from understanding a dialog or working it by keys."""
    controls = [each for each in dialog.findChildren(QWidget) if each.isVisibleTo(dialog) and takes_part(each)]
    for control in controls:
        if not name_of(control):
            yield f"no name for {whereabouts(control)}"
    if not dialog.windowTitle():
        yield "no title"
    default = next((each for each in dialog.findChildren(QPushButton) if each.isDefault()), None)
    if default is None and type(dialog).__name__ not in _NO_DEFAULT:
        yield "no button for Enter"
    focus = dialog.focusWidget()
    if focus is None or not focus.isVisible() or not focus.isEnabled():
        yield "nothing has the keyboard"
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    room = dialog.screen().availableSize()
    if not _fits(least, _SCREEN) or not _fits(dialog.size(), room):
        yield f"too large: {dialog.width()} × {dialog.height()}, at least {least.width()} × {least.height()}"


def _fits(size: QSize, room: QSize) -> bool:
    return size.width() <= room.width() and size.height() <= room.height()


def test_a_text_that_is_asked_for_is_sent_off_once_it_is_written(asking: Asking):
    given: list[str] = []
    asking.messages.ask_text("工作交接", "交给谁？写接收人的姓名。", given.append)
    dialog = asking.over.findChild(QInputDialog)
    yes = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not yes.isEnabled()
    dialog.setTextValue("  ")
    assert not yes.isEnabled()
    dialog.setTextValue("李娜 ")
    yes.click()
    assert given == ["李娜"]
