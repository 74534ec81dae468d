"""The board being composed: every change is shown at once and stored as one undoable operation."""

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from app.boards.contents import Source, renewed
from app.boards.keeping import keep_board, remove_board
from app.boards.staleness import Stale, post_board, unsigned_source
from app.boards.stored_board import (
    BoardPart,
    Place,
    StoredBoard,
    divided,
    further_titles,
    hung,
    nudged,
    placed,
    stepped,
    taken_down,
    with_part,
)
from app.errors import UserFacingError
from app.printing.board_content import USUAL_COLUMNS
from app.printing.lengths import MOST_COLUMNS
from app.workspace import Workspace
from ui.desk import Desk
from ui.pages.board.reading import BoardState, read_boards

_MOVED, _HUNG = "移动公示栏上的内容", "往公示栏放内容"


class Composing(QObject):
    """Holds the board that is shown. One that nobody touched yet is proposed and not stored."""

    changed = Signal()
    """The board, or what stands in the store about the boards, is another."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.state: BoardState | None = None
        self.board = StoredBoard("公开栏")
        self.id = ""
        self._edits = 0
        self._touched = False

    @property
    def has_nothing(self) -> bool:
        """Whether there is neither a board nor a notice to make one of."""
        return not self._touched and not self.state.boards and not self.state.notices

    @property
    def is_kept(self) -> bool:
        """Whether the board stands in the store."""
        return self.state is not None and self.state.board(self.id) is not None

    @property
    def stale(self) -> tuple[Stale, ...]:
        """What says that the board should be changed."""
        return self.state.stale.get(self.id, ()) if self.state is not None else ()

    def read(self) -> None:
        """Read how the boards stand, unless the clerk goes on meanwhile: what that gives is then on its way."""
        edits = self._edits

        def take(state: BoardState) -> None:
            if edits == self._edits:
                self._take(state)

        self._desk.session.ask(read_boards, take, owner=self)

    def _take(self, state: BoardState) -> None:
        self.state, self._touched = state, False
        wanted = self.id or self._desk.preferences.get(self._key, "")
        ids = [kept.id for kept in state.boards]
        if ids:
            self.id = wanted if wanted in ids else ids[-1]
            self.board = state.board(self.id)
        else:
            self.id, self.board = str(uuid.uuid4()), state.proposed
        self.changed.emit()

    @property
    def _key(self) -> str:
        unit = self._desk.session.unit
        return f"board.{unit.id if unit else ''}"

    # Which board

    def open(self, id: str) -> None:
        """Show another kept board."""
        self.id = id
        self._desk.preferences.put(self._key, id)
        self._edits += 1
        self.read()

    def begin(self, *, empty: bool = False) -> None:
        """Make a further board: of what is proposed, or with the usual columns and nothing in them."""
        self.id, self.board = str(uuid.uuid4()), self.state.proposed
        if empty:
            self.board = divided(self.board, USUAL_COLUMNS)
        self._keep("新建公示栏")

    def remove(self) -> None:
        """Take the board away."""
        id, self.id = self.id, ""
        self._act(lambda workspace: remove_board(workspace, id), "已删去这一块公示栏")

    def renew(self) -> None:
        """Make the board that of the next period."""
        id, board = self.id, self.board

        def act(workspace: Workspace) -> None:
            keep_board(workspace, renewed(workspace, board), id, "公示栏换成新的一期")

        self._act(act, "换成新的一期了：到期的拿下来，同一种公示换成最新的")

    def post(self, day: str) -> None:
        """Record that the board was put up on a day (2026-11-23)."""
        try:
            on = date.fromisoformat(day.strip())
        except ValueError:
            words = f"“{day}”不是日期，没有记下。要写成 2026-11-23 这样。"
            self._desk.messages.trouble(UserFacingError("date-wrong", words))
            return
        id, board = self.id, self.board

        def act(workspace: Workspace) -> None:
            keep_board(workspace, board, id)
            post_board(workspace, id, on)

        self._act(act, f"记下了：{on.month}月{on.day}日贴出")

    # What hangs on it

    def change(self, **settings) -> None:
        """Change settings of the board."""
        self.choose(replace(self.board, **settings))

    def change_part(self, part: BoardPart) -> None:
        """Put a changed part in the place of the one on the board."""
        if self.board.part(part.id) is not None:
            self.choose(with_part(self.board, part))

    def set_part(self, id: str, **settings) -> None:
        """Change settings of the part of that id, as it stands now."""
        part = self.board.part(id)
        if part is not None:
            self.change_part(replace(part, **settings))

    def take_down(self, part: str) -> None:
        """Take a part off the board."""
        self.choose(taken_down(self.board, part), "从公示栏拿下内容")

    def add(self, part: BoardPart, below: str = "") -> None:
        """Hang something new: below another part, else into the column of its subject, else into the last one."""
        found = self.board.place_of(below)
        column = self._column_of(part)
        if found is not None and column is None:
            board = hung(self.board, part, found[0], found[1] + 1)
        else:
            board = hung(self.board, part, len(self.board.columns) - 1 if column is None else column)
        self.choose(board, _HUNG)

    def hang(self, part: BoardPart, column: int, place: int) -> None:
        """Hang a part into a column, at a place counted without it."""
        is_there = self.board.part(part.id) is not None
        self.choose(hung(self.board, part, column, place), _MOVED if is_there else _HUNG)

    def place(self, part: str, place: Place | None) -> None:
        """Put a part where it shall stand, or give it back to its column."""
        self.choose(placed(self.board, part, place), _MOVED)

    def step(self, part: str, down: int = 0, right: int = 0) -> None:
        """Move a part by places and columns, one that somebody placed by millimetres."""
        found = self.board.part(part)
        is_free = found is not None and found.place is not None
        self.choose((nudged if is_free else stepped)(self.board, part, down, right), _MOVED)

    # Columns

    def divide(self, titles: list[str]) -> None:
        """Give the board these columns."""
        self.choose(divided(self.board, titles), "改公示栏的栏目")

    def divide_into(self, count: int) -> None:
        """Give the board so many columns."""
        self.divide(further_titles(self.board, count))

    def divide_without(self, title: str = "") -> None:
        """A column less: the one of that title, else the last. What hangs in it goes to another."""
        titles = [column.title for column in self.board.columns]
        kept = [each for each in titles if each != title] if title in titles else titles[:-1]
        if kept:
            self.divide(kept)

    def divide_by_subject(self) -> None:
        """A column for each subject of what hangs on the board."""
        sources = self.state.sources()
        groups = [sources[part.source].group for part in self.board.parts() if part.source in sources]
        titles = list(dict.fromkeys(filter(None, groups)))[:MOST_COLUMNS] or [self.board.columns[0].title]
        board = divided(self.board, titles)
        for part in self.board.parts():
            group = sources[part.source].group if part.source in sources else ""
            board = hung(board, part, titles.index(group)) if group in titles else board
        self.choose(board)

    def name_columns(self, titles: list[str]) -> None:
        """Give as many columns other names; more or fewer names divide the board anew."""
        titles = titles[:MOST_COLUMNS]
        if not titles:
            self.changed.emit()
        elif len(titles) != len(self.board.columns):
            self.divide(titles)
        else:
            named = zip(self.board.columns, titles, strict=True)
            self.change(columns=tuple(replace(column, title=title) for column, title in named))

    def _column_of(self, part: BoardPart) -> int | None:
        source: Source | None = self.state.sources().get(part.source)
        titles = [column.title for column in self.board.columns]
        return titles.index(source.group) if source is not None and source.group in titles else None

    # Storing

    def choose(self, board: StoredBoard, label: str = "") -> None:
        """Make this the board; `label` says what was done to it."""
        if board != self.board and self.state is not None:
            self.board = board
            self._keep(label)

    def _keep(self, label: str = "") -> None:
        id, board, self._touched = self.id, self.board, True
        self._desk.preferences.put(self._key, id)
        self._act(lambda workspace: keep_board(workspace, board, id, label))
        self.changed.emit()

    def _act(self, work: Callable[[Workspace], object], told: str = "") -> None:
        self._edits += 1
        session, messages = self._desk.session, self._desk.messages
        then = (lambda _: messages.toast(told, "撤销 Ctrl+Z", session.undo)) if told else None
        session.act(work, then, self._refused, self)

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserFacingError) and error.code.startswith("review-"):
            board = self.board
            self._desk.session.ask(
                lambda workspace: unsigned_source(workspace, board), partial(self._lead_to_review, error), owner=self
            )
        else:
            self._desk.messages.trouble(error)
        self.read()

    def _lead_to_review(self, error: UserFacingError, first: Source | None) -> None:
        if first is None:
            self._desk.messages.trouble(error)
            return
        place, target = ("notices", {"notice": first.id})
        if first.kind == "entry":
            place, target = ("drafting", {"entry": first.id, "review": True})
        self._desk.messages.trouble(error, buttons=[("去审查", "shield-check", lambda: self._desk.go(place, **target))])
