"""What to look at on a printed board, in plain Chinese, with ways out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.printing.board_content import Board, Panel
from app.printing.board_layout import BoardLayout
from app.printing.board_standing import Standing, standing, standing_on
from app.printing.fonts import describe_missing_by_place
from app.printing.legibility import PrintedPart

_LESS = "少放几行，或者少几列"
_LARGER = "换大一些的板面"
_QR = "改成二维码，全部内容放到网上"
_POCKET = "改成卡槽（近看），站到1米看"
_SPLIT = "分成两块"
_FEWER_COLUMNS = "少分几栏"
_MOVE, _AUTOMATIC = "挪一挪", "改回自动排"
#: In mm: what stands on each other by less only touches.
_PLAY = 0.5

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class BoardWarning:
    """Something to look at: `code` for programs, the `part` it concerns, a Chinese sentence, and ways out of it.

    `key` is that of the panel, where it concerns one.
    """

    code: str
    part: str
    message: str
    ways_out: tuple[str, ...] = ()
    key: str = ""


def board_warnings(
    board: Board, layout: BoardLayout, parts: Sequence[PrintedPart], missing: Mapping[str, Sequence[str]]
) -> Iterator[BoardWarning]:
    """Codes: columns_stacked, table_across, table_as_lines, table_empty, column_empty, moved, too_small, no_phone,
    missing_characters, and those of placed panels (`placing_warnings`)."""
    if layout.stacked:
        yield BoardWarning(
            "columns_stacked",
            "",
            f"站在{board.distance_m:g}米外看得清的字，一栏里一行放不下8个，各栏改成了一栏一块。",
            (_LARGER, _FEWER_COLUMNS, "把阅读距离改近一些"),
        )
    for panel in layout.wide:
        what, ways = ("表格", ("少几列", _FEWER_COLUMNS, _QR)) if panel.table else ("卡槽", (_FEWER_COLUMNS, _LARGER))
        message = f"“{panel.name}”的{what}太宽，一栏放不下，另排了一块整宽的。"
        yield BoardWarning("table_across", panel.name, message, ways, panel.key)
    for panel in layout.as_lines:
        message = f"“{panel.name}”的表格列太多，整块板也放不下，改成了一行写一户。"
        yield BoardWarning("table_as_lines", panel.name, message, ("少几列", _LARGER, _QR), panel.key)
    yield from _empty_tables(board)
    for column in (board.columns[number] for number in layout.columns):
        if all(panel.is_empty for panel in column.panels):
            message = f"“{column.title}”一栏还是空的，印出来只有栏目名。"
            yield BoardWarning("column_empty", column.title, message, ("放上内容", _FEWER_COLUMNS))
    yield from _moved(layout)
    yield from placing_warnings(layout)
    for part in parts:
        if not part.legible:
            message = (
                f"“{part.name}”字高{part.height:.1f}毫米，站在{board.distance_m:g}米外看要{part.least:g}毫米，"
                f"现在只能站到{part.readable_to:g}米看清。"
            )
            yield BoardWarning("too_small", part.name, message, (_SPLIT, "少几列", _QR), part.key)
    if not board.phone.strip():
        yield BoardWarning("no_phone", "监督电话", "公开栏上没有监督电话。请填上监督电话再打印。")
    for message in describe_missing_by_place(missing):
        yield BoardWarning("missing_characters", "", message)


def _empty_tables(board: Board) -> Iterator[BoardWarning]:
    for panel in board.panels():
        if panel.table is not None and not panel.table.all_rows():
            message = f"“{panel.name}”的表格一行也没有，没有印出来。请先填上名单。"
            yield BoardWarning("table_empty", panel.name, message, key=panel.key)


def _moved(layout: BoardLayout) -> Iterator[BoardWarning]:
    boards: dict[int, tuple[Panel, list[int]]] = {}
    for each in standing(layout):
        panel = each.part.panel.panel
        boards.setdefault(id(panel), (panel, []))[1].append(each.board)
    for panel, numbers in boards.values():
        later = sorted({number for number in numbers if number > 1})
        is_wide = any((panel.key, panel.heading) == (wide.key, wide.heading) for wide in layout.wide)
        if not later or is_wide or layout.stacked:
            continue
        where = "、".join(map(str, later))
        went_on = "接着排到" if numbers[0] == 1 else "排到"
        message = f"“{panel.name}”第1块放不下，{went_on}了第{where}块。字没有缩小。"
        yield BoardWarning("moved", panel.name, message, (_LESS, _LARGER, _POCKET, _QR), panel.key)


def placing_warnings(layout: BoardLayout) -> Iterator[BoardWarning]:
    """Codes: place_grown (legible type takes more room than was given), place_over_edge, place_over_frame (head, foot
    or the head of a column), place_overlap."""
    for placed in layout.placed:
        panel = placed.part.panel.panel
        if placed.has_grown:
            message = (
                f"“{panel.name}”在定好的{panel.place.width:g}×{panel.place.height:g}毫米里放不下看得清的字，"
                f"排成了{placed.width:.0f}×{placed.height:.0f}毫米。字没有缩小。"
            )
            yield BoardWarning("place_grown", panel.name, message, ("放宽或者放高一些", _LESS, _AUTOMATIC), panel.key)
    there = list(standing_on(layout, 1))
    for number, each in enumerate(there):
        if each.is_placed:
            yield from _at_the_edges(layout, each)
            yield from (_overlap(each, other) for other in there[:number] if _meet(each, _box(other)))


def _at_the_edges(layout: BoardLayout, each: Standing) -> Iterator[BoardWarning]:
    """Where a placed panel stands beyond the board, or on what belongs to all of it."""
    board, frame, panel = layout.board, layout.frame, each.part.panel.panel
    beyond = (
        ("左边", -each.x),
        ("上边", -each.y),
        ("右边", each.x + each.width - board.width_mm),
        ("下边", each.y + each.height - board.height_mm),
    )
    over = "、".join(f"{side}{by:.0f}毫米" for side, by in beyond if by > _PLAY)
    if over:
        message = f"“{panel.name}”伸到了板面外：{over}，伸出去的印不出来。"
        yield BoardWarning("place_over_edge", panel.name, message, (_MOVE, _AUTOMATIC), panel.key)
    taken = [("抬头", (0.0, 0.0, board.width_mm, frame.head_height))]
    taken.append(("底栏", (0.0, board.height_mm - frame.foot_height, board.width_mm, frame.foot_height)))
    for filled in layout.boards[0].filled:
        slot = filled.slot
        taken.append((f"栏目名“{filled.title}”", (slot.x, slot.head_top, slot.width, slot.head_height)))
    on = "、".join(name for name, box in taken if _meet(each, box))
    if on:
        yield BoardWarning(
            "place_over_frame", panel.name, f"“{panel.name}”压住了{on}。", (_MOVE, _AUTOMATIC), panel.key
        )


def _overlap(each: Standing, other: Standing) -> BoardWarning:
    panel, below = each.part.panel.panel, other.part.panel.panel
    message = f"“{panel.name}”压住了“{below.name}”。"
    return BoardWarning("place_overlap", panel.name, message, (_MOVE, _AUTOMATIC), panel.key)


def _box(each: Standing) -> Box:
    return each.x, each.y, each.width, each.height


def _meet(each: Standing, box: Box) -> bool:
    """Whether they stand on each other by more than a hair's breadth."""
    x, y, width, height = box
    across = min(each.x + each.width, x + width) - max(each.x, x)
    down = min(each.y + each.height, y + height) - max(each.y, y)
    return across > _PLAY and down > _PLAY
