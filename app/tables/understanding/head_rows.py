"""Where the heads of a table stand: rows that read as heads, with the rows of words under merged ones."""

from collections.abc import Sequence

from app.tables.understanding.grid import Grid
from app.tables.understanding.heads import HEAD, LONGEST, is_content, is_head, read_head
from app.tables.understanding.lines import line_of
from app.tables.understanding.meanings import EXTRA, is_ticked, key_of
from app.tables.understanding.own_heads import names_own_checklist
from app.tables.understanding.words import comparable, joined, mark, without_notes
from app.tables.words_in_force import remembered

_MOST_ROWS = 4
_ENOUGH = 3
_NAMES = frozenset({"seq", "field", "item", "level1", "level2", "level3"})
_ITEMS = _NAMES - {"seq", "field"} | {"elements"}


def head_keys(texts: Sequence[str]) -> set[str]:
    """Return the different elements that texts name as heads."""
    best = [_best(text) for text in texts if len(without_notes(text)) <= LONGEST]
    return {key for key in best if key}


@remembered(10_000)
def _best(text: str) -> str:
    return key_of(_meaning(text))


def _meaning(text: str) -> str:
    said = read_head(text)
    named = [meaning for meaning, score in said.items() if score >= HEAD * 0.9 and meaning != EXTRA]
    return max(named, key=lambda meaning: said[meaning]) if named else ""


def begins_heads(grid: Grid, row: int) -> bool:
    """Whether the heads of a catalogue begin in a row: at least three different ones, most of what it says."""
    said = [text for _, text in grid.texts(row)]
    texts = [text for text in said if mark(text) is None]
    is_numbered = any(map(str.isdigit, texts))
    if len(texts) < 2 or (is_numbered and len(texts) < len(said)):  # a number and ticks are an item's
        return False
    if not _are_mostly_heads(texts, is_numbered=is_numbered) or len(set(map(comparable, texts))) < 2:
        return False
    keys = head_keys(texts)
    needed = _ENOUGH if len(texts) > 3 else 2
    named = bool(keys & _ITEMS) and bool(keys - _NAMES)
    return (len(keys - {"seq"}) >= needed and named) or names_own_checklist(set(map(comparable, texts)))


def _are_mostly_heads(texts: Sequence[str], *, is_numbered: bool) -> bool:
    """Whether half of the texts are heads; no row with several contents, or with one and a number, has any."""
    contents = sum(map(is_content, texts))
    if contents > 1 or (contents and is_numbered):
        return False
    return sum(map(is_head, texts)) * 2 >= len(texts)


def heads_at(grid: Grid, row: int) -> int:
    """Return how many rows the heads take that begin in a row."""
    count = 1
    while count < _MOST_ROWS and row + count < len(grid) and _goes_on(grid, row, row + count):
        count += 1
    if row + count < len(grid) and _counts_columns(grid, row + count):
        count += 1
    return count


def _goes_on(grid: Grid, top: int, row: int) -> bool:
    """Whether a row belongs to the heads above: words under merged or empty heads, all or most of them known."""
    said = list(grid.texts(row))
    if not said:
        reaching = [span for (at, _), span in grid.spans.items() if at == row and span.top < row]
        return bool(reaching) and all(span.top >= top for span in reaching)
    if line_of(grid, row) is not None:
        return False
    words = [text for _, text in said]
    if _repeats(grid, top, row) or any(mark(text) is not None or joined(text).isdigit() for text in words):
        return False
    if _is_framed(grid, top, row) and all(len(without_notes(text)) <= LONGEST for text in words):
        return True
    if not all(map(_is_short, words)):
        return False
    groups = groups_of(grid, top, row)
    known = sum(read_head(text, groups[column]).best >= HEAD * 0.9 for column, text in said)
    reached = [column for column, _ in said if groups[column]]
    return known == len(said) or (known * 5 >= len(said) * 3 and len(reached) * 5 >= len(said) * 3)


