"""A new name in all tables at once: seen before, one step, nothing else changes, and a second time changes nothing."""

import pytest

from app.drafting.adopting import adopt
from app.drafting.editing import set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.renaming import apply_renaming, renaming_proposals
from app.errors import UsageError, UserFacingError
from app.workspace import Workspace
from tests.support import Computer

OLD, NEW = "扶贫", "巩固拓展扶贫成果"


@pytest.fixture
def workspace(township: Computer):
    with township.working() as opened:
        adopt(opened, field="26")
        set_entry(opened, find_entry(opened, "05-001"), {"audience_group": "扶贫对象", "channels_other": f"{NEW}专栏"})
        yield opened


def contents(workspace: Workspace) -> dict:
    return {row.id: row.content for row in workspace.store.entries.listed()}


def test_every_table_is_renamed_in_one_step_and_twice_is_once(workspace: Workspace) -> None:
    before = contents(workspace)
    batch = renaming_proposals(workspace, OLD, NEW)
    assert {each.theirs["field"] for each in batch.proposals} == {"05", "26"} and contents(workspace) == before
    outcome = apply_renaming(workspace, batch)
    assert outcome.counts["changed"] == len(batch.proposals) and not outcome.waiting
    values = find_entry(workspace, "05-001").content["values"]
    assert (values["audience_group"], values["channels_other"]) == (f"{NEW}对象", f"{NEW}专栏")
    assert not renaming_proposals(workspace, OLD, NEW).proposals
    undo(workspace)
    assert contents(workspace) == before


def test_one_field_alone_and_what_cannot_be_a_name(workspace: Workspace) -> None:
    assert {each.theirs["field"] for each in renaming_proposals(workspace, OLD, NEW, field="26").proposals} == {"26"}
    for old, new in (("扶贫", "扶贫"), ("扶贫", " ")):
        with pytest.raises(UsageError, match="两个要不一样"):
            renaming_proposals(workspace, old, new)
    with pytest.raises(UserFacingError):
        renaming_proposals(workspace, " ", "新名称")


def test_what_was_written_meanwhile_is_asked_about(workspace: Workspace) -> None:
    batch = renaming_proposals(workspace, OLD, NEW)
    set_entry(workspace, find_entry(workspace, "05-001"), {"audience_group": "扶贫对象和边缘户"})
    assert apply_renaming(workspace, batch).waiting == 1
    assert find_entry(workspace, "05-001").content["values"]["audience_group"] == "扶贫对象和边缘户"
