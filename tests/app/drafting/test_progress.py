"""How far a field is: the counts of the command-line contract."""

from pathlib import Path

import pytest

from app.drafting.adopting import add_local, adopt
from app.drafting.editing import confirm, finalise_field, remove_entry, set_entry
from app.drafting.lookup import find_entry
from app.drafting.progress import field_progress
from app.standards.library import load_library
from app.workspace import Workspace
from tests.app.drafting.test_editing import make_ready
from tests.support import COUNTY, DEPARTMENT, FULL_VALUES, INSTITUTION, VILLAGE, Computer, computer


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def progress(workspace: Workspace, field: str = "05") -> dict:
    """The row of one field as `fields --json` shows it."""
    (row,) = [table.as_json() for table in field_progress(workspace) if table.code == field]
    return row


def counts(row: dict) -> tuple[int, int, int, int]:
    return row["items"], row["drafted"], row["ready"], row["not_applicable"]


def test_a_new_workspace_shows_every_field_with_the_items_of_its_level(tmp_path: Path):
    for unit, level in ((COUNTY, "county"), (DEPARTMENT, "county"), (VILLAGE, "village")):
        desk = computer(tmp_path / unit.name, unit)
        with desk.working() as workspace:
            rows = [table.as_json() for table in field_progress(workspace)]
        assert [row["code"] for row in rows] == sorted(load_library().fields)
        for row in rows:
            items = [item for item in load_library().fields[row["code"]].items if level in item.levels]
            assert counts(row) == (len(items), 0, 0, 0)
            assert sum(row["evidence"].values()) == len(items)
            assert row["evidence"]["confirmed"] == 0
            assert row["organisation"] == unit.name


def test_an_institution_has_no_items_of_its_own_level(tmp_path: Path):
    desk = computer(tmp_path / "医院", INSTITUTION)
    with desk.working() as workspace:
        assert {table.items for table in field_progress(workspace)} == {0}


def test_drafted_ready_and_final_leave_out_what_does_not_apply(workspace: Workspace):
    assert counts(progress(workspace)) == (13, 13, 0, 0)
    set_entry(workspace, find_entry(workspace, "05-004"), not_applicable="本镇没有敬老院")
    assert counts(progress(workspace)) == (13, 12, 0, 1)
    make_ready(workspace)
    assert counts(progress(workspace)) == (13, 12, 12, 1)
    finalise_field(workspace, "05", checklist="standard-catalogue")
    row = progress(workspace)
    assert counts(row) == (13, 12, 12, 1)
    assert row["final"] == 12


def test_a_removed_entry_does_not_count_and_its_item_shows_its_own_evidence(workspace: Workspace):
    before = progress(workspace)
    remove_entry(workspace, find_entry(workspace, "05-003"))
    after = progress(workspace)
    assert counts(after) == (13, 12, 0, 0)
    assert after["evidence"] == before["evidence"]


def test_a_local_entry_is_drafted_but_no_item(workspace: Workspace):
    before = progress(workspace)
    add_local(workspace, FULL_VALUES, field="05")
    after = progress(workspace)
    assert counts(after) == (13, 14, 0, 0)
    assert after["evidence"] == before["evidence"]


def test_confirming_moves_an_entry_from_its_evidence_to_confirmed(workspace: Workspace):
    before = progress(workspace)["evidence"]
    rows = list(workspace.store.entries.listed(fields=["05"]))[:4]
    confirm(workspace, rows)
    after = progress(workspace)["evidence"]
    assert after["confirmed"] == 4
    assert sum(after.values()) == sum(before.values()) == 13
    for evidence in ("seen", "partly", "recalled"):
        assert before[evidence] - after[evidence] == sum(row.content["evidence"] == evidence for row in rows)


def test_other_checklists_do_not_count(workspace: Workspace):
    before = progress(workspace)
    adopt(workspace, checklist="exemption-list")
    assert progress(workspace) == before
