"""Writing the catalogue: items, typing, acts, findings and history."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton

from app.drafting.adopting import add_local, adopt
from app.drafting.beginning import Beginning
from app.drafting.concern import say_concern
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.products.catalogue import sections
from tests.support import DEPARTMENT, TOWNSHIP, VILLAGE, Computer, computer
from tests.ui.support import wait_idle
from ui import typed_text
from ui.editors.numbered_text import NumberedText
from ui.editors.quiet_combo import QuietCombo
from ui.grave_dialog import GraveDialog
from ui.pages.drafting.finding_rows import TAKE_OUT
from ui.pages.drafting.page import DraftingPage

CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def button(widget, text: str) -> QPushButton:
    return next(found for found in widget.findChildren(QPushButton) if found.text() == text and found.isVisible())


# --- choosing and typing -----------------------------------------------------------------------------------------


def test_beside_an_empty_field_stands_what_to_do(sit, tmp_path: Path):
    at = sit(computer(tmp_path / "镇", TOWNSHIP), field="05")
    standard = at.page.view.side.standard
    words = "".join(label.text() for label in standard.findChildren(QLabel) if label.isVisible())
    assert "在事项列表里选一条" in words
    at.choose("05-003")
    assert not any("在事项列表里选一条" in label.text() for label in standard.findChildren(QLabel) if label.isVisible())


def test_the_first_unfinished_item_is_shown_and_arrows_go_on(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-001"), state="ready")
    at = sit(township, field="05")
    assert at.title == "05-002"
    assert at.row("05-001").icon_text == "已完成"
    at.press(Qt.Key.Key_Right, ALT)
    assert at.title == "05-003" and at.page.view.items.rows.current_key() == "05-003"
    at.press(Qt.Key.Key_Left, ALT)
    assert at.title == "05-002"


def test_a_typed_deadline_is_saved_when_it_is_left(sit, township: Computer):
    at = sit(township, item="05-005")
    saved = []
    at.desk.session.saved.connect(saved.append)
    at.write("deadline", "5", "公示多少")
    at.page.view.items.rows.setFocus()
    at.wait()
    assert at.stored("05-005")["values"]["deadline"]["notice_days"] == 5
    assert saved and not at.desk.session.typing.is_waiting
    assert at.page.view.entry.shown.relation == "adapted"
    assert "7个工作日" in at.form.line("deadline").replace(" ", "")
    assert at.page.view.side.standard.isVisible()


def test_undo_shows_the_text_of_before(sit, township: Computer):
    at = sit(township, item="05-005")
    at.write("publisher", "兴隆镇民政办")
    at.choose("05-006")
    at.choose("05-005")
    assert at.form.value("publisher") == "兴隆镇民政办"
    at.desk.session.undo()
    at.wait()
    assert at.form.value("publisher") == "兴隆镇人民政府"


def compose(widget, preedit: str, commit: str = "") -> None:
    """What an input method sends: what is being composed, or what was chosen."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def test_lines_are_taken_back_one_by_one(sit, township: Computer):
    at = sit(township, item="05-004", element="elements")
    text = at.form.editor("elements").findChild(NumberedText)
    whole = text.lines()
    text.moveCursor(QTextCursor.MoveOperation.End)
    for line in ("办理时限", "监督电话", "收费标准"):
        at.qtbot.keyClick(text, Qt.Key.Key_Return)
        text.insertPlainText(line)
    at.desk.session.typing.settle()
    at.wait()
    for left in (["办理时限", "监督电话"], ["办理时限"], []):
        assert not text.document().isUndoAvailable()
        at.desk.session.undo()
        at.wait()
        assert at.stored("05-004")["values"]["elements"] == whole + left
        assert text.textCursor().atEnd()


def test_what_an_input_method_composes_is_stored_and_taken_back(sit, township: Computer):
    at = sit(township, item="05-005", element="publisher")
    field = at.form.editor("publisher").inputs()[0]
    field.selectAll()
    compose(field, "xinglong")
    compose(field, "", "兴隆镇")
    compose(field, "minzheng")
    compose(field, "", "民政办")
    assert at.form.value("publisher") == "兴隆镇民政办"
    at.page.view.items.rows.setFocus()
    at.wait()
    assert at.stored("05-005")["values"]["publisher"] == "兴隆镇民政办"
    at.desk.session.undo()
    at.wait()
    assert at.form.value("publisher") == "兴隆镇人民政府"


