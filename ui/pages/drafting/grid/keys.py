"""Where the keys of the grid lead, as in Excel."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from ui.pages.drafting.grid.columns import NAME
from ui.pages.drafting.grid.selection import Place

_FAR = 1 << 30
_Key = Qt.Key


class Step(NamedTuple):
    """A move by rows, columns and pages; `grow` lets the block reach there, `wraps` goes on in the next line."""

    rows: int = 0
    columns: int = 0
    pages: int = 0
    grow: bool = False
    wraps: bool = False


_ARROWS = {_Key.Key_Up: (-1, 0), _Key.Key_Down: (1, 0), _Key.Key_Left: (0, -1), _Key.Key_Right: (0, 1)}
_PAGES = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_ENDS = {_Key.Key_Home: -_FAR, _Key.Key_End: _FAR}
_TABS = {_Key.Key_Tab: 1, _Key.Key_Backtab: -1}


def step_of(event: QKeyEvent) -> Step | None:
    """Return the move a key asks for, None for other keys."""
    key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    grow, far = bool(held & Qt.KeyboardModifier.ShiftModifier), bool(held & Qt.KeyboardModifier.ControlModifier)
    if held & Qt.KeyboardModifier.AltModifier:
        return None
    if key in _TABS and not far:
        return Step(columns=_TABS[key], wraps=True)
    if key in (_Key.Key_Return, _Key.Key_Enter) and not far:
        return Step(rows=-1 if grow else 1)
    reach = _FAR if far else 1
    if key in _ARROWS:
        down, right = _ARROWS[key]
        return Step(rows=down * reach, columns=right * reach, grow=grow)
    if key in _PAGES and not far:
        return Step(pages=_PAGES[key], grow=grow)
    if key in _ENDS:
        return Step(rows=_ENDS[key] if far else 0, columns=_ENDS[key], grow=grow)
    return None


def destination(start: Place, step: Step, size: Place, page: int) -> Place:
    """Return where a move leads in a table of `size` rows and columns; `page` is how many rows a page is."""
    row, column = start[0] + step.rows + step.pages * page, start[1] + step.columns
    if step.wraps and not NAME <= column < size[1]:
        row, column = row + step.columns, NAME if step.columns > 0 else size[1] - 1
        if not 0 <= row < size[0]:
            return start
    return min(max(row, 0), size[0] - 1), min(max(column, NAME), size[1] - 1)
