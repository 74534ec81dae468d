"""Other shapes of one table: what counties do to the same catalogue when they copy it."""

import random
from collections.abc import Callable, Mapping
from itertools import pairwise

from msgspec import structs

from app.tables.sources.sheet import Place, Sheet, Source, Span
from app.tables.understanding.grid import grid_of
from app.tables.understanding.regions import regions_of


def _each(source: Source, change: Callable[[Sheet], Sheet]) -> Source:
    return structs.replace(source, sheets=tuple(change(sheet) if sheet.cells else sheet for sheet in source.sheets))


def _head_rows(sheet: Sheet) -> set[int]:
    return {row for region in regions_of(grid_of(sheet)) for row in region.head_rows}


def unmerged(source: Source) -> Source:
    """As a csv export: merged cells stand as blanks."""

    def change(sheet: Sheet) -> Sheet:
        return structs.replace(sheet, merged=())

    return _each(source, change)


def repeated(source: Source) -> Source:
    """Unmerged downwards, the text repeated in every row; merges across stay."""

    def change(sheet: Sheet) -> Sheet:
        cells = [list(row) for row in sheet.cells]
        heads = _head_rows(sheet)
        for span in sheet.merged:
            for row, column in span.places() if span.top not in heads and span.left == span.right else ():
                cells[row][column] = cells[span.top][span.left]
        kept = tuple(span for span in sheet.merged if span.top in heads or span.left != span.right)
        return structs.replace(sheet, cells=tuple(map(tuple, cells)), merged=kept)

    return _each(source, change)


def moved(source: Source) -> Source:
    """Three columns and six rows further in."""

    def change(sheet: Sheet) -> Sheet:
        width = len(sheet.cells[0])
        cells = (*[("",) * (width + 3)] * 6, *(("", "", "", *row) for row in sheet.cells))
        merged = tuple(Span(s.top + 6, s.left + 3, s.bottom + 6, s.right + 3) for s in sheet.merged)
        rows, columns = {row + 6 for row in sheet.hidden_rows}, {column + 3 for column in sheet.hidden_columns}
        return structs.replace(
            sheet, cells=cells, merged=merged, hidden_rows=frozenset(rows), hidden_columns=frozenset(columns), doubts={}
        )

    return _each(source, change)


def without_titles(source: Source) -> Source:
    """Without the lines over the heads (field names go with them)."""

    def change(sheet: Sheet) -> Sheet:
        return _kept(structs.replace(sheet, before=()), min(_head_rows(sheet), default=0))

    return _each(source, change)


def without_heads(source: Source) -> Source:
    """Nothing but the rows of items."""

    def change(sheet: Sheet) -> Sheet:
        heads = _head_rows(sheet)
        return _kept(structs.replace(sheet, before=()), max(heads) + 1) if heads else sheet

    return _each(source, change)


def _kept(sheet: Sheet, first: int) -> Sheet:
    merged = tuple(Span(s.top - first, s.left, s.bottom - first, s.right) for s in sheet.merged if s.top >= first)
    hidden = frozenset(row - first for row in sheet.hidden_rows)
    return structs.replace(sheet, cells=sheet.cells[first:], merged=merged, hidden_rows=hidden, doubts={})


def turned(source: Source) -> Source:
    """On its side: heads in columns."""

    def change(sheet: Sheet) -> Sheet:
        if not _head_rows(sheet):
            return sheet
        merged = tuple(Span(s.left, s.top, s.right, s.bottom) for s in sheet.merged)
        rows, columns = sheet.hidden_columns, sheet.hidden_rows
        cells = tuple(zip(*sheet.cells, strict=True))
        return structs.replace(sheet, cells=cells, merged=merged, hidden_rows=rows, hidden_columns=columns, doubts={})

    return _each(source, change)


def shuffled(source: Source) -> Source:
    """The blocks of columns under one merged head in another order."""

    def change(sheet: Sheet) -> Sheet:
        heads = _head_rows(sheet)
        if not heads:
            return sheet
        across = [(s.left, s.right) for s in sheet.merged if s.top in heads and s.left < s.right]
        across = [block for block in across if block[1] - block[0] + 1 < len(sheet.cells[0])]
        wide: list[tuple[int, int]] = []
        column = 0
        while column < len(sheet.cells[0]):
            end = max([right for left, right in across if left <= column <= right], default=column)
            wide.append((column, end))
            column = end + 1
        order = wide[:1] + random.Random(5).sample(wide[1:], len(wide) - 1)
        columns = [column for left, right in order for column in range(left, right + 1)]
        place = {column: at for at, column in enumerate(columns)}
        # A line over the whole table begins in its first column, wherever that went.
        merged = tuple(_placed(span, place, len(columns)) for span in sheet.merged)
        hidden = frozenset(place[column] for column in sheet.hidden_columns)
        cells = tuple(tuple(row[column] for column in columns) for row in sheet.cells)
        return structs.replace(sheet, cells=cells, merged=merged, hidden_columns=hidden, doubts={})

    return _each(source, change)


