"""The parts of the grid that need no window: which cells are chosen, what is left by filters, orders, the clipboard."""

import msgspec
import pytest

from app.drafting.grid import Grid, GridRow
from app.drafting.grid_filters import Contains, Differs, Empty, LongerThan, OneOf, Sort
from app.standards.library import load_library
from app.tables.pasted import pasted_cells
from ui.pages.drafting.grid.clipboard import as_html, mime_data
from ui.pages.drafting.grid.order import reordered
from ui.pages.drafting.grid.selection import CellSelection
from ui.pages.drafting.grid.sieve import Before, Sieve


def line(key: str, *, adopted: bool = True, **values) -> GridRow:
    return GridRow(
        id=key if adopted else None,
        key=key,
        code="",
        heading="",
        title=key,
        field="05",
        values=values,
        differing=frozenset(),
        state="draft" if adopted else "untouched",
        relation=None,
        evidence=None,
        not_applicable=None,
        local=True,
        position=0,
        revision=key,
    )


def chosen(rows: int = 10, columns: int = 6) -> CellSelection:
    selection = CellSelection()
    selection.size = rows, columns
    return selection


def test_a_block_grows_from_the_cell_where_it_began():
    selection = chosen()
    selection.go((4, 3))
    selection.go((2, 5), grow=True)
    assert (selection.current, selection.rows(), list(selection.columns())) == ((4, 3), [2, 3, 4], [3, 4, 5])
    assert selection.count() == 9
    selection.go((7, 1))
    assert selection.count() == 1


def test_nothing_leads_out_of_the_table_or_into_the_number():
    selection = chosen()
    selection.go((99, -4))
    assert selection.current == (9, 1)


def test_lines_are_added_one_by_one_and_stay_a_block():
    selection = chosen()
    selection.go((1, 2))
    selection.go((1, 3), grow=True)
    for row in (4, 6, 4):
        selection.add_line(row)
    assert (selection.rows(), list(selection.columns())) == ([1, 6], [2, 3])
    assert selection.runs() == [(1, 1), (6, 6)]


def test_whole_lines_have_every_element():
    selection = chosen()
    selection.choose_lines(2)
    selection.choose_lines(4, grow=True)
    assert (selection.rows(), list(selection.columns()), selection.is_whole_lines) == ([2, 3, 4], [1, 2, 3, 4, 5], True)
    selection.choose_columns(3)
    assert (len(selection.rows()), list(selection.columns()), selection.is_whole_lines) == (10, [3], False)


def test_filters_and_order_are_kept_as_json():
    sieve = Sieve(
        Sort("deadline", True),
        {
            "publisher": (Contains("publisher", "民政"), Empty("publisher"), Differs(None)),
            "deadline": (LongerThan("deadline", 20), OneOf("deadline", frozenset({"实时公开", ""}))),
        },
    )
    kept = msgspec.json.decode(msgspec.json.encode(sieve.as_json()))
    assert Sieve.from_json(kept) == sieve
    assert Sieve.from_json({}) == Sieve()


def test_what_another_version_kept_is_left_out():
    sieve = Sieve.from_json({"filters": {"publisher": [["Loud", "publisher"]], "gone": [["Empty", "gone"]]}})
    definition = load_library().definitions["standard-catalogue"]
    assert sieve.shown(Grid(definition, (line("a"),)), ()) == [0]


def test_what_was_shown_stays_until_the_clerk_filters_again():
    definition = load_library().definitions["standard-catalogue"]
    sieve = Sieve(None, {"publisher": (Empty("publisher"),)})
    before = Before(frozenset("abc"), ["b", "c"])
    grid = Grid(definition, (line("a", publisher="甲"), line("b", publisher="乙"), line("new"), line("c")))
    assert sieve.shown(grid, (), before) == [1, 3, 2]
    assert sieve.shown(grid, ()) == [2, 3]


@pytest.mark.parametrize(
    ("moved", "before", "changed"),
    [
        ({2}, 0, ["c", "a", "b"]),
        ({0}, 3, ["b", "c", "a"]),
        ({0, 1}, 4, ["c", "d", "a", "b"]),
        ({1}, 2, []),
        ({1}, 1, []),
    ],
)
def test_moving_changes_only_the_places_between(moved, before, changed):
    rows = [line(key) for key in "abcd"]
    assert reordered(rows, moved, before) == changed


def test_items_that_were_not_adopted_have_no_place():
    rows = [line("a"), line("x", adopted=False), line("b")]
    assert reordered(rows, {1}, 0) == []
    assert reordered(rows, {2}, 0) == ["b", "a"]


def test_the_clipboard_has_the_same_cells_as_text_and_as_a_table():
    cells = [["名称", "写法"], ['第一行\n第二行\t"引号"', "<b>&"]]
    data = mime_data(cells)
    assert pasted_cells(data.text()) == cells
    assert "<td>第一行<br>第二行" in as_html(cells) and "&lt;b&gt;&amp;" in data.html()
