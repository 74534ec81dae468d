"""Tables of wrapped text."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.support import choose_look
from ui.theme import theme
from ui.theme.tokens import THEMES
from ui.widgets.chips import STATE
from ui.widgets.scrolled import framed
from ui.widgets.tables import Cell, Head, RowAction, Span, TextTable

HEADS = (Head("文件", 120, stretch=2), Head("跟上次比", 100, stretch=1), Head("条数", 60, align="right"), Head("", 110))
LONG = "《国务院关于进一步加强和改进最低生活保障工作的意见》国发〔2012〕45号；《最低生活保障审核确认办法》"
ACTIONS = (RowAction("take", "收下"), RowAction("look", "细看"))


def cells() -> list[list[Cell]]:
    return [
        [Cell("兴隆镇.zwgk", icon="file-check", icon_text="完整"), Cell("新 12 条"), Cell("12"), Cell(actions=ACTIONS)],
        [
            Cell(LONG),
            Cell("公示5个工作日", spans=(Span(2, 2),), differs=True),
            Cell("1,204"),
            Cell(chip=STATE["pending"]),
        ],
    ]


@pytest.fixture
def table(qtbot) -> TextTable:
    made = TextTable(name="收件箱")
    qtbot.addWidget(made)
    made.resize(760, 300)
    made.show()
    made.set_table(HEADS, cells(), ["a", "b"])
    return made


def test_columns_share_the_width_and_never_scroll_sideways(table, qtbot):
    for width in (760, 420, 240):
        table.resize(width, 300)
        qtbot.waitUntil(lambda: sum(table.columnWidth(c) for c in range(4)) == table.viewport().width())
        assert table.horizontalScrollBar().maximum() == 0


def test_rows_are_as_high_as_their_words(table, qtbot):
    before = table.rowHeight(1)
    assert before > table.rowHeight(0)
    table.resize(420, 300)
    qtbot.waitUntil(lambda: table.rowHeight(1) > before)
    assert table.rowHeight(1) == table.itemDelegate().height_of(1)


def test_a_press_in_a_cell_meant_one_row_whatever_comes_under_the_mouse(table, qtbot):
    acted: list[str] = []
    table.acted.connect(lambda key, code: acted.append(key))
    rect = table.itemDelegate().layout_of(0, 3).buttons[1][0]
    place = table.visualRect(table.model().index(0, 3)).topLeft() + rect.center()
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    table.set_table(HEADS, [cells()[0], *cells()], ["new", "a", "b"])
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert acted == []


def test_a_button_in_a_cell_is_pressed(table, qtbot):
    with qtbot.waitSignal(table.acted) as acted:
        rect = table.itemDelegate().layout_of(0, 3).buttons[1][0]
        place = table.visualRect(table.model().index(0, 3)).topLeft() + rect.center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert acted.args == ["a", "look"]


def test_the_keyboard_moves_by_rows_acts_and_opens(table, qtbot):
    chosen: list[str] = []
    table.chosen.connect(chosen.append)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Home)
    assert chosen == ["b", "a"]
    with qtbot.waitSignal(table.acted) as acted:
        QTest.keyClick(table, Qt.Key.Key_Return)
    QTest.keyClick(table, Qt.Key.Key_End)
    with qtbot.waitSignal(table.opened) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert (acted.args, opened.args) == (["a", "take"], ["b"])


def test_new_cells_keep_the_current_row(table):
    table.set_current("b")
    table.set_table(HEADS, list(reversed(cells())), ["b", "a"])
    assert table.current_key() == "b" and table.currentIndex().row() == 0


def test_icons_differences_and_buttons_are_spoken(table):
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = [[table.model().index(row, column).data(role) for column in range(4)] for row in range(2)]
    assert spoken[0][0] == "完整，兴隆镇.zwgk" and spoken[0][3] == "按钮 收下，按钮 细看"
    assert spoken[1][1] == "公示5个工作日，与标准不同" and spoken[1][3] == "待审"


@pytest.mark.parametrize("is_framed", [False, True])
def test_the_frame_around_a_table_ends_its_last_row(qtbot, is_framed: bool):
    choose_look("contrast")
    table = TextTable(name="两边对照", hug=True)
    shown = framed(table) if is_framed else table
    qtbot.addWidget(shown)
    shown.resize(760, 300)
    shown.show()
    table.set_table(HEADS, cells(), ["a", "b"])
    end = table.visualRect(table.model().index(1, 0)).bottomLeft() + QPoint(2, 0)
    has_line = table.viewport().grab().toImage().pixelColor(end) == theme().colour("line")
    assert has_line is not is_framed


@pytest.mark.parametrize("name", THEMES)
def test_a_chosen_row_has_no_white_hole_where_a_cell_has_a_ground_of_its_own(table, name: str):
    choose_look(name)
    table.set_table(HEADS, [[Cell("兴隆镇"), Cell("新 12 条", soft="accent-soft"), Cell("12"), Cell()]], ["a"])
    table.selectRow(0)
    place = table.visualRect(table.model().index(0, 1)).topLeft() + QPoint(3, 3)
    ground = table.viewport().grab().toImage().pixelColor(place)
    assert ground.name() in (theme().colour("accent-soft").name(), theme().colour("selection").name())
    assert ground != theme().colour("raised")
