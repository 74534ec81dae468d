"""Findings beside the form: what each button does, the order they stand in, and the way from one to the next."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from tests.support import DEPARTMENT, Computer, computer
from ui.pages.drafting.findings_panel import finding_rows
from ui.pages.drafting.page import DraftingPage
from ui.widgets.buttons import Button

SHIFT = Qt.KeyboardModifier.ShiftModifier
OWN = "县级人民政府民政部门、兴隆镇人民政府"
OLD = {"title": "最低生活保障审核审批办法（试行）", "number": None, "kind": None, "article": None}


@pytest.fixture
def panel_of():
    def open_panel(at):
        at.press(Qt.Key.Key_F9)
        return at.page.view.side.findings

    return open_panel


def row_of(panel, words: str):
    return next(row for row in panel.rows.rows() if words in row.title)


def texts(row) -> list[str]:
    return [action.text for action in row.actions]


def press(at, panel, row, code: str) -> None:
    """Press a button of a row, as the mouse does."""
    panel.rows.acted.emit(row.key, code)
    at.wait()


def test_a_finding_is_mended_from_its_row_and_the_mend_undone(sit, township: Computer, panel_of):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": None, "basis": [OLD]})
    at = sit(township, item="05-004")
    panel = panel_of(at)
    row = row_of(panel, "没有填“公开主体”")
    assert texts(row) == ["去看看", "用标准的"]
    press(at, panel, row, "fix")
    assert at.stored("05-003")["values"]["publisher"] == OWN
    assert at.title == "05-004"
    press(at, panel, row_of(panel, "已经废止"), "fix")
    assert [each["title"] for each in at.stored("05-003")["values"]["basis"]] == ["最低生活保障审核确认办法"]
    at.messages.toast_actions[-1]()
    at.wait()
    assert at.stored("05-003")["values"]["basis"] == [OLD]


def test_the_keyboard_goes_there_or_takes_any_button_from_a_menu(sit, township: Computer, panel_of):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": None})
    at = sit(township, item="05-004")
    panel = panel_of(at)
    panel.rows.set_current(row_of(panel, "没有填“公开主体”").key)
    at.qtbot.keyClick(panel.rows, Qt.Key.Key_Return, SHIFT)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions()] == ["去看看", "用标准的"]
    menu.actions()[1].trigger()
    menu.close()
    at.wait()
    assert at.stored("05-003")["values"]["publisher"] == OWN


def test_what_concerns_the_whole_table_is_told_once_and_first(sit, tmp_path, panel_of):
    made = computer(tmp_path / "局", DEPARTMENT)
    with made.working() as workspace:
        adopt(workspace, field="05")
    at = sit(made, field="05")
    panel = panel_of(at)
    headings = [row.title for row in panel.rows.rows() if row.heading]
    assert headings[0].startswith("整张表")
    question = row_of(panel, "公开主体")
    assert texts(question) == ["本单位公开", "照原文", "不涉及"]
    press(at, panel, question, "own")
    assert not at.page.table.open_publishers
    assert not [row for row in panel.rows.rows() if "公开主体" in row.title and row.key == question.key]


def test_all_unconfirmed_are_confirmed_from_one_row(sit, township: Computer, panel_of):
    at = sit(township, field="05")
    panel = panel_of(at)
    unconfirmed = [row for row in panel.rows.rows() if "核对" in row.title]
    assert len(unconfirmed) == 1
    press(at, panel, unconfirmed[0], "fix")
    assert not [row for row in panel.rows.rows() if "核对" in row.title]
    assert "记下核对了" in at.messages.toasts[-1]


def test_buttons_lead_on_and_back(sit, township: Computer, panel_of):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"deadline": None})
        set_entry(workspace, find_entry(workspace, "05-006"), {"audience": None})
    at = sit(township, item="05-001")
    panel = panel_of(at)
    at.click(panel.next)
    assert at.title == "05-003"
    panel = panel_of(at)
    at.click(panel.next)
    assert at.title == "05-006"
    panel = panel_of(at)
    at.click(panel.previous)
    assert at.title == "05-003"


def test_of_very_many_findings_the_first_are_listed(sit, township: Computer):
    at = sit(township, field="05")
    table: DraftingPage = at.page
    finding = table.table.findings[0]
    rows = finding_rows(table.table, [finding] * 5000, "")
    assert len(rows) == 201 and rows[0].title == "整张表 5000 处，先列前 200 处"


def test_a_doubt_is_let_stand_with_a_reason_and_taken_up_again(sit, township: Computer, panel_of):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"elements": ["县扶贫办审核结果"]})
    at = sit(township, item="05-003")
    panel = panel_of(at)
    doubt = row_of(panel, "扶贫办")
    assert texts(doubt)[-1] == "不用改"
    press(at, panel, doubt, "dismiss")
    assert row_of(panel, "扶贫办"), "without a reason nothing happens"
    at.messages.text_answer = "县里的机构还没有改名"
    press(at, panel, doubt, "dismiss")
    folded = panel.rows.rows()[-1]
    assert folded.title == "说明过不用改 1 处" and not [row for row in panel.rows.rows() if "扶贫办" in row.title]
    at.press(Qt.Key.Key_F8)
    assert at.title == "05-003", "F8 passes over it"
    panel.rows.set_current(folded.key)
    at.qtbot.keyClick(panel.rows, Qt.Key.Key_Return)
    silent = panel.rows.rows()[-1]
    assert "扶贫办" in silent.title and "县里的机构还没有改名" in silent.note and texts(silent) == ["重新提醒"]
    press(at, panel, silent, "again")
    assert texts(row_of(panel, "扶贫办"))[-1] == "不用改"
    at.messages.toast_actions[-1]()
    at.wait()
    assert "说明过不用改 1 处" in [row.title for row in panel.rows.rows()]


@pytest.mark.parametrize("is_plain", [False, True])
def test_a_doubt_is_let_stand_at_its_field(sit, township: Computer, panel_of, is_plain: bool):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"elements": ["县扶贫办审核结果"]})
    at = sit(township, item="05-003")
    if is_plain:
        at.click(at.page.view.entry.tools.unfold)
    at.form.focus_element("elements")
    at.wait()
    at.messages.text_answer = "县里的机构还没有改名"
    at.click(next(each for each in at.form.findChildren(Button) if each.text() == "不用改" and each.isVisible()))
    assert "扶贫办" not in at.form.line("elements")
    at.write("elements", "县扶贫办审批结果")
    at.page.view.items.rows.setFocus()
    at.wait()
    assert "扶贫办" in at.form.line("elements"), "it speaks again when the content changes"
