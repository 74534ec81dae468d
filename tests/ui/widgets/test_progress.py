"""Rings, bars and long work."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ui.theme import theme
from ui.widgets.buttons import Button
from ui.widgets.progress import Bar, JobBox, Ring


def test_ring_is_filled_clockwise_from_the_top(qtbot):
    ring = Ring(0.25, "25%", 64)
    qtbot.addWidget(ring)
    ring.resize(64, 64)
    image = ring.grab().toImage()
    assert image.pixelColor(60, 22) == theme().colour("accent")
    assert image.pixelColor(4, 32) == theme().colour("chart-track")
    assert ring.accessibleName() == "25%"


def test_bar_tells_its_share(qtbot):
    bar = Bar(0.42)
    qtbot.addWidget(bar)
    bar.resize(100, 6)
    image = bar.grab().toImage()
    assert image.pixelColor(38, 3) == theme().colour("accent")
    assert image.pixelColor(46, 3) == theme().colour("chart-track")
    assert bar.accessibleName() == "完成 42%"


def test_long_work_counts_and_can_be_stopped(qtbot):
    box = JobBox("正在生成 PDF", "页")
    qtbot.addWidget(box)
    box.resize(400, box.sizeHint().height())
    box.show()
    box.set_progress(41, 1098, "05 社会救助")
    said = [found.text() for found in box.findChildren(QLabel)]
    assert said == ["正在生成 PDF · 05 社会救助", "第 41 页，共 1,098 页"]
    stop = box.findChild(Button)
    with qtbot.waitSignal(box.stopped):
        qtbot.mouseClick(stop, Qt.MouseButton.LeftButton)
    assert not stop.isEnabled()
    box.set_progress(42, 1098)
    assert "正在停下" in [found.text() for found in box.findChildren(QLabel)]
