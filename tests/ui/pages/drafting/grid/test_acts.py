"""Acts on many cells and lines: each is one step, undone in one step."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from tests.support import Computer
from tests.ui.pages.drafting.grid.conftest import ALT, CTRL, GridSitting
from tests.ui.support import choose_look

_Key = Qt.Key
OURS = "兴隆镇人民政府"
THEIRS = "县级人民政府民政部门、兴隆镇人民政府"


def revisions(at: GridSitting) -> dict[str, str]:
    return {row.code: row.revision for row in at.view.cells.rows.values()}


def test_the_first_cell_fills_those_below(grid, township: Computer):
    township.set("05-004", publisher="兴隆镇民政办")
    at: GridSitting = grid(township)
    before = revisions(at)
    at.go("05-004", "publisher")
    at.reach("05-007", "publisher")
    at.press(_Key.Key_D, CTRL)
    changed = [code for code in before if at.row(code).revision != before[code]]
    assert changed == ["05-005", "05-006", "05-007"]
    assert {at.values(code)["publisher"] for code in changed} == {"兴隆镇民政办"}
    assert at.messages.toasts[-1] == "向下填充，改了 3 格。"
    at.undo()
    assert at.values("05-005")["publisher"] == OURS and at.values("05-004")["publisher"] == "兴隆镇民政办"
    assert revisions(at) != before and at.desk.session.redo_label.startswith("向下填充 公开主体")


def test_one_cell_is_filled_with_what_stands_above_it(grid, township: Computer):
    township.set("05-004", publisher="兴隆镇民政办")
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.click(at.tools.fill_down)
    assert at.values("05-005")["publisher"] == "兴隆镇民政办"


def test_delete_empties_the_chosen_cells_in_one_step(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.reach("05-006", "channels")
    at.press(_Key.Key_Delete)
    for code in ("05-005", "05-006"):
        assert at.values(code).get("publisher") is None and at.values(code).get("channels") is None
    at.undo()
    assert at.values("05-006")["channels"] and at.values("05-005")["publisher"] == OURS


def test_lines_that_do_not_concern_us_are_left_and_said(grid, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-006"), not_applicable="本镇没有这类对象")
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.reach("05-007", "publisher")
    at.press(_Key.Key_Delete)
    assert at.view.panels.open is at.acts.preview and at.values("05-005")["publisher"] == OURS
    at.press(_Key.Key_Escape)
    assert at.view.panels.open is None and at.view.table.main.hasFocus()
    at.click(at.tools.set_many)
    assert at.acts.set_many.summary.text().startswith("选中 2 条")


def test_what_is_refused_is_shown_first_with_its_reason(grid, township: Computer):
    township.set("05-004", publisher="兴隆镇民政办")
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-006"), not_applicable="本镇没有这类对象")
    at: GridSitting = grid(township)
    at.go("05-004", "publisher")
    at.reach("05-007", "publisher")
    at.press(_Key.Key_D, CTRL)
    preview = at.acts.preview
    assert at.view.panels.open is preview and "1 格改不了" in preview.summary.text()
    rows = preview.list.rows.rows()
    assert "不涉及" in rows[0].note and rows[0].title == "05-006 审批信息 · 公开主体"
    assert at.values("05-005")["publisher"] == OURS
    preview.list.jumped.emit(*rows[0].key.split("|"))
    at.wait()
    assert at.view.cells.current == (at.row("05-006").id, "publisher") and at.view.panels.open is preview
    at.click(preview.accept)
    assert at.values("05-005")["publisher"] == at.values("05-007")["publisher"] == "兴隆镇民政办"
    assert at.values("05-006")["publisher"] == THEIRS and at.view.panels.open is None
    assert at.view.table.main.hasFocus()
    at.undo()
    assert at.values("05-007")["publisher"] != "兴隆镇民政办"


def test_the_standard_is_written_back_into_the_chosen_cells(grid, township: Computer):
    township.set("05-005", publisher="别的", audience="特定群体", audience_group="低保对象")
    township.set("05-006", publisher="又是别的")
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.reach("05-006", "publisher")
    at.click(at.tools.standard)
    assert at.values("05-005")["publisher"] == OURS and at.values("05-005")["audience"] == "特定群体"
    assert at.values("05-006")["publisher"] != "又是别的"
    at.undo()
    assert at.values("05-006")["publisher"] == "又是别的" and at.values("05-005")["publisher"] == "别的"
    at.undo()


def test_those_that_cannot_be_finished_are_listed(grid, township: Computer):
    township.set("05-006", publisher=None)
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.reach("05-007", "publisher")
    at.tools.finish.trigger()
    at.wait()
    assert [at.row(code).state for code in ("05-005", "05-006", "05-007")] == ["ready", "draft", "ready"]
    preview = at.acts.preview
    assert at.view.panels.open is preview and "1 条还有要改的地方" in preview.summary.text()
    assert [row.title for row in preview.list.rows.rows()] == ["05-006 审批信息"]
    at.undo()
    assert at.row("05-005").state == "draft"


def test_many_lines_do_not_concern_us_for_one_reason(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.reach("05-006", "publisher")
    at.click(at.tools.decline)
    panel = at.acts.decline
    at.click(panel.accept)
    assert "写明理由" in panel.field.line() and at.content("05-005")["not_applicable"] is None
    at.press(_Key.Key_1, ALT)
    reason = panel.reason.text()
    assert reason.startswith("本镇没有")
    # Looking elsewhere meanwhile changes nothing about which lines are meant.
    at.go("05-009", "publisher")
    at.click(panel.accept)
    assert at.content("05-009")["not_applicable"] is None
    assert at.content("05-005")["not_applicable"] == at.content("05-006")["not_applicable"] == reason
    at.go("05-005", "publisher")
    at.reach("05-006", "publisher")
    at.tools.take_up.trigger()
    at.wait()
    assert at.content("05-006")["not_applicable"] is None
    at.undo()
    at.undo()
    assert at.content("05-005")["not_applicable"] is None


def test_lines_are_confirmed_copied_and_removed(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.reach("05-006", "publisher")
    at.tools.confirm.trigger()
    at.wait()
    assert at.row("05-005").evidence == at.row("05-006").evidence == "confirmed"
    at.go("05-005", "publisher")
    at.tools.duplicate.trigger()
    at.wait()
    copies = [row for row in at.view.cells.rows.values() if row.local]
    assert len(copies) == 1 and at.view.cells.current[0] == copies[0].id
    at.tools.remove.trigger()
    at.wait()
    assert not [row for row in at.view.cells.rows.values() if row.local]
    at.undo()
    assert [row for row in at.view.cells.rows.values() if row.local]


def test_tools_say_why_they_cannot_be_used(grid, township: Computer):
    at: GridSitting = grid(township, field="06")
    assert not at.tools.standard.isEnabled() and "采用" in at.tools.standard.toolTip()
    assert at.tools.add.isEnabled()


def test_the_menu_of_the_cells_has_the_same_acts(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    menu = at.acts.menu()
    words = [action.text().split("\t")[0] for action in menu.actions() if action.text()]
    assert words[:3] == ["复制", "粘贴", "向下填充"] and "删除选中的" in words
    menu.close()
    assert not [button for button in at.tools.findChildren(QPushButton) if not button.accessibleName()]


def test_a_panel_goes_with_its_table(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.click(at.tools.decline)
    at.page.show_place(field="06")
    at.wait()
    assert at.view.panels.open is None


def test_what_was_not_adopted_is_adopted_with_the_change(grid, township: Computer):
    at: GridSitting = grid(township, field="16")
    first, second, third = (at.view.table.model.row_at(row).code for row in range(3))
    at.go(first, "publisher")
    at.press(_Key.Key_F2)
    at.type("兴隆镇党政办")
    at.press(_Key.Key_Return)
    assert at.values(first)["publisher"].endswith("党政办") and at.row(first).id and not at.row(second).id
    at.undo()
    assert at.row(first).id is None
    at.go(first, "publisher")
    at.reach(third, "publisher")
    at.click(at.tools.set_many)
    assert at.acts.set_many.summary.text() == "选中 3 条，将清空 3 条，3 条先采用。"


def test_a_block_pasted_over_items_not_adopted_begins_them_in_one_step(grid, township: Computer):
    at: GridSitting = grid(township, field="16")
    first, second, third = (at.view.table.model.row_at(row).code for row in range(3))
    at.go(first, "publisher")
    at.paste("党政办\n民政办")
    assert at.messages.toasts[-1] == "粘贴，改了 2 格，其中 2 条先采用了。"
    assert at.values(second)["publisher"] == "民政办" and at.row(third).id is None
    at.go(second, "publisher")
    at.reach(third, "publisher")
    at.press(_Key.Key_D, CTRL)
    assert at.values(third)["publisher"] == "民政办"
    assert at.desk.session.undo_label.endswith("（1 项，采用 1 项）")
    at.undo()
    at.undo()
    assert not any(at.row(code).id for code in (first, second, third))
    at.go(first, "publisher")
    at.paste("党政办\n坏\x07")
    assert "其中 1 条先采用" in at.acts.preview.summary.text()
    at.click(at.acts.preview.accept)
    assert at.values(first)["publisher"] == "党政办" and at.row(second).id is None


def test_what_is_no_value_yet_waits_in_an_item_not_adopted(grid, township: Computer):
    at: GridSitting = grid(township, field="16")
    code = at.view.table.model.row_at(0).code
    at.go(code, "publisher")
    at.press(_Key.Key_F2)
    at.type("坏\x07")
    at.press(_Key.Key_Return)
    row = at.row(code)
    assert row.id is None and "U+0007" in row.waiting["publisher"].reason


def test_tools_without_room_stand_in_the_menu(grid, township: Computer):
    choose_look("light", 2.0)
    at: GridSitting = grid(township, width=536)
    assert not at.tools.history.isVisible() and at.tools.height() < 160
    at.go("05-005", "publisher")
    menu = at.tools.more.menu()
    menu.aboutToShow.emit()
    offered = {action.text(): action for action in menu.actions() if action.isVisible()}
    assert offered["照标准"].isEnabled()
    offered["替换"].trigger()
    at.wait()
    assert at.view.panels.open is at.acts.replace
    choose_look("light", 1.0)
    at.window.resize(700, 600)
    at.wait()
    menu.aboutToShow.emit()
    assert at.tools.history.isVisible() and "替换" not in [a.text() for a in menu.actions() if a.isVisible()]


def test_a_finding_of_a_cell_is_let_stand_or_mended_from_its_menu(grid, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"elements": ["县扶贫办审核结果、帐户"]})
    at: GridSitting = grid(township)
    at.go("05-003", "elements")

    def offered() -> list[str]:
        menu = at.acts.menu()
        words = [action.text() for action in menu.actions()]
        menu.close()
        return words[: words.index("")]

    def choose(words: str) -> None:
        menu = at.acts.menu()
        next(action for action in menu.actions() if action.text().startswith(words)).trigger()
        menu.close()
        at.wait()

    assert any(words.startswith("换") for words in offered())
    at.messages.text_answer = "县里的机构还没有改名"
    former = next(words for words in offered() if words.startswith("不用改") and "扶贫办" in words)
    choose(former)
    assert former not in offered() and any(words.startswith("重新提醒") for words in offered())
    choose("重新提醒")
    assert former in offered()
    at.go("05-004", "publisher")
    assert at.acts.menu().actions()[0].text().startswith("复制"), "a cell without findings offers nothing of them"
