"""Empty states."""

from tests.ui.support import choose_look
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label


def test_says_what_will_stand_here_and_what_to_do_without_being_cut(qtbot):
    empty = EmptyState(
        "calendar-check", "还没有登记过公开", "记下什么时候形成、在哪里公开，程序替您算期限、到期提醒、出台账。"
    )
    empty.add_action(
        "list-checks", "从目录里登记", "社会救助有 8 条已完成，可以开始登记", Button("选一条", role="primary")
    )
    qtbot.addWidget(empty)
    choose_look(scale=1.5)
    empty.resize(500, 700)
    empty.show()
    assert empty.findChild(Label).text() == "还没有登记过公开"
    for part in [*empty.findChildren(Label), empty.findChild(Button)]:
        # Words that are dressed anew when they are shown get their room a moment later.
        qtbot.waitUntil(lambda part=part: part.height() >= part.heightForWidth(part.width()))
        assert empty.rect().contains(part.rect().translated(part.mapTo(empty, part.rect().topLeft())))


def test_scrolls_in_a_low_window(qtbot):
    empty = EmptyState("inbox", "还没有收过文件", "下级单位报来的文件拖到这里。")
    for words in ("先登记下级单位", "打开文件", "选文件夹"):
        empty.add_action("inbox", words, "一句话", Button(words))
    qtbot.addWidget(empty)
    empty.resize(500, 200)
    empty.show()
    for part in [*empty.findChildren(Label), *empty.findChildren(Button)]:
        qtbot.waitUntil(lambda part=part: part.height() >= part.heightForWidth(part.width()))