@pytest.mark.parametrize("leave", ["list", "neighbour", "page"])
def test_a_composition_is_finished_when_its_element_is_left(sit, township: Computer, leave: str):
    at = sit(township, item="05-005", element="publisher")
    field = at.form.editor("publisher").inputs()[0]
    field.moveCursor(field.textCursor().MoveOperation.End)
    compose(field, "民政办")
    if leave == "list":
        at.page.view.items.rows.setFocus()
    elif leave == "neighbour":
        at.press(Qt.Key.Key_Right, ALT)
    else:
        assert at.page.may_leave()
    at.wait()
    assert at.stored("05-005")["values"]["publisher"] == "兴隆镇人民政府民政办"
    assert "民政办" not in at.stored("05-006")["values"]["publisher"]


def test_reading_never_overwrites_what_is_typed_meanwhile(sit, township: Computer):
    at = sit(township, item="05-005")
    at.page.reload()
    at.write("publisher", "正在写")
    at.wait()
    assert at.form.value("publisher") == "正在写"


def test_nothing_is_lost_when_the_page_is_left_while_typing(sit, township: Computer):
    at = sit(township, item="05-005")
    at.write("publisher", "还没离开这一格")
    assert at.page.may_leave()
    at.wait()
    assert at.stored("05-005")["values"]["publisher"] == "还没离开这一格"


def test_a_field_that_does_not_concern_the_unit_says_so(sit, township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"09": "本镇没有这类事"})
    at = sit(township, field="09")
    choice = at.page.choice
    assert choice.currentText() == "09 就业（不涉及）"
    assert any("本镇没有这类事" in label.text() for label in at.page.findChildren(QLabel) if label.isVisible())
    assert not at.page.table.findings
    at.click(at.page.tools.adopt_all)
    assert "不涉及" not in choice.currentText()


def test_what_the_disk_refused_stays_in_the_form(sit, township: Computer, monkeypatch: pytest.MonkeyPatch):
    def full(*arguments):
        raise UserFacingError("disk-full", "磁盘满了，没有存上。请腾出地方。")

    at = sit(township, item="05-005")
    monkeypatch.setattr(typed_text, "keep_draft", full)
    at.write("publisher", "磁盘没有收下的话")
    at.page.view.items.rows.setFocus()
    at.wait()
    assert at.form.value("publisher") == "磁盘没有收下的话"
    at.choose("05-006")
    at.choose("05-005")
    assert at.form.value("publisher") == "磁盘没有收下的话"
    monkeypatch.undo()
    at.desk.session.typing.settle()
    at.wait()
    assert at.form.value("publisher") == at.stored("05-005")["values"]["publisher"] == "磁盘没有收下的话"


def test_a_value_not_in_shape_stays_with_its_reason(sit, tmp_path: Path):
    made = computer(tmp_path / "村", VILLAGE)
    with made.working() as workspace:
        adopt(workspace, checklist="village-affairs", item="VA-001")
    at = sit(made, item="VA-001", element="deadline")
    at.desk.session.typing.typed(at.page.view.entry.shown.entry, "mask_pii", "也许")
    at.choose("VA-002")
    assert any("没写完整" in toast for toast in at.messages.toasts)
    at.choose("VA-001")
    assert "mask_pii" in at.page.view.entry.shown.waiting
    assert "填得不对" in at.form.line("mask_pii")
    at.press(Qt.Key.Key_Return, CTRL)
    assert at.stored("VA-001")["state"] == "draft"


def test_a_value_not_in_shape_is_told_and_led_to_from_another_page(sit, tmp_path: Path):
    made = computer(tmp_path / "村", VILLAGE)
    with made.working() as workspace:
        adopt(workspace, checklist="village-affairs", item="VA-001")
    at = sit(made, item="VA-001", element="deadline")
    entry = at.page.view.entry.shown.entry
    at.desk.session.typing.typed(entry, "mask_pii", "也许")
    at.page.may_leave()
    at.page.hide()
    at.wait()
    assert "没写完整" in at.messages.toasts[-1]
    at.messages.toast_actions[-1]()
    assert at.desk.went == [("drafting", {"entry": entry, "element": "mask_pii"})]


