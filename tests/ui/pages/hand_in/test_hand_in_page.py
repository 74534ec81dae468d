"""Handing in: what the clerk sees before, while and after a package is written."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.exchange.package_reading import open_package
from app.exchange.returning import export_return
from app.exchange.roster import find_unit
from app.exchange.sealing import is_sealed
from app.exchange.verdicts import find_entry_below, judge
from tests.app.exchange.desks import admit_sender, trust_sender
from tests.support import COUNTY, TOWNSHIP, Computer, computer, renamed
from tests.ui.support import TestDesk
from ui.jobs import STORE
from ui.pages.hand_in import page as hand_in
from ui.pages.hand_in.page import HandInPage
from ui.pages.hand_in.rows import COVER, stick_text
from ui.sticks import Stick
from ui.widgets.note import Note


@pytest.fixture
def opened(qtbot, desk: Callable, settle: Callable) -> Callable[[Computer], tuple[TestDesk, HandInPage]]:
    """Show the page of a computer's workspace."""

    def show(at: Computer) -> tuple[TestDesk, HandInPage]:
        sitting = desk(at)
        page = HandInPage(sitting).whole()
        qtbot.addWidget(page)
        page.resize(1286, 610)
        page.show()
        settle(sitting)
        return sitting, page

    return show


def told(page: HandInPage) -> str:
    return " ".join(note.accessibleName() for note in page.findChildren(Note) if note.isVisible())


def test_a_stick_is_found_written_and_read_back(opened, settle, tmp_path: Path, township: Computer, monkeypatch, shot):
    sitting, page = opened(township)
    monkeypatch.setattr(hand_in, "sticks", lambda: [Stick("U盘", tmp_path, 2**30)])
    assert "一共 13 条" in page.view.since.text()
    nothing = next(each for each in page.findChildren(QLabel) if each.text().startswith("还没有交过"))
    assert nothing.isVisible()
    shot(page, "hand-in-first")
    page.view.write.click()
    settle(sitting)
    assert not nothing.isVisible() and page.view.rounds.isVisible()
    written = list(tmp_path.glob("兴隆镇_2026版_第1轮_*.zwgk"))
    with open_package(written[0]) as package:
        assert len(list(package.rows("entries.jsonl"))) == 13
    assert "已写好并核对，U盘可以拔了" in told(page)
    assert [row.title for row in page.view.rounds.rows()] == ["第1轮"]
    assert "没变 13 条" in page.view.since.text()


def test_without_a_stick_it_says_so_and_offers_another_place(opened, settle, tmp_path: Path, township, monkeypatch):
    sitting, page = opened(township)
    monkeypatch.setattr(hand_in, "sticks", list)
    page.view.write.click()
    settle(sitting)
    assert sitting.messages.troubles[0].message.startswith("没有找到U盘，什么也没有写。")
    assert sitting.messages.suggested == []
    again, elsewhere = sitting.messages.trouble_buttons[0]
    sitting.messages.save_answer = tmp_path / "上报.zwgk"
    elsewhere[2]()
    settle(sitting)
    assert (tmp_path / "上报.zwgk").exists()
    stick = tmp_path / "U盘"
    stick.mkdir()
    monkeypatch.setattr(hand_in, "sticks", lambda: [Stick("U盘", stick, 2**30)])
    again[2]()
    settle(sitting)
    assert len(list(stick.iterdir())) == 1


def test_a_unit_whose_name_is_no_file_name_gets_one(opened, settle, tmp_path: Path, monkeypatch):
    stick = tmp_path / "U盘"
    stick.mkdir()
    made = computer(tmp_path / "镇", renamed(TOWNSHIP, "东/西:镇"))
    with made.working() as workspace:
        adopt(workspace, field="05")
    sitting, page = opened(made)
    monkeypatch.setattr(hand_in, "sticks", lambda: [Stick("U盘", stick, 2**30)])
    page.view.write.click()
    settle(sitting)
    assert sitting.messages.troubles == []
    assert [path.name.split("_2026")[0] for path in stick.iterdir()] == ["东_西_镇"]


def test_a_stick_that_is_gone_is_told_and_nothing_counts_as_handed_over(
    opened, settle, tmp_path: Path, township: Computer
):
    sitting, page = opened(township)
    gone = tmp_path / "file-not-folder"
    gone.write_text("")
    sitting.messages.save_answer = gone / "上报.zwgk"
    page.view.elsewhere.click()
    settle(sitting)
    assert len(sitting.messages.troubles) == 1
    assert "一共 13 条" in page.view.since.text()
    assert told(page) == ""


