"""Adopting: whole fields, single items, all levels, answers about publishers, what comes back and what does not."""

from pathlib import Path

import pytest

from app.drafting.adopting import NOT_OURS, add_local, adopt
from app.drafting.editing import remove_entry
from app.drafting.entry import entry_id
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.tables import own_entries
from app.errors import UsageError, UserFacingError
from app.products.catalogue import sections
from app.standards.library import load_library
from tests.support import (
    COMMUNITY,
    COUNTY,
    DEPARTMENT,
    FULL_VALUES,
    INSTITUTION,
    SUBDISTRICT,
    TOWNSHIP,
    VILLAGE,
    Computer,
    computer,
    dump,
    views,
)

LEVELS = [
    (COUNTY, "county"),
    (DEPARTMENT, "county"),
    (TOWNSHIP, "township"),
    (SUBDISTRICT, "township"),
    (VILLAGE, "village"),
    (COMMUNITY, "village"),
]


@pytest.mark.parametrize(("unit", "level"), LEVELS, ids=[unit.kind for unit, _ in LEVELS])
def test_a_unit_takes_the_items_of_its_level(unit, level: str, tmp_path: Path):
    desk = computer(tmp_path / "desk", unit)
    field = next(f.code for f in load_library().fields.values() if any(level in item.levels for item in f.items))
    items = load_library().fields[field].items
    with desk.working() as workspace:
        result = adopt(workspace, field=field)
        assert sorted(views(workspace)) == sorted(item.code for item in items if level in item.levels)
        assert len(result.adopted) == len(views(workspace))


def test_all_levels_takes_the_whole_field(township: Computer):
    with township.working() as workspace:
        result = adopt(workspace, field="05", all_levels=True)
        everything = load_library().fields["05"].items
        assert len(result.adopted) + 13 == len(everything) == len(views(workspace))
        assert result.already == 13


def test_an_entry_is_what_the_standard_says_with_our_name(township: Computer):
    view = township.views()["05-003"]
    item = load_library().item("standard-catalogue", "05-003")
    assert view["relation"] == "adopted"
    assert view["state"] == "draft"
    assert view["evidence"] == item.evidence
    assert view["organisation"] == "兴隆镇"
    assert "兴隆镇人民政府" in view["values"]["publisher"]
    same = {key: value for key, value in view["values"].items() if key not in ("publisher", "levels")}
    assert same == {key: item.values.get(key) for key in same}
    assert set(view["values"]) == {e.key for e in load_library().definitions["standard-catalogue"].elements}


def test_adopting_again_changes_nothing(township: Computer):
    township.set("05-003", publisher="兴隆镇党政办")
    before = dump(township.path)
    with township.working() as workspace:
        result = adopt(workspace, field="05")
    assert (result.adopted, result.already) == ((), 13)
    assert dump(township.path) == before


def test_the_same_item_has_the_same_id_and_revision_on_every_computer(township: Computer, tmp_path: Path):
    second = computer(tmp_path / "另一台", TOWNSHIP, person="王强")
    with second.working() as workspace:
        adopt(workspace, field="05")
    assert second.views() == township.views()
    assert township.views()["05-003"]["id"] == entry_id(TOWNSHIP.id, "standard-catalogue", "2026", "05-003")


def test_another_unit_or_edition_has_another_id():
    ids = {
        entry_id(TOWNSHIP.id, "standard-catalogue", "2026", "05-003"),
        entry_id(VILLAGE.id, "standard-catalogue", "2026", "05-003"),
        entry_id(TOWNSHIP.id, "village-affairs", "2026", "05-003"),
        entry_id(TOWNSHIP.id, "standard-catalogue", "2027", "05-003"),
        entry_id(TOWNSHIP.id, "standard-catalogue", "2026", "05-004"),
    }
    assert len(ids) == 5


def test_a_removed_entry_comes_back_only_when_its_item_is_named(township: Computer):
    with township.working() as workspace:
        remove_entry(workspace, find_entry(workspace, "05-003"))
        assert adopt(workspace, field="05").adopted == ()
        assert "05-003" not in views(workspace)
        assert len(adopt(workspace, item="05-003").adopted) == 1
        assert views(workspace)["05-003"]["relation"] == "adopted"
        assert adopt(workspace, item="05-003").already == 1


def test_an_undone_adoption_can_be_done_again(township: Computer):
    first = township.views()
    with township.working() as workspace:
        undo(workspace)
        assert views(workspace) == {}
        assert len(adopt(workspace, field="05").adopted) == 13
        again = views(workspace)
    assert [without_revision(view) for view in again.values()] == [without_revision(view) for view in first.values()]
    assert {v["revision"] for v in again.values()}.isdisjoint(v["revision"] for v in first.values())


def without_revision(view: dict) -> dict:
    return {key: value for key, value in view.items() if key != "revision"}


def test_an_entry_removed_on_purpose_stays_away_when_bringing_it_back_is_undone(township: Computer):
    with township.working() as workspace:
        remove_entry(workspace, find_entry(workspace, "05-003"))
        adopt(workspace, item="05-003")
        undo(workspace)
        assert "05-003" not in views(workspace)
        assert adopt(workspace, field="05").adopted == ()


