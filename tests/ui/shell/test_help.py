"""F1 opens the page for where the clerk is, everywhere; in its window one searches, follows links and goes back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import ui
from app.opening import open_workspace
from app.standards.library import load_library
from tests.support import Computer
from tests.ui.support import choose_look, wait_idle
from ui.application import Program
from ui.help.look import PICTURE
from ui.help.window import HelpWindow
from ui.messages import Messages
from ui.shell.places import PLACES, place
from ui.theme import theme


def press_f1(qtbot, program: Program) -> HelpWindow:
    """Press the key where the keyboard is."""
    over = QApplication.activeModalWidget() or program.window
    over.activateWindow()
    qtbot.waitUntil(over.isActiveWindow)
    qtbot.keyClick(over, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: program.window.help.shown is not None)
    return program.window.help.shown


def test_f1_opens_the_page_of_the_place_shown(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    # That each place has its page is looked at without a window, which takes no time.
    for code in ("notices", "laws", "portal"):
        program.window.go(code)
        shown = press_f1(qtbot, program)
        assert shown.current == code
        assert place(code).title in shown.page.toPlainText()
    wait_idle(qtbot, program.jobs)


def test_before_anything_is_open_the_help_is_that_of_the_first_page(qtbot, program: Program) -> None:
    program.window.show_welcome()
    program.window.show()
    shown = press_f1(qtbot, program)
    assert shown.current == "welcome"
    # What is searched is the index of the open workspace.
    assert shown.wanted.isHidden()


def test_f1_in_a_dialog_opens_the_page_of_the_place_below(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    program.window.go("ledger")
    program.messages.confirm("删去吗？", "删去以后不能恢复。", "删去", lambda: None)
    dialog = QApplication.activeModalWidget()
    shown = press_f1(qtbot, program)
    assert shown.current == "ledger"
    # A window that is not the dialog's own could not be used while the dialog is there.
    assert shown.parentWidget() is dialog
    dialog.reject()
    wait_idle(qtbot, program.jobs)


def test_every_dialog_of_the_program_has_the_key(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    assert isinstance(program.messages, Messages)
    program.window.show_report(ValueError("x"))
    assert press_f1(qtbot, program).current == "workbench"


def test_each_kind_of_dialog_has_the_key() -> None:
    """A dialog holds back the keys of the window below it: each adds its own."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(ui.__file__).parent.rglob("*.py"))]
    dialogs = [text for text in sources if "(QDialog):" in text and "class HelpWindow" not in text]
    assert len(dialogs) >= 5
    assert [text.splitlines()[0] for text in dialogs if "add_help_key(self)" not in text] == []


def test_the_button_of_the_first_page_opens_its_help(qtbot, program: Program) -> None:
    program.window.show_welcome().view.help.click()
    assert program.window.help.shown.current == "welcome"


