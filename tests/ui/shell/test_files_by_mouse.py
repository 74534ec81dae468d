"""Files that come and go through the window: other workspaces, damaged ones, backups, restoring."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLineEdit, QPushButton

from app.backups import back_up
from app.drafting.lookup import find_entry
from tests.support import VILLAGE, Computer, computer
from tests.ui.shell.test_window import drop, trouble
from tests.ui.support import seen_before_restoring, wait_idle
from ui.editors.form import Form
from ui.restore_dialog import RestoreDialog
from ui.shell.window import MainWindow
from ui.widgets.note import Note


def choose_file(program, qtbot, path: Path) -> None:
    """Write a path into the file dialog that is open and press its button."""
    qtbot.waitUntil(lambda: any(dialog.isVisible() for dialog in program.window.findChildren(QFileDialog)))
    dialog = next(dialog for dialog in program.window.findChildren(QFileDialog) if dialog.isVisible())
    dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
    buttons = dialog.findChild(QDialogButtonBox).buttons()
    QTest.mouseClick(next(each for each in buttons if not each.text().startswith("取消")), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    wait_idle(qtbot, program.jobs)


def test_a_backup_is_made_from_the_foot_of_the_window_and_restored_from_a_damaged_file(
    at_work, qtbot, township: Computer, tmp_path: Path
):
    program = at_work(township)
    backup, broken, target = tmp_path / "备份.qdbak", tmp_path / "坏的.qd", tmp_path / "恢复的.qd"
    QTest.mouseClick(program.window.status._backup, Qt.MouseButton.LeftButton)
    choose_file(program, qtbot, backup)
    assert "今天" in program.window.status._backup.text()
    assert program.window.status.saved_text == "没有要保存的"
    broken.write_bytes("别的东西".encode())
    drop(program, broken)
    wait_idle(qtbot, program.jobs)
    qtbot.waitUntil(lambda: "也可能是已经损坏" in trouble(program))
    assert "扩展名" not in trouble(program)
    note = next(note for note in program.window.findChildren(Note) if note.isVisible())
    button = next(button for button in note.findChildren(QPushButton) if button.text() == "用备份恢复")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    choose_file(program, qtbot, backup)
    assert "核对过，完好" in seen_before_restoring(qtbot)
    choose_file(program, qtbot, target)
    assert program.session.unit.path == target
    assert program.session.unit.name == "兴隆镇"
    assert "恢复" in program.window.toasts.accessibleName()


@pytest.mark.parametrize("place", ["settings", "drafting"])
def test_what_is_half_typed_stays_in_its_file_when_another_is_opened(
    at_work, qtbot, township: Computer, tmp_path: Path, place: str
):
    program = at_work(township)
    village = computer(tmp_path / "村", VILLAGE)
    page = program.window.go(place, **({"entry": entry_of(program, qtbot)} if place == "drafting" else {}))
    wait_idle(qtbot, program.jobs)
    if place == "settings":
        editor = page.view.unit.editors["contact"]
    else:
        qtbot.waitUntil(lambda: page.view.shown is not None)
        editor = page.findChild(Form).editor("publisher").inputs()[0]
    editor.setFocus()
    editor.selectAll()
    (editor.insert if isinstance(editor, QLineEdit) else editor.insertPlainText)("写了一半")
    drop(program, village.path)
    wait_idle(qtbot, program.jobs)
    assert program.session.unit.name == VILLAGE.name
    assert program.session.unit.contact != "写了一半"
    with township.working() as workspace:
        kept = find_entry(workspace, "05-003").content["values"]["publisher"]
        assert "写了一半" in (workspace.organisation.contact, kept)
    assert not trouble(program)


def entry_of(program, qtbot) -> str:
    found = []
    program.session.ask(lambda workspace: find_entry(workspace, "05-003").id, found.append)
    wait_idle(qtbot, program.jobs)
    return found[0]


def test_opening_a_backup_by_dropping_it_asks_where_to(at_work, qtbot, township: Computer, tmp_path: Path):
    program = at_work(township)
    backup, target = tmp_path / "备份.qdbak", tmp_path / "恢复的.qd"
    program.session.ask(lambda workspace: back_up(workspace, backup))
    wait_idle(qtbot, program.jobs)
    drop(program, backup)
    wait_idle(qtbot, program.jobs)
    [dialog] = [each for each in program.window.findChildren(RestoreDialog) if each.isVisible()]
    assert dialog.list.rows()[-1].detail.startswith("备份.qdbak，")
    assert "现在的条目和备份时一样" in seen_before_restoring(qtbot)
    choose_file(program, qtbot, target)
    assert program.session.unit.path == target


def test_restoring_in_place_of_a_file_that_went_closes_nothing(at_work, qtbot, township: Computer, tmp_path: Path):
    program, backup = at_work(township), tmp_path / "备份.qdbak"
    program.session.ask(lambda workspace: back_up(workspace, backup))
    wait_idle(qtbot, program.jobs)
    township.path.rename(tmp_path / "移走的.qd")
    drop(program, backup)
    wait_idle(qtbot, program.jobs)
    seen_before_restoring(qtbot)
    choose_file(program, qtbot, township.path)
    qtbot.waitUntil(lambda: "不在原来的文件夹里" in trouble(program))
    assert program.session.unit.path == township.path
    assert not township.path.exists()
    (tmp_path / "移走的.qd").rename(township.path)


def test_a_dropped_table_is_read_compared_taken_in_and_taken_back(at_work, qtbot, township: Computer, tmp_path: Path):
    program = at_work(township)
    window, table = program.window, tmp_path / "石桥镇社会救助目录.csv"
    table.write_text(_TABLE, encoding="utf-8")
    drop(program, table)
    qtbot.waitUntil(lambda: place_in(window) == "table-import" and window.current.reading is not None)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: place_in(window) == "comparison" and window.current.finish.isVisible())
    wait_idle(qtbot, program.jobs)
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: place_in(window) == "drafting")
    assert publisher(program, qtbot) == "兴隆镇民政办"
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: publisher(program, qtbot) != "兴隆镇民政办")


_TABLE = """一级事项,二级事项,公开内容,公开主体,公开渠道
社会救助领域,,,,
最低生活保障,办事指南,申请材料；办理流程,兴隆镇民政办,政府网站
最低生活保障,审核信息,初审对象名单,兴隆镇民政办,政府网站
"""


def place_in(window: MainWindow) -> str:
    """The place that is shown; none on the way to a page that is still being built."""
    return window.current.place if window.current is not None else ""


def publisher(program, qtbot) -> str:
    """What is stored as the publisher of 05-004."""
    found: list[str] = []
    program.session.ask(lambda workspace: find_entry(workspace, "05-004").content["values"]["publisher"], found.append)
    wait_idle(qtbot, program.jobs)
    return found[0]
