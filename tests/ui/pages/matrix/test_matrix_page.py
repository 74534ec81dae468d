"""The table over all units by keyboard and mouse: what is seen, where a cell leads, who is reminded."""

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.exchange.verdicts import judge
from app.standards.models import STANDARD_CATALOGUE
from tests.app.county.busy_county import note_round, townships
from tests.app.county.inspected import inspected_county
from tests.app.county.whole_desk import county_desk, put_entries, unchanged, with_values
from tests.support import Computer
from ui.pages.matrix.page import MatrixPage
from ui.pages.matrix.painting import vertical_lines
from ui.pages.matrix.words import round_words, unit_tip
from ui.widgets.row_spec import RowAction

DONE, WRONG, RETURNED, LATE = UNITS = townships(("城关镇", "双河镇", "石桥镇", "大坪乡"))
ROLE = Qt.ItemDataRole.AccessibleTextRole


def without_basis(unit, item, content):
    return with_values(content, basis=None) if content.position <= 3 else content


@pytest.fixture
def county(tmp_path) -> Computer:
    made = county_desk(tmp_path / "county", UNITS)
    with made.working() as workspace:
        for each in UNITS[:3]:
            note_round(workspace, each, 2)
        judge(workspace, put_entries(workspace, DONE, "05", unchanged), "accepted")
        put_entries(workspace, WRONG, "05", without_basis)
        judge(workspace, put_entries(workspace, RETURNED, "05", unchanged)[:2], "returned", "请写清楚")
    return made


@pytest.fixture
def page(qtbot, desk, settle, county) -> MatrixPage:
    at = desk(county)
    made = MatrixPage(at).whole()
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    settle(at)
    return made


def go(page: MatrixPage, unit, field: str = "05") -> None:
    place = next(place for place, each in enumerate(page._matrix.columns) if each.field == field)
    assert page.view.table.go_to(unit.id, place)


def names(page: MatrixPage) -> list[str]:
    return [row.unit.name for row in page.view.table.model.rows]


def spoken(page: MatrixPage, unit, field: str = "05") -> str:
    model = page.view.table.model
    index = model.index(model.row_of(unit.id), model.section_of(STANDARD_CATALOGUE, field))
    return model.data(index, ROLE)


def press(page: MatrixPage, key: Qt.Key) -> None:
    QTest.keyClick(page.view.table.main, key)


def test_every_cell_says_in_a_sentence_what_its_colour_and_sign_say(page, settle):
    assert spoken(page, DONE).startswith("城关镇的“社会救助”已通过。一共 13 条，通过 13")
    assert "2 条已退回" in spoken(page, RETURNED)
    assert spoken(page, LATE) == "大坪乡还没有交“社会救助”，应有 13 条。按 Enter 催报。"
    page.tools.recheck.click()
    settle(page.desk)
    assert "3 条有必须改的问题" in spoken(page, WRONG)
    (toast,) = page.desk.messages.toasts
    assert toast.startswith("查了 4 个单位的 39 条：3 条有必须改的问题")


def test_the_current_cell_is_said_beside_the_legend(page):
    go(page, RETURNED)
    assert page.view.legend.words.text() == "石桥镇 · 社会救助：2 条已退回"
    press(page, Qt.Key.Key_Up)
    assert page.view.legend.words.text().startswith("双河镇 · 社会救助")
    press(page, Qt.Key.Key_Right)
    assert page.view.legend.words.text() == "双河镇 · 养老服务：没有交"


def test_a_small_screen_shows_units_not_what_stands_above_them(page, qtbot):
    table, words = page.view.table, page.view.legend.words
    go(page, RETURNED)
    # What is left of a screen of 1920×1080 at 200 % below header and tools.
    page.resize(858, 350)
    qtbot.waitUntil(lambda: table.height() >= 300)
    assert words.isVisible() and words.text() == "石桥镇 · 社会救助：2 条已退回"
    page.resize(1280, 640)
    qtbot.waitUntil(lambda: page.view.legend.isVisible() and page.view.legend.isAncestorOf(words))


def test_enter_leads_to_the_entries_behind_a_cell(page):
    go(page, WRONG)
    press(page, Qt.Key.Key_Return)
    target = {"organisation": WRONG.id, "checklist": STANDARD_CATALOGUE, "field": "05"}
    assert page.desk.went == [("review", target)]


