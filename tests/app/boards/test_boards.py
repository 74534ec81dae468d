"""Kept boards: changed by operations, moved about, and known when they are out of date."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from app.boards.contents import current_notices, proposed_board, renewed, village_column
from app.boards.keeping import find_board, keep_board, kept_boards, remove_board
from app.boards.staleness import board_findings, post_board, stale_reasons
from app.boards.stored_board import (
    BoardColumn,
    BoardPart,
    Place,
    StoredBoard,
    divided,
    further_titles,
    hung,
    new_part,
    nudged,
    placed,
    stepped,
    taken_down,
)
from app.drafting.history import history, redo, undo
from app.drafting.search import refresh_reference_index, search
from app.errors import UserFacingError
from app.notices.keeping import filled_notice, find_template, keep_notice, known_answers, make_notice
from app.opening import create_workspace
from app.overview import StaleBoard, overview
from app.workspace import Workspace
from tests.app.registers.signing import sign
from tests.support import EDITION, VILLAGE

BLANKS = {"start_date": "2026-11-24", "phone": "0990-6120118", "supervision_phone": "0990-6120012"}


class Day:
    """A clock that goes on from noon of a day which the test sets."""

    def __init__(self) -> None:
        self.day = date(2026, 11, 23)
        self._asked = 0

    def __call__(self) -> datetime:
        self._asked += 1
        return datetime(self.day.year, self.day.month, self.day.day, 4, tzinfo=UTC) + timedelta(seconds=self._asked)


@pytest.fixture
def day() -> Day:
    return Day()


@pytest.fixture
def workspace(tmp_path: Path, day: Day) -> Iterator[Workspace]:
    with create_workspace(tmp_path / "白马村.qd", VILLAGE, EDITION, person="吴学军", now=day) as made:
        yield made


def board_of(*columns: tuple[BoardPart, ...], **settings: Any) -> StoredBoard:
    titles = ("党务公开", "村务公开", "财务公开")
    return StoredBoard("白马村公开栏", columns=tuple(map(BoardColumn, titles, columns)), **settings)


def order(board: StoredBoard) -> list[str]:
    return ["".join(part.text for part in column.parts) for column in board.columns]


A, B, C = (new_part("text", text=letter) for letter in "ABC")


def test_parts_move_within_and_between_columns_and_stop_at_the_edges():
    board = board_of((A, B), (C,))
    assert order(stepped(board, A.id, down=1)) == ["BA", "C"]
    assert order(stepped(board, B.id, down=1)) == ["AB", "C"]
    assert order(stepped(board, A.id, right=1)) == ["B", "AC"]
    assert order(stepped(board, C.id, right=1)) == ["AB", "C"]
    assert order(hung(board, C, 0, 1)) == ["ACB", ""]
    assert order(taken_down(board, B.id)) == ["A", "C"]
    assert board.place_of(C.id) == (1, 0) and board.place_of("无") is None


def test_a_part_is_placed_by_the_millimetre_moved_within_the_board_and_given_back_to_its_column():
    board = placed(board_of((A, B)), A.id, Place(30, 40, 200, 100))
    assert order(board) == ["AB"] and board.part(A.id).place == Place(30, 40, 200, 100)
    assert nudged(board, A.id, down=-1, right=10).part(A.id).place == Place(40, 39, 200, 100)
    edge = nudged(nudged(board, A.id, right=5000), A.id, down=-5000)
    assert edge.part(A.id).place == Place(1000, 0, 200, 100)
    assert nudged(board, B.id, right=10) == board
    assert placed(board, A.id, None) == board_of((A, B))


def test_other_columns_lose_nothing():
    board = board_of((A,), (B,), (C,))
    assert order(divided(board, ["一", "二"])) == ["A", "BC"]
    assert order(divided(board, ["财务公开", "其他"])) == ["C", "AB"]
    assert further_titles(board, 2) == ["党务公开", "村务公开"]
    assert len(set(further_titles(board, 5))) == 5
    assert order(divided(board, further_titles(board, 4))) == ["A", "B", "C", ""]


def test_a_board_is_kept_under_operations(workspace: Workspace):
    id = keep_board(workspace, board_of((A,)))
    keep_board(workspace, board_of((A, B), elder=True), id)
    assert len(history(workspace, "board", id)) == 2
    assert undo(workspace) == "改公示栏"
    assert not find_board(workspace, id[:8]).board.elder
    redo(workspace)
    assert order(find_board(workspace, id).board) == ["AB"]
    remove_board(workspace, id)
    assert kept_boards(workspace) == []
    undo(workspace)
    assert [kept.id for kept in kept_boards(workspace)] == [id]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"width": 10},
        {"columns": ()},
        {"columns": tuple(BoardColumn(str(number)) for number in range(9))},
        {"columns": (BoardColumn(" "),)},
        {"bleed": -1.0},
        {"margin": -5.0},
        {"overlap": 1e9},
        {"distance": float("nan")},
        {"columns": (BoardColumn("一", (new_part("slot", count=0),)),)},
        {"columns": (BoardColumn("一", (new_part("text", height=0.1),)),)},
        {"columns": (BoardColumn("一", (new_part("text", place=Place(-1, 0, 100, 100)),)),)},
        {"columns": (BoardColumn("一", (new_part("text", place=Place(0, float("nan"), 100, 100)),)),)},
        {"columns": (BoardColumn("一", (new_part("text", place=Place(0, 0, 19, 100)),)),)},
    ],
)
def test_what_no_board_can_be_is_refused_and_not_kept(workspace: Workspace, wrong: dict[str, Any]):
    with pytest.raises(UserFacingError):
        keep_board(workspace, replace(board_of((A,)), **wrong))
    assert kept_boards(workspace) == []


def test_notices_go_into_the_columns_of_a_village_board(workspace: Workspace):
    for template in ("NT-01", "NT-34", "NT-35"):
        make_notice(workspace, template, BLANKS)
    board = proposed_board(workspace)
    assert [column.title for column in board.columns] == ["社会救助", "村务和财务"]
    assert [village_column(source) for source in current_notices(workspace)] == [1, 2, 1]


def codes(workspace: Workspace, id: str) -> list[str]:
    return [reason.code for reason in stale_reasons(workspace, find_board(workspace, id).board)]


def test_a_board_is_out_of_date_after_a_quarter_and_one_with_money_after_a_month(workspace: Workspace, day: Day):
    plain = keep_board(workspace, board_of((A,)))
    money = keep_board(workspace, board_of((), (), (B,)))
    assert codes(workspace, plain) == []
    for id in (plain, money):
        post_board(workspace, id, date(2026, 11, 30))
    day.day = date(2026, 12, 30)
    assert codes(workspace, plain) == codes(workspace, money) == []
    day.day = date(2026, 12, 31)
    assert (codes(workspace, plain), codes(workspace, money)) == ([], ["board-money-overdue"])
    day.day = date(2027, 2, 28)
    assert codes(workspace, plain) == []
    day.day = date(2027, 3, 1)
    assert codes(workspace, plain) == codes(workspace, money) == ["board-overdue"]
    assert [finding.severity for finding in board_findings(workspace)] == ["warn", "warn"]


def test_a_notice_that_is_over_stays_fifteen_days_and_a_changed_or_gone_one_is_told(workspace: Workspace, day: Day):
    notice = make_notice(workspace, "NT-01", BLANKS).id  # 24 to 30 November
    part = new_part("notice", source=notice)
    id = keep_board(workspace, board_of((), (part,)))
    sign(workspace, notice)
    post_board(workspace, id, date(2026, 11, 23))
    day.day = date(2026, 12, 8)
    assert codes(workspace, id) == []
    day.day = date(2026, 12, 9)
    assert codes(workspace, id) == ["board-notice-over"]
    template = find_template(workspace, "NT-01")
    again = filled_notice(workspace, template, known_answers(workspace, template) | BLANKS | {"address": "村委会"})
    keep_notice(workspace, again, notice)
    assert "board-part-changed" in codes(workspace, id)
    gone = keep_board(workspace, board_of((new_part("notice", source="没有"),)))
    assert codes(workspace, gone) == ["board-part-gone"]


def test_the_next_period_takes_the_newest_notice_of_each_kind(workspace: Workspace, day: Day):
    over = make_notice(workspace, "NT-01", BLANKS).id
    old = make_notice(workspace, "NT-34", BLANKS).id
    parts = (new_part("notice", source=over), new_part("notice", source=old, near=True), A)
    id = keep_board(workspace, board_of(parts))
    for each in (over, old):
        sign(workspace, each)
    post_board(workspace, id, date(2026, 11, 23))
    day.day = date(2026, 12, 20)
    newer = make_notice(workspace, "NT-34", BLANKS).id
    board = renewed(workspace, find_board(workspace, id).board)
    assert [(part.source, part.near) for part in board.parts()] == [(newer, True), ("", False)]
    assert board.posted is None


def test_notices_of_one_kind_whose_time_still_runs_stay_beside_each_other(workspace: Workspace):
    both = [make_notice(workspace, "NT-01", BLANKS | {"address": place}).id for place in ("村委会", "文化站")]
    board = board_of(tuple(new_part("notice", source=id) for id in both))
    assert [part.source for part in renewed(workspace, board).parts()] == both
    board = board_of((new_part("notice", source=both[0]),))
    assert [part.source for part in renewed(workspace, board).parts()] == both[1:]


def test_a_notice_whose_time_still_runs_is_not_taken_down_for_one_of_another_title(workspace: Workspace, day: Day):
    first = make_notice(workspace, "NT-01", BLANKS).id
    board = board_of((new_part("notice", source=first, near=True), A))
    other = make_notice(workspace, "NT-01", BLANKS | {"year": "2027"}).id
    next_board = renewed(workspace, board)
    assert [(part.source, part.near) for part in next_board.parts()] == [(first, True), (other, True), ("", False)]
    assert len({part.id for part in next_board.parts()}) == 3
    day.day = date(2027, 3, 1)
    assert [part.source for part in renewed(workspace, next_board).parts()] == [""]


def test_a_board_is_found_by_its_title_also_one_that_was_kept_before_boards_were_found(workspace: Workspace):
    def found(words: str) -> list[str]:
        return [hit["id"] for hit in search(workspace, words, kinds=("board",))]

    id = keep_board(workspace, replace(board_of((A,)), title="村部东墙公开栏"))
    assert found("东墙") == found("dongqiang") == found("cbdq") == [id]
    with workspace.store.transaction():
        workspace.store.search.take_out_kinds(("board",))
        workspace.store.settings.put("indexed_library", "以前的")
    refresh_reference_index(workspace)
    assert found("东墙") == [id]
    remove_board(workspace, id)
    assert found("东墙") == []


def test_keeping_what_is_kept_already_is_no_step(workspace: Workspace):
    id = keep_board(workspace, board_of((A,)))
    before = find_board(workspace, id)
    keep_board(workspace, before.board, id)
    assert find_board(workspace, id) == before and len(history(workspace, "board", id)) == 1


def test_the_start_page_hears_of_a_board_that_is_out_of_date(workspace: Workspace):
    id = keep_board(workspace, board_of((A,)))
    assert overview(workspace).boards == ()
    post_board(workspace, id, date(2026, 7, 1))
    assert overview(workspace).boards == (StaleBoard(id, "白马村公开栏", "2026年7月1日贴出，过了一个季度还没有换"),)
