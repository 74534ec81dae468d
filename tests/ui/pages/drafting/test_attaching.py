"""Files put into an entry on the drafting page."""

import hashlib
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from app.attachments import attachment_files
from app.drafting.adopting import adopt
from tests.support import VILLAGE, computer


def test_a_photo_is_put_into_the_entry_shown(sit, tmp_path: Path):
    made = computer(tmp_path / "村", VILLAGE)
    with made.working() as workspace:
        adopt(workspace, checklist="village-affairs", item="VA-001")
    photo = tmp_path / "公开栏照片.jpg"
    photo.write_bytes(b"\xff\xd8 a photo")
    at = sit(made, item="VA-001", element="proof")
    at.messages.files_answer = [photo]
    at.click(next(each for each in at.form.editor("proof").findChildren(QPushButton) if each.text() == "选文件"))
    at.desk.session.typing.settle()
    at.wait()
    sha256 = hashlib.sha256(photo.read_bytes()).hexdigest()
    assert at.stored("VA-001")["values"]["proof"] == [sha256]
    assert [path.name for path in attachment_files(made.path)] == [sha256]


def test_a_photo_comes_into_an_item_that_is_adopted_while_it_is_chosen(sit, tmp_path: Path, monkeypatch):
    photo = tmp_path / "公开栏照片.jpg"
    photo.write_bytes(b"\xff\xd8 a photo")
    at = sit(computer(tmp_path / "村", VILLAGE), item="VA-001", element="proof")
    asked: list = []
    monkeypatch.setattr(at.messages, "open_files", lambda title, filters, then: asked.append(then))
    at.write("responsible", "村民委员会办公室")
    at.form.focus_element("proof")
    at.click(next(each for each in at.form.editor("proof").findChildren(QPushButton) if each.text() == "选文件"))
    assert at.page.view.entry.shown.entry is not None
    asked[0]([photo])
    at.desk.session.typing.settle()
    at.wait()
    at.desk.session.typing.settle()
    at.wait()
    assert at.messages.toasts == []
    assert at.stored("VA-001")["values"]["proof"] == [hashlib.sha256(photo.read_bytes()).hexdigest()]
