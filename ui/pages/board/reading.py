"""What the board page asks of the workspace, on the store's thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.boards.contents import Source, entry_sources, notice_sources, proposed_board
from app.boards.keeping import KeptBoard, kept_boards
from app.boards.staleness import Stale, stale_reasons
from app.boards.stored_board import StoredBoard
from app.products.board import PreparedBoard, prepare_board
from app.workspace import Workspace


@dataclass(frozen=True)
class BoardState:
    """The kept boards with why they are out of date (by id), what can hang on them, and a board to begin with."""

    boards: tuple[KeptBoard, ...]
    stale: Mapping[str, tuple[Stale, ...]]
    notices: tuple[Source, ...]
    entries: Mapping[str, Source]
    proposed: StoredBoard
    today: date

    def sources(self) -> dict[str, Source]:
        """Every notice, and the entries that hang somewhere, by id."""
        return {notice.id: notice for notice in self.notices} | dict(self.entries)

    def board(self, id: str) -> StoredBoard | None:
        """The kept board of that id."""
        return next((kept.board for kept in self.boards if kept.id == id), None)


def read_boards(workspace: Workspace) -> BoardState:
    """Return how the boards stand."""
    boards = tuple(kept_boards(workspace))
    reasons = {kept.id: tuple(stale_reasons(workspace, kept.board)) for kept in boards}
    ids = [part.source for kept in boards for part in kept.board.parts() if part.kind == "entry"]
    return BoardState(
        boards,
        {id: found for id, found in reasons.items() if found},
        tuple(notice_sources(workspace)),
        entry_sources(workspace, ids),
        proposed_board(workspace),
        workspace.today(),
    )


def prepare(workspace: Workspace, id: str, board: StoredBoard) -> PreparedBoard:
    """Return what a board is drawn from: as it stands in the store, or as it would be kept."""
    kept = next((kept for kept in kept_boards(workspace) if kept.id == id), None)
    return prepare_board(workspace, kept.board, kept) if kept else prepare_board(workspace, board)
