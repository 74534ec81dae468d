"""Notice boards (公示栏) at true size in millimetres, as vector PDF, from one sheet of A4 to 5 metres.

No type is set smaller than people can read from where they stand: what does not fit goes onto further boards, and the
report says what moved, where, and what could be done instead.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import UserFacingError
from app.printing.board_content import Board
from app.printing.board_layout import BoardLayout, lay_out
from app.printing.board_panels import PanelDrawing, PanelPart
from app.printing.board_sizing import pocket_least
from app.printing.board_standing import standing, standing_on
from app.printing.board_warnings import BoardWarning, board_warnings
from app.printing.fonts import missing_by_place
from app.printing.legibility import PrintedPart, least_height, printed_part
from app.printing.lengths import LARGEST_BLEED, LONGEST_BOARD, MOST_COLUMNS, SHORTEST_BOARD
from app.printing.paper import MM, PageSize, Paper, TextRun

_SMALLEST = 1.0


@dataclass(frozen=True)
class PartFrame:
    """Where something that has a name among `BoardReport.parts` stands: the board (from 1) and its frame in mm."""

    part: str
    board: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PanelFrame:
    """Where the panel known as `key` stands, or a part of it: the board (from 1) and its frame in mm."""

    key: str
    board: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class ColumnFrame:
    """Where column `number` (from 0) stands on the first board: its head included, in mm."""

    number: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class BoardReport:
    """What was printed: how many boards, how large and how legible each part is and where it stands, what to look at.

    `runs` and `texts` are all that the boards show, for the privacy gate (texts: page and text, broken lines joined);
    what codes hold is no text that shows and among `Paper.outside_texts`. `panels` and `columns` are where things
    stand, for whoever moves them; boards of stacked columns have no `columns`.
    """

    pages: int
    parts: tuple[PrintedPart, ...]
    frames: tuple["PartFrame", ...]
    warnings: tuple[BoardWarning, ...]
    runs: tuple[TextRun, ...]
    texts: tuple[tuple[int, str], ...]
    missing_characters: frozenset[str]
    panels: tuple[PanelFrame, ...] = ()
    columns: tuple[ColumnFrame, ...] = ()


def draw_boards(board: Board) -> tuple[Paper, BoardReport]:
    """Draw one page of its true size for each board that the content takes; nothing is written yet.

    Raises UserFacingError for a board without title, columns or content, and for sizes no PDF or reader can serve.
    """
    layout = checked_layout(board)
    paper = board_paper(board)
    drawing = PanelDrawing(paper)
    for number in range(1, len(layout.boards) + 1):
        if board.bleed_mm:
            _draw_bleeding(drawing, layout, board, number)
        else:
            paper.new_page(PageSize(board.width_mm, board.height_mm))
            draw_board(drawing, layout, number)
    return paper, board_report(layout, paper)


def _draw_bleeding(drawing: PanelDrawing, layout: BoardLayout, board: Board, number: int) -> None:
    """A page larger than the board all around, its grounds drawn on to the edge."""
    paper, bleed = drawing.paper, board.bleed_mm
    paper.new_page(PageSize(board.width_mm + 2 * bleed, board.height_mm + 2 * bleed))
    paper.trim(bleed)
    layout.frame.draw_grounds(paper, bleed)
    with paper.drawing(PageSize(board.width_mm, board.height_mm)) as whole:
        draw_board(drawing, layout, number)
    paper.place(whole, bleed, bleed)


def checked_layout(board: Board) -> BoardLayout:
    """The boards that the content takes. Raises UserFacingError as `draw_boards` says."""
    sides = (board.width_mm, board.height_mm)
    if not all(SHORTEST_BOARD <= side <= LONGEST_BOARD for side in sides):
        raise UserFacingError(
            "board-size",
            f"板面的宽和高都要在{SHORTEST_BOARD}毫米到{LONGEST_BOARD}毫米之间，没有打印。请改成实际的尺寸。",
            f"{board.width_mm!r} × {board.height_mm!r} mm",
        )
    if not 0 <= board.bleed_mm <= LARGEST_BLEED or board.bleed_mm * 2 + max(sides) > LONGEST_BOARD:
        raise UserFacingError(
            "board-bleed",
            f"出血要在0到{LARGEST_BLEED}毫米之间，加上板面一边不超过{LONGEST_BOARD}毫米，没有打印。请改一改。",
        )
    if not board.title.strip():
        raise UserFacingError("board-without-title", "公开栏还没有标题，没有打印。请先写上标题。")
    if not board.columns:
        raise UserFacingError("board-without-columns", "公开栏一栏也没有，没有打印。请至少分一栏。")
    if len(board.columns) > MOST_COLUMNS:
        raise UserFacingError(
            "board-too-many-columns",
            f"公开栏分了{len(board.columns)}栏，太窄了，没有打印。请分成{MOST_COLUMNS}栏以内。",
        )
    board = board.numbered()
    panels = list(board.panels())
    if all(panel.is_empty for panel in panels):
        raise UserFacingError("board-empty", "公开栏上还没有内容，没有打印。请先放上公示或者文字。")
    for panel in panels:
        if panel.character_height_mm is not None and not _SMALLEST <= panel.character_height_mm <= min(sides):
            raise UserFacingError(
                "character-height",
                f"“{panel.name}”的字高设成了{panel.character_height_mm:g}毫米，不能打印。请改一个字高。",
            )
    return lay_out(board)


def board_paper(board: Board) -> Paper:
    """An empty document with the board's metadata."""
    return Paper(board.title, board.unit, board.posted, marks_practice=False)


