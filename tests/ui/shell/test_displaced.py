"""The workspace file is renamed, moved or replaced behind the window's back."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.opening import open_workspace
from tests.support import Computer
from tests.ui.shell.test_window import trouble
from tests.ui.support import end_program, wait_idle
from ui.application import Application, Program
from ui.messages import Messages
from ui.widgets.note import Note

_MOST_AREAS = 8


@pytest.fixture
def program(qtbot, qapp: Application, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The whole program; at the end the clerk gives up a file that went."""
    made = Program(qapp)
    made.window.resize(1366, 698)
    yield made
    monkeypatch.setattr(Messages, "confirm", lambda self, title, text, yes_text, then, otherwise=None: then())
    end_program(qtbot, made)


def entry_id(computer: Computer) -> str:
    with computer.working() as workspace:
        return find_entry(workspace, "05-003").id


def type_in(program, qtbot, entry: str, text: str) -> None:
    program.session.typing.typed(entry, "publisher", text)
    program.session.typing.settle()
    wait_idle(qtbot, program.jobs)


def publisher(path: Path) -> str:
    with open_workspace(path) as workspace:
        return find_entry(workspace, "05-003").content["values"]["publisher"]


def press(program, text: str) -> None:
    QApplication.processEvents()
    notes = [note for note in program.window.findChildren(Note) if note.isVisible()]
    next(button for note in notes for button in note.findChildren(QPushButton) if button.text() == text).click()


def test_what_is_typed_after_the_file_went_goes_on_in_a_copy(
    at_work, qtbot, township: Computer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    entry = entry_id(township)
    program, target = at_work(township), tmp_path / "另存的.qd"
    type_in(program, qtbot, entry, "删掉以前存上的")
    township.path.unlink()
    type_in(program, qtbot, entry, "删掉以后写的")
    qtbot.waitUntil(lambda: "不在原来的文件夹里" in trouble(program))
    assert program.window.status.saved_text == "工作文件不在原处，存不进去"
    monkeypatch.setattr(Messages, "save_file", lambda self, title, suggested, filters, then: then(target))
    press(program, "另存一份")
    wait_idle(qtbot, program.jobs)
    assert program.session.unit.path == target
    assert program.window.status.saved_text.startswith("已保存")
    assert not trouble(program)
    program.session.close()
    wait_idle(qtbot, program.jobs)
    assert publisher(target) == "删掉以后写的"


def test_a_file_put_back_is_stored_in_again(at_work, qtbot, township: Computer):
    entry = entry_id(township)
    program, other = at_work(township), township.path.with_name("改过名.qd")
    township.path.rename(other)
    type_in(program, qtbot, entry, "改名以后写的")
    qtbot.waitUntil(lambda: "改过名.qd" in trouble(program))
    other.rename(township.path)
    program.session.typing.settle()
    wait_idle(qtbot, program.jobs)
    assert not trouble(program)
    assert program.window.status.saved_text.startswith("已保存")


def test_the_file_is_looked_for_when_the_clerk_comes_back(at_work, qtbot, township: Computer):
    program = at_work(township)
    other = township.path.with_name("另一个.qd")
    shutil.copy(township.path, other)
    other.replace(township.path)
    program.window.changeEvent(QEvent(QEvent.Type.ActivationChange))
    wait_idle(qtbot, program.jobs)
    qtbot.waitUntil(lambda: "换成了另一个文件" in trouble(program))
    assert "不在原处" in program.window.status.saved_text


def test_an_act_that_found_no_file_offers_a_copy(at_work, qtbot, township: Computer):
    program = at_work(township)
    township.path.unlink()
    program.session.act(lambda workspace: set_entry(workspace, find_entry(workspace, "05-003"), {"level2": "新"}))
    wait_idle(qtbot, program.jobs)
    assert "不在原处" in program.window.status.saved_text
    press(program, "另存一份")


def test_closing_asks_where_everything_would_be_lost(
    at_work, qtbot, township: Computer, monkeypatch: pytest.MonkeyPatch
):
    program, asked = at_work(township), []
    township.path.unlink()

    def confirm(self, title, text, yes_text, then, otherwise=None):
        asked.append(title)
        otherwise()

    monkeypatch.setattr(Messages, "confirm", confirm)
    program.window.close()
    wait_idle(qtbot, program.jobs)
    assert asked == ["工作文件不见了，要关闭吗？"]
    assert program.window.isVisible()
    qtbot.waitUntil(lambda: "不在原来的文件夹里" in trouble(program))


def test_opening_another_file_leaves_none_that_would_be_lost(at_work, qtbot, township: Computer, tmp_path: Path):
    program, other = at_work(township), tmp_path / "另一个.qd"
    shutil.copy(township.path, other)
    township.path.unlink()
    program.window.open_files([other])
    wait_idle(qtbot, program.jobs)
    assert program.session.unit.path == township.path
    qtbot.waitUntil(lambda: "不在原来的文件夹里" in trouble(program))


def test_the_file_opened_under_its_new_name_holds_everything(at_work, qtbot, township: Computer):
    entry = entry_id(township)
    program, other = at_work(township), township.path.with_name("改过名.qd")
    type_in(program, qtbot, entry, "改名以前存上的")
    township.path.rename(other)
    program.window.open_files([other])
    wait_idle(qtbot, program.jobs)
    assert program.session.unit.path == other
    program.session.close()
    wait_idle(qtbot, program.jobs)
    assert publisher(other) == "改名以前存上的"


def test_the_same_trouble_is_told_once_however_often_it_comes(at_work, qtbot, township: Computer):
    entry, seen = entry_id(township), []
    program = at_work(township)
    show = program.window.show_trouble
    program.window.show_trouble = lambda *told: (seen.append(told), show(*told))
    township.path.unlink()
    for text in ("一", "一二", "一二三"):
        type_in(program, qtbot, entry, text)
    assert len(seen) == 1
    press(program, "知道了")
    type_in(program, qtbot, entry, "一二三四")
    assert len(seen) == 1
    assert "不在原处" in program.window.status.saved_text


def test_the_same_words_stay_on_the_note_that_stands(at_work, qtbot, township: Computer):
    program = at_work(township)
    program.messages.trouble(UserFacingError("disk-full", "磁盘满了，没有写成。请换一个地方。"))
    qtbot.waitUntil(lambda: "磁盘满了" in trouble(program))
    first = program.window.findChild(Note)
    program.messages.trouble(UserFacingError("disk-full", "磁盘满了，没有写成。请换一个地方。"))
    assert program.window.findChild(Note) is first
    for _ in range(_MOST_AREAS):
        if getattr(program.window.focusWidget(), "text", str)() != "知道了":
            qtbot.keyClick(program.window, Qt.Key.Key_F6)
    assert program.window.focusWidget().text() == "知道了"
    qtbot.keyClick(program.window.focusWidget(), Qt.Key.Key_Space)
    assert not trouble(program)
    program.messages.trouble(UserFacingError("disk-full", "磁盘满了，没有写成。请换一个地方。"))
    qtbot.waitUntil(lambda: "磁盘满了" in trouble(program))
