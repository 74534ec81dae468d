"""How alike items of two versions of a field are, and how well one goes into another as a piece of it."""

from collections.abc import Iterable, Sequence
from math import fsum, log

from app.standards.matching import shared
from app.standards.worded_items import Worded, weights_of

_FIT, _COVER, _OWN = 0.55, 0.25, 0.5
"""Shares of a piece that lie in its whole, of what the other piece left that lie in it, or of what it has beyond the
other piece that the whole had too."""
_NARROWER, _OF_LINES = 0.8, 0.6
"""Shares of a whole's name in a piece that says more of it; of what was lost of its elements in a piece."""
_COMMON = 0.3
"""Share of all items above which what they consist of says nothing about which one it is."""
_FEW = 3


class ItemLikeness:
    """Of the items of both versions, by what their words say among them all."""

    def __init__(self, items: Sequence[Worded]):
        self._weights = weights_of(items)
        self._telling = {pair for pair, weight in self._weights.items() if weight >= log(1 + 1 / _COMMON)}

    def of(self, old: Worded, new: Worded) -> float:
        """Return how alike two items are, 0 to 1: by their names, and by what they consist of where that says much."""
        own = shared(old.said, new.said, self.weigh)
        path = shared(old.path_pairs, new.path_pairs, self.weigh)
        named = (own + path) / 2
        if min(len(old.line_pairs & self._telling), len(new.line_pairs & self._telling)) < _FEW:
            return named
        lines = shared(old.line_pairs & self._telling, new.line_pairs & self._telling, self.weigh)
        return max(0.75 * named + 0.25 * lines, 0.85 * named)

    def weigh(self, pairs: Iterable[str]) -> float:
        """Return how much letters and pairs of letters say."""
        # Whatever order a set has: near ties must fall the same way each time.
        return fsum(map(self._weights.__getitem__, pairs))

    def belongs(self, piece: Worded, whole: Worded, other: Worded, *, is_of_group: bool) -> float:
        """Return how well a piece goes into a whole beside the other piece; 0 where it does not."""
        named = self._fills(piece.said, whole.said, other.said)
        if self._is_narrower(piece, whole) and self._is_narrower(other, whole) and whole.own != other.own:
            named = max(named, shared(piece.name_pairs, whole.name_pairs, self.weigh))
        if not is_of_group:
            return named
        lost = (whole.line_pairs - other.line_pairs) & self._telling
        lined = self._fills(*(each.line_pairs & self._telling for each in (piece, whole, other)))
        of_lines = self.weigh(lost & (piece.line_pairs | piece.name_pairs)) / (self.weigh(lost) or 1.0)
        return max(named, lined, of_lines if len(lost) >= _FEW and of_lines >= _OF_LINES else 0.0)

    def _fills(self, piece: frozenset[str], whole: frozenset[str], other: frozenset[str]) -> float:
        lost = whole - other
        if not lost or not piece:
            return 0.0
        fit = self.weigh(piece & whole) / self.weigh(piece)
        gone = {each for each in lost if len(each) == 1} or lost
        cover = self.weigh(piece & gone) / self.weigh(gone)
        beyond = self.weigh(piece & lost) / (self.weigh(piece - other) or 1.0)
        return fit if fit >= _FIT and (cover >= _COVER or beyond >= _OWN) else 0.0

    def _is_narrower(self, piece: Worded, whole: Worded) -> bool:
        return self.weigh(piece.name_pairs & whole.name_pairs) >= _NARROWER * self.weigh(whole.name_pairs)

