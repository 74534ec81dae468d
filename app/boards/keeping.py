"""Boards kept in a workspace: each change is an operation with revisions, so that it can be undone and looked up."""

import uuid
from dataclasses import dataclass
from typing import Any

import msgspec

from app.boards.stored_board import PART_WORDS, BoardPart, StoredBoard
from app.drafting.operations import operation
from app.errors import UserFacingError
from app.printing.legibility import least_height
from app.printing.lengths import (
    LARGEST_BLEED,
    LARGEST_MARGIN,
    LARGEST_OVERLAP,
    LONGEST_BOARD,
    MOST_COLUMNS,
    SHORTEST_BOARD,
    SMALLEST_OVERLAP,
)
from app.workspace import Workspace
from db.repositories.records import RecordRow

KIND = "board"
_LONGEST_TEXT = 20_000
#: In mm: no part that somebody places is smaller.
SMALLEST_PLACE = 20
_MOST_PARTS, _MOST_SLOTS = 200, 60


@dataclass(frozen=True)
class KeptBoard:
    """A board as it stands in the store. `made_at` ISO 8601, UTC."""

    id: str
    revision: str
    made_at: str
    board: StoredBoard


def kept_boards(workspace: Workspace) -> list[KeptBoard]:
    """Return the boards in the order in which they were made."""
    boards = [_kept(row) for row in workspace.store.records.of_kind(KIND)]
    return sorted(boards, key=lambda kept: (kept.made_at, kept.id))


def find_board(workspace: Workspace, name: str) -> KeptBoard:
    """Return a board by its id or at least 8 characters of it."""
    rows = workspace.store.records.by_prefix(KIND, name) if len(name) >= 8 else []
    rows = [row for row in rows if not row.content["removed"]]
    if len(rows) != 1:
        raise UserFacingError("board-unknown", f"没有编号为“{name}”的公示栏。新建时会显示编号，写前 8 位就行。")
    return _kept(rows[0])


def find_part(board: StoredBoard, name: str) -> BoardPart:
    """Return a part of a board by its id or at least 8 characters of it."""
    found = [part for part in board.parts() if len(name) >= 8 and part.id.startswith(name)]
    if len(found) != 1:
        raise UserFacingError("board-part-unknown", f"这块公示栏上没有编号为“{name}”的内容，没有改动。请核对编号。")
    return found[0]


def keep_board(workspace: Workspace, board: StoredBoard, id: str | None = None, label: str = "") -> str:
    """Keep a board, as a new one (under an `id` that is free, or any) or in place of the one of that id; returns its
    id. `label` names the act.

    Raises `UserFacingError` for what no board can be; then nothing is changed.
    """
    _require_possible(board)
    kept_id = id or str(uuid.uuid4())
    before = workspace.store.records.get(KIND, kept_id)
    content = {
        "organisation": workspace.organisation.id,
        "made_at": before.content["made_at"] if before else workspace.timestamp(),
        # As it comes out of the store: an unchanged board is then seen to be one.
        "board": msgspec.json.decode(msgspec.json.encode(board)),
        "removed": False,
    }
    with operation(workspace, KIND, label or ("改公示栏" if before else "新建公示栏")) as act:
        act.write(KIND, kept_id, content)
    return kept_id


def remove_board(workspace: Workspace, id: str) -> None:
    """Take a board away; undoing brings it back."""
    kept = find_board(workspace, id)
    content = _row(workspace, kept.id).content | {"removed": True}
    with operation(workspace, KIND, "删去公示栏") as act:
        act.write(KIND, kept.id, content)


def _kept(row: RecordRow) -> KeptBoard:
    return KeptBoard(row.id, row.revision, row.content["made_at"], msgspec.convert(row.content["board"], StoredBoard))


def _row(workspace: Workspace, id: str) -> RecordRow:
    return workspace.store.records.get(KIND, id)


def _require_possible(board: StoredBoard) -> None:
    if not board.title.strip():
        raise UserFacingError("board-without-title", "公示栏要有一个标题，没有改动。请写上标题。")
    if not all(SHORTEST_BOARD <= side <= LONGEST_BOARD for side in board.size):
        raise UserFacingError(
            "board-size", f"板面的宽和高都要在{SHORTEST_BOARD}毫米到{LONGEST_BOARD}毫米之间，没有改动。"
        )
    if not 1 <= len(board.columns) <= MOST_COLUMNS:
        raise UserFacingError("board-columns", f"公示栏要分成1到{MOST_COLUMNS}栏，没有改动。")
    if not all(column.title.strip() for column in board.columns):
        raise UserFacingError("board-columns", "每一栏都要有栏目名，没有改动。请把空着的栏目名写上。")
    if not 0 <= board.bleed <= LARGEST_BLEED:
        raise UserFacingError("board-bleed", f"出血要在0到{LARGEST_BLEED}毫米之间，没有改动。")
    if not (0 <= board.margin <= LARGEST_MARGIN and SMALLEST_OVERLAP <= board.overlap <= LARGEST_OVERLAP):
        raise UserFacingError(
            "board-tiles",
            f"拼版的页边距要在0到{LARGEST_MARGIN:g}毫米之间，重叠要在{SMALLEST_OVERLAP:g}到{LARGEST_OVERLAP:g}毫米之间，"
            "没有改动。",
        )
    least_height(board.distance)
    parts = list(board.parts())
    if len(parts) > _MOST_PARTS:
        raise UserFacingError("board-too-full", f"一块公示栏最多放{_MOST_PARTS}样内容，没有改动。请另做一块。")
    for part in parts:
        _require_possible_part(part)


def _require_possible_part(part: BoardPart) -> None:
    name = part.heading.strip() or PART_WORDS[part.kind]
    if not 1 <= part.count <= _MOST_SLOTS:
        raise UserFacingError("board-slots", f"“{name}”的卡槽要在1到{_MOST_SLOTS}个之间，没有改动。")
    if len(part.text) > _LONGEST_TEXT:
        raise UserFacingError("board-text", f"“{name}”的文字超过了{_LONGEST_TEXT}个字，没有改动。请分成几份。")
    place = part.place
    if place is not None and not (
        all(0 <= length <= LONGEST_BOARD for length in (place.x, place.y))
        and all(SMALLEST_PLACE <= length <= LONGEST_BOARD for length in (place.width, place.height))
    ):
        raise UserFacingError(
            "board-place",
            f"“{name}”的位置要从板面左上角量起，不小于0毫米，宽和高要在{SMALLEST_PLACE}到{LONGEST_BOARD}毫米之间，没有改动。",
        )
    if part.height is not None and not 1 <= part.height <= 500:
        raise UserFacingError("character-height", f"“{name}”的字高要在1到500毫米之间，没有改动。")


def content_for_json(kept: KeptBoard) -> dict[str, Any]:
    """A board as other programs read it."""
    return {"id": kept.id, "made_at": kept.made_at} | msgspec.to_builtins(kept.board)
