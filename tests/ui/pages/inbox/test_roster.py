"""The roster of the window: units pasted, changed, taken off; computers revoked; start files for many."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from app.exchange.package_reading import open_package
from app.exchange.roster import add_unit
from tests.ui.pages.exchange_desks import Exchange
from ui.pages.inbox.page import InboxPage

LIST = "单位名称\t代码\t联系人\t电话\n兴隆镇\t990124101\t李明\t0912-1234567\n黄土坡\t\t\t\n合计\t\t\t\n白马乡\t\t\t\n"


class Clerk:
    """The person in front of the roster."""

    def __init__(self, qtbot, desk, settle, messages):
        self.qtbot, self.desk, self.settle, self.messages = qtbot, desk, settle, messages
        self.page = InboxPage(desk).whole()
        qtbot.addWidget(self.page)
        self.page.resize(1286, 640)
        self.page.show()
        settle(desk)
        self.page.show_place(roster=True)

    @property
    def roster(self):
        return self.page.roster_desk

    def names(self) -> list[str]:
        return [row[0].text for row in self.page.roster.table.model().cells]

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier, widget=None) -> None:
        QTest.keyClick(widget or self.page, key, modifier)
        self.settle(self.desk)


@pytest.fixture
def clerk(qtbot, desk, settle, messages, exchange: Exchange):
    """Sit down at the county's roster, once its computer is as it shall be."""
    return lambda: Clerk(qtbot, desk(exchange.county), settle, messages)


def test_a_pasted_list_is_shown_before_it_is_written_in_one_step(clerk, shot):
    here = clerk()
    QGuiApplication.clipboard().setText(LIST)
    here.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    pasting = here.roster.pasting
    assert here.roster.pane.currentWidget() is pasting
    rows = [(row.title, row.marks[0].text, row.checked) for row in pasting.list.rows()]
    assert rows == [
        ("黄土坡", "要您看", False),
        ("合计", "登记不了", None),
        ("兴隆镇", "要登记", True),
        ("白马乡", "要登记", True),
    ]
    shot(here.page, "roster-paste")
    assert "第一行当作表头" in pasting._says.text()
    pasting.list.checked.emit("3", True)
    pasting.list.checked.emit("5", False)
    assert pasting.yes.text() == "登记 2 个"
    here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert here.names() == ["黄土坡", "兴隆镇"]
    assert here.page.roster.table.model().cells[1][0].detail == "李明 0912-1234567"
    here.messages.toast_actions[-1]()
    here.settle(here.desk)
    assert here.names() == []


def test_what_is_no_list_is_refused_where_it_was_pasted(clerk):
    here = clerk()
    QGuiApplication.clipboard().setText("990124101\n990124102")
    here.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    note = here.roster.pasting._trouble.itemAt(0).widget()
    assert "没有看出单位名称" in note.accessibleName()
    assert not here.roster.pasting.yes.isEnabled()


def test_facts_of_a_unit_are_changed_and_one_that_never_sent_is_taken_off(clerk, exchange: Exchange):
    exchange.admitted_first_round()
    with exchange.county.working() as workspace:
        add_unit(workspace, "白马乡", "990124109")
    here = clerk()
    table, edit = here.page.roster.table, here.page.roster.edit
    heard, never = table.model().keys
    table.opened.emit(heard)
    assert edit.remove.isHidden() and not edit.release.isHidden()
    assert edit.devices.model().rowCount() == 1
    edit.contact.setText("李明 0912-1234567")
    here.press(Qt.Key.Key_Return, widget=edit.contact)
    assert table.model().cells[0][0].detail == "李明 0912-1234567"
    assert edit.isHidden()
    table.acted.emit(never, "edit")
    assert edit.name.text() == "白马乡"
    edit.remove.click()
    here.settle(here.desk)
    assert here.names() == ["兴隆镇"]
    assert edit.isHidden()


def test_a_computer_is_revoked_in_one_step(clerk, exchange: Exchange):
    exchange.admitted_first_round()
    here = clerk()
    table, devices = here.page.roster.table, here.page.roster.edit.devices
    table.acted.emit(table.model().keys[0], "edit")
    devices.acted.emit(devices.model().keys[0], "revoke")
    here.settle(here.desk)
    assert "停用" in devices.model().cells[0][1].text
    assert devices.model().cells[0][3].actions == ()
    assert table.model().cells[0][3].text == "还没有"
    here.messages.toast_actions[-1]()
    here.settle(here.desk)
    assert table.model().cells[0][3].text == "1 台"


