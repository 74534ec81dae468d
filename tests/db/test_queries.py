"""What lists and counts ask, and that a county's file is not read from end to end for it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from db.repositories.revisions import RevisionRow
from db.store import Store, create_store

REVISION = "0" * 64


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A file with two units, two fields and one revision that every entry names."""
    with create_store(tmp_path / "区.qd") as store:
        with store.transaction():
            number = store.operations.add("o", "2026-11-22T10:00:00+08:00", None, None, "import", "导入")
            store.revisions.add(number, [RevisionRow(REVISION, "entry", "-", (), (), "{}")])
            store.entries.put(
                [
                    entry("a1", "甲", "05", "05-001"),
                    entry("a2", "甲", "05", "05-002", not_applicable="没有这项业务"),
                    entry("a3", "甲", "05", "05-003", removed=True),
                    entry("a4", "甲", "05", None),
                    entry("b1", "甲", "06", "06-001", state="ready"),
                    entry("b2", "乙", "05", "05-001"),
                    entry("c1", "乙", "05", "05-002", edition="2025"),
                    entry("c2", "乙", None, "x", checklist="own"),
                ]
            )
        yield store


def entry(id: str, organisation: str, field: str | None, item: str | None, **other) -> tuple:
    content = {
        "organisation": organisation,
        "checklist": "standard",
        "edition": "2026",
        "field": field,
        "item": item,
        "position": 1,
        "state": "draft",
        "not_applicable": None,
        "evidence": "seen",
        "confirmed": None,
        "removed": False,
    } | other
    return id, content, "{}", REVISION


def plan(store: Store, statement: str) -> str:
    with closing(sqlite3.connect(store.path)) as database:
        return "; ".join(row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {statement}"))


def asked(store: Store) -> list[str]:
    """Return the list to which every statement with its values is added from now on."""
    statements: list[str] = []
    store._database.connection().set_trace_callback(statements.append)
    return statements


def test_items_with_a_live_entry_are_known_by_unit_and_field(store: Store):
    assert store.entries.items_by_field("2026", "standard") == {
        ("甲", "05"): {"05-001", "05-002"},
        ("甲", "06"): {"06-001"},
        ("乙", "05"): {"05-001"},
    }


def test_counts_tell_what_is_declined_and_leave_out_what_was_removed(store: Store):
    rows = {
        (row["organisation"], row["checklist"], row["field"], row["state"], bool(row["declined"])): row["entries"]
        for row in store.entries.counts("2026")
    }
    assert rows == {
        ("甲", "standard", "05", "draft", False): 2,
        ("甲", "standard", "05", "draft", True): 1,
        ("甲", "standard", "06", "ready", False): 1,
        ("乙", "standard", "05", "draft", False): 1,
        ("乙", "own", None, "draft", False): 1,
    }


@pytest.mark.parametrize(
    ("prefix", "found"),
    [("a", {"a1", "a2", "a3", "a4"}), ("b1", {"b1"}), ("b%", set()), ("_1", set()), ("A", set()), ("", 8)],
)
def test_an_id_is_found_by_how_it_begins(store: Store, prefix: str, found: set[str] | int):
    ids = {row.id for row in store.entries.by_prefix(prefix, limit=10)}
    assert (len(ids) if isinstance(found, int) else ids) == found


def test_counting_reads_an_index_of_one_edition_alone(store: Store):
    statements = asked(store)
    store.entries.counts("2026")
    store.entries.items_by_field("2026", "standard")
    for statement in statements:
        assert "COVERING INDEX entry_count (edition=? AND removed=?" in plan(store, statement), statement
    assert len(statements) == 2


def test_looking_one_thing_up_reads_no_table_from_end_to_end(store: Store):
    statements = asked(store)
    store.entries.by_prefix("a1")
    store.entries.by_item("05-001", "2026")
    store.entries.listed(organisation="甲", edition="2026", checklist="standard").__next__()
    store.entries.last_position("甲", "2026", "standard", "05")
    store.records.by_prefix("notice", "a1")
    store.operations.of_subject("entry", "a1")
    store.operations.releases_of("entry", "a1")
    store.revisions.ancestors(REVISION)
    assert len(statements) == 8
    for statement in statements:
        assert "SCAN" not in plan(store, statement), statement


@pytest.mark.parametrize(("table", "column"), [("proposal", "decided"), ("package", "operation")])
def test_what_an_operation_decided_or_carried_is_found_by_its_number(store: Store, table: str, column: str):
    assert f"USING INDEX {table}_{column}" in plan(store, f"SELECT * FROM {table} WHERE {column} = 7")


def test_what_was_said_of_an_entry_is_found_by_the_entry(store: Store):
    statements = asked(store)
    store.verdicts.of_entry("a1")
    store.verdicts.of_entries(["a1", "a2"])
    store.verdicts.of_unit("甲", "2026")
    plans = [plan(store, statement) for statement in statements]
    for index, shown in zip(("verdict_entry", "verdict_entry", "verdict_unit"), plans, strict=True):
        assert index in shown and "kind=? AND id=?" in shown