def test_keys_and_tools_wait_for_the_table(qtbot, desk, township: Computer):
    at, gate = desk(township), threading.Event()
    at.session.ask(lambda workspace: gate.wait())
    page = DraftingPage(at).whole()
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
    qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    qtbot.addWidget(page.tools)
    page.tools.show()
    qtbot.mouseClick(page.tools.adopt_all, Qt.MouseButton.LeftButton)
    assert page.table is None and not page.tools.adopt_all.isEnabled()
    gate.set()
    wait_idle(qtbot, at.jobs)
    assert page.tools.add.isEnabled()


# --- acts --------------------------------------------------------------------------------------------------------


def test_finishing_goes_on_to_the_next_unfinished_item(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-006"), state="ready")
    at = sit(township, item="05-005")
    at.form.focus_element("publisher")
    at.qtbot.keyClick(at.page.focusWidget(), Qt.Key.Key_Return, CTRL)
    at.wait()
    assert at.stored("05-005")["state"] == "ready"
    assert at.title == "05-007"
    assert at.row("05-005").icon_text == "已完成"


def test_what_must_be_mended_stops_finishing_and_gets_the_keyboard(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-005"), {"audience": None})
    at = sit(township, item="05-005")
    at.click(at.page.view.bar.forward)
    assert at.stored("05-005")["state"] == "draft"
    assert "没有填“公开对象”" in at.form.line("audience")
    assert at.form.editor("audience").isAncestorOf(at.page.focusWidget())
    assert "还有 1 处要改" in at.messages.toasts[-1]


def test_what_a_check_puts_right_is_told_as_its_button_says_it(sit, township: Computer):
    with township.working() as workspace:
        local = add_local(workspace, {"level1": "社会捐助", "level2": "乡贤助困"}, field="05")
    at = sit(township, item="05-005")
    at.page.open_at(at.page.table.place, local, "publisher")
    at.wait()
    fills = (each for each in at.form.findChildren(QPushButton) if each.text() == "填本单位" and each.isVisible())
    at.click(next(fills))
    assert at.messages.toasts[-1] == "已按“填本单位”改好。"


def test_not_applicable_needs_a_reason_and_can_be_taken_back(sit, township: Computer):
    at = sit(township, item="05-005")
    at.click(at.page.view.entry.tools.not_applicable)
    box = at.page.view.entry.decline
    at.click(box.accept)
    assert "写明理由" in box.field.line() and at.stored("05-005")["not_applicable"] is None
    box.reason.line.insert("本镇没有这类人")
    at.click(box.accept)
    assert at.stored("05-005")["not_applicable"] == "本镇没有这类人"
    assert at.row("05-005").icon_text == "不涉及" and not box.isVisible()
    at.click(at.page.view.entry.tools.not_applicable)
    assert at.stored("05-005")["not_applicable"] is None


def test_what_only_another_answer_called_for_goes_with_it(sit, township: Computer):
    with township.working() as workspace:
        values = {"audience": "特定群体", "audience_group": "低保家庭"}
        set_entry(workspace, find_entry(workspace, "05-005"), values)
    at = sit(township, item="05-005", element="audience")
    at.page.view.side.standard.use_standard.emit("audience")
    at.wait()
    values = at.stored("05-005")["values"]
    assert (values["audience"], values.get("audience_group")) == ("全社会", None)
    at.desk.session.undo()
    at.wait()
    assert at.form.value("audience_group") == "低保家庭"


def test_the_standards_wording_comes_back_over_what_is_typed(sit, township: Computer):
    at = sit(township, item="05-005")
    at.write("publisher", "兴隆镇民政办")
    at.write("deadline", "3", "公示多少")
    at.page.view.items.rows.setFocus()
    at.wait()
    at.click(at.page.view.entry.tools.whole_standard)
    assert at.page.view.entry.shown.relation == "adopted"
    assert at.form.value("publisher") == "兴隆镇人民政府"
    assert "2 项" in at.messages.toasts[-1]
    at.messages.toast_actions[-1]()
    at.wait()
    assert at.form.value("publisher") == "兴隆镇民政办"


@pytest.mark.parametrize("unfolded", [False, True])
@pytest.mark.parametrize("words", ["用标准的", "整条照标准"])
def test_the_keyboard_stays_where_the_standard_is_taken(sit, township: Computer, words: str, unfolded: bool):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-005"), {"publisher": "兴隆镇民政办"})
    at = sit(township, item="05-005", element="publisher")
    if unfolded:
        at.click(at.page.view.entry.tools.unfold)
        at.form.focus_element("publisher")
    at.click(button(at.page, words))
    assert at.stored("05-005")["values"]["publisher"] == "兴隆镇人民政府"
    assert at.form.editor("publisher").isAncestorOf(QApplication.focusWidget())


def test_adopting_a_whole_field_asks_about_other_publishers_once(sit, tmp_path: Path):
    at = sit(computer(tmp_path / "局", DEPARTMENT), field="05")
    at.click(button(at.page, f"采用这 {len(at.page.table.items)} 条"))
    assert at.page.table.items[0].entry and at.page.table.open_publishers
    assert at.page.focusWidget() is at.page.view.items.rows
    at.click(button(at.page, "本单位公开"))
    assert at.page.focusWidget() is at.page.view.items.rows
    code = at.page.table.items[0].code
    assert at.stored(code)["values"]["publisher"] == DEPARTMENT.name
    assert not at.page.table.open_publishers


def test_an_item_is_adopted_by_the_first_thing_written_in_it(sit, tmp_path: Path):
    at = sit(computer(tmp_path / "镇", TOWNSHIP), item="05-005")
    assert at.form.value("publisher") == "兴隆镇人民政府"
    assert at.row("05-005").icon_text == "没动过"
    at.write("publisher", "兴隆镇民政办")
    at.page.view.items.rows.setFocus()
    at.wait()
    assert at.row("05-005").icon_text == "填报中"
    assert at.stored("05-005")["values"]["publisher"] == "兴隆镇民政办"
    assert at.page.view.entry.shown.relation == "adapted"
    at.desk.session.undo()
    at.wait()
    assert at.row("05-005").icon_text == "没动过"
    assert at.form.value("publisher") == "兴隆镇人民政府"
    assert at.desk.session.undo_label is None


def test_what_is_half_typed_in_an_item_that_was_not_adopted_stays(sit, tmp_path: Path):
    at = sit(computer(tmp_path / "村", VILLAGE), item="VA-001")
    shown = at.page.view.entry.shown
    begins = Beginning(shown.place.checklist, shown.code)
    at.desk.session.typing.typed(shown.id, "mask_pii", "也许", begins)
    at.desk.session.typing.settle()
    at.wait()
    assert at.page.view.entry.shown.waiting and at.page.view.entry.shown.entry is None
    at.choose("VA-002")
    at.choose("VA-001")
    assert "填得不对" in at.form.line("mask_pii")


def test_an_item_is_adopted_by_finishing_it(sit, tmp_path: Path):
    at = sit(computer(tmp_path / "镇", TOWNSHIP), item="05-005")
    assert at.page.view.bar.forward.text() == "本条完成"
    at.press(Qt.Key.Key_Return, CTRL)
    assert at.stored("05-005")["state"] == "ready" and at.title == "05-006"
    at.desk.session.undo()
    at.wait()
    assert at.row("05-005").icon_text == "没动过"


def test_a_local_item_stands_under_the_heading_it_was_made_at(sit, township: Computer):
    at = sit(township, item="05-005")
    at.click(at.page.tools.add)
    shown = at.page.view.entry.shown
    assert (shown.relation, shown.heading) == ("local", "最低生活保障")
    at.write("level2", "乡贤助困")
    at.page.view.items.rows.setFocus()
    at.wait()
    assert at.row(shown.entry).title == "乡贤助困" and at.row(shown.entry).number == "新增"
    headings = [row.title for row in at.page.view.items.rows.rows() if row.heading]
    assert len(headings) == len(set(headings))


def test_the_list_has_the_order_in_which_the_catalogue_is_printed(sit, township: Computer):
    with township.working() as workspace:
        add_local(workspace, {"level2": "还没有归类"}, field="05")
        local = add_local(workspace, {"level1": "社会捐助", "level2": "乡贤助困"}, field="05")
        set_entry(workspace, find_entry(workspace, local), {"level1": "最低生活保障"})
        (printed,) = sections(workspace, ["05"], "standard-catalogue")
    at = sit(township, field="05")
    assert [item.entry for item in at.page.table.items] == [row.id for row in printed.rows]


def test_confirming_asks_for_the_name_where_nobody_is_known(sit, tmp_path: Path):
    made = computer(tmp_path / "镇", TOWNSHIP, person=None)
    with made.working() as workspace:
        adopt(workspace, field="05")
    at = sit(made, item="05-010")
    at.messages.text_answer = "周丽"
    at.page.tools.confirm_one.trigger()
    at.wait()
    assert at.stored("05-010")["confirmed"]["person"] == "周丽"
    at.page.tools.confirm_all.trigger()
    at.wait()
    assert at.stored("05-001")["confirmed"]["person"] == "周丽"


def test_a_field_is_finalised_when_everything_is_finished(sit, township: Computer):
    at = sit(township, field="05")
    assert not at.page.tools.finalise.isEnabled()
    assert "还有 13 条没完成" in at.page.tools.finalise.toolTip()
    for _ in range(13):
        at.press(Qt.Key.Key_Return, CTRL)
    assert "可以定稿" in at.messages.toasts[-1]
    at.click(at.page.tools.finalise)
    assert {row.icon_text for row in at.page.view.items.rows.rows() if not row.heading} == {"已定稿"}
    at.write("publisher", "兴隆镇民政办")
    at.page.view.items.rows.setFocus()
    at.wait()
    assert at.row(at.title).icon_text == "填报中"


def test_removing_can_be_taken_back(sit, township: Computer):
    at = sit(township, item="05-005")
    menu = at.page.view.menu(at.page.table.item("05-005"))
    next(action for action in menu.actions() if action.text() == "删除").trigger()
    at.wait()
    assert at.row("05-005").icon_text == "没动过"
    at.messages.toast_actions[-1]()
    at.wait()
    assert at.row("05-005").icon_text == "填报中"


def test_the_neighbour_is_shown_where_a_local_item_was_removed(sit, township: Computer):
    at = sit(township, item="05-010")
    at.click(at.page.tools.add)
    local = at.page.view.entry.shown.entry
    keys = [item.key for item in at.page.table.items]
    at.page.acts.remove([local], "新增的")
    at.wait()
    assert at.title == keys[keys.index(local) + 1]


def test_the_menu_of_a_row_opens_on_it(sit, township: Computer):
    at = sit(township, item="05-005")
    rows = at.page.view.items.rows
    rows.customContextMenuRequested.emit(rows.visualRect(rows.currentIndex()).center())
    menu = at.page.view.items.findChild(QMenu)
    assert [action.text() for action in menu.actions() if action.text()] == [
        "不涉及…",
        "对照原文核对过了\tF7",
        "整条照标准",
        "历史",
        "公开审查",
        "复制一条\tCtrl+Shift+D",
        "删除",
        "删去误写的信息…",
    ]
    menu.close()


def test_a_finding_of_personal_data_leads_to_taking_it_out(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-005"), {"level3": "找13800138000"})
    at = sit(township, item="05-005")
    panel = at.page.view.side.findings
    at.page.view.show_findings()
    key = next(row.key for row in panel.rows.rows() if "手机号" in row.title)
    panel.rows.acted.emit(key, TAKE_OUT)
    at.wait()
    dialog = at.page.findChild(GraveDialog)
    combo = dialog.findChild(QuietCombo)
    assert combo.currentText() == "“三级事项”整栏" and not dialog.yes.isEnabled()
    dialog.reject()


# --- findings and history ------------------------------------------------------------------------------------------


def test_f8_goes_from_finding_to_finding(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"deadline": None})
        set_entry(workspace, find_entry(workspace, "05-006"), {"mode": None, "audience": None})
    at = sit(township, item="05-004")
    at.press(Qt.Key.Key_F8)
    assert at.title == "05-006" and at.form.editor("audience").isAncestorOf(at.page.focusWidget())
    at.press(Qt.Key.Key_F8)
    assert at.form.editor("mode").isAncestorOf(at.page.focusWidget())
    at.press(Qt.Key.Key_F8, SHIFT)
    at.press(Qt.Key.Key_F8, SHIFT)
    assert at.title == "05-003" and at.form.editor("deadline").isAncestorOf(at.page.focusWidget())
    assert [mark.text for mark in at.row("05-006").marks] == ["2"]


def test_f8_leads_to_what_is_said_of_the_whole_table(sit, tmp_path: Path):
    made = computer(tmp_path / "镇", TOWNSHIP)
    with made.working() as workspace:
        adopt(workspace, field="01")
    at = sit(made, field="01")
    assert at.page.table.findings and not any(at.page.table.key_of(finding) for finding in at.page.table.findings)
    at.press(Qt.Key.Key_F8)
    assert [row.title for row in at.page.view.side.findings.rows.rows() if not row.heading]
    assert "没有要改的地方。" not in at.messages.toasts
    assert at.page.view.side.findings.rows.isVisible()
    assert at.page.focusWidget() is at.page.view.side.findings.rows


def test_the_check_lists_findings_that_lead_to_their_place(sit, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"deadline": None})
    at = sit(township, item="05-004")
    at.press(Qt.Key.Key_F9)
    rows = at.page.view.side.findings.rows
    key = next(row.key for row in rows.rows() if "没有填“公开时限”" in row.title)
    rows.set_current(key)
    at.qtbot.keyClick(rows, Qt.Key.Key_Return)
    at.wait()
    assert at.title == "05-003"


def test_an_earlier_wording_comes_back_from_the_history(sit, township: Computer):
    at = sit(township, item="05-005")
    at.write("publisher", "兴隆镇民政办")
    at.choose("05-006")
    at.choose("05-005")
    at.page.view.show_history()
    at.wait()
    rows = at.page.view.side.history.rows
    change = next(row for row in rows.rows() if "民政办" in row.title)
    assert change.title == "兴隆镇人民政府 → 兴隆镇民政办" and change.detail == "公开主体"
    rows.acted.emit(change.key, "restore")
    at.wait()
    assert at.form.value("publisher") == "兴隆镇人民政府"
    newest = next(row for row in rows.rows() if not row.heading)
    assert newest.title == "恢复 05-005 以前的写法"


# --- places and widths ---------------------------------------------------------------------------------------------


def test_a_village_begins_with_its_own_affairs(sit, tmp_path: Path):
    at = sit(computer(tmp_path / "村", VILLAGE))
    assert at.page.choice.currentText().startswith("村务公开目录")
    assert button(at.page, "采用这 82 条")


def test_a_department_begins_with_its_first_field(sit, tmp_path: Path):
    made = computer(tmp_path / "局", DEPARTMENT)
    with made.working() as workspace:
        say_concern(workspace, {code: "由其他县级部门办理并公开" for code in workspace.library.fields if code != "05"})
    at = sit(made)
    assert at.page.table.place.field == "05"


def test_the_last_field_is_there_again(sit, township: Computer):
    at = sit(township, field="05")
    index = next(i for i in range(at.page.choice.count()) if "22 " in at.page.choice.itemText(i))
    at.page.choice.setCurrentIndex(index)
    at.page.choice.activated.emit(index)
    at.wait()
    assert at.page.table.place.field == "22"
    assert at.desk.preferences.get("drafting.place") == ["standard-catalogue", "22"]


def test_a_narrow_window_shows_one_column(sit, township: Computer, shot):
    at = sit(township, width=700, item="05-005")
    view = at.page.view
    assert view.entry.isVisible() and not view.items.isVisible() and not view.side.isVisible()
    view.columns.show_list()
    assert view.items.isVisible() and not view.entry.isVisible()
    at.qtbot.keyClick(view.items.rows, Qt.Key.Key_Return)
    at.wait()
    assert view.entry.isVisible() and not view.items.isVisible()


def test_what_is_to_be_confirmed_begins_with_the_first_of_the_field(sit, township: Computer):
    at = sit(township, item="05-012")
    at.page.show_place(field="05", unconfirmed=True)
    at.wait()
    found: list[str] = []
    at.page.desk.session.ask(lambda workspace: find_entry(workspace, "05-010").id, found.append)
    at.wait()
    assert found == [at.page.view.entry.shown.id]
