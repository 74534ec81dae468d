"""What is being typed survives a kill and becomes one revision."""

from datetime import UTC, datetime

import pytest

from app.drafting.adopting import adopt
from app.drafting.editing import finalise_field, remove_entry, set_entry
from app.drafting.history import history, next_redo, next_undo, redo, undo
from app.drafting.lookup import find_entry
from app.drafting.operations import operation
from app.drafting.typing_drafts import Settled, keep_draft, settle_draft, waiting_drafts
from app.errors import UserFacingError
from app.opening import open_workspace
from tests.app.drafting.test_editing import make_ready
from tests.support import Computer, in_child, kill_self, views


def id_of(township: Computer, item: str = "05-003") -> str:
    return township.views()[item]["id"]


def test_typing_is_no_revision_until_the_element_is_left(township: Computer):
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        for text in ("党", "党政", "党政办"):
            keep_draft(workspace, row.id, "publisher", text)
        assert find_entry(workspace, "05-003") == row
        settle_draft(workspace, row.id)
        assert views(workspace)["05-003"]["values"]["publisher"] == "党政办"
        assert len(history(workspace, "entry", row.id)) == 2
        assert settle_draft(workspace, row.id) == Settled()


def test_what_was_typed_before_a_kill_is_found_again(township: Computer):
    id, other = id_of(township), id_of(township, "05-004")

    def type_and_die(_):
        with township.working() as workspace:
            keep_draft(workspace, id, "publisher", "党政办")
            keep_draft(workspace, id, "level3", "细项")
            keep_draft(workspace, other, "channels", ["政府网站"])
            kill_self()

    assert in_child(type_and_die).signal == 9
    shown = township.views()
    assert (shown["05-003"]["values"]["publisher"], shown["05-003"]["values"]["level3"]) == ("党政办", "细项")
    assert shown["05-004"]["values"]["channels"] == ["政府网站"]
    with township.working() as workspace:
        assert [v.label for v in history(workspace, "entry", id)][-1] == "找回上次没有存完的输入"
        assert workspace.store.drafts.all() == []
        undo(workspace)
        undo(workspace)
        assert views(workspace)["05-003"]["values"]["publisher"] != "党政办"


def test_a_reader_leaves_what_is_typed_to_the_writer(township: Computer):
    with township.working() as workspace:
        keep_draft(workspace, find_entry(workspace, "05-003").id, "publisher", "党政办")
        with open_workspace(township.path, read_only=True) as reader:
            assert views(reader)["05-003"]["values"]["publisher"] != "党政办"
        assert len(workspace.store.drafts.all()) == 1


def test_what_was_typed_is_brought_into_shape(township: Computer):
    id = id_of(township)
    with township.working() as workspace:
        keep_draft(workspace, id, "publisher", "  党政办　")
        keep_draft(workspace, id, "deadline", "随时")
        settle_draft(workspace, id)
        values = views(workspace)["05-003"]["values"]
    assert values["publisher"] == "党政办"
    assert values["deadline"]["text"] == "随时"


@pytest.mark.parametrize(("element", "typed"), [("basis", "《办法》"), ("audience", "大"), ("没有这个", "x")])
def test_what_is_not_yet_a_value_stays_typed_and_stops_nothing(township: Computer, element: str, typed: str):
    """A half-typed value must neither be lost, nor get into the entry, nor keep the file from opening."""
    id = id_of(township)

    def type_and_die(_):
        with township.working() as workspace:
            keep_draft(workspace, id, element, typed)
            keep_draft(workspace, id, "publisher", "党政办")
            kill_self()

    in_child(type_and_die)
    before = township.views()["05-003"]["values"]
    assert before["publisher"] == "党政办"
    assert before.get(element) != typed
    with township.working() as workspace:
        assert [(row["element"], row["value"]) for row in workspace.store.drafts.all()] == [(element, typed)]
        if element != "没有这个":
            keep_draft(workspace, id, element, None)
            settle_draft(workspace, id)
            assert workspace.store.drafts.all() == []


def test_typing_into_a_final_entry_makes_it_a_draft(township: Computer):
    with township.working() as workspace:
        make_ready(workspace)
        finalise_field(workspace, "05", checklist="standard-catalogue")
        row = find_entry(workspace, "05-003")
        keep_draft(workspace, row.id, "publisher", row.content["values"]["publisher"])
        settle_draft(workspace, row.id)
        assert views(workspace)["05-003"]["state"] == "final"
        keep_draft(workspace, row.id, "publisher", "党政办")
        settle_draft(workspace, row.id)
        assert views(workspace)["05-003"]["state"] == "draft"