def test_a_cell_that_was_not_handed_in_leads_to_the_reminder(page, settle):
    go(page, LATE)
    press(page, Qt.Key.Key_Return)
    assert page.view.reminding.isVisible()
    assert page.view.reminding.list.current_key() == LATE.id
    page.view.reminding.acted.emit(LATE.id, "copy")
    assert "还没有收到" in QGuiApplication.clipboard().text()
    go(page, DONE, "06")
    press(page, Qt.Key.Key_Return)
    assert page.desk.messages.toasts[-1] == "城关镇交过第 2 轮，里面没有“养老服务”。"
    assert page.desk.went == []


def test_who_is_reminded_of_what_stands_beside_the_table(page):
    assert page.remind.text() == "催报 2 个单位"
    page.remind.click()
    rows = {row.title: row for row in page.view.reminding.list.rows()}
    assert set(rows) == {"石桥镇", "大坪乡"}
    assert "退回的 2 条还没有改" in rows["石桥镇"].detail
    assert rows["石桥镇"].right == "没有登记电话"
    assert RowAction("look", "看退回的") in rows["石桥镇"].actions
    page.view.reminding.acted.emit(RETURNED.id, "look")
    assert page.desk.went[0][1]["organisation"] == RETURNED.id


def test_units_are_sorted_and_filtered_and_the_clerk_stays_at_the_unit(page):
    go(page, RETURNED)
    page.tools.order.setCurrentIndex(1)
    page.tools.order.activated.emit(1)
    assert names(page) == ["双河镇", "石桥镇", "大坪乡", "城关镇"]
    page.tools.order.setCurrentIndex(2)
    page.tools.order.activated.emit(2)
    assert names(page)[0] == "大坪乡"
    assert page.view.table.current_unit().unit == RETURNED
    page.tools.tabs.set_current("late")
    page.tools.tabs.chosen.emit("late")
    assert names(page) == ["大坪乡"]
    assert page.view.table.current_unit() is None or page.view.table.current_unit().unit == LATE


def test_a_unit_is_found_by_its_name(page):
    page.tools.find.insert("石桥")
    assert names(page) == ["石桥镇"]
    page.tools.find.clear()
    assert len(names(page)) == 4


