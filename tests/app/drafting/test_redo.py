"""Doing again what was undone, and undoing past changes that have nothing to do with it."""

import pytest

from app.drafting.adopting import adopt
from app.drafting.editing import remove_entry, set_entry
from app.drafting.history import next_redo, next_undo, redo, undo
from app.drafting.lookup import find_entry
from app.drafting.operations import Head, operation
from app.drafting.own_unit import change_unit
from app.errors import UserFacingError
from app.workspace import Workspace
from tests.support import Computer, views

WITHOUT = ("revision",)


def join_a_parent(workspace: Workspace) -> None:
    """What admitting a parent does to our own record: an act that undo does not take back."""
    unit = workspace.organisation
    with operation(workspace, "trust", "认可上级") as act:
        act.write("organisation", unit.id, unit.as_content() | {"parent_name": "新上级"})
    workspace.reread_facts()


def test_redo_goes_forward_step_by_step_across_restarts(township: Computer) -> None:
    seen = []
    for publisher in ("甲", "乙"):
        with township.working() as workspace:
            seen.append(views(workspace, without=WITHOUT))
            set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": publisher})
    with township.working() as workspace:
        seen.append(views(workspace, without=WITHOUT))
        undo(workspace)
        undo(workspace)
        assert views(workspace, without=WITHOUT) == seen[0]
        assert next_redo(workspace) == "修改 05-003：公开主体"
    for expected in seen[1:]:
        with township.working() as workspace:
            assert redo(workspace) == "修改 05-003：公开主体"
            assert views(workspace, without=WITHOUT) == expected
    with township.working() as workspace:
        assert redo(workspace) is None
        undo(workspace)
        assert views(workspace, without=WITHOUT) == seen[1]


def test_a_removal_is_undone_redone_and_undone(township: Computer) -> None:
    with township.working() as workspace:
        remove_entry(workspace, find_entry(workspace, "05-003"))
        undo(workspace)
        assert "05-003" in views(workspace)
        redo(workspace)
        assert "05-003" not in views(workspace)
        undo(workspace)
        assert "05-003" in views(workspace)


def test_new_work_ends_redoing(township: Computer) -> None:
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"publisher": "甲"})
        undo(workspace)
        set_entry(workspace, find_entry(workspace, "05-004"), {"publisher": "乙"})
        assert (next_redo(workspace), redo(workspace)) == (None, None)
        assert next_undo(workspace) == "修改 05-004：公开主体"


def test_an_act_that_stays_does_not_block_undoing_what_came_before_it(township: Computer) -> None:
    with township.working() as workspace:
        change_unit(workspace, {"contact": "0990-6120118"})
        join_a_parent(workspace)
        assert undo(workspace) == "修改单位资料：公开的办公电话"
        assert workspace.organisation.contact == ""
        assert workspace.organisation.parent_name == "新上级"
        assert undo(workspace) == "采用“社会救助” 13 项"


def test_the_same_element_changed_since_is_not_taken_back(township: Computer) -> None:
    with township.working() as workspace:
        adopt(workspace, field="19")
        row = find_entry(workspace, "05-003")
        set_entry(workspace, row, {"publisher": "甲"})
        now = find_entry(workspace, "05-003")
        changed = now.content | {"values": now.content["values"] | {"publisher": "乙"}}
        with operation(workspace, "trust", "不能撤销的一步") as act:
            act.write("entry", now.id, changed, Head(now.revision, now.content))
        with pytest.raises(UserFacingError) as caught:
            undo(workspace)
        assert caught.value.code == "undo-overtaken"
        assert views(workspace)["05-003"]["values"]["publisher"] == "乙"


def test_labels_never_hold_what_was_typed(township: Computer) -> None:
    with township.working() as workspace:
        set_entry(workspace, find_entry(workspace, "05-003"), {"level2": "张三11010519491231002X"})
        remove_entry(workspace, find_entry(workspace, "05-003"))
        labels = " ".join(row["label"] for row in workspace.store.operations.latest())
    assert "张三" not in labels
    assert "05-003" in labels
