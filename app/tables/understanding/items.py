"""Which rows are one item: mostly one each; one element or half an item a row where the rest is merged or blank."""

from collections.abc import Iterator, Mapping, Sequence, Set

from app.tables.understanding.grid import Grid
from app.tables.understanding.meanings import NAMES, is_ticked, key_of
from app.tables.understanding.words import says_nothing

_SINGLE = ("deadline", "publisher", "channels")


class Layout:
    """The columns of a table by what they mean, in order."""

    def __init__(self, meanings: Mapping[int, str]):
        self.meanings = meanings
        self._of: dict[str, list[int]] = {}
        for column, meaning in sorted(meanings.items()):
            self._of.setdefault(key_of(meaning), []).append(column)
        self.names = [column for name in NAMES for column, meaning in sorted(meanings.items()) if meaning == name]
        self.ticks = [column for column, meaning in sorted(meanings.items()) if is_ticked(meaning)]
        self.seq = next((column for column, meaning in meanings.items() if meaning == "seq"), None)
        self.elements = self.of("elements")
        self.single = [column for column, meaning in sorted(meanings.items()) if meaning in _SINGLE]

    def of(self, key: str) -> list[int]:
        """Return the columns that speak of an element, ticks included."""
        return self._of.get(key, [])


def items_of(grid: Grid, layout: Layout, rows: Sequence[int], apart: Set[int]) -> Iterator[tuple[int, ...]]:
    """Yield the rows of each item. `apart`: rows of lines over groups, across which no item goes on."""
    together: list[int] = []
    for row in rows:
        if together and apart.isdisjoint(range(together[-1], row)) and _goes_on(grid, layout, together[0], row):
            together.append(row)
            continue
        if together:
            yield tuple(together)
        together = [row]
    if together:
        yield tuple(together)


def is_empty(grid: Grid, layout: Layout, row: int) -> bool:
    """Whether a row has nothing of its own but perhaps a number: prepared, not filled in."""
    others = (column for column, _ in grid.texts(row) if column in layout.meanings and column != layout.seq)
    return not any(_has_own(grid, row, column) for column in others)


def is_group_name(grid: Grid, layout: Layout, rows: Sequence[int]) -> bool:
    """Whether the rows say nothing but a name above others."""
    if len(layout.names) < 2:
        return False
    said = {column for row in rows for column, _ in grid.texts(row)}
    if not said or not said <= {layout.names[0], layout.seq}:
        return False
    return not any(_shown(grid, rows[0], column) for column in (*layout.elements, *layout.single, *layout.ticks))


def is_rest(grid: Grid, layout: Layout, rows: Sequence[int], above: Set[int]) -> bool:
    """Whether the first rows of a page are the rest of the item on the page before, which has something in the columns
    `above`: no number where that has one, no names of their own (but torn ones), none of its ticks."""
    if layout.seq is None or layout.seq not in above or _has_own(grid, rows[0], layout.seq):
        return False
    own_ticks = any(_shown(grid, row, column) for row in rows for column in layout.ticks)
    has_ticks = any(column in above for column in layout.ticks)
    named = any(_shown(grid, rows[0], column) for column in layout.names)
    return (has_ticks and not own_ticks) or (not named and not own_ticks)


def _goes_on(grid: Grid, layout: Layout, first: int, row: int) -> bool:
    """Whether a row belongs to the item that began in row `first`."""
    if layout.seq is not None and _has_own(grid, row, layout.seq):
        return False
    own_names = [column for column in layout.names if _has_own(grid, row, column)]
    own_ticks = any(_has_own(grid, row, column) for column in layout.ticks)
    if own_names:
        return _is_torn(grid, layout, first, row, own_ticks=own_ticks)
    if not any(_shown(grid, first, column) for column in layout.names):
        return False
    same_seq = layout.seq is not None and _is_merged_with(grid, first, row, layout.seq)
    own_texts = [column for column in (*layout.elements, *layout.single) if _has_own(grid, row, column)]
    complete = own_ticks and bool(set(own_texts) & set(layout.elements)) and len(own_texts) > 1
    return same_seq or not complete


def _is_torn(grid: Grid, layout: Layout, first: int, row: int, *, own_ticks: bool) -> bool:
    """Whether a row with a name is the rest of one that a page has torn: no number, no ticks where all others have."""
    if layout.seq is None or not layout.ticks or own_ticks:
        return False
    numbered = _has_own(grid, first, layout.seq) and not _is_merged_with(grid, first, row, layout.seq)
    ticked_above = any(_has_own(grid, first, column) for column in layout.ticks)
    reached = any(_is_merged_with(grid, first, row, column) for column in layout.ticks)
    return numbered and ticked_above and not reached


def _shown(grid: Grid, row: int, column: int) -> bool:
    return not says_nothing(grid.shown[row][column])


def _has_own(grid: Grid, row: int, column: int) -> bool:
    return grid.is_own(row, column) and not says_nothing(grid.shown[row][column])


def _is_merged_with(grid: Grid, first: int, row: int, column: int) -> bool:
    span = grid.spans.get((row, column))
    return span is not None and span.top <= first and row <= span.bottom