def test_findings_come_first_and_lead_to_their_place(opened, settle, qtbot, township: Computer):
    township.set("05-004", publisher=None)
    sitting, page = opened(township)
    assert "必须改 1 处" in page.view.check_words.text()
    qtbot.keyClick(page.view.findings, Qt.Key.Key_F8)
    rows = page.view.findings.rows()
    first = next(row for row in rows if not row.heading)
    page.view.findings.set_current(first.key)
    qtbot.keyClick(page.view.findings, Qt.Key.Key_Return)
    place, target = sitting.went[-1]
    assert place == "drafting"
    assert target["element"] == "publisher"
    words, check = page.view.check_words, page.view.check
    assert words.y() < check.geometry().bottom()
    page.resize(480, 610)
    qtbot.waitUntil(lambda: words.y() >= check.geometry().bottom() and words.width() > 400)


def test_fields_can_be_left_out(opened, settle, tmp_path: Path, township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="19")
    sitting, page = opened(township)
    page.view.lists.checked.emit("05", False)
    sitting.messages.save_answer = tmp_path / "只有补贴.zwgk"
    page.view.elsewhere.click()
    settle(sitting)
    with open_package(tmp_path / "只有补贴.zwgk") as package:
        assert {row["content"]["field"] for row in package.rows("entries.jsonl")} == {"19"}


def test_leaving_everything_out_says_why_nothing_can_be_written(opened, settle, township: Computer):
    _, page = opened(township)
    page.view.lists.checked.emit("05", False)
    assert not page.view.write.isEnabled()
    assert "选上至少一个领域" in page.view.write.toolTip()


def test_an_empty_workspace_says_what_to_do(opened, settle, tmp_path: Path):
    sitting, page = opened(computer(tmp_path / "新", TOWNSHIP))
    assert page.view.empty.isVisible()
    page.view.to_drafting.click()
    assert sitting.went[-1][0] == "drafting"


def test_a_work_package_for_a_colleague(opened, settle, tmp_path: Path, township: Computer):
    sitting, page = opened(township)
    sitting.messages.save_answer = tmp_path / "给同事.zwgk"
    page.view.work.click()
    settle(sitting)
    with open_package(tmp_path / "给同事.zwgk") as package:
        assert package.manifest.kind == "work"


def test_a_check_that_was_stopped_does_not_pass_for_a_whole_one(opened, settle, township: Computer):
    township.set("05-004", publisher=None)
    sitting, page = opened(township)
    assert "必须改 1 处" in page.view.check_words.text()
    gate = threading.Event()
    sitting.jobs.run(STORE, lambda watch: gate.wait(10))
    page.view.check.click()
    page._checking.cancel()
    gate.set()
    settle(sitting)
    assert "还没有查完" in page.view.check_words.text()
    page.view.check.click()
    page.view.check.click()
    settle(sitting)
    assert "必须改 1 处" in page.view.check_words.text()


def test_a_file_on_the_stick_is_replaced_only_when_the_clerk_says_so(
    opened, settle, tmp_path: Path, township: Computer, monkeypatch
):
    sitting, page = opened(township)
    monkeypatch.setattr(hand_in, "sticks", lambda: [Stick("U盘", tmp_path, 2**30)])
    page.view.write.click()
    settle(sitting)
    (written,) = tmp_path.glob("*.zwgk")
    written.write_bytes(b"an older round")
    page._standing = replace(page._standing, next_round=1)
    page.view.write.click()
    settle(sitting)
    assert "换掉原来的文件吗" in sitting.messages.confirms[0]
    assert written.read_bytes() == b"an older round"
    sitting.messages.says_yes = True
    page._standing = replace(page._standing, next_round=1)
    page.view.write.click()
    settle(sitting)
    with open_package(written) as package:
        assert package.manifest.kind == "submission"


def test_a_stick_pulled_and_put_back_leaves_no_old_trouble(
    opened, settle, tmp_path: Path, township: Computer, monkeypatch
):
    sitting, page = opened(township)
    stick = tmp_path / "U盘"
    monkeypatch.setattr(hand_in, "sticks", lambda: [Stick("U盘", stick, 2**30)])
    page.view.write.click()
    settle(sitting)
    (error,) = sitting.messages.troubles
    assert error.code == "package-not-written"
    assert str(stick) not in error.message and str(stick) in error.details
    stick.mkdir()
    ((words, _, again),) = sitting.messages.trouble_buttons[0]
    assert words == "再写到U盘"
    again()
    settle(sitting)
    assert sitting.messages.troubles == []
    assert "第1轮" in told(page)


