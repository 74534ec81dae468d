"""The way back to the page that was left, as it was left."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.drafting.renaming import renaming_proposals
from tests.support import Computer
from tests.ui.support import choose_look, wait_idle
from ui.shell.way_back import own_way_back

_SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_back_leads_through_the_places_left_to_where_the_keyboard_was(at_work, qtbot, township: Computer):
    window = at_work(township).window
    back = window.header.back
    assert not back.isEnabled() and back.toolTip() == "还没有去过别处"
    QTest.keyClick(window, Qt.Key.Key_F5, _SHIFT)
    assert window.current.place == "workbench"
    wanted = window.go("laws").list_pane.wanted
    wait_idle(qtbot, window.desk.jobs)
    wanted.setFocus()
    window.go("annual")
    wait_idle(qtbot, window.desk.jobs)
    assert back.toolTip() == back.accessibleName().replace(" Shift+F5", "（Shift+F5）") == "返回法规登记（Shift+F5）"
    QTest.keyClick(window, Qt.Key.Key_F5, _SHIFT)
    assert window.current.place == "laws" and wanted.hasFocus()
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert window.current.place == "workbench" and not back.isEnabled()


def test_a_page_that_may_not_be_left_is_not_left_by_going_back(at_work, monkeypatch, township: Computer):
    window = at_work(township).window
    window.go("ledger")
    with monkeypatch.context() as kept_here:
        kept_here.setattr(window.current, "may_leave", lambda: False)
        window.go_back()
    assert window.current.place == "ledger" and window.header.back.isEnabled()


def test_back_leads_past_what_is_settled(at_work, qtbot, township: Computer):
    window, found = at_work(township).window, []
    window.go("drafting")
    window.desk.session.ask(lambda workspace: renaming_proposals(workspace, "县级人民政府", "县政府"), found.append)
    wait_idle(qtbot, window.desk.jobs)
    page = window.go("comparison", batch=found[0])
    wait_idle(qtbot, window.desk.jobs)
    window.go_back()
    assert window.current.place == "drafting"
    window.go("comparison", batch=found[0])
    wait_idle(qtbot, window.desk.jobs)
    page.finish_all()
    wait_idle(qtbot, window.desk.jobs)
    assert window.current.place == "drafting"
    window.go_back()
    assert window.current.place == "workbench"


def test_back_leads_past_what_was_only_passed_on_the_rail(at_work, qtbot, township: Computer):
    window = at_work(township).window

    def walk(place: str) -> None:
        window.rail.focus_current()
        while window.current.place != place:
            QTest.keyClick(window.focusWidget(), Qt.Key.Key_Down)
            wait_idle(qtbot, window.desk.jobs)

    walk("drafting")
    window.current.take_focus()
    QApplication.processEvents()
    walk("board")
    window.go_back()
    assert window.current.place == "drafting"
    window.go_back()
    assert window.current.place == "workbench"


def test_the_side_button_of_the_mouse_goes_back_within_the_page_first(at_work, qtbot, township: Computer):
    window = at_work(township).window
    choose_look(scale=2.0)
    page = window.go("ledger")
    wait_idle(qtbot, window.desk.jobs)
    page.acts.add_line()
    wait_idle(qtbot, window.desk.jobs)
    back = own_way_back(page)
    assert page.side.isVisible() and back.text().startswith("返回")

    def press() -> None:
        QTest.mouseClick(window.windowHandle(), Qt.MouseButton.BackButton, pos=QPoint(400, 300))
        wait_idle(qtbot, window.desk.jobs)
        QApplication.processEvents()

    press()
    assert window.current is page and not page.side.isVisible() and own_way_back(page) is None
    press()
    assert window.current.place == "workbench"


def test_alt_and_left_go_back_where_a_page_has_no_other_use_for_them(at_work, qtbot, township: Computer):
    window = at_work(township).window
    page = window.go("printing")
    wait_idle(qtbot, window.desk.jobs)
    page.take_focus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.current.place == "workbench"
