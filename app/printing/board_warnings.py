"""What to look at on a printed board, in plain Chinese, with ways out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.printing.board_content import Board, Panel
from app.printing.board_layout import BoardLayout
from app.printing.fonts import describe_missing_by_place
from app.printing.legibility import PrintedPart

_LESS = "少放几行，或者少几列"
_LARGER = "换大一些的板面"
_QR = "改成二维码，全部内容放到网上"
_POCKET = "改成卡槽（近看），站到1米看"
_SPLIT = "分成两块"
_FEWER_COLUMNS = "少分几栏"


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
    missing_characters."""
    if layout.stacked:
        yield BoardWarning(
            "columns_stacked",
            "",
            f"站在{board.distance_m:g}米外看得清的字，一栏里一行放不下8个，各栏改成了一栏一块。",
            (_LARGER, _FEWER_COLUMNS, "把阅读距离改近一些"),
        )
    for panel in layout.wide:
        what, ways = ("表格", ("少几列", _FEWER_COLUMNS, _QR)) if panel.table else ("卡槽", (_FEWER_COLUMNS, _LARGER))
        message = f"“{panel.heading}”的{what}太宽，一栏放不下，另排了一块整宽的。"
        yield BoardWarning("table_across", panel.heading, message, ways, panel.key)
    for panel in layout.as_lines:
        message = f"“{panel.heading}”的表格列太多，整块板也放不下，改成了一行写一户。"
        yield BoardWarning("table_as_lines", panel.heading, message, ("少几列", _LARGER, _QR), panel.key)
    yield from _empty_tables(board)
    for column in board.columns:
        if all(panel.is_empty for panel in column.panels):
            message = f"“{column.title}”一栏还是空的，印出来只有栏目名。"
            yield BoardWarning("column_empty", column.title, message, ("放上内容", _FEWER_COLUMNS))
    yield from _moved(layout)
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
    for panel in (panel for column in board.columns for panel in column.panels):
        if panel.table is not None and not panel.table.all_rows():
            message = f"“{panel.heading}”的表格一行也没有，没有印出来。请先填上名单。"
            yield BoardWarning("table_empty", panel.heading, message, key=panel.key)


def _moved(layout: BoardLayout) -> Iterator[BoardWarning]:
    boards: dict[int, tuple[Panel, list[int]]] = {}
    for number, board in enumerate(layout.boards, start=1):
        for panel in (part.panel for filled in board.filled for part in filled.parts):
            boards.setdefault(id(panel), (panel.panel, []))[1].append(number)
    for panel, numbers in boards.values():
        later = sorted({number for number in numbers if number > 1})
        is_wide = any((panel.key, panel.heading) == (wide.key, wide.heading) for wide in layout.wide)
        if not later or is_wide or layout.stacked:
            continue
        where = "、".join(map(str, later))
        went_on = "接着排到" if numbers[0] == 1 else "排到"
        message = f"“{panel.heading}”第1块放不下，{went_on}了第{where}块。字没有缩小。"
        yield BoardWarning("moved", panel.heading, message, (_LESS, _LARGER, _POCKET, _QR), panel.key)
