"""Documents that leave through a printer are remembered as out; private ones never get there."""

import threading
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.checks.overriding import overrides
from app.checks.privacy_gate import PrivacyFinding
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import open_workspace
from app.products.catalogue import Part, draw_prepared_catalogue, prepare_catalogue
from app.products.outgoing import Outgoing
from app.standards.models import STANDARD_CATALOGUE
from tests.support import Computer
from tests.ui.pages.reading_pdf import pages_of
from tests.ui.support import TestDesk
from ui import outgoing as outgoing_module
from ui.jobs import PAPER
from ui.letting_out import ask_to_let_out
from ui.measuring import PrinterDialog
from ui.outgoing import print_out, save_pdf
from ui.printer_correction import Correction, keep_correction


def catalogue(workspace) -> Outgoing:
    return draw_prepared_catalogue(prepare_catalogue(workspace, [Part(STANDARD_CATALOGUE, "05")])).outgoing


def releases(workspace) -> list[str]:
    row = find_entry(workspace, "05-003")
    return [mark["medium"] for mark in workspace.store.operations.releases_of("entry", row.id)]


@pytest.fixture
def answer(settle: Callable) -> Callable:
    """Ask the workspace at a desk and wait for the answer."""

    def ask(sitting: TestDesk, work: Callable):
        answers = []
        sitting.session.ask(work, answers.append)
        settle(sitting)
        return answers[0]

    return ask


def test_what_was_printed_is_remembered(
    qtbot, desk, settle, answer, messages, monkeypatch, township: Computer, tmp_path
):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "印出.pdf"))
    monkeypatch.setattr(outgoing_module, "choose_printer", lambda parent, then: then(printer))
    sitting, parent = desk(township), QWidget()
    qtbot.addWidget(parent)
    document = answer(sitting, catalogue)
    shown = []
    sitting.session.long_started.connect(lambda job, title: shown.append(title))
    print_out(sitting, parent, document, lambda: None)
    settle(sitting)
    assert shown == ["打印"]
    assert messages.toasts == [f"已送到打印机，共 {document.pages} 张。"]
    assert answer(sitting, releases) == ["paper"]
    printed = pages_of(Path(printer.outputFileName()))
    assert len(printed) == document.pages and printed[0][:2] == pytest.approx((420, 297), abs=0.5)


def test_a_measured_printer_is_corrected_and_exact_sheets_show_it_first(
    qtbot, desk, settle, answer, messages, monkeypatch, township: Computer
):
    printer, used = QPrinter(), []
    monkeypatch.setattr(printer, "printerName", lambda: "村委会打印机")
    monkeypatch.setattr(outgoing_module, "choose_printer", lambda parent, then: then(printer))
    monkeypatch.setattr(outgoing_module, "print_pdf", lambda pdf, at, watch, correction: used.append(correction) or 1)
    sitting, parent = desk(township), QWidget()
    qtbot.addWidget(parent)
    kept = Correction(1.01, 0.99, "2026-11-22")
    keep_correction(sitting.preferences, "村委会打印机", kept)
    document = answer(sitting, catalogue)
    print_out(sitting, parent, document, lambda: None, is_exact=True)
    settle(sitting)
    (dialog,) = parent.findChildren(PrinterDialog)
    assert used == []
    dialog.go_on.click()
    settle(sitting)
    assert used == [kept]
    messages.toast_actions[-1]()
    assert any(each.isVisible() and each.windowTitle() == "打印机的大小" for each in parent.findChildren(PrinterDialog))


def test_the_folder_of_a_saved_file_is_opened(qtbot, desk, settle, answer, messages, monkeypatch, township, tmp_path):
    sitting, opened = desk(township), []
    monkeypatch.setattr(outgoing_module.QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    messages.save_answer = tmp_path / "目录.pdf"
    save_pdf(sitting, answer(sitting, catalogue), "目录")
    settle(sitting)
    messages.toast_actions[-1]()
    assert opened == [str(tmp_path)] and messages.troubles[-1].code == "folder-not-opened"


def test_what_was_printed_is_not_remembered_in_another_file(
    qtbot, desk, settle, answer, messages, monkeypatch, township: Computer, tmp_path
):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "印出.pdf"))
    monkeypatch.setattr(outgoing_module, "choose_printer", lambda parent, then: then(printer))
    sitting, parent = desk(township), QWidget()
    qtbot.addWidget(parent)
    document = answer(sitting, catalogue)
    other = tmp_path / "另一个.qd"
    other.write_bytes(township.path.read_bytes())
    gate = threading.Event()
    sitting.jobs.run(PAPER, lambda watch: gate.wait(10))
    print_out(sitting, parent, document, lambda: None)
    sitting.session.start(lambda: open_workspace(other))
    qtbot.waitUntil(lambda: sitting.session.unit.path == other, timeout=10_000)
    gate.set()
    settle(sitting)
    assert "没有记下这次打印" in messages.toasts[0]
    assert answer(sitting, releases) == []


