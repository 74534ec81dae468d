"""A request that one clerk struck out while her colleague went on working on it: both are told; it can come back."""

import pytest

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.test_registers_among_clerks import ASKED, clerks, give, kinds_of

__all__ = ["clerks"]


@pytest.fixture
def parted(clerks: tuple[Desk, Desk]) -> tuple[Desk, Desk]:
    """The first struck a case out, the second wrote down that it was answered; neither knows of the other's."""
    first, second = clerks
    first.do("request", TOWNSHIP, "add", *ASKED, "--contact", "13800138000", "--on", "2026-11-02")
    first.do("request", TOWNSHIP, "event", "2026-001", "acknowledged", "--on", "2026-11-03")
    give(first, second)
    second.do("request", TOWNSHIP, "event", "2026-001", "organ-asked", "--on", "2026-11-05")
    first.do("request", TOWNSHIP, "strike", "2026-001")
    return first, second


def test_who_struck_it_out_is_told_and_can_bring_it_back(parted: tuple[Desk, Desk]) -> None:
    first, second = parted
    assert "划去" not in first.ask("request", TOWNSHIP, "list").out
    told = give(second, first)
    assert told["result"] == "applied"
    for words in (told["reason"], first.ask("request", TOWNSHIP, "list").out):
        assert "2026-001" in words and "已经划去" in words and "征求其他机关意见" in words
    first.do("request", TOWNSHIP, "restore", "2026-001")
    assert kinds_of(first) == ["acknowledged", "organ-asked"]
    assert first.ask("request", TOWNSHIP, "show", "2026-001", "--json").json()["applicant"]["name"] == "赵建国"
    give(first, second)
    assert kinds_of(second) == ["acknowledged", "organ-asked"]
    # Struck out again in full knowledge, it is nothing to be told of.
    first.do("request", TOWNSHIP, "strike", "2026-001")
    assert "征求其他机关意见" not in first.ask("request", TOWNSHIP, "list").out
    again = first.ask("request", TOWNSHIP, "restore", "2026-002")
    assert again.code == 1 and "没有划去过" in again.err


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_who_went_on_working_on_it_is_asked(parted: tuple[Desk, Desk], side: str) -> None:
    first, second = parted
    told = give(first, second)
    assert told["result"] == "waiting" and kinds_of(second) == ["acknowledged", "organ-asked"]
    assert give(first, second)["result"] == "unchanged"
    [asked] = second.shown("proposals", TOWNSHIP)
    second.do("decide", TOWNSHIP, asked["id"], side)
    assert give(second, first)["result"] == "applied"
    for desk in parted:
        numbers = [each["number"] for each in desk.shown("request", TOWNSHIP)]
        assert numbers == (["2026-001"] if side == "ours" else [])
