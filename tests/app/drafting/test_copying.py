"""Copying from elsewhere: it proposes, holds against the standard, renames, leaves persons out, and is one step."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.drafting.adopting import add_local, adopt, adopted_content
from app.drafting.copy_sources import (
    CopySources,
    FileSource,
    LastEdition,
    OtherField,
    PackageFile,
    WorkspaceFile,
    copy_sources,
)
from app.drafting.copying import apply_copy, copy_proposals
from app.drafting.editing import confirm, finalise_field, remove_entry, set_entry
from app.drafting.editions import standard_changes, start_edition, switch_edition
from app.drafting.entry import as_builtins, entry_id
from app.drafting.history import next_redo, undo
from app.drafting.lookup import find_definition, find_entry
from app.drafting.operations import operation
from app.drafting.tables import own_items
from app.errors import UserFacingError
from app.preferences import save_preferences
from app.proposals.proposals import Batch, Proposal, decide, waiting
from app.standards.matching import LIKE_NAME, NOT_HERE, SAME_CODE, SAME_NAME
from app.standards.models import STANDARD_CATALOGUE, Item
from app.workspace import Workspace
from tests.app.exchange.desks import admit_sender
from tests.support import FULL_VALUES, OTHER_TOWNSHIP, VILLAGE, Computer, computer, dump, views

ID_NUMBER = "11010519491231002X"


@pytest.fixture
def neighbour(tmp_path: Path) -> Computer:
    """白云乡, which wrote a few things of its own into field 05."""
    made = computer(tmp_path / "白云乡", OTHER_TOWNSHIP, person="赵刚")
    with made.working() as workspace:
        adopt(workspace, field="05")
        for code, values in {
            "05-003": {"publisher": "白云乡人民政府民政办", "channels": ["政府网站"]},
            "05-004": {"publisher": "白云乡民政办"},
            "05-005": {"level3": f"找王某 {ID_NUMBER}"},
        }.items():
            set_entry(workspace, find_entry(workspace, code), values)
        set_entry(workspace, find_entry(workspace, "05-006"), not_applicable="本乡没有")
        add_local(workspace, FULL_VALUES | {"level1": "综合业务", "level2": "乡贤榜"}, field="05")
    return made


def by_code(batch: Batch) -> dict[str | None, Proposal]:
    return {proposal.theirs["item"]: proposal for proposal in batch.proposals}


def copied(desk: Computer, source, **place):
    with desk.working() as workspace:
        return apply_copy(workspace, copy_proposals(workspace, source, **({"field": "05"} | place)))


def test_looking_changes_nothing_here_or_there(township: Computer, neighbour: Computer):
    before, there = dump(township.path), dump(neighbour.path)
    with township.working() as workspace:
        batch = copy_proposals(workspace, WorkspaceFile(neighbour.path), field="05")
    assert (dump(township.path), dump(neighbour.path)) == (before, there)
    assert (batch.source, batch.label) == ("copy", "白云乡 2026 年的工作文件（来源未确认）")
    assert by_code(batch)["05-003"].matched == SAME_CODE


def test_only_what_they_wrote_comes_in_our_name_and_persons_do_not(township: Computer, neighbour: Computer):
    before = township.views()
    with township.working() as workspace:
        batch = copy_proposals(workspace, WorkspaceFile(neighbour.path), field="05")
        outcome = apply_copy(workspace, batch)
    after = township.views()
    assert after["05-003"]["values"]["publisher"] == "兴隆镇人民政府民政办"
    assert after["05-003"]["values"]["channels"] == ["政府网站"]
    assert after["05-004"]["values"] == before["05-004"]["values"] | {"publisher": "兴隆镇民政办"}
    assert after["05-005"] == before["05-005"] and after["05-006"] == before["05-006"]
    (local,) = [view for key, view in after.items() if key not in before]
    assert (local["relation"], local["values"]["level2"], local["state"]) == ("local", "乡贤榜", "draft")
    assert (outcome.counts["new"], outcome.counts["changed"], outcome.waiting) == (1, 2, 0)
    told = "".join(batch.notes)
    assert "来源未确认" in told and "1 项对方写的是不涉及" in told
    assert "1 处像是个人信息" in told and "05-005" in told and ID_NUMBER not in told


def test_a_copy_is_one_step_back_and_brings_nothing_twice(township: Computer, neighbour: Computer):
    before = {key: view["values"] for key, view in township.views().items()}
    source = WorkspaceFile(neighbour.path)
    copied(township, source)
    once = township.views()
    again = copied(township, source)
    assert township.views() == once and set(again.counts) == {"unchanged"}
    with township.working() as workspace:
        undo(workspace)
        assert next_redo(workspace) is None
        assert {key: view["values"] for key, view in views(workspace).items()} == before
        apply_copy(workspace, copy_proposals(workspace, source, field="05"))
        assert views(workspace).keys() == once.keys()


def test_what_both_wrote_waits_and_is_decided_like_any_question(township: Computer, neighbour: Computer):
    township.set("05-003", publisher="兴隆镇便民服务中心")
    outcome = copied(township, WorkspaceFile(neighbour.path))
    assert outcome.waiting == 1
    assert township.views()["05-003"]["values"]["publisher"] == "兴隆镇便民服务中心"
    assert copied(township, WorkspaceFile(neighbour.path)).waiting == 1
    with township.working() as workspace:
        (question,) = waiting(workspace)
        assert question.source == "copy" and question.organisation == workspace.organisation.id
        decide(workspace, [question], "theirs")
    values = township.views()["05-003"]["values"]
    assert (values["publisher"], values["channels"]) == ("兴隆镇人民政府民政办", ["政府网站"])


def test_answers_given_at_once_are_followed(township: Computer, neighbour: Computer):
    township.set("05-003", publisher="兴隆镇便民服务中心")
    with township.working() as workspace:
        batch = copy_proposals(workspace, WorkspaceFile(neighbour.path), field="05")
        id = by_code(batch)["05-003"].subject_id
        outcome = apply_copy(workspace, batch, {id: {"publisher": "ours", "channels": "theirs"}})
    assert outcome.waiting == 0
    values = township.views()["05-003"]["values"]
    assert (values["publisher"], values["channels"]) == ("兴隆镇便民服务中心", ["政府网站"])


def test_state_and_confirmation_never_come_and_a_changed_final_entry_is_a_draft(
    township: Computer, neighbour: Computer
):
    with neighbour.working() as workspace:
        confirm(workspace, [find_entry(workspace, "05-003")])
        set_entry(workspace, find_entry(workspace, "05-005"), {"level3": None})
    with township.working() as workspace:
        for view in views(workspace).values():
            set_entry(workspace, find_entry(workspace, view["id"]), state="ready")
        finalise_field(workspace, "05", checklist="standard-catalogue")
    copied(township, WorkspaceFile(neighbour.path))
    after = township.views()
    assert (after["05-003"]["state"], after["05-003"]["confirmed"]) == ("draft", None)
    assert after["05-007"]["state"] == "final"


def test_what_was_changed_or_removed_meanwhile_is_held_against_what_stands_now(township: Computer, neighbour: Computer):
    with township.working() as workspace:
        batch = copy_proposals(workspace, WorkspaceFile(neighbour.path), field="05")
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "刚写的"})
        remove_entry(workspace, find_entry(workspace, "05-004"))
        outcome = apply_copy(workspace, batch)
        assert outcome.waiting == 1
        assert find_entry(workspace, "05-003").content["values"]["publisher"] == "刚写的"
        assert find_entry(workspace, "05-004").content["removed"]
        batch = copy_proposals(workspace, WorkspaceFile(neighbour.path), field="05")
        assert "1 项是这里已经删除的" in "".join(batch.notes) and "05-004" not in by_code(batch)


def test_an_empty_field_is_filled_as_adopting_would(township: Computer, neighbour: Computer):
    with neighbour.working() as workspace:
        adopt(workspace, field="08")
        standard = [key for key in views(workspace) if key.startswith("08")]
    outcome = copied(township, WorkspaceFile(neighbour.path), field="08")
    assert outcome.counts == {"new": len(standard)}
    with township.working() as workspace:
        copy = views(workspace, without=("revision",))
        undo(workspace)
        adopt(workspace, field="08")
        assert views(workspace, without=("revision",)) == copy


def test_packages_of_anybody_intact_are_sources(township: Computer, neighbour: Computer, tmp_path: Path):
    neighbour.set("05-005", level3=None)
    sent = neighbour.export("白云.zwgk").path
    with township.working() as workspace:
        batch = copy_proposals(workspace, PackageFile(sent), field="05")
        assert batch.label == "白云乡 2026 年第 1 轮的文件（来源未确认）"
        apply_copy(workspace, batch)
        assert workspace.store.packages.taken_in() == []
    assert township.views()["05-004"]["values"]["publisher"] == "兴隆镇民政办"
    damaged = tmp_path / "坏的.zwgk"
    content = bytearray(sent.read_bytes())
    content[-300] ^= 1
    damaged.write_bytes(content)
    for path in (damaged, tmp_path / "没有.zwgk"):
        with township.working() as workspace, pytest.raises(UserFacingError):
            copy_proposals(workspace, PackageFile(path), field="05")


def test_a_package_of_a_unit_we_know_is_not_marked(township: Computer, tmp_path: Path):
    village = computer(tmp_path / "白马村", VILLAGE)
    with village.working() as workspace:
        adopt(workspace, field="05", all_levels=True)
    sent = village.export("白马.zwgk").path
    admit_sender(township, sent, "白马村")
    with township.working() as workspace:
        batch = copy_proposals(workspace, PackageFile(sent), field="05")
    assert (batch.label, batch.notes) == ("白马村 2026 年第 1 轮的文件", ())


def test_files_that_cannot_be_copied_from_are_refused_in_words(township: Computer, tmp_path: Path):
    other = tmp_path / "别的.qd"
    other.write_bytes(b"SQLite format 3\x00" + bytes(200))
    newer = tmp_path / "新的.qd"
    content = bytearray(township.path.read_bytes())
    content[60:64] = (999).to_bytes(4, "big")
    newer.write_bytes(content)
    for path, code in ((other, "not-a-workspace"), (newer, "workspace-newer"), (township.path, "copy-from-itself")):
        before = path.read_bytes()
        with township.working() as workspace, pytest.raises(UserFacingError) as caught:
            copy_proposals(workspace, WorkspaceFile(path), field="05")
        assert caught.value.code == code
        assert path == township.path or path.read_bytes() == before


def test_a_damaged_source_is_not_taken_for_the_own_file(township: Computer, neighbour: Computer):
    with closing(sqlite3.connect(neighbour.path)) as database:
        database.execute("UPDATE entry SET content = json_set(content, '$.item', 7)")
        database.commit()
    with township.working() as workspace, pytest.raises(UserFacingError) as caught:
        copy_proposals(workspace, WorkspaceFile(neighbour.path), field="05")
    assert caught.value.code == "source-damaged" and "正在用的工作文件没有动" in caught.value.message


def test_marks_that_turn_words_round_are_not_copied(township: Computer, neighbour: Computer):
    with neighbour.working() as theirs:
        set_entry(theirs, find_entry(theirs, "05-004"), {"publisher": "白云乡\u202e民政\u200b办"})
    copied(township, WorkspaceFile(neighbour.path))
    assert township.views()["05-004"]["values"]["publisher"] == "兴隆镇民政办"


def test_a_file_that_is_open_elsewhere_can_be_copied_from(township: Computer, neighbour: Computer):
    with neighbour.working() as theirs:
        set_entry(theirs, find_entry(theirs, "05-004"), {"publisher": "白云乡刚改的"})
        copied(township, WorkspaceFile(neighbour.path))
        set_entry(theirs, find_entry(theirs, "05-004"), {"publisher": "又改"})
    assert township.views()["05-004"]["values"]["publisher"] == "兴隆镇刚改的"


def test_entries_without_a_code_are_matched_by_name(township: Computer, neighbour: Computer):
    with township.working() as workspace:
        names = {"level1": "综合业务", "level2": "乡贤榜"}
        same = add_local(workspace, FULL_VALUES | names | {"audience": "特定群体"}, field="05")
    with neighbour.working() as workspace:
        add_local(workspace, FULL_VALUES | {"level1": "综合业务", "level2": "高龄老人津贴发放情况"}, field="05")
        add_local(workspace, FULL_VALUES | {"level1": "邻里互助", "level2": "志愿服务登记"}, field="05")
    with township.working() as workspace:
        alike = add_local(workspace, FULL_VALUES | {"level1": "综合业务", "level2": "高龄老人津贴发放名单"}, field="05")
        batch = copy_proposals(workspace, WorkspaceFile(neighbour.path), field="05")
    found = {proposal.subject_id: proposal for proposal in batch.proposals if proposal.theirs["item"] is None}
    assert (found[same].matched, found[same].likeness) == (SAME_NAME, 1.0)
    assert found[alike].matched == LIKE_NAME and 0.75 <= found[alike].likeness < 1
    # What is only alike is for a person to decide.
    assert found[alike].default is None
    (new,) = [proposal for id, proposal in found.items() if id not in (same, alike)]
    assert (new.matched, new.change) == (NOT_HERE, "new")


def test_entries_without_a_name_are_not_taken_for_each_other(township: Computer, neighbour: Computer):
    with neighbour.working() as theirs:
        nameless = add_local(theirs, {"level1": "乡贤"}, field="05")
        set_entry(theirs, theirs.store.entries.get(nameless), {"level1": "……", "publisher": "对方的"})
    with township.working() as workspace:
        adopt(workspace, field="05")
        own = add_local(workspace, {"level1": "？"}, field="05")
        batch = copy_proposals(workspace, WorkspaceFile(neighbour.path), field="05")
    assert own not in {proposal.subject_id for proposal in batch.proposals}


def test_another_field_gives_to_entries_of_the_same_name_only(township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="22", all_levels=True)
        adopt(workspace, field="23", all_levels=True)
        here = len([key for key in views(workspace) if key.startswith("23")])
        for view in views(workspace).values():
            if view["field"] == "22" and view["values"]["level2"] == "法律法规":
                set_entry(workspace, find_entry(workspace, view["id"]), {"channels": ["政府网站", "两微一端"]})
        batch = copy_proposals(workspace, OtherField("22"), field="23")
        changed = [p for p in batch.proposals if p.change == "changed"]
        assert [p.theirs["values"] for p in changed] == [{"channels": ["政府网站", "两微一端"]}]
        assert {p.theirs["field"] for p in batch.proposals} == {"23"}
        assert "没有同名的事项" in "".join(batch.notes)
        apply_copy(workspace, batch)
        assert len([key for key in views(workspace) if key.startswith("23")]) == here
        with pytest.raises(UserFacingError):
            copy_proposals(workspace, OtherField("23"), field="23")


def test_the_edition_that_is_worked_in_is_no_source(township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="05")
        with pytest.raises(UserFacingError, match="正在编的就是 2026 年的目录"):
            copy_proposals(workspace, LastEdition("2026"), field="05")
        with pytest.raises(UserFacingError, match="没有 2020 年的目录"):
            copy_proposals(workspace, LastEdition("2020"), field="05")


def test_last_year_gives_its_words_and_reasons(township: Computer):
    with township.working() as workspace:
        start_edition(workspace, "2027")
        switch_edition(workspace, "2026")
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "去年补的"})
        set_entry(workspace, find_entry(workspace, "05-004"), not_applicable="没有这类对象")
        local = add_local(workspace, FULL_VALUES | {"level2": "补充事项"}, field="05")
        switch_edition(workspace, "2027")
        before = views(workspace)
        outcome = apply_copy(workspace, copy_proposals(workspace, LastEdition(), field="05"))
        after = views(workspace)
        assert (outcome.counts["changed"], outcome.counts["new"], outcome.waiting) == (2, 1, 0)
        assert after["05-003"]["values"]["publisher"] == "去年补的"
        assert after["05-004"]["not_applicable"] == "没有这类对象"
        (new,) = after.keys() - before.keys()
        assert after[new]["values"]["level2"] == "补充事项" and new != local
        with pytest.raises(UserFacingError) as caught:
            copy_proposals(workspace, LastEdition("2020"))
        assert caught.value.code == "edition-unknown"


def adopted_long_ago(workspace: Workspace, item: Item) -> str:
    """Let an item stand as it was adopted when its standard said other things; returns its code."""
    definition = find_definition(workspace, item.checklist)
    content = as_builtins(adopted_content(workspace, definition, item, 1, "as-written")[0])
    values = content["values"] | {"publisher": "旧标准写的", "audience_group": "旧标准写的"}
    with operation(workspace, "adopt", "旧标准") as act:
        id = entry_id(workspace.organisation.id, item.checklist, workspace.edition, item.code)
        old = content | {"values": values, "origin": content["origin"] | {"digest": "0" * 64}}
        act.write("entry", id, old)
    return item.code


def test_a_standard_that_changed_since_last_year_is_not_overwritten(township: Computer):
    with township.working() as workspace:
        codes = [adopted_long_ago(workspace, item) for item in own_items(workspace, STANDARD_CATALOGUE, "08")[:2]]
        change = {"publisher": "我们去年改的", "level3": "我们去年加的"}
        set_entry(workspace, find_entry(workspace, codes[0]), change)
        start_edition(workspace, "2027")
        assert [found.code for found in standard_changes(workspace)] == codes
        undo(workspace)
        with operation(workspace, "edition", "空着的一年") as act:
            act.write("edition", "current", {"edition": "2027", "removed": False})
        workspace.reread_facts()
        adopt(workspace, field="08")
        touched, untouched = (by_code(copy_proposals(workspace, LastEdition(), field="08"))[code] for code in codes)
        assert untouched.change == "unchanged"
        assert {d.element: d.kind for d in touched.differences} == {"publisher": "conflict", "level3": "changed"}


def test_units_of_another_level_are_not_renamed_and_give_no_items_of_theirs(township: Computer, tmp_path: Path):
    village = computer(tmp_path / "村", VILLAGE)
    with village.working() as workspace:
        adopt(workspace, field="05", all_levels=True)
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "白马村民委员会和白马村"})
    with township.working() as workspace:
        undo(workspace)
        batch = copy_proposals(workspace, WorkspaceFile(village.path), field="05")
    assert by_code(batch)["05-003"].theirs["values"]["publisher"] == "白马村民委员会和白马村"


def test_what_is_at_hand_to_copy_from(township: Computer, neighbour: Computer):
    paths = (township.path, neighbour.path, neighbour.path.with_name("没有了.qd"))
    recent = [{"path": str(path), "name": "白云乡", "edition": "2026", "at": ""} for path in paths]
    with township.working() as workspace:
        assert copy_sources(workspace, to_field="05") == CopySources()
        save_preferences({"recent_workspaces": recent})
        start_edition(workspace, "2027")
        found = copy_sources(workspace, to_field="08")
    assert (found.editions, [field.code for field in found.fields]) == (("2026",), ["05"])
    assert found.files == (FileSource(neighbour.path, "白云乡", "2026"),)
