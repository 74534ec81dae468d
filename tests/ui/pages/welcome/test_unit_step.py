"""Where the file of a new workspace shall lie, as it is written and chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QStackedWidget

from ui.pages.welcome.answers import Answers
from ui.pages.welcome.unit_step import UnitStep


@pytest.fixture
def step(qtbot, tmp_path: Path) -> Iterator[UnitStep]:
    asked = UnitStep(str(tmp_path), lambda path, then: None)
    around = QStackedWidget()
    around.addWidget(asked)
    qtbot.addWidget(around)
    asked.show_answers(Answers())
    asked.name.insert("青石镇")
    asked.person.insert("李梅")
    around.show()
    yield asked


def test_a_place_that_was_emptied_is_the_suggested_one_again(qtbot, step: UnitStep):
    suggested = step.path.text()
    step.path.selectAll()
    qtbot.keyClick(step.path, Qt.Key.Key_Delete)
    taken = Answers()
    assert step.path.text() == "" and step.take(taken)
    assert taken.path == step.path.text() == suggested
    step.name.insert("北")
    assert step.path.text() != suggested


def test_a_file_gets_the_ending_by_which_it_is_found(step: UnitStep, tmp_path: Path):
    for written in (tmp_path / "青石", tmp_path / "青石.qd", tmp_path / "青石.QD"):
        taken = Answers()
        step.set_path(written)
        assert step.take(taken) and taken.path == step.path.text()
        assert taken.path in (f"{tmp_path / '青石'}.qd", f"{tmp_path / '青石'}.QD")
    step.path.setText(str(tmp_path / "2026.9"))
    step.path.editingFinished.emit()
    assert step.path.text() == str(tmp_path / "2026.9.qd")


def test_the_dialog_for_another_place_begins_with_the_name_alone(qtbot, step: UnitStep):
    button = next(each for each in step.findChildren(QPushButton) if each.text() == "换个地方")
    with qtbot.waitSignal(step.place_asked) as asked:
        button.click()
    assert asked.args == [Path(step.path.text()).name] and asked.args[0].endswith(".qd")