def test_the_next_problem_is_one_key_away(page, settle):
    page.tools.recheck.click()
    settle(page.desk)
    page.view.table.setFocus()
    go(page, DONE, "01")
    press(page, Qt.Key.Key_F8)
    assert page.view.legend.words.text() == "双河镇 · 社会救助：3 条有必须改的问题"
    press(page, Qt.Key.Key_F8)
    assert page.view.legend.words.text().startswith("石桥镇 · 社会救助")
    QTest.keyClick(page.view.table.main, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert page.view.legend.words.text().startswith("双河镇")


def test_the_menu_of_a_cell_leads_to_the_comparison_of_its_field(page):
    go(page, DONE)
    page._show_menu(QPoint(10, 10))
    menu = page.findChild(QMenu)
    acts = {act.text(): act for act in menu.actions()}
    assert acts["看条目"].isEnabled() and not acts["催报"].isEnabled()
    acts["同项对比"].trigger()
    menu.close()
    assert page.desk.went == [("item-compare", {"field": "05"})]


def test_the_count_at_the_end_is_of_whole_fields(page):
    model = page.view.table.model
    index = model.index(model.row_of(DONE.id), model.last)
    concerned = sum(cell is not None for cell in model.rows[0].cells)
    assert model.data(index) == f"1 / {concerned}"
    assert "整个通过的 1 个" in model.data(index, ROLE)


def test_the_names_stay_while_the_fields_scroll(page, qtbot):
    page.resize(700, 400)
    table = page.view.table
    table.main.setFocus()
    go(page, DONE)
    press(page, Qt.Key.Key_End)
    assert table.main.horizontalScrollBar().value() > 0
    assert table.names.isVisible()
    assert table.names.horizontalHeader().height() == table.main.horizontalHeader().height()
    assert table.names.viewport().height() == table.main.viewport().height()


def test_the_table_becomes_files(page, settle, tmp_path):
    for button, file in ((page.tools.workbook, "总表.xlsx"), (page.tools.pdf, "总表.pdf")):
        page.desk.messages.save_answer = tmp_path / file
        button.click()
        settle(page.desk)
        assert (tmp_path / file).stat().st_size > 1000
    assert page.desk.messages.suggested == ["2026年青山县总表.xlsx", "2026年青山县总表.pdf"]
    page.desk.messages.save_answer = tmp_path / "名单.xlsx"
    page.view.reminding.save_list.emit()
    settle(page.desk)
    assert (tmp_path / "名单.xlsx").stat().st_size > 1000
    assert page.desk.messages.toasts[-1] == "已存成名单：名单.xlsx，2 个单位。"


def test_a_reminder_is_printed_or_saved_where_there_is_no_printer(page, settle, tmp_path):
    page.view.reminding.acted.emit(LATE.id, "print")
    settle(page.desk)
    (trouble,) = page.desk.messages.troubles
    assert trouble.code == "printer-missing"
    page.desk.messages.save_answer = tmp_path / "催报.pdf"
    page.desk.messages.trouble_buttons[0][0][2]()
    settle(page.desk)
    assert page.desk.messages.suggested == ["大坪乡催报通知.pdf"]
    assert (tmp_path / "催报.pdf").read_bytes().startswith(b"%PDF")


def test_checking_again_can_be_stopped(page, settle):
    gate = threading.Event()
    page.desk.session.ask(lambda workspace: gate.wait(20))
    page.desk.session.long_started.connect(lambda job, title: job.cancel())
    page.tools.recheck.click()
    gate.set()
    settle(page.desk)
    assert [trouble.code for trouble in page.desk.messages.troubles] == ["cancelled"]
    assert "没查过" in spoken(page, WRONG)


def test_what_changed_elsewhere_is_seen_at_once(page, settle):
    ids: list[str] = []
    page.desk.session.ask(
        lambda workspace: [row.id for row in workspace.store.entries.listed(organisation=WRONG.id)], ids.extend
    )
    settle(page.desk)
    page.desk.session.act(lambda workspace: judge(workspace, ids, "accepted"))
    settle(page.desk)
    assert spoken(page, WRONG).startswith("双河镇的“社会救助”已通过")


def test_without_units_the_page_leads_to_the_roster(qtbot, desk, settle, tmp_path):
    at = desk(county_desk(tmp_path / "empty", ()))
    made = MatrixPage(at).whole()
    qtbot.addWidget(made)
    made.show()
    settle(at)
    made.view.to_roster.click()
    assert at.went == [("inbox", {"roster": True})]


def test_long_titles_are_read_in_two_lines_downwards():
    assert vertical_lines("社会救助") == ["社会救助"]
    assert vertical_lines("国有土地上房屋征收与补偿") == ["国有土地上房", "屋征收与补偿"]
    assert all(len(line) <= 7 for line in vertical_lines("试点政务公开事项清单（12个要素）"))


def test_another_page_leads_to_the_words_for_a_unit(qtbot, desk, settle, county):
    at = desk(county)
    made = MatrixPage(at).whole()
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show_place(remind=LATE.id)
    made.show()
    settle(at)
    assert made.view.reminding.isVisible()
    assert made.view.reminding.list.current_key() == LATE.id


def test_what_was_not_handed_in_is_no_problem_to_look_at(page):
    tabs = page.tools.tabs
    tabs.set_current("problems")
    tabs.chosen.emit("problems")
    assert names(page) == [RETURNED.name]


def test_who_was_overdue_when_handing_in_is_told_and_found(qtbot, desk, settle, shot, tmp_path):
    at = desk(inspected_county(tmp_path))
    page = MatrixPage(at).whole()
    qtbot.addWidget(page)
    page.resize(1280, 640)
    page.show()
    settle(at)
    shot(page, "matrix-overdue")
    assert page.tools.tabs.buttons[-1].text() == "有逾期 1"
    page.tools.tabs.buttons[-1].click()
    assert names(page) == ["兴隆镇"]
    (row,) = page.view.table.model.rows
    assert unit_tip(row).endswith("报来时逾期的：公开台账 2 件。") and round_words(row) == "第1轮 有逾期"
