"""Reviewing by mouse and keyboard: what is seen, and what the county has said afterwards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.drafting.entry import entry_id
from app.exchange.comment_drafts import kept_comments, kept_suggestions
from app.exchange.verdicts import conversation
from app.standards.models import STANDARD_CATALOGUE
from tests.app.county.whole_desk import county_desk, put_entries, unchanged, with_values
from tests.support import EDITION, OTHER_TOWNSHIP, TOWNSHIP, Computer
from ui.pages.review.page import ReviewPage


def own_publisher(unit, item, content):
    return with_values(content, publisher="社会事务办") if item == "05-004" else content


@pytest.fixture
def county(tmp_path) -> Computer:
    made = county_desk(tmp_path / "county")
    with made.working() as workspace:
        put_entries(workspace, TOWNSHIP, "05", own_publisher)
        put_entries(workspace, OTHER_TOWNSHIP, "05", unchanged)
    return made


@pytest.fixture
def page(qtbot, desk, settle, county) -> ReviewPage:
    at = desk(county)
    made = ReviewPage(at).whole()
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    settle(at)
    return made


def id_of(item: str) -> str:
    return entry_id(TOWNSHIP.id, STANDARD_CATALOGUE, EDITION, item)


def go_to(page: ReviewPage, settle, entry: str) -> None:
    page.show_place(TOWNSHIP.id, STANDARD_CATALOGUE, "05", entry)
    settle(page.desk)


def said(page: ReviewPage, settle, entry: str) -> list:
    told: list = []
    page.desk.session.ask(lambda workspace: conversation(workspace, entry), told.extend)
    settle(page.desk)
    return told


def titles(page: ReviewPage) -> list[str]:
    return [row.right for row in page.list_pane.list.rows() if not row.heading]


def test_accepting_goes_on_to_the_next_entry(page, settle):
    first = page.list_pane.list.current_key()
    QTest.keyClick(page.list_pane.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(page.desk)
    assert [each.verdict for each in said(page, settle, first)] == ["accepted"]
    assert page.list_pane.list.current_key() not in ("", first)
    assert titles(page)[0] == "通过"
    assert page.desk.messages.toasts == ["通过了 1 条"]


def test_sending_back_needs_words_or_a_suggestion(page, settle):
    entry = id_of("05-004")
    go_to(page, settle, entry)
    page.entry_pane.send_back.click()
    settle(page.desk)
    assert "退回要说明" in page.desk.messages.troubles[0].message
    page.entry_pane.table.acted.emit("publisher", "suggest")
    page.entry_pane.send_back.click()
    settle(page.desk)
    (verdict,) = said(page, settle, entry)
    assert (verdict.verdict, list(verdict.proposed)) == ("returned", ["publisher"])


def test_a_sentence_is_put_in_by_its_key_and_goes_with_the_return(page, settle):
    entry = id_of("05-004")
    go_to(page, settle, entry)
    page.words.comment.setFocus()
    QTest.keyClick(page.words.comment, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    typed = page.words.comment.toPlainText()
    assert typed
    QTest.keyClick(page.words.comment, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    settle(page.desk)
    assert [each.comment for each in said(page, settle, entry)] == [typed]
    go_to(page, settle, entry)
    assert page.words.comment.toPlainText() == ""


def test_what_is_written_beside_an_entry_stays_there(page, settle):
    entry = id_of("05-004")
    go_to(page, settle, entry)
    page.words.comment.insertPlainText("请写本镇全称")
    page.entry_pane.forward.click()
    settle(page.desk)
    assert page.words.comment.toPlainText() == ""
    assert "写了意见" in titles(page)
    page.entry_pane.back.click()
    settle(page.desk)
    assert page.words.comment.toPlainText() == "请写本镇全称"
    told: list = []
    page.desk.session.ask(kept_comments, told.append)
    settle(page.desk)
    assert told == [{entry: "请写本镇全称"}]


def test_ticked_entries_are_accepted_in_one_step_that_can_be_taken_back(page, settle):
    page.list_pane.tick_all.click()
    assert "13" in page.entry_pane.accept.text()
    page.entry_pane.accept.click()
    settle(page.desk)
    assert set(titles(page)) == {"通过"}
    page.desk.session.undo()
    settle(page.desk)
    assert set(titles(page)) <= {"待审", "有问题"}


def test_all_are_ticked_but_those_that_were_decided(page, settle):
    page.words.comment.insertPlainText("请再看一遍")
    page.entry_pane.send_back.click()
    settle(page.desk)
    page.list_pane.tick_all.click()
    assert "12" in page.entry_pane.accept.text()
    page.entry_pane.accept.click()
    settle(page.desk)
    assert sorted(titles(page)) == ["退回", *["通过"] * 12]
    page.list_pane.tick_all.click()
    assert "13" in page.entry_pane.accept.text()


def test_a_verdict_can_be_taken_back_by_hand(page, settle):
    entry = id_of("05-004")
    go_to(page, settle, entry)
    page.entry_pane.accept.click()
    settle(page.desk)
    go_to(page, settle, entry)
    assert not page.entry_pane.accept.isEnabled()
    page.entry_pane.withdraw_asked.emit()
    settle(page.desk)
    assert page.entry_pane.accept.isEnabled()
    assert said(page, settle, entry) == []


def test_tabs_show_what_needs_a_look(page, settle):
    page.list_pane.tabs.set_current("returned")
    page.list_pane.tabs.chosen.emit("returned")
    assert titles(page) == []
    page.list_pane.tabs.set_current("pending")
    page.list_pane.tabs.chosen.emit("pending")
    assert len(titles(page)) == 13


def test_closing_the_round_asks_first_and_tells_what_is_open(page, settle, tmp_path):
    page.list_pane.tick_all.click()
    page.entry_pane.accept.click()
    settle(page.desk)
    page.desk.messages.says_yes = True
    page.desk.messages.save_answer = tmp_path
    page.primary.click()
    settle(page.desk)
    assert "没有交过" in page.desk.messages.confirms[0]
    assert page.desk.messages.toasts[-1].startswith("给 0 个单位")


def test_without_anything_handed_in_the_page_says_what_to_do(qtbot, desk, settle, tmp_path):
    at = desk(county_desk(tmp_path / "empty"))
    made = ReviewPage(at).whole()
    qtbot.addWidget(made)
    made.show()
    settle(at)
    made._nothing.findChild(type(made.entry_pane.accept)).click()
    assert at.went == [("inbox", {})]


def test_a_suggestion_that_did_not_go_along_with_many_stays(page, settle):
    entry = id_of("05-004")
    go_to(page, settle, entry)
    page.entry_pane.table.acted.emit("publisher", "suggest")
    page.list_pane.tick_all.click()
    page.words.comment.insertPlainText("请再看一遍")
    page.entry_pane.send_back.click()
    settle(page.desk)
    assert [each.proposed for each in said(page, settle, entry)] == [{}]
    go_to(page, settle, entry)
    page.entry_pane.send_back.click()
    settle(page.desk)
    assert [list(each.proposed) for each in said(page, settle, entry)] == [["publisher"]]


def test_what_is_suggested_is_there_again_when_the_page_is_opened_anew(qtbot, page, settle):
    entry = id_of("05-004")
    go_to(page, settle, entry)
    page.entry_pane.table.acted.emit("publisher", "suggest")
    assert "写了建议" in titles(page)
    settle(page.desk)
    again = ReviewPage(page.desk).whole()
    qtbot.addWidget(again)
    again.show()
    go_to(again, settle, entry)
    assert "写了建议" in titles(again)
    again.entry_pane.send_back.click()
    settle(again.desk)
    assert [list(each.proposed) for each in said(again, settle, entry)] == [["publisher"]]
    told: list = []
    again.desk.session.ask(kept_suggestions, told.append)
    settle(again.desk)
    assert told == [{}]


def test_a_tab_that_runs_empty_says_so_and_shows_the_last_entry_as_it_stands(page, settle):
    page.list_pane.tabs.set_current("pending")
    page.list_pane.tabs.chosen.emit("pending")
    page.list_pane.tick_all.click()
    page.entry_pane.accept.click()
    settle(page.desk)
    assert page.list_pane.list.isHidden()
    assert any(text.text() == "都审过了。" and text.isVisible() for text in page.list_pane.findChildren(QLabel))
    assert not page.entry_pane.accept.isEnabled()


def test_the_place_shows_how_many_entries_wait(qtbot, page, settle):
    with qtbot.waitSignal(page.badge_changed) as told:
        page.entry_pane.accept.click()
    settle(page.desk)
    assert told.args == ["review", 25]


def test_another_tab_shows_the_entry_that_its_list_is_at(page, settle):
    page.entry_pane.accept.click()
    settle(page.desk)
    page.entry_pane.back.click()
    settle(page.desk)
    page.list_pane.tabs.set_current("pending")
    page.list_pane.tabs.chosen.emit("pending")
    settle(page.desk)
    assert page._shown.row.entry == page.list_pane.list.current_key()
    assert page.entry_pane.accept.isEnabled()