def test_what_the_printer_refused_is_not_remembered(qtbot, desk, settle, answer, messages, monkeypatch, township):
    def refuse(pdf, printer, watch, correction):
        raise UserFacingError("printer-refused", "打印机没有接受这份文件。")

    monkeypatch.setattr(outgoing_module, "choose_printer", lambda parent, then: then(QPrinter()))
    monkeypatch.setattr(outgoing_module, "print_pdf", refuse)
    sitting, parent = desk(township), QWidget()
    qtbot.addWidget(parent)
    print_out(sitting, parent, answer(sitting, catalogue), lambda: None)
    settle(sitting)
    assert [error.code for error in messages.troubles] == ["printer-refused"] and messages.toasts == []
    assert answer(sitting, releases) == []


def test_paper_that_is_no_longer_current_never_reaches_a_printer(
    qtbot, desk, settle, answer, messages, monkeypatch, township: Computer
):
    monkeypatch.setattr(outgoing_module, "choose_printer", lambda parent, then: then(QPrinter()))
    monkeypatch.setattr(outgoing_module, "print_pdf", lambda pdf, printer, watch, correction: pytest.fail("printed"))
    sitting, parent = desk(township), QWidget()
    qtbot.addWidget(parent)
    document = answer(sitting, catalogue)
    sitting.session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-003"), {"elements": ["新的"]}))
    settle(sitting)
    print_out(sitting, parent, document, lambda: None)
    settle(sitting)
    assert [error.code for error in messages.troubles] == ["paper-outdated"]
    assert answer(sitting, releases) == []


def test_a_private_number_reaches_no_printer_unless_somebody_answers_for_it(
    qtbot, desk, settle, answer, messages, shot, monkeypatch, township: Computer
):
    printed = []
    monkeypatch.setattr(outgoing_module, "choose_printer", lambda parent, then: printed.append(then))
    sitting, parent = desk(township), QWidget()
    qtbot.addWidget(parent)
    found = (PrivacyFinding("phone", "第1页", "138****8000"),)
    document = replace(answer(sitting, catalogue), found=found)
    sitting.session.act(
        lambda workspace: set_entry(workspace, find_entry(workspace, "05-002"), {"level3": "找13800138000"})
    )
    settle(sitting)
    document = replace(document, shown=answer(sitting, catalogue).shown)
    print_out(sitting, parent, document, lambda: None)
    settle(sitting)
    (stopped,) = messages.troubles
    assert stopped.code == "personal-data" and not printed and answer(sitting, overrides) == []
    assert [(place.element, place.label) for place in stopped.places] == [("level3", "三级事项")]

    dialog = ask_to_let_out(sitting, parent, stopped)
    assert not dialog.yes.isEnabled() and not dialog.yes.isDefault()
    dialog.person.setText("陈静")
    dialog.reason.setPlainText("他是13900139000")
    shot(dialog, "放行")
    dialog.yes.click()
    settle(sitting)
    assert "个人信息" in dialog.fields["reason"].line() and answer(sitting, overrides) == []
    dialog.reason.setPlainText("本人同意公开")
    dialog.yes.click()
    settle(sitting)
    (told,) = answer(sitting, overrides)
    assert (told.by, told.reason, told.found) == ("陈静", "本人同意公开", ("第1页有手机号 138****8000",))
    assert len(printed) == 1 and told.sha256 == sha256(document.pdf).hexdigest()


def test_a_file_that_is_let_out_is_told_by_its_bytes_and_covers_nothing_later(
    qtbot, desk, settle, answer, messages, tmp_path, township: Computer
):
    sitting = desk(township)
    document = replace(answer(sitting, catalogue), found=(PrivacyFinding("phone", "第1页", "138****8000"),))
    messages.save_answer = tmp_path / "出去.pdf"
    save_pdf(sitting, document, "目录")
    settle(sitting)
    messages.troubles[0].again("陈静", "本人同意公开")
    settle(sitting)
    assert [each.sha256 for each in answer(sitting, overrides)] == [
        sha256(messages.save_answer.read_bytes()).hexdigest()
    ]
    save_pdf(sitting, document, "目录")
    settle(sitting)
    assert len(messages.troubles) == 2