def test_the_button_at_the_foot_does_the_same(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    program.window.go("notices")
    button = next(
        each for each in program.window.status.findChildren(type(program.window.status.help)) if each.text() == "帮助"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert program.window.help.shown.current == "notices"


def test_what_is_looked_for_is_found_by_words_and_by_pinyin(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    shown = program.window.help.open("start")
    for words, code in (
        ("公示期", "notices"),
        ("yishenqinggongkai", "requests"),
        ("taizhang", "ledger"),
        ("U盘", "hand-in"),
    ):
        shown.wanted.setText(words)
        shown.wanted.textEdited.emit(words)
        qtbot.waitUntil(
            lambda code=code: code in [row.key for row in shown.list.rows()] and len(shown.list.rows()) < 25
        )
    shown.wanted.clear()
    assert len(shown.list.rows()) > len(PLACES)


def test_the_search_of_the_window_leads_to_the_help(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    program.window.search.open()
    qtbot.keyClicks(program.window.search._edit, "chulewenti")
    qtbot.waitUntil(lambda: program.window.search.hits_shown > 0)
    qtbot.keyClick(program.window.search._edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.help.shown is not None)
    assert program.window.help.shown.current in load_library().help_pages


def test_links_pictures_and_the_way_back(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    shown = program.window.help.open("start")
    assert not shown.back.isEnabled() or shown.back.toolTip()
    shown.page.followed.emit("ledger")
    assert shown.current == "ledger"
    shown.page.followed.emit(f"{PICTURE}pictures/ledger.png")
    assert shown.current.startswith(PICTURE)
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.page.setFocus()
    qtbot.keyClick(shown.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown.current == "ledger"
    shown.page.followed.emit("glossary")
    assert "公示期" in shown.page.toPlainText()


@pytest.mark.parametrize("look", [("dark", 1.0), ("contrast", 2.0)])
def test_the_page_wears_the_look(at_work, qtbot, township: Computer, look: tuple[str, float]) -> None:
    program = at_work(township)
    shown = program.window.help.open("drafting")
    choose_look(*look)
    assert theme().colour("text").name() in shown.page.document().defaultStyleSheet()
    assert f"{theme().font('body').pixelSize()}px" in shown.page.document().defaultStyleSheet()
    shown.show_page("start")
    wait_idle(qtbot, program.jobs)
    cursor = shown.page.document().find("先练习")
    assert cursor.charFormat().isAnchor() and cursor.charFormat().fontUnderline(), "not by the colour alone"


def test_in_a_narrow_window_the_page_and_the_contents_take_turns(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    shown = program.window.help.open("ledger")
    shown.resize(500, 500)
    qtbot.waitUntil(lambda: not shown.list.isVisible() and shown.page.isVisible())
    qtbot.mouseClick(shown.show_contents, Qt.MouseButton.LeftButton)
    assert shown.list.isVisible() and not shown.page.isVisible()
    shown.list.set_current("portal")
    shown.list.opened.emit("portal")
    assert shown.page.isVisible() and shown.current == "portal"


def test_the_tour_points_at_every_part_and_is_walked_by_keyboard(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    window = program.window
    window.go("settings").view.help.tour.click()
    tour = window.touring.tour
    steps = load_library().tour
    assert 5 <= len(steps) <= 7 and window.current.place == "workbench"
    for number, step in enumerate(steps, start=1):
        assert tour.number == number and step.title in tour.words
        assert not tour._part().isEmpty() and window.rect().contains(tour._part().center())
        assert window.rect().contains(tour._card.geometry())
        qtbot.keyClick(tour.forward, Qt.Key.Key_Return)
    assert window.touring.tour is None
    wait_idle(qtbot, program.jobs)


def test_the_tour_can_be_left_and_gone_back_in(at_work, qtbot, township: Computer) -> None:
    program = at_work(township)
    window = program.window
    window.help.open("start").tour.click()
    tour = window.touring.tour
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(tour.forward, Qt.Key.Key_Right)
    assert tour.number == 2
    qtbot.keyClick(tour.forward, Qt.Key.Key_Left)
    assert tour.number == 1
    qtbot.keyClick(tour.forward, Qt.Key.Key_Tab)
    assert tour.skip.hasFocus()
    qtbot.keyClick(tour.skip, Qt.Key.Key_Escape)
    assert window.touring.tour is None
    wait_idle(qtbot, program.jobs)


def test_whoever_comes_from_the_first_page_is_offered_the_tour_once(
    qtbot, program: Program, township: Computer
) -> None:
    window = program.window
    for was_offered in (False, True):
        window.show_welcome()
        window.show()
        program.session.start(lambda: open_workspace(township.path, person=township.person, now=township.clock))
        wait_idle(qtbot, program.jobs)
        qtbot.waitUntil(lambda: window.current is not None)
        assert ("第一次用" in window.toasts.accessibleName() and window.toasts.isVisible()) is not was_offered
        program.session.close()
        wait_idle(qtbot, program.jobs)
