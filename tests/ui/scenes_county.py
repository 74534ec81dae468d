"""The states of the county's desk that pictures are made of."""

from collections.abc import Iterator

from app.workspace import Workspace
from tests.app.county.busy_county import fill_county, fill_differences
from ui.shell.window import MainWindow


def _filled(window: MainWindow) -> Iterator[None]:
    """A dozen townships in the middle of their rounds."""

    def fill(workspace: Workspace) -> None:
        fields = [code for code, field in workspace.library.fields.items() if _is_townships(field)]
        fill_county(workspace, sorted(fields))

    window.desk.session.act(fill)
    yield


def _is_townships(field) -> bool:
    return any("township" in item.levels for item in field.items)


def matrix(window: MainWindow) -> Iterator[None]:
    """The table over all units, at a cell with problems."""
    yield from _filled(window)
    page = window.go("matrix")
    yield
    table = page.view.table
    row = next(row for row in table.model.rows if any(c and c.standing == "findings" for c in row.cells))
    place = next(place for place, cell in enumerate(row.cells) if cell and cell.standing == "findings")
    table.go_to(row.unit.id, place)
    yield


def matrix_reminding(window: MainWindow) -> Iterator[None]:
    """Who is to be reminded, beside the table."""
    yield from matrix(window)
    window.current.remind.click()
    yield


def inspection(window: MainWindow) -> Iterator[None]:
    """The points of a dozen townships in a month, and what is behind one."""
    yield from _filled(window)
    window.go("inspection")
    yield
    points = window.current.view.unit.points
    points.set_current("complete")
    points.opened.emit("complete")
    yield


def item_compare(window: MainWindow) -> Iterator[None]:
    """An item that most townships have as the standard has it, and some do not."""
    window.desk.session.act(fill_differences)
    yield
    window.go("item-compare", item="05-003")
    yield
    yield


def item_compare_unfolded(window: MainWindow) -> Iterator[None]:
    """The units that say the same, one by one."""
    yield from item_compare(window)
    page = window.current
    key = next(key for key in page.view.compare.table.model().keys if key.startswith("group"))
    page.view.compare.table.acted.emit(key, "unfold")
    yield
    page.view.compare.table.set_current(page.view.compare.table.model().keys[-1])
    yield


def review(window: MainWindow) -> Iterator[None]:
    """An entry that is not as the standard has it, beside the standard."""
    window.desk.session.act(fill_differences)
    yield
    page = window.go("item-compare", item="05-003")
    yield
    table = page.view.compare.table
    table.acted.emit(table.model().keys[1], "look")
    yield
