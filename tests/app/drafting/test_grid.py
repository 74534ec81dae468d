"""A table as rows: what stands in them, and that only what changed is made anew."""

import pytest

from app.drafting.adopting import add_local, answer_publishers
from app.drafting.editing import confirm, remove_entry, reorder, set_entry
from app.drafting.grid import Grid, GridReading
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.own_unit import change_unit
from app.drafting.projection import relation
from app.drafting.tables import own_entries, own_items
from app.drafting.typing_drafts import keep_draft
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.support import FULL_VALUES, Computer


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def read(workspace: Workspace, field: str = "05", reading: GridReading | None = None, **options) -> Grid:
    return (reading or GridReading()).read(workspace, STANDARD_CATALOGUE, field, **options)


def row(grid: Grid, key: str):
    return next(each for each in grid.rows if each.key == key)


def test_lines_come_in_order_with_their_values(workspace: Workspace):
    grid = read(workspace)
    entries = own_entries(workspace, STANDARD_CATALOGUE, "05")
    assert [each.id for each in grid.rows] == [entry.id for entry, _ in entries]
    assert [each.values for each in grid.rows] == [content.values for _, content in entries]
    first = grid.rows[0]
    assert (first.code, first.state, first.relation, first.local) == ("05-001", "draft", "adopted", False)
    assert first.heading == first.values["level1"] and first.heading not in first.title


def test_a_change_shows_what_differs_and_how_the_entry_stands(workspace: Workspace):
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "党政办", "mode": "依申请公开"})
    set_entry(workspace, find_entry(workspace, "05-004"), not_applicable="本镇没有")
    local = add_local(workspace, FULL_VALUES, field="05")
    grid = read(workspace)
    assert row(grid, "05-003").differing == {"publisher", "mode"}
    assert row(grid, "05-003").relation == "adapted"
    assert (row(grid, "05-004").state, row(grid, "05-004").not_applicable) == ("not_applicable", "本镇没有")
    assert (row(grid, local).relation, row(grid, local).code, row(grid, local).evidence) == ("local", "", None)


def test_relations_are_those_of_the_one_projection(workspace: Workspace):
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "党政办"})
    grid = read(workspace)
    for entry, content in own_entries(workspace, STANDARD_CATALOGUE, "05"):
        item = workspace.library.item(STANDARD_CATALOGUE, content.item)
        unit = workspace.organisation
        assert row(grid, content.item).relation == relation(grid.definition, item, unit, content, "as-written"), entry


def test_items_without_an_entry_stand_behind_the_one_before(workspace: Workspace):
    whole = [each.key for each in read(workspace).rows]
    remove_entry(workspace, find_entry(workspace, "05-001"))
    remove_entry(workspace, find_entry(workspace, "05-004"))
    grid = read(workspace)
    assert [each.key for each in grid.rows] == whole
    untouched = [each for each in grid.rows if each.id is None]
    assert [each.key for each in untouched] == ["05-001", "05-004"]
    assert {each.state for each in untouched} == {"untouched"}
    assert "兴隆镇人民政府" in row(grid, "05-004").values["publisher"]


def test_a_field_that_nobody_began_is_all_items(workspace: Workspace):
    grid = read(workspace, "06")
    assert [each.key for each in grid.rows] == [item.code for item in own_items(workspace, STANDARD_CATALOGUE, "06")]


def test_only_what_changed_is_made_anew(workspace: Workspace):
    reading = GridReading()
    before = {each.key: each for each in read(workspace, reading=reading).rows}
    set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "党政办"})
    after = {each.key: each for each in read(workspace, reading=reading).rows}
    assert [key for key in before if before[key] is not after[key]] == ["05-003"]
    undo(workspace)
    assert row(read(workspace, reading=reading), "05-003").values == before["05-003"].values


def test_a_new_order_is_followed(workspace: Workspace):
    reading = GridReading()
    read(workspace, reading=reading)
    group = [entry for entry, content in own_entries(workspace, STANDARD_CATALOGUE, "05")][:2]
    reorder(workspace, group[::-1])
    assert [each.id for each in read(workspace, reading=reading).rows[:2]] == [group[1].id, group[0].id]


def test_what_lines_are_compared_with_is_taken_up_anew(workspace: Workspace):
    reading = GridReading()
    assert row(read(workspace, reading=reading), "05-003").differing == frozenset()
    change_unit(workspace, {"name": "新隆镇"})
    assert row(read(workspace, reading=reading), "05-003").differing == {"publisher"}
    answer_publishers(workspace, "own", field="05")
    assert read(workspace, reading=reading) == read(workspace)


def test_a_first_page_is_a_beginning_that_the_whole_takes_over(workspace: Workspace):
    reading = GridReading()
    page = read(workspace, reading=reading, limit=4)
    whole = read(workspace, reading=reading)
    assert (len(page.rows), page.missing, whole.missing) == (4, 9, 0)
    assert all(one is other for one, other in zip(page.rows, whole.rows, strict=False))


def test_what_waits_in_an_editor_stands_beside_the_value(workspace: Workspace):
    reading = GridReading()
    entry = find_entry(workspace, "05-003")
    keep_draft(workspace, entry.id, "deadline", {"text": ""})
    waiting = row(read(workspace, reading=reading), "05-003")
    assert waiting.values["deadline"] == entry.content["values"]["deadline"]
    assert waiting.waiting["deadline"].typed == {"text": ""}
    assert "公开时限" in waiting.waiting["deadline"].reason


def test_a_confirmed_line_says_so(workspace: Workspace):
    confirm(workspace, [find_entry(workspace, "05-003")])
    assert row(read(workspace), "05-003").evidence == "confirmed"
