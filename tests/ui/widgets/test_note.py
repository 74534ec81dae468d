"""Notes."""

from PySide6.QtCore import Qt

from ui.widgets.buttons import Button
from ui.widgets.labels import Paragraph
from ui.widgets.note import Note


def test_details_fold_out(qtbot):
    note = Note("danger", "这个文件没有导入", "拷贝时断了。\n怎么办：重新拷一次。", details="sha256 不一致")
    qtbot.addWidget(note)
    note.resize(700, note.sizeHint().height())
    note.show()
    details = next(part for part in note.findChildren(Paragraph) if part.plain_text() == "sha256 不一致")
    fold = next(button for button in note.findChildren(Button) if button.text() == "技术细节")
    assert not details.isVisible()
    qtbot.mouseClick(fold, Qt.MouseButton.LeftButton)
    assert details.isVisible()


def test_buttons_given_as_words_do_what_they_say(qtbot):
    done: list[str] = []
    note = Note(
        "warn", "比标准短 2 个工作日", "县里可能退回。", [("用标准的 7", "", lambda: done.append("7"))], compact=True
    )
    qtbot.addWidget(note)
    note.show()
    qtbot.mouseClick(note.findChild(Button), Qt.MouseButton.LeftButton)
    assert done == ["7"]
    assert note.accessibleName() == "比标准短 2 个工作日 县里可能退回。"


def test_narrow_compact_note_puts_its_buttons_under_the_words(qtbot):
    note = Note("warn", "比标准短 2 个工作日。", "县里可能退回。", [Button("用标准的 7", compact=True)], compact=True)
    qtbot.addWidget(note)
    note.show()
    words, button = note.findChild(Paragraph), note.findChild(Button)
    # The hidden paragraph of the details comes later in the tree.
    assert words.isVisible()
    note.resize(800, 60)
    qtbot.waitUntil(lambda: button.x() > words.x() + 100)
    note.resize(260, 160)
    qtbot.waitUntil(lambda: button.y() >= words.y() + words.height())


def test_buttons_that_would_take_most_of_a_compact_note_stand_under_its_words(qtbot):
    buttons = [Button(f"去改：低保审核信息 · 公开主体 {number}", compact=True) for number in range(3)]
    note = Note("danger", "没有输出。", "里面有没遮挡的身份证号，请删掉它再存。" * 3, buttons, compact=True)
    qtbot.addWidget(note)
    note.resize(820, 120)
    note.show()
    words = note.findChild(Paragraph)
    qtbot.waitUntil(lambda: buttons[0].y() >= words.geometry().bottom() and words.width() > 700)
