"""A notice board made of kept notices: at true size or in tiles for an office printer."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.checks.privacy_gate import check_pdf, check_strings
from app.errors import UsageError, UserFacingError
from app.notices.keeping import filled_of, find_template, kept_notices
from app.printing.board import BoardReport, BoardWarning, draw_boards
from app.printing.board_content import Board, BoardColumn, notice_panel
from app.printing.tiles import draw_tiles
from app.products.notice import UNREVIEWED
from app.products.outgoing import Outgoing, save_outgoing
from app.workspace import Workspace
from db.repositories.records import RecordRow

_SIZE = re.compile(r"(\d{2,5})\s*[x×X*]\s*(\d{2,5})")
_PHONE = re.compile(r"监督电话[：:]\s*([0-9][0-9\-]{4,})")


@dataclass(frozen=True)
class Tiling:
    """How a board is cut for a printer: paper A4 or A3, its unprintable margin and the overlap, both mm."""

    paper: str
    margin: float = 5.0
    overlap: float = 10.0


@dataclass(frozen=True)
class BoardOptions:
    """How a board is read: from `distance` m, by `elder` readers, `near` (ids) from close by; `phone` replaces the
    supervision phone that the notices give."""

    distance: float = 2.0
    elder: bool = False
    near: tuple[str, ...] = ()
    phone: str = ""


@dataclass(frozen=True)
class PreparedBoard:
    """All that drawing needs: the board, (kind, id, revision) of what it shows, office phones that may show."""

    board: Board
    shown: tuple[tuple[str, str, str], ...]
    public_phones: Collection[str]


@dataclass(frozen=True)
class DrawnBoard:
    """A board or its tiles as a document, and how it came out."""

    outgoing: Outgoing
    report: BoardReport


@dataclass(frozen=True)
class PrintedBoard:
    """What was written: pages, and what to look at."""

    pages: int
    warnings: tuple[BoardWarning, ...]


def read_size(text: str) -> tuple[int, int]:
    """Read "2400x1200" as width and height in mm. Raises `UsageError` for anything else."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        raise UsageError("size-wrong", f"“{text}”不是尺寸。要写成 宽x高，单位毫米，例如 1200x800。")
    return int(found[1]), int(found[2])


def print_board_of(
    workspace: Workspace,
    notices: Sequence[RecordRow],
    path: Path,
    *,
    size: tuple[int, int],
    distance: float = 2.0,
    tiling: Tiling | None = None,
    force: bool = False,
) -> PrintedBoard:
    """Print a board that shows the notices, in columns by the groups of their templates.

    Without notices named all kept ones are shown. The finished PDF passes the privacy gate before it gets its name.
    """
    rows = list(notices) or kept_notices(workspace)
    if not rows:
        raise UserFacingError("nothing-to-print", "还没有公示可以放上公开栏。请先新建一份公示。")
    board = board_of(workspace, rows, size, distance)
    prepared = PreparedBoard(board, _shown(rows), workspace.organisation.public_phones)
    drawn = draw_prepared_board(prepared, tiling)
    save_outgoing(workspace, drawn.outgoing, path, force=force)
    return PrintedBoard(drawn.outgoing.pages, drawn.report.warnings)


def prepare_board(
    workspace: Workspace, notices: Sequence[str], size: tuple[int, int], options: BoardOptions
) -> PreparedBoard:
    """Read what a board of these notices (ids, in this order) is drawn from. Nothing is marked as printed.

    Notices that are gone meanwhile are left out. Raises `UserFacingError` when none is left.
    """
    kept = {row.id: row for row in kept_notices(workspace)}
    rows = [kept[id] for id in notices if id in kept]
    if not rows:
        raise UserFacingError("nothing-to-print", "公示栏上还没有内容，没有排版。请先勾选要放上去的公示。")
    board = board_of(workspace, rows, size, options.distance, near=options.near)
    board = replace(board, elder=options.elder, phone=options.phone or board.phone)
    return PreparedBoard(board, _shown(rows), workspace.organisation.public_phones)


def draw_prepared_board(
    prepared: PreparedBoard,
    tiling: Tiling | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> DrawnBoard:
    """Draw a board, or its tiles, and look for personal data in it. Needs no store and may run on another thread.

    On tiles a number may be cut over two sheets: the whole board's texts are looked through as well as the file.
    `progress(done, total)` counts sheets looked through, which takes the longest, and may raise to end the work.
    """
    board, public = prepared.board, prepared.public_phones
    if tiling is None:
        paper, report = draw_boards(board)
    else:
        paper, tiles = draw_tiles(board, tiling.paper, margin=tiling.margin, overlap=tiling.overlap)
        report = tiles.board
    pdf = paper.content()
    texts = ((f"第{page}块", text) for page, text in report.texts)
    found = (*check_strings(texts, public), *check_pdf(pdf, public, board.title, progress))
    label = f"打印公开栏 {board.width_mm:g}×{board.height_mm:g} 毫米"
    return DrawnBoard(Outgoing(pdf, paper.page_count, found, label, prepared.shown), report)


def exposed_headings(prepared: PreparedBoard) -> list[str]:
    """Return the headings of the panels in which personal data stands: what the privacy gate stops at."""
    return [
        panel.heading
        for column in prepared.board.columns
        for panel in column.panels
        if check_strings([("", text) for text in panel.texts()], prepared.public_phones)
    ]


def _shown(rows: Sequence[RecordRow]) -> tuple[tuple[str, str, str], ...]:
    return tuple(("notice", row.id, row.revision) for row in rows)


def board_of(
    workspace: Workspace,
    rows: Sequence[RecordRow],
    size: tuple[int, int],
    distance: float,
    near: Collection[str] = (),
) -> Board:
    """Return the board that shows these notices, for printing and for a preview, which marks nothing as printed.

    `near` are ids of notices that hang in slots and are read from close by.
    """
    groups: dict[str, list[RecordRow]] = {}
    for row in rows:
        groups.setdefault(find_template(workspace, row.content["template"]).group, []).append(row)
    columns = (
        BoardColumn(group, tuple(notice_panel(filled_of(row), pocket=row.id in near) for row in members))
        for group, members in groups.items()
    )
    return Board(
        width_mm=size[0],
        height_mm=size[1],
        title=f"{workspace.organisation.name}公开栏",
        unit=workspace.organisation.full_name,
        posted=workspace.today(),
        columns=tuple(columns),
        distance_m=distance,
        phone=_supervision_phone(rows),
        mark=UNREVIEWED,
    )


def _supervision_phone(rows: Sequence[RecordRow]) -> str:
    """Return the first supervision phone that a notice on the board gives."""
    for row in rows:
        notice = filled_of(row)
        for text in (notice.supervision_phone, *(paragraph.text for paragraph in notice.paragraphs)):
            found = _PHONE.search(text) or re.fullmatch(r"([0-9][0-9\-]{4,})", text.strip())
            if found:
                return found[1]
    return ""
