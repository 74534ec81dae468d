"""Choice cards."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.choice_card import ChoiceCard


def test_a_click_on_the_words_or_an_arrow_key_chooses_one_card(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    town = ChoiceCard("landmark", "乡镇、街道", "编目录、报县里", ["到期提醒，登记公开"])
    village = ChoiceCard("house", "村、社区", "贴公示、做公示栏")
    row.addWidget(town)
    row.addWidget(village)
    page.resize(700, 260)
    page.show()
    page.activateWindow()
    qtbot.mouseClick(page.childAt(village.geometry().center()), Qt.MouseButton.LeftButton)
    assert village.isChecked()
    village.setFocus()
    qtbot.waitUntil(village.hasFocus)
    qtbot.keyClick(village, Qt.Key.Key_Left)
    assert town.isChecked() and not village.isChecked()
    assert town.accessibleDescription() == "编目录、报县里；到期提醒，登记公开"
