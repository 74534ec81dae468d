"""Pictures of every place, as a built program is tried with them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.support import Computer
from tests.ui.support import end_program, wait_idle
from ui.application import Application, Program
from ui.pictures import FIRST, Pictures


@pytest.fixture
def take(qtbot, qapp: Application, township: Computer, tmp_path: Path) -> Iterator[Callable[..., Pictures]]:
    """Open the workspace, take pictures into a folder, and wait for the window to close by itself."""
    program = Program(qapp)

    def taken(*, of_all_places: bool) -> Pictures:
        program.begin([township.path])
        pictures = Pictures(program.window, program.jobs, tmp_path / "图片", of_all_places=of_all_places)
        pictures.begin()
        qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=120_000)
        wait_idle(qtbot, program.jobs)
        return pictures

    taken.program = program
    yield taken
    end_program(qtbot, program)


def test_every_place_on_the_rail_is_shown_and_the_window_closes(take, tmp_path: Path):
    pictures = take(of_all_places=True)
    places = {place.code for place in take.program.window.rail.places}
    taken = {file.stem: QImage(str(file)) for file in (tmp_path / "图片").iterdir()}
    assert taken.keys() == {FIRST, *places}
    assert len(places) > 10
    size = take.program.window.size()
    assert all(picture.size() == size for picture in taken.values())
    assert taken["drafting"] != taken["notices"] != taken["settings"]
    assert pictures.unsaved == []


def test_a_picture_that_cannot_be_written_is_told(take, tmp_path: Path):
    in_the_way = tmp_path / "图片" / f"{FIRST}.png"
    in_the_way.mkdir(parents=True)
    assert take(of_all_places=False).unsaved == [in_the_way]