def draw_board(drawing: PanelDrawing, layout: BoardLayout, number: int) -> None:
    """Draw board `number` (from 1) on the current page or drawing, which has the board's size."""
    frame, board = layout.frame, layout.boards[number - 1]
    frame.draw(drawing.paper, number, len(layout.boards))
    for filled in board.filled:
        frame.draw_column_head(drawing.paper, filled.slot, filled.title)
        if filled.goes_on:
            frame.draw_note(drawing.paper, filled.slot, f"下接{filled.goes_on}")
    for each in standing_on(layout, number):
        drawing.draw(each.part, each.x, each.y, each.height)


def board_report(layout: BoardLayout, paper: Paper) -> BoardReport:
    """What the finished paper shows and what to look at."""
    board = layout.board
    texts = tuple(paper.texts())
    parts = tuple(_parts(board, layout))
    frames = tuple(_frames(layout))
    missing = missing_by_place(_all_texts(board))
    return BoardReport(
        pages=len(layout.boards),
        parts=parts,
        frames=frames,
        warnings=tuple(board_warnings(board, layout, parts, missing)),
        runs=tuple(paper.runs()),
        texts=texts,
        missing_characters=frozenset(missing),
        panels=tuple(_panel_frames(layout)),
        columns=tuple(_column_frames(layout)),
    )


def _parts(board: Board, layout: BoardLayout) -> Iterator[PrintedPart]:
    """Every kind of text on the boards with its size; panels by their headings."""
    frame = layout.frame
    least, near = least_height(board.distance_m, elder=board.elder), pocket_least(board)
    styles = {"大标题": frame.title_style, "单位": frame.unit_style, "栏目名": frame.column_style}
    if board.phone:
        styles["监督电话"] = frame.phone_style
    styles["日期"] = frame.small_style
    for name, style in styles.items():
        yield printed_part(name, style.size, least, elder=board.elder)
    seen: set[tuple[str, float]] = set()
    for part in (each.part for each in standing(layout)):
        for name in _names(part):
            size = part.panel.size.em
            if (name, size) not in seen:
                seen.add((name, size))
                asked = near if part.panel.panel.pocket else least
                yield printed_part(name, size * MM, asked, elder=board.elder, key=part.panel.panel.key)


def _frames(layout: BoardLayout) -> Iterator[PartFrame]:
    """Where the texts of panels stand; a panel that goes on has several frames."""
    for each in standing(layout):
        for name in _names(each.part):
            yield PartFrame(name, each.board, each.x, each.y, each.width, each.height)


def _panel_frames(layout: BoardLayout) -> Iterator[PanelFrame]:
    for each in standing(layout):
        yield PanelFrame(each.part.panel.panel.key, each.board, each.x, each.y, each.width, each.height)


def _column_frames(layout: BoardLayout) -> Iterator[ColumnFrame]:
    if layout.stacked:
        return
    for number, filled in zip(layout.columns, layout.boards[0].filled, strict=False):
        slot = filled.slot
        yield ColumnFrame(number, slot.x, slot.head_top, slot.width, slot.top + slot.height - slot.head_top)


def _names(part: PanelPart) -> list[str]:
    """What the texts of a panel are called in the report."""
    return [f"{part.panel.panel.name} · {kind}" for kind in part.kinds()]


def _all_texts(board: Board) -> Iterator[tuple[str, str]]:
    """Every text of the board with the name of its place."""
    for text in (board.title, board.unit, board.phone, board.footer, board.qr_label, board.mark):
        yield "公开栏的抬头和底栏", text
    for column in board.columns:
        yield f"“{column.title}”一栏", column.title
        for panel in column.panels:
            yield f"“{panel.name}”", "\n".join(panel.texts())
