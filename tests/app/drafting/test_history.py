"""Operations and revisions: nothing is lost, every kind of act can be stepped back from, histories can be read."""

import re
from collections.abc import Callable
from dataclasses import replace as changed
from pathlib import Path

import pytest

from app.doctor import examine
from app.drafting.adopting import add_local, adopt
from app.drafting.editing import confirm, finalise_field, remove_entry, reorder, set_entry
from app.drafting.history import difference_label, difference_text, history, standing_revision, undo
from app.drafting.lookup import find_entry
from app.drafting.operations import Head, operation, revision_id
from app.drafting.own_unit import change_unit
from app.drafting.search import search
from app.errors import UserFacingError
from app.workspace import Workspace
from tests.app.drafting.test_editing import make_ready
from tests.support import FULL_VALUES, TOWNSHIP, Computer, computer, dump, views

Act = Callable[[Workspace], object]


def rows(workspace: Workspace) -> list:
    return list(workspace.store.entries.listed(fields=["05"]))


ACTS: dict[str, Act] = {
    "adopt a field": lambda w: adopt(w, field="06"),
    "adopt an item": lambda w: adopt(w, item="06-001"),
    "adopt with an answer": lambda w: adopt(w, field="03", all_levels=True, answer="own"),
    "set": lambda w: set_entry(w, find_entry(w, "05-003"), {"publisher": "党政办", "level3": "细项"}),
    "clear": lambda w: set_entry(w, find_entry(w, "05-003"), {"basis": None}),
    "not applicable": lambda w: set_entry(w, find_entry(w, "05-003"), not_applicable="本镇没有"),
    "remove": lambda w: remove_entry(w, find_entry(w, "05-003")),
    "local": lambda w: add_local(w, FULL_VALUES, field="05"),
    "reorder": lambda w: reorder(w, list(reversed(rows(w)))),
    "confirm": lambda w: confirm(w, rows(w)),
    "ready": lambda w: make_ready(w),
    "final": lambda w: finalise_field(w, "05", checklist="standard-catalogue"),
    "unit": lambda w: change_unit(w, {"name": "兴盛镇", "contact": "0830-1234567"}),
}


def standing(workspace: Workspace) -> dict:
    """What a person sees: entries but for their revisions, the unit, what is found."""
    shown = views(workspace, without=("revision",))
    found = [(hit["kind"], hit["id"], hit["title"]) for hit in search(workspace, "救助", kinds=("entry",), limit=500)]
    return {"entries": shown, "unit": workspace.organisation, "found": sorted(found)}


def revisions(path: Path) -> set[tuple]:
    return set(dump(path)["revision"])


@pytest.mark.parametrize("act", [name for name in ACTS if name not in ("ready", "final")])
def test_undoing_an_act_brings_back_exactly_what_stood(township: Computer, act: str):
    with township.working() as workspace:
        before = standing(workspace)
        ACTS[act](workspace)
        assert standing(workspace) != before
        label = undo(workspace)
        assert label
        assert standing(workspace) == before
    with township.working() as workspace:
        assert standing(workspace) == before
        assert examine(workspace).problems == []


def test_final_and_each_ready_are_undone_one_by_one(township: Computer):
    with township.working() as workspace:
        make_ready(workspace)
        ready = standing(workspace)
        finalise_field(workspace, "05", checklist="standard-catalogue")
        assert undo(workspace) == "“社会救助”定稿"
        assert standing(workspace) == ready
        undo(workspace)
        states = [view["state"] for view in views(workspace).values()]
    assert sorted(states) == ["draft"] + ["ready"] * 12


def test_undo_goes_on_where_it_stopped_after_a_restart(township: Computer):
    acts = ["set", "not applicable", "remove", "local", "reorder", "confirm", "adopt a field"]
    seen = []
    for name in acts:
        with township.working() as workspace:
            seen.append(standing(workspace))
            ACTS[name](workspace)
    while seen:
        with township.working() as workspace:
            undo(workspace)
            assert standing(workspace) == seen.pop()


