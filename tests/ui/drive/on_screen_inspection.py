"""The inspection of a county by real keys alone: a unit, the records behind a point and the way back from one, points
that count otherwise, a unit's sheet and the table of all on paper.

Pictures of every step go to the folder SHOTS names, else beside the files of the test.
"""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.app.county.inspected import inspected_county
from tests.support import TOWNSHIP, key_folder
from tests.ui.drive.deskmate import Deskmate
from tests.ui.pages.reading_pdf import pages_of


def test_a_county_inspects_by_keys_alone(sit, tmp_path: Path):
    county = inspected_county(tmp_path / "县")
    sheet, table = tmp_path / "检查表.pdf", tmp_path / "得分表.pdf"

    def scene(clerk: Deskmate) -> None:
        go_there(clerk)
        look_behind_a_point(clerk)
        weigh_otherwise(clerk)
        put_on_paper(clerk, sheet, table)

    with key_folder(county.folder):
        sit(county.path, scene)
    assert (
        "兴隆镇" in "".join(text for _, _, text in pages_of(sheet)) and len({page for page, *_ in pages_of(sheet)}) == 1
    )
    assert "城关街道" in "".join(text for _, _, text in pages_of(table))


def go_there(clerk: Deskmate) -> None:
    clerk.visit("matrix")
    clerk.push(clerk.stage.ask(lambda: clerk.page.tools.inspection))
    clerk.wait(lambda: clerk.page.place == "inspection", "the inspection")
    clerk.settle()


def look_behind_a_point(clerk: Deskmate) -> None:
    """Walk from a unit to a point, from there to a record, open it, and come back to where it was left."""
    view = clerk.page.view
    clerk.wait(lambda: view.units.rows(), "the units")
    clerk.look("各单位")
    clerk.walk_to(view.units, TOWNSHIP.id)
    clerk.keys("enter")
    clerk.wait(view.unit.points.hasFocus, "the points of the unit")
    clerk.walk_to(view.unit.points, "overdue")
    clerk.keys("enter")
    clerk.wait(lambda: view.behind.list.hasFocus() and view.behind.list.rows(), "the records behind the point")
    clerk.look("背后的记录")
    clerk.keys("enter")
    clerk.wait(lambda: clerk.page.place == "review", "the entry")
    clerk.look("条目")
    clerk.keys("shift+F5")
    clerk.wait(lambda: clerk.page.place == "inspection", "the way back")
    clerk.wait(view.behind.list.hasFocus, "the keyboard where it was")
    clerk.look("回到检查")
    assert clerk.stage.ask(lambda: (view.units.current_key(), view.unit.points.current_key())) == (
        TOWNSHIP.id,
        "overdue",
    )
    clerk.keys("shift+F5")
    clerk.wait(lambda: clerk.page.place == "matrix", "the way back to the matrix")
    clerk.look("回到总表")
    go_there(clerk)


def weigh_otherwise(clerk: Deskmate) -> None:
    page = clerk.page
    clerk.push(clerk.stage.ask(lambda: page.tools.weights))
    dialog = clerk.wait(lambda: QApplication.activeModalWidget() is not None and page.weighing.dialog, "the dialog")
    for code, points in (("overdue", "20"), ("complete", "10")):
        clerk.tab_to(dialog.points[code])
        clerk.keys("ctrl+a")
        clerk.type(points)
    clerk.look("分值")
    clerk.keys("enter")
    clerk.wait(lambda: QApplication.activeModalWidget() is None, "the dialog closed")
    clerk.wait(lambda: "本县定的" in page.context, "the own points")
    clerk.look("改了分值")


def put_on_paper(clerk: Deskmate, sheet: Path, table: Path) -> None:
    page = clerk.page
    clerk.walk_to(page.view.units, TOWNSHIP.id)
    clerk.push(page.view.unit.pdf)
    clerk.name_file(sheet)
    clerk.wait(sheet.is_file, "the sheet")
    clerk.look("检查表写好")
    clerk.push(page.tools.pdf)
    clerk.name_file(table)
    clerk.wait(table.is_file, "the table")
    clerk.look("得分表写好")
