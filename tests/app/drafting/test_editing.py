"""Changing entries: what is written, which state follows, what is refused."""

from pathlib import Path

import pytest

from app.drafting.adopting import add_local, adopt
from app.drafting.editing import (
    KEEP,
    confirm,
    finalise_field,
    remove_entries,
    remove_entry,
    reorder,
    set_entries,
    set_entry,
)
from app.drafting.history import history, undo
from app.drafting.lookup import find_entry
from app.errors import UsageError, UserFacingError
from app.opening import open_workspace
from app.workspace import Workspace
from tests.support import FULL_VALUES, VILLAGE, Computer, computer, dump, views

PHONE_OF_A_PERSON = "13800138000"


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


def change(workspace: Workspace, entry: str, values: dict | None = None, **options) -> str | None:
    return set_entry(workspace, find_entry(workspace, entry), values, **options)


def refused(code: str, workspace: Workspace, entry: str, values: dict | None = None, **options) -> str:
    """Change what must be refused: nothing may be written. Return the sentence."""
    before = dump(workspace.path)
    with pytest.raises(UserFacingError) as refusal:
        change(workspace, entry, values, **options)
    assert refusal.value.code == code
    assert dump(workspace.path) == before
    return refusal.value.message


def make_ready(workspace: Workspace) -> None:
    """Fill what the standard leaves open and mark every entry as ready."""
    for row in list(workspace.store.entries.listed()):
        values = {key: FULL_VALUES[key] for key in FULL_VALUES if row.content["values"].get(key) in (None, "", [])}
        if row.content["values"]["audience"] not in (None, "全社会"):
            values["audience_group"] = row.content["values"]["audience_group"] or "申请人"
        if "其他" in (row.content["values"]["channels"] or []):
            values["channels_other"] = row.content["values"]["channels_other"] or "公众号"
        set_entry(workspace, row, values, state="ready")


def test_a_change_is_written_and_makes_the_entry_adapted(workspace: Workspace):
    before = views(workspace)["05-003"]
    revision = change(workspace, "05-003", {"publisher": "  兴隆镇民政办 "})
    after = views(workspace)["05-003"]
    assert after["values"]["publisher"] == "兴隆镇民政办"
    assert after["revision"] == revision != before["revision"]
    assert (before["relation"], after["relation"]) == ("adopted", "adapted")
    assert after["values"] | {"publisher": before["values"]["publisher"]} == before["values"]


def test_an_element_is_cleared_by_nothing(workspace: Workspace):
    change(workspace, "05-003", {"level3": "细项"})
    change(workspace, "05-003", {"level3": None})
    assert views(workspace)["05-003"]["values"]["level3"] is None


def test_writing_the_same_again_leaves_no_trace(workspace: Workspace):
    change(workspace, "05-003", {"publisher": "兴隆镇民政办"})
    before = dump(workspace.path)
    assert change(workspace, "05-003", {"publisher": "兴隆镇民政办"}) is None
    assert change(workspace, "05-003") is None
    assert dump(workspace.path) == before


def test_an_unknown_element_is_refused_with_those_there_are(workspace: Workspace):
    assert "publisher" in refused("element-unknown", workspace, "05-003", {"price": "1"})


def test_one_wrong_value_stops_all_of_them(workspace: Workspace):
    message = refused("value-wrong", workspace, "05-003", {"publisher": "党政办", "audience": "大家"})
    assert "全社会" in message


def test_ready_is_refused_while_something_required_is_missing(workspace: Workspace):
    change(workspace, "05-003", {"basis": None, "deadline": None})
    message = refused("blocked-by-findings", workspace, "05-003", state="ready")
    assert "公开依据" in message
    assert "公开时限" in message


def test_a_condition_makes_an_element_required(workspace: Workspace):
    make_ready(workspace)
    message = refused(
        "blocked-by-findings",
        workspace,
        "05-003",
        {"audience": "特定群体", "audience_group": None},
        state="ready",
    )
    assert "audience_group" not in message
    change(workspace, "05-003", {"audience": "特定群体", "audience_group": "申请人"}, state="ready")
    assert views(workspace)["05-003"]["state"] == "ready"


def test_personal_data_in_a_text_stops_ready_and_is_not_repeated(workspace: Workspace):
    make_ready(workspace)
    message = refused(
        "blocked-by-findings", workspace, "05-003", {"elements": [f"联系人{PHONE_OF_A_PERSON}"]}, state="ready"
    )
    assert PHONE_OF_A_PERSON not in message


def test_a_complete_entry_becomes_ready_and_a_draft_again_when_edited(workspace: Workspace):
    make_ready(workspace)
    assert views(workspace)["05-003"]["state"] == "ready"
    change(workspace, "05-003", {"publisher": "党政办"})
    assert views(workspace)["05-003"]["state"] == "draft"
    change(workspace, "05-003", state="ready")
    change(workspace, "05-003", state="draft")
    assert views(workspace)["05-003"]["state"] == "draft"


