"""One region of a sheet read as a catalogue table: its columns matched, its rows put together, its answers read."""

from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec

from app.tables.sources.sheet import Sheet
from app.tables.understanding.answers import Doubt, Reading
from app.tables.understanding.catalogue import Answer, Cell, ReadColumn, ReadRow
from app.tables.understanding.choices import CIRCLES
from app.tables.understanding.columns import Column, match_columns
from app.tables.understanding.content import Content
from app.tables.understanding.continued import Going
from app.tables.understanding.fields import field_named
from app.tables.understanding.grid import Grid
from app.tables.understanding.items import Layout, is_empty, is_group_name, is_rest, items_of
from app.tables.understanding.joint import joint_columns
from app.tables.understanding.lines import Line
from app.tables.understanding.meanings import NAMES, key_of
from app.tables.understanding.own_heads import names_own_checklist
from app.tables.understanding.pieces import NONE, Pieces, pieces_at, with_rest
from app.tables.understanding.regions import Region
from app.tables.understanding.stopping import Ask, asked
from app.tables.understanding.words import comparable, joined, mark
from app.tables.understanding.wrapped import is_narrow

_BODY = frozenset({"elements", "basis", "deadline", "publisher", "channels", "audience", "mode", "levels"})
_LEAST = 3
_SAMPLED = 3_000


class Body(msgspec.Struct, frozen=True):
    """The rows of a table with what was not understood in them.

    `last`: what the last item has, for a next page. `torn`: the answers of the last item of the page before, where its
    rest stands on top of this one.
    """

    rows: tuple[ReadRow, ...]
    doubts: tuple[Doubt, ...]
    last: Mapping[int, Pieces]
    torn: Mapping[str, Answer] | None = None


def columns_of(
    grid: Grid, sheet: Sheet, region: Region, corrections: Mapping[int, str | None]
) -> tuple[ReadColumn, ...]:
    """Return what the columns of a region mean."""
    heads = region.heads or tuple(("", "") for _ in range(grid.width))
    columns = [
        Column(
            index,
            own,
            group,
            Content(grid.shown[row][index] for row in region.rows[:_SAMPLED]),
            index in sheet.hidden_columns,
        )
        for index, (own, group) in enumerate(heads)
    ]
    used = [column for column in columns if not region.heads or column.own or column.group or column.content]
    return match_columns(used, corrections)


def is_catalogue(columns: Sequence[ReadColumn]) -> bool:
    """Whether columns are those of a catalogue: names or elements of items, and at least two things said of them."""
    keys = {key_of(column.meaning) for column in columns}
    if names_own_checklist({comparable(column.head) for column in columns if column.head}):
        return True
    named = bool(keys & {*NAMES, "elements"})
    if keys & set(NAMES) and len(keys & _BODY) >= 2 and any("公开" in column.head for column in columns):
        return True
    return (
        named
        and len(keys & _BODY) >= (2 if keys & set(NAMES) else _LEAST)
        and bool(keys & (_BODY - {"elements", "publisher"}))
    )


def read_body(
    grid: Grid,
    sheet: Sheet,
    number: int,
    region: Region,
    columns: Sequence[ReadColumn],
    before: Mapping[int, Pieces],
    ask: Ask,
) -> Body:
    """Read the rows of a table. `before` is what the last item of the page before has, {} for a table of its own; `ask`
    may stop it."""
    layout = Layout({column.column: column.meaning for column in columns if column.meaning})
    items = _items(grid, layout, region)
    groups = {rows[0] for rows in items if is_group_name(grid, layout, rows)}
    going = Going(grid, layout, [rows for rows in items if rows[0] not in groups])
    reading = _reading(grid, layout, region, columns)
    page_tops = {row + 1 for row in region.head_rows} | ({min(region.rows, default=0)} if before else set())
    sections = _sections(grid, number, region)
    above, torn = before, None
    if items and before and is_rest(grid, layout, items[0], {column for column, each in before.items() if each}):
        above = _with_rest(grid, layout, number, items.pop(0), before)
        torn = reading.answers(above)
    read: list[ReadRow] = []
    for rows in asked(items, ask):
        pieces = {column: pieces_at(grid, number, rows, column, above.get(column, NONE)) for column in layout.meanings}
        _count_once(grid, layout, rows[0], pieces)
        reading.leave_out_long(pieces)
        going.fill(pieces, above, _cut_above(grid, rows[0], page_tops) if page_tops else {})
        above = _now_above(layout, pieces, above)
        if rows[0] not in groups:
            read += _row(grid, sheet, rows, pieces, reading, sections)
    return Body(tuple(read), tuple(dict.fromkeys(reading.doubts)), above, torn)


