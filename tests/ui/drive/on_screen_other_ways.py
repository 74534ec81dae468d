"""What the whole job does not pass, by real keys and a real mouse: a comparison by mouse alone; the grid, a board and
the catalogue as files by keyboard alone; the dark theme by mouse; small windows with large text.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.support import Computer
from tests.ui.drive.clerk import Clerk
from tests.ui.drive.stage import Stage
from tests.ui.pages.exchange_desks import make_exchange
from tests.ui.pages.reading_pdf import pages_of
from ui.application import Application, Program
from ui.pages.drafting.grid.columns import NAME
from ui.pages.drafting.view import View
from ui.theme import theme
from ui.widgets.rows import RowList
from ui.widgets.tables import TextTable

ENTRIES = 13
OFFICE = "兴隆镇民政办"
PLACES = ("workbench", "drafting", "notices", "board", "printing", "hand-in", "inbox", "settings")
SIZES = ((640, 480), (1024, 768))
LARGE = 1.5
# From the right end of a row, pixels.
BUTTON_MIDDLE = 60
# From the upper right corner of a cell.
SMALL_BUTTON_MIDDLE = 18
MOST_TABS = 15


@pytest.fixture
def sit(stage: Stage, qapp: Application, tmp_path: Path) -> Callable:
    """Sit down at the program with a workspace: `sit(path, scene)`."""
    shots = Path(os.environ.get("SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)

    def sit_down(path: Path, scene: Callable[[Clerk], None]) -> None:
        with _running(qapp, path) as program:
            clerk = Clerk(stage, program, shots)

            def play(stage: Stage) -> None:
                clerk.wait(lambda: clerk.page is not None, "the first page")
                clerk.settle()
                try:
                    scene(clerk)
                except BaseException:
                    stage.screenshot(shots / "failed.png")
                    raise

            stage.play(play)

    return sit_down


@contextmanager
def _running(qapp: Application, path: Path) -> Iterator[Program]:
    program = Program(qapp)
    program.begin([path])
    try:
        yield program
    finally:
        program.window.hide()
        program.end()
        theme().choose("light", 1.0)


# --- a comparison, by mouse ------------------------------------------------------------------------------------------


def test_a_question_is_decided_by_mouse(sit: Callable, tmp_path: Path, township: Computer):
    exchange = make_exchange(tmp_path, township)
    exchange.county.take_in(exchange.fork())

    def scene(clerk: Clerk) -> None:
        clerk.look("有冲突等着定")
        _click_button(clerk, clerk.page.view.tasks, "跟已收的不一样")
        clerk.wait(lambda: clerk.page.place == "comparison" and clerk.page.current, "the comparison")
        clerk.look("对照")
        table = clerk.page.sides.table
        for key in clerk.stage.ask(lambda: [each.element for each in clerk.page.current.differences]):
            clerk.stage.click(table.viewport(), clerk.stage.ask(lambda key=key: _their_button(table, key)))
            clerk.settle()
        clerk.look("点了对方的")
        clerk.stage.click(clerk.page.finish)
        clerk.read("定下了 1 条")
        clerk.look("定下了")
        _click_undo(clerk)
        clerk.wait(lambda: clerk.page.place == "comparison" and clerk.page.current, "the question again")
        clerk.look("又等着定")

    sit(exchange.county.path, scene)


def _click_button(clerk: Clerk, rows: RowList, words: str) -> None:
    """Click the button painted at the end of the row with these words."""

    def find() -> QPoint | None:
        number = next((n for n, row in enumerate(rows.rows()) if words in row.title), None)
        if number is None:
            return None
        rect = rows.visualRect(rows.model().index(number))
        return QPoint(rect.right() - BUTTON_MIDDLE, rect.center().y())

    clerk.stage.click(rows.viewport(), clerk.wait(find, f"a row about {words}"))


def _click_undo(clerk: Clerk) -> None:
    """Click what the window offers beside what it tells."""
    toast = clerk.window.toasts
    clerk.stage.click(clerk.stage.ask(lambda: toast.findChild(QAbstractButton)))


def _their_button(table: TextTable, key: str) -> QPoint:
    """The middle of the last button painted in the line of an element."""
    model = table.model()
    rect = table.visualRect(model.index(model.keys.index(key), model.columnCount() - 1))
    return QPoint(rect.right() - SMALL_BUTTON_MIDDLE, rect.top() + SMALL_BUTTON_MIDDLE)


# --- the grid, by keyboard -------------------------------------------------------------------------------------------


def test_the_grid_by_keyboard(sit: Callable, township: Computer):
    def scene(clerk: Clerk) -> None:
        _walk_to(clerk, "drafting")
        clerk.keys("F6")
        clerk.tab_to(clerk.page.choice)
        clerk.keys("alt+Down")
        clerk.wait(lambda: clerk.page.choice.view().isVisible(), "the fields to choose from")
        clerk.keys("0", "5", "enter")
        clerk.settle()
        clerk.press("表格")
        clerk.wait(lambda: clerk.page.view.code == "grid", "the grid")
        view = clerk.page.view
        clerk.wait(lambda: len(view.table.model.shown) == ENTRIES, "every line")
        clerk.wait(view.table.main.hasFocus, "the keyboard in the grid")
        _sort(clerk, view)
        _filter(clerk, view)
        _fill(clerk, view)

    sit(township.path, scene)


def _sort(clerk: Clerk, view: View) -> None:
    """Sort by the deadline, the longest first, by the menu of the column."""
    before = clerk.stage.ask(view.table.model.keys)
    _go_to_column(clerk, view, "deadline")
    _open_menu(clerk, "排序")
    menu = clerk.wait(QApplication.activePopupWidget, "the menu of the column")
    _tab_to(clerk, menu.down)
    clerk.keys("space")
    clerk.wait(lambda: view.table.model.keys() != before, "another order")
    clerk.look("排好了")


def _filter(clerk: Clerk, view: View) -> None:
    """Show the lines with one value, by typing part of it, and all again."""
    _open_menu(clerk, "筛选")
    clerk.type("公示")
    clerk.look("打字筛选")
    clerk.keys("enter")
    clerk.wait(lambda: 0 < len(view.table.model.shown) < ENTRIES, "fewer lines")
    clerk.look("筛选以后")
    _open_menu(clerk, "清除")
    _tab_to(clerk, clerk.stage.ask(QApplication.activePopupWidget).clear)
    clerk.keys("space")
    clerk.wait(lambda: len(view.table.model.shown) == ENTRIES, "every line")


def _fill(clerk: Clerk, view: View) -> None:
    """Write one cell and fill the column with it; take it back."""
    clerk.keys("ctrl+Home")
    _go_to_column(clerk, view, "publisher")
    clerk.keys("F2", "ctrl+a")
    clerk.type(OFFICE)
    clerk.keys("enter")
    clerk.settle()
    clerk.keys("ctrl+Home")
    _go_to_column(clerk, view, "publisher")
    clerk.keys("ctrl+space", "ctrl+d")
    clerk.wait(lambda: {row.values["publisher"] for row in view.table.model.grid.rows} == {OFFICE}, "all filled")
    clerk.look("向下填充")
    clerk.keys("ctrl+z")
    clerk.wait(lambda: len({row.values["publisher"] for row in view.table.model.grid.rows}) > 1, "those of before")


def _go_to_column(clerk: Clerk, view: View, element: str) -> None:
    clerk.keys("Home")
    clerk.wait(lambda: view.table.selection.current[1] == NAME, "the first column")
    clerk.keys(*["Right"] * (clerk.stage.ask(lambda: view.table.model.column_of(element)) - NAME))
    clerk.wait(lambda: view.cells.current_element == element, f"the column {element}")


def _open_menu(clerk: Clerk, name: str) -> None:
    clerk.keys("alt+Down")
    clerk.wait(QApplication.activePopupWidget, "the menu of the column")
    clerk.look(f"列的菜单，{name}")


def _tab_to(clerk: Clerk, widget: QWidget) -> None:
    """Press Shift+Tab in a menu until the keyboard is on a widget of it."""
    for _ in range(MOST_TABS):
        if clerk.stage.ask(widget.hasFocus):
            return
        before = clerk.stage.ask(QApplication.focusWidget)
        clerk.keys("shift+Tab")
        clerk.wait(lambda before=before: QApplication.focusWidget() is not before, "the keyboard going on")
    raise AssertionError(f"Shift+Tab does not lead to {widget}")


# --- files, by keyboard ----------------------------------------------------------------------------------------------


def test_a_board_and_the_catalogue_become_files_by_keyboard(sit: Callable, township: Computer, tmp_path: Path):
    board, catalogue = tmp_path / "公示栏.pdf", tmp_path / "目录.pdf"

    def scene(clerk: Clerk) -> None:
        _walk_to(clerk, "board")
        clerk.look("公示栏还空着")
        clerk.tab_to(clerk.page.view.begin)
        clerk.keys("enter")
        clerk.settle()
        clerk.look("空的公示栏")
        clerk.tab_to(clerk.page.tools.text)
        clerk.keys("enter")
        clerk.settle()
        clerk.type("监督电话")
        clerk.settle()
        clerk.look("放了一段文字")
        _save(clerk, clerk.page.tools.whole, board)
        _walk_to(clerk, "printing")
        clerk.wait(clerk.page.print.isEnabled, "the catalogue drawn")
        _save(clerk, clerk.page.tools.pdf, catalogue)

    sit(township.path, scene)
    assert pages_of(catalogue)
    assert board.is_file()


def _walk_to(clerk: Clerk, place: str) -> None:
    """Go to a place by F6 and the arrows on the rail."""
    for _ in range(8):
        if clerk.stage.ask(lambda: clerk.window.rail.isAncestorOf(clerk.window.focusWidget())):
            break
        clerk.keys("F6")
        clerk.settle()
    codes = clerk.stage.ask(lambda: [each.code for each in clerk.window.rail.places])
    here, there = codes.index(clerk.stage.ask(lambda: clerk.page.place)), codes.index(place)
    step = 1 if there > here else -1
    for number in range(here + step, there + step, step):
        clerk.keys("Down" if step > 0 else "Up")
        clerk.wait(lambda number=number: clerk.page.place == codes[number], codes[number])
    clerk.settle()


def _save(clerk: Clerk, button: QWidget, path: Path) -> None:
    clerk.wait(button.isEnabled, "something to save")
    clerk.tab_to(button)
    clerk.keys("enter")
    clerk.name_file(path)
    clerk.wait(path.is_file, "the file")
    clerk.look(f"存好了，{path.stem}")


# --- looks -----------------------------------------------------------------------------------------------------------


def test_the_dark_theme_by_mouse(sit: Callable, township: Computer):
    def scene(clerk: Clerk) -> None:
        clerk.stage.click(clerk.window.status._theme)
        menu = clerk.wait(QApplication.activePopupWidget, "the choice of colours")
        clerk.look("选颜色")
        action = clerk.stage.ask(lambda: next(each for each in menu.actions() if "深" in each.text()))
        clerk.stage.click(menu, clerk.stage.ask(lambda: menu.actionGeometry(action).center()))
        clerk.wait(lambda: theme().name == "dark" and not theme().is_dressing, "dark")
        _look_around(clerk, "深色")

    sit(township.path, scene)


@pytest.mark.parametrize("size", SIZES)
def test_small_windows_with_large_text(sit: Callable, township: Computer, size: tuple[int, int]):
    def scene(clerk: Clerk) -> None:
        clerk.stage.ask(lambda: clerk.window.resize(*size))
        while clerk.stage.ask(lambda: theme().scale) < LARGE:
            before = clerk.stage.ask(lambda: theme().scale)
            clerk.keys("ctrl+equal")
            clerk.wait(lambda before=before: theme().scale > before and not theme().is_dressing, "larger text")
        clerk.wait(lambda: (clerk.window.width(), clerk.window.height()) == size, f"a window of {size}")
        _look_around(clerk, f"{size[0]}，大字")

    sit(township.path, scene)


def _look_around(clerk: Clerk, how: str) -> None:
    for place in PLACES:
        clerk.go(place)
        clerk.look(f"{how}，{place}")