def test_a_nearly_full_stick_does_not_pass_for_an_empty_one(tmp_path: Path):
    assert stick_text(Stick("甲", tmp_path, 5 * 2**20)) == "甲（还有 5 MB）"
    assert stick_text(Stick("乙", tmp_path, 3 * 2**30)) == "乙（还有 3.0 GB）"


def test_a_file_with_a_password_is_written_and_cannot_be_read_without(opened, settle, tmp_path: Path, township):
    sitting, page = opened(township)
    sitting.messages.text_answer = "123456"
    page.view.lock.click()
    assert "太容易猜" in sitting.messages.troubles[0].message
    sitting.messages.text_answer = "石桥边三棵老槐树"
    page.view.lock.click()
    assert "去掉" in page.view.lock.text()
    sitting.messages.save_answer = tmp_path / "上报.zwgk"
    page.view.elsewhere.click()
    settle(sitting)
    assert is_sealed(tmp_path / "上报.zwgk")
    assert "把密码告诉收的人" in told(page)
    page.view.lock.click()
    page.view.elsewhere.click()
    settle(sitting)
    assert not is_sealed(tmp_path / "上报.zwgk")


def test_the_sheet_of_a_round_can_be_saved_where_no_printer_is(opened, settle, tmp_path: Path, township, monkeypatch):
    sitting, page = opened(township)
    sitting.messages.save_answer = tmp_path / "上报.zwgk"
    page.view.elsewhere.click()
    settle(sitting)
    page.view.rounds.acted.emit("0", COVER)
    settle(sitting)
    (_, _, save) = sitting.messages.trouble_buttons[-1][0]
    sitting.messages.save_answer = tmp_path / "报送单.pdf"
    save()
    settle(sitting)
    assert (tmp_path / "报送单.pdf").read_bytes().startswith(b"%PDF")


def test_what_was_sent_back_is_told_before_handing_in_again(opened, settle, tmp_path: Path, township: Computer):
    county = computer(tmp_path / "青山县", COUNTY, "王主任")
    first = township.export("第一轮.zwgk")
    admit_sender(county, first.path, TOWNSHIP.name)
    county.take_in(first.path)
    with county.working() as workspace:
        entry = find_entry_below(workspace, "05-004").id
        judge(workspace, [entry], "returned", "请写清楚")
        back = export_return(workspace, find_unit(workspace, TOWNSHIP.name), tmp_path / "退回.zwgk")
    trust_sender(township, back.path)
    township.take_in(back.path)
    sitting, page = opened(township)
    note = next(note for note in page.findChildren(Note) if "退回的 1 条" in note.accessibleName())
    note.findChild(QPushButton).click()
    assert sitting.went[-1] == ("drafting", {"field": "05", "checklist": "standard-catalogue", "entry": entry})


def test_a_finding_is_let_stand_before_handing_in(opened, settle, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"elements": ["县扶贫办审核结果"]})
    sitting, page = opened(township)
    rows = page.view.findings

    def doubt():
        return next((row for row in rows.rows() if "扶贫办" in row.title), None)

    sitting.messages.text_answer = "县里的机构还没有改名"
    before = page.view.check_words.text()
    rows.acted.emit(doubt().key, "dismiss")
    settle(sitting)
    settle(sitting)
    assert doubt() is None and page.view.check_words.text() != before
    rows.opened.emit(rows.rows()[-1].key)
    rows.acted.emit(doubt().key, "again")
    settle(sitting)
    assert page.view.check_words.text() == before


def test_the_keys_of_the_status_line_work_beside_the_page_too(
    qtbot, opened, settle, tmp_path: Path, township: Computer, monkeypatch
):
    """Whoever came by the rail still has the keyboard there."""
    window, rail = QWidget(), QPushButton("上报")
    qtbot.addWidget(window)
    sitting, page = opened(township)
    monkeypatch.setattr(hand_in, "sticks", lambda: [Stick("U盘", tmp_path, 2**30)])
    beside = QHBoxLayout(window)
    for part in (rail, page):
        beside.addWidget(part)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    rail.setFocus()
    qtbot.keyClick(rail, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(sitting)
    assert "已经读回来核对过" in told(page)
    page.setParent(None)
