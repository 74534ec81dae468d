"""The push buttons of the program."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from tests.ui.support import choose_look
from ui.widgets.buttons import Button


@pytest.fixture
def page(qtbot) -> QWidget:
    """A shown, active widget to put buttons on."""
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def add(page: QWidget, button: Button) -> Button:
    """Put a button on the page."""
    page.layout().addWidget(button)
    return button


@pytest.mark.parametrize(("role", "height"), [("primary", 36), ("normal", 32), ("quiet", 32), ("mini", 24)])
def test_height_by_role_stays_against_the_style_sheet(page: QWidget, role: str, height: int):
    button = add(page, Button("登记公开", role=role))
    page.grab()
    assert button.height() == height


def test_grows_with_the_text(page: QWidget):
    button = add(page, Button("登记公开", icon="plus", role="primary", key="Ctrl+N"))
    before = button.sizeHint()
    choose_look(scale=1.5)
    assert button.height() == 48
    assert button.sizeHint().width() > before.width() * 1.3


def test_the_key_hint_gives_way_before_words_are_cut(page: QWidget):
    button, bare = Button("登记公开", icon="plus", key="Ctrl+N"), Button("登记公开", icon="plus")
    for each in (button, bare):
        each.resize(bare.sizeHint())
    assert button.grab().toImage() == bare.grab().toImage()


def test_enter_presses_the_focused_button_not_the_pages_shortcut(page: QWidget, qtbot):
    pressed: list[str] = []
    button = add(page, Button("上一问"))
    button.clicked.connect(lambda: pressed.append("button"))
    QShortcut(QKeySequence(Qt.Key.Key_Return), page, lambda: pressed.append("page"))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert pressed == ["button", "button"]


def test_disabled_says_why(page: QWidget):
    button = add(page, Button("写到U盘", tip="写好后会核对"))
    button.set_available(False, "没有插U盘")
    assert (button.isEnabled(), button.toolTip(), button.accessibleDescription()) == (False, "没有插U盘", "没有插U盘")
    button.set_available(True)
    assert (button.isEnabled(), button.toolTip()) == (True, "写好后会核对")


def test_accessible_name_tells_words_and_key(qtbot):
    button = Button("下一问", key="Enter")
    qtbot.addWidget(button)
    assert button.accessibleName() == "下一问 Enter"
    icon_only = Button("", icon="undo-2", tip="撤销", key="Ctrl+Z")
    qtbot.addWidget(icon_only)
    assert icon_only.accessibleName() == "撤销 Ctrl+Z"


def test_the_keyboard_comes_back_to_a_button_that_was_out_of_use(page: QWidget, qtbot):
    save, other, third = (add(page, Button(words)) for words in ("存成 PDF", "打印", "关闭"))
    qtbot.waitUntil(third.isVisible)
    save.setFocus()
    save.set_available(False, "还在排版")
    assert page.focusWidget() is other
    save.set_available(True)
    assert page.focusWidget() is save
    save.set_available(False, "还在排版")
    third.setFocus()
    save.set_available(True)
    assert page.focusWidget() is third


def test_the_keyboard_stays_where_it_fell_once_it_was_elsewhere_and_came_back_there(page: QWidget, qtbot):
    drop, paste, third = (add(page, Button(words)) for words in ("不列这一行", "从表格粘贴", "导入文件"))
    qtbot.waitUntil(third.isVisible)
    drop.setFocus()
    drop.set_available(False, "没有选中的行")
    third.setFocus()
    paste.setFocus()
    drop.set_available(True)
    assert page.focusWidget() is paste
