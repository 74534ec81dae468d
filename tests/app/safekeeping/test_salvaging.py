"""A damaged workspace: what can be read stands in a new file, what cannot is told, the old one is not touched."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.doctor import examine
from app.drafting.history import undo
from app.errors import UserFacingError
from app.opening import open_workspace
from app.practice import is_practice, make_practice
from app.safekeeping.salvaging import salvage
from app.safekeeping.wreckage import read_wreckage
from db.wreck import Wreck
from tests.support import Computer, files_of, views

PAGE = 4096


def pages_of(path: Path, *names: str) -> list[int]:
    """The numbers of the leaf pages of tables and indexes."""
    with closing(sqlite3.connect(path)) as database:
        roots = ", ".join("?" for _ in names)
        try:
            rows = database.execute(
                f"SELECT pageno FROM dbstat WHERE name IN ({roots}) AND pagetype = 'leaf'", names
            ).fetchall()
        except sqlite3.OperationalError:
            pytest.skip("this SQLite cannot say where its tables lie")
    return [number for (number,) in rows]


def spoil(path: Path, pages: list[int]) -> None:
    content = bytearray(path.read_bytes())
    for number in pages:
        content[(number - 1) * PAGE : number * PAGE] = bytes(PAGE)
    path.write_bytes(content)


def test_a_sound_file_comes_out_as_it_is(township: Computer, tmp_path: Path):
    township.set("05-003", publisher="改过")
    with township.keys():
        done = salvage(township.path, tmp_path / "救.qd")
        assert (done.earlier, done.lost) == ((), ())
        assert done.brought["entry"] == 13
        with open_workspace(tmp_path / "救.qd", person="李梅") as workspace:
            assert views(workspace) == township.views()
            assert examine(workspace).problems == []
            assert workspace.store.tallies.of_edition("2026") == workspace.store.tallies.recounted("2026")


@pytest.mark.parametrize("table", ["entry", "record", "operation", "change", "search_document", "setting"])
def test_with_a_table_gone_every_entry_is_there(township: Computer, tmp_path: Path, table: str):
    township.set("05-003", publisher="改过")
    before = township.views()
    spoil(township.path, pages_of(township.path, table))
    damaged = files_of(township.folder)
    with township.keys():
        done = salvage(township.path, tmp_path / "救.qd")
        assert done.lost == ()
        with open_workspace(tmp_path / "救.qd", person="李梅") as workspace:
            found = views(workspace)
            assert {item: view["values"] for item, view in found.items()} == {
                item: view["values"] for item, view in before.items()
            }
            assert examine(workspace).problems == []
            undo(workspace)
    assert files_of(township.folder) == damaged


def test_what_is_gone_is_named_and_the_rest_is_brought(township: Computer, tmp_path: Path):
    before = township.views()
    chance = random.Random(7)
    lost_any = False
    for number in range(6):
        path = tmp_path / f"坏{number}.qd"
        path.write_bytes(township.path.read_bytes())
        pages = pages_of(path, "revision", "entry")
        spoil(path, chance.sample(pages, max(1, len(pages) // 3)))
        with township.keys():
            done = salvage(path, tmp_path / f"救{number}.qd")
            with open_workspace(tmp_path / f"救{number}.qd", person="李梅") as workspace:
                found = {view["id"]: view["values"] for view in views(workspace).values()}
                assert examine(workspace).problems == []
        wanted = {view["id"]: view["values"] for view in before.values()}
        told = {each.id for each in (*done.lost, *done.earlier) if each.kind == "entry"}
        assert {id for id in wanted if found.get(id) != wanted[id]} <= told
        assert all(each.title for each in done.lost if each.kind == "entry")
        lost_any |= bool(told)
    assert lost_any


def test_what_is_no_database_any_more_is_told_so_and_nothing_is_left(township: Computer, tmp_path: Path):
    township.path.write_bytes(b"\0" * 50_000)
    with township.keys(), pytest.raises(UserFacingError) as refusal:
        salvage(township.path, tmp_path / "救.qd")
    assert refusal.value.code == "beyond-salvage"
    assert not (tmp_path / "救.qd").exists()


def test_what_is_no_file_is_told_in_words(tmp_path: Path):
    (tmp_path / "文件夹.qd").mkdir()
    for name in ("没有.qd", "文件夹.qd"):
        with pytest.raises(UserFacingError, match="找不到"):
            salvage(tmp_path / name, tmp_path / "救.qd")
    assert not (tmp_path / "救.qd").exists()


def test_the_last_version_is_the_one_made_last_however_it_was_read(township: Computer, monkeypatch):
    township.set("05-003", publisher="先")
    township.set("05-003", publisher="后")
    spoil(township.path, pages_of(township.path, "entry", "change"))
    forward = Wreck.rows
    # As behind a gap, where rows are read from the end.
    monkeypatch.setattr(Wreck, "rows", lambda wreck, table: reversed(list(forward(wreck, table))))
    heads = read_wreckage(township.path, lambda done, total: None).heads.values()
    assert {"后"} <= {head.content.get("values", {}).get("publisher") for head in heads}
    assert "先" not in {head.content.get("values", {}).get("publisher") for head in heads}


def test_an_older_version_is_told_where_only_the_list_of_changes_knows_the_last_one(township: Computer, tmp_path: Path):
    township.set("05-003", publisher="先")
    township.set("05-003", publisher="后")
    with closing(sqlite3.connect(township.path)) as database:
        database.execute("PRAGMA foreign_keys = off")
        # Stands for pages that are gone.
        [last] = database.execute("SELECT revision FROM entry WHERE item = '05-003'").fetchone()
        database.execute("DELETE FROM revision WHERE id = ?", (last,))
        database.execute("DELETE FROM entry WHERE item = '05-003'")
        database.commit()
    with township.keys():
        done = salvage(township.path, tmp_path / "救.qd")
        with open_workspace(tmp_path / "救.qd", person="李梅") as workspace:
            view = views(workspace)["05-003"]
    assert view["values"]["publisher"] == "先"
    assert [each.id for each in done.earlier] == [view["id"]]


@pytest.mark.parametrize("table", ["setting", "operation"])
def test_what_was_practice_stays_practice(township: Computer, tmp_path: Path, table: str):
    with township.working() as workspace:
        make_practice(workspace)
    spoil(township.path, pages_of(township.path, table))
    with township.keys():
        salvage(township.path, tmp_path / "救.qd")
        salvage(tmp_path / "救.qd", tmp_path / "再救.qd")
    for name in ("救.qd", "再救.qd"):
        with open_workspace(tmp_path / name, read_only=True) as workspace:
            assert is_practice(workspace)


def test_a_mark_that_stands_in_one_place_is_put_into_both(township: Computer, tmp_path: Path):
    with township.working() as workspace, workspace.store.transaction():
        # As an older version left it.
        workspace.store.settings.put("practice", True)
    with township.working():
        pass
    spoil(township.path, pages_of(township.path, "setting"))
    with township.keys():
        salvage(township.path, tmp_path / "救.qd")
    with open_workspace(tmp_path / "救.qd", read_only=True) as workspace:
        assert is_practice(workspace)


def test_nothing_else_becomes_practice_by_losing_its_settings(township: Computer, tmp_path: Path):
    spoil(township.path, pages_of(township.path, "setting"))
    with township.keys():
        salvage(township.path, tmp_path / "救.qd")
    with open_workspace(tmp_path / "救.qd", read_only=True) as workspace:
        assert not is_practice(workspace)
