"""A board cut into sheets that an office printer can print, and how to put them together again.

The board is cut into equal cells. Each sheet shows one cell and a strip of half the overlap around it, so that nothing
white shows where two sheets meet a little askew. The left and upper strips are cut off along the corner marks, the
others are glued under the neighbours. Every sheet shows the same vector drawing through its own window.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from app.errors import UserFacingError
from app.printing.board import BoardReport, board_paper, board_report, checked_layout, draw_board
from app.printing.board_content import Board
from app.printing.board_panels import PanelDrawing
from app.printing.fonts import TypefaceName
from app.printing.lengths import LARGEST_MARGIN, LARGEST_OVERLAP, SMALLEST_OVERLAP
from app.printing.paper import MM, WHITE, Drawing, PageSize, Paper, page_size
from app.printing.text import break_lines, text_style

_MARK_GAP = 0.5  # mm between a corner mark and the cell, which stays clean, and between it and the margin
_MARK, _MARK_HALO = 0.2, 0.9
_LABEL_PART = 0.62  # of the strip that a label takes
_LARGEST_LABEL = 9.0

_EDGE = 15.0
_SQUARE = 100.0
_TITLE: tuple[TypefaceName, float] = ("sans-bold", 18.0)
_TEXT: tuple[TypefaceName, float] = ("sans", 11.0)
_LONGEST_NAME = 30
_CELL_LABEL = 0.16  # of the smaller side of a cell in the overview
_HOW_TO = (
    "1. 打印时选“实际大小”或者“100%”，不要选“适合纸张”“缩放”。",
    "2. 先打这一张，用尺子量下面的方框：每边应当正好100毫米。不是的话，先改打印设置，别打其余的。",
    "3. 沿四角的裁切线裁去每张的左边和上边；右边和下边留着抹胶，最右一列、最下一行的也裁去。",
    "4. 照上面的图，从第1行第1列开始，从左到右、从上到下，后一张压住前一张的边，对齐粘好。",
)


@dataclass(frozen=True)
class TileGrid:
    """How a board is cut: sheets across and down, the cell of each in mm, the sheet and the strip around the cell."""

    columns: int
    rows: int
    cell: PageSize
    sheet: PageSize
    strip: float

    @property
    def sheets(self) -> int:
        return self.columns * self.rows

    def window(self) -> tuple[float, float, float, float]:
        """Where on its sheet a cell with its strip is shown: x, y, width, height in mm."""
        width, height = self.cell.width + 2 * self.strip, self.cell.height + 2 * self.strip
        return (self.sheet.width - width) / 2, (self.sheet.height - height) / 2, width, height


@dataclass(frozen=True)
class TilesReport:
    """What was printed: the grid, how many pages (an overview before the sheets of each board), and the board itself;
    runs of the board are on page -1 there, those of the next board on -2."""

    grid: TileGrid
    pages: int
    board: BoardReport


def draw_tiles(
    board: Board, sheet: Literal["A4", "A3"] = "A4", *, margin: float = 5.0, overlap: float = 10.0
) -> tuple[Paper, TilesReport]:
    """Draw the board on A4 or A3 sheets, each with an unprinted `margin` (mm), neighbours with an `overlap`.

    Nothing is written yet. Raises UserFacingError like `draw_boards`, and for a sheet, margin or overlap that does
    not do.
    """
    grid = tile_grid(board.width_mm, board.height_mm, sheet, margin=margin, overlap=overlap)
    layout = checked_layout(board)
    paper = board_paper(board)
    drawing = PanelDrawing(paper)
    boards = len(layout.boards)
    for number in range(1, boards + 1):
        prefix = f"第{number}块　" if boards > 1 else ""
        paper.new_page(page_size(sheet))
        with paper.drawing(PageSize(board.width_mm, board.height_mm)) as whole:
            draw_board(drawing, layout, number)
        _draw_overview(paper, board, whole, grid, f"{prefix}拼装图", page_size(sheet), sheet)
        paper.bookmark(f"{prefix}拼装图", f"board{number}")
        for row, column in product(range(grid.rows), range(grid.columns)):
            paper.new_page(grid.sheet)
            _draw_tile(paper, whole, grid, row, column, f"{prefix}第{row + 1}行　第{column + 1}列")
    return paper, TilesReport(grid, paper.page_count, board_report(layout, paper))


def tile_grid(width: float, height: float, sheet: str, *, margin: float = 5.0, overlap: float = 10.0) -> TileGrid:
    """The fewest sheets that cover `width` × `height` mm, all upright or all on their side.

    Raises UserFacingError for a sheet that is not A4 or A3, and a margin or overlap out of range.
    """
    if sheet not in ("A4", "A3"):
        raise UserFacingError("tile-sheet", f"分块只能打在A4或者A3纸上，没有打印。“{sheet}”请改成A4或者A3。")
    if not (0 <= margin <= LARGEST_MARGIN and SMALLEST_OVERLAP <= overlap <= LARGEST_OVERLAP):
        raise UserFacingError(
            "tile-margins",
            f"页边距要在0到{LARGEST_MARGIN:g}毫米之间，重叠要在{SMALLEST_OVERLAP:g}到{LARGEST_OVERLAP:g}毫米之间，"
            "没有打印。请改一改再打印。",
            f"margin {margin!r} mm, overlap {overlap!r} mm",
        )
    grids = (
        _grid(width, height, page_size(sheet, landscape=landscape), margin, overlap) for landscape in (False, True)
    )
    return min(grids, key=lambda grid: grid.sheets)


def _grid(width: float, height: float, sheet: PageSize, margin: float, overlap: float) -> TileGrid:
    largest = PageSize(sheet.width - 2 * margin - overlap, sheet.height - 2 * margin - overlap)
    columns, rows = math.ceil(width / largest.width), math.ceil(height / largest.height)
    return TileGrid(columns, rows, PageSize(width / columns, height / rows), sheet, overlap / 2)


def _draw_tile(paper: Paper, whole: Drawing, grid: TileGrid, row: int, column: int, label: str) -> None:
    window = grid.window()
    x, y, width, height = window
    left, top = x + grid.strip, y + grid.strip
    paper.place(whole, left - column * grid.cell.width, top - row * grid.cell.height, clip=window)
    marks = list(_corner_marks(left, top, grid))
    paper.rules(marks, width=_MARK_HALO, colour=WHITE)
    paper.rules(marks, width=_MARK)
    size = min(_LARGEST_LABEL, _LABEL_PART * grid.strip * MM)
    style = text_style("sans", size, grid.strip * 0.9 * MM)
    room = style.typeface.width(style.typeface.printable(label), size) / MM + grid.strip
    label_left, label_top = x + (width - room) / 2, y + height - grid.strip * 0.95
    paper.rectangle(label_left, label_top, room, grid.strip * 0.9, line=None, fill=WHITE)
    paper.text(label_left, label_top, label, style, width=room, align="center")


def _corner_marks(left: float, top: float, grid: TileGrid) -> Iterator[tuple[float, float, float, float]]:
    """At each corner of the cell two lines in the strip, in line with its sides."""
    right, bottom = left + grid.cell.width, top + grid.cell.height
    for x, outwards in ((left, -1), (right, 1)):
        for y, downwards in ((top, -1), (bottom, 1)):
            yield x + outwards * _MARK_GAP, y, x + outwards * (grid.strip - _MARK_GAP), y
            yield x, y + downwards * _MARK_GAP, x, y + downwards * (grid.strip - _MARK_GAP)


def _draw_overview(
    paper: Paper, board: Board, whole: Drawing, grid: TileGrid, title: str, size: PageSize, sheet: str
) -> None:
    """The whole board small with its cells numbered, what to do, and a square to measure."""
    room = size.width - 2 * _EDGE
    y = _EDGE
    heading = text_style(*_TITLE)
    paper.text(_EDGE, y, title, heading)
    y += heading.leading / MM + 1
    text = text_style(*_TEXT)
    facts = (
        f"{_short(board.title)}：{board.width_mm:g}×{board.height_mm:g}毫米，{sheet}纸{grid.sheets}张"
        f"（{grid.rows}行、{grid.columns}列），拼接处重叠{2 * grid.strip:g}毫米。"
    )
    how_to = [line for part in (facts, *_HOW_TO) for line in break_lines(part, text, room * MM)]
    text_height = len(how_to) * text.leading / MM
    square_top = size.height - _EDGE - _SQUARE
    picture_height = square_top - text_height - y - 8
    scale = min(room / board.width_mm, picture_height / board.height_mm)
    picture_left = (size.width - board.width_mm * scale) / 2
    paper.place(whole, picture_left, y, scale=scale)
    _draw_cells(paper, grid, picture_left, y, scale)
    paper.block(_EDGE, square_top - text_height - 4, room, how_to, text)
    draw_check_square(paper, _EDGE, square_top)


def _short(title: str) -> str:
    """The title as a name of the board: a long one would leave no room for the picture."""
    return title if len(title) <= _LONGEST_NAME else f"{title[:_LONGEST_NAME]}…"


def _draw_cells(paper: Paper, grid: TileGrid, left: float, top: float, scale: float) -> None:
    width, height = grid.cell.width * scale, grid.cell.height * scale
    right, bottom = left + grid.columns * width, top + grid.rows * height
    lines = [(left + column * width, top, left + column * width, bottom) for column in range(grid.columns + 1)]
    lines += [(left, top + row * height, right, top + row * height) for row in range(grid.rows + 1)]
    paper.rules(lines, width=0.8, colour=WHITE)
    paper.rules(lines, width=0.25)
    points = _CELL_LABEL * min(width, height) * MM
    style = text_style("sans-bold", points, points * 1.3)
    for row, column in product(range(grid.rows), range(grid.columns)):
        label = f"{row + 1}-{column + 1}"
        box = style.typeface.width(style.typeface.printable(label), points) / MM + points / MM
        x, y = left + (column + 0.5) * width - box / 2, top + (row + 0.5) * height - 0.65 * points / MM
        paper.rectangle(x, y, box, 1.3 * points / MM, line=0.1, fill=WHITE)
        paper.text(x, y, label, style, width=box, align="center")


def draw_check_square(paper: Paper, left: float, top: float) -> None:
    """Draw the square by which a printer is measured: 100 mm, with a tick every 10 mm."""
    paper.rectangle(left, top, _SQUARE, _SQUARE, line=0.25)
    ticks = [(left + step, top + _SQUARE - 3, left + step, top + _SQUARE) for step in range(10, 100, 10)]
    ticks += [(left, top + step, left + 3, top + step) for step in range(10, 100, 10)]
    paper.rules(ticks, width=0.25)
    style = text_style(*_TEXT)
    middle = top + _SQUARE / 2 - style.leading / MM
    paper.text(left, middle, "检验方框", style, width=_SQUARE, align="center")
    paper.text(left, middle + style.leading / MM, "每边100毫米", style, width=_SQUARE, align="center")
