"""Lists from elsewhere before they are taken: read on the store's thread, refused where they cannot be printed."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

import msgspec

from app.errors import UserFacingError
from app.standards.models import NoticeColumn, NoticeTemplate
from app.tables.pasted import pasted_cells
from app.tables.rows import MOST_ROWS, ListRows, rows_from_cells

LONGEST_CELL = 500
"""Characters in one cell; a list with more of them in a cell is no list of people."""
_UNSEEN = ("Cc", "Cs")
_NOTHING_TAKEN = "没有放进来"


@dataclass(frozen=True)
class Block:
    """Cells without titles; `beyond` columns of them have no place at the right."""

    cells: list[list[str]]
    beyond: int


@dataclass(frozen=True)
class Spot:
    """Where cells were pasted: row and column of the draft, both from 0, and how many rows it had."""

    row: int
    column: int
    rows: int


def read_pasted(text: str, template: NoticeTemplate, columns: tuple[NoticeColumn, ...], spot: Spot) -> ListRows | Block:
    """Read pasted cells: with a row of titles a list, else a block to be put at the spot.

    Raises UserFacingError when there are no cells, too many rows, or a cell with too many characters.
    """
    cells = pasted_cells(text)
    if not cells:
        raise UserFacingError("nothing-pasted", "剪贴板里没有表格。请先在 Excel 或 WPS 里选中名单，按 Ctrl+C。")
    try:
        return takable(rows_from_cells(cells, template), columns, spot.rows)
    except UserFacingError as error:
        if error.code != "no-header":
            raise
    return _block(cells, columns, spot)


def takable(listed: ListRows, columns: tuple[NoticeColumn, ...], standing: int) -> ListRows:
    """Return a list without what nobody sees; `standing` rows are there already. Raises as `read_pasted` does."""
    _require_room(standing + len(listed.rows))
    labels = {column.key: column.label for column in columns}
    _require_short((row.number, labels.get(key, key), text) for row in listed.rows for key, text in row.values.items())
    rows = tuple(
        msgspec.structs.replace(row, values={key: seen(text) for key, text in row.values.items()})
        for row in listed.rows
    )
    return msgspec.structs.replace(listed, rows=rows)


def seen(text: str) -> str:
    """Return a text in one line, without control characters and broken ones."""
    if not text.isprintable():
        kept = (each for each in text if each.isspace() or unicodedata.category(each) not in _UNSEEN)
        text = "".join(kept)
    return " ".join(text.split())


def _block(cells: list[list[str]], columns: tuple[NoticeColumn, ...], spot: Spot) -> Block:
    _require_room(spot.row + len(cells))
    landing = [column.label for column in columns[spot.column :]]
    _require_short(
        (number, label, text)
        for number, line in enumerate(cells, start=1)
        for label, text in zip(landing, line, strict=False)
    )
    taken = [[seen(text) for text in line[: len(landing)]] for line in cells]
    widest = max(len(line) for line in cells)
    return Block(taken, max(widest - len(landing), 0))


def _require_room(rows: int) -> None:
    if rows > MOST_ROWS:
        raise UserFacingError(
            "too-many-rows",
            f"名单会有 {rows} 行，超过 {MOST_ROWS} 行，{_NOTHING_TAKEN}。请分成几份，每份做一张公示。",
        )


def _require_short(cells: Iterable[tuple[int, str, str]]) -> None:
    for row, label, text in cells:
        if len(text) > LONGEST_CELL:
            raise UserFacingError(
                "cell-too-long",
                f"第 {row} 行的“{label}”有 {len(text)} 个字，一格最多 {LONGEST_CELL} 个字，这份名单{_NOTHING_TAKEN}。"
                "请改短这一格再贴。",
            )
