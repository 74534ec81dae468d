"""The view switch and the filter tabs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from ui.widgets.segments import FilterTabs, Segments

VIEWS = [("guide", "notebook-pen", "引导"), ("grid", "table-2", "表格"), ("overview", "layout-grid", "总览")]


def button(widget, text: str) -> QAbstractButton:
    """Find a choice by its words."""
    return next(found for found in widget.findChildren(QAbstractButton) if found.text() == text)


@pytest.mark.parametrize("kind", [Segments, FilterTabs])
def test_mouse_and_arrow_keys_choose(qtbot, kind):
    choices = kind(VIEWS)
    qtbot.addWidget(choices)
    choices.resize(500, 40)
    choices.show()
    choices.activateWindow()
    chosen: list[str] = []
    choices.chosen.connect(chosen.append)
    assert choices.current() == "guide"
    qtbot.mouseClick(button(choices, "总览"), Qt.MouseButton.LeftButton)
    button(choices, "总览").setFocus()
    qtbot.waitUntil(button(choices, "总览").hasFocus)
    qtbot.keyClick(button(choices, "总览"), Qt.Key.Key_Left)
    assert chosen == ["overview", "grid"]
    choices.set_current("guide")
    assert chosen == ["overview", "grid"] and choices.current() == "guide"


@pytest.mark.parametrize("kind", [Segments, FilterTabs])
def test_tab_reaches_the_chosen_one_alone(kind, qtbot):
    choices = kind(VIEWS)
    qtbot.addWidget(choices)

    def reached() -> list[str]:
        return [each.text() for each in choices.buttons if each.focusPolicy() & Qt.FocusPolicy.TabFocus]

    assert reached() == ["引导"]
    choices.set_current("grid")
    assert reached() == ["表格"]
    button(choices, "总览").click()
    assert reached() == ["总览"]


def test_new_counts_keep_the_chosen_tab_and_its_button(qtbot):
    tabs = FilterTabs([("all", "", "全部 9"), ("late", "octagon-alert", "逾期 2")])
    qtbot.addWidget(tabs)
    tabs.set_current("late")
    before = button(tabs, "逾期 2")
    tabs.set_tabs([("all", "", "全部 8"), ("late", "octagon-alert", "逾期 1")])
    assert tabs.current() == "late" and button(tabs, "逾期 1") is before
    tabs.set_tabs([("all", "", "全部 7"), ("late", "octagon-alert", "逾期 0"), ("wait", "hourglass", "等待 1")])
    assert tabs.current() == "late"


def test_without_room_for_words_the_switch_has_its_icons(qtbot):
    switch = Segments([("guide", "book-open", "引导"), ("grid", "table-2", "表格")])
    qtbot.addWidget(switch)
    wide, least = switch.sizeHint().width(), switch.minimumSizeHint().width()
    assert least < wide * 2 / 3
    switch.resize(least, switch.sizeHint().height())
    switch.show()
    assert all(button.geometry().right() < least for button in switch.buttons)
    assert [button.accessibleName() for button in switch.buttons] == ["引导", "表格"]


def test_arrows_go_on_to_tabs_of_the_next_line(qtbot):
    tabs = FilterTabs([(key, "", f"{key} 第{key}个") for key in "一二三四"])
    qtbot.addWidget(tabs)
    tabs.setFixedWidth(tabs.buttons[0].sizeHint().width() * 2 + 20)
    tabs.show()
    qtbot.waitExposed(tabs)
    chosen: list[str] = []
    tabs.chosen.connect(chosen.append)
    tabs.buttons[0].setFocus()
    for _ in range(3):
        qtbot.keyClick(tabs.buttons["一二三四".index(tabs.current())], Qt.Key.Key_Right)
    assert tabs.buttons[3].y() > tabs.buttons[0].y()
    assert chosen == ["二", "三", "四"]
    qtbot.keyClick(tabs.buttons[3], Qt.Key.Key_Up)
    assert tabs.current() == "三"


def test_tabs_stand_closer_before_they_wrap_and_wrap_evenly(qtbot):
    tabs = FilterTabs(
        [("all", "", "全部"), ("late", "", "有问题 12"), ("wait", "", "待审 104"), ("back", "", "退回 2")]
    )
    qtbot.addWidget(tabs)
    tabs.show()

    def lines() -> list[int]:
        heights = [each.y() for each in tabs.buttons]
        return [heights.count(height) for height in sorted(set(heights))]

    wanted = tabs.sizeHint().width()
    tabs.resize(wanted - 30, 80)
    assert lines() == [4] and tabs.heightForWidth(wanted - 30) == tabs.heightForWidth(wanted)
    for each in tabs.buttons:
        assert each.geometry().right() < tabs.width()
        assert each.width() >= each.fontMetrics().horizontalAdvance(each.text())
    tabs.resize(wanted - 60, 80)
    assert lines() == [2, 2]
    tabs.resize(20, 300)
    assert lines() == [1, 1, 1, 1]
