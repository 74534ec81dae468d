"""Where the catalogue tables of a sheet are: heads, rows that may hold items, lines above, between and below."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from app.tables.understanding.grid import Grid
from app.tables.understanding.head_rows import begins_heads, heads_at, heads_of
from app.tables.understanding.lines import Line, is_remark, line_of
from app.tables.understanding.stopping import EVERY, Ask, asked, never
from app.tables.understanding.words import comparable

_FEWEST_HEADS, _LONGEST_HEAD = 4, 10
_CONTINUED = re.compile(r"^续[表上]?|[(]?续[表上页一二三四五六七八九十\d]*[)]?$")
_NO_HEAD = re.compile(r"\d|《|、")


class Region(msgspec.Struct, frozen=True, kw_only=True):
    """A table in a sheet.

    `heads` are by column the own words and the merged head above them, () where none stand over the table.
    `head_rows`: the rows of all its heads, also those repeated further down. `rows`: those that may hold items.
    `lines`: the other rows, with what they are. `titles`: rows of the lines over its heads.
    """

    top: int
    bottom: int
    heads: tuple[tuple[str, str], ...]
    head_rows: tuple[int, ...]
    rows: tuple[int, ...]
    lines: tuple[tuple[int, Line], ...] = ()
    titles: tuple[int, ...] = ()


class _Block(msgspec.Struct, frozen=True):
    """Heads as they stand: their first row, how many, and what they say."""

    top: int
    count: int
    heads: tuple[tuple[str, str], ...]
    titles: tuple[int, ...]

    @property
    def first(self) -> int:
        """The first row that belongs to what follows: titles over the heads count."""
        return min((*self.titles, self.top))


def regions_of(grid: Grid, ask: Ask = never) -> tuple[Region, ...]:
    """Return the tables with heads of a sheet, from the top. Heads that say the same again without a title of their
    own over them (a page's) go on with the table above. `ask` may stop it."""
    blocks = list(_blocks(grid, ask))
    groups: list[list[_Block]] = []
    for block in blocks:
        if groups and _continues(grid, groups[-1][0], block):
            groups[-1].append(block)
        else:
            groups.append([block])
    ends = [*(group[0].first for group in groups[1:]), len(grid)]
    return tuple(_region(grid, group, end, ask) for group, end in zip(groups, ends, strict=False))


def side_by_side(grid: Grid, upright: Sequence[Region]) -> list[Grid]:
    """Return the tables that stand side by side, each as a grid; none where but one does. They have the same heads, or
    empty columns part them. `upright`: the regions of the grid, whose rows of heads are all there are."""
    heads = sorted(row for region in upright for row in region.head_rows)
    for row in filter(lambda row: begins_heads(grid, row), heads):
        said = [(column, comparable(text)) for column, text in grid.texts(row)]
        words = [word for _, word in said]
        for size in range(_FEWEST_HEADS, len(words) // 2 + 1):
            if len(words) % size == 0 and words == words[:size] * (len(words) // size):
                starts = [0, *(column for column, _ in said[size::size]), grid.width]
                return [grid.part(left, right) for left, right in pairwise(starts)]
    parts = _parted(grid, heads)
    return parts if len(parts) > 1 else []


def _parted(grid: Grid, heads: Sequence[int]) -> list[Grid]:
    """Return the parts of a grid between columns empty from the heads down that each have heads of their own."""
    if not heads:
        return []
    used = {column for row in range(heads[0], len(grid)) for column, text in enumerate(grid.shown[row]) if text}
    starts = [0]
    for gap in range(1, grid.width):
        sides = (starts[-1], gap), (gap, grid.width)
        if gap not in used and all(_is_headed(grid.part(left, right), heads) for left, right in sides):
            starts.append(gap)
    return [grid.part(left, right) for left, right in pairwise([*starts, grid.width])]


def _is_headed(grid: Grid, heads: Sequence[int]) -> bool:
    return any(begins_heads(grid, row) for row in heads)


def whole_sheet(grid: Grid, ask: Ask = never) -> Region:
    """Return a sheet as one table without heads, or under a row of heads that nobody knows. `ask` may stop it."""
    lines, rows = _told_apart(grid, asked(range(len(grid)), ask))
    if len(rows) > 2 and _may_be_heads(grid, rows[0]):
        heads = tuple((text, "") for text in grid.cells[rows[0]])
        titles = tuple(row for row, line in lines if line in (Line.TITLE, Line.SECTION) and row < rows[0])
        below = tuple(each for each in lines if each[0] not in titles)
        return Region(
            top=0, bottom=len(grid) - 1, heads=heads, head_rows=rows[:1], rows=rows[1:], lines=below, titles=titles
        )
    titles = tuple(row for row, line in lines if line is Line.TITLE and (not rows or row < rows[0]))
    return Region(top=0, bottom=len(grid) - 1, heads=(), head_rows=(), rows=rows, lines=lines, titles=titles)


def told_region(grid: Grid, row: int | None) -> Region:
    """Return a sheet as one table whose heads begin in a row, or (None) that has none, as somebody says who sees it."""
    if row is None:
        return _below(grid, 0, (), ())
    count = heads_at(grid, row)
    return _below(grid, row + count, tuple(heads_of(grid, row, count)), tuple(range(row, row + count)))


def _below(grid: Grid, first: int, heads: tuple[tuple[str, str], ...], head_rows: tuple[int, ...]) -> Region:
    lines, rows = _told_apart(grid, range(first, len(grid)))
    titles = tuple(row for row in range(min(head_rows, default=0)) if any(grid.cells[row]))
    return Region(top=0, bottom=len(grid) - 1, heads=heads, head_rows=head_rows, rows=rows, lines=lines, titles=titles)


def _may_be_heads(grid: Grid, row: int) -> bool:
    """Whether a row reads as heads, known or not: every column has a short word of its own, no number, no mark."""
    texts = [text for _, text in grid.texts(row)]
    words = {comparable(text) for text in texts}
    if len(texts) < _FEWEST_HEADS or len(texts) * 5 < grid.width * 4 or len(words) < len(texts):
        return False
    return all(1 < len(word) <= _LONGEST_HEAD for word in words) and not any(map(_NO_HEAD.search, texts))


def _blocks(grid: Grid, ask: Ask) -> Iterator[_Block]:
    row, floor = 0, 0
    while row < len(grid):
        if row % EVERY == 0:
            ask()
        if not begins_heads(grid, row):
            row += 1
            continue
        count = heads_at(grid, row)
        yield _Block(row, count, tuple(heads_of(grid, row, count)), tuple(_titles(grid, row, floor)))
        row = floor = row + count


def _titles(grid: Grid, top: int, floor: int) -> Iterator[int]:
    """Yield the rows of lines over heads, the nearest first, up to the last item above."""
    is_titled = False
    for row in range(top - 1, floor - 1, -1):
        line = line_of(grid, row) or _remark(grid, row)
        if line in (Line.TITLE, Line.SECTION):
            is_titled = True
            yield row
        elif line is None or (line in (Line.NOTE, Line.PAGE) and is_titled):
            return


def _remark(grid: Grid, row: int) -> Line | None:
    """Return what a row over heads is whose only cell stands far right and says who filled the table in."""
    texts = [text for _, text in grid.texts(row)]
    return Line.NOTE if len(texts) == 1 and is_remark(texts[0]) else None


def _continues(grid: Grid, first: _Block, block: _Block) -> bool:
    if any(line_of(grid, row) is Line.TITLE for row in block.titles) and _titles_say(grid, block) != _titles_say(
        grid, first
    ):
        return False
    return [_words(head) for head in first.heads] == [_words(head) for head in block.heads]


def _titles_say(grid: Grid, block: _Block) -> list[str]:
    titles = (row for row in block.titles if line_of(grid, row) is Line.TITLE)
    return sorted(_CONTINUED.sub("", comparable(text)) for row in titles for _, text in grid.texts(row))


def _words(head: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(comparable, head))


def _region(grid: Grid, blocks: Sequence[_Block], end: int, ask: Ask) -> Region:
    heads = {row for block in blocks for row in range(block.top, block.top + block.count)}
    titles = {row for block in blocks for row in block.titles}
    first = blocks[0]
    rest = asked(range(first.top + first.count, end), ask)
    lines, rows = _told_apart(grid, (row for row in rest if row not in heads and row not in titles))
    return Region(
        top=first.first,
        bottom=end - 1,
        heads=first.heads,
        head_rows=tuple(sorted(heads)),
        rows=rows,
        lines=lines,
        titles=tuple(sorted(first.titles)),
    )


def _told_apart(grid: Grid, among: Iterator[int] | range) -> tuple[tuple[tuple[int, Line], ...], tuple[int, ...]]:
    lines: list[tuple[int, Line]] = []
    rows: list[int] = []
    for row in among:
        line = line_of(grid, row)
        if line is None:
            rows.append(row)
        elif line is not Line.BLANK:
            lines.append((row, line))
    return tuple(lines), tuple(rows)
