"""The toast."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QWidget

from tests.ui.support import choose_look
from ui.widgets.labels import Label
from ui.widgets.toast import Toast


@pytest.fixture
def window(qtbot) -> QWidget:
    """A shown, active window with an editor that has the keyboard."""
    made = QWidget()
    qtbot.addWidget(made)
    made.editor = QLineEdit(made)
    made.resize(900, 500)
    made.show()
    made.activateWindow()
    made.editor.setFocus()
    qtbot.waitUntil(made.editor.hasFocus)
    return made


def test_stands_bottom_right_and_follows_the_window(window: QWidget):
    toast = Toast(window)
    toast.show_message("已把“兴隆镇人民政府”填入 3 条", "撤销 Ctrl+Z", lambda: None)
    assert window.rect().contains(toast.geometry())
    right = window.width() - toast.geometry().right()
    window.resize(1200, 600)
    assert window.width() - toast.geometry().right() == right
    window.resize(320, 400)
    toast.show_message("已把“兴隆镇人民政府社会救助和退役军人服务中心”填入 3 条", "撤销 Ctrl+Z", lambda: None)
    assert window.rect().contains(toast.geometry())


def test_action_undoes_once_and_closes(window: QWidget, qtbot):
    undone: list[int] = []
    toast = Toast(window)
    toast.show_message("已登记公开", "撤销", lambda: undone.append(1))
    qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert undone == [1] and not toast.isVisible()


def test_it_gives_way_to_a_field_that_the_keyboard_comes_to(window: QWidget):
    covered, free = QLineEdit(window), QLineEdit(window)
    covered.setGeometry(window.width() - 200, window.height() - 80, 180, 32)
    free.setGeometry(0, 100, 180, 32)
    for each in (covered, free):
        each.show()
    toast = Toast(window)
    toast.show_message("已登记")
    free.setFocus()
    assert toast.isVisible()
    covered.setFocus()
    assert not toast.isVisible()


def test_the_keyboard_goes_back_to_where_it_was(window: QWidget, qtbot):
    other = QPushButton("别的", window)
    other.show()
    toast = Toast(window)
    toast.show_message("已登记公开", "撤销", lambda: None)
    button = next(each for each in toast.findChildren(QPushButton))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert window.editor.hasFocus()
    toast.show_message("已登记公开", "撤销", lambda: None)
    button.setFocus()
    window.editor.hide()
    with qtbot.waitSignal(toast.left):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_goes_by_itself_but_stays_while_it_has_the_keyboard(window: QWidget, qtbot):
    toast = Toast(window)
    clock = toast.findChild(QTimer)
    toast.show_message("备份和交接单都在这个文件夹里。" * 4)
    assert clock.interval() > 10_000, "there is more to read"
    toast.show_message("已登记公开", "撤销", lambda: None)
    assert clock.interval() == 6000
    clock.setInterval(30)
    button = toast.findChild(QPushButton)
    button.setFocus()
    assert not clock.isActive()
    window.editor.setFocus()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_escape_closes(window: QWidget, qtbot):
    toast = Toast(window)
    toast.show_message("已登记公开", "撤销", lambda: None)
    button = toast.findChild(QPushButton)
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Escape)
    assert not toast.isVisible()


def test_words_follow_the_look_that_was_chosen_while_it_was_hidden(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    toast = Toast(window)
    window.show()
    toast.show_message("先")
    toast.hide()
    choose_look("dark", 1.5)
    toast.show_message("后")
    words = next(label for label in toast.findChildren(Label) if label.text() == "后")
    assert words.palette().color(QPalette.ColorRole.WindowText) == qapp.theme.colour("tooltip-text")
    assert words.font().pixelSize() == qapp.theme.font("body").pixelSize()


def test_it_covers_no_button_of_the_row_that_somebody_is_at(window: QWidget, qtbot):
    rows = QListWidget(window)
    rows.setGeometry(window.rect())
    rows.addItems([f"第 {number} 行" for number in range(200)])
    rows.show()
    rows.setFocus()
    toast = Toast(window)
    for row in (0, rows.count() - 1, rows.count() - 3):
        rows.setCurrentRow(row)
        toast.show_message("已划去", "撤销 Ctrl+Z", lambda: None)
        current = rows.visualItemRect(rows.currentItem())
        assert window.rect().contains(toast.geometry()) and not toast.geometry().intersects(
            QRect(rows.viewport().mapTo(window, current.topLeft()), current.size())
        )
    # What still lies below is reached by a press on the words.
    qtbot.mouseClick(toast, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert toast.isHidden()
