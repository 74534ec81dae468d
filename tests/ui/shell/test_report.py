"""The report window: what it offers also where the disk refuses it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton

from app.drafting.editing import set_entry
from app.drafting.form_drafts import keep_form
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from tests.support import Computer
from tests.ui.support import end_program, wait_idle
from ui import form_drafts, typed_text
from ui.application import Program
from ui.form_drafts import FormDrafts
from ui.shell.report import ReportDialog
from ui.widgets.note import Note


@pytest.fixture
def dialog(qtbot) -> ReportDialog:
    made = ReportDialog(ValueError("x"), "工作文件“兴隆镇.qd”：最后存上是 10:31:05。")
    qtbot.addWidget(made)
    made.show()
    return made


def save_as(dialog: ReportDialog, monkeypatch: pytest.MonkeyPatch, path: Path) -> str:
    """Press 存成文件 and choose a place; returns what the report says then."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *arguments: (str(path), ""))
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "存成文件").click()
    return dialog.findChild(QPlainTextEdit).toPlainText()


def test_a_report_is_saved(dialog, monkeypatch, tmp_path: Path):
    words = save_as(dialog, monkeypatch, tmp_path / "报告.txt")
    assert "ValueError" in (tmp_path / "报告.txt").read_text(encoding="utf-8")
    assert "已存到" in words


def test_a_report_that_cannot_be_saved_is_no_new_report(dialog, monkeypatch, tmp_path: Path):
    words = save_as(dialog, monkeypatch, tmp_path / "没有这个文件夹" / "报告.txt")
    assert "没有存上" in words


def words_of(program: Program) -> str:
    """What the report window says of what is saved."""
    program.report(ValueError("x"))
    dialog = program.window.findChild(ReportDialog)
    words = next(note.accessibleName() for note in dialog.findChildren(Note))
    dialog.accept()
    return words


def test_it_says_what_was_saved_last_and_what_is_half_written(at_work, qtbot, township: Computer, monkeypatch):
    program = at_work(township)
    session = program.session
    assert f"“{township.path.name}”：这次打开以后没有改过什么" in words_of(program)
    session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "镇办公室"}))
    drafts = FormDrafts(program.window.desk, program.window)
    drafts.write("request", "", {"matter": "写了一半"})
    drafts.keep()
    wait_idle(qtbot, program.jobs)
    told = words_of(program)
    assert "最后存上是" in told and session.undo_label in told
    assert "都存上了" in told and "没写完的表 1 张，草稿存好了" in told

    def full(*arguments) -> None:
        raise UserFacingError("disk-full", "磁盘满了，没有存上。请腾出地方。")

    monkeypatch.setattr(typed_text, "keep_draft", full)
    monkeypatch.setattr(form_drafts, "keep_form", full)
    entry = session_entries(qtbot, program)[0]
    session.typing.typed(entry, "publisher", "存不上")
    session.typing.keep()
    drafts.write("request", "", {"matter": "又写了几个字"})
    drafts.keep()

    def name_list(found: list[str]) -> None:
        found.append("名单")

    session.unstored_asked.connect(name_list)
    wait_idle(qtbot, program.jobs)
    told = words_of(program)
    assert "刚打的几个字还没有存上" in told and "1 张刚写的还没有存成草稿" in told
    assert "没有存的：名单" in told
    session.unstored_asked.disconnect(name_list)
    monkeypatch.undo()
    session.typing.settle()
    drafts.keep()
    wait_idle(qtbot, program.jobs)


def session_entries(qtbot, program: Program) -> list[str]:
    found: list[str] = []
    program.session.ask(lambda workspace: [row.id for row in workspace.store.entries.listed()], found.extend)
    wait_idle(qtbot, program.jobs)
    return found


def test_after_a_crash_it_is_said_what_the_file_holds(qtbot, qapp, township: Computer):
    township.set("05-003", publisher="崩溃以前")
    with township.working() as workspace:
        keep_form(workspace, "request", "", {"matter": "写了一半"})
        [last] = workspace.store.operations.latest(1)
    program, told = Program(qapp), []
    program.messages.trouble = lambda error, headline="", buttons=(): told.append(error.message)
    program.begin([township.path], crashed=True)
    wait_idle(qtbot, program.jobs)
    qtbot.waitUntil(lambda: bool(told))
    assert last["label"] in told[0] and "没写完的表 1 张" in told[0] and township.path.name in told[0]
    end_program(qtbot, program)
