"""A board as it is kept: its size, its columns and the parts in them. Changing one gives another; nothing is stored."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, dataclass_transform

import msgspec
from msgspec.structs import replace

PartKind = Literal["notice", "entry", "text", "code", "slot"]
PART_WORDS: dict[PartKind, str] = {
    "notice": "公示",
    "entry": "目录条目",
    "text": "文字",
    "code": "二维码",
    "slot": "卡槽",
}
_FURTHER_COLUMN = "公开事项"


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Record(msgspec.Struct, frozen=True):
    """Settings shared by the records of a board: none of them changes once made."""


class Place(Record):
    """Where somebody put a part: its left upper corner from that of the board, and its size, in mm."""

    x: float
    y: float
    width: float
    height: float


class BoardPart(Record):
    """One thing on a board.

    `source` is the id of the notice or entry it shows. `heading` and `text` are those of a free text; of a code `text`
    is the address. `near`: read from close by. `coded`: its list stands behind a code, which leads to `text` or holds
    the rows. `height`: a character height in mm that somebody chose. `sheet`, `count`: slots for so many A4 or A3.
    `place`: where on the board somebody put it; without one it stands in its column.
    """

    id: str
    kind: PartKind
    source: str = ""
    heading: str = ""
    text: str = ""
    near: bool = False
    coded: bool = False
    height: float | None = None
    sheet: Literal["A4", "A3"] = "A4"
    count: int = 1
    place: Place | None = None


class BoardColumn(Record):
    """Parts under a common head, from the top."""

    title: str
    parts: tuple[BoardPart, ...] = ()


class Posting(Record):
    """When the board was put up, and the revision at which each of its notices and entries stood then (by id)."""

    on: date
    sources: dict[str, str] = {}


class StoredBoard(Record):
    """Everything a clerk decides about a board. Lengths in mm, the reading distance in m.

    `phone` replaces the supervision phone that the notices give, `footer` is what else stands at the foot, `code` the
    address of the code there. `sheet`, `margin`, `overlap` say how it is cut into tiles, `bleed` what is printed beyond
    its edges.
    """

    title: str
    width: int = 1200
    height: int = 800
    columns: tuple[BoardColumn, ...] = (BoardColumn(_FURTHER_COLUMN),)
    distance: float = 2.0
    elder: bool = False
    phone: str = ""
    footer: str = ""
    code: str = ""
    code_label: str = "扫码看\n全部内容"
    sheet: Literal["A4", "A3"] = "A4"
    margin: float = 5.0
    overlap: float = 10.0
    bleed: float = 0.0
    posted: Posting | None = None

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height

    def parts(self) -> Iterator[BoardPart]:
        """Every part, column after column."""
        for column in self.columns:
            yield from column.parts

    def place_of(self, part: str) -> tuple[int, int] | None:
        """The column and the place in it (from 0) of a part, None when it is not on the board."""
        places = ((c, p) for c, column in enumerate(self.columns) for p, each in enumerate(column.parts))
        return next(((c, p) for c, p in places if self.columns[c].parts[p].id == part), None)

    def part(self, id: str) -> BoardPart | None:
        """The part of that id, None when it is not on the board."""
        return next((part for part in self.parts() if part.id == id), None)

    def sources(self) -> set[str]:
        """Ids of the notices and entries on the board."""
        return {part.source for part in self.parts() if part.source}


def new_part(kind: PartKind, **settings: Any) -> BoardPart:
    """A part that is on no board yet; `settings` are fields of `BoardPart`."""
    return BoardPart(str(uuid.uuid4()), kind, **settings)


def hung(board: StoredBoard, part: BoardPart, column: int, place: int | None = None) -> StoredBoard:
    """Hang a part into a column, at the end or at a place (both from 0); one that is on the board already moves."""
    columns = [list(each.parts) for each in board.columns]
    for parts in columns:
        parts[:] = [each for each in parts if each.id != part.id]
    target = columns[min(max(column, 0), len(columns) - 1)]
    target.insert(len(target) if place is None else max(place, 0), part)
    return _with_parts(board, columns)


def taken_down(board: StoredBoard, part: str) -> StoredBoard:
    """Take a part off the board."""
    return _with_parts(board, [[each for each in column.parts if each.id != part] for column in board.columns])


def stepped(board: StoredBoard, part: str, down: int = 0, right: int = 0) -> StoredBoard:
    """Move a part by places within its column and by columns; at an edge it stays."""
    found = board.place_of(part)
    if found is None:
        return board
    column, place = found
    target = min(max(column + right, 0), len(board.columns) - 1)
    if target != column:
        return hung(board, board.part(part), target, place)
    last = len(board.columns[column].parts) - 1
    return hung(board, board.part(part), column, min(max(place + down, 0), last))


def with_part(board: StoredBoard, part: BoardPart) -> StoredBoard:
    """Put a part in the place of the one with its id."""
    columns = [[part if each.id == part.id else each for each in column.parts] for column in board.columns]
    return _with_parts(board, columns)


def placed(board: StoredBoard, part: str, place: Place | None) -> StoredBoard:
    """Put a part where it shall stand, or give it back to its column."""
    found = board.part(part)
    return board if found is None else with_part(board, replace(found, place=place))


def nudged(board: StoredBoard, part: str, down: float = 0.0, right: float = 0.0) -> StoredBoard:
    """Move a part that somebody placed, by mm; at the edges of the board it stays."""
    found = board.part(part)
    if found is None or found.place is None:
        return board
    place = found.place
    x = min(max(place.x + right, 0.0), max(0.0, board.width - place.width))
    y = min(max(place.y + down, 0.0), max(0.0, board.height - place.height))
    return placed(board, part, replace(place, x=x, y=y))


def divided(board: StoredBoard, titles: Sequence[str]) -> StoredBoard:
    """Give the board columns of these titles. A column that keeps its title keeps its parts, what is left of others
    follows in the last one; where no title stays the same, columns keep their place."""
    columns: list[list[BoardPart]] = [[] for _ in titles]
    by_title = {column.title for column in board.columns} & set(titles)
    for number, column in enumerate(board.columns):
        place = titles.index(column.title) if column.title in titles else len(titles) - 1 if by_title else number
        columns[min(place, len(titles) - 1)] += column.parts
    return replace(
        board, columns=tuple(BoardColumn(title, tuple(parts)) for title, parts in zip(titles, columns, strict=True))
    )


def further_titles(board: StoredBoard, count: int) -> list[str]:
    """Titles for so many columns: those there are, then further ones."""
    titles = [column.title for column in board.columns][:count]
    number = 0
    while len(titles) < count:
        number += 1
        title = _FURTHER_COLUMN if number == 1 else f"{_FURTHER_COLUMN}{number}"
        if title not in titles:
            titles.append(title)
    return titles


def _with_parts(board: StoredBoard, columns: Sequence[Sequence[BoardPart]]) -> StoredBoard:
    made = (replace(column, parts=tuple(parts)) for column, parts in zip(board.columns, columns, strict=True))
    return replace(board, columns=tuple(made))