def test_a_field_becomes_final_as_a_whole_and_by_a_named_person(workspace: Workspace, township: Computer):
    make_ready(workspace)
    change(workspace, "05-004", not_applicable="本镇没有敬老院")
    assert finalise_field(workspace, "05", checklist="standard-catalogue") == 13
    assert {view["state"] for view in views(workspace).values()} == {"final"}
    history = workspace.store.operations.latest(1)[0]
    assert (history["person"], history["label"]) == ("李梅", "“社会救助”定稿")


def test_final_cannot_be_set_entry_by_entry(workspace: Workspace):
    make_ready(workspace)
    assert "整个领域" in refused("final-is-for-fields", workspace, "05-003", state="final")


def test_a_field_with_a_draft_cannot_become_final(workspace: Workspace):
    make_ready(workspace)
    change(workspace, "05-003", {"publisher": "党政办"})
    before = dump(workspace.path)
    with pytest.raises(UserFacingError) as refusal:
        finalise_field(workspace, "05", checklist="standard-catalogue")
    assert refusal.value.code == "field-not-ready"
    assert "1 项" in refusal.value.message
    assert dump(workspace.path) == before


def test_a_field_without_entries_cannot_become_final(workspace: Workspace):
    with pytest.raises(UserFacingError) as refusal:
        finalise_field(workspace, "06", checklist="standard-catalogue")
    assert refusal.value.code == "field-not-ready"


def test_editing_a_final_entry_makes_that_one_a_draft(workspace: Workspace):
    make_ready(workspace)
    finalise_field(workspace, "05", checklist="standard-catalogue")
    change(workspace, "05-003", {"publisher": "党政办"})
    states = {code: view["state"] for code, view in views(workspace).items()}
    assert states.pop("05-003") == "draft"
    assert set(states.values()) == {"final"}


def test_final_needs_a_name(tmp_path: Path):
    desk = computer(tmp_path / "无名", VILLAGE)
    with desk.keys(), open_workspace(desk.path) as workspace:
        assert workspace.person is None
        with pytest.raises(UsageError) as refusal:
            finalise_field(workspace, "05", checklist="standard-catalogue")
        with pytest.raises(UsageError):
            confirm(workspace, [])
    assert refusal.value.code == "person-missing"


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_not_applicable_needs_a_reason(workspace: Workspace, reason: str):
    refused("reason-missing", workspace, "05-003", not_applicable=reason)


def test_a_reason_is_held_to_the_form_of_a_text(workspace: Workspace):
    refused("value-wrong", workspace, "05-003", not_applicable="夹着\x07控制字符")


def test_not_applicable_is_marked_and_taken_back(workspace: Workspace):
    change(workspace, "05-003", {"basis": None}, not_applicable=" 本镇没有 ")
    shown = views(workspace)["05-003"]
    assert (shown["relation"], shown["not_applicable"], shown["state"]) == ("not_applicable", "本镇没有", "draft")
    change(workspace, "05-003", state="ready")
    assert views(workspace)["05-003"]["state"] == "ready"
    change(workspace, "05-003", not_applicable=None)
    shown = views(workspace)["05-003"]
    assert (shown["relation"], shown["not_applicable"], shown["state"]) == ("adapted", None, "draft")


def test_keep_leaves_not_applicable_as_it_is(workspace: Workspace):
    change(workspace, "05-003", not_applicable="本镇没有")
    change(workspace, "05-003", {"publisher": "党政办"}, not_applicable=KEEP)
    assert views(workspace)["05-003"]["not_applicable"] == "本镇没有"


def test_a_row_read_before_another_change_takes_nothing_back(workspace: Workspace):
    """A table on the screen holds rows that were read before."""
    old = list(workspace.store.entries.listed(fields=["05"]))
    set_entry(workspace, old[0], {"publisher": "党政办"})
    set_entry(workspace, old[0], {"level3": "细项"})
    confirm(workspace, old[:1])
    reorder(workspace, [old[1], old[0]])
    row = find_entry(workspace, old[0].id)
    assert (row.content["values"]["publisher"], row.content["values"]["level3"]) == ("党政办", "细项")
    assert row.content["confirmed"]["person"] == "李梅"
    assert [v.differences.keys() for v in history(workspace, "entry", row.id)][1:] == [
        {"publisher"},
        {"level3"},
        {"entry.confirmed"},
        {"entry.position"},
    ]


def test_a_removed_entry_is_gone_from_lists_and_cannot_be_edited(workspace: Workspace):
    row = find_entry(workspace, "05-003")
    remove_entry(workspace, row)
    assert "05-003" not in views(workspace)
    refused("entry-removed", workspace, "05-003", {"publisher": "党政办"})
    with pytest.raises(UserFacingError) as refusal:
        remove_entry(workspace, find_entry(workspace, "05-003"))
    assert refusal.value.code == "entry-removed"


