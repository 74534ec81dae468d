"""Changing many entries: planned, applied as one operation, taken back in one step."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.drafting.adopting import add_local, adopt, answer_publishers
from app.drafting.beginning import Beginning, beginning_id, begun_content
from app.drafting.bulk import (
    apply_plan,
    duplicate,
    filled_down,
    finish_many,
    plan_changes,
    standard_values,
)
from app.drafting.editing import remove_entry, set_entry
from app.drafting.editions import start_edition
from app.drafting.history import history, redo, undo
from app.drafting.lookup import find_entry
from app.drafting.tables import open_publishers, own_entries, own_items
from app.drafting.typing_drafts import keep_draft, waiting_drafts
from app.errors import UserFacingError
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace
from tests.app.drafting.test_editing import make_ready
from tests.support import TOWNSHIP, Computer, computer, dump, views

LONG = "长" * 100_000
VALUES = {
    "publisher": st.none() | st.sampled_from(["党政办", "兴隆镇䶮𬭎😀", LONG, "坏\x07", 5]),
    "elements": st.sampled_from([None, ["甲", "乙"], [], "不是列表"]),
    "deadline": st.sampled_from([None, "尽快", {"text": "10日内", "count": 10, "unit": "day"}, {"count": 0}]),
    "audience": st.sampled_from(["全社会", "public", "大家", None]),
    "price": st.just("1"),
}
CELLS = st.dictionaries(st.sampled_from(list(VALUES)), st.none()).flatmap(
    lambda keys: st.fixed_dictionaries({key: VALUES[key] for key in keys})
)


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        yield opened


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory):
    made = computer(tmp_path_factory.mktemp("bulk") / "兴隆镇", TOWNSHIP)
    with made.working() as opened:
        adopt(opened, field="05")
        yield opened


def ids(workspace: Workspace) -> list[str]:
    return [row.id for row, _ in own_entries(workspace, STANDARD_CATALOGUE, "05")]


def values_of(workspace: Workspace) -> dict[str, dict]:
    return {row.id: content.values for row, content in own_entries(workspace, STANDARD_CATALOGUE, "05")}


def operations(workspace: Workspace) -> int:
    return len(workspace.store.operations.latest(1000))


def test_only_what_differs_is_planned(workspace: Workspace):
    first, second, *_ = ids(workspace)
    same = values_of(workspace)[first]["publisher"]
    plan = plan_changes(workspace, {first: {"publisher": same, "level3": " 细项 "}, second: {"level3": None}})
    assert plan.changes == {first: {"level3": "细项"}}
    assert plan.before == {first: {"level3": None}}
    assert (plan.cells, plan.entries, plan.refused) == (1, 1, ())


def test_a_cell_that_cannot_be_is_refused_alone(workspace: Workspace):
    first, second, gone, *_ = ids(workspace)
    remove_entry(workspace, find_entry(workspace, gone))
    plan = plan_changes(
        workspace,
        {
            first: {"publisher": LONG, "level3": "好"},
            second: {"level3": "坏\x07", "price": "1", "deadline": "尽快"},
            gone: {"level3": "好"},
            "不在": {"level3": "好"},
        },
    )
    told = {(refused.entry, refused.element): refused.reason for refused in plan.refused}
    assert plan.changes.keys() == {first, second}
    assert plan.changes[second]["deadline"] == {
        "text": "尽快",
        "count": None,
        "unit": "other",
        "event": None,
        "notice_days": None,
        "notice_unit": None,
    }
    assert "100000" in told[first, "publisher"]
    assert "U+0007" in told[second, "level3"]
    assert "没有这一栏" in told[second, "price"]
    assert "已经删除" in told[gone, "level3"]
    assert "不在这个工作文件" in told["不在", "level3"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.data())
def test_plan_apply_and_undo_give_back_exactly_the_former_values(shared: Workspace, data: st.DataObject):
    chosen = data.draw(st.lists(st.sampled_from(ids(shared)), unique=True))
    before, steps = values_of(shared), operations(shared)
    plan = plan_changes(shared, {id: data.draw(CELLS) for id in chosen})
    assert values_of(shared) == before and operations(shared) == steps
    assert apply_plan(shared, plan, "修改") == plan.entries
    after = values_of(shared)
    assert after == {id: values | dict(plan.changes.get(id, {})) for id, values in before.items()}
    assert operations(shared) == steps + (1 if plan.entries else 0)
    if plan.entries:
        undo(shared)
        assert values_of(shared) == before
        redo(shared)
        assert values_of(shared) == after
        undo(shared)


def test_a_plan_overtaken_in_the_same_element_changes_nothing(workspace: Workspace):
    first, second, *_ = ids(workspace)
    plan = plan_changes(workspace, {first: {"level3": "甲"}, second: {"level3": "乙"}})
    set_entry(workspace, find_entry(workspace, second), {"publisher": "党政办"})
    set_entry(workspace, find_entry(workspace, second), {"level3": "丙"})
    before = dump(workspace.path)
    with pytest.raises(UserFacingError) as refusal:
        apply_plan(workspace, plan, "修改")
    assert refusal.value.code == "plan-overtaken"
    assert dump(workspace.path) == before


def test_another_element_changed_meanwhile_is_kept(workspace: Workspace):
    first, *_ = ids(workspace)
    plan = plan_changes(workspace, {first: {"level3": "甲"}})
    set_entry(workspace, find_entry(workspace, first), {"publisher": "党政办"})
    assert apply_plan(workspace, plan, "修改") == 1
    assert (values_of(workspace)[first]["level3"], values_of(workspace)[first]["publisher"]) == ("甲", "党政办")


def test_what_waits_in_a_changed_element_is_forgotten(workspace: Workspace):
    first, *_ = ids(workspace)
    keep_draft(workspace, first, "deadline", {"count": 0})
    keep_draft(workspace, first, "audience", "大家")
    apply_plan(workspace, plan_changes(workspace, {first: {"deadline": "尽快"}}), "修改")
    assert waiting_drafts(workspace, first).typed == {"audience": "大家"}


def test_a_changed_entry_is_a_draft_again(workspace: Workspace):
    make_ready(workspace)
    first, *_ = ids(workspace)
    apply_plan(workspace, plan_changes(workspace, {first: {"level3": "甲"}}), "修改")
    assert [view["state"] for view in views(workspace).values()].count("draft") == 1


def test_finishing_many_leaves_out_what_is_not_complete(workspace: Workspace):
    make_ready(workspace)
    first, second, third, *_ = ids(workspace)
    set_entry(workspace, find_entry(workspace, first), {"basis": None})
    set_entry(workspace, find_entry(workspace, second), {"level3": "甲"})
    steps = operations(workspace)
    done = finish_many(workspace, [first, second, third, "不在"])
    assert done.done == 1
    assert done.refused.keys() == {first, "不在"} and "公开依据" in done.refused[first]
    assert operations(workspace) == steps + 1
    assert undo(workspace) == "1 项标为已完成"


def test_a_copy_stands_behind_its_entry_and_is_our_own(workspace: Workspace):
    before = ids(workspace)
    new = duplicate(workspace, before[2])
    assert ids(workspace) == [*before[:3], new, *before[3:]]
    copy, source = views(workspace)[new], views(workspace)["05-003"]
    assert copy["values"] == source["values"]
    assert (copy["item"], copy["relation"], copy["evidence"], copy["confirmed"]) == (None, "local", None, None)
    assert duplicate(workspace, new) in ids(workspace)
    undo(workspace)
    undo(workspace)
    assert ids(workspace) == before


def test_the_standards_values_are_offered_where_they_differ(workspace: Workspace):
    first, second, *_ = ids(workspace)
    local = add_local(workspace, {"level1": "乡贤榜"}, field="05")
    former = values_of(workspace)[first]
    set_entry(workspace, find_entry(workspace, first), {"publisher": "党政办", "level3": "甲"})
    assert standard_values(workspace, [first, second, local]) == {
        first: {"publisher": former["publisher"], "level3": former["level3"]}
    }
    assert standard_values(workspace, [first], ["level3"]) == {first: {"level3": former["level3"]}}


def test_filling_down_takes_the_first_row():
    assert filled_down(["甲", "乙", "丙"], ["level3", "mode"], {"level3": "细项", "publisher": "镇"}) == {
        "乙": {"level3": "细项", "mode": None},
        "丙": {"level3": "细项", "mode": None},
    }
    assert filled_down([], ["level3"], {}) == {}


def test_the_history_names_the_act(workspace: Workspace):
    first, *_ = ids(workspace)
    apply_plan(workspace, plan_changes(workspace, {first: {"level3": "甲"}}), "替换 1 处")
    assert history(workspace, "entry", first)[-1].label == "替换 1 处"


def test_an_entry_named_twice_is_finished_once(workspace: Workspace):
    adopt(workspace, field="05")
    id = ids(workspace)[0]
    make_ready(workspace)
    set_entry(workspace, find_entry(workspace, "05-001"), state="draft")
    assert finish_many(workspace, [id, id]).done == 1
    undo(workspace)
    assert find_entry(workspace, "05-001").content["state"] == "draft"


def test_last_years_entries_are_left_alone(workspace: Workspace):
    adopt(workspace, field="05")
    last = ids(workspace)[0]
    plan = plan_changes(workspace, {last: {"publisher": "民政办"}})
    start_edition(workspace, "2099")
    refused = plan_changes(workspace, {last: {"publisher": "民政办"}}).refused
    assert [("2099" in each.reason, each.element) for each in refused] == [(True, "publisher")]
    with pytest.raises(UserFacingError, match="2099"):
        apply_plan(workspace, plan, "改一处")
    assert last in finish_many(workspace, [last]).refused


def begins_of(workspace: Workspace, *codes: str) -> dict[str, Beginning]:
    beginnings = [Beginning(STANDARD_CATALOGUE, code) for code in codes]
    return {beginning_id(workspace, beginning): beginning for beginning in beginnings}


def test_items_not_adopted_are_adopted_with_the_change_in_one_step(workspace: Workspace):
    a, b, c, d, e = (item.code for item in own_items(workspace, STANDARD_CATALOGUE, "16")[:5])
    adopt(workspace, item=a)
    adopt(workspace, item=c)
    remove_entry(workspace, find_entry(workspace, c))
    standing = [find_entry(workspace, a).id]
    begins = begins_of(workspace, d, e, c, b)
    steps = operations(workspace)
    changes = {id: {"level3": "甲"} for id in (*standing, *begins)}
    *_, same = begins
    changes[same] = {"level3": begun_content(workspace, begins[same]).values["level3"]}
    plan = plan_changes(workspace, changes, begins)
    assert (plan.entries, plan.refused, operations(workspace)) == (4, (), steps)
    assert list(plan.begins) == list(begins)[:3], "what is as adopting would write it is not adopted"
    assert apply_plan(workspace, plan, "批量设置 细项") == 4 and operations(workspace) == steps + 1
    entries = own_entries(workspace, STANDARD_CATALOGUE, "16")
    assert {content.values["level3"] for _, content in entries} == {"甲"}
    assert [content.item for _, content in entries] == [a, c, d, e]
    assert len({content.position for _, content in entries}) == 4
    assert all(content.evidence and content.origin and content.state == "draft" for _, content in entries)
    undo(workspace)
    assert [row.id for row, _ in own_entries(workspace, STANDARD_CATALOGUE, "16")] == standing


def test_an_item_adopted_since_the_look_is_changed_as_it_stands(workspace: Workspace):
    code = own_items(workspace, STANDARD_CATALOGUE, "16")[0].code
    begins = begins_of(workspace, code)
    (id,) = begins
    plan = plan_changes(workspace, {id: {"level3": "甲"}}, begins)
    adopt(workspace, item=code)
    assert apply_plan(workspace, plan, "改一处") == 1
    assert find_entry(workspace, code).content["values"]["level3"] == "甲"


def test_an_item_that_would_be_declined_is_not_begun(workspace: Workspace):
    adopt(workspace, field="11")
    code = open_publishers(workspace, STANDARD_CATALOGUE, "11")[0]
    undo(workspace)
    answer_publishers(workspace, "not-applicable", field="11")
    begins = begins_of(workspace, code)
    (id,) = begins
    plan = plan_changes(workspace, {id: {"level3": "甲"}}, begins)
    assert not plan.entries and "不涉及" in plan.refused[0].reason