def _placed(span: Span, place: Mapping[int, int], width: int) -> Span:
    if span.right - span.left + 1 == width:
        return span
    at = [place[column] for column in range(span.left, span.right + 1)]
    return Span(span.top, min(at), span.bottom, max(at))


_OTHER_WORDS = {
    "公开主体": "信息公开责任单位",
    "公开依据": "政策法规依据",
    "公开时限": "公开时间要求",
    "公开内容": "公开具体内容",
    "公开渠道和载体": "公开途径和平台",
    "一级事项": "一级公开目录",
    "二级事项": "二级公开目录",
    "三级事项": "三级公开目录",
    "全社会": "社会公众",
    "特定群众": "特定人员",
    "特定群体": "特定对象（注明）",
    "公开对象": "面向对象",
    "依申请": "依申请公开",
    "公开层级": "公开级次",
    "序号": "编号",
}


def reworded(source: Source) -> Source:
    """Heads in other words."""

    def change(sheet: Sheet) -> Sheet:
        heads = _head_rows(sheet)
        cells = tuple(
            tuple(_other(text) if row in heads else text for text in line) for row, line in enumerate(sheet.cells)
        )
        return structs.replace(sheet, cells=cells)

    return _each(source, change)


def _other(text: str) -> str:
    bare = "".join(text.split())
    return _OTHER_WORDS.get(bare) or next((new for old, new in _OTHER_WORDS.items() if bare == f"{old}（要素）"), text)


def other_marks(source: Source) -> Source:
    """Ticks as the letter R, boxes as those of a symbol font that was lost."""
    marks = str.maketrans({"√": "R", "✓": "R", "●": "√", "☑": "√", "■": "☑", "□": "☐"})

    def change(sheet: Sheet) -> Sheet:
        cells = tuple(
            tuple(text.translate(marks) if len(text) < 3 or text[0] in "■□" else text for text in row)
            for row in sheet.cells
        )
        return structs.replace(sheet, cells=cells)

    return _each(source, change)


def paged(source: Source) -> Source:
    """Heads and a page number again after every seven rows; merged cells are cut there, blank on the next page."""

    def change(sheet: Sheet) -> Sheet:
        regions = regions_of(grid_of(sheet))
        if len(regions) != 1 or len(regions[0].head_rows) > 3:
            return sheet
        region = regions[0]
        heads = [sheet.cells[row] for row in region.head_rows]
        head_spans = [s for s in sheet.merged if s.top in region.head_rows]
        after = region.head_rows[-1] + 1
        new_row: dict[int, int] = {}
        cells: list[tuple[str, ...]] = []
        merged: list[Span] = []
        for row, line in enumerate(sheet.cells):
            if row > after and (row - after) % 7 == 0:
                cells.append((f"第 {row // 7} 页", *[""] * (len(line) - 1)))
                shift = len(cells) - region.head_rows[0]
                merged += [Span(s.top + shift, s.left, s.bottom + shift, s.right) for s in head_spans]
                cells += heads
            new_row[row] = len(cells)
            cells.append(line)
        for span in sheet.merged:
            merged += _cut(span, new_row)
        return structs.replace(sheet, cells=tuple(cells), merged=tuple(merged), hidden_rows=frozenset(), doubts={})

    return _each(source, change)


def _cut(span: Span, new_row: Mapping[int, int]) -> list[Span]:
    rows = [new_row[row] for row in range(span.top, span.bottom + 1)]
    cuts = [0, *(at for at in range(1, len(rows)) if rows[at] != rows[at - 1] + 1), len(rows)]
    return [
        Span(rows[start], span.left, rows[end - 1], span.right)
        for start, end in pairwise(cuts)
        if rows[end - 1] > rows[start] or span.right > span.left
    ]


def stretched(source: Source) -> Source:
    """Two rows an item, every cell merged over both."""

    def change(sheet: Sheet) -> Sheet:
        heads = _head_rows(sheet)
        if not heads:
            return sheet
        first = max(heads) + 1
        new = {row: row if row < first else first + 2 * (row - first) for row in range(len(sheet.cells))}
        cells = list(sheet.cells[:first])
        for row in sheet.cells[first:]:
            cells += [row, ("",) * len(row)]
        covered: set[Place] = set()
        merged = []
        for s in sheet.merged:
            covered |= set(s.places())
            merged.append(Span(new[s.top], s.left, new[s.bottom] + (s.bottom >= first), s.right))
        for row in range(first, len(sheet.cells)):
            for column in range(len(sheet.cells[0])):
                if (row, column) not in covered:
                    merged.append(Span(new[row], column, new[row] + 1, column))
        hidden = frozenset(place for row in sheet.hidden_rows for place in (new[row], new[row] + 1))
        return structs.replace(sheet, cells=tuple(cells), merged=tuple(merged), hidden_rows=hidden, doubts={})

    return _each(source, change)


SHAPES: Mapping[str, Callable[[Source], Source]] = {
    each.__name__: each
    for each in (
        repeated,
        moved,
        without_titles,
        without_heads,
        turned,
        shuffled,
        reworded,
        other_marks,
        paged,
        stretched,
        unmerged,
    )
}
