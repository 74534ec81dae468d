"""Rules handed on by a parent: whatever its key signs, all of it could have been written here, or none is taken."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from app.calendar.office_calendar import add_local_holiday, local_holidays, take_year_table
from app.calendar.work_calendar import own_year_tables
from app.calendar.year_table import YearTable
from app.drafting.definition_recording import set_definitions
from app.drafting.law_recording import LawFacts, record_law, recorded_changes
from app.drafting.operations import revision_id
from app.exchange.keys import device_key
from app.exchange.manifest import PackageFacts
from app.exchange.package_reading import open_package
from app.exchange.package_writing import DocumentContent, RowsContent, write_package
from app.exchange.profiles import export_profile
from app.exchange.rule_rows import RULE_MEMBERS
from app.exchange.taking_in import import_file
from app.notices.least_periods import ALL, set_least_period
from app.standards.definition_data import shipped_data
from app.standards.own_laws import LawChange
from tests.app.exchange.desks import manifest_of, trust_sender
from tests.support import TOWNSHIP, Computer, computer, dump

OLD, NEW = "特困人员认定办法", "中华人民共和国社会救助法"


def give_rules(desk: Computer) -> None:
    """Write down a rule of each kind."""
    own = own_year_tables()[-1]
    with desk.working() as workspace:
        take_year_table(workspace, YearTable(own.year, own.sources, own.holidays, "又核对过"), "通知.txt")
        add_local_holiday(workspace, date(2027, 3, 10), "三月三", "自治条例")
        set_least_period(workspace, ALL, 7, "workday", "青政办〔2026〕3号")
        record_law(workspace, LawFacts(OLD, "repealed", "民政部公告", replaced_by=NEW))
        masks = shipped_data("masking", "masking")
        masks["kinds"]["name"]["paper"]["level"] = "partial"
        set_definitions(workspace, [("masking", masks)])


@pytest.fixture
def profile(county: Computer, tmp_path: Path) -> Path:
    """What the county hands on: a rule of each kind."""
    give_rules(county)
    with county.working() as workspace:
        return export_profile(workspace, tmp_path / "规定.zwgk").path


@pytest.fixture
def child(profile: Path, tmp_path: Path) -> Computer:
    """A township that trusts the county's computer."""
    made = computer(tmp_path / "镇", TOWNSHIP, person="陈静")
    trust_sender(made, profile)
    return made


def rows_of(path: Path) -> dict[str, dict[str, Any]]:
    """The lines with rules by kind."""
    with open_package(path) as package:
        return {row["kind"]: row for member in RULE_MEMBERS for row in package.rows(member)}


def forged(county: Computer, like: Path, member: str, *rows: dict[str, Any]) -> Path:
    """A profile that the county's key signs, with lines that its program would not have written, under right names."""
    manifest = manifest_of(like)
    known = PackageFacts(**{name: getattr(manifest, name) for name in PackageFacts.__struct_fields__})
    named = [
        row | {"revision": revision_id(str(row["kind"]), str(row["id"]), row["content"], row["parents"])}
        for row in rows
    ]
    with county.keys():
        key = device_key(manifest.organisation.id)
    path = like.with_name("改过的.zwgk")
    path.unlink(missing_ok=True)
    contents = [DocumentContent("profile.json", {"name": "青山县", "fields": []}), RowsContent(member, named)]
    return write_package(path, replace(known, round=known.round + 1), contents, key).path