def _items(grid: Grid, layout: Layout, region: Region) -> list[tuple[int, ...]]:
    filled = [row for row in region.rows if not is_empty(grid, layout, row)]
    apart = {row for row, line in region.lines if line not in (Line.NOTE, Line.PAGE)}
    return list(items_of(grid, layout, filled, apart))


def _reading(grid: Grid, layout: Layout, region: Region, columns: Sequence[ReadColumn]) -> Reading:
    joint = joint_columns(columns, grid.width)
    beside = {second.beside: column for column, second in joint.items()}
    heads = {column.column: column.head or _numbered(column.column) for column in columns}
    sure = {column.column: column.confidence for column in columns}
    return Reading(
        Layout({**layout.meanings, **{second.beside: second.key for second in joint.values()}}) if joint else layout,
        heads | {number: heads[column] for number, column in beside.items()},
        sure | {number: sure[column] for number, column in beside.items()},
        narrow=_is_narrow(grid, layout, region),
        empty_is_on=_circles_tick(grid, layout, region),
        joint=joint,
    )


def _with_rest(
    grid: Grid, layout: Layout, number: int, rows: Sequence[int], before: Mapping[int, Pieces]
) -> dict[int, Pieces]:
    rest = {column: pieces_at(grid, number, rows, column, NONE) for column in layout.meanings}
    return {column: with_rest(before.get(column, NONE), each) for column, each in rest.items()}


def _now_above(layout: Layout, pieces: Mapping[int, Pieces], above: Mapping[int, Pieces]) -> dict[int, Pieces]:
    """Return what the next item finds above: what stood there last; names below one that changed begin anew."""
    last = {column: each if each.texts else above.get(column, each) for column, each in pieces.items()}
    for column in layout.names:
        last[column] = pieces[column]
    return last


def _count_once(grid: Grid, layout: Layout, row: int, pieces: dict[int, Pieces]) -> None:
    """Let a cell merged across columns of ticks for whom or how speak once: its words say which, or the first."""
    for column in (*layout.of("audience"), *layout.of("mode")) if row in grid.spanned else ():
        if grid.origin(row, column)[1] < column:
            pieces[column] = Pieces()


def _row(
    grid: Grid,
    sheet: Sheet,
    rows: tuple[int, ...],
    pieces: Mapping[int, Pieces],
    reading: Reading,
    sections: Mapping[int, tuple[str, Answer | None]],
) -> Iterator[ReadRow]:
    """Yield the item of these rows, if it says anything."""
    answers = reading.answers(pieces)
    if not any(key in answers for key in (*NAMES, "elements")):
        return
    section, field = sections.get(rows[0], ("", None))
    if field is not None:
        answers.setdefault("field", field)
    hidden = sheet.hidden_columns if grid.is_turned else sheet.hidden_rows
    lines = grid.lines_of(rows)
    yield ReadRow(
        rows=lines,
        answers=answers,
        extra=reading.extra(pieces),
        section=section,
        is_hidden=all(line in hidden for line in lines),
    )


def _sections(grid: Grid, number: int, region: Region) -> dict[int, tuple[str, Answer | None]]:
    """Return by row the line over its group, and the field that such a line names."""
    found: dict[int, tuple[str, Answer | None]] = {}
    lines = dict(region.lines)
    section, field = "", None
    for row in range(region.top, region.bottom + 1):
        if lines.get(row) in (Line.SECTION, Line.TITLE):
            column, text = next(iter(grid.texts(row)))
            section = joined(text)
            named = field_named(text)
            if named:
                field = Answer(named[0], text, (Cell(number, *grid.source(row, column)),), 0.9, "title")
        elif section or field:
            found[row] = (section, field)
    return found


def _circles_tick(grid: Grid, layout: Layout, region: Region) -> bool:
    """Whether empty circles are the only marks in the columns of ticks, some cells of which are blank."""
    marks = {grid.cells[row][column].strip() for row in region.rows for column in layout.ticks}
    said = {text for text in marks if mark(text) is not None}
    return bool(said) and said <= CIRCLES and "" in marks


def _cut_above(grid: Grid, row: int, page_tops: Set[int]) -> dict[int, bool]:
    """Return the columns whose cell in a row begins on top of a page, where the cell above may have been cut, and
    whether it is merged over several rows there."""
    if row not in grid.spanned:
        return dict.fromkeys(range(grid.width), False) if row in page_tops else {}
    spans = {column: grid.spans.get((row, column)) for column in range(grid.width)}
    return {
        column: span is not None for column, span in spans.items() if (row if span is None else span.top) in page_tops
    }


def _is_narrow(grid: Grid, layout: Layout, region: Region) -> bool:
    single = [*layout.names, *layout.of("deadline"), *layout.of("publisher")]
    return is_narrow(grid.cells[row][column] for row in region.rows for column in single)


def _numbered(column: int) -> str:
    return f"第{column + 1}列"
