"""The grid as a clerk finds it: what is shown, moving about, filters, order, copying."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPushButton

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.tables.pasted import pasted_cells
from tests.support import TOWNSHIP, Computer, computer
from tests.ui.pages.drafting.grid.conftest import ALT, CTRL, NONE, SHIFT, GridSitting
from tests.ui.support import choose_look
from ui.pages.drafting.grid import source
from ui.pages.drafting.grid.column_menu import ColumnMenu
from ui.pages.drafting.grid.layouts import MOST_LINES
from ui.pages.drafting.page import DraftingPage
from ui.theme import theme

Key = Qt.Key


def cell(at: GridSitting, code: str, element: str):
    """What a cell says."""
    model = at.view.table.model
    return model.cell(model.row_of(code), model.column_of(element))


def spoken(at: GridSitting, code: str, column: int) -> str:
    model = at.view.table.model
    return model.index(model.row_of(code), column).data(Qt.ItemDataRole.AccessibleTextRole)


def codes(at: GridSitting) -> list[str]:
    return at.view.table.model.keys()


def current(at: GridSitting) -> tuple[str, str]:
    return at.view.cells.current_row.code, at.view.cells.current_element


def shown_ids(at: GridSitting) -> tuple[str, ...]:
    """Return the entries shown, in order."""
    return tuple(at.row(code).id for code in codes(at))


def open_menu(at: GridSitting, element: str) -> ColumnMenu:
    """Open the menu of a column by pressing its button."""
    column = at.view.table.model.column_of(element)
    header = at.view.table.pane_of(column).horizontalHeader()
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, header.menu_rect(column).center())
    at.wait()
    return next(menu for menu in at.view.findChildren(ColumnMenu) if menu.isVisible())


def accept(at: GridSitting, menu: ColumnMenu) -> None:
    at.click(menu.accept)


# What is shown


def test_every_line_of_the_field_is_there_with_its_values(grid, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-005"), {"publisher": None})
        set_entry(workspace, find_entry(workspace, "05-006"), {"publisher": "石桥镇人民政府"})
        set_entry(workspace, find_entry(workspace, "05-007"), not_applicable="没有这项业务")
    at = grid(township)
    assert len(codes(at)) == 13 and at.tools.count.text() == "13 条全部显示"
    assert cell(at, "05-004", "channels").text.startswith("■ ")
    missing, other = cell(at, "05-005", "publisher"), cell(at, "05-006", "publisher")
    assert (missing.text, missing.icon, missing.role) == ("没填", "octagon-alert", "danger")
    assert other.differs and other.spans and "本单位" in other.detail and "审批信息" not in other.detail
    assert cell(at, "05-007", "publisher").soft == "sunken"
    assert "没填" in spoken(at, "05-005", at.view.table.model.column_of("publisher"))
    assert "不涉及" in spoken(at, "05-007", 1) and "最低生活保障" in spoken(at, "05-005", 1)


def test_lines_are_as_high_as_what_they_hold(grid, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-002"), {"elements": ["公开的内容" * 200]})
    at = grid(township)
    table = at.view.table
    for row in range(3):
        assert table.main.rowHeight(row) == table.frozen.rowHeight(row) == table.layouts.height(row)
    long = table.layouts.placed(1, table.model.column_of("elements"))
    assert long.layout.blocks[0][2].lines <= MOST_LINES and long.cell.text.endswith("…")
    assert "公开的内容" * 200 in long.cell.tip


def test_the_first_page_comes_before_the_rest(grid, township: Computer, monkeypatch):
    monkeypatch.setattr(source, "FIRST_PAGE", 5)
    counts: list[int] = []
    monkeypatch.setattr(
        "ui.pages.drafting.grid.tools.GridTools.show_count",
        lambda tools, shown, whole, sieve: counts.append(shown),
    )
    at = grid(township)
    assert counts[0] == 5 and counts[-1] == 13 and len(codes(at)) == 13


def test_only_what_changed_is_shown_anew(qtbot, grid, township: Computer):
    at = grid(township)
    at.go("05-004", "deadline")
    told: list[tuple[int, int]] = []
    model = at.view.table.model
    model.dataChanged.connect(lambda first, last, roles: told.append((first.row(), last.row())))
    model.modelReset.connect(lambda: told.append((-1, -1)))
    at.desk.session.act(
        lambda workspace: set_entry(workspace, find_entry(workspace, "05-009"), {"publisher": "民政办"})
    )
    at.wait()
    place = model.row_of("05-009")
    assert told and set(told) == {(place, place)}
    assert current(at) == ("05-004", "deadline")


def test_items_that_were_not_adopted_can_be(grid, tmp_path):
    made = computer(tmp_path / "镇", TOWNSHIP)
    with made.working() as workspace:
        adopt(workspace, item="05-001")
    at = grid(made)
    table = at.view.table
    row = table.model.row_of("05-003")
    assert table.model.row_at(row).id is None and "还没有采用" in spoken(at, "05-003", 1)
    place = table.layouts.placed(row, 1).layout.buttons[0][0].center()
    at.view.table.reveal(row, 1)
    corner = table.frozen.visualRect(table.model.index(row, 1)).topLeft()
    QTest.mouseClick(table.frozen.viewport(), Qt.MouseButton.LeftButton, NONE, corner + place)
    at.wait()
    assert at.content("05-003")["item"] == "05-003" and at.row("05-003").id
    assert at.view.cells.current_row.code == "05-003"


def test_a_cell_that_cannot_be_written_into_says_why(grid, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-007"), not_applicable="没有这项业务")
    at = grid(township)
    at.go("05-007", "publisher")
    at.press(Key.Key_F2)
    assert at.editor is None and "不涉及" in at.messages.toasts[-1]


# Moving about


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ([(Key.Key_Down, NONE), (Key.Key_Right, NONE)], ("05-005", "publisher")),
        ([(Key.Key_Tab, NONE), (Key.Key_Return, NONE)], ("05-005", "publisher")),
        ([(Key.Key_Backtab, SHIFT), (Key.Key_Return, SHIFT)], ("05-003", "basis")),
        ([(Key.Key_Home, NONE)], ("05-004", "level2")),
        ([(Key.Key_End, NONE), (Key.Key_Tab, NONE)], ("05-005", "level2")),
        ([(Key.Key_Home, CTRL)], ("05-001", "level2")),
        ([(Key.Key_Down, CTRL), (Key.Key_Left, CTRL)], ("05-013", "level2")),
        ([(Key.Key_PageDown, NONE), (Key.Key_PageUp, NONE)], ("05-004", "deadline")),
    ],
)
def test_keys_lead_as_in_excel(grid, township: Computer, keys, where):
    at = grid(township)
    at.go("05-004", "deadline")
    for key, held in keys:
        at.press(key, held)
    assert current(at) == where


def test_every_cell_comes_into_sight(grid, township: Computer):
    at = grid(township)
    at.go("05-001", "level2")
    at.press(Key.Key_End, CTRL)
    table = at.view.table
    assert table.main.viewport().rect().contains(table.main.visualRect(table.main.currentIndex()).center())
    at.press(Key.Key_Home, CTRL)
    assert table.main.verticalScrollBar().value() == 0 == table.frozen.verticalScrollBar().value()


def test_a_block_is_chosen_with_shift(grid, township: Computer):
    at = grid(township)
    at.go("05-004", "deadline")
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Right):
        at.press(key, SHIFT)
    block = at.view.cells.block()
    assert block.elements == ("deadline", "publisher") and len(block.ids) == 3
    assert current(at) == ("05-004", "deadline") and at.page.hints[0] == "选中 6 格"
    at.press(Key.Key_A, CTRL)
    block = at.view.cells.block()
    assert block.ids == shown_ids(at) and block.elements == at.view.cells.shown_elements()


def test_lines_and_columns_are_chosen_with_the_mouse(grid, township: Computer):
    at = grid(township)
    table = at.view.table
    number = table.frozen.visualRect(table.model.index(1, 0)).center()
    QTest.mouseClick(table.frozen.viewport(), Qt.MouseButton.LeftButton, NONE, number)
    assert at.view.cells.block().ids == shown_ids(at)[1:2]
    assert at.view.cells.block().elements == at.view.cells.shown_elements()
    header = table.main.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(table.model.column_of("basis")) + 30, 10)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, NONE, place)
    assert at.view.cells.block().elements == ("basis",) and len(at.view.cells.block().ids) == 13


def test_the_page_follows_once_the_clerk_rests(qtbot, grid, township: Computer):
    at = grid(township)
    at.go("05-004", "deadline")
    at.press(Key.Key_Down)
    qtbot.waitUntil(lambda: at.view.shown is not None and at.view.shown.code == "05-005")


# Filters and order


def test_a_value_is_picked_in_the_menu_of_a_column(grid, township: Computer):
    with township.working() as workspace:
        for code in ("05-005", "05-008"):
            set_entry(workspace, find_entry(workspace, code), {"publisher": "石桥镇人民政府"})
    at = grid(township)
    menu = open_menu(at, "publisher")
    at.click(menu.none)
    menu.search.insert("石桥")
    first = menu.list.visualRect(menu.values.index(0, 0))
    QTest.mouseClick(menu.list.viewport(), Qt.MouseButton.LeftButton, NONE, first.center())
    assert menu.values.ticked == {"石桥镇人民政府"}
    for ticked in (set(), {"石桥镇人民政府"}):
        QTest.keyClick(menu.list, Key.Key_Space)
        assert menu.values.ticked == ticked
    accept(at, menu)
    assert codes(at) == ["05-005", "05-008"]
    assert at.tools.count.text() == "显示 2 条，共 13 条"
    column = at.view.table.model.column_of("publisher")
    assert at.view.filtering.sieve.sign_of(at.view.table.model.columns[column]) == "list-filter"
    at.click(at.tools.clear)
    assert len(codes(at)) == 13 and not at.tools.clear.isVisible()


def test_a_choice_of_nothing_is_not_taken_for_everything(grid, township: Computer):
    at = grid(township)
    menu = open_menu(at, "publisher")
    at.click(menu.none)
    assert not menu.accept.isEnabled() and "至少勾一种" in menu.accept.toolTip() and menu.nothing.isVisible()
    QTest.keyClick(menu.contains, Key.Key_Return)
    assert menu.isVisible() and not at.view.filtering.sieve.is_filtered
    at.click(menu.all)
    assert not menu.nothing.isVisible()
    accept(at, menu)
    assert len(codes(at)) == 13


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_menu_of_a_column_lies_in_the_window_and_its_boxes_grow(grid, township: Computer, shot, scale):
    choose_look(scale=scale)
    at = grid(township)
    window = at.view.window()
    menu = open_menu(at, "deadline")
    inside = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
    # Without a screen every window is put two pixels off, as if it had a frame.
    assert inside.adjusted(0, 0, 2, 2).contains(menu.geometry())
    shot(menu, f"column-menu-{scale}")
    at.click(menu.all)
    row = menu.list.visualRect(menu.values.index(0, 0))
    image, accent = menu.list.viewport().grab(row).toImage(), theme().colour("accent")
    columns = [x for x in range(row.height()) if image.pixelColor(x, row.height() // 2 - 3) == accent]
    assert abs(columns[-1] + 1 - columns[0] - theme().indicator) <= 2
    assert theme().indicator == round(16 * max(1.0, scale * 0.9))


def test_the_number_of_chosen_cells_follows_the_filters(qtbot, grid, township: Computer):
    township.set("05-003", publisher="石桥镇人民政府")
    at = grid(township)
    at.go("05-001", "publisher")
    at.reach("05-004", "publisher")
    assert at.view.hints[0] == "选中 4 格"
    menu = open_menu(at, "publisher")
    menu.contains.insert("兴隆镇")
    with qtbot.waitSignal(at.view.hints_changed):
        accept(at, menu)
    assert at.view.hints[0] == "选中 3 格"


def test_after_a_tool_the_keys_are_for_the_cells(grid, township: Computer):
    at = grid(township)
    at.go("05-004", "publisher")
    for tool in (at.tools.copy, at.tools.standard, at.tools.fill_down):
        at.click(tool)
        assert at.view.table.main.hasFocus(), tool.text()
    at.click(at.tools.replace)
    assert at.acts.replace.wanted.hasFocus()


def test_tools_stay_in_one_line_while_lines_are_left_out(qtbot, grid, township: Computer):
    at = grid(township)
    height = at.tools.height()
    menu = open_menu(at, "publisher")
    menu.contains.insert("民政部门")
    accept(at, menu)
    assert at.tools.clear.isVisible()
    qtbot.waitUntil(lambda: at.tools.height() == height)


def test_what_is_filled_in_stays_to_be_seen(grid, township: Computer):
    with township.working() as workspace:
        for code in ("05-005", "05-008"):
            set_entry(workspace, find_entry(workspace, code), {"publisher": None})
    at = grid(township)
    menu = open_menu(at, "publisher")
    menu.empty.setChecked(True)
    accept(at, menu)
    assert codes(at) == ["05-005", "05-008"]
    row = at.row("05-005").id
    at.desk.session.act(lambda workspace: set_entry(workspace, find_entry(workspace, row), {"publisher": "本镇"}))
    at.wait()
    assert codes(at) == ["05-005", "05-008"] and cell(at, "05-005", "publisher").text == "本镇"


def test_deadlines_are_filtered_by_their_length(grid, township: Computer):
    at = grid(township)
    menu = open_menu(at, "deadline")
    menu.workdays.setValue(9)
    assert menu.longer.isChecked()
    accept(at, menu)
    assert codes(at) == [
        row.code for row in at.view.table.model.grid.rows if "10个工作日" in str(row.values["deadline"])
    ]


def test_the_order_of_a_column_is_chosen_and_given_up(grid, township: Computer):
    at = grid(township)
    at.go("05-004", "level2")
    at.click(open_menu(at, "level2").down)
    model = at.view.table.model
    titles = [model.row_at(row).title for row in range(model.rowCount())]
    assert titles[0] == "政策法规文件" and titles[-1] == "办事指南" and current(at) == ("05-004", "level2")
    menu = open_menu(at, "level2")
    assert menu.down.isChecked()
    at.click(menu.down)
    assert codes(at)[0] == "05-001" and not at.tools.clear.isVisible()
    at.click(open_menu(at, "level2").down)
    assert at.tools.clear.text() == "清除排序"
    at.click(at.tools.clear)
    assert codes(at)[0] == "05-001" and not at.tools.clear.isVisible()


def test_a_jump_to_what_is_left_out_clears_the_filters(grid, township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-005"), {"publisher": None})
    at = grid(township)
    menu = open_menu(at, "level2")
    menu.contains.insert("办事指南")
    accept(at, menu)
    assert "05-005" not in codes(at)
    at.page.show_place(item="05-005", element="publisher")
    at.wait()
    assert current(at) == ("05-005", "publisher") and len(codes(at)) == 13
    assert "筛选清除了" in at.messages.toasts[-1]


def test_choices_are_remembered_by_table(qtbot, grid, township: Computer):
    at = grid(township)
    at.go("05-006", "publisher")
    menu = open_menu(at, "level2")
    menu.contains.insert("信息")
    accept(at, menu)
    column = at.view.table.model.column_of("publisher")
    at.view.table.main.horizontalHeader().resizeSection(column, 222)
    at.wait()
    page = DraftingPage(at.desk).whole()
    qtbot.addWidget(page)
    page.resize(1286, 600)
    page.show()
    page.show_place(field="05")
    at.wait()
    again = GridSitting(qtbot, at.desk, page, at.messages, page)
    assert codes(again) == codes(at) and 0 < len(codes(again)) < 13
    assert again.view.table.main.columnWidth(column) == 222
    assert current(again) == ("05-006", "publisher")


# Copying and moving lines


def test_a_block_is_copied_for_excel(grid, township: Computer):
    at = grid(township)
    at.go("05-004", "deadline")
    at.reach("05-005", "publisher")
    at.press(Key.Key_C, CTRL)
    cells = pasted_cells(QGuiApplication.clipboard().text())
    assert [line[1] for line in cells] == [at.values(code)["publisher"] for code in ("05-004", "05-005")]
    assert cells[0][0] == at.values("05-004")["deadline"]["text"]
    assert QGuiApplication.clipboard().mimeData().hasHtml()


def test_whole_columns_take_their_titles_along(grid, township: Computer):
    at = grid(township)
    at.go("05-004", "publisher")
    at.press(Key.Key_Space, CTRL)
    at.press(Key.Key_C, CTRL)
    cells = pasted_cells(QGuiApplication.clipboard().text())
    assert cells[0] == ["公开主体"] and len(cells) == 14


def test_lines_are_moved_with_the_keyboard_in_one_step(grid, township: Computer):
    at = grid(township)
    at.go("05-002", "deadline")
    at.press(Key.Key_Down, ALT | SHIFT)
    assert codes(at)[:3] == ["05-001", "05-003", "05-002"] and current(at) == ("05-002", "deadline")
    at.undo()
    assert codes(at)[:3] == ["05-001", "05-002", "05-003"]


def test_lines_are_drawn_elsewhere_with_the_mouse(qtbot, grid, township: Computer):
    at = grid(township)
    table = at.view.table
    pane, left = table.frozen.viewport(), Qt.MouseButton.LeftButton
    start = table.frozen.visualRect(table.model.index(0, 0)).center()
    aim = table.frozen.visualRect(table.model.index(2, 0)).bottomLeft() + QPoint(10, -3)
    QTest.mouseClick(pane, left, NONE, start)
    QTest.mousePress(pane, left, NONE, start)
    QTest.mouseMove(pane, start + QPoint(0, 20))
    QTest.mouseMove(pane, aim)
    QTest.qWait(60)
    QTest.mouseRelease(pane, left, NONE, aim)
    at.wait()
    assert codes(at)[:3] == ["05-002", "05-003", "05-001"]


def test_sorted_lines_are_not_moved(grid, township: Computer):
    at = grid(township)
    at.click(open_menu(at, "level2").up)
    before = codes(at)
    at.go("05-004", "deadline")
    at.press(Key.Key_Down, ALT | SHIFT)
    assert codes(at) == before and at.messages.toasts[-1] == "现在按排序显示，不能调整顺序。要先清除排序。"


def test_drawing_sorted_lines_elsewhere_says_why_they_stay(qtbot, grid, township: Computer):
    at = grid(township)
    at.click(open_menu(at, "level2").up)
    before, table = codes(at), at.view.table
    table.go_to(0, 1)
    pane, left = table.frozen.viewport(), Qt.MouseButton.LeftButton
    start, aim = (table.frozen.visualRect(table.model.index(row, 0)).center() for row in (0, 2))
    QTest.mouseClick(pane, left, NONE, start)
    QTest.mousePress(pane, left, NONE, start)
    told = len(at.messages.toasts)
    for place in (start + QPoint(0, 20), aim):
        QTest.mouseMove(pane, place)
        QTest.qWait(60)
    QTest.mouseRelease(pane, left, NONE, aim)
    at.wait()
    assert codes(at) == before and at.messages.toasts[told:] == ["现在按排序显示，不能调整顺序。要先清除排序。"]
    assert table.selection.rows() == [0]
    at.view.filtering.clear_all()
    at.wait()
    assert codes(at)[0] == "05-001"


def test_keys_of_a_choice_are_said_at_the_foot_and_in_the_cell(grid, township: Computer):
    at = grid(township)
    at.go("05-004", "publisher")
    assert at.view.hints[0] == "F2 改一格"
    at.go("05-004", "mode")
    assert at.view.hints[0] == "空格 选一种"
    at.press(Key.Key_Space)
    assert any("方向键换一个" in each.text() for each in at.editor.findChildren(QLabel) if each.isVisible())


def test_drawing_the_handle_down_fills_as_in_a_spreadsheet(grid, township: Computer):
    township.set("05-001", publisher="兴隆镇民政办")
    at = grid(township)
    at.go("05-001", "publisher")
    table, left = at.view.table, Qt.MouseButton.LeftButton
    pane, column = table.main.viewport(), table.model.column_of("publisher")
    handle = table.main.visualRect(table.model.index(0, column)).bottomRight()
    aim = table.main.visualRect(table.model.index(2, column)).center()
    QTest.mousePress(pane, left, NONE, handle)
    QTest.mouseMove(pane, aim)
    QTest.mouseRelease(pane, left, NONE, aim)
    at.wait()
    assert [at.values(code)["publisher"] for code in ("05-002", "05-003")] == ["兴隆镇民政办"] * 2
    assert at.values("05-004")["publisher"] != "兴隆镇民政办"
    assert at.desk.session.undo_label == "向下填充 公开主体（2 项）"


def test_another_table_begins_at_its_first_column(grid, township: Computer):
    at = grid(township)
    at.press(Key.Key_End)
    assert at.view.table.main.horizontalScrollBar().value()
    at.page.show_place(checklist="service-items-43")
    at.wait()
    assert at.view.table.main.horizontalScrollBar().value() == 0


# Narrow windows


def test_a_narrow_window_keeps_only_the_number_in_place(grid, township: Computer):
    at = grid(township, width=640, height=480)
    table = at.view.table
    assert table.frozen.isColumnHidden(1) and not table.main.isColumnHidden(1)
    at.go("05-004", "level2")
    assert table.main.viewport().rect().intersects(table.main.visualRect(table.main.currentIndex()))
    assert table.main.editTriggers() & QAbstractItemView.EditTrigger.AnyKeyPressed


@pytest.mark.parametrize("checklist", ["basic-catalogue", "service-items-43", "pilot-checklist-12"])
def test_every_kind_of_checklist_has_its_columns(grid, township: Computer, checklist: str):
    with township.working() as workspace:
        known = workspace.library.definitions[checklist]
    at = grid(township, checklist=checklist)
    assert at.view.place.checklist == checklist
    assert sorted(at.view.cells.shown_elements()) == sorted(element.key for element in known.elements)


def test_a_table_without_a_line_says_what_can_be_done(grid, township: Computer):
    at = grid(township, field="18")
    assert not at.view.table.isVisible()
    add = next(button for button in at.view.findChildren(QPushButton) if button.text() == "新增一条")
    at.click(add)
    assert at.view.table.isVisible() and at.view.table.model.rowCount() == 1