def test_a_unit_that_is_no_longer_below_is_released_after_a_question(clerk, exchange: Exchange):
    exchange.admitted_first_round()
    here = clerk()
    here.page.roster.table.opened.emit(here.page.roster.table.model().keys[0])
    here.messages.says_yes = True
    here.page.roster.edit.release.click()
    here.settle(here.desk)
    assert "把“兴隆镇”移出名册吗" in here.messages.confirms[-1]
    assert here.names() == [] and here.page.roster.edit.isHidden()
    here.messages.toast_actions[-1]()
    here.settle(here.desk)
    assert here.names() == ["兴隆镇"]


def starts(here: Clerk, folder: Path, key: str = ""):
    here.page.roster.starts_asked.emit(key)
    here.messages.save_answer = folder
    return here.roster.starts


def test_start_files_for_chosen_units_and_fields_are_written_in_one_go(clerk, exchange: Exchange, shot):
    with exchange.county.working() as workspace:
        for name in ("兴隆镇", "白云乡", "石桥镇"):
            add_unit(workspace, name)
    here = clerk()
    chooser = starts(here, exchange.stick)
    left_out = next(row.key for row in chooser.units.rows() if row.title == "石桥镇")
    chooser.units.checked.emit(left_out, False)
    chooser.all_fields.click()
    assert not chooser.write.isEnabled()
    chooser.fields.checked.emit("05", True)
    shot(here.page, "roster-starts")
    chooser.due.insert("尽快")
    chooser.write.click()
    assert list(exchange.stick.iterdir()) == []
    chooser.due.clear()
    chooser.due.insert("12月10日")
    assert chooser.write.text() == "把 2 个开始文件写到文件夹"
    here.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    files = sorted(path.name for path in exchange.stick.iterdir())
    assert files == ["兴隆镇_2026版_开始文件.zwgk", "白云乡_2026版_开始文件.zwgk"]
    with open_package(exchange.stick / files[0]) as package:
        facts = package.document("start.json")
    assert (facts["due"], facts["fields"]) == ("2026-12-10", ["05"])
    assert {each.word for each in here.roster.results.became} == {"写好了"}
    here.roster.results.close_button.click()
    assert here.roster.pane.currentWidget() is here.page.roster


def test_start_files_in_a_folder_are_replaced_only_when_the_clerk_says_so(clerk, exchange: Exchange):
    with exchange.county.working() as workspace:
        add_unit(workspace, "兴隆镇")
        add_unit(workspace, "白云乡")
    there = exchange.stick / "白云乡_2026版_开始文件.zwgk"
    there.write_bytes(b"something of last week")
    here = clerk()
    chooser = starts(here, exchange.stick)
    chooser.write.click()
    here.settle(here.desk)
    assert f"“{there.name}”" in here.messages.confirms[0]
    assert there.read_bytes() == b"something of last week"
    here.messages.says_yes = True
    chooser.write.click()
    here.settle(here.desk)
    with open_package(there) as package:
        assert package.manifest.recipient.name == "白云乡"


def test_start_files_that_could_not_be_written_are_told_one_by_one(clerk, exchange: Exchange):
    with exchange.county.working() as workspace:
        add_unit(workspace, "兴隆镇", "511000001")
        add_unit(workspace, "白云乡", "511000002")
    (exchange.stick / "兴隆镇_2026版_开始文件.zwgk").mkdir()
    here = clerk()
    here.messages.says_yes = True
    starts(here, exchange.stick).write.click()
    here.settle(here.desk)
    assert [(each.whose, each.word) for each in here.roster.results.became] == [
        ("兴隆镇", "没有写"),
        ("白云乡", "写好了"),
    ]
    assert "还有 1 个没有写" in here.messages.toasts[-1]


def test_one_unit_alone_is_ticked_from_its_row(clerk, exchange: Exchange):
    with exchange.county.working() as workspace:
        add_unit(workspace, "兴隆镇")
        add_unit(workspace, "白云乡")
    here = clerk()
    table = here.page.roster.table
    table.set_current(table.model().keys[0])
    here.press(Qt.Key.Key_Return, widget=table)
    assert [row.checked for row in here.roster.starts.units.rows()] == [True, False]
