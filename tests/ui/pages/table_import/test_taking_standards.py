"""A county takes a ministry's table as the standard: looked at first, one act, taken back; a township cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.organisations import Organisation
from tests.official_table import changed_rows, official_rows, write_official
from tests.support import COUNTY, Computer, computer
from tests.ui.support import choose_look
from ui.pages.table_import.page import TableImportPage
from ui.widgets.note import Note

CHANGED = {"05-001": "改了内容", "05-013": "不再有", "05-014": "新增"}


@pytest.fixture
def look(qtbot, desk: Callable, settle: Callable) -> Callable:
    """Read a file: `look(computer, file)`."""

    def sit_down(at: Computer, file: Path):
        made = desk(at)
        page = TableImportPage(made).whole()
        for part in (page, page.steps, page.other_file):
            qtbot.addWidget(part)
        page.resize(1286, 600)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.show_place(file=file)
        qtbot.waitUntil(lambda: page.reading is not None, timeout=20_000)
        settle(made)
        return made, page

    return sit_down


def county(folder: Path, unit: Organisation = COUNTY, person: str = "周敏") -> Computer:
    return computer(folder / unit.name, unit, person=person)


def standing(made, settle: Callable) -> str:
    """The file that the standard of 社会救助 is from."""
    found: list[str] = []
    made.session.ask(
        lambda workspace: getattr(workspace.library.fields["05"].official, "file", ""), lambda name: found.append(name)
    )
    settle(made)
    return found[0]


def notes(page: TableImportPage) -> str:
    return "".join(note.accessibleName() for note in page.findChildren(Note) if note.isVisible())


def test_what_changes_is_shown_then_taken_and_taken_back(qtbot, look, settle, messages, shot, tmp_path: Path):
    made, page = look(county(tmp_path), write_official(tmp_path / "全表.csv", changed_rows()))
    shot(page, "import-county")
    qtbot.mouseClick(page.view.items.as_standard, Qt.MouseButton.LeftButton)
    pane = page.standard
    qtbot.waitUntil(pane.isVisible)
    settle(made)
    shown = {line[1].text: line[0].text for line in pane.changes.model().cells}
    assert shown == CHANGED
    assert "周敏" in pane.intent.plain_text() and "一样 11" in pane.counts.plain_text()
    shot(page, "import-standard")
    assert standing(made, settle) == ""
    qtbot.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(made)
    qtbot.waitUntil(page.view.isVisible)
    assert standing(made, settle) == "全表.csv"
    assert messages.toasts[-1].startswith("已把“社会救助”的正式文本作为标准")
    messages.toast_actions[-1]()
    settle(made)
    assert standing(made, settle) == ""


def test_doubts_stand_on_the_screen_and_nothing_is_taken_by_going_back(qtbot, look, settle, shot, tmp_path: Path):
    few = dict(list(official_rows().items())[:4])
    made, page = look(county(tmp_path), write_official(tmp_path / "半张.csv", few))
    qtbot.mouseClick(page.view.items.as_standard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.standard.isVisible)
    settle(made)
    assert "可能不是全表" in notes(page) and page.standard.take.text() == "都看过了，收下"
    shot(page, "import-standard-doubts")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.view.isVisible() and standing(made, settle) == ""


def test_a_table_that_does_not_say_everything_is_refused_in_words(qtbot, look, tmp_path: Path):
    rows = official_rows()
    rows["05-002"]["公开时限"] = ""
    _, page = look(county(tmp_path), write_official(tmp_path / "缺.csv", rows))
    qtbot.mouseClick(page.view.items.as_standard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "没有写公开时限" in notes(page))
    assert page.view.isVisible()


def test_a_file_that_was_changed_meanwhile_is_opened_anew_first(qtbot, look, tmp_path: Path):
    _, page = look(county(tmp_path), write_official(tmp_path / "全表.csv", changed_rows()))
    write_official(tmp_path / "全表.csv", official_rows())
    qtbot.mouseClick(page.view.items.as_standard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "打开以后改过了" in notes(page))
    assert page.view.isVisible()


def test_who_takes_it_is_asked_first(qtbot, look, settle, messages, tmp_path: Path):
    made, page = look(county(tmp_path, person=""), write_official(tmp_path / "全表.csv", changed_rows()))
    qtbot.mouseClick(page.view.items.as_standard, Qt.MouseButton.LeftButton)
    settle(made)
    assert not page.standard.isVisible()
    messages.text_answer = "周敏"
    qtbot.mouseClick(page.view.items.as_standard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.standard.isVisible)
    assert "周敏" in page.standard.intent.plain_text()


def test_a_township_is_not_offered_it(look, township: Computer, tmp_path: Path):
    _, page = look(township, write_official(tmp_path / "全表.csv", changed_rows()))
    assert page.view.items.as_standard.isHidden() and page.view.items.forward.isVisible()


def test_at_large_text_everything_has_its_place(qtbot, look, shot, settle, tmp_path: Path):
    choose_look(scale=1.5)
    made, page = look(county(tmp_path), write_official(tmp_path / "全表.csv", changed_rows()))
    page.view.columns.show_side()
    shot(page, "import-county-large")
    items = page.view.items
    bar = items.as_standard.parentWidget()
    assert items.forward.geometry().right() <= bar.width()
    qtbot.mouseClick(items.as_standard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.standard.isVisible)
    settle(made)
    shot(page, "import-standard-large")
