"""F7 in the grid records for every marked line that it was held against the official text."""

from PySide6.QtCore import Qt

from tests.support import Computer


def test_all_marked_lines_are_confirmed_with_one_key(grid, township: Computer):
    at = grid(township)
    at.go("05-004", "publisher")
    at.reach("05-006", "publisher")
    at.press(Qt.Key.Key_F7)
    assert [bool(at.content(code)["confirmed"]) for code in ("05-003", "05-004", "05-005", "05-006")] == [
        False,
        True,
        True,
        True,
    ]
    assert "记下核对了 3 条" in at.messages.toasts[-1]
