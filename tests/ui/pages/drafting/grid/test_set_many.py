"""One element written alike in many entries."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from tests.support import Computer
from tests.ui.pages.drafting.grid.conftest import CTRL, GridSitting

_Key = Qt.Key


def test_what_would_change_is_said_before_it_is_set(grid, township: Computer):
    township.set("05-006", publisher=None)
    at: GridSitting = grid(township)
    at.go("05-005", "publisher")
    at.reach("05-008", "publisher")
    at.click(at.tools.set_many)
    panel = at.acts.set_many
    assert panel.chosen.key == "publisher" and "清空 3 条" in panel.summary.text()
    at.type("兴隆镇人民政府")
    assert panel.summary.text() == "选中 4 条，将改 3 条，其中 2 条已有别的写法。"
    assert panel.others.text() == "2 条：县级人民政府民政部门、兴隆镇人民政府"
    assert panel.accept.text() == "设置 3 条"
    at.press(_Key.Key_Return, CTRL)
    assert {at.values(code)["publisher"] for code in ("05-005", "05-006", "05-007", "05-008")} == {"兴隆镇人民政府"}
    assert at.view.panels.open is None and at.view.table.main.hasFocus()
    at.undo()
    assert at.values("05-006").get("publisher") is None and at.values("05-007")["publisher"].startswith("县级")


def test_other_lines_can_be_chosen_while_the_panel_is_open(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "channels")
    at.click(at.tools.set_many)
    panel = at.acts.set_many
    box = next(box for box in panel.findChildren(QCheckBox) if box.text() == "政府公报")
    at.click(box)
    at.go("05-001", "channels")
    at.reach("05-003", "channels")
    assert panel.summary.text().startswith("选中 3 条，将改 3 条")
    at.click(panel.accept)
    assert at.values("05-001")["channels"] == at.values("05-003")["channels"] == ["政府公报"]
    assert at.values("05-005")["channels"] != ["政府公报"]


def test_what_is_no_value_yet_is_said_at_the_place_and_stays(grid, township: Computer):
    at: GridSitting = grid(township)
    at.go("05-005", "deadline")
    at.click(at.tools.set_many)
    panel = at.acts.set_many
    parts = {widget.property("part"): widget for widget in panel.editor.inputs()}
    parts["从哪件事算起"].setFocus()
    at.type("形成信息")
    parts["多少"].setFocus()
    at.type("十来")
    assert not panel.accept.isEnabled() and "时限" in panel.field.line()
    at.press(_Key.Key_Return, CTRL)
    assert parts["多少"].text() == "十来" and at.view.panels.open is panel