def positions(workspace: Workspace) -> list[str]:
    return [row.content["item"] or "新增" for row in workspace.store.entries.listed(fields=["05"])]


def test_entries_take_the_order_they_are_given(workspace: Workspace):
    rows = list(workspace.store.entries.listed(fields=["05"]))
    moved = reorder(workspace, [rows[2], rows[0], rows[1], *rows[3:]])
    assert moved == 3
    assert positions(workspace)[:4] == ["05-003", "05-001", "05-002", "05-004"]


def test_some_entries_can_be_reordered_among_themselves(workspace: Workspace):
    rows = list(workspace.store.entries.listed(fields=["05"]))
    before = positions(workspace)
    reorder(workspace, [rows[5], rows[1]])
    after = positions(workspace)
    assert (after[1], after[5]) == (before[5], before[1])
    assert [c for i, c in enumerate(after) if i not in (1, 5)] == [c for i, c in enumerate(before) if i not in (1, 5)]


def test_entries_that_share_a_place_can_be_parted(workspace: Workspace):
    """Two clerks may have added an entry each at the same place."""
    first = add_local(workspace, FULL_VALUES | {"level2": "甲"}, field="05")
    second = add_local(workspace, FULL_VALUES | {"level2": "乙"}, field="05")
    rows = {row.id: row for row in workspace.store.entries.listed(fields=["05"])}
    _put_at(workspace, rows[second], rows[first].content["position"])
    rows = {row.id: row for row in workspace.store.entries.listed(fields=["05"])}
    others = [row for id, row in rows.items() if id not in (first, second)]
    for wanted in ([second, first], [first, second]):
        current = {row.id: row for row in workspace.store.entries.listed(fields=["05"])}
        reorder(workspace, [*(current[row.id] for row in others), *(current[id] for id in wanted)])
        assert [row.id for row in workspace.store.entries.listed(fields=["05"])][-2:] == wanted


def _put_at(workspace: Workspace, row, position: int) -> None:
    from app.drafting.operations import Head, operation

    with operation(workspace, "set", "同一个位置") as act:
        act.write("entry", row.id, row.content | {"position": position}, Head(row.revision, row.content))


def test_reordering_keeps_the_state(workspace: Workspace):
    make_ready(workspace)
    rows = list(workspace.store.entries.listed(fields=["05"]))
    reorder(workspace, list(reversed(rows)))
    assert {view["state"] for view in views(workspace).values()} == {"ready"}


def test_confirming_names_the_person_and_the_time_once(workspace: Workspace):
    rows = [find_entry(workspace, code) for code in ("05-001", "05-002")]
    assert confirm(workspace, rows) == 2
    shown = views(workspace)["05-001"]
    assert shown["evidence"] == "confirmed"
    assert shown["confirmed"]["person"] == "李梅"
    assert shown["confirmed"]["at"].startswith("2026-11-23T")
    assert confirm(workspace, [find_entry(workspace, "05-001")]) == 0
    assert views(workspace)["05-001"] == shown


def test_a_local_entry_has_no_standard_text_to_confirm(workspace: Workspace):
    id = add_local(workspace, FULL_VALUES, field="05")
    assert confirm(workspace, [find_entry(workspace, id)]) == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [("05-999", "entry-unknown"), ("", "entry-unknown"), ("1234567", "entry-unknown"), ("%%%%%%%%", "entry-unknown")],
)
def test_an_entry_is_found_by_code_or_id_or_not_at_all(workspace: Workspace, name: str, code: str):
    row = find_entry(workspace, "05-003")
    assert find_entry(workspace, row.id) == find_entry(workspace, row.id[:8]) == row
    with pytest.raises(UserFacingError) as refusal:
        find_entry(workspace, name)
    assert refusal.value.code == code


def test_the_beginning_of_two_ids_is_ambiguous(workspace: Workspace):
    adopt(workspace, field="05", all_levels=True)
    ids = [row.id for row in workspace.store.entries.listed()]
    with pytest.raises(UserFacingError):
        find_entry(workspace, ids[0][:7])
    assert all(find_entry(workspace, id[:8]).id == id for id in ids)


def test_several_entries_change_in_one_step_that_can_be_taken_back(workspace: Workspace):
    rows = [find_entry(workspace, code) for code in ("05-003", "05-004")]
    assert len(set_entries(workspace, rows, not_applicable="本镇没有这类人")) == 2
    assert undo(workspace) == "修改 2 条：不涉及"
    assert find_entry(workspace, "05-004").content["not_applicable"] is None
    assert len(remove_entries(workspace, rows)) == 2
    assert undo(workspace) == "删除 2 条"
    assert not find_entry(workspace, "05-003").content["removed"]
