"""How an entry was judged stays right whatever is done afterwards: edited, taken back, done again, judged anew."""

import pytest

from app.drafting.editing import set_entry
from app.drafting.history import redo, undo
from app.drafting.lookup import find_entry
from app.drafting.operations import operation
from app.workspace import Workspace
from tests.support import Computer

CODE = "05-003"


@pytest.fixture
def workspace(township: Computer):
    with township.working() as workspace:
        yield workspace


def say(workspace: Workspace, id: str, verdict: str | None, revision: str, at: str = "2026-11-22T08:00:00") -> None:
    entry = find_entry(workspace, CODE)
    content = {
        "entry": entry.id,
        "revision": revision,
        "organisation": entry.content["organisation"],
        "reviewer": "县",
        "edition": "2026",
        "verdict": verdict,
        "at": at,
        "removed": False,
    }
    with operation(workspace, "verdict", "审核") as act:
        act.write("verdict", id, content)


def standing(workspace: Workspace) -> str | None:
    (found,) = workspace.store.verdicts.standing([find_entry(workspace, CODE).id]).values()
    return found


def test_it_holds_for_the_revision_it_was_said_of(workspace: Workspace) -> None:
    first = find_entry(workspace, CODE).revision
    say(workspace, "甲", "returned", first)
    assert standing(workspace) == "returned"
    set_entry(workspace, find_entry(workspace, CODE), {"publisher": "党政办"})
    assert standing(workspace) is None
    undo(workspace)
    assert standing(workspace) == "returned"
    redo(workspace)
    assert standing(workspace) is None
    say(workspace, "乙", "accepted", find_entry(workspace, CODE).revision)
    say(workspace, "甲", "returned", first, at="2026-11-23T08:00:00")
    assert standing(workspace) == "accepted"
    assert [row.id for row in workspace.store.verdicts.of_entry(find_entry(workspace, CODE).id)] == ["乙", "甲"]


def test_saying_it_can_be_taken_back(workspace: Workspace) -> None:
    revision = find_entry(workspace, CODE).revision
    say(workspace, "甲", "returned", revision)
    say(workspace, "甲", "accepted", revision)
    undo(workspace)
    assert standing(workspace) == "returned"
    undo(workspace)
    assert standing(workspace) is None
    redo(workspace)
    assert standing(workspace) == "returned"


def test_a_comment_or_a_word_about_something_unknown_judges_nothing(workspace: Workspace) -> None:
    say(workspace, "甲", None, find_entry(workspace, CODE).revision)
    say(workspace, "乙", "returned", "0" * 64)
    assert standing(workspace) is None
    assert workspace.store.integrity_problems() == []
