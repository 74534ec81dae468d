"""What the registers of a unit stand at goes up with its entries: days and codes, no words, kept with the round."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import ValidationError, convert, to_builtins

from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.exchange.handing_in import next_round
from app.exchange.keys import device_key
from app.exchange.looking import look_at
from app.exchange.manifest import PackageFacts
from app.exchange.package_reading import open_package
from app.exchange.package_writing import DocumentContent, RowsContent, write_package
from app.exchange.register_rows import MOST_ROWS, REGISTERS, RegistersFile, bounded
from app.proposals.records import UNIT_REGISTERS
from app.registers.due_rows import DueRow
from app.registers.publications import record_formed, record_published
from tests.app.exchange.desks import manifest_of, rows_of
from tests.app.registers.signing import sign
from tests.support import Clock, Computer

ROW = {
    "kind": "publish",
    "id": "5b0f3a3e-52a7-4c3c-8f6e-2f1b2a7d9c11",
    "subject": "05-001",
    "entry": "3a0f7c52-6f0e-5b0e-9a55-0c1d9a6f7b21",
    "formed": "2026-10-09",
    "due": "2026-11-06",
    "done": None,
    "place": None,
    "state": "open",
}


def told_in(path: Path) -> dict:
    """What a submission tells of the registers."""
    with open_package(path) as package:
        return package.document(REGISTERS)


def telling(desk: Computer, like: Path, told: object) -> Path:
    """The same submission, honestly signed, with other words about the registers."""
    manifest = manifest_of(like)
    facts = PackageFacts(**{name: getattr(manifest, name) for name in PackageFacts.__struct_fields__})
    contents = [RowsContent("entries.jsonl", rows_of(like)), DocumentContent(REGISTERS, told)]
    with desk.keys():
        key = device_key(manifest.organisation.id)
    return write_package(like.with_name("台账.zwgk"), facts, contents, key, force=True).path


def write_two_lines(township: Computer) -> None:
    """One line published in time, one overdue since the 22nd of October and named after a villager."""
    with township.working() as workspace:
        entry = find_entry(workspace, "05-001").id
        done = record_formed(workspace, entry, date(2026, 10, 12), "10月名单")
        sign(workspace, done)
        record_published(workspace, done, date(2026, 10, 20), ["政府网站"])
        record_formed(workspace, entry, date(2026, 10, 9), "赵建国家的救助")


def test_what_a_ledger_stands_at_goes_up_without_its_words(admitted: Computer, township: Computer):
    write_two_lines(township)
    path = township.export("第二轮.zwgk").path
    rows = told_in(path)["rows"]
    assert [(row["subject"], row["due"], row["done"], row["place"], row["state"]) for row in rows] == [
        ("05-001", "2026-10-22", None, None, "open"),
        ("05-001", "2026-10-26", "2026-10-20", "web", "done"),
    ]
    assert "赵建国" not in str(told_in(path)) and "名单" not in str(told_in(path))
    said = "一起报来的台账进度：公开台账 2 条（1 条没有办完）。"
    with admitted.working() as workspace:
        assert said in look_at(workspace, path).batch.notes
    outcome = admitted.take_in(path)
    assert (outcome.result, said in outcome.reason) == ("applied", True)
    with admitted.working() as workspace:
        (kept,) = workspace.store.records.of_kind(UNIT_REGISTERS)
        assert (kept.content["round"], kept.content["rows"]) == (2, rows)


def test_the_same_registers_are_the_same_round_on_another_day(township: Computer):
    write_two_lines(township)
    first = township.export("一.zwgk")
    later = Computer(township.folder, township.person, Clock(datetime(2027, 3, 1, tzinfo=UTC)))
    again = later.export("二.zwgk")
    assert (again.round, again.hash) == (first.round, first.hash)
    with township.working() as workspace:
        assert next_round(workspace) == first.round
        record_formed(workspace, find_entry(workspace, "05-001").id, date(2026, 11, 2), "11月名单")
        assert next_round(workspace) == first.round + 1


def test_what_only_the_ledger_brings_is_news_and_can_be_taken_back(admitted: Computer, township: Computer):
    admitted.take_in(township.folder / "第一轮.zwgk")
    write_two_lines(township)
    path = township.export("第二轮.zwgk").path
    assert admitted.take_in(path).result == "applied"
    with admitted.working() as workspace:
        undo(workspace)
        assert workspace.store.records.of_kind(UNIT_REGISTERS) == []
    assert admitted.take_in(path).result == "applied"
    assert admitted.take_in(path).result == "unchanged"


def test_a_code_that_could_be_a_number_of_somebody_stops_the_file(township: Computer, monkeypatch: pytest.MonkeyPatch):
    row = convert(ROW | {"subject": "11010519491231002X"}, DueRow)
    monkeypatch.setattr("app.exchange.register_rows.due_rows", lambda workspace: [row])
    with pytest.raises(UserFacingError) as refusal:
        township.export("第二轮.zwgk")
    assert "身份证" in refusal.value.message and not (township.folder / "第二轮.zwgk").exists()


def test_registers_that_are_wrong_are_refused_whole(admitted: Computer, township: Computer):
    honest = township.folder / "第一轮.zwgk"
    for wrong in (
        {"rows": [ROW, ROW], "left_out": {}},
        {"rows": [ROW | {"subject": "低保 赵建国"}], "left_out": {}},
        {"rows": [ROW | {"due": "2026-13-40"}], "left_out": {}},
        {"rows": [ROW] * (MOST_ROWS + 1), "left_out": {}},
        {"rows": [], "left_out": {"publish": -1}},
        {"rows": [{}], "left_out": {}},
        [],
    ):
        outcome = admitted.take_in(telling(township, honest, wrong))
        assert (outcome.result, outcome.applied) == ("refused", False), wrong
    with admitted.working() as workspace:
        assert workspace.store.records.of_kind(UNIT_REGISTERS) == []


def test_what_a_later_version_adds_to_a_row_is_passed_over(admitted: Computer, township: Computer):
    later = ROW | {"kind": "hotline", "state": "answered", "score": 3}
    path = telling(township, township.folder / "第一轮.zwgk", {"rows": [later], "left_out": {}, "more": 1})
    assert admitted.take_in(path).result == "applied"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300)
@given(st.sampled_from(sorted(ROW)), _JSON)
def test_whatever_stands_in_a_row_it_is_a_row_of_codes_and_days_or_none(part: str, value: object):
    """No letter beyond ASCII comes through, whatever somebody signs."""
    try:
        row = convert(ROW | {part: value}, DueRow)
    except ValidationError:
        return
    assert all(each is None or each.isascii() for each in to_builtins(row).values())


@given(st.integers(0, 40), st.integers(0, 40))
def test_what_is_open_or_late_always_finds_room(opened: int, done: int):
    def row(number: int, day: str | None, state: str) -> DueRow:
        return convert(ROW | {"id": f"{number:036x}", "done": day, "state": state}, DueRow)

    rows = [row(number, None, "open") for number in range(opened)]
    rows += [row(100 + number, "2026-11-02", "done") for number in range(done)]
    told = bounded(rows, 30)
    assert len(told.rows) <= 30 and sum(told.left_out.values()) == len(rows) - len(told.rows)
    assert sum(each.state == "open" for each in told.rows) == min(30, opened)
    assert convert(to_builtins(told), RegistersFile) == told