def test_what_was_typed_into_an_entry_removed_meanwhile_waits(township: Computer):
    id = id_of(township)
    with township.working() as workspace:
        keep_draft(workspace, id, "publisher", "党政办")
        remove_entry(workspace, find_entry(workspace, "05-003"))
    with township.working() as workspace:
        assert "05-003" not in views(workspace)
        assert len(workspace.store.drafts.all()) == 1
        adopt(workspace, item="05-003")
    assert township.views()["05-003"]["values"]["publisher"] == "党政办"


def test_half_a_value_waits_with_its_reason(township: Computer):
    with township.working() as workspace:
        id = find_entry(workspace, "05-003").id
        keep_draft(workspace, id, "audience", "全社")
        keep_draft(workspace, id, "publisher", "党政办")
        settled = settle_draft(workspace, id)
        assert settled.revision == find_entry(workspace, "05-003").revision
        assert list(settled.rejected) == ["audience"]
        assert "全社" in settled.rejected["audience"]
        assert [row["element"] for row in workspace.store.drafts.all()] == ["audience"]


def test_what_is_not_ours_cannot_be_typed_into(township: Computer):
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        other = row.content | {"organisation": "00000000-0000-4000-8000-000000000099"}
        with operation(workspace, "import", "别的单位的一条") as act:
            act.write("entry", row.id, other)
        with pytest.raises(UserFacingError) as caught:
            keep_draft(workspace, row.id, "publisher", "党政办")
        assert caught.value.code == "entry-not-ours"
        assert workspace.store.drafts.all() == []


def test_what_is_half_typed_is_taken_back_before_what_was_done_before_it(township: Computer):
    """Ctrl+Z after a number was emptied must not take back the adopting of the whole field."""
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        before, done = views(workspace), next_undo(workspace)
        keep_draft(
            workspace, row.id, "deadline", {"text": "信息形成之日起几个工作日内", "count": "", "unit": "workday"}
        )
        assert settle_draft(workspace, row.id).rejected
        assert next_undo(workspace) == undo(workspace) == "没写完的“公开时限”"
        assert waiting_drafts(workspace, row.id).typed == {}
        assert views(workspace) == before
        assert next_undo(workspace) == done


def test_what_was_done_after_half_typing_is_taken_back_first(township: Computer):
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        keep_draft(workspace, row.id, "audience", "大")
        set_entry(workspace, find_entry(workspace, "05-004"), {"publisher": "党政办"})
        assert undo(workspace) == "修改 05-004：公开主体"
        assert waiting_drafts(workspace, row.id).typed == {"audience": "大"}


def test_what_comes_first_does_not_hang_on_the_clock(township: Computer):
    """A clock set back by a day, or the file carried to a PC whose clock is wrong, turns no order round."""
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        set_entry(workspace, row, {"publisher": "党政办"})
        workspace.now = lambda: datetime(2020, 1, 1, tzinfo=UTC)
        keep_draft(workspace, row.id, "audience", "大")
        assert undo(workspace) == "没写完的“公开对象”"
        keep_draft(workspace, row.id, "audience", "大")
        set_entry(workspace, find_entry(workspace, "05-004"), {"publisher": "党政办"})
        assert undo(workspace) == "修改 05-004：公开主体"
        assert undo(workspace) == "没写完的“公开对象”"
        assert undo(workspace) == "修改 05-003：公开主体"


def test_half_typed_text_that_was_taken_back_comes_again(township: Computer):
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        set_entry(workspace, row, {"publisher": "党政办"})
        keep_draft(workspace, row.id, "deadline", {"text": "", "count": "2"})
        keep_draft(workspace, row.id, "audience", "大")
        labels = [undo(workspace) for _ in range(3)]
    with township.working() as workspace:
        assert next_redo(workspace) == labels[2] == "修改 05-003：公开主体"
        assert [redo(workspace) for _ in range(4)] == [*reversed(labels), None]
        assert waiting_drafts(workspace, row.id).typed == {"deadline": {"text": "", "count": "2"}, "audience": "大"}
        assert [undo(workspace) for _ in range(3)] == labels


def test_new_work_ends_what_was_taken_back(township: Computer):
    with township.working() as workspace:
        row = find_entry(workspace, "05-003")
        for go_on in (
            lambda: keep_draft(workspace, row.id, "publisher", "党政办"),
            lambda: set_entry(workspace, find_entry(workspace, "05-004"), {"publisher": "党政办"}),
        ):
            keep_draft(workspace, row.id, "audience", "大")
            undo(workspace)
            go_on()
            assert (next_redo(workspace), redo(workspace)) == (None, None)
