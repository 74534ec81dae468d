"""A notice board made of kept notices: at true size or in tiles for an office printer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.checks.privacy_gate import check_pdf, check_strings, require_clean
from app.drafting.operations import operation
from app.errors import UsageError, UserFacingError
from app.notices.keeping import filled_of, find_template, kept_notices
from app.printing.board import BoardReport, BoardWarning, print_board
from app.printing.board_content import Board, BoardColumn, notice_panel
from app.printing.tiles import print_tiles
from app.products.notice import UNREVIEWED
from app.workspace import Workspace
from db.filesystem import written_whole
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
        raise UserFacingError("nothing-to-print", "还没有公示可以放上公开栏。请先用 notice new 新建公示。")
    board = board_of(workspace, rows, size, distance)
    with written_whole(path, force=force) as part:
        if tiling is None:
            report = print_board(board, part)
            pages = report.pages
        else:
            tiles = print_tiles(board, part, tiling.paper, margin=tiling.margin, overlap=tiling.overlap)
            report, pages = tiles.board, tiles.pages
        _require_clean(workspace, report, part, path.name)
    with operation(workspace, "print", f"打印公开栏 {size[0]}×{size[1]} 毫米") as act:
        act.release("paper", (("notice", row.id, row.revision) for row in rows))
    return PrintedBoard(pages, report.warnings)


def _require_clean(workspace: Workspace, report: BoardReport, part: Path, name: str) -> None:
    """Check the whole board and the finished file: on tiles a number may be cut over two sheets."""
    public = workspace.organisation.public_phones
    texts = ((f"第{page}块", text) for page, text in report.texts)
    require_clean((*check_strings(texts, public), *check_pdf(part, public, name)), name)


def board_of(workspace: Workspace, rows: Sequence[RecordRow], size: tuple[int, int], distance: float) -> Board:
    """Return the board that shows these notices, for printing and for a preview, which marks nothing as printed."""
    groups: dict[str, list[RecordRow]] = {}
    for row in rows:
        groups.setdefault(find_template(workspace, row.content["template"]).group, []).append(row)
    columns = (
        BoardColumn(group, tuple(notice_panel(filled_of(row)) for row in members)) for group, members in groups.items()
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
