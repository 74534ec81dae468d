"""What the board page says: sizes, sheets, legibility, rows of notices."""

from collections.abc import Sequence

from app.printing.legibility import PrintedPart, least_height, type_size
from app.printing.tiles import TileGrid, tile_grid
from ui.pages.board.choice import BoardChoice
from ui.pages.board.reading import BoardNotice
from ui.widgets.rows import Mark, Row

_NEAR = Mark("eye", "近看", "accent-ink")


def size_words(size: tuple[int, int]) -> str:
    """1200 × 800 毫米"""
    return f"{size[0]} × {size[1]} 毫米"


def grid_of(choice: BoardChoice) -> TileGrid:
    """How the board is cut. Raises UserFacingError for margins that do not do."""
    return tile_grid(choice.width, choice.height, choice.sheet, margin=choice.margin, overlap=choice.overlap)


def sheets_words(choice: BoardChoice, boards: int) -> tuple[str, str, str]:
    """What the board takes on paper, in three parts of which the middle one is bold."""
    grid = grid_of(choice)
    several = f"，共 {boards} 块" if boards > 1 else ""
    turned = "横放" if grid.sheet.width > grid.sheet.height else "竖放"
    rest = f"，{turned}，拼接处重叠 {choice.overlap} 毫米，另有 {boards} 张拼装图"
    return f"{size_words(choice.size)}{several}，打到 {choice.sheet} 共 ", f"{grid.sheets * boards} 张", rest


def least_words(choice: BoardChoice) -> tuple[str, str, str]:
    """How high letters must be, in three parts of which the middle one is bold."""
    least = least_height(choice.distance, elder=choice.elder)
    return f"站 {choice.distance} 米看，字高至少 ", f"{least:g} 毫米", f"（约 {type_size(least):.0f} 磅）"


def part_words(part: PrintedPart) -> str:
    """From where a part can be read."""
    if part.legible:
        return f"{part.readable_to:g} 米外可读"
    return f"只能站到 {part.readable_to:g} 米看清，差 {part.least - part.height:.1f} 毫米"


def failing_first(parts: Sequence[PrintedPart]) -> list[PrintedPart]:
    """Parts in the order in which they need somebody: the least legible in front."""
    return sorted(parts, key=lambda part: part.height / part.least)


def notice_rows(notices: Sequence[BoardNotice], choice: BoardChoice) -> list[Row]:
    """The notices on the board in their order, below them those that are not."""
    by_id = {notice.id: notice for notice in notices}
    on = [_row(by_id[id], choice, number) for number, id in enumerate(choice.order, start=1)]
    off = [_row(by_id[id], choice, 0) for id in choice.off]
    heads = [Row("on", f"放上去的 {len(on)} 份", heading=True)] if on else []
    return heads + on + ([Row("off", f"没放的 {len(off)} 份", heading=True)] if off else []) + off


def _row(notice: BoardNotice, choice: BoardChoice, number: int) -> Row:
    return Row(
        notice.id,
        notice.short,
        tip=notice.title,
        detail="，".join(filter(None, [notice.group, _period(notice)])),
        number=str(number) if number else "",
        marks=(_NEAR,) if notice.id in choice.near else (),
        checked=number > 0,
    )


def _period(notice: BoardNotice) -> str:
    if notice.start is None or notice.end is None:
        return ""
    return f"{notice.start.month}月{notice.start.day}日至{notice.end.month}月{notice.end.day}日"
