"""Arrows of standard controls, which a style sheet takes from files."""

from pathlib import Path

from PySide6.QtGui import QColor, QImageReader
from PySide6.QtWidgets import QSpinBox

from app.user_folder import DATA_HOME_VARIABLE
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
    monkeypatch.setenv(DATA_HOME_VARIABLE, str(folder))
    path = arrow()
    assert path.is_relative_to(folder)
    assert QImageReader(str(path)).canRead()
    occupied = tmp_path / "一个文件"
    occupied.touch()
    monkeypatch.setenv(DATA_HOME_VARIABLE, str(occupied))
    assert ArrowFiles().url("chevron-down", QColor("#123456")) == "none"


def test_an_arrow_is_kept_from_run_to_run_and_written_again_where_it_is_not_whole():
    path = arrow()
    whole, written = path.read_bytes(), path.stat().st_mtime_ns
    assert arrow() == path and path.stat().st_mtime_ns == written
    path.write_bytes(whole[:10])
    assert arrow().read_bytes() == whole


def arrow() -> Path:
    """The file of an arrow that the program names when it starts."""
    return Path(ArrowFiles().url("chevron-down", QColor("#123456")).removeprefix('url("').removesuffix('")'))
