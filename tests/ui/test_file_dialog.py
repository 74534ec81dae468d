"""Qt's own file dialog as the program shows it."""

from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QToolButton

from ui.application import Application


def test_its_tools_are_drawn_as_ours_and_its_buttons_are_words(qtbot, qapp: Application):
    dialog = QFileDialog(None, "存成 PDF")
    qtbot.addWidget(dialog)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.show()
    buttons = dialog.findChild(QDialogButtonBox).buttons()
    assert {button.text().partition("(")[0] for button in buttons} == {"保存", "取消"}
    assert all(button.icon().isNull() for button in buttons)
    picture = dialog.findChild(QToolButton, "toParentButton").icon().pixmap(16, 16).toImage()
    drawn = {picture.pixelColor(x, y).name() for x in range(16) for y in range(16) if picture.pixelColor(x, y).alpha()}
    assert qapp.theme.colour("text").name() in drawn
