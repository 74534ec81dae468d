"""Changing the look of a window that is shown."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from tests.ui.support import choose_look
from ui.theme import theme
from ui.theme.dressing import Dresser
from ui.theme.theme import is_look_change

_DEEP = 12
_TOLD_AT_MOST = 6


class Told(QLabel):
    """Counts how often it is told of a new look."""

    def __init__(self) -> None:
        super().__init__("兴隆镇")
        self.times = 0

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_look_change(event):
            self.times += 1


def test_a_new_look_is_told_a_few_times_however_deep_a_widget_stands(qtbot, qapp):
    inside: QWidget = Told()
    told = inside
    for _ in range(_DEEP):
        outside = QWidget()
        QVBoxLayout(outside).addWidget(inside)
        inside = outside
    qtbot.addWidget(inside)
    inside.show()
    told.times = 0
    try:
        choose_look("dark", 1.5)
        assert 0 < told.times <= _TOLD_AT_MOST
        assert told.font().pixelSize() == theme().font("body").pixelSize()
        assert told.palette().windowText().color() == theme().colour("text")
    finally:
        choose_look("light", 1.0)


def test_a_window_shows_itself_again_whatever_goes_wrong_while_it_is_dressed(qtbot, qapp):
    def go_wrong() -> None:
        assert not window.updatesEnabled()
        raise ValueError("测试")

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dresser = Dresser(qapp)
    with qtbot.captureExceptions() as errors:
        dresser.put_on(qapp.palette(), qapp.font(), qapp.styleSheet(), go_wrong)
        qtbot.waitUntil(lambda: not dresser.is_dressing)
    assert window.updatesEnabled() and [kind for kind, *_ in errors] == [ValueError]
