"""Widths of text columns moved against each other until the rows of a table are as low as they can be.

Lines are estimated from the width of the text, not broken: this looks at a few dozen rows in some milliseconds.
"""

import math
from collections.abc import Sequence

from app.printing.paper import MM
from app.printing.text import TextStyle, fit_line

#: Widths are moved by one of these steps, mm: a small one may gain nothing where a larger one saves a line.
_STEPS = (1.5, 3.0, 6.0, 12.0)
_MOST_MOVES = 60
#: What a broken line loses at its end on average, em.
_RAGGED = 0.6
#: What a line in a cell counts beside a line of the whole row.
_PER_LINE = 0.1
#: A move must save this many lines for each row looked at.
_LEAST_GAIN = 0.02


class TextColumn:
    """The texts of a column in some rows, each a sequence of paragraphs, and the bounds of its width in mm."""

    def __init__(self, texts: Sequence[Sequence[str]], style: TextStyle, pad: float, low: float, high: float):
        self.low = low
        self.high = high
        self._pad = pad
        self._em = style.size / MM
        self._widths = [[fit_line(line, style).width / style.size for line in lines] for lines in texts]
        self._known: dict[float, list[int]] = {}

    def lines(self, width: float) -> list[int]:
        """How many lines each text takes at a width."""
        key = round(width, 2)
        found = self._known.get(key)
        if found is None:
            room = max((width - 2 * self._pad) / self._em, 1.0)
            found = self._known[key] = [sum(_lines(each, room) for each in lines) for lines in self._widths]
        return found


def fit_widths(columns: Sequence[TextColumn], widths: Sequence[float], others: Sequence[float]) -> list[float]:
    """Widths of the same sum, each within its column's bounds, at which the rows are low. `others` is the height in
    lines of what else stands in each row."""
    best = list(widths)
    height = _height(columns, best, others)
    for _ in range(_MOST_MOVES):
        moved = [
            (_height(columns, wanted, others), wanted)
            for giver in range(len(columns))
            for taker in range(len(columns))
            if giver != taker
            for step in _STEPS
            if (wanted := _moved(columns, best, giver, taker, step)) is not None
        ]
        lowest, wanted = min(moved, key=lambda pair: pair[0], default=(height, best))
        if lowest > height - _LEAST_GAIN * len(others):
            break
        height, best = lowest, wanted
    return best


def _moved(
    columns: Sequence[TextColumn], widths: Sequence[float], giver: int, taker: int, step: float
) -> list[float] | None:
    if widths[giver] - step < columns[giver].low or widths[taker] + step > columns[taker].high:
        return None
    moved = list(widths)
    moved[giver] -= step
    moved[taker] += step
    return moved


def _height(columns: Sequence[TextColumn], widths: Sequence[float], others: Sequence[float]) -> float:
    """The height of the rows in lines, and a little for each line in a cell: no line is broken for nothing."""
    lines = [column.lines(width) for column, width in zip(columns, widths, strict=True)]
    return sum(map(max, others, *lines)) + _PER_LINE * sum(map(sum, lines))


def _lines(width: float, room: float) -> int:
    return 1 if width <= room else math.ceil(width / max(room - _RAGGED, 1.0))
