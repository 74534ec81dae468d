"""A notice board: at true size or in tiles for an office printer, kept or made of notices for once."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from msgspec import structs

from app.boards.contents import hung_notices, notice_sources, proposed_board, shown_subjects, sources_of
from app.boards.keeping import KIND as BOARD
from app.boards.keeping import KeptBoard
from app.boards.panels import board_panels
from app.boards.stored_board import StoredBoard
from app.checks.digit_groups import CELL_BORDER
from app.checks.privacy_gate import Findings, check_drawn, check_strings
from app.errors import UsageError, UserFacingError
from app.notices.keeping import filled_of
from app.practice import paper_mark
from app.printing.board import BoardReport, BoardWarning, draw_boards
from app.printing.board_content import Board, BoardColumn, Panel
from app.printing.tiles import draw_tiles
from app.products.notice import UNREVIEWED
from app.products.outgoing import Outgoing, pages_told, save_outgoing
from app.registers.signatures import unsigned
from app.workspace import Workspace
from db.repositories.records import RecordRow

_SIZE = re.compile(r"(\d{2,5})\s*[x×X*]\s*(\d{2,5})")
_PHONE = re.compile(r"监督电话[：:]\s*([0-9][0-9\-]{4,})")


@dataclass(frozen=True)
class Tiling:
    """How a board is cut for a printer: paper A4 or A3, its unprintable margin and the overlap, both mm."""

    paper: Literal["A4", "A3"]
    margin: float = 5.0
    overlap: float = 10.0


@dataclass(frozen=True)
class PreparedBoard:
    """All that drawing needs: the board, (kind, id, revision) of what it shows, office phones that may show."""

    board: Board
    shown: tuple[tuple[str, str, str], ...]
    public_phones: Collection[str]

    def trimmed(self) -> "PreparedBoard":
        """The same without bleed: as it will hang."""
        return replace(self, board=replace(self.board, bleed_mm=0.0))


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
    """Print a board that shows the notices, in columns by the groups of their templates, without keeping it.

    Without notices named all kept ones are shown. The finished PDF passes the privacy gate before it gets its name.
    """
    wanted = [row.id for row in notices]
    sources = {source.id: source for source in notice_sources(workspace)}
    if not sources:
        raise UserFacingError("nothing-to-print", "还没有公示可以放上公开栏。请先新建一份公示。")
    board = proposed_board(workspace, [sources[id] for id in wanted or sources], size)
    board = structs.replace(board, distance=distance)
    return print_prepared(workspace, prepare_board(workspace, board), path, tiling=tiling, force=force)


def print_kept_board(
    workspace: Workspace, kept: KeptBoard, path: Path, *, tiling: Tiling | None = None, force: bool = False
) -> PrintedBoard:
    """Print a kept board as it stands. The finished PDF passes the privacy gate before it gets its name."""
    return print_prepared(workspace, prepare_board(workspace, kept.board, kept), path, tiling=tiling, force=force)


def print_prepared(
    workspace: Workspace, prepared: PreparedBoard, path: Path, *, tiling: Tiling | None, force: bool
) -> PrintedBoard:
    """Draw a board, write it and remember that it left the house."""
    drawn = draw_prepared_board(prepared, tiling)
    save_outgoing(workspace, drawn.outgoing, path, force=force)
    return PrintedBoard(drawn.outgoing.pages, drawn.report.warnings)


def prepare_board(workspace: Workspace, stored: StoredBoard, kept: KeptBoard | None = None) -> PreparedBoard:
    """Read what a board is drawn from; `kept` is where it stands in the store. Nothing is marked as printed.

    Notices and entries that are gone meanwhile are left out.
    """
    shown = tuple(shown_subjects(sources_of(workspace, stored).values()))
    if kept is not None:
        shown = (*shown, (BOARD, kept.id, kept.revision))
    return PreparedBoard(_board_of(workspace, stored), shown, workspace.organisation.public_phones)


def draw_prepared_board(
    prepared: PreparedBoard,
    tiling: Tiling | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> DrawnBoard:
    """Draw a board, or its tiles, and look for personal data in it. Needs no store and may run on another thread.

    On tiles a number may be cut over two sheets: the board is looked through as a whole.
    `progress(done, total)` counts sheets looked through and may raise to end the work.
    """
    board, public = prepared.board, prepared.public_phones
    if tiling is None:
        paper, report = draw_boards(board)
    else:
        paper, tiles = draw_tiles(prepared.trimmed().board, tiling.paper, margin=tiling.margin, overlap=tiling.overlap)
        report = tiles.board
    pdf = paper.content()
    done = pages_told(progress, paper.page_count)
    found = _placed(check_drawn(report.runs, report.texts, paper.outside_texts(), public, done), board, public)
    label = f"打印公开栏 {board.width_mm:g}×{board.height_mm:g} 毫米"
    return DrawnBoard(Outgoing(pdf, paper.page_count, found, label, prepared.shown), report)


def _placed(found: Findings, board: Board, public: Collection[str]) -> Findings:
    """The findings with the part and the row they stand in instead of the page, where a part shows the same."""
    if not found:
        return found
    texts = (placed for panel in board.numbered().panels() for placed in _texts_with_places(panel, public))
    shown = {(each.kind, each.masked) for each in found}
    in_parts = [each for each in check_strings(texts, public) if (each.kind, each.masked) in shown]
    placed = {(each.kind, each.masked) for each in in_parts}
    return (*in_parts, *(each for each in found if (each.kind, each.masked) not in placed))


def _texts_with_places(panel: Panel, public: Collection[str]) -> Iterator[tuple[str, str]]:
    """Every text of a panel and its place: “收支公布表”的表格从上数第3行. A heading with a number is not said."""
    is_bare = bool(check_strings([("", panel.name)], public))
    name = f"“{(replace(panel, heading='') if is_bare else panel).name}”"
    yield f"{name}的标题", panel.heading
    for number, paragraph in enumerate((*panel.paragraphs, *panel.closing), start=1):
        yield f"{name}的第{number}段", paragraph
    for text in (text for code in panel.codes for text in (code.data, code.label)):
        yield f"{name}的二维码", text
    if panel.table is not None:
        yield f"{name}的表头", CELL_BORDER.join((panel.table.caption, *(column.head for column in panel.table.columns)))
        for number, row in enumerate(panel.table.all_rows(), start=1):
            yield f"{name}的表格从上数第{number}行", CELL_BORDER.join(row)


def exposed_parts(prepared: PreparedBoard) -> list[str]:
    """Return the ids of the parts in which personal data stands: what the privacy gate stops at."""
    return [
        panel.key
        for column in prepared.board.columns
        for panel in column.panels
        if check_strings(
            [("", text) for text in (*panel.texts(), *(code.data for code in panel.codes))], prepared.public_phones
        )
    ]


def _board_of(workspace: Workspace, stored: StoredBoard) -> Board:
    columns = tuple(BoardColumn(title, panels) for title, panels in board_panels(workspace, stored))
    return Board(
        width_mm=stored.width,
        height_mm=stored.height,
        title=stored.title,
        unit=workspace.organisation.full_name,
        posted=stored.posted.on if stored.posted else workspace.today(),
        columns=columns,
        distance_m=stored.distance,
        elder=stored.elder,
        phone=stored.phone or _supervision_phone(workspace, stored),
        footer=stored.footer,
        qr=stored.code,
        qr_label=stored.code_label,
        mark=paper_mark()
        + (UNREVIEWED if unsigned(workspace, shown_subjects(sources_of(workspace, stored).values())) else ""),
        bleed_mm=stored.bleed,
    )


def _supervision_phone(workspace: Workspace, stored: StoredBoard) -> str:
    """Return the first supervision phone that a notice on the board gives."""
    for row in hung_notices(workspace, stored):
        notice = filled_of(row)
        for text in (notice.supervision_phone, *(paragraph.text for paragraph in notice.paragraphs)):
            found = _PHONE.search(text) or re.fullmatch(r"([0-9][0-9\-]{4,})", text.strip())
            if found:
                return found[1]
    return ""
