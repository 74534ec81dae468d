"""Meters."""

from ui.widgets.labels import Label
from ui.widgets.meter import Meter


def test_says_in_words_whether_it_can_be_read(qtbot):
    small = Meter("耕地补贴 · 表格", 7.1, 9, "只能站到 1.7 米看清，差 1.9 毫米")
    large = Meter("大标题", 46.0, 9, "约 11 米外可读")
    for meter in (small, large):
        qtbot.addWidget(meter)
    assert small.accessibleName() == "耕地补贴 · 表格：7.1 毫米，看不清，只能站到 1.7 米看清，差 1.9 毫米"
    assert "46 毫米" in [found.text() for found in large.findChildren(Label)]
    assert "看得清" in large.accessibleName()
