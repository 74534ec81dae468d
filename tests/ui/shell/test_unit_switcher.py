"""Changing to another unit from anywhere, and where 各村 stands on the rail."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.drafting.own_unit import change_unit
from app.opening import open_workspace
from app.villages.units import add_files, remove_unit
from tests.app.villages.conftest import BAIMA, DONGMEN, QINGSHI, Office, make_office
from tests.support import TOWNSHIP
from tests.ui.support import end_program, wait_idle
from ui.application import Application, Program

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Three villages and a township on the list."""
    return make_office(tmp_path)


@pytest.fixture
def program(qtbot, qapp: Application, office: Office) -> Iterator[Program]:
    """The whole program at work on 白马村."""
    made = Program(qapp)
    made.window.resize(1366, 698)
    made.session.start(lambda: open_workspace(office.path(BAIMA), person="陈静"))
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    wait_idle(qtbot, made.jobs)
    yield made
    end_program(qtbot, made)


def places(program: Program) -> list[str]:
    return [place.code for place in program.window.rail.places]


def shown(program: Program) -> list[str]:
    return [row.title for row in program.window.switcher.list.rows() if not row.heading]


def test_a_few_letters_and_enter_change_to_another_unit_and_back(qtbot, program: Program, office: Office) -> None:
    window = program.window
    before = window.focusWidget()
    qtbot.keyClick(window, Qt.Key.Key_U, CONTROL)
    wait_idle(qtbot, program.jobs)
    assert shown(program) == ["青石村", "东门社区", "兴隆镇"]
    qtbot.keyClick(window.switcher.box, Qt.Key.Key_Escape)
    assert not window.switcher.isVisible()
    assert window.focusWidget() is before

    qtbot.keyClick(window, Qt.Key.Key_U, CONTROL)
    wait_idle(qtbot, program.jobs)
    qtbot.keyClicks(window.switcher.box, "dm")
    assert shown(program) == ["东门社区"]
    qtbot.keyClick(window.switcher.box, Qt.Key.Key_Return)
    wait_idle(qtbot, program.jobs)
    assert program.session.unit.id == DONGMEN.id
    assert not window.switcher.isVisible()

    # The one used last is on top: the same two keys lead back.
    qtbot.keyClick(window, Qt.Key.Key_U, CONTROL)
    wait_idle(qtbot, program.jobs)
    qtbot.keyClick(window.switcher.box, Qt.Key.Key_Return)
    wait_idle(qtbot, program.jobs)
    assert program.session.unit.id == BAIMA.id

    window.switcher.open()
    window.switcher.box.insert("没有")
    assert shown(program) == []
    assert "各村" in window.switcher._none.text()
    qtbot.keyClick(window.switcher.box, Qt.Key.Key_Escape)


def test_the_status_line_names_the_unit_by_its_present_name_and_leads_to_others(qtbot, program: Program) -> None:
    window = program.window
    assert window.status.unit_text == "白马村"
    program.session.act(lambda workspace: change_unit(workspace, {"name": "白马新村"}))
    wait_idle(qtbot, program.jobs)
    assert window.status.unit_text == "白马新村"
    qtbot.mouseClick(window.status._unit, Qt.MouseButton.LeftButton)
    wait_idle(qtbot, program.jobs)
    assert shown(program)[0] == "青石村"


def test_the_villages_stand_on_the_rail_where_there_are_more_units_than_one(
    qtbot, program: Program, office: Office
) -> None:
    window, units = program.window, program.window.desk.preferences.units
    assert "villages" in places(program)
    window.go("villages")
    wait_idle(qtbot, program.jobs)
    for unit in (office.unit(QINGSHI), office.unit(DONGMEN), office.unit(TOWNSHIP)):
        units.take(remove_unit(unit))
    assert "villages" not in places(program)
    assert "notices" in places(program)
    units.take(add_files([office.path(QINGSHI)]).mine)
    assert "villages" in places(program)
    assert window.rail.button("villages").isChecked()


def test_a_township_has_its_villages_on_the_rail_from_the_start(qtbot, program: Program, office: Office) -> None:
    for unit in office.mine.units:
        program.window.desk.preferences.units.take(remove_unit(unit))
    program.session.start(lambda: open_workspace(office.path(TOWNSHIP)))
    wait_idle(qtbot, program.jobs)
    assert "villages" in places(program)
    program.window.go("villages")
    wait_idle(qtbot, program.jobs)
    assert program.window.current.title == "各村"
