"""The window writes Chinese with the bundled font, whatever fonts the system has."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.errors import UserFacingError
from app.resources import resource_path
from ui import fonts

REGULAR, BOLD = fonts.FONT_FILES


@pytest.fixture
def application(qapp: QApplication):
    """The application with the font it had before, once the test is over."""
    before = QFont(qapp.font())
    yield qapp
    qapp.setFont(before)


def picture(text: str, font: QFont) -> bytes:
    """The pixels of one text in one font."""
    image = QImage(64, 64, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setFont(font)
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return bytes(image.constBits())


def test_bundled_family_becomes_the_application_font_at_the_same_size(application: QApplication):
    size = application.font().pointSizeF()
    fonts.load_application_fonts(application)
    assert QFontInfo(application.font()).family() == "Noto Sans SC"
    assert application.font().pointSizeF() == size


def test_every_character_looks_different(application: QApplication):
    """Without a Chinese font each of them would be the same box."""
    fonts.load_application_fonts(application)
    font = application.font()
    font.setPixelSize(40)
    characters = "低保公示䶮塱墕圳𬭎"
    assert len({picture(character, font) for character in characters}) == len(characters)
    assert all(QFontMetrics(font).inFontUcs4(ord(character)) for character in characters)


def test_bold_is_a_face_of_its_own(application: QApplication):
    fonts.load_application_fonts(application)
    regular = application.font()
    regular.setPixelSize(40)
    bold = QFont(regular)
    bold.setBold(True)
    assert picture("县", bold) != picture("县", regular)
    assert QFontInfo(bold).styleName() == "Bold"


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program folder of its own, whose font files a test may spoil."""
    for name in fonts.FONT_FILES:
        target = tmp_path / "resources" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(resource_path(name), target)
    monkeypatch.setattr("sys._MEIPASS", str(tmp_path), raising=False)
    return tmp_path / "resources"


def test_missing_font_is_named(application: QApplication, installation: Path):
    (installation / BOLD).unlink()
    with pytest.raises(UserFacingError, match=r"NotoSansSC-Bold\.ttf"):
        fonts.load_application_fonts(application)


@pytest.mark.parametrize("length", [0, 20, 5_000, 5_000_000])
def test_cut_font_is_named(application: QApplication, installation: Path, length: int):
    path = installation / REGULAR
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(UserFacingError, match=r"NotoSansSC-Regular\.ttf") as error:
        fonts.load_application_fonts(application)
    assert error.value.code == "font-damaged"


def test_file_that_is_no_font_is_named(application: QApplication, installation: Path):
    (installation / REGULAR).write_bytes("这不是字体".encode() * 1000)
    with pytest.raises(UserFacingError, match=r"NotoSansSC-Regular\.ttf"):
        fonts.load_application_fonts(application)
