"""A filled database of every released schema: opened by today's program, everything in it is found again."""

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.doctor import examine
from app.drafting.editing import set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.opening import open_workspace
from db.migrations import STEPS
from tests.data.workspaces.contents import contents

FOLDER = Path(__file__).parents[1] / "data" / "workspaces"
RELEASED = sorted(FOLDER.glob("schema-*.qd"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / request.param.name))


def expected(database: Path) -> dict:
    return json.loads((FOLDER / database.name).with_suffix(".json").read_text(encoding="utf-8"))


def test_the_first_schema_is_kept() -> None:
    assert FOLDER / "schema-1.qd" in RELEASED


def test_its_schema_is_the_one_its_steps_make(database: Path) -> None:
    """A step that was edited after a database of it was kept shows here."""
    number = int(database.stem.removeprefix("schema-"))
    with closing(sqlite3.connect(database)) as kept, closing(sqlite3.connect(":memory:")) as made:
        for step in STEPS[:number]:
            step(made.execute)
        assert kept.execute("PRAGMA user_version").fetchone() == (number,)
        assert statements(kept) == statements(made)


def statements(database: sqlite3.Connection) -> list[tuple]:
    query = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    return database.execute(query).fetchall()


def test_everything_is_found_again_and_sound(database: Path) -> None:
    with open_workspace(database) as workspace:
        found = json.loads(json.dumps(contents(workspace)))
        # What is half typed is the newest thing in it.
        assert found == expected(database) | {"next_undo": "没写完的“公开对象”"}
        assert examine(workspace).problems == []


def test_work_goes_on_in_it(database: Path) -> None:
    with open_workspace(database, person="陈静") as workspace:
        before = find_entry(workspace, "05-003").content
        assert set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "兴隆镇人民政府"})
        assert undo(workspace) == "修改 05-003：公开主体"
        assert find_entry(workspace, "05-003").content == before
        assert undo(workspace) == "没写完的“公开对象”"


def test_it_holds_one_of_everything(database: Path) -> None:
    found = expected(database)
    contents_of_entries = [content for _, _, content in found["entries"]]
    assert {content["state"] for content in contents_of_entries} == {"draft", "ready", "final"}
    assert any(content["removed"] for content in contents_of_entries)
    assert any(content["local"] for content in contents_of_entries)
    assert any(content["not_applicable"] for content in contents_of_entries)
    assert any(content["confirmed"] for content in contents_of_entries)
    assert {content["checklist"] for content in contents_of_entries} == {"standard-catalogue", "exemption-list"}
    assert all(found[part] for part in ("drafts", "waiting", "packages", "history"))
    assert all(found["records"].values())
    assert {row[0] for row in found["packages"]} == {"in", "out"}
    assert "undo" in {row[0] for row in found["operations"]}
