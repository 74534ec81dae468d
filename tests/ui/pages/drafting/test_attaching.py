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
