"""Fields that do not concern our unit."""

import pytest

from app.drafting.concern import not_concerned, say_concern
from app.drafting.history import next_undo, redo, undo
from app.errors import UserFacingError
from tests.support import Computer


def test_said_changed_and_undone_as_one_act(township: Computer):
    with township.working() as workspace:
        assert say_concern(workspace, {"14": "本镇没有\n国有土地。", "18": "由县里办。"}) == 2
        assert not_concerned(workspace) == {"14": "本镇没有 国有土地。", "18": "由县里办。"}
        assert say_concern(workspace, {"18": "由县里办。"}) == 1
        assert not_concerned(workspace) == {"18": "由县里办。"}
        assert next_undo(workspace) == "改了 1 个领域是否有关"
        undo(workspace)
        assert list(not_concerned(workspace)) == ["14", "18"]
        undo(workspace)
        assert not_concerned(workspace) == {}
        redo(workspace)
        assert list(not_concerned(workspace)) == ["14", "18"]


def test_saying_the_same_again_leaves_nothing_to_undo(township: Computer):
    with township.working() as workspace:
        say_concern(workspace, {"14": "本镇没有。"})
        before = next_undo(workspace)
        assert say_concern(workspace, {"14": "本镇没有。"}) == 0
        assert next_undo(workspace) == before


@pytest.mark.parametrize("reasons", [{"99": "没有。"}, {"14": "  "}, {"14": "没有。", "18": "长" * 201}])
def test_what_cannot_be_said_changes_nothing(township: Computer, reasons: dict[str, str]):
    with township.working() as workspace:
        with pytest.raises(UserFacingError):
            say_concern(workspace, reasons)
        assert not_concerned(workspace) == {}