def test_items_of_other_publishers_are_named_and_answered_once_per_field(tmp_path: Path):
    desk = computer(tmp_path / "民政局", DEPARTMENT)
    with desk.working() as workspace:
        first = adopt(workspace, item="05-003")
        assert first.publisher_elsewhere == ("05-003",)
        adopt(workspace, item="05-004", answer="own")
        result = adopt(workspace, field="05")
        shown = views(workspace)
    assert len(result.publisher_elsewhere) == len(result.adopted)
    assert shown["05-003"]["values"]["publisher"] != "青山县民政局"
    assert {view["values"]["publisher"] for code, view in shown.items() if code != "05-003"} == {"青山县民政局"}
    with desk.working() as workspace:
        adopt(workspace, item="01-001")
        assert views(workspace)["01-001"]["values"]["publisher"] != "青山县民政局"


def test_items_of_other_publishers_can_be_declined_together(tmp_path: Path):
    desk = computer(tmp_path / "民政局", DEPARTMENT)
    with desk.working() as workspace:
        adopt(workspace, field="05", answer="not-applicable")
        shown = views(workspace)
    assert {view["not_applicable"] for view in shown.values()} == {NOT_OURS}
    assert {view["relation"] for view in shown.values()} == {"not_applicable"}


def test_the_label_counts_entries_only(tmp_path: Path):
    desk = computer(tmp_path / "民政局", DEPARTMENT)
    with desk.working() as workspace:
        count = len(adopt(workspace, field="05", answer="own").adopted)
        assert undo(workspace) == f"采用“社会救助” {count} 项"
        assert views(workspace) == {}
        result = adopt(workspace, field="05")
        assert all(v["values"]["publisher"] != "青山县民政局" for v in views(workspace).values())
    assert len(result.adopted) == count


def test_a_field_without_items_of_the_level_is_refused(tmp_path: Path):
    desk = computer(tmp_path / "白马村", VILLAGE)
    before = dump(desk.path)
    fields = load_library().fields.values()
    field = next(f.code for f in fields if not any("village" in item.levels for item in f.items))
    with desk.working() as workspace, pytest.raises(UserFacingError) as refusal:
        adopt(workspace, field=field)
    assert refusal.value.code == "nothing-to-adopt"
    assert "不是本级的事项" in refusal.value.message
    assert dump(desk.path) == before


def test_an_institution_has_no_level_but_may_take_all(tmp_path: Path):
    desk = computer(tmp_path / "医院", INSTITUTION)
    with desk.working() as workspace:
        with pytest.raises(UserFacingError):
            adopt(workspace, field="21")
        assert adopt(workspace, field="21", all_levels=True).adopted


@pytest.mark.parametrize(
    ("options", "error", "code"),
    [
        ({}, UsageError, "field-missing"),
        ({"field": "99"}, UserFacingError, "field-unknown"),
        ({"item": "05-999"}, UserFacingError, "item-unknown"),
        ({"checklist": "没有这个"}, UserFacingError, "checklist-unknown"),
        ({"checklist": "annual-report"}, UserFacingError, "checklist-unknown"),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_recorded(township: Computer, options, error, code: str):
    before = dump(township.path)
    with township.working() as workspace, pytest.raises(error) as refusal:
        adopt(workspace, **options)
    assert refusal.value.code == code
    assert dump(township.path) == before


def test_a_local_entry_is_ours_alone(township: Computer):
    with township.working() as workspace:
        id = add_local(workspace, FULL_VALUES, field="05")
    view = township.views()[id]
    assert view["relation"] == "local"
    assert view["item"] is None
    assert view["evidence"] is None
    assert view["title"] == "社会救助 / 临时救助"
    assert view["position"] == 14
    assert view["values"]["channels_other"] is None


def test_a_local_entry_stands_and_is_printed_after_those_under_its_heading(township: Computer):
    with township.working() as workspace:
        made = [add_local(workspace, {"level1": "最低生活保障"}, field="05") for _ in range(2)]
        made.append(add_local(workspace, {"level1": "社会捐助"}, field="05"))
        (section,) = sections(workspace, ["05"], "standard-catalogue")
        listed = [row.id for row, _ in own_entries(workspace, "standard-catalogue", "05")]
        assert [row.id for row in section.rows] == listed
        headings = [content.values["level1"] for _, content in own_entries(workspace, "standard-catalogue", "05")]
    place = listed.index(made[0])
    assert listed[place + 1] == made[1] and listed[-1] == made[2]
    assert headings[place - 1] == "最低生活保障" != headings[place + 2]


def test_local_entries_have_ids_of_their_own(township: Computer):
    with township.working() as workspace:
        assert add_local(workspace, FULL_VALUES, field="05") != add_local(workspace, FULL_VALUES, field="05")


@pytest.mark.parametrize(
    ("values", "options", "code"),
    [
        (FULL_VALUES, {}, "field-missing"),
        (FULL_VALUES, {"field": "99"}, "field-unknown"),
        (FULL_VALUES | {"audience": "所有人"}, {"field": "05"}, "value-wrong"),
        (FULL_VALUES | {"price": "1"}, {"field": "05"}, "element-unknown"),
    ],
)
def test_a_local_entry_is_checked_like_any_other(township: Computer, values: dict, options: dict, code: str):
    before = dump(township.path)
    with township.working() as workspace, pytest.raises(UserFacingError) as refusal:
        add_local(workspace, values, **options)
    assert refusal.value.code == code
    assert dump(township.path) == before
