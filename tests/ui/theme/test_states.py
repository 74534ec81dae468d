"""What is pointed at, held down or out of use shows as such in every theme, not by the colour of words alone."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QTabBar, QToolButton, QWidget

from tests.ui.support import choose_look
from tests.ui.theme.test_tokens import contrast
from ui.theme import theme
from ui.theme.tokens import THEMES
from ui.widgets.buttons import Button
from ui.widgets.choice_card import ChoiceCard

_VISIBLY = 1.08
_ROLES = ("primary", "normal", "quiet", "danger", "mini", "link", "status")


@pytest.mark.parametrize("name", THEMES)
def test_a_button_shows_what_the_mouse_does(qtbot, name: str):
    choose_look(name, 1.0)
    for role in _ROLES:
        button = Button("打印目录", role=role)
        qtbot.addWidget(button)
        rest = _ground(button)
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
        pointed = _ground(button)
        button.setDown(True)
        pressed = _ground(button)
        for one, other in ((rest, pointed), (pointed, pressed)):
            assert contrast(one, other) >= _VISIBLY or _far(one, other), role


@pytest.mark.parametrize("name", THEMES)
def test_the_button_that_enter_presses_looks_out_of_use_where_it_is(qtbot, name: str):
    choose_look(name, 1.0)
    button = QPushButton("打开")
    qtbot.addWidget(button)
    button.setDefault(True)
    assert _ground(button) == theme().colour("accent")
    button.setEnabled(False)
    assert _ground(button) == theme().colour("raised")


@pytest.mark.parametrize("name", THEMES)
def test_a_card_to_choose_shows_that_the_mouse_is_over_it(qtbot, name: str):
    choose_look(name, 1.0)
    card = ChoiceCard("house", "村、社区", "贴公示、做公示栏")
    qtbot.addWidget(card)
    rest = _ground(card)
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    assert contrast(rest, _ground(card)) >= _VISIBLY


def test_what_is_out_of_use_has_another_frame_where_colours_tell_little(qtbot):
    choose_look("contrast", 1.0)
    button = Button("打印目录")
    qtbot.addWidget(button)
    whole = _frame_colours(button)
    button.setEnabled(False)
    broken = _frame_colours(button)
    assert len(whole) == 1 and len(broken) > 1

    line = QLineEdit("兴隆镇")
    qtbot.addWidget(line)
    whole = _frame_colours(line)
    line.setReadOnly(True)
    broken = _frame_colours(line)
    assert len(whole) == 1 and len(broken) > 1


@pytest.mark.parametrize("name", THEMES)
def test_the_line_of_a_menu_that_is_pointed_at_is_seen(qtbot, name: str):
    choose_look(name, 1.0)
    menu = QMenu()
    qtbot.addWidget(menu)
    first, second = menu.addAction("改名"), menu.addAction("删去")
    menu.show()
    menu.setActiveAction(second)
    drawn = menu.grab().toImage()
    grounds = [_most_of(drawn.copy(menu.actionGeometry(each))) for each in (first, second)]
    assert contrast(*grounds) >= _VISIBLY


@pytest.mark.parametrize("name", THEMES)
def test_the_arrows_of_many_tabs_can_be_seen(qtbot, name: str):
    choose_look(name, 1.0)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 40)
    tabs = QTabBar(window)
    for number in range(9):
        tabs.addTab(f"{number}.公共资源交易")
    tabs.resize(300, 40)
    window.show()
    onwards = next(each for each in tabs.findChildren(QToolButton) if each.isVisible() and each.isEnabled())
    inside = onwards.grab().toImage().copy(onwards.rect().adjusted(3, 3, -3, -3))
    # A thin line is drawn softer at its edges.
    assert max(contrast(each, theme().colour("raised")) for each in _colours(inside)) >= 3
    assert _drawn_height(inside, theme().colour("raised")) >= 6


def test_the_cross_that_empties_a_line_follows_the_theme(qtbot):
    line = QLineEdit("救助")
    qtbot.addWidget(line)
    line.setClearButtonEnabled(True)
    (cross,) = line.actions() or line.findChildren(QAction)
    for name in THEMES:
        choose_look(name, 1.0)
        drawn = cross.icon().pixmap(32).toImage()
        assert theme().colour("text").name() in {each.name() for each in _colours(drawn) if each.alpha() > 200}


def _ground(widget: QWidget) -> QColor:
    return _most_of(widget.grab().toImage())


def _most_of(image: QImage) -> QColor:
    """The colour of the most pixels: one pixel may be of a word, where it stands depends on the fonts."""
    return QColor(Counter(each.name() for each in _colours(image)).most_common(1)[0][0])


def _far(one: QColor, other: QColor) -> bool:
    """Whether colours of like lightness differ in hue."""
    return max(abs(one.red() - other.red()), abs(one.green() - other.green()), abs(one.blue() - other.blue())) > 9


def _frame_colours(widget: QWidget) -> set[int]:
    drawn = widget.grab().toImage()
    return {drawn.pixel(x, 0) for x in range(12, widget.width() - 12)}


def _colours(image: QImage) -> list[QColor]:
    return [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]


def _drawn_height(image: QImage, ground: QColor) -> int:
    rows = [y for y in range(image.height()) if any(image.pixelColor(x, y) != ground for x in range(image.width()))]
    return max(rows) - min(rows) + 1 if rows else 0
