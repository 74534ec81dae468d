"""One person, many villages, by real keys and a real mouse: part a list, save the month of all, change to a village.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit

from app.notices.keeping import filled_of, kept_notices
from app.opening import open_workspace
from app.user_folder import data_home
from app.villages.units import load_units
from tests.app.villages.conftest import BAIMA, HEADS, QINGSHI, Office, make_office, row
from tests.support import TOWNSHIP
from tests.ui.drive.clerk import Clerk
from tests.ui.drive.stage import Stage
from tests.ui.pages.reading_pdf import pages_of
from ui.application import Application, Program

ROWS = [row("白马村委会", "赵德全"), row("青石材", "钱二"), row("东门社区", "孙三")]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A township and three villages on the list."""
    return make_office(tmp_path)


@contextmanager
def _running(qapp: Application, office: Office) -> Iterator[Program]:
    program = Program(qapp)
    program.begin([office.path(TOWNSHIP)])
    try:
        yield program
    finally:
        program.window.hide()
        program.end()


def test_a_list_for_all_villages_and_the_way_to_one_of_them(stage: Stage, qapp: Application, office: Office):
    shots = Path(os.environ.get("SHOTS") or office.folder / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    pdf = office.folder / "本月.pdf"

    def scene(stage: Stage) -> None:
        clerk = Clerk(stage, program, shots)
        clerk.wait(lambda: clerk.page is not None, "the first page")
        clerk.settle()
        _part(clerk)
        _save(clerk, pdf)
        _change(clerk)

    with _running(qapp, office) as program:
        stage.play(scene)
        # The way to the list lies in the person's own folder.
        assert (data_home() / "units.json").is_file()
    assert [text for _, _, text in pages_of(pdf)] != []
    for unit, name in ((BAIMA, "赵德全"), (QINGSHI, "钱二")):
        with open_workspace(office.path(unit), read_only=True) as workspace:
            (notice,) = [filled_of(each) for each in kept_notices(workspace)]
        assert [line.cells[2] for line in notice.table.rows] == [name]
    assert len(load_units().units) == 4


def _part(clerk: Clerk) -> None:
    """Choose the notice by a few characters, paste, say which village 青石材 is, make."""
    clerk.go("villages")
    clerk.look("各村")
    clerk.press("分一张名单")
    split = clerk.stage.ask(lambda: clerk.page.split)
    clerk.wait(lambda: split.template.lineEdit().hasFocus(), "the keyboard in the box of notices")
    clerk.type("惠农补贴发放")
    clerk.keys("enter")
    clerk.wait(split.paste.isEnabled, "a notice being chosen")
    table = "\n".join("\t".join(line) for line in (HEADS, *ROWS))
    clerk.stage.ask(lambda: QGuiApplication.clipboard().setText(table))
    clerk.keys("ctrl+v")
    clerk.wait(split.questions.hasFocus, "the question about a name having the keyboard")
    clerk.look("认不准的村名")
    clerk.keys("enter")
    clerk.wait(split.make.isEnabled, "the notices can be made")
    clerk.wait(lambda: split.form.isAncestorOf(QApplication.focusWidget()), "the keyboard in the first blank")
    clerk.look("分好的名单")
    clerk.keys("ctrl+enter")
    clerk.read("做好了 3 个村的公示")
    clerk.look("做好了")


def _save(clerk: Clerk, pdf: Path) -> None:
    clerk.press("去打印")
    clerk.wait(lambda: clerk.page.sheets.save.isEnabled(), "something to save")
    clerk.settle()
    clerk.keys("ctrl+s")
    clerk.name_file(pdf)
    clerk.press("照样印")
    clerk.wait(pdf.is_file, "the file")
    clerk.settle()
    clerk.look("存好了")


def _change(clerk: Clerk) -> None:
    """Ctrl+U, the initials of 白马, Enter."""
    clerk.keys("ctrl+u")
    box: QLineEdit = clerk.stage.ask(lambda: clerk.window.switcher.box)
    clerk.wait(box.hasFocus, "the keyboard in the box of units")
    clerk.type("bm")
    clerk.wait(lambda: len(clerk.window.switcher.list.rows()) == 1, "one unit being left")
    clerk.look("换单位")
    clerk.keys("enter")
    clerk.wait(lambda: clerk.program.session.unit.id == BAIMA.id, "the village being open")
    clerk.settle()
    clerk.go("notices")
    clerk.look("白马村的公示")
