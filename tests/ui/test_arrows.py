"""Arrows of standard controls, which a style sheet takes from files."""

import tempfile

from PySide6.QtGui import QColor, QImageReader
from PySide6.QtWidgets import QSpinBox

from tests.ui.support import choose_look
from ui.theme import theme
from ui.theme.arrows import ArrowFiles


def _inks(widget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_spin_box_shows_arrows_in_the_colours_of_the_theme(qtbot):
    box = QSpinBox()
    qtbot.addWidget(box)
    box.show()
    for name in ("light", "dark"):
        choose_look(name)
        assert theme().colour("text-muted").name() in _inks(box)


def test_arrows_are_found_in_folders_of_any_name_and_missed_where_nothing_can_be_written(tmp_path, monkeypatch):
    folder = tmp_path / "王 主任 的"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    files = ArrowFiles()
    path = files.url("chevron-down", QColor("#123456")).removeprefix('url("').removesuffix('")')
    assert path.startswith(folder.as_posix())
    assert QImageReader(path).canRead()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    assert ArrowFiles().url("chevron-down", QColor("#123456")) == "none"
