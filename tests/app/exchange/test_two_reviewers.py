"""Two computers of one county judge the same without contact: no clock settles it, nothing they said is lost."""

from datetime import UTC, datetime
from itertools import permutations
from pathlib import Path

import pytest

from app.county.round_closing import unit_rounds
from app.errors import UserFacingError
from app.exchange.answers import open_returns
from app.exchange.returning import export_return
from app.exchange.roster import find_unit
from app.exchange.undecided import require_decided
from app.exchange.verdicts import comment_on, conversation, find_entry_below, judge
from app.proposals.proposals import decide, waiting
from tests.app.exchange.desks import trust_sender
from tests.app.exchange.test_work_packages import copy_of, give
from tests.support import Clock, Computer

CODE = "05-003"


@pytest.fixture
def counties(admitted: Computer, township: Computer, tmp_path: Path) -> tuple[Computer, Computer]:
    """Two computers of the county with the township's first round; the township trusts both."""
    admitted.take_in(township.folder / "第一轮.zwgk")
    second = copy_of(admitted, tmp_path, "二审")
    for desk in (admitted, second):
        with desk.working() as workspace:
            judge(workspace, [find_entry_below(workspace, "05-001").id], "accepted")
        trust_sender(township, send_back(desk))
    return admitted, second


def send_back(county: Computer) -> Path:
    with county.working() as workspace:
        unit = find_unit(workspace, "兴隆镇")
        return export_return(workspace, unit, county.folder / "退回.zwgk", force=True).path


def say(county: Computer, verdict: str | None, text: str, at: datetime | None = None) -> None:
    if at is not None:
        county.clock = Clock(at)
    with county.working() as workspace:
        entry = find_entry_below(workspace, CODE).id
        judge(workspace, [entry], verdict, text) if verdict else comment_on(workspace, entry, text)


def seen(desk: Computer) -> tuple[str | None, str]:
    """How the entry is judged at a desk, and what can be read at it."""
    with desk.working() as workspace:
        entry = next(row.id for row in workspace.store.entries.listed() if row.content["item"] == CODE)
        (said,) = conversation(workspace, entry)
        return said.verdict, said.comment


def test_a_mere_comment_does_not_take_a_return_away(counties: tuple[Computer, Computer], township: Computer):
    first, second = counties
    say(first, "returned", "没有写全")
    say(second, None, "看看公开渠道", at=datetime(2027, 5, 1, tzinfo=UTC))
    township.take_in(send_back(first))
    outcome = township.take_in(send_back(second))
    assert "没有用的也留在来往里" in outcome.reason
    verdict, comment = seen(township)
    assert verdict == "returned"
    assert comment == "没有写全\n（这个单位在另一台电脑上说的：意见，看看公开渠道）"
    with township.working() as workspace:
        assert len(open_returns(workspace)) == 1
    again = township.take_in(send_back(second))
    assert "没有用的" not in (again.reason or "")


@pytest.mark.parametrize("wrong", [datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC)])
def test_a_wrong_clock_settles_nothing(counties: tuple[Computer, Computer], township: Computer, wrong: datetime):
    first, second = counties
    say(first, "returned", "没有写全")
    say(first, "accepted", "电话里说清了")
    say(second, "returned", "时限不对", at=wrong)
    ends = set()
    for order in permutations(counties):
        for desk in order:
            township.take_in(send_back(desk))
        ends.add(seen(township))
    assert ends == {("accepted", "电话里说清了\n（这个单位在另一台电脑上说的：退回，时限不对）")}


def test_what_the_county_settled_between_its_computers_is_all_that_stands(
    counties: tuple[Computer, Computer], township: Computer
):
    first, second = counties
    say(first, "returned", "没有写全")
    say(second, None, "看看公开渠道")
    for desk in counties:
        township.take_in(send_back(desk))
    assert give(second, first).result == "waiting"
    with first.working() as workspace:
        decide(workspace, waiting(workspace), "theirs")
    township.take_in(send_back(first))
    assert seen(township) == (None, "看看公开渠道")


def test_a_return_does_not_go_out_over_the_head_of_a_colleague(counties: tuple[Computer, Computer]):
    first, second = counties
    say(first, "accepted", "可以")
    say(second, "returned", "时限不对")
    give(second, first)
    with first.working() as workspace:
        unit = find_unit(workspace, "兴隆镇")
        title = "最低生活保障 / 政策法规文件"
        assert [each.undecided for each in unit_rounds(workspace)] == [(title,)]
        with pytest.raises(UserFacingError) as refusal:
            require_decided(workspace, unit)
        assert f"“{title}”" in refusal.value.message
        decide(workspace, waiting(workspace), "theirs")
        require_decided(workspace, unit)
        assert [each.undecided for each in unit_rounds(workspace)] == [()]
