"""An entry that was sent back: what is said stands over its form, is taken over with one key or answered."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.drafting.lookup import find_entry
from app.exchange.answers import open_returns
from app.exchange.returning import export_return
from app.exchange.roster import find_unit
from app.exchange.verdicts import find_entry_below, judge
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.support import COUNTY, TOWNSHIP, Computer, computer
from ui.widgets.buttons import Button
from ui.widgets.note import Note

COMMENT = "公开主体请写本镇全称"


@pytest.fixture
def returned(township: Computer, tmp_path) -> Computer:
    """The township took in a return: 05-004 with a proposed value, 05-005 with words alone."""
    township.set("05-004", publisher="社会事务办")
    county = computer(tmp_path / "青山县", COUNTY, "王主任")
    first = township.export("第一轮.zwgk")
    admit_sender(county, first.path, TOWNSHIP.name)
    county.take_in(first.path)
    with county.working() as workspace:
        ids = [find_entry_below(workspace, code).id for code in ("05-004", "05-005", "05-006")]
        judge(workspace, ids[:1], "returned", COMMENT, {"publisher": "兴隆镇人民政府"})
        judge(workspace, ids[1:2], "returned", "请写清楚")
        judge(workspace, ids[2:], "accepted")
        back = export_return(workspace, find_unit(workspace, TOWNSHIP.name), tmp_path / "退回.zwgk")
    trust_sender(township, back.path)
    township.take_in(back.path)
    return township


def at(sit, returned: Computer, code: str):
    sitting = sit(returned, field="05")
    sitting.choose(code)
    return sitting


def notes(sitting) -> str:
    return " ".join(note.accessibleName() for note in sitting.page.view.entry.findChildren(Note) if note.isVisible())


def open_codes(sitting) -> list[str]:
    found: list = []
    sitting.desk.session.ask(open_returns, found.extend)
    sitting.wait()
    return [each.item for each in found]


def test_what_was_said_stands_over_the_form_and_the_list_marks_it(sit, returned):
    sitting = at(sit, returned, "05-004")
    sitting.qtbot.waitUntil(lambda: COMMENT in notes(sitting))
    sitting.qtbot.waitUntil(lambda: "兴隆镇人民政府" in notes(sitting))
    marked = [row.number for row in sitting.page.view.items.rows.rows() if any(m.text == "退回" for m in row.marks)]
    assert marked == ["004", "005"]


def test_what_was_sent_back_opens_where_it_is_told_why(sit, returned):
    sitting = at(sit, returned, "05-005")
    entry = sitting._ask(lambda workspace: find_entry(workspace, "05-004").id)
    sitting.page.show_view("grid")
    sitting.go(entry=entry, returned=True)
    sitting.qtbot.waitUntil(lambda: COMMENT in notes(sitting))
    assert sitting.title == "05-004"


def test_one_key_takes_the_proposed_value_over(sit, returned):
    sitting = at(sit, returned, "05-004")
    QTest.keyClick(sitting.page.view, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    sitting.wait()
    assert sitting.form.value("publisher") == "兴隆镇人民政府"
    sitting.qtbot.waitUntil(lambda: COMMENT not in notes(sitting))
    assert open_codes(sitting) == ["05-005"]
    sitting.desk.session.undo()
    sitting.wait()
    sitting.qtbot.waitUntil(lambda: COMMENT in notes(sitting))


def test_it_can_be_answered(sit, returned):
    sitting = at(sit, returned, "05-005")
    sitting.messages.text_answer = "省里规定就是这样写"
    note = next(note for note in sitting.page.view.entry.findChildren(Note) if "请写清楚" in note.accessibleName())
    note.findChild(Button).click()
    sitting.wait()
    sitting.qtbot.waitUntil(lambda: "已经回复：省里规定就是这样写" in notes(sitting))


def test_editing_makes_the_verdict_old(sit, returned):
    sitting = at(sit, returned, "05-006")
    assert sitting.page.view.entry.shown.verdict == "accepted"
    returned_before = open_codes(sitting)
    sitting.page.show_place(field="05", entry=sitting.page.view.entry.shown.id)
    sitting.page.view.entry.typed.emit(sitting.page.view.entry.shown.id, "publisher", "兴隆镇党政办")
    sitting.desk.session.typing.settle()
    sitting.wait()
    assert sitting.page.view.entry.shown.verdict is None
    assert open_codes(sitting) == returned_before
