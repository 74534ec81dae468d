"""What goes on downwards where a cell is blank: names always; other columns only where they mostly are blank, or where
a page has cut a merged cell."""

from collections.abc import Mapping, Sequence

from app.tables.understanding.grid import Grid
from app.tables.understanding.items import Layout
from app.tables.understanding.meanings import NAMES, key_of
from app.tables.understanding.pieces import NONE, Pieces, taken
from app.tables.understanding.words import says_nothing

_CONTENT = ("basis", "basis_number", "deadline", "publisher", "channels", "audience", "mode", "levels")
_OFTEN_BLANK = 0.25
_FEWEST_BLANKS = 2


class Going:
    """Which columns of a table go on downwards, told from all of its items."""

    def __init__(self, grid: Grid, layout: Layout, items: Sequence[Sequence[int]]):
        item_of = {row: number for number, item in enumerate(items) for row in item}
        self.layout = layout
        merged = {
            column
            for (row, column), span in grid.spans.items()
            if row in item_of and item_of.get(span.bottom, item_of[row]) != item_of.get(span.top, item_of[row])
        }
        blank = {column: _blank_share(grid, items, column) for column in layout.meanings}
        is_export = not merged and any(blank[column] >= 0.2 for column in layout.names)
        # Who writes the names of every item means nothing by leaving a cell blank; who does not, means the one above.
        names_go_on = any(blank[column] for column in layout.names[:1])
        self.content = frozenset(
            column
            for column, meaning in layout.meanings.items()
            if column not in merged
            and names_go_on
            and (meaning in _CONTENT or (is_export and meaning == "elements"))
            and ((is_export and meaning != "elements") or blank[column] >= _OFTEN_BLANK)
            and (is_export or blank[column] * len(items) >= _FEWEST_BLANKS)
            and _begins(grid, items, column)
        )
        self.merged = frozenset(merged)
        self.groups = _tick_groups(layout)
        self.ticks = [
            group
            for group in self.groups
            if names_go_on and not merged & set(group) and _group_goes_on(grid, items, group)
        ]

    def fill(self, pieces: dict[int, Pieces], above: Mapping[int, Pieces], cut: Mapping[int, bool]) -> None:
        """Put what the item above has into the columns that go on and are blank here. `cut`: the columns whose cell
        here begins on top of a page, and whether it is merged over more rows."""
        _fill_names(self.layout, pieces, above)
        for column, meaning in self.layout.meanings.items():
            each = pieces[column]
            if each.texts or each.cells:  # not blank, as mostly
                continue
            on_page = column in cut and column in self.merged and (meaning in _CONTENT or meaning == "elements")
            if column in self.content or on_page or cut.get(column):
                pieces[column] = taken(above.get(column, NONE))
        for group in self.groups:
            goes_on = group in self.ticks or (set(group) <= cut.keys() and bool(self.merged & set(group)))
            if goes_on and all(pieces[column].is_blank() for column in group):
                for column in group:
                    pieces[column] = taken(above.get(column, NONE))


def _blank_share(grid: Grid, items: Sequence[Sequence[int]], column: int) -> float:
    blank = [rows for rows in items if not grid.shown[rows[0]][column]]
    blank = [rows for rows in blank if len(rows) == 1 or not any(grid.shown[row][column] for row in rows)]
    return len(blank) / len(items) if items else 0.0


def _begins(grid: Grid, items: Sequence[Sequence[int]], column: int) -> bool:
    """Whether the first of the items has something there: a column that goes on begins at the top."""
    return bool(items) and any(not says_nothing(grid.shown[row][column]) for rows in items[:2] for row in rows)


def _tick_groups(layout: Layout) -> list[tuple[int, ...]]:
    groups: dict[str, list[int]] = {}
    for column in layout.ticks:
        groups.setdefault(key_of(layout.meanings[column]), []).append(column)
    return [tuple(columns) for columns in groups.values()]


def _group_goes_on(grid: Grid, items: Sequence[Sequence[int]], group: Sequence[int]) -> bool:
    """Whether ticks are set at the top of each stretch only: the first item has some, many others none."""
    ticked = [any(not says_nothing(grid.shown[row][column]) for row in rows for column in group) for rows in items]
    return len(ticked) > 1 and ticked[0] and sum(ticked) <= len(ticked) * (1 - _OFTEN_BLANK)


def _fill_names(layout: Layout, pieces: dict[int, Pieces], above: Mapping[int, Pieces]) -> None:
    """Give an item the names above its own: blank ones go on until a higher name changes; a third one never does."""
    first = pieces[layout.names[0]] if layout.names else NONE
    if first.texts and first.how == "written":  # as mostly
        return
    written = any(pieces[column].how == "written" for column in layout.names if pieces[column])
    for column in layout.names:
        if pieces[column] and pieces[column].how == "written":
            return
        if not pieces[column] and (written or layout.meanings[column] != NAMES[2]):
            pieces[column] = taken(above.get(column, NONE))
