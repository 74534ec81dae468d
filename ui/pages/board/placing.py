"""Where a part goes that is dragged by the millimetre, or by its edges: to the edges of others, else to the grid."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.boards.keeping import SMALLEST_PLACE
from app.boards.stored_board import Place, StoredBoard
from app.printing.board import BoardReport, PanelFrame

#: Lines of the grid, in mm.
GRID = 5.0
MOVE = "move"


@dataclass(frozen=True)
class Snaps:
    """Lines that edges are drawn to, across and down; all lengths in mm. `reach` is how near an edge must come."""

    across: tuple[float, ...]
    down: tuple[float, ...]
    reach: float


def snaps(board: StoredBoard, report: BoardReport, part: str, reach: float) -> Snaps:
    """The edges of the board, and of everything else that stands on its first page."""
    others = [*report.columns, *(frame for frame in report.panels if frame.board == 1 and frame.key != part)]
    across = {0.0, float(board.width), *(x for each in others for x in (each.x, each.x + each.width))}
    down = {0.0, float(board.height), *(y for each in others for y in (each.y, each.y + each.height))}
    return Snaps(tuple(sorted(across)), tuple(sorted(down)), reach)


def grip_at(x: float, y: float, width: float, height: float, reach: float) -> str:
    """What is held of a frame at a place in it: MOVE, or the edges ("left", "right bottom"), within `reach` of them."""
    edges = []
    if min(x, width - x) <= reach:
        edges.append("left" if x < width - x else "right")
    if min(y, height - y) <= reach:
        edges.append("top" if y < height - y else "bottom")
    return " ".join(edges) or MOVE


def dragged(place: Place, grip: str, across: float, down: float, lines: Snaps) -> Place:
    """The place after what is held of it went so far, in whole millimetres."""
    left, right = _drawn(place.x, place.width, grip, ("left", "right"), across, lines.across, lines.reach)
    top, bottom = _drawn(place.y, place.height, grip, ("top", "bottom"), down, lines.down, lines.reach)
    return Place(left, top, right - left, bottom - top)


def _drawn(
    start: float, length: float, grip: str, edges: tuple[str, str], by: float, lines: Sequence[float], reach: float
) -> tuple[float, float]:
    """Where the part begins and ends in one direction."""
    end = start + length
    if grip == MOVE:
        start = max(0.0, _moved(start + by, length, lines, reach))
        return start, start + length
    if edges[0] in grip.split():
        start = max(0.0, min(_snapped(start + by, lines, reach), end - SMALLEST_PLACE))
    elif edges[1] in grip.split():
        end = max(_snapped(end + by, lines, reach), start + SMALLEST_PLACE)
    return start, end


def _moved(start: float, length: float, lines: Sequence[float], reach: float) -> float:
    """Where a part begins that is moved: with the edge that is nearer to one on a line, else on the grid."""
    near = ((line - edge) for edge in (start, start + length) for line in lines if abs(line - edge) <= reach)
    offset = min(near, key=abs, default=None)
    return _on_grid(start) if offset is None else round(start + offset, 1)


def _snapped(edge: float, lines: Sequence[float], reach: float) -> float:
    line = min(lines, key=lambda each: abs(each - edge))
    return round(line, 1) if abs(line - edge) <= reach else _on_grid(edge)


def _on_grid(length: float) -> float:
    return round(length / GRID) * GRID


def frame_place(frames: Sequence[PanelFrame]) -> Place | None:
    """The place of a part that now stands in these frames: the first of them, in whole millimetres."""
    first = next((frame for frame in frames if frame.board == 1), None)
    if first is None:
        return None
    x, y = float(round(first.x)), float(round(first.y))
    return Place(x, y, float(max(SMALLEST_PLACE, round(first.width))), float(max(SMALLEST_PLACE, round(first.height))))
