"""How wide the columns of a board must be for their content."""

from collections.abc import Sequence
from dataclasses import replace

from app.printing.board_content import BoardColumn
from app.printing.board_frame import Slot
from app.printing.board_sizing import PanelSizing

#: Widths to try, compared with columns of one width, the narrowest first.
_SHARES = tuple(0.6 + 0.1 * step for step in range(13))


def needed_widths(
    sizing: PanelSizing, columns: Sequence[BoardColumn], slots: Sequence[Slot], factor: float
) -> list[float] | None:
    """The least widths, compared with those of the slots, in which every column can be set at `factor` times the least
    legible type; None where they do not fit beside each other."""
    shares: list[float] = []
    for number, (column, slot) in enumerate(zip(columns, slots, strict=True)):
        left = len(columns) - sum(shares) - _SHARES[0] * (len(columns) - number - 1)
        share = _needed(sizing, column, slot, factor, [each for each in _SHARES if each <= left + 1e-6])
        if share is None:
            return None
        shares.append(share)
    return shares


def _needed(
    sizing: PanelSizing, column: BoardColumn, slot: Slot, factor: float, shares: Sequence[float]
) -> float | None:
    """The least of these widths that the column fits into; found by halves, as wider ones hold more."""

    def fits(share: float) -> bool:
        return sizing.fits(column, replace(slot, width=share * slot.width), factor)

    if not shares or not fits(shares[-1]):
        return None
    low, high = 0, len(shares) - 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(shares[middle]) else (middle + 1, high)
    return shares[high]