def test_undo_after_undo_goes_further_back_and_then_says_that_nothing_is_left(township: Computer):
    with township.working() as workspace:
        for publisher in ("甲", "乙", "丙"):
            set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": publisher})
        labels = [undo(workspace) for _ in range(5)]
        assert [views(workspace).get("05-003")] == [None]
    assert labels[:3] == ["修改 05-003：公开主体"] * 3
    assert labels[3:] == ["采用“社会救助” 13 项", None]


def test_new_work_after_an_undo_is_undone_first(township: Computer):
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "甲"})
        undo(workspace)
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "乙"})
        undo(workspace)
        undo(workspace)
        assert views(workspace) == {}


def test_undo_is_refused_where_something_else_came_after_it(township: Computer):
    """Acts of the county, for instance, are not the clerk's to undo."""
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "甲"})
        row = find_entry(workspace, "05-003")
        with operation(workspace, "redact", "抹去") as act:
            content = row.content | {"values": row.content["values"] | {"publisher": None}}
            act.write("entry", row.id, content, Head(row.revision, row.content))
        workspace.store.fold_log()
        before = dump(township.path)
        with pytest.raises(UserFacingError) as refusal:
            undo(workspace)
        assert refusal.value.code == "undo-overtaken"
        assert "公开主体" in refusal.value.message
        assert dump(township.path) == before


def test_nothing_is_ever_deleted_from_the_revisions(township: Computer):
    for name in ("set", "remove", "local", "reorder", "confirm", "unit"):
        before = revisions(township.path)
        with township.working() as workspace:
            ACTS[name](workspace)
        acted = revisions(township.path)
        with township.working() as workspace:
            undo(workspace)
        undone = revisions(township.path)
        assert before < acted < undone


def test_every_act_leaves_one_operation_with_who_and_when_and_what(township: Computer):
    with township.working() as workspace:
        count = len(workspace.store.operations.latest(500))
        for name in ("set", "remove", "local", "reorder", "confirm", "adopt a field"):
            ACTS[name](workspace)
            (newest,) = workspace.store.operations.latest(1)
            count += 1
            assert len(workspace.store.operations.latest(500)) == count
            assert newest["person"] == "李梅"
            assert re.fullmatch(r"2026-11-23T\d\d:\d\d:\d\d\+00:00", newest["at"])
            assert re.search("[\u4e00-\u9fff]", newest["label"])


def test_an_act_that_fails_half_way_leaves_nothing(township: Computer):
    before = dump(township.path)
    with township.working() as workspace:
        with pytest.raises(RuntimeError), operation(workspace, "set", "半途") as act:
            row = find_entry(workspace, "05-003")
            act.write("entry", row.id, row.content | {"position": 99}, Head(row.revision, row.content))
            act.flush()
            raise RuntimeError
        assert views(workspace)["05-003"]["position"] == 3
    assert dump(township.path) == before


def test_a_revision_is_named_by_content_and_parents_alone(township: Computer, tmp_path: Path):
    second = computer(tmp_path / "另一台", TOWNSHIP, person="王强")
    with second.working() as workspace:
        adopt(workspace, field="05")
    for desk in (township, second):
        desk.set("05-003", publisher="甲")
        desk.set("05-003", publisher="乙")
    assert township.views()["05-003"]["revision"] == second.views()["05-003"]["revision"]
    second.set("05-004", publisher="甲")
    second.set("05-004", publisher="乙")
    township.set("05-004", publisher="乙")
    assert township.views()["05-004"]["values"] == second.views()["05-004"]["values"]
    assert township.views()["05-004"]["revision"] != second.views()["05-004"]["revision"]