def _is_framed(grid: Grid, top: int, row: int) -> bool:
    """Whether the merged cells above leave a row nothing else to be: each column stands under a head over several
    columns there, or a head above reaches down past it."""
    kinds: set[str] = set()
    for column in range(grid.width):
        span, above = grid.spans.get((row, column)), grid.spans.get((row - 1, column))
        if span is not None and top <= span.top < row and grid.cells[span.top][span.left]:
            kinds.add("reaching")
        elif above is not None and above.right > above.left and above.top >= top:
            kinds.add("under")
        elif grid.shown[row][column] or grid.shown[row - 1][column]:
            return False
    return kinds == {"reaching", "under"}


def _is_short(text: str) -> bool:
    return len(without_notes(text)) <= 12


def _repeats(grid: Grid, top: int, row: int) -> bool:
    """Whether a row says again what the first row of heads says."""
    above = {comparable(text) for _, text in grid.texts(top)}
    own = {comparable(text) for _, text in grid.texts(row)}
    return len(own) > 2 and len(own & above) * 2 > len(own)


def _counts_columns(grid: Grid, row: int) -> bool:
    """Whether a row only numbers the columns: 1 2 3 …"""
    said = [joined(text).strip("（）()栏") for _, text in grid.texts(row)]
    return (
        len(said) > 3
        and all(text.isdigit() for text in said)
        and [int(text) for text in said] == list(range(int(said[0]), int(said[0]) + len(said)))
    )


def groups_of(grid: Grid, top: int, row: int) -> list[str]:
    """Return by column the merged head that stands over a row of heads, of several the nearest that says something;
    without merges an empty head belongs to the one left of it, where the row below says something."""
    groups = [""] * grid.width
    for at in range(top, row):
        left = ""
        for column in range(grid.width):
            text = grid.shown[at][column]
            span = grid.spans.get((at, column))
            if text:
                left = text if span is None or span.right > span.left else ""
                is_over = not span or span.bottom < row or bool(grid.cells[row][column])
                if is_over and (not groups[column] or read_head(text)):
                    groups[column] = text
            elif left and span is None and not groups[column] and grid.cells[row][column]:
                groups[column] = left
            else:
                left = "" if span is not None else left
    return groups


def are_stacked(heads: Sequence[tuple[str, str]]) -> bool:
    """Whether two rows of heads each say things of their own in the same columns: every item takes two rows as well."""
    both = [(_best(group), _meaning(own)) for own, group in heads if own and group]
    apart = [
        (above, below)
        for above, below in both
        if above and below and not is_ticked(below) and above != below and not (above == "item" and below in _NAMES)
    ]
    return len(apart) >= 2 and len(apart) * 2 > len(both)


def heads_of(grid: Grid, top: int, count: int) -> list[tuple[str, str]]:
    """Return for each column its own head and the merged one above it ("" without)."""
    heads: list[tuple[str, str]] = []
    last = top + count - 1
    if count > 1 and _counts_columns(grid, last):
        last -= 1
    groups = {row: groups_of(grid, top, row) for row in range(top + 1, last + 1)}
    for column in range(grid.width):
        own_row = next((row for row in range(last, top - 1, -1) if grid.cells[row][column]), None)
        if own_row is None:
            shown = next((grid.shown[row][column] for row in range(last, top - 1, -1) if grid.shown[row][column]), "")
            heads.append(("", shown))
            continue
        own = grid.cells[own_row][column]
        group = groups[own_row][column] if own_row > top else ""
        span = grid.spans.get((own_row, column))
        # A merged head over several columns whose lower cells are empty is the head of the first one too.
        if (
            span
            and span.right > span.left
            and own_row < last
            and not any(grid.cells[r][column] for r in range(own_row + 1, last + 1))
        ):
            heads.append(("", own))
        else:
            heads.append((own, "" if group == own else group))
    return heads
