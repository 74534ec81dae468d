"""The line at the foot."""

from PySide6.QtWidgets import QLabel

from ui.shell.status_line import StatusLine


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
