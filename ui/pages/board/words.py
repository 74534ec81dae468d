"""What the board page says: sizes, sheets, legibility, rows of what hangs on the board and what could."""

from collections.abc import Collection, Mapping, Sequence

from app.boards.contents import Source
from app.boards.keeping import KeptBoard
from app.boards.stored_board import PART_WORDS, BoardPart, StoredBoard
from app.printing.legibility import PrintedPart, least_height, type_size
from app.printing.tiles import TileGrid, tile_grid
from app.tables.rows import written_date
from ui.pages.board.reading import BoardState
from ui.widgets.rows import Mark, Row

NEW_BOARD = "新的一块"
DISTANCES = (1, 1.5, 2, 3, 4, 5, 10)
_ICONS = {"notice": "megaphone", "entry": "list-checks", "text": "type", "code": "qr-code", "slot": "file-text"}
_PLACED = Mark("move", "按毫米摆放", "accent-ink")
_NEAR = Mark("eye", "近看", "accent-ink")
_CODED = Mark("qr-code", "名单在二维码里", "accent-ink")
_STALE = Mark("triangle-alert", "该换了", "warn")


def size_words(size: tuple[int, int]) -> str:
    """1200 × 800 毫米"""
    return f"{size[0]} × {size[1]} 毫米"


def board_words(state: BoardState) -> list[str]:
    """What the kept boards are called, those out of date marked."""
    return [_board_name(kept, kept.id in state.stale) for kept in state.boards]


def _board_name(kept: KeptBoard, is_stale: bool) -> str:
    posted = kept.board.posted
    when = "该换了" if is_stale else f"{posted.on.month}月{posted.on.day}日贴" if posted else "还没贴"
    return f"{kept.board.title}（{when}）"


def grid_of(board: StoredBoard) -> TileGrid:
    """How the board is cut. Raises UserFacingError for margins that do not do."""
    return tile_grid(board.width, board.height, board.sheet, margin=board.margin, overlap=board.overlap)


def sheets_words(board: StoredBoard, boards: int) -> tuple[str, str, str]:
    """What the board takes on paper, in three parts of which the middle one is bold."""
    grid = grid_of(board)
    several = f"，共 {boards} 块" if boards > 1 else ""
    turned = "横放" if grid.sheet.width > grid.sheet.height else "竖放"
    rest = f"，{turned}，拼接处重叠 {board.overlap:g} 毫米，另有 {boards} 张拼装图"
    return f"{size_words(board.size)}{several}，打到 {board.sheet} 共 ", f"{grid.sheets * boards} 张", rest


def least_words(board: StoredBoard) -> tuple[str, str, str]:
    """How high letters must be, in three parts of which the middle one is bold."""
    least = least_height(board.distance, elder=board.elder)
    return f"站 {board.distance:g} 米看，字高至少 ", f"{least:g} 毫米", f"（约 {type_size(least):.0f} 磅）"


def part_words(part: PrintedPart) -> str:
    """From where a part can be read."""
    if part.legible:
        return f"{part.readable_to:g} 米外可读"
    return f"只能站到 {part.readable_to:g} 米看清，差 {part.least - part.height:.1f} 毫米"


def failing_first(parts: Sequence[PrintedPart]) -> list[PrintedPart]:
    """Parts in the order in which they need somebody: the least legible in front."""
    return sorted(parts, key=lambda part: part.height / part.least)


def posted_words(board: StoredBoard) -> str:
    """When the board was put up."""
    return f"{written_date(board.posted.on)}贴出" if board.posted else "还没有贴出去"


def hung_rows(board: StoredBoard, sources: Mapping[str, Source], stale: Collection[str], unit: str) -> list[Row]:
    """What hangs on the board, column after column; `stale` are the parts that want to be looked at."""
    rows: list[Row] = []
    for number, column in enumerate(board.columns, start=1):
        rows.append(Row(f"column:{number}", f"第{number}栏　{column.title}", heading=True))
        rows += [_part_row(part, sources, part.id in stale, unit) for part in column.parts]
    return rows


def hangable_rows(
    board: StoredBoard, notices: Sequence[Source], entries: Sequence[Source], words: str, unit: str
) -> list[Row]:
    """What could hang on the board and contains the words: notices, and the entries that were found."""
    there = board.sources()
    kept = [source for source in notices if source.id not in there and words in source.title]
    found = [source for source in entries if source.id not in there]
    rows = [Row("off", f"没放的公示 {len(kept)} 份", heading=True)] if kept else []
    rows += [_source_row(source, unit) for source in kept]
    rows += [Row("entries", f"目录条目 {len(found)} 条", heading=True)] if found else []
    return rows + [_source_row(source, unit) for source in found]


def part_title(part: BoardPart, sources: Mapping[str, Source], unit: str) -> str:
    """What a part is called in the list."""
    source = sources.get(part.source)
    if source is not None:
        return source.title.removeprefix(unit)
    if part.source:
        return "已经删去的内容"
    first = next(iter(part.text.split("\n")), "")
    if part.kind == "slot":
        return part.heading or f"{part.sheet}卡槽"
    return part.heading or first or PART_WORDS[part.kind]


def _part_row(part: BoardPart, sources: Mapping[str, Source], is_stale: bool, unit: str) -> Row:
    source = sources.get(part.source)
    marked = ((_STALE, is_stale), (_PLACED, part.place is not None), (_NEAR, part.near), (_CODED, part.coded))
    marks = [mark for mark, there in marked if there]
    details = {"slot": f"{part.sheet} {part.count} 个", "code": part.text}
    detail = _source_detail(source) if source else details.get(part.kind, PART_WORDS[part.kind])
    return Row(
        part.id,
        part_title(part, sources, unit),
        detail=detail,
        tip=source.title if source else "",
        icon=_ICONS[part.kind],
        icon_text=PART_WORDS[part.kind],
        marks=tuple(marks),
        checked=True,
    )


def _source_row(source: Source, unit: str) -> Row:
    return Row(
        source.id,
        source.title.removeprefix(unit),
        detail=_source_detail(source),
        tip=source.title,
        icon=_ICONS[source.kind],
        icon_text=PART_WORDS[source.kind],
        checked=False,
    )


def _source_detail(source: Source) -> str:
    return "，".join(filter(None, [source.code, source.group, _period(source)]))


def _period(source: Source) -> str:
    if source.start is None or source.end is None:
        return ""
    return f"{source.start.month}月{source.start.day}日至{source.end.month}月{source.end.day}日"