@pytest.mark.parametrize(
    ("kind", "where", "value"),
    [
        ("year-table", ("table", "year"), 2031),
        ("year-table", ("table", "year"), 9999),
        ("year-table", ("table", "holidays"), []),
        ("year-table", ("table", "holidays", 0, "rest_to"), "2026-12-31"),
        ("year-table", ("table", "mood"), "good"),
        ("year-table", ("table", "note"), "长" * 100_000),
        ("year-table", ("date",), "昨天"),
        ("local-holiday", ("date",), "2027-03-11"),
        ("local-holiday", ("name",), ""),
        ("local-holiday", ("removed",), None),
        ("notice-rule", ("days",), 0),
        ("notice-rule", ("days",), 100_000),
        ("notice-rule", ("template",), "NT-99"),
        ("notice-rule", ("unit",), "hour"),
        ("law-change", ("title",), "别的办法"),
        ("law-change", ("state",), "gone"),
        ("law-change", ("basis",), ""),
        ("definition", ("code",), "other"),
        ("definition", ("kind",), "code"),
        ("definition", ("data",), {}),
        ("definition", ("data",), {"kinds": {}, "formula": "1+1"}),
        ("definition", ("data", "kinds", "id_number", "web", "keep_head"), 6),
        ("definition", ("data", "kinds", "address", "paper", "level"), "full"),
        ("definition", ("data", "note"), "长" * 338_000),
    ],
)
def test_a_rule_that_breaks_the_rules_is_refused(county, child, profile, kind, where, value):
    row = json.loads(json.dumps(rows_of(profile)[kind]))
    place = row["content"]
    for key in where[:-1]:
        place = place[key]
    place[where[-1]] = value
    assert_refused(child, forged(county, profile, member_of(kind), row))


@pytest.mark.parametrize("id", ["2027-03-11", "../x", "", "三" * 400])
def test_a_rule_under_another_name_is_refused(county, child, profile, id):
    assert_refused(child, forged(county, profile, "calendars.jsonl", rows_of(profile)["local-holiday"] | {"id": id}))


def test_a_rule_twice_or_in_a_place_not_its_own_is_refused(county, child, profile):
    rows = rows_of(profile)
    holiday = rows["local-holiday"]
    assert_refused(child, forged(county, profile, "calendars.jsonl", holiday, holiday))
    assert_refused(child, forged(county, profile, "laws.jsonl", holiday))
    assert_refused(child, forged(county, profile, "calendars.jsonl", rows["law-change"]))
    hidden = rows["law-change"]["content"] | {"title": f"\u202e{OLD}"}
    assert_refused(
        child, forged(county, profile, "laws.jsonl", rows["law-change"] | {"id": hidden["title"], "content": hidden})
    )


def test_laws_that_replace_each_other_in_a_ring_do_no_harm(county, child, profile):
    row = rows_of(profile)["law-change"]
    back = row | {"id": NEW, "content": row["content"] | {"title": NEW, "replaced_by": OLD}}
    assert child.take_in(forged(county, profile, "laws.jsonl", row, back)).result == "applied"
    with child.working() as workspace:
        assert len(recorded_changes(workspace)) == 2
        laws = workspace.library.laws
        assert laws.successor(laws.find(OLD)) is None


def test_it_is_taken_up_at_once_and_after_stepping_back(child, profile):
    assert child.take_in(profile).result == "applied"
    with child.working() as workspace:
        assert [day.name for day in local_holidays(workspace)] == ["三月三"]
        assert workspace.library.laws.find(OLD).state == "repealed"
        (change,) = recorded_changes(workspace)
        assert isinstance(change, LawChange) and change.unit == "青山县"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["year-table", "local-holiday", "notice-rule", "law-change"]),
    pick=st.integers(0, 20),
    value=st.recursive(
        st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=8),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
        max_leaves=8,
    ),
)
def test_anything_in_place_of_a_part_is_taken_or_refused_in_words(county, child, profile, kind, pick, value):
    row = rows_of(profile)[kind]
    key = sorted(row["content"])[pick % len(row["content"])]
    path = forged(county, profile, member_of(kind), row | {"content": row["content"] | {key: value}})
    with child.working() as workspace:
        outcome = import_file(workspace, path, dry_run=True)
    assert outcome.code in ("package-row-wrong", None), outcome


def member_of(kind: str) -> str:
    return next(member for member, kinds in RULE_MEMBERS.items() if kind in kinds)


def assert_refused(child: Computer, path: Path) -> None:
    before = dump(child.path)
    outcome = child.take_in(path)
    assert (outcome.result, outcome.code) == ("refused", "package-row-wrong"), outcome
    assert dump(child.path) == before