def test_the_name_of_a_revision_is_pinned():
    """Other versions of the program must find the same name, or histories could no longer be joined."""
    content = {"values": {"level1": "社会救助", "basis": None}, "position": 1, "removed": False}
    assert revision_id("entry", "05", content, []) == (
        "c066d3a39df303faef2ab063bc29ec030c446d0bec21c9834fda80b30341eb60"
    )
    first, second = "a" * 64, "b" * 64
    assert revision_id("entry", "05", content, [first, second]) == revision_id("entry", "05", content, [second, first])
    assert revision_id("entry", "05", content, [first]) != revision_id("entry", "05", content, [second])
    assert revision_id("record", "05", content, []) != revision_id("entry", "05", content, [])


def test_history_tells_who_changed_what(township: Computer):
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        set_entry(workspace, row, {"publisher": "党政办"})
        set_entry(workspace, row, not_applicable="本镇没有")
        undo(workspace)
        told = history(workspace, "entry", row.id)
    assert [version.label for version in told] == [
        "采用“社会救助” 13 项",
        "修改 05-003：公开主体",
        "修改 05-003：不涉及",
        "撤销：修改 05-003：不涉及",
    ]
    assert {version.person for version in told} == {"李梅"}
    assert told[1].differences["publisher"][1] == "党政办"
    assert [set(version.differences) for version in told[1:]] == [
        {"publisher"},
        {"entry.not_applicable"},
        {"entry.not_applicable"},
    ]
    assert sorted(version.at for version in told) == [version.at for version in told]


def test_differences_are_said_in_words(township: Computer):
    with township.working() as workspace:
        definition = workspace.library.definitions["standard-catalogue"]
        set_entry(workspace, find_entry(workspace, "05-003"), {"deadline": "随时", "basis": None})
        newest = history(workspace, "entry", find_entry(workspace, "05-003").id)[-1]
    said = {
        difference_label(definition, key): (difference_text(key, before), difference_text(key, after))
        for key, (before, after) in newest.differences.items()
    }
    assert set(said) == {"公开时限", "公开依据"}
    assert said["公开时限"][1] == "随时"
    assert said["公开依据"][1] == "（空）"
    assert not any("{" in text or "None" in text for pair in said.values() for text in pair)


def test_an_element_called_like_a_part_of_an_entry_is_told_apart(tmp_path: Path):
    """village-affairs has an element `item` (事项), and an entry has an item code."""
    desk = computer(tmp_path / "白马村", changed(TOWNSHIP, kind="village", name="白马村"))
    with desk.working() as workspace:
        adopt(workspace, checklist="village-affairs")
        row = next(workspace.store.entries.listed())
        set_entry(workspace, row, {"item": "新的名称"})
        told = history(workspace, "entry", row.id)
        definition = workspace.library.definitions["village-affairs"]
    (difference,) = told[-1].differences.items()
    assert difference[1] == (row.content["values"]["item"], "新的名称")
    assert difference_label(definition, difference[0]) == definition.element("item").label


def test_where_a_subject_stands_after_undoing(township: Computer):
    with township.working() as workspace:
        first = find_entry(workspace, "05-003")
        assert standing_revision(workspace, "entry", first.id) == first.revision
        second = set_entry(workspace, first, {"publisher": "甲"})
        third = set_entry(workspace, first, {"publisher": "乙"})
        assert standing_revision(workspace, "entry", first.id) == third
        undo(workspace)
        assert standing_revision(workspace, "entry", first.id) == second
        undo(workspace)
        assert standing_revision(workspace, "entry", first.id) == first.revision
        undo(workspace)
        assert standing_revision(workspace, "entry", first.id) is None
        assert standing_revision(workspace, "entry", "没有这个") is None


def test_what_left_the_house_is_marked_and_not_undone(township: Computer):
    township.export("第一次.zwgk")
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        (release,) = workspace.store.operations.releases_of("entry", row.id)
        assert (release["medium"], release["revision"], release["person"]) == ("package", row.revision, "李梅")
        assert undo(workspace) == "采用“社会救助” 13 项"
        assert workspace.store.operations.releases_of("entry", row.id) == [release]


def test_an_attachment_is_no_wall_of_figures():
    assert difference_text("photos", ["0a" * 32, "1b" * 32]) == "文件 0a0a0a0a；文件 1b1b1b1b"
