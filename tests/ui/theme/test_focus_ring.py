"""The ring shows where the keyboard is: around what can be clicked there, no wider."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from ui.theme import theme
from ui.theme.focus_ring import FocusRing


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
def test_the_ring_around_a_box_ends_with_its_words(qtbot, kind: type) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 120)
    box, line = kind("村务公开栏"), QLineEdit()
    for each in (line, box):
        each.setParent(window)
    column = QVBoxLayout(window)
    column.addWidget(line)
    column.addWidget(box)
    ring = FocusRing(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    box.setFocus()
    assert ring.isVisible() and box.width() > 500
    inside = ring.geometry().adjusted(4, 4, -4, -4)
    for at in (inside.topLeft() + QPoint(1, 8), inside.topRight() - QPoint(8, -8)):
        was = box.isChecked()
        QTest.mouseClick(window.childAt(at), Qt.MouseButton.LeftButton, pos=box.mapFrom(window, at))
        assert kind is QRadioButton or box.isChecked() != was
    assert inside.width() < 200
    drawn, middle = ring.grab().toImage(), ring.height() // 2
    for edge in (range(6), range(drawn.width() - 6, drawn.width())):
        assert theme().colour("focus").rgb() in {drawn.pixel(x, middle) for x in edge}
    line.setFocus()
    assert ring.width() > 500
