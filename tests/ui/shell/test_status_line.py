"""The line at the foot."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.shell.status_line import StatusLine
from ui.widgets.buttons import Button


def test_keys_that_do_not_fit_are_left_out_whole(qtbot):
    line = StatusLine()
    qtbot.addWidget(line)
    line.say_backup("还没有备份")
    line.set_hints(("空格 勾选", "F8 下一处问题", "Ctrl+Enter 写到U盘"))
    line.resize(1366, 28)
    line.show()

    def shown() -> list[str]:
        return [label.text() for label in line.findChildren(QLabel) if label.isVisible() and " " in label.text()]

    assert shown() == ["空格 勾选", "F8 下一处问题", "Ctrl+Enter 写到U盘"]
    line.resize(560, 28)
    assert shown() == ["空格 勾选", "F8 下一处问题"]


def test_who_changes_the_look_by_mouse_keeps_the_cursor(qtbot):
    around, typed, line = QWidget(), QLineEdit(), StatusLine()
    layout = QVBoxLayout(around)
    layout.addWidget(typed)
    layout.addWidget(line)
    qtbot.addWidget(around)
    around.show()
    around.activateWindow()
    typed.setFocus()
    qtbot.waitUntil(typed.hasFocus)
    button = next(each for each in line.findChildren(Button) if each.text().startswith("文字"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    assert typed.hasFocus()
