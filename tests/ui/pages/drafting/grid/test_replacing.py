"""Finding a text in the table and replacing it."""

from PySide6.QtCore import Qt

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.drafting.replacing import find_text
from tests.support import Computer
from tests.ui.pages.drafting.grid.conftest import CTRL, GridSitting
from ui.pages.drafting.grid.replacing import wanted_by_replacing
from ui.pages.drafting.grid.spots import found_spot

_Key = Qt.Key
WHOLE = "县级人民政府民政部门、兴隆镇人民政府"


def look(at: GridSitting, wanted: str, instead: str) -> None:
    panel = at.acts.replace
    panel.wanted.setFocus()
    panel.wanted.selectAll()
    at.type(wanted)
    panel.instead.setFocus()
    panel.instead.selectAll()
    at.type(instead)
    at.press(_Key.Key_Return)


def test_spots_are_listed_with_what_they_become_and_can_be_left_out(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-001", "publisher")
    at.press(_Key.Key_H, CTRL)
    panel = at.acts.replace
    assert panel.wanted.hasFocus()
    look(at, "县级人民政府民政部门", "县民政局")
    rows = panel.list.rows.rows()
    assert rows[0].title == "05-001 政策法规文件 · 公开主体" and rows[0].detail == WHOLE
    assert rows[0].note == "→ 县民政局、兴隆镇人民政府"
    marked = rows[0].note_spans[0]
    assert rows[0].note[marked.start : marked.start + marked.length] == "县民政局"
    count = len(rows)
    assert panel.accept.text() == f"替换 {count} 格"
    panel.list.rows.setFocus()
    panel.list.rows.set_current(rows[1].key)
    at.press(_Key.Key_Space)
    assert panel.accept.text() == f"替换 {count - 1} 格" and "不改 1 格" in panel.summary.text()
    at.press(_Key.Key_Return, CTRL)
    assert at.values("05-001")["publisher"] == "县民政局、兴隆镇人民政府"
    assert at.values("05-002")["publisher"] == WHOLE
    assert at.messages.toasts[-1] == f"替换，改了 {count - 1} 格。"
    at.undo()
    assert at.values("05-001")["publisher"] == WHOLE


def test_only_chosen_lines_and_one_element_are_looked_through(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "publisher")
    at.reach("05-006", "publisher")
    at.press(_Key.Key_H, CTRL)
    panel = at.acts.replace
    look(at, "人民政府", "政府")
    everywhere = len(panel.list.chosen())
    at.click(panel.only_chosen)
    at.click(panel.only_element)
    assert {spot.element for spot in panel.list.chosen()} == {"publisher"}
    assert len(panel.list.chosen()) == 3 < everywhere
    at.click(panel.whole)
    assert not panel.list.chosen() and panel.summary.text() == "这张表里没有找到。"


def test_what_cannot_be_looked_for_is_said_at_the_place(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "publisher")
    at.press(_Key.Key_H, CTRL)
    panel = at.acts.replace
    look(at, "长" * 1001, "短")
    assert "最多 1000 个字" in panel._wanted.line() and not panel.accept.isEnabled()
    look(at, "人民政府", "人民政府")
    assert not panel.accept.isEnabled()
    at.press(_Key.Key_Escape)
    assert at.view.panels.open is None


def test_a_jump_from_the_list_leaves_the_list(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-004", "publisher")
    at.press(_Key.Key_H, CTRL)
    panel = at.acts.replace
    at.click(panel.only_element)
    look(at, "民政部门", "民政局")
    rows = panel.list.rows.rows()
    panel.list.rows.setFocus()
    panel.list.rows.set_current(rows[3].key)
    at.press(_Key.Key_Return)
    assert at.view.cells.current[0] == rows[3].key.split("|")[0]
    assert [row.key for row in panel.list.rows.rows()] == [row.key for row in rows]


def test_what_is_left_out_stays_so_while_the_clerk_looks_around(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-001", "publisher")
    at.press(_Key.Key_H, CTRL)
    panel = at.acts.replace
    look(at, "民政部门", "民政局")
    count = len(panel.list.chosen())
    panel.list.rows.checked.emit(panel.list.rows.rows()[1].key, False)
    at.go("05-009", "deadline")
    at.press(_Key.Key_Delete)
    assert len(panel.list.chosen()) == count - 1


def test_a_cell_that_changed_since_it_was_found_is_left_alone(township: Computer):
    with township.working() as workspace:
        found = find_text(workspace, "standard-catalogue", "05", "民政部门", "民政局", elements={"publisher"})
        spots = [found_spot(each, "民政部门", "民政局") for each in found]
        set_entry(workspace, find_entry(workspace, "05-001"), {"publisher": "兴隆镇党政办"})
        wanted = wanted_by_replacing(workspace, spots)
    assert [refused.element for refused in wanted.refused] == ["publisher"] and "又改过" in wanted.refused[0].reason
    assert wanted.changes[wanted.refused[0].entry] == {} and len(wanted.changes) == len(found)
