"""全县总表: kept counts equal a recount whatever is done; every cell says the gravest thing about its entries."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.checks.table_findings import check_workspace
from app.county.matrix import MatrixCell, cell_entries, matrix, missing_items
from app.county.rechecking import recheck
from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.history import redo, undo
from app.errors import UserFacingError
from app.exchange.handing_in import export_entries
from app.exchange.roster import add_unit
from app.exchange.taking_in import import_file
from app.exchange.verdicts import judge, withdraw_verdict
from app.workspace import Workspace
from tests.app.exchange.desks import admit_sender
from tests.support import COUNTY, EDITION, OTHER_TOWNSHIP, TOWNSHIP, Computer, computer

FIELD = "05"


def tallies_are_right(workspace: Workspace) -> bool:
    """Hold the kept counts against a recount."""
    kept = {row for row in workspace.store.tallies.of_edition(EDITION) if row.entries}
    return kept == set(workspace.store.tallies.recounted(EDITION))


def cell(workspace: Workspace, unit: str, field: str = FIELD) -> MatrixCell:
    """Return the cell of a unit (by name) in a field."""
    shown = matrix(workspace)
    place = [column.field for column in shown.columns].index(field)
    (row,) = [row for row in shown.rows if row.unit.name == unit]
    return row.cells[place]


def test_counts_kept_with_every_change_equal_a_recount(tmp_path: Path):
    chance = random.Random(11)
    town, desk = computer(tmp_path / "镇", TOWNSHIP), computer(tmp_path / "县", COUNTY)
    with town.working() as workspace:
        adopt(workspace, field=FIELD)
        adopt(workspace, field="19")
        first = export_entries(workspace, tmp_path / "1.zwgk").path
    admit_sender(desk, first, "兴隆镇")
    for round in range(2, 5):
        _change_at_random(town, chance)
        with desk.working() as county:
            import_file(county, tmp_path / f"{round - 1}.zwgk")
            assert tallies_are_right(county)
            for _ in range(12):
                _act_at_random(county, chance)
                assert tallies_are_right(county)
        with town.working() as workspace:
            assert tallies_are_right(workspace)
            export_entries(workspace, tmp_path / f"{round}.zwgk")


def _change_at_random(town: Computer, chance: random.Random) -> None:
    with town.working() as workspace:
        for row in chance.sample(list(workspace.store.entries.listed(edition=EDITION)), 8):
            change = chance.choice(["value", "state", "declined", "undo", "redo"])
            if change == "undo":
                undo(workspace)
            elif change == "redo":
                redo(workspace)
            elif change == "value":
                set_entry(workspace, row, {"publisher": f"{chance.random()}"})
            elif change == "declined":
                set_entry(workspace, row, {}, not_applicable="本镇没有这项业务")
            else:
                set_entry(workspace, row, {}, state="ready")


def _act_at_random(county: Workspace, chance: random.Random) -> None:
    ids = [row.id for row in county.store.entries.listed(edition=EDITION)]
    some = chance.sample(ids, min(5, len(ids)))
    act = chance.choice(["accept", "return", "withdraw", "undo", "undo", "redo", "recheck"])
    if act == "accept":
        judge(county, some, "accepted")
    elif act == "return":
        judge(county, some, "returned", "请写明期限")
    elif act == "withdraw":
        withdraw_verdict(county, some)
    elif act == "undo":
        undo(county)
    elif act == "redo":
        redo(county)
    else:
        recheck(county)


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Computer, Computer]:
    """A township that finished one field and handed it in, and its county, which knows two townships."""
    town, desk = computer(tmp_path / "镇", TOWNSHIP), computer(tmp_path / "县", COUNTY)
    with town.working() as workspace:
        adopt(workspace, field=FIELD)
        package = export_entries(workspace, tmp_path / "上报.zwgk").path
    admit_sender(desk, package, "兴隆镇")
    with desk.working() as county:
        add_unit(county, OTHER_TOWNSHIP.name)
        import_file(county, package)
    return town, desk


def test_a_cell_says_the_gravest_thing_about_its_entries(desks: tuple[Computer, Computer]):
    _, desk = desks
    with desk.working() as county:
        assert (cell(county, "白云乡").standing, cell(county, "白云乡").label) == ("not_submitted", "没交")
        assert cell(county, "兴隆镇", "06").standing == "not_submitted"
        assert cell(county, "兴隆镇").standing == "submitted"
        entries = [row.id for row in county.store.entries.listed(edition=EDITION)]
        judge(county, entries, "accepted")
        assert cell(county, "兴隆镇").label == "已通过"
        judge(county, entries[:2], "returned", "请写明期限")
        assert cell(county, "兴隆镇").label == "已退回 2"
        undo(county)
        assert cell(county, "兴隆镇").label == "已通过"
        undo(county)
        undo(county)
        assert cell(county, "兴隆镇").standing == "not_submitted"
        assert {row.round for row in matrix(county).rows} == {None}


def test_entries_behind_a_cell_are_those_it_counts(desks: tuple[Computer, Computer]):
    _, desk = desks
    with desk.working() as county:
        shown = matrix(county)
        column = next(column for column in shown.columns if column.field == FIELD)
        row = next(row for row in shown.rows if row.round)
        behind = cell_entries(county, row.unit.id, column)
        counts = cell(county, "兴隆镇").counts
        assert len(behind) == counts.entries == counts.items
        assert sum(entry.is_unconfirmed for entry in behind) == counts.unconfirmed
        assert {entry.verdict for entry in behind} == {"pending"}
        assert len(missing_items(county, row.unit, next(c for c in shown.columns if c.field == "06"))) > 0


def test_what_nobody_looked_at_is_not_clean(desks: tuple[Computer, Computer]):
    town, desk = desks
    with town.working() as workspace:
        ids = [row.id for row in workspace.store.entries.listed(edition=EDITION)]
        set_entry(workspace, workspace.store.entries.get(ids[0]), {"deadline": None})
        package = export_entries(workspace, town.folder / "第二轮.zwgk").path
    with desk.working() as county:
        assert cell(county, "兴隆镇").counts.unchecked == 0
        import_file(county, package)
        assert (cell(county, "兴隆镇").standing, cell(county, "兴隆镇").counts.blocked) == ("findings", 1)
        # What stands after a step back is looked at again.
        undo(county)
        assert (cell(county, "兴隆镇").counts.unchecked, cell(county, "兴隆镇").counts.blocked) == (0, 0)
        import_file(county, package)
        told: list[tuple[int, int]] = []
        done = recheck(county, progress=lambda done, total: told.append((done, total)))
        assert (done.units, done.entries, told[-1]) == (2, len(ids), (len(ids), len(ids)))
        blocked = {f.entry for f in check_workspace(county) if f.severity == "block" and f.entry}
        assert cell(county, "兴隆镇").counts.blocked == len(blocked) == done.blocked
        with pytest.raises(UserFacingError) as stopped:
            recheck(county, is_cancelled=lambda: True)
        assert stopped.value.code == "cancelled"


def test_a_file_of_before_is_counted_when_it_is_opened(desks: tuple[Computer, Computer]):
    _, desk = desks
    with closing(sqlite3.connect(desk.path)) as plain:
        plain.execute("DROP TABLE tally")
        for column in ("blocks", "warns", "checked_by"):
            plain.execute(f"ALTER TABLE entry DROP COLUMN {column}")
        plain.execute("PRAGMA user_version = 3")
        plain.commit()
    with desk.working() as county:
        assert tallies_are_right(county)
        assert cell(county, "兴隆镇").counts.unchecked == cell(county, "兴隆镇").counts.entries > 0


def test_a_unit_knows_in_how_many_columns_it_is_done_and_where_it_has_to_do_something(desks: tuple[Computer, Computer]):
    _, desk = desks
    with desk.working() as county:
        sent = next(row for row in matrix(county).rows if row.round is not None)
        assert (sent.accepted, sent.concerned) == (0, sum(cell is not None for cell in sent.cells))
        ids = [row.id for row in county.store.entries.listed(organisation=sent.unit.id)]
        judge(county, ids, "accepted")
        done = next(row for row in matrix(county).rows if row.unit == sent.unit)
        assert (done.accepted, done.problems) == (1, sent.problems)
        judge(county, ids[:1], "returned", "请写清楚")
        again = next(row for row in matrix(county).rows if row.unit == sent.unit)
        assert (again.accepted, again.problems) == (0, sent.problems + 1)
