"""What left the unit, and what is new since."""

import pytest

from app.drafting.adopting import adopt
from app.drafting.editing import remove_entry
from app.drafting.lookup import find_entry
from app.errors import UserFacingError
from app.exchange.handing_in import export_entries, next_round
from app.exchange.rounds import SinceLastRound, rounds, since_last_round
from tests.support import Computer


def since(township: Computer) -> SinceLastRound:
    with township.working() as workspace:
        return since_last_round(workspace)


def test_before_the_first_round_everything_is_new(township: Computer):
    assert since(township) == SinceLastRound(None, 13, 0, 0, 0)


def test_after_a_round_nothing_is_new_until_something_changes(township: Computer):
    township.export("第一轮.zwgk")
    assert since(township) == SinceLastRound(1, 0, 0, 0, 13)
    township.set("05-004", publisher="兴隆镇社会事务办公室")
    with township.working() as workspace:
        remove_entry(workspace, find_entry(workspace, "05-003"))
    assert since(township) == SinceLastRound(1, 0, 1, 1, 11)


def test_a_round_of_some_fields_leaves_the_others_as_they_were_handed_in(township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="19")
    whole = township.export("全部.zwgk")
    township.set("05-004", publisher="兴隆镇社会事务办公室")
    township.export("只有补贴.zwgk", fields=["19"])
    assert since(township) == SinceLastRound(2, 0, 1, 0, whole.entries - 1)


def test_the_next_round_is_known_before_it_is_written(township: Computer):
    assert coming(township) == 1
    with pytest.raises(UserFacingError):
        township.export("没有这个文件夹/第一轮.zwgk")
    assert coming(township) == 1
    township.set("05-004", publisher="兴隆镇社会事务办公室")
    foretold = coming(township)
    assert township.export("真的交了.zwgk").round == foretold
    assert coming(township) == foretold
    township.set("05-004", publisher="兴隆镇党政办")
    assert coming(township) == foretold + 1


def test_the_whole_after_some_fields_is_a_round_of_its_own(township: Computer):
    with township.working() as workspace:
        adopt(workspace, field="19")
    township.export("全部.zwgk")
    township.export("只有补贴.zwgk", fields=["19"])
    assert coming(township) == township.export("又是全部.zwgk").round == 3


def coming(township: Computer) -> int:
    with township.working() as workspace:
        return next_round(workspace)


def test_rounds_are_listed_newest_first(township: Computer):
    township.export("第一轮.zwgk")
    township.set("05-004", publisher="兴隆镇社会事务办公室")
    township.export("第二轮.zwgk")
    with township.working() as workspace:
        listed = rounds(workspace)
    assert [(each.number, each.standing, each.entries) for each in listed] == [
        (2, "handed_over", 13),
        (1, "handed_over", 13),
    ]
    assert all(each.at for each in listed)


def test_stopping_an_export_leaves_nothing(township: Computer):
    with township.working() as workspace:
        seen = []
        try:
            export_entries(
                workspace,
                township.folder / "停下.zwgk",
                progress=lambda done, total: seen.append((done, total)),
                is_cancelled=lambda: len(seen) == 3,
            )
        except UserFacingError as error:
            assert error.code == "cancelled"
        assert rounds(workspace) == []
    assert seen == [(0, 13), (1, 13), (2, 13)]
    assert not (township.folder / "停下.zwgk").exists()
