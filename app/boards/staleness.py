"""Which boards hang too long, or show what is over or was changed since they were put up.

村民委员会组织法 asks for ordinary matters at least quarterly and for money monthly, and for what was put up to stay at
least 15 days (article 35 of the text in force since 2026): a notice whose time is over may not be taken down before.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from msgspec.structs import replace

from app.boards.contents import Source, shown_subjects, sources_of
from app.boards.keeping import KeptBoard, find_board, keep_board, kept_boards
from app.boards.stored_board import BoardPart, Posting, StoredBoard
from app.checks.finding import Finding
from app.registers.signatures import require_signed, unsigned
from app.registers.subjects import subject_named
from app.tables.rows import written_date
from app.workspace import Workspace

_QUARTER, _MONTH = 3, 1
_STAYS_DAYS = 15
_MONEY_COLUMN = "财务"


@dataclass(frozen=True)
class Stale:
    """Why a board wants to be looked at: `code`, a sentence with what to do, and the part concerned ("" all of it)."""

    code: str
    message: str
    part: str = ""


def stale_reasons(workspace: Workspace, board: StoredBoard) -> list[Stale]:
    """Return why a board is out of date, nothing for one that is not. Codes: board-overdue, board-money-overdue,
    board-notice-over, board-part-changed, board-part-gone."""
    sources = sources_of(workspace, board)
    is_village = workspace.organisation.facts.level == "village"
    found = list(_too_long(board, sources, workspace.today(), is_village=is_village))
    for part in board.parts():
        if part.source:
            found += _of_part(board, part, sources.get(part.source), workspace.today(), is_village=is_village)
    return found


def stale_boards(workspace: Workspace) -> list[tuple[KeptBoard, list[Stale]]]:
    """Return the boards that are out of date with the reasons."""
    looked_at = ((kept, stale_reasons(workspace, kept.board)) for kept in kept_boards(workspace))
    return [(kept, reasons) for kept, reasons in looked_at if reasons]


def board_findings(workspace: Workspace) -> list[Finding]:
    """Return one finding for each reason why a board is out of date."""
    return [
        Finding(reason.code, "warn", f"公示栏“{kept.board.title}”：{reason.message}", workspace.organisation.id)
        for kept, reasons in stale_boards(workspace)
        for reason in reasons
    ]


def post_board(workspace: Workspace, id: str, on: date) -> None:
    """Record that a board was put up on a day, and how its notices and entries stood; one undoable operation.

    Raises `UserFacingError` (`review-missing`) while something on it was not signed for publication as it stands.
    """
    kept = find_board(workspace, id)
    sources = sources_of(workspace, kept.board)
    first = unsigned_source(workspace, kept.board)
    if first is not None:
        require_signed(workspace, subject_named(workspace, first.id))
    revisions = {source.id: source.revision for source in sources.values()}
    posted = Posting(on, dict(sorted(revisions.items())))
    keep_board(workspace, replace(kept.board, posted=posted), kept.id, "记下公示栏贴出的日期")


def unsigned_source(workspace: Workspace, board: StoredBoard) -> Source | None:
    """Return the first notice or entry on a board that nobody signed for the public, None where all are signed."""
    sources = sources_of(workspace, board)
    return next((sources[each.id] for each in unsigned(workspace, shown_subjects(sources.values()))), None)


def _too_long(board: StoredBoard, sources: dict[str, Source], today: date, *, is_village: bool) -> Iterator[Stale]:
    if board.posted is None:
        return
    on = board.posted.on
    if _months_later(on, _QUARTER) < today:
        why = "村务每季度至少公布一次，请换上新的一期" if is_village else "请看看还对不对，换上新的一期"
        yield Stale("board-overdue", f"{written_date(on)}贴出，过了一个季度还没有换。{why}，贴好后记下日期。")
    elif _months_later(on, _MONTH) < today and _shows_money(board, sources):
        yield Stale(
            "board-money-overdue",
            f"上面有财务内容，{written_date(on)}贴出，过了一个月还没有换。财务每月公布一次，请换上新的一期，贴好后记下日期。",
        )


def _shows_money(board: StoredBoard, sources: dict[str, Source]) -> bool:
    in_column = any(_MONEY_COLUMN in column.title and column.parts for column in board.columns)
    return in_column or any(source.is_finance for source in sources.values())


def _of_part(
    board: StoredBoard, part: BoardPart, source: Source | None, today: date, *, is_village: bool
) -> Iterator[Stale]:
    if source is None:
        yield Stale("board-part-gone", "有一份内容已经删去或者撤销了，板上不再印它。请把它从板上拿下来。", part.id)
        return
    posted = board.posted
    stays = is_village and posted is not None and today <= posted.on + timedelta(days=_STAYS_DAYS)
    if source.end is not None and source.end < today and not stays:
        yield Stale(
            "board-notice-over", f"“{source.title}”公示期到{written_date(source.end)}，已经过了。可以换下来。", part.id
        )
    if posted is not None and posted.sources.get(source.id, source.revision) != source.revision:
        yield Stale(
            "board-part-changed", f"“{source.title}”贴出以后又改过，墙上的还是旧的。请重新打印、换上。", part.id
        )


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
