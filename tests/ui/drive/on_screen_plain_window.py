"""The harness itself: real Chinese keys, a shortcut, the mouse, a second window, a menu and the picture."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from tests.ui.drive.stage import Stage

# More different characters than one round of spare keys can carry, one of them beyond the 16-bit plane.
LONG = "兴隆镇人民政府公开社会救助最低生活保障名单，联系电话0990-6120331，负责人𬭎某。"


class Window(QWidget):
    """A line, a button that keeps what is written, and a button with a menu."""

    def __init__(self):
        super().__init__()
        self.line, self.keep, self.more = QLineEdit(), QPushButton("记下"), QPushButton("更多")
        self.kept: list[str] = []
        self.keep.clicked.connect(lambda: self.kept.append(self.line.text()))
        menu = QMenu(self)
        menu.addAction("清空", self.line.clear)
        self.more.setMenu(menu)
        layout = QVBoxLayout(self)
        for widget in (self.line, self.keep, self.more):
            layout.addWidget(widget)
        self.resize(400, 200)


def test_typing_clicking_and_shortcuts(stage: Stage, tmp_path: Path):
    window = Window()
    window.show()

    def play(stage: Stage) -> None:
        stage.click(window.line)
        stage.type_text("兴隆镇")
        stage.click(window.keep)
        stage.wait_for(lambda: window.kept == ["兴隆镇"])
        stage.click(window.line)
        stage.keys("ctrl+a")
        stage.type_text(LONG)
        stage.wait_for(lambda: window.line.text() == LONG)
        stage.keys("Tab", "space")
        stage.wait_for(lambda: window.kept == ["兴隆镇", LONG])
        stage.screenshot(tmp_path / "screen.png")

    stage.play(play)
    assert len(set(Image.open(tmp_path / "screen.png").convert("L").tobytes())) > 20


def test_mouse_drags_hovers_and_asks_for_the_menu(stage: Stage):
    window = Window()
    window.line.setText("白马乡")
    window.show()

    def play(stage: Stage) -> None:
        middle = stage.ask(lambda: window.line.rect().center().y())
        stage.drag((window.line, QPoint(2, middle)), (window.line, QPoint(200, middle)))
        stage.wait_for(lambda: window.line.selectedText() == "白马乡")
        stage.hover(window.keep)
        stage.wait_for(window.keep.underMouse)
        stage.click(window.line, button="right")
        stage.wait_for(QApplication.activePopupWidget)
        stage.keys("esc")
        stage.wait_for(lambda: QApplication.activePopupWidget() is None)

    stage.play(play)


def test_menus_turn_their_own_loop(stage: Stage):
    window = Window()
    window.line.setText("白马乡")
    window.show()

    def play(stage: Stage) -> None:
        stage.click(window.more)
        stage.wait_for(lambda: window.more.menu().isVisible())
        stage.keys("Down", "enter")
        stage.wait_for(lambda: window.line.text() == "")

    stage.play(play)


def test_dialog_gets_the_keys_and_gives_them_back(stage: Stage):
    window = Window()
    dialog = QDialog(window)
    name = QLineEdit(dialog)
    window.show()

    def play(stage: Stage) -> None:
        stage.click(window.line)
        stage.ask(dialog.open)
        stage.wait_for(name.hasFocus)
        stage.type_text("陈静")
        stage.wait_for(lambda: name.text() == "陈静")
        stage.keys("esc")
        stage.wait_for(lambda: not dialog.isVisible() and window.line.hasFocus())
        stage.type_text("县")
        stage.wait_for(lambda: window.line.text() == "县")

    stage.play(play)
