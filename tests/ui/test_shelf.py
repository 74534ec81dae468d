"""Attachments: chosen, stored beside the workspace, and put into the entry they were chosen for."""

import hashlib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from app import attachments
from app.attachments import attach, attachment_files
from app.standards.models import Element
from tests.support import Computer
from ui.editors.attachments import AttachmentEditor
from ui.shelf import shelf_of
from ui.widgets.labels import ElidedLabel

PROOF = Element(key="proof", label="公开留存", kind="attachment")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "公开栏照片.jpg"
    path.write_bytes(b"\xff\xd8 a photo")
    return path


class Place:
    """An editor of attachments, and which entry it shows."""

    def __init__(self, qtbot, desk) -> None:
        self.qtbot, self.holder, self.entry = qtbot, QWidget(), "05-001"
        qtbot.addWidget(self.holder)
        self.editor = AttachmentEditor(PROOF, shelf=shelf_of(desk, self.holder, lambda: self.entry))
        self.editor.setParent(self.holder)
        self.holder.show()

    def press(self) -> None:
        button = next(each for each in self.editor.findChildren(QPushButton) if each.text() == "选文件")
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def place(qtbot, desk, township: Computer):
    at = desk(township)
    made = Place(qtbot, at)
    made.desk = at
    return made


def test_a_chosen_file_lies_beside_the_workspace_and_is_named(place: Place, settle, photo: Path, township: Computer):
    place.desk.messages.files_answer = [photo, photo]
    place.press()
    settle(place.desk)
    sha256 = hashlib.sha256(photo.read_bytes()).hexdigest()
    assert place.editor.value() == [sha256]
    assert [path.name for path in attachment_files(township.path)] == [sha256]
    photo.unlink()
    again = Place(place.qtbot, place.desk)
    settle(place.desk)
    again.editor.set_value([sha256])
    assert [name.text() for name in again.editor.findChildren(ElidedLabel)] == ["公开栏照片.jpg"]


def test_a_file_that_came_in_from_elsewhere_gets_its_name(place: Place, settle, photo: Path):
    settle(place.desk)
    sha256 = hashlib.sha256(photo.read_bytes()).hexdigest()
    place.desk.session.act(lambda workspace: attach(workspace, photo))
    settle(place.desk)
    place.editor.set_value([sha256])
    settle(place.desk)
    assert [name.text() for name in place.editor.findChildren(ElidedLabel)] == ["公开栏照片.jpg"]
    assert place.editor.inputs()[0].accessibleName() == "拿掉 公开栏照片.jpg"


def test_a_file_does_not_come_into_another_entry(place: Place, settle, photo: Path):
    place.desk.messages.files_answer = [photo]
    place.press()
    place.entry = "05-002"
    settle(place.desk)
    assert place.editor.value() is None
    assert "没有放进来" in place.desk.messages.toasts[0]


@pytest.mark.parametrize("fault", ["too large", "gone"])
def test_a_file_that_cannot_be_taken_is_told(
    place: Place, settle, photo: Path, fault: str, monkeypatch: pytest.MonkeyPatch, township: Computer
):
    place.desk.messages.files_answer = [photo]
    if fault == "gone":
        photo.unlink()
    else:
        monkeypatch.setattr(attachments, "LARGEST", 3)
    place.press()
    settle(place.desk)
    assert place.editor.value() is None
    assert "公开栏照片.jpg" in place.desk.messages.troubles[0].message
    assert attachment_files(township.path) == []
